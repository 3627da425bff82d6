"""Doubt can be seen: marks, bars and borders differ by how well they are known, and one key
turns that off."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.dates import doubt_of
from db.library import Library
from db.records import (
    Border,
    Control,
    EventId,
    Figure,
    Status,
    Territory,
    TerritoryId,
    World,
)
from tests.small_world import (
    AS_OF,
    CHINA,
    FIRST_DAY,
    OPEN_END,
    OPEN_START,
    RUSSIA,
    day,
    mark,
    small_world,
)
from ui import fonts, settings
from ui.camera import Box, Camera, Viewport
from ui.doubt import KEY, Dot, End, Line, dot_of, ends_of, line_of, paint_bar, paint_dot
from ui.explorer import Explorer
from ui.flight import Instant
from ui.map import legend_card
from ui.map.basemap import Basemap
from ui.map.picture import MapPicture
from ui.map.politics import LEAST_BAND, Politics, band_width, frontiers_in_view
from ui.map.scene import Emphasis, Fill, Frontier, Scene, SceneMaker, Tint
from ui.panels.drawn import FigureCards
from ui.panels.told import DOUBT, ToldBriefly
from ui.present.picture import PresentPicture
from ui.prose import figure_tip
from ui.settings import Settings
from ui.stand import stand_at
from ui.state import Layout, ViewState, at_step, look, neighbours, seek, seen_by_audience
from ui.timeline.cards import mark_card
from ui.timeline.painter import TimelinePicture

PAPER, INK = QColor("#FBF9F4"), QColor("#1E2A35")


@pytest.fixture(autouse=True)
def lettering(qapp: QApplication) -> None:
    """Words painted here are kept for the tests that follow: they are set in the lesson's faces."""
    fonts.register()


@pytest.mark.parametrize(
    ("text", "dot", "ends"),
    [
        ("1905-09-05", Dot.PLAIN, (End.FIRM, End.FIRM)),
        ("1905-09", Dot.PLAIN, (End.FIRM, End.FIRM)),
        ("1898~", Dot.ABOUT, (End.FADED, End.FADED)),
        ("1904?", Dot.PERHAPS, (End.FADED, End.FADED)),
        ("1904%", Dot.PERHAPS_ABOUT, (End.FADED, End.FADED)),
        ("186X", Dot.SPREAD, (End.FADED, End.FADED)),
        ("1898~/1903", Dot.ABOUT, (End.FADED, End.FIRM)),
        ("1898/190X", Dot.ABOUT, (End.FIRM, End.FADED)),
        ("2013/..", Dot.PLAIN, (End.FIRM, End.OPEN)),
        ("../1862", Dot.PLAIN, (End.OPEN, End.FIRM)),
    ],
)
def test_a_mark_shows_how_its_date_is_known(text: str, dot: Dot, ends: tuple[End, End]) -> None:
    event = mark("e", text, 1, "An event")

    assert dot_of(event) is dot
    assert ends_of(event) == ends


@pytest.mark.parametrize("half", [3.0, 5.0, 8.0, 14.0])
def test_every_kind_of_dot_is_painted_differently(half: float) -> None:
    pictures = {dot: _dot(dot, half) for dot in Dot}

    for one, other in combinations(Dot, 2):
        assert _unlike(pictures[one], pictures[other]) >= 4, (one, other)


def test_an_uncertain_dot_is_hollow_and_an_approximate_one_has_a_soft_rim() -> None:
    hollow, soft = _dot(Dot.PERHAPS, 4.0), _dot(Dot.ABOUT, 12.0)

    assert hollow.pixelColor(20, 20) == PAPER
    assert soft.pixelColor(20, 20) == INK
    assert INK.lightness() < soft.pixelColor(29, 20).lightness() < PAPER.lightness()


def test_a_doubtful_end_fades_and_an_open_one_is_an_arrow() -> None:
    firm, faded, open_end = (_bar(end) for end in (End.FIRM, End.FADED, End.OPEN))

    assert firm.pixelColor(97, 10) == INK
    assert firm.pixelColor(50, 10) == faded.pixelColor(50, 10) == INK
    assert faded.pixelColor(97, 10).lightness() > firm.pixelColor(97, 10).lightness() + 60
    assert firm.pixelColor(93, 6) == PAPER != open_end.pixelColor(93, 6)


def test_a_decade_fades_from_a_dot_in_its_middle() -> None:
    image = _blank(104, 20)
    with QPainter(image) as painter:
        paint_bar(painter, QRectF(2, 8, 100, 4), End.FADED, End.FADED, INK, spread=True)

    assert image.pixelColor(52, 7) == INK
    tones = [image.pixelColor(x, 10).lightness() for x in (53, 70, 85, 98)]
    assert tones == sorted(tones) and tones[0] < tones[-1]


DATES = ("1866-05", "1874~", "1882?", "1890%", "190X", "1915/1922", "1930/1938~", "2003/..")


def _world_of(*texts: str) -> World:
    marks = tuple(mark(f"e{n}", text, 1, "An event") for n, text in enumerate(texts))
    return small_world()._replace(marks=marks)


@pytest.mark.parametrize("slim", [False, True], ids=["explore", "present"])
@pytest.mark.parametrize("text", DATES[1:])
def test_the_strip_shows_doubt_and_hides_it(text: str, slim: bool) -> None:
    shown, hidden = (_strip(text, slim=slim, doubt=doubt) for doubt in (True, False))
    firm = "/" in text and doubt_of(text) == doubt_of("1915/1922")

    assert (shown == hidden) == firm


def test_without_doubt_a_dot_is_as_plain_as_a_certain_one() -> None:
    assert _strip("1882?", doubt=False) != _strip("1882?", doubt=True)
    assert _strip("1915~/1922~", doubt=False) == _strip("1915/1922", doubt=False)


def _strip(text: str, *, doubt: bool, slim: bool = False) -> QImage:
    world = _world_of(text)
    image = _blank(1600, 240)
    state = at_step(world, world.tours[0].id, 0)._replace(doubt=doubt)
    with QPainter(image) as painter:
        TimelinePicture(world).paint(
            painter, state, Box(0, 0, 1600, 240), unit=1.0, slim=slim, night=slim
        )
    return image


def test_a_card_says_the_date_with_its_doubt() -> None:
    said = [mark_card(event).when for event in _world_of(*DATES).marks]

    assert said == [
        "May 1866",
        "about 1874",
        "perhaps 1882",
        "perhaps about 1890",
        "1900s",
        "1915 to 1922",
        "from 1930 to about 1938",
        "since 2003",
    ]


# Borders

ONE, OTHER = TerritoryId("amur-left-bank"), TerritoryId("russia-rest")
CODE = f"{ONE}|{OTHER}"


@pytest.mark.parametrize(
    ("km", "line"),
    [(0, Line.FIRM), (2, Line.FIRM), (3, Line.DASHED), (5, Line.DASHED), (10, Line.BAND)],
)
def test_a_border_is_drawn_by_how_well_it_is_known(km: float, line: Line) -> None:
    assert line_of(km) is line


def test_a_band_is_as_wide_as_the_border_may_be_off_and_never_too_thin_to_see() -> None:
    assert band_width(10, metres=50, unit=1) == 20_000
    assert LEAST_BAND <= band_width(10, metres=6_000, unit=1) / 6_000 <= 1.2 * LEAST_BAND


def test_the_worse_edge_counts_unless_the_lesson_knows_better() -> None:
    world = _with_accuracies(small_world(), {ONE: 10.0, OTHER: 3.0})
    told = Border(frozenset((ONE, OTHER)), day("1900-01-01"), AS_OF, 1.0)

    plain = _accuracy(world, "1930-01-01")
    better = _accuracy(world._replace(borders=(told,)), "1930-01-01")
    before = _accuracy(world._replace(borders=(told,)), "1880-01-01")

    assert (plain, better, before) == (10.0, 1.0, 10.0)


def _with_accuracies(world: World, km: dict[TerritoryId, float]) -> World:
    """Two neighbours that belong to different powers in all years."""
    holders = {ONE: CHINA, OTHER: RUSSIA}
    return world._replace(
        territories=tuple(
            Territory(
                territory,
                territory,
                (Control((power,), Status.SOVEREIGN, OPEN_START, OPEN_END),),
                accuracy_km=km[territory],
            )
            for territory, power in holders.items()
        ),
    )


def _accuracy(world: World, when: str) -> float:
    maker = SceneMaker(world, [CODE], lambda event: Emphasis())
    now = Instant.still(Camera(0, 0, 1e6), float(day(when)), EventId("peking"))
    (frontier,) = maker.at(now).frontiers
    return frontier.accuracy_km


@pytest.fixture(scope="module")
def basemap() -> Basemap:
    return Basemap()


def _frontier_picture(
    basemap: Basemap, world: World, km: float, *, doubt: bool, metres: float = 1000.0
) -> QImage:
    line = basemap.pieces(1, "border", basemap.bounds)[CODE][0].box
    middle = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
    view = Viewport(300, 200, middle[0] - 150 * metres, middle[1] + 100 * metres, metres)
    scene = Scene((), (Frontier(CODE, 1.0, 0.0, km),), (), (), ())
    image = _blank(300, 200)
    with QPainter(image) as painter:
        Politics(basemap, world.powers).paint_lines(
            painter, view, scene, unit=1.0, fine=True, doubt=doubt
        )
    return image


def test_firm_dashed_and_banded_borders_look_different(basemap: Basemap) -> None:
    world = small_world()

    firm, dashed, band = (
        _frontier_picture(basemap, world, km, doubt=True) for km in (1.0, 5.0, 10.0)
    )

    assert 0 < _painted(dashed) < _painted(firm) < _painted(band)


def test_without_doubt_every_border_is_a_plain_line(basemap: Basemap) -> None:
    world = small_world()

    plain = _frontier_picture(basemap, world, 1.0, doubt=True)

    for km in (5.0, 10.0, 50.0):
        assert _frontier_picture(basemap, world, km, doubt=False) == plain


def test_a_band_shows_its_true_width_close_by_and_leaves_the_map_to_be_seen(
    basemap: Basemap,
) -> None:
    world = small_world()
    near = _frontier_picture(basemap, world, 10.0, doubt=True, metres=250.0)
    far = _frontier_picture(basemap, world, 10.0, doubt=True, metres=4000.0)

    assert _painted(near) > 3 * _painted(far)
    darkest = min(near.pixelColor(x, y).lightness() for x in range(300) for y in range(200))
    assert darkest > 110


def test_the_legend_names_what_is_doubtful_in_view() -> None:
    tint = Tint((RUSSIA,), Status.SOVEREIGN, 1.0)
    fill = Fill(TerritoryId("kurils"), (tint,), 0.0, disputed=True)
    frontiers = [Frontier("a|b", 1, 0, km) for km in (1.0, 3.0, 10.0, 15.0)]
    scene = Scene((fill,), tuple(frontiers), (), (), ())

    here = legend_card.doubt_entries(scene, [TerritoryId("kurils")], frontiers)
    elsewhere = legend_card.doubt_entries(scene, [], frontiers[:1])

    assert [entry.text for entry in here] == [
        "border known to about 3 km",
        "border known to about 10–15 km",
        "ownership disputed today",
    ]
    assert elsewhere == ()


@pytest.mark.parametrize("doubt", [True, False])
@pytest.mark.parametrize("layout", [Layout.EXPLORE, Layout.PRESENT])
@pytest.mark.parametrize(
    "event", ["northeast-revitalization-2003", "lend-lease-vladivostok", "rajin-coal-2011"]
)
def test_the_legend_explains_the_hatching_with_doubt_hidden_too(
    built_in: Library, basemap: Basemap, event: str, layout: Layout, doubt: bool
) -> None:
    world = built_in.world()
    picture = MapPicture(world, basemap, built_in.event)
    present = PresentPicture(
        picture, TimelinePicture(world), built_in.event, world, built_in.charts_of
    )
    stand = stand_at(world, event, built_in.event)._replace(layout=layout, doubt=doubt)
    image = _blank(1920, 1080)
    with QPainter(image) as painter:
        if layout is Layout.PRESENT:
            present.paint(painter, stand, 1920, 1080)
        else:
            picture.paint(painter, stand, 1240, 775, unit=1.0)

    legend = picture.furnished.legend
    assert legend is not None
    assert legend.entries[-1].text == legend_card.DISPUTED


def test_the_legend_speaks_only_of_borders_in_view(basemap: Basemap) -> None:
    scene = Scene((), (Frontier(CODE, 1.0, 0.0, 10.0),), (), (), ())
    line = basemap.pieces(1, "border", basemap.bounds)[CODE][0].box
    there = Viewport(400, 300, line.x0, line.y1, 1000.0)
    at_sea = Viewport(400, 300, 1_000_000, -1_200_000, 500.0)

    assert frontiers_in_view(basemap, there, scene, 1.0)
    assert not frontiers_in_view(basemap, at_sea, scene, 1.0)


# The key


def test_one_key_hides_doubt_and_shows_it_again() -> None:
    world = small_world()
    explorer = Explorer(world, at_step(world, world.tours[0].id, 0))

    explorer.toggle_doubt()
    hidden = explorer.state
    explorer.toggle_doubt()

    assert (hidden.doubt, explorer.state.doubt) == (False, True)


def test_stops_are_made_ready_as_they_will_be_drawn() -> None:
    world = small_world()
    state = at_step(world, world.tours[0].id, 1)._replace(doubt=False)

    assert [near.doubt for near in neighbours(state, world)] == [False, False]
    assert not seek(look(state, world, Camera(0, 0, 1e6)), world, FIRST_DAY + 900.0).doubt


def test_a_frozen_picture_is_drawn_as_the_teacher_has_it() -> None:
    world = small_world()
    state = at_step(world, world.tours[0].id, 1)

    assert not seen_by_audience(state._replace(frozen=state, doubt=False)).doubt


def test_the_choice_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / settings.FILE

    settings.save(path, Settings(doubt=False))

    assert settings.load(path) == (Settings(doubt=False), "")


def test_a_choice_that_is_no_choice_is_told(tmp_path: Path) -> None:
    path = tmp_path / settings.FILE
    path.write_text('{"doubt": "maybe"}')

    found, notice = settings.load(path)

    assert found == Settings()
    assert "make no sense: doubt" in notice


def test_the_reader_is_told_for_a_moment(qtbot: QtBot) -> None:
    world = small_world()
    explorer = Explorer(world, at_step(world, world.tours[0].id, 0))
    window = QWidget()
    qtbot.addWidget(window)
    told = ToldBriefly(explorer, window)
    told.place(1280, 720)

    explorer.toggle_doubt()

    assert told.text() == DOUBT[False]
    assert not told.isHidden()
    told._stay.timeout.emit()
    assert told.isHidden()


def test_the_whole_map_is_plain_without_doubt(built_in: Library, basemap: Basemap) -> None:
    world = built_in.world()
    state = seek(at_step(world, world.tours[0].id, 10), world, day("1933-06-01"))

    shown, hidden = (_map(built_in, world, basemap, state._replace(doubt=d)) for d in (True, False))

    assert _unlike(shown, hidden) > 300


def _map(library: Library, world: World, basemap: Basemap, state: ViewState) -> QImage:
    image = _blank(640, 400)
    with QPainter(image) as painter:
        MapPicture(world, basemap, library.event).paint(painter, state, 640, 400, unit=0.55)
    return image


def test_rivers_are_known_better_than_the_watershed(built_in: Library, basemap: Basemap) -> None:
    world = built_in.world()
    codes = sorted(basemap.codes("border"))
    maker = SceneMaker(world, codes, lambda event: Emphasis())

    def known(when: str) -> dict[str, float]:
        now = Instant.still(Camera(0, 0, 1e6), float(day(when)), EventId("x"))
        return {f.code: f.accuracy_km for f in maker.at(now).frontiers}

    assert known("1857-01-01")["amur-left-bank|russia-rest"] == 10.0
    assert known("1857-01-01")["russia-rest|uda-slope"] == 50.0
    assert known("1905-01-01")["amur-left-bank|heilongjiang"] == 1.0
    assert known("1905-01-01")["kwantung-north|liaodong-ceded"] == 3.0
    assert known("1895-05-01")["liaodong-ceded|liaoning"] == 10.0
    assert known("1895-05-01")["korea-north|liaodong-ceded"] == 1.0
    assert known("1946-01-01")["kwantung-north|lushun-base"] == 5.0
    assert known("1935-01-01")["china-rest|inner-mongolia-east"] == 15.0
    assert known("1935-01-01")["china-rest|mongolia"] == 10.0
    assert known("2008-01-01")["china-rest|mongolia"] == 1.0


# Figures and the key to the marks


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("1927~", "30 or 40 soldiers, as of about 1927"),
        ("192X", "30 or 40 soldiers, as of the 1920s"),
        ("1945-08/1950", "30 or 40 soldiers, as of August 1945 to 1950"),
        ("", "30 or 40 soldiers"),
    ],
)
def test_the_tip_of_a_figure_says_its_date(as_of: str, said: str) -> None:
    assert figure_tip(Figure(30, "30 or 40", "soldiers", as_of, ())) == said


def test_each_figure_has_its_own_tip(qtbot: QtBot) -> None:
    cards = FigureCards()
    qtbot.addWidget(cards)
    cards.resize(400, 90)
    cards.show_figures(
        (Figure(1, "960 or 526", "killed", "1938-08", ()), Figure(2, "15 km", "wide", "1938", ()))
    )

    assert cards.tip_at(QPoint(20, 20)) == "960 or 526 killed, as of August 1938"
    assert cards.tip_at(QPoint(380, 20)) == "15 km wide, as of 1938"
    assert cards.tip_at(QPoint(200, 20)) == ""


def test_the_key_shows_every_kind_of_mark_once() -> None:
    shown = [sample.shown for sample in KEY]

    assert len(set(shown)) == len(shown)
    assert {Dot.PLAIN, Dot.ABOUT, Dot.PERHAPS, Dot.SPREAD, Line.DASHED, Line.BAND} <= set(shown)


# Pictures


def _blank(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(PAPER)
    return image


def _dot(dot: Dot, half: float) -> QImage:
    image = _blank(41, 41)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_dot(painter, QPointF(20.5, 20.5), half, dot, INK, PAPER)
    return image


def _bar(end: End) -> QImage:
    image = _blank(104, 20)
    with QPainter(image) as painter:
        paint_bar(painter, QRectF(2, 8, 98, 4), End.FIRM, end, INK)
    return image


def _painted(image: QImage) -> int:
    return _unlike(image, _blank(image.width(), image.height()))


def _unlike(one: QImage, other: QImage) -> int:
    """How many pixels differ clearly."""
    return sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 6
        for x in range(one.width())
        for y in range(one.height())
    )

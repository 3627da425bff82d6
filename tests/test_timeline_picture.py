"""The timeline's picture: asked pixel by pixel for what a reader would see."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from db.records import TourId, World
from tests.small_world import AS_OF, FIRST_DAY, day, small_world
from ui import fonts, theme
from ui.camera import Box
from ui.state import ViewState, at_step, seek
from ui.timeline import strokes
from ui.timeline.axis import Stretch
from ui.timeline.layout import Plan, Row
from ui.timeline.painter import TimelinePicture

CHINA, RUSSIA, JAPAN = QColor("#E69F00"), QColor("#0072B2"), QColor("#CC79A7")
BEHIND = QColor("#123456")


@pytest.fixture
def world(qapp: QApplication) -> World:
    fonts.register()
    return small_world()


@pytest.fixture
def picture(world: World) -> TimelinePicture:
    return TimelinePicture(world)


def standing(world: World, step: int = 0) -> ViewState:
    return at_step(world, world.tours[0].id, step)


def painted(
    picture: TimelinePicture,
    state: ViewState,
    *,
    width: int = 1920,
    unit: float = 1.0,
    slim: bool = False,
    stretch: Stretch | None = None,
    corner: tuple[int, int] = (0, 0),
) -> tuple[QImage, Plan]:
    """The strip on a ground of its own, and its plan."""
    height = picture.height(unit, slim=slim)
    x, y = corner
    box = Box(x, y, x + width, y + height)
    image = QImage(x + width, y + height, QImage.Format.Format_RGB32)
    image.fill(BEHIND)
    painter = QPainter(image)
    picture.paint(painter, state, box, unit=unit, slim=slim, night=slim, stretch=stretch)
    painter.end()
    return image, picture.plan(state, box, unit=unit, slim=slim, stretch=stretch)


def on_row(image: QImage, plan: Plan, row: Row, when: str, *, along: float = 0.1) -> QColor:
    """The colour of a ribbon on a day, near the upper edge where no words stand."""
    y = row.top + (row.bottom - row.top) * along
    return image.pixelColor(round(plan.axis.to_pixel(day(when))), round(y))


def colours_between(image: QImage, plan: Plan, row: Row, first: str, last: str) -> set[str]:
    """The colours met along a ribbon from one day to another."""
    y = round((row.top + row.bottom) / 2)
    x0, x1 = (round(plan.axis.to_pixel(day(when))) for when in (first, last))
    return {image.pixelColor(x, y).name() for x in range(x0 + 3, x1 - 3)}


@pytest.mark.parametrize(("unit", "width"), [(0.72, 1024), (1.0, 1920), (2.0, 3840)])
@pytest.mark.parametrize("slim", [False, True], ids=["explore", "slim"])
def test_ribbons_have_the_colour_of_the_power_in_charge(
    picture: TimelinePicture, unit: float, width: int, slim: bool
) -> None:
    image, plan = painted(picture, standing(picture.world), width=width, unit=unit, slim=slim)
    vladivostok, jilin, lushun, dalian = plan.rows

    assert on_row(image, plan, vladivostok, "1859-01-01", along=0.5) == CHINA
    assert on_row(image, plan, vladivostok, "1905-01-01", along=0.5) == RUSSIA
    assert on_row(image, plan, jilin, "1910-01-01", along=0.5) == CHINA
    assert on_row(image, plan, lushun, "1980-01-01", along=0.5) == CHINA
    assert on_row(image, plan, dalian, "1980-01-01", along=0.5) == CHINA


def test_the_change_falls_on_its_day(picture: TimelinePicture) -> None:
    stretch = Stretch(day("1860-10-01"), day("1860-12-31"))
    image, plan = painted(picture, standing(picture.world, 4), stretch=stretch)

    y = round(plan.rows[0].top + 2)
    change = plan.axis.to_pixel(day("1860-11-14"))

    assert image.pixelColor(round(change) - 2, y) == CHINA
    assert image.pixelColor(round(change) + 3, y) == RUSSIA


@pytest.mark.parametrize(
    ("row", "first", "last", "colour"),
    [
        (2, "1915-01-01", "1940-01-01", JAPAN),
        (1, "1937-01-01", "1945-01-01", JAPAN),
        (3, "1898-06-01", "1904-05-01", RUSSIA),
    ],
    ids=["leased", "puppet state", "leased, without words"],
)
def test_what_is_not_sovereign_is_hatched_in_the_colour(
    picture: TimelinePicture, row: int, first: str, last: str, colour: QColor
) -> None:
    image, plan = painted(picture, standing(picture.world))

    met = colours_between(image, plan, plan.rows[row], first, last)

    assert colour.name() in met
    assert len(met) > 4


def test_joint_control_is_striped_in_both_colours(picture: TimelinePicture) -> None:
    image, plan = painted(picture, standing(picture.world))

    met = colours_between(image, plan, plan.rows[2], "1945-12-01", "1955-03-01")

    assert {CHINA.name(), RUSSIA.name()} <= met


def test_a_vague_bound_is_passed_at_a_slant(picture: TimelinePicture) -> None:
    stretch = Stretch(day("1895-10-01"), day("1896-02-29"))
    image, plan = painted(picture, standing(picture.world), stretch=stretch)
    row = plan.rows[2]

    early, late = "1895-12-08", "1895-12-24"

    assert on_row(image, plan, row, early, along=0.1) != CHINA
    assert on_row(image, plan, row, early, along=0.88) == CHINA
    assert on_row(image, plan, row, late, along=0.5) == CHINA


@pytest.mark.parametrize("when", ["1856-01-01", "1905-09-05", "2026-05-31"])
@pytest.mark.parametrize("slim", [False, True], ids=["explore", "slim"])
def test_the_playhead_stands_on_the_date(picture: TimelinePicture, when: str, slim: bool) -> None:
    world = picture.world
    state = seek(standing(world), world, day(when))

    image, plan = painted(picture, state, slim=slim)

    y = round(plan.rows[0].bottom + 1)
    x = round(plan.axis.to_pixel(day(when)))
    accent = strokes.colours_of(night=slim).accent
    assert image.pixelColor(x, y) == accent
    assert image.pixelColor(x + 6, y) != accent


def test_the_date_is_written_under_the_playhead(picture: TimelinePicture) -> None:
    world = picture.world
    image, plan = painted(picture, seek(standing(world), world, day("1940-03-01")))
    other, _ = painted(picture, seek(standing(world), world, day("1940-03-02")))

    x, y = round(plan.axis.to_pixel(day("1940-03-01"))), round(plan.year_y - 10)
    plate = (x - 60, y, 120, 20)

    assert theme.INK.name() in _colours(image.copy(*plate))
    assert image.copy(*plate) != other.copy(*plate)


@pytest.mark.parametrize("when", [FIRST_DAY, AS_OF])
@pytest.mark.parametrize(("unit", "width"), [(0.72, 900), (1.08, 900), (2.4, 3840)])
def test_the_date_is_never_cut(
    picture: TimelinePicture, when: int, unit: float, width: int
) -> None:
    world = picture.world

    image, plan = painted(picture, seek(standing(world), world, when), width=width, unit=unit)

    edge = {image.pixelColor(x, round(plan.year_y)).name() for x in (0, 1, width - 2, width - 1)}
    foot = {image.pixelColor(x, image.height() - 1).name() for x in range(width)}
    assert edge == foot == {theme.PAPER.name()}


def _colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_the_mark_of_the_stop_is_in_the_accent(picture: TimelinePicture) -> None:
    image, plan = painted(picture, standing(picture.world, 1))
    here, elsewhere = plan.spot_of(1), plan.spot_of(4)
    assert here and elsewhere

    y = round(plan.y(plan.look.measures.spots))

    assert image.pixelColor(round(here.x) + 3, y) == theme.ACCENT
    assert image.pixelColor(round(elsewhere.x) + 3, y) == theme.INK


def test_a_stop_that_lasts_has_its_bar_in_the_accent(picture: TimelinePicture) -> None:
    image, plan = painted(picture, standing(picture.world, 3))
    bar = plan.bar_of(3)
    assert bar

    y = int(plan.y(plan.look.measures.bars[bar.lane]))

    assert image.pixelColor(round(bar.x0) + 6, y) == theme.ACCENT


def test_stops_are_told_from_other_events(picture: TimelinePicture) -> None:
    image, plan = painted(picture, standing(picture.world))
    stop = next(bar for bar in plan.bars if bar.stop is not None)
    other = next(bar for bar in plan.bars if bar.stop is None and not bar.mark.end_doubt)

    tones = [
        image.pixelColor(round(bar.x0) + 9, int(plan.y(plan.look.measures.bars[bar.lane])))
        for bar in (stop, other)
    ]

    assert tones[0] == theme.INK
    assert tones[1] != theme.INK


def test_the_act_of_the_date_stands_out(picture: TimelinePicture) -> None:
    image, plan = painted(picture, standing(picture.world, 2))
    y = round(plan.y(plan.look.measures.act_top + 4))

    grounds = [image.pixelColor(round(act.x1) - 8, y) for act in plan.acts]

    assert grounds == [theme.PLATE, theme.INK, theme.PLATE, theme.PLATE]


def test_by_night_the_strip_stands_on_what_is_there(picture: TimelinePicture) -> None:
    image, plan = painted(picture, standing(picture.world), slim=True)

    assert image.pixelColor(2, 2) == BEHIND
    assert image.pixelColor(round(plan.axis.x1) + 20, round(plan.year_y)) == BEHIND


def test_the_same_state_gives_the_same_picture(world: World) -> None:
    kept = TimelinePicture(world)
    painted(kept, standing(world, 0))
    painted(kept, standing(world, 4), stretch=Stretch(day("1900-01-01"), day("1930-01-01")))

    again, _ = painted(kept, standing(world, 2))
    fresh, _ = painted(TimelinePicture(world), standing(world, 2))

    assert again == fresh


def test_the_place_of_the_box_changes_nothing_else(picture: TimelinePicture) -> None:
    at_corner, _ = painted(picture, standing(picture.world))
    moved, _ = painted(picture, standing(picture.world), corner=(40, 300))

    assert moved.copy(40, 300, at_corner.width(), at_corner.height()) == at_corner


def test_moving_the_date_paints_nothing_but_the_playhead_anew(
    picture: TimelinePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = picture.world
    stills = []
    still = strokes.paint_still

    def counted(painter: QPainter, plan: Plan, *rest: Any, doubt: bool) -> None:
        stills.append(plan)
        still(painter, plan, *rest, doubt=doubt)

    monkeypatch.setattr(strokes, "paint_still", counted)

    for number in range(20):
        painted(picture, seek(standing(world), world, FIRST_DAY + 1000 * number))

    assert len(stills) == 1


def test_a_change_of_the_tour_shows_its_stops(picture: TimelinePicture) -> None:
    tour = picture.world.tours[0]
    other = tour._replace(id=TourId("other"), steps=tour.steps[:2])
    world = picture.world._replace(tours=(tour, other))
    both = TimelinePicture(world)

    first, _ = painted(both, at_step(world, tour.id, 0))
    second, plan = painted(both, at_step(world, other.id, 0))

    assert first != second
    assert {number for spot in plan.spots for number in spot.stops} == {0, 1}


def test_no_words_of_the_slim_strip_are_too_small_to_read(picture: TimelinePicture) -> None:
    _, plan = painted(picture, standing(picture.world), slim=True)

    assert not plan.acts
    assert not any(row.title or row.captions for row in plan.rows)
    assert min(plan.look.measures.year_size, plan.look.measures.count_size) >= 0.026 * 1080


@pytest.mark.parametrize("look", [theme.LIGHT, theme.CONTRAST], ids=lambda look: str(look.name))
@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_words_stand_out_from_their_ground(night: bool, look: theme.Palette) -> None:
    theme.wear(look)
    colours = strokes.colours_of(night=night)

    assert _contrast(colours.ink, colours.ground) >= 7
    assert _contrast(colours.ink, colours.plate) >= 7
    assert _contrast(colours.ground, colours.ink) >= 7
    assert _contrast(theme.INK, theme.PAPER) >= 7
    assert _contrast(colours.muted, colours.ground) >= 7
    assert _contrast(colours.quiet, colours.ground) >= 3


def _contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

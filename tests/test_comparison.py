"""Two dates side by side: the moves, the keys, the pictures and the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from db.records import World
from tests.small_world import AS_OF, FIRST_DAY, TOUR, small_world
from tests.windows import press
from ui import app, fonts, state
from ui.areas import shipped
from ui.camera import Box
from ui.comparison import LEAST, MOST, Comparison, Form, Side, nearest_side
from ui.dress import dress
from ui.explorer import Explorer
from ui.inscriptions import Inscription, noting
from ui.main_window import MainWindow
from ui.map.basemap import Basemap
from ui.map.compared import ComparedPicture, Grip, Sizes
from ui.map.in_view import land_in_view, part_inside
from ui.map.picture import MapPicture
from ui.messages import Messages
from ui.panels.comparison import ComparisonPanel
from ui.panels.told import words_for
from ui.panels.typed import year_words
from ui.present.picture import PresentPicture
from ui.present.widget import PresentWidget
from ui.stand import beside, stand_at
from ui.state import Curtain, Layout, ViewState, at_step, seen_by_audience
from ui.still import take
from ui.timeline.painter import TimelinePicture

WORLD = small_world()
NONE = Qt.KeyboardModifier.NoModifier


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.fixture
def explorer() -> Explorer:
    """At the third stop, with two dates compared."""
    made = Explorer(WORLD, at_step(WORLD, TOUR.id, 2))
    made.toggle_comparison()
    return made


def dates(explorer: Explorer) -> tuple[int, int]:
    found = explorer.state.comparison
    assert found is not None
    return found.a, found.b


# Moves


def test_a_comparison_begins_with_the_stop_before_and_this_one(explorer: Explorer) -> None:
    assert dates(explorer) == (TOUR.steps[1].day, TOUR.steps[2].day)


def test_a_dragged_date_is_compared_with_the_stop_last_passed() -> None:
    explorer = Explorer(WORLD, at_step(WORLD, TOUR.id, 2))
    explorer.seek(day("1910-01-01"))

    explorer.toggle_comparison()

    assert dates(explorer) == (TOUR.steps[2].day, day("1910-01-01"))


def test_a_stop_of_the_same_date_as_the_one_before_is_compared_with_an_earlier_one() -> None:
    steps = (*TOUR.steps[:2], TOUR.steps[2]._replace(day=TOUR.steps[1].day), *TOUR.steps[3:])
    world = WORLD._replace(tours=(TOUR._replace(steps=steps),))
    explorer = Explorer(world, at_step(world, TOUR.id, 2))

    explorer.toggle_comparison()

    assert dates(explorer) == (steps[0].day, steps[2].day)


def test_the_first_stop_is_compared_with_the_lessons_first_day() -> None:
    explorer = Explorer(WORLD, at_step(WORLD, TOUR.id, 0))

    explorer.toggle_comparison()

    assert dates(explorer) == (FIRST_DAY, TOUR.steps[0].day)


def test_closing_a_comparison_loses_neither_stop_nor_date(explorer: Explorer) -> None:
    before = explorer.state._replace(comparison=None)
    explorer.compare_day(Side.B, AS_OF)

    explorer.toggle_comparison()

    assert explorer.state == before


def test_escape_closes_the_comparison_before_the_curtain_and_the_presentation() -> None:
    explorer = Explorer(WORLD, at_step(WORLD, TOUR.id, 2))
    explorer.present_from_here()
    explorer.toggle_black()
    explorer.toggle_comparison()

    explorer.leave()

    assert explorer.state.comparison is None
    assert explorer.state.curtain is Curtain.BLACK
    assert explorer.state.layout is Layout.PRESENT


def test_the_next_stop_ends_the_comparison(explorer: Explorer) -> None:
    explorer.next()

    assert explorer.state.comparison is None
    assert explorer.state.step == 3


def test_exchanging_twice_gives_the_same_dates(explorer: Explorer) -> None:
    a, b = dates(explorer)

    explorer.exchange_sides()
    assert dates(explorer) == (b, a)
    explorer.exchange_sides()

    assert dates(explorer) == (a, b)


def test_arrows_move_the_divider_until_a_side_is_chosen(explorer: Explorer) -> None:
    a, b = dates(explorer)

    explorer.nudge(1)
    explorer.choose_side(Side.A)
    explorer.nudge(-1)

    assert explorer.state.comparison is not None
    assert explorer.state.comparison.divider == pytest.approx(0.51)
    assert dates(explorer) == (day("1897-03-27"), b)
    assert date.fromordinal(a).isoformat() == "1898-03-27"


def test_a_leap_day_moved_by_a_year_stays_in_february(explorer: Explorer) -> None:
    explorer.compare_day(Side.B, day("1904-02-29"))
    explorer.choose_side(Side.B)

    explorer.nudge(1)

    assert dates(explorer)[1] == day("1905-02-28")


def test_up_and_down_go_to_the_dates_of_stops(explorer: Explorer) -> None:
    explorer.choose_side(Side.A)

    explorer.compare_neighbour(-1)

    assert dates(explorer)[0] == TOUR.steps[0].day


def test_typed_years_are_compared_from_the_first_day_of_one_to_the_last_of_the_other(
    explorer: Explorer,
) -> None:
    for side, year in ((Side.A, "1860"), (Side.B, "1861")):
        explorer.choose_side(side)
        for digit in year:
            explorer.type_digit(digit)
        explorer.enter()

    assert dates(explorer) == (day("1860-01-01"), day("1861-12-31"))


def test_the_same_year_on_both_sides_is_that_whole_year(explorer: Explorer) -> None:
    explorer.compare_year(Side.A, 1860)
    explorer.compare_year(Side.B, 1860)

    assert dates(explorer) == (day("1860-01-01"), day("1860-12-31"))


def test_half_a_year_number_does_nothing_and_says_what_is_wanted(explorer: Explorer) -> None:
    before = dates(explorer)
    explorer.choose_side(Side.A)
    explorer.type_digit("1")

    explorer.enter()

    assert dates(explorer) == before
    assert year_words("1", Side.A) == "A year of 4 digits for date A"
    assert year_words("1904", Side.A) == "Compare with 1904 as date A"


@given(st.floats(-3, 3), st.integers(FIRST_DAY - 9_999, AS_OF + 9_999))
def test_divider_and_dates_stay_within_picture_and_lesson(share: float, other: int) -> None:
    explorer = Explorer(WORLD, at_step(WORLD, TOUR.id, 2))
    explorer.toggle_comparison()

    explorer.move_divider(share)
    explorer.compare_day(Side.A, other)

    found = explorer.state.comparison
    assert found is not None
    assert LEAST <= found.divider <= MOST
    assert FIRST_DAY <= found.a <= AS_OF


@given(st.lists(st.sampled_from(["swap", "form", "nudge", "choose", "up"]), max_size=12))
def test_no_verb_moves_the_place_in_the_story(verbs: list[str]) -> None:
    explorer = Explorer(WORLD, at_step(WORLD, TOUR.id, 2))
    before = explorer.state
    explorer.toggle_comparison()
    does: dict[str, Callable[[], None]] = {
        "swap": explorer.exchange_sides,
        "form": explorer.switch_form,
        "nudge": lambda: explorer.nudge(1),
        "choose": lambda: explorer.choose_side(Side.A),
        "up": lambda: explorer.compare_neighbour(-1),
    }

    for verb in verbs:
        does[verb]()

    assert explorer.state._replace(comparison=None) == before


def test_verbs_do_nothing_where_nothing_is_compared() -> None:
    explorer = Explorer(WORLD, at_step(WORLD, TOUR.id, 2))
    before = explorer.state

    explorer.exchange_sides()
    explorer.switch_form()
    explorer.nudge(1)
    explorer.choose_side(Side.B)
    explorer.compare_stop(0)
    explorer.compare_neighbour(1)
    explorer.compare_year(Side.A, 1900)

    assert explorer.state == before


def test_the_form_last_used_is_used_again(explorer: Explorer) -> None:
    explorer.switch_form()
    explorer.toggle_comparison()
    explorer.toggle_comparison()

    assert explorer.state.comparison is not None
    assert explorer.state.comparison.form is Form.LINKED


def test_the_class_sees_the_comparison_unless_its_picture_is_frozen() -> None:
    explorer = Explorer(WORLD, at_step(WORLD, TOUR.id, 2))
    explorer.present_from_here()
    explorer.toggle_comparison()
    assert seen_by_audience(explorer.state).comparison is not None

    explorer.toggle_comparison()
    explorer.toggle_frozen()
    explorer.toggle_comparison()

    assert explorer.state.comparison is not None
    assert seen_by_audience(explorer.state).comparison is None


def test_who_sees_the_comparison_is_said_in_words_while_presenting() -> None:
    explorer = Explorer(WORLD, at_step(WORLD, TOUR.id, 2))
    explorer.present_from_here()
    one = explorer.state
    explorer.toggle_comparison()
    assert words_for(explorer.state, one) == "The class sees both dates"

    explorer.toggle_comparison()
    explorer.toggle_frozen()
    one = explorer.state
    explorer.toggle_comparison()

    assert words_for(explorer.state, one).startswith("Only you compare two dates")


def test_the_nearer_playhead_is_the_one_that_is_dragged() -> None:
    found = Comparison(100, 200)

    assert nearest_side(found, 140) is Side.A
    assert nearest_side(found, 160) is Side.B
    assert nearest_side(found._replace(a=200), 300) is Side.B


def test_a_typed_date_that_is_no_date_is_refused(built_in: Library) -> None:
    stand = stand_at(built_in.world(), "1905-09-05", built_in.event)

    with pytest.raises(Exception, match="neither a date"):
        beside(built_in.world(), stand, "no-such-event", built_in.event)


# Land in view


def test_half_a_square_is_half_inside() -> None:
    path = QPainterPath()
    path.addRect(0, 0, 10, 10)

    assert part_inside(path, Box(5, -5, 20, 20)) == pytest.approx(0.5)
    assert part_inside(path, Box(-1, -1, 11, 11)) == pytest.approx(1)
    assert part_inside(path, Box(20, 20, 30, 30)) == 0


def test_a_view_of_everything_holds_every_territory_whole(built_world: World) -> None:
    basemap = Basemap()
    picture = MapPicture(built_world, basemap, lambda _: pytest.fail("no event is needed"))
    box = basemap.bounds
    view = picture.viewport(
        at_step(built_world, built_world.tours[0].id, 0).now, 100, 100
    )._replace(x0=box.x0, y0=box.y1, metres=box.height / 100, width=141)

    found = land_in_view(basemap, view, shipped().pieces)

    for name in ("ussuri-coast", "jilin", "korea-north", "rehe"):
        assert found[name] == pytest.approx(shipped().areas[name], rel=0.02)  # type: ignore[index]


# Pictures


@pytest.fixture(scope="module")
def compared(qapp: object) -> Iterator[tuple[ComparedPicture, World, ViewState]]:
    """The built lesson's coast, before and after."""
    fonts.register()
    with Library.built_in() as library:
        world, event_of = library.world(), app.event_source(library)
        picture = MapPicture(world, Basemap(), event_of)
        stand = stand_at(world, "convention-of-peking-1860", event_of)
        stand = beside(world, stand, "1858-01-01", event_of)
        yield ComparedPicture(picture, world), world, stand


def shot(picture: ComparedPicture, stand: ViewState, *, fine: bool = True) -> QImage:
    image = QImage(640, 400, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        sizes = Sizes.by_unit(0.8, 44)
        picture.paint(painter, stand, 640, 400, unit=0.8, sizes=sizes, fine=fine)
    return image


def divided(stand: ViewState, share: float) -> ViewState:
    assert stand.comparison is not None
    return stand._replace(comparison=stand.comparison._replace(divider=share))


def test_a_divider_moved_back_gives_the_same_picture(
    compared: tuple[ComparedPicture, World, ViewState],
) -> None:
    picture, _, stand = compared
    first = shot(picture, stand)

    other = shot(picture, divided(stand, 0.3))

    assert other != first
    assert shot(picture, stand) == first


def test_a_kept_picture_equals_a_fresh_one(
    compared: tuple[ComparedPicture, World, ViewState],
) -> None:
    picture, world, stand = compared
    shot(picture, divided(stand, 0.8))
    kept = shot(picture, stand)

    fresh = ComparedPicture(picture._maps[Side.A].twin(), world)

    assert shot(fresh, stand) == kept


def test_with_exchanged_dates_the_other_half_shows(
    compared: tuple[ComparedPicture, World, ViewState],
) -> None:
    picture, _, stand = compared
    assert stand.comparison is not None
    box = (430, 60, 40, 40)  # the coast, right of the divider

    before = shot(picture, stand).copy(*box)
    turned = stand._replace(
        comparison=stand.comparison._replace(a=stand.comparison.b, b=stand.comparison.a)
    )
    after = shot(picture, turned).copy(*box)

    assert before != after


@pytest.mark.parametrize("form", Form)
def test_dates_and_divider_can_be_taken_hold_of(
    compared: tuple[ComparedPicture, World, ViewState], form: Form
) -> None:
    picture, _, stand = compared
    assert stand.comparison is not None
    stand = stand._replace(comparison=stand.comparison._replace(form=form))

    def grip(x: float, y: float) -> Grip:
        return picture.grip_at(stand, x, y, 640, 400, Sizes.by_unit(0.8, 44))

    assert grip(40, 30) is Grip.DATE_A
    assert grip(600, 30) is Grip.DATE_B
    # A finger's width beside the middle of the handle, at the foot of the divider.
    expected = Grip.DIVIDER if form is Form.SWIPE else Grip.MAP
    assert grip(320 + 21, 400 - 30) is expected
    assert grip(320 + 21, 200) is Grip.MAP
    assert grip(320, 200) is expected
    assert grip(320, 399) is expected
    assert grip(200, 300) is Grip.MAP


def test_linked_maps_look_from_the_same_place(
    compared: tuple[ComparedPicture, World, ViewState],
) -> None:
    picture, _, stand = compared
    assert stand.comparison is not None
    linked = stand.comparison._replace(form=Form.LINKED)

    left, right = picture.panes(linked, 640, 400, 0.8)

    assert left.map.size() == right.map.size()
    assert picture.in_pane(linked, right.shown.x() + 7, 640, 400, 0.8) == 7
    assert picture.in_pane(linked, 7, 640, 400, 0.8) == 7


def presented(library: Library, at: str, other: str) -> tuple[PresentPicture, ViewState]:
    """What paints the frames of a lesson, and two dates compared."""
    world, event_of = library.world(), app.event_source(library)
    picture = PresentPicture(
        MapPicture(world, Basemap(), event_of),
        TimelinePicture(world),
        event_of,
        world,
        app.chart_source(library),
    )
    return picture, beside(world, stand_at(world, at, event_of), other, event_of)


def inscribed(
    picture: PresentPicture, stand: ViewState, size: tuple[int, int]
) -> list[Inscription]:
    """All that is written on a frame."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    with noting() as notes, QPainter(image) as painter:
        picture.paint(painter, stand, *size)
        return list(notes.of(image)[0])


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)])
def test_a_long_list_of_changes_begins_with_several_of_them(
    built_in: Library, qapp: object, size: tuple[int, int]
) -> None:
    fonts.register()
    picture, stand = presented(built_in, "1927-07-01", "1856-06-01")

    written = [one.text for one in inscribed(picture, stand, size)]

    rows = [text for text in written if "km²" in text]
    assert len(rows) == 4
    assert sum("…" in text for text in rows) == 0
    assert "and 6 more" in written


def test_what_changed_in_the_middle_of_the_view_is_listed_before_its_corners(
    built_in: Library, qapp: object
) -> None:
    fonts.register()
    picture, stand = presented(built_in, "1927-07-01", "1856-06-01")

    rows = [one.text for one in inscribed(picture, stand, (1024, 768)) if "km²" in one.text]

    korea, mongolia = (
        next(number for number, row in enumerate(rows) if row.startswith(way))
        for way in ("Korea to Japan", "Qing China to Mongolia")
    )
    assert korea < mongolia


@pytest.mark.parametrize("divider", [0.45, 0.5, 0.537, 0.62])
def test_the_divider_cuts_no_name(built_in: Library, qapp: object, divider: float) -> None:
    fonts.register()
    picture, stand = presented(built_in, "2005-01-01", "1897-01-01")
    assert stand.comparison is not None
    stand = stand._replace(comparison=stand.comparison._replace(divider=divider))
    x, edge = round(1024 * divider), picture.compared.edge(stand, 1024, 768)

    written = [one for one in inscribed(picture, stand, (1024, 768)) if one.baseline < edge]

    assert "Changchun" in {one.text for one in written}
    for one in written:
        right = one.x + QFontMetricsF(one.font).horizontalAdvance(one.text)
        assert right < x or one.x > x, one.text
    texts = [one.text for one in written]
    assert texts.count("Changchun") == 1


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)])
def test_the_legend_of_two_dates_names_nobody_twice_and_keeps_below_the_date(
    built_in: Library, qapp: object, size: tuple[int, int]
) -> None:
    fonts.register()
    picture, stand = presented(built_in, "2005-01-01", "1897-01-01")

    written = inscribed(picture, stand, size)

    date_below = max(one.baseline for one in written if one.text == "1 January 1897")
    legend = [one for one in written if one.text == "Russia"]
    assert len(legend) == 1
    cards = [one for one in written if one.text == "changed between the two dates"]
    assert all(one.baseline - one.pixels > date_below for one in (*legend, *cards))


@pytest.mark.parametrize("size", [(1024, 768), (1280, 800), (1920, 1080)])
@pytest.mark.parametrize(
    ("at", "other"),
    [
        ("convention-of-peking-1860", "1858-01-01"),
        ("1910-11-20", "1904-01-01"),
        ("1933-12-31", "1931-01-01"),
        ("1955-06-01", "1945-09-10"),
    ],
)
def test_the_plate_leaves_half_of_the_picture_to_the_map(
    built_in: Library, qapp: object, size: tuple[int, int], at: str, other: str
) -> None:
    world, event_of = built_in.world(), app.event_source(built_in)
    stand = beside(world, stand_at(world, at, event_of), other, event_of)
    picture = PresentPicture(
        MapPicture(world, Basemap(), event_of),
        TimelinePicture(world),
        event_of,
        world,
        app.chart_source(built_in),
    )

    edge = picture.compared.edge(stand, *size)

    assert edge >= 0.5 * size[1]


def test_the_plate_does_not_move_while_the_map_does(built_in: Library, qapp: object) -> None:
    world, event_of = built_in.world(), app.event_source(built_in)
    stand = beside(world, stand_at(world, "1910-11-20", event_of), "1904-01-01", event_of)
    picture = PresentPicture(
        MapPicture(world, Basemap(), event_of),
        TimelinePicture(world),
        event_of,
        world,
        app.chart_source(built_in),
    )
    elsewhere = state.look(stand, world, stand.camera._replace(height=90_000.0))

    edges = {picture.compared.edge(seen, 1280, 720) for seen in (stand, elsewhere)}

    assert len(edges) == 1


# The window


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, built_in: Library) -> Iterator[MainWindow]:
    """The window at the cession of the coast."""
    fonts.register()
    dress(qapp)
    world = built_in.world()
    explorer = Explorer(world, stand_at(world, "convention-of-peking-1860", built_in.event))
    made, _ = app.join(explorer, built_in, Basemap(), Messages(), windowed=True)
    qtbot.addWidget(made)
    made.resize(1100, 720)
    made.show()
    yield made


def panel_of(window: MainWindow) -> ComparisonPanel:
    (found,) = window.findChildren(ComparisonPanel)
    return found


def test_k_shows_the_list_of_changes_in_the_storys_place_and_k_takes_it_away(
    window: MainWindow,
) -> None:
    press(window, Qt.Key.Key_K)
    panel = panel_of(window)
    assert panel.isVisible()
    assert "Passed from Qing China and Russia in common to Russia" in panel._list.text()

    press(window, Qt.Key.Key_K)

    assert not panel.isVisible()


def test_arrows_move_the_divider_and_page_down_goes_on(window: MainWindow) -> None:
    press(window, Qt.Key.Key_K)

    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    found = window.explorer.state.comparison
    step = window.explorer.state.step
    press(window, Qt.Key.Key_PageDown)

    assert found is not None and found.divider == pytest.approx(0.61)
    assert window.explorer.state.comparison is None
    assert window.explorer.state.step == step + 1


def test_arrows_step_through_the_tour_when_nothing_is_compared(window: MainWindow) -> None:
    step = window.explorer.state.step

    press(window, Qt.Key.Key_Right)

    assert window.explorer.state.step == step + 1


def test_the_year_field_keeps_its_keys_and_sets_the_date(window: MainWindow) -> None:
    press(window, Qt.Key.Key_K)
    field = panel_of(window)._dates[Side.A]._year
    field.setFocus()

    QTest.keyClicks(field, "1858")
    press(window, Qt.Key.Key_Left)
    divider = window.explorer.state.comparison
    press(window, Qt.Key.Key_Return)

    found = window.explorer.state.comparison
    assert divider is not None and divider.divider == 0.5
    assert found is not None and found.a == day("1858-01-01")
    assert window.focusWidget() is window


def test_the_divider_is_dragged_with_the_mouse(window: MainWindow) -> None:
    press(window, Qt.Key.Key_K)
    shown = _map_of(window)
    middle = QPoint(shown.width() // 2, shown.height() // 2)

    QTest.mousePress(shown, Qt.MouseButton.LeftButton, NONE, middle)
    QTest.mouseMove(shown, QPoint(shown.width() // 4, middle.y()))
    QTest.mouseRelease(shown, Qt.MouseButton.LeftButton, NONE, middle)

    found = window.explorer.state.comparison
    assert found is not None and found.divider == pytest.approx(0.25, abs=0.01)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_click_on_a_date_chooses_it_and_offers_the_stops(
    window: MainWindow, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_K)

    QTest.mouseClick(_map_of(window), Qt.MouseButton.LeftButton, NONE, QPoint(40, 30))
    (menu,) = [found for found in window.findChildren(QMenu) if found.isVisible()]
    stops = [action for action in menu.actions() if action.data() is not None]
    stops[4].trigger()
    menu.close()

    found = window.explorer.state.comparison
    assert found is not None and found.chosen is Side.A
    assert found.a == window.explorer.tour.steps[4].day


def test_a_comparison_presented_equals_the_picture_command(
    window: MainWindow, built_in: Library, qtbot: QtBot
) -> None:
    explorer = window.explorer
    explorer.present_from_here()
    explorer.land()
    explorer.toggle_comparison()
    (shown,) = window.findChildren(PresentWidget)
    qtbot.waitUntil(lambda: bool(getattr(shown, "is_settled", False)))

    seen = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    assert seen == take(built_in, explorer.state, seen.width(), seen.height())


def test_a_comparison_explored_equals_the_picture_command(
    window: MainWindow, built_in: Library, qtbot: QtBot
) -> None:
    window.explorer.toggle_comparison()
    shown = _map_of(window)
    qtbot.waitUntil(lambda: bool(getattr(shown, "is_settled", False)))
    qtbot.waitUntil(lambda: not panel_of(window)._rest.isActive())

    seen = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    assert seen == take(built_in, window.explorer.state, seen.width(), seen.height())


def _map_of(window: MainWindow) -> QWidget:
    return window.explore.map

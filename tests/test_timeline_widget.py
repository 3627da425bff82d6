"""The timeline in the window: what the pointer does, and what a screen reader hears."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.small_world import AS_OF, FIRST_DAY, day, small_world
from ui import fonts
from ui.camera import Camera
from ui.explorer import Explorer
from ui.state import ViewState, at_step
from ui.timeline.axis import LEAST_DAYS, Face, Stretch
from ui.timeline.card_view import CardView, wrapped
from ui.timeline.layout import Row
from ui.timeline.painter import TimelinePicture, text_width
from ui.timeline.widget import TimelineWidget

Left, Middle = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


class Desk:
    """A window with a timeline at its foot, and a clock that stands still until it is set."""

    def __init__(self, qtbot: QtBot, width: int = 1280, height: int = 720) -> None:
        self.time = 0.0
        world = small_world()
        self.explorer = Explorer(world, at_step(world, world.tours[0].id, 2), lambda: self.time)
        self.window = QWidget()
        self.window.resize(width, height)
        self.timeline = TimelineWidget(self.explorer, lambda: TimelinePicture(self.explorer.world))
        self.timeline.setParent(self.window)
        strip = self.timeline.sizeHint().height()
        self.timeline.setGeometry(0, height - strip, width, strip)
        qtbot.addWidget(self.window)
        self.window.show()

    @property
    def day(self) -> float:
        return self.explorer.state.day

    def at_day(self, when: str) -> int:
        return round(self.timeline.plan.axis.to_pixel(day(when)))

    def years(self, when: str) -> QPoint:
        """A point of the strip of years."""
        return QPoint(self.at_day(when), round(self.timeline.plan.year_y))

    def row(self, number: int, when: str) -> QPoint:
        """A point of a ribbon."""
        row = self.timeline.plan.rows[number]
        return QPoint(self.at_day(when), round((row.top + row.bottom) / 2))

    def ground(self, when: str) -> QPoint:
        """A point between ribbons, where there is nothing."""
        return QPoint(self.at_day(when), round(self.timeline.plan.rows[0].bottom + 2))

    def knob(self) -> QPoint:
        plan = self.timeline.plan
        return QPoint(round(plan.axis.to_pixel(self.day)), round(plan.y(plan.look.measures.knob)))

    def circle(self, stop: int) -> QPoint:
        plan = self.timeline.plan
        spot = plan.spot_of(stop)
        assert spot
        return QPoint(round(spot.x), round(plan.y(plan.look.measures.spots)))

    def act(self, number: int) -> QPoint:
        plan = self.timeline.plan
        box = plan.acts[number - 1]
        return QPoint(round((box.x0 + box.x1) / 2), round(plan.y(plan.look.measures.act_top + 9)))

    def click(self, at: QPoint, button: Qt.MouseButton = Left) -> None:
        QTest.mouseClick(self.timeline, button, pos=at)

    def drag(self, *through: QPoint, button: Qt.MouseButton = Left) -> list[float]:
        """Drag through points; gives the date at each of them."""
        QTest.mousePress(self.timeline, button, pos=through[0])
        days = [self.day]
        for point in through[1:]:
            QTest.mouseMove(self.timeline, point)
            days.append(self.day)
        QTest.mouseRelease(self.timeline, button, pos=through[-1])
        return days

    def turn(
        self,
        at: QPoint,
        *,
        down: int = 0,
        sideways: int = 0,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Turn the wheel by notches of 120."""
        place = QPointF(at)
        event = QWheelEvent(
            place,
            QPointF(self.timeline.mapToGlobal(at)),
            QPoint(),
            QPoint(sideways, down),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.timeline, event)

    def card(self) -> CardView | None:
        return next(
            (view for view in self.window.findChildren(CardView) if view.card is not None), None
        )

    def hover(self, at: QPoint) -> None:
        QTest.mouseMove(self.timeline, at)

    def arrive(self) -> None:
        self.explorer.land()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    fonts.register()
    return Desk(qtbot)


def target_day(state: ViewState) -> float:
    return state.flight.target.day if state.flight else state.day


# Scrubbing


def test_a_press_on_the_years_goes_to_that_day(desk: Desk) -> None:
    at = desk.years("1940-06-01")

    desk.click(at)

    assert desk.day == int(desk.timeline.plan.axis.to_day(at.x()) + 1e-6)


def test_dragging_the_years_moves_the_date_live(desk: Desk) -> None:
    days = desk.drag(*(desk.years(f"{year}-01-01") for year in (1880, 1900, 1920, 1941)))

    assert days == sorted(days)
    assert all(
        abs(when - day(f"{year}-01-01")) < 40
        for when, year in zip(days, (1880, 1900, 1920, 1941), strict=True)
    )


def test_the_knob_is_taken_where_it_is_gripped(desk: Desk) -> None:
    before = desk.day
    start = desk.knob() + QPoint(3, 0)

    days = desk.drag(start, start + QPoint(100, 0))

    assert days[0] == before
    moved = 100 / desk.timeline.plan.axis.pixels_per_day
    assert days[1] - before == pytest.approx(moved, abs=1.5)


@pytest.mark.parametrize(("x", "end"), [(-500, FIRST_DAY), (5000, AS_OF)])
def test_dragging_beyond_the_ends_stops_there(desk: Desk, x: int, end: int) -> None:
    start = desk.years("1900-01-01")

    days = desk.drag(start, QPoint(x, start.y()))

    assert days[-1] == end


def test_taking_the_playhead_ends_a_flight(desk: Desk) -> None:
    desk.explorer.go_to_step(5)

    desk.click(desk.years("1930-01-01"))

    assert desk.explorer.state.flight is None
    assert abs(desk.day - day("1930-01-01")) < 40


# Going places


def test_a_click_on_a_mark_goes_to_its_stop(desk: Desk) -> None:
    desk.click(desk.circle(0))

    assert desk.explorer.state.step == 0
    assert target_day(desk.explorer.state) == day("1860-11-14")


def test_a_click_on_a_bar_of_a_stop_goes_to_it(desk: Desk) -> None:
    plan = desk.timeline.plan
    bar = plan.bar_of(3)
    assert bar

    desk.click(
        QPoint(round((bar.x0 + bar.x1) / 2), round(plan.y(plan.look.measures.bars[bar.lane])))
    )

    assert desk.explorer.state.step == 3


def test_a_click_on_another_event_shows_its_first_day(desk: Desk) -> None:
    plan = desk.timeline.plan
    bar = next(bar for bar in plan.bars if bar.mark.event == "millionka")

    desk.click(QPoint(round(bar.x1) - 20, round(plan.y(plan.look.measures.bars[bar.lane]))))

    assert desk.day == day("1884-01-01")


def test_a_click_on_a_ribbon_goes_to_that_day(desk: Desk) -> None:
    desk.click(desk.row(2, "1950-01-01"))

    assert abs(desk.day - day("1950-01-01")) < 40
    assert desk.explorer.state.flight is None


@pytest.mark.parametrize(("act", "step"), [(1, 0), (2, 1), (3, 4), (4, 5)])
def test_a_click_on_an_act_goes_to_its_opening(desk: Desk, act: int, step: int) -> None:
    desk.click(desk.act(act))

    assert desk.explorer.state.step == step


def test_a_click_on_a_cluster_zooms_into_it(desk: Desk) -> None:
    spot = desk.timeline.plan.spot_of(5)
    assert spot and spot.number == 2
    before = desk.day

    desk.click(desk.circle(5))

    plan = desk.timeline.plan
    assert desk.timeline.stretch.first <= spot.first <= spot.last <= desk.timeline.stretch.last
    assert len([*plan.spots, *plan.bars]) == 2
    assert desk.day == before


def test_a_click_beside_the_axis_does_nothing(desk: Desk) -> None:
    before = desk.explorer.state

    desk.click(QPoint(5, desk.row(1, "1900-01-01").y()))

    assert desk.explorer.state == before


# Zooming and panning


@pytest.mark.parametrize("when", ["1870-01-01", "1905-09-05", "2010-01-01"])
def test_the_wheel_zooms_about_the_pointer(desk: Desk, when: str) -> None:
    at = desk.row(1, when)
    pointed = desk.timeline.plan.axis.to_day(at.x())

    desk.turn(at, down=360)

    assert desk.timeline.stretch.days < desk.timeline.whole.days / 1.5
    assert desk.timeline.plan.axis.to_day(at.x()) == pytest.approx(pointed, abs=0.01)


def test_the_wheel_stops_at_all_days_and_at_two_months(desk: Desk) -> None:
    at = desk.row(1, "1905-09-05")

    desk.turn(at, down=-600)
    far = desk.timeline.stretch
    for _ in range(30):
        desk.turn(at, down=600)

    assert far == Stretch(FIRST_DAY, AS_OF + 1)
    assert desk.timeline.stretch.days == pytest.approx(LEAST_DAYS)


@pytest.mark.parametrize(
    "how",
    [
        lambda desk, at: desk.turn(at, sideways=-240),
        lambda desk, at: desk.turn(at, down=-240, modifiers=Qt.KeyboardModifier.ShiftModifier),
        lambda desk, at: desk.drag(at, at - QPoint(60, 0), at - QPoint(200, 0)),
        lambda desk, at: desk.drag(
            desk.years("1905-06-01"), desk.years("1904-06-01"), button=Middle
        ),
    ],
    ids=["sideways wheel", "shift and wheel", "drag", "middle button on the years"],
)
def test_the_axis_pans(desk: Desk, how: Callable[[Desk, QPoint], object]) -> None:
    desk.timeline.show_stretch(Stretch(day("1900-01-01"), day("1910-01-01")))
    before, date = desk.timeline.stretch, desk.day

    how(desk, desk.ground("1907-01-01"))

    assert desk.timeline.stretch.first > before.first + 100
    assert desk.timeline.stretch.days == before.days
    assert desk.day == date


def test_a_double_click_shows_all_days_again(desk: Desk) -> None:
    desk.timeline.show_stretch(Stretch(day("1900-01-01"), day("1910-01-01")))

    QTest.mouseDClick(desk.timeline, Left, pos=desk.ground("1907-01-01"))

    assert desk.timeline.stretch == Stretch(FIRST_DAY, AS_OF + 1)


def test_the_view_follows_the_playhead_in_flight(desk: Desk) -> None:
    desk.timeline.show_stretch(Stretch(day("1900-01-01"), day("1910-01-01")))
    desk.explorer.next()
    flight = desk.explorer.state.flight
    assert flight

    for number in range(12):
        desk.explorer.tick(number / 10 * flight.seconds)
        stretch = desk.timeline.stretch
        assert stretch.first <= desk.day <= stretch.last

    assert desk.day == day("1925-10-01")


def test_looking_elsewhere_leaves_the_view_alone(desk: Desk) -> None:
    stretch = Stretch(day("1950-01-01"), day("1960-01-01"))
    desk.timeline.show_stretch(stretch)

    desk.explorer.look(Camera(0.0, 0.0, 100_000.0))

    assert desk.timeline.stretch == stretch


# Cards


def test_a_ribbon_tells_who_held_the_place_and_how(desk: Desk) -> None:
    desk.hover(desk.row(2, "1900-06-01"))

    view = desk.card()
    assert view and view.card
    assert view.card.title == "Lüshun"
    assert "1900" in view.card.when
    assert view.card.lines[0] == "Russian Empire: leased"
    assert view.card.lines[1] == "27 March 1898 to 2 January 1905"


@pytest.mark.parametrize(
    ("row", "when", "line"),
    [
        (1, "1938-01-01", "Empire of Japan: puppet state"),
        (2, "1950-01-01", "Russian Empire and China: joint use"),
        (3, "1950-01-01", "Russian Empire: occupied"),
        (0, "1870-01-01", "Russian Empire: sovereign"),
    ],
)
def test_each_status_is_told_in_words(desk: Desk, row: int, when: str, line: str) -> None:
    desk.hover(desk.row(row, when))

    view = desk.card()
    assert view and view.card
    assert view.card.lines[0] == line


def test_a_mark_tells_its_date_and_title(desk: Desk) -> None:
    desk.hover(desk.circle(0))

    view = desk.card()
    assert view and view.card
    assert (view.card.when, view.card.title) == ("14 November 1860", "The coast is signed away")


def test_a_cluster_names_its_events(desk: Desk) -> None:
    desk.hover(desk.circle(5))

    view = desk.card()
    assert view and view.card
    assert view.card.title == "2 events"
    assert view.card.lines == ("A Russian port for Chinese cargo", "A visit to Beijing")


@pytest.mark.parametrize("when", ["1856-06-01", "1905-09-05", "2026-05-01"])
def test_a_card_stays_in_the_window_above_the_strip(desk: Desk, when: str) -> None:
    desk.hover(desk.row(3, when))

    view = desk.card()
    assert view
    assert desk.window.rect().contains(view.geometry())
    assert view.geometry().bottom() < desk.timeline.geometry().top()


def test_a_card_goes_when_the_pointer_does(desk: Desk) -> None:
    desk.hover(desk.row(3, "1900-01-01"))
    assert desk.card()

    desk.hover(desk.ground("1900-01-01"))

    assert desk.card() is None


def test_a_click_leaves_no_card_over_the_map(desk: Desk) -> None:
    desk.hover(desk.circle(0))

    desk.click(desk.circle(0))

    assert desk.card() is None


def test_long_words_of_a_card_are_wrapped(desk: Desk) -> None:
    text = "Naval harbour built here from 1880 " * 6 + "x" * 400

    lines = wrapped(text, 300, 15, Face.PLAIN)

    assert len(lines) > 4
    assert all(text_width(line, 15, Face.PLAIN) <= 300 for line in lines)


# Cursors, keys, readers who hear the screen


@pytest.mark.parametrize(
    ("where", "shape"),
    [
        (lambda desk: desk.years("1900-01-01"), Qt.CursorShape.SizeHorCursor),
        (lambda desk: desk.knob(), Qt.CursorShape.SizeHorCursor),
        (lambda desk: desk.circle(0), Qt.CursorShape.PointingHandCursor),
        (lambda desk: desk.row(0, "1950-01-01"), Qt.CursorShape.PointingHandCursor),
        (lambda desk: desk.ground("1950-01-01"), Qt.CursorShape.ArrowCursor),
    ],
    ids=["years", "knob", "mark", "ribbon", "ground"],
)
def test_the_cursor_says_what_can_be_done(
    desk: Desk, where: Callable[[Desk], QPoint], shape: Qt.CursorShape
) -> None:
    desk.hover(where(desk))

    assert desk.timeline.cursor().shape() is shape


@pytest.mark.parametrize(
    "key",
    [
        Qt.Key.Key_Right,
        Qt.Key.Key_Left,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Space,
    ],
)
def test_the_keys_of_the_lesson_pass_through(desk: Desk, key: Qt.Key) -> None:
    before = desk.explorer.state
    heard: list[int] = []
    desk.window.keyPressEvent = lambda event: heard.append(event.key())  # type: ignore[method-assign]

    QTest.keyClick(desk.timeline, key)

    assert heard == [key]
    assert desk.explorer.state == before


def test_a_click_takes_no_focus(desk: Desk) -> None:
    assert desk.timeline.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_only_focus_by_key_is_shown(desk: Desk) -> None:
    plain = desk.timeline.grab().toImage()

    for reason, differs in (
        (Qt.FocusReason.ActiveWindowFocusReason, False),
        (Qt.FocusReason.TabFocusReason, True),
    ):
        QApplication.sendEvent(desk.timeline, QFocusEvent(QFocusEvent.Type.FocusIn, reason))
        assert (desk.timeline.grab().toImage() != plain) is differs


def test_a_screen_reader_hears_a_slider_with_the_date(desk: Desk) -> None:
    access = QAccessible.queryAccessibleInterface(desk.timeline)

    assert access.role() == QAccessible.Role.Slider
    assert access.text(QAccessible.Text.Name) == "Timeline, 5 September 1905"
    assert access.text(QAccessible.Text.Description) == "South Manchuria passes to Japan"
    assert access.valueInterface().currentValue() == 1905


def test_a_screen_reader_hears_of_a_new_stop_on_arrival(desk: Desk) -> None:
    desk.explorer.next()
    under_way = desk.timeline.accessibleName()

    desk.arrive()

    assert under_way == "Timeline, 5 September 1905"
    assert desk.timeline.accessibleName() == "Timeline, 1 October 1925"
    assert desk.timeline.accessibleDescription() == "Soybeans for two ports"
    assert desk.timeline.value() == 1925


def test_a_value_set_from_outside_goes_to_that_year(desk: Desk) -> None:
    desk.timeline.setValue(1933)

    assert desk.day == day("1933-01-01")


def test_it_is_drawn_at_the_size_of_the_window(desk: Desk) -> None:
    small = desk.timeline.sizeHint().height()

    desk.explorer.larger_text()

    assert desk.timeline.sizeHint().height() > small
    assert desk.timeline.unit == pytest.approx(0.72 * 1.15)
    assert isinstance(desk.timeline.plan.rows[0], Row)

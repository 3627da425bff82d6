"""Where strokes show: on their place, at their stop, also while two dates are compared."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.pen.hand import (
    CTRL,
    END,
    LEFT,
    PLAIN,
    START,
    Key,
    bar_of,
    drag,
    middle,
    move,
    picture,
    place_of,
    shows,
)
from tests.windows import press, settled
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.pen.box import PenBox
from ui.present.widget import PresentWidget

# Where strokes show


def test_strokes_stay_on_their_place_when_the_map_moves(
    window: MainWindow, view: PresentWidget, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    (stroke,) = box.board.strokes

    at = QPointF(300, 150)
    wheel = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, wheel)

    start, end = place_of(view, stroke), place_of(view, stroke, -1)
    assert (start - START).manhattanLength() > 20
    assert shows(picture(view), start)
    assert shows(picture(view), middle(start, end))
    assert not shows(picture(view), START)


def test_strokes_fade_as_the_stop_is_left_and_come_back_with_it(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    (stroke,) = box.board.strokes
    here = explorer.state.step

    press(window, Key.Key_PageDown)
    flight = explorer.state.flight
    assert flight is not None
    explorer.tick(1000 + 0.5 * flight.seconds)
    halfway = picture(view)
    at = place_of(view, stroke)
    inside = view.rect().contains(at)
    assert not (inside and shows(halfway, at))
    settled(explorer)
    assert explorer.state.step == here + 1
    assert not shows(picture(view), place_of(view, stroke))

    press(window, Key.Key_PageUp)
    settled(explorer)
    assert place_of(view, stroke) == START
    assert shows(picture(view), middle(START, END))


def test_a_stroke_belongs_to_one_stop_even_if_the_lesson_goes_on_in_it(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    here = explorer.step.event
    QTest.mousePress(view, LEFT, pos=START)
    move(view, END, PLAIN)

    press(window, Key.Key_PageDown)
    settled(explorer)
    move(view, END + QPoint(50, 50), PLAIN)
    QTest.mouseRelease(view, LEFT, pos=END)

    (stroke,) = box.board.strokes
    assert stroke.event == here != explorer.step.event


def test_a_frozen_picture_keeps_its_strokes_and_takes_new_ones(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    here = explorer.step.event
    press(window, Key.Key_F)
    press(window, Key.Key_PageDown)
    settled(explorer)
    assert explorer.step.event != here

    drag(view, START + QPoint(0, 60), END + QPoint(0, 60))

    assert [stroke.event for stroke in box.board.strokes] == [here, here]
    assert shows(picture(view), middle(START, END))
    press(window, Key.Key_Z, CTRL)
    assert len(box.board.strokes) == 1


def test_behind_a_curtain_nothing_is_drawn(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    press(window, Key.Key_B)

    drag(view, START, END)

    assert len(box.board.strokes) == 1
    assert picture(view).pixelColor(middle(START, END)) == QColor(Qt.GlobalColor.black)
    assert not bar_of(view).isVisible()
    press(window, Key.Key_B)
    assert bar_of(view).isVisible()


@pytest.mark.parametrize("height", [540, 1080])
def test_a_stroke_is_as_wide_for_a_larger_picture(
    window: MainWindow, view: PresentWidget, box: PenBox, height: int
) -> None:
    window.resize(height * 16 // 9, height)
    press(window, Key.Key_P, CTRL)
    press(window, Key.Key_1)  # thicker, so that a pixel more or less matters little

    at = QPoint(view.width() // 4, view.height() // 3)
    drag(view, at, at + QPoint(view.width() // 4, 0))

    image, x = picture(view), at.x() + view.width() // 8
    column = [y for y in range(at.y() - 40, at.y() + 40) if shows(image, QPoint(x, y))]
    (stroke,) = box.board.strokes
    assert len(column) == pytest.approx(stroke.width * height, abs=1.5)


# Comparing


def test_while_two_dates_are_compared_the_pen_leaves_the_divider_alone(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    press(window, Key.Key_K)
    press(window, Key.Key_P, CTRL)
    found = explorer.state.comparison
    assert found is not None
    divider = QPoint(round(found.divider * view.width()), 300)

    drag(view, divider, divider + QPoint(120, 0))
    moved = explorer.state.comparison
    assert moved is not None and moved.divider > found.divider
    assert list(box.board.strokes) == []

    away = QPoint(view.width() // 8, 350)
    drag(view, away, away + QPoint(90, 30))
    stroke = box.board.strokes[-1]
    assert place_of(view, stroke) == away
    assert shows(picture(view), away + QPoint(45, 15))


def test_beside_a_second_map_nothing_is_drawn(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    press(window, Key.Key_K)
    explorer.switch_form()

    drag(view, START, END)

    assert len(box.board.strokes) == 1
    assert not bar_of(view).isVisible()

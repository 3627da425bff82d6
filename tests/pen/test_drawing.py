"""Drawing: with mouse, finger and tablet, with every tool, and taking it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QInputDevice,
    QPointingDevice,
    QTabletEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.pen.hand import (
    CTRL,
    CTRL_SHIFT,
    END,
    LEFT,
    PLAIN,
    START,
    Key,
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
from ui.map.widget import MapWidget
from ui.pen.box import PenBox
from ui.pen.strokes import Tool
from ui.present.widget import PresentWidget

# Drawing


def test_with_the_pen_a_drag_draws_and_does_not_pan(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    camera = explorer.state.camera
    press(window, Key.Key_P, CTRL)

    drag(view, START, END)

    (stroke,) = box.board.strokes
    assert explorer.state.camera == camera
    assert (stroke.tool, stroke.event) == (Tool.PEN, explorer.step.event)
    assert shows(picture(view), middle(START, END))
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    assert explorer.state.camera != camera


def test_the_explore_map_is_drawn_on_too(
    window: MainWindow, explorer: Explorer, box: PenBox
) -> None:
    chart = window.findChild(MapWidget)
    assert isinstance(chart, MapWidget)
    camera = explorer.state.camera
    press(window, Key.Key_P, CTRL)

    drag(chart, QPoint(200, 200), QPoint(400, 260))

    assert explorer.state.camera == camera
    assert len(box.board.strokes) == 1
    assert shows(picture(chart), QPoint(300, 230))


def test_a_stroke_under_way_shows_before_it_is_finished(
    window: MainWindow, view: PresentWidget, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)

    QTest.mousePress(view, LEFT, pos=START)
    move(view, END, PLAIN)

    assert box.board.strokes == ()
    assert shows(picture(view), middle(START, END))
    QTest.mouseRelease(view, LEFT, pos=END)
    assert len(box.board.strokes) == 1


@pytest.mark.parametrize(
    ("digit", "tool"),
    [
        (Key.Key_1, Tool.PEN),
        (Key.Key_2, Tool.HIGHLIGHTER),
        (Key.Key_3, Tool.ARROW),
        (Key.Key_5, Tool.RING),
    ],
)
def test_digits_choose_what_is_drawn(
    window: MainWindow, view: PresentWidget, box: PenBox, digit: Qt.Key, tool: Tool
) -> None:
    press(window, Key.Key_P, CTRL)
    before = picture(view)

    press(window, digit)
    drag(view, START, END)

    (stroke,) = box.board.strokes
    assert stroke.tool is tool
    assert picture(view) != before


def test_digits_are_stop_numbers_again_once_the_pen_is_down(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    press(window, Key.Key_3)
    assert (box.kit.tool, explorer.state.typed) == (Tool.ARROW, "")

    press(window, Key.Key_P, CTRL)
    press(window, Key.Key_3)

    assert (box.kit.tool, explorer.state.typed) == (Tool.ARROW, "3")


def test_shift_draws_a_straight_line(window: MainWindow, view: PresentWidget, box: PenBox) -> None:
    press(window, Key.Key_P, CTRL)

    drag(view, START, QPoint(500, 400), END, held=Qt.KeyboardModifier.ShiftModifier)

    (stroke,) = box.board.strokes
    assert len(stroke.points) == 2
    assert shows(picture(view), middle(START, END))


def test_the_eraser_takes_whole_strokes(
    window: MainWindow, view: PresentWidget, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    drag(view, START + QPoint(0, 120), END + QPoint(0, 120))
    clean = QPoint(middle(START, END))
    press(window, Key.Key_4)

    drag(view, clean - QPoint(0, 30), clean + QPoint(0, 30))

    (left,) = box.board.strokes
    assert place_of(view, left).y() > START.y() + 100
    assert not shows(picture(view), clean)
    press(window, Key.Key_Z, CTRL)
    assert len(box.board.strokes) == 2


def test_undo_redo_and_clear_by_keys(window: MainWindow, view: PresentWidget, box: PenBox) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    drag(view, START + QPoint(0, 60), END + QPoint(0, 60))

    press(window, Key.Key_Z, CTRL)
    assert len(box.board.strokes) == 1
    press(window, Key.Key_Z, CTRL_SHIFT)
    assert len(box.board.strokes) == 2
    press(window, Key.Key_P, CTRL_SHIFT)
    assert box.board.strokes == ()
    assert not shows(picture(view), middle(START, END))
    press(window, Key.Key_Z, CTRL)
    assert len(box.board.strokes) == 2
    assert shows(picture(view), middle(START, END))


def test_undo_does_nothing_while_the_pen_is_down(
    window: MainWindow, view: PresentWidget, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    press(window, Key.Key_P, CTRL)

    press(window, Key.Key_Z, CTRL)

    assert len(box.board.strokes) == 1


def test_the_caption_and_the_timeline_are_not_drawn_on(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    sight = view.layers.sight()
    assert sight is not None
    plate = QPoint(400, round(sight.box.y1) + 20)
    before = picture(view).copy(0, plate.y(), view.width(), 60)

    drag(view, plate, plate + QPoint(200, 10))
    assert box.board.strokes == ()
    drag(view, START, plate + QPoint(200, 30))
    assert len(box.board.strokes) == 1
    assert picture(view).copy(0, plate.y(), view.width(), 60) == before

    day = explorer.state.day
    QTest.mouseClick(view, LEFT, pos=QPoint(view.width() // 2, view.height() - 20))
    assert explorer.state.day != day


# Finger and tablet


def test_a_finger_draws_and_does_not_swipe(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    board = QTest.createTouchDevice()
    press(window, Key.Key_P, CTRL)

    touch = QTest.touchEvent(view, board)
    touch.press(0, QPoint(700, 300), view).commit()
    touch.move(0, QPoint(500, 300), view).commit()
    touch.release(0, QPoint(300, 300), view).commit()

    assert settled(explorer).step == 1
    assert len(box.board.strokes) == 1


def test_a_second_finger_makes_it_a_pinch(
    window: MainWindow, view: PresentWidget, box: PenBox
) -> None:
    board = QTest.createTouchDevice()
    press(window, Key.Key_P, CTRL)

    touch = QTest.touchEvent(view, board)
    touch.press(0, QPoint(500, 300), view).commit()
    touch.move(0, QPoint(510, 300), view).commit()
    touch.stationary(0).press(1, QPoint(600, 300), view).commit()
    touch.move(0, QPoint(450, 300), view).move(1, QPoint(700, 300), view).commit()
    touch.release(0, QPoint(450, 300), view).release(1, QPoint(700, 300), view).commit()

    assert box.board.strokes == ()
    touch.press(0, QPoint(500, 300), view).commit()
    touch.move(0, QPoint(600, 320), view).commit()
    touch.release(0, QPoint(620, 320), view).commit()
    assert len(box.board.strokes) == 1


def test_a_tablet_draws_with_one_end_and_erases_with_the_other(
    window: MainWindow, view: PresentWidget, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)

    tablet(view, QPointingDevice.PointerType.Pen, START, END)
    assert len(box.board.strokes) == 1
    across = QPoint(0, 40)
    end = QPointingDevice.PointerType.Eraser
    tablet(view, end, middle(START, END) - across, middle(START, END) + across)
    assert list(box.board.strokes) == []


def tablet(view: QWidget, end: QPointingDevice.PointerType, *way: QPoint) -> None:
    device = QPointingDevice(
        "tablet", 7, QInputDevice.DeviceType.Stylus, end, QInputDevice.Capability.Pressure, 1, 1
    )
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(way) - 1)]
    for kind, at in [*zip(kinds, way, strict=True), (QEvent.Type.TabletRelease, way[-1])]:
        place = QPointF(at)
        held = LEFT if kind is not QEvent.Type.TabletRelease else Qt.MouseButton.NoButton
        event = QTabletEvent(
            kind, device, place, view.mapToGlobal(place), 0.5, 0, 0, 0, 0, 0,
            Qt.KeyboardModifier.NoModifier, LEFT, held,
        )  # fmt: skip
        QApplication.sendEvent(view, event)

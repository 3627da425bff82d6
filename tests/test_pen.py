"""The pen in the window: what mouse, finger, tablet and keys do, and where strokes show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QInputDevice,
    QMouseEvent,
    QPointingDevice,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.windows import LAPTOP, PROJECTOR, FakeScreens, explorer_of, settled, window_of
from ui import still, theme
from ui.explorer import Explorer
from ui.layers import Layer, Layers, Sight, Touch
from ui.main_window import MainWindow
from ui.map.widget import MapWidget
from ui.messages import Messages
from ui.panels.classes import ClassesSheet
from ui.pen.bar import Cell, PenBar
from ui.pen.box import FILE, PenBox
from ui.pen.ink import INKS
from ui.pen.kit import Aid
from ui.pen.strokes import Colour, Stroke, Tool
from ui.present.mirror import Mirror
from ui.present.widget import PresentWidget
from ui.state import Curtain, Layout

Key = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
START, END = QPoint(420, 250), QPoint(620, 330)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANDLOCKED_CONFIG", str(tmp_path))
    return tmp_path


@pytest.fixture
def explorer(library: Library) -> Explorer:
    return explorer_of(library, 1)


@pytest.fixture
def messages() -> Messages:
    return Messages()


@pytest.fixture
def window(
    qtbot: QtBot, library: Library, explorer: Explorer, messages: Messages
) -> Iterator[MainWindow]:
    opened = window_of(qtbot, library, explorer, messages=messages)
    yield opened
    opened.close()


@pytest.fixture
def view(qtbot: QtBot, window: MainWindow, explorer: Explorer) -> PresentWidget:
    explorer.present_from_here()
    settled(explorer)
    found = window.findChild(PresentWidget)
    assert isinstance(found, PresentWidget)
    qtbot.waitUntil(lambda: found.is_settled)
    return found


@pytest.fixture
def box(window: MainWindow) -> PenBox:
    return window.pen.box


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(window.focusWidget() or window, key, held)


def drag(view: QWidget, *way: QPoint, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.mousePress(view, LEFT, held, way[0])
    for at in way[1:]:
        for n in range(1, 9):
            before = way[way.index(at) - 1]
            move(view, before + (at - before) * n / 8, held)
    QTest.mouseRelease(view, LEFT, held, way[-1])


def move(view: QWidget, at: QPoint, held: Qt.KeyboardModifier) -> None:
    """The mouse moves with the left button down; QTest itself knows no modifiers for that."""
    place = QPointF(at)
    event = QMouseEvent(QEvent.Type.MouseMove, place, view.mapToGlobal(place), LEFT, LEFT, held)
    QApplication.sendEvent(view, event)


def hover(view: QWidget, at: QPoint) -> None:
    """The mouse moves with no button down."""
    place, none = QPointF(at), Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, place, view.mapToGlobal(place), none, none, PLAIN)
    QApplication.sendEvent(view, event)


def picture(view: QWidget) -> QImage:
    return view.grab().toImage()


def shows(image: QImage, at: QPoint, colour: Colour = Colour.ACCENT) -> bool:
    """Whether a stroke of that colour covers a point."""
    found, wanted = image.pixelColor(at), INKS[colour].core
    pairs = zip(found.getRgb()[:3], wanted.getRgb()[:3], strict=True)  # type: ignore[index]
    return all(abs(a - b) <= 12 for a, b in pairs)


def middle(start: QPoint, end: QPoint) -> QPoint:
    return QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2)


def place_of(view: PresentWidget, stroke: Stroke, n: int = 0) -> QPoint:
    """Where a point of a stroke shows now."""
    sight = view.layers.sight()
    assert sight is not None
    return sight.pixel(*stroke.points[n]).toPoint()


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


# Keys and levels


def test_esc_puts_the_pen_down_before_it_leaves_the_presentation(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)

    press(window, Key.Key_Escape)
    assert (box.kit.on, explorer.state.layout) == (False, Layout.PRESENT)
    press(window, Key.Key_L, CTRL)
    press(window, Key.Key_Escape)
    assert (box.kit.aid, explorer.state.layout) == (Aid.NONE, Layout.PRESENT)
    press(window, Key.Key_Escape)
    assert explorer.state.layout is Layout.EXPLORE


@pytest.mark.parametrize(
    ("key", "step"),
    [(Key.Key_PageDown, 2), (Key.Key_Right, 2), (Key.Key_Space, 2), (Key.Key_PageUp, 0)],
)
def test_with_the_pen_the_clicker_drives_the_lesson(
    window: MainWindow, view: PresentWidget, explorer: Explorer, key: Qt.Key, step: int
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)

    press(window, key)

    assert settled(explorer).step == step


def test_in_a_text_field_undo_belongs_to_the_text(
    qtbot: QtBot, window: MainWindow, view: PresentWidget, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "19")

    QTest.keyClick(field, Key.Key_Z, CTRL)

    assert field.text() == ""
    assert len(box.board.strokes) == 1


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


# The bar


def bar_of(view: QWidget) -> PenBar:
    (bar,) = view.findChildren(PenBar)
    return bar


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (1280, 720), (3840, 2160)])
@pytest.mark.parametrize("larger", [0, 3])
def test_the_bar_covers_no_caption_and_suits_a_finger(
    window: MainWindow, view: PresentWidget, explorer: Explorer, size: tuple[int, int], larger: int
) -> None:
    window.resize(*size)
    for _ in range(larger):
        explorer.larger_text()
    press(window, Key.Key_P, CTRL)
    bar = bar_of(view)

    for step in range(len(explorer.tour.steps)):
        explorer.go_to_step(step)
        settled(explorer)
        sight = view.layers.sight()
        assert sight is not None
        assert bar.geometry().bottom() <= sight.box.y1
    assert view.rect().contains(bar.geometry())
    assert bar.geometry().right() > 0.95 * view.width()
    for cell in bar.cells:
        assert bar.rect().contains(cell.geometry())
        assert min(cell.width(), cell.height()) >= theme.TOUCH
        assert cell.accessibleName() and cell.toolTip()
    boxes = [cell.geometry() for cell in bar.cells]
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])


def test_the_bar_shows_while_the_pen_is_on_and_says_what_is_held(
    window: MainWindow, view: PresentWidget, box: PenBox
) -> None:
    assert not any(bar.isVisible() for bar in view.findChildren(PenBar))
    press(window, Key.Key_P, CTRL)
    bar = bar_of(view)
    assert bar.isVisible()
    assert not any(button.isVisible() for button in view.buttons)  # the bar has its own

    QTest.mouseClick(cell_of(bar, "Arrow"), LEFT)
    QTest.mouseClick(cell_of(bar, "White"), LEFT)

    assert (box.kit.tool, box.kit.colour) == (Tool.ARROW, Colour.WHITE)
    chosen = [cell.accessibleName() for cell in bar.cells if cell.chosen]
    assert chosen == ["Arrow", "White"]
    QTest.mouseClick(cell_of(bar, "Put the pen down"), LEFT)
    assert not bar.isVisible()


def cell_of(bar: PenBar, name: str) -> Cell:
    return next(cell for cell in bar.cells if cell.accessibleName() == name)


def test_the_bar_changes_its_look_with_the_rest(
    window: MainWindow, view: PresentWidget, explorer: Explorer
) -> None:
    press(window, Key.Key_P, CTRL)
    bar = bar_of(view)
    chosen = next(cell for cell in bar.cells if cell.chosen)
    corner = QPoint(chosen.width() // 2, 5)
    assert picture(chosen).pixelColor(corner) == theme.LIGHT.paper

    press(window, Key.Key_H, CTRL_SHIFT)

    assert picture(chosen).pixelColor(corner) == theme.CONTRAST.paper


def test_the_bar_drives_the_lesson_and_takes_back(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    bar = bar_of(view)
    undo = cell_of(bar, "Undo")
    assert not undo.isEnabled()
    drag(view, START, END)
    assert undo.isEnabled()

    QTest.mouseClick(cell_of(bar, "Next stop"), LEFT)
    assert settled(explorer).step == 2
    assert not undo.isEnabled()
    QTest.mouseClick(cell_of(bar, "Previous stop"), LEFT)
    settled(explorer)
    QTest.mouseClick(undo, LEFT)
    assert box.board.strokes == ()
    assert window.focusWidget() in (window, view)


# Two screens


@pytest.fixture
def mirror(
    qtbot: QtBot, library: Library, explorer: Explorer, folder: Path
) -> Iterator[tuple[MainWindow, Mirror, PresentWidget]]:
    """The teacher's window, its copy of the class's picture, and that picture."""
    screens = FakeScreens(LAPTOP, PROJECTOR)
    window = window_of(qtbot, library, explorer, screens=screens)
    explorer.present_from_here()
    settled(explorer)
    stage = window.stage
    assert stage.mirror is not None
    qtbot.waitUntil(lambda: stage.audience.is_settled)
    yield window, stage.mirror, stage.audience
    window.close()


def test_drawn_on_the_teachers_copy_it_shows_to_the_class(
    mirror: tuple[MainWindow, Mirror, PresentWidget],
) -> None:
    window, copy, audience = mirror
    press(window, Key.Key_P, CTRL)
    start, end = QPoint(200, 120), QPoint(320, 170)

    drag(copy, start, end)

    (stroke,) = window.pen.box.board.strokes
    assert shows(
        picture(audience), middle(place_of(audience, stroke), place_of(audience, stroke, -1))
    )
    seen = picture(copy).pixelColor(middle(start, end))
    assert seen.red() > 1.5 * seen.green()


def test_the_class_sees_neither_bar_nor_buttons(
    mirror: tuple[MainWindow, Mirror, PresentWidget],
) -> None:
    window, copy, audience = mirror

    press(window, Key.Key_P, CTRL)
    drag(copy, QPoint(200, 120), QPoint(320, 170))

    assert bar_of(copy).isVisible()
    assert not bar_of(audience).isVisible()
    assert not any(button.isVisible() for button in audience.buttons)
    assert copy.rect().contains(bar_of(copy).geometry())
    assert bar_of(copy).geometry().top() > copy.map_bottom - 8  # the map stays free


def test_when_the_projector_is_pulled_out_the_bar_comes_along(
    qtbot: QtBot, library: Library, explorer: Explorer
) -> None:
    screens = FakeScreens(LAPTOP, PROJECTOR)
    window = window_of(qtbot, library, explorer, screens=screens)
    explorer.present_from_here()
    settled(explorer)
    press(window, Key.Key_P, CTRL)

    screens.connect_only(LAPTOP)

    assert bar_of(window.stage.audience).isVisible()
    window.close()


def test_on_the_copy_of_a_frozen_picture_the_pen_draws_and_nothing_pans(
    mirror: tuple[MainWindow, Mirror, PresentWidget], explorer: Explorer
) -> None:
    window, copy, _ = mirror
    press(window, Key.Key_P, CTRL)
    here = explorer.step.event
    press(window, Key.Key_F)
    press(window, Key.Key_PageDown)
    camera = settled(explorer).camera

    drag(copy, QPoint(200, 120), QPoint(320, 170))

    (stroke,) = window.pen.box.board.strokes
    assert stroke.event == here
    assert explorer.state.camera == camera


def test_what_points_is_led_from_the_teachers_copy(
    mirror: tuple[MainWindow, Mirror, PresentWidget],
) -> None:
    window, copy, audience = mirror
    press(window, Key.Key_L, CTRL)

    hover(copy, QPoint(round(copy.box.center().x()), round(copy.box.top() + 100)))

    scale = audience.height() / copy.box.height()
    there = QPoint(audience.width() // 2, round(100 * scale))
    assert picture(audience).pixelColor(there) == theme.ACCENT


# What points


@pytest.mark.parametrize(
    ("key", "held", "aid"),
    [
        (Key.Key_L, CTRL, Aid.POINTER),
        (Key.Key_L, CTRL_SHIFT, Aid.SPOTLIGHT),
        (Key.Key_M, CTRL, Aid.MAGNIFIER),
    ],
)
def test_what_points_follows_the_pointer_and_goes_again(
    window: MainWindow,
    view: PresentWidget,
    box: PenBox,
    key: Qt.Key,
    held: Qt.KeyboardModifier,
    aid: Aid,
) -> None:
    plain = picture(view)
    press(window, key, held)
    assert box.kit.aid is aid

    hover(view, START)
    there = picture(view)
    hover(view, START + QPoint(200, 40))

    assert plain != there != picture(view)
    press(window, key, held)
    view.hide_pointer()
    assert picture(view) == plain


def test_the_pointer_is_a_large_dot_in_the_accent(window: MainWindow, view: PresentWidget) -> None:
    press(window, Key.Key_L, CTRL)

    hover(view, START)

    image = picture(view)
    assert image.pixelColor(START) == theme.ACCENT
    reach = round(0.013 * view.height())
    assert image.pixelColor(START + QPoint(reach, 0)) == theme.ACCENT
    assert view.cursor().shape() is Qt.CursorShape.BlankCursor


def test_the_spotlight_leaves_the_light_around_the_pointer_and_on_the_caption(
    window: MainWindow, view: PresentWidget
) -> None:
    plain = picture(view)
    press(window, Key.Key_L, CTRL_SHIFT)

    hover(view, START)

    lit, far = picture(view), QPoint(view.width() - 40, 300)
    assert lit.pixelColor(START) == plain.pixelColor(START)
    assert lit.pixelColor(far).lightness() < 0.6 * plain.pixelColor(far).lightness()
    bottom = QPoint(30, view.height() - 5)
    assert lit.pixelColor(bottom) == plain.pixelColor(bottom)


def test_while_something_points_a_drag_pans(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    press(window, Key.Key_L, CTRL)
    camera = explorer.state.camera

    drag(view, START, END)

    assert explorer.state.camera != camera
    assert box.board.strokes == ()


# Kept


def test_strokes_and_kit_come_back_at_the_next_start(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox, folder: Path
) -> None:
    press(window, Key.Key_P, CTRL)
    press(window, Key.Key_3)
    press(window, Key.Key_8)
    drag(view, START, END)
    box.flush()  # and then the power fails: nothing is closed
    box.remember()

    again = PenBox(explorer, folder)

    assert again.board.strokes == box.board.strokes
    assert (again.kit.tool, again.kit.colour, again.kit.on) == (Tool.ARROW, Colour.WHITE, False)


def test_strokes_of_before_show_without_the_pen(
    qtbot: QtBot, library: Library, explorer: Explorer, window: MainWindow, view: PresentWidget
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    window.close()

    later = window_of(qtbot, library, explorer_of(library, 1))
    later.explorer.present_from_here()
    settled(later.explorer)
    found = later.findChild(PresentWidget)
    assert isinstance(found, PresentWidget)
    qtbot.waitUntil(lambda: found.is_settled)

    assert shows(picture(found), middle(START, END))
    later.close()


def test_a_damaged_pen_file_is_set_aside_and_said(
    folder: Path, library: Library, explorer: Explorer
) -> None:
    (folder / FILE).write_text("{")
    said: list[str] = []

    box = PenBox(explorer, folder, said.append)

    assert box.kit.tool is Tool.PEN
    (sentence,) = said
    assert "pen.unreadable-1.json" in sentence
    assert (folder / "pen.unreadable-1.json").exists()


def test_a_cut_stroke_file_is_told_to_the_reader(
    folder: Path, explorer: Explorer, messages: Messages
) -> None:
    first = PenBox(explorer, folder)
    for _ in range(2):
        first.draw(first.begin((1.0, 2.0)))
    first.close()
    (path,) = (folder / "strokes").glob("*.strokes")
    path.write_bytes(path.read_bytes()[:-9])

    again = PenBox(explorer, folder, messages.say)

    assert len(again.board.strokes) == 1
    assert str(path) in messages.current


def test_a_picture_shows_the_strokes_of_a_class_and_is_the_windows_to_the_pixel(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox, library: Library
) -> None:
    press(window, Key.Key_P, CTRL)
    for digit, down in ((Key.Key_2, 0), (Key.Key_3, 60), (Key.Key_1, 120)):
        press(window, digit)
        drag(view, START + QPoint(0, down), END + QPoint(0, down))
    box.flush()
    press(window, Key.Key_P, CTRL)
    view.hide_pointer()

    image = still.take(library, explorer.state, view.width(), view.height(), box.board.strokes)
    plain = still.take(library, explorer.state, view.width(), view.height())

    assert image == picture(view).convertToFormat(image.format())
    assert plain != image


def test_a_picture_for_an_unknown_class_is_refused(tmp_path: Path) -> None:
    with pytest.raises(still.PictureError, match="Known classes: This class"):
        still.write_picture(
            at="1905-09-05",
            size=(640, 360),
            layout=Layout.PRESENT,
            lesson=None,
            out=tmp_path / "a.png",
            school_class="9z",
        )


# Classes


def sheet_of(window: MainWindow) -> ClassesSheet:
    press(window, Key.Key_G, CTRL)
    (sheet,) = window.findChildren(ClassesSheet)
    assert sheet.isVisible()
    return sheet


def words_of(sheet: ClassesSheet) -> str:
    labels = [label.text() for label in sheet.findChildren(QLabel)]
    buttons = [b.text() for b in sheet.findChildren(QPushButton) if b.isVisible()]
    return "\n".join(labels + buttons)


def test_classes_are_added_and_chosen_by_keys_alone(
    window: MainWindow, view: PresentWidget, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    sheet = sheet_of(window)
    assert "This class" in words_of(sheet) and "1 stroke at 1 stop" in words_of(sheet)

    press(window, Key.Key_Up)
    assert sheet.field.hasFocus()
    QTest.keyClicks(sheet.field, "9b")
    press(window, Key.Key_Return)
    assert box.class_name == "9b"
    assert box.board.strokes == ()
    press(window, Key.Key_Escape)
    assert not sheet.isVisible()
    assert not shows(picture(view), middle(START, END))

    sheet_of(window)
    press(window, Key.Key_Down)
    press(window, Key.Key_Return)
    assert box.class_name == "This class"
    press(window, Key.Key_Escape)
    assert shows(picture(view), middle(START, END))


def test_a_name_that_cannot_be_is_said_in_the_sheet(window: MainWindow, box: PenBox) -> None:
    sheet = sheet_of(window)
    sheet.field.setFocus()

    press(window, Key.Key_Return)

    assert "name of the class" in sheet.fault.text()
    assert box.class_name == "This class"


def test_page_down_leaves_the_sheet_and_drives_the_lesson(
    window: MainWindow, view: PresentWidget, explorer: Explorer
) -> None:
    sheet = sheet_of(window)
    sheet.field.setFocus()
    QTest.keyClicks(sheet.field, "9")

    press(window, Key.Key_PageDown)

    assert settled(explorer).step == 2
    assert not sheet.isVisible()


def test_a_class_is_cleared_as_a_whole_and_that_is_taken_back(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    press(window, Key.Key_PageDown)
    settled(explorer)
    drag(view, START, END)
    sheet = sheet_of(window)

    clear = next(b for b in sheet.findChildren(QPushButton) if b.text() == "Clear all")
    QTest.mouseClick(clear, LEFT)

    assert box.board.strokes == ()
    assert "nothing drawn" in words_of(sheet)
    press(window, Key.Key_Escape)
    press(window, Key.Key_Z, CTRL)
    assert len(box.board.strokes) == 2


def test_an_empty_class_can_be_removed(window: MainWindow, box: PenBox) -> None:
    box.choose_class("9b")
    box.choose_class("This class")
    sheet = sheet_of(window)

    remove = [b for b in sheet.findChildren(QPushButton) if b.isVisible() and b.text() == "Remove"]
    QTest.mouseClick(remove[0], LEFT)

    assert box.classes == ["This class"]


def test_the_class_is_remembered(explorer: Explorer, folder: Path) -> None:
    box = PenBox(explorer, folder)
    box.choose_class("9b")
    box.close()

    assert PenBox(explorer, folder).class_name == "9b"


# Other layers


class Marker(Layer):
    """A layer that takes every press and notes what it is told."""

    def __init__(self, *, takes: bool) -> None:
        super().__init__()
        self.takes = takes
        self.told: list[str] = []

    def press(self, touch: Touch, sight: Sight) -> bool:
        self.told.append(f"press {touch.x:.0f} {touch.y:.0f}")
        return self.takes

    def move(self, touch: Touch, sight: Sight) -> None:
        self.told.append("move")

    def release(self, touch: Touch, sight: Sight) -> None:
        self.told.append("release")

    def cancel(self) -> None:
        self.told.append("cancel")


@pytest.mark.parametrize("takes", [True, False])
def test_the_highest_layer_that_takes_a_press_gets_the_pointer(
    view: PresentWidget, explorer: Explorer, takes: bool
) -> None:
    below, above = Marker(takes=True), Marker(takes=takes)
    view.layers.add(below)
    view.layers.add(above)
    camera = explorer.state.camera
    sight = view.layers.sight()
    assert sight is not None
    x, y = sight.view.to_plane(START.x(), START.y())

    drag(view, START, END)

    assert explorer.state.camera == camera
    holder = above if takes else below
    assert holder.told[0] == f"press {x:.0f} {y:.0f}"
    assert holder.told[-1] == "release" and "move" in holder.told
    assert (below.told == []) is takes


def test_a_curtain_takes_the_pointer_from_a_layer(view: PresentWidget, explorer: Explorer) -> None:
    layer = Marker(takes=True)
    view.layers.add(layer)
    QTest.mousePress(view, LEFT, pos=START)

    explorer.toggle_black()
    move(view, END, PLAIN)

    assert layer.told[-1] == "cancel"
    assert explorer.state.curtain is Curtain.BLACK


def test_layers_cost_nothing_where_there_are_none(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)

    def never() -> Sight | None:
        raise AssertionError("nobody asked where the map is")

    layers = Layers(host, never)

    assert not layers.handle(QEvent(QEvent.Type.MouseMove))
    assert layers.cursor() is None

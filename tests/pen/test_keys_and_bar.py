"""The pen among the other keys, and the bar that holds its tools."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.pen.hand import CTRL, CTRL_SHIFT, END, LEFT, START, Key, bar_of, cell_of, drag, picture
from tests.windows import press, settled
from ui import theme
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.pen.bar import PenBar
from ui.pen.box import PenBox
from ui.pen.kit import Aid
from ui.pen.strokes import Colour, Tool
from ui.present.widget import PresentWidget
from ui.state import Layout

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


# The bar


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

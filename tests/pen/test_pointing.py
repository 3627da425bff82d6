"""What points: the dot, the spotlight, the magnifier."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.pen.hand import CTRL, CTRL_SHIFT, END, START, Key, drag, hover, picture
from tests.windows import press
from ui import theme
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.pen.box import PenBox
from ui.pen.kit import Aid
from ui.present.widget import PresentWidget


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

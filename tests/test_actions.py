"""Keys: what each does, and who gets it when something else has the focus."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.windows import explorer_of, settled
from ui.actions import DEEDS, key_names
from ui.button import Button
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.state import Curtain, Layout

README = Path(__file__).resolve().parent.parent / "README.md"

Key = Qt.Key
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def explorer(library: Library) -> Explorer:
    return explorer_of(library, 1)


def field_in(qtbot: QtBot, window: MainWindow) -> QLineEdit:
    """A text field in the window, with the focus and some text."""
    field = QLineEdit("port", window)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return field


@pytest.mark.parametrize("key", [Key.Key_PageDown, Key.Key_Right, Key.Key_Space])
def test_keys_that_step_forward(window: MainWindow, explorer: Explorer, key: Qt.Key) -> None:
    QTest.keyClick(window, key)

    assert settled(explorer).step == 2


def test_the_keys_are_the_lessons_from_the_start(window: MainWindow) -> None:
    assert window.focusWidget() is window


@pytest.mark.parametrize("key", [Key.Key_PageUp, Key.Key_Left, Key.Key_Backspace])
def test_keys_that_step_back(window: MainWindow, explorer: Explorer, key: Qt.Key) -> None:
    QTest.keyClick(window, key)

    assert settled(explorer).step == 0


def test_home_end_and_digits_jump(window: MainWindow, explorer: Explorer) -> None:
    last = len(explorer.tour.steps) - 1

    QTest.keyClick(window, Key.Key_End)
    assert settled(explorer).step == last
    QTest.keyClick(window, Key.Key_Home)
    assert settled(explorer).step == 0
    QTest.keyClick(window, Key.Key_3)
    QTest.keyClick(window, Key.Key_Return)
    assert settled(explorer).step == 2


def test_digits_of_the_keypad_count_too(window: MainWindow, explorer: Explorer) -> None:
    QTest.keyClick(window, Key.Key_2, Qt.KeyboardModifier.KeypadModifier)
    assert explorer.state.typed == "2"
    QTest.keyClick(window, Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)

    assert settled(explorer).step == 1


def test_alt_and_a_digit_opens_an_act_and_today(window: MainWindow, explorer: Explorer) -> None:
    act = explorer.world.acts[1]

    QTest.keyClick(window, Key.Key_2, ALT)
    settled(explorer)
    assert explorer.step.event == act.opens_with
    QTest.keyClick(window, Key.Key_0, ALT)
    assert settled(explorer).day == explorer.world.as_of


def test_zero_returns_to_the_stop(window: MainWindow, explorer: Explorer) -> None:
    explorer.seek(explorer.step.day + 40)

    QTest.keyClick(window, Key.Key_0)

    assert settled(explorer).day == explorer.step.day


def test_text_grows_and_shrinks(window: MainWindow, explorer: Explorer) -> None:
    QTest.keyClick(window, Key.Key_Plus, CTRL)
    assert explorer.state.text_scale > 1
    QTest.keyClick(window, Key.Key_Minus, CTRL)
    QTest.keyClick(window, Key.Key_Minus, CTRL)
    assert explorer.state.text_scale < 1
    QTest.keyClick(window, Key.Key_Equal, CTRL)
    assert explorer.state.text_scale == 1


def test_presenting_from_the_start_and_from_here(window: MainWindow, explorer: Explorer) -> None:
    QTest.keyClick(window, Key.Key_F5)
    assert (explorer.state.layout, explorer.state.step) == (Layout.PRESENT, 0)
    explorer.next()
    QTest.keyClick(window, Key.Key_F5)
    assert (explorer.state.layout, explorer.state.step) == (Layout.PRESENT, 1)
    QTest.keyClick(window, Key.Key_Escape)
    assert (explorer.state.layout, explorer.state.step) == (Layout.EXPLORE, 1)
    explorer.last()
    QTest.keyClick(window, Key.Key_F5, SHIFT)
    assert explorer.state.layout is Layout.PRESENT
    assert explorer.state.step == len(explorer.tour.steps) - 1


@pytest.mark.parametrize(
    ("key", "curtain"),
    [
        (Key.Key_B, Curtain.BLACK),
        (Key.Key_Period, Curtain.BLACK),
        (Key.Key_W, Curtain.WHITE),
        (Key.Key_Comma, Curtain.WHITE),
    ],
)
def test_curtains(window: MainWindow, explorer: Explorer, key: Qt.Key, curtain: Curtain) -> None:
    explorer.present_from_here()

    QTest.keyClick(window, key)
    assert explorer.state.curtain is curtain
    QTest.keyClick(window, Key.Key_Escape)
    assert (explorer.state.curtain, explorer.state.layout) == (Curtain.OPEN, Layout.PRESENT)


def test_p_plays_and_pauses(window: MainWindow, explorer: Explorer) -> None:
    QTest.keyClick(window, Key.Key_P)
    assert explorer.state.playing
    QTest.keyClick(window, Key.Key_P)
    assert not explorer.state.playing


def test_a_key_held_down_acts_once(window: MainWindow) -> None:
    assert not [name for name, action in window.lesson_actions.items() if action.autoRepeat()]


@pytest.mark.parametrize(
    ("key", "left"),
    [
        (Key.Key_Space, "port "),
        (Key.Key_P, "portp"),
        (Key.Key_3, "port3"),
        (Key.Key_Backspace, "por"),
        (Key.Key_Period, "port."),
    ],
)
def test_a_text_field_keeps_what_is_typed(
    qtbot: QtBot, window: MainWindow, explorer: Explorer, key: Qt.Key, left: str
) -> None:
    before = explorer.state
    field = field_in(qtbot, window)

    QTest.keyClick(field, key)

    assert field.text() == left
    assert explorer.state == before


@pytest.mark.parametrize(
    ("key", "cursor"), [(Key.Key_Home, 0), (Key.Key_Left, 3), (Key.Key_End, 4), (Key.Key_Right, 4)]
)
def test_a_text_field_keeps_its_arrows(
    qtbot: QtBot, window: MainWindow, explorer: Explorer, key: Qt.Key, cursor: int
) -> None:
    before = explorer.state
    field = field_in(qtbot, window)

    QTest.keyClick(field, key)

    assert field.cursorPosition() == cursor
    assert explorer.state == before


def test_page_down_steps_and_leaves_the_text_field(
    qtbot: QtBot, window: MainWindow, explorer: Explorer
) -> None:
    field = field_in(qtbot, window)

    QTest.keyClick(field, Key.Key_PageDown)

    assert settled(explorer).step == 2
    assert not field.hasFocus()


def test_a_clicker_works_while_a_text_field_has_the_focus(
    qtbot: QtBot, window: MainWindow, explorer: Explorer
) -> None:
    field = field_in(qtbot, window)

    QTest.keyClick(field, Key.Key_PageUp)
    assert settled(explorer).step == 0
    assert field.hasFocus()
    QTest.keyClick(field, Key.Key_F5)
    assert explorer.state.layout is Layout.PRESENT


def test_esc_leaves_a_text_field(qtbot: QtBot, window: MainWindow) -> None:
    field = field_in(qtbot, window)

    QTest.keyClick(field, Key.Key_Escape)

    assert not field.hasFocus()


def test_a_button_reached_with_tab_is_pressed_with_space(
    window: MainWindow, explorer: Explorer
) -> None:
    larger = next(
        button for button in window.findChildren(Button) if button.accessibleName() == "Larger text"
    )
    larger.setFocus()

    QTest.keyClick(larger, Key.Key_Space)

    assert explorer.state.text_scale > 1
    assert explorer.state.step == 1


def test_a_click_leaves_the_keys_with_the_lesson(window: MainWindow, explorer: Explorer) -> None:
    explorer.first()
    settled(explorer)
    following = next(
        button for button in window.findChildren(Button) if button.accessibleName() == "Next stop"
    )
    QTest.mouseClick(following, Qt.MouseButton.LeftButton)
    settled(explorer)

    QTest.keyClick(window, Key.Key_Space)

    assert settled(explorer).step == 2


def test_text_that_can_be_copied_keeps_only_copying(window: MainWindow, explorer: Explorer) -> None:
    label = QLabel("a link", window)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
    label.show()
    label.setFocus()

    QTest.keyClick(label, Key.Key_Right)

    assert settled(explorer).step == 2


def test_tips_name_the_keys(window: MainWindow) -> None:
    for action in window.lesson_actions.values():
        assert all(name in action.toolTip() for name in key_names(action.deed)), action.deed.name


def test_keys_are_called_by_their_names() -> None:
    names = {deed.name: key_names(deed) for deed in DEEDS}

    assert names["next"] == ["Page Down", "Right", "Space"]
    assert names["larger"] == ["Ctrl +"]
    assert names["enter"] == ["Enter"]


def test_focus_on_a_widget_that_goes_away(
    qtbot: QtBot, window: MainWindow, explorer: Explorer
) -> None:
    button = QPushButton("gone soon", window)
    button.show()
    button.setFocus()
    with qtbot.waitSignal(button.destroyed):
        button.deleteLater()

    QTest.keyClick(window, Key.Key_PageDown)

    assert settled(explorer).step == 2


def told_keys() -> set[str]:
    """All keys that the README's table names; a range such as "Alt+1 to Alt+4" names each."""
    table = README.read_text(encoding="utf-8").split("## Keys", 1)[1].split("\n## ", 1)[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")]
    words = " , ".join(cells)
    for first, last in re.findall(r"Alt\+(\d) to Alt\+(\d)", words):
        words += "".join(f" , Alt+{number}" for number in range(int(first), int(last) + 1))
    found = {word.strip() for word in re.split(r", |:| or |;| and ", words)}
    return found | {f"Ctrl {end}" for end in ",+−" if f"Ctrl {end}" in words} | {"Alt+0"}


def test_the_readme_names_every_key(qapp: object) -> None:
    told = told_keys()
    quiet = {"Ctrl+Q", "Enter", "Ctrl+Y", "Ctrl+Shift+Q", ".", ","}  # told elsewhere, or usual

    listed = {key for deed in DEEDS if deed.group for key in key_names(deed)}

    assert not listed - told - quiet

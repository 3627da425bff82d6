"""Every key a clicker, a headset or a hand sends, while every kind of widget has the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QTabBar,
    QTextEdit,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.windows import LAPTOP, PROJECTOR, FakeScreens, explorer_of, settled, window_of
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.state import Curtain, Layout, ViewState

Key = Qt.Key
START = 1
# What the platform without a screen cannot do, and what QTest does not know of media keys.
pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", "keyToAscii Unhandled key", extend=True
)

# What each key does to a lesson presented at START with the curtain open.
Effect = Callable[[ViewState], bool]
LESSON: dict[Qt.Key, Effect] = {
    Key.Key_PageDown: lambda state: state.step == START + 1,
    Key.Key_PageUp: lambda state: state.step == START - 1,
    Key.Key_F5: lambda state: (state.step, state.layout) == (START, Layout.PRESENT),
    Key.Key_MediaNext: lambda state: state.step == START + 1,
    Key.Key_MediaPrevious: lambda state: state.step == START - 1,
    Key.Key_MediaPlay: lambda state: state.playing,
    Key.Key_MediaPause: lambda state: state.playing,
    Key.Key_MediaTogglePlayPause: lambda state: state.playing,
    Key.Key_Right: lambda state: state.step == START + 1,
    Key.Key_Left: lambda state: state.step == START - 1,
    Key.Key_Space: lambda state: state.step == START + 1,
    Key.Key_Backspace: lambda state: state.step == START - 1,
    Key.Key_Home: lambda state: state.step == 0,
    Key.Key_End: lambda state: state.step == 2,
    Key.Key_B: lambda state: state.curtain is Curtain.BLACK,
    Key.Key_Period: lambda state: state.curtain is Curtain.BLACK,
    Key.Key_W: lambda state: state.curtain is Curtain.WHITE,
    Key.Key_Comma: lambda state: state.curtain is Curtain.WHITE,
    Key.Key_F: lambda state: state.frozen is not None,
    Key.Key_P: lambda state: state.playing,
    Key.Key_3: lambda state: state.typed == "3",
}
ALWAYS = {
    Key.Key_PageDown,
    Key.Key_PageUp,
    Key.Key_F5,
    Key.Key_MediaNext,
    Key.Key_MediaPrevious,
    Key.Key_MediaPlay,
    Key.Key_MediaPause,
    Key.Key_MediaTogglePlayPause,
}
TYPED = set(LESSON) - ALWAYS
PRESSING, ENDS, SIDEWAYS = (
    {Key.Key_Space},
    {Key.Key_Home, Key.Key_End},
    {Key.Key_Left, Key.Key_Right},
)

KINDS: dict[str, tuple[Callable[[], QWidget], set[Qt.Key]]] = {
    "line edit": (lambda: QLineEdit("port"), TYPED),
    "text edit": (lambda: QTextEdit("port"), TYPED),
    "plain text edit": (lambda: QPlainTextEdit("port"), TYPED),
    "spin box": (QSpinBox, TYPED),
    "editable combo box": (lambda: _combo(editable=True), TYPED),
    "combo box": (lambda: _combo(editable=False), PRESSING | ENDS),
    "list": (lambda: _list(), PRESSING | ENDS),
    "tree": (QTreeWidget, PRESSING | ENDS | SIDEWAYS),
    "tab bar": (lambda: _tabs(), SIDEWAYS),
    "slider": (lambda: QSlider(Qt.Orientation.Horizontal), ENDS | SIDEWAYS),
    "button": (lambda: QPushButton("a button"), PRESSING),
    "read-only text": (lambda: _read_only(), set()),
    "plain widget": (QWidget, set()),
}


def _combo(*, editable: bool) -> QComboBox:
    made = QComboBox()
    made.addItems(["Dalian", "Jilin", "Vladivostok"])
    made.setEditable(editable)
    return made


def _list() -> QListWidget:
    made = QListWidget()
    made.addItems(["Dalian", "Jilin", "Vladivostok"])
    return made


def _tabs() -> QTabBar:
    made = QTabBar()
    for words in ("Views", "Sources"):
        made.addTab(words)
    return made


def _read_only() -> QTextEdit:
    made = QTextEdit("port")
    made.setReadOnly(True)
    return made


@pytest.fixture
def explorer(library: Library) -> Explorer:
    return explorer_of(library, START)


@pytest.fixture
def window(qtbot: QtBot, library: Library, explorer: Explorer) -> Iterator[MainWindow]:
    made = window_of(qtbot, library, explorer, screens=FakeScreens(LAPTOP, PROJECTOR))
    explorer.present_from_here()
    settled(explorer)
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def focused(qtbot: QtBot, window: QWidget, kind: str) -> QWidget:
    """A widget of that kind in the window, with the focus."""
    widget = KINDS[kind][0]()
    widget.setParent(window)
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.show()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    return widget


def last_of(explorer: Explorer) -> int:
    return len(explorer.tour.steps) - 1


def test_the_lesson_ends_where_the_table_says(explorer: Explorer) -> None:
    assert last_of(explorer) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_does_its_lesson_deed_or_is_the_widgets_own(
    qtbot: QtBot, window: MainWindow, explorer: Explorer, kind: str
) -> None:
    widget = focused(qtbot, window, kind)
    before = explorer.state
    wrong = []

    for key, does_its_deed in LESSON.items():
        explorer._move_to(before)
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        QTest.keyClick(widget, key)
        own = key in KINDS[kind][1]
        if not (explorer.state == before if own else does_its_deed(explorer.state)):
            wrong.append(key.name)

    assert not wrong


@pytest.mark.parametrize("kind", KINDS)
def test_esc_leaves_the_widget_and_one_level_and_keeps_the_place(
    qtbot: QtBot, window: MainWindow, explorer: Explorer, kind: str
) -> None:
    explorer.toggle_black()
    widget = focused(qtbot, window, kind)

    QTest.keyClick(widget, Key.Key_Escape)

    assert not widget.hasFocus()
    assert (explorer.state.curtain, explorer.state.layout) == (Curtain.OPEN, Layout.PRESENT)
    assert explorer.state.step == START


@pytest.mark.parametrize(
    "kind", ["line edit", "text edit", "plain text edit", "spin box", "editable combo box"]
)
def test_page_down_closes_every_kind_of_field(qtbot: QtBot, window: MainWindow, kind: str) -> None:
    widget = focused(qtbot, window, kind)

    QTest.keyClick(widget, Key.Key_PageDown)

    assert not widget.hasFocus()


def test_a_field_takes_what_is_typed(qtbot: QtBot, window: MainWindow) -> None:
    field = focused(qtbot, window, "line edit")
    assert isinstance(field, QLineEdit)

    QTest.keyClicks(field, " b.3")
    QTest.keyClick(field, Key.Key_Backspace)

    assert field.text() == "port b."


def test_a_spin_box_counts_and_page_down_is_still_the_lessons(
    qtbot: QtBot, window: MainWindow, explorer: Explorer
) -> None:
    box = focused(qtbot, window, "spin box")
    assert isinstance(box, QSpinBox)

    QTest.keyClick(box, Key.Key_Up)
    QTest.keyClick(box, Key.Key_PageUp)

    assert box.value() == 1
    assert explorer.state.step == START - 1


# Menus


@pytest.fixture
def menu(qtbot: QtBot, window: MainWindow) -> Iterator[QMenu]:
    made = QMenu(window)
    for words in ("Dalian", "Jilin", "Vladivostok"):
        made.addAction(words)
    window.setFocus()
    qtbot.waitUntil(window.hasFocus)
    made.popup(window.mapToGlobal(window.rect().center()))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is made)
    yield made
    made.close()


@pytest.mark.parametrize("key", sorted(ALWAYS), ids=lambda key: key.name)
def test_a_clicker_closes_a_menu_and_drives_the_lesson(
    menu: QMenu, explorer: Explorer, key: Qt.Key
) -> None:
    QTest.keyClick(menu, key)

    assert LESSON[key](explorer.state)
    assert menu.isHidden()


def test_a_menu_keeps_all_other_keys(menu: QMenu, explorer: Explorer) -> None:
    before = explorer.state

    for key in TYPED - PRESSING:
        QTest.keyClick(menu, key)

    assert explorer.state == before


def test_esc_closes_a_menu_and_nothing_else(menu: QMenu, explorer: Explorer) -> None:
    before = explorer.state

    QTest.keyClick(menu, Key.Key_Escape)

    assert menu.isHidden()
    assert explorer.state == before


def test_page_down_closes_an_open_combo_box(
    qtbot: QtBot, window: MainWindow, explorer: Explorer
) -> None:
    box = focused(qtbot, window, "combo box")
    assert isinstance(box, QComboBox)
    box.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)

    QTest.keyClick(box.view(), Key.Key_PageDown)

    assert explorer.state.step == START + 1
    assert not box.view().isVisible()


# Dialogs


@pytest.fixture(params=[True, False], ids=["modal", "beside"])
def dialog(request: pytest.FixtureRequest, qtbot: QtBot, window: MainWindow) -> Iterator[QDialog]:
    made = QDialog(window)
    made.setModal(request.param)
    column = QVBoxLayout(made)
    for widget in (QLineEdit(), _list(), QPushButton("Close")):
        column.addWidget(widget)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.mark.parametrize("inside", [QLineEdit, QListWidget, QPushButton])
def test_a_clicker_drives_the_lesson_past_a_dialog(
    qtbot: QtBot, dialog: QDialog, explorer: Explorer, inside: type[QWidget]
) -> None:
    widget = dialog.findChild(inside)
    assert isinstance(widget, QWidget)
    before = explorer.state
    wrong = []

    for key in ALWAYS:
        explorer._move_to(before)
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        QTest.keyClick(widget, key)
        if not LESSON[key](explorer.state):
            wrong.append(key.name)

    assert not wrong


def test_esc_closes_a_dialog_and_nothing_else(
    qtbot: QtBot, dialog: QDialog, explorer: Explorer
) -> None:
    explorer.toggle_black()
    (field,) = dialog.findChildren(QLineEdit)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    QTest.keyClick(field, Key.Key_Escape)

    assert dialog.isHidden()
    assert explorer.state.curtain is Curtain.BLACK


def test_a_dialogs_field_takes_what_is_typed(
    qtbot: QtBot, dialog: QDialog, explorer: Explorer
) -> None:
    (field,) = dialog.findChildren(QLineEdit)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    before = explorer.state

    QTest.keyClicks(field, "b 3.")

    assert field.text() == "b 3."
    assert explorer.state == before


# Clickers


def test_f5_and_esc_in_turn_never_lose_the_place(window: MainWindow, explorer: Explorer) -> None:
    for key, layout in (
        (Key.Key_F5, Layout.PRESENT),
        (Key.Key_Escape, Layout.EXPLORE),
        (Key.Key_Escape, Layout.EXPLORE),
        (Key.Key_F5, Layout.PRESENT),
        (Key.Key_F5, Layout.PRESENT),
    ):
        QTest.keyClick(window, key)
        assert (explorer.state.layout, explorer.state.step) == (layout, START)


@pytest.mark.parametrize("kind", ["plain widget", "line edit", "button"])
def test_a_key_held_down_steps_once(
    qtbot: QtBot, window: MainWindow, explorer: Explorer, kind: str
) -> None:
    explorer.first()
    settled(explorer)
    widget = focused(qtbot, window, kind)

    QTest.keyClick(widget, Key.Key_PageDown)
    target = window.focusWidget() or window
    for _ in range(5):
        held = QKeyEvent(
            QEvent.Type.KeyPress,
            Key.Key_PageDown,
            Qt.KeyboardModifier.NoModifier,
            autorep=True,
        )
        QApplication.sendEvent(target, held)

    assert explorer.state.step == 1


@pytest.mark.parametrize(("pause", "steps"), [(0, 1), (2, 1), (40, 2)])
def test_a_repeat_that_comes_as_release_and_press_at_one_time_is_none(
    qtbot: QtBot, window: MainWindow, explorer: Explorer, pause: int, steps: int
) -> None:
    explorer.first()
    settled(explorer)
    window.setFocus()
    qtbot.waitUntil(window.hasFocus)
    times = iter((5000, 5400, 5400 + pause, 5900))

    for press in (True, False, True, False):
        event = QKeyEvent(
            QEvent.Type.ShortcutOverride if press else QEvent.Type.KeyRelease,
            Key.Key_PageDown,
            Qt.KeyboardModifier.NoModifier,
        )
        event.setTimestamp(next(times))
        event.ignore()
        QApplication.sendEvent(window, event)
        if press and not event.isAccepted():
            window.lesson_actions["next"].trigger()

    assert explorer.state.step == steps

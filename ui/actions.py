"""All that can be done with a key: one table, the actions made from it, and who gets which key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QTabBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.explorer import Explorer


class Desk(Protocol):
    """What an action works on: the explorer, and the window around it."""

    @property
    def explorer(self) -> Explorer: ...
    def toggle_keys(self) -> None: ...
    def toggle_claims(self) -> None: ...
    def show_sources(self) -> None: ...
    def search(self) -> None: ...
    def choose_tour(self) -> None: ...
    def toggle_questions(self) -> None: ...
    def count_hands(self) -> None: ...
    def toggle_results(self) -> None: ...
    def show_charts(self) -> None: ...
    def leave(self) -> None: ...
    def quit(self) -> None: ...


class Deed(NamedTuple):
    """Something the reader can do: its name, its words, its keys, and how it is done.

    The keys overlay lists it under `group` unless that is empty; `said_keys` replaces the keys'
    own names there.
    """

    name: str
    group: str
    text: str
    tip: str
    keys: tuple[str, ...]
    do: Callable[[Desk], None]
    said_keys: str = ""


STEPS, JUMPS, LOOK, PRESENT, WINDOW = (
    "Step through the story",
    "Jump",
    "Look around",
    "Present",
    "Window",
)


def _to_act(desk: Desk, *, number: int) -> None:
    desk.explorer.go_to_act(number)


def _type(desk: Desk, *, digit: str) -> None:
    desk.explorer.type_digit(digit)


def _act(number: int, year: int) -> Deed:
    return Deed(
        f"act-{number}",
        JUMPS,
        f"Act {number}, {year}",
        f"Fly to the stop that opens act {number}",
        (f"Alt+{number}",),
        partial(_to_act, number=number),
    )


def _digit(digit: str) -> Deed:
    return Deed(
        f"digit-{digit}",
        "",
        f"Type {digit}",
        "Type the number of a stop, then press Enter",
        (digit,),
        partial(_type, digit=digit),
    )


DEEDS: tuple[Deed, ...] = (
    Deed(
        "next",
        STEPS,
        "Next stop",
        "Fly to the next stop",
        ("PgDown", "Right", "Space"),
        lambda desk: desk.explorer.next(),
    ),
    Deed(
        "previous",
        STEPS,
        "Previous stop",
        "Fly back to the stop before",
        ("PgUp", "Left", "Backspace"),
        lambda desk: desk.explorer.previous(),
    ),
    Deed(
        "play",
        STEPS,
        "Play or pause",
        "Let the tour play by itself, or stop it",
        ("P",),
        lambda desk: desk.explorer.toggle_playing(),
    ),
    Deed(
        "first",
        STEPS,
        "First stop",
        "Fly to the first stop",
        ("Home",),
        lambda desk: desk.explorer.first(),
    ),
    Deed(
        "last",
        STEPS,
        "Last stop",
        "Fly to the last stop",
        ("End",),
        lambda desk: desk.explorer.last(),
    ),
    _act(1, 1860),
    _act(2, 1895),
    _act(3, 1955),
    _act(4, 2003),
    Deed(
        "today",
        JUMPS,
        "Today",
        "Fly to the last day of the lesson",
        ("Alt+0",),
        lambda desk: desk.explorer.go_to_today(),
    ),
    Deed(
        "enter",
        JUMPS,
        "A stop by its number",
        "Fly to the stop whose number was typed",
        ("Return", "Enter"),
        lambda desk: desk.explorer.enter(),
        said_keys="digits, then Enter",
    ),
    *(_digit(digit) for digit in "123456789"),
    Deed(
        "return",
        LOOK,
        "Back to the stop",
        "Return to the view and the date of the stop",
        ("0",),
        lambda desk: desk.explorer.type_digit("0"),
    ),
    Deed(
        "search",
        LOOK,
        "Search",
        "Find events and places; the map moves only when you press Enter",
        ("Ctrl+F",),
        lambda desk: desk.search(),
    ),
    Deed(
        "doubt",
        LOOK,
        "Doubt shown or not",
        "Draw rough dates and borders as rough, or plainly",
        ("D",),
        lambda desk: desk.explorer.toggle_doubt(),
    ),
    Deed(
        "larger",
        LOOK,
        "Larger text",
        "Make all text larger",
        ("Ctrl++", "Ctrl+="),
        lambda desk: desk.explorer.larger_text(),
    ),
    Deed(
        "smaller",
        LOOK,
        "Smaller text",
        "Make all text smaller",
        ("Ctrl+-",),
        lambda desk: desk.explorer.smaller_text(),
    ),
    Deed(
        "present",
        PRESENT,
        "Present",
        "Present full screen, from where it was left or from the start",
        ("F5",),
        lambda desk: desk.explorer.present(),
    ),
    Deed(
        "present-here",
        PRESENT,
        "Present from here",
        "Present full screen from this stop",
        ("Shift+F5",),
        lambda desk: desk.explorer.present_from_here(),
    ),
    Deed(
        "black",
        PRESENT,
        "Black screen",
        "Hide the picture behind black, or show it again",
        ("B", "."),
        lambda desk: desk.explorer.toggle_black(),
    ),
    Deed(
        "white",
        PRESENT,
        "White screen",
        "Hide the picture behind white, or show it again",
        ("W", ","),
        lambda desk: desk.explorer.toggle_white(),
    ),
    Deed(
        "freeze",
        PRESENT,
        "Freeze the picture",
        "Let the class go on seeing this picture while you look ahead, or let it catch up",
        ("F",),
        lambda desk: desk.explorer.toggle_frozen(),
    ),
    Deed(
        "question",
        PRESENT,
        "Questions on or off",
        "Ask questions before stops while presenting, or not; while exploring ask one now",
        ("Q",),
        lambda desk: desk.toggle_questions(),
    ),
    Deed(
        "hands",
        PRESENT,
        "Count the hands",
        "Type the hands for each answer while a question is asked; digits alone do it too",
        ("H",),
        lambda desk: desk.count_hands(),
    ),
    Deed(
        "choice-before",
        "",
        "The answer before",
        "Count the hands for the answer before",
        ("Up",),
        lambda desk: desk.explorer.choose_option(-1),
    ),
    Deed(
        "choice-after",
        "",
        "The next answer",
        "Count the hands for the next answer",
        ("Down",),
        lambda desk: desk.explorer.choose_option(+1),
    ),
    Deed(
        "leave",
        PRESENT,
        "One level out",
        "Leave what is open; the place in the story stays",
        ("Esc",),
        lambda desk: desk.leave(),
    ),
    Deed(
        "tour",
        WINDOW,
        "Choose a tour",
        "Choose which tour is told",
        ("T",),
        lambda desk: desk.choose_tour(),
    ),
    Deed(
        "keys",
        WINDOW,
        "All keys",
        "Show or hide the list of all keys",
        ("F1",),
        lambda desk: desk.toggle_keys(),
    ),
    Deed(
        "charts",
        LOOK,
        "Charts of the stop",
        "Open the charts; while presenting, show the next one or put the last away",
        ("C",),
        lambda desk: desk.show_charts(),
    ),
    Deed(
        "sources",
        LOOK,
        "Sources of the stop",
        "Show the facts of the stop with their sources",
        ("S",),
        lambda desk: desk.show_sources(),
    ),
    Deed(
        "claims",
        WINDOW,
        "Claim check",
        "Show what the founding article says and what checking found",
        ("F2",),
        lambda desk: desk.toggle_claims(),
    ),
    Deed(
        "results",
        WINDOW,
        "Questions and results",
        "Choose the class, see what it has answered, and save the results as CSV",
        ("Shift+Q",),
        lambda desk: desk.toggle_results(),
    ),
    Deed(
        "quit",
        WINDOW,
        "Quit",
        "Close the program",
        ("Ctrl+Q",),
        lambda desk: desk.quit(),
    ),
)

_KEY_NAMES = {
    "PgDown": "Page Down",
    "PgUp": "Page Up",
    "Return": "Enter",
    "Ctrl++": "Ctrl +",
    "Ctrl+=": "Ctrl +",  # the same key without Shift
    "Ctrl+-": "Ctrl −",
}


def key_names(deed: Deed) -> list[str]:
    """The deed's keys as they are called on this system, each once."""
    native = (
        QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in deed.keys
    )
    return list(dict.fromkeys(_KEY_NAMES.get(name, name) for name in native))


class LessonAction(QAction):
    """One deed as an action; a key held down does it once."""

    def __init__(self, deed: Deed, desk: Desk, parent: QObject) -> None:
        super().__init__(deed.text, parent)
        self.deed = deed
        self._desk = desk
        self.setObjectName(deed.name)
        self.setShortcuts([QKeySequence(key) for key in deed.keys])
        self.setAutoRepeat(False)
        self.setToolTip(f"{deed.tip} ({', '.join(key_names(deed))})")
        self.triggered.connect(self._on_triggered)

    def _on_triggered(self) -> None:
        self.deed.do(self._desk)


def make_actions(desk: Desk, window: QWidget) -> dict[str, LessonAction]:
    """All actions by name, working in the whole of `window`."""
    actions = {deed.name: LessonAction(deed, desk, window) for deed in DEEDS}
    window.addActions(list(actions.values()))
    return actions


_ALWAYS_OURS = {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_F5, Qt.Key.Key_Escape}
_BUTTON_KEYS = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right}
_COPYING = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
_EDITING = (
    *_COPYING,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
)


def belongs_to(widget: QObject, event: QKeyEvent) -> bool:
    """Whether a key is the focused widget's own rather than the lesson's.

    A field being written in keeps its keys, a button reached with Tab its Space and Enter, tabs
    their arrows, text that can be selected its copying.
    """
    key = Qt.Key(event.key())
    if is_text_field(widget):
        return key not in _ALWAYS_OURS and not _is_command(event)
    if isinstance(widget, QAbstractButton):
        return key in _BUTTON_KEYS
    if isinstance(widget, QTabBar):
        return key in _ARROWS
    if isinstance(widget, QLabel | QTextEdit):
        return any(event.matches(copying) for copying in _COPYING)
    return False


def is_text_field(widget: QObject) -> bool:
    """Whether the reader can write in the widget."""
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

    return isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit) and not widget.isReadOnly()


def _is_command(event: QKeyEvent) -> bool:
    commanding = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    if any(event.matches(known) for known in _EDITING):
        return False
    return bool(event.modifiers() & commanding) or Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35


class KeyRouter(QObject):
    """Decides, before a focused widget sees a key, whether it or the lesson gets it.

    It filters the events of the widget that has the focus, and of no other: a filter on the whole
    application would run for every event of a flight.

    Signals:
        left: Page Down takes the reader out of a text field.
    """

    left = Signal()

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self._home = home
        self._watched: QWidget | None = None

    def watch(self, focused: QWidget | None) -> None:
        """Look after the widget that has the focus now."""
        if focused is self._watched:
            return
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = focused
        if focused is not None:
            focused.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if belongs_to(watched, event):
            event.accept()
            return True
        if is_text_field(watched) and event.key() == Qt.Key.Key_PageDown:
            self._home.setFocus()
            self.left.emit()
        return True

"""Who gets which key: what has the focus, or the lesson."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

Key = Qt.Key

# A clicker's keys, and a headset's: they drive the lesson whatever has the focus.
MEDIA = {Key.Key_MediaNext, Key.Key_MediaPrevious, Key.Key_MediaPlay, Key.Key_MediaPause}
MEDIA |= {Key.Key_MediaTogglePlayPause}
CLICKER = {Key.Key_PageDown, Key.Key_PageUp, Key.Key_F5, *MEDIA}
_ALWAYS_OURS = {*CLICKER, Key.Key_Escape}

_TABBING = {Key.Key_Tab, Key.Key_Backtab}
# A key held down sends releases and presses at one time, which the system does not always tell
# from a key pressed anew; no finger comes back within so many milliseconds.
REPEATS_WITHIN = 5

_PRESSING = {Key.Key_Space, Key.Key_Return, Key.Key_Enter}
_UP_AND_DOWN = {Key.Key_Up, Key.Key_Down}
_TO_THE_ENDS = {Key.Key_Home, Key.Key_End}
_SIDEWAYS = {Key.Key_Left, Key.Key_Right}
# What kinds of widgets keep for themselves, by the names of their classes: naming the classes
# themselves would make Python know them all before the first picture.
_KEPT: dict[str, set[Qt.Key]] = {
    "QAbstractButton": _PRESSING,
    "QTabBar": _SIDEWAYS,
    "QComboBox": {*_PRESSING, *_UP_AND_DOWN, *_TO_THE_ENDS, Key.Key_F4},
    "QListView": {*_PRESSING, *_UP_AND_DOWN, *_TO_THE_ENDS},
    "QAbstractItemView": {*_PRESSING, *_UP_AND_DOWN, *_TO_THE_ENDS, *_SIDEWAYS},
    "QAbstractSlider": {*_UP_AND_DOWN, *_TO_THE_ENDS, *_SIDEWAYS},
}
_TEXT_FIELDS = ("QLineEdit", "QTextEdit", "QPlainTextEdit", "QAbstractSpinBox")
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

    A field being written in keeps its keys, a button reached with Tab its Space and Enter, a list
    its way up and down, tabs their arrows, text that can be selected its copying. A menu keeps all
    but a clicker's keys; Esc closes it, or the dialog. A widget may say so itself by `keeps_key`,
    and a page with fields by `keeps_tab` that Tab leads through them.
    """
    key = Key(event.key())
    if key in _TABBING and _on_page(widget):
        return True
    if key in CLICKER:
        return False
    keeps_key = getattr(widget, "keeps_key", None)
    if keeps_key is not None:
        return bool(keeps_key(event))
    if _is_popup(widget):
        return True
    if _in_dialog(widget) and key in (Key.Key_Escape, Key.Key_Return, Key.Key_Enter):
        return True
    if is_text_field(widget):
        return key not in _ALWAYS_OURS and not _is_command(event)
    for kind, kept in _KEPT.items():
        if widget.inherits(kind):
            return key in kept and not _is_command(event)
    if widget.inherits("QLabel") or widget.inherits("QTextEdit"):
        return any(event.matches(copying) for copying in _COPYING)
    return False


def is_text_field(widget: QObject) -> bool:
    """Whether the reader can write in the widget."""
    if widget.inherits("QComboBox"):
        return bool(widget.property("editable"))
    return any(map(widget.inherits, _TEXT_FIELDS)) and not widget.property("readOnly")


def _on_page(widget: QObject) -> bool:
    """Whether the widget is part of a page with fields, through which Tab leads."""
    part: QObject | None = widget
    while part is not None and not getattr(part, "keeps_tab", False):
        part = part.parent()
    return part is not None


def _is_popup(widget: QObject) -> bool:
    if not isinstance(widget, QWidget):
        return False
    return widget.window().windowType() is Qt.WindowType.Popup


def _in_dialog(widget: QObject) -> bool:
    return isinstance(widget, QWidget) and widget.window().inherits("QDialog")


def _is_command(event: QKeyEvent) -> bool:
    commanding = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    if any(event.matches(known) for known in _EDITING):
        return False
    return bool(event.modifiers() & commanding) or Key.Key_F1 <= event.key() <= Key.Key_F35


class KeyRouter(QObject):
    """Decides, before a focused widget sees a key, whether it or the lesson gets it.

    It filters the events of the widget that has the focus, of menus while they are open, and of no
    other: a filter on the whole application would run for every event of a flight.

    Signals:
        left: Page Down takes the reader out of a text field.
    """

    left = Signal()

    def __init__(self, home: QWidget, actions: Mapping[str, QAction]) -> None:
        super().__init__(home)
        self._home = home
        self._actions = actions
        self._watched: QWidget | None = None
        self._released: tuple[int, int] = (0, 0)  # the key released last, and when
        self._repeated = 0  # a key held down whose press is to reach nobody

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
        match event.type():
            case QEvent.Type.FocusOut if isinstance(event, QFocusEvent):
                if event.reason() is Qt.FocusReason.PopupFocusReason:
                    self._watch_menu()
            case QEvent.Type.ShortcutOverride if isinstance(event, QKeyEvent):
                return self._share_out(watched, event)
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                if event.key() == self._repeated:
                    self._repeated = 0
                    return True
                return self._act_past_a_dialog(event)
            case QEvent.Type.KeyRelease if isinstance(event, QKeyEvent):
                self._released = event.key(), event.timestamp()
            case QEvent.Type.Hide if watched is not self._watched:
                watched.removeEventFilter(self)  # a menu that closes
        return False

    def _share_out(self, watched: QObject, event: QKeyEvent) -> bool:
        if belongs_to(watched, event):
            event.accept()
            return True
        if self._is_held_down(event):
            self._repeated = event.key()
            event.accept()  # no shortcut then, but a press, which is kept from the widget
            return True
        if event.key() in CLICKER:
            while (menu := QApplication.activePopupWidget()) is not None:
                menu.close()
            if QApplication.activeModalWidget() is not None:
                event.accept()  # it comes as a key press, which is ours: shortcuts sleep now
                return True
        if event.key() == Key.Key_PageDown and is_text_field(watched):
            self._leave_field(watched)
        return True

    def _is_held_down(self, event: QKeyEvent) -> bool:
        key, when = self._released
        return (
            event.key() == key
            and when > 0
            and not event.isAutoRepeat()  # those are told, and shortcuts leave them alone
            and event.timestamp() - when < REPEATS_WITHIN
        )

    def _leave_field(self, field: QObject) -> None:
        assert isinstance(field, QWidget)
        window = field.window()
        home = self._home if window is self._home.window() else window
        home.setFocus()
        if home is self._home:
            self.left.emit()

    def _act_past_a_dialog(self, event: QKeyEvent) -> bool:
        """Do what a clicker asks for while a dialog keeps all shortcuts from working."""
        if event.key() not in CLICKER or QApplication.activeModalWidget() is None:
            return False
        if not event.isAutoRepeat():
            pressed = QKeySequence(event.keyCombination())
            for action in self._actions.values():
                if action.isEnabled() and pressed in action.shortcuts():
                    action.trigger()
        return True

    def _watch_menu(self) -> None:
        """Menus do not take the focus, yet get the keys while they are open."""
        menu = QApplication.activePopupWidget()
        if menu is not None and menu is not self._watched:
            menu.installEventFilter(self)

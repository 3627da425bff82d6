"""A presentation that nobody attends to: any key or touch gives control, rest gives it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.explorer import Explorer
from ui.state import ViewState

RESTS_MS = 60_000
_TOUCHES = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
    QEvent.Type.TabletPress,
    QEvent.Type.NativeGesture,
}
# These are about the playing itself.
_PLAYING_KEYS = {Qt.Key.Key_P, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}
_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta}


class Kiosk(QObject):
    """Stops the playing at a visitor's key or touch, and goes on after a minute of rest."""

    def __init__(
        self, explorer: Explorer, application: QApplication, rests_ms: int = RESTS_MS
    ) -> None:
        super().__init__(application)
        self._explorer = explorer
        self._rest = QTimer(self, singleShot=True, interval=rests_ms)
        self._rest.timeout.connect(self._on_rested)
        application.installEventFilter(self)
        explorer.changed.connect(self._on_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES or (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() not in _PLAYING_KEYS | _MODIFIERS
        ):
            self._explorer.stop_playing()
            self._rest.start()
        return False

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if new.playing == old.playing:
            return
        if new.playing:
            self._rest.stop()
        else:
            self._rest.start()

    @Slot()
    def _on_rested(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self._explorer.play_on()

"""Where the teacher's window is on the screen: left and found again, also after presenting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.present.screens import Screens, Seat

Box = tuple[int, int, int, int]  # x, y, width and height in pixels


class WindowPlace:
    """Knows where a window belongs while presenting makes it fill a screen.

    With `windowed` presenting stays in the window.
    """

    def __init__(self, window: QWidget, *, windowed: bool) -> None:
        self._window = window
        self.windowed = windowed
        self._kept: Box | None = None
        self._state = Qt.WindowState.WindowNoState

    @property
    def box(self) -> Box:
        """Where the window is when it is neither maximised nor full screen."""
        if self._kept is not None:
            return self._kept
        window = self._window
        box = window.normalGeometry() if window.isMaximized() else window.geometry()
        return (box.x(), box.y(), box.width(), box.height())

    @property
    def maximised(self) -> bool:
        """Whether the window is maximised, or was before it began to present."""
        if self._window.isFullScreen():
            return bool(self._state & Qt.WindowState.WindowMaximized)
        return self._window.isMaximized()

    def put(self, box: Box | None, *, maximised: bool) -> None:
        """Put the window where it was; in the middle of the screen where that is not seen."""
        self._window.setGeometry(visible_place(box))
        if maximised:
            self._window.setWindowState(Qt.WindowState.WindowMaximized)

    def keep(self) -> None:
        """Remember where the window is before presenting moves it."""
        if not self.windowed:
            self._kept, self._state = self.box, self._window.windowState()

    def fill(self, seat: Seat | None, screens: Screens | None) -> None:
        """Fill a screen: the one of that seat, or the one where the window is."""
        if self.windowed:
            return
        if seat is not None and screens is not None:
            screens.put(self._window, seat)
        else:
            full = self._window.windowState() | Qt.WindowState.WindowFullScreen
            self._window.setWindowState(full)

    def give_back(self) -> None:
        """Put a window that fills the screen where it was before."""
        if self._window.isFullScreen():
            self._window.setWindowState(self._state)
            if self._kept is not None and not self._window.isMaximized():
                self._window.setGeometry(*self._kept)
            self._kept = None


def visible_place(box: Box | None) -> QRect:
    """The place where the window fits a screen and its top can be grasped; else a middle one."""
    if box is not None:
        wanted = QRect(*box)
        grasp = wanted.adjusted(40, 0, -40, 40 - wanted.height())
        for screen in QGuiApplication.screens():
            room = screen.availableGeometry()
            if room.intersects(grasp):
                fits = wanted.width() <= room.width() and wanted.height() <= room.height()
                return wanted if fits else _middle_of(room)
    return _middle_of(QGuiApplication.primaryScreen().availableGeometry())


def _middle_of(room: QRect) -> QRect:
    box = QRect(0, 0, round(room.width() * 0.86), round(room.height() * 0.86))
    box.moveCenter(room.center())
    return box

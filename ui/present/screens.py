"""Screens, and which of them is whose: the teacher's, and the one that the class sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

ONE_WINDOW = "-"  # chosen in place of a screen: the class sees the teacher's own window


class Seat(NamedTuple):
    """A screen: its name, by which it is remembered, and its place on the desktop."""

    name: str
    box: QRect

    @property
    def words(self) -> str:
        """The screen as a menu names it."""
        return f"{self.name}, {self.box.width()} × {self.box.height()}"


class Casting(NamedTuple):
    """Whose screen is which; without one for the class it looks at the teacher's."""

    teacher: Seat
    audience: Seat | None


class Screens(Protocol):
    """The screens that are connected, the main one first.

    Signals:
        changed: one was connected, taken away, moved, or became the main one.
    """

    @property
    def changed(self) -> SignalInstance: ...
    def seats(self) -> Sequence[Seat]: ...
    def put(self, window: QWidget, seat: Seat) -> None: ...


def cast(seats: Sequence[Seat], chosen: str) -> Casting:
    """Give the class the screen chosen by name, or else the first that is not the main one.

    The teacher gets the main screen, or the next one if the class has that. Screens that show the
    same piece of the desktop count once: a mirrored projector has nothing to itself.
    """
    apart = _apart(seats)
    if len(apart) < 2 or chosen == ONE_WINDOW:
        return Casting(apart[0], None)
    audience = next((seat for seat in apart if seat.name == chosen), apart[1])
    teacher = next(seat for seat in apart if seat is not audience)
    return Casting(teacher, audience)


def _apart(seats: Sequence[Seat]) -> list[Seat]:
    found: list[Seat] = []
    for seat in seats:
        if not any(other.box.contains(seat.box) or seat.box.contains(other.box) for other in found):
            found.append(seat)
    return found


def named_apart(names: Sequence[str]) -> list[str]:
    """The names with numbers where two are alike, and words where one is missing."""
    named: list[str] = []
    for name in names:
        name = name.strip() or "Screen"
        count = sum(other.split(" (")[0] == name for other in named)
        named.append(f"{name} ({count + 1})" if count else name)
    return named


class SystemScreens(QObject):
    """The screens of this machine. Changes that come in a burst are told once."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._told = QTimer(self, singleShot=True, interval=0)
        self._told.timeout.connect(self.changed)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._on_added)
        application.screenRemoved.connect(self._on_changed)
        application.primaryScreenChanged.connect(self._on_changed)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._on_changed)

    def seats(self) -> tuple[Seat, ...]:
        screens = _in_order()
        names = named_apart([screen.name() for screen in screens])
        return tuple(
            Seat(name, screen.geometry()) for name, screen in zip(names, screens, strict=True)
        )

    def put(self, window: QWidget, seat: Seat) -> None:
        """Fill that screen with a window, wherever it was."""
        screen = next((s for s in _in_order() if s.geometry() == seat.box), None)
        if screen is None:
            return  # gone since; word of that is on its way
        if window.isVisible() and window.isFullScreen() and window.geometry() == seat.box:
            return
        if window.windowState() & Qt.WindowState.WindowFullScreen:
            # A window that fills one screen does not follow its geometry to another.
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
        window.setScreen(screen)
        window.setGeometry(seat.box)
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        window.show()

    @Slot(QScreen)
    def _on_added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._on_changed)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self._told.start()


def _in_order() -> list[QScreen]:
    main = QGuiApplication.primaryScreen()
    return sorted(QGuiApplication.screens(), key=lambda screen: screen is not main)

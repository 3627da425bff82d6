"""Makes windows and their parts to test with; every widget is closed after the test."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from ui import app, fonts
from ui.dress import dress
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.map.basemap import Basemap
from ui.messages import Messages
from ui.present.clock import LessonClock
from ui.present.screens import Seat
from ui.present.widget import PresentWidget
from ui.settings import Keeper
from ui.state import ViewState, at_step

CLOCK = 1000.0
PLAIN = Qt.KeyboardModifier.NoModifier


LAPTOP = Seat("eDP-1", QRect(0, 0, 1366, 768))
PROJECTOR = Seat("HDMI-1", QRect(1366, 0, 1024, 768))


class FakeScreens(QObject):
    """Screens as a test plugs them in; a window put on one takes its size and is shown."""

    changed = Signal()

    def __init__(self, *seats: Seat) -> None:
        super().__init__()
        self._seats = seats
        self.put_on: dict[QWidget, str] = {}

    def seats(self) -> Sequence[Seat]:
        return self._seats

    def put(self, window: QWidget, seat: Seat) -> None:
        self.put_on[window] = seat.name
        window.setGeometry(seat.box)
        window.show()

    def connect_only(self, *seats: Seat) -> None:
        """Plug screens in or out."""
        self._seats = seats
        self.changed.emit()


def explorer_of(library: Library, step: int = 0, *, asks: bool = False) -> Explorer:
    """An explorer at rest at a stop, whose clock stands still; `asks` questions before stops."""
    world = library.world()
    stand = at_step(world, world.tours[0].id, step)._replace(asks=asks)
    return Explorer(world, stand, clock=lambda: CLOCK)


def window_of(
    qtbot: QtBot,
    library: Library,
    explorer: Explorer,
    *,
    size: tuple[int, int] = (1280, 800),
    messages: Messages | None = None,
    screens: FakeScreens | None = None,
    clock: LessonClock | None = None,
    keeper: Keeper | None = None,
) -> MainWindow:
    """The program's window, shown and active; it presents without filling the screen."""
    fonts.register()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application)
    said = messages or Messages()
    window, _ = app.join(
        explorer,
        library,
        Basemap(),
        said,
        windowed=True,
        screens=screens,
        clock=clock,
        keeper=keeper,
    )
    qtbot.addWidget(window)
    window.resize(*size)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def presented(qtbot: QtBot, window: MainWindow) -> PresentWidget:
    """The class's picture, once something is presented and it has come to rest."""
    window.explorer.present_from_here()
    settled(window.explorer)
    found = window.findChild(PresentWidget)
    assert isinstance(found, PresentWidget)
    qtbot.waitUntil(lambda: found.is_settled)
    return found


def press(window: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key where the window has its focus."""
    QTest.keyClick(window.focusWidget() or window, key, held)


def settled(explorer: Explorer) -> ViewState:
    """The state once everything has arrived."""
    explorer.land()
    return explorer.state

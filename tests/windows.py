"""Makes windows and their parts to test with; every widget is closed after the test."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.library import Library
from ui import app, fonts
from ui.dress import dress
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.map.basemap import Basemap
from ui.messages import Messages
from ui.state import ViewState, at_step

CLOCK = 1000.0


def explorer_of(library: Library, step: int = 0) -> Explorer:
    """An explorer at rest at a stop, whose clock stands still."""
    world = library.world()
    return Explorer(world, at_step(world, world.tours[0].id, step), clock=lambda: CLOCK)


def window_of(
    qtbot: QtBot,
    library: Library,
    explorer: Explorer,
    *,
    size: tuple[int, int] = (1280, 800),
    messages: Messages | None = None,
) -> MainWindow:
    """The program's window, shown and active; it presents without filling the screen."""
    fonts.register()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application)
    said = messages or Messages()
    window, _ = app.join(explorer, library, Basemap(), said, windowed=True)
    qtbot.addWidget(window)
    window.resize(*size)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def settled(explorer: Explorer) -> ViewState:
    """The state once everything has arrived."""
    explorer.land()
    return explorer.state

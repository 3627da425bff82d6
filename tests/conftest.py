"""Fixtures that many tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from db.library import Library
from db.records import World
from tests.lessons import write_lesson

if TYPE_CHECKING:
    from ui.explorer import Explorer
    from ui.main_window import MainWindow

# No test needs a display, and none touches the reader's own files. What tests start inherits this.
_SCRATCH = TemporaryDirectory(prefix="landlocked-tests-", ignore_cleanup_errors=True)
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LANDLOCKED_CACHE"] = str(Path(_SCRATCH.name, "cache"))
os.environ["LANDLOCKED_CONFIG"] = str(Path(_SCRATCH.name, "config"))

PATIENCE_MS = 120_000
settings.register_profile("patient", deadline=None, derandomize=True)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What the application is made with; pytest-qt asks for it."""
    from ui.app import ARGUMENTS

    return ARGUMENTS


class PatientBot(QtBot):
    """Waits long for what must come: no test may fail because a machine is slow.

    It holds the widgets that it closes, and deletes them in the end: one that only Qt still shows
    is collected by Python at any moment, in the middle of painting too.
    """

    def __init__(self, request: pytest.FixtureRequest) -> None:
        super().__init__(request)
        self._widgets: list[QWidget] = []

    def addWidget(self, widget: QWidget, **rest: Any) -> None:
        super().addWidget(widget, **rest)
        self._widgets.append(widget)

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **rest: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **rest)

    def delete_widgets(self) -> None:
        """Delete what was added, and all that it holds, the last first."""
        while self._widgets:
            widget = self._widgets.pop()
            if isValid(widget):
                delete(widget)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> Iterator[QtBot]:
    """In place of pytest-qt's own."""
    bot = PatientBot(request)
    yield bot
    bot.delete_widgets()


@pytest.fixture(scope="session")
def lesson_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small lesson without faults; not to be changed."""
    return write_lesson(tmp_path_factory.mktemp("lesson"))


@pytest.fixture(scope="session")
def library(lesson_folder: Path) -> Iterator[Library]:
    """A lesson of five events, in memory."""
    with Library.from_folder(lesson_folder) as opened:
        yield opened


@pytest.fixture
def explorer(library: Library) -> Explorer:
    """An explorer at the first stop of the small lesson."""
    from tests.windows import explorer_of

    return explorer_of(library)


@pytest.fixture
def window(qtbot: QtBot, library: Library, explorer: Explorer) -> MainWindow:
    """The program's window about that explorer."""
    from tests.windows import window_of

    return window_of(qtbot, library, explorer)


@pytest.fixture(scope="session")
def built_in() -> Iterator[Library]:
    """The built-in lesson."""
    with Library.built_in() as opened:
        yield opened


@pytest.fixture(scope="session")
def built_world(built_in: Library) -> World:
    """The world of the built-in lesson."""
    return built_in.world()

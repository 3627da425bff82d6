"""A window in which something is presented, with its pen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.windows import explorer_of, presented, window_of
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.pen.box import PenBox
from ui.present.widget import PresentWidget


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANDLOCKED_CONFIG", str(tmp_path))
    return tmp_path


@pytest.fixture
def explorer(library: Library) -> Explorer:
    return explorer_of(library, 1)


@pytest.fixture
def messages() -> Messages:
    return Messages()


@pytest.fixture
def window(
    qtbot: QtBot, library: Library, explorer: Explorer, messages: Messages
) -> Iterator[MainWindow]:
    opened = window_of(qtbot, library, explorer, messages=messages)
    yield opened
    opened.close()


@pytest.fixture
def view(qtbot: QtBot, window: MainWindow, explorer: Explorer) -> PresentWidget:
    return presented(qtbot, window)


@pytest.fixture
def box(window: MainWindow) -> PenBox:
    return window.pen.box

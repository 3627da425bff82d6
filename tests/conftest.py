"""Fixtures that many tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.library import Library
from tests.lessons import write_lesson


@pytest.fixture(scope="session")
def lesson_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small lesson without faults; not to be changed."""
    return write_lesson(tmp_path_factory.mktemp("lesson"))


@pytest.fixture(scope="session")
def library(lesson_folder: Path) -> Iterator[Library]:
    """A lesson of five events, in memory."""
    with Library.from_folder(lesson_folder) as opened:
        yield opened

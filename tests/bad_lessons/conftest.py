"""A lesson to be spoilt."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.lessons import add_questions


@pytest.fixture
def folder(lesson_folder: Path, tmp_path: Path) -> Path:
    """A copy of the small lesson that may be spoilt."""
    return add_questions(shutil.copytree(lesson_folder, tmp_path / "lesson"))

"""Numbers and dates that contradict one another are found, with their place and what was expected.

Each test changes the small lesson, which has no fault, in one place.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from db.build import read
from tests.lessons import add_questions, change

EVENT = "events/portsmouth-1905.toml"

LOST = 'id = "lost"\nsources = ["treaties-1860"]\n'


@pytest.fixture
def folder(lesson_folder: Path, tmp_path: Path) -> Path:
    """A copy of the small lesson that may be spoilt."""
    return add_questions(shutil.copytree(lesson_folder, tmp_path / "lesson"))


def told(folder: Path) -> list[str]:
    """Every fault as the reader is told of it."""
    return [str(fault) for fault in read(folder)[1].listed()]


def test_a_quantity_without_a_date_is_told(folder: Path) -> None:
    change(folder, EVENT, LOST, LOST + 'quantity = [{ value = 20, unit = "li" }]\n')

    assert told(folder) == [
        f"{EVENT}, line 18, fact lost, quantity 1, as_of: 'as_of' is missing; expected text"
    ]


@pytest.mark.parametrize("as_of", ["", "then"])
def test_a_quantity_of_no_date_is_told(folder: Path, as_of: str) -> None:
    quantity = f'quantity = [{{ value = 20, unit = "li", as_of = "{as_of}" }}]\n'
    change(folder, EVENT, LOST, LOST + quantity)

    (fault,) = told(folder)

    assert fault.startswith(
        f"{EVENT}, line 18, fact lost, quantity 1, as_of: '{as_of}' is not a date; expected an EDTF"
    )

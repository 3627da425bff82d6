"""Faults of whole files of a lesson, and lines that are spoilt at random."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from db.build import read
from db.building.compile import compile_lesson
from db.building.rows import write as write_rows
from db.building.toml_lines import line_of
from db.errors import Fault
from tests.bad_lessons.case import EVENT, WORDS, faults_of
from tests.lessons import write


def test_the_small_lesson_has_no_fault(folder: Path) -> None:
    assert faults_of(folder) == []


@pytest.mark.parametrize(
    "file",
    [
        "lesson.toml",
        "places.toml",
        "routes.toml",
        "powers.toml",
        "tours.toml",
        "text/en/lesson.toml",
    ],
)
def test_a_missing_file_is_told_once_and_not_mourned_elsewhere(folder: Path, file: str) -> None:
    (folder / file).unlink()

    assert faults_of(folder) == [Fault(file, "", "the file is missing")]


@pytest.mark.parametrize("file", ["sources/treaties.toml", "places.toml", EVENT, WORDS])
def test_invalid_utf8_is_told_once_with_its_line(folder: Path, file: str) -> None:
    path = folder / file
    path.write_bytes(b"# fine\n# caf\xe9\n" + path.read_bytes())

    assert faults_of(folder) == [
        Fault(file, "line 2", "byte 0xE9 is not UTF-8; save the file as UTF-8 text")
    ]


def test_a_file_the_lesson_does_not_know_is_told(folder: Path) -> None:
    write(folder, "place.toml", "")

    (fault,) = faults_of(folder)

    assert fault.file == "place.toml"
    assert "expected lesson.toml, powers.toml" in fault.message


VALUES = ["3", "-1", '"x"', '""', "[]", "{}", "true", "nan", "1e999", '["a"]', '".."', "1905-01-01"]


@settings(
    max_examples=120,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_spoilt_line_brings_the_reader_down(folder: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(folder.rglob("*.toml"))))
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    spoilt = data.draw(st.integers(0, len(lines) - 1))
    value = data.draw(st.sampled_from(VALUES))
    lines[spoilt] = data.draw(st.sampled_from(["", f"{lines[spoilt].split('=')[0]}= {value}"]))

    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        found, faults = read(folder)
    finally:
        path.write_text(text, encoding="utf-8")

    if not faults:
        with closing(sqlite3.connect(":memory:")) as connection:
            write_rows(Database(connection), compile_lesson(found).tables)
    assert all(fault.file and fault.message for fault in faults.listed())


def test_lines_are_found_behind_long_texts_and_lists() -> None:
    text = (
        'a = """\nb = 1\n[[c]]\n"""\n'  # lines 1 to 4
        "d = [\n  [1, 2],  # ]\n  {e = 3},\n]\n"  # lines 5 to 8
        "[[c]]\nx = 1\n[c.y]\nz = 1\n[[c]]\nx = 2\n[[c.w]]\n[[c.w]]\n'v v'.u = 1\n"
    )

    assert line_of(text, ("d", 1, "e")) == 5
    assert line_of(text, ("b",)) is None
    assert line_of(text, ("c", 0, "y", "z")) == 12
    assert line_of(text, ("c", 1, "x")) == 14
    assert line_of(text, ("c", 1, "w", 1, "v v", "u")) == 17
    assert line_of(text, ("c", 1, "missing")) == 13

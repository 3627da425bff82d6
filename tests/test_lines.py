"""The lines of history drawn by hand: what is wrong with a file is told with its place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from db.build import read
from db.errors import Fault
from tests.lessons import change

LESSON = Path(__file__).parent.parent / "assets" / "lesson"
KWANTUNG = "borders/kwantung-1898.geojson"


@pytest.fixture
def folder(lesson_folder: Path, tmp_path: Path) -> Path:
    """The small lesson, resting on one line of the built-in one."""
    copy = shutil.copytree(lesson_folder, tmp_path / "lesson")
    (copy / "borders").mkdir()
    shutil.copy(LESSON / KWANTUNG, copy / KWANTUNG)
    file = copy / "territories.toml"
    file.write_text('lines = ["kwantung-1898"]\n' + file.read_text("utf-8"), "utf-8")
    return copy


def faults_of(folder: Path) -> list[Fault]:
    return read(folder)[1].listed()


def test_a_sound_line_has_no_fault(folder: Path) -> None:
    assert faults_of(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ('"accuracy_km": 3,', "", "accuracy_km", "is missing"),
        ('"accuracy_km": 3', '"accuracy_km": 0', "accuracy_km", "above 0"),
        ('"disputed": false', '"disputed": "no"', "disputed", "expected true or false"),
        ('"LineString"', '"Point"', "type", "LineString"),
        ("[123.5, 39.3]", "[423.5, 39.3]", "closing", "180"),
    ],
)
def test_what_a_line_lacks_is_told_with_its_place(
    folder: Path, old: str, new: str, key: str, said: str
) -> None:
    change(folder, KWANTUNG, old, new)

    (fault,) = faults_of(folder)

    assert fault.file == KWANTUNG
    assert key in fault.place and said in fault.message


def test_a_line_of_one_point_is_a_fault(folder: Path) -> None:
    content = json.loads((folder / KWANTUNG).read_bytes())
    del content["features"][0]["geometry"]["coordinates"][1:]
    (folder / KWANTUNG).write_text(json.dumps(content), "utf-8")

    (fault,) = faults_of(folder)

    assert "coordinates" in fault.place and "at least 2" in fault.message


def test_a_file_cut_short_is_told_with_its_line(folder: Path) -> None:
    whole = (folder / KWANTUNG).read_text("utf-8")
    (folder / KWANTUNG).write_text(whole[: len(whole) // 2], "utf-8")

    (fault,) = faults_of(folder)

    assert fault.file == KWANTUNG and "line" in fault.place
    assert "this is not JSON" in fault.message


def test_a_missing_file_and_one_that_nobody_names_are_told(folder: Path) -> None:
    (folder / KWANTUNG).rename(folder / "borders" / "kwantung-1899.geojson")

    missing, stranger = sorted(faults_of(folder), key=lambda fault: fault.file, reverse=True)

    assert missing.file == "territories.toml"
    assert "kwantung-1898.geojson is missing" in missing.message
    assert "kwantung-1899" in missing.message
    assert stranger.file == "borders/kwantung-1899.geojson"
    assert "does not name this file" in stranger.message

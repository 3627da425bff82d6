"""What a lesson holds, and everything that is wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sized
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db.build import read
from db.building.base_map import drawable_territories
from db.building.folder import LessonFolder
from db.errors import DamagedFile, Fault
from db.lesson_file import open_lesson
from db.library import LESSON

COUNTED = (
    "event",
    "place",
    "territory",
    "route",
    "source",
    "tour",
    "series",
    "chart",
    "question",
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of each there is."""

    events: int
    places: int
    territories: int
    routes: int
    sources: int
    tours: int
    series: int
    charts: int
    questions: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a lesson holds, and its faults and warnings by file and place."""

    counts: Counts
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...] = ()


def report(path: Path | None = None) -> Report:
    """The report on a lesson folder or a lesson file; on the built-in lesson if none is named.

    Raises LessonError if there is no lesson to report on.
    """
    lesson = path or LESSON
    return _of_file(lesson) if lesson.is_file() else _of_folder(lesson)


def _of_folder(root: Path) -> Report:
    folder, faults = read(root, shapes=drawable_territories())
    return Report(_count(folder), tuple(faults.listed()), tuple(faults.warnings()))


def _count(folder: LessonFolder) -> Counts:
    parts: tuple[Sized, ...] = (
        folder.events,
        folder.places,
        folder.territories,
        folder.routes,
        folder.sources,
        folder.tours,
        folder.series,
        folder.charts,
        folder.questions,
    )
    return Counts(*map(len, parts))


def _of_file(path: Path) -> Report:
    with closing(open_lesson(path)) as db:
        try:
            counts = [db.execute(f"SELECT count(*) FROM {table}").fetchone() for table in COUNTED]
            faults = tuple(_damages(path, db))
        except sqlite3.DatabaseError as error:
            raise DamagedFile(f"{path} is damaged ({error}); use a copy of it.") from error
    return Report(Counts(*(count for (count,) in counts)), faults)


def damages_of(db: sqlite3.Connection) -> tuple[str, ...]:
    """Everything wrong with a lesson's file, in words."""
    try:
        return tuple(
            f"{fault.place}: {fault.message}" if fault.place else fault.message
            for fault in _damages(Path(), db)
        )
    except sqlite3.DatabaseError as error:
        return (str(error),)


def _damages(path: Path, db: sqlite3.Connection) -> Iterator[Fault]:
    for (finding,) in db.execute("PRAGMA integrity_check"):
        if finding != "ok":
            yield Fault(path.name, "", f"the file is damaged: {finding}")
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        message = f"names something that is not in '{parent}'"
        yield Fault(path.name, f"table {table}" + (f", row {row}" if row else ""), message)

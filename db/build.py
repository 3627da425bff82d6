"""Builds a lesson: a folder of texts becomes a database, or a full list of its faults."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from sqlite_utils import Database

from db.building.checks import check_folder
from db.building.compile import compile_lesson
from db.building.faults import Faults
from db.building.folder import LessonFolder, read_folder, sources_of
from db.building.rows import write
from db.errors import FaultyLesson, ForeignFile

Progress = Callable[[int, int], None]
"""Called with the work done so far and all the work there is."""

_STAGES = 4


def build(
    root: Path,
    db: Database,
    *,
    shapes: Collection[str] | None = None,
    progress: Progress | None = None,
) -> None:
    """Fills `db` with the lesson in the folder `root`, replacing what it held.

    `shapes` are the territories that the base map can draw; None leaves them unchecked.
    Raises FaultyLesson with every fault; `db` is then untouched.
    """
    steps = _Steps(len(sources_of(root)) + _STAGES, progress)
    folder, faults = read(root, shapes=shapes, tick=steps.tick)
    if faults:
        raise FaultyLesson(faults.listed())
    steps.tick()
    rows = compile_lesson(folder)
    steps.tick()
    write(db, rows.tables)
    steps.finish()


def read(
    root: Path,
    *,
    shapes: Collection[str] | None = None,
    tick: Callable[[], None] = lambda: None,
) -> tuple[LessonFolder, Faults]:
    """What the folder says, and everything that is wrong with it."""
    if not root.is_dir():
        raise ForeignFile(f"There is no lesson {root}; expected a lesson file or folder.")
    faults = Faults()
    folder = read_folder(root, faults, tick)
    check_folder(folder, faults, shapes)
    tick()
    return folder, faults


class _Steps:
    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done = 0
        self._total = total
        self._progress = progress

    def tick(self) -> None:
        self._done = min(self._done + 1, self._total)
        self._tell()

    def finish(self) -> None:
        self._done = self._total
        self._tell()

    def _tell(self) -> None:
        if self._progress:
            self._progress(self._done, self._total)

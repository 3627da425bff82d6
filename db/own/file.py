"""The file that keeps own lessons: read with the start, written whole at every change.

Every change is one transaction, so that the file holds the last one whatever ends the program.
What cannot be understood is set aside under a new name, never written over. The start reads with
the standard library alone; sqlite-utils is imported when something is written.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from db.errors import LessonError
from db.own.records import OwnStep, OwnTour, OwnTours
from db.records import Day, EventId, Notes, Priority, Step, TourId

if TYPE_CHECKING:
    from sqlite_utils import Database

FILE = "my-lessons.sqlite"
FOLDER_VARIABLE = "LANDLOCKED_DATA"
SETTINGS_VARIABLE = "LANDLOCKED_CONFIG"  # where settings are; data is beside them then
APPLICATION_ID = 0x4C4C4B4F  # "LLKO" in the header of the file
FORMAT = 1
"""The version of the schema that this program reads and writes (SQLite's user_version)."""

WAITS = 2.0  # seconds for another program that is writing


class NotSaved(LessonError):
    """A change that could not be written; the text says why and what to do."""


class ChangedElsewhere(LessonError):
    """The file was changed by another window of the program."""


class Unusable(Exception):
    """A file that is not ours, or is damaged; the text says which."""


class TooNew(Exception):
    """A file that a newer version of the program wrote."""


class Read(NamedTuple):
    """What a file holds: the own tours, and how often it was changed."""

    tours: OwnTours
    revision: int


def data_folder() -> Path:
    """The user's data folder, or the one that the environment names (as in `ui.settings`)."""
    if named := os.environ.get(FOLDER_VARIABLE):
        return Path(named)
    if named := os.environ.get(SETTINGS_VARIABLE):
        return Path(named) / "data"
    if sys.platform == "linux":  # the same folder, without the time that platformdirs takes
        base = os.environ.get("XDG_DATA_HOME", "").strip()
        return (Path(base) if base else Path.home() / ".local" / "share") / "landlocked"
    from platformdirs import user_data_path

    return user_data_path("landlocked", appauthor=False)


class OwnFile:
    """The own lessons in one file, which need not exist; without a path they last until the end.

    `tours` is what was read or saved last, `notice` a line for the reader about how it was opened.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.tours: OwnTours = ()
        self.notice = ""
        self._revision = 0
        self._db: Database | None = None
        self._refusal = ""
        if path is not None:
            self._open(path)

    @classmethod
    def of_user(cls) -> OwnFile:
        """The file in the user's data folder."""
        return cls(data_folder() / FILE)

    def save(self, tours: OwnTours) -> None:
        """Write what has changed since the last time, in one transaction.

        Raises NotSaved, or ChangedElsewhere where another window has written since; then
        `tours` is what that one wrote.
        """
        if self.path is None:
            self.tours = tours
            return
        if self._refusal:
            raise NotSaved(self._refusal)
        try:
            self._write(self._opened(self.path), tours)
        except (OSError, sqlite3.Error) as fault:
            self.close()
            raise NotSaved(_not_saved(self.path, fault)) from fault
        self.tours = tours

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.conn.close()
            self._db = None

    # Reading

    def _open(self, path: Path) -> None:
        try:
            found = _up_to_date(path)
        except FileNotFoundError:
            return
        except TooNew:
            self._refusal = f"{path} was written by a newer version of Landlocked"
            self.notice = f"{self._refusal}; your own lessons are shown by that version only."
            self._refusal += ", so your change lasts only until the program ends."
            return
        except OSError as fault:
            if os.path.lexists(path):  # a folder in its place, or a file that may not be read
                self._set_aside(path, fault)
                return
            self._refusal = self.notice = (
                f"Your own lessons in {path} cannot be read ({fault.strerror or fault}); "
                "give yourself the right to read and write that file."
            )
            return
        except (Unusable, sqlite3.Error) as fault:
            self._set_aside(path, fault)
            return
        self.tours, self._revision = found

    def _set_aside(self, path: Path, fault: Exception) -> None:
        why = (fault.strerror if isinstance(fault, OSError) else None) or fault
        said = f"Your own lessons could not be read ({why})."
        try:
            moved = set_aside(path)
        except OSError as reason:
            self._refusal = self.notice = (
                f"{said} {path} is in the way and could not be moved ({reason.strerror}); "
                "what you change is not kept."
            )
            return
        self.notice = f"{said} The file is now {moved}; the lesson itself is unharmed."

    # Writing

    def _opened(self, path: Path) -> Database:
        if self._db is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = _open_to_write(path)
        return self._db

    def _write(self, db: Database, tours: OwnTours) -> None:
        before = {tour.id: (n, tour) for n, tour in enumerate(self.tours)}
        after = {tour.id: (n, tour) for n, tour in enumerate(tours)}
        with db.atomic():
            # Taken before the number is looked at: nobody else may write in between.
            db.execute("UPDATE revision SET number = number + 1")
            ((number,),) = db.execute("SELECT number FROM revision").fetchall()
            if number != self._revision + 1:
                elsewhere = _read(db.conn)
            else:
                elsewhere = None
                for tour in before.keys() - after.keys():
                    db.table("own_tour").delete(tour)
                for tour, (position, own) in after.items():
                    if before.get(tour) != (position, own):
                        _replace(db, position, own)
        if elsewhere is not None:
            self.tours, self._revision = elsewhere
            raise ChangedElsewhere(
                "Your own lessons were changed in another window; they are shown as they are "
                "there. Make the last change again if you still want it."
            )
        self._revision = number


def set_aside(path: Path) -> Path:
    """Move a file, and what belongs to it, out of the way; its new name. Raises OSError."""
    number = 1
    while (moved := path.with_name(f"{path.stem}.set-aside-{number}{path.suffix}")).exists():
        number += 1
    path.rename(moved)
    for belonging in ("-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + belonging).rename(moved.with_name(moved.name + belonging))
    return moved


def _not_saved(path: Path, fault: Exception) -> str:
    reason = (fault.strerror if isinstance(fault, OSError) else None) or str(fault)
    return (
        f"Your change could not be saved in {path} ({reason}). It is kept while the program runs, "
        "and saved with the next change that can be."
    )


# Reading with the standard library


def _up_to_date(path: Path) -> Read:
    """What the file holds; an older one is brought up to date first, after a backup."""
    if not path.stat().st_size:
        return Read((), 0)  # made, but never written to
    with closing(_connect(path)) as db:
        if not _is_old(db):
            return _read(db)
    written = _open_to_write(path)
    try:
        return _read(written.conn)
    finally:
        written.conn.close()


def _connect(path: Path) -> sqlite3.Connection:
    with path.open("rb") as file:
        if not file.read(16).startswith(b"SQLite format 3\x00"):
            raise Unusable("it is no file of Landlocked’s")
    # Writable where it can be: what a power cut left half written is taken back on opening.
    mode = "rw" if os.access(path, os.W_OK) else "ro"
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=WAITS)


def _is_old(db: sqlite3.Connection) -> bool:
    """Whether the schema is an older one. Raises Unusable or TooNew."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise Unusable("it is no file of Landlocked’s own lessons")
    if version > FORMAT:
        raise TooNew
    (sound,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if sound != "ok":
        raise Unusable(f"it is damaged: {sound}")
    return bool(version < FORMAT)


def _read(db: sqlite3.Connection) -> Read:
    try:
        ((revision,),) = db.execute("SELECT number FROM revision").fetchall()
        tours = tuple(
            OwnTour(TourId(tour), title, TourId(copied_from), _steps(db, tour))
            for tour, title, copied_from in db.execute(
                "SELECT id, title, copied_from FROM own_tour ORDER BY position, id"
            ).fetchall()
        )
    except (sqlite3.DatabaseError, ValueError, TypeError) as fault:
        raise Unusable(f"it is damaged: {fault}") from fault
    if any(not tour.steps for tour in tours):
        raise Unusable("it is damaged: a tour in it has no stops")
    return Read(tours, int(revision))


def _steps(db: sqlite3.Connection, tour: str) -> tuple[OwnStep, ...]:
    rows = db.execute(
        """
        SELECT event, day, x, y, height, title, lesson_priority, lesson_minutes,
               shown, priority, minutes, caption, point, question, misconception
        FROM own_step
        WHERE tour = :tour
        ORDER BY position
        """,
        {"tour": tour},
    )
    return tuple(map(_step, rows))


def _step(row: tuple[Any, ...]) -> OwnStep:
    event, day, x, y, height, title, priority, minutes = row[:8]
    shown, own_priority, own_minutes, caption, point, question, misconception = row[8:]
    lesson = Step(
        EventId(str(event)),
        Day(int(day)),
        float(x),
        float(y),
        float(height),
        Priority(priority),
        float(minutes),
        str(title),
    )
    notes = None if point is None else Notes(str(point), str(question), str(misconception))
    return OwnStep(
        lesson,
        bool(shown),
        Priority(own_priority),
        float(own_minutes),
        None if caption is None else str(caption),
        notes,
    )


# Writing with sqlite-utils


def _open_to_write(path: Path) -> Database:
    """A connection to a file of the present schema: made, or migrated after a backup."""
    from sqlite_utils import Database

    from db.own.migrations import migrations

    db = Database(sqlite3.connect(path, timeout=WAITS))
    try:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = FULL")
        if migrations.pending(db):
            # First of all the file says whose it is, in case this is cut short.
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            if migrations.applied(db):
                _back_up(db.conn, path)
            migrations.apply(db)
    except BaseException:
        db.conn.close()
        raise
    return db


def _back_up(db: sqlite3.Connection, path: Path) -> None:
    """Copy the file as it is beside it, under the name of its version."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    copy = path.with_name(f"{path.stem}.backup-{version}{path.suffix}")
    with closing(sqlite3.connect(copy)) as backup:
        db.backup(backup)


def _replace(db: Database, position: int, own: OwnTour) -> None:
    db.table("own_tour").upsert(
        {
            "id": own.id,
            "position": position,
            "title": own.title,
            "copied_from": own.copied_from,
        },
        pk="id",
    )
    db.table("own_step").delete_where("tour = ?", [own.id])
    db.table("own_step").insert_all(
        _row(own.id, number, step) for number, step in enumerate(own.steps)
    )


def _row(tour: TourId, position: int, step: OwnStep) -> dict[str, object]:
    lesson, notes = step.lesson, step.notes
    return {
        "tour": tour,
        "position": position,
        "event": lesson.event,
        "day": int(lesson.day),
        "x": float(lesson.x),
        "y": float(lesson.y),
        "height": float(lesson.height),
        "title": lesson.title,
        "lesson_priority": lesson.priority.value,
        "lesson_minutes": float(lesson.minutes),
        "shown": int(step.shown),
        "priority": step.priority.value,
        "minutes": float(step.minutes),
        "caption": step.caption,
        "point": notes.point if notes else None,
        "question": notes.question if notes else None,
        "misconception": notes.misconception if notes else None,
    }

"""Opens lesson files read-only, and tells whole ones from foreign, damaged and newer ones."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from db.errors import DamagedFile, ForeignFile, LessonError, NewerFile
from db.format import APPLICATION_ID, COUNTED, FORMAT

_MAGIC = b"SQLite format 3\x00"
_HEADER_SIZE = 100


def open_lesson(path: Path) -> sqlite3.Connection:
    """A read-only connection to the lesson in `path`.

    Raises ForeignFile, DamagedFile or NewerFile; the file is never changed: an older one is
    brought up to date in memory. What is looked at takes the same time for any size: the header,
    the file's length, and the counts of rows.
    """
    is_old = check_header(path) < FORMAT
    try:
        db = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise ForeignFile(f"{path} cannot be opened: {error}.") from error
    try:
        _check_counts(db, path)
    except LessonError:
        db.close()
        raise
    return _up_to_date(db) if is_old else db


def _up_to_date(db: sqlite3.Connection) -> sqlite3.Connection:
    from sqlite_utils import Database

    from db.building import search_index
    from db.migrations import migrations

    memory = sqlite3.connect(":memory:", check_same_thread=False)
    db.backup(memory)
    db.close()
    migrations.apply(Database(memory))
    search_index.fill(Database(memory))
    return memory


def check_header(path: Path) -> int:
    """The version of the schema that the file has.

    Raises the error that fits a file which cannot be a whole lesson of our version or before.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_SIZE)
        size = path.stat().st_size
    except FileNotFoundError:
        raise ForeignFile(f"There is no file {path}.") from None
    except OSError as error:
        raise ForeignFile(f"{path} cannot be read: {error.strerror}.") from None
    if not header.startswith(_MAGIC) or _number(header, 68) != APPLICATION_ID:
        raise ForeignFile(f"{path} is not a Landlocked lesson.")
    if _number(header, 60) > FORMAT:
        raise NewerFile(
            f"{path} was written by a newer version of Landlocked; "
            "open it with that version, or install the newer one."
        )
    page = _number(header, 16, length=2)
    if size != _number(header, 28) * (65536 if page == 1 else page):
        raise _damaged(path, "its length is wrong")
    return _number(header, 60)


def _number(header: bytes, start: int, *, length: int = 4) -> int:
    return int.from_bytes(header[start : start + length], "big")


def _check_counts(db: sqlite3.Connection, path: Path) -> None:
    try:
        told = dict(db.execute("SELECT key, value FROM meta WHERE key LIKE 'count.%'").fetchall())
        for table in COUNTED:
            (count,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()
            if str(count) != told.get(f"count.{table}"):
                raise _damaged(path, f"rows of the table '{table}' are missing")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, reason: str) -> DamagedFile:
    # SQLite quotes the schema it stumbles over, line by line.
    said = " ".join(reason.split())
    return DamagedFile(f"{path} is damaged ({said}); use a copy of it.")

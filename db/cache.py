"""The user's cache of built lessons.

A build is named `lesson-KEY-CHECKSUM.landlocked`: the key stands for the texts it was built
from, the checksum for its own bytes. Builds are written beside their name and then moved there,
so that a build is either whole or absent.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from db.errors import DamagedFile, LessonError, NewerFile
from db.format import SUFFIX
from db.lesson_file import check_header, open_lesson

FOLDER_VARIABLE = "LANDLOCKED_CACHE"
NAME = "landlocked"

_PART_SUFFIX = ".part"
_NOTE = "lesson-key"
_HOUR = 3600.0
_LONGEST_NOTE = 4 * 1024 * 1024  # characters; what is longer is no note of ours


def cache_folder() -> Path:
    """Where builds are kept: the user's cache folder, or the one that the environment names."""
    if named := os.environ.get(FOLDER_VARIABLE):
        return Path(named)
    if sys.platform == "linux":  # the same folder, without the 13 ms that platformdirs takes
        return Path(os.environ.get("XDG_CACHE_HOME", "").strip() or Path.home() / ".cache") / NAME
    from platformdirs import user_cache_path

    return user_cache_path(NAME, appauthor=False)


def key_of(files: Iterable[Path]) -> str:
    """A key that changes with the name or the content of any of the files."""
    from hashlib import blake2b

    digest = blake2b(digest_size=10)
    for path in files:
        content = _content(path)
        digest.update(f"{path.parent.name}/{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:  # the build will say what is wrong with it
        return str(error).encode()


def stamps(folder: str) -> Iterator[str]:
    """Name, size and time of every file below a folder, but for what Python keeps there."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                about = entry.stat()
                yield f"{entry.path} {about.st_size} {about.st_mtime_ns}"
            elif entry.name != "__pycache__":
                yield from stamps(entry.path)


class Cache:
    """The builds in one folder, which need not exist nor be writable."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._unnoted = ""

    def key_of(self, folders: Iterable[Path], files: Callable[[], Iterable[Path]]) -> str:
        """The key of files in folders; they are read only where one has changed since last time.

        That is known by their names, sizes and times, as Python knows it of its modules.
        """
        try:
            found = sorted(chain.from_iterable(stamps(str(folder)) for folder in folders))
        except OSError:  # the build will say what is wrong
            return key_of(files())
        now = "\n".join(found)
        note = self.folder / _NOTE
        with suppress(OSError, ValueError):
            with note.open(encoding="utf-8") as file:
                checksum, key, then = file.read(_LONGEST_NOTE).split("\n", 2)
            if then == now and checksum == _sum(key + then):
                return key
        key = key_of(files())
        self._unnoted = f"{_sum(key + now)}\n{key}\n{now}"
        return key

    def find(self, key: str) -> sqlite3.Connection | None:
        """The build of that key; None if there is none yet.

        Raises NewerFile or DamagedFile if there is one that cannot be used.
        """
        failure: LessonError | None = None
        for path in self._builds(key):
            try:
                db = _open_whole(path)
            except LessonError as error:
                failure = error if isinstance(error, NewerFile) else DamagedFile(str(error))
                continue
            with suppress(OSError):
                os.utime(path)
            self._note_key()
            return db
        if failure:
            raise failure
        return None

    def last_good(self) -> sqlite3.Connection | None:
        """The build that was used last and is still whole."""
        for path in self._builds():
            with suppress(LessonError):
                return _open_whole(path)
        return None

    def keep(self, key: str, built: sqlite3.Connection) -> sqlite3.Connection:
        """Stores a build and opens it. Raises OSError, sqlite3.Error or LessonError on failure.

        Of the older builds, the one used last stays.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f"{os.getpid()}{_PART_SUFFIX}"
        part.unlink(missing_ok=True)
        try:
            built.execute("VACUUM INTO ?", (str(part),))
            path = self._free_name(key, _checksum(part))
            part.replace(path)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        db = _open_whole(path)
        self._prune(path)
        self._note_key()
        return db

    def _note_key(self) -> None:
        if self._unnoted:
            with suppress(OSError):
                (self.folder / _NOTE).write_text(self._unnoted, encoding="utf-8")

    def _builds(self, key: str = "*") -> list[Path]:
        """The files of builds, the one used last first."""
        found = [(_used(path), path) for path in self.folder.glob(f"lesson-{key}-*{SUFFIX}")]
        return [path for _, path in sorted(found, reverse=True)]

    def _free_name(self, key: str, checksum: str) -> Path:
        """A name that no newer version's build has; a build of our own version is replaced."""
        for number in count():
            twin = f"-{number}" if number else ""
            path = self.folder / f"lesson-{key}-{checksum}{twin}{SUFFIX}"
            if not _is_newer(path):
                return path
        raise AssertionError("counting never ends")

    def _prune(self, current: Path) -> None:
        others = [path for path in self._builds() if path != current and not _is_newer(path)]
        spare = next(filter(_is_whole, others), None)
        for path in [path for path in others if path != spare] + list(self._abandoned()):
            with suppress(OSError):  # another program may have it open
                path.unlink()

    def _abandoned(self) -> Iterator[Path]:
        for path in self.folder.glob(f"*{_PART_SUFFIX}"):
            if _used(path) < time.time() - _HOUR:
                yield path


def _open_whole(path: Path) -> sqlite3.Connection:
    check_header(path)
    if _checksum(path) != path.stem.split("-")[2]:
        raise DamagedFile(f"{path} is damaged (its checksum is wrong).")
    return open_lesson(path)


def _is_whole(path: Path) -> bool:
    try:
        _open_whole(path).close()
    except LessonError:
        return False
    return True


def _is_newer(path: Path) -> bool:
    try:
        check_header(path)
    except NewerFile:
        return True
    except LessonError:
        return False
    return False


def _checksum(path: Path) -> str:
    return f"{zlib.crc32(path.read_bytes()):08x}"


def _sum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def _used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0

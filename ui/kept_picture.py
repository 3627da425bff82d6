"""Pictures in the user's cache that the next start shows instead of painting them again.

A picture is used only where everything that it depends on is the same: what it shows, the lesson,
the program's own files, Qt and the platform. Otherwise, or where the file is damaged or missing,
it is painted as if there were no cache.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication, QImage

from db.cache import stamps

ROOT = Path(__file__).resolve().parent.parent
PAINTED_FROM = ("ui", "db", "assets/basemap", "assets/fonts")
SUFFIX = ".picture"
_FORMAT = QImage.Format.Format_RGB32
_BYTES_PER_PIXEL = 4
_CHECKSUM = 4  # bytes


class KeptPictures:
    """The kept pictures of one lesson, each by a name; a name has one picture at a time."""

    def __init__(self, folder: Path, lesson: str) -> None:
        self._folder = folder
        self._conditions = "\n".join(
            (lesson, qVersion(), QGuiApplication.platformName(), *_painted_from())
        )

    def has(self, name: str, shown: object) -> bool:
        """Whether the picture kept is the one of what is shown; it is not looked at whole."""
        told = self._told(shown)
        with suppress(OSError), self._path(name).open("rb") as file:
            file.seek(_CHECKSUM)
            return file.read(len(told)) == told
        return False

    def find(self, name: str, shown: object) -> QImage | None:
        """The picture kept under that name, if it is the one of what is shown."""
        if not self.has(name, shown):  # nor is a file that is not ours read whole
            return None
        try:
            content = memoryview(self._path(name).read_bytes())
        except OSError:
            return None
        told = self._told(shown)
        checksum, body = content[:_CHECKSUM], content[_CHECKSUM:]
        if body[: len(told)] != told or checksum != _checksum(body):
            return None
        width, height = (int.from_bytes(body[at : at + 4], "big") for at in _after(told))
        pixels = body[len(told) + 8 :]
        if len(pixels) != width * height * _BYTES_PER_PIXEL:
            return None
        # A copy, for the picture would not keep the bytes alive.
        return QImage(pixels, width, height, width * _BYTES_PER_PIXEL, _FORMAT).copy()

    def keep(self, name: str, shown: object, picture: QImage) -> None:
        """Keep a picture in place of the one before it, if the folder can be written."""
        picture = picture.convertToFormat(_FORMAT)
        size = picture.width().to_bytes(4, "big") + picture.height().to_bytes(4, "big")
        body = b"".join((self._told(shown), size, picture.constBits()))
        path = self._path(name)
        part = path.with_name(f"{os.getpid()}.part")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_checksum(body) + body)
            part.replace(path)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{SUFFIX}"

    def _told(self, shown: object) -> bytes:
        return f"{shown!r}\n{self._conditions}\n\n".encode()


def _after(told: bytes) -> tuple[int, int]:
    return len(told), len(told) + 4


def _checksum(body: bytes | memoryview) -> bytes:
    return zlib.adler32(body).to_bytes(_CHECKSUM, "big")


def _painted_from() -> Iterator[str]:
    """The stamps of every file that decides about pixels."""
    for folder in PAINTED_FROM:
        yield from sorted(stamps(str(ROOT / folder)))

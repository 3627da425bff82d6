"""School classes by name, and the file in which the strokes of each are kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from ui.pen.stroke_file import name_of, read, rewrite

FOLDER = "strokes"
SUFFIX = ".strokes"
USUAL = "This class"
LONGEST = 40  # characters


class BadName(ValueError):
    """A class cannot be called that; the text says why."""


class Summary(NamedTuple):
    """What is kept of a class: how many strokes, at how many stops."""

    name: str
    strokes: int
    stops: int


def checked(text: str) -> str:
    """A name as it is kept. Raises BadName."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise BadName("Type the name of the class first, for example 9b.")
    if len(name) > LONGEST:
        raise BadName(f"A name has at most {LONGEST} characters; this one has {len(name)}.")
    if not name.isprintable():
        raise BadName("The name holds a character that cannot be shown.")
    return name


def file_of(folder: Path, name: str) -> Path:
    """Where the strokes of a class are kept; names that differ in case alone are one."""
    folded = unicodedata.normalize("NFC", name).casefold()
    plain = "".join(letter if letter.isalnum() else "-" for letter in folded)[:24]
    return folder / f"{plain}-{crc32(folded.encode()):08x}{SUFFIX}"


def known(folder: Path) -> list[str]:
    """The names of all classes: the usual one, then the others in order."""
    found = {
        name
        for path in folder.glob(f"*{SUFFIX}")
        if (name := name_of(path)) and file_of(folder, name) == path
    }
    return [USUAL, *sorted(found - {USUAL}, key=str.casefold)]


def same(names: Iterable[str], name: str) -> str:
    """The name as the class has it already, or as it is given where there is no such class."""
    return next((known for known in names if known.casefold() == name.casefold()), name)


def summary(folder: Path, name: str) -> Summary:
    """What is kept of a class."""
    path = file_of(folder, name)
    strokes = read(path, name).board.strokes if name_of(path) is not None else ()
    return Summary(name, len(strokes), len({stroke.event for stroke in strokes}))


def add(folder: Path, name: str) -> None:
    """Make the file of a class that has none. Raises OSError."""
    path = file_of(folder, name)
    if not path.exists():
        rewrite(path, name, ())


def remove(folder: Path, name: str) -> None:
    """Remove the file of a class. Raises OSError."""
    file_of(folder, name).unlink(missing_ok=True)

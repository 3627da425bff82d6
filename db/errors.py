"""What can go wrong with a lesson, each as a sentence for the reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class LessonError(Exception):
    """The world went wrong: a file, a date, an id. The text is fit for the reader."""


class BrokenDate(LessonError):
    """A text that is not a date the lesson can tell."""


class UnknownId(LessonError):
    """Something was asked for by an id that the lesson does not hold."""


class ForeignFile(LessonError):
    """The file is missing, cannot be read, or is not a lesson."""


class DamagedFile(LessonError):
    """The file is a lesson, but parts of it are missing or garbled."""


class NewerFile(LessonError):
    """The file was written by a newer version of the program."""


class Fault(NamedTuple):
    """One thing wrong in a lesson's sources: the file, the place in it, and what was expected."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.message}"


class FaultyLesson(LessonError):
    """The lesson's sources hold faults; all of them are in `faults`."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        lines = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(f"The lesson has {count}:\n{lines}")


def look_alikes(wanted: str, known: Iterable[str], noun: str = "ids") -> str:
    """A closing sentence that names what looks most like `wanted`; empty if nothing does."""
    from difflib import get_close_matches

    alike = get_close_matches(wanted, sorted(known), n=3, cutoff=0.6)
    return f" Known {noun} that look alike: {', '.join(alike)}." if alike else ""

"""What classes have answered, kept by class and date: a journal that only grows, and a CSV of it.

A line is one tally as it stood then, whole in itself; a later line on the same asking replaces it.
Nothing in it says who raised a hand.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from db.errors import LessonError
from ui.questions import far_words
from ui.settings import UnreadableFile, read_bytes

FILE = "results.jsonl"
MOST_BYTES = 64 * 1024 * 1024  # a file that is larger is not ours
SAME_LESSON = timedelta(minutes=30)  # the next class may come soon after
HEADER = (
    "date",
    "time",
    "class",
    "event",
    "question",
    "kind",
    "asked",
    "choice",
    "text",
    "hands",
    "right",
    "km away",
)
POINTED = "pointed"  # in the table, the choice of who has pointed to the map


class ResultsError(LessonError):
    """Results could not be read or written; the text says why and what to do."""


class Vote(NamedTuple):
    """The hands for one choice; None where nobody has counted."""

    choice: str
    text: str
    hands: int | None
    right: bool


class Pointed(NamedTuple):
    """Where a class has pointed on the map plane (metres), how far away that was, and whether it
    was near enough."""

    x: float
    y: float
    km: float
    right: bool

    @property
    def words(self) -> str:
        """How far it was: "Pointed on the map: about 157 km away, too far"."""
        return f"{self.text}, {'near enough' if self.right else 'too far'}"

    @property
    def text(self) -> str:
        """The same without a judgement."""
        return f"Pointed on the map: {far_words(self.km)} away"


class Result(NamedTuple):
    """One tally: when it was begun (local time, ISO), for which class, and what was asked."""

    asked: str
    class_name: str
    question: str
    event: str
    kind: str
    ask: str
    votes: tuple[Vote, ...]
    pointed: Pointed | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What a later line must share to replace this one."""
        return self.asked, self.class_name, self.question

    @property
    def counted(self) -> tuple[Vote, ...]:
        """The votes, if anybody has counted."""
        return self.votes if any(vote.hands is not None for vote in self.votes) else ()

    @property
    def holds_something(self) -> bool:
        """Whether anybody has counted or pointed."""
        return bool(self.counted) or self.pointed is not None

    @property
    def hands(self) -> int:
        """All hands counted."""
        return sum(vote.hands or 0 for vote in self.votes)


class Results:
    """The journal in a folder. What was read is kept; `notice` tells the reader what was wrong."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE
        self.notice = ""
        self._found: dict[tuple[str, str, str], Result] = {}
        self._whole = True  # whether the file ends with a whole line
        self._read()

    @property
    def all(self) -> tuple[Result, ...]:
        """All tallies, each as it stood last, in the order in which they were begun.

        One whose counts were all taken back is none.
        """
        found = (result for result in self._found.values() if result.holds_something)
        return tuple(sorted(found, key=lambda result: result.asked))

    def begun(self, class_name: str, question: str, now: datetime) -> Result | None:
        """The tally of that question that the class began in this very lesson."""
        for result in reversed(self.all):
            if (result.class_name, result.question) == (class_name, question):
                try:
                    age = now - datetime.fromisoformat(result.asked)
                except (ValueError, TypeError):
                    return None
                return result if timedelta(0) <= age <= SAME_LESSON else None
        return None

    def note(self, result: Result) -> None:
        """Keep a tally; it is on the disk when this returns. Raises ResultsError."""
        if self._found.get(result.key) == result:
            return
        self._found[result.key] = result
        line = json.dumps(_of_result(result), ensure_ascii=False) + "\n"
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            _append(self.file, ("" if self._whole else "\n") + line)
            self._whole = True
        except OSError as fault:
            raise ResultsError(
                f"The tally could not be written to {self.file} ({fault.strerror}). It is kept "
                "until the program ends; make room on the disk and save the results as CSV."
            ) from fault

    def _read(self) -> None:
        try:
            raw = read_bytes(self.file, MOST_BYTES)
        except FileNotFoundError:
            return
        except UnreadableFile as fault:
            self._set_aside(f"could not be read ({fault})")
            return
        *lines, tail = raw.split(b"\n")
        broken = sum(not self._take(line) for line in lines if line.strip())
        is_torn = bool(tail) and not self._take(tail)
        if broken or (is_torn and not self._found):
            self._set_aside("was damaged")
        elif is_torn:
            self._cut(len(raw) - len(tail))
        else:
            self._whole = not tail

    def _take(self, line: bytes) -> bool:
        try:
            result = _to_result(json.loads(line.decode("utf-8")))
        except (ValueError, KeyError, TypeError, RecursionError):
            return False
        self._found[result.key] = result
        return True

    def _cut(self, length: int) -> None:
        """Take away the last line, of which only a part was written."""
        with suppress(OSError):
            os.truncate(self.file, length)
        kept = _counted(len(self._found))
        self.notice = f"The last entry in {self.file} was cut off and is left out; {kept}."

    def _set_aside(self, what: str) -> None:
        """Give the file another name and begin a new one with what could be read."""
        number = 1
        while (aside := self.file.with_name(f"results-unreadable-{number}.jsonl")).exists():
            number += 1
        try:
            self.file.rename(aside)
            lines = (json.dumps(_of_result(r), ensure_ascii=False) + "\n" for r in self.all)
            text = "".join(lines)
            if text:
                _append(self.file, text)
        except OSError as fault:
            self.notice = f"The results in {self.file} are damaged ({fault.strerror})."
            return
        self._whole = True
        kept = _counted(len(self._found))
        self.notice = f"{self.file} {what} and is set aside as {aside.name}; {kept}."


def _counted(count: int) -> str:
    if count == 1:
        return "the one other tally is kept"
    return f"the {count} others are kept" if count else "nothing in it could be read"


def _append(file: Path, text: str) -> None:
    """Write at the end of a file, and wait until the disk has it."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        data = text.encode("utf-8")
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _of_result(result: Result) -> dict[str, Any]:
    pointed = result.pointed._asdict() if result.pointed else None
    votes = [vote._asdict() for vote in result.votes]
    return {**result._asdict(), "votes": votes, "pointed": pointed}


def _to_result(found: Any) -> Result:
    votes = tuple(
        Vote(str(v["choice"]), str(v["text"]), _hands(v["hands"]), v["right"] is True)
        for v in found["votes"]
    )
    texts = {name: str(found[name]) for name in Result._fields[:-2]}
    return Result(**texts, votes=votes, pointed=_pointed(found.get("pointed")))


def _pointed(found: Any) -> Pointed | None:
    if found is None:  # as in every line of before
        return None
    x, y, km = (float(found[name]) for name in ("x", "y", "km"))
    if not all(map(isfinite, (x, y, km))):
        raise ValueError(f"{found!r} is not a place on the map")
    return Pointed(x, y, km, found["right"] is True)


def _hands(found: Any) -> int | None:
    if found is None:
        return None
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise ValueError(f"{found!r} is not a number of hands")
    return found


# Export


def rows(results: Iterable[Result]) -> Iterator[Sequence[str]]:
    """The table, one row for each choice of each tally, and one for where a class has pointed."""
    for result in results:
        date, _, time = result.asked.partition("T")
        asked = (
            date,
            time[:5],
            result.class_name,
            result.event,
            result.question,
            result.kind,
            result.ask,
        )
        for vote in result.counted:
            hands = "" if vote.hands is None else str(vote.hands)
            yield (*asked, vote.choice, vote.text, hands, _yes(vote.right), "")
        if (pointed := result.pointed) is not None:
            yield (*asked, POINTED, pointed.text, "", _yes(pointed.right), f"{pointed.km:.1f}")


def _yes(right: bool) -> str:
    return "yes" if right else "no"


def write_csv(results: Iterable[Result], out: Path) -> int:
    """Write the table so that spreadsheets read it; the number of rows. Raises ResultsError."""
    import csv

    written = list(rows(results))
    try:
        with out.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            writer.writerows([[_harmless(cell) for cell in row] for row in written])
    except OSError as fault:
        raise ResultsError(
            f"{out} could not be written ({fault.strerror}); choose another folder."
        ) from fault
    return len(written)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell

"""What a rehearsal finds: where, what, and the remedy; also as lines between processes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a finding is about."""

    PLAN = "plan"
    CAPTION = "caption"
    CHARACTERS = "characters"
    PLACES = "places"
    CONTRAST = "contrast"
    PICTURE = "picture"
    OWN = "own"
    LESSON = "lesson"
    FONTS = "fonts"
    NETWORK = "network"
    AWAKE = "awake"
    POWER = "power"
    SCREEN = "screen"


class Finding(NamedTuple):
    """One thing that the classroom would meet, and what to do about it.

    `step` is the stop of the tour, counted from zero, or None where it is no stop's. What is
    `grave` goes wrong; the rest is worth a look.
    """

    kind: Kind
    says: str
    remedy: str
    step: int | None = None
    grave: bool = False

    @property
    def trouble(self) -> tuple[Kind, str, str, bool, bool]:
        """What it has in common with the same trouble at other stops."""
        return self.kind, self.says, self.remedy, self.grave, self.step is None


class Progress(NamedTuple):
    """How far a rehearsal is: so many of all its parts."""

    done: int
    of: int


def to_line(news: Finding | Progress) -> str:
    """The news as one line of JSON."""
    return json.dumps(news._asdict(), ensure_ascii=False)


def from_line(line: str) -> Finding | Progress | None:
    """The news that a line tells; None where it tells none."""
    try:
        found = json.loads(line)
        if "done" in found:
            return Progress(int(found["done"]), int(found["of"]))
        step = found["step"]
        return Finding(
            Kind(found["kind"]),
            str(found["says"]),
            str(found["remedy"]),
            None if step is None else int(step),
            bool(found["grave"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def stops_words(steps: Sequence[int]) -> str:
    """The stops that share a trouble, by their numbers: "Stops 1 to 7, 9 and 12"."""
    parts: list[list[int]] = []
    for step in sorted(set(steps)):
        if parts and step == parts[-1][-1] + 1:
            parts[-1].append(step)
        else:
            parts.append([step])
    told: list[str] = []
    for part in parts:
        numbers = [str(step + 1) for step in part]
        told += [f"{numbers[0]} to {numbers[-1]}"] if len(part) > 2 else numbers
    return f"Stops {', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else f"Stops {told[0]}"


def counted(findings: int, grave: int) -> str:
    """How many findings there are, in words."""
    said = "1 finding" if findings == 1 else f"{findings} findings"
    if not grave:
        return f"{said}, none of them serious."
    if findings == 1:
        return f"{said}, and it is serious."
    return f"{said}, {grave} of them serious."


def all_well(stops: int, width: int, height: int, minutes: float) -> str:
    """The clean bill of health."""
    return (
        f"All is well: {stops} stops, every one reads at {width} × {height}, and the plan fits "
        f"{minutes:g} minutes. Have a good lesson."
    )

"""What the pages of own lessons say: functions of the records alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from db.dates import day_in_words
from db.own.records import MOST_WORDS, OwnStep, OwnTour
from db.own.telling import Known, Minutes
from db.records import Notes, Priority

CHANGED = "changed for your class"
GONE = "no longer in the lesson"
BACK_IN_TIME = "goes back in time: the map fades"
NO_NOTES = Notes("", "", "")


class Row(NamedTuple):
    """A stop in the list: its number among the stops told (0 if it is not), and what is said."""

    number: int
    title: str
    said: str
    minutes: str
    priority: Priority
    shown: bool
    gone: bool


def rows_of(tour: OwnTour, known: Known) -> tuple[Row, ...]:
    """The stops of a tour as its list says them."""
    rows: list[Row] = []
    number, before = 0, None
    for step in tour.steps:
        told, gone = known.told(tour, step), not known.has(step)
        is_told = step.shown and not gone
        number += is_told
        flags = [day_in_words(told.day)]
        if gone:
            flags.append(GONE)
        if step.is_changed:
            flags.append(CHANGED)
        if is_told and before is not None and told.day < before:
            flags.append(BACK_IN_TIME)
        rows.append(
            Row(
                number if is_told else 0,
                told.title,
                " · ".join(flags),
                minutes_words(step.minutes),
                step.priority,
                step.shown,
                gone,
            )
        )
        before = told.day if is_told else before
    return tuple(rows)


def minutes_words(minutes: float) -> str:
    """Minutes as they are shown: "2 min", "2½ min"."""
    whole, rest = divmod(minutes, 1)
    if rest == 0.5:
        return f"{int(whole) or ''}½ min"
    return f"{minutes:g} min"


def stops_words(count: int) -> str:
    """How many stops, in words."""
    return "1 stop" if count == 1 else f"{count} stops"


def total_words(minutes: Mapping[Priority, Minutes], steps: tuple[OwnStep, ...]) -> str:
    """All stops and minutes of a tour, and how many are left out."""
    stops = sum(of_it.stops for of_it in minutes.values())
    whole = sum(of_it.minutes for of_it in minutes.values())
    said = f"{stops_words(stops)}, {minutes_words(whole)} in all"
    hidden = sum(not step.shown for step in steps)
    return f"{said}, {hidden} hidden" if hidden else said


def count_words(caption: str) -> tuple[str, bool]:
    """How many words a caption has of those it should have, and whether it is too long."""
    count = len(caption.split())
    if count <= MOST_WORDS:
        return f"{count} of {MOST_WORDS} words", False
    return f"{count} words, {count - MOST_WORDS} too many to read at a glance", True

"""What is to be said about own lessons before they are told."""

from __future__ import annotations

from collections.abc import Iterator

from db.errors import Fault
from db.own.file import FILE
from db.own.records import OwnTours

UNSOURCED = "the caption is in your own words and names no source; it is shown as unsourced"


def warnings(tours: OwnTours) -> Iterator[Fault]:
    """Captions that were changed for the class: no mark in them says what they rest on."""
    for tour in tours:
        for number, step in enumerate(tour.steps, start=1):
            if step.caption is not None and step.shown:
                place = f"“{tour.title}”, stop {number}, “{step.lesson.title}”"
                yield Fault(FILE, place, UNSOURCED)

"""The plan of a tour against the length of the lesson, and the order of its stops."""

from __future__ import annotations

from collections.abc import Iterator

from db.dates import day_in_words
from db.own.telling import backward, minutes_of
from db.records import Priority, Tour
from ui.findings import Finding, Kind


def check_plan(tour: Tour, minutes: float) -> Iterator[Finding]:
    """Where the bell would ring, and stops without minutes."""
    spent = 0.0
    for number, step in enumerate(tour.steps):
        if spent >= minutes:
            yield _after_the_bell(tour, number, minutes)
            break
        spent += step.minutes
    else:
        if spent > minutes:
            yield _after_the_bell(tour, len(tour.steps) - 1, minutes)
    for number, step in enumerate(tour.steps):
        if not step.minutes:
            yield Finding(
                Kind.PLAN,
                "No minutes are planned for this stop.",
                "Give it minutes in My lesson (M), or hide it.",
                number,
            )


def _after_the_bell(tour: Tour, number: int, minutes: float) -> Finding:
    by = minutes_of(tour.steps)
    whole = sum(of_it.minutes for of_it in by.values())
    must, should = by[Priority.MUST].minutes, by[Priority.SHOULD].minutes
    over = whole - minutes
    if must > minutes:
        remedy = (
            f"The musts alone take {must:g} minutes: hide stops or plan fewer minutes "
            "in My lesson (M), or give it two lessons."
        )
    elif must + should > minutes:
        remedy = (
            f"Leave out the coulds and {must + should - minutes:g} minutes of the shoulds "
            "in My lesson (M)."
        )
    else:
        remedy = f"Hide coulds of {over:g} minutes in My lesson (M), or jump over them."
    return Finding(
        Kind.PLAN,
        f"The bell rings here: the stops take {whole:g} minutes, the lesson has {minutes:g}.",
        remedy,
        number,
        grave=must > minutes,
    )


def check_order(tour: Tour) -> Iterator[Finding]:
    """Stops that go back in time."""
    for number, goes_back in enumerate(backward(tour.steps)):
        if goes_back:
            day = day_in_words(tour.steps[number].day)
            yield Finding(
                Kind.OWN,
                f"This stop goes back in time, to {day}: the map fades instead of flying.",
                "Leave it so if it is meant; otherwise move it in My lesson (M, then Alt+Up).",
                number,
            )

"""The words of the timeline: what the card says about the thing under the pointer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from db.dates import day_in_words, held_in_words, in_words, stored
from db.records import Act, Lane, Mark, Power, PowerId, Status
from db.spans import control_on
from db.wording import wording
from ui.timeline.marks import Spot

STATUSES = {
    Status.SOVEREIGN: "sovereign",
    Status.LEASED: "leased",
    Status.OCCUPIED: "occupied",
    Status.PUPPET: "puppet state",
    Status.PROTECTORATE: "protectorate",
    Status.JOINT: "joint use",
}
LANG = "en"
LISTED = 4  # titles that a cluster's card names


class Card(NamedTuple):
    """What a card says: a date or a span, a title, and lines below it."""

    when: str
    title: str
    lines: tuple[str, ...] = ()


def mark_card(mark: Mark) -> Card:
    """The card of an event."""
    return Card(in_words(stored(mark.when, mark.first, mark.last)), mark.title)


def cluster_card(spot: Spot, marks: Sequence[Mark]) -> Card:
    """The card of a cluster that names a few of its marks."""
    when = days_in_words(int(spot.first), int(spot.last))
    rest = spot.number - len(marks)
    lines = tuple(mark.title for mark in marks) + ((f"and {rest} more",) if rest else ())
    return Card(when, f"{spot.number} events", lines)


def ribbon_card(lane: Lane, day: float, powers: Mapping[PowerId, Power]) -> Card:
    """The card of a lane on a day: who held the place, and how."""
    control = control_on(lane.controls, int(day))
    holders = " and ".join(powers[power].name for power in control.powers)
    lines = [f"{holders}: {STATUSES[control.status]}", held_in_words(control.start, control.end)]
    if control.note:
        lines.append(control.note)
    return Card(day_in_words(day), lane.title, tuple(lines))


def act_card(act: Act) -> Card:
    """The card of an act, for where its title is cut."""
    return Card(f"Act {act.numeral}", act.title)


def days_in_words(first: int, last: int) -> str:
    """A span of days, both inclusive, in words: whole years and months by name."""
    words = wording(LANG)
    start, end = date.fromordinal(first), date.fromordinal(last)
    after = end + timedelta(days=1)
    if start.day == 1 and after.day == 1:
        return _months_in_words(start, end, after)
    if first == last:
        return day_in_words(first)
    return words.span.format(first=day_in_words(first), last=day_in_words(last))


def _months_in_words(start: date, end: date, after: date) -> str:
    words = wording(LANG)
    if start.month == after.month == 1:
        first, last = str(start.year), str(end.year)
    else:
        first, last = (
            words.month.format(month=words.months[moment.month - 1], year=moment.year)
            for moment in (start, end)
        )
    return first if first == last else words.span.format(first=first, last=last)

"""The plan of a lesson: its minutes, how they are spent, and what to leave out when it is late.

Plain arithmetic. Times of day are seconds as `time.time` counts them, so that the plan goes on
when the program is started anew; lengths are seconds, except where a name says minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from db.records import EventId, Priority, Tour

USUAL_MINUTES = 45.0
SHORTEST_MINUTES, LONGEST_MINUTES, MINUTES_STEP = 5.0, 300.0, 5.0
STALE_AFTER = 3600.0  # so long after its planned end a lesson is another day's
QUANTUM = 0.5  # minutes: the finest that tours are planned in


class Pace(NamedTuple):
    """How the time of one lesson has been spent so far.

    `minutes` is its length, None that of the tour. It `began` at a time of day and was `held` at
    another if the clock stands still; `lost` are the seconds of pauses that have ended. `here` is
    the stop that the class sees, reached `since` seconds into the lesson; `spent` holds the
    seconds spent at stops that were left.
    """

    minutes: float | None = None
    began: float | None = None
    held: float | None = None
    lost: float = 0.0
    here: EventId | None = None
    since: float = 0.0
    spent: tuple[tuple[EventId, float], ...] = ()

    @property
    def runs(self) -> bool:
        """Whether the lesson has begun and its clock goes."""
        return self.began is not None and self.held is None


def elapsed(pace: Pace, now: float) -> float:
    """The seconds of the lesson that have passed, without its pauses."""
    if pace.began is None:
        return 0.0
    return max((now if pace.held is None else pace.held) - pace.began - pace.lost, 0.0)


def begin(pace: Pace, here: EventId, now: float) -> Pace:
    """The lesson begins now; its length stays as it was set."""
    return Pace(minutes=pace.minutes, began=now, here=here)


def hold(pace: Pace, now: float) -> Pace:
    """Stop the clock where it is; a clock that does not go stays as it is."""
    return pace._replace(held=now) if pace.runs else pace


def go_on(pace: Pace, now: float) -> Pace:
    """Let a clock that was stopped go on from where it stood."""
    if pace.held is None:
        return pace
    return pace._replace(held=None, lost=pace.lost + max(now - pace.held, 0.0))


def reset(pace: Pace) -> Pace:
    """As before the lesson; its length stays as it was set."""
    return Pace(minutes=pace.minutes)


def lengthen(pace: Pace, tour: Tour, steps: int) -> Pace:
    """Make the lesson longer, or shorter, by so many times five minutes."""
    minutes = (length(pace, tour) / 60 // MINUTES_STEP + steps) * MINUTES_STEP
    if steps < 0 and length(pace, tour) / 60 % MINUTES_STEP:
        minutes += MINUTES_STEP  # 147 becomes 145
    return pace._replace(minutes=min(max(minutes, SHORTEST_MINUTES), LONGEST_MINUTES))


def arrive(pace: Pace, here: EventId, now: float) -> Pace:
    """The class sees another stop from now on."""
    if pace.began is None or here == pace.here:
        return pace
    passed = elapsed(pace, now)
    spent = dict(pace.spent)
    if pace.here is not None:
        spent[pace.here] = spent.get(pace.here, 0.0) + passed - pace.since
    return pace._replace(here=here, since=passed, spent=tuple(spent.items()))


def stale(pace: Pace, tour: Tour, now: float) -> bool:
    """Whether the lesson ended so long ago that another one begins."""
    return elapsed(pace, now) > length(pace, tour) + STALE_AFTER


def length(pace: Pace, tour: Tour) -> float:
    """The length of the lesson in seconds: as set, or the tour's own, or a usual one."""
    if pace.minutes is not None:
        return pace.minutes * 60
    return 60 * (sum(step.minutes for step in tour.steps) or USUAL_MINUTES)


def ends_at(pace: Pace, tour: Tour, now: float) -> float:
    """The time of day at which the lesson is planned to end."""
    return now + length(pace, tour) - elapsed(pace, now)


# Ahead or behind


def still_needed(pace: Pace, tour: Tour, number: int, skipped: frozenset[int], now: float) -> float:
    """The seconds that the plan asks for from a stop on, without those skipped.

    What was spent at a stop counts: going back to show it again asks for no new time.
    """
    spent = dict(pace.spent)
    if pace.here is not None:
        here = spent.get(pace.here, 0.0)
        spent[pace.here] = here + elapsed(pace, now) - pace.since
    return sum(
        max(step.minutes * 60 - spent.get(step.event, 0.0), 0.0)
        for n, step in enumerate(tour.steps)
        if n >= number and (n == number or n not in skipped)
    )


def lateness(pace: Pace, tour: Tour, number: int, skipped: frozenset[int], now: float) -> float:
    """The seconds by which the lesson would end too late; less than nothing if too early."""
    needed = still_needed(pace, tour, number, skipped, now)
    return elapsed(pace, now) + needed - length(pace, tour)


def whole_minutes(seconds: float) -> int:
    """Rounded to minutes, half a minute away from nothing."""
    minutes = int(abs(seconds) / 60 + 0.5)
    return minutes if seconds > 0 else -minutes


class Offer(NamedTuple):
    """Stops to jump over, counted from zero, and the minutes that it wins."""

    stops: tuple[int, ...]
    minutes: float


def offer(tour: Tour, number: int, skipped: frozenset[int], late: float) -> Offer | None:
    """The "could" stops after `number` whose minutes make up for being `late` (seconds).

    As few stops as will do, for every stop left out tears the story; of those as few minutes as
    will do, so that no more is lost than was late; of those the latest, for what comes next has
    often been announced already, and the time may yet be made up before they come. Where all of
    them are not enough, all of them. None when the lesson is not a minute late, or there are none.
    """
    left_out = [
        (n, round(step.minutes / QUANTUM))
        for n, step in enumerate(tour.steps)
        if n > number and n not in skipped and step.priority is Priority.COULD and step.minutes > 0
    ]
    late_minutes = whole_minutes(late)
    if late_minutes < 1 or not left_out:
        return None
    # The latest stops by how many they are and how many quanta they win.
    best: dict[tuple[int, int], tuple[int, ...]] = {(0, 0): ()}
    for stop, quanta in left_out:
        for (count, won), stops in list(best.items()):
            key, longer = (count + 1, won + quanta), (*stops, stop)
            if longer[::-1] > best.get(key, ())[::-1]:
                best[key] = longer
    needed = late_minutes / QUANTUM
    enough = [key for key in best if key[1] >= needed]
    count, won = min(enough) if enough else (len(left_out), sum(q for _, q in left_out))
    return Offer(best[count, won], won * QUANTUM)


# The plan as a bar


class Block(NamedTuple):
    """A stop on the plan's bar: where it begins and ends, from 0 to 1."""

    number: int
    first: float
    last: float
    priority: Priority
    skipped: bool


def blocks(tour: Tour, skipped: frozenset[int]) -> tuple[Block, ...]:
    """The stops in their order, as wide as their minutes; without any, all alike."""
    planned = any(step.minutes for step in tour.steps)
    widths = [step.minutes if planned else 1.0 for step in tour.steps]
    return tuple(_blocks(tour, skipped, widths, sum(widths)))


def _blocks(
    tour: Tour, skipped: frozenset[int], widths: list[float], whole: float
) -> Iterator[Block]:
    at = 0.0
    for number, (step, width) in enumerate(zip(tour.steps, widths, strict=True)):
        yield Block(
            number, at / whole, (at + width) / whole, step.priority, skipped=number in skipped
        )
        at += width


def due(pace: Pace, tour: Tour, skipped: frozenset[int], now: float) -> float:
    """Where on the bar the lesson should be by now, from 0 to 1; stops skipped take no time."""
    bar = blocks(tour, skipped)
    told = sum(block.last - block.first for block in bar if not block.skipped)
    left = min(elapsed(pace, now) / length(pace, tour), 1.0) * told
    for block in bar:
        width = block.last - block.first
        if block.skipped:
            continue
        if left <= width:
            return block.first + left
        left -= width
    return 1.0


# Kept between runs


def noted(pace: Pace) -> dict[str, Any]:
    """The pace as a note that JSON can hold."""
    return {
        "minutes": pace.minutes,
        "began": pace.began,
        "held": pace.held,
        "lost": pace.lost,
        "here": pace.here,
        "since": pace.since,
        "spent": dict(pace.spent),
    }


def from_note(note: Mapping[str, Any]) -> Pace:
    """The pace that was noted; where the note makes no sense, that of a lesson not begun."""
    try:
        spent = tuple((EventId(str(event)), float(s)) for event, s in dict(note["spent"]).items())
        here = note["here"]
        return Pace(
            _number(note["minutes"]),
            _number(note["began"]),
            _number(note["held"]),
            float(note["lost"]),
            None if here is None else EventId(str(here)),
            float(note["since"]),
            spent,
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return Pace()


def _number(value: Any) -> float | None:
    return None if value is None else float(value)

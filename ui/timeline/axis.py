"""The axis of the timeline: which days are in view, where they lie in pixels, and its ticks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple, Protocol

from db.records import World

LEAST_DAYS = 60.0  # the closest look


class Face(Enum):
    """The faces that the timeline is set in."""

    PLAIN = "plain"
    BOLD = "bold"
    SERIF = "serif"


class Measure(Protocol):
    """Tells how wide a text is, in pixels, set in a face of that size in pixels."""

    def __call__(self, text: str, pixels: float, face: Face) -> float: ...


class Stretch(NamedTuple):
    """The days in view, from `first` up to `last` (exclusive). All moves stay within `whole`."""

    first: float
    last: float

    @property
    def days(self) -> float:
        return self.last - self.first

    def zoomed(self, factor: float, day: float, whole: Stretch) -> Stretch:
        """The stretch seen `factor` times more closely; `day` keeps its place in it."""
        days = min(max(self.days / factor, LEAST_DAYS), whole.days)
        first = day - (day - self.first) * days / self.days
        return Stretch(first, first + days).within(whole)

    def panned(self, days: float, whole: Stretch) -> Stretch:
        """The stretch that many days later."""
        return Stretch(self.first + days, self.last + days).within(whole)

    def showing(self, day: float, whole: Stretch) -> Stretch:
        """The stretch moved just far enough to have `day` in view."""
        edge = self.days * 0.02
        if self.first + edge > day:
            return self.panned(day - edge - self.first, whole)
        if self.last - edge < day:
            return self.panned(day + edge - self.last, whole)
        return self

    def around(self, first: float, last: float, whole: Stretch) -> Stretch:
        """A stretch that shows the days from `first` to `last` well apart from its ends."""
        days = min(max((last - first) * 1.8, LEAST_DAYS), whole.days)
        start = (first + last - days) / 2
        return Stretch(start, start + days).within(whole)

    def within(self, whole: Stretch) -> Stretch:
        """The stretch moved, and shortened where it must be, to lie in `whole`."""
        days = min(self.days, whole.days)
        first = min(max(self.first, whole.first), whole.last - days)
        return Stretch(first, first + days)


def whole(world: World) -> Stretch:
    """All the days of a lesson; its today is the last of them."""
    return Stretch(float(world.first_day), float(world.as_of + 1))


class Axis(NamedTuple):
    """A stretch laid out from pixel `x0` to pixel `x1`."""

    stretch: Stretch
    x0: float
    x1: float

    @property
    def pixels_per_day(self) -> float:
        return (self.x1 - self.x0) / self.stretch.days

    def to_pixel(self, day: float) -> float:
        """Where a day begins; days out of view lie beyond the ends."""
        return self.x0 + (day - self.stretch.first) * self.pixels_per_day

    def to_day(self, x: float) -> float:
        """The moment at a pixel, in days; the inverse of `to_pixel`."""
        return self.stretch.first + (x - self.x0) / self.pixels_per_day

    def clamped(self, x: float) -> float:
        """The pixel, or the end of the axis that it lies beyond."""
        return min(max(x, self.x0), self.x1)


class Tick(NamedTuple):
    """A tick of the axis; `text` is empty between labels."""

    x: float
    text: str


# Steps between ticks in months, from wide to narrow.
STEPS = (1200, 600, 240, 120, 60, 24, 12, 6, 3, 1)
_DAYS_PER_MONTH = 30.436875


def ticks(
    axis: Axis,
    months: Sequence[str],
    *,
    measure: Measure,
    text_size: float,
    gap: float,
    limit: float,
) -> tuple[Tick, ...]:
    """The ticks in view. Labels stand at least `gap` apart and end before the pixel `limit`.

    Years are labelled by centuries down to single years; zoomed in, months are named too, the
    first of them with its year.
    """
    labelled = _label_step(axis, months, measure, text_size, gap)
    marked = _mark_step(axis, labelled, gap)
    found = []
    with_year = labelled < 12
    for month in _months_in_view(axis, marked):
        x = axis.to_pixel(_first_of(month))
        text = _name(month, months, with_year=with_year) if month % labelled == 0 else ""
        half = measure(text, text_size, Face.PLAIN) / 2
        found.append(Tick(x, text if x + half <= limit else ""))
        with_year = with_year and not text
    return tuple(found)


def _label_step(
    axis: Axis, months: Sequence[str], measure: Measure, text_size: float, gap: float
) -> int:
    year = measure("2000", text_size, Face.PLAIN) + gap
    longest = max(measure(name, text_size, Face.PLAIN) for name in months)
    # The first month carries its year, half of which leans towards the second.
    month = longest + measure(" 2000", text_size, Face.PLAIN) / 2 + gap
    fitting = STEPS[0]
    for step in STEPS:
        # The shortest month is 28 days, a tenth less than the mean.
        room = step * _DAYS_PER_MONTH * axis.pixels_per_day * (0.9 if step < 12 else 0.99)
        if room < (month if step < 12 else year):
            break
        fitting = step
    return fitting


def _mark_step(axis: Axis, labelled: int, gap: float) -> int:
    for step in reversed(STEPS):
        room = step * _DAYS_PER_MONTH * axis.pixels_per_day
        if labelled % step == 0 and room >= 3 * gap:
            return min(step, labelled)
    return labelled


def _months_in_view(axis: Axis, step: int) -> Iterator[int]:
    first = date.fromordinal(max(int(axis.stretch.first), 1))
    last = date.fromordinal(min(int(axis.stretch.last), date.max.toordinal()))
    start = first.year * 12 + first.month - 1
    for month in range(start - start % step, last.year * 12 + last.month, step):
        if month >= 12 and axis.stretch.first <= _first_of(month) <= axis.stretch.last:
            yield month


def _first_of(month: int) -> int:
    return date(month // 12, month % 12 + 1, 1).toordinal()


def _name(month: int, months: Sequence[str], *, with_year: bool) -> str:
    year = str(month // 12)
    if not month % 12:
        return year
    return f"{months[month % 12]} {year}" if with_year else months[month % 12]

"""The marks of events: circles, bars for what lasts, and counted clusters where they crowd.

A layout asks for what fits into the picture, not for what is in the lesson: sorted arrays are
bisected, so that 100,000 events cost about as much as a hundred.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple

from db.records import LASTS, Doubt, Mark, Step
from ui.doubt import GROWTH, dot_of
from ui.timeline.axis import Axis

# Sizes in reference pixels. The radius goes by importance, 1 to 3.
RADII = (6.0, 4.2, 2.8)
STOP_GROWTH = 1.0
GAP = 1.5
LEAST_BAR = 16.0
BAR_GAP = 4.0
_CANDIDATES = 4  # bars tried for each cell of a level
_RUN_UP = 400.0  # pixels before the view from which merging starts


class Spot(NamedTuple):
    """One circle, or a cluster of `number` marks, centred on `x` with the half width `half`.

    `first` and `last` are the days of its earliest and its latest mark. `mark` is the event of a
    single one, `stops` the numbers of the tour's stops in it. `low` and `high` bound its places
    in the index, among which there may be marks that are shown as bars.
    """

    x: float
    half: float
    number: int
    first: float
    last: float
    mark: Mark | None
    stops: tuple[int, ...]
    low: int
    high: int


class Bar(NamedTuple):
    """An event that lasts, from `x0` to `x1` in a lane; `stop` is its number in the tour."""

    x0: float
    x1: float
    lane: int
    mark: Mark
    stop: int | None


class Sizes(NamedTuple):
    """The pixels of a reference pixel, and how wide a cluster of so many marks is."""

    unit: float
    half_width: Callable[[int], float]
    lanes: int = 2


class MarkIndex:
    """All marks of a lesson in the order of their days, with the stops of one tour.

    A stop lies on the day that it shows, an event of one doubtful date in the middle of its
    days, any other event on its first day.
    """

    def __init__(self, marks: Sequence[Mark], steps: Sequence[Step] = ()) -> None:
        numbers = {step.event: number for number, step in enumerate(steps)}
        days = [(mark[1] + mark[2]) / 2 if 0 < mark[4] < LASTS else mark[1] for mark in marks]
        stops = {at: numbers[mark[0]] for at, mark in enumerate(marks) if mark[0] in numbers}
        for at, number in stops.items():
            days[at] = steps[number].day
        order = sorted(range(len(days)), key=days.__getitem__)
        self.days = array("d", [days[at] for at in order])
        self.marks = [marks[at] for at in order]
        self.stops = {place: stops[at] for place, at in enumerate(order) if at in stops}
        self._lasting = _Lasting(self.marks, self.stops)

    def bars(self, axis: Axis, sizes: Sizes) -> tuple[tuple[Bar, int], ...]:
        """The lasting events that find room in the lanes, each with its place in the index."""
        lanes: list[list[tuple[float, float]]] = [[] for _ in range(sizes.lanes)]
        found = []
        gap = BAR_GAP * sizes.unit
        for at in self._lasting.candidates(axis, LEAST_BAR * sizes.unit):
            mark = self.marks[at]
            x0, x1 = axis.to_pixel(mark.first), axis.to_pixel(mark.last + 1)
            if x1 < axis.x0 + gap or x0 > axis.x1 - gap:
                continue
            x0, x1 = max(x0, axis.x0), min(x1, axis.x1)
            lane = _free_lane(lanes, x0 - gap, x1 + gap)
            if lane is not None:
                found.append((Bar(x0, x1, lane, mark, self.stops.get(at)), at))
        return tuple(found)

    def spots(self, axis: Axis, sizes: Sizes, barred: Sequence[int]) -> tuple[Spot, ...]:
        """The circles and clusters in view, left to right, none touching another.

        `barred` are the places in the index, in order, of the marks that are shown as bars.
        """
        return _Merging(self, axis, sizes, barred).spots()

    def weightiest(self, spot: Spot, bars: Sequence[Bar], most: int) -> list[Mark]:
        """The weightiest of the marks that a spot stands for, stops first."""
        shown = {bar.mark.event for bar in bars}

        def rank(at: int) -> tuple[bool, int, int]:
            return at not in self.stops, self.marks[at].importance, at

        inside = (at for at in range(spot.low, spot.high) if self.marks[at].event not in shown)
        return [self.marks[at] for at in nsmallest(most, inside, key=rank)]


class _Merging:
    """Makes the circles and the clusters of one axis."""

    def __init__(self, index: MarkIndex, axis: Axis, sizes: Sizes, barred: Sequence[int]) -> None:
        self._index = index
        self._axis = axis
        self._sizes = sizes
        self._barred = barred
        self._stops = [place for place in sorted(index.stops) if not _holds(barred, place)]

    def spots(self) -> tuple[Spot, ...]:
        merged: list[Spot] = []
        for spot in self._atoms():
            while merged and _touch(merged[-1], spot, GAP * self._sizes.unit):
                left = merged.pop()
                spot = self._cluster(left.low, spot.high, left.number + spot.number)
            merged.append(spot)
        axis = self._axis
        return tuple(spot for spot in merged if axis.x0 - 0.5 <= spot.x <= axis.x1 + 0.5)

    def _atoms(self) -> Iterator[Spot]:
        """The marks in view; those that share a cell too small for two are one from the start.

        The cells lie on the days, not on the picture, so that panning keeps them.
        """
        days, axis, sizes = self._index.days, self._axis, self._sizes
        cell = 2 * min(RADII) * sizes.unit / axis.pixels_per_day
        start = axis.to_day(axis.x0 - _RUN_UP)
        end = axis.to_day(axis.x1 + sizes.half_width(2))
        low = bisect_left(days, start - start % cell)
        while low < len(days) and days[low] <= end:
            day = days[low]
            high = bisect_left(days, day - day % cell + cell, low + 1)
            count = high - low - self._hidden(low, high)
            if count:
                yield self._spot(low, high, count)
            low = high

    def _spot(self, low: int, high: int, count: int) -> Spot:
        if count > 1:
            return self._cluster(low, high, count)
        at = next(at for at in range(low, high) if not _holds(self._barred, at))
        mark, day = self._index.marks[at], self._index.days[at]
        stops = self._stops_in(at, at + 1)
        half = radius(mark, stop=bool(stops)) * GROWTH[dot_of(mark)] * self._sizes.unit
        return Spot(self._axis.to_pixel(day), half, 1, day, day, mark, stops, low, high)

    def _cluster(self, low: int, high: int, count: int) -> Spot:
        first, last = self._index.days[low], self._index.days[high - 1]
        x = self._axis.to_pixel((first + last) / 2)
        half = self._sizes.half_width(count)
        return Spot(x, half, count, first, last, None, self._stops_in(low, high), low, high)

    def _hidden(self, low: int, high: int) -> int:
        first = bisect_left(self._barred, low)
        return bisect_left(self._barred, high, first) - first

    def _stops_in(self, low: int, high: int) -> tuple[int, ...]:
        first = bisect_left(self._stops, low)
        inside = self._stops[first : bisect_left(self._stops, high, first)]
        return tuple(sorted(self._index.stops[place] for place in inside))


def radius(mark: Mark, *, stop: bool) -> float:
    """The radius of an event's circle in reference pixels, its doubt apart."""
    size = RADII[min(max(mark.importance, 1), len(RADII)) - 1]
    return size + STOP_GROWTH if stop else size


def _touch(left: Spot, right: Spot, gap: float) -> bool:
    return left.x + left.half + gap > right.x - right.half


def _holds(places: Sequence[int], place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def _free_lane(lanes: list[list[tuple[float, float]]], x0: float, x1: float) -> int | None:
    """Takes the first lane that is free from `x0` to `x1`; the pieces of a lane are in order."""
    for number, lane in enumerate(lanes):
        at = bisect_right(lane, (x0, x1))
        if (at and lane[at - 1][1] > x0) or (at < len(lane) and lane[at][0] < x1):
            continue
        lane.insert(at, (x0, x1))
        return number
    return None


class _Lasting:
    """Events shown as bars, filed by how long: level n holds those of 2**(n-1) to 2**n days.

    These are the ones that last, and those whose decade or century alone is known. Each level
    is cut into cells of 2**n days; a cell holds the events that start in it.
    """

    def __init__(self, marks: Sequence[Mark], stops: dict[int, int]) -> None:
        self._marks = marks
        self._stops = stops
        self._levels: dict[int, dict[int, list[int]]] = {}
        self._weightiest: dict[tuple[int, int], list[int]] = {}
        for at, mark in enumerate(marks):
            lasts = mark[2] - mark[1]
            if lasts and (mark[4] >= LASTS or mark[4] & Doubt.DIGITS):
                level = lasts.bit_length()
                cells = self._levels.setdefault(level, {})
                cells.setdefault(mark[1] >> level, []).append(at)

    def candidates(self, axis: Axis, least: float) -> list[int]:
        """Events in view at least `least` pixels long, the weightiest first, a few of each cell."""
        least_days = least / axis.pixels_per_day
        stretch = axis.stretch
        found = []
        for level in self._levels:
            if 1 << level < least_days:
                continue
            first, last = (int(stretch.first) >> level) - 1, int(stretch.last) >> level
            for cell in range(first, last + 1):
                found += [at for at in self._of(level, cell) if self._lasts(at) >= least_days]
        return sorted(found, key=self._rank)

    def _of(self, level: int, cell: int) -> list[int]:
        if (level, cell) not in self._weightiest:
            events = self._levels[level].get(cell, ())
            self._weightiest[level, cell] = nsmallest(_CANDIDATES, events, key=self._rank)
        return self._weightiest[level, cell]

    def _rank(self, at: int) -> tuple[bool, int, int, int]:
        return at not in self._stops, self._marks[at][3], -self._lasts(at), at

    def _lasts(self, at: int) -> int:
        mark = self._marks[at]
        return mark[2] - mark[1] + 1

"""Where the legend stands, and how much of it, so that what a stop tells stays in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ui.camera import Box

NO_MATTER = 0.1  # of what it may hide before the legend leaves a place
WAYS = 3.0  # how much all of the ways in view count for, if a place counts for one
PUSH = 14.0  # reference pixels by which the legend is pushed along an edge
SMALLER = (0.87, 0.75)  # of its size
LEAST_ENTRIES = 2

Point = tuple[float, float]


class Told(NamedTuple):
    """What a stop tells, in pixels of its own view.

    `places` it points at by name, `lanes` are those of the ribbons, `land` and `ways` are points
    along and over what else it points at, and `taken` are boxes of other things on the map.
    """

    places: tuple[Point, ...]
    lanes: tuple[Point, ...]
    land: tuple[Point, ...]
    ways: tuple[Point, ...]
    taken: tuple[Box, ...]
    free: Box
    near: float  # pixels around a place that belong to it

    def hides(self, box: Box) -> float:
        """How much of it a legend on that box would hide, where a place counts for one."""
        near = box.grown(self.near)
        return (
            inside(near, self.places)
            + inside(near, self.lanes) / 2
            + inside(box, self.land) / max(len(self.land), 1)
            + WAYS * inside(near, self.ways) / max(self._ways_in_view, 1)
        )

    def clears(self, box: Box) -> bool:
        """Whether a legend on that box leaves all places in sight and stands on nothing."""
        return not (
            inside(box.grown(self.near), self.places)
            or any(box.meets(other) for other in self.taken)
        )

    @property
    def _ways_in_view(self) -> int:
        return _count(self.free, self.ways)


@lru_cache(maxsize=4)
def _count(box: Box, points: tuple[Point, ...]) -> int:
    return inside(box, points)


class Seat(NamedTuple):
    """Where a legend stands: in which corner, and how far from it; `choice` says which legend."""

    choice: int
    corner: int
    right: float = 0.0
    down: float = 0.0

    def box(self, corners: Sequence[Box]) -> Box:
        """The box of the legend in that corner."""
        at = corners[self.corner]
        return Box(at.x0 + self.right, at.y0 + self.down, at.x1 + self.right, at.y1 + self.down)


Corners = Callable[[int, int], Sequence[Box]]


def find_seat(told: Told, sizes: Iterable[tuple[int, int]], corners: Corners, step: float) -> Seat:
    """The first legend, by its size in pixels, that finds a place which clears all places told.

    A corner is better than a place along an edge. Where nothing is clear the last and least one
    stands where it hides least. `step` is how far it is pushed at a time, in pixels.
    """
    choice, found = 0, Seat(0, 0)
    for choice, size in enumerate(sizes):
        boxes = corners(*size)
        for seats in (_in_corners(choice, boxes), _along_edges(choice, told, boxes, step)):
            clear = [seat for seat in seats if told.clears(seat.box(boxes))]
            if clear:
                return _best(told, clear, boxes)
        found = _best(told, list(_in_corners(choice, boxes)), boxes)
    return found


def _best(told: Told, seats: Sequence[Seat], corners: Sequence[Box]) -> Seat:
    """The first seat that hides hardly more than the best one."""

    def cost(seat: Seat) -> float:
        box = seat.box(corners)
        return told.hides(box) + sum(box.meets(other) for other in told.taken)

    costs = [cost(seat) for seat in seats]
    least = min(costs)
    return next(seat for seat, cost in zip(seats, costs, strict=True) if cost <= least + NO_MATTER)


def _in_corners(choice: int, corners: Sequence[Box]) -> Iterator[Seat]:
    return (Seat(choice, number) for number in range(len(corners)))


def _along_edges(choice: int, told: Told, corners: Sequence[Box], step: float) -> Iterator[Seat]:
    """Places along the left, the right and the lower edge, those near a corner first."""
    left, right, *_ = corners
    free = told.free
    for number in range(1, int(max(free.width, free.height) / step)):
        by = number * step
        for corner, at in ((0, left), (1, right)):
            if at.y0 - by >= free.y0:
                yield Seat(choice, corner, 0.0, -by)
        if left.x1 + by <= free.x1:
            yield Seat(choice, 0, by, 0.0)


def inside(box: Box, points: Iterable[Point]) -> int:
    """How many of the points lie in a box."""
    return sum(box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for x, y in points)

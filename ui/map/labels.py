"""Which names are on the map and where: placed by priority, without overlap, calm in flight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from db.records import Place, PlaceId, PlaceKind
from ui.camera import Box, Viewport
from ui.flight import ease
from ui.map import style
from ui.map.scene import NameShown
from ui.map.style import LabelLook

# When, as parts of a flight, names leave and names arrive.
LEAVES_BY, ARRIVES_FROM = 0.35, 0.6
GAP = 3.0  # between a dot and its name, in reference pixels


class Side(Enum):
    """Where a name stands against its point: the shift of its box in widths and heights."""

    RIGHT = (0.0, -0.5)
    LEFT = (-1.0, -0.5)
    BELOW = (-0.5, 0.0)
    ABOVE = (-0.5, -1.0)
    UPPER_RIGHT = (0.0, -1.0)
    LOWER_RIGHT = (0.0, 0.0)
    UPPER_LEFT = (-1.0, -1.0)
    LOWER_LEFT = (-1.0, 0.0)
    CENTRE = (-0.5, -0.5)


BESIDE = tuple(side for side in Side if side is not Side.CENTRE)
CORNER = 0.6  # of the gap, along each axis, where a name stands at a corner of its point
_AREAS = (PlaceKind.SEA, PlaceKind.LAKE, PlaceKind.RIVER, PlaceKind.REGION, PlaceKind.ISLAND)

# The size in pixels of a place's name (by index among its labels) in a look.
Measure = Callable[[Place, int, LabelLook], tuple[float, float]]


class Spot(NamedTuple):
    """A name's fixed seat: which place, on which side of its point, and how it looks."""

    place: Place
    side: Side
    look: LabelLook

    def __hash__(self) -> int:
        return hash((self.place.id, self.side))

    def box(self, view: Viewport, width: float, height: float, unit: float) -> Box:
        """Where a name of that size stands on the picture."""
        return box_at(*view.to_pixel(self.place.x, self.place.y), self, width, height, unit)


def box_at(x: float, y: float, spot: Spot, width: float, height: float, unit: float) -> Box:
    """The box of a name beside the pixel (x, y) of its place."""
    shift_x, shift_y = spot.side.value
    way_x, way_y = 2 * shift_x + 1, 2 * shift_y + 1  # from the point to the name: -1, 0 or 1
    clear = (spot.look.dot + GAP) * unit * (CORNER if way_x and way_y else 1.0)
    x0, y0 = x + way_x * clear + shift_x * width, y + way_y * clear + shift_y * height
    return Box(x0, y0, x0 + width, y0 + height)


def plan(
    names: Iterable[NameShown],
    stressed: frozenset[PlaceId],
    view: Viewport,
    *,
    free: Box,
    unit: float,
    obstacles: Iterable[Box],
    measure: Measure,
    spared: Sequence[Box] = (),
) -> tuple[Spot, ...]:
    """Seats for the names of a day in a view: the most important first, none over another.

    A name leaves the points of stressed places free where it has another side to stand on.

    `free` is the part of the picture (pixels) that names may use, `obstacles` boxes in it that
    they must leave alone; of the `spared` boxes a stressed name hides as few as it can, and any
    other name none.
    """
    taken = list(obstacles)
    spots: list[Spot] = []
    reach = view.metres * unit
    wanted = [
        name
        for name in names
        if name.weight >= 0.5
        and (name.place.id in stressed or reach <= style.FARTHEST[name.place.rank])
    ]
    wanted.sort(key=lambda name: _order(name.place, stressed))
    points = [
        Box(x, y, x, y).grown(4 * unit)
        for name in wanted
        if name.place.id in stressed and name.place.kind not in _AREAS
        for x, y in [view.to_pixel(name.place.x, name.place.y)]
    ]
    for name in wanted:
        place = name.place
        look = style.label_look(place.kind, place.rank, stressed=place.id in stressed)
        x, y = view.to_pixel(place.x, place.y)
        point = Box(x, y, x, y).grown((look.dot + 1) * unit)
        if not free.contains(point) or (look.dot and any(point.meets(box) for box in taken)):
            continue
        width, height = measure(place, name.label, look)
        sides = (Side.CENTRE,) if place.kind in _AREAS else BESIDE
        seats = [
            (spot, box, sum(box.meets(line) for line in spared))
            for side in sides
            for spot in [Spot(place, side, look)]
            for box in [box_at(x, y, spot, width, height, unit)]
            if free.contains(box) and not any(box.meets(other) for other in taken)
        ]
        if place.id not in stressed:
            seats = [seat for seat in seats if not seat[2]]
        if seats:
            spot, box, _ = min(
                seats,
                key=lambda seat: (seat[2], sum(seat[1].meets(point) for point in points)),
            )
            taken.extend((box.grown(2 * unit), point))
            spots.append(spot)
    return tuple(spots)


def _order(place: Place, stressed: frozenset[PlaceId]) -> tuple[bool, bool, int, str]:
    return (place.id not in stressed, place.kind in _AREAS, place.rank, place.id)


def clashing(
    spots: Iterable[Spot],
    names: Mapping[PlaceId, int],
    views: Iterable[Viewport],
    *,
    unit: float,
    measure: Measure,
) -> frozenset[Spot]:
    """The spots that would run into a more important one in some view on the way."""
    clashing: set[Spot] = set()
    ordered = [spot for spot in spots if spot.place.id in names]
    sizes = {spot: measure(spot.place, names[spot.place.id], spot.look) for spot in ordered}
    for view in views:
        kept: list[Box] = []
        for spot in ordered:
            box = spot.box(view, *sizes[spot], unit)
            if any(box.meets(other) for other in kept):
                clashing.add(spot)
            else:
                kept.append(box)
    return frozenset(clashing)


class LabelFlight(NamedTuple):
    """How names come and go in a flight: each keeps its seat and only fades.

    `before` is how strongly each shows when the flight starts, `after` who is to stay, `resting`
    who leaves in between because the way is too narrow.
    """

    before: Mapping[Spot, float]
    after: frozenset[Spot]
    resting: frozenset[Spot]

    def opacities(self, progress: float) -> dict[Spot, float]:
        """How strongly each name shows at a part of the flight from 0 to 1."""
        leaving = 1 - ease(progress / LEAVES_BY)
        arriving = ease((progress - ARRIVES_FROM) / (1 - ARRIVES_FROM))
        shown: dict[Spot, float] = {}
        for spot, opacity in self.before.items():
            if spot not in self.after:
                shown[spot] = opacity * leaving
            elif spot in self.resting:
                shown[spot] = max(opacity * leaving, arriving)
            else:
                shown[spot] = opacity + (1 - opacity) * ease(progress / LEAVES_BY)
        for spot in self.after:
            if spot not in self.before:
                shown[spot] = arriving
        return shown

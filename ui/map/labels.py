"""Which names are on the map and where: placed by priority, without overlap, calm in flight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from math import hypot, inf
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
OFF = 14.0  # between the middle of an area and a name beside it
AIR = (7.0, 4.0)  # between two names side by side, and one above the other
APART = 0.35  # of a dot, between the middles of two that stops point at

# What a seat costs: to hide a line that had better be seen, to cover a point that a stop speaks
# of, and to do without the second line. A name left out costs the more the earlier it comes.
HIDES, COVERS, BRIEF, LEFT_OUT = 30.0, 10.0, 3.0, 1000.0
WORTH = 1.0  # by how much a better arrangement must be better
TRIES = 300


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
BY_AREA = (Side.CENTRE, *BESIDE)
CORNER = 0.6  # of the gap, along each axis, where a name stands at a corner of its point
AREAS = (PlaceKind.SEA, PlaceKind.LAKE, PlaceKind.RIVER, PlaceKind.REGION, PlaceKind.ISLAND)

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
    clear = ((spot.look.dot or OFF) + GAP) * unit * (CORNER if way_x and way_y else 1.0)
    x0, y0 = x + way_x * clear + shift_x * width, y + way_y * clear + shift_y * height
    return Box(x0, y0, x0 + width, y0 + height)


class Seat(NamedTuple):
    """A spot that is free for a name in a view, and how bad it is.

    In pixels: what the name covers, that with the air around it, and the point of its place.
    """

    spot: Spot
    name: Box
    room: Box
    point: Box
    cost: float

    def beside(self, other: Seat) -> bool:
        """Whether both can be had."""
        return not (
            self.name.meets(other.room)
            or self.name.meets(other.point)
            or self.point.meets(other.name)
            or (self.point.meets(other.point) and not _apart(self.point, other.point))
        )


def _best(seats: Iterable[Seat]) -> Seat | None:
    """The best of a name's seats; behind one with nothing against it no more are looked at."""
    best: Seat | None = None
    for seat in seats:
        if best is None or seat.cost < best.cost:
            best = seat
        if best.cost < 1:
            break
    return best


def _aired(name: Box, unit: float) -> Box:
    """A name with the air around it that other names leave free."""
    across, down = AIR[0] * unit, AIR[1] * unit
    return Box(name.x0 - across, name.y0 - down, name.x1 + across, name.y1 + down)


def _apart(one: Box, other: Box) -> bool:
    """Whether two dots that overlap can still be told apart."""
    return hypot(one.x0 - other.x0, one.y0 - other.y0) >= APART * max(one.width, other.width)


def plan(
    names: Iterable[NameShown],
    stressed: Sequence[PlaceId],
    view: Viewport,
    *,
    free: Box,
    unit: float,
    obstacles: Iterable[Box],
    measure: Measure,
    least: float = 0.0,
    spared: Sequence[Box] = (),
) -> tuple[Spot, ...]:
    """Seats for the names of a day in a view: the most important first, none over another.

    Stressed places come before all others, in their order, and find seats together. A name
    leaves their points free where it has another side to stand on.

    `free` is the part of the picture (pixels) that names may use, `obstacles` boxes in it that
    they must leave alone; of the `spared` boxes a stressed name hides as few as it can, and any
    other name none. Names are at least `least` reference pixels large.
    """
    reach = view.metres * unit
    turns = {place: turn for turn, place in enumerate(stressed)}
    wanted = [
        name
        for name in names
        if name.weight >= 0.5
        and (name.place.id in turns or reach <= style.FARTHEST[name.place.rank])
    ]
    told = [name for name in wanted if name.place.id in turns]
    told.sort(key=lambda name: (name.place.kind in AREAS, turns[name.place.id]))
    others = [name for name in wanted if name.place.id not in turns]
    others.sort(key=lambda name: (name.place.kind in AREAS, name.place.rank, name.place.id))
    towns = [name for name in told if name.place.kind not in AREAS]
    points = [
        Box(x, y, x, y).grown(4 * unit)
        for name in towns
        for x, y in [view.to_pixel(name.place.x, name.place.y)]
    ]
    hall = _Hall(view, free, unit, measure, least, spared, points, [*obstacles], {})
    spots = [
        hall.take(seat) for group in (towns, told[len(towns) :]) for seat in _together(group, hall)
    ]
    for name in others:
        seat = _best(hall.seats(name))
        if seat:
            spots.append(hall.take(seat))
    return tuple(spots)


class _Hall(NamedTuple):
    """A view in which names take their seats; `points` are those that had better stay free."""

    view: Viewport
    free: Box
    unit: float
    measure: Measure
    least: float
    spared: Sequence[Box]
    points: Sequence[Box]
    taken: list[Box]
    lines: dict[PlaceId, list[Box]]

    def take(self, seat: Seat) -> Spot:
        """Nothing may stand on the seat any more."""
        self.taken.extend((seat.room, seat.point))
        return seat.spot

    def seats(self, name: NameShown, *, told: bool = False, brief: bool = False) -> Iterator[Seat]:
        """The free seats of a name, the usual first; `brief` is without its second line."""
        place, unit, taken = name.place, self.unit, self.taken
        x, y = self.view.to_pixel(place.x, place.y)
        if not self.free.contains(Box(x, y, x, y)):
            return
        look = style.label_look(place.kind, place.rank, stressed=told, least=self.least)
        point = Box(x, y, x, y).grown((look.dot + 1) * unit)
        if not self.free.contains(point) or (look.dot and any(point.meets(box) for box in taken)):
            return
        if brief:
            if not look.both:
                return
            look = look._replace(both=False)
        width, height = self.measure(place, name.label, look)
        reach = ((look.dot or OFF) + GAP) * unit
        around = Box(x - width, y - height, x + width, y + height).grown(reach)
        taken = [box for box in taken if box.meets(around)]
        sides = BESIDE if place.kind not in AREAS else BY_AREA if told else BY_AREA[:1]
        for number, side in enumerate(sides):
            spot = Spot(place, side, look)
            box = box_at(x, y, spot, width, height, unit)
            if not self.free.contains(box) or any(box.meets(other) for other in taken):
                continue
            hidden = sum(box.meets(line) for line in self._lines_near(place.id, around))
            if hidden and not told:
                continue
            covered = sum(box.meets(point) for point in self.points)
            cost = HIDES * hidden + COVERS * covered + BRIEF * brief + number / len(Side)
            yield Seat(spot, box, _aired(box, unit), point, cost)

    def _lines_near(self, place: PlaceId, around: Box) -> list[Box]:
        """The spared boxes near a place; asked for each of its seats."""
        found = self.lines.get(place)
        if found is None:
            found = [line for line in self.spared if line.meets(around)]
            self.lines[place] = found
        return found

    def all_seats(self, names: Sequence[NameShown]) -> dict[int, list[Seat]]:
        """The free seats of those told names that have any, by turn, the best first."""
        options = {
            turn: [
                *self.seats(name, told=True),
                *self.seats(name, told=True, brief=True),
            ]
            for turn, name in enumerate(names)
        }
        return {
            turn: sorted(seats, key=lambda seat: seat.cost)
            for turn, seats in options.items()
            if seats
        }


def _together(names: Sequence[NameShown], hall: _Hall) -> list[Seat]:
    """Seats for names in their order: each takes the best that those before it leave free.

    Only where that leaves a name without a seat, other arrangements of it and of those near it
    are looked for, and second lines left out.
    """
    found: dict[int, Seat] = {}
    for turn, name in enumerate(names):
        seat = _best(
            seat
            for seat in hall.seats(name, told=True)
            if all(seat.beside(one) for one in found.values())
        )
        if seat:
            found[turn] = seat
    if len(found) < len(names):
        for near in _clusters(hall.all_seats(names)):
            if not near.keys() <= found.keys():
                for turn in near:
                    found.pop(turn, None)
                found.update(_Arranging(near).best())
    return [found[turn] for turn in sorted(found)]


def _clusters(options: Mapping[int, list[Seat]]) -> list[dict[int, list[Seat]]]:
    """Groups of names whose seats can get into one another's way."""
    clusters: list[tuple[dict[int, list[Seat]], list[Box]]] = []
    for turn, seats in options.items():
        hull = _hull([*(seat.room for seat in seats), seats[0].point])
        members, hulls, apart = {turn: seats}, [hull], []
        for cluster in clusters:
            if any(hull.meets(box) for box in cluster[1]):
                members |= cluster[0]
                hulls += cluster[1]
            else:
                apart.append(cluster)
        clusters = [*apart, (members, hulls)]
    return [members for members, _ in clusters]


def _hull(boxes: Sequence[Box]) -> Box:
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return Box(min(x0), min(y0), max(x1), max(y1))


class _Arranging:
    """Looks for the arrangement that leaves out the fewest names, for a limited time.

    `options` are the seats of each name, the best first, by the name's turn.
    """

    def __init__(self, options: Mapping[int, Sequence[Seat]]) -> None:
        self._turns = sorted(options)
        self._options = [options[turn] for turn in self._turns]
        self._tries = TRIES
        self._pairs: dict[tuple[int, int], bool] = {}
        self._chosen: dict[int, Seat] = {}
        self._best: dict[int, Seat] = {}
        self._least = inf
        least = [seats[0].cost for seats in self._options]
        self._ahead = [sum(least[number:]) for number in range(len(least) + 1)]

    def best(self) -> Mapping[int, Seat]:
        """The best arrangement found."""
        self._go_on(0, 0.0)
        return self._best

    def _go_on(self, number: int, cost: float) -> None:
        """Seat the names from one on, when those before it have cost so much."""
        if cost + self._ahead[number] >= self._least - WORTH:
            return
        if number == len(self._options):
            self._best, self._least = {**self._chosen}, cost
            return
        turn = self._turns[number]
        for seat in self._options[number]:
            if self._tries <= 0:
                break
            self._tries -= 1
            if all(self._both(seat, one) for one in self._chosen.values()):
                self._chosen[turn] = seat
                self._go_on(number + 1, cost + seat.cost)
                del self._chosen[turn]
        self._go_on(number + 1, cost + LEFT_OUT / (turn + 1))

    def _both(self, one: Seat, other: Seat) -> bool:
        """Whether both seats can be had; asked again and again for the same two."""
        pair = id(one), id(other)
        found = self._pairs.get(pair)
        if found is None:
            found = self._pairs[pair] = one.beside(other)
        return found


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

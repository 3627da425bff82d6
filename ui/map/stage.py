"""What moves at a stop while the map rests: the containers of a race, the ships of a voyage.

A stage is planned for one picture and is painted at any progress from 0 to 1, a pure function of
the two. At 1 it is the picture at rest. Lines go under the names of places and marks over them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import degrees
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from db.records import Place, PlaceId, Race, Route, RouteId, Run, World
from ui import theme
from ui.camera import Box, Viewport
from ui.flight import ease
from ui.map import counter_cards as cards
from ui.map import style
from ui.map.counter_cards import Card, Entrant, Look
from ui.map.course import Course, Point, courses
from ui.map.routes import stretch
from ui.map.seating import Seating, take_all
from ui.theme import with_alpha

RUNS_UNTIL = 0.9  # of the time; then what the race shows appears
SETTLES = 0.035  # of the time that a container takes from the quay to its place
QUAY = 9.0  # reference pixels that containers at rest leave around the dot of where they are
ASIDE = 3.0  # reference pixels between a route and each of two runs along it
AHEAD = 0.34  # opacity of the way ahead
SHIPS = 4
LEAD, SPACING = 0.9, 0.2  # where the first ship rests on the stretch in view, and the next ones


class Stage(Protocol):
    """Something that moves over a map at rest."""

    @property
    def routes(self) -> frozenset[RouteId]:
        """The routes that the stage draws itself."""
        ...

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The parts of the picture that names must leave alone."""
        ...

    @property
    def spared(self) -> tuple[Box, ...]:
        """The parts of the picture that names should hide as little as they can."""
        ...

    def is_alone(self, within: Box) -> bool:
        """Whether nothing shows in that part of the picture but what goes over the names."""
        ...

    def paint_ground(self, painter: QPainter) -> None:
        """Paint what does not move and goes under all else."""
        ...

    def paint_under(self, painter: QPainter, progress: float, within: Box | None) -> None:
        """Paint what goes under the names of places; at least what is `within` a box."""
        ...

    def paint_over(self, painter: QPainter, progress: float, within: Box | None) -> None:
        """Paint what goes over them; at least what is `within` a box."""
        ...

    def changed(self, before: float, after: float) -> Iterator[Box]:
        """The parts of the picture that differ between two moments."""
        ...


class RaceStage:
    """Containers side by side, the way they have come, and a card for each port."""

    def __init__(
        self,
        race: Race,
        world: World,
        view: Viewport,
        *,
        free: Box,
        unit: float,
        text: int,
        taken: Iterable[Box],
        names: Callable[[Sequence[Box]], Iterable[Box]],
    ) -> None:
        self._race = race
        self._unit = unit
        self._look = Look(text, unit)
        self._longest = max(run.km for run in race.runs)
        self._entrants = {run.id: Entrant(_name(run.start, race, world), run) for run in race.runs}
        routes = {route.id: route for route in world.routes}
        self._ways = {run.id: self._way(run, routes, view) for run in race.runs}
        every = self._look.container[1]
        self._line = [
            Box(x, y, x, y).grown(0.28 * every)
            for way in self._ways.values()
            for x, y in _sampled(way, every)
        ]
        # A name stands so close to its dot that it always hides some line there.
        dots = [_around(way[0].points[:1], 1.6 * every) for way in self._ways.values()]
        dots += [
            _around(part.points[-1:], 1.6 * every) for way in self._ways.values() for part in way
        ]
        self._spared = tuple(box for box in self._line if not any(box.meets(dot) for dot in dots))
        # Names make way for the containers at rest, cards for names, and names for the race's line.
        taken = [*taken]
        self._seat_containers(world, view, self._floor(free, taken))
        told = names((*self._spared, self._quay))
        self._plan(world, free, [*taken, self._quay, *told])

    def _floor(self, free: Box, taken: Iterable[Box]) -> Seating:
        """Where there is room beside what is taken and the line of the race."""
        seating = Seating(free.grown(-8 * self._unit), 11 * self._unit)
        take_all(seating, taken)
        take_all(seating, (box.grown(0.37 * self._look.container[1]) for box in self._line))
        return seating

    def _way(self, run: Run, routes: Mapping[RouteId, Route], view: Viewport) -> tuple[Course, ...]:
        starts = list(dict.fromkeys(each.start for each in self._race.runs))
        side = 2 * (starts.index(run.start) % 2) - 1
        return courses(run, routes, view, side * ASIDE * self._unit)

    # Planning

    def _plan(self, world: World, free: Box, taken: list[Box]) -> None:
        """Seat cards and finding; with fewer words where there is little room."""
        for brief, lines in ((False, 2), (True, 2), (True, 3)):
            self._look = self._look._replace(brief=brief)
            seating = self._floor(free, taken)
            self._cards: list[tuple[Box, Card]] = []
            for runs in self._sides():
                self._seat_card(world, runs, seating)
            self._seat_finding(free, seating, lines)
            if not seating.crowded:
                return

    def _seat_containers(self, world: World, view: Viewport, seating: Seating) -> None:
        """Where the containers rest: two by two on the quay, in the order of their arrival."""
        places: dict[PlaceId, Place] = {place.id: place for place in world.places}
        arrived = sorted(self._race.runs, key=lambda run: run.km)
        place = places[arrived[0].finish]
        x, y = view.to_pixel(place.x, place.y)
        width, height = self._look.container
        pitch_x, pitch_y = width + 2 * self._unit, height + 2 * self._unit
        rows = -(-len(arrived) // 2)
        seating.take(Box(x, y, x, y).grown(QUAY * self._unit))
        self._quay = seating.seat(2 * pitch_x, rows * pitch_y, (x, y))
        self._slots = {
            run.id: (
                self._quay.x0 + (number % 2 + 0.5) * pitch_x,
                self._quay.y1 - (number // 2 + 0.5) * pitch_y,
            )
            for number, run in enumerate(arrived)
        }

    def _sides(self) -> list[list[Run]]:
        """The runs by the port they go by, the longest ways first: they leave least room."""
        ports: dict[PlaceId, list[Run]] = {}
        for run in self._race.runs:
            ports.setdefault(run.by, []).append(run)
        return sorted(ports.values(), key=lambda runs: -sum(run.km for run in runs))

    def _seat_card(self, world: World, runs: list[Run], seating: Seating) -> None:
        """Seat the card of one port."""
        port = _name(runs[0].by, self._race, world)
        card = Card(f"By {port}", tuple(self._entrants[run.id] for run in runs))
        width, height = cards.card_size(card, self._look)
        box = seating.seat(width, height, self._beside_way(runs, width))
        seating.take(box.grown(5 * self._unit))
        self._cards.append((_whole(box), card))

    def _seat_finding(self, free: Box, seating: Seating, lines: int) -> None:
        race = self._race
        finding = cards.set_finding(race.finding, race.basis, self._look, free.width, lines)
        right = max((box for box, _ in self._cards), key=lambda box: box.x0 + box.x1)
        near = ((right.x0 + right.x1) / 2, right.y1 + 0.6 * finding.height)
        self._finding = finding, _whole(seating.seat(finding.width, finding.height, near))

    def _beside_way(self, runs: list[Run], width: float) -> Point:
        """Where the cards of a port would best stand: outside of its sea way, half-way along."""
        x, y = self._middle_of(runs)
        out = 1 if x > self._middle_of(self._race.runs)[0] else -1
        return x + out * 0.75 * width, y

    def _middle_of(self, runs: Sequence[Run]) -> Point:
        middles = [
            way.at((way.km[0] + way.km[-1]) / 2) for way in (self._ways[run.id][-1] for run in runs)
        ]
        xs, ys = zip(*middles, strict=True)
        return sum(xs) / len(xs), sum(ys) / len(ys)

    # The clock

    def km(self, run: Run, progress: float) -> float:
        """How far a run has come; all go at the same speed."""
        return min(progress / RUNS_UNTIL * self._longest, run.km)

    def arrives(self, run: Run) -> float:
        """The progress at which a run has come to its end."""
        return run.km / self._longest * RUNS_UNTIL

    def _settled(self, run: Run, progress: float) -> float:
        """How far a container has been moved from the quay to its place, 0 to 1."""
        return ease((progress - self.arrives(run)) / SETTLES)

    def _told(self, progress: float) -> float:
        """How strongly the finding shows."""
        return ease((progress - RUNS_UNTIL - SETTLES) / (1 - RUNS_UNTIL - SETTLES))

    def _container(self, run: Run, progress: float) -> Point:
        way = self._ways[run.id]
        x, y = _at(way, self.km(run, progress))
        part = self._settled(run, progress)
        to_x, to_y = self._slots[run.id]
        return x + (to_x - x) * part, y + (to_y - y) * part

    # Painting

    @property
    def routes(self) -> frozenset[RouteId]:
        """The routes that the runs take."""
        return frozenset(leg.route for run in self._race.runs for leg in run.legs)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Cards, finding, and the quay."""
        return (*(box for box, _ in self._cards), self._finding[1], self._quay)

    @property
    def spared(self) -> tuple[Box, ...]:
        """The lines of the runs."""
        return self._spared

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs of the race."""
        return self._race.runs

    @property
    def text_pixels(self) -> int:
        """The size of the text on the cards."""
        return self._look.text

    @property
    def ways(self) -> dict[str, tuple[Course, ...]]:
        """The line of each run, part by part."""
        return dict(self._ways)

    def is_alone(self, within: Box) -> bool:
        """On a card: cards stand clear of ways and names."""
        return any(box.grown(2).contains(within) for box, _ in self._cards)

    def paint_ground(self, painter: QPainter) -> None:
        """Paint the ways ahead, faint."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for run in self._race.runs:
            colour = style.route_colour(run.family)
            for course in self._ways[run.id]:
                _stroke(painter, course.points, with_alpha(theme.PAPER, AHEAD), 4.6 * self._unit)
                _stroke(painter, course.points, with_alpha(colour, AHEAD), 2.4 * self._unit)
        painter.restore()

    def paint_under(self, painter: QPainter, progress: float, within: Box | None) -> None:
        """Paint the ways as far as they are come."""
        unit = self._unit
        near = within.grown(4 * unit) if within else None
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for run in self._race.runs:
            colour = style.route_colour(run.family)
            km = self.km(run, progress)
            for course in self._ways[run.id]:
                if km <= course.km[0]:
                    break
                for begun, line in course.parts(km, near):
                    _stroke(painter, line, theme.PAPER, 5.6 * unit)
                    _stroke(painter, line, colour, 4.0 * unit, dashed=course.by_sea, begun=begun)
        painter.restore()

    def paint_over(self, painter: QPainter, progress: float, within: Box | None) -> None:
        """Paint the containers, the one ahead on top, and the cards."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for run in sorted(self._race.runs, key=lambda run: -run.km):
            x, y = self._container(run, progress)
            if within is None or within.meets(_around([(x, y)], self._look.container[0])):
                cards.paint_container(painter, QPointF(x, y), self._entrants[run.id], self._look)
        for box, card in self._cards:
            if within is None or within.meets(box):
                cards.paint_card(painter, box, card, lambda run: self.km(run, progress), self._look)
        told = self._told(progress)
        finding, box = self._finding
        if told > 0 and (within is None or within.meets(box)):
            painter.setOpacity(told)
            cards.paint_finding(painter, box, finding, self._look)
        painter.restore()

    def changed(self, before: float, after: float) -> Iterator[Box]:
        """Where containers have gone, lines of cards that read differently, and the finding."""
        reach = self._look.container[0]
        for run in self._race.runs:
            one, other = self.km(run, before), self.km(run, after)
            low, high = sorted((one, other))
            way = self._ways[run.id]
            passed = [_at(way, low), *_inside(way, low, high), _at(way, high)]
            ends = [self._container(run, before), self._container(run, after)]
            if ends[0] != ends[1]:
                yield _around([*passed, *ends], reach)
        for box, card in self._cards:
            for number, (_, run) in enumerate(card.entrants):
                if cards.reads(run, self.km(run, before)) != cards.reads(run, self.km(run, after)):
                    yield cards.line_box(card, number, box, self._look)
        if self._told(before) != self._told(after):
            yield self._finding[1].grown(1)


def _name(place: PlaceId, race: Race, world: World) -> str:
    """What a place is called at the stop of a race."""
    step = world.step_of(race.event)
    day = step.day if step else world.as_of
    labels = next(found.labels for found in world.places if found.id == place)
    return next((label.text for label in labels if label.start <= day < label.end), place)


class VoyageStage:
    """A few ships one behind the other along each sea route."""

    def __init__(self, routes: Sequence[Route], view: Viewport, *, unit: float) -> None:
        self._unit = unit
        self._lanes = [
            (lane, style.route_colour(route.family))
            for route in routes
            if (lane := lane_in_view(route, view)) is not None
        ]

    @property
    def routes(self) -> frozenset[RouteId]:
        """None: the map draws the routes."""
        return frozenset()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """None: ships go under the names."""
        return ()

    @property
    def spared(self) -> tuple[Box, ...]:
        """Nothing."""
        return ()

    def ships(self, progress: float) -> Iterator[tuple[Course, float, QColor]]:
        """The ships that have set out: their lane, how far along it, and their colour."""
        on = 1 - (1 - progress) ** 1.6  # they slow down as they arrive
        for lane, colour in self._lanes:
            for number in range(SHIPS):
                share = (LEAD - number * SPACING) - LEAD * (1 - on)
                if share > 0:
                    yield lane, share * lane.km[-1], colour

    def is_alone(self, within: Box) -> bool:
        """Nowhere: ships go under the names."""
        return False

    def paint_ground(self, painter: QPainter) -> None:
        """Nothing: the map draws the routes."""

    def paint_under(self, painter: QPainter, progress: float, within: Box | None) -> None:
        """Paint the ships."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for lane, km, colour in self.ships(progress):
            if within is None or within.meets(_around([lane.at(km)], SHIP * self._unit)):
                paint_ship(painter, lane.at(km), lane.heading(km), colour, self._unit)
        painter.restore()

    def paint_over(self, painter: QPainter, progress: float, within: Box | None) -> None:
        """Nothing goes over the names."""

    def changed(self, before: float, after: float) -> Iterator[Box]:
        """Where ships were and where they are."""
        for progress in (before, after):
            for lane, km, _ in self.ships(progress):
                yield _around([lane.at(km)], SHIP * self._unit)


def lane_in_view(route: Route, view: Viewport) -> Course | None:
    """The last stretch of a route that is in view from its start to its end, in pixels."""
    inside = [
        km
        for km, (x, y) in zip(route.km, route.points, strict=True)
        if view.box.x0 <= x <= view.box.x1 and view.box.y0 <= y <= view.box.y1
    ]
    if len(inside) < 2:
        return None
    first, last = inside[0], inside[-1]
    points = [view.to_pixel(x, y) for x, y in stretch(route, first, last)]
    km = [km - first for km in (first, *(k for k in route.km if first < k < last), last)]
    return Course.of(points, km, by_sea=True)


HULL = ((17, 0), (9, 6.6), (-12, 6.6), (-15, 4.4), (-15, -4.4), (-12, -6.6), (9, -6.6))
BRIDGE = ((-4, 3.4), (-9, 3.4), (-9, -3.4), (-4, -3.4))
HATCH = ((7, 2.4), (0, 2.4), (0, -2.4), (7, -2.4))
SHIP = 20.0  # reference pixels that a ship and its outline reach


def paint_ship(painter: QPainter, at: Point, heading: float, colour: QColor, unit: float) -> None:
    """A ship seen from above, its bow to where it goes."""
    painter.save()
    painter.translate(*at)
    painter.rotate(degrees(heading))
    painter.scale(unit, unit)
    pen = QPen(theme.PAPER, 3.0)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour.darker(125))
    painter.drawPolygon(_polygon(HULL))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.PAPER)
    painter.drawPolygon(_polygon(BRIDGE))
    painter.setBrush(with_alpha(theme.PAPER, 0.55))
    painter.drawPolygon(_polygon(HATCH))
    painter.restore()


def _polygon(points: Sequence[Point]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


DASHES = (2.4, 1.1)  # of a way by sea, in widths of the line


def _stroke(
    painter: QPainter,
    line: Sequence[Point],
    colour: QColor,
    width: float,
    *,
    dashed: bool = False,
    begun: float = 0.0,
) -> None:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        pen.setDashPattern(list(DASHES))
        pen.setDashOffset(begun / width % sum(DASHES))
    painter.setPen(pen)
    painter.drawPolyline(_polygon(line))


def _at(way: Sequence[Course], km: float) -> Point:
    """The pixel of a way at that many km."""
    course = next((course for course in way if km <= course.km[-1]), way[-1])
    return course.at(km)


def _inside(way: Sequence[Course], low: float, high: float) -> list[Point]:
    """The corners of a way between two distances."""
    return [
        point
        for course in way
        for point, km in zip(course.points, course.km, strict=True)
        if low < km < high
    ]


def _sampled(way: Sequence[Course], every: float) -> Iterator[Point]:
    """Points of a way that lie close enough to cover it."""
    for course in way:
        for (x0, y0), (x1, y1) in pairwise(course.points):
            steps = int(max(abs(x1 - x0), abs(y1 - y0)) / every) + 1
            for step in range(steps + 1):
                yield x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps


def _around(points: Sequence[Point], reach: float) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys)).grown(reach)


def _whole(box: Box) -> Box:
    """The box moved onto whole pixels."""
    x, y = round(box.x0), round(box.y0)
    return Box(x, y, x + round(box.width), y + round(box.height))

"""What a stop tells, as points of the map plane: what nothing on the map should hide."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from db.records import Event, Race, Step, World
from ui.camera import Box
from ui.map.basemap import Basemap
from ui.map.labels import AREAS
from ui.map.routes import point_at, stretch

SPREAD = 5  # points by which land is looked at, along each side of the box around it
STRETCHES = 60  # by which ways are looked at

Point = tuple[float, float]


def places_told(step: Step, event: Event, world: World) -> list[Point]:
    """Where the places lie that a stop points at by name."""
    told = {*event.places}
    return [
        (place.x, place.y)
        for place in world.places
        if place.id in told
        and place.kind not in AREAS
        and any(label.start <= step.day < label.end for label in place.labels)
    ]


def ways_told(event: Event, world: World) -> list[Point]:
    """Points along the routes that a stop points at or has in motion."""
    race, voyage = world.race_at(event.id), world.voyage_at(event.id)
    told = {*event.routes, *(voyage.routes if voyage else ())}
    told |= {leg.route for run in (race.runs if race else ()) for leg in run.legs}
    return [
        point_at(route, route.km[-1] * part / STRETCHES)
        for route in world.routes
        if route.id in told
        for part in range(STRETCHES + 1)
    ]


def land_told(event: Event, basemap: Basemap) -> list[Point]:
    """Points spread over the land that a stop points at."""
    pieces = basemap.pieces(0, "land", basemap.bounds)
    return [
        point
        for territory in sorted(event.territories)
        for shape in pieces.get(territory, ())
        for point in _spread(shape.box)
        if shape.path.contains(QPointF(*point))
    ]


def race_told(race: Race, world: World) -> list[Point]:
    """The points that the ways of a race go through."""
    routes = {route.id: route for route in world.routes}
    return [
        point
        for leg in {leg for run in race.runs for leg in run.legs}
        for point in stretch(routes[leg.route], leg.first_km, leg.last_km)
    ]


def _spread(box: Box) -> list[Point]:
    """Points spread evenly over a box."""
    parts = [(part + 0.5) / SPREAD for part in range(SPREAD)]
    return [(box.x0 + box.width * x, box.y0 + box.height * y) for x in parts for y in parts]

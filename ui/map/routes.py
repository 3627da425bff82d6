"""Paints railways as far as they are built, roads, and sea routes."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from db.records import Mode, Route, RouteId
from ui.camera import Viewport
from ui.inscriptions import note_line
from ui.map import style
from ui.map.ground import plane_transform
from ui.map.scene import Scene, Track

LINES_KEPT = 256
DOT = 3.4  # reference pixels of the dots of a way that is not open
RACED = 0.4  # opacity of a route along which a race is to be run


def point_at(route: Route, km: float) -> tuple[float, float]:
    """The plane point at that many kilometres along a route, held to its ends."""
    if km <= route.km[0]:
        return route.points[0]
    if km >= route.km[-1]:
        return route.points[-1]
    after = bisect_right(route.km, km)
    before = after - 1
    share = (km - route.km[before]) / (route.km[after] - route.km[before])
    (x0, y0), (x1, y1) = route.points[before], route.points[after]
    return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share


def stretch(route: Route, first_km: float, last_km: float) -> list[tuple[float, float]]:
    """The plane points of the part of a route between two distances, in rising order."""
    low, high = sorted((first_km, last_km))
    between = [point for point, km in zip(route.points, route.km, strict=True) if low < km < high]
    return [point_at(route, low), *between, point_at(route, high)]


def paint_routes(
    painter: QPainter,
    view: Viewport,
    scene: Scene,
    *,
    unit: float,
    raced: frozenset[RouteId] = frozenset(),
    staged: frozenset[RouteId] = frozenset(),
) -> None:
    """Paint every track of the scene, the stressed ones last.

    Routes that are `raced` along are not stressed, and those that are not railways are faint;
    what is `staged` is drawn apart and leaves only its railways here.
    """
    edge = view.box.grown(12 * unit * view.metres)
    seen = QRectF(edge.x0, edge.y0, edge.width, edge.height)
    transform = plane_transform(view)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tracks = [_calm(track) if track.route.id in raced else track for track in scene.tracks]
    for track in sorted(tracks, key=lambda track: track.stress):
        if track.route.id in staged and track.route.mode is not Mode.RAIL:
            continue
        kept = _line_of(track)
        if not kept.box.intersects(seen):
            continue
        line = transform.map(kept.line)
        painter.setOpacity(min(track.weight, 1.0))
        if track.unopened:
            _dotted(painter, line, track, unit)
        elif track.route.mode is Mode.RAIL:
            _rail(painter, line, track, unit)
        elif track.route.mode is Mode.SEA:
            _ribbon(painter, line, track, unit, dashes=[2.6, 1.5])
        else:
            _ribbon(painter, line, track, unit, dashes=None)
    painter.restore()


class Line(NamedTuple):
    """A stretch of a route on the plane, and the box around it."""

    points: tuple[tuple[float, float], ...]  # of the whole route
    line: QPolygonF
    box: QRectF


_lines: dict[tuple[RouteId, float, float], Line] = {}


def _line_of(track: Track) -> Line:
    """The line of a track; the same stretch is drawn at most frames."""
    route = track.route
    asked = route.id, track.first_km, track.last_km
    found = _lines.get(asked)
    if found is None or found.points is not route.points:
        if len(_lines) >= LINES_KEPT:
            _lines.clear()
        line = QPolygonF([QPointF(x, y) for x, y in stretch(route, *asked[1:])])
        # Rectangles without an extent meet nothing: a straight line has one of a metre.
        box = line.boundingRect().adjusted(-1, -1, 1, 1)
        found = _lines[asked] = Line(route.points, line, box)
    return found


def _calm(track: Track) -> Track:
    faint = 1.0 if track.route.mode is Mode.RAIL else RACED
    return track._replace(stress=0.0, weight=track.weight * faint)


def _rail(painter: QPainter, line: QPolygonF, track: Track, unit: float) -> None:
    width = (3.0 + 1.8 * track.stress) * unit
    if track.built < 1:
        _stroke(painter, line, style.RAIL, width * 0.6, dashes=[2.0, 2.0])
        painter.setOpacity(painter.opacity() * track.built)
    if track.built > 0.01:
        note_line(painter, "railway", line, width, style.RAIL)
        _stroke(painter, line, style.RAIL, width)
        _stroke(painter, line, style.RAIL_GAP, width * 0.45, dashes=[4.4, 4.4])


def _dotted(painter: QPainter, line: QPolygonF, track: Track, unit: float) -> None:
    """A way that is only spoken of: dots, on a line of paper that keeps them apart from rivers."""
    rail = track.route.mode is Mode.RAIL
    colour = style.RAIL if rail else style.route_colour(track.route.family)
    width = DOT * unit
    _stroke(painter, line, style.RAIL_GAP, width * 1.5)
    _stroke(painter, line, colour, width, dashes=[1.0, 1.3])
    note_line(painter, "route", line, width, colour)


def _ribbon(
    painter: QPainter, line: QPolygonF, track: Track, unit: float, *, dashes: list[float] | None
) -> None:
    colour = style.route_colour(track.route.family)
    width = 5.0 * unit
    _stroke(painter, line, style.RAIL_GAP, width * 1.35)
    _stroke(painter, line, colour, width, dashes=dashes)
    note_line(painter, "route", line, width, colour)


def _stroke(
    painter: QPainter,
    line: QPolygonF,
    colour: QColor,
    width: float,
    *,
    dashes: list[float] | None = None,
) -> None:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern(dashes)
    painter.setPen(pen)
    painter.drawPolyline(line)

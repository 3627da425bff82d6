"""The layers of one level: land, coast, borders, provinces, lakes and rivers, cut into cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from assets.basemap.build import cells, plane
from assets.basemap.build.levels import Level
from assets.basemap.build.plane import Floats
from assets.basemap.build.rivers import River
from assets.basemap.build.territories import Piece


@dataclass(frozen=True, slots=True)
class Shape:
    """One row of the base map: polygons (land, lake) or lines (all other layers)."""

    level: int
    layer: str
    code: str
    parts: list[BaseGeometry]


def land(pieces: list[Piece], level: Level) -> Iterator[Shape]:
    """The territories, cell by cell."""
    territories: dict[str, list[shapely.Polygon]] = defaultdict(list)
    for piece in pieces:
        territories[piece.territory].append(piece.shape)
    for code, shapes in sorted(territories.items()):
        found: dict[cells.Cell, list[BaseGeometry]] = defaultdict(list)
        for polygon in shapely.get_parts(shapely.coverage_union_all(np.array(shapes))):
            crossed = cells.with_crossings(polygon, level.cell)
            for where, part in cells.cut_polygon(crossed, level.cell, level.extent):
                found[where].extend(shapely.get_parts(part))
        for where in sorted(found):
            yield Shape(level.number, "land", code, found[where])


def lines(pieces: list[Piece], level: Level) -> Iterator[Shape]:
    """Coast, borders between territories, and borders of provinces within one."""
    starts, stops, owners = _edges(pieces, level.cell)
    first, second = _pairs(starts, stops)
    codes = [piece.territory for piece in pieces]
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one, other in zip(first, second, strict=True):
        name = _name(owners[one], owners[other] if other >= 0 else None, codes, pieces)
        if name is not None and not _on_frame(starts[one], stops[one]):
            groups[name].append(one)
    for (layer, code), edges in sorted(groups.items()):
        for _, parts in cells.cut_edges(starts[edges], stops[edges], level.cell, level.extent):
            yield Shape(level.number, layer, code, parts)


def _name(
    one: int, other: int | None, codes: list[str], pieces: list[Piece]
) -> tuple[str, str] | None:
    """The layer and code of an edge between two pieces, or of one piece and the sea."""
    if other is None:
        return "coast", codes[one]
    if codes[one] != codes[other]:
        return "border", "|".join(sorted((codes[one], codes[other])))
    if pieces[one].unit != pieces[other].unit:
        return "admin1", codes[one]
    return None


def _edges(pieces: list[Piece], cell: int) -> tuple[Floats, Floats, npt.NDArray[np.intp]]:
    """All edges of all pieces, each from its lower to its higher end, with their owners."""
    starts, stops, owners = [], [], []
    for index, piece in enumerate(pieces):
        crossed = cells.with_crossings(piece.shape, cell)
        for ring in (crossed.exterior, *crossed.interiors):
            points = shapely.get_coordinates(ring)
            starts.append(points[:-1])
            stops.append(points[1:])
            owners.append(np.full(len(points) - 1, index))
    a, b = np.vstack(starts), np.vstack(stops)
    turned = (b[:, 0] < a[:, 0]) | ((b[:, 0] == a[:, 0]) & (b[:, 1] < a[:, 1]))
    a[turned], b[turned] = b[turned], a[turned]
    return a, b, np.concatenate(owners)


def _pairs(starts: Floats, stops: Floats) -> tuple[list[int], list[int]]:
    """Each edge once: its index, and that of its twin in the neighbour or -1."""
    keys = np.column_stack([starts, stops])
    order = np.lexsort(keys.T)
    sorted_keys = keys[order]
    same = (sorted_keys[1:] == sorted_keys[:-1]).all(axis=1)
    is_twin = np.concatenate([[False], same])
    has_twin = np.concatenate([same, [False]])
    firsts = np.flatnonzero(~is_twin)
    twins = np.where(has_twin[firsts], order[np.minimum(firsts + 1, len(order) - 1)], -1)
    return [int(i) for i in order[firsts]], [int(i) for i in twins]


def _on_frame(a: Floats, b: Floats) -> bool:
    """Whether an edge runs along the edge of the rectangle, where nothing is to be seen."""
    x0, y0, x1, y1 = plane.RECTANGLE
    return bool((a[0] == b[0] and a[0] in (x0, x1)) or (a[1] == b[1] and a[1] in (y0, y1)))


def lakes(shapes: list[tuple[str, shapely.Polygon]], level: Level) -> Iterator[Shape]:
    """Lakes, whole, so that their outline can be stroked."""
    extent = shapely.box(*level.extent)
    for code, shape in shapes:
        if shape.area < level.smallest_lake or not shape.intersects(extent):
            continue
        simple = shapely.set_precision(shape.simplify(level.tolerance / 2), 1)
        parts = [part for part in shapely.get_parts(simple) if part.geom_type == "Polygon"]
        if parts:
            yield Shape(level.number, "lake", code, parts)


def rivers(found: list[River], level: Level) -> Iterator[Shape]:
    """Rivers, cell by cell; the smallest ones not in the coarsest level."""
    groups: dict[str, list[tuple[Floats, Floats]]] = defaultdict(list)
    for river in found:
        if level.number == 0 and river.rank == 3:
            continue
        for part in shapely.get_parts(river.line):
            simple = shapely.get_coordinates(part.simplify(level.tolerance / 4)).round()
            kept = np.concatenate([[True], (simple[1:] != simple[:-1]).any(axis=1)])
            if kept.sum() < 2:
                continue
            line = cells.with_crossings(shapely.LineString(simple[kept]), level.cell)
            points = shapely.get_coordinates(line)
            groups[river.code].append((points[:-1], points[1:]))
    for code in sorted(groups):
        starts = np.vstack([a for a, _ in groups[code]])
        stops = np.vstack([b for _, b in groups[code]])
        for _, parts in cells.cut_edges(starts, stops, level.cell, level.extent):
            yield Shape(level.number, "river", code, parts)

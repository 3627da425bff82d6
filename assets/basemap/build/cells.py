"""Cuts polygons and lines along a grid of square cells, exactly.

Before anything is cut, the points where an edge crosses the grid become vertices in whole metres.
They are computed from the edge alone, always in the same direction, so that both owners of a
border and both sides of a cell edge have bit-identical points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from assets.basemap.build.plane import Box, Floats

Cell = tuple[int, int]


def with_crossings(shape: BaseGeometry, cell: int) -> BaseGeometry:
    """The shape with a vertex wherever one of its edges crosses the grid."""
    if isinstance(shape, shapely.Polygon):
        rings = [_crossed(shapely.get_coordinates(ring), cell) for ring in shape.interiors]
        return shapely.Polygon(_crossed(shapely.get_coordinates(shape.exterior), cell), rings)
    return shapely.LineString(_crossed(shapely.get_coordinates(shape), cell))


def _crossed(points: Floats, cell: int) -> Floats:
    index = np.floor(points / cell)
    crossing = np.flatnonzero((index[1:] != index[:-1]).any(axis=1))
    parts: list[Floats] = []
    at = 0
    for edge in crossing.tolist():
        parts.append(points[at : edge + 1])
        parts.append(_on_grid(points[edge], points[edge + 1], cell))
        at = edge + 1
    parts.append(points[at:])
    return np.vstack(parts)


def _on_grid(a: Floats, b: Floats, cell: int) -> Floats:
    """Where the edge from a to b crosses the grid, in that order, ends excluded."""
    turned = (b[0], b[1]) < (a[0], a[1])
    start, stop = (b, a) if turned else (a, b)
    found = set()
    for axis in (0, 1):
        low, high = sorted((start[axis], stop[axis]))
        for line in np.arange(np.ceil(low / cell), np.floor(high / cell) + 1) * cell:
            if low < line < high:
                t = (line - start[axis]) / (stop[axis] - start[axis])
                other = np.round(start[1 - axis] + t * (stop[1 - axis] - start[1 - axis]))
                found.add((float(line), float(other)) if axis == 0 else (float(other), float(line)))
    ends = {(float(a[0]), float(a[1])), (float(b[0]), float(b[1]))}
    points = np.array(sorted(found - ends), dtype=np.float64).reshape(-1, 2)
    along = points @ (np.asarray(b) - np.asarray(a))
    return points[np.argsort(along, kind="stable")] + 0.0  # no negative zeros


def cut_polygon(
    polygon: shapely.Polygon, cell: int, extent: Box
) -> Iterator[tuple[Cell, BaseGeometry]]:
    """The parts of a polygon, whose crossings are vertices already, cell by cell."""
    x0, y0, x1, y1 = _common(polygon.bounds, extent)
    for column in range(int(np.floor(x0 / cell)), int(np.ceil(x1 / cell))):
        strip = _clip(polygon, (column * cell, y0 - cell, (column + 1) * cell, y1 + cell))
        if strip.is_empty:
            continue
        for row in range(int(np.floor(y0 / cell)), int(np.ceil(y1 / cell))):
            box = (column * cell, row * cell, (column + 1) * cell, (row + 1) * cell)
            part = _clip(strip, box)
            if not part.is_empty:
                yield (column, row), part


def _clip(shape: BaseGeometry, box: tuple[float, float, float, float]) -> BaseGeometry:
    part = shapely.intersection(shape, shapely.box(*box))
    polygons = [p for p in shapely.get_parts(part) if p.geom_type == "Polygon"]
    return shapely.MultiPolygon(polygons)


def _common(bounds: tuple[float, ...], extent: Box) -> tuple[float, float, float, float]:
    return (
        max(bounds[0], extent[0]),
        max(bounds[1], extent[1]),
        min(bounds[2], extent[2]),
        min(bounds[3], extent[3]),
    )


def cut_edges(
    starts: Floats, stops: Floats, cell: int, extent: Box
) -> Iterator[tuple[Cell, list[BaseGeometry]]]:
    """Edges that do not cross the grid, joined to lines, cell by cell within the extent."""
    middle = (starts + stops) / 2
    inside = (
        (middle[:, 0] > extent[0])
        & (middle[:, 0] < extent[2])
        & (middle[:, 1] > extent[1])
        & (middle[:, 1] < extent[3])
    )
    index: npt.NDArray[np.int64] = np.floor(middle / cell).astype(np.int64)
    groups: dict[Cell, list[int]] = defaultdict(list)
    for edge in np.flatnonzero(inside):
        groups[int(index[edge, 0]), int(index[edge, 1])].append(int(edge))
    for where in sorted(groups):
        chosen = groups[where]
        edges = shapely.linestrings(np.stack([starts[chosen], stops[chosen]], axis=1))
        merged = shapely.normalize(shapely.line_merge(shapely.multilinestrings(edges)))
        yield where, list(shapely.get_parts(merged))

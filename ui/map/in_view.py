"""How much land of each territory is in view, in square kilometres on the globe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QPainterPath

from db.records import TerritoryId
from ui.camera import Box, Viewport
from ui.map.basemap import Basemap
from ui.map.ground import visible

Point = tuple[float, float]


def land_in_view(
    basemap: Basemap, view: Viewport, measured: Mapping[int, float]
) -> dict[TerritoryId, float]:
    """The land in view by territory; `measured` has the area of every piece by its row.

    A piece that the edge of the view cuts counts with the part that is inside: the plane is
    conformal and its scale all but constant within one piece, so the part is the same on both.
    """
    box = view.box
    found: dict[TerritoryId, float] = {}
    for code, shapes in visible(basemap, "land", view, fine=True).items():
        area = 0.0
        for shape in shapes:
            if box.contains(shape.box):
                area += measured[shape.row]
            elif box.meets(shape.box):
                area += measured[shape.row] * part_inside(shape.path, box)
        if area > 0:
            found[TerritoryId(code)] = area
    return found


def part_inside(path: QPainterPath, box: Box) -> float:
    """Which part of a path's area lies in the box, 0 to 1; holes run the other way round."""
    whole = inside = 0.0
    for ring in _rings(path):
        whole += _signed(ring)
        inside += _signed(_clipped(ring, box))
    return min(max(inside / whole, 0.0), 1.0) if whole else 0.0


def _rings(path: QPainterPath) -> Iterable[list[Point]]:
    ring: list[Point] = []
    for index in range(path.elementCount()):
        element = path.elementAt(index)
        if element.isMoveTo() and ring:
            yield ring
            ring = []
        ring.append((element.x, element.y))
    if ring:
        yield ring


def _signed(ring: list[Point]) -> float:
    if not ring:
        return 0.0
    x0, y0 = ring[-1]
    double = 0.0
    for x, y in ring:
        double += x0 * y - x * y0
        x0, y0 = x, y
    return double / 2


def _clipped(ring: list[Point], box: Box) -> list[Point]:
    """The ring cut at the four sides; where it falls apart, its parts hang together by the rim."""
    for axis, limit, above in (
        (0, box.x0, True),
        (0, box.x1, False),
        (1, box.y0, True),
        (1, box.y1, False),
    ):
        ring = _cut(ring, axis, limit, above=above)
    return ring


def _cut(ring: list[Point], axis: int, limit: float, *, above: bool) -> list[Point]:
    if not ring:
        return ring
    kept: list[Point] = []
    before = ring[-1]
    was_in = (before[axis] >= limit) is above
    for point in ring:
        is_in = (point[axis] >= limit) is above
        if is_in is not was_in:
            kept.append(_crossing(before, point, axis, limit))
        if is_in:
            kept.append(point)
        before, was_in = point, is_in
    return kept


def _crossing(one: Point, other: Point, axis: int, limit: float) -> Point:
    along = (limit - one[axis]) / (other[axis] - one[axis])
    across = one[1 - axis] + (other[1 - axis] - one[1 - axis]) * along
    return (limit, across) if axis == 0 else (across, limit)

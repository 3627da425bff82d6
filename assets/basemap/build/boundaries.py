"""Lines of today's states and provinces on the plane, joined up so that they close areas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from assets.basemap.build import plane, readers

_TO_END, _TO_LINE, _PAST_COAST = 6_000.0, 3_000.0, 300.0


# Where the source's border between China and Russia gives way to the line drawn by hand, degrees.
_TUMEN_MOUTH = (130.30, 42.40, 130.81, 42.90)


def read(
    folder: Path, land: BaseGeometry, tumen: BaseGeometry
) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    """Borders of states, and of Chinese and Russian provinces.

    Near the mouth of the Tumen the border of China and Russia is `tumen` instead of the source's.

    Loose ends on land are joined: to another end within 6 km, else to a line within 3 km, else by
    the shortest way to the coast.
    """
    borders = [
        (feature, line)
        for feature in readers.features(folder, "admin_0_boundary_lines_land")
        if _is_border(feature)
        for line in _lines(feature)
    ]
    provinces = [
        line
        for feature in readers.features(folder, "admin_1_states_provinces_lines")
        if feature.attributes["adm0_name"] in ("China", "Russia") and feature.attributes["name_l"]
        for line in _lines(feature)
    ]
    network = shapely.union_all(np.array([line for _, line in borders] + provinces), grid_size=1)
    corrected = [_without_tumen(feature, line) for feature, line in borders]
    return [*corrected, tumen, *_joints(network, land)], provinces


def _without_tumen(feature: readers.Feature, line: BaseGeometry) -> BaseGeometry:
    sides = {feature.attributes["adm0_left"], feature.attributes["adm0_right"]}
    if sides != {"China", "Russia"}:
        return line
    return line.difference(plane.on_plane(shapely.box(*_TUMEN_MOUTH)))


def _is_border(feature: readers.Feature) -> bool:
    kind = feature.attributes["featurecla"]
    return kind.startswith(("International boundary", "Line of control")) and (
        feature.attributes["type"] == "Land"
        and "Hong Kong S.A.R." not in feature.attributes["adm0_right"]
        and feature.attributes["adm0_left"] != feature.attributes["adm0_right"]
    )


def _lines(feature: readers.Feature) -> list[BaseGeometry]:
    lines = [shapely.LineString(plane.project(part)) for part in feature.lines if len(part) > 1]
    clipped = [shapely.intersection(line, plane.rectangle()) for line in lines]
    return [line for line in clipped if not line.is_empty]


def _joints(network: BaseGeometry, land: BaseGeometry) -> list[BaseGeometry]:
    """Short lines that tie every loose end of the network to the rest or to the coast."""
    coast = land.boundary
    lines = shapely.get_parts(shapely.line_merge(network))
    ends = _loose_ends(lines, land)
    joints: list[BaseGeometry] = []
    for at, end in enumerate(ends):
        others = [other for index, other in enumerate(ends) if index != at]
        nearest = min(others, key=end.distance, default=None)
        if nearest is not None and end.distance(nearest) <= _TO_END:
            joints.append(shapely.LineString([end, nearest]))
            continue
        elsewhere = shapely.union_all([line for line in lines if line.distance(end) > 1])
        if end.distance(elsewhere) <= _TO_LINE:
            joints.append(shapely.shortest_line(end, elsewhere))
        else:
            joints.append(_lengthened(shapely.shortest_line(end, coast)))
    return joints


def _loose_ends(lines: npt.NDArray[np.object_], land: BaseGeometry) -> list[shapely.Point]:
    """Ends of lines that touch no other line, lie on land and not on the rectangle's edge."""
    starts = shapely.get_point(lines, 0)
    stops = shapely.get_point(lines, -1)
    points = np.concatenate([starts, stops])
    xy = shapely.get_coordinates(points)
    _, index, count = np.unique(xy, axis=0, return_index=True, return_counts=True)
    single = points[np.sort(index[count == 1])]
    inner = plane.rectangle().buffer(-1_000)
    shapely.prepare(land)
    return [p for p in single if land.contains(p) and inner.contains(p)]


def _lengthened(line: BaseGeometry) -> BaseGeometry:
    (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
    factor = 1 + _PAST_COAST / max(line.length, 1)
    return shapely.LineString([(x0, y0), (x0 + (x1 - x0) * factor, y0 + (y1 - y0) * factor)])

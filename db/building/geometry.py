"""Positions on the lesson's map plane, and lengths along routes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod, Proj

PLANE = "+proj=lcc +lat_1=34 +lat_2=50 +lat_0=42 +lon_0=128 +datum=WGS84"

CORNER_KM = 25.0
"""How far from a corner of a sea route its rounding may begin: capes stay off the line."""

Points = NDArray[np.float64]


class Line(NamedTuple):
    """A route as it is drawn: x and y in metres and km along it, row by row.

    `stops` are the km of the waypoints that the line was made from.
    """

    rows: Points
    stops: tuple[float, ...]


@lru_cache(maxsize=1)
def _plane() -> Proj:
    return Proj(PLANE)


def project(lonlat: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Longitudes and latitudes in degrees as x and y in metres on the plane."""
    if not lonlat:
        return []
    lon, lat = np.array(lonlat, dtype=np.float64).T
    x, y = _plane()(lon, lat)
    return [(float(east), float(north)) for east, north in zip(x, y, strict=True)]


def line_through(
    lonlat: Sequence[tuple[float, float]], *, rounded: bool, published_km: float | None
) -> Line:
    """The line through the waypoints; lengths are geodesic, scaled to `published_km` if given."""
    corners = np.column_stack([project(lonlat), np.arange(len(lonlat), dtype=np.float64)])
    line = _round(_round(corners)) if rounded else corners
    km = _km_along(line[:, :2], published_km)
    stops = np.interp(np.arange(len(lonlat)), line[:, 2], km)
    return Line(np.column_stack([line[:, :2], km]), tuple(map(float, stops)))


def _km_along(points: Points, published_km: float | None) -> NDArray[np.float64]:
    lon, lat = _plane()(points[:, 0], points[:, 1], inverse=True)
    pieces = Geod(ellps="WGS84").line_lengths(lon, lat)
    km = np.concatenate([[0.0], np.cumsum(pieces)]) / 1000.0
    return km if published_km is None else km * (published_km / km[-1])


def _round(points: Points) -> Points:
    """Chaikin's corner cutting with the ends kept; each cut is short enough to stay at sea.

    The third column, the number of the waypoint, is cut along with the position.
    """
    rounded = [points[0]]
    for index, (start, end) in enumerate(pairwise(points)):
        cut = min(0.25, CORNER_KM * 1000.0 / float(np.hypot(*(end - start)[:2])))
        if index > 0:
            rounded.append(start + cut * (end - start))
        if index < len(points) - 2:
            rounded.append(end - cut * (end - start))
    rounded.append(points[-1])
    return np.array(rounded)

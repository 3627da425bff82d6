"""Land and lakes on the plane, from GSHHG."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from assets.basemap.build import plane, readers
from assets.basemap.build.plane import Floats

_LIAODONG = (120.8, 38.3, 123.4, 39.6)
_LIAODONG_SHIFT = (-300.0, 200.0)
_TAPER = 15_000.0


@dataclass(frozen=True, slots=True)
class Waters:
    """Land parts and lakes within the rectangle, valid on the grid of whole metres."""

    land: list[shapely.Polygon]
    lakes: list[shapely.Polygon]


def read(folder: Path) -> Waters:
    """Land clipped to the rectangle; lakes without their islands."""
    polygons: dict[int, list[shapely.Geometry]] = {1: [], 2: [], 3: []}
    for outline in readers.outlines(folder, "gshhs"):
        level = abs(outline.level)
        if level in polygons and len(outline.points) >= 4:
            polygons[level].append(_on_plane(outline.points))
    merged = {level: _merge(shapes) for level, shapes in polygons.items()}
    lakes = shapely.difference(merged[2], merged[3], grid_size=1)
    return Waters(_parts(merged[1]), _parts(lakes))


def _on_plane(points: Floats) -> shapely.Geometry:
    shape = shapely.make_valid(shapely.Polygon(points))
    near = shapely.intersection(shape, readers.nearby())
    return shapely.transform(shapely.segmentize(near, 0.5), lambda p: _straighten(plane.project(p)))


def _straighten(xy: Floats) -> Floats:
    """Moves the coast of Liaodong, which GSHHG has 360 m too far south-east, where it belongs.

    The shift fades out over 15 km at the rim of the peninsula, so that nothing tears.
    """
    lon, lat = plane.unproject(xy).T
    west, south, east, north = _LIAODONG
    km_lon, km_lat = 111_320 * np.cos(np.radians(lat)), 111_132
    inside = np.minimum.reduce(
        [
            (lon - west) * km_lon,
            (east - lon) * km_lon,
            (lat - south) * km_lat,
            (north - lat) * km_lat,
        ]
    )
    t = np.clip(inside / _TAPER, 0, 1)
    weight = t * t * (3 - 2 * t)
    shifted: Floats = xy + weight[:, None] * np.array(_LIAODONG_SHIFT)
    return shifted


def _merge(shapes: list[shapely.Geometry]) -> shapely.Geometry:
    rounded = shapely.set_precision(np.array(shapes), 1)
    rounded = shapely.intersection(rounded, plane.rectangle(), grid_size=1)
    return shapely.union_all(rounded, grid_size=1)


def _parts(shape: shapely.Geometry) -> list[shapely.Polygon]:
    """The polygons of a shape, largest first."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return sorted(parts, key=lambda part: (-part.area, part.bounds))

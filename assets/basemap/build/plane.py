"""The map plane: its projection, the rectangle that the data fill, and the focus in it.

All coordinates on the plane are whole metres, x to the east and y to the north of 42 N 128 E.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

CRS = "+proj=lcc +lat_1=34 +lat_2=50 +lat_0=42 +lon_0=128 +datum=WGS84"

Box = tuple[int, int, int, int]
Floats = npt.NDArray[np.float64]

RECTANGLE: Box = (-3_000_000, -2_250_000, 3_400_000, 2_300_000)
"""What the data fill: Lake Baikal to Kamchatka, Taiwan to the Sea of Okhotsk."""

FOCUS: Box = (-1_080_000, -960_000, 960_000, 1_080_000)
"""Where the levels for cities exist: Beijing to Khabarovsk, Busan to Blagoveshchensk."""

_to_plane = Transformer.from_crs("EPSG:4326", CRS, always_xy=True)
_to_globe = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)


def project(lon_lat: Floats) -> Floats:
    """Degrees, one (lon, lat) a row, to metres on the plane."""
    x, y = _to_plane.transform(lon_lat[:, 0], lon_lat[:, 1])
    return np.column_stack([x, y])


def unproject(xy: Floats) -> Floats:
    """Metres on the plane, one (x, y) a row, to degrees."""
    lon, lat = _to_globe.transform(xy[:, 0], xy[:, 1])
    return np.column_stack([lon, lat])


def on_plane(shape: BaseGeometry) -> BaseGeometry:
    """The same shape, given in degrees, on the plane."""
    return shapely.transform(shape, project)


def point(lon: float, lat: float) -> shapely.Point:
    x, y = _to_plane.transform(lon, lat)
    return shapely.Point(x, y)


def rectangle() -> shapely.Polygon:
    return shapely.box(*RECTANGLE)

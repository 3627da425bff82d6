"""Measures the land of the base map on the globe: `python -m assets.basemap.build.areas`.

Reads the shipped `basemap.sqlite` and writes `areas.json`, which a window reads without any other
library. Everything is geodesic on WGS84: square kilometres and kilometres, never of the plane.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import shapely
from pyproj import Geod
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, Qt
from PySide6.QtGui import QPainterPath

from assets.basemap.build import plane
from assets.basemap.build.levels import LEVELS
from assets.basemap.build.plane import Floats

FOLDER = Path(__file__).parents[1]
GLOBE = Geod(ellps="WGS84")
STEP = 5_000  # metres; a straight edge of the plane is no geodesic, but a short one nearly is
EVERYWHERE = max(level.number for level in LEVELS if level.extent == plane.RECTANGLE)
FINEST = max(level.number for level in LEVELS)


def measure(folder: Path = FOLDER) -> dict[str, object]:
    """The measures of the base map in a folder; see `ui/areas.py` for what they say.

    A territory's area is that of the finest level inside the focus, and outside it that of the
    finest level which reaches there.
    """
    pieces: dict[int, float] = {}
    areas: dict[str, float] = defaultdict(float)
    cut: set[str] = set()
    focus = shapely.box(*plane.FOCUS)
    for row, level, code, path in rows(folder, "land"):
        shape = polygon(path)
        pieces[row] = area(shape)
        if level == FINEST:
            areas[code] += pieces[row]
        elif level == EVERYWHERE:
            outside = shapely.difference(shape, focus)
            areas[code] += pieces[row] if outside.equals(shape) else area(outside)
            if _on_the_rim(shape):
                cut.add(code)
    return {
        "areas": {code: round(found, 1) for code, found in sorted(areas.items())},
        "cut": sorted(cut),
        "borders": _lengths(folder, "border"),
        "coasts": _lengths(folder, "coast"),
        "pieces": {str(row): round(found, 3) for row, found in sorted(pieces.items())},
    }


def write(folder: Path = FOLDER) -> None:
    """Writes `areas.json` beside the base map."""
    text = json.dumps(measure(folder), separators=(",", ":"), ensure_ascii=False)
    (folder / "areas.json").write_text(text + "\n", encoding="utf-8")


def area(shape: shapely.Geometry) -> float:
    """The geodesic area (km²) of polygons on the plane."""
    total = 0.0
    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon":
            continue
        outer = _ring(part.exterior)
        total += outer - sum(_ring(hole) for hole in part.interiors)
    return total


def _ring(ring: shapely.LinearRing) -> float:
    degrees = _degrees(ring)
    found, _ = GLOBE.polygon_area_perimeter(degrees[:, 0], degrees[:, 1])
    return abs(found) / 1e6


def _degrees(line: shapely.Geometry) -> Floats:
    return plane.unproject(shapely.get_coordinates(shapely.segmentize(line, STEP)))


def _on_the_rim(shape: shapely.Geometry) -> bool:
    x0, y0, x1, y1 = shape.bounds
    left, bottom, right, top = plane.RECTANGLE
    return bool(x0 <= left or y0 <= bottom or x1 >= right or y1 >= top)


def _lengths(folder: Path, layer: str) -> dict[str, float]:
    """How long the lines of a layer are (km), as the finest level drawn everywhere has them."""
    found: dict[str, float] = defaultdict(float)
    for _, level, code, path in rows(folder, layer):
        if level == EVERYWHERE:
            for line in _parts(path):
                degrees = _degrees(shapely.LineString(line))
                found[code] += GLOBE.line_length(degrees[:, 0], degrees[:, 1]) / 1000
    return {code: round(length, 1) for code, length in sorted(found.items())}


def polygon(path: QPainterPath) -> shapely.Geometry:
    """A land path as polygons: rings the other way round are holes, as `paths.py` writes them."""
    rings = [shapely.LinearRing(ring) for ring in _parts(path)]
    outer = [shapely.Polygon(ring) for ring in rings if ring.is_ccw]
    holes = [shapely.Polygon(ring) for ring in rings if not ring.is_ccw]
    whole = shapely.union_all(np.array(outer, dtype=object))
    if not holes:
        return whole
    return shapely.difference(whole, shapely.union_all(np.array(holes, dtype=object)))


def _parts(path: QPainterPath) -> Iterator[Floats]:
    """The subpaths as rows of plane points."""
    points: list[tuple[float, float]] = []
    for index in range(path.elementCount()):
        element = path.elementAt(index)
        if element.isMoveTo() and points:
            yield np.array(points)
            points = []
        points.append((element.x, element.y))
    if points:
        yield np.array(points)


def rows(folder: Path, layer: str) -> Iterator[tuple[int, int, str, QPainterPath]]:
    """The rows of a layer: row, level, code and path."""
    uri = (folder / "basemap.sqlite").as_uri() + "?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        rows = db.execute(
            "select rowid, level, code, path from shape where layer = ? order by rowid", (layer,)
        )
        for row, level, code, blob in rows:
            data = QByteArray(zlib.decompress(blob))
            stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
            stream.setVersion(QDataStream.Version.Qt_6_0)
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.WindingFill)
            stream >> path
            yield row, level, code, path


if __name__ == "__main__":
    write()

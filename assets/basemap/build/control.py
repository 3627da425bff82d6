"""The hand-drawn lines of history from `assets/lesson/borders`, as cuts and as areas."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from assets.basemap.build import plane
from assets.basemap.build.plane import Floats

FOLDER = Path(__file__).parents[2] / "lesson" / "borders"


@dataclass(frozen=True, slots=True)
class ControlLine:
    """A limit drawn by hand, on the plane.

    `area` is the land on the inner side of the line: the line closed by points that lie in the sea
    or in land which other rules decide. A line with no closing points has no area.
    """

    id: str
    line: shapely.LineString
    area: shapely.Polygon | None

    def holds(self, point: shapely.Point) -> bool:
        return self.area is not None and bool(self.area.contains(point))


def read(folder: Path = FOLDER) -> dict[str, ControlLine]:
    """Every control line by its id."""
    lines = {}
    for file in sorted(folder.glob("*.geojson")):
        for feature in json.loads(file.read_text("utf-8"))["features"]:
            properties = feature["properties"]
            degrees = np.array(feature["geometry"]["coordinates"], dtype=np.float64)
            lines[feature["id"]] = control_line(
                feature["id"],
                _smooth(plane.project(degrees)) if properties["smooth"] else plane.project(degrees),
                properties["closing"],
            )
    return lines


def control_line(name: str, points: Floats, closing: list[tuple[float, float]]) -> ControlLine:
    """A line of plane points, made an area by `closing`, points in degrees."""
    points = np.round(points)
    line = shapely.LineString(points)
    if not closing:
        return ControlLine(name, line, None)
    rest = np.round(plane.project(np.array(closing, dtype=np.float64)))
    area = shapely.make_valid(shapely.Polygon(np.vstack([points, rest])))
    shapely.prepare(area)
    return ControlLine(name, line, area)


def _smooth(points: Floats, passes: int = 2) -> Floats:
    """Chaikin's corner cutting; the two ends stay."""
    for _ in range(passes):
        a, b = points[:-1], points[1:]
        cut = np.stack([0.75 * a + 0.25 * b, 0.25 * a + 0.75 * b], axis=1).reshape(-1, 2)
        points = np.vstack([points[:1], cut[1:-1], points[-1:]])
    return points

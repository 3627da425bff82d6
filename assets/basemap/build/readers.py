"""Readers of the source files: GSHHG and WDBII as basemap packs them, Natural Earth shapefiles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapefile
import shapely

from assets.basemap.build.plane import Floats

WEST, SOUTH, EAST, NORTH = 72.0, 12.0, 192.0, 70.0
"""Degrees, generously round the rectangle; east of 180 counts on."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A polygon or line of GSHHG or WDBII, in degrees. Level 1 is land, 2 lake, 3 island in it."""

    level: int
    points: Floats


@dataclass(frozen=True, slots=True)
class Feature:
    """One line of Natural Earth, in degrees, with its attributes."""

    lines: list[Floats]
    attributes: dict[str, str]


def outlines(folder: Path, name: str) -> Iterator[Outline]:
    """The outlines of `name` ("gshhs", "rivers", "countries") that come near the rectangle."""
    data = (folder / f"{name}_f.dat").read_bytes()
    for line in (folder / f"{name}meta_f.dat").read_text("ascii").splitlines():
        fields = line.split()
        south, north = float(fields[3]), float(fields[4])
        if south > NORTH or north < SOUTH:
            continue
        offset, size = int(fields[5]), int(fields[6])
        raw = np.frombuffer(data, dtype="<f4", count=size // 4, offset=offset)
        points = raw.reshape(-1, 2).astype(np.float64)
        if points[:, 0].max() < 0:
            points[:, 0] += 360
        if points[:, 0].max() >= WEST and points[:, 0].min() <= EAST:
            yield Outline(int(fields[0]), points)


def features(folder: Path, name: str) -> Iterator[Feature]:
    """The lines of a Natural Earth 1:10m theme that come near the rectangle."""
    with shapefile.Reader(str(folder / f"ne_10m_{name}"), encoding="latin1") as reader:
        for index in range(len(reader)):
            shape = reader.shape(index)
            _, south, east, north = shape.bbox
            if east < WEST or north < SOUTH or south > NORTH:
                continue
            ends = [*shape.parts[1:], len(shape.points)]
            points = np.array(shape.points, dtype=np.float64)[:, :2]
            record = reader.record(index).as_dict()
            yield Feature(
                [points[a:b] for a, b in zip(shape.parts, ends, strict=True)],
                {key.lower(): str(value or "").strip("\0 ") for key, value in record.items()},
            )


def nearby() -> shapely.Polygon:
    """The box, in degrees, that `outlines` and `features` were chosen by."""
    return shapely.box(WEST, SOUTH, EAST, NORTH)

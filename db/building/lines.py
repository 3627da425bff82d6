"""Checks the lines of history drawn by hand, the GeoJSON files in `borders/`.

The base map was built from them; a lesson tells which of them it rests on.
"""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Annotated

import msgspec

from db.building.faults import Faults
from db.building.shapes import Reader
from db.building.structs import Entry, Latitude, Longitude, Text
from db.errors import look_alikes

FOLDER = "borders"
TERRITORIES = "territories.toml"

Degrees = tuple[Longitude, Latitude]


class Shape(Enum):
    """The one kind of shape that a line may have."""

    LINE = "LineString"


class LineProperties(Entry):
    """What is known of a line. `closing` makes it an area, `smooth` rounds its corners."""

    title: Text
    basis: Text
    accuracy_km: Annotated[float, msgspec.Meta(gt=0)]
    disputed: bool
    smooth: bool
    closing: list[Degrees]


class LineGeometry(Entry):
    """The line itself, in degrees."""

    type: Shape
    coordinates: Annotated[list[Degrees], msgspec.Meta(min_length=2)]


class LineFeature(Entry):
    """A line by its id."""

    type: Text
    id: Text
    properties: LineProperties
    geometry: LineGeometry


class LinesFile(Entry):
    """A file of `borders/`."""

    type: Text
    features: Annotated[list[LineFeature], msgspec.Meta(min_length=1)]


def check_lines(root: Path, names: list[str], faults: Faults) -> None:
    """Every file that `territories.toml` names is there and sound, and there is no other."""
    there = {path.stem for path in (root / FOLDER).glob("*.geojson")}
    for place, name in enumerate(names):
        if name not in there:
            said = f"{FOLDER}/{name}.geojson is missing.{look_alikes(name, there, 'files')}"
            faults.add(TERRITORIES, ("lines", place), said)
    for name in sorted(there):
        file = f"{FOLDER}/{name}.geojson"
        if name not in names:
            faults.add(file, (), f"{TERRITORIES} does not name this file in `lines`")
        _check_file(root, file, faults)


def _check_file(root: Path, file: str, faults: Faults) -> None:
    try:
        content = json.loads((root / file).read_bytes())
    except json.JSONDecodeError as error:
        faults.add_at_line(file, error.lineno, f"this is not JSON: {error.msg}")
    except (UnicodeDecodeError, OSError) as error:
        faults.add(file, (), f"the file cannot be read: {error}")
    else:
        Reader(file, faults).read(content, LinesFile)

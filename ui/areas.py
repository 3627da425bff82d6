"""How large the territories are and how long their lines: measured on the globe, read from a file.

`assets/basemap/build/areas.py` writes the file. It is read when two dates are first compared, not
at the start.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).resolve().parent.parent / "assets" / "basemap" / "areas.json"


class Areas(NamedTuple):
    """Geodesic measures of the base map, in km² and km.

    `areas` are whole territories; those in `cut` go on beyond the map, and only what the map has
    is measured. `borders` are the lines between two territories by their codes `a|b`, `coasts`
    the shores of each, as drawn in the finest level that covers the map. `pieces` are the pieces
    of land of every level by their row in the base map.
    """

    areas: Mapping[str, float]
    cut: frozenset[str]
    borders: Mapping[str, float]
    coasts: Mapping[str, float]
    pieces: Mapping[int, float]


def load(file: Path = FILE) -> Areas:
    """Read the measures. Raises OSError or ValueError where the file is missing or damaged."""
    found = json.loads(file.read_bytes())
    return Areas(
        found["areas"],
        frozenset(found["cut"]),
        found["borders"],
        found["coasts"],
        {int(row): area for row, area in found["pieces"].items()},
    )


@cache
def shipped() -> Areas:
    """The measures of the shipped base map, read once."""
    return load()

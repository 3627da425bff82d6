"""Builds the base map: `uv run --group basemap python -m assets.basemap.build`.

Fetches the source packages once, then takes about two minutes. The result is the same every time
with the library versions that the manifest names.
"""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import shapely

from assets.basemap.build import (
    boundaries,
    control,
    lakes,
    land,
    layers,
    levels,
    naming,
    plane,
    relief,
    rivers,
    sources,
    store,
    territories,
)
from assets.basemap.build.plane import Floats
from assets.basemap.build.rivers import River
from assets.basemap.build.territories import Piece

log = logging.getLogger("assets.basemap.build")

_USSURI_MOUTH = 134.88
_AMUR_ESTUARY = (
    (140.76, 53.115),
    (140.86, 53.098),
    (140.95, 53.05),
    (141.1, 52.97),
    (141.5, 52.93),
)
_SHILKA_END = ((121.478, 53.28),)


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    folder = sources.fetch()
    log.info("reading land and waters")
    waters = land.read(folder)
    found = rivers.read(folder)
    found += rivers.smaller(folder, found)
    log.info("naming territories")
    pieces = _pieces(folder, waters, found)
    territories.check(pieces)
    named_lakes = lakes.named(waters.lakes)
    rows = []
    for level in levels.LEVELS:
        log.info("level %d: %d m", level.number, level.tolerance)
        simple = levels.simplified(pieces, level)
        territories.check(simple)
        rows += [store.row(shape) for shape in layers.land(simple, level)]
        rows += [store.row(shape) for shape in layers.lines(simple, level)]
        rows += [store.row(shape) for shape in layers.lakes(named_lakes, level)]
        rows += [store.row(shape) for shape in layers.rivers(found, level)]
    log.info("painting the relief")
    pictures = relief.paint(folder, waters.land, store.FOLDER)
    store.write(rows, pictures)
    log.info("%d shapes written", len(rows))


def _pieces(folder: Path, waters: land.Waters, found: list[River]) -> list[Piece]:
    lines = control.read()
    tumen = lines.pop("tumen-mouth").line
    mainland = [part for part in waters.land if part.area >= territories.MAINLAND]
    states, provinces = boundaries.read(folder, shapely.MultiPolygon(mainland), tumen)
    shilka = _longer(rivers.course(found, "shilka", 115.0, 121.6), _SHILKA_END)
    amur = _longer(rivers.course(found, "amur", _USSURI_MOUTH, 141.5), _AMUR_ESTUARY)
    lines |= naming.rivers_as_lines(shilka, amur)
    return territories.build(waters.land, states, provinces, naming.Rules(lines))


def _longer(course: Floats, degrees: tuple[tuple[float, float], ...]) -> Floats:
    """A river course drawn on, to where the rivers and the coast of the sources meet."""
    return np.vstack([course, plane.project(np.array(degrees))])


if __name__ == "__main__":
    main()

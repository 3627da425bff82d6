"""Levels of detail: how coarse, where, and in which cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from assets.basemap.build.plane import FOCUS, RECTANGLE, Box
from assets.basemap.build.territories import Piece


@dataclass(frozen=True, slots=True)
class Level:
    """One level of detail; lengths in metres, areas in square metres.

    `cell` is the side of the squares, counted from the plane's origin, that shapes are cut into.
    """

    number: int
    tolerance: int
    smallest_island: float
    smallest_lake: float
    cell: int
    extent: Box


LEVELS = (
    Level(0, 3_000, 40e6, 300e6, 800_000, RECTANGLE),
    Level(1, 1_500, 12e6, 120e6, 480_000, RECTANGLE),
    Level(2, 700, 3e6, 40e6, 240_000, RECTANGLE),
    Level(3, 250, 0.3e6, 8e6, 120_000, FOCUS),
    Level(4, 60, 0.03e6, 2e6, 60_000, FOCUS),
)
"""From coarse to fine."""


def simplified(pieces: list[Piece], level: Level) -> list[Piece]:
    """The pieces as far as this level shows them; neighbours keep every vertex in common."""
    kept = [p for p in pieces if not p.island or p.shape.area >= level.smallest_island]
    shapes = shapely.coverage_simplify(np.array([p.shape for p in kept]), level.tolerance)
    return [
        Piece(piece.territory, piece.unit, polygon, piece.island)
        for piece, shape in zip(kept, shapes, strict=True)
        for polygon in shapely.get_parts(shape)
        if not polygon.is_empty
    ]

"""Rivers on the plane, with ids for those that the story names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from assets.basemap.build import plane, readers
from assets.basemap.build.plane import Floats

# The source lost the apostrophes of its names; a question mark stands in their place.
_IDS = {
    "Amur": "amur",
    "Heilong Jiang (Amur)": "amur",
    "Argun? (Ergun)": "argun",
    "Hailar": "hailar",
    "Shilka": "shilka",
    "Zeya": "zeya",
    "Selemdzha": "selemdzha",
    "Amgun?": "amgun",
    "Uda": "uda",
    "Ussuri": "ussuri",
    "Ussuri (Wusuli)": "ussuri",
    "Song?acha": "sungacha",
    "Muling": "muling",
    "Bikin": "bikin",
    "Songhua (Sungari)": "songhua",
    "Di?er Songhua": "songhua-second",
    "Nen": "nen",
    "Tao?er": "taoer",
    "Chaor": "chaor",
    "Liao": "liao",
    "Xiliao": "liao-west",
    "Xar Moron": "xar-moron",
    "Daling": "daling",
    "Luan": "luan",
    "Hai": "hai",
    "Yalu": "yalu",
    "Tumen": "tumen",
    "Onon": "onon",
    "Ingoda": "ingoda",
    "Herlen (Kerulen)": "kerulen",
    "Selenge (Selenga)": "selenga",
    "Angara": "angara",
    "Lena": "lena",
    "Aldan": "aldan",
    "Huang": "huang-he",
    "Huang (Yellow)": "huang-he",
    "Chang Jiang (Yangtze)": "yangtze",
    "Yangtze": "yangtze",
    "Poronay": "poronay",
    "Tumnin": "tumnin",
}


@dataclass(frozen=True, slots=True)
class River:
    """One river line; `rank` is 1 for the greatest, 3 for the smallest."""

    code: str
    rank: int
    line: shapely.Geometry


def read(folder: Path) -> list[River]:
    """All rivers within the rectangle; the code is the river's id or else its rank."""
    rivers = []
    for feature in readers.features(folder, "rivers_lake_centerlines"):
        rank = _rank(float(feature.attributes["scalerank"] or 9))
        code = _IDS.get(feature.attributes["name"], str(rank))
        for part in feature.lines:
            line = shapely.LineString(plane.project(part)).intersection(plane.rectangle())
            if not line.is_empty:
                rivers.append(River(code, rank, line))
    return rivers


def _rank(scale: float) -> int:
    if scale <= 4:
        return 1
    return 2 if scale <= 7 else 3


def course(rivers: list[River], code: str, west: float, east: float) -> Floats:
    """The course of a river between two meridians, in whole metres, from west to east."""
    lines = [river.line for river in rivers if river.code == code]
    strip = plane.on_plane(shapely.segmentize(shapely.box(west, 40, east, 60), 0.5))
    merged = shapely.line_merge(shapely.union_all(np.array(lines), grid_size=1))
    pieces = shapely.get_parts(shapely.line_merge(merged.intersection(strip)))
    return _chained([np.asarray(shapely.get_coordinates(piece)) for piece in pieces])


def _chained(pieces: list[Floats]) -> Floats:
    """One line of all pieces, from the westernmost end on, across gaps of a few metres."""
    pieces = [piece if piece[0, 0] < piece[-1, 0] else piece[::-1] for piece in pieces]
    pieces.sort(key=lambda piece: float(piece[0, 0]))
    chain = pieces.pop(0)
    while pieces:
        gaps = [
            (float(np.hypot(*(piece[end] - chain[-1]))), index, end)
            for index, piece in enumerate(pieces)
            for end in (0, -1)
        ]
        _, index, end = min(gaps)
        piece = pieces.pop(index)
        chain = np.vstack([chain, piece if end == 0 else piece[::-1]])
    return chain

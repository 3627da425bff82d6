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


# Rivers of the World Data Bank have no names: a point on the course of those that the story needs.
_SMALLER_IDS = {
    "suifun": ((131.77, 43.55),),
    "mudan": ((129.6, 45.0), (129.3, 44.3), (128.4, 43.5)),
    "bureya": ((130.5, 50.2),),
    "hun": ((123.0, 41.51),),
    "iman": ((134.6, 45.95),),
    "khor": ((136.0, 47.56),),
    "taedong": ((126.2, 39.5),),
}
_SMALLER_WITHIN = (117.0, 38.0, 142.0, 55.0)
_SAME_RIVER, _SEED_REACH = 5_000.0, 10_000.0
_SHORTEST = 60_000.0


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


def smaller(folder: Path, known: list[River]) -> list[River]:
    """Rivers of the World Data Bank round Manchuria that the known ones leave out.

    Its lines are cut at every degree; those along a river that is known already are the same
    river drawn twice.
    """
    around = plane.on_plane(shapely.segmentize(shapely.box(*_SMALLER_WITHIN), 0.5))
    taken = shapely.union_all(np.array([river.line for river in known])).buffer(_SAME_RIVER)
    shapely.prepare(taken)
    lines = []
    for outline in readers.outlines(folder, "rivers"):
        line = shapely.LineString(plane.project(outline.points)).intersection(around)
        if line.length > 0 and line.intersection(taken).length <= line.length / 2:
            lines.append(line)
    merged = shapely.line_merge(shapely.union_all(np.array(lines), grid_size=1))
    long = [line for line in shapely.get_parts(merged) if line.length >= _SHORTEST]
    return [River(_smaller_code(line), 3, line) for line in long]


def _smaller_code(line: shapely.Geometry) -> str:
    for code, seeds in _SMALLER_IDS.items():
        if any(line.distance(plane.point(*seed)) < _SEED_REACH for seed in seeds):
            return code
    return "3"


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

"""The coverage: each piece of land with the province it lies in and the territory it belongs to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from assets.basemap.build import naming, plane
from assets.basemap.build.naming import Unit

MAINLAND = 2_000e6
"""Square metres: land parts above take the border lines, smaller ones are whole islands."""

SLIVER = 300e6
"""Square metres: smaller faces between two lines have no seed point of their own."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One polygon of the coverage. `island` pieces may be dropped where they are too small."""

    territory: str
    unit: Unit
    shape: shapely.Polygon
    island: bool


def build(
    land: list[shapely.Polygon],
    states: list[BaseGeometry],
    provinces: list[BaseGeometry],
    rules: naming.Rules,
) -> list[Piece]:
    """Cuts the land along all lines at once, names the faces and joins those of one name.

    One noding on the grid of whole metres makes neighbours share every vertex of their border.
    """
    mainland = [part for part in land if part.area >= MAINLAND]
    coast = [part.boundary for part in mainland]
    cuts = [line.line for line in rules.lines.values()]
    countries = _faces(mainland, coast + states)
    today = _faces(mainland, coast + states + provinces)
    faces = _faces(mainland, coast + states + provinces + cuts)
    country_names = _fill(countries, [naming.country(face) for face in countries])
    province_names = _fill(today, [naming.province(face) for face in today])
    units = [
        Unit(country_names[country] or "other", province_names[province])
        for country, province in zip(_owners(faces, countries), _owners(faces, today), strict=True)
    ]
    pieces: dict[tuple[str, Unit], list[shapely.Polygon]] = defaultdict(list)
    for face, unit in zip(faces, units, strict=True):
        pieces[rules.territory(unit, face.point_on_surface()), unit].append(face)
    joined = [
        Piece(territory, unit, polygon, island=False)
        for (territory, unit), shapes in pieces.items()
        for polygon in shapely.get_parts(shapely.coverage_union_all(np.array(shapes)))
    ]
    islands = [part for part in land if part.area < MAINLAND]
    return sorted(joined + _islands(islands, faces, units, rules), key=_order)


def _order(piece: Piece) -> tuple[str, Unit, tuple[float, ...]]:
    return piece.territory, piece.unit, piece.shape.bounds


def _faces(land: list[shapely.Polygon], lines: list[BaseGeometry]) -> list[shapely.Polygon]:
    """The areas that the lines enclose, as far as they are land."""
    network = shapely.union_all(np.array(lines, dtype=object), grid_size=1)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(network)))
    tree = shapely.STRtree(land)
    inside, _ = tree.query(shapely.point_on_surface(faces), predicate="within")
    return list(faces[np.unique(inside)])


def _fill(faces: list[shapely.Polygon], names: list[str]) -> list[str]:
    """Gives small faces without a name, which two nearly equal lines leave, that of a neighbour."""
    named = [index for index, name in enumerate(names) if name or faces[index].area >= SLIVER]
    tree = shapely.STRtree([faces[index] for index in named])
    filled = list(names)
    for index in set(range(len(faces))).difference(named):
        near = [named[other] for other in tree.query(faces[index], predicate="touches")]
        shared = {other: faces[index].intersection(faces[other]).length for other in near}
        if shared:
            filled[index] = names[max(shared, key=lambda other: (shared[other], -other))]
    return filled


def _owners(faces: list[shapely.Polygon], countries: list[shapely.Polygon]) -> list[int]:
    """For each face the index of the coarser face that holds it."""
    tree = shapely.STRtree(countries)
    return list(tree.nearest(shapely.point_on_surface(np.array(faces))))


def _islands(
    islands: list[shapely.Polygon],
    faces: list[shapely.Polygon],
    units: list[Unit],
    rules: naming.Rules,
) -> list[Piece]:
    """Islands belong with the nearest land, unless a rule of their own says otherwise."""
    stretches, owners = _stretches(faces)
    nearest = shapely.STRtree(stretches).nearest(np.array(islands))
    pieces = []
    for island, face in zip(islands, owners[nearest], strict=True):
        point = island.point_on_surface()
        unit = rules.island(point) or units[face]
        pieces.append(Piece(rules.territory(unit, point), unit, island, island=True))
    return pieces


def _stretches(
    faces: list[shapely.Polygon], length: int = 64
) -> tuple[list[shapely.LineString], npt.NDArray[np.intp]]:
    """The outlines of faces in short stretches, with the index of each one's face.

    The nearest of many short lines is found a hundred times faster than the nearest face.
    """
    stretches, owners = [], []
    for index, face in enumerate(faces):
        points = shapely.get_coordinates(face.exterior)
        for at in range(0, len(points) - 1, length):
            stretches.append(shapely.LineString(points[at : at + length + 1]))
            owners.append(index)
    return stretches, np.array(owners)


def check(pieces: list[Piece]) -> None:
    """Raises ValueError when pieces overlap or their edges do not match."""
    shapes = np.array([piece.shape for piece in pieces])
    if not shapely.coverage_is_valid(shapes):
        faults = shapely.get_coordinates(shapely.coverage_invalid_edges(shapes))
        where = plane.unproject(faults[:5]).round(3).tolist()
        raise ValueError(f"the coverage is not valid near {where}.")

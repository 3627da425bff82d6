"""Which country, province and territory a piece of land belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import shapely

from assets.basemap.build import plane
from assets.basemap.build.control import ControlLine, control_line
from assets.basemap.build.plane import Floats


class Unit(NamedTuple):
    """Today's country and, where the story needs it, province of a piece of land."""

    country: str
    province: str


_COUNTRIES = {
    "china": [(116.4, 39.9), (109.8, 19.2)],
    "mongolia": [(106.9, 47.9)],
    "russia": [(104.3, 52.3), (159.5, 55.0), (142.7, 47.0), (147.8, 45.0), (155.8, 50.4)],
    "korea-north": [(126.5, 39.5)],
    "korea-south": [(127.5, 36.8)],
    "japan": [(139.0, 36.0), (143.0, 43.2), (131.0, 32.5), (133.5, 33.7)],
    "taiwan": [(121.0, 24.0)],
}

_PROVINCES = {
    "liaoning": [(123.4, 41.8)],
    "jilin": [(125.3, 43.9)],
    "heilongjiang": [(126.6, 45.7)],
    "nei-mongol": [(111.7, 40.8)],
    "hebei": [(114.5, 38.0), (117.1, 39.8)],
    "beijing": [(116.4, 39.9)],
    "tianjin": [(117.2, 39.1)],
    "amur": [(128.0, 51.5)],
    "jewish-oblast": [(132.5, 48.7)],
    "khabarovsk": [(135.5, 49.0)],
    "primorye": [(132.5, 44.5)],
    "zabaykalsky": [(113.5, 52.0)],
    "sakhalin": [(142.7, 47.0), (147.8, 45.0), (155.8, 50.4)],
}

_TERRITORY_OF_LINE = {
    "dalian-city": "dalian-city",
    "port-arthur-base": "lushun-base",
    "kwantung": "kwantung-north",
    "rehe": "rehe",
    "liaodong-ceded": "liaodong-ceded",
    "aigun": "amur-left-bank",
    "uda": "uda-slope",
}

_REST = {"china": "china-rest", "russia": "russia-rest", "other": "other-land"}

_KURILS = [(145.38, 43.6), (145.85, 43.33), (146.8, 43.1), (157.5, 50.55), (156.2, 51.2),
           (145.0, 45.6)]  # fmt: skip

# Islands that do not belong with the nearest land: corners in degrees. Those that the story does
# not need and that are disputed or have a history of their own are "other".
_ISLAND_RULES = (
    (Unit("russia", "sakhalin"), _KURILS),
    (Unit("russia", "sakhalin"), [(141.0, 46.1), (141.4, 46.1), (141.4, 46.4), (141.0, 46.4)]),
    (Unit("japan", ""), [(128.9, 33.9), (129.6, 33.9), (129.6, 34.8), (128.9, 34.8)]),
    (Unit("japan", ""), [(122.6, 23.5), (132.0, 23.5), (132.0, 31.0), (126.5, 31.0),
                         (122.6, 25.2)]),
    (Unit("taiwan", ""), [(119.1, 23.1), (119.8, 23.1), (119.8, 23.9), (119.1, 23.9)]),
    (Unit("korea-south", ""), [(124.5, 37.5), (125.85, 37.5), (125.85, 37.75), (124.9, 38.03),
                               (124.5, 38.03)]),
    (Unit("korea-south", ""), [(130.7, 37.4), (131.0, 37.4), (131.0, 37.6), (130.7, 37.6)]),
    (Unit("other", ""), [(118.2, 24.37), (118.5, 24.37), (118.5, 24.53), (118.2, 24.53)]),
    (Unit("other", ""), [(119.88, 25.93), (120.03, 25.93), (120.03, 26.3), (119.88, 26.3)]),
    (Unit("other", ""), [(120.4, 26.33), (120.6, 26.33), (120.6, 26.42), (120.4, 26.42)]),
    (Unit("other", ""), [(131.8, 37.2), (131.95, 37.2), (131.95, 37.3), (131.8, 37.3)]),
    (Unit("other", ""), [(170.5, 50.0), (182.0, 50.0), (182.0, 54.0), (170.5, 54.0)]),
    (Unit("china", "shandong"), [(120.4, 37.8), (121.2, 37.8), (121.2, 38.56), (120.4, 38.56)]),
)  # fmt: skip


_SHILKA_NORTH = [(121.6, 57.0), (115.0, 57.0)]
_AMUR_RIGHT_BANK = [(142.6, 52.9), (142.6, 45.0), (132.0, 45.0), (134.2, 48.25), (134.39, 48.385),
                    (134.55, 48.417), (134.75, 48.373)]  # fmt: skip


def country(face: shapely.Polygon) -> str:
    """The country whose seed point the face holds, or nothing."""
    return _seeded(face, _COUNTRIES)


def province(face: shapely.Polygon) -> str:
    """The province whose seed point the face holds, or nothing."""
    return _seeded(face, _PROVINCES)


def _seeded(face: shapely.Polygon, seeds: dict[str, list[tuple[float, float]]]) -> str:
    shapely.prepare(face)
    for name, places in seeds.items():
        if any(face.contains(plane.point(*place)) for place in places):
            return name
    return ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The lines of history, by id, and what follows from them for a piece of land.

    Besides the lines drawn by hand there are two rivers: "shilka", whose area is the land north
    of it, and "amur", whose area is the right bank below the mouth of the Ussuri.
    """

    lines: dict[str, ControlLine]

    def territory(self, unit: Unit, point: shapely.Point) -> str:
        """The territory of a piece of land that contains `point` and lies in `unit`."""
        if unit.country == "china":
            return self._chinese(unit.province, point)
        if unit.country == "russia":
            return self._russian(unit.province, point)
        return _REST.get(unit.country, unit.country)

    def island(self, point: shapely.Point) -> Unit | None:
        """The unit of an island that does not belong with the nearest land."""
        for unit, corners in _ISLAND_RULES:
            area = plane.on_plane(shapely.Polygon(corners))
            if area.contains(point):
                return unit
        return None

    def _chinese(self, province: str, point: shapely.Point) -> str:
        if province in ("jilin", "heilongjiang"):
            return province
        if province == "liaoning":
            lines = ("dalian-city", "port-arthur-base", "kwantung", "rehe", "liaodong-ceded")
            return self._first(lines, point) or "liaoning"
        if province in ("nei-mongol", "hebei", "beijing", "tianjin"):
            if not self._within("manchukuo", point):
                return "china-rest"
            if province == "nei-mongol" and not self._within("rehe", point):
                return "inner-mongolia-east"
            return "rehe"
        return "china-rest"

    def _russian(self, province: str, point: shapely.Point) -> str:
        if province == "sakhalin":
            return self._on_the_islands(point)
        if province == "primorye":
            return "ussuri-coast"
        if province == "jewish-oblast":
            return "amur-left-bank"
        if province == "khabarovsk" and self._within("amur", point):
            return "heixiazi-west" if self._within("heixiazi", point) else "ussuri-coast"
        if province == "zabaykalsky" and not self._within("shilka", point):
            return "russia-rest"
        if province in ("khabarovsk", "amur", "zabaykalsky"):
            return self._first(("aigun", "uda"), point) or "russia-rest"
        return "russia-rest"

    def _on_the_islands(self, point: shapely.Point) -> str:
        if plane.on_plane(shapely.Polygon(_KURILS)).contains(point):
            return "kurils"
        return "sakhalin-south" if self._within("karafuto", point) else "sakhalin-north"

    def _within(self, line: str, point: shapely.Point) -> bool:
        return self.lines[line].holds(point)

    def _first(self, lines: tuple[str, ...], point: shapely.Point) -> str:
        for line in lines:
            if self._within(line, point):
                return _TERRITORY_OF_LINE[line]
        return ""


def rivers_as_lines(shilka: Floats, amur: Floats) -> dict[str, ControlLine]:
    """The two rivers that divide territories inside a province, given from source to mouth."""
    return {
        "shilka": control_line("shilka", shilka, _SHILKA_NORTH),
        "amur": control_line("amur", amur, _AMUR_RIGHT_BANK),
    }

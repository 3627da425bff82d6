"""Checks of races: legs that join, lengths that something carries, findings that follow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pyproj import Geod

from db.building.checker import Checker
from db.building.folder import LessonFolder, Located
from db.building.geometry import line_through
from db.building.numbers import numbers_in
from db.building.structs import (
    EventEntry,
    LegEntry,
    RaceEntry,
    RaceWords,
    RouteEntry,
    RunEntry,
)
from db.errors import look_alikes
from db.records import Mode

JOINED_KM = 8.0  # a station and the quay of the same town
PLACED_KM = 12.0  # a town's point and its station
MEASURED = 0.03  # how far a measured length may be off the map's own


class _End(NamedTuple):
    """A point of a route at which a leg begins or ends."""

    name: str
    lonlat: tuple[float, float]


def check_races(folder: LessonFolder, check: Checker) -> None:
    """Notes every fault of the races and of their words."""
    routes = {route.entry.id: route.entry for route in folder.routes}
    places = {place.entry.id: (place.entry.lon, place.entry.lat) for place in folder.places}
    told: dict[str, str] = {}
    for race in folder.races:
        entry = race.entry
        check.event(race.at("event"), entry.event)
        if entry.event in told:
            other = told[entry.event]
            check.fault(race.at("event"), f"'{entry.event}' has a race already, '{other}'")
        told.setdefault(entry.event, entry.id)
        carried = _Carried(folder, entry.event)
        for index, run in enumerate(entry.run):
            _Run(Located(*race.at("run", index), run), routes, places, carried, check).check()
        _check_findings(race, routes, check)
    for lang, located in folder.race_words.items():
        races = {race.entry.id: race.entry for race in folder.races}
        _check_names(located, ("races",), set(located.entry.races), set(races), check)
        for name in races.keys() & located.entry.races.keys():
            words = Located(*located.at("races", name), located.entry.races[name])
            _check_words(words, races[name], lang, check)


class _Carried:
    """The numbers that the facts and figures of an event carry, by source."""

    def __init__(self, folder: LessonFolder, event: str) -> None:
        self._by_source: dict[str, set[float]] = {}
        located = folder.events.get(event)
        if located is None:
            return
        for lang, files in folder.event_words.items():
            words = files.get(event)
            facts = words.entry.facts if words else {}
            for sources, numbers in _numbers_of(located.entry, facts, lang):
                for source in sources:
                    self._by_source.setdefault(source, set()).update(numbers)

    def says(self, sources: list[str], km: float) -> bool:
        """Whether what rests on one of the sources gives that length, to the kilometre."""
        return any(
            round(number) == round(km)
            for source in sources
            for number in self._by_source.get(source, ())
        )


def _numbers_of(
    event: EventEntry, facts: dict[str, str], lang: str
) -> Iterator[tuple[list[str], list[float]]]:
    for fact in event.fact:
        quantities = [quantity.value for quantity in fact.quantity]
        yield fact.sources, [*quantities, *_numbers(facts.get(fact.id, ""), lang)]
    for figure in event.figure:
        yield figure.sources, [figure.value]


def _numbers(text: str, lang: str) -> list[float]:
    return [number.value for number in numbers_in(text, lang)]


class _Run:
    def __init__(
        self,
        run: Located[RunEntry],
        routes: dict[str, RouteEntry],
        places: dict[str, tuple[float, float]],
        carried: _Carried,
        check: Checker,
    ) -> None:
        self._run = run
        self._routes = routes
        self._places = places
        self._carried = carried
        self._check = check

    def check(self) -> None:
        run = self._run.entry
        legs = [Located(*self._run.at("leg", n), leg) for n, leg in enumerate(run.leg)]
        ends = [self._ends(leg) for leg in legs]
        for leg, stretch in zip(legs, ends, strict=True):
            self._length(leg, stretch)
        for leg, (before, after) in zip(legs[1:], pairwise(ends), strict=True):
            if before and after:
                self._joint(leg, before[1], after[0])
        if all(ends):
            known = [end for end in ends if end]
            self._place("from", run.start, [known[0][0]])
            self._place("by", run.by, [end for _, end in known[:-1]])
            self._place("to", run.finish, [known[-1][1]])

    def _ends(self, leg: Located[LegEntry]) -> tuple[_End, _End] | None:
        entry = leg.entry
        self._check.sources(leg, entry.sources)
        if not self._check.route(leg.at("route"), entry.route):
            return None
        route = self._routes.get(entry.route)
        if route is None:
            return None
        points = [_End(name, (lon, lat)) for lon, lat, name in route.waypoints]
        first = self._end(leg, "from", entry.start, points, points[0])
        last = self._end(leg, "to", entry.end, points, points[-1])
        if first is None or last is None:
            return None
        if first == last:
            self._check.fault(leg.at("to"), f"the leg starts and ends at '{last.name}'")
            return None
        return first, last

    def _end(
        self, leg: Located[LegEntry], key: str, name: str, points: list[_End], without: _End
    ) -> _End | None:
        if not name:
            return without
        found = [point for point in points if point.name == name]
        if len(found) == 1:
            return found[0]
        alike = look_alikes(name, filter(None, (point.name for point in points)), "points")
        message = f"the route '{leg.entry.route}' has no point named '{name}'.{alike}"
        self._check.fault(leg.at(key), message)
        return None

    def _joint(self, leg: Located[LegEntry], before: _End, after: _End) -> None:
        apart = _apart(before.lonlat, after.lonlat)
        if apart > JOINED_KM:
            message = (
                f"begins at '{after.name}', {apart:.0f} km from '{before.name}', where the leg "
                f"before ends; expected at most {JOINED_KM:.0f} km"
            )
            self._check.fault(leg.at("from" if leg.entry.start else "route"), message)

    def _place(self, key: str, place: str, ends: list[_End]) -> None:
        if not self._check.place(self._run.at(key), place) or place not in self._places:
            return
        apart = min((_apart(self._places[place], end.lonlat) for end in ends), default=0.0)
        if apart > PLACED_KM:
            names = ", ".join(end.name for end in ends)
            message = (
                f"'{place}' is {apart:.0f} km from where the legs pass ({names}); "
                f"expected at most {PLACED_KM:.0f} km"
            )
            self._check.fault(self._run.at(key), message)

    def _length(self, leg: Located[LegEntry], stretch: tuple[_End, _End] | None) -> None:
        entry, at = leg.entry, leg.at("km")
        if entry.measured and entry.sources:
            message = "measured here, yet it names sources; expected one or the other"
            self._check.fault(leg.at("measured"), message)
        if not entry.measured and not entry.sources:
            message = f"no source carries the {entry.km:g} km; expected sources, or measured = true"
            self._check.fault(at, message)
        elif entry.sources:
            self._said(leg, "km", entry.km)
        if entry.most_km is not None:
            self._range(leg, entry.most_km)
        if stretch is None:
            return
        drawn = _drawn_km(self._routes[entry.route], *stretch)
        if entry.measured and abs(entry.km - drawn) > MEASURED * drawn:
            message = f"measured as {entry.km:g} km, but the map has {drawn:.0f} km"
            self._check.fault(at, message)
        if entry.km < (1 - MEASURED) * drawn:
            message = f"{entry.km:g} km is shorter than the line on the map, {drawn:.0f} km"
            self._check.fault(at, message)

    def _said(self, leg: Located[LegEntry], key: str, km: float) -> None:
        """Something that rests on the leg's sources has to give that length."""
        if not self._carried.says(leg.entry.sources, km):
            names = ", ".join(leg.entry.sources)
            message = (
                f"nothing that rests on {names} says {km:g} km; expected a fact or a figure "
                "of the event with that number"
            )
            self._check.fault(leg.at(key), message)

    def _range(self, leg: Located[LegEntry], most: float) -> None:
        if most <= leg.entry.km:
            message = f"{most:g} km is not more than the {leg.entry.km:g} km of 'km'"
            self._check.fault(leg.at("most_km"), message)
        if leg.entry.measured:
            message = "measured here, so sources cannot differ; leave out most_km"
            self._check.fault(leg.at("most_km"), message)
        elif leg.entry.sources:
            self._said(leg, "most_km", most)


def _drawn_km(route: RouteEntry, first: _End, last: _End) -> float:
    """The length of a stretch of a route as the map draws it, whatever is published of it."""
    lonlat = [(lon, lat) for lon, lat, _ in route.waypoints]
    line = line_through(lonlat, rounded=route.mode is Mode.SEA, published_km=None)
    return abs(line.stops[lonlat.index(last.lonlat)] - line.stops[lonlat.index(first.lonlat)])


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(Geod(ellps="WGS84").inv(*one, *other)[2]) / 1000.0


def _check_findings(
    race: Located[RaceEntry], routes: dict[str, RouteEntry], check: Checker
) -> None:
    """A finding compares two ways from a place: the first one's land less the second one's."""
    for index, finding in enumerate(race.entry.finding):
        at = race.at("finding", index, "from")
        runs = [run for run in race.entry.run if run.start == finding.start]
        if len(runs) != 2:
            message = f"{len(runs)} runs start from '{finding.start}'; expected two to compare"
            check.fault(at, message)
            continue
        one, other = (_land(run, routes) for run in runs)
        if abs(one - other - finding.land_saved) > finding.within:
            message = (
                f"{finding.land_saved:g} km within {finding.within:g}, but the runs save "
                f"{one - other:g} km ({one:g} less {other:g})"
            )
            check.fault(race.at("finding", index, "land_saved"), message)


def _land(run: RunEntry, routes: dict[str, RouteEntry]) -> float:
    return sum(
        leg.km for leg in run.leg if leg.route in routes and routes[leg.route].mode is not Mode.SEA
    )


def _check_words(words: Located[RaceWords], race: RaceEntry, lang: str, check: Checker) -> None:
    runs = {run.id for run in race.run}
    _check_names(words, ("runs",), set(words.entry.runs), runs, check)
    found = {abs(finding.land_saved) for finding in race.finding}
    for number in _numbers(words.entry.finding, lang):
        if number not in found:
            message = f"no finding of the race '{race.id}' gives {number:g}"
            check.fault(words.at("finding"), message)


def _check_names(
    words: Located[object], keys: tuple[str, ...], named: set[str], ids: set[str], check: Checker
) -> None:
    for extra in sorted(named - ids):
        alike = look_alikes(extra, ids, keys[-1])
        check.fault(words.at(*keys, extra), f"no {keys[-1][:-1]} has the id '{extra}'.{alike}")
    for missing in sorted(ids - named):
        check.fault(words.at(*keys, missing), f"no words for '{missing}', one of its {keys[-1]}")

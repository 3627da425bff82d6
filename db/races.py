"""Races: runs side by side at an event; voyages, the sea routes that events point at; and the
routes that they speak of when these are not open."""

from __future__ import annotations

from sqlite3 import Connection

from db.records import EventId, Leg, Mode, PlaceId, Race, RouteId, Run, SourceId, Voyage
from db.words import words


def races(db: Connection, lang: str) -> tuple[Race, ...]:
    """All races."""
    rows = db.execute(
        """
        SELECT race.id, event.id, seconds
        FROM race
        JOIN event ON event.number = race.event
        ORDER BY position
        """
    ).fetchall()
    if not rows:
        return ()
    runs = _runs(db, lang)
    findings, bases = (words(db, "race", field, lang) for field in ("finding", "basis"))
    return tuple(
        Race(race, EventId(event), seconds, tuple(runs[race]), findings[race], bases[race])
        for race, event, seconds in rows
    )


def voyages(db: Connection) -> tuple[Voyage, ...]:
    """The voyages of all events that point at a sea route."""
    found: dict[EventId, list[RouteId]] = {}
    for event, route in db.execute(
        """
        SELECT event.id, route.id
        FROM event_route
        JOIN route ON route.id = event_route.route AND route.mode = 'sea'
        JOIN event ON event.number = event_route.event
        WHERE NOT unopened AND EXISTS (
            SELECT 1
            FROM section
            WHERE section.route = route.id
                AND opened_first <= event.day
                AND (closed_last IS NULL OR event.day < closed_last)
        )
        ORDER BY event_route.event, event_route.position
        """
    ):
        found.setdefault(event, []).append(route)
    return tuple(Voyage(event, tuple(routes)) for event, routes in found.items())


def unopened(db: Connection) -> dict[EventId, frozenset[RouteId]]:
    """The routes that events speak of and that are not open on their days."""
    found: dict[EventId, set[RouteId]] = {}
    for event, route in db.execute(
        """
        SELECT event.id, route
        FROM event_route
        JOIN event ON event.number = event_route.event
        WHERE unopened
        """
    ):
        found.setdefault(event, set()).add(route)
    return {event: frozenset(routes) for event, routes in found.items()}


def _runs(db: Connection, lang: str) -> dict[str, list[Run]]:
    titles = words(db, "run", "title", lang)
    legs = _legs(db)
    runs: dict[str, list[Run]] = {}
    for race, number, run, start, by, finish, family in db.execute(
        "SELECT race, position, id, start, by, finish, family FROM run ORDER BY race, position"
    ):
        title = titles[f"{race}/{run}"]
        places = PlaceId(start), PlaceId(by), PlaceId(finish)
        found = Run(run, title, *places, family, tuple(legs[race, number]))
        runs.setdefault(race, []).append(found)
    return runs


def _legs(db: Connection) -> dict[tuple[str, int], list[Leg]]:
    sources: dict[tuple[str, int, int], list[SourceId]] = {}
    for race, run, leg, source in db.execute(
        "SELECT race, run, leg, source FROM leg_source ORDER BY race, run, leg, position"
    ):
        sources.setdefault((race, run, leg), []).append(source)
    legs: dict[tuple[str, int], list[Leg]] = {}
    for race, run, number, route, mode, first_km, last_km, km, most_km, measured in db.execute(
        """
        SELECT race, run, leg.position, route, mode, first_km, last_km, km,
               coalesce(most_km, km), measured
        FROM leg
        JOIN route ON route.id = leg.route
        ORDER BY race, run, leg.position
        """
    ):
        cited = tuple(sources.get((race, run, number), ()))
        ends = first_km, last_km
        leg = Leg(RouteId(route), Mode(mode), *ends, km, most_km, bool(measured), cited)
        legs.setdefault((race, run), []).append(leg)
    return legs

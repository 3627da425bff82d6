"""Turns the races of a checked lesson folder into rows."""

from __future__ import annotations

from db.building.folder import LessonFolder
from db.building.rows import Rows
from db.building.structs import LegEntry, RaceEntry


def add_races(folder: LessonFolder, rows: Rows) -> None:
    """Adds the races; routes, waypoints and events must be there already."""
    numbers = {row["id"]: row["number"] for row in rows.tables["event"]}
    for position, located in enumerate(folder.races):
        race = located.entry
        rows.add(
            "race",
            id=race.id,
            position=position,
            event=numbers[race.event],
            seconds=race.seconds,
        )
        _runs(race, rows)
        for order, finding in enumerate(race.finding):
            rows.add(
                "finding",
                race=race.id,
                position=order,
                start=finding.start,
                land_saved=finding.land_saved,
                within=finding.within,
            )
    _words(folder, rows)


def _runs(race: RaceEntry, rows: Rows) -> None:
    for number, run in enumerate(race.run):
        rows.add(
            "run",
            race=race.id,
            position=number,
            id=run.id,
            start=run.start,
            by=run.by,
            finish=run.finish,
            family=run.family,
        )
        for position, leg in enumerate(run.leg):
            first, last = _stretch(leg, rows)
            rows.add(
                "leg",
                race=race.id,
                run=number,
                position=position,
                route=leg.route,
                first_km=first,
                last_km=last,
                km=leg.km,
                most_km=leg.most_km,
                measured=int(leg.measured),
                note=leg.note,
            )
            for order, source in enumerate(leg.sources):
                rows.add(
                    "leg_source",
                    race=race.id,
                    run=number,
                    leg=position,
                    position=order,
                    source=source,
                )


def _stretch(leg: LegEntry, rows: Rows) -> tuple[float, float]:
    """Where a leg begins and ends, in km along its route."""
    points = [row for row in rows.tables["waypoint"] if row["route"] == leg.route]
    km = {row["name"]: row["km"] for row in points}
    first = km[leg.start] if leg.start else points[0]["km"]
    return first, km[leg.end] if leg.end else points[-1]["km"]


def _words(folder: LessonFolder, rows: Rows) -> None:
    for lang, located in folder.race_words.items():
        for race, words in located.entry.races.items():
            for field in ("finding", "basis"):
                text = getattr(words, field)
                rows.add("word", lang=lang, kind="race", id=race, field=field, text=text)
            for run, title in words.runs.items():
                name = f"{race}/{run}"
                rows.add("word", lang=lang, kind="run", id=name, field="title", text=title)

"""Territories and ribbons: who controlled what, span by span."""

from __future__ import annotations

from sqlite3 import Connection
from typing import Literal

from db import dates
from db.records import (
    Border,
    Control,
    Day,
    Lane,
    PlaceId,
    Power,
    PowerId,
    Ribbon,
    Status,
    Territory,
    TerritoryId,
)
from db.words import words


def powers(db: Connection, lang: str) -> dict[PowerId, Power]:
    """All powers by id, in the lesson's order."""
    names = words(db, "power", "name", lang)
    short_names = words(db, "power", "short_name", lang)
    rows = db.execute("SELECT id, colour, letter, family FROM power ORDER BY position")
    return {
        power: Power(power, names[power], short_names[power], colour, letter, family)
        for power, colour, letter, family in rows
    }


def territories(db: Connection, lang: str) -> tuple[Territory, ...]:
    """All territories with their history of control."""
    names = words(db, "territory", "name", lang)
    histories = _histories(db, "territory")
    rows = db.execute("SELECT id, basis, accuracy_km, disputed FROM territory ORDER BY position")
    return tuple(
        Territory(
            TerritoryId(territory),
            names[territory],
            histories[territory],
            basis,
            accuracy_km,
            bool(disputed),
        )
        for territory, basis, accuracy_km, disputed in rows
    )


def borders(db: Connection) -> tuple[Border, ...]:
    """How well single lines between territories are known, where that differs from the rest."""
    rows = db.execute("SELECT one, other, start_day, end_day, accuracy_km FROM border")
    return tuple(
        Border(frozenset((TerritoryId(one), TerritoryId(other))), Day(start), Day(end), accuracy_km)
        for one, other, start, end, accuracy_km in rows
    )


def ribbons(db: Connection, lang: str) -> tuple[Ribbon, ...]:
    """All ribbons with their lanes."""
    titles = words(db, "ribbon", "title", lang)
    lane_titles = words(db, "lane", "title", lang)
    histories = _histories(db, "place")
    lanes: dict[str, list[Lane]] = {}
    for ribbon, place in db.execute("SELECT ribbon, place FROM lane ORDER BY ribbon, position"):
        lane = Lane(PlaceId(place), lane_titles[place], histories[place])
        lanes.setdefault(ribbon, []).append(lane)
    rows = db.execute("SELECT id FROM ribbon ORDER BY position")
    return tuple(Ribbon(ribbon, titles[ribbon], tuple(lanes[ribbon])) for (ribbon,) in rows)


def _histories(
    db: Connection, held: Literal["territory", "place"]
) -> dict[str, tuple[Control, ...]]:
    holders: dict[int, list[PowerId]] = {}
    for control, power in db.execute(
        "SELECT control, power FROM control_power ORDER BY control, position"
    ):
        holders.setdefault(control, []).append(power)
    histories: dict[str, list[Control]] = {}
    for owner, control, status, note, *bounds in db.execute(
        f"""
        SELECT {held}, id, status, note,
               start_text, start_first, start_last, end_text, end_first, end_last
        FROM control
        WHERE {held} IS NOT NULL
        ORDER BY {held}, position
        """
    ):
        start, end = dates.stored_start(*bounds[:3]), dates.stored_end(*bounds[3:])
        record = Control(tuple(holders[control]), Status(status), start, end, note)
        histories.setdefault(owner, []).append(record)
    return {owner: tuple(history) for owner, history in histories.items()}

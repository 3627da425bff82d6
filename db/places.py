"""Places with their names by date."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection

from db.records import Day, Label, Place, PlaceId, PlaceKind


def places(db: Connection, lang: str, fallback: str, *, as_of: Day) -> tuple[Place, ...]:
    """All places; one without a name in `lang` keeps its names in `fallback`."""
    labels = _labels(db, fallback, as_of) | _labels(db, lang, as_of)
    rows = db.execute(
        "SELECT id, kind, rank, x, y, longitude, latitude FROM place ORDER BY position"
    )
    return tuple(
        Place(PlaceId(place), PlaceKind(kind), rank, x, y, longitude, latitude, labels[place])
        for place, kind, rank, x, y, longitude, latitude in rows
    )


def _labels(db: Connection, lang: str, as_of: Day) -> dict[str, tuple[Label, ...]]:
    rows = db.execute(
        """
        SELECT place, text, native, start_day, end_day
        FROM place_name
        WHERE lang = :lang
        ORDER BY place, start_day
        """,
        {"lang": lang},
    )
    by_place = groupby(rows, key=itemgetter(0))
    return {place: _with_today([row[1:] for row in names], as_of) for place, names in by_place}


def _with_today(names: list[tuple[str, str, int, int]], as_of: Day) -> tuple[Label, ...]:
    today = next((text for text, _, start, end in names if start <= as_of < end), "")
    return tuple(
        Label(text, native, "" if text == today else today, Day(start), Day(end))
        for text, native, start, end in names
    )

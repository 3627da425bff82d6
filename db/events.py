"""Events: their marks on the timeline, and each one whole."""

from __future__ import annotations

from functools import partial
from sqlite3 import Connection

from db import dates
from db.errors import UnknownId, look_alikes
from db.records import (
    Contested,
    Day,
    Event,
    EventId,
    Fact,
    Figure,
    Framing,
    Mark,
    Notes,
    Perspective,
    PlaceId,
    Position,
    RouteId,
    SourceId,
    TerritoryId,
)
from db.sources import sources_of


def marks(db: Connection, lang: str) -> tuple[Mark, ...]:
    """What the timeline needs of every event, in order of time."""
    rows = db.execute(
        """
        SELECT event.id, when_first, when_last, importance, doubt, when_text, title
        FROM event_text INDEXED BY event_text_title
        JOIN event ON event.number = event_text.event
        WHERE lang = :lang
        ORDER BY event_text.event
        """,
        {"lang": lang},
    )
    # As `Mark._make` does it, without its Python: there may be 100,000 of them.
    return tuple(map(partial(tuple.__new__, Mark), rows))


def event(db: Connection, event_id: EventId, lang: str) -> Event:
    """The event whole. Raises UnknownId, which names ids that look alike."""
    row = db.execute(
        """
        SELECT number, when_text, when_first, when_last, old_style, day, importance,
               x, y, height,
               (SELECT count(*) FROM chart_event WHERE chart_event.event = event.number),
               title, place_line, caption, story
        FROM event
        JOIN event_text ON event_text.event = event.number AND lang = :lang
        WHERE event.id = :event
        """,
        {"event": event_id, "lang": lang},
    ).fetchone()
    if row is None:
        known = [known_id for (known_id,) in db.execute("SELECT id FROM event")]
        alike = look_alikes(event_id, known, "events")
        raise UnknownId(f"The lesson has no event '{event_id}'.{alike}")
    number, when_text, first, last, old_style, day, importance, x, y, height, charts, *texts = row
    title, where, caption, story = texts
    facts, figures = _facts(db, number, lang), _figures(db, number, lang)
    perspectives, contested = _perspectives(db, number, lang), _contested(db, number, lang)
    sides = [side for point in contested for side in point.positions]
    return Event(
        id=event_id,
        when=dates.stored(when_text, first, last),
        old_style=old_style,
        day=Day(day),
        importance=importance,
        themes=_linked(db, "event_theme", "theme", number),
        framing=Framing(x, y, height),
        places=tuple(map(PlaceId, _linked(db, "event_place", "place", number))),
        territories=tuple(map(TerritoryId, _linked(db, "event_territory", "territory", number))),
        routes=tuple(map(RouteId, _linked(db, "event_route", "route", number))),
        title=title,
        where=where,
        caption=caption,
        story=story,
        facts=facts,
        figures=figures,
        perspectives=perspectives,
        contested=contested,
        notes=_notes(db, number, lang),
        sources=sources_of(db, [*facts, *figures, *perspectives, *sides]),
        charts=charts,
    )


def _linked(db: Connection, table: str, column: str, number: int) -> tuple[str, ...]:
    rows = db.execute(
        f"SELECT {column} FROM {table} WHERE event = :number ORDER BY position",
        {"number": number},
    )
    return tuple(linked for (linked,) in rows)


def _facts(db: Connection, number: int, lang: str) -> tuple[Fact, ...]:
    sources = _sources_by_part(db, "fact", number)
    rows = db.execute(
        """
        SELECT position, text
        FROM fact_text
        WHERE event = :number AND lang = :lang
        ORDER BY position
        """,
        {"number": number, "lang": lang},
    )
    return tuple(Fact(text, tuple(sources.get(position, ()))) for position, text in rows)


def _figures(db: Connection, number: int, lang: str) -> tuple[Figure, ...]:
    sources = _sources_by_part(db, "figure", number)
    rows = db.execute(
        """
        SELECT position, value, shown, label, as_of
        FROM figure
        JOIN figure_text USING (event, position)
        WHERE event = :number AND lang = :lang
        ORDER BY position
        """,
        {"number": number, "lang": lang},
    )
    return tuple(
        Figure(value, shown, label, as_of, tuple(sources.get(position, ())))
        for position, value, shown, label, as_of in rows
    )


def _perspectives(db: Connection, number: int, lang: str) -> tuple[Perspective, ...]:
    sources = _sources_by_part(db, "perspective", number)
    rows = db.execute(
        """
        SELECT position, who, text, power
        FROM perspective
        JOIN perspective_text USING (event, position)
        WHERE event = :number AND lang = :lang
        ORDER BY position
        """,
        {"number": number, "lang": lang},
    )
    return tuple(
        Perspective(who, text, power, tuple(sources.get(position, ())))
        for position, who, text, power in rows
    )


def _contested(db: Connection, number: int, lang: str) -> tuple[Contested, ...]:
    sources = _sources_by_part(db, "side", number)
    points: dict[str, list[Position]] = {}
    for position, point, who, says in db.execute(
        """
        SELECT side.position, point, who, says
        FROM side
        JOIN side_text USING (event, position)
        JOIN contested_text ON contested_text.event = side.event
            AND contested_text.position = side.contested
            AND contested_text.lang = side_text.lang
        WHERE side.event = :number AND side_text.lang = :lang
        ORDER BY side.position
        """,
        {"number": number, "lang": lang},
    ):
        said = Position(who, says, tuple(sources.get(position, ())))
        points.setdefault(point, []).append(said)
    return tuple(Contested(point, tuple(positions)) for point, positions in points.items())


def _notes(db: Connection, number: int, lang: str) -> Notes | None:
    row = db.execute(
        """
        SELECT point, question, misconception
        FROM notes_text
        WHERE event = :number AND lang = :lang
        """,
        {"number": number, "lang": lang},
    ).fetchone()
    return Notes(*row) if row else None


def _sources_by_part(db: Connection, part: str, number: int) -> dict[int, list[SourceId]]:
    sources: dict[int, list[SourceId]] = {}
    for position, source in db.execute(
        f"SELECT {part}, source FROM {part}_source WHERE event = :number ORDER BY {part}, position",
        {"number": number},
    ):
        sources.setdefault(position, []).append(source)
    return sources

"""Events: their marks on the timeline, and each one whole."""

from __future__ import annotations

from itertools import chain
from sqlite3 import Connection

from db import dates
from db.errors import UnknownId, look_alikes
from db.records import (
    Day,
    Event,
    EventId,
    Fact,
    Figure,
    Framing,
    Mark,
    PlaceId,
    RouteId,
    Source,
    SourceId,
    TerritoryId,
)


def marks(db: Connection, lang: str) -> tuple[Mark, ...]:
    """What the timeline needs of every event, in order of time."""
    rows = db.execute(
        """
        SELECT event.id, when_first, when_last, importance, vague, title
        FROM event_text INDEXED BY event_text_title
        JOIN event ON event.number = event_text.event
        WHERE lang = :lang
        ORDER BY event_text.event
        """,
        {"lang": lang},
    )
    return tuple(
        Mark(event_id, first, last, importance, vague == 1, title)
        for event_id, first, last, importance, vague, title in rows
    )


def event(db: Connection, event_id: EventId, lang: str) -> Event:
    """The event whole. Raises UnknownId, which names ids that look alike."""
    row = db.execute(
        """
        SELECT number, when_text, when_first, when_last, old_style, day, importance,
               x, y, height, title, place_line, caption, story
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
    number, when_text, first, last, old_style, day, importance, x, y, height, *texts = row
    title, where, caption, story = texts
    facts, figures = _facts(db, number, lang), _figures(db, number, lang)
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
        sources=_sources(db, facts, figures),
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
    return tuple(Fact(text, tuple(sources[position])) for position, text in rows)


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
        Figure(value, shown, label, as_of, tuple(sources[position]))
        for position, value, shown, label, as_of in rows
    )


def _sources_by_part(db: Connection, part: str, number: int) -> dict[int, list[SourceId]]:
    sources: dict[int, list[SourceId]] = {}
    for position, source in db.execute(
        f"SELECT {part}, source FROM {part}_source WHERE event = :number ORDER BY {part}, position",
        {"number": number},
    ):
        sources.setdefault(position, []).append(source)
    return sources


def _sources(
    db: Connection, facts: tuple[Fact, ...], figures: tuple[Figure, ...]
) -> tuple[Source, ...]:
    """The sources of an event once each, in the order in which they are first named."""
    named = [*(fact.sources for fact in facts), *(figure.sources for figure in figures)]
    wanted = list(dict.fromkeys(chain.from_iterable(named)))
    holders = ", ".join("?" * len(wanted))
    rows = db.execute(
        f"SELECT id, publisher, title, date, url FROM source WHERE id IN ({holders})", wanted
    )
    found = {row[0]: Source(*row) for row in rows}
    return tuple(found[source] for source in wanted)

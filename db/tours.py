"""Tours and acts: the orders in which the events are told."""

from __future__ import annotations

from sqlite3 import Connection

from db.records import Act, Day, EventId, Priority, Step, Tour, TourId
from db.words import words


def acts(db: Connection, lang: str) -> tuple[Act, ...]:
    """The acts in order."""
    titles = words(db, "act", "title", lang)
    rows = db.execute(
        """
        SELECT act.number, numeral, start_day, event.id
        FROM act
        JOIN event ON event.number = opens_with
        ORDER BY act.number
        """
    )
    return tuple(
        Act(number, numeral, titles[str(number)], Day(start), EventId(event))
        for number, numeral, start, event in rows
    )


def tours(db: Connection, lang: str) -> tuple[Tour, ...]:
    """All tours with their steps."""
    titles = words(db, "tour", "title", lang)
    rows = db.execute("SELECT id FROM tour ORDER BY position").fetchall()
    return tuple(Tour(TourId(tour), titles[tour], _steps(db, tour, lang)) for (tour,) in rows)


def _steps(db: Connection, tour: str, lang: str) -> tuple[Step, ...]:
    priorities = {priority.value: priority for priority in Priority}
    rows = db.execute(
        """
        SELECT event.id, step.day, step.x, step.y, step.height, priority, minutes, title
        FROM step
        JOIN event ON event.number = step.event
        JOIN event_text INDEXED BY event_text_title
            ON event_text.event = step.event AND lang = :lang
        WHERE tour = :tour
        ORDER BY step.position
        """,
        {"tour": tour, "lang": lang},
    )
    return tuple(
        Step(event, day, x, y, height, priorities[priority], minutes, title)
        for event, day, x, y, height, priority, minutes, title in rows
    )

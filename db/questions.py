"""The questions that are asked before events are told."""

from __future__ import annotations

from sqlite3 import Connection
from typing import Any

from db.records import Framing, Grade, Option, Question, QuestionKind, Scale, Source


def questions(db: Connection, lang: str) -> tuple[Question, ...]:
    """All questions, in the order of the lesson's file."""
    options = _options(db, lang)
    borders, places = _linked(db, "border"), _linked(db, "place")
    sources = _sources(db)
    rows = db.execute(
        """
        SELECT question.number, question.id, event.id, kind, place, tolerance_km,
               scale_first, scale_last, low, high, question.x, question.y, question.height,
               ask, answer, unit
        FROM question
        JOIN event ON event.number = question.event
        JOIN question_text ON question_text.question = question.number
        WHERE lang = :lang
        ORDER BY question.number
        """,
        {"lang": lang},
    )
    found = []
    for number, name, event, kind, place, tolerance, *rest in rows:
        first, last, low, high, x, y, height, ask, answer, unit = rest
        ranked = options.get(number, [])
        found.append(
            Question(
                id=name,
                event=event,
                kind=QuestionKind(kind),
                ask=ask,
                answer=answer,
                options=tuple(option for _, option in ranked),
                right=tuple(
                    option.id for rank, option in sorted(ranked, key=lambda r: r[0]) if rank
                ),
                place=place,
                borders=tuple(borders.get(number, ())),
                tolerance_km=tolerance,
                scale=None if low is None else Scale(first, last, low, high, unit),
                places=tuple(places.get(number, ())),
                framing=None if x is None else Framing(x, y, height),
                sources=tuple(sources.get(number, ())),
            )
        )
    return tuple(found)


def _options(db: Connection, lang: str) -> dict[int, list[tuple[int, Option]]]:
    """The options of every question as shown, each with its rank in the right answer."""
    found: dict[int, list[tuple[int, Option]]] = {}
    for question, rank, *option in db.execute(
        """
        SELECT question, rank, id, text, place, power
        FROM question_option
        JOIN question_option_text USING (question, position)
        WHERE lang = :lang
        ORDER BY question, position
        """,
        {"lang": lang},
    ):
        found.setdefault(question, []).append((rank, Option(*option)))
    return found


def _linked(db: Connection, what: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for question, linked in db.execute(
        f"SELECT question, {what} FROM question_{what} ORDER BY question, position"
    ):
        found.setdefault(question, []).append(linked)
    return found


def _sources(db: Connection) -> dict[int, list[Source]]:
    found: dict[int, list[Source]] = {}
    for question, name, publisher, title, date, url, grade in db.execute(
        """
        SELECT question, id, publisher, title, date, url, grade
        FROM question_source
        JOIN source ON source.id = question_source.source
        ORDER BY question, position
        """
    ):
        source = Source(name, publisher, title, date, url, Grade(grade))
        found.setdefault(question, []).append(source)
    return found

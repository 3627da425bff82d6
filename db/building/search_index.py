"""Fills the search index from the events and places that a lesson file holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from sqlite_utils import Database

from db.dates import in_words, stored
from db.folding import spaced
from db.search import COLUMNS, filter_word, row_of

# The words of each column that are not in event_text, one row for each part.
_PARTS = {
    "facts": "SELECT event, text FROM fact_text WHERE lang = :lang",
    "figures": "SELECT event, shown || ' ' || label FROM figure_text WHERE lang = :lang",
    "perspectives": "SELECT event, who || '. ' || text FROM perspective_text WHERE lang = :lang",
    "contested": """
        SELECT event, point FROM contested_text WHERE lang = :lang
        UNION ALL
        SELECT event, who || '. ' || says FROM side_text WHERE lang = :lang
        """,
    "notes": """
        SELECT event, point || ' ' || question || ' ' || misconception
        FROM notes_text WHERE lang = :lang
        """,
}

Span = tuple[int, int]


def fill(db: Database) -> None:
    """Builds the index anew; part of the transaction that it is called in."""
    for index in ("event_index", "name_index"):
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
    db.execute("DELETE FROM searched_name")
    _add_names(db)
    languages = db.execute("SELECT code, position FROM language").fetchall()
    holders = ", ".join("?" * (len(COLUMNS) + 2))
    sql = f"INSERT INTO event_index (rowid, {', '.join(COLUMNS)}, filters) VALUES ({holders})"
    for lang, position in languages:
        db.conn.executemany(sql, _event_rows(db, lang, position))


def _event_rows(db: Database, lang: str, position: int) -> Iterator[tuple[object, ...]]:
    parts = {column: _joined(db, sql, lang) for column, sql in _PARTS.items()}
    parts["places"] = _place_names(db)
    filters = _filters(db)
    events = db.execute(
        """
        SELECT number, importance, when_text, when_first, when_last,
               title, place_line, caption, story
        FROM event JOIN event_text ON event_text.event = event.number AND lang = :lang
        """,
        {"lang": lang},
    )
    for number, importance, when, first, last, *texts in events.fetchall():
        words = dict(zip(("title", "place_line", "caption", "story"), texts, strict=True))
        words["dated"] = in_words(stored(when, first, last), lang)
        words |= {column: found.get(number, "") for column, found in parts.items()}
        row = row_of(number, importance=importance, lang_position=position)
        yield row, *(spaced(words[column]) for column in COLUMNS), " ".join(filters[number])


def _filters(db: Database) -> dict[int, list[str]]:
    """The words of the filters that leave each event. Days before the first act belong to it."""
    acts = db.execute("SELECT start_day, number FROM act ORDER BY start_day").fetchall()
    found: dict[int, list[str]] = {}
    for number, day, importance in db.execute("SELECT number, day, importance FROM event"):
        act = next((act for start, act in reversed(acts) if start <= day), acts[0][1])
        found[number] = [filter_word("act", act), filter_word("importance", importance)]
    for kind in ("theme", "place"):
        for number, value in db.execute(f"SELECT event, {kind} FROM event_{kind}"):
            found[number].append(filter_word(kind, value))
    return found


def _joined(db: Database, sql: str, lang: str) -> dict[int, str]:
    texts: dict[int, list[str]] = {}
    for event, text in db.execute(sql, {"lang": lang}):
        texts.setdefault(event, []).append(text)
    return {event: "\n".join(found) for event, found in texts.items()}


def _place_names(db: Database) -> dict[int, str]:
    """All names of all places of each event."""
    names: dict[str, list[str]] = {}
    for place, text in db.execute("SELECT place, text FROM searched_name ORDER BY id"):
        names.setdefault(place, []).append(text)
    said = {place: "\n".join(texts) for place, texts in names.items()}
    found: dict[int, list[str]] = {}
    for event, place in db.execute("SELECT event, place FROM event_place"):
        found.setdefault(event, []).append(said.get(place, ""))
    return {event: "\n".join(texts) for event, texts in found.items()}


def _add_names(db: Database) -> None:
    """Every name that a place has in any language and script, once for each unbroken span."""
    rows = db.execute(
        """
        SELECT place.position, place, text, start_day, end_day
        FROM (
            SELECT place, text, start_day, end_day FROM place_name
            UNION SELECT place, native, start_day, end_day FROM place_name
            UNION SELECT place, text, start_day, end_day FROM place_alias
        )
        JOIN place ON place.id = place
        WHERE text <> ''
        ORDER BY place.position, text, start_day
        """
    ).fetchall()
    names = [
        (place, text, start, end)
        for (_, place, text), spans in groupby(rows, key=itemgetter(0, 1, 2))
        for start, end in _merged([(start, end) for *_, start, end in spans])
    ]
    for number, (place, text, start, end) in enumerate(names, start=1):
        db.execute(
            "INSERT INTO searched_name VALUES (?, ?, ?, ?, ?)", (number, place, text, start, end)
        )
        db.execute("INSERT INTO name_index (rowid, name) VALUES (?, ?)", (number, spaced(text)))


def _merged(spans: list[Span]) -> list[Span]:
    """The spans, in order of their starts, with those that touch made one."""
    merged = spans[:1]
    for start, end in spans[1:]:
        if start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged

"""Search: words and filters in, events and places out, best first.

A row of the index is numbered by its language, the importance of its event and the event, so that
rows come out weightiest and earliest first without any sorting. What ranks higher is asked for
first: words in titles before words in stories before words in notes; the search ends as soon as
it has enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from sqlite3 import Connection
from typing import NamedTuple

from db import dates
from db.excerpts import Wanted, covered, excerpt, marked
from db.folding import composed, words_of
from db.found import Ask, Called, Counts, Field, Found, FoundEvent, FoundPlace
from db.records import Day, EventId, PlaceId

COLUMNS = (
    "title",
    "dated",
    "place_line",
    "caption",
    "story",
    "facts",
    "figures",
    "perspectives",
    "contested",
    "places",
    "notes",
)
FILTERS = ("act", "theme", "place", "importance")  # each value of these is a word of the index
LIMIT = 40  # events whose texts are read
MOST = 1_000  # events that are counted
MOST_PLACES = 12
LONGEST, MOST_WORDS = 400, 24  # of what somebody types, the rest is left out

_EVENT_BITS, _IMPORTANCE_BITS = 32, 4
_TIERS = tuple(COLUMNS[:number] for number in (1, 4, 5, 9, 10, 11))
_FIELDS = dict(zip(COLUMNS, Field, strict=True))
_PART = re.compile(r'["“”„«]([^"“”„»]*)["“”»]|([^\s"“”„«»]+)')


class Hit(NamedTuple):
    """An event that was found, and the tier that it was found in."""

    number: int
    tier: int


def row_of(number: int, *, importance: int, lang_position: int) -> int:
    """The number that an event's row has in the index."""
    return ((lang_position << _IMPORTANCE_BITS | importance) << _EVENT_BITS) | number


def filter_word(kind: str, value: object) -> str:
    """The word by which the index knows a value of a filter."""
    return f"{kind}{str(value).encode().hex()}"


def wanted(words: str) -> list[Wanted]:
    """What is to be found: words, and phrases between quotation marks or of Chinese characters.

    The last word may be the beginning of a longer one. Whatever is no letter or digit is ignored.
    """
    parts = [
        (tuple(word.text for word in words_of(found[1] or found[2] or "")), found[2] is not None)
        for found in _PART.finditer(composed(words[:LONGEST]))
    ]
    parts = [part for part in parts if part[0]][:MOST_WORDS]
    last = len(parts) - 1
    return [Wanted(phrase, open_ and n == last) for n, (phrase, open_) in enumerate(parts)]


def find(db: Connection, ask: Ask, lang: str, *, limit: int = LIMIT) -> Found:
    """What the lesson holds of it. Any text may be asked for; none raises."""
    look_for = wanted(ask.words)
    if not look_for and ask.words.strip():
        return Found(ask, (), (), 0)
    hits = _hits(db, ask, lang, look_for) if look_for else _browse(db, ask, lang)
    count = min(len(hits), MOST)
    events = _events(db, hits[: min(limit, MOST)], lang, look_for)
    return Found(ask, _places(db, ask, look_for), events, count, at_least=len(hits) > MOST)


# Which events


def _hits(db: Connection, ask: Ask, lang: str, look_for: Sequence[Wanted]) -> list[Hit]:
    """The events that hold all of the words, best first; one more than are counted."""
    low, high = _rows_of(db, lang)
    days = Ask(first=ask.first, last=ask.last)
    join, conditions, values = _narrowed(days, "event_index.rowid & 0xffffffff")
    sql = f"""
        SELECT event_index.rowid & 0xffffffff
        FROM event_index {join}
        WHERE event_index MATCH :match AND event_index.rowid BETWEEN :low AND :high {conditions}
        ORDER BY event_index.rowid
        LIMIT :most
        """
    values |= {"low": low, "high": high, "most": MOST + 1}
    # A tier holds those before it, and so the last one knows when there is no more to find.
    values["match"] = _match(look_for, ask)
    count = len(db.execute(sql, values).fetchall())
    hits: dict[int, Hit] = {}
    for tier, columns in enumerate(_TIERS):
        if len(hits) >= count:
            break
        values["match"] = _match(look_for, ask, columns)
        for (number,) in db.execute(sql, values):
            hits.setdefault(number, Hit(number, tier))
    found = list(hits.values())
    exact = _exactly(db, found, lang, look_for)
    return sorted(found, key=lambda hit: hit.number not in exact) if exact else found


def _exactly(
    db: Connection, hits: Sequence[Hit], lang: str, look_for: Sequence[Wanted]
) -> set[int]:
    """Those whose title is just what was asked for."""
    asked = [text for want in look_for for text in want.phrase]
    inside = [hit.number for hit in hits if hit.tier == 0][:LIMIT]
    titles = db.execute(
        f"SELECT event, title FROM event_text WHERE lang = ? AND event IN ({_holders(inside)})",
        [lang, *inside],
    )
    return {
        number
        for number, title in titles
        if [word.text for word in words_of(composed(title))] == asked
    }


def _browse(db: Connection, ask: Ask, lang: str) -> list[Hit]:
    """All events that the filters leave, in order of time."""
    join, conditions, values = _narrowed(ask, "event_text.event")
    rows = db.execute(
        f"""
        SELECT event_text.event
        FROM event_text INDEXED BY event_text_title {join}
        WHERE event_text.lang = :lang {conditions}
        ORDER BY event_text.event
        LIMIT :most
        """,
        {**values, "lang": lang, "most": MOST + 1},
    )
    return [Hit(number, 0) for (number,) in rows]


def _match(
    look_for: Sequence[Wanted], ask: Ask | None = None, columns: Sequence[str] = COLUMNS
) -> str:
    """What FTS5 is asked: all the words in those columns, and the filters."""
    words = f"{{{' '.join(columns)}}} : ({' AND '.join(map(_fts, look_for))})"
    narrow = [
        f' AND {{filters}} : "{filter_word(kind, value)}"'
        for kind in FILTERS
        if (value := getattr(ask, kind, None)) is not None
    ]
    return words + "".join(narrow)


def _fts(want: Wanted) -> str:
    # A word is letters and digits only, so there is nothing to escape.
    return f'"{" ".join(want.phrase)}"' + ("*" if want.is_open else "")


def _rows_of(db: Connection, lang: str) -> tuple[int, int]:
    (position,) = db.execute("SELECT position FROM language WHERE code = ?", [lang]).fetchone()
    bits = _IMPORTANCE_BITS + _EVENT_BITS
    return position << bits, ((position + 1) << bits) - 1


def _narrowed(ask: Ask, number: str) -> tuple[str, str, dict[str, object]]:
    """What the filters add to a query: a join, conditions, and the values that they name."""
    conditions = {
        "act": f"event.day >= {_ACT_START} AND event.day < {_ACT_END}",
        "theme": _LINKED.format(table="event_theme", column="theme"),
        "place": _LINKED.format(table="event_place", column="place"),
        "importance": "event.importance = :importance",
        "first": "event.when_last >= :first",
        "last": "event.when_first <= :last",
    }
    values = {key: value for key in conditions if (value := getattr(ask, key)) is not None}
    if not values:
        return "", "", {}
    said = "".join(f" AND {conditions[key]}" for key in values)
    return f"CROSS JOIN event ON event.number = {number}", said, values


# Days before the first act belong to it, those of the last act end with the lesson.
_ACT_START = "(SELECT CASE WHEN number = 1 THEN 0 ELSE start_day END FROM act WHERE number = :act)"
_ACT_END = "(SELECT ifnull(min(start_day), 9999999) FROM act WHERE number > :act)"
_LINKED = "EXISTS (SELECT 1 FROM {table} WHERE event = event.number AND {column} = :{column})"


# What they say


def _events(
    db: Connection, hits: Sequence[Hit], lang: str, look_for: Sequence[Wanted]
) -> tuple[FoundEvent, ...]:
    numbers = [hit.number for hit in hits]
    rows = db.execute(
        f"""
        SELECT number, id, when_text, when_first, when_last, importance,
               title, place_line, caption, story
        FROM event JOIN event_text ON event_text.event = number AND lang = ?
        WHERE number IN ({_holders(numbers)})
        """,
        [lang, *numbers],
    )
    whole = {row[0]: row[1:] for row in rows}
    texts = _texts(db, [hit.number for hit in hits if hit.tier >= 3], lang) if look_for else {}
    return tuple(
        _event(hit, whole[hit.number], texts.get(hit.number, []), look_for, lang) for hit in hits
    )


Told = tuple[Field, str, Called | None]


def _event(
    hit: Hit, row: Sequence[object], told: Sequence[Told], look_for: Sequence[Wanted], lang: str
) -> FoundEvent:
    event, when_text, first, last, importance, *texts = row
    title, where, caption, story = map(str, texts)
    when = dates.stored(str(when_text), int(str(first)), int(str(last)))
    fields: list[Told] = [
        (Field.TITLE, title, None),
        (Field.WHEN, dates.in_words(when, lang), None),
        (Field.WHERE, where, None),
        (Field.CAPTION, caption, None),
        (Field.STORY, story, None),
        *told,
    ]
    allowed = _allowed(hit.tier, len(look_for))
    field, text, called = _best([one for one in fields if one[0] in allowed], look_for)
    if field in (Field.TITLE, Field.WHEN, Field.WHERE, Field.PLACE):
        text = caption
    return FoundEvent(
        event=EventId(str(event)),
        when=when,
        importance=int(str(importance)),
        title=marked(title, look_for),
        field=field if look_for else None,
        excerpt=excerpt(text, look_for),
        where=where,
        called=called,
    )


def _allowed(tier: int, words: int) -> set[Field]:
    """The fields to look at: a word alone is in none of those that were asked for before."""
    before = len(_TIERS[tier - 1]) if words == 1 and tier else 0
    return {_FIELDS[column] for column in _TIERS[tier][before:]}


def _best(fields: Sequence[Told], look_for: Sequence[Wanted]) -> Told:
    """The first of the fields that hold most of the words."""
    best, most = fields[0], 0
    for told in fields if len(fields) > 1 else ():
        held = covered(told[1], look_for)
        if held > most:
            best, most = told, held
        if most == len(look_for):
            break
    return best


_TOLD = (
    (Field.FACT, "SELECT event, position, text FROM fact_text"),
    (Field.FIGURE, "SELECT event, position, shown || ' ' || label FROM figure_text"),
    (Field.PERSPECTIVE, "SELECT event, position, who || ': ' || text FROM perspective_text"),
    (Field.CONTESTED, "SELECT event, position, point FROM contested_text"),
    (Field.CONTESTED, "SELECT event, position, who || ': ' || says FROM side_text"),
)
_NOTES = ("point", "question", "misconception")


def _texts(db: Connection, numbers: Sequence[int], lang: str) -> dict[int, list[Told]]:
    """What is told of the events beside their stories, weightiest first."""
    found: dict[int, list[Told]] = {number: [] for number in numbers}
    holders = _holders(numbers)
    for field, sql in _TOLD:
        rows = db.execute(
            f"{sql} WHERE lang = ? AND event IN ({holders}) ORDER BY event, position",
            [lang, *numbers],
        )
        for number, _, text in rows:
            found[number].append((field, text, None))
    rows = db.execute(
        f"""
        SELECT event, place, text, start_day, end_day
        FROM event_place JOIN searched_name USING (place)
        WHERE event IN ({holders})
        ORDER BY event, position, id
        """,
        list(numbers),
    )
    for number, *name in rows:
        found[number].append((Field.PLACE, name[1], Called(*name)))
    rows = db.execute(
        f"""
        SELECT event, {", ".join(_NOTES)}
        FROM notes_text
        WHERE lang = ? AND event IN ({holders})
        """,
        [lang, *numbers],
    )
    for number, *notes in rows:
        found[number] += [(Field.NOTES, text, None) for text in notes]
    return found


# Places


def _places(db: Connection, ask: Ask, look_for: Sequence[Wanted]) -> tuple[FoundPlace, ...]:
    """The places that bear such a name, once each by the name that fits best.

    Filters that say when or what an event was leave no place over.
    """
    if not look_for or replace(ask, place=None).is_narrowed:
        return ()
    rows = db.execute(
        """
        SELECT searched_name.place, text, start_day, end_day, place.rank, place.position
        FROM name_index
        JOIN searched_name ON searched_name.id = name_index.rowid
        JOIN place ON place.id = searched_name.place
        WHERE name_index MATCH :match AND :place IN ('', place.id)
        """,
        {"match": " AND ".join(map(_fts, look_for)), "place": ask.place or ""},
    )
    asked = [text for want in look_for for text in want.phrase]
    ranked = []
    for place, text, start, end, rank, position in rows:
        words = [word.text for word in words_of(composed(text))]
        starts = words[0].startswith(asked[0]) if words else False
        order = (words != asked, not starts, rank, position, -(end - start))
        ranked.append((order, Called(PlaceId(place), text, Day(start), Day(end))))
    best: dict[PlaceId, Called] = {}
    for _, called in sorted(ranked, key=lambda entry: entry[0]):
        best.setdefault(called.place, called)
    return tuple(
        FoundPlace(place, called, marked(called.text, look_for))
        for place, called in list(best.items())[:MOST_PLACES]
    )


# Filters


def counts(db: Connection, ask: Ask, lang: str) -> Counts:
    """How many events each filter would leave."""
    without_days = replace(ask, first=None, last=None)
    spans = _all_found(db, without_days, lang, "event.when_first, event.when_last")
    starts = [dates.year_of(first) for first, _ in spans]
    ends = [dates.year_of(last) for _, last in spans]
    decades = range(min(starts, default=0) // 10 * 10, max(ends, default=-1) + 1, 10)
    return Counts(
        acts=_by_act(db, _all_found(db, replace(ask, act=None), lang, "event.day")),
        themes=_linked(db, replace(ask, theme=None), lang, "event_theme", "theme"),
        places={
            PlaceId(place): count
            for place, count in _linked(
                db, replace(ask, place=None), lang, "event_place", "place"
            ).items()
        },
        importances=Counter(
            importance
            for (importance,) in _all_found(
                db, replace(ask, importance=None), lang, "event.importance"
            )
        ),
        since={year: sum(end >= year for end in ends) for year in decades},
        until={year + 9: sum(start <= year + 9 for start in starts) for year in decades},
    )


def _all_found(
    db: Connection, ask: Ask, lang: str, columns: str, join: str = "", group: str = ""
) -> list[tuple[int, ...]]:
    look_for = wanted(ask.words)
    _, conditions, values = _narrowed(ask, "")
    low, high = _rows_of(db, lang)
    source = "event"
    if look_for:
        source = "event_index CROSS JOIN event ON event.number = event_index.rowid & 0xffffffff"
        conditions += " AND event_index MATCH :match AND event_index.rowid BETWEEN :low AND :high"
        values |= {"match": _match(look_for), "low": low, "high": high}
    sql = f"SELECT {columns} FROM {source} {join} WHERE true {conditions} {group}"
    return db.execute(sql, values).fetchall()


def _linked(db: Connection, ask: Ask, lang: str, table: str, column: str) -> dict[str, int]:
    rows: Iterable[tuple[object, ...]] = _all_found(
        db,
        ask,
        lang,
        f"linked.{column}, count(*)",
        f"JOIN {table} AS linked ON linked.event = event.number",
        f"GROUP BY linked.{column}",
    )
    return {str(key): int(str(count)) for key, count in rows}


def _by_act(db: Connection, days: Iterable[tuple[int, ...]]) -> Mapping[int, int]:
    acts = db.execute("SELECT number, start_day FROM act ORDER BY start_day DESC").fetchall()
    first = acts[-1][0] if acts else 0
    return Counter(
        next((number for number, start in acts if start <= day), first) for (day,) in days
    )


def _holders(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))

"""Names and titles in one language."""

from __future__ import annotations

from sqlite3 import Connection


def languages(db: Connection) -> tuple[str, ...]:
    """The languages of the lesson; the first one stands in for languages it does not have."""
    return tuple(code for (code,) in db.execute("SELECT code FROM language ORDER BY position"))


def words(db: Connection, kind: str, field: str, lang: str) -> dict[str, str]:
    """The words of one kind by id, such as the names of all routes."""
    rows = db.execute(
        "SELECT id, text FROM word WHERE lang = :lang AND kind = :kind AND field = :field",
        {"lang": lang, "kind": kind, "field": field},
    )
    return dict(rows.fetchall())

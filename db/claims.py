"""The claim check: what the founding article says, and what checking found."""

from __future__ import annotations

from sqlite3 import Connection

from db.records import Claim, EventId, Verdict


def claims(db: Connection, lang: str) -> tuple[Claim, ...]:
    """All claims in their order, each with the events that show it."""
    events: dict[int, list[tuple[EventId, str]]] = {}
    for claim, event, title in db.execute(
        """
        SELECT claim, event.id, title
        FROM claim_event
        JOIN event ON event.number = claim_event.event
        JOIN event_text ON event_text.event = event.number
        WHERE lang = :lang
        ORDER BY claim, position
        """,
        {"lang": lang},
    ):
        events.setdefault(claim, []).append((EventId(event), title))
    rows = db.execute(
        """
        SELECT number, verdict, says, found
        FROM claim
        JOIN claim_text ON claim_text.claim = claim.number
        WHERE lang = :lang
        ORDER BY number
        """,
        {"lang": lang},
    )
    return tuple(
        Claim(number, Verdict(verdict), says, found, tuple(events.get(number, ())))
        for number, verdict, says, found in rows
    )

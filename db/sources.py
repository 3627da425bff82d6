"""Sources: where the statements of events and the points of charts come from."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from sqlite3 import Connection
from typing import Protocol

from db.records import Grade, Source, SourceId


class Sourced(Protocol):
    """What rests on sources."""

    @property
    def sources(self) -> tuple[SourceId, ...]: ...


def sources_of(db: Connection, parts: Iterable[Sourced]) -> tuple[Source, ...]:
    """The sources of all parts once each, in the order in which they are first named."""
    wanted = list(dict.fromkeys(chain.from_iterable(part.sources for part in parts)))
    holders = ", ".join("?" * len(wanted))
    rows = db.execute(
        f"SELECT id, publisher, title, date, url, grade FROM source WHERE id IN ({holders})",
        wanted,
    )
    found = {
        source: Source(source, publisher, title, date, url, Grade(grade))
        for source, publisher, title, date, url, grade in rows
    }
    return tuple(found[source] for source in wanted)

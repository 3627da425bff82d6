"""Routes: railways, roads and sea routes with the stretches they opened in."""

from __future__ import annotations

from sqlite3 import Connection
from struct import iter_unpack

from db import dates
from db.records import Mode, Route, RouteId, Section
from db.words import words


def routes(db: Connection, lang: str) -> tuple[Route, ...]:
    """All routes."""
    names = words(db, "route", "name", lang)
    sections = _sections(db)
    rows = db.execute("SELECT id, mode, published_km, family, line FROM route ORDER BY position")
    return tuple(
        _route(line, tuple(sections[route]), names[route], route, mode, published_km, family)
        for route, mode, published_km, family, line in rows
    )


def _route(
    line: bytes,
    sections: tuple[Section, ...],
    name: str,
    route: str,
    mode: str,
    published_km: float | None,
    family: str,
) -> Route:
    xs, ys, km = zip(*iter_unpack("<3d", line), strict=True)
    points = tuple(zip(xs, ys, strict=True))
    return Route(RouteId(route), Mode(mode), name, points, km, sections, published_km, family)


def _sections(db: Connection) -> dict[str, list[Section]]:
    sections: dict[str, list[Section]] = {}
    for route, first_km, last_km, approximate, *bounds in db.execute(
        """
        SELECT route, first_km, last_km, approximate,
               begun_text, begun_first, begun_last,
               opened_text, opened_first, opened_last,
               closed_text, closed_first, closed_last
        FROM section
        ORDER BY route, position
        """
    ):
        closed = dates.stored(*bounds[6:]) if bounds[6] is not None else None
        section = Section(
            first_km,
            last_km,
            dates.stored(*bounds[:3]),
            dates.stored(*bounds[3:6]),
            closed,
            bool(approximate),
        )
        sections.setdefault(route, []).append(section)
    return sections

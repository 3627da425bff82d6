"""The ids that a lesson defines, and the axis its days lie on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db import dates
from db.building.faults import Faults
from db.building.folder import LessonFolder, Located
from db.dates import Axis

Ids = set[str] | None


@dataclass(frozen=True, slots=True)
class Known:
    """Ids by kind; None where their file is missing, so that nothing is said of them.

    `axis` is None where the lesson's first and last day could not be read.
    """

    powers: Ids
    territories: Ids
    ribbons: Ids
    places: Ids
    routes: Ids
    tours: Ids
    sources: Ids
    events: Ids
    series: Ids
    charts: Ids
    axis: Axis | None


def gather(folder: LessonFolder, faults: Faults) -> Known:
    """All ids of the lesson; an id that stands twice is a fault."""

    def ids(home: str, entries: Iterable[Located[Any]]) -> Ids:
        lost = folder.ids_lost.get(home, set())
        return None if lost is None else lost | _unique(entries, faults)

    known_sources = _unique(folder.sources, faults)
    for file, lost in folder.ids_lost.items():
        if file.startswith("sources/"):
            known_sources |= lost or set()
    return Known(
        powers=ids("powers.toml", folder.powers),
        territories=ids("territories.toml", folder.territories),
        ribbons=ids("ribbons.toml", folder.ribbons),
        places=ids("places.toml", folder.places),
        routes=ids("routes.toml", folder.routes),
        tours=ids("tours.toml", folder.tours),
        sources=known_sources,
        events=set(folder.events),
        series=set(folder.series),
        charts=ids("charts.toml", folder.charts),
        axis=_axis(folder, faults),
    )


def _unique(entries: Iterable[Located[Any]], faults: Faults) -> set[str]:
    homes: dict[str, Located[Any]] = {}
    for located in entries:
        name = located.entry.id
        if name in homes:
            first = homes[name]
            position = f"entry {int(first.keys[-1]) + 1} of {first.file}"
            faults.add(*located.at("id"), f"the id '{name}' is taken already by {position}")
        else:
            homes[name] = located
    return set(homes)


def _axis(folder: LessonFolder, faults: Faults) -> Axis | None:
    lesson = folder.lesson
    first = faults.date(*lesson.at("first_day"), lambda: dates.parse_day(lesson.entry.first_day))
    last = faults.date(*lesson.at("as_of"), lambda: dates.parse_day(lesson.entry.as_of))
    if first is None or last is None:
        return None
    if first >= last:
        faults.add(*lesson.at("as_of"), "the last day 'as_of' must come after 'first_day'")
        return None
    return Axis(first, last)

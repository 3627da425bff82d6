"""Checks of territories and places: shapes, sources, and names by date."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from db import dates
from db.building.check_control import check_history
from db.building.checker import Checker
from db.building.folder import LessonFolder, Located
from db.building.structs import NameEntry, PlaceEntry, TerritoryEntry
from db.records import Edtf

BACKGROUND = "Background:"


def check_territories(folder: LessonFolder, check: Checker, shapes: Collection[str] | None) -> None:
    """Every territory has a shape, a source and a history; None stands for shapes not known."""
    for territory in folder.territories:
        entry = territory.entry
        if shapes is not None and entry.id not in shapes:
            expected = ", ".join(sorted(shapes))
            message = f"the base map has no shape '{entry.id}'; expected one of {expected}"
            check.fault(territory.at("id"), message)
        if not entry.sources and not entry.basis.startswith(BACKGROUND):
            message = f"no source; only a basis that starts with '{BACKGROUND}' needs none"
            check.fault(territory.at("sources"), message)
        check.sources(territory, entry.sources)
        _check_history(territory, check)


def _check_history(territory: Located[TerritoryEntry], check: Checker) -> None:
    history = [
        Located(*territory.at("control", index), control)
        for index, control in enumerate(territory.entry.control)
    ]
    if not history:
        check.fault(territory.at("control"), "nobody holds it; expected [[territory.control]]")
    check_history(history, check)


def check_borders(folder: LessonFolder, check: Checker) -> None:
    """Every border lies between two territories and is told once for each day."""
    spans: dict[frozenset[str], list[tuple[Edtf, Edtf]]] = {}
    for border in folder.borders:
        entry = border.entry
        check.neighbours(border, entry.between)
        if len(set(entry.between)) == 1:
            check.fault(border.at("between"), "a border lies between two different territories")
        span = check.span(border, entry.start, entry.end)
        if span is None:
            continue
        told = spans.setdefault(frozenset(entry.between), [])
        if any(_overlap(span, other) for other in told):
            both = " and ".join(entry.between)
            check.fault(border.at("from"), f"the border of {both} is told twice for some days")
        told.append(span)


def _overlap(one: tuple[Edtf, Edtf], other: tuple[Edtf, Edtf]) -> bool:
    return one[0].first < other[1].first and other[0].first < one[1].first


def check_places(folder: LessonFolder, check: Checker) -> None:
    """Every place has a name in the first language, and one name at a time in each."""
    for place in folder.places:
        check.sources(place, place.entry.sources)
        _check_names(place, folder.languages[:1], check)
        for index, alias in enumerate(place.entry.alias):
            check.span(Located(*place.at("alias", index), alias), alias.start, alias.end)


def _check_names(place: Located[PlaceEntry], needed: list[str], check: Checker) -> None:
    by_language: dict[str, list[Located[NameEntry]]] = {lang: [] for lang in needed}
    for index, name in enumerate(place.entry.name):
        names = by_language.setdefault(name.lang, [])
        names.append(Located(*place.at("name", index), name))
    for lang, names in by_language.items():
        if not names:
            check.fault(place.at("name"), f"no name in '{lang}'; expected [[place.name]]")
        spans = [(name, check.span(name, name.entry.start, name.entry.end)) for name in names]
        for (before, early), (after, late) in pairwise(spans):
            if early and late:
                _check_joint(before, early, after, late, check)


def _check_joint(
    before: Located[NameEntry],
    early: tuple[Edtf, Edtf],
    after: Located[NameEntry],
    late: tuple[Edtf, Edtf],
    check: Checker,
) -> None:
    end, start = early[1], late[0]
    if not end.open_end and not start.open_start and end.first == start.first:
        return
    is_gap = start.first > end.first and not end.open_end
    ended = "the end" if end.open_end else dates.iso_day(end.first)
    began = "the beginning" if start.open_start else dates.iso_day(start.first)
    check.fault(
        after.at("from"),
        f"{'gap' if is_gap else 'overlap'}: the label '{after.entry.text}' starts at {began}, "
        f"but '{before.entry.text}' lasts until {ended}; expected the same date",
    )

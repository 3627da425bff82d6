"""Checks of events, tours and acts: days, ids, sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Protocol

from db import dates
from db.building.check_sources import SourceDates
from db.building.checker import Checker
from db.building.folder import LessonFolder, Located
from db.building.structs import (
    EventEntry,
    FactEntry,
    FigureEntry,
    NameEntry,
    PerspectiveEntry,
    PositionEntry,
    SectionEntry,
    TourEntry,
)
from db.errors import BrokenDate
from db.records import Day

FIGURES = range(1, 4)
PERSPECTIVES = range(1, 4)
OLD_STYLE_ENDS = dates.parse_day("1918-02-13")  # 31 January by the old style itself

_DAYS = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", re.ASCII)


class _HasId(Protocol):
    id: str


def check_events(folder: LessonFolder, check: Checker) -> None:
    """Notes every fault of the events, apart from their words."""
    attested = SourceDates(folder, check)
    lang = folder.languages[0] if folder.languages else ""
    names = {
        place.entry.id: [name for name in place.entry.name if name.lang == lang]
        for place in folder.places
    }
    for stem, event in folder.events.items():
        entry = event.entry
        if entry.id != stem:
            check.fault(event.at("id"), f"the id '{entry.id}' differs from the file's '{stem}'")
        _check_day(event, check)
        _check_old_style(event, lang or "en", check)
        check.places(event, entry.places)
        check.shown_territories(event, entry.show.territories)
        check.shown_routes(event, entry.show.routes)
        check.unopened_routes(event, entry.show.unopened)
        _check_unopened(event, folder, check)
        _check_named(event, names, check)
        _check_facts(event, attested, check)
        _check_figures(event, attested, check)
        _check_voices(event, attested, check)


def _check_unopened(event: Located[EventEntry], folder: LessonFolder, check: Checker) -> None:
    """What an event shows as not open must not be open all along on its day."""
    routes = {route.entry.id: route.entry for route in folder.routes}
    for index, name in enumerate(event.entry.show.unopened):
        at = event.at("show", "unopened", index)
        if name in event.entry.show.routes:
            check.fault(at, f"'{name}' is among 'routes' too; expected it in one of the two")
        # Dates that are broken are told elsewhere.
        with suppress(BrokenDate):
            day = dates.parse_day(event.entry.day)
            if name in routes and all(_is_open(part, day) for part in routes[name].section):
                message = f"'{name}' is open on {event.entry.day}; expected it in 'routes'"
                check.fault(at, message)


def _is_open(section: SectionEntry, day: Day) -> bool:
    closed = dates.parse_bound(section.closed) if section.closed else None
    opened = dates.parse_bound(section.opened)
    return opened.last <= day and (closed is None or day < closed.first)


def _check_day(event: Located[EventEntry], check: Checker) -> None:
    when = check.date(event.at("when"), event.entry.when)
    day = check.day(event.at("day"), event.entry.day)
    if when and day is not None and not when.first <= day <= when.last:
        first, last = dates.iso_day(when.first), dates.iso_day(when.last)
        message = f"{event.entry.day} is not within 'when'; expected {first} to {last}"
        check.fault(event.at("day"), message)


def _check_old_style(event: Located[EventEntry], lang: str, check: Checker) -> None:
    """The old-style date is the event's day, or both ends of its `when`, by that calendar."""
    old_style, at = event.entry.old_style, event.at("old_style")
    when = check.date(event.at("when"), event.entry.when)
    day = check.day(event.at("day"), event.entry.day)
    if not old_style or when is None or day is None:
        return
    if day > OLD_STYLE_ENDS:
        message = f"'{old_style}' is told of {event.entry.day}; the old style ended in January 1918"
        check.fault(at, message)
        return
    expected = [_in_old_style(lang, day)]
    if _DAYS.fullmatch(when.text):
        expected.append(_in_old_style(lang, when.first, when.last))
    if old_style not in expected:
        either = "' or '".join(expected)
        message = f"'{old_style}' is not the event's date in old style; expected '{either}'"
        check.fault(at, message)


def _in_old_style(lang: str, *days: Day) -> str:
    told = "/".join(map(dates.iso_day_old_style, days))
    return dates.in_words(dates.stored(told, 0, 0), lang)


def _check_named(
    event: Located[EventEntry], names: dict[str, list[NameEntry]], check: Checker
) -> None:
    """Every place that the event uses has a name on its day."""
    try:
        day = dates.parse_day(event.entry.day)
        for index, place in enumerate(event.entry.places):
            if names.get(place) and not any(_covers(name, day) for name in names[place]):
                message = f"'{place}' has no name on {event.entry.day}; see places.toml"
                check.fault(event.at("places", index), message)
    except BrokenDate:
        return  # told as a fault of the day, or of the place


def _covers(name: NameEntry, day: int) -> bool:
    start = dates.parse_start(name.start, dates.ALL_TIME).first
    end = dates.parse_end(name.end, dates.ALL_TIME)
    return start <= day and (end.open_end or day < end.first)


def _check_facts(event: Located[EventEntry], attested: SourceDates, check: Checker) -> None:
    facts = [Located(*event.at("fact", n), fact) for n, fact in enumerate(event.entry.fact)]
    _check_ids(facts, check)
    sources: set[str] = set()
    for fact in facts:
        check.statement(fact, fact.entry.sources, "fact")
        sources.update(fact.entry.sources)
        _check_quantities(fact, attested, check)
    at = event.at("when")
    attested.check(at, check.date(at, event.entry.when), sources)


def _check_quantities(
    part: Located[FactEntry | FigureEntry | PerspectiveEntry | PositionEntry],
    attested: SourceDates,
    check: Checker,
) -> None:
    for n, quantity in enumerate(part.entry.quantity):
        at = part.at("quantity", n, "as_of")
        attested.check(at, check.date(at, quantity.as_of), part.entry.sources)


def _check_figures(event: Located[EventEntry], attested: SourceDates, check: Checker) -> None:
    figures = [
        Located(*event.at("figure", n), figure) for n, figure in enumerate(event.entry.figure)
    ]
    _check_ids(figures, check)
    for figure in figures:
        check.statement(figure, figure.entry.sources, "figure")
        _check_quantities(figure, attested, check)
        if figure.entry.as_of:
            at = figure.at("as_of")
            attested.check(at, check.date(at, figure.entry.as_of), figure.entry.sources)
    _check_count(event, "figure", len(figures), FIGURES, check)


def _check_voices(event: Located[EventEntry], attested: SourceDates, check: Checker) -> None:
    seen = [Located(*event.at("perspective", n), p) for n, p in enumerate(event.entry.perspective)]
    _check_ids(seen, check)
    for perspective in seen:
        check.statement(perspective, perspective.entry.sources, "perspective")
        _check_quantities(perspective, attested, check)
        if perspective.entry.power:
            check.power(perspective.at("power"), perspective.entry.power)
    if check.complete:
        _check_count(event, "perspective", len(seen), PERSPECTIVES, check)
    points = [Located(*event.at("contested", n), c) for n, c in enumerate(event.entry.contested)]
    _check_ids(points, check)
    for point in points:
        sides = [Located(*point.at("position", n), p) for n, p in enumerate(point.entry.position)]
        _check_ids(sides, check)
        for side in sides:
            check.statement(side, side.entry.sources, "position")
            _check_quantities(side, attested, check)


def _check_count(
    event: Located[EventEntry], noun: str, count: int, allowed: range, check: Checker
) -> None:
    if count not in allowed:
        has = f"1 {noun}" if count == 1 else f"{count} {noun}s"
        check.fault(event.at(noun), f"{has}; expected {allowed[0]} to {allowed[-1]}")


def _check_ids(entries: Sequence[Located[_HasId]], check: Checker) -> None:
    seen: set[str] = set()
    for located in entries:
        if located.entry.id in seen:
            check.fault(located.at("id"), f"the id '{located.entry.id}' stands twice in the event")
        seen.add(located.entry.id)


def check_tours(folder: LessonFolder, check: Checker) -> None:
    """Every step leads to an event; there is a tour at all."""
    if not folder.tours:
        check.fault(("tours.toml", ("tour",)), "no tour; expected [[tour]]")
    for tour in folder.tours:
        days: list[Day | None] = []
        for index, step in enumerate(tour.entry.step):
            check.event(tour.at("step", index, "event"), step.event)
            at = tour.at("step", index, "day")
            days.append(check.day(at, step.day) if step.day else _day_of(step.event, folder))
        _check_order(tour, days, check)


def _day_of(event: str, folder: LessonFolder) -> Day | None:
    try:
        return dates.parse_day(folder.events[event].entry.day)
    except (KeyError, BrokenDate):
        return None  # told as a fault of the tour, or of the event


def _check_order(tour: Located[TourEntry], days: Sequence[Day | None], check: Checker) -> None:
    """A tour goes forward in time."""
    for index, (before, day) in enumerate(pairwise(days), start=1):
        if before and day and day < before:
            early, late = dates.iso_day(day), dates.iso_day(before)
            message = f"it shows {early}, but the step before it {late}; expected order of time"
            check.fault(tour.at("step", index, "event"), message)


def check_acts(folder: LessonFolder, check: Checker) -> None:
    """Acts follow one another in number and time, and open with an event."""
    lesson = folder.lesson
    acts = lesson.entry.act
    if not acts:
        check.fault(lesson.at("act"), "no act; expected [[act]]")
    starts = [check.day(lesson.at("act", n, "start"), act.start) for n, act in enumerate(acts)]
    for index, act in enumerate(acts):
        check.event(lesson.at("act", index, "opens_with"), act.opens_with)
        if act.number != index + 1:
            message = f"act {act.number} stands where act {index + 1} is expected"
            check.fault(lesson.at("act", index, "number"), message)
    for index, (early, late) in enumerate(pairwise(starts)):
        if early is not None and late is not None and early >= late:
            message = f"starts {acts[index + 1].start}, not after the act before it"
            check.fault(lesson.at("act", index + 1, "start"), message)

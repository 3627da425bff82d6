"""Checks of events, tours and acts: days, ids, sources."""

from __future__ import annotations

from itertools import pairwise

from db import dates
from db.building.checker import Checker
from db.building.folder import LessonFolder, Located
from db.building.structs import EventEntry, FactEntry, FigureEntry

FIGURES = range(1, 4)


def check_events(folder: LessonFolder, check: Checker) -> None:
    """Notes every fault of the events, apart from their words."""
    for stem, event in folder.events.items():
        entry = event.entry
        if entry.id != stem:
            check.fault(event.at("id"), f"the id '{entry.id}' differs from the file's '{stem}'")
        _check_day(event, check)
        check.places(event, entry.places)
        check.shown_territories(event, entry.show.territories)
        check.shown_routes(event, entry.show.routes)
        _check_facts(event, check)
        _check_figures(event, check)


def _check_day(event: Located[EventEntry], check: Checker) -> None:
    when = check.date(event.at("when"), event.entry.when)
    day = check.day(event.at("day"), event.entry.day)
    if when and day is not None and not when.first <= day <= when.last:
        first, last = dates.iso_day(when.first), dates.iso_day(when.last)
        message = f"{event.entry.day} is not within 'when'; expected {first} to {last}"
        check.fault(event.at("day"), message)


def _check_facts(event: Located[EventEntry], check: Checker) -> None:
    facts = [Located(*event.at("fact", n), fact) for n, fact in enumerate(event.entry.fact)]
    _check_ids(facts, check)
    for fact in facts:
        check.sources(fact, fact.entry.sources)


def _check_figures(event: Located[EventEntry], check: Checker) -> None:
    figures = [
        Located(*event.at("figure", n), figure) for n, figure in enumerate(event.entry.figure)
    ]
    _check_ids(figures, check)
    for figure in figures:
        check.sources(figure, figure.entry.sources)
        if figure.entry.as_of:
            check.date(figure.at("as_of"), figure.entry.as_of)
    if len(figures) not in FIGURES:
        message = f"{len(figures)} figures; expected {FIGURES[0]} to {FIGURES[-1]}"
        check.fault(event.at("figure"), message)


def _check_ids(
    entries: list[Located[FactEntry]] | list[Located[FigureEntry]], check: Checker
) -> None:
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
        for index, step in enumerate(tour.entry.step):
            check.event(tour.at("step", index, "event"), step.event)
            if step.day:
                check.day(tour.at("step", index, "day"), step.day)


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

"""Turns the events, acts and tours of a checked lesson folder into rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db import dates
from db.building.folder import LessonFolder
from db.building.geometry import project
from db.building.rows import Rows, date_columns
from db.building.structs import (
    CameraEntry,
    EventEntry,
    EventWords,
    PositionEntry,
    StepEntry,
)
from db.dates import Axis
from db.marks import plain


def add_events(folder: LessonFolder, axis: Axis, rows: Rows) -> dict[str, int]:
    """Adds the events, numbered in order of time, and what leads to them; gives the numbers."""
    compiler = _EventCompiler(folder, axis, rows)
    compiler.add_events()
    compiler.add_acts()
    compiler.add_tours()
    compiler.add_claims()
    return compiler.numbers


class _EventCompiler:
    def __init__(self, folder: LessonFolder, axis: Axis, rows: Rows) -> None:
        self._folder = folder
        self._axis = axis
        self._rows = rows
        events = [located.entry for located in folder.events.values()]
        self._events = sorted(events, key=self._time)
        self.numbers = {event.id: place for place, event in enumerate(self._events, start=1)}

    def _time(self, event: EventEntry) -> tuple[int, int, str]:
        first = dates.parse(event.when, self._axis).first
        return first, dates.parse_day(event.day), event.id

    def add_events(self) -> None:
        views = framings([event.camera for event in self._events])
        for event, framing in zip(self._events, views, strict=True):
            when = dates.parse(event.when, self._axis)
            self._rows.add(
                "event",
                number=self.numbers[event.id],
                id=event.id,
                doubt=dates.doubt_of(event.when),
                old_style=event.old_style,
                day=dates.parse_day(event.day),
                importance=event.importance,
                **date_columns("when", when),
                **framing,
            )
            self._parts(self.numbers[event.id], event)
            self._words(self.numbers[event.id], event)

    def _parts(self, number: int, event: EventEntry) -> None:
        for table, column, ids in (
            ("event_theme", "theme", event.themes),
            ("event_place", "place", event.places),
            ("event_territory", "territory", event.show.territories),
        ):
            for position, linked in enumerate(ids):
                self._rows.add(table, event=number, position=position, **{column: linked})
        shown = [(route, 0) for route in event.show.routes]
        shown += [(route, 1) for route in event.show.unopened]
        for position, (route, unopened) in enumerate(shown):
            about = {"route": route, "unopened": unopened}
            self._rows.add("event_route", event=number, position=position, **about)
        for position, fact in enumerate(event.fact):
            self._rows.add("fact", event=number, position=position, id=fact.id)
            self._cite("fact", number, position, fact.sources)
            for order, quantity in enumerate(fact.quantity):
                self._rows.add(
                    "quantity",
                    event=number,
                    fact=position,
                    position=order,
                    value=quantity.value,
                    unit=quantity.unit,
                    as_of=quantity.as_of,
                )
        for position, figure in enumerate(event.figure):
            self._rows.add(
                "figure",
                event=number,
                position=position,
                id=figure.id,
                value=figure.value,
                unit=figure.unit,
                as_of=figure.as_of,
            )
            self._cite("figure", number, position, figure.sources)
        self._voices(number, event)

    def _voices(self, number: int, event: EventEntry) -> None:
        for position, seen in enumerate(event.perspective):
            power = seen.power or None
            self._rows.add("perspective", event=number, position=position, id=seen.id, power=power)
            self._cite("perspective", number, position, seen.sources)
        for position, point in enumerate(event.contested):
            self._rows.add("contested", event=number, position=position, id=point.id)
        for order, (position, side) in enumerate(_sides(event)):
            self._rows.add("side", event=number, position=order, contested=position, id=side.id)
            self._cite("side", number, order, side.sources)

    def _cite(self, part: str, number: int, position: int, sources: Sequence[str]) -> None:
        for order, source in enumerate(sources):
            columns = {part: position, "position": order, "source": source}
            self._rows.add(f"{part}_source", event=number, **columns)

    def _words(self, number: int, event: EventEntry) -> None:
        for lang, files in self._folder.event_words.items():
            words = files[event.id].entry
            self._rows.add(
                "event_text",
                event=number,
                lang=lang,
                title=words.title,
                place_line=words.where,
                caption=plain(words.caption),
                story=plain(words.story),
            )
            for position, fact in enumerate(event.fact):
                self._text("fact", number, position, lang, text=words.facts[fact.id])
            for position, figure in enumerate(event.figure):
                shown = words.figures[figure.id]
                self._text("figure", number, position, lang, shown=shown.shown, label=shown.label)
            self._voice_words(number, event, lang, words)

    def _voice_words(self, number: int, event: EventEntry, lang: str, words: EventWords) -> None:
        for position, seen in enumerate(event.perspective):
            told = words.perspectives[seen.id]
            self._text("perspective", number, position, lang, who=told.who, text=told.text)
        for position, point in enumerate(event.contested):
            self._text("contested", number, position, lang, point=words.contested[point.id].point)
        for order, (position, side) in enumerate(_sides(event)):
            position_words = words.contested[event.contested[position].id].positions[side.id]
            who, says = position_words.who, position_words.says
            self._text("side", number, order, lang, who=who, says=says)
        if words.notes:
            self._rows.add(
                "notes_text",
                event=number,
                lang=lang,
                point=plain(words.notes.point),
                question=plain(words.notes.question),
                misconception=plain(words.notes.misconception),
            )

    def _text(self, part: str, number: int, position: int, lang: str, **columns: str) -> None:
        self._rows.add(f"{part}_text", event=number, position=position, lang=lang, **columns)

    def add_acts(self) -> None:
        for act in self._folder.lesson.entry.act:
            self._rows.add(
                "act",
                number=act.number,
                numeral=act.numeral,
                start_day=dates.parse_day(act.start),
                opens_with=self.numbers[act.opens_with],
            )

    def add_tours(self) -> None:
        for position, located in enumerate(self._folder.tours):
            tour = located.entry
            self._rows.add("tour", id=tour.id, position=position)
            views = framings([self._camera(step) for step in tour.step])
            for order, (step, framing) in enumerate(zip(tour.step, views, strict=True)):
                day = step.day or self._folder.events[step.event].entry.day
                self._rows.add(
                    "step",
                    tour=tour.id,
                    position=order,
                    event=self.numbers[step.event],
                    day=dates.parse_day(day),
                    priority=step.priority.value,
                    minutes=step.minutes,
                    **framing,
                )

    def add_claims(self) -> None:
        for located in self._folder.claims:
            claim = located.entry
            self._rows.add("claim", number=claim.number, verdict=claim.verdict.value)
            for lang, words in self._folder.claim_words.items():
                told = words.entry.claims[str(claim.number)]
                says, found = told.says, plain(told.found)
                self._rows.add("claim_text", claim=claim.number, lang=lang, says=says, found=found)
            for position, event in enumerate(claim.events):
                number = self.numbers[event]
                self._rows.add("claim_event", claim=claim.number, position=position, event=number)

    def _camera(self, step: StepEntry) -> CameraEntry:
        return step.camera or self._folder.events[step.event].entry.camera


def _sides(event: EventEntry) -> Iterator[tuple[int, PositionEntry]]:
    """The positions on all contested points of an event, each with the number of its point."""
    for position, point in enumerate(event.contested):
        for side in point.position:
            yield position, side


def framings(cameras: Sequence[CameraEntry]) -> list[dict[str, float]]:
    spots = project([(camera.lon, camera.lat) for camera in cameras])
    return [
        {"x": x, "y": y, "height": camera.height_km * 1000.0}
        for camera, (x, y) in zip(cameras, spots, strict=True)
    ]

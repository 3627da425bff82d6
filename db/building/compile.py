"""Turns a checked lesson folder into rows. Dates become days, positions metres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from db import dates
from db.building.folder import LessonFolder
from db.building.geometry import line_through, project
from db.building.rows import Rows
from db.building.structs import (
    CameraEntry,
    ControlEntry,
    EventEntry,
    PlaceControlEntry,
    PlaceEntry,
    RouteEntry,
    SectionEntry,
    StepEntry,
)
from db.dates import Axis
from db.records import Edtf, Mode


def compile_lesson(folder: LessonFolder) -> Rows:
    """The rows of a lesson whose files hold no fault."""
    return _Compiler(folder).rows()


class _Compiler:
    def __init__(self, folder: LessonFolder) -> None:
        lesson = folder.lesson.entry
        self._folder = folder
        self._axis = Axis(dates.parse_day(lesson.first_day), dates.parse_day(lesson.as_of))
        self._rows = Rows()
        self._controls = 0

    def rows(self) -> Rows:
        self._lesson()
        self._words()
        self._sources_and_powers()
        self._places()
        self._land()
        self._ribbons()
        self._routes()
        numbers = self._events()
        self._acts(numbers)
        self._tours(numbers)
        return self._rows

    def _lesson(self) -> None:
        add, lesson = self._rows.add, self._folder.lesson.entry
        add("meta", key="id", value=lesson.id)
        add("meta", key="first_day", value=str(self._axis.first))
        add("meta", key="as_of", value=str(self._axis.last))
        for position, code in enumerate(lesson.languages):
            add("language", code=code, position=position)

    def _words(self) -> None:
        for lang, located in self._folder.words.items():
            words = located.entry
            self._word(lang, "lesson", "", "title", words.title)
            self._word(lang, "lesson", "", "subtitle", words.subtitle)
            for power, power_words in words.powers.items():
                self._word(lang, "power", power, "name", power_words.name)
                self._word(lang, "power", power, "short_name", power_words.short)
            for kind, field, named in (
                ("act", "title", words.acts),
                ("territory", "name", words.territories),
                ("route", "name", words.routes),
                ("ribbon", "title", words.ribbons),
                ("lane", "title", words.lanes),
                ("tour", "title", words.tours),
            ):
                for key, text in named.items():
                    self._word(lang, kind, key, field, text)

    def _word(self, lang: str, kind: str, key: str, field: str, text: str) -> None:
        self._rows.add("word", lang=lang, kind=kind, id=key, field=field, text=text)

    def _sources_and_powers(self) -> None:
        for source in self._folder.sources:
            entry = source.entry
            self._rows.add(
                "source",
                id=entry.id,
                publisher=entry.publisher,
                title=entry.title,
                date=entry.date,
                url=entry.url,
            )
        for position, located in enumerate(self._folder.powers):
            power = located.entry
            self._rows.add(
                "power",
                id=power.id,
                position=position,
                colour=power.colour,
                letter=power.letter,
                family=power.family,
            )

    def _places(self) -> None:
        places = [located.entry for located in self._folder.places]
        spots = project([(place.lon, place.lat) for place in places])
        for position, (place, (x, y)) in enumerate(zip(places, spots, strict=True)):
            self._rows.add(
                "place",
                id=place.id,
                position=position,
                kind=place.kind.value,
                rank=place.rank,
                x=x,
                y=y,
                longitude=place.lon,
                latitude=place.lat,
            )
            self._link("place_source", "place", place.id, place.sources)
            self._names(place)

    def _names(self, place: PlaceEntry) -> None:
        for name in place.name:
            self._rows.add(
                "place_name",
                place=place.id,
                lang=name.lang,
                text=name.text,
                native=name.native,
                **self._span_days(name.start, name.end),
            )
        for alias in place.alias:
            self._rows.add(
                "place_alias",
                place=place.id,
                lang=alias.lang,
                text=alias.text,
                **self._span_days(alias.start, alias.end),
            )

    def _span_days(self, start: str, end: str) -> dict[str, int]:
        """A half-open span of days; one that is open at its end holds the last day as well."""
        last = dates.parse_end(end, self._axis)
        return {
            "start_day": dates.parse_start(start, self._axis).first,
            "end_day": last.last + 1 if last.open_end else last.first,
        }

    def _land(self) -> None:
        for position, located in enumerate(self._folder.territories):
            territory = located.entry
            self._rows.add(
                "territory",
                id=territory.id,
                position=position,
                basis=territory.basis,
                accuracy_km=territory.accuracy_km,
                disputed=int(territory.disputed),
            )
            self._link("territory_source", "territory", territory.id, territory.sources)
            for order, control in enumerate(territory.control):
                self._control(control, order, territory=territory.id, place=None)

    def _ribbons(self) -> None:
        orders: dict[str, int] = {}
        for located in self._folder.place_controls:
            control = located.entry
            order = orders.get(control.place, 0)
            orders[control.place] = order + 1
            self._control(control, order, territory=None, place=control.place)
        for position, ribbon in enumerate(self._folder.ribbons):
            self._rows.add("ribbon", id=ribbon.entry.id, position=position)
            for order, place in enumerate(ribbon.entry.lanes):
                self._rows.add("lane", ribbon=ribbon.entry.id, position=order, place=place)

    def _control(
        self,
        control: ControlEntry | PlaceControlEntry,
        position: int,
        *,
        territory: str | None,
        place: str | None,
    ) -> None:
        self._controls += 1
        self._rows.add(
            "control",
            id=self._controls,
            territory=territory,
            place=place,
            position=position,
            status=control.status.value,
            note=control.note,
            **_date_columns("start", dates.parse_start(control.start, self._axis)),
            **_date_columns("end", dates.parse_end(control.end, self._axis)),
        )
        for order, power in enumerate(control.powers):
            self._rows.add("control_power", control=self._controls, position=order, power=power)
        self._link("control_source", "control", self._controls, control.sources)

    def _routes(self) -> None:
        for position, located in enumerate(self._folder.routes):
            route = located.entry
            line = line_through(
                [waypoint[:2] for waypoint in route.waypoints],
                rounded=route.mode == Mode.SEA,
                published_km=route.published_km,
            )
            self._rows.add(
                "route",
                id=route.id,
                position=position,
                mode=route.mode.value,
                published_km=route.published_km,
                line=line.rows.astype("<f8").tobytes(),
            )
            self._link("route_source", "route", route.id, route.sources)
            self._waypoints(route, line.stops)

    def _waypoints(self, route: RouteEntry, stops: Sequence[float]) -> None:
        for position, (lon, lat, name) in enumerate(route.waypoints):
            self._rows.add(
                "waypoint",
                route=route.id,
                position=position,
                name=name,
                longitude=lon,
                latitude=lat,
                km=stops[position],
            )
        km = {waypoint[2]: stop for waypoint, stop in zip(route.waypoints, stops, strict=True)}
        for position, section in enumerate(route.section):
            self._section(route.id, position, section, km)

    def _section(
        self, route: str, position: int, section: SectionEntry, km: Mapping[str, float]
    ) -> None:
        closed = dates.parse_bound(section.closed) if section.closed else None
        self._rows.add(
            "section",
            route=route,
            position=position,
            first_km=km[section.start],
            last_km=km[section.end],
            approximate=int(section.approximate),
            **_date_columns("begun", dates.parse_bound(section.begun)),
            **_date_columns("opened", dates.parse_bound(section.opened)),
            **_date_columns("closed", closed),
        )

    def _events(self) -> dict[str, int]:
        """Adds the events in order of time; gives their numbers by id."""
        events = sorted(
            (located.entry for located in self._folder.events.values()),
            key=lambda event: (dates.parse(event.when, self._axis).first, event.day, event.id),
        )
        framings = _framings([event.camera for event in events])
        for number, (event, framing) in enumerate(zip(events, framings, strict=True), start=1):
            when = dates.parse(event.when, self._axis)
            self._rows.add(
                "event",
                number=number,
                id=event.id,
                vague=int(dates.is_vague(when)),
                old_style=event.old_style,
                day=dates.parse_day(event.day),
                importance=event.importance,
                **_date_columns("when", when),
                **framing,
            )
            self._event_parts(number, event)
            self._event_words(number, event)
        return {event.id: number for number, event in enumerate(events, start=1)}

    def _event_parts(self, number: int, event: EventEntry) -> None:
        for table, column, ids in (
            ("event_theme", "theme", event.themes),
            ("event_place", "place", event.places),
            ("event_territory", "territory", event.show.territories),
            ("event_route", "route", event.show.routes),
        ):
            for position, linked in enumerate(ids):
                self._rows.add(table, event=number, position=position, **{column: linked})
        for position, fact in enumerate(event.fact):
            self._rows.add("fact", event=number, position=position, id=fact.id)
            for order, source in enumerate(fact.sources):
                self._rows.add(
                    "fact_source", event=number, fact=position, position=order, source=source
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
            for order, source in enumerate(figure.sources):
                self._rows.add(
                    "figure_source", event=number, figure=position, position=order, source=source
                )

    def _event_words(self, number: int, event: EventEntry) -> None:
        for lang, files in self._folder.event_words.items():
            words = files[event.id].entry
            self._rows.add(
                "event_text",
                event=number,
                lang=lang,
                title=words.title,
                place_line=words.where,
                caption=words.caption,
                story=words.story,
            )
            for position, fact in enumerate(event.fact):
                text = words.facts[fact.id]
                self._rows.add("fact_text", event=number, position=position, lang=lang, text=text)
            for position, figure in enumerate(event.figure):
                shown = words.figures[figure.id]
                self._rows.add(
                    "figure_text",
                    event=number,
                    position=position,
                    lang=lang,
                    shown=shown.shown,
                    label=shown.label,
                )

    def _acts(self, numbers: Mapping[str, int]) -> None:
        for act in self._folder.lesson.entry.act:
            self._rows.add(
                "act",
                number=act.number,
                numeral=act.numeral,
                start_day=dates.parse_day(act.start),
                opens_with=numbers[act.opens_with],
            )

    def _tours(self, numbers: Mapping[str, int]) -> None:
        for position, located in enumerate(self._folder.tours):
            tour = located.entry
            self._rows.add("tour", id=tour.id, position=position)
            framings = _framings([self._camera(step) for step in tour.step])
            for order, (step, framing) in enumerate(zip(tour.step, framings, strict=True)):
                day = step.day or self._folder.events[step.event].entry.day
                self._rows.add(
                    "step",
                    tour=tour.id,
                    position=order,
                    event=numbers[step.event],
                    day=dates.parse_day(day),
                    priority=step.priority.value,
                    minutes=step.minutes,
                    **framing,
                )

    def _camera(self, step: StepEntry) -> CameraEntry:
        return step.camera or self._folder.events[step.event].entry.camera

    def _link(self, table: str, column: str, key: str | int, sources: Sequence[str]) -> None:
        for source in dict.fromkeys(sources):
            self._rows.add(table, **{column: key}, source=source)


def _date_columns(name: str, edtf: Edtf | None) -> dict[str, Any]:
    return {
        f"{name}_text": edtf.text if edtf else None,
        f"{name}_first": edtf.first if edtf else None,
        f"{name}_last": edtf.last if edtf else None,
    }


def _framings(cameras: Sequence[CameraEntry]) -> list[dict[str, float]]:
    spots = project([(camera.lon, camera.lat) for camera in cameras])
    return [
        {"x": x, "y": y, "height": camera.height_km * 1000.0}
        for camera, (x, y) in zip(cameras, spots, strict=True)
    ]

"""Turns a checked lesson folder into rows. Dates become days, positions metres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db import dates
from db.building.compile_charts import add_charts
from db.building.compile_events import add_events
from db.building.compile_questions import add_questions
from db.building.compile_races import add_races
from db.building.folder import LessonFolder
from db.building.geometry import line_through, project
from db.building.rows import Rows, date_columns
from db.building.structs import (
    ControlEntry,
    PlaceControlEntry,
    PlaceEntry,
    RouteEntry,
    SectionEntry,
)
from db.dates import Axis
from db.records import Grade, Mode


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
        numbers = add_events(self._folder, self._axis, self._rows)
        add_races(self._folder, self._rows)
        add_charts(self._folder, self._rows)
        add_questions(self._folder, numbers, self._rows)
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
                grade=(entry.grade or Grade.C).value,
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
        for located_border in self._folder.borders:
            border = located_border.entry
            one, other = sorted(border.between)
            self._rows.add(
                "border",
                one=one,
                other=other,
                accuracy_km=border.accuracy_km,
                basis=border.basis,
                **self._span_days(border.start, border.end),
            )

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
            **date_columns("start", dates.parse_start(control.start, self._axis)),
            **date_columns("end", dates.parse_end(control.end, self._axis)),
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
                family=route.family,
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
            **date_columns("begun", dates.parse_bound(section.begun)),
            **date_columns("opened", dates.parse_bound(section.opened)),
            **date_columns("closed", closed),
        )

    def _link(self, table: str, column: str, key: str | int, sources: Sequence[str]) -> None:
        for source in dict.fromkeys(sources):
            self._rows.add(table, **{column: key}, source=source)

"""What all checks share: the known ids, the axis, and the faults found so far."""

from __future__ import annotations

from collections.abc import Sequence

from db import dates
from db.building.faults import Faults
from db.building.folder import Located
from db.building.known import Known
from db.building.toml_lines import Keys
from db.dates import ALL_TIME, Axis
from db.records import Day, Edtf

At = tuple[str, Keys]


class Checker:
    """Looks up ids and reads dates; what fails is noted at its place.

    `complete` says whether the lesson promises a source for every statement; `cited` gathers
    the sources that something rests on.
    """

    def __init__(self, known: Known, faults: Faults, *, complete: bool) -> None:
        self._known = known
        self._faults = faults
        self.complete = complete
        self.cited: set[str] = set()

    @property
    def axis(self) -> Axis | None:
        """The days the lesson covers; None where it fails to say."""
        return self._known.axis

    def fault(self, at: At, message: str) -> None:
        """Note a fault."""
        self._faults.add(*at, message)

    def power(self, at: At, wanted: str) -> bool:
        """Whether there is such a power."""
        return self._faults.known(*at, wanted, self._known.powers, "powers.toml")

    def place(self, at: At, wanted: str) -> bool:
        """Whether there is such a place."""
        return self._faults.known(*at, wanted, self._known.places, "places.toml")

    def route(self, at: At, wanted: str) -> bool:
        """Whether there is such a route."""
        return self._faults.known(*at, wanted, self._known.routes, "routes.toml")

    def event(self, at: At, wanted: str) -> bool:
        """Whether there is such an event."""
        return self._faults.known(*at, wanted, self._known.events, "events/")

    def series(self, at: At, wanted: str) -> bool:
        """Whether there is such a series."""
        return self._faults.known(*at, wanted, self._known.series, "series/")

    def source(self, at: At, wanted: str) -> bool:
        """Whether there is such a source."""
        self.cited.add(wanted)
        return self._faults.known(*at, wanted, self._known.sources, "sources/")

    def sources(self, located: Located[object], sources: Sequence[str]) -> None:
        """Every source that an entry names under its key `sources`."""
        self.cited.update(sources)
        self._each(located, ("sources",), sources, self._known.sources, "sources/")

    def statement(self, located: Located[object], sources: Sequence[str], what: str) -> None:
        """The sources of a statement; one without any is a fault, or a warning in a lesson that
        does not promise to be complete."""
        self.sources(located, sources)
        if sources:
            return
        if self.complete:
            self.fault(located.at("sources"), f"the {what} has no source; every {what} needs one")
        else:
            message = f"the {what} has no source and is shown as unsourced"
            self._faults.warn(*located.at("sources"), message)

    def places(self, located: Located[object], places: Sequence[str]) -> None:
        """Every place that an entry names under its key `places`."""
        self._each(located, ("places",), places, self._known.places, "places.toml")

    def shown_territories(self, located: Located[object], territories: Sequence[str]) -> None:
        """Every territory that an event shows."""
        keys = ("show", "territories")
        self._each(located, keys, territories, self._known.territories, "territories.toml")

    def neighbours(self, located: Located[object], territories: Sequence[str]) -> None:
        """The territories on both sides of a border."""
        self._each(located, ("between",), territories, self._known.territories, "territories.toml")

    def shown_routes(self, located: Located[object], routes: Sequence[str]) -> None:
        """Every route that an event shows."""
        self._each(located, ("show", "routes"), routes, self._known.routes, "routes.toml")

    def unopened_routes(self, located: Located[object], routes: Sequence[str]) -> None:
        """Every route that an event speaks of before or after it is open."""
        self._each(located, ("show", "unopened"), routes, self._known.routes, "routes.toml")

    def date(self, at: At, text: str) -> Edtf | None:
        """A date; open ends stop at the axis."""
        return self._faults.date(*at, lambda: dates.parse(text, self.axis or ALL_TIME))

    def day(self, at: At, text: str) -> Day | None:
        """One day; None where it is none, or not on the axis."""
        day = self._faults.date(*at, lambda: dates.parse_day(text))
        if day is not None and self.axis and not self.axis.first <= day <= self.axis.last:
            first, last = map(dates.iso_day, self.axis)
            self.fault(at, f"{text} is off the axis, which runs from {first} to {last}")
            return None
        return day

    def bound(self, at: At, text: str) -> Edtf | None:
        """A date at which something changed."""
        return self._faults.date(*at, lambda: dates.parse_bound(text))

    def span(self, located: Located[object], start: str, end: str) -> tuple[Edtf, Edtf] | None:
        """The bounds of a span that an entry gives as `from` and `to`."""
        axis = self.axis or ALL_TIME
        first = self._faults.date(*located.at("from"), lambda: dates.parse_start(start, axis))
        last = self._faults.date(*located.at("to"), lambda: dates.parse_end(end, axis))
        if first is None or last is None:
            return None
        if first.last >= last.last or first.first >= last.first:
            self.fault(located.at("to"), f"ends '{end}', which is not after its start '{start}'")
            return None
        return first, last

    def _each(
        self,
        located: Located[object],
        keys: Keys,
        ids: Sequence[str],
        known: set[str] | None,
        home: str,
    ) -> None:
        for index, wanted in enumerate(ids):
            self._faults.known(*located.at(*keys, index), wanted, known, home)

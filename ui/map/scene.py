"""What is on the map at an instant: a pure function of the world, the dates and the stops shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import inf, isinf
from typing import NamedTuple

from db.records import (
    Control,
    Edtf,
    EventId,
    Mode,
    Place,
    PlaceId,
    PowerId,
    Route,
    RouteId,
    Section,
    Status,
    TerritoryId,
    World,
)
from ui.camera import Box
from ui.flight import Instant, Moment, ease

Powers = tuple[PowerId, ...]


class Emphasis(NamedTuple):
    """What a stop points at; places in the order in which they matter."""

    places: tuple[PlaceId, ...] = ()
    territories: frozenset[TerritoryId] = frozenset()
    routes: frozenset[RouteId] = frozenset()


class Tint(NamedTuple):
    """The colour of a holder on a territory, with how much of it shows (0 to 1)."""

    powers: Powers
    status: Status
    weight: float


class Fill(NamedTuple):
    """A territory with its tints, whose weights add up to one, and how much it is stressed."""

    territory: TerritoryId
    tints: tuple[Tint, ...]
    stress: float
    disputed: bool


class Frontier(NamedTuple):
    """A line between two territories: `firm` between states, `soft` within one, each 0 to 1.

    `accuracy_km` says how far it may be off.
    """

    code: str
    firm: float
    soft: float
    accuracy_km: float = 0.0


class Track(NamedTuple):
    """A stretch of a route that shows: its ends in km along the route and how strongly.

    `built` is 1 where trains run or ships sail, less where the line is still being laid. What is
    `unopened` is only spoken of: it is not open yet, or no more.
    """

    route: Route
    first_km: float
    last_km: float
    built: float
    weight: float
    stress: float
    approximate: bool
    unopened: bool = False


class NameShown(NamedTuple):
    """One name of a place, by its position among the place's labels, and how much it shows."""

    place: Place
    label: int
    weight: float


class Scene(NamedTuple):
    """Everything that depends on the date."""

    fills: tuple[Fill, ...]
    frontiers: tuple[Frontier, ...]
    tracks: tuple[Track, ...]
    names: tuple[NameShown, ...]
    stressed_places: tuple[PlaceId, ...]


def stressing(scene: Scene, territories: frozenset[TerritoryId]) -> Scene:
    """The scene with those territories pointed at, and no others."""
    fills = (
        fill._replace(stress=1.0 if fill.territory in territories else 0.0) for fill in scene.fills
    )
    return scene._replace(fills=tuple(fills))


def naming(scene: Scene, part: Box) -> Scene:
    """The scene with the names of the places in a part of the plane, and no others."""
    names = (
        name
        for name in scene.names
        if part.x0 <= name.place.x <= part.x1 and part.y0 <= name.place.y <= part.y1
    )
    return scene._replace(names=tuple(names))


def passed(bound: Edtf, moment: Moment) -> float:
    """How far a bound lies behind: 0 before, 1 after, in between while it is under way.

    A bound known to the day is crossed on that day; a vague one takes all its days, and every
    one spreads over the moment's blur.
    """
    start = bound.first - moment.blur / 2
    end = bound.last + moment.blur / 2
    if moment.day >= end:
        return 1.0
    return ease((moment.day - start) / (end - start)) if moment.day > start else 0.0


def control_weights(
    controls: tuple[Control, ...], moments: Iterable[Moment]
) -> list[tuple[Control, float]]:
    """The controls that show on those dates, with weights that add up to one."""
    sums = [0.0] * len(controls)
    for moment in moments:
        edge = 1.0
        for number in range(len(controls)):
            # A vague bound may reach back before the one it follows; nobody comes before his turn.
            last = number + 1 == len(controls)
            following = 0.0 if last else min(edge, passed(controls[number + 1].start, moment))
            sums[number] += (edge - following) * moment.weight
            edge = following
            if not edge:
                break
    return [(control, weight) for control, weight in zip(controls, sums, strict=True) if weight]


class SceneMaker:
    """Makes scenes of a world; keeps what does not depend on the date."""

    def __init__(
        self,
        world: World,
        frontier_codes: Iterable[str],
        emphasis_of: Callable[[EventId], Emphasis],
    ) -> None:
        self._world = world
        self._emphasis_of = emphasis_of
        known = {territory.id for territory in world.territories}
        self._frontiers = [
            (code, TerritoryId(a), TerritoryId(b))
            for code in frontier_codes
            for a, _, b in [code.partition("|")]
            if a in known and b in known
        ]
        self._accuracies = {code: self._accuracy(a, b) for code, a, b in self._frontiers}
        self._families = {power.id: power.family for power in world.powers.values()}
        self._titles = {
            id(control): title
            for territory in world.territories
            for control, title in zip(
                territory.controls, self._title_families(territory.controls), strict=True
            )
        }

    def _accuracy(self, a: TerritoryId, b: TerritoryId) -> list[tuple[float, float, float]]:
        """How well a frontier is known: first day, last day (exclusive) and kilometres.

        Where the lesson does not say, the worse known edge of the two territories counts.
        """
        edges = {t.id: t.accuracy_km for t in self._world.territories}
        worse = max(edges[a], edges[b])
        spans: list[tuple[float, float, float]] = []
        reached = -inf
        told = [border for border in self._world.borders if border.between == {a, b}]
        for border in sorted(told, key=lambda border: border.start):
            start = -inf if border.start <= self._world.first_day else float(border.start)
            if start > reached:
                spans.append((reached, start, worse))
            reached = inf if border.end > self._world.as_of else float(border.end)
            spans.append((start, reached, border.accuracy_km))
        return spans if reached == inf else [*spans, (reached, inf, worse)]

    def _title_families(self, controls: tuple[Control, ...]) -> list[frozenset[str]]:
        """Whose land it is in law: the holder's, or under occupation the last sovereign's."""
        titles: list[frozenset[str]] = []
        sovereign = next(
            (control for control in controls if control.status is Status.SOVEREIGN), controls[0]
        )
        for control in controls:
            if control.status in (Status.SOVEREIGN, Status.JOINT):
                sovereign = control
            titles.append(frozenset(self._families[power] for power in sovereign.powers))
        return titles

    def at(self, instant: Instant) -> Scene:
        """The scene of an instant."""
        told = [(self._emphasis_of(event), weight) for event, weight in instant.events]
        shown = {
            territory.id: control_weights(territory.controls, instant.moments)
            for territory in self._world.territories
        }
        return Scene(
            fills=tuple(
                Fill(
                    territory.id,
                    tuple(
                        Tint(control.powers, control.status, weight)
                        for control, weight in shown[territory.id]
                    ),
                    sum(weight for event, weight in told if territory.id in event.territories),
                    territory.disputed,
                )
                for territory in self._world.territories
            ),
            frontiers=tuple(self._frontiers_of(shown, instant.moments)),
            tracks=tuple(self._tracks(instant.moments, told, self._unopened_at(instant))),
            names=tuple(self._names(instant.moments)),
            stressed_places=tuple(
                dict.fromkeys(place for event, _ in told for place in event.places)
            ),
        )

    def _frontiers_of(
        self,
        shown: dict[TerritoryId, list[tuple[Control, float]]],
        moments: tuple[Moment, ...],
    ) -> Iterable[Frontier]:
        for code, a, b in self._frontiers:
            firm, soft = self._between(shown[a], shown[b])
            if firm > 0.01 or soft > 0.01:
                soft = min(soft, 1 - firm)
                for weight, accuracy in _accuracies_at(self._accuracies[code], moments):
                    yield Frontier(code, firm * weight, soft * weight, accuracy)

    def _between(
        self, here: list[tuple[Control, float]], there: list[tuple[Control, float]]
    ) -> tuple[float, float]:
        """How firm a state border is, and how far the holders differ at all, each 0 to 1."""
        # What is held jointly has no state border towards either of its holders.
        firm = sum(
            one * other
            for control, one in here
            for beside, other in there
            if self._titles[id(control)].isdisjoint(self._titles[id(beside)])
        )
        if len(here) == len(there) == 1:  # as on most days
            (control, one), (beside, other) = here[0], there[0]
            alike = (control.powers, control.status) == (beside.powers, beside.status)
            return firm, max(1 - min(one, other), 0.0) if alike else 1.0
        return firm, _difference(
            [((control.powers, control.status), weight) for control, weight in here],
            [((control.powers, control.status), weight) for control, weight in there],
        )

    def _unopened_at(self, instant: Instant) -> dict[RouteId, float]:
        """How strongly routes show that are not open, 0 to 1."""
        found: dict[RouteId, float] = {}
        for event, weight in instant.events:
            for route in self._world.unopened.get(event, ()):
                found[route] = found.get(route, 0.0) + weight
        return found

    def _tracks(
        self,
        moments: tuple[Moment, ...],
        told: list[tuple[Emphasis, float]],
        unopened: dict[RouteId, float],
    ) -> Iterable[Track]:
        for route in self._world.routes:
            stress = sum(weight for event, weight in told if route.id in event.routes)
            # Ships and lorries leave no line behind: their routes show where a stop speaks of them.
            presence = 1.0 if route.mode is Mode.RAIL else stress
            if presence < 0.01:
                continue
            for section in route.sections:
                laid, built, open_weight = _growth(section, moments)
                weight = presence * open_weight
                reach = section.first_km
                if laid > 0 and weight > 0.01:
                    reach = section.first_km + (section.last_km - section.first_km) * laid
                    yield Track(
                        route,
                        section.first_km,
                        reach,
                        built,
                        weight,
                        stress,
                        section.approximate and built < 1,
                    )
                spoken_of = unopened.get(route.id, 0.0)
                if spoken_of > 0.01 and reach != section.last_km:
                    ends = reach, section.last_km
                    yield Track(
                        route, *ends, 0.0, spoken_of, stress, approximate=False, unopened=True
                    )

    def _names(self, moments: tuple[Moment, ...]) -> Iterable[NameShown]:
        first = min(moment.day - moment.blur / 2 for moment in moments)
        last = max(moment.day + moment.blur / 2 for moment in moments)
        whole = min(sum(moment.weight for moment in moments), 1.0)
        for place in self._world.places:
            for index, label in enumerate(place.labels):
                if label.end < first or label.start > last:
                    continue
                if label.start <= first and label.end > last:
                    weight = whole
                else:
                    weight = sum(
                        moment.weight
                        * (_crossed(label.start, moment) - _crossed(label.end, moment))
                        for moment in moments
                    )
                if weight > 0.01:
                    yield NameShown(place, index, min(weight, 1.0))


def _accuracies_at(
    spans: list[tuple[float, float, float]], moments: tuple[Moment, ...]
) -> Iterable[tuple[float, float]]:
    """How much of each accuracy shows; the weights add up to one."""
    if len(spans) == 1:
        yield 1.0, spans[0][2]
        return
    for start, end, accuracy in spans:
        weight = sum(
            moment.weight * (_crossed(start, moment) - _crossed(end, moment)) for moment in moments
        )
        if weight > 0.01:
            yield weight, accuracy


def _crossed(day: float, moment: Moment) -> float:
    if moment.blur <= 0 or isinf(day):
        return 1.0 if moment.day >= day else 0.0
    return ease((moment.day - day) / moment.blur + 0.5)


def _growth(section: Section, moments: tuple[Moment, ...]) -> tuple[float, float, float]:
    """How much of a section is laid, how much is in service, and how strongly it shows."""
    laid = built = weight = 0.0
    for moment in moments:
        start = section.begun.first - moment.blur / 2
        end = section.opened.first + moment.blur / 2
        if end > start:
            reached = min(max((moment.day - start) / (end - start), 0.0), 1.0)
        else:
            reached = 1.0 if moment.day >= start else 0.0
        laid += reached * moment.weight
        built += passed(section.opened, moment) * moment.weight
        gone = passed(section.closed, moment) if section.closed else 0.0
        weight += (1 - gone) * (1.0 if reached > 0 else 0.0) * moment.weight
    return laid, built, weight


def _difference(one: list[tuple[object, float]], other: list[tuple[object, float]]) -> float:
    """How much two weighted sets differ, 0 to 1."""
    weights: dict[object, float] = {}
    for key, weight in one:
        weights[key] = weights.get(key, 0.0) + weight
    shared = 0.0
    for key, weight in other:
        common = min(weights.get(key, 0.0), weight)
        shared += common
        if common:
            weights[key] -= common
    return max(1 - shared, 0.0)

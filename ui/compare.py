"""What changed hands between two days, how large it is, and how that is said.

Nothing here knows a window or a picture: territories, days and measured areas in, records and
words out.

Areas are geodesic and always given as a range. Where a border is known to `accuracy_km`, the true
one lies in a band of that half-width along the line drawn; were it wrong everywhere in the same
direction, the area would be wrong by accuracy x length of the line. That is taken as the bound, for
errors along a line drawn by hand or after a watershed do lean one way. A line has the accuracy that
the lesson tells of it, the worse of both days, and else that of the worse known of its two
territories, as on the map. Lines between two pieces that changed together do not count: what one
gains there the other loses. The shore counts with `COAST_KM`, the median error of the coast used.
The ends are rounded outwards to a 1, 2 or 5 before zeros no finer than the error itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from db.dates import day_in_words
from db.records import Control, Power, PowerId, Status, Territory, TerritoryId, World
from ui.areas import Areas

FINER = (1, 2, 5)  # parts of the error by which a range may be rounded
COAST_KM = 0.2  # against satellite coasts the shore errs by 0.08 to 0.29 km in the median
UNTINTED = "other"
_ASIDE = re.compile(r" \([^)]*\)$")
_WAYS = {
    Status.LEASED: "lease",
    Status.OCCUPIED: "occupation",
    Status.PUPPET: "puppet state",
    Status.PROTECTORATE: "protectorate",
}


class Kind(Enum):
    """What became of a piece of land."""

    PASSED = "passed"  # into other hands
    STATUS = "status"  # the same holder in another way
    GOVERNMENT = "government"  # another government of the same country


class Holding(NamedTuple):
    """Who holds something, and in what way."""

    powers: tuple[PowerId, ...]
    status: Status


class Change(NamedTuple):
    """A territory that is held otherwise on day B than on day A.

    `vague` says that one of the days lies in a span in which it passed on no known day.
    """

    territory: Territory
    before: Holding
    after: Holding
    kind: Kind
    vague: bool


class Range(NamedTuple):
    """The least and the most that an area may be, in km²."""

    least: float
    most: float


class Group(NamedTuple):
    """All that went the same way: from whom to whom, the largest territory first.

    `area` is the whole area; `in_view` the land of it in view (km²) and `share` that as a part of
    all land in view. `cut` says that some of it goes on beyond the map.
    """

    before: Holding
    after: Holding
    kind: Kind
    changes: tuple[Change, ...]
    area: Range
    in_view: float
    share: float
    cut: bool


class Known(NamedTuple):
    """What is known of the land: its measures, and how far each line `a|b` may be off (km)."""

    areas: Areas
    lines: Mapping[str, float]


class Balance(NamedTuple):
    """What a country gained and lost, in km²; `powers` are its governments in those changes.

    `cut` says that some of it goes on beyond the map.
    """

    powers: tuple[PowerId, ...]
    gained: Range | None
    lost: Range | None
    cut: bool


# Who held what


def control_on(controls: Sequence[Control], day: float) -> Control:
    """The control that shows most on a day; one that starts vaguely does so from its middle."""
    found = controls[0]
    for control in controls[1:]:
        if day < (control.start.first + control.start.last) / 2:
            break
        found = control
    return found


def is_passing(controls: Sequence[Control], day: float) -> bool:
    """Whether control passes about that day, on no day that is known."""
    return any(
        control.start.first < control.start.last
        and control.start.first <= day <= control.start.last
        for control in controls[1:]
    )


def changes(world: World, day_a: float, day_b: float) -> tuple[Change, ...]:
    """The territories that are held otherwise on day B than on day A, in the lesson's order."""
    found = []
    for territory in world.territories:
        controls = territory.controls
        before, after = (_holding(control_on(controls, day)) for day in (day_a, day_b))
        kind = _kind(before, after, world.powers)
        if kind is not None:
            vague = is_passing(controls, day_a) or is_passing(controls, day_b)
            found.append(Change(territory, before, after, kind, vague))
    return tuple(found)


def _holding(control: Control) -> Holding:
    return Holding(control.powers, control.status)


def _kind(before: Holding, after: Holding, powers: Mapping[PowerId, Power]) -> Kind | None:
    if before == after:
        return None
    if _families(before, powers) != _families(after, powers):
        return Kind.PASSED
    return Kind.STATUS if before.status is not after.status else Kind.GOVERNMENT


def _families(holding: Holding, powers: Mapping[PowerId, Power]) -> frozenset[str]:
    return frozenset(powers[power].family for power in holding.powers)


def hatched(found: Iterable[Change]) -> frozenset[TerritoryId]:
    """What is hatched on the map: all but where only the government changed."""
    return frozenset(change.territory.id for change in found if change.kind is not Kind.GOVERNMENT)


# How large it is


def known_on(world: World, day_a: float, day_b: float, areas: Areas) -> Known:
    """How large and how exact the land is, as known on the worse of the two days."""
    edges = {territory.id: territory.accuracy_km for territory in world.territories}
    lines = {}
    for code in areas.borders:
        pair = frozenset(TerritoryId(name) for name in code.split("|"))
        worse = max(edges.get(name, 0.0) for name in pair)
        lines[code] = max(_accuracy(world, pair, day, worse) for day in (day_a, day_b))
    return Known(areas, lines)


def _accuracy(world: World, pair: frozenset[TerritoryId], day: float, otherwise: float) -> float:
    told = (
        border.accuracy_km
        for border in world.borders
        if border.between == pair
        and (border.start <= day or border.start <= world.first_day)
        and (day < border.end or border.end > world.as_of)
    )
    return next(told, otherwise)


def groups(
    found: Iterable[Change],
    known: Known,
    in_view: Mapping[TerritoryId, float],
    in_middle: Mapping[TerritoryId, float] | None = None,
) -> tuple[Group, ...]:
    """The changes by from whom to whom: changed hands first, within that the largest in view.

    `in_view` is the land in view of every territory, in km². With `in_middle`, the land in the
    middle of the view, the largest there go first, for that is what the view is about.
    """
    middle = in_middle or {}
    together: dict[tuple[Holding, Holding], list[Change]] = {}
    for change in found:
        together.setdefault((change.before, change.after), []).append(change)
    land = sum(in_view.values())
    made = [_group(members, known, in_view, land) for members in together.values()]
    kinds = list(Kind)

    def rank(group: Group) -> tuple[int, float, float, float]:
        seen = sum(middle.get(change.territory.id, 0.0) for change in group.changes)
        return kinds.index(group.kind), -seen, -group.in_view, -group.area.most

    return tuple(sorted(made, key=rank))


def _group(
    members: list[Change], known: Known, in_view: Mapping[TerritoryId, float], land: float
) -> Group:
    members.sort(key=lambda change: -known.areas.areas.get(change.territory.id, 0.0))
    territories = [change.territory for change in members]
    seen = sum(in_view.get(territory.id, 0.0) for territory in territories)
    return Group(
        members[0].before,
        members[0].after,
        members[0].kind,
        tuple(members),
        range_of(territories, known),
        seen,
        seen / land if land else 0.0,
        any(territory.id in known.areas.cut for territory in territories),
    )


def range_of(territories: Iterable[Territory], known: Known) -> Range:
    """The area of territories taken together, from the least to the most that it may be (km²)."""
    members, areas = {territory.id for territory in territories}, known.areas
    area = sum(areas.areas.get(name, 0.0) for name in members)
    error = sum(areas.coasts.get(name, 0.0) * COAST_KM for name in members)
    for code, length in areas.borders.items():
        if sum(name in members for name in code.split("|")) == 1:
            error += known.lines[code] * length
    return Range(max(area - error, 0.0), area + error)


def balance(
    found: Iterable[Change], known: Known, powers: Mapping[PowerId, Power]
) -> tuple[Balance, ...]:
    """What each country gained and lost, in the order in which the lesson names them."""
    gained: dict[str, list[Territory]] = {}
    lost: dict[str, list[Territory]] = {}
    called: dict[str, dict[PowerId, None]] = {}
    for change in found:
        if change.kind is Kind.PASSED:
            old, new = _families(change.before, powers), _families(change.after, powers)
            for family in new - old:
                gained.setdefault(family, []).append(change.territory)
            for family in old - new:
                lost.setdefault(family, []).append(change.territory)
            for power in (*change.before.powers, *change.after.powers):
                if powers[power].family in old ^ new:
                    called.setdefault(powers[power].family, {})[power] = None
    families = dict.fromkeys(power.family for power in powers.values())
    return tuple(
        Balance(
            tuple(called[family]),
            range_of(gained[family], known) if family in gained else None,
            range_of(lost[family], known) if family in lost else None,
            any(
                territory.id in known.areas.cut
                for territory in (*gained.get(family, ()), *lost.get(family, ()))
            ),
        )
        for family in families
        if family != UNTINTED and family in called
    )


# How it is said


def area_words(area: Range, *, cut: bool = False) -> str:
    """The range as it is known: "306,000–314,000 km²"; `cut` adds that the map ends before it."""
    error = (area.most - area.least) / 2
    # A coarse step may round the least away; it is "up to" only where a fine one does so too.
    steps = [_step(error / part) for part in FINER]
    step = next((step for step in steps if area.least >= step), steps[0])
    least, most = math.floor(area.least / step) * step, math.ceil(area.most / step) * step
    if least <= 0:
        said = f"up to {most:,.0f} km²"
    elif least == most:
        said = f"{most:,.0f} km²"
    else:
        said = f"{least:,.0f}–{most:,.0f} km²"
    return f"{said} on this map" if cut else said


def _step(error: float) -> float:
    """The largest 1, 2 or 5 before zeros that is not above the error; at least 1."""
    if error < 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(error))
    # A hair below a power of ten the logarithm rounds up to it: then the half of it is the step.
    return max(step * power for step in (0.5, 1, 2, 5) if step * power <= error)


def share_words(share: float) -> str:
    """A share as it can be told apart: "4 %", "less than 1 %"."""
    per_cent = share * 100
    if per_cent <= 0:
        return "none"
    return "less than 1 %" if per_cent < 0.95 else f"{round(per_cent)} %"


def holding_words(holding: Holding, powers: Mapping[PowerId, Power], *, short: bool = False) -> str:
    """Who holds, and how: "Qing China", "Japan (lease)", "Soviet Union and China in common".

    `short` names powers as the legend does: "Qing", "USSR and Rep. of China in common".
    """
    if short:
        names = [powers[power].short_name for power in holding.powers]
    else:
        names = [plain(powers[power].name) for power in holding.powers]
    if holding.status is Status.JOINT:
        return f"{' and '.join(names)} in common"
    way = _WAYS.get(holding.status)
    if holding.status is Status.PUPPET and "puppet" in powers[holding.powers[0]].name:
        return powers[holding.powers[0]].name if not short else names[0]
    return f"{' and '.join(names)} ({way})" if way else " and ".join(names)


def plain(name: str) -> str:
    """A name without what stands in brackets behind it."""
    return _ASIDE.sub("", name)


def heading(group: Group, powers: Mapping[PowerId, Power]) -> str:
    """From whom to whom: "Passed from Qing China to Russia"."""
    before, after = (holding_words(part, powers) for part in (group.before, group.after))
    if group.kind is Kind.PASSED:
        return f"Passed from {before} to {after}"
    if group.kind is Kind.STATUS:
        return f"Held in another way: {before}, then {after}"
    return f"Another government: {before}, then {after}"


def names(group: Group, most: int | None = None) -> str:
    """The territories of a group, so many by name: "Jilin, Liaoning and 2 more"."""
    found = [
        plain(change.territory.name) + (" (about then)" if change.vague else "")
        for change in group.changes
    ]
    if most is None or len(found) <= most:
        return ", ".join(found)
    if most == 0:
        return f"{len(found)} areas" if len(found) > 1 else found[0]
    return f"{', '.join(found[:most])} and {len(found) - most} more"


def sentence(group: Group, powers: Mapping[PowerId, Power]) -> str:
    """A group in one sentence without its full stop, for a list and for those who hear it."""
    said = f"{heading(group, powers)}: {names(group)}, {area_words(group.area, cut=group.cut)}"
    return f"{said}, {seen_words(group)}"


def seen_words(group: Group) -> str:
    """How much of the view a group takes."""
    if group.in_view <= 0:
        return "not in view"
    return f"{share_words(group.share)} of the land in view"


def nothing_changed(day_a: int, day_b: int) -> str:
    """What is said where nothing changed."""
    if day_a == day_b:
        return "Both sides show the same day. Choose another date for one of them."
    first, last = sorted((day_a, day_b))
    return f"Nothing changed hands between {day_in_words(first)} and {day_in_words(last)}."

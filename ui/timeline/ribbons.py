"""The ribbons: who held a place day by day, as pieces of colour with room for words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from db.records import Control, Lane, Power, PowerId, Status
from ui.timeline.axis import Axis, Face, Measure

LEAST_SLANT = 4.0  # reference pixels that a vague bound takes at least
LEAST_CUT = 9  # letters of a name that may be cut
SEPARATORS = " ·,+"


class Segment(NamedTuple):
    """A span of control: it takes over from `x0` to `x1`, holds, and is all gone at `x2`.

    A bound known to the day has `x0` equal to `x1`; a vague one is a slant between them.
    """

    x0: float
    x1: float
    x2: float
    control: Control


class Caption(NamedTuple):
    """Words on a ribbon, on a plate from `x0` to `x1`."""

    text: str
    x0: float
    x1: float


def segments(lane: Lane, axis: Axis, unit: float) -> tuple[Segment, ...]:
    """The spans of a lane in view, left to right; each later one lies over the one before it."""
    found = []
    for control, follower in _with_follower(lane.controls):
        x0, x1 = _bound(control, axis, unit)
        x2 = axis.x1 if follower is None else _bound(follower, axis, unit)[1]
        x0, x1, x2 = axis.clamped(x0), axis.clamped(x1), axis.clamped(x2)
        if round(x2) > round(x0):
            found.append(Segment(x0, x1, x2, control))
    return tuple(found)


def captions(
    pieces: Sequence[Segment],
    powers: Mapping[PowerId, Power],
    statuses: Mapping[Status, str],
    *,
    measure: Measure,
    text_size: float,
    padding: float,
    unit: float,
) -> tuple[Caption, ...]:
    """The words that fit onto the segments: one for each, or one for neighbours that belong
    together, shortened where there is little room and left out where there is none."""
    found: list[Caption] = []
    for run in _runs(pieces, powers):
        placed = [
            _fitted([piece], powers, statuses, measure, text_size, padding, unit, elide=False)
            for piece in run
        ]
        if not all(placed):
            placed = [_fitted(run, powers, statuses, measure, text_size, padding, unit, elide=True)]
        found += [caption for caption in placed if caption]
    return tuple(found)


def elided(text: str, room: float, *, measure: Measure, text_size: float, face: Face) -> str:
    """The text, cut so that it is at most `room` wide with its ellipsis; empty if under 3 letters.

    It is cut after a word where that leaves at least half of what there is room for.
    """
    if measure(text, text_size, face) <= room:
        return text
    for length in range(len(text) - 1, 2, -1):
        cut = text[:length].rstrip(SEPARATORS)
        if len(cut) >= 3 and measure(cut + "…", text_size, face) <= room:
            words = cut.rpartition(" ")[0].rstrip(SEPARATORS)
            mid_word = text[len(cut)] not in SEPARATORS
            return (words if mid_word and len(words) * 2 >= len(cut) else cut) + "…"
    return ""


def _with_follower(controls: Sequence[Control]) -> Iterator[tuple[Control, Control | None]]:
    followers: Iterable[Control | None] = [*controls[1:], None]
    return zip(controls, followers, strict=True)


def _bound(control: Control, axis: Axis, unit: float) -> tuple[float, float]:
    start = control.start
    x0, x1 = axis.to_pixel(start.first), axis.to_pixel(start.last)
    vague = start.first != start.last or start.approximate or start.uncertain
    least = LEAST_SLANT * unit
    if vague and x1 - x0 < least:
        middle = (x0 + x1) / 2
        return middle - least / 2, middle + least / 2
    return x0, x1


def _runs(
    pieces: Sequence[Segment], powers: Mapping[PowerId, Power]
) -> Iterator[tuple[Segment, ...]]:
    def belongs(piece: Segment) -> tuple[Status, tuple[str, ...]]:
        return piece.control.status, tuple(powers[one].family for one in piece.control.powers)

    return (tuple(run) for _, run in groupby(pieces, key=belongs))


def _fitted(
    run: Sequence[Segment],
    powers: Mapping[PowerId, Power],
    statuses: Mapping[Status, str],
    measure: Measure,
    text_size: float,
    padding: float,
    unit: float,
    *,
    elide: bool,
) -> Caption | None:
    x0, x1 = run[0].x1 + 4 * unit, run[-1].x2 - 4 * unit
    room = x1 - x0 - 2 * padding
    names = _names(run, powers)
    wordings = [f"{names}, {statuses[run[0].control.status]}"] if _is_told(run) else []
    for text in (*wordings, names):
        width = measure(text, text_size, Face.BOLD)
        if width <= room:
            return Caption(text, x0, x0 + width + 2 * padding)
    text = elided(names, room, measure=measure, text_size=text_size, face=Face.BOLD)
    shared = len(run[0].control.powers) > 1
    # Half of a short name, or one of two partners, says less than nothing.
    if not elide or shared or len(text) < LEAST_CUT:
        return None
    return Caption(text, x0, x0 + measure(text, text_size, Face.BOLD) + 2 * padding)


def _is_told(run: Sequence[Segment]) -> bool:
    return run[0].control.status is not Status.SOVEREIGN


def _names(run: Sequence[Segment], powers: Mapping[PowerId, Power]) -> str:
    names: list[str] = []
    for piece in run:
        name = " + ".join(powers[one].short_name for one in piece.control.powers)
        if name not in names[-1:]:
            names.append(name)
    return " · ".join(names)

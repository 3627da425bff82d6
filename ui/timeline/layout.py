"""Where everything on the timeline goes: plain arithmetic, in pixels of the picture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from db.records import Act, Lane, Ribbon, Status, World
from ui.timeline.axis import Axis, Face, Measure, Tick, ticks
from ui.timeline.looks import (
    ACT_SIZE,
    CAPTION_PADDING,
    CAPTION_SIZE,
    EXPLORE,
    LABEL_GAP,
    Look,
    Measures,
)
from ui.timeline.marks import Bar, MarkIndex, Sizes, Spot
from ui.timeline.ribbons import Caption, Segment, captions, elided, segments


class Row(NamedTuple):
    """One lane of a ribbon on the picture: from `top` to `bottom`, with its segments and words.

    `title` stands at the left of it, cut to the room there is.
    """

    lane: Lane
    title: str
    top: float
    bottom: float
    segments: tuple[Segment, ...]
    captions: tuple[Caption, ...]


ACT_SHARES = (1.0, 0.92, 0.84, 0.78)  # of the usual size, where a title does not fit


class ActBox(NamedTuple):
    """An act from `x0` to `x1`; `title` is empty where only the numeral fits, or not even it.

    `size` is that of the letters, in pixels.
    """

    act: Act
    x0: float
    x1: float
    numeral: str
    title: str
    title_x: float
    size: float
    numeral_x: float


class Plan(NamedTuple):
    """A timeline laid out. All in pixels; left to right within each tuple."""

    look: Look
    axis: Axis
    acts: tuple[ActBox, ...]
    spots: tuple[Spot, ...]
    bars: tuple[Bar, ...]
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    tick_top: float

    def y(self, size: float) -> float:
        """The pixel at that many reference pixels below the top of the strip."""
        return self.look.box.y0 + size * self.look.unit

    @property
    def year_y(self) -> float:
        """The middle of the years' digits."""
        measures = self.look.measures
        return self.tick_top + (measures.tick + measures.year) * self.look.unit

    def bar_of(self, stop: int) -> Bar | None:
        """The bar of a stop, if it is shown as one."""
        return next((bar for bar in self.bars if bar.stop == stop), None)

    def spot_of(self, stop: int) -> Spot | None:
        """The circle of a stop, or the cluster that it is in."""
        return next((spot for spot in self.spots if stop in spot.stops), None)

    def spot_near(self, x: float, reach: float) -> Spot | None:
        """The circle or cluster nearest to a pixel, if it is within `reach` of its edge."""
        at = bisect_right(self.spots, x, key=lambda spot: spot.x)
        near = self.spots[max(at - 1, 0) : at + 1]
        nearest = min(near, key=lambda spot: abs(spot.x - x) - spot.half, default=None)
        if nearest is None or abs(nearest.x - x) - nearest.half > reach:
            return None
        return nearest


def label_column(ribbons: Sequence[Ribbon], unit: float, measure: Measure) -> float:
    """The pixels from the strip's left to the axis, wide enough for the ribbons' names."""
    widest = max(
        (
            measure(_title(ribbon, lane), EXPLORE.label_size * unit, Face.BOLD)
            for ribbon in ribbons
            for lane in ribbon.lanes
        ),
        default=0.0,
    )
    return min(max(EXPLORE.left * unit + widest + LABEL_GAP * unit, 120 * unit), 260 * unit)


def axis_of(look: Look, ribbons: Sequence[Ribbon], measure: Measure) -> Axis:
    """The axis of a look; its ends are whole pixels."""
    measures, unit, box = look.measures, look.unit, look.box
    left = measures.left * unit if look.slim else label_column(ribbons, unit, measure)
    return Axis(look.stretch, round(box.x0 + left), round(box.x1 - measures.right * unit))


def lay_out(
    world: World,
    index: MarkIndex,
    look: Look,
    *,
    measure: Measure,
    months: Sequence[str],
    statuses: Mapping[Status, str],
) -> Plan:
    """The whole timeline of a look."""
    axis = axis_of(look, world.ribbons, measure)
    unit = look.unit
    sizes = Sizes(unit, _ClusterWidths(look, measure), len(look.measures.bars))
    bars = index.bars(axis, sizes)
    spots = index.spots(axis, sizes, sorted(at for _, at in bars))
    rows = _rows(world, look, axis, measure, statuses)
    last = rows[-1].bottom if rows else look.box.y0 + look.measures.ribbons * unit
    found = ticks(
        axis,
        months,
        measure=measure,
        text_size=look.measures.year_size * unit,
        gap=22 * unit,
        limit=look.box.x1 - 4 * unit,
    )
    return Plan(
        look=look,
        axis=axis,
        acts=() if look.slim else _acts(world, axis, unit, measure),
        spots=spots,
        bars=tuple(sorted((bar for bar, _ in bars), key=lambda bar: bar.x0)),
        rows=rows,
        ticks=found,
        tick_top=last + look.measures.tick_gap * unit,
    )


class _ClusterWidths:
    """Half the width of a cluster by its count: a disc, or a plate where the number is long."""

    def __init__(self, look: Look, measure: Measure) -> None:
        self._size = look.measures.count_size * look.unit
        self._radius = look.measures.cluster_radius * look.unit
        self._padding = 0.42 * self._size
        self._measure = measure
        self._by_letters: dict[int, float] = {}

    def __call__(self, count: int) -> float:
        letters = len(count_text(count))
        if letters not in self._by_letters:
            width = self._measure("0" * letters, self._size, Face.BOLD)
            self._by_letters[letters] = max(self._radius, width / 2 + self._padding)
        return self._by_letters[letters]


def count_text(count: int) -> str:
    """A count as a cluster shows it: 7, 430, 12k."""
    return str(count) if count < 10_000 else f"{count // 1000}k"


def _title(ribbon: Ribbon, lane: Lane) -> str:
    return lane.title if len(ribbon.lanes) > 1 else ribbon.title


def _rows(
    world: World, look: Look, axis: Axis, measure: Measure, statuses: Mapping[Status, str]
) -> tuple[Row, ...]:
    measures, unit = look.measures, look.unit
    room = axis.x0 - look.box.x0 - (measures.left + LABEL_GAP) * unit
    found: list[Row] = []
    top = measures.ribbons
    for ribbon in world.ribbons:
        height = measures.lane if len(ribbon.lanes) == 1 else measures.split_lane
        for lane in ribbon.lanes:
            pieces = segments(lane, axis, unit)
            # Whole pixels keep the edges crisp; at least one stays between two lanes.
            least = found[-1].bottom + 1 if found else 0
            found.append(
                Row(
                    lane,
                    "" if look.slim else _cut(_title(ribbon, lane), room, measures, unit, measure),
                    max(round(look.box.y0 + top * unit), least),
                    round(look.box.y0 + (top + height) * unit),
                    pieces,
                    () if look.slim else _captions(pieces, world, statuses, measure, unit),
                )
            )
            top += height + measures.split_gap
        top += measures.ribbon_gap - measures.split_gap
    return tuple(found)


def _captions(
    pieces: Sequence[Segment],
    world: World,
    statuses: Mapping[Status, str],
    measure: Measure,
    unit: float,
) -> tuple[Caption, ...]:
    return captions(
        pieces,
        world.powers,
        statuses,
        measure=measure,
        text_size=CAPTION_SIZE * unit,
        padding=CAPTION_PADDING * unit,
        unit=unit,
    )


def _cut(text: str, room: float, measures: Measures, unit: float, measure: Measure) -> str:
    size = measures.label_size * unit
    return elided(text, room + 1, measure=measure, text_size=size, face=Face.BOLD)


def _acts(world: World, axis: Axis, unit: float, measure: Measure) -> tuple[ActBox, ...]:
    ordered = sorted(world.acts, key=lambda act: act.start)
    ends = [axis.to_pixel(act.start) for act in ordered[1:]] + [axis.to_pixel(world.as_of + 1)]
    found = []
    for act, end in zip(ordered, ends, strict=True):
        x0, x1 = axis.clamped(axis.to_pixel(act.start)), axis.clamped(end)
        inner = 1.5 * unit
        x0 += inner if x0 > axis.x0 else 0
        x1 -= inner if x1 < axis.x1 else 0
        if x1 - x0 >= 3 * unit:
            found.append(_act_box(act, x0, x1, unit, measure))
    return tuple(found)


def _act_box(act: Act, x0: float, x1: float, unit: float, measure: Measure) -> ActBox:
    """The act with its title whole if it fits in smaller letters closer together, else cut off."""
    for share in ACT_SHARES:
        size, padding, gap = ACT_SIZE * unit * share, 13 * unit * share**3, 10 * unit * share**3
        numeral = measure(act.numeral, size, Face.SERIF)
        room = x1 - x0 - 2 * padding - numeral
        title = elided(act.title, room - gap, measure=measure, text_size=size, face=Face.BOLD)
        if title == act.title:
            break
    if room + 1.5 * padding < 0:
        return ActBox(act, x0, x1, "", "", x0, size, x0)
    if len(title) < min(len(act.title), 6):
        middle = (x0 + x1 - numeral) / 2
        return ActBox(act, x0, x1, act.numeral, "", middle, size, middle)
    left = x0 + padding
    return ActBox(act, x0, x1, act.numeral, title, left + numeral + gap, size, left)

"""What charts are made of: frozen records, apart because the start does without them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, NewType

from db.records import Day, Edtf, Source, SourceId

ChartId = NewType("ChartId", str)
SeriesId = NewType("SeriesId", str)


class ChartKind(StrEnum):
    """How a chart shows its series."""

    LINES = "lines"  # over time, in one frame
    PANELS = "panels"  # over time, a frame for each series
    COLUMNS = "columns"  # over time, standing at their dates
    BARS = "bars"  # lying, one for each category
    CHANGES = "changes"  # from a category's first value to its last


class Certainty(StrEnum):
    """What kind of number a point of a series is."""

    REPORTED = "reported"
    ESTIMATE = "estimate"
    DERIVED = "derived"  # worked out from other figures
    PARTIAL = "partial"  # a part of the year
    PLAN = "plan"
    CLAIM = "claim"  # said, not measured


class Point(NamedTuple):
    """A number of a series, its date or its category (empty where it has none) and its sources.

    `low` and `high` are the value again where no range is given. `recounted` says that it is
    counted otherwise than the point before, so that no line leads to it.
    """

    when: Edtf | None
    category: str
    value: float
    low: float
    high: float
    certainty: Certainty
    recounted: bool
    note: str
    sources: tuple[SourceId, ...]

    @property
    def day(self) -> float:
        """The middle of the time it stands for; 0 where it has no date."""
        return (self.when.first + self.when.last + 1) / 2 if self.when else 0.0


class Series(NamedTuple):
    """Numbers of one kind. Points more than `join_years` apart are not joined by a line."""

    id: SeriesId
    title: str
    unit: str
    note: str
    join_years: float
    points: tuple[Point, ...]
    categories: dict[str, str]

    def of(self, category: str) -> tuple[Point, ...]:
        """The points of a category."""
        return tuple(point for point in self.points if point.category == category)


class ChartSeries(NamedTuple):
    """A series in a chart: its short name there, what its values are multiplied by, its colour.

    `colour` is that of a family of powers; empty where the series is nobody's.
    """

    series: Series
    label: str
    factor: float
    colour: str


class Part(NamedTuple):
    """A stretch of a bar: the number of the series in its chart, and the category."""

    series: int
    category: str


class Bar(NamedTuple):
    """A bar of a chart, put together from parts; `ticks` mark it, `colour` as in `ChartSeries`."""

    label: str
    parts: tuple[Part, ...]
    ticks: tuple[Part, ...]
    colour: str


class Chart(NamedTuple):
    """What a reader sees of one series or several.

    `start` and `end` bound its time, where it has one; the end is exclusive. `least` and `most`
    bound its values, where they have bounds of their own.
    """

    id: ChartId
    kind: ChartKind
    title: str
    unit: str
    note: str
    start: Day | None
    end: Day | None
    least: float | None
    most: float | None
    series: tuple[ChartSeries, ...]
    bars: tuple[Bar, ...]
    sources: tuple[Source, ...]

    @property
    def over_time(self) -> bool:
        """Whether its horizontal axis is time."""
        return self.kind in (ChartKind.LINES, ChartKind.PANELS, ChartKind.COLUMNS)

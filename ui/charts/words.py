"""What a chart says in words: numbers, kinds of numbers, its sources, all of it read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import floor, log10

from db.chart_records import Bar, Certainty, Chart, ChartKind, Part, Point
from db.charts import shown_points
from db.dates import in_words
from db.records import Source

KINDS = {
    Certainty.ESTIMATE: "estimated",
    Certainty.DERIVED: "worked out",
    Certainty.PARTIAL: "part of the year",
    Certainty.PLAN: "planned",
    Certainty.CLAIM: "claimed",
}

_SHORT = re.compile(r", | \(| / | at (?=\S+\.\S+)| book chapter")


def number(value: float) -> str:
    """A number as charts show it, to four figures and two decimals at most: 1,415, 684.5, 0.55."""
    if value == 0:
        return "0"
    places = min(max(3 - floor(log10(abs(value))), 0), 2)
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    said = f"{rounded:,.{places}f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def in_step(values: Sequence[float]) -> list[str]:
    """The numbers of a scale, all with as many decimals as one of them needs."""
    said = [number(value) for value in values]
    places = max(len(text.partition(".")[2]) for text in said)
    return [f"{value:,.{places}f}" for value in values]


def rough(value: float) -> str:
    """A number worked out from rough ones, to three figures."""
    places = 2 - floor(log10(abs(value))) if value else 0
    return number(round(value, places))


def spread(low: float, high: float) -> str:
    """A number, or the range that it lies in."""
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def part_of_sum(chart: Chart, part: Part) -> str:
    """A part of a bar beside others: its number or range, to three figures where it is rough."""
    said = (
        rough if all(p.certainty is Certainty.ESTIMATE for p in points_of(chart, part)) else number
    )
    low, high = bounds(chart, part)
    return said(low) if low == high else f"{said(low)}–{said(high)}"


def kinds_of(chart: Chart) -> list[Certainty]:
    """The kinds of numbers in a chart that are not simply reported, in a fixed order."""
    found = {point.certainty for point in shown_points(chart.series, chart.bars)}
    return [kind for kind in KINDS if kind in found]


def kinds_said(chart: Chart) -> list[str]:
    """What hollow marks mean in a chart: one phrase, or none."""
    kinds = [KINDS[kind] for kind in kinds_of(chart)]
    return [" or ".join(kinds)] if kinds else []


def publishers(sources: Iterable[Source]) -> list[str]:
    """Who published the sources, in short and once each."""
    return list(dict.fromkeys(_SHORT.split(source.publisher)[0] for source in sources))


def source_line(sources: Sequence[Source], most: int) -> str:
    """At most so many publishers by name, and how many more there are."""
    named = publishers(sources)
    noun = "Source" if len(named) == 1 else "Sources"
    if len(named) <= most:
        return f"{noun}: {', '.join(named)}"
    return f"{noun}: {', '.join(named[:most])} and {len(named) - most} more"


def read_aloud(chart: Chart) -> str:
    """The whole chart as a screen reader reads it."""
    rows = _rows_over_time(chart) if chart.over_time else _rows_of_bars(chart)
    parts = [f"{chart.title}, in {chart.unit}", *rows]
    if chart.note:
        parts.append(chart.note.rstrip("."))
    return ". ".join(parts) + "."


def _rows_over_time(chart: Chart) -> Iterator[str]:
    for drawn in chart.series:
        told = ", ".join(
            f"{in_words(point.when)} {_value(point, drawn.factor)}"
            for point in drawn.series.points
            if point.when
        )
        yield f"{drawn.label}: {told}" if drawn.label else told


def _rows_of_bars(chart: Chart) -> Iterator[str]:
    for bar in chart.bars:
        parts = [part for part in (*bar.parts, *bar.ticks) if points_of(chart, part)]
        yield f"{bar.label}: " + ", ".join(_part(chart, part, bar) for part in parts)


def _part(chart: Chart, part: Part, bar: Bar) -> str:
    drawn, points = chart.series[part.series], points_of(chart, part)
    if chart.kind is ChartKind.CHANGES:
        return ", ".join(
            f"{in_words(point.when) if point.when else ''} {_value(point, drawn.factor)}".strip()
            for point in points
        )
    low, high = bounds(chart, part)
    said = spread(low, high)
    kind = points[0].certainty
    if kind in KINDS:
        said += f" ({KINDS[kind]})"
    return f"{drawn.label} {said}" if drawn.label else said


def _value(point: Point, factor: float) -> str:
    said = spread(point.low * factor, point.high * factor)
    about = [KINDS[point.certainty]] if point.certainty in KINDS else []
    about += [point.note] if point.note else []
    return f"{said} ({', '.join(about)})" if about else said


def points_of(chart: Chart, part: Part) -> tuple[Point, ...]:
    """The points that a part of a bar stands for."""
    return chart.series[part.series].series.of(part.category)


def bounds(chart: Chart, part: Part) -> tuple[float, float]:
    """The least and the greatest that is told of a part, in the chart's unit."""
    points, factor = points_of(chart, part), chart.series[part.series].factor
    return min(p.low for p in points) * factor, max(p.high for p in points) * factor

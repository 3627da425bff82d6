"""Charts over time: lines, a frame for each line, and columns that stand at their dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF

from db.chart_records import Certainty, Chart, ChartKind, ChartSeries, Point
from db.dates import year_of
from ui import theme
from ui.charts import words
from ui.charts.look import Look, Stroke, fill_colour, line_colour, metrics, mixed, name_colour
from ui.charts.ticks import rounded_ticks
from ui.letters import wrapped

if TYPE_CHECKING:
    from ui.charts.sheet import Sheet  # it imports matplotlib

YEAR = 365.25
NAME = 1.6  # text sizes between the name of a panel and its frame
AT_EDGE = 0.84  # of the width: beyond it a name stands right of the frame, clear of the date
SAMPLE = 0.95  # text sizes that the form of its points takes before the name of a series
ALL_VALUES = 7  # a series of at most so many points has all of them written beside it


class Frame(NamedTuple):
    """The part of a sheet that shows time, in pixels, and the days at its left and right."""

    box: QRectF
    start: float
    end: float

    def x(self, day: float) -> float:
        """Where a day is."""
        return self.box.left() + (day - self.start) / (self.end - self.start) * self.box.width()


class _Scale(NamedTuple):
    """The values at the lower and upper edge of a frame, and those that are written."""

    low: float
    high: float
    ticks: list[float]

    def y(self, value: float, box: QRectF) -> float:
        return box.bottom() - (value - self.low) / (self.high - self.low) * box.height()


class _Tag(NamedTuple):
    """The name of a series at its last point.

    Right of the frame, away from the point, the point's form stands before it if there are others.
    """

    lines: list[str]
    stroke: Stroke
    shows_mark: bool
    x: float
    y: float


def natural_height(chart: Chart, width: float, look: Look) -> float:
    """How tall the plot wants to be at a width."""
    if chart.kind is ChartKind.PANELS:
        return len(chart.series) * max(0.36 * width, 10 * look.text)
    return max(0.56 * width, 14 * look.text)


def draw(sheet: Sheet, chart: Chart, look: Look) -> Frame:
    """Draw the plot; gives the frame in which the date moves."""
    panels = chart.kind is ChartKind.PANELS
    groups = [[drawn] for drawn in chart.series] if panels else [list(chart.series)]
    scales = [_scale(group, chart, look, sheet.height / len(groups)) for group in groups]
    whole = _whole(sheet, chart, scales, look)
    name = NAME * look.text if panels else 0.0
    gap = 1.4 * look.text if panels else 0.0
    tall = (whole.box.height() - gap * (len(groups) - 1)) / len(groups)
    for number, (group, scale) in enumerate(zip(groups, scales, strict=True)):
        top = whole.box.top() + number * (tall + gap)
        box = QRectF(whole.box.left(), top + name, whole.box.width(), tall - name)
        frame = whole._replace(box=box)
        _draw_scale(sheet, box, scale, look)
        if panels:
            middle = top + 0.35 * look.text
            sheet.text(box.left(), middle, group[0].label, look.text, theme.INK, bold=True)
        if chart.kind is ChartKind.COLUMNS:
            _draw_columns(sheet, group[0], frame, scale, look)
        else:
            _draw_group(sheet, group, frame, scale, look, named=not panels)
    _draw_years(sheet, whole, look)
    return whole


def _whole(sheet: Sheet, chart: Chart, scales: Sequence[_Scale], look: Look) -> Frame:
    """What the numbers of the scales, the years and the names of the series leave free."""
    ticks = [said for scale in scales for said in words.in_step(scale.ticks)]
    left = max(map(metrics(look.text).horizontalAdvance, ticks)) + 0.7 * look.text
    right = _right_margin(chart, sheet.width, left, look)
    top, bottom = 1.9 * look.text, 1.75 * look.text
    box = QRectF(left, top, sheet.width - left - right, sheet.height - top - bottom)
    return Frame(box, float(chart.start or 0), float(chart.end or 1))


def _scale(group: Sequence[ChartSeries], chart: Chart, look: Look, height: float) -> _Scale:
    values = [
        value * drawn.factor
        for drawn in group
        for point in _inside(drawn, chart)
        for value in (point.low, point.high)
    ]
    low, high = (min(values), max(values)) if chart.kind is ChartKind.PANELS else (0, max(values))
    room = (high - low) * (0.22 if chart.kind is ChartKind.PANELS else 0.12)
    low = low - room if low else 0.0
    count = max(int(height / (3.6 * look.text)), 3)
    ticks = rounded_ticks(low, high + room, most=min(count, 6))
    shown = [tick for tick in ticks if low <= tick <= high + room]
    return _Scale(low, max(high + room, shown[-1]), shown)


def _inside(drawn: ChartSeries, chart: Chart) -> list[Point]:
    """The points within the time of the chart."""
    start, end = chart.start or 0, chart.end or 0
    return [point for point in drawn.series.points if start <= point.day < end]


def _right_margin(chart: Chart, width: float, left: float, look: Look) -> float:
    """So much that the names of all series fit beside their last points."""
    margin = 1.2 * look.text
    if chart.kind is not ChartKind.LINES:
        return margin
    start, end = chart.start or 0, chart.end or 1
    for drawn in chart.series:
        last = _inside(drawn, chart)[-1]
        share = (last.day - start) / (end - start)
        bold = metrics(look.text, bold=True)
        lines = _tag_lines(drawn, last, width, look)
        needed = max(map(bold.horizontalAdvance, lines)) + 0.9 * look.text
        if share >= AT_EDGE:
            needed += SAMPLE * look.text if len(chart.series) > 1 else 0
            margin = max(margin, needed)
        else:
            margin = max(margin, width - left - (width - left - needed) / share)
    return margin


def _tag_lines(drawn: ChartSeries, last: Point, width: float, look: Look) -> list[str]:
    room = max(0.2 * width, 6.5 * look.text)
    value = words.spread(last.low * drawn.factor, last.high * drawn.factor)
    named = wrapped(drawn.label, metrics(look.text, bold=True), room) if drawn.label else []
    return [*named, value]


def _draw_scale(sheet: Sheet, box: QRectF, scale: _Scale, look: Look) -> None:
    for tick, said in zip(scale.ticks, words.in_step(scale.ticks), strict=True):
        y = scale.y(tick, box)
        ground = tick == scale.low == 0
        colour = theme.INK if ground else theme.LINE
        sheet.line([(box.left(), y), (box.right(), y)], colour, look.thin, over=1)
        sheet.text(
            box.left() - 0.5 * look.text,
            y,
            said,
            look.text,
            look.muted,
            align="right",
        )


def _draw_years(sheet: Sheet, frame: Frame, look: Look) -> None:
    """The years, each under its middle."""
    first, last = year_of(frame.start), year_of(frame.end)
    room = metrics(look.text).horizontalAdvance("2000") * 1.5
    per_year = frame.box.width() / max((frame.end - frame.start) / YEAR, 1)
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100) if n * per_year >= room or n == 100)
    y = frame.box.bottom()
    for year in range(first - first % step, last + 1, step):
        middle = date(year, 7, 2).toordinal()
        if not frame.start <= middle < frame.end:
            continue
        x = frame.x(middle)
        sheet.line([(x, y), (x, y + 0.35 * look.text)], look.muted, look.thin, over=1)
        sheet.text(x, y + 1.05 * look.text, str(year), look.text, look.muted, align="center")


# Lines


def _draw_group(
    sheet: Sheet,
    group: Sequence[ChartSeries],
    frame: Frame,
    scale: _Scale,
    look: Look,
    *,
    named: bool,
) -> None:
    taken = [written.box for written in sheet.words]
    crossed: list[QRectF] = []
    tags: list[_Tag] = []
    placed = []
    for number, drawn in enumerate(group):
        stroke = Stroke.of(number, drawn.colour)
        points = [p for p in drawn.series.points if frame.start <= p.day < frame.end]
        spots = [(frame.x(p.day), scale.y(p.value * drawn.factor, frame.box)) for p in points]
        placed.append((drawn, points, spots))
        radius = 0.36 * look.text
        taken += [QRectF(x - radius, y - radius, 2 * radius, 2 * radius) for x, y in spots]
        crossed += _draw_line(sheet, drawn, points, spots, stroke, look)
        _draw_ranges(sheet, drawn, points, spots, scale, frame.box, look)
        for point, (x, y) in zip(points, spots, strict=True):
            _draw_mark(sheet, x, y, stroke, point.certainty, look)
        if named:
            lines = _tag_lines(drawn, points[-1], sheet.width, look)
            x, y = spots[-1]
            at_edge = x - frame.box.left() >= AT_EDGE * frame.box.width()
            x = frame.box.right() - 0.2 * look.text if at_edge else x
            tags.append(_Tag(lines, stroke, at_edge and len(group) > 1, x, y))
    for tag in _apart(tags, frame.box, look):
        taken.append(_draw_tag(sheet, tag, look))
    for drawn, points, spots in placed:
        _write_values(
            sheet, drawn, points, spots, (taken, crossed), frame.box, look, last=not named
        )


def _draw_mark(
    sheet: Sheet, x: float, y: float, stroke: Stroke, kind: Certainty, look: Look
) -> None:
    radius, width = 0.3 * look.text, 2.2 * look.thin
    sheet.dot(x, y, radius, stroke.colour, width, kind, stroke.mark)


def _draw_line(
    sheet: Sheet,
    drawn: ChartSeries,
    points: Sequence[Point],
    spots: Sequence[tuple[float, float]],
    stroke: Stroke,
    look: Look,
) -> list[QRectF]:
    """Join neighbours; where years are missing, or are counted anew, there is a gap.

    Gives small boxes along the line, which words had better leave free.
    """
    along: list[QRectF] = []
    for (before, after), ends in zip(pairwise(points), pairwise(spots), strict=True):
        if after.recounted or after.day - before.day > drawn.series.join_years * YEAR + 31:
            continue
        firm = before.certainty is after.certainty is Certainty.REPORTED
        over, width = 2 + int(firm), (4.8 if stroke.hollow else 3.2) * look.thin
        sheet.line(ends, stroke.colour, width, dashed=not firm, over=over)
        if stroke.hollow:
            sheet.line(ends, theme.PAPER, 1.8 * look.thin, over=over + 0.1)
        (x0, y0), (x1, y1) = ends
        count = max(int(max(abs(x1 - x0), abs(y1 - y0)) / (0.3 * look.text)), 1)
        for n in range(count + 1):
            share = n / count
            along.append(QRectF(x0 + (x1 - x0) * share - 1, y0 + (y1 - y0) * share - 1, 2, 2))
    return along


def _draw_ranges(
    sheet: Sheet,
    drawn: ChartSeries,
    points: Sequence[Point],
    spots: Sequence[tuple[float, float]],
    scale: _Scale,
    box: QRectF,
    look: Look,
) -> None:
    for point, (x, _) in zip(points, spots, strict=True):
        if point.low < point.high:
            low, high = (scale.y(v * drawn.factor, box) for v in (point.low, point.high))
            colour, half = line_colour(drawn.colour), 0.32 * look.text
            sheet.line([(x, low), (x, high)], colour, 2 * look.thin)
            for y in (low, high):
                sheet.line([(x - half, y), (x + half, y)], colour, 2 * look.thin)


def _apart(tags: Sequence[_Tag], box: QRectF, look: Look) -> list[_Tag]:
    """The tags moved up or down until none covers another."""
    placed: list[_Tag] = []
    for tag in sorted(tags, key=lambda tag: tag.y):
        half = len(tag.lines) * look.leading / 2
        y = min(max(tag.y, box.top() + half), box.bottom() - half)
        for other in placed:
            between = half + (len(other.lines) / 2 + 0.3) * look.leading
            if abs(other.x - tag.x) < 12 * look.text and y - other.y < between:
                y = other.y + between
        placed.append(tag._replace(y=y))
    over = max((tag.y + len(tag.lines) * look.leading / 2 for tag in placed), default=0.0)
    lift = max(over - box.bottom() - look.text, 0.0)
    return [tag._replace(y=tag.y - lift) for tag in placed]


def _draw_tag(sheet: Sheet, tag: _Tag, look: Look) -> QRectF:
    bold = metrics(look.text, bold=True)
    left = start = tag.x + 0.75 * look.text
    top = tag.y - len(tag.lines) * look.leading / 2
    if tag.shows_mark:
        middle = top + look.leading / 2
        _draw_mark(sheet, start + 0.3 * look.text, middle, tag.stroke, Certainty.REPORTED, look)
        left += SAMPLE * look.text
    for number, line in enumerate(tag.lines):
        is_value = number == len(tag.lines) - 1
        middle = top + (number + 0.5) * look.leading
        colour = theme.INK if is_value else name_colour(tag.stroke.colour)
        sheet.text(left, middle, line, look.text, colour, bold=True, halo=True)
    width = max(map(bold.horizontalAdvance, tag.lines))
    return QRectF(start, top, left - start + width, len(tag.lines) * look.leading)


def _write_values(
    sheet: Sheet,
    drawn: ChartSeries,
    points: Sequence[Point],
    spots: Sequence[tuple[float, float]],
    occupied: tuple[list[QRectF], list[QRectF]],
    box: QRectF,
    look: Look,
    *,
    last: bool,
) -> None:
    """Write values beside points where there is room: all of a few, else the ends and the top.

    `occupied` is what words must not cover, and what they had better not.
    """
    taken, crossed = occupied
    highest = max(range(len(points)), key=lambda n: points[n].value)
    wanted = [highest, 0, len(points) - 1]
    if len(points) <= ALL_VALUES:
        wanted += range(len(points))
    for n in dict.fromkeys(wanted):
        if n == len(points) - 1 and not last:
            continue  # the tag says it
        point, (x, y) = points[n], spots[n]
        said = words.spread(point.low * drawn.factor, point.high * drawn.factor)
        width = metrics(look.text).horizontalAdvance(said)
        places = []
        for middle in (y - 1.0 * look.text, y + 1.05 * look.text):
            room = QRectF(x - width / 2, middle - 0.5 * look.text, width, look.text)
            inside = room.top() >= 0 and room.bottom() <= box.bottom()
            if inside and room.right() <= sheet.width and not _touches(room, taken):
                places.append(room)
        if places:
            room = min(places, key=lambda room: _touches(room, crossed))
            taken.append(room)
            sheet.text(
                x,
                room.center().y(),
                said,
                look.text,
                theme.INK,
                align="center",
                halo=True,
            )


def _touches(room: QRectF, others: Sequence[QRectF]) -> bool:
    return any(room.intersects(other) for other in others)


# Columns


def _draw_columns(
    sheet: Sheet, drawn: ChartSeries, frame: Frame, scale: _Scale, look: Look
) -> None:
    per_year = frame.box.width() / ((frame.end - frame.start) / YEAR)
    width = min(0.72 * per_year, 3.2 * look.text)
    colour = fill_colour(drawn.colour)
    ground = scale.y(0, frame.box)
    for point in drawn.series.points:
        x, y = frame.x(_middle_of_year(point)), scale.y(point.value * drawn.factor, frame.box)
        box = QRectF(x - width / 2, y, width, ground - y)
        firm = point.certainty is Certainty.REPORTED
        fill = colour if firm else mixed(colour, theme.PAPER, 0.78)
        sheet.bar(box, fill, line_colour(drawn.colour), 1.4 * look.thin, dashed=not firm)
        said = words.spread(point.low * drawn.factor, point.high * drawn.factor)
        sheet.text(
            x,
            y - 0.75 * look.text,
            said,
            look.text,
            theme.INK,
            bold=True,
            align="center",
            halo=True,
        )


def _middle_of_year(point: Point) -> float:
    """A column stands for its year, also where it counts some months of it."""
    return date(year_of(point.day), 7, 2).toordinal()

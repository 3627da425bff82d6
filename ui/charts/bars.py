"""Lying bars, one for each category, and the changes from a first value to a last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from db.chart_records import Bar, Certainty, Chart, ChartKind, Part, Point
from db.dates import year_of
from ui import theme
from ui.charts import words
from ui.charts.look import Look, fill_colour, line_colour, metrics, mixed
from ui.charts.ticks import rounded_ticks
from ui.letters import wrapped

if TYPE_CHECKING:
    from ui.charts.sheet import Sheet  # it imports matplotlib

LABELS = 0.42  # of the width, at most, where they stand beside their bars


class _Row(NamedTuple):
    """A bar with the lines of its label."""

    bar: Bar
    lines: list[str]


class _Column(NamedTuple):
    """Where bars begin, how many pixels long a value of one is, and how thick they are."""

    ground: float
    scale: float
    tall: float


def natural_height(chart: Chart, width: float, look: Look) -> float:
    """How tall the plot wants to be at a width."""
    return sum(_heights(chart, _rows(chart, width, look), look)) + _foot(chart, look)


def draw(sheet: Sheet, chart: Chart, look: Look) -> None:
    """Draw the plot; rows share what height there is."""
    rows = _rows(chart, sheet.width, look)
    heights = _heights(chart, rows, look)
    spare = (sheet.height - sum(heights) - _foot(chart, look)) / len(rows)
    heights = [height + min(spare, 3.2 * look.text) for height in heights]
    if chart.kind is ChartKind.CHANGES:
        _draw_changes(sheet, chart, rows, heights, look)
        return
    beside = _beside(chart, look)
    ground = 0.15 * look.text
    if beside:
        face = metrics(look.text)
        widest = max(face.horizontalAdvance(line) for row in rows for line in row.lines)
        ground = widest + 0.8 * look.text
    room = sheet.width - ground - _widest_value(chart, look) - 0.8 * look.text
    tall = min(look.text + 0.4 * max(spare, 0), 1.5 * look.text)
    if beside:
        tall = min(0.62 * min(heights), 1.9 * look.text)
    column = _Column(ground, room / _most(chart), tall)
    top = 0.0
    for row, height in zip(rows, heights, strict=True):
        _draw_bar(sheet, chart, row, QRectF(0, top, sheet.width, height), column, look)
        top += height
    sheet.line([(ground, 0.2 * look.text), (ground, top)], theme.INK, look.thin, over=5)


def _beside(chart: Chart, look: Look) -> bool:
    return chart.kind is ChartKind.BARS and look.beside


def _rows(chart: Chart, width: float, look: Look) -> list[_Row]:
    face = metrics(look.text)
    room = width * LABELS if _beside(chart, look) else width - look.text
    return [_Row(bar, wrapped(bar.label, face, room)) for bar in chart.bars]


def _heights(chart: Chart, rows: list[_Row], look: Look) -> list[float]:
    if _beside(chart, look):
        return [max(len(row.lines) * look.leading, look.text) + 0.5 * look.text for row in rows]
    each = 3.3 * look.text if chart.kind is ChartKind.CHANGES else 1.95 * look.text
    return [len(row.lines) * look.leading + each for row in rows]


def _foot(chart: Chart, look: Look) -> float:
    return 1.6 * look.text if chart.kind is ChartKind.CHANGES else 0.2 * look.text


def _label(sheet: Sheet, row: _Row, top: float, look: Look) -> float:
    """Write a row's label; gives the height below it."""
    for number, line in enumerate(row.lines):
        middle = top + (number + 0.5) * look.leading
        sheet.text(0.55 * look.text, middle, line, look.text, theme.INK)
    return top + len(row.lines) * look.leading


# Bars


def _most(chart: Chart) -> float:
    ends = [sum(words.bounds(chart, part)[1] for part in bar.parts) for bar in chart.bars]
    ends += [words.bounds(chart, tick)[1] for bar in chart.bars for tick in bar.ticks]
    return max(ends)


def _widest_value(chart: Chart, look: Look) -> float:
    bold = metrics(look.text, bold=True)
    return max(bold.horizontalAdvance(_value_of(chart, bar)) for bar in chart.bars)


def _value_of(chart: Chart, bar: Bar) -> str:
    """What stands at the end of a bar."""
    if not bar.parts:
        _, high = words.bounds(chart, bar.ticks[0])
        return words.number(high)
    ranges = [words.bounds(chart, part) for part in bar.parts]
    if len(bar.parts) == 1:
        return words.spread(*ranges[0])
    return " + ".join(words.part_of_sum(chart, part) for part in bar.parts)


def _draw_bar(
    sheet: Sheet, chart: Chart, row: _Row, room: QRectF, column: _Column, look: Look
) -> None:
    if _beside(chart, look):
        upper = room.center().y() - column.tall / 2
        _write_beside(sheet, row, room.center().y(), column.ground - 0.5 * look.text, look)
    else:
        upper = _label(sheet, row, room.top(), look) + 0.12 * look.text
    left, scale, tall = column
    end = left
    for number, part in enumerate(row.bar.parts):
        low, high = words.bounds(chart, part)
        box = QRectF(end, upper, max(low * scale, look.thin), tall)
        _draw_part(sheet, chart, row.bar, part, number, box, look)
        if high > low:
            rest = QRectF(box.right(), upper, (high - low) * scale, tall)
            _draw_range(sheet, chart, row.bar, part, rest, scale, look)
            box = box.united(rest)
        end = box.right()
    for tick in row.bar.ticks:
        x = left + words.bounds(chart, tick)[1] * scale
        reach = 0.2 * look.text
        sheet.line(
            [(x, upper - reach), (x, upper + tall + reach)], theme.INK, 3.2 * look.thin, over=5
        )
        end = max(end, x)
    sheet.text(
        end + 0.5 * look.text,
        upper + tall / 2,
        _value_of(chart, row.bar),
        look.text,
        theme.INK,
        bold=bool(row.bar.parts),
    )


def _write_beside(sheet: Sheet, row: _Row, middle: float, right: float, look: Look) -> None:
    for number, line in enumerate(row.lines):
        y = middle + (number - (len(row.lines) - 1) / 2) * 1.12 * look.text
        sheet.text(right, y, line, look.text, theme.INK, align="right")


def _colour(chart: Chart, bar: Bar, part: Part) -> str:
    return bar.colour or chart.series[part.series].colour


def _draw_part(
    sheet: Sheet, chart: Chart, bar: Bar, part: Part, number: int, box: QRectF, look: Look
) -> None:
    """A stretch of a bar: full where reported, pale and dashed where not; later ones hatched."""
    colour = fill_colour(_colour(chart, bar, part))
    edge = line_colour(_colour(chart, bar, part))
    kind = words.points_of(chart, part)[0].certainty
    firm = all(p.certainty is Certainty.REPORTED for p in words.points_of(chart, part))
    pale = mixed(colour, theme.PAPER, 0.78)
    fill = colour if firm or (number == 0 and kind is Certainty.REPORTED) else pale
    sheet.bar(box, fill, edge, 1.4 * look.thin, dashed=not firm and fill is pale)
    if number:
        sheet.hatch(box, edge, 1.1 * look.thin, 0.55 * look.text)


def _draw_range(
    sheet: Sheet, chart: Chart, bar: Bar, part: Part, box: QRectF, scale: float, look: Look
) -> None:
    """From the least to the greatest that is told, with a mark for each that is between."""
    colour = fill_colour(_colour(chart, bar, part))
    edge = line_colour(_colour(chart, bar, part))
    sheet.bar(box, mixed(colour, theme.PAPER, 0.6), edge, 1.4 * look.thin, dashed=True)
    low, high = words.bounds(chart, part)
    factor = chart.series[part.series].factor
    for point in words.points_of(chart, part):
        value = point.value * factor
        if low < value < high:
            x = box.left() + (value - low) * scale
            sheet.line([(x, box.top()), (x, box.bottom())], edge, 1.4 * look.thin, over=4)


# Changes


def _draw_changes(
    sheet: Sheet, chart: Chart, rows: list[_Row], heights: list[float], look: Look
) -> None:
    values = [
        point.value * chart.series[part.series].factor
        for bar in chart.bars
        for part in bar.parts
        for point in words.points_of(chart, part)
    ]
    low = 0.0 if chart.least is None else chart.least
    high = max(values) * 1.08 if chart.most is None else chart.most
    side = 1.1 * look.text
    scale = (sheet.width - 2 * side) / (high - low)
    bottom = sum(heights)
    _draw_ruler(sheet, low, high, side, scale, bottom, look)
    top = 0.0
    for row, height in zip(rows, heights, strict=True):
        middle = _label(sheet, row, top, look) + 0.75 * look.text
        part = row.bar.parts[0]
        drawn = chart.series[part.series]
        points = words.points_of(chart, part)
        spots = [side + (p.value * drawn.factor - low) * scale for p in points]
        _draw_change(sheet, points, spots, middle, line_colour(_colour(chart, row.bar, part)), look)
        top += height


def _draw_ruler(
    sheet: Sheet, low: float, high: float, side: float, scale: float, bottom: float, look: Look
) -> None:
    for tick in dict.fromkeys([low, *rounded_ticks(low, high, most=4)]):
        x = side + (tick - low) * scale
        sheet.line([(x, 0), (x, bottom)], theme.LINE, look.thin, over=1)
        sheet.text(
            x, bottom + 0.8 * look.text, words.number(tick), look.text, look.muted, align="center"
        )


def _draw_change(
    sheet: Sheet,
    points: tuple[Point, ...],
    spots: list[float],
    middle: float,
    colour: QColor,
    look: Look,
) -> None:
    first, last = spots[0], spots[-1]
    way = 1 if last >= first else -1
    reach = 0.85 * look.text
    sheet.line([(first, middle), (last - way * reach, middle)], colour, 3.6 * look.thin)
    sheet.shape(
        [
            (last - way * 0.3 * look.text, middle),
            (last - way * (reach + 0.25 * look.text), middle - 0.42 * look.text),
            (last - way * (reach + 0.25 * look.text), middle + 0.42 * look.text),
        ],
        colour,
    )
    for point, x in ((points[0], first), (points[-1], last)):
        sheet.dot(x, middle, 0.34 * look.text, colour, 2.2 * look.thin, point.certainty)
    _write_ends(sheet, points, spots, middle + 1.2 * look.text, look)


def _write_ends(
    sheet: Sheet,
    points: tuple[Point, ...],
    spots: list[float],
    middle: float,
    look: Look,
) -> None:
    """The first and the last value with their years, moved apart where they would touch."""
    plain, bold = metrics(look.text), metrics(look.text, bold=True)
    said = []
    for point, x in ((points[0], spots[0]), (points[-1], spots[-1])):
        value, year = words.number(point.value), f"  {year_of(point.day)}"
        width = bold.horizontalAdvance(value) + plain.horizontalAdvance(year)
        left = min(max(x - width / 2, 0.0), sheet.width - width)
        said.append((left, width, value, year))
    said.sort()
    (left, width, *_), (right, other, *_) = said
    overlap = left + width + 0.9 * look.text - right
    if overlap > 0:
        left = max(left - overlap / 2, 0.0)
        right = min(max(right, left + width + 0.9 * look.text), sheet.width - other)
        left = min(left, right - width - 0.9 * look.text)
    for x, (_, _, value, year) in zip((left, right), said, strict=True):
        sheet.text(x, middle, value, look.text, theme.INK, bold=True, halo=True)
        after = x + bold.horizontalAdvance(value)
        sheet.text(after, middle, year, look.text, look.muted, halo=True)

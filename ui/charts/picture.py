"""A chart as a picture: title, unit and key above the plot, note and sources below it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from db.chart_records import Chart, ChartKind
from db.dates import year_of
from ui import theme
from ui.charts import bars, over_time, words
from ui.charts.look import Look, font, metrics
from ui.charts.over_time import Frame
from ui.charts.ready import get_ready
from ui.letters import wrapped

LEADING, TITLE_LEADING = 1.34, 1.24
MOST_SOURCE_LINES = 2


class Cursor(NamedTuple):
    """The thin line at the date: where it stands in the chart's picture, and the year it says."""

    x: float
    top: float
    bottom: float
    year: str


class _Said(NamedTuple):
    """The words around the plot, broken into lines for a width."""

    title: list[str]
    unit: list[str]
    keys: list[str]
    note: list[str]
    sources: list[str]

    def above(self, look: Look) -> float:
        keys = 1.0 if self.keys else 0.0
        unit = len(self.unit) * LEADING * look.unit
        return len(self.title) * TITLE_LEADING * look.title + unit + (keys * 1.7 + 0.9) * look.text

    def below(self, look: Look) -> float:
        lines = len(self.note) + len(self.sources)
        return lines * LEADING * look.foot + 0.95 * look.foot


class ChartPicture:
    """Draws one chart; what is drawn is kept until another size is asked for."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self._image: QImage | None = None
        self._asked: tuple[int, int, Look] | None = None
        self._frame: Frame | None = None

    def height(self, width: int, look: Look) -> int:
        """How tall the picture wants to be at a width."""
        said = _say(self.chart, width, look)
        natural = (
            over_time.natural_height(self.chart, width, look)
            if self.chart.over_time
            else bars.natural_height(self.chart, width, look)
        )
        return round(said.above(look) + natural + said.below(look))

    def image(self, width: int, height: int, look: Look) -> QImage:
        """The chart without the date."""
        if self._image is None or not self.has_drawn(width, height, look):
            self._image = self._draw(width, height, look)
            self._asked = (width, height, look)
        return self._image

    def has_drawn(self, width: int, height: int, look: Look) -> bool:
        """Whether `image` has the picture of that size at hand."""
        return self._image is not None and self._asked == (width, height, look)

    def cursor(self, day: float) -> Cursor | None:
        """Where the date stands in the picture drawn last; nowhere off the chart's own time."""
        frame = self._frame
        if frame is None or not frame.start <= day < frame.end:
            return None
        return Cursor(frame.x(day), frame.box.top(), frame.box.bottom(), str(year_of(day)))

    def _draw(self, width: int, height: int, look: Look) -> QImage:
        get_ready()
        from ui.charts.sheet import Sheet

        said = _say(self.chart, width, look)
        above, below = said.above(look), said.below(look)
        sheet = Sheet(width, max(round(height - above - below), round(6 * look.text)))
        self._frame = None
        if self.chart.over_time:
            frame = over_time.draw(sheet, self.chart, look)
            self._frame = frame._replace(box=frame.box.translated(0, round(above)))
        else:
            bars.draw(sheet, self.chart, look)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(theme.PAPER)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawImage(0, round(above), sheet.image())
            _write_above(painter, self.chart, said, look)
            _write_below(painter, said, height - below, look)
        return image


def paint_cursor(painter: QPainter, cursor: Cursor, look: Look, width: float) -> None:
    """Paint the date onto a chart `width` wide."""
    face = font(look.text, bold=True)
    room = QFontMetricsF(face).horizontalAdvance(cursor.year) + 0.9 * look.text
    left = min(max(cursor.x - room / 2, 0.0), width - room)
    plate = QRectF(left, cursor.top - 1.75 * look.text, room, 1.4 * look.text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.ACCENT, max(1.6 * look.thin, 1.0)))
    painter.drawLine(QPointF(cursor.x, plate.bottom()), QPointF(cursor.x, cursor.bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.NIGHT)
    painter.drawRoundedRect(plate, 0.3 * look.text, 0.3 * look.text)
    painter.setPen(theme.ON_NIGHT)
    painter.setFont(face)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, cursor.year)


def _say(chart: Chart, width: int, look: Look) -> _Said:
    title = QFontMetricsF(theme.serif(look.title))
    foot = metrics(look.foot)
    return _Said(
        wrapped(chart.title, title, width),
        wrapped(chart.unit, metrics(look.unit), width),
        _keys(chart),
        wrapped(chart.note, foot, width) if chart.note else [],
        _source_lines(chart, foot, width),
    )


def _source_lines(chart: Chart, face: QFontMetricsF, width: float) -> list[str]:
    """As many publishers as fit on two lines."""
    for most in range(len(words.publishers(chart.sources)), 0, -1):
        lines = wrapped(words.source_line(chart.sources, most), face, width)
        if len(lines) <= MOST_SOURCE_LINES:
            return lines
    return lines


def _write_above(painter: QPainter, chart: Chart, said: _Said, look: Look) -> None:
    y = 0.0
    y = _write(painter, said.title, y, theme.serif(look.title), theme.INK, TITLE_LEADING)
    y = _write(painter, said.unit, y, font(look.unit), look.muted, LEADING)
    if said.keys:
        _paint_keys(painter, chart, said.keys, y + 0.95 * look.text, look)


def _write_below(painter: QPainter, said: _Said, top: float, look: Look) -> None:
    y = top + 0.85 * look.foot
    y = _write(painter, said.note, y, font(look.foot), look.muted, LEADING)
    _write(painter, said.sources, y, font(look.foot), look.muted, LEADING)


def _write(
    painter: QPainter, lines: list[str], top: float, face: QFont, colour: QColor, leading: float
) -> float:
    """Write lines below one another; gives the height below them."""
    painter.setPen(colour)
    painter.setFont(face)
    step = leading * face.pixelSize()
    for number, line in enumerate(lines):
        painter.drawText(QPointF(0, top + number * step + 0.95 * face.pixelSize()), line)
    return top + len(lines) * step


# The key: how series of a bar differ, and what is not simply reported


def _keys(chart: Chart) -> list[str]:
    named = [drawn.label for drawn in chart.series if drawn.label]
    if chart.over_time or len(named) != len(chart.series):
        named = []
    return [*named, *words.kinds_said(chart)]


def _paint_keys(
    painter: QPainter, chart: Chart, keys: list[str], middle: float, look: Look
) -> None:
    face = font(look.foot)
    painter.setFont(face)
    ticks = {part.series for bar in chart.bars for part in bar.ticks}
    series = len(keys) - len(words.kinds_said(chart))
    x, size = 0.0, look.foot
    for number, key in enumerate(keys):
        box = QRectF(x, middle - 0.4 * size, 1.15 * size, 0.8 * size)
        painter.setPen(QPen(look.muted, max(1.3 * look.thin, 1.0)))
        if number < series and number in ticks:
            painter.drawLine(
                QPointF(box.center().x(), box.top()), QPointF(box.center().x(), box.bottom())
            )
        elif number < series:
            painter.setBrush(look.muted if number == 0 else Qt.BrushStyle.BDiagPattern)
            painter.drawRect(box)
        else:
            painter.setPen(QPen(look.muted, max(1.3 * look.thin, 1.0), Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if chart.over_time and chart.kind is not ChartKind.COLUMNS:
                painter.setPen(QPen(look.muted, max(1.6 * look.thin, 1.0)))
                painter.drawEllipse(box.center(), 0.34 * size, 0.34 * size)
            else:
                painter.drawRect(box)
        painter.setPen(look.muted)
        painter.drawText(QPointF(box.right() + 0.4 * size, middle + 0.35 * size), key)
        x = box.right() + (0.4 + 1.3) * size + QFontMetricsF(face).horizontalAdvance(key)

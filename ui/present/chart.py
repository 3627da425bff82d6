"""A chart before an audience: over the whole picture, with type for the back of the room."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QPainter

from db.chart_records import Chart
from ui import theme
from ui.charts.look import before_audience, font
from ui.charts.picture import ChartPicture, paint_cursor
from ui.state import ViewState

MARGIN = 0.052  # of the picture's height
LARGEST = 1.15  # the reader's text size, as far as the longest chart allows


class AudienceChart:
    """Paints charts of stops; the one painted last is kept."""

    def __init__(self) -> None:
        self._picture: ChartPicture | None = None

    def paint(
        self,
        painter: QPainter,
        charts: tuple[Chart, ...],
        state: ViewState,
        width: int,
        height: int,
    ) -> None:
        """Paint the state's chart with its date, over all of the picture."""
        number = min(state.chart or 0, len(charts) - 1)
        chart = charts[number]
        if self._picture is None or self._picture.chart.id != chart.id:
            self._picture = ChartPicture(chart)
        look = before_audience(height, min(state.text_scale, LARGEST))
        margin = round(MARGIN * height)
        wide, tall = width - 2 * margin, height - round(2.1 * margin)
        painter.fillRect(0, 0, width, height, theme.PAPER)
        image = self._picture.image(wide, tall, look)
        painter.save()
        painter.translate(margin, margin)
        painter.drawImage(0, 0, image)
        if cursor := self._picture.cursor(state.day):
            paint_cursor(painter, cursor, look, wide)
        painter.restore()
        if len(charts) > 1:
            said = f"Chart {number + 1} of {len(charts)}"
            face = font(look.foot)
            painter.setFont(face)
            painter.setPen(look.muted)
            x = width - margin - QFontMetricsF(face).horizontalAdvance(said)
            painter.drawText(QPointF(x, height - 0.42 * margin), said)

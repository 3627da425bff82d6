"""How the two sides of a comparison are told apart wherever they are drawn.

A is dark on paper, B light on the accent: by letter and by lightness first, by colour only then.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from ui import theme
from ui.comparison import Side


class SideLook(NamedTuple):
    """The colours of a side's badge: its ground, its letter, its edge."""

    ground: QColor
    letter: QColor
    edge: QColor


LOOKS = {
    Side.A: SideLook(theme.PAPER, theme.INK, theme.INK),
    Side.B: SideLook(theme.ACCENT, theme.ON_NIGHT, theme.ON_NIGHT),
}


def paint_badge(painter: QPainter, side: Side, middle: QPointF, diameter: float) -> None:
    """A disc with the side's letter."""
    look = LOOKS[side]
    line = max(diameter / 14, 1.0)
    painter.setPen(QPen(look.edge, line))
    painter.setBrush(look.ground)
    painter.drawEllipse(middle, (diameter - line) / 2, (diameter - line) / 2)
    font = theme.sans(diameter * 0.66, bold=True)
    metrics = QFontMetricsF(font)
    box = QRectF(0, 0, metrics.horizontalAdvance(side.value), metrics.capHeight())
    box.moveCenter(middle)
    painter.setPen(look.letter)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(font)
    painter.drawText(box.bottomLeft(), side.value)

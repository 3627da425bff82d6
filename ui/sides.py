"""How the two sides of a comparison are told apart wherever they are drawn.

A is dark on paper, B light on the accent: by letter and by lightness first, by colour only then.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ui import theme
from ui.comparison import Side
from ui.inscriptions import write


class SideLook(NamedTuple):
    """The colours of a side's badge in every look: its ground, its letter, its edge."""

    ground: str
    letter: str
    edge: str


LOOKS = {
    Side.A: SideLook("paper", "ink", "ink"),
    Side.B: SideLook("accent", "on_night", "on_night"),
}


def paint_badge(painter: QPainter, side: Side, middle: QPointF, diameter: float) -> None:
    """A disc with the side's letter."""
    look = LOOKS[side]
    line = max(diameter / 14, 1.0)
    painter.setPen(QPen(theme.colour(look.edge), line))
    painter.setBrush(theme.colour(look.ground))
    painter.drawEllipse(middle, (diameter - line) / 2, (diameter - line) / 2)
    font = theme.sans(diameter * 0.66, bold=True)
    metrics = QFontMetricsF(font)
    box = QRectF(0, 0, metrics.horizontalAdvance(side.value), metrics.capHeight())
    box.moveCenter(middle)
    painter.setPen(theme.colour(look.letter))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(font)
    write(painter, box.left(), box.bottom(), side.value)

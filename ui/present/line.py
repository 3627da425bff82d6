"""One line of words that ends in an ellipsis where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from ui import theme


class Line(QLabel):
    """Bold words and quiet ones behind them; on an amber plate where they are urgent.

    Where room is short the quiet words end early; their `tail` is always written.
    """

    def __init__(self, *, serif: bool = False) -> None:
        super().__init__()
        self._serif = serif
        self._pixels = 20.0
        self._quiet = self._tail = ""
        self._urgent = False
        self.setTextFormat(Qt.TextFormat.PlainText)

    @property
    def urgent(self) -> bool:
        """Whether the words stand on amber."""
        return self._urgent

    def scale(self, pixels: float) -> None:
        """Set the size of the text."""
        self._pixels = pixels
        self.update()

    def say(self, words: str, quiet: str = "", tail: str = "", *, urgent: bool = False) -> None:
        """Change the words."""
        if (words, quiet, tail, urgent) == (self.text(), self._quiet, self._tail, self._urgent):
            return
        self._quiet, self._tail, self._urgent = quiet, tail, urgent
        self.setText(words)
        self.setAccessibleDescription(f"{quiet}{tail}")
        self.setToolTip(f"{words}  {quiet}{tail}".strip())
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, round(self._pixels * 1.6))

    def paintEvent(self, event: QPaintEvent) -> None:
        room = QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            inset = 0.6 * self._pixels if self._urgent else 0.0
            used = self._write(painter, room.adjusted(inset, 0, -inset, 0))
            if self._quiet and not self._urgent:
                rest = room.adjusted(used + self._pixels * 0.6, 0, 0, 0)
                font = theme.sans(self._pixels * 0.86)
                kept = QFontMetricsF(font).horizontalAdvance(self._tail)
                title = rest.adjusted(0, 0, -kept, 0)
                used = _elided(painter, title, self._quiet, font, theme.MUTED_ON_NIGHT)
                rest.adjust(used, 0, 0, 0)
                _elided(painter, rest, self._tail, font, theme.MUTED_ON_NIGHT)

    def _write(self, painter: QPainter, room: QRectF) -> float:
        pixels = self._pixels
        font = theme.serif(pixels) if self._serif else theme.sans(pixels, bold=True)
        ink = theme.ON_NIGHT
        needed = QFontMetricsF(font).horizontalAdvance(self.text())
        if self._serif and needed > room.width():
            font = theme.serif(max(pixels * room.width() / needed, pixels * 0.6))
        if self._urgent:
            ink = theme.ON_URGENT
            plate = room.adjusted(-0.6 * pixels, 0, 0.6 * pixels, 0)
            plate.setWidth(min(needed + 1.2 * pixels, plate.width()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.URGENT)
            painter.drawRoundedRect(plate, 0.3 * pixels, 0.3 * pixels)
        return _elided(painter, room, self.text(), font, ink)


def _elided(painter: QPainter, room: QRectF, text: str, font: QFont, ink: QColor) -> float:
    """Write as much as fits, on the room's middle line; the width that it takes."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0.0))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
    return metrics.horizontalAdvance(shown)

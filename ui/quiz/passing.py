"""A word in passing, over the window for a moment."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme

SHOWS_MS = 1_800


class PassingWord(QLabel):
    """A small plate at the top of its parent that goes away by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent
        self._unit = 1.0
        self._over = QTimer(self, singleShot=True, interval=SHOWS_MS)
        self._over.timeout.connect(self.hide)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str, unit: float) -> None:
        """Show the words, at that many pixels per reference pixel."""
        self._unit = unit
        self.setText(text)
        self.setAccessibleName(text)
        metrics = QFontMetricsF(theme.sans(26 * unit, bold=True))
        width = round(metrics.horizontalAdvance(text) + 56 * unit)
        height = round(64 * unit)
        self.setGeometry((self._home.width() - width) // 2, round(28 * unit), width, height)
        self.show()
        self.raise_()
        self._over.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.with_alpha(theme.NIGHT, 0.95))
            painter.drawRoundedRect(QRectF(self.rect()), 14 * self._unit, 14 * self._unit)
            painter.setPen(theme.ON_NIGHT)
            painter.setFont(theme.sans(26 * self._unit, bold=True))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

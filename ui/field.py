"""Qt's fields of one line in the lesson's look, in every look that is worn."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme


class TextField(QLineEdit):
    """One line to write, on white paper."""

    def __init__(self) -> None:
        super().__init__()
        self._unit = 1.0
        self.setFrame(False)
        see_through(self)

    def scale(self, unit: float, pixels: float = 18.0) -> None:
        """Set the sizes: pixels per reference pixel, and the text's reference size."""
        self._unit = unit
        self.setFont(theme.sans(pixels * unit))
        self.setFixedHeight(max(round(46 * unit), theme.TOUCH))
        edge = round(10 * unit) if self.alignment() & Qt.AlignmentFlag.AlignLeft else 0
        self.setTextMargins(edge, 0, edge, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_field(painter, self, self._unit, focused=self.hasFocus())
        super().paintEvent(event)


def see_through(field: QLineEdit) -> None:
    """Let what is painted under a field show."""
    palette = field.palette()
    palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
    field.setPalette(palette)


def paint_field(painter: QPainter, field: QWidget, unit: float, *, focused: bool) -> None:
    """Paint the white ground of a field and its edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.FOCUS if focused else theme.LINE, 2 * unit))
    painter.setBrush(Qt.GlobalColor.white if field.isEnabled() else theme.CARD)
    box = QRectF(field.rect()).adjusted(unit, unit, -unit, -unit)
    painter.drawRoundedRect(box, 8 * unit, 8 * unit)

"""Shows the number of a stop while it is being typed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from db.records import Tour
from ui import theme
from ui.comparison import Side
from ui.explorer import Explorer
from ui.state import YEAR_DIGITS, ViewState


def typed_words(typed: str, tour: Tour) -> str:
    """Where Enter will lead: "Go to stop 12: One port for Japan"."""
    number = min(max(int(typed), 1), len(tour.steps))
    return f"Go to stop {number}: {tour.steps[number - 1].title}"


def year_words(typed: str, side: Side) -> str:
    """What Enter will do with a year for a compared date."""
    if len(typed) < YEAR_DIGITS:
        return f"A year of {YEAR_DIGITS} digits for date {side}"
    return f"Compare with {typed} as date {side}"


class TypedNumber(QLabel):
    """A plate over the window with the typed digits and where they lead."""

    def __init__(self, explorer: Explorer, parent: QWidget) -> None:
        super().__init__(parent)
        self._explorer = explorer
        self._unit = 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        explorer.changed.connect(self._on_changed)

    def place(self, width: int, height: int) -> None:
        """Stand in the middle of a window of that size."""
        self._unit = min(width / theme.REFERENCE_WIDTH, height / theme.REFERENCE_HEIGHT)
        self._unit = max(self._unit, theme.LEAST_UNIT * 0.8)
        wide = round(min(1000 * self._unit, width * 0.9))
        tall = round(220 * self._unit)
        self.setGeometry((width - wide) // 2, (height - tall) // 3, wide, tall)

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if new.typed == old.typed:
            return
        found = new.comparison
        if new.typed and found is not None and found.chosen is not None:
            self.setText(year_words(new.typed, found.chosen))
        else:
            self.setText(typed_words(new.typed, self._explorer.tour) if new.typed else "")
        self.setVisible(bool(new.typed))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            unit, box = self._unit, QRectF(self.rect())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.veil(theme.NIGHT, 0.95))
            painter.drawRoundedRect(box, 16 * unit, 16 * unit)
            painter.setPen(theme.ON_NIGHT)
            painter.setFont(theme.serif(86 * unit))
            upper = box.adjusted(0, 14 * unit, 0, -96 * unit)
            painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, self._explorer.state.typed)
            font = theme.sans(26 * unit)
            metrics = QFontMetricsF(font)
            room = box.width() - 60 * unit
            words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            x = (box.width() - metrics.horizontalAdvance(words)) / 2
            painter.drawText(QPointF(x, box.height() - 68 * unit), words)
            painter.setPen(theme.MUTED_ON_NIGHT)
            painter.setFont(theme.sans(21 * unit))
            lower = box.adjusted(0, box.height() - 56 * unit, 0, -12 * unit)
            painter.drawText(
                lower, Qt.AlignmentFlag.AlignCenter, "Enter goes there, Esc forgets it"
            )

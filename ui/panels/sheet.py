"""A sheet of paper over the whole window: a title, a note, and a body that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.dress import tone
from ui.panels.parts import QuietScrollBar

WIDTH = 1240.0  # reference pixels
_LINES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Sheet(QWidget):
    """Covers its parent. Up and Down scroll; what closes it is the window's affair."""

    def __init__(self, title: str, note: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._text_scale = 1.0
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = coloured(title, "ink")
        self._note = coloured(note, "muted")
        body = QWidget()
        self.body = QVBoxLayout(body)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBar(QuietScrollBar())
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setWidget(body)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self._note)
        self._column.addWidget(self._area, 1)
        self.hide()

    def scale(self, unit: float) -> None:
        """Set the sizes of the body's parts: pixels per reference pixel."""

    def scale_text(self, text_scale: float) -> None:
        """Show all text so much larger than usual."""
        if text_scale != self._text_scale:
            self._text_scale = text_scale
            self._arrange()

    def scroll_to_top(self) -> None:
        """Show the body from its beginning."""
        self._area.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lines = _LINES.get(Qt.Key(event.key()))
        if lines is None:
            super().keyPressEvent(event)
            return
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + lines * bar.singleStep())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        unit, card = self._unit(), self.card
        self.title.setFont(theme.serif(30 * unit))
        self._note.setFont(theme.sans(16 * unit))
        self._column.setContentsMargins(
            round(card.left() + 40 * unit),
            round(card.top() + 28 * unit),
            round(self.width() - card.right() + 18 * unit),
            round(self.height() - card.bottom() + 24 * unit),
        )
        self._column.setSpacing(round(8 * unit))
        edge, bar = round(14 * unit), max(round(18 * unit), 14)
        self._note.setContentsMargins(0, 0, bar + edge, round(12 * unit))
        self.body.setContentsMargins(0, 0, edge, 0)
        self._area.verticalScrollBar().setFixedWidth(bar)
        self._area.verticalScrollBar().setSingleStep(round(70 * unit))
        self.scale(unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), theme.with_alpha(theme.NIGHT, 0.72))
            painter.setPen(QPen(theme.EDGE, 3 * self._unit()))
            painter.setBrush(theme.PAPER)
            painter.drawRoundedRect(self.card, 14 * self._unit(), 14 * self._unit())

    def _unit(self) -> float:
        fitting = max(theme.LEAST_UNIT, min(self.width() / 1320, self.height() / 900))
        return fitting * self._text_scale

    @property
    def card(self) -> QRectF:
        """Where the paper lies."""
        unit = self._unit()
        width = min(WIDTH * unit, self.width() - 32)
        card = QRectF(0, 0, width, self.height() - min(60 * unit, 48))
        card.moveCenter(QRectF(self.rect()).center())
        return card


def coloured(text: str, colour: str) -> QLabel:
    """A label that wraps, in a colour of the look."""
    label = QLabel(text)
    label.setWordWrap(True)
    tone(label, colour)
    return label

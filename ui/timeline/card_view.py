"""The card that floats above the timeline and tells about what is under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.timeline.axis import Face
from ui.timeline.cards import Card
from ui.timeline.painter import text_width
from ui.timeline.ribbons import elided

WIDEST = 460.0  # reference pixels of text
PADDING = 12.0
WHEN_SIZE, TITLE_SIZE, LINE_SIZE = 14.0, 17.0, 15.0


class CardView(QWidget):
    """A card over the window's other parts. It never takes the pointer or the keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.window_over = window
        self._card: Card | None = None
        self._unit = 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def card(self) -> Card | None:
        """The card that is shown now."""
        return self._card if self.isVisible() else None

    def show_card(self, card: Card, above: QPoint, unit: float) -> None:
        """Show a card with its foot centred on a point of the window, moved to stay inside it."""
        if card != self._card or unit != self._unit:
            self._card, self._unit = card, unit
            self.resize(_size(card, unit))
            self.update()
        room = self.window_over.size()
        x = min(max(above.x() - self.width() // 2, 4), max(room.width() - self.width() - 4, 0))
        self.move(x, max(above.y() - self.height(), 0))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._card is None:
            return
        unit = self._unit
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.LINE, 1.2))
            painter.setBrush(theme.PAPER)
            box = QRectF(self.rect()).adjusted(0.6, 0.6, -0.6, -0.6)
            painter.drawRoundedRect(box, 6 * unit, 6 * unit)
            y = PADDING * unit
            for text, font, is_title in _lines(self._card, unit):
                metrics = QFontMetricsF(font)
                painter.setFont(font)
                painter.setPen(theme.INK if is_title else theme.MUTED)
                painter.drawText(QPointF(PADDING * unit, y + metrics.ascent()), text)
                y += metrics.height()


def _size(card: Card, unit: float) -> QSize:
    lines = _lines(card, unit)
    width = max(QFontMetricsF(font).horizontalAdvance(text) for text, font, _ in lines)
    height = sum(QFontMetricsF(font).height() for _, font, _ in lines)
    return QSize(round(width + 2 * PADDING * unit) + 2, round(height + 2 * PADDING * unit))


def _lines(card: Card, unit: float) -> list[tuple[str, QFont, bool]]:
    """The lines of a card as they are set: text, font, and whether it is the title."""
    parts = [
        (card.when, WHEN_SIZE * unit, Face.PLAIN),
        (card.title, TITLE_SIZE * unit, Face.BOLD),
        *((line, LINE_SIZE * unit, Face.PLAIN) for line in card.lines),
    ]
    return [
        (line, theme.sans(size, bold=face is Face.BOLD), face is Face.BOLD)
        for text, size, face in parts
        for line in wrapped(text, WIDEST * unit, size, face)
    ]


def wrapped(text: str, room: float, size: float, face: Face) -> list[str]:
    """The text in lines of at most `room` pixels; a word longer than a line is cut."""
    lines: list[str] = []
    for word in text.split():
        word = elided(word, room, measure=text_width, text_size=size, face=face)
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, face) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines

"""The overlay that lists all keys, made from the table of actions itself."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.actions import LessonAction, key_names
from ui.doubt import KEY, paint_sample

Groups = dict[str, list[tuple[str, list[str]]]]
NOTE = "A key held down steps once. Esc or F1 closes this list."
SCROLLS = "Up and Down scroll, Esc or F1 closes this list."
LEAST = 0.77  # pixels per reference pixel: text of 13 pixels


def grouped(actions: Iterable[LessonAction]) -> Groups:
    """The actions' words with their keys, by group, in the table's order."""
    groups: Groups = {}
    for action in actions:
        deed = action.deed
        if deed.group and action.isVisible():
            keys = [deed.said_keys] if deed.said_keys else key_names(deed)
            groups.setdefault(deed.group, []).append((deed.text, keys))
    return groups


def in_columns(groups: Groups, columns: int) -> list[list[str]]:
    """The groups' names spread over columns of about equal length, in order."""
    lengths = {name: len(rows) + 2 for name, rows in groups.items()}
    wanted = sum(lengths.values()) / columns
    spread: list[list[str]] = [[]]
    filled = 0.0
    for name, length in lengths.items():
        if spread[-1] and len(spread) < columns and filled + length / 2 > wanted:
            spread.append([])
            filled = 0.0
        spread[-1].append(name)
        filled += length
    return spread


class KeysOverlay(QWidget):
    """Covers the window with the list of keys; a click closes it.

    Where the list would become too small to be read it scrolls: by wheel, Up and Down, or dragged.
    """

    def __init__(self, actions: Iterable[LessonAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._groups = grouped(actions)
        self._scrolled = 0.0
        self._held: tuple[float, float] | None = None  # where a press was, and what was scrolled
        self.setAccessibleName("All keys")
        self.setAccessibleDescription(self.as_text())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def as_text(self) -> str:
        """The whole list as lines, as a screen reader reads it."""
        keys = [
            f"{text}: {' or '.join(keys)}" for rows in self._groups.values() for text, keys in rows
        ]
        return "\n".join([*keys, f"{MARKS}: {', '.join(sample.words for sample in KEY)}"])

    def showEvent(self, event: QShowEvent) -> None:
        self._scrolled = 0.0

    def scroll_by(self, pixels: float) -> None:
        """Show what is further down, or up; never beyond the ends."""
        card, _ = self.card(self.columns())
        beyond = max(card.height() + 2 * EDGE - self.height(), 0.0)
        self._scrolled = min(max(self._scrolled + pixels, 0.0), beyond)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.scroll_by(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.scroll_by(-event.angleDelta().y() * 0.6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lines = _LINES.get(Qt.Key(event.key()))
        if lines is None:
            super().keyPressEvent(event)
        else:
            self.scroll_by(lines * 2 * ROW)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position().y(), self._scrolled

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            y, scrolled = self._held
            self.scroll_by(scrolled + y - event.position().y() - self._scrolled)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click closes the list; a drag has scrolled it."""
        held, self._held = self._held, None
        if held is not None and abs(event.position().y() - held[0]) < CLICK:
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), theme.with_alpha(theme.NIGHT, 0.72))
            columns = self.columns()
            card, unit = self.card(columns)
            scrolls = card.height() > self.height()
            if scrolls:
                card.moveTop(EDGE - self._scrolled)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.PAPER)
            painter.drawRoundedRect(card, 14 * unit, 14 * unit)
            self._paint_title(painter, card, unit, SCROLLS if scrolls else NOTE)
            width = COLUMN * unit
            for number, column in enumerate(columns):
                left = card.left() + 44 * unit + number * (width + 44 * unit)
                self._paint_column(painter, column, left, card.top() + 104 * unit, width, unit)
            top = card.bottom() - (MARKS_HEIGHT + 22) * unit
            _paint_marks(painter, QRectF(card.left(), top, card.width(), 0), unit)
            if scrolls:
                self._paint_thumb(painter, card)

    def columns(self) -> list[list[str]]:
        """The groups in as many columns as let the list be largest."""
        choices = [in_columns(self._groups, count) for count in range(1, 6)]
        fitting = [columns for columns in choices if self._fits_across(columns)]
        return max(fitting or choices[:1], key=lambda columns: self._whole(columns))

    def card(self, columns: list[list[str]]) -> tuple[QRectF, float]:
        """Where the list is, and its unit: as large as the window lets the longest column be, and
        at least so that it can be read. What is higher than the window scrolls."""
        width, height = self._measures(columns)
        unit = min(max(self._whole(columns), LEAST), self.width() / (width + 20))
        card = QRectF(0, 0, width * unit, height * unit)
        card.moveCenter(QRectF(self.rect()).center())
        return card, unit

    def _measures(self, columns: list[list[str]]) -> tuple[float, float]:
        """How wide and high the card is, in reference pixels."""
        rows = max(sum(len(self._groups[name]) + 1.6 for name in column) for column in columns)
        return GAP + len(columns) * (COLUMN + GAP), rows * ROW + 148 + MARKS_HEIGHT

    def _whole(self, columns: list[list[str]]) -> float:
        """The unit at which the whole list is seen."""
        width, height = self._measures(columns)
        return min(self.width() / (width + 60), self.height() / (height + 40), 2.0)

    def _fits_across(self, columns: list[list[str]]) -> bool:
        """Whether so many columns can be read side by side."""
        return self.width() / (self._measures(columns)[0] + 20) >= LEAST

    def _paint_thumb(self, painter: QPainter, card: QRectF) -> None:
        """Show how far the list is scrolled."""
        whole = card.height() + 2 * EDGE
        thumb = QRectF(0, 0, 6, self.height() * self.height() / whole)
        thumb.moveTo(card.right() - 14, self._scrolled * self.height() / whole)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.with_alpha(theme.MUTED, 0.45))
        painter.drawRoundedRect(thumb.adjusted(0, 3, 0, -3), 3, 3)

    def _paint_title(self, painter: QPainter, card: QRectF, unit: float, note: str) -> None:
        painter.setPen(theme.INK)
        painter.setFont(theme.serif(30 * unit))
        painter.drawText(QPointF(card.left() + 44 * unit, card.top() + 58 * unit), "All keys")
        painter.setPen(theme.MUTED)
        font = theme.sans(16 * unit)
        painter.setFont(font)
        width = QFontMetricsF(font).horizontalAdvance(note)
        painter.drawText(QPointF(card.right() - 44 * unit - width, card.top() + 58 * unit), note)

    def _paint_column(
        self,
        painter: QPainter,
        names: list[str],
        left: float,
        top: float,
        width: float,
        unit: float,
    ) -> None:
        y = top
        for name in names:
            painter.setPen(theme.ACCENT)
            painter.setFont(theme.sans(17 * unit, bold=True))
            painter.drawText(QPointF(left, y + 22 * unit), name)
            y += ROW * unit
            for text, keys in self._groups[name]:
                painter.setPen(QPen(theme.LINE, 1))
                painter.drawLine(QPointF(left, y), QPointF(left + width, y))
                painter.setPen(theme.INK)
                painter.setFont(theme.sans(17 * unit))
                painter.drawText(QPointF(left, y + 25 * unit), text)
                _paint_keys(painter, keys, left + width, y + ROW * unit / 2, unit)
                y += ROW * unit
            y += 0.6 * ROW * unit


_LINES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
EDGE, CLICK = 12.0, 8.0  # pixels around a list that scrolls, and that a click may slip
ROW = 37.0
COLUMN, GAP = 524.0, 44.0
MARKS = "How doubt is drawn"
MARKS_ROW, MARKS_COLUMNS = 31.0, 3
MARKS_HEIGHT = 36.0 + MARKS_ROW * -(-len(KEY) // MARKS_COLUMNS)


def _paint_marks(painter: QPainter, card: QRectF, unit: float) -> None:
    """The key to the marks of doubt, from the card's top on, in columns read downwards."""
    left, margin = card.left() + 44 * unit, 88 * unit
    painter.setPen(theme.ACCENT)
    painter.setFont(theme.sans(17 * unit, bold=True))
    painter.drawText(QPointF(left, card.top() + 22 * unit), MARKS)
    rows = -(-len(KEY) // MARKS_COLUMNS)
    column = (card.width() - margin) / MARKS_COLUMNS
    font = theme.sans(16 * unit)
    metrics = QFontMetricsF(font)
    for number, sample in enumerate(KEY):
        x = left + number // rows * column
        middle = card.top() + (36 + MARKS_ROW * (number % rows + 0.5)) * unit
        paint_sample(painter, QRectF(x, middle - 10 * unit, 48 * unit, 20 * unit), sample, unit)
        painter.setPen(theme.INK)
        painter.setFont(font)
        baseline = middle + metrics.capHeight() / 2
        painter.drawText(QPointF(x + 60 * unit, baseline), sample.words)


def _paint_keys(
    painter: QPainter, keys: list[str], right: float, middle: float, unit: float
) -> None:
    font = theme.sans(14.5 * unit, bold=True)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    for key in reversed(keys):
        width = max(metrics.horizontalAdvance(key) + 16 * unit, 28 * unit)
        plate = QRectF(right - width, middle - 13 * unit, width, 26 * unit)
        painter.setPen(QPen(theme.LINE, 1))
        painter.setBrush(theme.CARD)
        painter.drawRoundedRect(plate, 5 * unit, 5 * unit)
        painter.setPen(theme.INK)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, key)
        right -= width + 7 * unit

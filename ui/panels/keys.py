"""The overlay that lists all keys, made from the table of actions itself."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.actions import LessonAction, key_names

Groups = dict[str, list[tuple[str, list[str]]]]
NOTE = "A key held down steps once. Esc or F1 closes this list."
# Reference pixels: a column, the room between columns, above and below them, around the card.
COLUMN, GAP, HEADING, BELOW, MARGIN = 524.0, 44.0, 104.0, 44.0, 48.0
ROW = 37.0
MOST_UNIT = 2.0


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


def card_size(groups: Groups, columns: list[list[str]]) -> tuple[float, float]:
    """The width and the height of the card with these columns, in reference pixels."""
    rows = max(sum(len(groups[name]) + 1.6 for name in column) for column in columns)
    return GAP + len(columns) * (COLUMN + GAP), HEADING + rows * ROW + BELOW


def fitting(groups: Groups, width: int, height: int) -> tuple[int, float]:
    """How many columns let the list be largest in a window of that size, and how large then."""
    best = (2, 0.0)
    for count in range(2, 6):
        wide, tall = card_size(groups, in_columns(groups, count))
        unit = min(width / (wide + MARGIN), height / (tall + MARGIN), MOST_UNIT)
        if unit > best[1]:
            best = (count, unit)
    return best


class KeysOverlay(QWidget):
    """Covers the window with the list of keys; a click closes it."""

    def __init__(self, actions: Iterable[LessonAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._groups = grouped(actions)
        self.setAccessibleName("All keys")
        self.setAccessibleDescription(self.as_text())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def as_text(self) -> str:
        """The whole list as lines, as a screen reader reads it."""
        return "\n".join(
            f"{text}: {' or '.join(keys)}" for rows in self._groups.values() for text, keys in rows
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), theme.with_alpha(theme.NIGHT, 0.72))
            count, unit = fitting(self._groups, self.width(), self.height())
            columns = in_columns(self._groups, count)
            wide, tall = card_size(self._groups, columns)
            card = QRectF(0, 0, wide * unit, tall * unit)
            card.moveCenter(QRectF(self.rect()).center())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.PAPER)
            painter.drawRoundedRect(card, 14 * unit, 14 * unit)
            self._paint_title(painter, card, unit)
            for number, names in enumerate(columns):
                left = card.left() + (GAP + number * (COLUMN + GAP)) * unit
                top = card.top() + HEADING * unit
                self._paint_column(painter, names, left, top, COLUMN * unit, unit)

    def _paint_title(self, painter: QPainter, card: QRectF, unit: float) -> None:
        painter.setPen(theme.INK)
        painter.setFont(theme.serif(30 * unit))
        painter.drawText(QPointF(card.left() + 44 * unit, card.top() + 58 * unit), "All keys")
        painter.setPen(theme.MUTED)
        font = theme.sans(16 * unit)
        painter.setFont(font)
        width = QFontMetricsF(font).horizontalAdvance(NOTE)
        painter.drawText(QPointF(card.right() - 44 * unit - width, card.top() + 58 * unit), NOTE)

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

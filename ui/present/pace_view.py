"""The time of the lesson at a glance: clock, elapsed, planned end, ahead or behind."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QTimer, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLabel

from ui import theme
from ui.present.clock import LessonClock, Standing
from ui.present.looks import plate_pen
from ui.present.words import late_words, stopwatch, time_of_day

SECOND_MS = 1000
SMALL, LEAST = 0.42, 12.0  # the size of what stands under a time, and its least in pixels


class Cell(NamedTuple):
    """A time and what it is."""

    time: str
    label: str
    urgent: bool = False


def cells(standing: Standing, now: float) -> tuple[Cell, ...]:
    """The four times, from the clock on the wall to how the lesson stands."""
    minutes = f"{standing.length / 60:g} min"
    late = late_words(standing.late)
    return (
        Cell(time_of_day(now), "now"),
        Cell(
            stopwatch(standing.elapsed),
            f"of {minutes}" if standing.runs or not standing.begun else f"of {minutes}, stopped",
            urgent=standing.begun and not standing.runs,
        ),
        Cell(time_of_day(standing.ends_at), "planned end"),
        Cell(late.text, "by the plan" if standing.begun else "if begun now", late.urgent),
    )


class PaceView(QLabel):
    """Four times in a row, or in two rows where `columns` is 2."""

    def __init__(self, clock: LessonClock, *, columns: int = 4) -> None:
        super().__init__()
        self._clock = clock
        self._columns = columns
        self._pixels = 34.0
        self._tick = QTimer(self, interval=SECOND_MS)
        self._tick.timeout.connect(self._on_tick)
        self.setAccessibleName("Time of the lesson")
        clock.changed.connect(self._on_tick)

    def scale(self, pixels: float) -> None:
        """Set the size of the times."""
        self._pixels = pixels
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        self._tick.start()
        self._on_tick()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()

    @Slot()
    def _on_tick(self) -> None:
        if self.isVisible():
            told = cells(self._clock.standing(), self._clock.now)
            self.setText(". ".join(f"{cell.time} {cell.label}" for cell in told))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        told = cells(self._clock.standing(), self._clock.now)
        rows = -(-len(told) // self._columns)
        gap = round(self._pixels * 0.3)
        width = (self.width() - gap * (self._columns - 1)) / self._columns
        height = (self.height() - gap * (rows - 1)) / rows
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, cell in enumerate(told):
                row, column = divmod(number, self._columns)
                box = QRectF(column * (width + gap), row * (height + gap), width, height)
                self._paint_cell(painter, box, cell)

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        painter.setPen(plate_pen(self._pixels / 30))
        painter.setBrush(theme.URGENT if cell.urgent else theme.PAGE_PLATE)
        painter.drawRoundedRect(box, self._pixels * 0.2, self._pixels * 0.2)
        ink = theme.ON_URGENT if cell.urgent else theme.ON_NIGHT
        muted = theme.ON_URGENT if cell.urgent else theme.MUTED_ON_NIGHT
        room = box.adjusted(self._pixels * 0.4, 0, -self._pixels * 0.4, 0)
        middle = box.center().y()
        big = _narrowed(cell.time, self._pixels, room.width(), bold=True)
        _write(painter, room, middle + 0.08 * self._pixels, cell.time, big, ink)
        small = _narrowed(cell.label, max(self._pixels * SMALL, LEAST), room.width(), bold=False)
        _write(
            painter,
            room,
            middle + 0.3 * self._pixels + max(self._pixels * SMALL, LEAST),
            cell.label,
            small,
            muted,
        )


def _narrowed(text: str, pixels: float, room: float, *, bold: bool) -> QFont:
    """A font as large as it should be, or as the room allows."""
    font = theme.sans(pixels, bold=bold)
    needed = QFontMetricsF(font).horizontalAdvance(text)
    if needed > room:
        font = theme.sans(max(int(pixels * room / needed), 8), bold=bold)
    return font


def _write(
    painter: QPainter, room: QRectF, baseline: float, text: str, font: QFont, ink: QColor
) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(QPointF(room.left(), baseline), text)

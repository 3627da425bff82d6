"""The plan as a bar: every stop as wide as its minutes, where the class is, where it should be."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QShowEvent,
)
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

from db.records import Priority
from ui import theme
from ui.explorer import Explorer
from ui.present import plan
from ui.present.clock import LessonClock
from ui.present.looks import priority_colour
from ui.present.plan import Block
from ui.present.words import step_words
from ui.state import ViewState, seen_by_audience

REFRESH_MS = 5_000
HEIGHTS = {"must": 1.0, "should": 0.72, "could": 0.46}  # never by colour alone


class PlanBar(QWidget):
    """A click flies to the stop under it; the tip says which one that is."""

    def __init__(self, explorer: Explorer, clock: LessonClock) -> None:
        super().__init__()
        self._explorer = explorer
        self._clock = clock
        self._tick = QTimer(self, interval=REFRESH_MS)
        self._tick.timeout.connect(self.update)
        self.setAccessibleName("The plan of the tour")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        explorer.changed.connect(self._on_changed)
        clock.changed.connect(self.update)

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        seen, before = seen_by_audience(new), seen_by_audience(old)
        if (seen.place, new.place, new.skipped) != (before.place, old.place, old.skipped):
            self.update()

    def showEvent(self, event: QShowEvent) -> None:
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()

    def number_at(self, x: float) -> int:
        """The stop at a pixel."""
        share = min(max(x / max(self.width(), 1), 0.0), 1.0)
        bar = self._blocks()
        return next((block.number for block in bar if share <= block.last), bar[-1].number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._explorer.go_to_step(self.number_at(event.position().x()))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self.number_at(event.pos().x())
            step = self._explorer.tour.steps[number]
            words = f"{number + 1}  {step.title}\n{step_words(step)}"
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _blocks(self) -> tuple[Block, ...]:
        return plan.blocks(self._explorer.tour, self._explorer.state.skipped)

    def paintEvent(self, event: QPaintEvent) -> None:
        state = self._explorer.state
        seen = seen_by_audience(state).step
        top, foot = self.height() * 0.28, self.height() * 0.96
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for block in self._blocks():
                self._paint_block(painter, block, top, foot, told=block.number < seen)
                if block.number == seen:
                    self._paint_place(painter, self._box(block, 0, self.height()))
                elif block.number == state.step:
                    painter.setPen(QPen(theme.URGENT, 2, Qt.PenStyle.DotLine))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(self._box(block, top, foot).adjusted(0, -2, 0, 1))
            if self._clock.pace.began is not None:
                self._paint_due(painter, self._clock.due() * self.width(), top)

    def _box(self, block: Block, top: float, foot: float) -> QRectF:
        left, right = block.first * self.width(), block.last * self.width()
        return QRectF(
            left, top, max(right - left - (1.5 if right - left > 5 else 0.5), 1), foot - top
        )

    def _paint_block(
        self, painter: QPainter, block: Block, top: float, foot: float, *, told: bool
    ) -> None:
        box = self._box(block, foot - (foot - top) * HEIGHTS[block.priority], foot)
        colour = priority_colour(block.priority)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.with_alpha(colour, 0.32 if told else 1.0))
        if told and theme.worn().contrast:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 1.2))
        if block.skipped:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DashLine))
            box.adjust(0.6, 0.6, -0.6, -0.6)
            painter.drawLine(box.bottomLeft(), box.topRight())
        painter.drawRect(box)

    def _paint_place(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(theme.ACCENT.lighter(135), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1.5, self.height() * 0.22, -1.5, -1.5))

    def _paint_due(self, painter: QPainter, x: float, top: float) -> None:
        """A pointer to where the lesson should be by now."""
        size = max(self.height() * 0.2, 6)
        x = min(max(x, size * 0.7), self.width() - size * 0.7)
        painter.setPen(QPen(theme.PAGE, 1))
        painter.setBrush(theme.URGENT)
        tip = QPointF(x, top + size * 0.25)
        painter.drawPolygon(
            QPolygonF([tip, tip - QPointF(size * 0.7, size), tip - QPointF(-size * 0.7, size)])
        )
        painter.fillRect(QRectF(x - 0.75, top, 1.5, self.height() - top), theme.URGENT)


class PlanKey(QLabel):
    """Which blocks of the bar stand for what: must, should, could."""

    def __init__(self) -> None:
        super().__init__()
        self._pixels = 14.0
        self.setText(", ".join(HEIGHTS))
        self.setAccessibleName("The plan’s blocks, from high to low")

    def scale(self, pixels: float) -> None:
        """Set the size of the words."""
        self._pixels = pixels
        self.setFont(theme.sans(pixels))
        self.update()

    def sizeHint(self) -> QSize:
        words = sum(QFontMetricsF(self.font()).horizontalAdvance(word) for word in HEIGHTS)
        return QSize(ceil(words + len(HEIGHTS) * 2.2 * self._pixels), ceil(1.6 * self._pixels))

    def paintEvent(self, event: QPaintEvent) -> None:
        x, side = 0.0, 0.9 * self._pixels
        foot = self.height() / 2 + 0.36 * self._pixels
        with QPainter(self) as painter:
            painter.setFont(self.font())
            for priority in Priority:
                high = side * HEIGHTS[priority]
                painter.fillRect(QRectF(x, foot - high, side, high), priority_colour(priority))
                painter.setPen(theme.MUTED_ON_NIGHT)
                painter.drawText(QPointF(x + side + 0.35 * self._pixels, foot), priority.value)
                words = painter.fontMetrics().horizontalAdvance(priority.value)
                x += side + words + 1.3 * self._pixels

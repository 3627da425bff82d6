"""Small widgets of the pages of own lessons and of the rehearsal, in the lesson's own look."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QLabel,
    QPlainTextEdit,
    QWidget,
)

from db.own.records import LEAST_MINUTES, MINUTES_STEP, MOST_MINUTES
from db.own.telling import Minutes
from db.records import Priority
from ui import theme
from ui.button import PAPER, Button
from ui.dress import tone
from ui.field import paint_field, see_through
from ui.own.words import minutes_words, stops_words
from ui.panels.own_list import chip_colours
from ui.panels.parts import QuietScrollBar

Key = Qt.Key
LEAST, MOST = 1.0, 7.0  # lines of a field
_NEVER_TYPED = {Key.Key_PageDown, Key.Key_PageUp, Key.Key_F5, Key.Key_Escape}


class Words(QLabel):
    """Words that wrap, in a colour of the look by its name there."""

    def __init__(self, colour: str = "ink", *, wraps: bool = True) -> None:
        super().__init__()
        self._colour = colour
        self.setWordWrap(wraps)
        self.setTextFormat(Qt.TextFormat.PlainText)
        tone(self, colour)

    def say(self, words: str, colour: str = "") -> None:
        """Say something else, in another colour if one is named."""
        self.setText(words)
        if colour and colour != self._colour:
            self._colour = colour
            tone(self, colour)


def action(parent: QWidget, text: str, tip: str, do: Callable[[], None]) -> QAction:
    """What a button of a page does; the keys of the lesson stay as they are."""
    made = QAction(text, parent)
    made.setToolTip(tip)
    made.triggered.connect(do)
    return made


class Field(QPlainTextEdit):
    """A few lines to write. Tab leads on to the next part; the page scrolls, not the field.

    Signals:
        left: the focus has gone elsewhere.
    """

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._unit = 1.0
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setVerticalScrollBar(QuietScrollBar())
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def scale(self, unit: float, pixels: float = 18.0) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self.setFont(theme.sans(pixels * unit))
        self.wear()
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Be as tall as the words need, within limits."""
        lines = min(max(self.document().documentLayout().documentSize().height(), LEAST), MOST)
        line = QFontMetricsF(self.font()).lineSpacing()
        height = round((lines + 0.15) * line + 26 * self._unit)
        self.setFixedHeight(max(height, theme.TOUCH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wear(self) -> None:
        """Take on the colours of the look."""
        unit, edge = self._unit, round(10 * self._unit)
        ground = theme.CARD if self.isReadOnly() else theme.PAPER
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {ground.name()}; color: {theme.INK.name()};"
            f" border: {max(round(1.5 * unit), 1)}px solid {theme.LINE.name()};"
            f" border-radius: {round(6 * unit)}px; padding: {edge}px; }}"
            f"QPlainTextEdit:focus {{ border-color: {theme.FOCUS.name()}; }}"
        )

    def show_text(self, text: str, *, settled: bool = False) -> None:
        """Show words unless the field has them, but for blanks; `settled` shows them exactly."""
        ours = self.toPlainText()
        if (ours != text) if settled else (ours.split() != text.split()):
            self.setPlainText(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus() and self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()


class MinutesBox(QDoubleSpinBox):
    """Minutes by halves: typed, by arrow keys and wheel, or by a − and a + for a finger."""

    def __init__(self, name: str, least: float = LEAST_MINUTES, most: float = MOST_MINUTES) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(least, most)
        self.setSingleStep(MINUTES_STEP)
        self.setDecimals(1)
        self.setSuffix(" min")
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setFrame(False)
        see_through(self.lineEdit())
        self._unit = 1.0
        self.less = Button(action(self, "Less", f"{name}: fewer", self.stepDown), look=PAPER)
        self.more = Button(action(self, "More", f"{name}: more", self.stepUp), look=PAPER)
        for button, sign in ((self.less, "−"), (self.more, "+")):
            button.setText(sign)
            button.setParent(self)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setCursor(Qt.CursorShape.ArrowCursor)
            button.setAutoRepeat(True)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self.setFont(theme.sans(18 * unit))
        side = max(round(46 * unit), theme.TOUCH)
        words = QFontMetricsF(self.font()).horizontalAdvance(self._longest())
        self.setFixedSize(2 * side + round(words + 14 * unit), side)
        self.lineEdit().setTextMargins(side, 0, side, 0)
        self.less.setGeometry(0, 0, side, side)
        self.more.setGeometry(self.width() - side, 0, side, side)
        for button in (self.less, self.more):
            button.scale(unit, 20)

    def _longest(self) -> str:
        most = self.textFromValue(self.maximum() - self.singleStep() % 1)
        return f"{most}{self.suffix()}"

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            focused = self.lineEdit().hasFocus()
            paint_field(painter, self, self._unit, focused=focused)

    def textFromValue(self, value: float) -> str:
        return self.locale().toString(value, "f", 0 if value == int(value) else 1)

    def keeps_key(self, event: QKeyEvent) -> bool:
        """Whether a key is the field's own rather than the lesson's."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        key = Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return key in (Key.Key_A, Key.Key_C, Key.Key_V, Key.Key_X)
        return key not in _NEVER_TYPED and not Key.Key_F1 <= event.key() <= Key.Key_F35

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()  # scrolling past it must not change it


class Tick(QCheckBox):
    """A box to tick, with the drawing and the size of the lesson's look."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._unit = 1.0

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self.setFont(theme.sans(18 * unit))
        self.setMinimumHeight(max(round(40 * unit), theme.TOUCH))

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.text()) + 46 * self._unit
        return QSize(round(wide), max(round(40 * self._unit), theme.TOUCH))

    def hitButton(self, at: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        unit = self._unit
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(1.0 if self.isEnabled() else theme.worn().disabled)
            side = 24 * unit
            tick = QRectF(3 * unit, (self.height() - side) / 2, side, side)
            painter.setPen(QPen(theme.FOCUS if self.hasFocus() else theme.INK, 2 * unit))
            painter.setBrush(theme.INK if self.isChecked() else theme.PAPER)
            painter.drawRoundedRect(tick, 5 * unit, 5 * unit)
            if self.hasFocus():
                ring = tick.adjusted(-3 * unit, -3 * unit, 3 * unit, 3 * unit)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(ring, 7 * unit, 7 * unit)
            if self.isChecked():
                pen = QPen(theme.PAPER, 3 * unit)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                points = ((0.24, 0.52), (0.43, 0.72), (0.77, 0.30))
                where = [QPointF(tick.x() + x * side, tick.y() + y * side) for x, y in points]
                painter.drawPolyline(where)
            painter.setFont(self.font())
            painter.setPen(theme.INK)
            across = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            painter.drawText(self.rect().adjusted(round(38 * unit), 0, 0, 0), across, self.text())


class PlanBar(QWidget):
    """The minutes of must, should and could, as a bar with their words below, in lines."""

    def __init__(self) -> None:
        super().__init__()
        self._unit = 1.0
        self._minutes: Mapping[Priority, Minutes] = {}

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self._fit()

    def show_minutes(self, minutes: Mapping[Priority, Minutes]) -> None:
        """Show another plan."""
        self._minutes = minutes
        self.setAccessibleName(", ".join(words for _, words in self._said()))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """Be as tall as the lines of words need."""
        below = max((at.y() for _, _, at in self._placed()), default=0.0)
        self.setFixedHeight(round(below + 14 * self._unit))
        self.update()

    def _said(self) -> list[tuple[Priority, str]]:
        return [
            (
                priority,
                f"{priority.value} {stops_words(of_it.stops)} · {minutes_words(of_it.minutes)}",
            )
            for priority, of_it in self._minutes.items()
        ]

    def _placed(self) -> list[tuple[Priority, str, QPointF]]:
        """The words of each priority, and where their baselines begin."""
        unit, metrics = self._unit, QFontMetricsF(self._font)
        placed: list[tuple[Priority, str, QPointF]] = []
        x, baseline = 0.0, 44 * unit
        for priority, words in self._said():
            wide = 22 * unit + metrics.horizontalAdvance(words)
            if x > 0 and x + wide > self.width():
                x, baseline = 0.0, baseline + 26 * unit
            placed.append((priority, words, QPointF(x, baseline)))
            x += wide + 24 * unit
        return placed

    @property
    def _font(self) -> QFont:
        return theme.sans(16 * self._unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        unit = self._unit
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            whole = sum(of_it.minutes for of_it in self._minutes.values())
            bar = QRectF(0, 2 * unit, self.width(), 16 * unit)
            x = bar.left()
            for priority, of_it in self._minutes.items():
                wide = bar.width() * of_it.minutes / whole if whole else 0.0
                plate, _ = chip_colours(priority)
                painter.fillRect(QRectF(x, bar.top(), wide, bar.height()), plate)
                x += wide
                painter.setPen(QPen(theme.MUTED, 1.2 * unit))
                painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom()))
            painter.drawRect(bar)
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        unit = self._unit
        painter.setFont(self._font)
        for priority, words, at in self._placed():
            plate, _ = chip_colours(priority)
            dot = QRectF(at.x() + unit, at.y() - 12 * unit, 13 * unit, 13 * unit)
            painter.setPen(QPen(theme.MUTED, 1.2 * unit))
            painter.setBrush(plate)
            painter.drawRect(dot)
            painter.setPen(theme.INK)
            painter.drawText(at + QPointF(22 * unit, 0), words)

"""Labels that draw themselves: their text is what a screen reader says, the look is ours."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QToolTip

from db.records import Figure
from ui import theme
from ui.letters import Face, wrapped, write
from ui.prose import figure_tip, figure_words


class Drawn(QLabel):
    """A label whose height follows from its width and from what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.unit = 1.0
        self.setWordWrap(True)  # a label without it never asks for a height by its width

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self.unit = unit
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 0)


class Title(Drawn):
    """The title of a stop, put together from kept letters."""

    SIZE, LINE = 36.0, 1.34  # reference pixels, and the distance of lines as a part of it

    def heightForWidth(self, width: int) -> int:
        return round(len(self._lines(width)) * self._line)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            metrics = self._face.metrics
            top = (self._line - metrics.capHeight()) / 2
            for number, line in enumerate(self._lines(self.width())):
                baseline = round(top + metrics.capHeight() + number * self._line)
                write(painter, 0.0, baseline, line, self._face, theme.INK)

    @property
    def _face(self) -> Face:
        return Face(serif=True, pixels=round(self.SIZE * self.unit))

    @property
    def _line(self) -> float:
        return self.SIZE * self.LINE * self.unit

    def _lines(self, width: int) -> list[str]:
        return wrapped(self.text(), self._face.metrics, width)


class Chips(Drawn):
    """The act and the themes of a stop, as two rounded plates."""

    HEIGHT, GAP, PADDING = 32.0, 9.0, 13.0

    def __init__(self) -> None:
        super().__init__()
        self._chips: list[tuple[str, QColor]] = []

    def show_words(self, act: str, themes: str) -> None:
        """Show the act and, where there are any, the themes."""
        self._chips = [(act, theme.INK)]
        if themes:
            self._chips.append((themes, _THEMES))
        self.setText(f"Act {act}. {themes}")

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return round(boxes[-1].bottom()) if boxes else round(self.HEIGHT * self.unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            font = self._font()
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            for box, (text, colour) in zip(self._boxes(self.width()), self._chips, strict=True):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
                painter.setPen(theme.ON_NIGHT)
                room = box.width() - 2 * self.PADDING * self.unit + 1
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
                baseline = box.center().y() + metrics.capHeight() / 2
                painter.drawText(QPointF(box.left() + self.PADDING * self.unit, baseline), shown)

    def _font(self) -> QFont:
        return theme.sans(17 * self.unit, bold=True)

    def _boxes(self, width: int) -> list[QRectF]:
        """The plates, from left to right, and on the next line where the width is used up."""
        metrics = QFontMetricsF(self._font())
        unit, x, y = self.unit, 0.0, 0.0
        boxes = []
        for text, _ in self._chips:
            needed = min(metrics.horizontalAdvance(text) + 2 * self.PADDING * unit, width)
            if x and x + needed > width:
                x, y = 0.0, y + (self.HEIGHT + 6) * unit
            boxes.append(QRectF(x, y, needed, self.HEIGHT * unit))
            x += needed + self.GAP * unit
        return boxes


_THEMES = QColor("#5F6E7C")


class FigureCards(Drawn):
    """The one to three key figures of a stop, side by side."""

    GAP, PADDING = 15.0, 14.0

    def __init__(self) -> None:
        super().__init__()
        self._figures: tuple[Figure, ...] = ()

    def show_figures(self, figures: tuple[Figure, ...]) -> None:
        """Show these figures; with none the cards take no room."""
        self._figures = figures[:3]
        self.setText(figure_words(self._figures))
        self.setVisible(bool(figures))

    def heightForWidth(self, width: int) -> int:
        inner = self._inner_width(width)
        lines = max((self._label_height(f.label, inner) for f in self._figures), default=0.0)
        return round(lines + 56 * self.unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            unit = self.unit
            inner = self._inner_width(self.width())
            for figure, box in zip(self._figures, self._boxes(), strict=True):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.CARD)
                painter.drawRoundedRect(box, 7 * unit, 7 * unit)
                left = box.left() + self.PADDING * unit
                painter.setPen(theme.INK)
                painter.setFont(_fitting(figure.shown, 26 * unit, inner))
                painter.drawText(QPointF(left, 36 * unit), figure.shown)
                painter.setPen(theme.MUTED)
                painter.setFont(self._label_font())
                label = QRectF(left, 46 * unit, inner, self.height() - 46 * unit)
                painter.drawText(label, figure.label, _WRAPPED)

    def tip_at(self, point: QPoint) -> str:
        """What the tip at a point says: the figure there with its date; nothing between cards."""
        for figure, box in zip(self._figures, self._boxes(), strict=True):
            if box.contains(QPointF(point)):
                return figure_tip(figure)
        return ""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().event(event)

    def _boxes(self) -> list[QRectF]:
        unit = self.unit
        width = self._inner_width(self.width()) + 2 * self.PADDING * unit
        return [
            QRectF(number * (width + self.GAP * unit), 0, width, self.height())
            for number in range(len(self._figures))
        ]

    def _inner_width(self, width: int) -> float:
        count = max(len(self._figures), 2)
        gaps = self.GAP * self.unit * (count - 1)
        return (width - gaps) / count - 2 * self.PADDING * self.unit

    def _label_font(self) -> QFont:
        return theme.sans(15 * self.unit)

    def _label_height(self, label: str, width: float) -> float:
        metrics = QFontMetricsF(self._label_font())
        box = QRectF(0, 0, width, 1000)
        return metrics.boundingRect(box, int(Qt.TextFlag.TextWordWrap), label).height()


_WRAPPED = QTextOption()
_WRAPPED.setWrapMode(QTextOption.WrapMode.WordWrap)


def _fitting(text: str, pixels: float, width: float) -> QFont:
    """The face of figures at that size, or smaller where the text is too wide."""
    font = theme.serif(pixels)
    needed = QFontMetricsF(font).horizontalAdvance(text)
    return font if needed <= width else theme.serif(pixels * width / needed)

"""Buttons that do what an action does, drawn in the lesson's own look."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QEnterEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton

from ui import theme
from ui.fonts import Widths
from ui.theme import Tone


class Icon(Enum):
    """A small drawing beside (or in place of) a button's text."""

    NONE = 0
    BACK = 1
    FORWARD = 2
    PLAY = 3
    PAUSE = 4
    CLOSE = 5
    MENU = 6
    SEARCH = 7


class Look(NamedTuple):
    """A button's colours: the plate, the plate under the pointer, text, text of the key hint.

    `edge` goes round the plate. Named colours are those of the look being worn.
    """

    plate: Tone
    hover: Tone
    text: Tone
    hint: Tone
    bold: bool = True
    edge: Tone = "edge"
    focus: Tone = "focus"


HEADER = Look(
    "clear",
    "night_hover",
    "on_night",
    "muted_on_night",
    edge="clear",
    focus="focus_on_night",
)
ACCENT = Look("accent", "accent_hover", "on_night", "on_night", focus="focus_on_night")
PAPER = Look("plate", "plate_hover", "ink", "muted")
NIGHT = Look("night", "night_hover", "on_night", "muted_on_night", focus="focus_on_night")
NIGHT_OPACITY = 0.86


class Button(QPushButton):
    """Does an action; `hint` is the key shown beside the text.

    A mouse click leaves the focus where it was, so that the next key still drives the lesson.
    """

    def __init__(
        self,
        action: QAction,
        *,
        look: Look,
        text: str = "",
        hint: str = "",
        icon: Icon = Icon.NONE,
    ) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._hint = hint
        self._unit = 1.0
        self._pixels = 18.0
        self._texts = self._hints = Widths(self.font())
        self.setText(text)
        self.setAccessibleName(action.text())
        self.setAccessibleDescription(action.toolTip())
        self.setToolTip(action.toolTip())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)

    def show_as(self, text: str, icon: Icon, name: str) -> None:
        """Change what the button says and how a screen reader calls it."""
        if (text, icon) != (self.text(), self._icon):
            self._icon = icon
            self.setText(text)
            self.setAccessibleName(name)
            self.update()

    def dress(self, look: Look) -> None:
        """Change the colours."""
        if look != self._look:
            self._look = look
            self.update()

    def scale(self, unit: float, pixels: float = 18.0) -> None:
        """Set the sizes: pixels per reference pixel, and the text's reference size."""
        self._unit = unit
        self._pixels = pixels
        self._texts = Widths(theme.sans(pixels * unit, bold=self._look.bold))
        self._hints = Widths(theme.sans(pixels * unit * 0.86))
        self.setFont(self._texts.font)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        unit = self._unit
        width = 2 * 15 * unit + self._texts[self.text()]
        if self._hint:
            width += self._hints[self._hint] + 9 * unit
        if self._icon is not Icon.NONE:
            width += self._pixels * unit * 0.8 + (9 * unit if self.text() else 0)
        height = self._texts.metrics.height() + 2 * 8 * unit
        return QSize(round(width), round(height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(1.0 if self.isEnabled() else theme.worn().disabled)
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            lit = self.isEnabled() and (self.underMouse() or self.isDown())
            self._paint_plate(painter, box, self._plate(lit=lit))
            if self.isDown():
                painter.translate(0, max(1.0, self._unit))
            self._paint_content(painter)

    def _plate(self, *, lit: bool) -> QColor:
        if lit:
            return theme.colour(self._look.hover)
        plate = theme.colour(self._look.plate)
        return theme.veil(plate, NIGHT_OPACITY) if self._look is NIGHT else plate

    def _paint_plate(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        radius = 8 * self._unit
        edge = theme.colour(self._look.edge)
        painter.setPen(QPen(edge, 1.5 * self._unit) if edge.alpha() else Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(self._look.focus), theme.worn().ring * self._unit))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = 2 * self._unit
            painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)

    def _paint_content(self, painter: QPainter) -> None:
        unit = self._unit
        icon = self._pixels * unit * 0.8 if self._icon is not Icon.NONE else 0.0
        text = self._texts[self.text()]
        hint = self._hints[self._hint]
        parts = [part for part in (icon, text, hint) if part]
        ink = theme.colour(self._look.text)
        x = (self.width() - sum(parts) - 9 * unit * (len(parts) - 1)) / 2
        middle = self.height() / 2
        baseline = middle + self._texts.metrics.capHeight() / 2
        for part in self._order():
            if part == "icon" and icon:
                centre = QPointF(x + icon / 2, middle)
                draw_icon(painter, self._icon, centre, icon, ink)
                x += icon + 9 * unit
            elif part == "text" and text:
                painter.setFont(self._texts.font)
                painter.setPen(ink)
                painter.drawText(QPointF(x, baseline), self.text())
                x += text + 9 * unit
            elif part == "hint" and hint:
                painter.setFont(self._hints.font)
                painter.setPen(theme.colour(self._look.hint))
                painter.drawText(QPointF(x, baseline), self._hint)
                x += hint + 9 * unit

    def _order(self) -> tuple[str, str, str]:
        if self._icon in (Icon.FORWARD, Icon.MENU):
            return ("text", "hint", "icon")
        return ("icon", "text", "hint")


def draw_icon(painter: QPainter, icon: Icon, centre: QPointF, size: float, colour: QColor) -> None:
    """Draw an icon as strokes and fills: no font need have the sign."""
    painter.save()
    painter.translate(centre)
    painter.scale(size / 2, size / 2)  # drawn in a square from -1 to 1
    pen = QPen(colour, 0.34, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    path = QPainterPath()
    match icon:
        case Icon.BACK | Icon.FORWARD:
            tip = -0.45 if icon is Icon.BACK else 0.45
            path.moveTo(-tip, -0.85)
            path.lineTo(tip, 0)
            path.lineTo(-tip, 0.85)
            painter.drawPath(path)
        case Icon.PLAY:
            path.moveTo(-0.55, -0.75)
            path.lineTo(0.75, 0)
            path.lineTo(-0.55, 0.75)
            path.closeSubpath()
            painter.fillPath(path, colour)
        case Icon.PAUSE:
            painter.fillRect(QRectF(-0.65, -0.8, 0.45, 1.6), colour)
            painter.fillRect(QRectF(0.2, -0.8, 0.45, 1.6), colour)
        case Icon.CLOSE:
            painter.drawLine(QPointF(-0.65, -0.65), QPointF(0.65, 0.65))
            painter.drawLine(QPointF(-0.65, 0.65), QPointF(0.65, -0.65))
        case Icon.MENU:
            path.moveTo(-0.6, -0.25)
            path.lineTo(0, 0.4)
            path.lineTo(0.6, -0.25)
            painter.drawPath(path)
        case Icon.SEARCH:
            painter.drawEllipse(QPointF(-0.18, -0.18), 0.6, 0.6)
            painter.drawLine(QPointF(0.27, 0.27), QPointF(0.85, 0.85))
        case Icon.NONE:
            pass
    painter.restore()

"""What follows the pointer over the map: a dot, a spotlight, a magnifier."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Slot
from PySide6.QtGui import (
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
)

from ui import theme
from ui.layers import Cursor, Layer, Sight, Touch
from ui.pen.box import PenBox
from ui.pen.kit import Aid, Kit

# Radii as shares of the picture's height.
DOT, SPOT, GLASS = 0.017, 0.17, 0.19
SOFT = 0.12  # of the spotlight's radius: its soft edge
DIMMED = 0.72
ENLARGED = 2.0


class AidsLayer(Layer):
    """Paints what points, under the pointer; before one has moved, in the middle of the map.

    `under` is the layer of strokes, which a magnifier enlarges with the map.
    """

    def __init__(self, box: PenBox, under: Layer) -> None:
        super().__init__()
        self._box = box
        self._under = under
        self._at: QPointF | None = None
        self._over = True
        box.changed.connect(self._on_kit_changed)

    def hover(self, touch: Touch, sight: Sight) -> None:
        before = self._covered(sight)
        self._at, self._over = touch.at, True
        if self._box.kit.aid is not Aid.NONE:
            self.changed.emit(before.united(self._covered(sight)))

    def leave(self) -> None:
        self._over = False
        if self._box.kit.aid is not Aid.NONE:
            self.changed.emit(None)

    def press(self, touch: Touch, sight: Sight) -> bool:
        """A finger that points does not swipe; with the mouse the map can still be dragged."""
        return touch.finger and self._box.kit.aid is not Aid.NONE

    def cursor(self, sight: Sight) -> Cursor | None:
        hides = self._box.kit.aid in (Aid.POINTER, Aid.MAGNIFIER)
        return Qt.CursorShape.BlankCursor if hides else None

    def paint(self, painter: QPainter, sight: Sight) -> None:
        aid = self._box.kit.aid
        if aid is Aid.NONE or (not self._over and aid is not Aid.SPOTLIGHT):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at, radius = self._place(sight), _radius(aid) * sight.height
        if aid is Aid.POINTER:
            _paint_dot(painter, at, radius)
        elif aid is Aid.SPOTLIGHT:
            _paint_spot(painter, at, radius, sight.rect)
        else:
            self._paint_glass(painter, at, radius, sight)
        painter.restore()

    def _paint_glass(self, painter: QPainter, at: QPointF, radius: float, sight: Sight) -> None:
        round_ = QPainterPath()
        round_.addEllipse(at, radius, radius)
        painter.save()
        painter.setClipPath(round_, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(at)
        painter.scale(ENLARGED, ENLARGED)
        painter.translate(-at)
        if sight.beneath is not None:
            seen = QRectF(0, 0, 2 * radius / ENLARGED, 2 * radius / ENLARGED)
            seen.moveCenter(at)
            part = seen.toAlignedRect().intersected(sight.rect)
            painter.drawImage(QRectF(part), sight.beneath, QRectF(part))
        self._under.paint(painter, sight)
        painter.restore()
        for colour, width in ((theme.INK, 0.009), (theme.ON_NIGHT, 0.006)):
            painter.setPen(QPen(colour, width * sight.height))
            painter.drawEllipse(at, radius, radius)

    def _place(self, sight: Sight) -> QPointF:
        return self._at if self._at is not None else QRectF(sight.rect).center()

    def _covered(self, sight: Sight) -> QRect:
        """The pixels that differ from the picture without the aid, or with it elsewhere."""
        reach = _radius(self._box.kit.aid) * sight.height * (1.4 + SOFT) + 6
        box = QRectF(0, 0, 2 * reach, 2 * reach)
        box.moveCenter(self._place(sight))
        return box.toAlignedRect()

    @Slot(object, object)
    def _on_kit_changed(self, new: Kit, old: Kit) -> None:
        if new.aid is not old.aid:
            self.changed.emit(None)


def _radius(aid: Aid) -> float:
    return {Aid.POINTER: DOT, Aid.SPOTLIGHT: SPOT, Aid.MAGNIFIER: GLASS}.get(aid, 0.0)


def _paint_dot(painter: QPainter, at: QPointF, radius: float) -> None:
    glow = QRadialGradient(at, 1.4 * radius)
    glow.setColorAt(0.6, theme.with_alpha(theme.INK, 0.45))
    glow.setColorAt(1, theme.with_alpha(theme.INK, 0.0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(glow)
    painter.drawEllipse(at, 1.4 * radius, 1.4 * radius)
    painter.setPen(QPen(theme.ON_NIGHT, 0.16 * radius))
    painter.setBrush(theme.ACCENT)
    painter.drawEllipse(at, radius, radius)


def _paint_spot(painter: QPainter, at: QPointF, radius: float, rect: QRect) -> None:
    outer = radius * (1 + SOFT)
    dark = theme.with_alpha(theme.INK, DIMMED)
    around = QPainterPath()
    around.addRect(QRectF(rect))
    around.addEllipse(at, outer, outer)
    painter.fillPath(around, dark)
    edge = QRadialGradient(at, outer)
    edge.setColorAt((1 - SOFT) / (1 + SOFT), theme.with_alpha(theme.INK, 0.0))
    edge.setColorAt(1, dark)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(edge)
    painter.drawEllipse(at, outer, outer)

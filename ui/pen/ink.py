"""How strokes look: a core in their colour with a rim that parts it from any ground."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from ui import theme
from ui.camera import Viewport
from ui.layers import Sight
from ui.pen.strokes import Colour, Point, Stroke, Tool, tangents

RIM = 0.0018  # share of the picture's height, on each side
MARKER_OPACITY = 0.45
# Strokes keep their colours in every look: they are the teacher's own.
LIGHT, DARK = QColor("#FFFFFF"), theme.LIGHT.ink


class Ink(NamedTuple):
    """A colour of strokes: the core, and the rim around it."""

    core: QColor
    rim: QColor


INKS = {
    Colour.INK: Ink(DARK, LIGHT),
    # A little darker than the accent elsewhere: it must stand out from orange land as well.
    Colour.ACCENT: Ink(QColor("#A62A18"), LIGHT),
    Colour.WHITE: Ink(LIGHT, DARK),
    Colour.YELLOW: Ink(QColor("#FFD400"), DARK),
}


def transform_of(view: Viewport) -> QTransform:
    """From metres on the plane to pixels."""
    scale = 1 / view.metres
    return QTransform(scale, 0, 0, -scale, -view.x0 * scale, view.y0 * scale)


class Paths:
    """The lines of finished strokes on the plane, each made once."""

    def __init__(self) -> None:
        self._made: dict[int, QPainterPath] = {}

    def of(self, stroke: Stroke) -> QPainterPath:
        """The smooth line of a stroke, in metres."""
        made = self._made.get(stroke.number)
        if made is None:
            made = self._made[stroke.number] = line(stroke)
        return made

    def keep_only(self, strokes: Iterable[Stroke]) -> None:
        """Forget the lines of all others."""
        numbers = {stroke.number for stroke in strokes}
        self._made = {n: path for n, path in self._made.items() if n in numbers}


def line(stroke: Stroke) -> QPainterPath:
    """The line in the middle of a stroke, in metres."""
    points = stroke.points
    if stroke.tool is Tool.RING:
        path = QPainterPath()
        path.addEllipse(QRectF(QPointF(*points[0]), QPointF(*points[-1])).normalized())
        return path
    if stroke.tool is Tool.ARROW:
        path = QPainterPath(QPointF(*points[0]))
        path.lineTo(*points[-1])
        return path
    return curve(points)


def curve(points: tuple[Point, ...]) -> QPainterPath:
    """A smooth line through all points."""
    path = QPainterPath(QPointF(*points[0]))
    ways = tangents(points)
    for n in range(len(points) - 1):
        a, b = points[n], points[n + 1]
        third = math.dist(a, b) / 3
        path.cubicTo(
            a[0] + ways[n][0] * third,
            a[1] + ways[n][1] * third,
            b[0] - ways[n + 1][0] * third,
            b[1] - ways[n + 1][1] * third,
            *b,
        )
    if len(points) == 1:  # a dot: a line that goes nowhere is not drawn
        path.lineTo(points[0][0] + 1e-3, points[0][1])
    return path


def paint_stroke(painter: QPainter, stroke: Stroke, path: QPainterPath, sight: Sight) -> None:
    """Paint a stroke whose line on the plane is `path`."""
    shown = transform_of(sight.view).map(path)
    ink, width = INKS[stroke.colour], stroke.width * sight.height
    if stroke.tool is Tool.HIGHLIGHTER:
        painter.save()
        painter.setOpacity(painter.opacity() * MARKER_OPACITY)
        painter.strokePath(shown, pen(ink.core, width))
        painter.restore()
        return
    rim = rim_of(sight)
    head = _head(shown, width) if stroke.tool is Tool.ARROW else None
    if head is not None:
        _shorten(shown, width)
    for colour, grown in ((ink.rim, 2 * rim), (ink.core, 0.0)):
        painter.strokePath(shown, pen(colour, width + grown))
        if head is not None:
            painter.setPen(pen(colour, max(grown, 0.15 * width)))
            painter.setBrush(colour)
            painter.drawPolygon(head)


def pen(colour: QColor, width: float) -> QPen:
    """A round pen of that many pixels."""
    return QPen(
        colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )


def rim_of(sight: Sight) -> float:
    """How wide the rim is, in pixels."""
    return max(RIM * sight.height, 1.0)


def reach(stroke: Stroke, sight: Sight) -> float:
    """How far the paint goes beyond the stroke's line, in pixels."""
    width = stroke.width * sight.height
    return width * (4 if stroke.tool is Tool.ARROW else 0.5) + 2 * rim_of(sight) + 2


def box_of(stroke: Stroke, path: QPainterPath, sight: Sight) -> QRect:
    """The pixels that the stroke may cover."""
    around = reach(stroke, sight)
    box = transform_of(sight.view).map(path).boundingRect()
    return box.adjusted(-around, -around, around, around).toAlignedRect()


def _head(shaft: QPainterPath, width: float) -> QPolygonF | None:
    """The arrow's head, in pixels, however near the map is."""
    tail, tip = _ends(shaft)
    length = math.hypot(tip.x() - tail.x(), tip.y() - tail.y())
    if not length:
        return None
    along = (tip - tail) / length
    across = QPointF(-along.y(), along.x())
    long = min(4.2 * width, length)
    back = tip - along * long
    return QPolygonF([tip, back + across * long * 0.48, back - across * long * 0.48])


def _shorten(shaft: QPainterPath, width: float) -> None:
    """End the shaft within the head, or its round end would stick out of the tip."""
    tail, tip = _ends(shaft)
    length = math.hypot(tip.x() - tail.x(), tip.y() - tail.y())
    end = tip - (tip - tail) * min(3 * width / length, 0.9)
    shaft.setElementPositionAt(shaft.elementCount() - 1, end.x(), end.y())


def _ends(path: QPainterPath) -> tuple[QPointF, QPointF]:
    first = path.elementAt(0)
    last = path.elementAt(path.elementCount() - 1)
    return QPointF(first.x, first.y), QPointF(last.x, last.y)

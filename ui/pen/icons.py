"""Small drawings for the pen's bar: strokes and fills, no font need have the sign."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF


class Sign(Enum):
    """What is drawn on a cell of the bar."""

    PEN = 1
    HIGHLIGHTER = 2
    ARROW = 3
    ERASER = 4
    RING = 5
    POINTER = 6
    SPOTLIGHT = 7
    MAGNIFIER = 8
    UNDO = 9
    REDO = 10
    CLEAR = 11
    CLASSES = 12


def draw_sign(painter: QPainter, sign: Sign, centre: QPointF, size: float, colour: QColor) -> None:
    """Draw a sign in a square of `size` pixels."""
    painter.save()
    painter.translate(centre)
    painter.scale(size / 2, size / 2)  # drawn in a square from -1 to 1
    pen = QPen(colour, 0.19, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAW[sign](painter, colour)
    painter.restore()


def _polygon(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _pen(painter: QPainter, colour: QColor) -> None:
    painter.rotate(45)
    painter.drawPolygon(
        _polygon((-0.26, -0.95), (0.26, -0.95), (0.26, 0.5), (0, 1.0), (-0.26, 0.5))
    )
    painter.drawLine(QPointF(-0.26, -0.55), QPointF(0.26, -0.55))
    painter.setBrush(colour)
    painter.drawPolygon(_polygon((0.11, 0.8), (0, 1.0), (-0.11, 0.8)))


def _highlighter(painter: QPainter, colour: QColor) -> None:
    painter.drawLine(QPointF(-0.95, 0.9), QPointF(0.95, 0.9))
    painter.translate(0.1, -0.15)
    painter.rotate(40)
    painter.drawPolygon(_polygon((-0.36, -0.85), (0.36, -0.85), (0.36, 0.25), (-0.36, 0.25)))
    painter.setBrush(colour)
    painter.drawPolygon(
        _polygon((-0.36, 0.25), (0.36, 0.25), (0.2, 0.62), (0.2, 0.85), (-0.2, 0.68), (-0.2, 0.62))
    )


def _arrow(painter: QPainter, colour: QColor) -> None:
    painter.drawLine(QPointF(-0.8, 0.8), QPointF(0.6, -0.6))
    painter.setBrush(colour)
    painter.drawPolygon(_polygon((0.85, -0.85), (0.62, -0.05), (0.05, -0.62)))


def _eraser(painter: QPainter, colour: QColor) -> None:
    painter.drawLine(QPointF(-0.2, 0.9), QPointF(0.95, 0.9))
    painter.translate(0.02, -0.02)
    painter.rotate(45)
    painter.drawRoundedRect(QRectF(-0.42, -0.95, 0.84, 1.75), 0.12, 0.12)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(-0.42, 0.15, 0.84, 0.65), 0.12, 0.12)


def _ring(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(QPointF(0, 0), 0.92, 0.68)


def _pointer(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(0, 0), 0.38, 0.38)
    for turn in range(8):
        painter.save()
        painter.rotate(45 * turn)
        painter.drawLine(QPointF(0, 0.75), QPointF(0, 0.92))
        painter.restore()


def _spotlight(painter: QPainter, colour: QColor) -> None:
    around = QPainterPath()
    around.addRoundedRect(QRectF(-0.95, -0.8, 1.9, 1.6), 0.2, 0.2)
    around.addEllipse(QPointF(0.05, 0), 0.5, 0.5)
    painter.fillPath(around, colour)


def _magnifier(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(QPointF(-0.2, -0.2), 0.62, 0.62)
    painter.setPen(QPen(colour, 0.32, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(0.34, 0.34), QPointF(0.82, 0.82))


def _undo(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath(QPointF(-0.3, 0.75))
    path.lineTo(0.25, 0.75)
    path.arcTo(QRectF(-0.35, -0.37, 1.2, 1.12), -90, 180)
    path.lineTo(-0.8, -0.37)
    painter.drawPath(path)
    painter.drawPolyline(_polygon((-0.38, -0.8), (-0.82, -0.37), (-0.38, 0.06)))


def _redo(painter: QPainter, colour: QColor) -> None:
    painter.scale(-1, 1)
    _undo(painter, colour)


def _clear(painter: QPainter, colour: QColor) -> None:
    painter.drawLine(QPointF(-0.8, -0.58), QPointF(0.8, -0.58))
    painter.drawPolyline(_polygon((-0.26, -0.6), (-0.2, -0.86), (0.2, -0.86), (0.26, -0.6)))
    painter.drawPolyline(_polygon((-0.62, -0.55), (-0.48, 0.9), (0.48, 0.9), (0.62, -0.55)))
    for x in (-0.18, 0.18):
        painter.drawLine(QPointF(x, -0.2), QPointF(x, 0.55))


def _classes(painter: QPainter, colour: QColor) -> None:
    for x, y, size in ((-0.55, -0.35, 0.24), (0.55, -0.35, 0.24), (0, -0.15, 0.32)):
        painter.drawEllipse(QPointF(x, y), size, size)
    path = QPainterPath(QPointF(-0.52, 0.85))
    path.arcTo(QRectF(-0.52, 0.35, 1.04, 1.0), 180, -180)
    path.closeSubpath()
    painter.drawPath(path)
    for side in (-1, 1):
        painter.drawPolyline(_polygon((side * 0.62, 0.1), (side * 0.92, 0.35), (side * 0.95, 0.6)))


_DRAW = {
    Sign.PEN: _pen,
    Sign.HIGHLIGHTER: _highlighter,
    Sign.ARROW: _arrow,
    Sign.ERASER: _eraser,
    Sign.RING: _ring,
    Sign.POINTER: _pointer,
    Sign.SPOTLIGHT: _spotlight,
    Sign.MAGNIFIER: _magnifier,
    Sign.UNDO: _undo,
    Sign.REDO: _redo,
    Sign.CLEAR: _clear,
    Sign.CLASSES: _classes,
}

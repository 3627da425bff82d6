"""Colours and small measures of the presenter's page, which is dark as the room is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPen

from db.records import Priority
from ui import theme
from ui.button import Look

TOOL = Look("tool", "tool_hover", "on_night", "muted_on_night", edge="tool_edge")
LIT = Look("urgent", "urgent_hover", "on_urgent", "on_urgent")


def priority_colour(priority: Priority) -> QColor:
    """The colour of a stop's priority on the page."""
    return theme.colour(priority.value)


def plate_pen(unit: float) -> QPen:
    """What goes round a plate of the page: nothing, but in high contrast."""
    edge = theme.TOOL_EDGE
    return QPen(edge, max(1.5 * unit, 1.0)) if edge.alpha() else QPen(Qt.PenStyle.NoPen)


def letter_box(room: QRectF, size: QSize) -> QRectF:
    """The largest box of that shape in the middle of a room."""
    fitted = QSizeF(size).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    box = QRectF(0, 0, round(fitted.width()), round(fitted.height()))
    box.moveCenter(room.center())
    box.moveTopLeft(box.topLeft().toPoint().toPointF())
    return box


def fitted(image: QImage, size: QSize) -> QImage:
    """The image in another size, every pixel an average of those it stands for."""
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )

"""Colours and small measures of the presenter's page, which is dark as the room is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage

from db.records import Priority
from ui import theme
from ui.button import Look

GROUND = QColor("#10171E")
PANEL = theme.LIGHT.night
EDGE = QColor("#3A4855")
# What must not be overlooked: 10:1 against its ink.
URGENT, INK_ON_URGENT = QColor("#F2B632"), QColor("#141B22")
TOOL = Look(QColor("#2A3845"), QColor("#3A4B5A"), "on_night", "muted_on_night", edge="tool_edge")
LIT = Look(URGENT, QColor("#FFC94F"), INK_ON_URGENT, INK_ON_URGENT)
PRIORITIES = {
    Priority.MUST: QColor("#E8EDF1"),
    Priority.SHOULD: QColor("#9DB2C3"),
    Priority.COULD: QColor("#5F7688"),
}


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

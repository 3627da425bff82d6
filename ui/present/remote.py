"""The class's view, worked from a small picture of it on the teacher's screen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from ui.present.widget import PresentWidget


class Remote:
    """Hands on what a pointer does on a small picture, in the measure of the class's view.

    Dragging, scrubbing, zooming, and whatever else the view understands of a pointer, work as if
    done there; but no pointer and no buttons show to the class.
    """

    def __init__(self, audience: PresentWidget) -> None:
        self._audience = audience

    def to_audience(self, at: QPointF, box: QRectF) -> QPointF:
        """A point of the small picture, which fills `box`, as a point of the class's view."""
        x = (at.x() - box.left()) / max(box.width(), 1) * self._audience.width()
        y = (at.y() - box.top()) / max(box.height(), 1) * self._audience.height()
        return QPointF(x, y)

    def hand_on(self, event: QMouseEvent | QWheelEvent, box: QRectF) -> None:
        """Do there what is done here."""
        at = self.to_audience(event.position(), box)
        there = self._audience.mapToGlobal(at)
        copy: QMouseEvent | QWheelEvent
        if isinstance(event, QWheelEvent):
            copy = QWheelEvent(
                at,
                there,
                event.pixelDelta(),
                event.angleDelta(),
                event.buttons(),
                event.modifiers(),
                event.phase(),
                event.inverted(),
            )
        else:
            copy = QMouseEvent(
                event.type(), at, there, event.button(), event.buttons(), event.modifiers()
            )
        self._audience.worked_from_afar = True
        QApplication.sendEvent(self._audience, copy)
        self._audience.worked_from_afar = False
        event.accept()

"""What a hand does with the pen, and what is seen of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.pen.bar import Cell, PenBar
from ui.pen.ink import INKS
from ui.pen.strokes import Colour, Stroke
from ui.present.widget import PresentWidget

Key = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
START, END = QPoint(420, 250), QPoint(620, 330)


def drag(view: QWidget, *way: QPoint, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.mousePress(view, LEFT, held, way[0])
    for at in way[1:]:
        for n in range(1, 9):
            before = way[way.index(at) - 1]
            move(view, before + (at - before) * n / 8, held)
    QTest.mouseRelease(view, LEFT, held, way[-1])


def move(view: QWidget, at: QPoint, held: Qt.KeyboardModifier) -> None:
    """The mouse moves with the left button down; QTest itself knows no modifiers for that."""
    place = QPointF(at)
    event = QMouseEvent(QEvent.Type.MouseMove, place, view.mapToGlobal(place), LEFT, LEFT, held)
    QApplication.sendEvent(view, event)


def hover(view: QWidget, at: QPoint) -> None:
    """The mouse moves with no button down."""
    place, none = QPointF(at), Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, place, view.mapToGlobal(place), none, none, PLAIN)
    QApplication.sendEvent(view, event)


def picture(view: QWidget) -> QImage:
    return view.grab().toImage()


def shows(image: QImage, at: QPoint, colour: Colour = Colour.ACCENT) -> bool:
    """Whether a stroke of that colour covers a point."""
    found, wanted = image.pixelColor(at), INKS[colour].core
    pairs = zip(found.getRgb()[:3], wanted.getRgb()[:3], strict=True)  # type: ignore[index]
    return all(abs(a - b) <= 12 for a, b in pairs)


def middle(start: QPoint, end: QPoint) -> QPoint:
    return QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2)


def place_of(view: PresentWidget, stroke: Stroke, n: int = 0) -> QPoint:
    """Where a point of a stroke shows now."""
    sight = view.layers.sight()
    assert sight is not None
    return sight.pixel(*stroke.points[n]).toPoint()


def bar_of(view: QWidget) -> PenBar:
    (bar,) = view.findChildren(PenBar)
    return bar


def cell_of(bar: PenBar, name: str) -> Cell:
    return next(cell for cell in bar.cells if cell.accessibleName() == name)

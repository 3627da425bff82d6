"""The freehand stroke under way, as pictures into which only its newest piece is painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from ui.layers import Sight
from ui.pen.ink import INKS, MARKER_OPACITY, pen, rim_of
from ui.pen.strokes import Point, Stroke, Tool


class Trail:
    """Two pictures, one of the rim and one of the core: a rim must not cross an older core.

    They are kept from one stroke to the next; what the last one has covered is cleared.
    """

    def __init__(self) -> None:
        self._rim = QImage()
        self._core = QImage()
        self._covered = QRect()
        self._drawn = 0
        self._stroke: Stroke | None = None
        self._sight: Sight | None = None

    def fits(self, sight: Sight) -> bool:
        """Whether the map still shows where the trail was painted."""
        mine = self._sight
        return mine is not None and (mine.view, mine.rect) == (sight.view, sight.rect)

    def begin(self, stroke: Stroke, sight: Sight) -> None:
        """Be the trail of another stroke, or of the same where the map shows elsewhere."""
        rect = sight.rect
        size = QSize(rect.x() + rect.width(), rect.y() + rect.height())
        if self._rim.size() != size:
            self._rim, self._core = _nothing(size), _nothing(size)
            self._covered = QRect()
        self._clear()
        self._stroke, self._sight = stroke, sight

    def extend(self, points: list[Point]) -> QRect:
        """Paint what is new of the points; the pixels that changed."""
        if self._drawn > len(points) or len(points) == 2:  # one straight line, which turned
            gone = self._covered
            self._clear()
            return gone.united(self._paint(points))
        return self._paint(points[max(self._drawn - 1, 0) :], of=len(points))

    def paint(self, painter: QPainter) -> None:
        """Paint the trail over the map."""
        if self._stroke is None:
            return
        covered = self._covered.intersected(self._rim.rect())
        at = covered.topLeft()
        if self._stroke.tool is Tool.HIGHLIGHTER:
            painter.save()
            painter.setOpacity(painter.opacity() * MARKER_OPACITY)
            painter.drawImage(at, self._core, covered)
            painter.restore()
            return
        painter.drawImage(at, self._rim, covered)
        painter.drawImage(at, self._core, covered)

    def _paint(self, points: list[Point], of: int = 0) -> QRect:
        assert self._stroke is not None and self._sight is not None
        sight, ink = self._sight, INKS[self._stroke.colour]
        width, rim = self._stroke.width * sight.height, rim_of(sight)
        shown = [sight.pixel(x, y) for x, y in points]
        for image, colour, wide in (
            (self._rim, ink.rim, width + 2 * rim),
            (self._core, ink.core, width),
        ):
            with QPainter(image) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(pen(colour, wide))
                if len(shown) == 1:
                    painter.drawPoint(shown[0])
                else:
                    painter.drawPolyline(shown)
        self._drawn = of or len(points)
        changed = _around(shown, width / 2 + rim + 2)
        self._covered = self._covered.united(changed)
        return changed

    def _clear(self) -> None:
        covered = self._covered.intersected(self._rim.rect())
        if not covered.isEmpty():
            for image in (self._rim, self._core):
                with QPainter(image) as painter:
                    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
                    painter.fillRect(covered, 0)
        self._covered = QRect()
        self._drawn = 0


def _nothing(size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image


def _around(points: list[QPointF], by: float) -> QRect:
    xs, ys = [p.x() for p in points], [p.y() for p in points]
    box = QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))
    return box.adjusted(-by, -by, by, by).toAlignedRect()

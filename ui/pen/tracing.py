"""Tracing paper: the finished strokes of one stop as a see-through picture."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from ui.camera import Viewport
from ui.layers import Sight
from ui.pen.ink import Paths, box_of, paint_stroke
from ui.pen.strokes import Stroke

BEYOND = 0.5  # of the picture's sides: how far strokes are traced outside of it
MERGES = 1.15  # two patches become one that is at most so much larger than both


class Patch:
    """A piece of the paper with one stroke or some that lie close together, in pixels."""

    def __init__(self, rect: QRect) -> None:
        self.rect = rect
        self.image = _nothing(rect)

    def takes(self, box: QRect) -> bool:
        """Whether a stroke in that box is better kept here than on a patch of its own."""
        return _area(self.rect.united(box)) <= MERGES * (_area(self.rect) + _area(box))

    def cover(self, box: QRect) -> None:
        """Reach over that box too."""
        if not self.rect.contains(box):
            rect = self.rect.united(box)
            image = _nothing(rect)
            with QPainter(image) as painter:
                painter.drawImage(self.rect.topLeft() - rect.topLeft(), self.image)
            self.rect, self.image = rect, image


class Tracing:
    """Strokes painted for one view of the map; seen from elsewhere they are moved and scaled.

    It can be painted a little at a time: `paint_more`. What is empty between strokes far apart
    is not kept, for in a flight each pixel costs.
    """

    def __init__(self, strokes: Sequence[Stroke], paths: Paths, sight: Sight) -> None:
        self._paths = paths
        self._sight = sight
        self._waiting = deque(strokes)
        self._patches: list[Patch] = []

    @property
    def view(self) -> Viewport:
        """The view of the map that it was painted for."""
        return self._sight.view

    def suits(self, sight: Sight) -> bool:
        """Whether it shows just what would be painted anew."""
        return not self._waiting and self._is_for(sight)

    def _is_for(self, sight: Sight) -> bool:
        mine = self._sight
        return (mine.view, mine.rect, mine.height) == (sight.view, sight.rect, sight.height)

    def paint_more(self, seconds: float) -> None:
        """Go on painting for about so long."""
        end = time.perf_counter() + seconds
        while self._waiting and time.perf_counter() < end:
            self._trace(self._waiting.popleft())

    def add(self, stroke: Stroke) -> QRect:
        """Trace one more stroke; the pixels that it covers."""
        if self._waiting:
            self._waiting.append(stroke)
        else:
            self._trace(stroke)
        return box_of(stroke, self._paths.of(stroke), self._sight)

    def _trace(self, stroke: Stroke) -> None:
        path = self._paths.of(stroke)
        box = box_of(stroke, path, self._sight).intersected(_limits(self._sight))
        if box.isEmpty():
            return
        patch = next((patch for patch in self._patches if patch.takes(box)), None)
        if patch is None:
            patch = Patch(box)
            self._patches.append(patch)
        patch.cover(box)
        with QPainter(patch.image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-patch.rect.topLeft())
            paint_stroke(painter, stroke, path, self._sight)

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """Paint it where its strokes belong."""
        stays = self._is_for(sight)
        for patch in self._patches:
            if stays:
                painter.drawImage(patch.rect.topLeft(), patch.image)
            else:
                self._paint_moved(painter, patch, sight)

    def _paint_moved(self, painter: QPainter, patch: Patch, sight: Sight) -> None:
        corner = sight.pixel(*self.view.to_plane(patch.rect.left(), patch.rect.top()))
        scale = self.view.metres / sight.view.metres
        whole = QRectF(corner, patch.rect.size().toSizeF() * scale)
        # Only what is seen: Qt would look at each pixel of a picture grown far beyond the window.
        seen = whole.intersected(QRectF(sight.rect))
        if not seen.isEmpty():
            x, y = (seen.left() - corner.x()) / scale, (seen.top() - corner.y()) / scale
            part = QRectF(x, y, seen.width() / scale, seen.height() / scale)
            painter.drawImage(seen, patch.image, part)


def paint_all(painter: QPainter, strokes: Sequence[Stroke], sight: Sight) -> None:
    """Paint strokes at rest, just as a window shows them."""
    tracing = Tracing(strokes, Paths(), sight)
    tracing.paint_more(math.inf)
    painter.save()
    painter.setClipRect(sight.rect)
    tracing.paint(painter, sight)
    painter.restore()


def _limits(sight: Sight) -> QRect:
    rect = sight.rect
    beyond = QPoint(round(BEYOND * rect.width()), round(BEYOND * rect.height()))
    return QRect(rect.topLeft() - beyond, rect.bottomRight() + beyond)


def _area(rect: QRect) -> int:
    return rect.width() * rect.height()


def _nothing(rect: QRect) -> QImage:
    image = QImage(rect.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image

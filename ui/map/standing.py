"""The land of a camera that stands, kept for the frames that would show the same again.

While a date is dragged most frames change nothing on the land, nor does a question's answer; and
a flight's first frame, which answers a key, has hardly moved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from ui import theme
from ui.camera import Viewport
from ui.inscriptions import put
from ui.map.carried import Land
from ui.map.ground import Ground

STARTS_WITHIN = 0.0025  # of the picture's width: so far a flight moves it in its first 1/60 s


class _Kept(NamedTuple):
    view: Viewport
    manner: object
    shows: object
    fine: bool
    image: QImage


class StandingGround:
    """The ground painted finely last: below a dragged date it stays as it is."""

    def __init__(self) -> None:
        self._kept: tuple[tuple[Viewport, str], QImage] | None = None

    def drop(self) -> None:
        """Keep nothing."""
        self._kept = None

    def paint(self, painter: QPainter, ground: Ground, view: Viewport, *, fine: bool) -> None:
        """Show it, painted where it is of another view or in another look."""
        asked = view, theme.worn().name
        if self._kept and self._kept[0] == asked:
            put(painter, 0, 0, self._kept[1])
        elif fine:
            image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
            with QPainter(image) as inner:
                ground.paint(inner, view, fine=True)
            self._kept = (asked, image)
            put(painter, 0, 0, image)
        else:
            ground.paint(painter, view, fine=False)


class StandingLand:
    """The land painted last, if the camera stands."""

    def __init__(self) -> None:
        self._view: Viewport | None = None
        self._kept: _Kept | None = None

    def drop(self) -> None:
        """Keep nothing."""
        self._kept = self._view = None

    def paint(
        self,
        painter: QPainter,
        view: Viewport,
        manner: object,
        shows: object,
        paint: Callable[[QPainter], None],
        *,
        fine: bool,
    ) -> None:
        """Show the land, painted with `paint` where it `shows` something else than before.

        What is painted in motion is kept from a view's second frame on: the camera may move.
        """
        stands, self._view = fine or view == self._view, view
        kept, asked = self._kept, (view, manner, shows)
        if kept is None or asked != kept[:3] or (fine and not kept.fine):
            self._kept = None
            if not stands:
                paint(painter)
                return
            image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
            with QPainter(image) as inner:
                paint(inner)
            kept = self._kept = _Kept(*asked, fine, image)
        put(painter, 0, 0, kept.image)

    def paint_start(self, painter: QPainter, land: Land, manner: object) -> bool:
        """Show it as the first frame of a flight; false where another has to be painted.

        Where the picture was lower, what it lacks is painted.
        """
        kept = self._kept
        self.drop()
        if kept is None or not _begins(kept, land.view, manner):
            return False
        put(painter, 0, 0, kept.image)
        more = land.view.height - kept.view.height
        if more > 0:
            painter.save()
            below = QRectF(0, kept.view.height, land.view.width, more)
            painter.setClipRect(below, Qt.ClipOperation.IntersectClip)
            for layer in land.layers(land.view, 1):
                layer(painter)
            painter.restore()
        return True


def _begins(kept: _Kept, view: Viewport, manner: object) -> bool:
    """Whether the camera has hardly moved."""
    left, top = kept.view.to_pixel(view.x0, view.y0)
    right, bottom = kept.view.to_pixel(view.box.x1, view.box.y0)
    off = abs(left), abs(top), abs(right - view.width), abs(bottom - view.height)
    same = manner == kept.manner and view.width == kept.view.width
    return same and max(off) < STARTS_WITHIN * view.width

"""Land painted once and carried along for a few frames of a flight.

Painting land costs a flight more than all the rest. So it is painted ahead, a layer at each frame,
for where the camera will be in a moment, a little larger than the picture; and moved and scaled
with the camera until the next is ready. A date is at most two frames early or late.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from ui.camera import Viewport

MARGIN = 0.1  # of the picture's width, painted beyond each of its edges
MOST_SCALED = 1.25  # either way: beyond, lines get soft enough to be seen
# Beyond so many pixels the moving map is painted at half size and doubled.
FULL_SIZE_PIXELS = 3_200_000

Layer = Callable[[QPainter], None]


class Land(NamedTuple):
    """What gives the layers of the land of a view, in the order of painting.

    They are asked for with the view and the part of its size at which all on it is painted.
    """

    view: Viewport
    layers: Callable[[Viewport, float], tuple[Layer, ...]]


class CarriedLand:
    """The land of a flight's last frames, and that of the next ones as far as it is painted."""

    def __init__(self) -> None:
        self._shown: _Picture | None = None
        self._ahead: _Picture | None = None
        self._manner: object = None
        self._course: object = None
        self._flies = False

    def drop(self) -> None:
        """Forget it: the flight is over."""
        self._shown = self._ahead = self._course = None
        self._flies = False

    def paint(
        self,
        painter: QPainter,
        land: Land,
        manner: object,
        course: object,
        ahead: Callable[[], Land],
    ) -> None:
        """Paint land, and a layer of what will be shown in a moment.

        `ahead` is asked for the land of `frames_ahead` frames later on the same `course`. What is
        painted depends on view, date and `manner`.
        """
        if course is not self._course:
            self._ahead, self._course = None, course
        if manner != self._manner:
            self.drop()
            self._manner = manner
        if not self._flies and _shrinking(land.view) == 1:
            self._flies = True  # the first frame answers a key: no more is painted than is seen
            for layer in land.layers(land.view, 1):
                layer(painter)
            return
        if self._ahead and self._ahead.is_done:
            self._shown, self._ahead = self._ahead, None
        if self._shown is None or not self._shown.serves(land.view):
            self._shown, self._ahead = _Picture(land), None
            self._shown.finish()
        else:
            self._ahead = self._ahead or _Picture(ahead())
            self._ahead.go_on()
        self._shown.draw(painter, land.view)


def frames_ahead(layers: int) -> float:
    """After how many frames land is half through its service that is begun now."""
    return 1.5 * layers - 0.5


class _Picture:
    """Land of a view and a margin around it."""

    def __init__(self, land: Land) -> None:
        shrinking = _shrinking(land.view)
        self.view = _wider(land.view, shrinking)
        self._image = QImage(self.view.width, self.view.height, QImage.Format.Format_RGB32)
        self._left = list(land.layers(self.view, 1 / shrinking))

    @property
    def is_done(self) -> bool:
        return not self._left

    def go_on(self) -> None:
        """Paint one more layer."""
        with QPainter(self._image) as painter:
            self._left.pop(0)(painter)

    def finish(self) -> None:
        """Paint all layers."""
        while not self.is_done:
            self.go_on()

    def serves(self, view: Viewport) -> bool:
        """Whether it shows all of a view, sharply enough."""
        scale = self.view.metres / view.metres / _shrinking(view)
        close = 1 / MOST_SCALED <= scale <= MOST_SCALED
        return close and self.view.box.contains(view.box)

    def draw(self, painter: QPainter, view: Viewport) -> None:
        """Draw the part that is in view; Qt scales what it is given."""
        scale = self.view.metres / view.metres
        left, top = view.to_pixel(self.view.x0, self.view.y0)
        source = QRectF(-left / scale, -top / scale, view.width / scale, view.height / scale)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, view.width, view.height), self._image, source)
        painter.restore()


def _shrinking(view: Viewport) -> int:
    return 2 if view.width * view.height > FULL_SIZE_PIXELS else 1


def _wider(view: Viewport, shrinking: int) -> Viewport:
    margin = shrinking * ceil(MARGIN * view.width / shrinking)
    return Viewport(
        ceil((view.width + 2 * margin) / shrinking),
        ceil((view.height + 2 * margin) / shrinking),
        view.x0 - margin * view.metres,
        view.y0 + margin * view.metres,
        view.metres * shrinking,
    )

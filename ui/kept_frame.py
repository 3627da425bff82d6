"""The frame that a widget shows, kept between paints and painted anew only where it changes."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor
from typing import Any, Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from ui.camera import Box
from ui.state import ViewState


class Picture(Protocol):
    """What paints the frame: the map alone, or the whole Present view."""

    def stage_changed(self, before: ViewState, after: ViewState) -> list[Box]: ...

    # With what else a picture takes: `fine`, `staged`, `within`, the map its `unit`.
    @property
    def paint(self) -> Callable[..., None]: ...

    @property
    def paint_stage(self) -> Callable[..., None]: ...


class KeptFrame:
    """A frame and, while something moves on it, what lies under that.

    `picture_of` gives the picture that paints it, once that is needed.
    """

    def __init__(self, picture_of: Callable[[], Picture]) -> None:
        self._picture_of = picture_of
        self._under: QImage | None = None
        self._state: ViewState | None = None
        self.image: QImage | None = None
        self._dropped: QImage | None = None

    @property
    def last(self) -> QImage | None:
        """The frame painted last, though it may have to be painted anew."""
        return self.image or self._dropped

    def drop(self) -> None:
        """The frame has to be painted anew."""
        self._dropped = self.last
        self.image = self._under = None

    def forget(self) -> None:
        """Nobody looks at the frame any more."""
        self.image = self._under = self._dropped = None

    def hold(self, frame: QImage, state: ViewState, ratio: float) -> QImage:
        """Keep a whole frame that somebody else has painted, on which nothing moves."""
        frame.setDevicePixelRatio(ratio)
        self.image, self._state, self._under = frame, state, None
        self._dropped = None
        return frame

    def render(
        self, state: ViewState, size: tuple[int, int], ratio: float, *, fine: bool, **manner: Any
    ) -> QImage:
        """The whole frame of a state, `ratio` pixels to a point of the screen."""
        frame = QImage(*size, QImage.Format.Format_RGB32)
        apart = fine and state.running is not None and state.chart is None
        with QPainter(frame) as painter:
            self._picture_of().paint(painter, state, *size, fine=fine, staged=not apart, **manner)
        self._under = frame.copy() if apart else None
        if apart:
            with QPainter(frame) as painter:
                self._picture_of().paint_stage(painter, state, *size, **manner)
        frame.setDevicePixelRatio(ratio)
        self.image, self._state, self._dropped = frame, state, None
        return frame

    def run_on(self, state: ViewState, **manner: Any) -> QRegion | None:
        """Paint what has moved; the part of the screen that shows it, in points.

        None where that cannot be done alone, and at the end, so that the frame at rest is painted
        in one go as every other: the frame is dropped.
        """
        if state.running is None or not self._under or not self.image or not self._state:
            self.drop()
            return None
        frame, ratio = self.image, self.image.devicePixelRatio()
        shown = QRegion()
        picture = self._picture_of()
        boxes = picture.stage_changed(self._state, state)
        self._state = state
        frame.setDevicePixelRatio(1)
        with QPainter(frame) as painter:
            for box in boxes:
                rect = outward(box)
                painter.setClipRect(rect)
                painter.drawImage(rect.topLeft(), self._under, rect)
                within = Box(rect.x(), rect.y(), rect.x() + rect.width(), rect.y() + rect.height())
                picture.paint_stage(
                    painter, state, frame.width(), frame.height(), within=within, **manner
                )
                shown += outward(Box(*(edge / ratio for edge in (box.x0, box.y0, box.x1, box.y1))))
        frame.setDevicePixelRatio(ratio)
        return shown


def outward(box: Box) -> QRect:
    """The whole pixels that a box touches."""
    x, y = floor(box.x0), floor(box.y0)
    return QRect(x, y, ceil(box.x1) - x, ceil(box.y1) - y)

"""Where the map is looked at from, and how a camera flies from one place to another."""

from __future__ import annotations

import math
from typing import NamedTuple

MIN_HEIGHT = 4_000.0
MAX_HEIGHT = 4_000_000.0
# A framing is meant for at least this width to height; narrower pictures show more sky.
LEAST_ASPECT = 1.4


class Camera(NamedTuple):
    """A centre on the map plane and the height of the view there, all in metres."""

    x: float
    y: float
    height: float


class Box(NamedTuple):
    """A rectangle; on the plane in metres with y up, on a picture in pixels with y down."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def meets(self, other: Box) -> bool:
        """Whether the two share an area."""
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )

    def contains(self, other: Box) -> bool:
        """Whether the other lies within."""
        return (
            self.x0 <= other.x0
            and self.y0 <= other.y0
            and self.x1 >= other.x1
            and self.y1 >= other.y1
        )

    def grown(self, by: float) -> Box:
        """The box with `by` added on each side."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)


class Viewport(NamedTuple):
    """A picture of the map: its size in pixels and the plane point in its upper left corner.

    `metres` is the length of one pixel. A camera is framed in the `free` part of the picture,
    the part that no panel or caption covers, and then moved and zoomed in as little as needed
    to keep the edge of the data out of the picture.
    """

    width: int
    height: int
    x0: float
    y0: float
    metres: float

    @classmethod
    def of(
        cls, camera: Camera, width: int, height: int, bounds: Box, free: Box | None = None
    ) -> Viewport:
        """The picture that `camera` gives; `bounds` is the plane rectangle that holds data."""
        free = free or Box(0, 0, width, height)
        metres = max(
            camera.height / max(free.height, 1),
            camera.height * LEAST_ASPECT / max(free.width, 1),
        )
        metres = min(metres, bounds.width / width, bounds.height / height)
        x0 = camera.x - metres * (free.x0 + free.x1) / 2
        y0 = camera.y + metres * (free.y0 + free.y1) / 2
        x0 = min(max(x0, bounds.x0), bounds.x1 - metres * width)
        y0 = max(min(y0, bounds.y1), bounds.y0 + metres * height)
        return cls(width, height, x0, y0, metres)

    @property
    def box(self) -> Box:
        """What is in view, on the plane."""
        return Box(
            self.x0,
            self.y0 - self.metres * self.height,
            self.x0 + self.metres * self.width,
            self.y0,
        )

    def part(self, pixels: Box) -> Box:
        """A part of the picture, on the plane."""
        x0, y1 = self.to_plane(pixels.x0, pixels.y0)
        x1, y0 = self.to_plane(pixels.x1, pixels.y1)
        return Box(x0, y0, x1, y1)

    def middle(self, share: float) -> Viewport:
        """The middle of the picture, a share of its width and its height."""
        width, height = round(self.width * share), round(self.height * share)
        x0, y0 = self.to_plane((self.width - width) / 2, (self.height - height) / 2)
        return Viewport(width, height, x0, y0, self.metres)

    def to_pixel(self, x: float, y: float) -> tuple[float, float]:
        """The pixel of a plane point."""
        return (x - self.x0) / self.metres, (self.y0 - y) / self.metres

    def to_plane(self, px: float, py: float) -> tuple[float, float]:
        """The plane point of a pixel."""
        return self.x0 + px * self.metres, self.y0 - py * self.metres

    def camera(self, free: Box | None = None) -> Camera:
        """The camera that gives this picture; the inverse of `of` for a picture within bounds."""
        free = free or Box(0, 0, self.width, self.height)
        x, y = self.to_plane((free.x0 + free.x1) / 2, (free.y0 + free.y1) / 2)
        return Camera(x, y, self.metres * min(free.height, free.width / LEAST_ASPECT))

    def zoomed(self, factor: float, px: float, py: float, free: Box | None = None) -> Camera:
        """The camera that shows `factor` times more closely and keeps the pixel's point there."""
        now = self.camera(free)
        height = min(max(now.height / factor, MIN_HEIGHT), MAX_HEIGHT)
        keep = height / now.height
        x, y = self.to_plane(px, py)
        return Camera(x + (now.x - x) * keep, y + (now.y - y) * keep, height)


class SmoothPath:
    """The smooth and efficient zoom and pan of van Wijk and Nuij (IEEE InfoVis 2003).

    `length` is the path's length as the eye feels it; `at` takes a fraction of it from 0 to 1.
    """

    RHO = 1.42

    def __init__(self, start: Camera, end: Camera) -> None:
        self.start = start
        self.end = end
        rho = self.RHO
        w0, w1 = start.height, end.height
        self._distance = u1 = math.hypot(end.x - start.x, end.y - start.y)
        if u1 < 1e-3 * min(w0, w1):
            self._distance = 0.0
            self.length = abs(math.log(w1 / w0)) / rho
            return
        b0 = (w1 * w1 - w0 * w0 + rho**4 * u1 * u1) / (2 * w0 * rho * rho * u1)
        b1 = (w1 * w1 - w0 * w0 - rho**4 * u1 * u1) / (2 * w1 * rho * rho * u1)
        self._r0 = -math.asinh(b0)
        self._r1 = -math.asinh(b1)
        self.length = (self._r1 - self._r0) / rho

    def at(self, fraction: float) -> Camera:
        """The camera after that fraction of the way."""
        start, end = self.start, self.end
        if fraction <= 0:
            return start
        if fraction >= 1:
            return end
        if self._distance == 0:
            height = start.height * (end.height / start.height) ** fraction
            x = start.x + (end.x - start.x) * fraction
            return Camera(x, start.y + (end.y - start.y) * fraction, height)
        rho, r0 = self.RHO, self._r0
        s = self.length * fraction
        height = start.height * math.cosh(r0) / math.cosh(rho * s + r0)
        along = (
            start.height
            / rho**2
            * (math.cosh(r0) * math.tanh(rho * s + r0) - math.sinh(r0))
            / self._distance
        )
        return Camera(
            start.x + (end.x - start.x) * along, start.y + (end.y - start.y) * along, height
        )

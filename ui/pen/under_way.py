"""A stroke while it is being drawn: its points, and what of them is to be kept."""

from __future__ import annotations

import math
from dataclasses import replace

from ui.pen.strokes import FREEHAND, Point, Stroke, Tool, smoothed, thinned

CLOSER = 1.0  # pixels; a point nearer to the last one than this says nothing new
TOLERANCE = 0.35  # pixels by which thinning may move the line
LEAST = 6.0  # pixels; an arrow or a ring smaller than this was a slip of the hand


class UnderWay:
    """Collects the points of one stroke; `pixel` is the length of a pixel in metres.

    Points come from the window's thread; any other may ask what is to be kept.
    """

    def __init__(self, stroke: Stroke, pixel: float) -> None:
        self._stroke = stroke
        self.pixel = pixel
        self._raw: list[Point] = list(stroke.points)
        self._kept: tuple[Point, ...] = ()
        self.goes_on = True

    @property
    def stroke(self) -> Stroke:
        """The stroke so far, with every point."""
        return replace(self._stroke, points=tuple(self._raw))

    @property
    def points(self) -> list[Point]:
        return self._raw

    @property
    def tool(self) -> Tool:
        return self._stroke.tool

    def add(self, point: Point, *, straight: bool = False) -> bool:
        """Draw on to a point; `straight` makes one line of it. Says whether anything changed."""
        if self.tool not in FREEHAND or straight:
            self._raw[1:] = [point]
            return True
        if math.dist(point, self._raw[-1]) < CLOSER * self.pixel:
            return False
        self._raw.append(point)
        return True

    def to_keep(self) -> Stroke | None:
        """The stroke so far; None where nothing is new or the stroke has ended."""
        points = tuple(self._raw)
        if points == self._kept or not self.goes_on:
            return None
        self._kept = points
        return self._thin(points)

    def finished(self) -> Stroke | None:
        """The whole stroke; None where it is too small to be meant."""
        if self.tool not in FREEHAND and self._length() < LEAST * self.pixel:
            return None
        return self._thin(tuple(self._raw))

    def _thin(self, points: tuple[Point, ...]) -> Stroke:
        if self.tool in FREEHAND:
            points = thinned(smoothed(points), TOLERANCE * self.pixel)
        return replace(self._stroke, points=tuple((round(x, 1), round(y, 1)) for x, y in points))

    def _length(self) -> float:
        return math.dist(self._raw[0], self._raw[-1])

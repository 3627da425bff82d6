"""Strokes as records, on the map plane: how their points are kept few, and what an eraser meets."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from db.records import EventId

Point = tuple[float, float]
RING_POINTS = 48


class Tool(StrEnum):
    """What the hand holds."""

    PEN = "pen"
    HIGHLIGHTER = "highlighter"
    ARROW = "arrow"
    ERASER = "eraser"
    RING = "ring"


class Colour(StrEnum):
    """The colours of strokes."""

    INK = "ink"
    ACCENT = "accent"
    WHITE = "white"
    YELLOW = "yellow"


FREEHAND = (Tool.PEN, Tool.HIGHLIGHTER)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line drawn on the map.

    `number` tells strokes apart and puts them in the order in which they were drawn. `width` is a
    share of the picture's height; `points` are metres on the map plane. A ring is kept as two
    opposite corners of the box around it, an arrow as tail and tip.
    """

    number: int
    event: EventId
    tool: Tool
    colour: Colour
    width: float
    points: tuple[Point, ...]


def bones(stroke: Stroke) -> tuple[Point, ...]:
    """The line in the middle of the stroke, as corners one after another."""
    if stroke.tool is not Tool.RING or len(stroke.points) < 2:
        return stroke.points
    (x0, y0), (x1, y1) = stroke.points[0], stroke.points[-1]
    return tuple(
        (
            (x0 + x1) / 2 + (x1 - x0) / 2 * math.cos(2 * math.pi * n / RING_POINTS),
            (y0 + y1) / 2 + (y1 - y0) / 2 * math.sin(2 * math.pi * n / RING_POINTS),
        )
        for n in range(RING_POINTS + 1)
    )


# Fewer and smoother points


def smoothed(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points with a hand's tremble taken out; both ends stay where they are."""
    if len(points) < 3:
        return tuple(points)
    inner = (
        ((a[0] + 2 * b[0] + c[0]) / 4, (a[1] + 2 * b[1] + c[1]) / 4)
        for a, b, c in zip(points, points[1:], points[2:], strict=False)
    )
    return (points[0], *inner, points[-1])


def thinned(points: Sequence[Point], tolerance: float) -> tuple[Point, ...]:
    """The fewest of the points that keep the line within `tolerance` (Ramer, Douglas, Peucker)."""
    if len(points) < 3:
        return tuple(points)
    kept = [False] * len(points)
    kept[0] = kept[-1] = True
    parts = [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        farthest, most = first, tolerance
        for n in range(first + 1, last):
            away = distance(points[n], points[first], points[last])
            if away > most:
                farthest, most = n, away
        if farthest != first:
            kept[farthest] = True
            parts += [(first, farthest), (farthest, last)]
    return tuple(point for point, keep in zip(points, kept, strict=True) if keep)


def tangents(points: Sequence[Point]) -> list[Point]:
    """The direction of a smooth line in each point, of length one; nought in a sharp corner."""
    found: list[Point] = [(0.0, 0.0)] * len(points)
    for n in range(1, len(points) - 1):
        before, after = _direction(points[n - 1], points[n]), _direction(points[n], points[n + 1])
        if before[0] * after[0] + before[1] * after[1] > 0.35:
            found[n] = _direction((0.0, 0.0), (before[0] + after[0], before[1] + after[1]))
    return found


def _direction(a: Point, b: Point) -> Point:
    length = math.dist(a, b)
    return ((b[0] - a[0]) / length, (b[1] - a[1]) / length) if length else (0.0, 0.0)


# What an eraser meets


def met(
    strokes: Iterable[Stroke], start: Point, end: Point, *, reach: float, picture: float
) -> list[Stroke]:
    """The strokes that an eraser meets on its way from `start` to `end`.

    `reach` is the eraser's radius and `picture` the height of the whole picture, both in metres on
    the plane.
    """
    return [
        stroke
        for stroke in strokes
        if _meets(bones(stroke), start, end, reach + stroke.width * picture / 2)
    ]


def _meets(line: Sequence[Point], start: Point, end: Point, reach: float) -> bool:
    if not line:
        return False
    xs, ys = [x for x, _ in line], [y for _, y in line]
    if max(start[0], end[0]) < min(xs) - reach or min(start[0], end[0]) > max(xs) + reach:
        return False
    if max(start[1], end[1]) < min(ys) - reach or min(start[1], end[1]) > max(ys) + reach:
        return False
    if len(line) == 1:
        return distance(line[0], start, end) <= reach
    return any(_between(a, b, start, end) <= reach for a, b in pairwise(line))


def distance(point: Point, a: Point, b: Point) -> float:
    """How far a point is from the line between `a` and `b`."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    if not square:
        return math.dist(point, a)
    along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square
    along = min(max(along, 0.0), 1.0)
    return math.dist(point, (a[0] + along * dx, a[1] + along * dy))


def _between(a: Point, b: Point, c: Point, d: Point) -> float:
    """How far two lines are from each other; nought where they cross."""
    if _crosses(a, b, c, d):
        return 0.0
    return min(distance(a, c, d), distance(b, c, d), distance(c, a, b), distance(d, a, b))


def _crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0

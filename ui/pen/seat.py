"""Where the pen's bar stands: off what is to be read on the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ui.camera import Box

STEP = 8.0  # pixels from one place that is tried to the next


class Place(NamedTuple):
    """A place for the bar: which of its shapes, and its upper left corner in points."""

    shape: int
    x: float
    y: float


def find_place(
    shapes: Sequence[tuple[int, int]], room: Box, words: Sequence[Box], places: Sequence[Box] = ()
) -> Place:
    """The first place within the room where nothing is covered, or least of the words.

    `shapes` are the sizes that the bar can have, the best one first. It stands at the upper right
    if it can; then anywhere along the right edge, the left one and the lower one.
    """
    best, least = None, (float("inf"), 0.0)
    for place in _places(shapes, room):
        width, height = shapes[place.shape]
        box = Box(place.x, place.y, place.x + width, place.y + height)
        covered = _covered(box, words), _covered(box, places)
        if covered < least:
            best, least = place, covered
        if not any(covered):
            break
    if best is None:  # the room is too small for any shape
        return Place(len(shapes) - 1, max(room.x1 - shapes[-1][0], 0.0), room.y0)
    return best


def _places(shapes: Sequence[tuple[int, int]], room: Box) -> Iterator[Place]:
    fitting = [
        (number, width, height)
        for number, (width, height) in enumerate(shapes)
        if width <= room.width and height <= room.height
    ]
    for number, width, _ in fitting:
        yield Place(number, room.x1 - width, room.y0)
    for number, width, height in fitting:
        for down in _steps(room.height - height):
            yield Place(number, room.x1 - width, room.y0 + down)
    for number, _, height in fitting:
        for down in _steps(room.height - height):
            yield Place(number, room.x0, room.y0 + down)
    for number, width, height in fitting:
        for left in _steps(room.width - width):
            yield Place(number, room.x1 - width - left, room.y1 - height)


def _steps(length: float) -> Iterator[float]:
    return (STEP * number for number in range(int(length // STEP) + 1))


def _covered(box: Box, others: Sequence[Box]) -> float:
    """The area that a box shares with others."""
    return sum(
        max(min(box.x1, other.x1) - max(box.x0, other.x0), 0.0)
        * max(min(box.y1, other.y1) - max(box.y0, other.y0), 0.0)
        for other in others
    )

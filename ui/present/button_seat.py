"""Where the buttons for the pointer stand: off what the class reads on the picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ui.camera import Box
from ui.layers import KeptClear
from ui.pen.seat import find_place


class Shape(NamedTuple):
    """The size of the buttons beside one another, and the air around them, in points."""

    width: int
    height: int
    air: float

    def at(self, x: float, y: float) -> Box:
        """The box with that upper left corner."""
        return Box(x, y, x + self.width, y + self.height)


def find_seat(shape: Shape, likely: Iterable[Box], room: Box, kept: KeptClear) -> Box:
    """The first of the `likely` seats that covers nothing to be read, else another in the room."""
    words = [box.grown(shape.air) for box in kept.words]
    for seat in likely:
        if not any(seat.meets(box) for box in words):
            return seat
    place = find_place([(shape.width, shape.height)], room, words, kept.places)
    return shape.at(place.x, place.y)

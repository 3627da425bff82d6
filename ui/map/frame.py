"""The frame of one picture of the map: its size, what of it is free, and how large things are."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple, Required, TypedDict, Unpack

from ui.camera import Box

MARGIN = 24.0  # reference pixels around what stands on the map
CARD_TEXT = 16.5  # reference pixels, on the cards of a race


class Manner(TypedDict, total=False):
    """How a picture of some size is to be painted.

    `unit` is the size of a reference pixel, `free` the part that no panel covers, where the
    camera is framed and names may stand; `obstacles` are boxes in it that names leave alone.
    `heading` asks for year and line. No text is smaller than `least` pixels, and `card_text` is
    the size in pixels of the text on a race's cards. In a flight `landing` is the height of the
    picture that it ends with, and the free part of it.
    """

    unit: Required[float]
    free: Box | None
    heading: bool
    obstacles: Iterable[Box]
    least: int
    card_text: float
    landing: tuple[int, Box] | None


class Frame(NamedTuple):
    """Size and manner of one picture, in pixels."""

    width: int
    height: int
    unit: float
    free: Box
    heading: bool
    obstacles: tuple[Box, ...]
    least: int
    card_text: int
    landing: tuple[int, Box]

    @classmethod
    def of(cls, width: int, height: int, **manner: Unpack[Manner]) -> Frame:
        """The frame of a picture of that size; what the manner leaves open is as usual."""
        unit, free = manner["unit"], manner.get("free") or Box(0, 0, width, height)
        return cls(
            width,
            height,
            unit,
            free,
            manner.get("heading", True),
            tuple(manner.get("obstacles", ())),
            manner.get("least", 0),
            ceil(manner.get("card_text") or CARD_TEXT * unit),
            manner.get("landing") or (height, free),
        )

    @property
    def landed(self) -> Frame:
        """The same picture when the flight has ended."""
        height, free = self.landing
        return self._replace(height=height, free=free)

    @property
    def for_names(self) -> Box:
        """The part of the picture where names may stand: in the sky too."""
        free = self.free
        return Box(max(free.x0, 0.0), 0.0, min(free.x1, self.width), free.y1)

    @property
    def right(self) -> float:
        """Where what stands at the right begins, or the free part ends."""
        beside = (box.x0 for box in self.obstacles if box.x0 > self.width / 8)
        return min((self.free.x1, *beside))

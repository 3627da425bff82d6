"""The caption of the Present view: how large, in how many lines, and as a picture."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import NamedTuple

from PySide6.QtGui import QImage, QPainter

from ui import theme
from ui.broken_text import broken_text
from ui.images import keeps, kept
from ui.letters import Face, nothing, write

FULL = theme.BODY_SHARE  # text size as a share of the picture's height
STEP = 0.001  # by which text that the reader has made larger gives way to the map
LEADING = 1.32
SIDE = 56.0  # reference pixels left and right
TOP, BELOW = 20.0, 10.0  # above the first and below the last line


class Caption(NamedTuple):
    """A caption set for one picture size: its lines, the size of its text and of its block."""

    lines: tuple[str, ...]
    pixels: int
    height: int


@lru_cache(maxsize=64)
def set_caption(text: str, width: int, height: int, scale: float = 1.0, most: int = 0) -> Caption:
    """Set a caption in the lines that it needs.

    `scale` is the reader's own text size. Text that is larger than it must be shrinks where the
    block would be taller than `most` pixels (0: as tall as it likes).
    """
    share = FULL * scale
    found = _set(text, width, height, share)
    while most and found.height > most and share - STEP >= FULL:
        share -= STEP
        found = _set(text, width, height, share)
    return found


def _set(text: str, width: int, height: int, share: float) -> Caption:
    unit = height / theme.REFERENCE_HEIGHT
    pixels = ceil(share * height)
    lines = broken_text(text, theme.sans(pixels), width - 2 * SIDE * unit)
    return Caption(lines, pixels, round(len(lines) * pixels * LEADING + (TOP + BELOW) * unit))


@keeps(8)
def caption_picture(
    text: str, width: int, height: int, scale: float = 1.0, most: int = 0
) -> QImage:
    """The caption's text on nothing, as wide as the picture: the plate is painted under it."""
    caption = set_caption(text, width, height, scale, most)
    unit = height / theme.REFERENCE_HEIGHT
    image = nothing(width, max(caption.height, 1))
    with QPainter(image) as painter:
        face = Face(serif=False, pixels=caption.pixels)
        line_height = caption.pixels * LEADING
        for number, line in enumerate(caption.lines):
            # The baseline sits where the middle of small and capital letters is the line's middle.
            baseline = TOP * unit + (number + 0.5) * line_height + 0.33 * caption.pixels
            write(painter, SIDE * unit, round(baseline), line, face, theme.ON_NIGHT)
    return kept(image)

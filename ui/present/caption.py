"""The caption of the Present view: how large, in how many lines, and as a picture."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QFont, QImage, QPainter, QTextLayout, QTextOption

from ui import theme
from ui.images import keeps, kept
from ui.letters import Face, nothing, write

FULL, LEAST, STEP = 0.044, 0.034, 0.001  # text size as a share of the picture's height
# More lines than these cost so much of the map that the text gets smaller, down to so far.
MOST_LINES = 3
SMALLER_RATHER_THAN = ((2, 0.040), (MOST_LINES, LEAST))
LEADING = 1.42
SIDE = 60.0  # reference pixels left and right
TOP, BELOW = 24.0, 12.0  # above the first and below the last line


class Caption(NamedTuple):
    """A caption set for one picture size: its lines, the size of its text and of its block."""

    lines: tuple[str, ...]
    pixels: float
    height: int


@lru_cache(maxsize=64)
def set_caption(text: str, width: int, height: int, scale: float = 1.0) -> Caption:
    """Set a caption: as large as it should be, or smaller where that saves a line.

    Two lines are worth a little, three are worth more. `scale` is the reader's own text size.
    """
    unit = height / theme.REFERENCE_HEIGHT
    room = width - 2 * SIDE * unit
    share = FULL * scale
    lines = _broken(text, theme.sans(share * height), room)
    for most, least in SMALLER_RATHER_THAN:
        smaller, fewer = share, lines
        while len(fewer) > most and smaller - STEP >= least * scale - STEP / 2:
            smaller -= STEP
            fewer = _broken(text, theme.sans(smaller * height), room)
        if len(fewer) <= most or most == MOST_LINES:
            share, lines = smaller, fewer
            break
    block = len(lines) * share * height * LEADING + (TOP + BELOW) * unit
    return Caption(lines, share * height, round(block))


@keeps(8)
def caption_picture(text: str, width: int, height: int, scale: float = 1.0) -> QImage:
    """The caption's text on nothing, as wide as the picture: the plate is painted under it."""
    caption = set_caption(text, width, height, scale)
    unit = height / theme.REFERENCE_HEIGHT
    image = nothing(width, max(caption.height, 1))
    with QPainter(image) as painter:
        face = Face(serif=False, pixels=round(caption.pixels))
        line_height = caption.pixels * LEADING
        for number, line in enumerate(caption.lines):
            # The baseline sits where the middle of small and capital letters is the line's middle.
            baseline = TOP * unit + (number + 0.5) * line_height + 0.33 * caption.pixels
            write(painter, SIDE * unit, round(baseline), line, face, theme.ON_NIGHT)
    return kept(image)


def _broken(text: str, font: QFont, width: float) -> tuple[str, ...]:
    """The text broken into lines of at most that width."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(lines)

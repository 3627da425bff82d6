"""The caption of the Present view: how large, in how many lines, and as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QImage, QPainter, QTextLayout, QTextOption

from ui import theme

FULL, LEAST, STEP = 0.044, 0.034, 0.001  # text size as a share of the picture's height
MOST_LINES = 3  # at a smaller size rather than in more lines, down to the least size
LEADING = 1.42
SIDE = 60.0  # reference pixels left and right
TOP, BELOW = 24.0, 12.0  # above the first and below the last line


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption set for one picture size: its lines, the size of its text and of its block."""

    lines: tuple[str, ...]
    pixels: float
    height: int


@lru_cache(maxsize=64)
def set_caption(text: str, width: int, height: int, scale: float = 1.0) -> Caption:
    """Set a caption: as large as it should be, or smaller until it fits in three lines.

    `scale` is the reader's own text size.
    """
    unit = height / theme.REFERENCE_HEIGHT
    share = FULL * scale
    lines = _broken(text, theme.sans(share * height), width - 2 * SIDE * unit)
    while len(lines) > MOST_LINES and share - STEP >= LEAST * scale:
        share -= STEP
        lines = _broken(text, theme.sans(share * height), width - 2 * SIDE * unit)
    block = len(lines) * share * height * LEADING + (TOP + BELOW) * unit
    return Caption(lines, share * height, round(block))


@lru_cache(maxsize=8)
def caption_picture(text: str, width: int, height: int, scale: float = 1.0) -> QImage:
    """The caption's text on nothing, as wide as the picture: the plate is painted under it."""
    caption = set_caption(text, width, height, scale)
    unit = height / theme.REFERENCE_HEIGHT
    image = QImage(width, max(caption.height, 1), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = theme.sans(caption.pixels)
    painter.setFont(font)
    painter.setPen(theme.ON_NIGHT)
    line_height = caption.pixels * LEADING
    for number, line in enumerate(caption.lines):
        # The baseline sits where the middle of small and capital letters is the line's middle.
        baseline = TOP * unit + (number + 0.5) * line_height + 0.33 * caption.pixels
        painter.drawText(QPointF(SIDE * unit, baseline), line)
    painter.end()
    return image


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

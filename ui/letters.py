"""Large text put together from pictures of its letters.

Drawing a letter this large, or a halo around it, costs far more than copying it, and a new year
or a new caption must not cost a flight a frame. A letter is drawn once at each quarter of a pixel.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from ui import theme
from ui.fonts import outline
from ui.images import kept
from ui.inscriptions import note_text

PARTS_OF_A_PIXEL = 4

Line = tuple[float, float, str]


class Face(NamedTuple):
    """A face of the lesson at a size in whole pixels."""

    serif: bool
    pixels: int
    bold: bool = False  # the serif face always is

    @property
    def font(self) -> QFont:
        if self.serif:
            return theme.serif(self.pixels)
        return theme.sans(self.pixels, bold=self.bold)

    @property
    def metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.font)


class Letter(NamedTuple):
    """A letter's picture and where it goes, seen from the letter's origin on the baseline."""

    picture: QImage
    x: int
    y: int


def write(
    painter: QPainter,
    x: float,
    baseline: int,
    text: str,
    face: Face,
    colour: QColor,
    *,
    halo: float = 0.0,
) -> None:
    """Write a line; with a `halo` (pixels) only the letters' outlines, thickened by it."""
    if not halo:
        note_text(painter, x, baseline, text, face.font, colour)
    for letter, advance in _spaced(text, face):
        whole = floor(x + advance)
        part = int((x + advance - whole) * PARTS_OF_A_PIXEL)
        drawn = _letter(letter, face, part, colour.rgba(), halo)
        if drawn is not None:
            painter.drawImage(whole + drawn.x, baseline + drawn.y, drawn.picture)


def haloed(image: QImage, lines: Sequence[Line], face: Face, halo: float) -> QImage:
    """The picture with lines of ink on a glow of paper; a line has its start, baseline and text."""
    with QPainter(image) as painter:
        for x, baseline, text in lines:
            write(painter, x, round(baseline), text, face, theme.PAPER, halo=halo)
        fade(painter, image, theme.worn().halo)
        for x, baseline, text in lines:
            write(painter, x, round(baseline), text, face, theme.INK)
    return kept(image)


def wrapped(text: str, metrics: QFontMetricsF, room: float) -> list[str]:
    """The text in as few lines as fit in `room` pixels, of about equal length."""
    count = -(-metrics.horizontalAdvance(text) // room)
    wanted = metrics.horizontalAdvance(text) / max(count, 1)
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        full = count > 1 and metrics.horizontalAdvance(lines[-1]) >= wanted
        if lines[-1] and (full or metrics.horizontalAdvance(longer) > room):
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def fade(painter: QPainter, image: QImage, opacity: float) -> None:
    """Make all that `painter` has put into `image` see-through, without overlaps showing."""
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(image.rect(), theme.with_alpha(theme.PAPER, opacity))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def nothing(width: float, height: float) -> QImage:
    """A picture with nothing in it."""
    image = QImage(ceil(width), ceil(height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image


@lru_cache(maxsize=256)
def _spaced(text: str, face: Face) -> tuple[tuple[str, float], ...]:
    """The letters, each with its marks, and how far from the line's start they stand."""
    return tuple(_space(text, face))


def _space(text: str, face: Face) -> Iterator[tuple[str, float]]:
    advance = face.metrics.horizontalAdvance
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]):
            continue
        # Not the width of what is before: a letter moves closer to the one that it follows.
        letter = text[start:end]
        yield letter, advance(text[:end]) - advance(letter)
        start = end


@lru_cache(maxsize=2048)
def _letter(letter: str, face: Face, part: int, colour: int, halo: float) -> Letter | None:
    path = outline(letter, face.font).translated(part / PARTS_OF_A_PIXEL, 0)
    if path.isEmpty():
        return None
    box = path.boundingRect()
    reach = halo / 2 + 1
    x, y = floor(box.left() - reach), floor(box.top() - reach)
    image = nothing(box.right() + reach - x, box.bottom() + reach - y)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-x, -y)
        if halo:
            pen = QPen(QColor.fromRgba(colour), halo)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)
        else:
            painter.fillPath(path, QColor.fromRgba(colour))
    return Letter(kept(image), x, y)

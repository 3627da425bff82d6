"""The giant year and the title of the Present view, as pictures with a halo of paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from ui import theme
from ui.fonts import outline

YEAR_SIZE, TITLE_SIZE = 124.0, 48.0  # reference pixels
TITLE_WIDTH = 1150.0
LEFT, TOP = 60.0, 46.0
HALO = 0.88  # its opacity

Line = tuple[float, float, str]


@lru_cache(maxsize=256)
def year_picture(year: str, unit: float) -> QImage:
    """The giant year, to be put into the picture's upper left corner."""
    font = theme.serif(YEAR_SIZE * unit)
    metrics = QFontMetricsF(font)
    baseline = TOP * unit + metrics.capHeight()
    width = LEFT * unit + metrics.horizontalAdvance(year) + 20 * unit
    image = _nothing(width, baseline + 16 * unit)
    return _written(image, [(LEFT * unit, baseline, year)], font, 13 * unit)


@lru_cache(maxsize=8)
def title_picture(title: str, width: int, unit: float) -> QImage:
    """The title in one line or more, to be put right under the year."""
    font = theme.serif(TITLE_SIZE * unit)
    metrics = QFontMetricsF(font)
    lines = wrapped(title, metrics, min(TITLE_WIDTH * unit, width - 2 * LEFT * unit))
    leading = 1.26 * TITLE_SIZE * unit
    widest = max(metrics.horizontalAdvance(line) for line in lines)
    image = _nothing((LEFT + 18) * unit + widest, (len(lines) - 1) * leading + 72 * unit)
    placed = [
        ((LEFT + 2) * unit, 50 * unit + number * leading, line) for number, line in enumerate(lines)
    ]
    return _written(image, placed, font, 9 * unit)


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


def _nothing(width: float, height: float) -> QImage:
    image = QImage(round(width), round(height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image


def _written(image: QImage, lines: Sequence[Line], font: QFont, halo: float) -> QImage:
    path = QPainterPath()
    for x, baseline, text in lines:
        path.addPath(outline(text, font).translated(x, baseline))
    pen = QPen(theme.with_alpha(theme.PAPER, HALO), halo)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, pen)
    painter.fillPath(path, theme.INK)
    painter.end()
    return image

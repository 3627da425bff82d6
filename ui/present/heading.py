"""The giant year and the title of the Present view, as pictures with a halo of paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from ui.images import keeps
from ui.letters import Face, Line, haloed, nothing, wrapped
from ui.map import style
from ui.map.lettering import paint_plate

YEAR_SIZE, TITLE_SIZE = 124.0, 48.0  # reference pixels
YEAR_HALO, TITLE_HALO = 13.0, 9.0
TITLE_WIDTH = 1150.0
PLATE_PAD = 16.0
LEFT, TOP = 60.0, 46.0


@keeps(64)
def year_picture(year: str, unit: float) -> QImage:
    """The giant year, to be put into the picture's upper left corner."""
    face = Face(serif=True, pixels=round(YEAR_SIZE * unit))
    baseline = TOP * unit + face.metrics.capHeight()
    width = LEFT * unit + face.metrics.horizontalAdvance(year) + 20 * unit
    image = nothing(width, baseline + 16 * unit)
    return _written(image, [(LEFT * unit, baseline, year)], face, YEAR_HALO * unit, unit)


@keeps(32)
def title_picture(title: str, width: int, unit: float) -> QImage:
    """The title in one line or more, to be put right under the year."""
    face = Face(serif=True, pixels=round(TITLE_SIZE * unit))
    lines = wrapped(title, face.metrics, min(TITLE_WIDTH * unit, width - 2 * LEFT * unit))
    leading = 1.26 * TITLE_SIZE * unit
    widest = max(face.metrics.horizontalAdvance(line) for line in lines)
    image = nothing((LEFT + 18) * unit + widest, (len(lines) - 1) * leading + 72 * unit)
    placed = [
        ((LEFT + 2) * unit, 50 * unit + number * leading, line) for number, line in enumerate(lines)
    ]
    return _written(image, placed, face, TITLE_HALO * unit, unit)


def _written(image: QImage, lines: Sequence[Line], face: Face, halo: float, unit: float) -> QImage:
    """The lines in the picture, on a plate where the look has plates."""
    if style.colours().plates:
        top = max(lines[0][1] - face.metrics.capHeight() - PLATE_PAD * unit, 0.0)
        bottom = min(lines[-1][1] + face.metrics.descent() + 4 * unit, float(image.height()))
        left = (LEFT - PLATE_PAD) * unit
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_plate(painter, QRectF(left, top, image.width() - left, bottom - top), unit)
    return haloed(image, lines, face, halo)

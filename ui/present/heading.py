"""The giant year and the title of the Present view, as pictures with a halo of paper."""

from __future__ import annotations

from PySide6.QtGui import QImage

from ui.images import keeps
from ui.letters import Face, haloed, nothing, wrapped

YEAR_SIZE, TITLE_SIZE = 124.0, 48.0  # reference pixels
YEAR_HALO, TITLE_HALO = 13.0, 9.0
TITLE_WIDTH = 1150.0
LEFT, TOP = 60.0, 46.0


@keeps(64)
def year_picture(year: str, unit: float) -> QImage:
    """The giant year, to be put into the picture's upper left corner."""
    face = Face(serif=True, pixels=round(YEAR_SIZE * unit))
    baseline = TOP * unit + face.metrics.capHeight()
    width = LEFT * unit + face.metrics.horizontalAdvance(year) + 20 * unit
    image = nothing(width, baseline + 16 * unit)
    return haloed(image, [(LEFT * unit, baseline, year)], face, YEAR_HALO * unit)


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
    return haloed(image, placed, face, TITLE_HALO * unit)

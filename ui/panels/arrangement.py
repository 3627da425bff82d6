"""Where the parts of the Explore view go: plain arithmetic."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect

from ui.theme import TOUCH, unit_for

LEAST_WIDTH, LEAST_HEIGHT = 900, 600


class Arrangement(NamedTuple):
    """The Explore view's parts, which share the window without a gap."""

    header: QRect
    notice: QRect
    map: QRect
    story: QRect
    steps: QRect
    timeline: QRect


def arrange(
    width: int, height: int, *, text_scale: float, timeline: int, notice: int = 0
) -> Arrangement:
    """The parts in a window of that size; `timeline` and `notice` are the heights these need."""
    unit = unit_for(width, height, text_scale)
    header = round(max(64 * unit, 48))
    # Larger text gets a wider panel, but the map keeps more than half of the window.
    panel = round(min(width * (0.354 + 0.1 * max(text_scale - 1, 0)), 760 * unit))
    steps = max(round(50 * unit), TOUCH) + 2 * round(9 * unit)
    top, bottom, left = header + notice, height - timeline, width - panel
    return Arrangement(
        header=QRect(0, 0, width, header),
        notice=QRect(0, header, width, notice),
        map=QRect(0, top, left, bottom - top),
        story=QRect(left, top, panel, bottom - steps - top),
        steps=QRect(left, bottom - steps, panel, steps),
        timeline=QRect(0, bottom, width, timeline),
    )

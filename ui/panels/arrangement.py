"""Where the parts of the Explore view go: plain arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from ui.theme import TOUCH, unit_for

LEAST_WIDTH, LEAST_HEIGHT = 900, 600


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a window, in whole device-independent pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The Explore view's parts, which share the window without a gap, and its unit."""

    unit: float
    header: Area
    notice: Area
    map: Area
    story: Area
    steps: Area
    timeline: Area


def arrange(width: int, height: int, text_scale: float, notice_height: int = 0) -> Arrangement:
    """The parts in a window of that size; a notice takes its height below the header."""
    unit = unit_for(width, height, text_scale)
    header_height = round(max(64 * unit_for(width, height), 48))
    timeline_height = round(min(240 * unit, 0.32 * height))
    panel_width = round(min(width * (0.354 + 0.1 * max(text_scale - 1, 0)), 760 * unit))
    steps_height = round(max(50 * unit, TOUCH) + 2 * 9 * unit)
    top = header_height + notice_height
    bottom = height - timeline_height
    left = width - panel_width
    return Arrangement(
        unit=unit,
        header=Area(0, 0, width, header_height),
        notice=Area(0, header_height, width, notice_height),
        map=Area(0, top, left, bottom - top),
        story=Area(left, top, panel_width, bottom - steps_height - top),
        steps=Area(left, bottom - steps_height, panel_width, steps_height),
        timeline=Area(0, bottom, width, timeline_height),
    )

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
    """The Explore view's parts, which share the window without a gap."""

    header: Area
    notice: Area
    map: Area
    story: Area
    steps: Area
    timeline: Area


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
        header=Area(0, 0, width, header),
        notice=Area(0, header, width, notice),
        map=Area(0, top, left, bottom - top),
        story=Area(left, top, panel, bottom - steps - top),
        steps=Area(left, bottom - steps, panel, steps),
        timeline=Area(0, bottom, width, timeline),
    )

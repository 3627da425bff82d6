"""What the teacher's hand holds: tool, colour, width and what points; pure moves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from ui.pen.strokes import Colour, Tool

# Shares of the picture's height: thin, usual and thick.
WIDTHS: dict[Tool, tuple[float, float, float]] = {
    Tool.PEN: (0.0035, 0.0055, 0.0095),
    Tool.HIGHLIGHTER: (0.020, 0.032, 0.050),
    Tool.ARROW: (0.0045, 0.0070, 0.0110),
    Tool.ERASER: (0.012, 0.020, 0.040),
    Tool.RING: (0.0035, 0.0055, 0.0095),
}
TOOLS = tuple(Tool)
COLOURS = tuple(Colour)


class Aid(StrEnum):
    """What follows the pointer over the map."""

    NONE = "none"
    POINTER = "pointer"
    SPOTLIGHT = "spotlight"
    MAGNIFIER = "magnifier"


@dataclass(frozen=True, slots=True)
class Kit:
    """What the hand holds. The highlighter has a colour of its own: `marker`."""

    on: bool = False
    tool: Tool = Tool.PEN
    pen_colour: Colour = Colour.ACCENT
    marker: Colour = Colour.YELLOW
    size: int = 1
    aid: Aid = Aid.NONE

    @property
    def colour(self) -> Colour:
        """The colour of the tool."""
        return self.marker if self.tool is Tool.HIGHLIGHTER else self.pen_colour

    @property
    def width(self) -> float:
        """The width of the tool, as a share of the picture's height."""
        return WIDTHS[self.tool][self.size]


def toggle(kit: Kit) -> Kit:
    """Take the pen, or put everything down."""
    return replace(kit, on=not kit.on, aid=Aid.NONE)


def put_down(kit: Kit) -> Kit:
    """Put down the pen and what points."""
    return replace(kit, on=False, aid=Aid.NONE)


def take(kit: Kit, tool: Tool) -> Kit:
    """Take a tool; the one held already gets the next width, and after the thickest the thinnest.

    What points is put down, for it would hide what is drawn.
    """
    if kit.on and kit.tool is tool and kit.aid is Aid.NONE:
        return replace(kit, size=(kit.size + 1) % len(WIDTHS[tool]))
    return replace(kit, on=True, tool=tool, aid=Aid.NONE)


def dip(kit: Kit, colour: Colour) -> Kit:
    """Give the tool a colour; an eraser, which has none, makes way for the pen."""
    if kit.tool is Tool.HIGHLIGHTER:
        return replace(kit, marker=colour)
    tool = Tool.PEN if kit.tool is Tool.ERASER else kit.tool
    return replace(kit, tool=tool, pen_colour=colour)


def point_with(kit: Kit, aid: Aid) -> Kit:
    """Point with something, or put it away again."""
    return replace(kit, aid=Aid.NONE if kit.aid is aid else aid)


def press_digit(kit: Kit, digit: str) -> Kit:
    """What a digit means while the pen is on: 1 to 5 tools, 6 to 9 colours."""
    number = int(digit) - 1
    if number < len(TOOLS):
        return take(kit, TOOLS[number])
    return dip(kit, COLOURS[number - len(TOOLS)])


def remembered(found: dict[str, object]) -> Kit:
    """The kit as it was last used, put down. Raises ValueError where it is none of ours."""
    size = found.get("size", 1)
    if not isinstance(size, int) or not 0 <= size < 3:
        raise ValueError("the width is unknown")
    return Kit(
        tool=Tool(str(found.get("tool", Tool.PEN))),
        pen_colour=Colour(str(found.get("colour", Colour.ACCENT))),
        marker=Colour(str(found.get("marker", Colour.YELLOW))),
        size=size,
    )


def to_remember(kit: Kit) -> dict[str, object]:
    """What the next start should know of the kit."""
    return {
        "tool": kit.tool,
        "colour": kit.pen_colour,
        "marker": kit.marker,
        "size": kit.size,
    }

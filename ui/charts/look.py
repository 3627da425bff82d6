"""Sizes and colours of charts: in the story panel, and large before an audience."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from ui import theme


class Mark(Enum):
    """The form of a series' points."""

    DISC = "disc"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"


class Stroke(NamedTuple):
    """What tells a series from the others of its frame, beside its name.

    The colour is never alone: points have a form of their own, and every other line is hollow.
    Dashes are left for what was not simply reported.
    """

    colour: QColor
    mark: Mark = Mark.DISC
    hollow: bool = False

    @classmethod
    def of(cls, number: int, colour: str) -> Stroke:
        """The stroke of a series by its number in the frame, and its power's colour."""
        marks = tuple(Mark)
        return cls(line_colour(colour), marks[number % len(marks)], hollow=number % 2 == 1)


class Look(NamedTuple):
    """Sizes of type in pixels, and the colour of what is said by the way.

    `beside` says whether labels stand beside their bars rather than above them.
    """

    title: float
    unit: float
    text: float
    foot: float
    muted: QColor
    beside: bool

    @property
    def thin(self) -> float:
        """The width of axes and outlines."""
        return max(self.text / 15, 0.8)

    @property
    def leading(self) -> float:
        """The distance of two lines of text."""
        return self.text * 1.28


def in_panel(unit: float) -> Look:
    """The look in the story panel; `unit` is pixels per reference pixel."""
    return Look(24 * unit, 16 * unit, 15.5 * unit, 14 * unit, theme.MUTED, beside=False)


def before_audience(height: float, scale: float = 1.0) -> Look:
    """The look in a picture of that height, to be read from the back of the room."""
    pixels = scale * height
    return Look(
        0.046 * pixels, 0.030 * pixels, 0.028 * pixels, 0.0265 * pixels, theme.MUTED, beside=True
    )


def metrics(pixels: float, *, bold: bool = False) -> QFontMetricsF:
    """How wide text in that size is; the plot's text has the same face."""
    return QFontMetricsF(font(pixels, bold=bold))


def font(pixels: float, *, bold: bool = False) -> QFont:
    """The text face of charts at a size in pixels."""
    return theme.sans(pixels, bold=bold)


def mixed(colour: QColor, other: QColor, share: float) -> QColor:
    """The colour with that share of another one."""
    return QColor.fromRgbF(
        colour.redF() + (other.redF() - colour.redF()) * share,
        colour.greenF() + (other.greenF() - colour.greenF()) * share,
        colour.blueF() + (other.blueF() - colour.blueF()) * share,
    )


def line_colour(colour: str) -> QColor:
    """A power's colour dark enough for a thin line on paper; ink for what is nobody's."""
    return mixed(QColor(colour), theme.INK, 0.22) if colour else theme.INK


def name_colour(line: QColor) -> QColor:
    """The colour of a line dark enough to write its name in."""
    return mixed(line, theme.INK, 0.6)


def fill_colour(colour: str) -> QColor:
    """A power's colour for a broad bar; a grey for what is nobody's."""
    return QColor(colour) if colour else QColor("#8A96A1")

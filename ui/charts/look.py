"""Sizes and colours of charts: in the story panel, and large before an audience."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from ui import theme

SOFT = QColor("#44515D")  # 7:1 on paper, where the panel's muted colour is 5.6:1


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
    return Look(0.046 * pixels, 0.030 * pixels, 0.028 * pixels, 0.0265 * pixels, SOFT, beside=True)


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

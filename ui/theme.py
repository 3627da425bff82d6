"""Colours, type and sizes that every view shares."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor, QFont

INK = QColor("#1E2A35")
PAPER = QColor("#FBF9F4")
ACCENT = QColor("#B8442C")
MUTED = QColor("#5A6875")
LINE = QColor("#D9D4C7")
PLATE = QColor("#E7E2D6")
CARD = QColor("#F0EADF")
NIGHT = QColor("#1E2A35")
ON_NIGHT = QColor("#FFFFFF")
MUTED_ON_NIGHT = QColor("#B9C4CE")

# The families are our own builds of Noto (see assets/fonts), so that every machine draws alike;
# the system's fonts only serve characters that ours lack.
SANS = ["Landlocked Sans", "Landlocked CJK"]
SERIF = ["Landlocked Serif", "Landlocked CJK"]

REFERENCE_WIDTH, REFERENCE_HEIGHT = 1920, 1080
LEAST_UNIT, GREATEST_UNIT = 0.72, 2.4
TOUCH = 44  # the least side of a button, in device-independent pixels


def unit_for(width: float, height: float, text_scale: float = 1.0) -> float:
    """Pixels per reference pixel in a window of that size; the design is drawn for 1920 x 1080."""
    fitting = min(width / REFERENCE_WIDTH, height / REFERENCE_HEIGHT)
    return min(max(fitting, LEAST_UNIT), GREATEST_UNIT) * text_scale


@lru_cache(maxsize=256)
def sans(pixels: float, *, bold: bool = False) -> QFont:
    """The text face at a size in pixels."""
    return _font(SANS, pixels, bold)


@lru_cache(maxsize=256)
def serif(pixels: float, *, bold: bool = True) -> QFont:
    """The face of titles and years at a size in pixels."""
    return _font(SERIF, pixels, bold)


def _font(families: list[str], pixels: float, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(max(round(pixels), 1))
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    font.setKerning(True)
    return font


def with_alpha(colour: QColor, alpha: float) -> QColor:
    """The colour at an opacity from 0 to 1."""
    faded = QColor(colour)
    faded.setAlphaF(min(max(alpha, 0.0), 1.0))
    return faded

"""Colours, type and sizes that every view shares."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import NamedTuple, cast

from PySide6.QtGui import QColor, QFont

from ui.images import forget


class Palette(NamedTuple):
    """All colours of one look. What stands on night is for dark plates, the rest for paper.

    `edge` goes round plates that the usual look tells apart by their tint alone, `tool_edge` round
    those of the presenter's dark page, whose ground is `page`; both are see-through there.
    `contrast` says whether the look is the one of high contrast, `disabled` how strongly (0 to 1)
    what cannot be pressed shows.
    """

    name: str
    contrast: bool
    ink: QColor
    paper: QColor
    accent: QColor
    accent_hover: QColor
    muted: QColor
    line: QColor
    plate: QColor
    plate_hover: QColor
    card: QColor
    chosen: QColor
    chip: QColor
    hit: QColor
    edge: QColor
    focus: QColor
    good: QColor
    right: QColor
    right_pale: QColor
    pale: QColor
    open: QColor
    frontier: QColor
    quiet: QColor
    night: QColor
    night_plate: QColor
    night_hover: QColor
    night_line: QColor
    night_edge: QColor
    on_night: QColor
    muted_on_night: QColor
    quiet_on_night: QColor
    accent_on_night: QColor
    focus_on_night: QColor
    tool_edge: QColor
    page: QColor
    page_plate: QColor
    page_hover: QColor
    page_line: QColor
    page_grip: QColor
    tool: QColor
    tool_hover: QColor
    urgent: QColor
    urgent_hover: QColor
    on_urgent: QColor
    must: QColor
    should: QColor
    could: QColor
    clear: QColor
    halo: float
    ring: float
    disabled: float


_CLEAR = QColor(0, 0, 0, 0)

LIGHT = Palette(
    name="light",
    contrast=False,
    ink=QColor("#1E2A35"),
    paper=QColor("#FBF9F4"),
    accent=QColor("#B8442C"),
    accent_hover=QColor("#A33A24"),
    muted=QColor("#414E5A"),  # 7:1 on paper and on cards
    line=QColor("#D9D4C7"),
    plate=QColor("#E7E2D6"),
    plate_hover=QColor("#DCD5C5"),
    card=QColor("#F0EADF"),
    chosen=QColor("#F0EADF"),
    chip=QColor("#485664"),
    hit=QColor("#F4DFA6"),
    edge=_CLEAR,
    focus=QColor("#B8442C"),
    good=QColor("#1F6B4A"),
    right=QColor("#1B5E3F"),
    right_pale=QColor("#CDE5D7"),
    pale=QColor("#E4DDCD"),
    open=QColor("#7A5200"),
    frontier=QColor("#7A2420"),
    quiet=QColor("#7C8893"),
    night=QColor("#1E2A35"),
    night_plate=QColor("#3A4753"),
    night_hover=QColor("#31414F"),
    night_line=QColor("#7E8D9A"),
    night_edge=QColor("#1E2A35"),
    on_night=QColor("#FFFFFF"),
    muted_on_night=QColor("#B9C4CE"),
    quiet_on_night=QColor("#94A2AE"),
    accent_on_night=QColor("#F07A5E"),
    focus_on_night=QColor("#FFFFFF"),
    tool_edge=_CLEAR,
    page=QColor("#10171E"),
    page_plate=QColor("#1E2A35"),
    page_hover=QColor("#3A4855"),
    page_line=QColor("#3A4855"),
    page_grip=QColor("#3A4855").lighter(140),
    tool=QColor("#2A3845"),
    tool_hover=QColor("#3A4B5A"),
    urgent=QColor("#F2B632"),  # what must not be overlooked: 10:1 against its ink
    urgent_hover=QColor("#FFC94F"),
    on_urgent=QColor("#141B22"),
    must=QColor("#E8EDF1"),
    should=QColor("#9DB2C3"),
    could=QColor("#5F7688"),
    clear=_CLEAR,
    halo=0.93,
    ring=2.5,
    disabled=0.4,
)
CONTRAST = Palette(
    name="contrast",
    contrast=True,
    ink=QColor("#000000"),
    paper=QColor("#FFFFFF"),
    accent=QColor("#A01800"),
    accent_hover=QColor("#6E1000"),
    muted=QColor("#000000"),
    line=QColor("#000000"),
    plate=QColor("#FFFFFF"),
    plate_hover=QColor("#FFE9A8"),
    card=QColor("#FFFFFF"),
    chosen=QColor("#FFE9A8"),
    chip=QColor("#000000"),
    hit=QColor("#FFD95A"),
    edge=QColor("#000000"),
    focus=QColor("#0037B3"),
    good=QColor("#004D2B"),
    right=QColor("#004D2B"),
    right_pale=QColor("#8FE3B8"),
    pale=QColor("#D4D4D4"),
    open=QColor("#5C3D00"),
    frontier=QColor("#8F0000"),
    quiet=QColor("#4A4A4A"),
    night=QColor("#000000"),
    night_plate=QColor("#000000"),
    night_hover=QColor("#3D3D3D"),
    night_line=QColor("#FFFFFF"),
    night_edge=QColor("#000000"),
    on_night=QColor("#FFFFFF"),
    muted_on_night=QColor("#FFFFFF"),
    quiet_on_night=QColor("#D0D0D0"),
    accent_on_night=QColor("#FFC400"),
    focus_on_night=QColor("#FFC400"),
    tool_edge=QColor("#FFFFFF"),
    page=QColor("#000000"),
    page_plate=QColor("#000000"),
    page_hover=QColor("#3D3D3D"),
    page_line=QColor("#FFFFFF"),
    page_grip=QColor("#D0D0D0"),
    tool=QColor("#000000"),
    tool_hover=QColor("#3D3D3D"),
    urgent=QColor("#FFC400"),
    urgent_hover=QColor("#FFE08A"),
    on_urgent=QColor("#000000"),
    must=QColor("#FFFFFF"),
    should=QColor("#B4B4B4"),
    could=QColor("#7A7A7A"),
    clear=_CLEAR,
    halo=1.0,
    ring=4.0,
    disabled=0.6,
)

# The colours of the look being worn, by their names in capitals: `theme.INK`. Ask for them when
# painting; a colour taken out of this module when a file is loaded is the usual look's for ever.
INK: QColor
PAPER: QColor
ACCENT: QColor
ACCENT_HOVER: QColor
MUTED: QColor
LINE: QColor
PLATE: QColor
PLATE_HOVER: QColor
CARD: QColor
CHOSEN: QColor
CHIP: QColor
HIT: QColor
EDGE: QColor
FOCUS: QColor
GOOD: QColor
RIGHT: QColor
RIGHT_PALE: QColor
PALE: QColor
OPEN: QColor
FRONTIER: QColor
QUIET: QColor
NIGHT: QColor
NIGHT_PLATE: QColor
NIGHT_HOVER: QColor
NIGHT_LINE: QColor
NIGHT_EDGE: QColor
ON_NIGHT: QColor
MUTED_ON_NIGHT: QColor
QUIET_ON_NIGHT: QColor
ACCENT_ON_NIGHT: QColor
FOCUS_ON_NIGHT: QColor
TOOL_EDGE: QColor
PAGE: QColor
PAGE_PLATE: QColor
PAGE_HOVER: QColor
PAGE_LINE: QColor
PAGE_GRIP: QColor
TOOL: QColor
TOOL_HOVER: QColor
URGENT: QColor
URGENT_HOVER: QColor
ON_URGENT: QColor
MUST: QColor
SHOULD: QColor
COULD: QColor
CLEAR: QColor

Tone = str | QColor  # a colour of the look by its name there, or one that no look changes

_worn = [LIGHT]


def __getattr__(name: str) -> QColor:
    found = getattr(_worn[0], name.lower(), None) if name.isupper() else None
    if not isinstance(found, QColor):
        raise AttributeError(f"the looks have no colour {name}")
    return found


def worn() -> Palette:
    """The look that everything is painted in now."""
    return _worn[0]


def wear(palette: Palette) -> None:
    """Paint everything in another look from now on."""
    if palette is not _worn[0]:
        _worn[0] = palette
        forget()


def look_for(*, contrast: bool) -> Palette:
    """The look of high contrast, or the usual one."""
    return CONTRAST if contrast else LIGHT


def colour(tone: Tone) -> QColor:
    """A colour of the look being worn by its name, or the colour itself."""
    return tone if isinstance(tone, QColor) else cast(QColor, getattr(_worn[0], tone))


# The families are our own builds of Noto (see assets/fonts), so that every machine draws alike;
# the system's fonts only serve characters that ours lack.
SANS = ["Landlocked Sans", "Landlocked CJK"]
SERIF = ["Landlocked Serif", "Landlocked CJK"]

REFERENCE_WIDTH, REFERENCE_HEIGHT = 1920, 1080
LEAST_UNIT, GREATEST_UNIT = 0.72, 2.4
# What a class reads, as shares of the picture's height: running text, and anything at all.
BODY_SHARE, LEAST_SHARE = 0.044, 0.026
TOUCH = 44  # the least side of a button, in device-independent pixels


def unit_for(width: float, height: float, text_scale: float = 1.0) -> float:
    """Pixels per reference pixel in a window of that size; the design is drawn for 1920 x 1080."""
    fitting = min(width / REFERENCE_WIDTH, height / REFERENCE_HEIGHT)
    return min(max(fitting, LEAST_UNIT), GREATEST_UNIT) * text_scale


def least_pixels(height: float) -> int:
    """The smallest text in a picture of that height that the last row reads."""
    return ceil(LEAST_SHARE * height)


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


def veil(colour: QColor, alpha: float) -> QColor:
    """The colour of a plate that lets through a little of what it covers; nothing, in contrast."""
    return colour if worn().contrast else with_alpha(colour, alpha)


def with_alpha(colour: QColor, alpha: float) -> QColor:
    """The colour at an opacity from 0 to 1."""
    faded = QColor(colour)
    faded.setAlphaF(min(max(alpha, 0.0), 1.0))
    return faded

"""How things on the map look: colours, opacities, widths and sizes (in reference pixels)."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor

from db.records import PlaceKind

SEA = QColor("#CFE2EE")
LAND = QColor("#EFE9D8")
COAST = QColor("#4F6F84")
RIVER = QColor("#6FA3CC")
LAKE = QColor("#CFE2EE")
RAIL = QColor("#1E2A35")
RAIL_GAP = QColor("#FFFFFF")
ROAD = QColor("#7A5200")
ROUTE_COLOURS = {
    "china": QColor("#8A5A00"),
    "russia": QColor("#00578A"),
    "japan": QColor("#9C3F76"),
    "korea": QColor("#00684A"),
}
ROUTE = QColor("#3A4753")  # of no family

# Relief is good to about 1 km a pixel; closer by it gives way to flat land (metres per pixel).
RELIEF_FROM, RELIEF_FULL = 180.0, 420.0
# Farther out than this pictures of land and sea together are sharp enough while things move.
PICTURE_SUFFICES = RELIEF_FULL

FAINT, STRESSED = 0.15, 0.46  # opacity of a holder's colour on land
PATTERN = 0.62  # opacity of the lines of a hatch
# How coarse a shape may be, in pixels, at rest and while things move.
FINE, COARSE = 0.6, 2.2


NAME = "#1E2A35"
WATER = "#35617F"
GROUND = "#6B5D43"


class LabelLook(NamedTuple):
    """Sizes in reference pixels: of the name, of the second line, of the dot's radius."""

    size: float
    second: float
    dot: float
    bold: bool = True
    colour: str = NAME
    spacing: float = 0.0
    serif: bool = False


_TOWN = {
    1: LabelLook(25, 18.5, 6.5),
    2: LabelLook(19, 15.5, 5.0),
    3: LabelLook(16.5, 14.5, 4.2),
    4: LabelLook(15.5, 14.0, 3.8),
    5: LabelLook(15.0, 14.0, 3.6),
}
STRESSED_TOWN = LabelLook(27, 19, 7.0)
_PLAIN = {
    PlaceKind.SEA: LabelLook(20, 15.5, 0, bold=False, colour=WATER, spacing=1.5, serif=True),
    PlaceKind.LAKE: LabelLook(15, 14, 0, bold=False, colour=WATER, serif=True),
    PlaceKind.RIVER: LabelLook(15, 14, 0, bold=False, colour=WATER, serif=True),
    PlaceKind.REGION: LabelLook(19, 15, 0, bold=False, colour=GROUND, spacing=3.0),
    PlaceKind.ISLAND: LabelLook(16, 14, 0, bold=False, colour=GROUND),
    PlaceKind.MOUNTAIN: LabelLook(15, 14, 3.2, bold=False, colour=GROUND),
    PlaceKind.POINT: LabelLook(16, 14, 4.0, bold=False),
    PlaceKind.BATTLE: LabelLook(17, 14, 6.0, colour="#8A2F2A"),
}


def label_look(kind: PlaceKind, rank: int, *, stressed: bool) -> LabelLook:
    """The look of a place's label."""
    if kind in _PLAIN:
        look = _PLAIN[kind]
        return look._replace(bold=True) if stressed else look
    return STRESSED_TOWN if stressed else _TOWN[rank]


# The farthest out (metres per reference pixel) that a place of each rank is still named.
FARTHEST = {1: 12_000.0, 2: 2_300.0, 3: 850.0, 4: 330.0, 5: 150.0}

"""How things on the map look: colours, opacities, widths and sizes (in reference pixels)."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor

from db.records import PlaceKind
from ui import theme


class Colours(NamedTuple):
    """The map's colours, opacities and widths in one look.

    `faint` and `stressed` are opacities of a holder's colour on land, `pattern` that of the lines
    of a hatch; `outline` is how much darker than its holder the coast of stressed land is (200 is
    half as light). Widths are in reference pixels. With `relief` the ground has its heights; with
    `marked` the land of every holder has a pattern of its own; with `plates` names stand on plates.
    """

    sea: QColor
    land: QColor
    coast: QColor
    river: QColor
    brook: QColor
    lake: QColor
    frontier_width: float
    rail: QColor
    rail_gap: QColor
    road: QColor
    route: QColor
    route_china: QColor
    route_russia: QColor
    route_japan: QColor
    route_korea: QColor
    name: QColor
    second: QColor
    water: QColor
    ground: QColor
    battle: QColor
    faint: float
    stressed: float
    pattern: float
    outline: int
    outline_width: float
    hairline: float
    relief: bool
    marked: bool
    plates: bool


_LIGHT = Colours(
    sea=QColor("#CFE2EE"),
    land=QColor("#EFE9D8"),
    coast=QColor("#3A5568"),
    river=QColor("#22527A"),
    brook=QColor("#6FA3CC"),
    lake=QColor("#CFE2EE"),
    frontier_width=1.7,
    rail=QColor("#1E2A35"),
    rail_gap=QColor("#FFFFFF"),
    road=QColor("#7A5200"),
    route=QColor("#3A4753"),  # of no family
    route_china=QColor("#8A5A00"),
    route_russia=QColor("#004C7A"),
    route_japan=QColor("#9C3F76"),
    route_korea=QColor("#00684A"),
    name=QColor("#1E2A35"),
    second=QColor("#1E2A35"),
    water=QColor("#10354D"),
    ground=QColor("#382F1C"),
    battle=QColor("#651A17"),
    faint=0.15,
    stressed=0.46,
    pattern=0.62,
    outline=190,
    outline_width=1.8,
    hairline=1.5,
    relief=True,
    marked=False,
    plates=False,
)
_CONTRAST = Colours(
    sea=QColor("#E4F1FA"),
    land=QColor("#FFFFFF"),
    coast=QColor("#000000"),
    river=QColor("#04263F"),
    brook=QColor("#4A7596"),
    lake=QColor("#E4F1FA"),
    frontier_width=3.0,
    rail=QColor("#000000"),
    rail_gap=QColor("#FFFFFF"),
    road=QColor("#5C3D00"),
    route=QColor("#000000"),
    route_china=QColor("#6B4500"),
    route_russia=QColor("#00406B"),
    route_japan=QColor("#7A1F56"),
    route_korea=QColor("#00513A"),
    name=QColor("#000000"),
    second=QColor("#000000"),
    water=QColor("#00304D"),
    ground=QColor("#332A1A"),
    battle=QColor("#6E0000"),
    faint=0.24,
    stressed=0.62,
    pattern=0.9,
    outline=260,
    outline_width=3.2,
    hairline=2.0,
    relief=False,
    marked=True,
    plates=True,
)

# The colours of the look being worn, by their names in capitals; see `ui/theme.py`.
SEA: QColor
LAND: QColor
COAST: QColor
RIVER: QColor
BROOK: QColor
LAKE: QColor
RAIL: QColor
RAIL_GAP: QColor
ROAD: QColor
ROUTE: QColor


def colours() -> Colours:
    """The map's colours in the look being worn."""
    return _CONTRAST if theme.worn().contrast else _LIGHT


def __getattr__(name: str) -> QColor:
    found = getattr(colours(), name.lower(), None) if name.isupper() else None
    if not isinstance(found, QColor):
        raise AttributeError(f"the map has no colour {name}")
    return found


def route_colour(family: str) -> QColor:
    """The colour of the routes of a family of powers."""
    found = getattr(colours(), f"route_{family}", None)
    return found if isinstance(found, QColor) else colours().route


# Relief is good to about 1 km a pixel; closer by it gives way to flat land (metres per pixel).
RELIEF_FROM, RELIEF_FULL = 180.0, 420.0
# Farther out than this pictures of land and sea together are sharp enough while things move.
PICTURE_SUFFICES = RELIEF_FULL

# How coarse a shape may be, in pixels, at rest and while things move.
FINE, COARSE = 0.6, 2.2


class LabelLook(NamedTuple):
    """Sizes in reference pixels: of the name, of the second line, of the dot's radius.

    `colour` is one of the map's `Colours`; `both` says whether there is a second line.
    """

    size: float
    second: float
    dot: float
    bold: bool = True
    colour: str = "name"
    spacing: float = 0.0
    serif: bool = False
    both: bool = False


_TOWN = {
    1: LabelLook(25, 18.5, 6.5),
    2: LabelLook(19, 15.5, 5.0),
    3: LabelLook(16.5, 14.5, 4.2),
    4: LabelLook(15.5, 14.0, 3.8),
    5: LabelLook(15.0, 14.0, 3.6),
}
SECOND_LINE_FROM = 20  # reference pixels
STRESSED_TOWN = LabelLook(27, 19, 7.0)
_PLAIN = {
    PlaceKind.SEA: LabelLook(20, 15.5, 0, bold=False, colour="water", spacing=1.5, serif=True),
    PlaceKind.LAKE: LabelLook(15, 14, 0, bold=False, colour="water", serif=True),
    PlaceKind.RIVER: LabelLook(15, 14, 0, bold=False, colour="water", serif=True),
    PlaceKind.REGION: LabelLook(19, 15, 0, bold=False, colour="ground", spacing=3.0),
    PlaceKind.ISLAND: LabelLook(16, 14, 0, bold=False, colour="ground"),
    PlaceKind.MOUNTAIN: LabelLook(15, 14, 3.2, bold=False, colour="ground"),
    PlaceKind.POINT: LabelLook(16, 14, 4.0, bold=False),
    PlaceKind.BATTLE: LabelLook(17, 14, 6.0, colour="battle"),
}


def label_look(kind: PlaceKind, rank: int, *, stressed: bool, least: float = 0.0) -> LabelLook:
    """The look of a place's label, whose text is at least `least` reference pixels large."""
    if kind in _PLAIN:
        look = _PLAIN[kind]
        look = look._replace(bold=True) if stressed else look
    else:
        look = STRESSED_TOWN if stressed else _TOWN[rank]
    both = rank <= 2 or look.size >= SECOND_LINE_FROM
    return look._replace(size=max(look.size, least), second=max(look.second, least), both=both)


# The farthest out (metres per reference pixel) that a place of each rank is still named.
FARTHEST = {1: 12_000.0, 2: 2_300.0, 3: 850.0, 4: 330.0, 5: 150.0}

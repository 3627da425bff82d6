"""The looks of the timeline: the sizes of the whole strip and of the slim one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from db.records import Ribbon
from ui.camera import Box
from ui.timeline.axis import Stretch


class Measures(NamedTuple):
    """The sizes of a look in reference pixels, from the top of the strip down."""

    act_top: float
    act_bottom: float
    knob: float
    knob_radius: float
    spots: float
    cluster_radius: float
    count_size: float
    bars: tuple[float, ...]
    bar_height: float
    ribbons: float
    lane: float
    split_lane: float
    split_gap: float
    ribbon_gap: float
    tick_gap: float
    tick: float
    year: float
    foot: float
    left: float
    right: float
    label_size: float
    year_size: float


EXPLORE = Measures(
    act_top=14,
    act_bottom=45,
    knob=54,
    knob_radius=6.5,
    spots=71,
    cluster_radius=9.5,
    count_size=12.5,
    bars=(86.0, 94.0),
    bar_height=5,
    ribbons=104,
    lane=22,
    split_lane=20,
    split_gap=1,
    ribbon_gap=6,
    tick_gap=5,
    tick=7,
    year=11,
    foot=10,
    left=24,
    right=40,
    label_size=17,
    year_size=16,
)
# Rounded to whole pixels it is 2.6 % of the picture's height and more, from 588 pixels up.
SLIM_TEXT = 29
SLIM = Measures(
    act_top=0,
    act_bottom=0,
    knob=9,
    knob_radius=7.5,
    spots=36,
    cluster_radius=18,
    count_size=SLIM_TEXT,
    bars=(60.0, 68.0),
    bar_height=5,
    ribbons=75,
    lane=12,
    split_lane=8,
    split_gap=1,
    ribbon_gap=3,
    tick_gap=3,
    tick=7,
    year=16,
    foot=18,
    left=60,
    right=70,
    label_size=SLIM_TEXT,
    year_size=SLIM_TEXT,
)
CAPTION_SIZE = 14
CAPTION_PADDING = 5
ACT_SIZE = 18
LABEL_GAP = 20


class Look(NamedTuple):
    """How a timeline is asked for: its box, its unit, slim or whole, and the days in view."""

    box: Box
    unit: float
    slim: bool
    stretch: Stretch

    @property
    def measures(self) -> Measures:
        return SLIM if self.slim else EXPLORE


def strip_height(ribbons: Sequence[Ribbon], unit: float, *, slim: bool) -> int:
    """The pixels that the timeline takes from top to bottom."""
    return round(_height(ribbons, SLIM if slim else EXPLORE) * unit)


def fitted(look: Look, ribbons: Sequence[Ribbon]) -> Look:
    """The look with its unit made smaller where its box is too low for it."""
    fitting = look.box.height / _height(ribbons, look.measures)
    return look if look.unit <= fitting else look._replace(unit=fitting)


def _height(ribbons: Sequence[Ribbon], look: Measures) -> float:
    rows = look.ribbons + _ribbons_height(ribbons, look)
    return rows + look.tick_gap + look.tick + look.year + look.foot


def _ribbons_height(ribbons: Sequence[Ribbon], look: Measures) -> float:
    return sum(_ribbon_height(ribbon, look) + look.ribbon_gap for ribbon in ribbons)


def _ribbon_height(ribbon: Ribbon, look: Measures) -> float:
    lanes = len(ribbon.lanes)
    return look.lane if lanes == 1 else lanes * look.split_lane + (lanes - 1) * look.split_gap

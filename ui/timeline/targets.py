"""What lies under a point of the timeline."""

from __future__ import annotations

from typing import NamedTuple

from db.records import Act, Mark
from ui.timeline.layout import Plan, Row
from ui.timeline.marks import Spot

REACH = 5.0  # reference pixels that a pointer may miss a mark by
GRIP = 9.0  # and the playhead


class ActTarget(NamedTuple):
    """An act's box."""

    act: Act


class MarkTarget(NamedTuple):
    """The circle or the bar of one event."""

    mark: Mark


class ClusterTarget(NamedTuple):
    """A cluster of marks."""

    spot: Spot


class RibbonTarget(NamedTuple):
    """A lane of a ribbon, on a day."""

    row: Row
    day: float


class YearsTarget(NamedTuple):
    """The strip of years, on a day."""

    day: float


class GroundTarget(NamedTuple):
    """Anywhere else along the axis, on a day."""

    day: float


Target = ActTarget | MarkTarget | ClusterTarget | RibbonTarget | YearsTarget | GroundTarget


def target_at(plan: Plan, x: float, y: float) -> Target | None:
    """What is at a pixel; nothing beside the axis."""
    axis, unit, measures = plan.axis, plan.look.unit, plan.look.measures
    reach = REACH * unit
    if not axis.x0 - reach <= x <= axis.x1 + reach:
        return None
    day = axis.to_day(axis.clamped(x))
    if plan.y(measures.act_top) <= y <= plan.y(measures.act_bottom):
        box = next((box for box in plan.acts if box.x0 <= x <= box.x1), None)
        return ActTarget(box.act) if box else GroundTarget(day)
    if abs(y - plan.y(measures.spots)) <= measures.cluster_radius * unit + reach / 2:
        spot = plan.spot_near(x, reach)
        if spot is not None:
            return ClusterTarget(spot) if spot.mark is None else MarkTarget(spot.mark)
    for bar in plan.bars:
        far = abs(y - plan.y(measures.bars[bar.lane]))
        if bar.x0 <= x <= bar.x1 and far <= 4 * unit:
            return MarkTarget(bar.mark)
    for row in plan.rows:
        if row.top <= y <= row.bottom:
            return RibbonTarget(row, day)
    return YearsTarget(day) if y >= plan.tick_top else GroundTarget(day)


def on_playhead(plan: Plan, x: float, y: float, day: float) -> bool:
    """Whether a pixel is close enough to the playhead of `day` to take hold of it."""
    head = plan.axis.to_pixel(day)
    unit, measures = plan.look.unit, plan.look.measures
    if not plan.axis.x0 <= head <= plan.axis.x1:
        return False
    if y <= plan.y(measures.knob + measures.knob_radius):
        return y >= plan.y(measures.knob - measures.knob_radius) and abs(x - head) <= GRIP * unit
    return abs(x - head) <= 4 * unit

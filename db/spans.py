"""Who holds something on a day. Spans are half-open: the day one ends belongs to its successor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from db.records import Control, Edtf


class Holding(NamedTuple):
    """Who holds on a day; while a vague bound passes, `after` takes over by `share` (0 to 1)."""

    before: Control
    after: Control | None
    share: float


def share_passed(bound: Edtf, day: float) -> float:
    """How far a bound has been passed on `day`: 0 before its first day, 1 from its last on.

    A bound of one day is a step; one of several days rises evenly over them.
    """
    if day < bound.first:
        return 0.0
    return min(1.0, (day - bound.first + 1) / (bound.last - bound.first + 1))


def holding_on(controls: Sequence[Control], day: float) -> Holding:
    """Who holds on `day`; days off the axis belong to the first and the last control."""
    current = 0
    for index in range(1, len(controls)):
        share = share_passed(controls[index].start, day)
        if share < 1.0:
            if share > 0.0:
                return Holding(controls[current], controls[index], share)
            break
        current = index
    return Holding(controls[current], None, 0.0)


def control_on(controls: Sequence[Control], day: float) -> Control:
    """The one control in force on `day`; while a vague bound passes, the one that weighs more."""
    before, after, share = holding_on(controls, day)
    return after if after is not None and share >= 0.5 else before

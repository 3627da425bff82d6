"""Two dates side by side: which, how they are shown, and the pure moves between such stands."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

LEAST, MOST = 0.02, 0.98  # of the width: the divider never leaves the picture
NUDGE, BIG_NUDGE = 0.01, 0.1


class Form(StrEnum):
    """How two dates are shown."""

    SWIPE = "swipe"  # one map, cut by a divider
    LINKED = "linked"  # two maps that move together


class Side(StrEnum):
    """One of the two dates: A is at the left, B at the right."""

    A = "A"
    B = "B"


class Comparison(NamedTuple):
    """Two dates that are compared.

    `a` and `b` are days, in any order. `divider` is how much of the picture's width shows A
    (0 to 1). `chosen` is the side whose date keys change; none: they move the divider.
    """

    a: int
    b: int
    divider: float = 0.5
    form: Form = Form.SWIPE
    chosen: Side | None = None

    def day(self, side: Side) -> int:
        """The date of a side."""
        return self.a if side is Side.A else self.b


def with_day(found: Comparison, side: Side, day: int) -> Comparison:
    """Another date for a side."""
    return found._replace(a=day) if side is Side.A else found._replace(b=day)


def exchanged(found: Comparison) -> Comparison:
    """A becomes B and B becomes A: what was gained is lost."""
    return found._replace(a=found.b, b=found.a)


def with_divider(found: Comparison, share: float) -> Comparison:
    """The divider elsewhere, within the picture."""
    return found._replace(divider=min(max(share, LEAST), MOST))


def in_other_form(found: Comparison) -> Comparison:
    """From one map with a divider to two maps, or back."""
    return found._replace(form=Form.LINKED if found.form is Form.SWIPE else Form.SWIPE)


def choosing(found: Comparison, side: Side | None) -> Comparison:
    """Choose the side whose date the keys change; the same side again lets go of it."""
    return found._replace(chosen=None if found.chosen is side else side)


def nearest_side(found: Comparison, day: float) -> Side:
    """The side whose date is nearer to `day`; where both are, the chosen one or B."""
    far_a, far_b = abs(found.a - day), abs(found.b - day)
    if far_a == far_b:
        return found.chosen or Side.B
    return Side.A if far_a < far_b else Side.B

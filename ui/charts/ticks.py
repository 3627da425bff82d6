"""Round numbers for the ruler of a chart."""

from __future__ import annotations

from math import ceil, floor, log10

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def rounded_ticks(low: float, high: float, *, most: int) -> list[float]:
    """At most `most` + 1 round numbers from `low` to `high`, evenly apart."""
    rough = (high - low) / max(most, 1)
    power = 10.0 ** floor(log10(rough))
    step = next(step * power for step in STEPS if step * power >= rough * (1 - 1e-9))
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]

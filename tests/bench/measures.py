"""Measured times and the table they are printed in."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: median and 95th percentile, and a ratio where one is named."""

    what: str
    median: float
    p95: float
    unit: str = "ms"
    count: int = 1
    ratio: float | None = None
    against: str = ""
    goal: str = ""


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def row(
    what: str,
    values: list[float],
    *,
    unit: str = "ms",
    against: tuple[str, float] | None = None,
    goal: str = "",
) -> Row:
    """A line from measured values; `against` names what the median is divided by."""
    median = percentile(values, 0.5)
    return Row(
        what,
        median,
        percentile(values, 0.95),
        unit,
        len(values),
        median / against[1] if against else None,
        against[0] if against else "",
        goal,
    )


def timed(work: Callable[[], object], times: int) -> list[float]:
    """How long each of so many calls takes, in milliseconds, after one that is not counted."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def table(rows: Iterable[Row]) -> str:
    """The rows as text."""
    lines = [f"{'what':58} {'median':>9} {'p95':>9}        {'n':>5}  ratio"]
    for entry in rows:
        ratio = f"{entry.ratio:.2f} x {entry.against}" if entry.ratio is not None else ""
        goal = f"  (goal {entry.goal})" if entry.goal else ""
        lines.append(
            f"{entry.what:58} {entry.median:9.2f} {entry.p95:9.2f} {entry.unit:6}"
            f" {entry.count:5}  {ratio}{goal}"
        )
    return "\n".join(lines)


def save(rows: Iterable[Row], path: Path) -> None:
    """Write the rows as JSON."""
    path.write_text(json.dumps([asdict(entry) for entry in rows], indent=1), encoding="utf-8")

"""What a spawned program tells the benchmark, on its last line."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def resident_mb() -> float:
    """The resident memory of this process in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def report(seconds: float, megabytes: float, later: float) -> None:
    """Say how long the first picture took and how much memory there was then and later."""
    told = {"seconds": seconds, "megabytes": megabytes, "later_megabytes": later}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()

"""Draws strokes into a file without a window, until it is killed.

Prints the time and the place of every point as it is drawn: what the file is compared with.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from db.records import EventId
from ui.pen.stroke_file import Journal, of_stroke, read
from ui.pen.strokes import Colour, Stroke, Tool
from ui.pen.under_way import UnderWay

POINTS_IN_A_STROKE = 160
PACE = 0.008  # seconds between two points


def main(path: Path) -> None:
    """Draw one stroke after another; x grows from point to point."""
    journal = Journal(path, read(path, "9b"), sys.exit)
    number, x = 0, 0.0
    while True:
        number += 1
        live: UnderWay | None = None
        for _ in range(POINTS_IN_A_STROKE):
            x += 2.0
            sys.stdout.write(f"{time.monotonic()} {x}\n")
            sys.stdout.flush()
            point = (x, x % 50)
            if live is None:
                begun = Stroke(number, EventId("here"), Tool.PEN, Colour.INK, 0.005, (point,))
                live = UnderWay(begun, 1.0)
                journal.watch(live)
            else:
                live.add(point)
            time.sleep(PACE)
        assert live is not None
        done = live.finished()
        live.goes_on = False
        assert done is not None
        journal.append({"stroke": of_stroke(done)})


if __name__ == "__main__":
    main(Path(sys.argv[1]))

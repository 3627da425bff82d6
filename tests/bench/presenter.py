"""What the teacher's own screen costs the class: the audience's frames with the page beside them.

Both windows are painted on this thread; a frame counts until both are flushed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QProcess, QRect, Qt
from PySide6.QtTest import QTest

from db.library import Library
from tests.bench.frames import BUDGET, FPS, Stage
from tests.bench.measures import Row, row
from tests.windows import FakeScreens
from ui.present.screens import Seat
from ui.present.thumbnails import PROGRAM, SIZE
from ui.state import Layout

GOAL = "p50 <= 10, p95 <= 16.7"


def presenter_rows(library: Library, size: tuple[int, int] = (1920, 1080)) -> Iterator[Row]:
    """Flights between all stops: alone, with the presenter's page open, and with a process beside
    them that makes the pictures of all stops."""
    alone = Stage(library, size, Layout.PRESENT)
    rows = list(_rows(alone, "audience's frame, one screen"))
    alone.close()
    median = rows[0].median
    yield from rows
    stage = two_screens(library, size)
    yield from _rows(stage, "  presenter's page open", median)
    with TemporaryDirectory() as folder:
        child = thumbnails_into(folder)
        started = time.monotonic()
        yield from _rows(stage, "  and step pictures being made", median)
        child.waitForFinished(-1)
        seconds = time.monotonic() - started
        count = len(list(Path(folder).iterdir()))
        yield row(f"  {count} step pictures, beside these flights", [seconds], unit="s")
    stage.close()


def two_screens(library: Library, size: tuple[int, int]) -> Stage:
    """A stage with a screen of that size for the teacher and one for the class."""
    width, height = size
    screens = FakeScreens(
        Seat("teacher", QRect(0, 0, width, height)), Seat("class", QRect(width, 0, width, height))
    )
    return Stage(library, size, Layout.PRESENT, screens)


def flights(stage: Stage) -> list[float]:
    """Milliseconds of each frame of flights from the first stop to the last."""
    stage.explorer.first()
    stage.explorer.land()
    stage.settle()
    taken: list[float] = []
    for _ in range(len(stage.explorer.tour.steps) - 1):
        QTest.keyClick(stage.window, Qt.Key.Key_PageDown)
        stage.clock.now += 1 / FPS
        stage.explorer.tick(stage.clock.now)
        stage.frame()
        taken += paced(stage)
        stage.settle()
    return taken


def paced(stage: Stage) -> list[float]:
    """The frames of a flight, sixty in a second as a class sees them, so that what runs beside
    them runs as it would."""
    taken = []
    due = time.perf_counter()
    while stage.explorer.state.flight is not None:
        due += 1 / FPS
        time.sleep(max(due - time.perf_counter(), 0))
        stage.clock.now += 1 / FPS
        start, worked = time.perf_counter(), time.thread_time()
        stage.explorer.tick(stage.clock.now)
        stage.frame()
        taken.append((time.perf_counter() - start) * 1000)
        stage.worked.append((time.thread_time() - worked) * 1000)
    return taken


def thumbnails_into(folder: str) -> QProcess:
    """The process that makes the pictures of all stops of all tours, started."""
    child = QProcess()
    width, height = SIZE
    child.setStandardOutputFile(QProcess.nullDevice())
    child.start(PROGRAM[0], [*PROGRAM[1:], "--size", f"{width}x{height}", folder])
    if not child.waitForStarted():
        sys.stderr.write(f"{child.errorString()}\n")
    return child


def _rows(stage: Stage, name: str, alone: float | None = None) -> Iterator[Row]:
    stage.worked.clear()
    taken = flights(stage)
    against = ("one screen", alone) if alone else None
    yield row(f"{name}", taken, goal=GOAL, against=against)
    yield row("    of it processor time", stage.worked, goal=GOAL)
    dropped = sum(int(frame // BUDGET) for frame in taken)
    yield row(f"    frames dropped of {len(taken)}", [float(dropped)], unit="frames")

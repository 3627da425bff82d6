"""What is measured inside the window: frames of flights and scrubs, and the answer to a key.

A frame counts from the timer's tick to the whole window flushed: state, scene, map, names,
timeline and story. The clock is driven by hand at sixty ticks a second, so that every machine
paints the same frames.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.library import Library
from tests.bench.measures import Row, row
from ui import app, fonts, theme
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.map.basemap import Basemap
from ui.messages import Messages
from ui.present.screens import Screens
from ui.state import Layout, at_step

FPS = 60
SCRUB_FRAMES = 340  # half a year of the story each
BUDGET = 1000 / FPS


@dataclass
class Clock:
    """Seconds, moved by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


class Stage:
    """The real window of a lesson at one size, on a clock of our own."""

    def __init__(
        self,
        library: Library,
        size: tuple[int, int],
        layout: Layout,
        screens: Screens | None = None,
    ) -> None:
        self.clock = Clock()
        self.worked: list[float] = []  # milliseconds of the processor for each frame of flights
        world = library.world()
        self.explorer = Explorer(world, at_step(world, world.tours[0].id, 0), self.clock)
        self.basemap = Basemap()
        self.window: MainWindow
        self.window, shown = app.join(
            self.explorer, library, self.basemap, Messages(), windowed=True, screens=screens
        )
        self.window.resize(*size)
        self.window.show()
        if layout is Layout.PRESENT:
            self.explorer.present_from_here()
            self.explorer.land()
        for shape in self.basemap.unread():
            _ = shape.path
        shown.picture.prepare()
        self.settle()

    def settle(self) -> None:
        """Let timers and late events run until the picture is the one at rest."""
        deadline = time.monotonic() + 0.4
        while time.monotonic() < deadline:
            QCoreApplication.processEvents()

    def frame(self) -> None:
        """Deliver what is due and flush the window."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
        QCoreApplication.processEvents()

    def flight(self) -> list[float]:
        """Milliseconds of each frame of the flight under way."""
        taken = []
        while self.explorer.state.flight is not None:
            self.clock.now += 1 / FPS
            start, worked = time.perf_counter(), time.thread_time()
            self.explorer.tick(self.clock.now)
            self.frame()
            taken.append((time.perf_counter() - start) * 1000)
            self.worked.append((time.thread_time() - worked) * 1000)
        return taken

    def close(self) -> None:
        """Take the window away."""
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def frame_rows(
    library: Library, size: tuple[int, int], layout: Layout, *, contrast: bool = False
) -> Iterator[Row]:
    """Flights between all neighbouring stops, a scrub over all years, keys."""
    stage = Stage(library, size, layout)
    name = f"{layout}, {size[0]} x {size[1]}"
    if contrast:
        name += ", high contrast"
        stage.explorer.toggle_contrast()
        stage.settle()
    p95 = "p50 <= 10, p95 <= 16.7" if size[0] <= 1920 else "p95 <= 33"
    flights: list[float] = []
    answers: list[float] = []
    landings: list[float] = []
    for _ in range(len(stage.explorer.tour.steps) - 1):
        start = time.perf_counter()
        QTest.keyClick(stage.window, Qt.Key.Key_PageDown)
        stage.clock.now += 1 / FPS
        stage.explorer.tick(stage.clock.now)
        stage.frame()
        answers.append((time.perf_counter() - start) * 1000)
        flights += stage.flight()
        start = time.perf_counter()
        stage.frame()
        landings.append((time.perf_counter() - start) * 1000)
        stage.settle()
    yield row(f"flight frame, {name}", flights, goal=p95)
    yield row(f"  of it processor time, {name}", stage.worked, goal=p95)
    dropped = sum(int(taken // BUDGET) for taken in flights)
    yield row(f"  frames dropped of {len(flights)}, {name}", [float(dropped)], unit="frames")
    yield row(f"key press to first changed frame, {name}", answers, goal="<= 1 frame")
    yield row(f"  painting the map finely after landing, {name}", landings)
    yield row(f"scrub frame, {name}", list(scrub(stage)), goal=p95)
    stage.close()
    theme.wear(theme.LIGHT)


def scrub(stage: Stage) -> Iterator[float]:
    """Milliseconds of each frame while the date is dragged over all years."""
    world = stage.explorer.world
    days = world.as_of - world.first_day
    for number in range(SCRUB_FRAMES):
        start = time.perf_counter()
        stage.explorer.seek(world.first_day + days * number / SCRUB_FRAMES)
        stage.frame()
        yield (time.perf_counter() - start) * 1000


def application() -> QApplication:
    """The application in the lesson's look."""
    made = QApplication.instance()
    if isinstance(made, QApplication):
        return made
    made = app.make_application()
    fonts.register()
    return made

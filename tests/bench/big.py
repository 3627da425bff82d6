"""Generated lessons of 1,000 and 100,000 events: what grows with them, and how much."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QImage, QPainter

from db.found import Ask, Found
from db.library import LESSON, Library
from tests.bench.frames import Stage
from tests.bench.measures import Row, percentile, row, timed
from tests.lessons import write_big_lesson
from ui.camera import Box
from ui.explorer import Explorer
from ui.state import Layout, at_step, next_step
from ui.timeline.painter import TimelinePicture

SIZES = (1_000, 100_000)
GOALS = {
    "open": "<= 1 s",
    "next": "<= 2 ms",
    "search": "<= 30 ms",
    "narrowed search": "<= 30 ms",
    "timeline frame": "<= 8 ms",
    "flight frame": "< 2 x",
}
# A word of every story, the beginning of one, two of them, a word of one title, and an old name.
WORDS = ("port", "p", "province sea", "Event 99", "Dairen", "大连")


def big_rows() -> Iterator[Row]:
    """Open, next, timeline frame and flight frame of both lessons, and how each grows."""
    smaller: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        for events in SIZES:
            path = write_big_lesson(Path(folder, f"{events}.landlocked"), events, base=LESSON)
            for what, values in _measured(path).items():
                against = ("1,000 events", smaller[what]) if what in smaller else None
                smaller.setdefault(what, percentile(values, 0.5))
                yield row(f"{what}, {events:,} events", values, against=against, goal=GOALS[what])


def _measured(path: Path) -> dict[str, list[float]]:
    library = Library.open(path)
    world = library.world()
    explorer = Explorer(world, at_step(world, world.tours[0].id, 0))
    middle = len(world.tours[0].steps) // 2
    here = at_step(world, world.tours[0].id, middle)
    timeline = TimelinePicture(world)
    image = QImage(1920, 1080, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    box = Box(0, 840, 1920, 1080)
    stage = Stage(library, (1920, 1080), Layout.EXPLORE)
    flights: list[float] = []
    for _ in range(3):
        stage.explorer.go_to_step(stage.explorer.state.step + middle // 4)
        flights += stage.flight()
        stage.settle()
    stage.close()
    measured = {
        "open": timed(_open(path), 5),
        "next": timed(lambda: next_step(here, explorer.world, time.monotonic()), 50),
        "search": [took for words in WORDS for took in timed(_search(library, Ask(words)), 5)],
        "narrowed search": timed(_search(library, Ask("province", act=3, importance=2)), 5),
        "timeline frame": timed(
            lambda: timeline.paint(painter, here, box, unit=1.0, slim=False, night=False),
            50,
        ),
        "flight frame": flights,
    }
    painter.end()
    library.close()
    return measured


def _search(library: Library, ask: Ask) -> Callable[[], Found]:
    return partial(library.search, ask)


def _open(path: Path) -> Callable[[], None]:
    def work() -> None:
        with Library.open(path) as library:
            library.world()

    return work

"""What is measured of two compared dates: frames while something of them is dragged."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from db.library import Library
from tests.bench.frames import BUDGET, Stage
from tests.bench.measures import Row, row
from ui.comparison import Form, Side
from ui.state import Layout

FRAMES = 240
GOAL = "p95 <= 16.7"


def swipe_rows(library: Library, size: tuple[int, int], layout: Layout) -> Iterator[Row]:
    """A swipe from side to side at several stops; a date dragged; the map dragged."""
    stage = Stage(library, size, layout)
    name = f"{layout}, {size[0]} x {size[1]}"
    swipes: list[float] = []
    opened: list[float] = []
    for number in (1, 6, 10, 15):
        stage.explorer.go_to_step(number)
        stage.explorer.land()
        stage.settle()
        opened += _frames(stage, lambda _: stage.explorer.toggle_comparison(), 1)
        stage.settle()
        swipes += _frames(stage, stage.explorer.move_divider)
    yield row(f"first frame of a comparison, {name}", opened)
    yield row(f"swipe frame, {name}", swipes, goal=GOAL)
    dropped = sum(int(taken // BUDGET) for taken in swipes)
    yield row(f"  frames dropped of {len(swipes)}, {name}", [float(dropped)], unit="frames")
    first, days = stage.explorer.world.first_day, 60_000

    def drag_date(share: float) -> None:
        stage.explorer.compare_day(Side.A, first + share * days)

    camera = stage.explorer.state.camera

    def drag_map(share: float) -> None:
        stage.explorer.look(camera._replace(x=camera.x + (share - 0.5) * camera.height))

    for form in Form:
        found = stage.explorer.state.comparison
        if found is not None and found.form is not form:
            stage.explorer.switch_form()
            stage.settle()
        yield row(f"date dragged, {form}, {name}", _frames(stage, drag_date), goal=GOAL)
        yield row(f"map dragged, {form}, {name}", _frames(stage, drag_map), goal=GOAL)
        stage.settle()
    stage.close()


def _frames(stage: Stage, move: Callable[[float], None], count: int = FRAMES) -> list[float]:
    """Milliseconds of each frame while something goes from one side to the other."""
    taken = []
    for number in range(count):
        start = time.perf_counter()
        move(number / max(count - 1, 1))
        stage.frame()
        taken.append((time.perf_counter() - start) * 1000)
    return taken

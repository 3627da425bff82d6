"""The pen: from a pointer's event to the drawn stroke, and flights over a map full of strokes.

A frame counts from the event to the whole window flushed, as everywhere in the benchmark.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from db.library import Library
from tests.bench.frames import FPS, Stage
from tests.bench.measures import Row, percentile, row
from ui.pen.strokes import Tool
from ui.present.widget import PresentWidget
from ui.state import Layout

FEW, MANY = 8, 60  # strokes at a stop: as a lesson draws them, and far more
POINTS = 80  # in each
MOVES = 400  # of one long stroke
SIZES = ((1920, 1080), (3840, 2160))


def pen_rows(library: Library) -> Iterator[Row]:
    """Latency of drawing on a clean map and a full one, and frames of flights over it."""
    for size in SIZES:
        yield from _rows(library, size)


def _rows(library: Library, size: tuple[int, int]) -> Iterator[Row]:
    stage = Stage(library, size, Layout.PRESENT)
    (view,) = stage.window.findChildren(PresentWidget)
    box = stage.window.pen.box
    name = f"{size[0]} x {size[1]}"
    clean = list(_flights(stage))
    goal = "p50 <= 10, p95 <= 16.7" if size[0] <= 1920 else "p95 <= 33"
    yield row(f"flight frame over a clean map, {name}", clean, goal=goal)
    box.toggle()
    for tool in (Tool.PEN, Tool.HIGHLIGHTER, Tool.ARROW):
        box.take(tool)
        moves = list(_draw_long(stage, view))
        yield row(f"pen event to drawn stroke, {tool}, {name}", moves, goal="<= 1 frame")
    box.clear()
    for strokes in (FEW, MANY):
        _fill(stage, view, strokes)
        box.take(Tool.PEN)
        first, *moves = _draw_long(stage, view)
        among = f"among {strokes} strokes, {name}"
        yield row(f"pen event to drawn stroke, {among}", moves, goal="<= 1 frame")
        yield row(f"  the first event, {among}", [first], goal="<= 1 frame")
        yield row(f"  the event that ends it, {among}", [_end(stage, view)], goal="<= 1 frame")
        flights = list(_flights(stage))
        against = ("a clean map", percentile(clean, 0.5))
        yield row(
            f"flight frame over {strokes} strokes, {name}", flights, against=against, goal=goal
        )
        box.clear()
    box.close()
    stage.close()


def _flights(stage: Stage) -> Iterator[float]:
    """Milliseconds of each frame of flights to the next stop and back."""
    for go in (stage.explorer.next, stage.explorer.previous) * 3:
        go()
        stage.clock.now += 1 / FPS
        yield from stage.flight()
        stage.settle()


def _draw_long(stage: Stage, view: QWidget) -> Iterator[float]:
    """Milliseconds of each event of a long stroke, the press among them."""
    width, height = view.width(), view.height()
    for n in range(MOVES):
        turn = 0.06 * n
        reach = 0.02 + 0.28 * n / MOVES
        at = QPointF(
            width * 0.45 + reach * height * math.cos(turn),
            height * 0.32 + reach * height * math.sin(turn),
        )
        start = time.perf_counter()
        _send(view, QEvent.Type.MouseMove if n else QEvent.Type.MouseButtonPress, at)
        stage.frame()
        yield (time.perf_counter() - start) * 1000
    _send(view, QEvent.Type.MouseButtonRelease, at)
    stage.frame()


def _end(stage: Stage, view: QWidget) -> float:
    at = QPointF(view.width() / 2, view.height() / 3)
    _send(view, QEvent.Type.MouseButtonPress, at)
    for n in range(60):
        _send(view, QEvent.Type.MouseMove, at + QPointF(3 * n, 20 * math.sin(0.2 * n)))
    stage.frame()
    start = time.perf_counter()
    _send(view, QEvent.Type.MouseButtonRelease, at)
    stage.frame()
    return (time.perf_counter() - start) * 1000


def _fill(stage: Stage, view: PresentWidget, strokes: int) -> None:
    """Draw all over the stop, with every tool."""
    box = stage.window.pen.box
    sight = view.layers.sight()
    assert sight is not None
    width, height = sight.box.x1, sight.box.y1
    for n in range(strokes):
        box.take((Tool.PEN, Tool.PEN, Tool.HIGHLIGHTER, Tool.ARROW, Tool.RING)[n % 5])
        left, top = width * (0.05 + 0.8 * (n % 10) / 10), height * (0.08 + 0.8 * (n // 10) / 6)
        way = [
            sight.view.to_plane(left + 0.12 * width * k / POINTS, top + 40 * math.sin(0.3 * k + n))
            for k in range(POINTS)
        ]
        box.draw(replace(box.begin(way[0]), points=tuple(way)))
    stage.settle()


def _send(view: QWidget, kind: QEvent.Type, at: QPointF) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    held = left if kind is not QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
    QApplication.sendEvent(view, QMouseEvent(kind, at, view.mapToGlobal(at), left, held, none))

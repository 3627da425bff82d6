"""Charts: the first one with what it imports, those after it, and the date moving over one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage, QPainter

from db.chart_records import Chart
from db.library import Library
from tests.bench.measures import Row, row, timed
from ui.charts.look import Look, before_audience, in_panel
from ui.charts.picture import ChartPicture, paint_cursor

ROOT = Path(__file__).resolve().parents[2]
ROOMS: dict[str, tuple[int, int | None, Look]] = {
    "story panel, 1920 x 1080": (616, None, in_panel(1.0)),
    "audience, 1920 x 1080": (1808, 962, before_audience(1080)),
    "audience, 3840 x 2160": (3616, 1925, before_audience(2160)),
}
FIRST = """
import time
from PySide6.QtWidgets import QApplication
application = QApplication([])
from db.library import Library
from ui import fonts
from ui.charts.look import in_panel
from ui.charts.picture import ChartPicture
fonts.register()
with Library.built_in() as library:
    chart = library.charts()[0]
look = in_panel(1.0)
start = time.perf_counter()
picture = ChartPicture(chart)
picture.image(616, picture.height(616, look), look)
print((time.perf_counter() - start) * 1000)
"""


def chart_rows(library: Library) -> Iterator[Row]:
    """Charts drawn in all rooms, and the date over one of them."""
    first = [float(_run(FIRST)) for _ in range(3)]
    yield row("first chart, matplotlib's import included", first)
    charts = library.charts()
    for name, (width, height, look) in ROOMS.items():
        taken = []
        for chart in charts:
            taken += timed(partial(_draw, chart, width, height, look), 3)
        yield row(f"chart drawn, {name}", taken, goal="< 50")
    yield row("date over a chart, audience, 1920 x 1080", list(_moves(library)))


def _draw(chart: Chart, width: int, height: int | None, look: Look) -> QImage:
    picture = ChartPicture(chart)
    return picture.image(width, height or picture.height(width, look), look)


def _moves(library: Library) -> Iterator[float]:
    width, height, look = ROOMS["audience, 1920 x 1080"]
    trade = next(chart for chart in library.charts() if chart.id == "trade")
    picture = ChartPicture(trade)
    frame = QImage(width, height or 0, QImage.Format.Format_RGB32)

    def paint() -> None:
        cursor = picture.cursor(trade.start or 0)
        with QPainter(frame) as painter:
            painter.drawImage(0, 0, picture.image(width, height or 0, look))
            if cursor:
                paint_cursor(painter, cursor, look, width)

    yield from timed(paint, 50)


def _run(script: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

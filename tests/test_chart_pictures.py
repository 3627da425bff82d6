"""Charts as they are drawn: gaps, doubt, the date, and type that fits and can be read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from db.chart_records import Certainty, Chart, ChartKind, Point
from db.library import Library
from db.records import EventId
from tests.small_world import day
from ui import fonts, theme
from ui.charts import look as looks
from ui.charts import picture as pictures
from ui.charts.look import Look, Mark, before_audience, in_panel
from ui.charts.picture import ChartPicture, paint_cursor
from ui.charts.sheet import Sheet

ROOT = Path(__file__).resolve().parent.parent
PAPER = theme.PAPER
# The panel at 1920 x 1080 and at 1024 x 768, and the room of a chart before an audience.
ROOMS = {
    "panel": (616, None, in_panel(1.0)),
    "narrow panel": (306, None, in_panel(0.72)),
    "audience": (1808, 962, before_audience(1080)),
    "small projector": (944, 684, before_audience(768)),
    "small projector, larger text": (944, 684, before_audience(768, 1.15)),
    "fine projector": (3616, 1925, before_audience(2160)),
}


@pytest.fixture(autouse=True)
def shipped_fonts(qapp: QApplication) -> None:
    fonts.register()


@pytest.fixture
def grain(library: Library) -> Chart:
    """Points of 1900, 1901, 1904 (an estimate) and 1905 (counted anew)."""
    return library.charts_of(EventId("dalny-1899"))[0]


def with_series(chart: Chart, points: tuple[Point, ...]) -> Chart:
    """The chart with these points alone."""
    shown = chart.series[0]
    return chart._replace(series=(shown._replace(series=shown.series._replace(points=points)),))


def with_points(chart: Chart, *years: int, certainty: Certainty = Certainty.REPORTED) -> Chart:
    """The chart with a level line through these years."""
    point = chart.series[0].series.points[0]
    assert point.when is not None
    points = []
    for year in years:
        when = point.when._replace(first=day(f"{year}-01-01"), last=day(f"{year}-12-31"))
        points.append(point._replace(when=when, certainty=certainty))
    return with_series(chart, tuple(points))


def drawn(chart: Chart, look: Look | None = None) -> tuple[ChartPicture, QImage]:
    """A chart drawn in the story panel."""
    look = look or in_panel(1.0)
    picture = ChartPicture(chart)
    return picture, picture.image(600, picture.height(600, look), look)


def colours_at(picture: ChartPicture, image: QImage, date: str) -> list[QColor]:
    """The colours of the plot on a day, from top to bottom."""
    cursor = picture.cursor(day(date))
    assert cursor is not None
    # The lowest pixels are the ground line and the ticks below it.
    rows = range(round(cursor.top), round(cursor.bottom) - 3)
    return [image.pixelColor(round(cursor.x), y) for y in rows]


def line_in(colours: list[QColor]) -> bool:
    line = looks.line_colour("#0072B2")
    return any(
        abs(colour.red() - line.red())
        + abs(colour.green() - line.green())
        + abs(colour.blue() - line.blue())
        < 30
        for colour in colours
    )


def test_years_in_a_row_are_joined_by_a_line(grain: Chart) -> None:
    picture, image = drawn(with_points(grain, 1901, 1902))

    assert line_in(colours_at(picture, image, "1901-12-31"))


def test_a_missing_year_is_a_gap_and_not_a_line(grain: Chart) -> None:
    picture, image = drawn(with_points(grain, 1901, 1903))

    assert not line_in(colours_at(picture, image, "1902-07-02"))


def test_no_line_leads_to_a_point_that_is_counted_anew(grain: Chart) -> None:
    joined = with_points(grain, 1901, 1902)
    before, after = joined.series[0].series.points

    picture, image = drawn(with_series(joined, (before, after._replace(recounted=True))))

    assert not line_in(colours_at(picture, image, "1901-12-31"))


def test_a_reported_point_is_full_and_an_estimate_is_hollow(grain: Chart) -> None:
    middles = []
    for certainty in (Certainty.REPORTED, Certainty.ESTIMATE):
        picture, image = drawn(with_points(grain, 1903, certainty=certainty))
        cursor = picture.cursor(day("1903-07-02"))
        assert cursor is not None
        x = round(cursor.x)
        column = [image.pixelColor(x, y) for y in range(round(cursor.top), round(cursor.bottom))]
        inked = [n for n, colour in enumerate(column) if line_in([colour])]
        middles.append(column[(inked[0] + inked[-1]) // 2])

    assert line_in(middles[:1])
    assert middles[1] == PAPER


def test_plans_look_otherwise_than_what_moved(built_in: Library) -> None:
    chart = next(chart for chart in built_in.charts() if chart.id == "zarubino")
    points = chart.series[0].series.points

    _, planned = drawn(chart)
    moved = tuple(point._replace(certainty=Certainty.REPORTED) for point in points)
    _, reported = drawn(with_series(chart, moved))

    assert planned != reported


# The date


def test_the_date_stands_at_its_day_and_nowhere_off_the_charts_time(grain: Chart) -> None:
    picture, _ = drawn(grain)

    first, middle, last = (picture.cursor(day(f"{year}-07-02")) for year in (1900, 1903, 1906))
    assert first and middle and last
    assert middle.x - first.x == pytest.approx(last.x - middle.x, abs=1)
    assert middle.year == "1903"
    assert picture.cursor(day("1898-12-31")) is None
    assert picture.cursor(day("1907-01-01")) is None


def test_the_date_is_painted_over_the_chart_and_draws_nothing_anew(
    grain: Chart, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, image = drawn(grain)
    look = in_panel(1.0)
    monkeypatch.setattr(Sheet, "image", lambda self: pytest.fail("drawn anew"))

    for year in (1900, 1903):
        frame = picture.image(image.width(), image.height(), look).copy()
        cursor = picture.cursor(day(f"{year}-03-01"))
        assert cursor is not None
        with QPainter(frame) as painter:
            paint_cursor(painter, cursor, look, frame.width())
        accent = frame.pixelColor(int(cursor.x), round(cursor.bottom) - 12)
        assert abs(accent.red() - theme.ACCENT.red()) < 60
        assert frame != image
        image = frame


def test_bars_have_no_date(library: Library) -> None:
    picture, _ = drawn(library.charts_of(EventId("dalny-1899"))[1])

    assert picture.cursor(day("1901-01-01")) is None


# Type


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, as WCAG counts it."""

    def part(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    def luminance(colour: QColor) -> float:
        red, green, blue = (part(v) for v in (colour.redF(), colour.greenF(), colour.blueF()))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_an_audience_reads_every_word() -> None:
    look = before_audience(1080)

    assert look.title >= 0.044 * 1080
    assert min(look.unit, look.text, look.foot) >= 0.026 * 1080
    said = [look.muted, theme.INK]
    said += [
        looks.name_colour(looks.line_colour(colour))
        for colour in ("#E69F00", "#0072B2", "#CC79A7", "#009E73", "")
    ]
    assert min(contrast(colour, PAPER) for colour in said) >= 7
    assert contrast(theme.NIGHT, theme.ON_NIGHT) >= 7  # the year at the date


def sheets_of(
    built_in: Library, room: tuple[int, int | None, Look], monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Chart, Sheet]]:
    """Each chart of the lesson with the sheet that it is drawn on in that room."""
    width, height, look = room
    sheets: list[Sheet] = []
    painted = Sheet.image

    def remember(sheet: Sheet) -> QImage:
        sheets.append(sheet)
        return painted(sheet)

    monkeypatch.setattr(Sheet, "image", remember)
    for chart in built_in.charts():
        picture = ChartPicture(chart)
        picture.image(width, height or picture.height(width, look), look)
        yield chart, sheets.pop()


@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS.keys())
def test_nothing_of_any_chart_is_cut_off(
    built_in: Library, room: tuple[int, int | None, Look], monkeypatch: pytest.MonkeyPatch
) -> None:
    for chart, sheet in sheets_of(built_in, room, monkeypatch):
        whole = QRectF(-1, -1, sheet.width + 2, sheet.height + 2)
        for words in sheet.words:
            assert whole.contains(words.box), f"{chart.id}: {words.text}"


@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS.keys())
def test_no_word_of_any_chart_covers_another(
    built_in: Library, room: tuple[int, int | None, Look], monkeypatch: pytest.MonkeyPatch
) -> None:
    for chart, sheet in sheets_of(built_in, room, monkeypatch):
        boxes = [(words.text, words.box.adjusted(1, 1, -1, -1)) for words in sheet.words]
        for number, (one, box) in enumerate(boxes):
            for other, another in boxes[number + 1 :]:
                assert not box.intersects(another), f"{chart.id}: {one} covers {other}"


class Dot(NamedTuple):
    """A point as it was drawn on a sheet."""

    x: float
    y: float
    colour: str
    mark: Mark


@pytest.mark.parametrize("contrast", [False, True])
@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS.keys())
def test_series_of_one_frame_differ_by_more_than_colour(
    built_in: Library,
    room: tuple[int, int | None, Look],
    contrast: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the form of their points, and that form stands beside each name."""
    dots: list[Dot] = []
    dot = Sheet.dot

    def remember(
        sheet: Sheet, x: float, y: float, radius: float, colour: QColor, width: float,
        kind: Certainty, mark: Mark = Mark.DISC,
    ) -> None:  # fmt: skip
        dots.append(Dot(x, y, colour.name(), mark))
        dot(sheet, x, y, radius, colour, width, kind, mark)

    monkeypatch.setattr(Sheet, "dot", remember)
    theme.wear(theme.look_for(contrast=contrast))
    several = 0
    for chart, sheet in sheets_of(built_in, room, monkeypatch):
        drawn, dots[:] = tuple(dots), []
        if chart.kind is not ChartKind.LINES or len(chart.series) < 2:
            continue
        several += 1
        colours = [looks.line_colour(series.colour).name() for series in chart.series]
        forms = [{dot.mark for dot in drawn if dot.colour == colour} for colour in colours]
        assert all(len(form) == 1 for form in forms), chart.id
        assert len({*map(frozenset, forms)}) == len(chart.series), chart.id
        for series, colour in zip(chart.series, colours, strict=True):
            name = next(said for said in sheet.words if series.label.startswith(said.text))
            near = [
                dot for dot in drawn
                if dot.colour == colour
                and 0 < name.left - dot.x < 1.2 * name.size
                and abs(name.box.center().y() - dot.y) < 1.5 * name.size
            ]  # fmt: skip
            assert near, f"{chart.id}: {series.label}"
    theme.wear(theme.LIGHT)
    assert several >= 3


def test_every_other_line_of_a_frame_is_hollow(built_in: Library) -> None:
    """So lines are told apart where they cross, far from their points and without colours."""
    chart = next(one for one in built_in.charts() if one.id == "grain")
    grey = chart._replace(series=tuple(one._replace(colour="") for one in chart.series))
    _, image = drawn(grey)

    def run(x: int) -> list[int]:
        """How dark the pixels of a column are, from top to bottom."""
        return [image.pixelColor(x, y).lightness() for y in range(image.height())]

    # Half way between the first two years the solid line is below the hollow one.
    picture, _ = drawn(grey)
    cursor = picture.cursor(day("1923-12-31"))
    assert cursor is not None
    dark = [n for n, light in enumerate(run(round(cursor.x))) if light < 120]
    inside = [n for n in dark if cursor.top < n < cursor.bottom - 3]
    gaps = [b - a for a, b in pairwise(inside) if b - a > 1]
    assert len(gaps) == 2  # inside the hollow line, and between the two


def test_words_around_a_plot_fit_its_width(built_in: Library) -> None:
    for width, _, look in ROOMS.values():
        for chart in built_in.charts():
            said = pictures._say(chart, width, look)
            foot = looks.metrics(look.foot)
            for line in (*said.note, *said.sources):
                assert foot.horizontalAdvance(line) <= width, f"{chart.id}: {line}"
            assert len(said.sources) <= 2, chart.id


# What drawing imports


FIRST_CHART = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
from db.library import Library
from db.records import EventId
from ui import fonts
from ui.charts.look import in_panel
from ui.charts.picture import ChartPicture
fonts.register()
with Library.built_in() as library:
    (chart,) = library.charts_of(EventId("soybean-two-ports-1923-1927"))
picture = ChartPicture(chart)
height = picture.height(600, in_panel(1.0))
assert "matplotlib" not in sys.modules, "measuring imports matplotlib"
picture.image(600, height, in_panel(1.0))
assert "matplotlib" in sys.modules
assert "matplotlib.pyplot" not in sys.modules
from matplotlib.font_manager import fontManager
assert fontManager.ttflist == [], "the system's fonts were listed"
"""


def test_matplotlib_comes_with_the_first_chart_and_lists_no_fonts(tmp_path: Path) -> None:
    env = os.environ | {"LANDLOCKED_CACHE": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-c", FIRST_CHART],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")

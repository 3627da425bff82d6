"""Charts in the window: their tab in the story panel, and large before an audience."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QTextEdit
from pytestqt.qtbot import QtBot

from db.library import Library
from db.records import EventId
from tests.small_world import day
from tests.windows import explorer_of, presented, settled
from ui.charts.picture import ChartPicture
from ui.charts.sheet import Sheet
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.panels.aside import NO_CHART, Aside
from ui.panels.charts import ChartsView, ChartView
from ui.panels.story import CHARTS, SOURCES, StoryPanel
from ui.present.widget import PresentWidget
from ui.state import Layout
from ui.still import PictureError, take, write_picture

WITHOUT, WITH = 0, 1  # stops of the small lesson's tour: Peking, and Dalny with two charts


@pytest.fixture
def explorer(library: Library) -> Explorer:
    return explorer_of(library, WITH)


def tabs_of(window: MainWindow) -> QTabBar:
    panel = window.findChild(StoryPanel)
    assert panel is not None
    tabs = panel.findChild(QTabBar)
    assert isinstance(tabs, QTabBar)
    return tabs


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window, key)


def charts_in(window: MainWindow, qtbot: QtBot) -> ChartsView:
    press(window, Qt.Key.Key_C)
    found = window.findChild(ChartsView)
    assert isinstance(found, ChartsView)
    qtbot.waitUntil(found.isVisible)
    return found


def is_laid_out(view: ChartView) -> bool:
    return view.height() == view.heightForWidth(view.width())


def test_c_opens_the_charts_of_the_stop_in_view(window: MainWindow, qtbot: QtBot) -> None:
    shown = charts_in(window, qtbot)

    assert tabs_of(window).currentIndex() == CHARTS
    assert [view.shown.chart.id for view in shown.views] == ["grain-by-rail", "two-ways"]
    top = shown.views[0]
    qtbot.waitUntil(lambda: top.mapTo(window, QPoint(0, 0)).y() < window.height() * 0.4)


def test_a_chart_says_its_numbers_to_a_screen_reader(window: MainWindow, qtbot: QtBot) -> None:
    view = charts_in(window, qtbot).views[0]

    assert "1901 12.5" in view.text()


def test_a_stop_without_charts_says_so_in_a_quiet_line(
    window: MainWindow, explorer: Explorer
) -> None:
    explorer.go_to_step(WITHOUT)
    settled(explorer)
    aside = window.findChild(Aside)
    assert isinstance(aside, Aside)

    press(window, Qt.Key.Key_C)

    assert aside.isVisible() and aside.text() == NO_CHART
    QApplication.processEvents()  # the story turns after the map's first frame
    assert not tabs_of(window).isTabVisible(CHARTS)


def test_the_date_moves_over_a_chart_that_is_not_drawn_anew(
    window: MainWindow, explorer: Explorer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = charts_in(window, qtbot).views[0]
    qtbot.waitUntil(partial(is_laid_out, view))
    explorer.seek(day("1901-07-01"))
    before = view.grab().toImage()

    def refuse(sheet: Sheet) -> QImage:
        raise AssertionError("drawn anew")

    monkeypatch.setattr(Sheet, "image", refuse)
    explorer.seek(day("1903-07-01"))

    cursor = view.shown.cursor(explorer.state.day)
    assert cursor is not None and cursor.year == "1903"
    assert view.grab().toImage() != before


def test_a_chart_is_not_drawn_while_the_map_flies(library: Library, qtbot: QtBot) -> None:
    (chart, _) = library.charts_of(EventId("dalny-1899"))
    view = ChartView(ChartPicture(chart))
    qtbot.addWidget(view)
    view.resize(500, 400)

    view.follow(day("1901-07-01"), flying=True)
    flying = view.grab().toImage()
    view.follow(day("1901-07-01"), flying=False)
    landed = view.grab().toImage()

    assert flying != landed
    assert view.shown.cursor(day("1901-07-01")) is not None


def test_the_sources_of_charts_stand_below_those_of_the_stop(
    window: MainWindow, explorer: Explorer
) -> None:
    tabs_of(window).setCurrentIndex(SOURCES)

    (text,) = (edit for edit in window.findChildren(QTextEdit) if edit.isVisible())

    assert "Chart: Two ways to the sea" in text.toPlainText()


@pytest.mark.parametrize("size", [(1024, 768), (900, 600), (1920, 1080)])
def test_charts_fit_the_width_of_the_panel(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    shown = charts_in(window, qtbot)

    panel = window.findChild(StoryPanel)
    assert panel is not None
    for view in shown.views:
        qtbot.waitUntil(partial(is_laid_out, view))
        right = view.mapTo(panel, QPoint(view.width(), 0)).x()
        assert right <= panel.width()


# Before an audience


@pytest.fixture
def audience(window: MainWindow, explorer: Explorer, qtbot: QtBot) -> PresentWidget:
    return presented(qtbot, window)


def test_c_shows_one_chart_after_another_and_then_the_map(
    window: MainWindow, explorer: Explorer, audience: PresentWidget
) -> None:
    the_map = audience.grab().toImage()
    pictures = []
    for _ in range(3):
        press(window, Qt.Key.Key_C)
        pictures.append(audience.grab().toImage())

    assert pictures[0] != the_map != pictures[1] != pictures[0]
    assert pictures[2] == the_map
    assert explorer.state.chart is None


def test_esc_puts_the_chart_away_and_goes_on_presenting(
    window: MainWindow, explorer: Explorer, audience: PresentWidget
) -> None:
    press(window, Qt.Key.Key_C)
    assert "Grain by rail" in audience.accessibleDescription()

    press(window, Qt.Key.Key_Escape)

    assert explorer.state.chart is None
    assert explorer.state.layout is Layout.PRESENT
    assert "Grain by rail" not in audience.accessibleDescription()


def test_page_down_puts_the_chart_away(
    window: MainWindow, explorer: Explorer, audience: PresentWidget
) -> None:
    press(window, Qt.Key.Key_C)

    press(window, Qt.Key.Key_PageDown)

    assert explorer.state.chart is None
    assert explorer.state.step == WITH + 1


def test_the_map_behind_a_chart_stays_where_it_is(
    window: MainWindow, explorer: Explorer, audience: PresentWidget
) -> None:
    press(window, Qt.Key.Key_C)
    before = explorer.state

    QTest.mousePress(audience, Qt.MouseButton.LeftButton, pos=QPoint(300, audience.height() - 20))
    QTest.mouseMove(audience, QPoint(500, audience.height() - 20))
    QTest.mouseRelease(audience, Qt.MouseButton.LeftButton, pos=QPoint(500, 300))

    assert explorer.state == before


def test_the_chart_in_the_window_is_the_picture_that_the_command_writes(
    window: MainWindow, explorer: Explorer, audience: PresentWidget, library: Library
) -> None:
    press(window, Qt.Key.Key_C)

    written = take(library, explorer.state, audience.width(), audience.height())

    seen = audience.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert seen == written


# Pictures by command


def test_a_chart_that_is_not_there_is_refused(lesson_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=r"'dalny-1899' has 2 charts; chart 3 is not there"):
        write_picture(
            at="dalny-1899",
            size=(640, 480),
            layout=Layout.PRESENT,
            lesson=lesson_folder,
            out=tmp_path / "chart.png",
            chart=2,
        )


@pytest.mark.parametrize("layout", Layout)
def test_a_picture_of_a_chart_differs_from_one_without(
    lesson_folder: Path, tmp_path: Path, layout: Layout
) -> None:
    images = []
    for chart in (None, 0):
        out = tmp_path / f"{chart}.png"
        write_picture(
            at="dalny-1899",
            size=(1024, 768),
            layout=layout,
            lesson=lesson_folder,
            out=out,
            chart=chart,
        )
        images.append(QImage(str(out)))

    assert images[0] != images[1]

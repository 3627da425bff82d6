"""The window: its parts at every size, its two views, its messages."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from db.records import TourId
from tests.windows import settled, window_of
from ui import messages, theme
from ui.actions import DEEDS, key_names
from ui.app import grab_explore
from ui.button import Button
from ui.explorer import Explorer
from ui.log import LogFile, keep_log
from ui.main_window import MainWindow
from ui.map.widget import MapWidget
from ui.messages import CrashHook, Messages
from ui.panels.explore import LEAST_HEIGHT, LEAST_WIDTH, arrange
from ui.panels.header import Header, TourMenu
from ui.panels.keys import KeysOverlay, grouped, in_columns
from ui.panels.notice import NoticeBar
from ui.panels.progress import ProgressWindow
from ui.panels.steps import StepsBar
from ui.panels.story import StoryPanel
from ui.panels.typed import TypedNumber, typed_words
from ui.present.widget import PresentWidget
from ui.present.window_place import visible_place
from ui.state import TEXT_SCALES, Layout, at_step
from ui.timeline.widget import TimelineWidget

Key = Qt.Key
SIZES = [(900, 600), (1024, 768), (1366, 768), (1920, 1080), (3840, 2160), (3840, 1080)]
PARTS = (Header, MapWidget, StoryPanel, StepsBar, TimelineWidget)


@pytest.fixture
def said() -> Messages:
    return Messages()


@pytest.fixture
def window(
    qtbot: QtBot, library: Library, explorer: Explorer, said: Messages
) -> Iterator[MainWindow]:
    made = window_of(qtbot, library, explorer, messages=said)
    yield made
    made.close()


def part(window: MainWindow, kind: type[QWidget]) -> QWidget:
    found = window.findChild(kind)
    assert isinstance(found, kind)
    return found


def box_in(window: MainWindow, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


# Arrangement


@pytest.mark.parametrize("scale", TEXT_SCALES)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_parts_share_the_window_without_a_gap(width: int, height: int, scale: float) -> None:
    timeline = round(240 * theme.unit_for(width, height, scale))

    placed = arrange(width, height, text_scale=scale, timeline=timeline, notice=57)

    assert sum(box.width() * box.height() for box in placed) == width * height
    assert not [pair for pair in combinations(placed, 2) if pair[0].intersects(pair[1])]
    assert placed.map.width() > width / 2
    assert placed.steps.height() >= 44


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_off_or_overlaps(
    window: MainWindow, explorer: Explorer, width: int, height: int, scale: float
) -> None:
    while explorer.state.text_scale < scale:
        explorer.larger_text()
    window.resize(width, height)
    QApplication.processEvents()

    boxes = [box_in(window, part(window, kind)) for kind in PARTS]

    assert window.rect() == QRect(0, 0, width, height)
    assert all(window.rect().contains(box) for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].intersects(pair[1])]
    for home in (Header, StepsBar):
        bar = part(window, home)
        shown = [child for child in bar.findChildren(QWidget) if child.isVisible()]
        assert all(bar.rect().contains(child.geometry()) for child in shown)
        assert all(child.width() >= child.sizeHint().width() - 1 for child in shown)
        assert not [
            pair
            for pair in combinations(shown, 2)
            if pair[0].geometry().intersects(pair[1].geometry())
        ]


@pytest.mark.parametrize(("width", "height"), [(LEAST_WIDTH, LEAST_HEIGHT), (1920, 1080)])
def test_steps_are_large_enough_for_a_finger(window: MainWindow, width: int, height: int) -> None:
    window.resize(width, height)
    QApplication.processEvents()

    buttons = part(window, StepsBar).findChildren(Button)

    assert len(buttons) == 4
    assert all(min(button.width(), button.height()) >= 44 for button in buttons)


def test_the_story_never_scrolls_sideways(window: MainWindow) -> None:
    window.resize(LEAST_WIDTH, LEAST_HEIGHT)
    QApplication.processEvents()

    (area,) = part(window, StoryPanel).findChildren(QScrollArea)

    body = area.widget()
    assert body is not None
    assert body.width() <= area.viewport().width()
    assert body.height() >= body.heightForWidth(area.viewport().width())


def test_a_picture_of_the_window_is_the_window(
    library: Library, explorer: Explorer, window: MainWindow
) -> None:
    window.resize(1280, 800)
    QApplication.processEvents()

    taken = grab_explore(library, explorer.state, 1280, 800)

    shown = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert (taken.width(), taken.height()) == (1280, 800)
    assert taken == shown


# Where the reader is


def test_the_header_says_where_the_reader_is(window: MainWindow, explorer: Explorer) -> None:
    explorer.next()

    lines = {label.text() for label in part(window, Header).findChildren(QLabel)}

    tour = explorer.tour
    assert f"{tour.title} · stop 2 of {len(tour.steps)}" in lines


def test_steps_that_lead_nowhere_are_dimmed(window: MainWindow, explorer: Explorer) -> None:
    names = {button.accessibleName(): button for button in window.findChildren(Button)}
    previous, following = names["Previous stop"], names["Next stop"]

    assert not previous.isEnabled() and following.isEnabled()
    explorer.last()
    settled(explorer)
    assert previous.isEnabled() and not following.isEnabled()


def test_play_turns_into_pause(window: MainWindow, explorer: Explorer) -> None:
    explorer.toggle_playing()
    assert "Pause" in [button.text() for button in window.findChildren(Button)]

    explorer.toggle_playing()
    assert "Play" in [button.text() for button in window.findChildren(Button)]


def test_typed_digits_are_shown(window: MainWindow, explorer: Explorer) -> None:
    QTest.keyClick(window, Key.Key_2)

    plate = part(window, TypedNumber)
    assert plate.isVisible()
    assert isinstance(plate, QLabel) and explorer.tour.steps[1].title in plate.text()
    QTest.keyClick(window, Key.Key_Escape)
    assert not plate.isVisible()


def test_a_number_beyond_the_tour_leads_to_its_end(explorer: Explorer) -> None:
    steps = explorer.tour.steps

    assert typed_words("999", explorer.tour) == f"Go to stop {len(steps)}: {steps[-1].title}"


# Presenting


def test_presenting_fills_the_window_and_esc_comes_back(
    window: MainWindow, explorer: Explorer
) -> None:
    QTest.keyClick(window, Key.Key_F5)

    view = part(window, PresentWidget)
    assert box_in(window, view) == window.rect()
    assert view.isVisible() and not part(window, Header).isVisible()
    explorer.next()
    QTest.keyClick(window, Key.Key_Escape)
    assert not view.isVisible() and part(window, Header).isVisible()
    assert explorer.state.step == 1


def test_presenting_fills_the_screen(
    qtbot: QtBot, library: Library, window: MainWindow, explorer: Explorer
) -> None:
    window.place.windowed = False
    before = window.place.box

    explorer.present()
    qtbot.waitUntil(window.isFullScreen)
    assert window.place.box == before
    assert not window.place.maximised
    explorer.leave()

    qtbot.waitUntil(lambda: not window.isFullScreen())


# Keys


def test_f1_lists_every_key(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_F1)

    overlay = part(window, KeysOverlay)
    assert overlay.isVisible() and overlay.geometry() == window.rect()
    assert isinstance(overlay, KeysOverlay)
    text = overlay.as_text()
    for deed in DEEDS:
        if deed.group and window.lesson_actions[deed.name].isVisible():
            assert deed.text in text
            assert deed.said_keys or all(key in text for key in key_names(deed))


@pytest.mark.parametrize("key", [Key.Key_F1, Key.Key_Escape])
def test_the_list_of_keys_closes_first(window: MainWindow, explorer: Explorer, key: Qt.Key) -> None:
    explorer.present_from_here()
    QTest.keyClick(window, Key.Key_F1)

    QTest.keyClick(window, key)

    assert not part(window, KeysOverlay).isVisible()
    assert explorer.state.layout is Layout.PRESENT


def test_a_click_closes_the_list_of_keys(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_F1)
    overlay = part(window, KeysOverlay)

    QTest.mouseClick(overlay, Qt.MouseButton.LeftButton)

    assert not overlay.isVisible()


def test_columns_of_keys_hold_every_group_once(window: MainWindow) -> None:
    groups = grouped(window.lesson_actions.values())

    columns = in_columns(groups, 2)

    assert [name for column in columns for name in column] == list(groups)
    assert len(columns) == 2


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (900, 600), (3840, 1080)])
def test_the_list_of_keys_fits_the_window(window: MainWindow, size: tuple[int, int]) -> None:
    overlay = KeysOverlay(window.lesson_actions.values(), window)
    overlay.resize(*size)

    card, unit = overlay.card(overlay.columns())

    across = card.left() >= 0 and card.right() <= overlay.width()
    assert across and (size[0] < 1920 or QRectF(overlay.rect()).contains(card))
    assert 17 * unit >= 13


def test_a_list_of_keys_that_is_too_long_scrolls(window: MainWindow) -> None:
    overlay = KeysOverlay(window.lesson_actions.values(), window)
    overlay.resize(1024, 768)
    overlay.show()
    top = overlay.grab().toImage()

    for _ in range(40):
        QTest.keyClick(overlay, Key.Key_Down)
    end = overlay.grab().toImage()
    QTest.keyClick(overlay, Key.Key_Down)

    assert end != top
    assert overlay.grab().toImage() == end
    assert overlay.isVisible()


# Tours


def test_one_tour_needs_no_chooser(window: MainWindow, explorer: Explorer) -> None:
    assert len(explorer.world.tours) == 1

    assert not window.lesson_actions["tour"].isVisible()
    assert "Choose a tour" not in {
        button.accessibleName() for button in window.findChildren(Button)
    }


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_another_tour_is_chosen_from_the_list(qtbot: QtBot, library: Library) -> None:
    world = library.world()
    short = world.tours[0]
    full = short._replace(id=TourId("full"), title="Full story")
    explorer = Explorer(world._replace(tours=(short, full)), at_step(world, short.id, 1))
    window = window_of(qtbot, library, explorer)

    QTest.keyClick(window, Key.Key_T)
    (menu,) = window.findChildren(TourMenu)
    offered = [action for action in menu.actions() if action.isCheckable()]
    assert [action.isChecked() for action in offered] == [True, False]
    menu.actions()[1].trigger()
    menu.close()

    assert explorer.state.tour == full.id
    window.close()


# Messages


def test_messages_come_one_at_a_time_and_are_put_away(window: MainWindow, said: Messages) -> None:
    bar = part(window, NoticeBar)
    assert not bar.isVisible()

    said.say("The first.")
    said.say("The second.")
    said.say("The second.")

    (close,) = bar.findChildren(Button)
    shown = bar.findChildren(QLabel)[0]
    assert bar.isVisible() and shown.text() == "The first."
    assert part(window, StoryPanel).mapTo(window, QPoint()).y() == box_in(window, bar).bottom() + 1
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert shown.text() == "The second."
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_a_long_message_is_not_cut_off(window: MainWindow, said: Messages) -> None:
    said.say("The lesson could not be stored. " * 12)
    QApplication.processEvents()

    text = part(window, NoticeBar).findChildren(QLabel)[0]
    assert text.height() >= text.heightForWidth(text.width())


def test_a_fault_of_ours_is_logged_and_told(
    qtbot: QtBot, tmp_path: Path, said: Messages, caplog: pytest.LogCaptureFixture
) -> None:
    hook = CrashHook(said, tmp_path / messages.FILE)

    try:
        raise LookupError("nobody expected this")
    except LookupError as fault:
        hook.take(type(fault), fault, fault.__traceback__)

    assert "LookupError" in said.current and messages.FILE in said.current
    assert "nobody expected this" in caplog.text
    assert "nobody expected this" in (tmp_path / messages.FILE).read_text(encoding="utf-8")
    caplog.clear()
    _let_go(keep_log(tmp_path / messages.FILE))


def _let_go(handler: LogFile) -> None:
    logging.getLogger().removeHandler(handler)
    handler.close()


def test_the_log_is_made_when_there_is_something_to_write(tmp_path: Path) -> None:
    file = tmp_path / "new" / messages.FILE
    handler = keep_log(file)
    record = logging.LogRecord("x", logging.ERROR, "", 1, "It broke.", (), None)

    assert not file.exists()
    handler.handle(record)
    _let_go(handler)

    assert "It broke." in file.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_disturbs_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    handler = keep_log(tmp_path / "file" / messages.FILE)
    record = logging.LogRecord("x", logging.ERROR, "", 1, "It broke.", (), None)

    handler.handle(record)

    _let_go(handler)
    assert (tmp_path / "file").read_text() == "in the way"


def test_the_hook_leaves_ctrl_c_alone(
    said: Messages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, fault, trace: passed.append(kind))

    CrashHook(said, tmp_path).take(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert passed == [KeyboardInterrupt]
    assert not said.current


# The first start


def test_progress_is_seen_while_the_lesson_is_built(qtbot: QtBot) -> None:
    progress = ProgressWindow()
    qtbot.addWidget(progress)
    assert not progress.isVisible()

    shares = []
    for done in (1, 5, 10):
        progress.report(done, 10)
        image = progress.grab().toImage()
        row = [image.pixelColor(x, 131) for x in range(image.width())]
        shares.append(row.count(theme.ACCENT))

    assert progress.isVisible()
    assert shares == sorted(set(shares))
    assert shares[-1] == pytest.approx(10 * shares[0], rel=0.3)


# Where the window is


@pytest.mark.usefixtures("qapp")
def test_a_window_left_on_a_screen_that_is_gone_comes_back() -> None:
    screen = QGuiApplication.primaryScreen().availableGeometry()

    assert screen.contains(visible_place((50_000, 50_000, 1000, 700)))
    assert screen.contains(visible_place((10, 10, 9_000, 7_000)))
    assert screen.contains(visible_place(None))


@pytest.mark.usefixtures("qapp")
def test_a_window_that_is_seen_stays_where_it_was() -> None:
    assert visible_place((30, 20, 700, 500)) == QRect(30, 20, 700, 500)


def test_the_window_closes_with_its_key(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_Q, Qt.KeyboardModifier.ControlModifier)

    assert not window.isVisible()


def test_the_title_of_the_window_ends_with_the_lessons_name(
    window: MainWindow, explorer: Explorer
) -> None:
    # Otherwise a title bar says it twice.
    assert window.windowTitle().endswith(explorer.world.title)

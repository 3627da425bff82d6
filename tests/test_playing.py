"""Playing by itself: planned times, speed, questions that hold it, the kiosk, reduced motion."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.windows import explorer_of, settled, window_of
from ui import app, theme
from ui.explorer import Explorer
from ui.kiosk import Kiosk
from ui.main_window import MainWindow
from ui.panels.settings import CHOICES, SettingsSheet, Stepped, StepRow, SwitchRow
from ui.player import Player, dwell_seconds, reading_seconds
from ui.present.widget import PresentWidget
from ui.settings import Settings
from ui.state import SPEEDS, Layout


@pytest.fixture(autouse=True)
def usual_look() -> Iterator[None]:
    yield
    theme.wear(theme.LIGHT)


@pytest.fixture
def player(qtbot: QtBot, library: Library, explorer: Explorer) -> Player:
    return Player(explorer, library.event)


def waiting(player: Player) -> list[QTimer]:
    return [timer for timer in player.findChildren(QTimer) if timer.isActive()]


@pytest.mark.parametrize(
    ("minutes", "speed", "seconds"),
    [(2.0, 1.0, 120.0), (2.0, 2.0, 60.0), (2.0, 0.5, 240.0)],
)
def test_a_stop_stays_for_its_planned_minutes(
    library: Library, explorer: Explorer, minutes: float, speed: float, seconds: float
) -> None:
    event = library.event(explorer.step.event)

    assert dwell_seconds(event, Layout.PRESENT, minutes, speed) == seconds


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_stop_is_never_gone_before_it_could_be_read(
    library: Library, explorer: Explorer, speed: float
) -> None:
    event = library.event(explorer.step.event)
    least = reading_seconds(event, Layout.PRESENT)

    assert dwell_seconds(event, Layout.PRESENT, 0.05, speed) >= least
    assert dwell_seconds(event, Layout.PRESENT, 0.0, speed) >= least


def test_plus_and_minus_change_the_speed_while_it_plays(qtbot: QtBot, library: Library) -> None:
    explorer = explorer_of(library)
    window = window_of(qtbot, library, explorer)

    QTest.keyClick(window, Qt.Key.Key_Plus)
    at_rest = explorer.state.speed
    QTest.keyClick(window, Qt.Key.Key_P)
    QTest.keyClick(window, Qt.Key.Key_Plus)
    faster = explorer.state.speed
    for _ in SPEEDS:
        QTest.keyClick(window, Qt.Key.Key_Minus)

    assert at_rest == 1.0
    assert faster == 1.5
    assert explorer.state.speed == SPEEDS[0]


def test_another_speed_counts_for_what_is_left_of_a_stop(
    qtbot: QtBot, player: Player, explorer: Explorer
) -> None:
    explorer.toggle_playing()
    (dwell,) = waiting(player)
    planned = dwell.remainingTime()

    explorer.change_speed(-2)

    assert dwell.remainingTime() > planned * 1.8


def test_the_tour_waits_while_a_question_holds_it(
    qtbot: QtBot, player: Player, explorer: Explorer
) -> None:
    asked = [True]
    player.wait_while(lambda state: asked[0])

    explorer.toggle_playing()
    held = waiting(player)
    asked[0] = False
    explorer.change_speed(+1)

    assert not held
    assert waiting(player)


@pytest.mark.parametrize("loops", [True, False])
def test_at_the_end_it_begins_again_or_stops(
    player: Player, explorer: Explorer, loops: bool
) -> None:
    if loops:
        explorer.toggle_loops()
    explorer.last()
    settled(explorer)
    explorer.toggle_playing()

    player._on_dwelt()

    assert explorer.state.step == (0 if loops else len(explorer.tour.steps) - 1)
    assert explorer.state.playing is loops


# Reduced motion


def test_with_reduced_motion_a_step_is_there_at_once(explorer: Explorer) -> None:
    explorer.toggle_motion()

    explorer.next()

    assert explorer.state.flight is None
    assert explorer.state.day == explorer.step.day


def test_a_flight_under_way_ends_when_motion_is_reduced(explorer: Explorer) -> None:
    explorer.next()
    assert explorer.state.flight is not None

    explorer.toggle_motion()

    assert explorer.state.flight is None
    assert explorer.state.day == explorer.step.day


def test_the_picture_fades_and_comes_to_rest(qtbot: QtBot, library: Library) -> None:
    explorer = explorer_of(library)
    window = window_of(qtbot, library, explorer)
    explorer.toggle_motion()
    explorer.present_from_here()
    view = window.stage.audience
    assert isinstance(view, PresentWidget)
    qtbot.waitUntil(lambda: view.is_settled)
    explorer.next()
    QApplication.processEvents()

    in_between = view.grab().toImage()
    qtbot.waitUntil(lambda: not view._fade.runs)

    assert view.is_settled
    assert view.grab().toImage() != in_between


# The kiosk


@pytest.fixture
def kiosk(qtbot: QtBot, library: Library) -> Iterator[tuple[Explorer, MainWindow]]:
    options = app.read_options(["--kiosk", "--windowed"])
    state = app.opening_state(library.world(), options, Settings(), None)
    explorer = explorer_of(library)
    explorer._state = state
    window = window_of(qtbot, library, explorer)
    explorer.present_from_here()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    attendant = Kiosk(explorer, application, rests_ms=150)
    explorer.play_on()
    yield explorer, window
    application.removeEventFilter(attendant)
    attendant.deleteLater()


def test_a_kiosk_presents_plays_and_loops(kiosk: tuple[Explorer, MainWindow]) -> None:
    state = kiosk[0].state

    assert (state.layout, state.playing, state.loops) == (Layout.PRESENT, True, True)


def test_any_key_gives_control_and_rest_takes_it_back(
    qtbot: QtBot, kiosk: tuple[Explorer, MainWindow]
) -> None:
    explorer, window = kiosk

    QTest.keyClick(window, Qt.Key.Key_PageDown)

    assert explorer.state.step == 1
    assert not explorer.state.playing
    qtbot.waitUntil(lambda: explorer.state.playing)


def test_a_touch_gives_control(qtbot: QtBot, kiosk: tuple[Explorer, MainWindow]) -> None:
    explorer, window = kiosk

    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))

    assert not explorer.state.playing


def test_rest_puts_away_what_a_visitor_has_opened(
    qtbot: QtBot, kiosk: tuple[Explorer, MainWindow]
) -> None:
    explorer, window = kiosk

    QTest.keyClick(window, Qt.Key.Key_F1)
    opened = window.sheets.open
    QTest.keyClick(window, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: explorer.state.playing)

    assert opened == "keys"
    assert not window.sheets.open
    assert explorer.state.curtain == "open"


def test_nothing_quits_a_kiosk_by_accident(
    qtbot: QtBot, kiosk: tuple[Explorer, MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    explorer, window = kiosk

    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Escape, Qt.Key.Key_Escape):
        QTest.keyClick(window, key)
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    closing = QCloseEvent()
    monkeypatch.setattr(closing, "spontaneous", lambda: True)
    window.closeEvent(closing)

    assert explorer.state.layout is Layout.PRESENT
    assert window.isVisible()
    assert not closing.isAccepted()
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_Q, shift)
    assert not window.isVisible()


# The settings page


def test_the_page_lists_every_setting_with_its_keys(qtbot: QtBot, library: Library) -> None:
    window = window_of(qtbot, library, explorer_of(library))

    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)

    page = window.sheets.shown
    assert isinstance(page, SettingsSheet) and page.isVisible()
    assert len(page._rows) == len(CHOICES)
    assert all(row._keys.text() for row in page._rows)


def test_every_setting_changes_at_once(qtbot: QtBot, library: Library) -> None:
    explorer = explorer_of(library)
    window = window_of(qtbot, library, explorer)
    window.sheets.toggle("settings")
    page = window.sheets.shown
    assert isinstance(page, SettingsSheet)

    for row in page._rows:
        before = explorer.state
        if isinstance(row, SwitchRow):
            row.switch.setFocus()
            QTest.keyClick(row.switch, Qt.Key.Key_Space)
            assert row.switch.isChecked() is row._choice.is_on(explorer.state)
        else:
            assert isinstance(row, StepRow) and isinstance(row._choice, Stepped)
            QTest.mouseClick(row.more, Qt.MouseButton.LeftButton)
            assert row.value.text() == row._choice.said(row._choice.value(explorer.state))
        assert explorer.state != before
        assert page.isVisible(), row._text.text()


def test_a_key_moves_the_switch_on_the_page(qtbot: QtBot, library: Library) -> None:
    window = window_of(qtbot, library, explorer_of(library))
    window.sheets.toggle("settings")
    page = window.sheets.shown
    assert isinstance(page, SettingsSheet)
    (motion,) = [row for row in page._rows if row._text.text() == "Reduced motion"]
    assert isinstance(motion, SwitchRow)

    QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)

    assert motion.switch.isChecked()

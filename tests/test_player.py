"""Time passing: flights, playing by itself, digits that are forgotten."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.windows import CLOCK, settled
from ui import player as player_module
from ui.explorer import Explorer
from ui.player import Player, dwell_seconds
from ui.state import Layout


class Clock:
    """A clock that stands where it is put."""

    now = CLOCK

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def player(qtbot: QtBot, library: Library, explorer: Explorer, clock: Clock) -> Player:
    return Player(explorer, library.event, clock)


def running(player: Player) -> list[QTimer]:
    return [timer for timer in player.findChildren(QTimer) if timer.isActive()]


def test_nothing_ticks_while_nothing_moves(player: Player) -> None:
    assert not running(player)


def test_a_flight_goes_on_by_the_clock(
    qtbot: QtBot, player: Player, explorer: Explorer, clock: Clock
) -> None:
    explorer.next()
    flight = explorer.state.flight
    assert flight is not None

    clock.now = CLOCK + flight.seconds / 2
    qtbot.waitUntil(lambda: explorer.state.progress > 0)
    assert explorer.state.progress == pytest.approx(0.5)
    clock.now = CLOCK + flight.seconds * 10
    qtbot.waitUntil(lambda: explorer.state.flight is None)

    assert explorer.state.day == explorer.step.day
    assert not running(player)


def test_a_slow_machine_skips_frames_and_never_queues(
    qtbot: QtBot, player: Player, explorer: Explorer, clock: Clock
) -> None:
    for _ in range(10):
        explorer.next()
    clock.now = CLOCK + 60

    with qtbot.waitSignal(explorer.changed):
        pass

    assert explorer.state.flight is None
    assert explorer.state.step == len(explorer.tour.steps) - 1


def test_a_stop_stays_for_as_long_as_its_words_take(library: Library, explorer: Explorer) -> None:
    event = library.event(explorer.step.event)
    longer = event._replace(story=event.story * 2)

    assert dwell_seconds(longer, Layout.EXPLORE) > dwell_seconds(event, Layout.EXPLORE)
    assert dwell_seconds(event, Layout.PRESENT) < dwell_seconds(event, Layout.EXPLORE)
    forty_words = event._replace(title="", caption="word " * 40)
    assert 12 < dwell_seconds(forty_words, Layout.PRESENT) < 30


def test_playing_walks_to_the_end_and_stops(
    qtbot: QtBot,
    library: Library,
    explorer: Explorer,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(player_module, "dwell_seconds", lambda *asked: 0.001)
    player = Player(explorer, library.event, clock)
    clock.now = CLOCK + 60  # every flight has arrived by the next frame

    explorer.toggle_playing()
    qtbot.waitUntil(lambda: not explorer.state.playing)

    assert explorer.state.step == len(explorer.tour.steps) - 1
    assert not running(player)


def test_a_curtain_halts_the_playing(player: Player, explorer: Explorer) -> None:
    explorer.present_from_here()
    settled(explorer)
    explorer.toggle_playing()
    assert len(running(player)) == 1

    explorer.toggle_black()

    assert not running(player)


def test_dragging_the_date_stops_the_playing(player: Player, explorer: Explorer) -> None:
    explorer.toggle_playing()

    explorer.seek(explorer.step.day + 10)

    assert not running(player)
    assert not explorer.state.playing


def test_half_a_number_is_forgotten(
    qtbot: QtBot, library: Library, explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_module, "DIGITS_KEPT_MS", 1)
    player = Player(explorer, library.event)

    explorer.type_digit("1")
    assert len(running(player)) == 1
    qtbot.waitUntil(lambda: not explorer.state.typed)

    assert explorer.state.step == 0

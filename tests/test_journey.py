"""A lesson from start to end in the real window, by real keys, as a teacher would walk it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.library import Library
from ui import fonts
from ui.app import event_source, join
from ui.dress import dress
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.map.basemap import Basemap
from ui.messages import Messages
from ui.player import Player
from ui.present.widget import PresentWidget
from ui.state import Curtain, Layout, at_step


@pytest.fixture
def window(built_in: Library, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    fonts.register()
    dress(qapp)
    world = built_in.world()
    explorer = Explorer(world, at_step(world, world.tours[0].id, 0))
    opened, _ = join(explorer, built_in, Basemap(), Messages(), windowed=True)
    player = Player(explorer, event_source(built_in))
    qtbot.addWidget(opened)
    opened.resize(1024, 768)
    opened.show()
    yield opened
    player.deleteLater()


def press(window: MainWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(window.focusWidget() or window, key, held)


def arrive(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.explorer.state.flight is None)


def test_a_lesson_is_walked_by_keys_alone(window: MainWindow, qtbot: QtBot) -> None:
    explorer = window.explorer
    steps = explorer.tour.steps

    press(window, Qt.Key.Key_PageDown)
    assert explorer.state.step == 1
    arrive(window, qtbot)
    assert explorer.state.day == steps[1].day

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space):
        press(window, key)
    assert explorer.state.step == 3
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Backspace):
        press(window, key)
    assert explorer.state.step == 0

    press(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert explorer.step.event == "lushun-withdrawal-1955"
    press(window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    arrive(window, qtbot)
    assert explorer.state.day == explorer.world.as_of

    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_2)
    assert explorer.state.typed == "12"
    press(window, Qt.Key.Key_Return)
    assert (explorer.state.step, explorer.state.typed) == (11, "")

    press(window, Qt.Key.Key_End)
    assert explorer.state.step == len(steps) - 1
    press(window, Qt.Key.Key_Home)
    assert explorer.state.step == 0
    arrive(window, qtbot)

    explorer.seek(steps[5].day + 40)
    press(window, Qt.Key.Key_0)
    arrive(window, qtbot)
    assert (explorer.state.step, explorer.state.day) == (5, steps[5].day)


def test_a_presentation_is_left_and_taken_up_where_it_was(window: MainWindow, qtbot: QtBot) -> None:
    explorer = window.explorer
    explorer.go_to_step(6)

    press(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert explorer.state.layout is Layout.PRESENT
    presented = window.findChild(PresentWidget)
    assert presented is not None
    assert presented.isVisible()

    press(window, Qt.Key.Key_PageDown)
    press(window, Qt.Key.Key_F5)  # many clickers send it; it does no harm
    assert (explorer.state.layout, explorer.state.step) == (Layout.PRESENT, 7)

    press(window, Qt.Key.Key_B)
    assert explorer.state.curtain is Curtain.BLACK
    press(window, Qt.Key.Key_Escape)
    assert (explorer.state.curtain, explorer.state.layout) == (Curtain.OPEN, Layout.PRESENT)

    press(window, Qt.Key.Key_Escape)
    assert (explorer.state.layout, explorer.state.step) == (Layout.EXPLORE, 7)
    press(window, Qt.Key.Key_F5)
    assert (explorer.state.layout, explorer.state.step) == (Layout.PRESENT, 7)
    arrive(window, qtbot)
    qtbot.waitUntil(lambda: presented.is_settled)


def test_ten_presses_in_a_row_make_one_flight(window: MainWindow, qtbot: QtBot) -> None:
    for _ in range(10):
        press(window, Qt.Key.Key_PageDown)

    assert window.explorer.state.step == 10
    flight = window.explorer.state.flight
    assert flight is not None
    assert flight.target.day == window.explorer.tour.steps[10].day
    arrive(window, qtbot)
    assert window.explorer.state.day == window.explorer.tour.steps[10].day

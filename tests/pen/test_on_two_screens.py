"""The pen on two screens: drawn on the copy of the teacher, seen by the class."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.pen.hand import CTRL, Key, bar_of, drag, hover, middle, picture, place_of, shows
from tests.windows import LAPTOP, PROJECTOR, FakeScreens, press, settled, window_of
from ui import theme
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.present.mirror import Mirror
from ui.present.widget import PresentWidget


@pytest.fixture
def mirror(
    qtbot: QtBot, library: Library, explorer: Explorer, folder: Path
) -> Iterator[tuple[MainWindow, Mirror, PresentWidget]]:
    """The teacher's window, its copy of the class's picture, and that picture."""
    screens = FakeScreens(LAPTOP, PROJECTOR)
    window = window_of(qtbot, library, explorer, screens=screens)
    explorer.present_from_here()
    settled(explorer)
    stage = window.stage
    assert stage.mirror is not None
    qtbot.waitUntil(lambda: stage.audience.is_settled)
    yield window, stage.mirror, stage.audience
    window.close()


def test_drawn_on_the_teachers_copy_it_shows_to_the_class(
    mirror: tuple[MainWindow, Mirror, PresentWidget],
) -> None:
    window, copy, audience = mirror
    press(window, Key.Key_P, CTRL)
    start, end = QPoint(200, 120), QPoint(320, 170)

    drag(copy, start, end)

    (stroke,) = window.pen.box.board.strokes
    assert shows(
        picture(audience), middle(place_of(audience, stroke), place_of(audience, stroke, -1))
    )
    seen = picture(copy).pixelColor(middle(start, end))
    assert seen.red() > 1.5 * seen.green()


def test_the_class_sees_neither_bar_nor_buttons(
    mirror: tuple[MainWindow, Mirror, PresentWidget],
) -> None:
    window, copy, audience = mirror

    press(window, Key.Key_P, CTRL)
    drag(copy, QPoint(200, 120), QPoint(320, 170))

    assert bar_of(copy).isVisible()
    assert not bar_of(audience).isVisible()
    assert not any(button.isVisible() for button in audience.buttons)
    assert copy.rect().contains(bar_of(copy).geometry())
    assert bar_of(copy).geometry().top() > copy.map_bottom - 8  # the map stays free


def test_when_the_projector_is_pulled_out_the_bar_comes_along(
    qtbot: QtBot, library: Library, explorer: Explorer
) -> None:
    screens = FakeScreens(LAPTOP, PROJECTOR)
    window = window_of(qtbot, library, explorer, screens=screens)
    explorer.present_from_here()
    settled(explorer)
    press(window, Key.Key_P, CTRL)

    screens.connect_only(LAPTOP)

    assert bar_of(window.stage.audience).isVisible()
    window.close()


def test_on_the_copy_of_a_frozen_picture_the_pen_draws_and_nothing_pans(
    mirror: tuple[MainWindow, Mirror, PresentWidget], explorer: Explorer
) -> None:
    window, copy, _ = mirror
    press(window, Key.Key_P, CTRL)
    here = explorer.step.event
    press(window, Key.Key_F)
    press(window, Key.Key_PageDown)
    camera = settled(explorer).camera

    drag(copy, QPoint(200, 120), QPoint(320, 170))

    (stroke,) = window.pen.box.board.strokes
    assert stroke.event == here
    assert explorer.state.camera == camera


def test_what_points_is_led_from_the_teachers_copy(
    mirror: tuple[MainWindow, Mirror, PresentWidget],
) -> None:
    window, copy, audience = mirror
    press(window, Key.Key_L, CTRL)

    hover(copy, QPoint(round(copy.box.center().x()), round(copy.box.top() + 100)))

    scale = audience.height() / copy.box.height()
    there = QPoint(audience.width() // 2, round(100 * scale))
    assert picture(audience).pixelColor(there) == theme.ACCENT

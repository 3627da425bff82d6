"""Presenting on real screens by real keys: two monitors, one pulled out, and a power cut."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from db.library import Library
from tests.real_desk import MONITORS, Desk, missing, wait_until
from ui import fonts
from ui.state import Layout, at_step
from ui.still import take

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or bool(missing()),
    reason=f"real screens need {missing() or 'Linux'}",
)


@pytest.fixture
def desk(tmp_path: Path, built_in: Library) -> Iterator[Desk]:
    # The built-in lesson is asked for so that it is built before the program starts.
    made = Desk(tmp_path)
    made.plug_in("eDP-1")
    yield made
    made.close()


class Frames:
    """What the class should see: the picture command's frame of a stop, on a monitor."""

    def __init__(self, library: Library) -> None:
        fonts.register()
        self._library = library
        self._taken: dict[tuple[int, str], QImage] = {}

    def frame(self, step: int, monitor: str) -> QImage:
        if (step, monitor) not in self._taken:
            world = self._library.world()
            state = at_step(world, world.tours[0].id, step)._replace(layout=Layout.PRESENT)
            size = MONITORS[monitor].size()
            self._taken[step, monitor] = take(self._library, state, size.width(), size.height())
        return self._taken[step, monitor]


@pytest.fixture
def frames(qapp: QApplication, built_in: Library) -> Frames:
    return Frames(built_in)


def sees(desk: Desk, frames: Frames, step: int, monitor: str) -> None:
    """Wait until a monitor shows the frame of a stop, to the pixel."""
    wanted = frames.frame(step, monitor)
    wait_until(lambda: desk.picture(monitor) == wanted)


def test_a_lesson_on_two_screens_by_keys_alone(desk: Desk, frames: Frames) -> None:
    desk.plug_in("HDMI-1")
    desk.start()

    desk.press("F5")
    sees(desk, frames, 0, "HDMI-1")
    assert desk.picture("eDP-1") != frames.frame(0, "eDP-1")
    desk.press("Next")
    sees(desk, frames, 1, "HDMI-1")

    desk.press("f", "Next", "Next")  # frozen: the teacher looks ahead, the class does not
    wait_until(lambda: desk.note()["step"] == 3)
    assert desk.picture("HDMI-1") == frames.frame(1, "HDMI-1")
    desk.press("f")
    sees(desk, frames, 3, "HDMI-1")

    desk.press("b")
    wait_until(lambda: desk.picture("HDMI-1").pixelColor(500, 300).lightness() == 0)
    desk.press("Escape")
    sees(desk, frames, 3, "HDMI-1")
    desk.press("x")
    sees(desk, frames, 3, "eDP-1")


def test_a_projector_comes_late_and_is_pulled_out(desk: Desk, frames: Frames) -> None:
    desk.start("--present", "--step", "2")
    sees(desk, frames, 1, "eDP-1")

    desk.plug_in("HDMI-1")
    sees(desk, frames, 1, "HDMI-1")
    desk.press("Next")
    sees(desk, frames, 2, "HDMI-1")
    desk.pull_out("HDMI-1")
    sees(desk, frames, 2, "eDP-1")
    desk.press("Next")
    sees(desk, frames, 3, "eDP-1")


def test_a_key_held_down_steps_once_and_a_power_cut_loses_nothing(
    desk: Desk, frames: Frames
) -> None:
    desk.plug_in("HDMI-1")
    desk.start("--present")
    sees(desk, frames, 0, "HDMI-1")

    desk.run("xdotool", "keydown", "Next", "sleep", "1.5", "keyup", "Next")
    sees(desk, frames, 1, "HDMI-1")
    desk.press("ctrl+shift+Up", "XF86AudioNext")
    wait_until(lambda: desk.note()["step"] == 2)
    note = desk.note()
    plan = note["plan"]
    assert isinstance(plan, dict)
    assert plan["minutes"] == 50
    desk.kill()

    desk.start()
    desk.press("F5")
    sees(desk, frames, 2, "HDMI-1")
    again = desk.note()["plan"]
    assert isinstance(again, dict)
    assert (again["began"], again["minutes"]) == (plan["began"], 50)

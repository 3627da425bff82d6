"""Presenting on real screens by real keys: two monitors, one pulled out, and a power cut."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from db.library import Library
from tests.real_desk import MONITORS, Desk, missing, wait_until
from ui import fonts, theme
from ui.comparison import Form
from ui.pen import classes
from ui.pen.stroke_file import read
from ui.pen.strokes import Stroke
from ui.quiz.results import Results
from ui.state import Layout, ViewState, at_step, compare
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
        self._taken: dict[object, QImage] = {}

    def frame(self, step: int, monitor: str, strokes: tuple[Stroke, ...] = ()) -> QImage:
        return self._take(self._at(step), monitor, strokes)

    def compared(self, step: int, monitor: str, divider: float, form: Form = Form.SWIPE) -> QImage:
        state = compare(self._at(step), self._library.world(), form)
        assert state.comparison is not None
        sides = state.comparison._replace(divider=divider)
        return self._take(state._replace(comparison=sides), monitor, ())

    def _at(self, step: int) -> ViewState:
        world = self._library.world()
        return at_step(world, world.tours[0].id, step)._replace(layout=Layout.PRESENT)

    def _take(self, state: ViewState, monitor: str, strokes: tuple[Stroke, ...]) -> QImage:
        key = state, monitor, strokes
        if key not in self._taken:
            size = MONITORS[monitor].size()
            taken = take(self._library, state, size.width(), size.height(), strokes)
            self._taken[key] = taken
        return self._taken[key]


@pytest.fixture
def frames(qapp: QApplication, built_in: Library) -> Frames:
    return Frames(built_in)


def sees(
    desk: Desk, frames: Frames, step: int, monitor: str, strokes: tuple[Stroke, ...] = ()
) -> None:
    """Wait until a monitor shows the frame of a stop, with what is drawn there, to the pixel."""
    wanted = frames.frame(step, monitor, strokes)
    wait_until(lambda: desk.picture(monitor) == wanted)


def compares(
    desk: Desk,
    frames: Frames,
    step: int,
    monitor: str,
    divider: float = 0.5,
    form: Form = Form.SWIPE,
) -> None:
    """Wait until a monitor shows a stop's two dates, to the pixel; the mouse is put away."""
    desk.park_mouse()
    wanted = frames.compared(step, monitor, divider, form)
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


# The teacher's small copy of the class's picture at 1366 × 768, in shares of that screen.
COPY = QRectF(0.0895, 0.118, 0.4235, 0.565)
HANDLE = (0.5, 0.35)  # where the divider is at first, in shares of the picture


def on_copy(x: float, y: float) -> tuple[float, float]:
    """Where on the teacher's screen a place of the class's picture is, in shares."""
    return COPY.x() + x * COPY.width(), COPY.y() + y * COPY.height()


def drawn(desk: Desk) -> tuple[Stroke, ...]:
    return read(classes.file_of(desk.folder / classes.FOLDER, classes.USUAL), "").board.strokes


def is_amber(desk: Desk) -> bool:
    """Whether the words at the top of the teacher's page ask for attention."""
    return desk.picture("eDP-1").pixelColor(20, 22) == theme.URGENT


def test_pen_on_both_screens_and_strokes_stay_with_the_stop(desk: Desk, frames: Frames) -> None:
    desk.plug_in("HDMI-1")
    desk.start("--present", "--step", "2")
    sees(desk, frames, 1, "HDMI-1")

    desk.press("ctrl+p")
    desk.drag("HDMI-1", (0.55, 0.3), (0.7, 0.45), (0.8, 0.3))
    wait_until(lambda: len(drawn(desk)) == 1)
    desk.drag("eDP-1", on_copy(0.3, 0.25), on_copy(0.45, 0.4))
    wait_until(lambda: len(drawn(desk)) == 2)
    desk.press("ctrl+p")
    desk.park_mouse()

    strokes = drawn(desk)
    sees(desk, frames, 1, "HDMI-1", strokes)
    desk.press("Next")
    sees(desk, frames, 2, "HDMI-1", strokes)
    desk.press("Prior")
    sees(desk, frames, 1, "HDMI-1", strokes)

    desk.press("x")
    sees(desk, frames, 1, "eDP-1", strokes)
    desk.press("x")
    sees(desk, frames, 1, "HDMI-1", strokes)
    desk.pull_out("HDMI-1")
    sees(desk, frames, 1, "eDP-1", strokes)
    desk.kill()
    desk.plug_in("HDMI-1")
    desk.start()
    desk.press("F5")
    sees(desk, frames, 1, "HDMI-1", strokes)


def test_two_dates_are_compared_on_both_screens(desk: Desk, frames: Frames) -> None:
    desk.plug_in("HDMI-1")
    desk.start("--present", "--step", "2")
    sees(desk, frames, 1, "HDMI-1")
    y = HANDLE[1]

    desk.press("k")
    compares(desk, frames, 1, "HDMI-1")
    desk.drag("HDMI-1", HANDLE, (0.75, y))
    compares(desk, frames, 1, "HDMI-1", divider=round(0.75 * 1024) / 1024)
    desk.drag("eDP-1", on_copy(0.75, y), on_copy(0.25, y))
    divided = frames.compared(1, "HDMI-1", 0.75)
    wait_until(lambda: desk.picture("HDMI-1") != divided)
    desk.press("Left", "shift+Right")  # and by keys, wherever the mouse is
    desk.press("shift+k")
    compares(desk, frames, 1, "HDMI-1", form=Form.LINKED)
    desk.press("k")
    sees(desk, frames, 1, "HDMI-1")

    desk.press("k", "x")
    compares(desk, frames, 1, "eDP-1", form=Form.LINKED)
    desk.press("Escape")
    sees(desk, frames, 1, "eDP-1")


def test_looking_ahead_and_curtains_touch_the_class_alone(desk: Desk, frames: Frames) -> None:
    desk.plug_in("HDMI-1")
    desk.start("--present")
    sees(desk, frames, 0, "HDMI-1")
    assert not is_amber(desk)

    desk.press("f", "Next")
    wait_until(lambda: desk.note()["step"] == 1 and is_amber(desk))
    desk.press("k", "k")  # comparing is the teacher's own meanwhile
    assert desk.picture("HDMI-1") == frames.frame(0, "HDMI-1")
    desk.press("period")
    wait_until(lambda: one_tone(desk.picture("HDMI-1")) == 0)
    desk.press("comma")
    wait_until(lambda: one_tone(desk.picture("HDMI-1")) == 255)
    assert is_amber(desk)
    desk.press("Next")  # behind the curtain
    wait_until(lambda: desk.note()["step"] == 2)
    assert one_tone(desk.picture("HDMI-1")) == 255
    desk.press("comma", "f")
    sees(desk, frames, 2, "HDMI-1")
    assert not is_amber(desk)


def test_a_tally_outlives_a_projector_that_goes_and_comes(
    tmp_path: Path, built_in: Library, frames: Frames
) -> None:
    desk = Desk(tmp_path, asks=True)
    try:
        desk.plug_in("eDP-1")
        desk.plug_in("HDMI-1")
        desk.start("--present")
        sees(desk, frames, 0, "HDMI-1")

        desk.press("Next", "7", "Return")
        desk.pull_out("HDMI-1")
        desk.press("1", "2", "Return")
        wait_until(lambda: tallies(desk) == [(7, 12)])
        desk.plug_in("HDMI-1")
        desk.press("Next", "Next")
        sees(desk, frames, 1, "HDMI-1")
        desk.kill()
        desk.start()
        desk.press("F5")
        sees(desk, frames, 1, "HDMI-1")
        assert tallies(desk) == [(7, 12)]
    finally:
        desk.close()


def tallies(desk: Desk) -> list[tuple[int | None, ...]]:
    kept = Results(desk.folder / "data")
    return [tuple(vote.hands for vote in one.votes) for one in kept.all]


def one_tone(picture: QImage) -> int:
    """How light a picture of one tone is; -1 for any other."""
    small = picture.scaled(16, 12, mode=Qt.TransformationMode.SmoothTransformation)
    found = {small.pixelColor(x, y).lightness() for x in range(16) for y in range(12)}
    return found.pop() if len(found) == 1 else -1

"""The command line: pictures, checks, and words for whoever asks wrongly."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import main
from db.errors import BrokenDate, UnknownId
from db.library import Library
from db.records import Event, EventId
from tests.small_world import day, small_world
from ui import fonts, state
from ui.app import join
from ui.dress import dress
from ui.explorer import Explorer
from ui.map.basemap import Basemap
from ui.map.widget import MapWidget
from ui.messages import Messages
from ui.present.widget import PresentWidget
from ui.stand import stand_at
from ui.state import Layout
from ui.still import take

ROOT = Path(__file__).resolve().parent.parent
WORLD = small_world()


def no_event(event: EventId) -> Event:
    """Nothing needs an event's text where a tour stops at it."""
    raise AssertionError(event)


def ask(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program with arguments on a machine without a display."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    bare = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "main.py", *arguments],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the program says, having refused to do what the arguments ask."""
    code = main.main(arguments)

    assert code in (1, 2)
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return said.err


def test_a_stop_is_shown_at_rest() -> None:
    stand = stand_at(WORLD, "portsmouth", no_event)

    assert stand == state.at_step(WORLD, WORLD.tours[0].id, 2)


def test_a_date_between_stops_looks_from_the_stop_last_passed() -> None:
    stand = stand_at(WORLD, "1910-08-29", no_event)

    assert stand.day == day("1910-08-29")
    assert stand.step == 2
    assert stand.camera == state.at_step(WORLD, stand.tour, 2).camera
    assert stand.flight is None


def test_the_date_of_a_stop_is_the_stop() -> None:
    assert stand_at(WORLD, "1905-09-05", no_event) == stand_at(WORLD, "portsmouth", no_event)


def test_a_date_before_the_first_stop_looks_from_it() -> None:
    stand = stand_at(WORLD, "1856-01-01", no_event)

    assert (stand.step, stand.day) == (0, WORLD.first_day)
    assert stand.camera == state.at_step(WORLD, stand.tour, 0).camera


def test_an_event_that_no_tour_stops_at_is_shown_on_its_day_with_its_own_view(
    library: Library,
) -> None:
    world = library.world()
    toured = {step.event for tour in world.tours for step in tour.steps}
    event = next(mark.event for mark in world.marks if mark.event not in toured)

    stand = stand_at(world, event, library.event)

    found = library.event(event)
    assert stand.day == found.day
    assert (stand.camera.x, stand.camera.y) == (found.framing.x, found.framing.y)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("1905-13-05", "'1905-13-05' is not"),
        ("1905-02-29", "'1905-02-29' is not"),
        ("1905", "expected YYYY-MM-DD"),
        ("1855-12-31", "runs from 1 January 1856 to 31 May 2026"),
        ("2026-06-01", "runs from 1 January 1856 to 31 May 2026"),
    ],
)
def test_a_bad_date_is_told_with_what_was_expected(at: str, words: str) -> None:
    with pytest.raises(BrokenDate, match=words):
        stand_at(WORLD, at, no_event)


def test_an_unknown_event_is_told_with_ids_that_look_alike() -> None:
    with pytest.raises(UnknownId, match=r"neither a date.*nor an event.*look alike: portsmouth"):
        stand_at(WORLD, "portsmut", no_event)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--size", "12", "a.png"], "'12' is not a size"),
        (["--size", "0x9", "a.png"], "each side is from"),
        (["--size", "1920x99999", "a.png"], "each side is from"),
        (["--view", "side", "a.png"], "'present', 'explore'"),
        (["a.jpg"], "'.jpg' is no kind of picture"),
        (["a"], "without suffix"),
        (["nowhere/a.png"], "there is no folder nowhere"),
        (["--lesson", "nowhere.landlocked", "a.png"], "'nowhere.landlocked' does not exist"),
        ([], "Missing argument 'OUT.png'"),
    ],
)
def test_a_picture_that_cannot_be_is_refused_at_once(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in refusal(capsys, "picture", "--at", "1905-09-05", *arguments)


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    said = refusal(capsys, "picture", "--at", "1905-09-05", str(tmp_path / "a.png"))

    assert "cannot be written" in said


def test_an_unknown_command_is_told_which_look_alike(capsys: pytest.CaptureFixture[str]) -> None:
    assert "picture" in refusal(capsys, "pictur")


def test_help_lists_commands_and_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--help"]) == 0

    said = capsys.readouterr().out
    for word in ("picture", "check", "--present", "Page Down", "F5", "digits, then Enter"):
        assert word in said


def test_help_needs_no_graphics(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "libEGL.so.1").write_bytes(b"")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))

    assert "picture" in ask("--help").stdout


def test_a_picture_needs_graphics_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "libEGL.so.1").write_bytes(b"")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))

    refused = ask("picture", "--at", "1905-09-05", str(tmp_path / "a.png"))

    if sys.platform == "linux":
        assert refused.returncode == 2
        assert "libEGL.so.1" in refused.stderr
        assert len(refused.stderr.splitlines()) == 2


def test_a_missing_base_map_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_base_map() -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("ui.still.Basemap", no_base_map)

    said = refusal(capsys, "picture", "--at", "1905-09-05", str(tmp_path / "a.png"))

    assert said.startswith("The base map cannot be read (unable to open database file).")
    assert len(said.splitlines()) == 1


def test_the_version_is_the_projects(capsys: pytest.CaptureFixture[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert main.main(["--version"]) == 0

    assert capsys.readouterr().out == f"Landlocked {project['version']}\n"


def test_the_built_in_lesson_has_no_faults(capsys: pytest.CaptureFixture[str]) -> None:
    code = main.main(["check"])

    said = capsys.readouterr().out
    assert said.endswith("No faults.\n"), said
    assert code == 0
    for noun in ("events", "places", "territories", "routes", "sources", "tour"):
        assert noun in said


def test_every_fault_of_a_lesson_is_listed_with_file_and_place(
    lesson_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "lesson"
    shutil.copytree(lesson_folder, broken)
    (broken / "tours.toml").unlink()
    powers = (broken / "powers.toml").read_text(encoding="utf-8")
    (broken / "powers.toml").write_text(powers.replace("colour", "color", 1), encoding="utf-8")

    code = main.main(["check", str(broken)])

    said = capsys.readouterr().out
    assert code == 1
    assert "tours.toml: the file is missing" in said
    assert "powers.toml, " in said
    assert "faults.\n" in said
    assert "No faults" not in said


@pytest.mark.parametrize("view", ["present", "explore"])
def test_a_picture_is_written_without_a_display(view: str, tmp_path: Path) -> None:
    out = tmp_path / "picture.png"

    written = ask("picture", "--at", "1905-09-05", "--size", "1280x800", "--view", view, str(out))

    assert (written.returncode, written.stdout, written.stderr) == (0, "", "")
    image = QImage(str(out))
    assert (image.width(), image.height()) == (1280, 800)
    colours = {image.pixel(x, y) for x in range(0, 1280, 16) for y in range(0, 800, 16)}
    assert len(colours) > 100


def test_a_picture_may_hide_doubt(tmp_path: Path) -> None:
    shown, hidden = tmp_path / "shown.png", tmp_path / "hidden.png"
    same = ("picture", "--at", "1933-06-01", "--size", "480x320")

    done = [ask(*same, str(shown)), ask(*same, "--no-doubt", str(hidden))]

    assert [(run.returncode, run.stderr) for run in done] == [(0, ""), (0, "")]
    assert QImage(str(shown)) != QImage(str(hidden))


@pytest.mark.parametrize("layout", Layout)
def test_a_picture_is_what_the_window_shows_at_rest(
    layout: Layout, library: Library, qapp: QApplication, qtbot: QtBot
) -> None:
    fonts.register()
    dress(qapp)
    world = library.world()
    explorer = Explorer(world, state.at_step(world, world.tours[0].id, 0))
    window, _ = join(explorer, library, Basemap(), Messages(), windowed=True)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    if layout is Layout.PRESENT:
        explorer.present_from_here()
    explorer.next()
    window.grab()  # a frame in flight, which must leave no trace
    explorer.land()
    kind = MapWidget if layout is Layout.EXPLORE else PresentWidget
    view = window.findChild(kind)
    assert isinstance(view, MapWidget | PresentWidget)
    window.grab()
    qtbot.waitUntil(lambda: view.is_settled)

    shown = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    expected = state.at_step(world, world.tours[0].id, 1)
    assert shown == take(library, expected._replace(layout=layout), 1280, 720)


def test_asking_for_an_unknown_event_ends_without_a_traceback(tmp_path: Path) -> None:
    out = tmp_path / "picture.png"

    refused = ask("picture", "--at", "portsmuth-1905", str(out))

    assert refused.returncode == 1
    assert "neither a date" in refused.stderr and "look alike" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert not out.exists()


def test_thumbnails_make_their_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "new" / "stops"

    said = refusal(capsys, "thumbnails", "--tour", "nowhere", str(place))

    assert place.is_dir()
    assert "nowhere" in said

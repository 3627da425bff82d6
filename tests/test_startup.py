"""A machine that lacks something is told so in two lines, before Qt can abort."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui import startup
from ui.startup import CannotStart, check_display, check_graphics, install_command, wanted_platforms

ROOT = Path(__file__).resolve().parent.parent
DEAD = ":7977"  # no server has so high a number by chance
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone needs the look ahead")


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Start the program on a machine without any display but what is given."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LD_LIBRARY_PATH")
    bare = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "main.py"],
        cwd=ROOT,
        env=bare | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def broken(folder: Path, *libraries: str) -> str:
    """A folder in which the loader finds these libraries damaged."""
    for library in libraries:
        (folder / library).write_bytes(b"")
    return str(folder)


def two_lines(ended: subprocess.CompletedProcess[str]) -> list[str]:
    """The two lines that the program left behind, having refused to start."""
    assert ended.returncode == 2, ended.stderr
    assert ended.stdout == ""
    lines = ended.stderr.splitlines()
    assert len(lines) == 2, ended.stderr
    return lines


def test_no_display_is_said_with_the_picture_command_as_remedy() -> None:
    what, remedy = two_lines(start())

    assert "neither DISPLAY nor WAYLAND_DISPLAY is set" in what
    assert "main.py picture" in remedy


def test_a_dead_display_is_named() -> None:
    what, remedy = two_lines(start(DISPLAY=DEAD))

    assert f'"{DEAD}" (DISPLAY) does not answer' in what
    assert "main.py picture" in remedy


def test_a_dead_compositor_is_named(tmp_path: Path) -> None:
    ended = start(WAYLAND_DISPLAY="wayland-77", XDG_RUNTIME_DIR=str(tmp_path))

    what, _ = two_lines(ended)
    assert '"wayland-77" (WAYLAND_DISPLAY) does not answer' in what


def test_asking_for_xcb_without_a_display_is_told_apart() -> None:
    what, _ = two_lines(start(QT_QPA_PLATFORM="xcb"))

    assert "DISPLAY is not set" in what


@pytest.mark.parametrize("platform", ["nonsense", "eglfs", "linuxfb"])
def test_a_platform_on_which_qt_would_abort_is_refused(platform: str) -> None:
    what, remedy = two_lines(start(QT_QPA_PLATFORM=platform))

    assert f'"{platform}" (QT_QPA_PLATFORM) is none of xcb, wayland, offscreen' in what
    assert "Unset QT_QPA_PLATFORM" in remedy


def test_missing_window_libraries_are_all_listed_with_their_packages(tmp_path: Path) -> None:
    folder = broken(tmp_path, "libxcb-cursor.so.0", "libxcb-icccm.so.4")

    what, remedy = two_lines(start(DISPLAY=DEAD, LD_LIBRARY_PATH=folder))

    assert "libxcb-cursor.so.0, libxcb-icccm.so.4" in what
    assert remedy.startswith("Install it with: sudo ")


def test_a_missing_graphics_library_is_caught_before_qt_is_there(tmp_path: Path) -> None:
    folder = broken(tmp_path, "libEGL.so.1")

    what, remedy = two_lines(start(DISPLAY=DEAD, LD_LIBRARY_PATH=folder))

    assert "a system library is missing or broken: libEGL.so.1" in what
    assert remedy.startswith("Install it with: sudo ")


def test_a_library_that_nobody_listed_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> ctypes.CDLL:
        if name.endswith("libqxcb.so"):
            raise OSError("libnew.so.7: cannot open shared object file\nsecond line")
        return ctypes.CDLL(None)

    monkeypatch.setattr(startup, "load_library", load)

    with pytest.raises(CannotStart, match=r"libnew\.so\.7: cannot open") as reason:
        check_display({"DISPLAY": DEAD})
    assert len(str(reason.value).splitlines()) == 2


def test_this_machine_can_paint() -> None:
    check_graphics()

    assert "PySide6.QtGui" in sys.modules


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600"])
def test_platforms_without_a_display_are_let_through(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(startup, "load_library", loaded.append)

    check_display({"QT_QPA_PLATFORM": platform})

    assert loaded == []


def test_one_living_display_of_two_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "load_library", lambda name: None)
    monkeypatch.setattr(startup, "x_answers", lambda: False)
    monkeypatch.setattr(startup, "wayland_answers", lambda environment: True)

    check_display({"DISPLAY": DEAD, "WAYLAND_DISPLAY": "wayland-0"})

    with pytest.raises(CannotStart, match=DEAD):
        check_display({"DISPLAY": DEAD})


@pytest.mark.parametrize(
    ("environment", "platforms"),
    [
        ({}, []),
        ({"DISPLAY": ":0"}, ["xcb"]),
        ({"DISPLAY": "", "WAYLAND_DISPLAY": "wayland-0"}, ["wayland"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ["xcb", "wayland"]),
        ({"QT_QPA_PLATFORM": "wayland;xcb", "DISPLAY": ":0"}, ["wayland", "xcb"]),
        ({"QT_QPA_PLATFORM": "offscreen:opts"}, ["offscreen"]),
    ],
)
def test_the_platforms_are_those_qt_will_try(
    environment: dict[str, str], platforms: list[str]
) -> None:
    assert wanted_platforms(environment) == platforms


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ("id=debian", "sudo apt install libxcb-cursor0 libxcb-shape0"),
        ("id=ubuntu\nid_like=debian", "sudo apt install libxcb-cursor0 libxcb-shape0"),
        ("id=fedora", "sudo dnf install xcb-util-cursor libxcb"),
        ('id="rocky"\nid_like="rhel centos fedora"', "sudo dnf install xcb-util-cursor libxcb"),
    ],
)
def test_the_remedy_speaks_the_systems_language(release: str, command: str) -> None:
    packages = [startup.XCB["libxcb-cursor.so.0"], startup.XCB["libxcb-shape.so.0"]]

    assert install_command(packages, release) == f"Install it with: {command}"


def test_a_start_imports_nothing_that_its_kept_pictures_do_without(tmp_path: Path) -> None:
    unused = ("logging", "matplotlib", "ui.map.picture", "ui.timeline.painter", "ui.timeline.hand")
    told = (
        "import sys; from ui.startup import check_graphics; check_graphics(); import ui.app; "
        "print([name for name in sys.argv[1:] if name in sys.modules])"
    )
    environment = {**os.environ, "LANDLOCKED_CACHE": str(tmp_path)}

    for _ in range(2):  # the first keeps what PySide6 compiles
        ended = subprocess.run(
            [sys.executable, "-c", told, *unused],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )

    assert ended.stdout == "[]\n"

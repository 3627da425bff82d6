"""A desk with real screens to test on: a virtual X server, a window manager, keys, and pictures.

Two monitors are cut out of one virtual screen; they are plugged in and out as RandR knows them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QColorSpace, QImage

from ui.last_word import LastWord
from ui.session import FILE

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("Xvfb", "openbox", "xdotool", "xrandr", "import")
SIZE = (2390, 1080)
MONITORS = {"eDP-1": QRect(0, 0, 1366, 768), "HDMI-1": QRect(1366, 0, 1024, 768)}
MOVES = 12  # of the mouse, from one place to the next
PATIENCE = 40.0  # seconds; machines that test are slow


def missing() -> str:
    """What a desk needs and is not there; empty where all is."""
    return ", ".join(program for program in NEEDED if shutil.which(program) is None)


class Desk:
    """The X server with its window manager, and the program on it."""

    def __init__(self, folder: Path, size: tuple[int, int] = SIZE, *, asks: bool = False) -> None:
        self.folder = folder
        reader, writer = os.pipe()
        self._server = subprocess.Popen(
            [
                *("Xvfb", "-displayfd", str(writer), "-nolisten", "tcp", "-noreset"),
                *("-screen", "0", f"{size[0]}x{size[1]}x24"),
            ],
            pass_fds=[writer],
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        if not asks:  # most tests count steps
            (folder / "settings.json").write_text('{"questions": false}', encoding="utf-8")
        self._environment = {
            **os.environ,
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "LANDLOCKED_CONFIG": str(folder),
            "LANG": "C.UTF-8",
        }
        self._manager = subprocess.Popen(
            ["openbox"],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.program: subprocess.Popen[bytes] | None = None
        self._corner = size[0] - 2, size[1] - 2
        self.park_mouse()

    def park_mouse(self) -> None:
        """Put the mouse where it is on no window."""
        self.run("xdotool", *_to(self._corner))

    def run(self, *words: str) -> str:
        """Run a command on the desk's display; what it says."""
        done = subprocess.run(
            words,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        return done.stdout

    # Screens

    def plug_in(self, name: str) -> None:
        """Connect a monitor."""
        box = MONITORS[name]
        place = f"{box.width()}/300x{box.height()}/200+{box.x()}+{box.y()}"
        output = "screen" if name == "eDP-1" else "none"
        self.run("xrandr", "--setmonitor", name, place, output)

    def pull_out(self, name: str) -> None:
        """Disconnect a monitor."""
        self.run("xrandr", "--delmonitor", name)

    def picture(self, name: str) -> QImage:
        """What a monitor shows now."""
        box = MONITORS[name]
        file = self.folder / "seen.png"
        crop = f"{box.width()}x{box.height()}+{box.x()}+{box.y()}"
        self.run("import", "-window", "root", "-crop", crop, "+repage", str(file))
        seen = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
        seen.setColorSpace(QColorSpace())  # the file names one, the picture command does not
        return seen

    # The program

    def start(self, *arguments: str) -> None:
        """Start the program."""
        self.program = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *arguments],
            env=self._environment,
            cwd=ROOT,
        )
        focus = ("xdotool", "getwindowfocus", "getwindowname")  # it comes after being active
        wait_until(lambda: "Landlocked" in self.run(*focus))

    def press(self, *keys: str) -> None:
        """Press keys, by the names that X has for them."""
        for key in keys:
            self.run("xdotool", "key", "--clearmodifiers", key)

    def drag(self, name: str, *way: tuple[float, float]) -> None:
        """Draw the mouse over a monitor with its button down; places are shares of its size."""
        box = MONITORS[name]
        places = [(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in way]
        words = ["xdotool", *_to(places[0]), "mousedown", "1"]
        for before, after in pairwise(places):
            for n in range(1, MOVES + 1):
                share = n / MOVES
                words += _to(tuple(a + (b - a) * share for a, b in zip(before, after, strict=True)))
                words += ["sleep", "0.01"]
        self.run(*words, "mouseup", "1")

    def kill(self) -> None:
        """End the program as a power cut does."""
        if self.program is not None:
            self.program.kill()
            self.program.wait()
            self.program = None
            windows = ("xdotool", "search", "--onlyvisible", "--name", "Landlocked")
            wait_until(lambda: not self.run(*windows).strip())

    def note(self) -> dict[str, object]:
        """What the program has noted in case it ends unexpectedly."""
        return LastWord(self.folder / FILE).read()

    def close(self) -> None:
        """Clear the desk."""
        self.kill()
        for process in (self._manager, self._server):
            process.terminate()
            process.wait()


def _to(place: tuple[float, ...]) -> list[str]:
    return ["mousemove", "--sync", *(str(round(one)) for one in place)]


def wait_until(is_so: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait for something to come true; fails when it takes too long."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)

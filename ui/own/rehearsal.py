"""Runs a rehearsal in a process of its own, and passes on what it finds."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from db.records import TourId
from ui import settings
from ui.findings import Finding, Progress, from_line
from ui.settings import UnreadableFile, and_set_aside, read_json, write_json

log = logging.getLogger("landlocked.rehearsal")

MAIN = Path(__file__).resolve().parents[2] / "main.py"
PROGRAM = (sys.executable, str(MAIN), "rehearse", "--lines")
ENDS_MS = 500
FILE = "rehearsal.json"
SIZES = ((1024, 768), (1280, 800), (1920, 1080), (3840, 2160))
USUAL_MINUTES, LEAST_MINUTES, MOST_MINUTES = 45.0, 5.0, 300.0


class Room(NamedTuple):
    """The classroom: the size of its screen in pixels (None for the one connected), and the
    minutes of the lesson."""

    size: tuple[int, int] | None = None
    minutes: float = USUAL_MINUTES


def remembered(folder: Path | None = None, say: Callable[[str], object] = log.warning) -> Room:
    """The classroom rehearsed for last; the usual one where there is none.

    A file that cannot be understood is set aside, and `say` is told so.
    """
    path = (folder or settings.folder()) / FILE
    try:
        found = read_json(path)
        size = found["size"]
        width, height = size if size else (0, 0)
        minutes = min(max(float(found["minutes"]), LEAST_MINUTES), MOST_MINUTES)
        return Room((int(width), int(height)) if size else None, minutes)
    except FileNotFoundError:
        return Room()
    except UnreadableFile as fault:
        reason = str(fault)
    except (KeyError, TypeError, ValueError, OverflowError):
        reason = "it holds something else"
    said = f"The classroom rehearsed for last could not be read ({reason})"
    say(f"{said}. The usual one is used{and_set_aside(path)}.")
    return Room()


def remember(room: Room, folder: Path | None = None) -> None:
    """Keep the classroom for the next time."""
    write_json((folder or settings.folder()) / FILE, room._asdict())


class Rehearsal(QObject):
    """One rehearsal at a time; beginning another one ends the one before.

    Signals:
        progressed: so many of all parts are done.
        found: something was found; carries the Finding.
        ended: it is through; carries a sentence where it failed, else an empty one.
    """

    progressed = Signal(int, int)
    found = Signal(object)
    ended = Signal(str)

    def __init__(self, program: Sequence[str] = PROGRAM) -> None:
        super().__init__()
        self._program = program
        self._process: QProcess | None = None
        self._is_told = False

    @property
    def is_running(self) -> bool:
        """Whether a rehearsal is going on."""
        return self._process is not None

    def begin(
        self,
        tour: TourId,
        size: tuple[int, int],
        minutes: float,
        text_scale: float = 1.0,
        *,
        contrast: bool = False,
    ) -> None:
        """Rehearse a tour for a screen of that size (pixels)."""
        self.cancel()
        process = QProcess(self)
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process, self._is_told = process, False
        words = [*self._program, "--tour", tour, "--size", f"{size[0]}x{size[1]}"]
        words += ["--minutes", f"{minutes:g}", "--text-size", f"{text_scale:g}"]
        words += ["--contrast"] if contrast else []
        process.start(words[0], words[1:])

    def cancel(self) -> None:
        """End what is going on; nothing more is told of it."""
        if self._process is None:
            return
        process, self._process = self._process, None
        process.blockSignals(True)  # it is no longer ours to tell of
        process.kill()
        process.waitForFinished(ENDS_MS)
        process.deleteLater()

    @Slot()
    def _on_output(self) -> None:
        process = self._process
        while process is not None and process is self._process and process.canReadLine():
            news = from_line(bytes(process.readLine().data()).decode(errors="replace"))
            if isinstance(news, Progress):
                self._is_told = self._is_told or news.done == news.of
                self.progressed.emit(news.done, news.of)
            elif isinstance(news, Finding):
                self.found.emit(news)

    @Slot(int)
    def _on_finished(self, code: int) -> None:
        self._on_output()
        process, self._process = self._process, None
        if process is None:
            return
        said = bytes(process.readAllStandardError().data()).decode(errors="replace").strip()
        process.deleteLater()
        if self._is_told:
            self.ended.emit("")
            return
        log.warning("rehearsal: exit code %d: %s", code, said)
        last = said.splitlines()[-1] if said else f"exit code {code}"
        self.ended.emit(f"The rehearsal broke off ({last}). Rehearse again.")

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            said = self._process.errorString()
            self._process.deleteLater()
            self._process = None
            self.ended.emit(f"The rehearsal cannot be started ({said}). Install the program anew.")

"""The pictures of all stops: kept in the user's cache, made in the background when missing."""

from __future__ import annotations

import logging
import shutil
import sys
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from db.cache import cache_folder
from db.records import Step, Tour
from ui.explorer import Explorer
from ui.state import ViewState
from ui.version import VERSION

log = logging.getLogger("landlocked.thumbnails")

SIZE = (480, 270)
FOLDER = "pictures"
CONTRAST = "-contrast"
FOLDERS_KEPT = 3  # two looks, and the pictures used before
MAIN = Path(__file__).resolve().parents[2] / "main.py"
PROGRAM = (sys.executable, str(MAIN), "thumbnails")
READS_MS = 8  # between two pictures read; reading one takes about three
ENDS_MS = 500


def folder_for(lesson_key: str, *, version: str = VERSION) -> Path | None:
    """Where the pictures of a lesson are kept; None for one that is in no file."""
    if not lesson_key:
        return None
    width, height = SIZE
    return cache_folder() / FOLDER / f"{version}-{width}x{height}-{lesson_key}"


def file_of(step: Step) -> str:
    """The name of a stop's picture: the same in every tour that frames the event alike."""
    framed = f"{step.day} {step.x} {step.y} {step.height} {step.title} {step.caption}".rstrip()
    return f"{step.event}-{crc32(framed.encode()):08x}.png"


class Thumbnails(QObject):
    """Hands out the pictures that are there, and has the others made by a process of its own.

    Without a folder there are none. Pictures are read one at a time while nothing flies.

    Signals:
        arrived: another picture can be had.
    """

    arrived = Signal()

    def __init__(
        self, explorer: Explorer, folder: Path | None, program: Sequence[str] = PROGRAM
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._usual = folder
        self._program = program
        self._images: dict[str, QImage] = {}
        self._wanted: deque[str] = deque()
        self._mended: set[str] = set()
        self._process: QProcess | None = None
        self._told: Tour | None = None  # the tour whose pictures were asked for last
        self._orders: list[str] = []  # tours to make, and "" for whatever else there is
        self._done: set[Tour | str] = set()
        self._reads = QTimer(self, interval=READS_MS)
        self._reads.timeout.connect(self._on_time_to_read)
        explorer.changed.connect(self._on_changed)

    @property
    def _folder(self) -> Path | None:
        """Where the pictures in the look being worn are kept."""
        if self._usual is None or not self._explorer.state.contrast:
            return self._usual
        return self._usual.with_name(self._usual.name + CONTRAST)

    @property
    def is_working(self) -> bool:
        """Whether pictures are being made."""
        return self._process is not None

    def picture(self, step: Step) -> QImage | None:
        """The picture of a stop, or None: it is read soon if it is there."""
        name = file_of(step)
        found = self._images.get(name)
        if found is None and self._folder is not None and name not in self._wanted:
            self._wanted.append(name)
            if not self._reads.isActive():
                self._reads.start()
        return found

    def make(self, tour: Tour) -> None:
        """See to it that all pictures are made, those of this tour first."""
        if self._folder is None or tour in self._done:
            return
        self._told = tour
        self._done.add(tour)  # whole: an own tour may be changed and need new pictures
        self._orders = [tour.id, *(order for order in self._orders if order != tour.id)]
        if "" not in self._done:
            self._done.add("")
            self._orders.append("")
        self._start_next()

    def stop(self) -> None:
        """End the work; what is made stays."""
        self._orders.clear()
        self._reads.stop()
        if self._process is not None:
            process, self._process = self._process, None
            process.finished.disconnect(self._on_finished)
            process.errorOccurred.disconnect(self._on_error)
            process.kill()
            process.waitForFinished(ENDS_MS)
            process.deleteLater()

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        """In another look there are other pictures."""
        if new.contrast == old.contrast:
            return
        self.stop()
        for kept in (self._images, self._wanted, self._mended, self._done):
            kept.clear()
        if self._told is not None:
            self.make(self._told)
        self.arrived.emit()

    # Making

    def _start_next(self) -> None:
        if self._process is not None or not self._orders or self._folder is None:
            return
        order = self._orders.pop(0)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            prune(self._folder)
        except OSError as fault:
            log.info("no pictures of stops: %s", fault)
            self._orders.clear()
            return
        width, height = SIZE
        words = [*self._program, "--size", f"{width}x{height}"]
        words += ["--tour", order] if order else []
        words += ["--contrast"] if self._explorer.state.contrast else []
        process = QProcess(self)
        process.readyReadStandardOutput.connect(self._on_made)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        process.start(words[0], [*words[1:], str(self._folder)])

    @Slot()
    def _on_made(self) -> None:
        if self._process is not None:
            self._process.readAllStandardOutput()  # names; all that counts is that there are more
            self.arrived.emit()

    @Slot(int)
    def _on_finished(self, code: int) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if code:
            said = bytes(process.readAllStandardError().data()).decode(errors="replace")
            log.info("pictures of stops: exit code %d: %s", code, said.strip())
            self._orders.clear()  # the next order would end alike
        process.deleteLater()
        self.arrived.emit()
        self._start_next()

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            log.info("pictures of stops: %s", self._process.errorString())
            self._process.deleteLater()
            self._process = None
            self._orders.clear()

    # Reading

    @Slot()
    def _on_time_to_read(self) -> None:
        if self._explorer.state.flight is not None:
            return  # the audience's frames come first
        while self._wanted:
            if self._read(self._wanted.popleft()):
                self.arrived.emit()
                return
        self._reads.stop()

    def _read(self, name: str) -> bool:
        assert self._folder is not None
        path = self._folder / name
        if not path.exists():
            return False
        image = QImage(str(path))
        if image.isNull():
            self._mend(path)
            return False
        self._images[name] = image.convertToFormat(QImage.Format.Format_RGB32)
        return True

    def _mend(self, path: Path) -> None:
        """Have a damaged picture made anew, once."""
        if path.name in self._mended:
            return
        self._mended.add(path.name)
        with suppress(OSError):
            path.unlink()
        self._orders.append("")
        self._start_next()


def prune(current: Path) -> None:
    """Delete the pictures of other versions and lessons, but for those used last."""
    others = [path for path in current.parent.iterdir() if path.is_dir() and path != current]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[FOLDERS_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)

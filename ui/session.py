"""What one run of the program leaves to the next, after a clean end and after a crash."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QLockFile, QObject, QTimer, Slot

from ui import settings
from ui.explorer import Explorer
from ui.settings import Settings, UnreadableFile, read_json, write_json
from ui.state import ViewState

FILE = "session.json"
LOCK = "session.lock"


class Stand(NamedTuple):
    """Where the reader stood: the tour and the stop, counted from zero."""

    tour: str
    step: int


class Session:
    """One run of the program, from its start to its clean end.

    The mark lies in `folder` while the program runs. A second program running beside the first
    keeps no mark.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._lock = QLockFile(str(folder / LOCK))
        self._lock.setStaleLockTime(0)
        self._owns = False
        self._noted: Stand | None = None

    def begin(self) -> Stand | None:
        """Set the mark; the stand that the last session left if it ended unexpectedly."""
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
        self._owns = self._lock.tryLock(0)
        if not self._owns:
            return None
        try:
            found = read_json(self._file)
            return Stand(str(found["tour"]), int(found["step"]))
        except (FileNotFoundError, UnreadableFile, KeyError, TypeError, ValueError):
            return None

    def note(self, stand: Stand) -> None:
        """Remember where the reader stands, in case the program ends unexpectedly."""
        if self._owns and stand != self._noted:
            write_json(self._file, stand._asdict())
            self._noted = stand

    def end(self) -> None:
        """Take the mark away: the program ends as it should."""
        if self._owns:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
            self._lock.unlock()
            self._owns = False


def notice(step: int) -> str:
    """What to tell the reader after a session that ended unexpectedly at a stop."""
    return f"The last session ended unexpectedly. F5 resumes presenting at stop {step + 1}."


class Memory(QObject):
    """Notes where the reader stands once things are at rest, and keeps it at the end."""

    RESTS_MS = 600

    def __init__(self, explorer: Explorer, session: Session) -> None:
        super().__init__()
        self._explorer = explorer
        self._session = session
        self._rest = QTimer(self, singleShot=True, interval=self.RESTS_MS)
        self._rest.timeout.connect(self.note)
        explorer.changed.connect(self._on_changed)
        self.note()

    @Slot()
    def note(self) -> None:
        """Note the stand in case the program ends unexpectedly."""
        state = self._explorer.state
        self._session.note(Stand(state.tour, state.step))

    def finish(self, file: Path, *, place: tuple[int, int, int, int], maximised: bool) -> Settings:
        """Keep what the next start should know, and end the session; returns what was kept."""
        state = self._explorer.state
        now, _ = settings.load(file)
        told = Settings(
            place,
            maximised,
            state.tour,
            state.step,
            state.text_scale,
            doubt=state.doubt,
            questions=state.asks,
            class_name=now.class_name,
        )
        settings.save(file, told)
        self._session.end()
        return told

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        # Writing waits for the disk; that must not cost a flight a frame.
        if new.flight is not None:
            self._rest.stop()
        elif (new.tour, new.step, new.flight) != (old.tour, old.step, old.flight):
            self._rest.start()

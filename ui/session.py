"""The mark of a running program: what it leaves when it ends unexpectedly."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from ui.settings import UnreadableFile, read_json, write_json

FILE = "session.json"
LOCK = "session.lock"


@dataclass(frozen=True, slots=True)
class Stand:
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
            write_json(self._file, asdict(stand))
            self._noted = stand

    def end(self) -> None:
        """Take the mark away: the program ends as it should."""
        if self._owns:
            self._file.unlink(missing_ok=True)
            self._lock.unlock()
            self._owns = False


def notice(stand: Stand) -> str:
    """What to tell the reader after a session that ended unexpectedly."""
    return (
        f"The last session ended unexpectedly. F5 resumes presenting at stop {stand.step + 1}."
    )

"""What the program remembers from one start to the next, and where it is kept."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

FILE = "settings.json"
NOTES_SCALES = (0.7, 0.85, 1.0, 1.2, 1.45, 1.75, 2.1)


class UnreadableFile(Exception):
    """A file of ours that is there but cannot be understood; the text says why."""


class Settings(NamedTuple):
    """The window's place on the screen (x, y, width, height), where the reader was, and how
    things were drawn. With `reduced_motion` containers and ships are shown where they arrive.

    `audience_screen` names the screen that the class sees; `notes_scale` is the size of the
    teacher's notes, `tools` says whether the presenter's tools stand beside the picture on one
    screen.
    """

    geometry: tuple[int, int, int, int] | None = None
    maximised: bool = False
    tour: str = ""
    step: int = 0
    text_scale: float = 1.0
    doubt: bool = True
    reduced_motion: bool = False
    compared_as: str = "swipe"  # the form in which two dates were compared last
    audience_screen: str = ""
    notes_scale: float = 1.0
    tools: bool = False


class Keeper(QObject):
    """The settings of this run; a change is written at once, for a lesson may end by a power cut.

    Signals:
        changed: a setting is another.
    """

    changed = Signal()

    def __init__(self, path: Path | None = None, now: Settings | None = None) -> None:
        super().__init__()
        self._path = path
        self._now = now or Settings()

    @property
    def now(self) -> Settings:
        """The settings as they are now."""
        return self._now

    def keep(self, **changes: Any) -> None:
        """Change some of the settings, by name."""
        new = self._now._replace(**changes)
        if new == self._now:
            return
        self._now = new
        if self._path is not None:
            save(self._path, new)
        self.changed.emit()


def folder() -> Path:
    """Where settings are kept; the environment variable LANDLOCKED_CONFIG overrides it."""
    chosen = os.environ.get("LANDLOCKED_CONFIG")
    if chosen:
        return Path(chosen)
    from PySide6.QtCore import QStandardPaths

    location = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(location)) / "landlocked"


def load(path: Path) -> tuple[Settings, str]:
    """The settings in a file and a notice for the reader; both plain when there is no file."""
    try:
        return _understood(read_json(path)), ""
    except FileNotFoundError:
        return Settings(), ""
    except UnreadableFile as fault:
        notice = f"The settings in {path} could not be read ({fault}). The usual ones are used."
        return Settings(), notice


def save(path: Path, settings: Settings) -> bool:
    """Write the settings whole or not at all; says whether it went well."""
    return write_json(path, settings._asdict())


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file. Raises FileNotFoundError or UnreadableFile."""
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise
    except OSError as fault:
        raise UnreadableFile(fault.strerror or "no access") from fault
    except ValueError as fault:
        raise UnreadableFile("it is damaged") from fault
    if not isinstance(found, dict):
        raise UnreadableFile("it holds something else")
    return found


def write_json(path: Path, content: dict[str, Any]) -> bool:
    """Replace a JSON file in one go, so that a power cut leaves the old or the new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    from PySide6.QtCore import QIODevice, QSaveFile

    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return False
    file.write(json.dumps(content, indent=1).encode())
    return file.commit()


def _understood(found: dict[str, Any]) -> Settings:
    known = {name: value for name, value in found.items() if name in Settings._fields}
    settings = Settings(**known)
    geometry = settings.geometry
    if geometry is not None:
        if not _are_whole(geometry, count=4):
            raise UnreadableFile("the window's place is not four whole numbers")
        x, y, width, height = geometry
        settings = settings._replace(geometry=(x, y, width, height))
    if not all(isinstance(text, str) for text in (settings.tour, settings.compared_as)) or not all(
        isinstance(yes, bool) for yes in (settings.maximised, settings.doubt)
    ):
        raise UnreadableFile("it holds something else")
    if not isinstance(settings.audience_screen, str) or not isinstance(settings.tools, bool):
        raise UnreadableFile("it holds something else")
    if not isinstance(settings.notes_scale, int | float):
        raise UnreadableFile("the size of the notes is not a number")
    if not _are_whole([settings.step], count=1) or not isinstance(settings.text_scale, int | float):
        raise UnreadableFile("the stop or the text size is not a number")
    if not isinstance(settings.reduced_motion, bool):
        raise UnreadableFile("reduced_motion is neither true nor false")
    return settings


def _are_whole(values: object, *, count: int) -> bool:
    return (
        isinstance(values, list | tuple)
        and len(values) == count
        and all(isinstance(value, int) and not isinstance(value, bool) for value in values)
    )


def set_aside(path: Path) -> Path:
    """Move a file that cannot be understood out of the way; its new name. Raises OSError."""
    number = 1
    while (moved := path.with_name(f"{path.stem}.unreadable-{number}{path.suffix}")).exists():
        number += 1
    path.rename(moved)
    return moved

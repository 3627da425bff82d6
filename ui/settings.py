"""What the program remembers from one start to the next, and where it is kept."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

FILE = "settings.json"
MOST_BYTES = 8 * 1024 * 1024  # a file of a few lines that is larger is not ours
FARTHEST = 1_000_000  # pixels; no desktop is as wide
NOTES_SCALES = (0.7, 0.85, 1.0, 1.2, 1.45, 1.75, 2.1)


class UnreadableFile(Exception):
    """A file of ours that is there but cannot be understood; the text says why."""


class Settings(NamedTuple):
    """The window's place on the screen (x, y, width, height), where the reader was, and how
    things were drawn. With `reduced_motion` containers and ships are shown where they arrive, and
    stops without flights. Where `contrast` and `reduced_motion` are None the system is followed.

    `audience_screen` names the screen that the class sees; `notes_scale` is the size of the
    teacher's notes, `tools` says whether the presenter's tools stand beside the picture on one
    screen, `questions` whether they are asked before stops.
    """

    geometry: tuple[int, int, int, int] | None = None
    maximised: bool = False
    tour: str = ""
    step: int = 0
    text_scale: float = 1.0
    doubt: bool = True
    contrast: bool | None = None
    reduced_motion: bool | None = None
    speed: float = 1.0
    loops: bool = False
    compared_as: str = "swipe"  # the form in which two dates were compared last
    audience_screen: str = ""
    notes_scale: float = 1.0
    tools: bool = False
    questions: bool = True


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


def data_folder() -> Path:
    """Where what the reader has made is kept; LANDLOCKED_DATA overrides it.

    With settings kept elsewhere (LANDLOCKED_CONFIG) it is beside them.
    """
    if chosen := os.environ.get("LANDLOCKED_DATA"):
        return Path(chosen)
    if chosen := os.environ.get("LANDLOCKED_CONFIG"):
        return Path(chosen) / "data"
    from PySide6.QtCore import QStandardPaths

    location = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(location)) / "landlocked"


def folder() -> Path:
    """Where settings are kept; the environment variable LANDLOCKED_CONFIG overrides it."""
    chosen = os.environ.get("LANDLOCKED_CONFIG")
    if chosen:
        return Path(chosen)
    from PySide6.QtCore import QStandardPaths

    location = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(location)) / "landlocked"


def load(path: Path) -> tuple[Settings, str]:
    """The settings in a file and a notice for the reader; both plain when there is no file.

    A value that makes no sense is the usual one; the notice names all of these. A file that makes
    none is set aside under a new name.
    """
    try:
        settings, wrong = _understood(read_json(path))
    except FileNotFoundError:
        return Settings(), ""
    except UnreadableFile as fault:
        said = f"The settings in {path} could not be read ({fault}). The usual ones are used"
        return Settings(), f"{said}{and_set_aside(path)}."
    if not wrong:
        return settings, ""
    names = ", ".join(wrong)
    notice = f"In the settings in {path} these make no sense: {names}. The usual ones are used."
    return settings, notice


def save(path: Path, settings: Settings) -> bool:
    """Write the settings whole or not at all; says whether it went well."""
    return write_json(path, settings._asdict())


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file. Raises FileNotFoundError or UnreadableFile."""
    content = read_bytes(path, MOST_BYTES)
    if not content.strip():
        raise UnreadableFile("it is empty")
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise UnreadableFile("it is damaged") from fault
    if not isinstance(found, dict):
        raise UnreadableFile("it holds something else")
    return found


def read_bytes(path: Path, most: int) -> bytes:
    """What a file of ours holds, if it is at all likely to be one: not above so many bytes.

    Raises FileNotFoundError or UnreadableFile.
    """
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise FileNotFoundError(str(path)) from fault
    except OSError as fault:
        raise UnreadableFile(fault.strerror or "no access") from fault
    if len(content) > most:
        raise UnreadableFile("it is far too large")
    return content


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


def _understood(found: dict[str, Any]) -> tuple[Settings, list[str]]:
    """The settings that make sense, and the names of those that do not."""
    told: dict[str, Any] = {}
    wrong: list[str] = []
    for name, value in found.items():
        if name not in Settings._fields or value == getattr(Settings(), name):
            continue  # of a newer version, or the usual one
        if _SENSIBLE[name](value):
            told[name] = tuple(value) if name == "geometry" else value
        else:
            wrong.append(name)
    return Settings(**told), wrong


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_bool_or_none(value: object) -> bool:
    return value is None or isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 100


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_step(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_place(value: object) -> bool:
    if not isinstance(value, list | tuple) or len(value) != 4:
        return False
    return all(_is_step(one) and abs(one) < FARTHEST for one in value)


_SENSIBLE: dict[str, Callable[[object], bool]] = {
    "geometry": _is_place,
    "maximised": _is_bool,
    "tour": _is_text,
    "step": _is_step,
    "text_scale": _is_number,
    "doubt": _is_bool,
    "contrast": _is_bool_or_none,
    "reduced_motion": _is_bool_or_none,
    "speed": _is_number,
    "loops": _is_bool,
    "compared_as": _is_text,
    "audience_screen": _is_text,
    "notes_scale": _is_number,
    "tools": _is_bool,
    "questions": _is_bool,
}


def set_aside(path: Path) -> Path:
    """Move a file that cannot be understood out of the way; its new name. Raises OSError."""
    number = 1
    while (moved := path.with_name(f"{path.stem}.unreadable-{number}{path.suffix}")).exists():
        number += 1
    path.rename(moved)
    return moved


def and_set_aside(path: Path) -> str:
    """Move such a file out of the way: the end of the sentence that tells so."""
    try:
        return f"; the file is now {set_aside(path)}"
    except OSError as fault:
        return f"; the file could not be moved ({fault.strerror}) and nothing new is kept in it"

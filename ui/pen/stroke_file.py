"""The file that keeps a class's strokes: what is done to them, one line of JSON after another.

A line once written is never changed, so that a crash or a power cut costs at most the line that
was being written. Reading does again what the lines say.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QLockFile

from db.records import EventId
from ui.lock import lock_of, take
from ui.pen.board import Board, clear, draw, erase, redo, undo
from ui.pen.strokes import Colour, Stroke, Tool
from ui.pen.under_way import UnderWay
from ui.settings import UnreadableFile, read_bytes, set_aside

VERSION = 1
MARK = "landlocked-strokes"
# A file is written anew, without what is gone, when its lines outnumber its strokes so much.
WASTE, FEW = 4, 400
KEPT_EVERY = 0.4  # seconds; so long a stroke goes on before it is kept again
MOST_BYTES = 64 * 1024 * 1024  # a file that is larger is not ours
MOST_POINTS = 200_000  # in one stroke; a file that holds more in one is not ours

Entry = dict[str, Any]
T = TypeVar("T")


class Read(NamedTuple):
    """What was found in a file: the strokes, whose they are, and what the reader should know.

    `sound` is the length of what was understood when only the end is torn; None where the file
    has to be written anew, -1 where it cannot be written. `size` is that of the file when it was
    read, `lines` says how many lines were.
    """

    board: Board
    name: str
    notice: str = ""
    sound: int | None = 0
    size: int = 0
    lines: int = 0


# Entries


def header(name: str) -> Entry:
    """The first line of the file of a class."""
    return {MARK: VERSION, "class": name}


def of_stroke(stroke: Stroke) -> list[Any]:
    """A stroke as JSON keeps it."""
    flat = [value for point in stroke.points for value in point]
    return [stroke.number, stroke.event, stroke.tool, stroke.colour, stroke.width, flat]


def to_stroke(found: object) -> Stroke:
    """The stroke that JSON kept. Raises ValueError."""
    if not isinstance(found, list) or len(found) != 6:
        raise ValueError("not a stroke")
    number, event, tool, colour, width, flat = found
    if not isinstance(number, int) or not isinstance(event, str):
        raise ValueError("a stroke without a number or an event")
    if not isinstance(flat, list) or len(flat) % 2 or not 2 <= len(flat) <= 2 * MOST_POINTS:
        raise ValueError("a stroke without points")
    if not all(map(_is_number, (width, *flat))) or not 0 < width < 1:
        raise ValueError("a width or a point that is not a number")
    points = tuple(zip(map(float, flat[::2]), map(float, flat[1::2]), strict=True))
    return Stroke(number, EventId(event), Tool(tool), Colour(colour), float(width), points)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


class Replay:
    """Does again what the lines of a file say."""

    def __init__(self) -> None:
        self._board = Board()
        self._part: Stroke | None = None

    def take(self, entry: Entry) -> None:
        """Do what one line says. Raises ValueError, and has then done nothing."""
        ((verb, what),) = entry.items()
        match verb:
            case "part":
                part = to_stroke(what)
                self._adopt(unless=part.number)
                self._part = part
            case "stroke":
                stroke = to_stroke(what)
                self._adopt(unless=stroke.number)
                self._board = draw(self._board, stroke)
            case "drop":
                self._adopt(unless=what)
            case "erase" if isinstance(what, list):
                self._adopt()
                self._board = erase(self._board, [int(number) for number in what])
            case "clear" if what is None or isinstance(what, str):
                self._adopt()
                self._board = clear(self._board, EventId(what) if what else None)
            case "undo" if isinstance(what, str):
                self._adopt()
                self._board = undo(self._board, EventId(what))
            case "redo" if isinstance(what, str):
                self._adopt()
                self._board = redo(self._board, EventId(what))
            case _:
                raise ValueError(f"'{verb}' is unknown")

    def board(self) -> Board:
        """What is drawn in the end; a stroke that was never finished counts as far as it came."""
        self._adopt()
        return self._board

    def _adopt(self, unless: object = None) -> None:
        part, self._part = self._part, None
        if part is not None and part.number != unless:
            self._board = draw(self._board, part)


# Reading


def read(path: Path, name: str) -> Read:
    """The strokes in a file; none where there is no file.

    A file that is not ours is set aside under a new name, one that is damaged is read as far as
    it can be; the notice says so. The file itself is not written to.
    """
    try:
        content = read_bytes(path, MOST_BYTES)
    except FileNotFoundError:
        return Read(Board(), name)
    except UnreadableFile as fault:
        return _foreign(path, name, str(fault))
    if not content:
        return Read(Board(), name)
    whole, _, torn = content.rpartition(b"\n")
    first, *rest = whole.split(b"\n") if whole else [b""]
    try:
        name = _name_in(first)
    except ValueError as fault:
        return _foreign(path, name, str(fault))
    replay, broken = Replay(), 0
    for line in rest:
        try:
            replay.take(_entry(line))
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            broken += 1
    found = Read(replay.board(), name, sound=len(whole) + 1, size=len(content), lines=len(rest))
    if broken:
        notice = f"{_lines(broken)} of the strokes of “{name}” in {path} could not be read. "
        kept = "All others are here; the file as it was is kept beside it when you draw."
        return found._replace(notice=notice + kept, sound=None)
    if torn:
        notice = f"The strokes of “{name}” in {path} break off in the middle of a line. "
        return found._replace(notice=f"{notice}All before it are here.")
    return found


def name_of(path: Path) -> str | None:
    """The class whose strokes a file keeps; None where it is not a file of ours."""
    try:
        with path.open("rb") as file:
            return _name_in(file.readline(4096))
    except (OSError, ValueError):
        return None


def _name_in(line: bytes) -> str:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict) or MARK not in found or not isinstance(found.get("class"), str):
        raise ValueError("it does not begin as a file of strokes")
    if found[MARK] != VERSION:
        raise ValueError("another version of the program wrote it")
    return str(found["class"])


def _entry(line: bytes) -> Entry:
    found = json.loads(line)
    if not isinstance(found, dict) or len(found) != 1:
        raise ValueError("not an entry")
    return found


def _lines(count: int) -> str:
    return "One line" if count == 1 else f"{count} lines"


def _foreign(path: Path, name: str, reason: str) -> Read:
    said = f"The strokes of “{name}” could not be read ({reason}). "
    try:
        moved = set_aside(path)
    except OSError as fault:
        left = f"{path} is in the way and could not be moved ({fault.strerror}); "
        return Read(Board(), name, f"{said}{left}what you draw is not kept.", sound=-1)
    return Read(Board(), name, f"{said}The file is now {moved}, and the map is clean.")


# Writing


class Journal:
    """Writes lines to the end of a file, each within moments.

    One thread gives the system what there is, so that killing the program costs nothing; another
    waits for the disk, which may take its time. Nothing is touched before the first line. `failed`
    is called with a sentence, from these threads, when the lines cannot be written.
    """

    def __init__(self, path: Path, found: Read, failed: Callable[[str], None]) -> None:
        self._path = path
        self._found = found
        self._failed = failed
        self._lock = lock_of(path.with_name(f"{path.name}.lock"))
        self._queue: SimpleQueue[Entry | UnderWay | threading.Event | None] = SimpleQueue()
        self._written: SimpleQueue[list[threading.Event] | None] = SimpleQueue()
        self._live: UnderWay | None = None
        self._thread: threading.Thread | None = None
        self._works = found.sound != -1

    @property
    def works(self) -> bool:
        """Whether lines are being written, as far as is known."""
        return self._works

    def append(self, entry: Entry) -> None:
        """Add a line; returns at once."""
        if self._is_open():
            self._queue.put(entry)

    def watch(self, live: UnderWay) -> None:
        """Add a line with what a stroke has come to, again and again as long as it goes on."""
        if self._is_open():
            self._queue.put(live)

    def flush(self) -> None:
        """Wait until all lines are on the disk."""
        if self._works and self._thread is not None:
            kept = threading.Event()
            self._queue.put(kept)
            kept.wait(5)

    def close(self) -> None:
        """Write what is left and let the file go."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join(5)
            self._thread = None
            self._lock.unlock()
        self._works = False

    def _is_open(self) -> bool:
        if self._works and self._thread is None and self._lock_file():
            self._thread = threading.Thread(target=self._write_all, daemon=True)
            self._thread.start()
        return self._works

    def _lock_file(self) -> bool:
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        if take(self._lock):
            return True
        self._works = False
        if self._lock.error() is QLockFile.LockError.LockFailedError:
            reason = "another window of the program draws for this class"
        else:
            reason = f"{self._path.parent} cannot be written"
        self._failed(_not_kept(self._found.name, reason))
        return False

    # On the thread that writes

    def _write_all(self) -> None:
        try:
            self._make_sound()
            with self._path.open("ab", buffering=0) as file:
                if not file.tell():
                    _write(file.fileno(), _line(header(self._found.name)))
                self._write_and_sync(file.fileno())
        except OSError as fault:
            self._fail(fault)

    def _write_and_sync(self, file: int) -> None:
        syncing = threading.Thread(target=self._sync_all, args=(file,), daemon=True)
        syncing.start()
        try:
            while self._write_some(file):
                pass
        finally:
            self._written.put(None)
            syncing.join()

    def _write_some(self, file: int) -> bool:
        """Write what waits; false at the end."""
        waiting = self._next()
        entries = [entry for entry in waiting if isinstance(entry, dict)]
        self._live = next((one for one in waiting if isinstance(one, UnderWay)), self._live)
        if self._live is not None and (part := self._live.to_keep()) is not None:
            entries.append({"part": of_stroke(part)})
        try:
            if entries:
                _write(file, b"".join(map(_line, entries)))
        finally:
            self._written.put([one for one in waiting if isinstance(one, threading.Event)])
        return None not in waiting

    def _next(self) -> list[Entry | UnderWay | threading.Event | None]:
        """What waits; nothing when it is time to look at a stroke that goes on."""
        goes_on = self._live is not None and self._live.goes_on
        try:
            return _all(self._queue, KEPT_EVERY if goes_on else None)
        except Empty:
            return []

    # On the thread that waits for the disk

    def _sync_all(self, file: int) -> None:
        while self._works:
            written = _all(self._written)
            try:
                os.fsync(file)
            except OSError as fault:
                self._fail(fault)
            for kept in chain.from_iterable(filter(None, written)):
                kept.set()
            if None in written:
                return

    def _fail(self, fault: OSError) -> None:
        """Say once that the lines cannot be written; nobody has to wait for them any more."""
        if self._works:
            self._works = False
            self._failed(_not_kept(self._found.name, fault.strerror or "no access"))
        while not self._queue.empty():
            if isinstance(waits := self._queue.get(), threading.Event):
                waits.set()

    def _make_sound(self) -> None:
        """Make the file one that lines can be added to."""
        found, path = self._found, self._path
        live = found.board.strokes
        if (path.stat().st_size if path.exists() else 0) != found.size:
            return  # another window has written since; what it drew must stay
        if found.sound is None:
            shutil.copy2(path, _beside(path))
            rewrite(path, found.name, live)
        elif found.lines > WASTE * len(live) + FEW:
            rewrite(path, found.name, live)
        elif found.size != found.sound:
            os.truncate(path, found.sound)


def rewrite(path: Path, name: str, strokes: Iterable[Stroke]) -> None:
    """Write a file anew with these strokes alone: the old one stays until the new one is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = [header(name), *({"stroke": of_stroke(stroke)} for stroke in strokes)]
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as file:
        file.write(b"".join(map(_line, entries)))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _all(queue: SimpleQueue[T], patience: float | None = None) -> list[T]:
    """All that waits in a queue, at least one. Raises Empty when the patience (s) is over."""
    found = [queue.get(timeout=patience)]
    while not queue.empty():
        found.append(queue.get())
    return found


def _write(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]


def _line(entry: Entry) -> bytes:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _beside(path: Path) -> Path:
    """A name for a copy that no file has yet."""
    number = 1
    while (copy := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    return copy


def _not_kept(name: str, reason: str) -> str:
    return (
        f"The strokes of “{name}” cannot be saved ({reason}). They stay on the map until the "
        "program ends."
    )

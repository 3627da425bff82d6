"""A file of lines of which the last whole one counts: what a crash must not lose."""

from __future__ import annotations

import json
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from ui.settings import MOST_BYTES, UnreadableFile, read_bytes

ENOUGH = 64 * 1024  # bytes; then the file begins anew with its last line


class LastWord:
    """Says again and again how things stand, into one file.

    The system has a line when `say` returns, so that killing the program costs nothing. The disk
    has it moments later, by a thread: waiting for a disk would cost a flight its frames.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._said: bytes = b""
        self._file: int | None = None
        self._size = 0
        self._writing = threading.Lock()  # for what follows a line into the file
        self._news = threading.Event()
        self._ends = False
        self._thread: threading.Thread | None = None

    def read(self) -> dict[str, Any]:
        """The last word in the file. Raises FileNotFoundError or UnreadableFile."""
        content = read_bytes(self._path, MOST_BYTES)
        for line in reversed(content.split(b"\n")):
            with suppress(ValueError, RecursionError):
                found = json.loads(line)
                if isinstance(found, dict):
                    return found
        raise UnreadableFile("it is damaged" if content.strip() else "it is empty")

    def say(self, content: dict[str, Any]) -> None:
        """Add a line; where the file cannot be written nothing is said."""
        line = b"\n" + json.dumps(content).encode()  # first of all it ends a line cut short
        with self._writing, suppress(OSError):
            if self._file is None:
                self._begin(line)
            else:
                _write(self._file, line)
            self._said = line
            self._size += len(line)
        if self._thread is None and self._file is not None:
            self._thread = threading.Thread(target=self._keep, daemon=True)
            self._thread.start()
        self._news.set()

    def forget(self) -> None:
        """Remove the file: there is nothing to say any more."""
        self._let_go()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _begin(self, line: bytes) -> None:
        """Begin the file anew: what was in it stays until this is whole."""
        fresh = self._path.with_name(f"{self._path.name}.new")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as file:
            file.write(line)
        self._go_over_to(fresh)

    def _go_over_to(self, fresh: Path) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
        fresh.replace(self._path)
        self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND)

    # On the thread

    def _keep(self) -> None:
        while True:
            self._news.wait()
            self._news.clear()
            if self._ends:
                return
            with suppress(OSError):
                if self._file is not None:
                    os.fsync(self._file)  # nobody else gives this file up meanwhile
                if self._size > ENOUGH:
                    self._shorten()

    def _shorten(self) -> None:
        fresh = self._path.with_name(f"{self._path.name}.new")
        written = self._said
        with fresh.open("wb") as file:
            file.write(written)
            file.flush()
            os.fsync(file.fileno())  # before anyone has to wait
        with self._writing:
            if self._said is not written:
                fresh.write_bytes(self._said)
            self._go_over_to(fresh)
            self._size = len(self._said)

    def _let_go(self) -> None:
        self._ends = True
        self._news.set()
        if self._thread is not None:
            self._thread.join(5)
            self._thread = None
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _write(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]

"""The log of what went wrong; imported when there is something to log, for a start has nothing."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import cache
from pathlib import Path

log = logging.getLogger("landlocked")


class LogFile(logging.FileHandler):
    """A log that is made with its folder when there is something to write.

    Where it cannot be written the lesson goes on without it.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(file, delay=True, encoding="utf-8")
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk must not stop the lesson, nor fill the terminal."""


@cache
def keep_log(file: Path) -> LogFile:
    """Write warnings and worse to a file from now on."""
    handler = LogFile(file)
    logging.getLogger().addHandler(handler)
    return handler

"""All that the program says to the reader outside the lesson."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

FILE = "landlocked.log"


class Messages(QObject):
    """What the reader is told: one sentence at a time, in order, until put away.

    Signals:
        changed: the sentence to show, empty when there is nothing to say; also when more wait.
    """

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[str] = []

    @property
    def current(self) -> str:
        """The sentence to show now."""
        return self._waiting[0] if self._waiting else ""

    @property
    def count(self) -> int:
        """How many sentences wait, with the current one."""
        return len(self._waiting)

    def say(self, sentence: str) -> None:
        """Tell the reader; a sentence that waits already is not said twice."""
        if not sentence or sentence in self._waiting:
            return
        self._waiting.append(sentence)
        self.changed.emit(self.current)

    def put_away(self) -> None:
        """The reader has read the current sentence."""
        if self._waiting:
            del self._waiting[0]
            self.changed.emit(self.current)

    def take_back(self, sentence: str) -> None:
        """The sentence is true no more, whether it has been read or not."""
        if sentence in self._waiting:
            self._waiting.remove(sentence)
            self.changed.emit(self.current)


class CrashHook(QObject):
    """Takes every exception that nobody caught: the traceback to the log, a sentence to the reader.

    Signals:
        crashed: carries the sentence; it is told in the window's thread.
    """

    crashed = Signal(str)

    def __init__(self, messages: Messages, log_file: Path) -> None:
        super().__init__()
        self._log_file = log_file
        self.crashed.connect(messages.say)

    def install(self) -> None:
        """Be the interpreter's hook from now on, in every thread."""
        sys.excepthook = self.take
        threading.excepthook = self._take_from_thread

    def take(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Log the fault with its traceback and tell the reader."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        from ui.log import keep_log, log  # what a start does without

        keep_log(self._log_file)
        log.critical("uncaught", exc_info=(kind, fault, trace))
        self.crashed.emit(crash_sentence(fault, self._log_file))

    def _take_from_thread(self, report: threading.ExceptHookArgs) -> None:
        if report.exc_value is not None:
            self.take(report.exc_type, report.exc_value, report.exc_traceback)


def crash_sentence(fault: BaseException, log_file: Path) -> str:
    """What the reader is told of a fault of ours."""
    return (
        f"Something in the program failed ({type(fault).__name__}). You can go on; if it "
        f"happens again, start anew. The details are in {log_file}."
    )


LINES_SHOWN = 12


def give_up(fault: Exception, log_file: Path) -> int:
    """Tell the reader why the program cannot start, and return its exit code."""
    from PySide6.QtWidgets import QMessageBox

    from ui.log import keep_log, log

    keep_log(log_file)
    log.error("cannot start", exc_info=fault)
    lines = f"Landlocked cannot start: {fault}".splitlines()
    sys.stderr.write("\n".join(lines) + "\n")
    more = len(lines) - LINES_SHOWN
    shown = lines if more <= 0 else [*lines[:LINES_SHOWN], f"and {more} more."]
    QMessageBox.critical(None, "Landlocked", "\n".join(shown))
    return 1

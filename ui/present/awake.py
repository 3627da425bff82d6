"""Keeps the screen from sleeping while something is presented."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, QStandardPaths

log = logging.getLogger("landlocked.awake")

TRIAL_MS = 2_000
REASON = "A lesson is being presented"
# Windows: keep this until told otherwise; the display and the system are needed.
ES_CONTINUOUS, ES_DISPLAY_REQUIRED, ES_SYSTEM_REQUIRED = 0x80000000, 0x2, 0x1


def command(platform: str, process: int) -> list[str]:
    """The command that keeps a system awake for as long as it runs; empty where none is needed.

    `platform` is named as in `sys.platform`; `process` is the number of this process.
    """
    if platform == "darwin":
        return ["caffeinate", "-d", "-i", "-w", str(process)]
    if platform.startswith("linux"):
        # `cat` ends when our end of its input closes, even after a crash, and with it the hold.
        return [
            "systemd-inhibit",
            "--what=idle:sleep",
            "--who=Landlocked",
            f"--why={REASON}",
            "--mode=block",
            "cat",
        ]
    return []


def can_hold(platform: str = sys.platform) -> bool:
    """Whether this system lets itself be kept awake: by its own command, or by the desktop."""
    if platform == "win32":
        return True
    words = command(platform, os.getpid())
    if words and QStandardPaths.findExecutable(words[0]):
        if not platform.startswith("linux"):
            return True
        trial = QProcess()
        trial.start(words[0], [*words[1:-1], "true"])
        if trial.waitForFinished(TRIAL_MS) and trial.exitCode() == 0:
            return True
        trial.kill()
        trial.waitForFinished(300)
    let_go = _ask_screen_saver() if platform.startswith("linux") else None
    if let_go is not None:
        let_go()
    return let_go is not None


class Awake(QObject):
    """Holds the screen awake between `hold` and `release`.

    On Linux the desktop's screen saver is asked over D-Bus and the system through
    systemd-inhibit. Where something is missing the log says so and the lesson goes on.
    """

    def __init__(self, platform: str = sys.platform) -> None:
        super().__init__()
        self._platform = platform
        self._process: QProcess | None = None
        self._let_go: Callable[[], None] | None = None
        self._held = False

    @property
    def held(self) -> bool:
        """Whether the screen is asked to stay awake."""
        return self._held

    def hold(self) -> None:
        """Ask the system to stay awake."""
        if self._held:
            return
        self._held = True
        if self._platform == "win32":
            _tell_windows(ES_CONTINUOUS | ES_DISPLAY_REQUIRED | ES_SYSTEM_REQUIRED)
            return
        if self._platform.startswith("linux"):
            self._let_go = _ask_screen_saver()
        self._start(command(self._platform, os.getpid()))

    def release(self) -> None:
        """Let the system sleep again when it wants to."""
        if not self._held:
            return
        self._held = False
        if self._platform == "win32":
            _tell_windows(ES_CONTINUOUS)
        if self._let_go is not None:
            self._let_go()
            self._let_go = None
        if self._process is not None:
            process, self._process = self._process, None
            process.errorOccurred.disconnect(self._on_error)
            process.closeWriteChannel()
            process.terminate()
            process.waitForFinished(300)  # it ends at once; one left running would outlive us
            process.deleteLater()

    def _start(self, words: list[str]) -> None:
        if not words:
            return
        process = QProcess(self)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        process.start(words[0], words[1:])

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if self._process is not None:
            said = self._process.errorString()
            log.info("%s: %s (%s)", self._process.program(), said, error.name)


def _ask_screen_saver() -> Callable[[], None] | None:
    """Inhibit the desktop's screen saver; what takes it back, or None where there is none."""
    try:
        from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
    except ImportError as missing:
        log.info("no D-Bus: %s", missing)
        return None
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        log.info("no session bus")
        return None

    def message(method: str, *arguments: object) -> QDBusMessage:
        call = QDBusMessage.createMethodCall(
            "org.freedesktop.ScreenSaver",
            "/org/freedesktop/ScreenSaver",
            "org.freedesktop.ScreenSaver",
            method,
        )
        call.setArguments(list(arguments))
        return call

    reply = bus.call(message("Inhibit", "Landlocked", REASON), QDBus.CallMode.Block, 500)
    if reply.type() is not QDBusMessage.MessageType.ReplyMessage:
        log.info("the screen saver does not answer: %s", reply.errorMessage())
        return None
    cookie = reply.arguments()[0]

    def let_go() -> None:
        bus.send(message("UnInhibit", cookie))

    return let_go


def _tell_windows(wanted: int) -> None:
    try:
        import ctypes

        kernel: object = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        kernel.SetThreadExecutionState(wanted)  # type: ignore[attr-defined]
    except (AttributeError, OSError) as missing:
        log.info("Windows was not told to stay awake: %s", missing)

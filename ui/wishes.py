"""What the system is set to for those who see or bear motion less well, where it says so.

The contrast is known at once. Some systems tell of motion only through a command; it is asked once
the first picture stands, and its answer followed when it comes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication

from ui.explorer import Explorer
from ui.session import Own
from ui.settings import Settings
from ui.state import ViewState

if TYPE_CHECKING:
    from PySide6.QtCore import QProcess

SPI_GETCLIENTAREAANIMATION = 0x1042
GNOME = ("gsettings", "get", "org.gnome.desktop.interface", "enable-animations")
MAC = ("defaults", "read", "com.apple.universalaccess", "reduceMotion")
NO_MOTION = {"false", "1"}  # what these commands answer where motion is not wanted


def high_contrast() -> bool:
    """Whether the system asks for more contrast; false where it says nothing."""
    hints = QGuiApplication.styleHints()
    if hints is None:
        return False
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def motion_command(platform: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The command that tells whether the system animates; empty where there is none to ask."""
    if platform == "darwin":
        return MAC
    desktop = environment.get("XDG_CURRENT_DESKTOP", "").lower()
    if platform.startswith("linux") and any(name in desktop for name in ("gnome", "cinnamon")):
        return GNOME
    return ()


def still_in_kde(kdeglobals: str) -> bool:
    """Whether Plasma's settings ask for no animations."""
    for line in kdeglobals.splitlines():
        name, _, value = line.partition("=")
        if name.strip() == "AnimationDurationFactor":
            return value.strip() in ("0", "0.0")
    return False


class Wishes(QObject):
    """Follows the system in what the reader has not chosen himself."""

    def __init__(self, explorer: Explorer, chosen: Settings) -> None:
        super().__init__()
        self._explorer = explorer
        self._chosen = chosen
        self._contrast = high_contrast()
        self._still = False
        self._process: QProcess | None = None
        hints = QGuiApplication.styleHints()
        if hints is not None:
            hints.accessibility().contrastPreferenceChanged.connect(self._on_contrast)

    @Slot()
    def ask(self) -> None:
        """Ask the system about motion; takes no time."""
        if self._chosen.reduced_motion is not None:
            return
        if sys.platform == "win32":
            self._follow_motion(_windows_is_still())
            return
        if "kde" in os.environ.get("XDG_CURRENT_DESKTOP", "").lower():
            self._follow_motion(still_in_kde(_kdeglobals()))
            return
        command = motion_command(sys.platform, os.environ)
        if command:
            from PySide6.QtCore import QProcess  # the first picture does without

            process = QProcess(self)
            process.finished.connect(self._on_answer)
            process.errorOccurred.connect(self._on_error)
            self._process = process
            process.start(command[0], list(command[1:]))

    def own_choices(self, state: ViewState) -> Own:
        """What to remember: nothing where the reader goes on following the system."""
        own = Own(state.contrast, state.reduced_motion)
        if self._chosen.contrast is None and state.contrast == self._contrast:
            own = own._replace(contrast=None)
        if self._chosen.reduced_motion is None and state.reduced_motion == self._still:
            own = own._replace(reduced_motion=None)
        return own

    @Slot()
    def _on_contrast(self) -> None:
        before, self._contrast = self._contrast, high_contrast()
        if self._chosen.contrast is None and self._explorer.state.contrast == before:
            self._explorer.wish(contrast=self._contrast)

    def _follow_motion(self, still: bool) -> None:
        before, self._still = self._still, still
        if self._explorer.state.reduced_motion == before:
            self._explorer.wish(reduced_motion=still)

    @Slot()
    def _on_answer(self) -> None:
        if self._process is not None:
            said = bytes(self._process.readAllStandardOutput().data()).decode(errors="replace")
            self._follow_motion(said.strip().lower() in NO_MOTION)

    @Slot()
    def _on_error(self) -> None:
        if self._process is not None:
            from ui.log import log  # the first picture does without

            log.info("%s: %s", self._process.program(), self._process.errorString())


def _kdeglobals() -> str:
    folder = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    try:
        return (Path(folder) / "kdeglobals").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _windows_is_still() -> bool:
    try:
        import ctypes

        animates = ctypes.c_int(1)
        user: object = ctypes.windll.user32  # type: ignore[attr-defined,unused-ignore]
        user.SystemParametersInfoW(  # type: ignore[attr-defined]
            SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(animates), 0
        )
        return not animates.value
    except (AttributeError, OSError) as missing:
        from ui.log import log

        log.info("Windows did not tell about animations: %s", missing)
        return False

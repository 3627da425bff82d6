"""Makes the shipped fonts known to Qt."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFontDatabase

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "fonts"
FILES = (
    "LandlockedSans-Regular.ttf",
    "LandlockedSans-Bold.ttf",
    "LandlockedSerif-Regular.ttf",
    "LandlockedSerif-Bold.ttf",
    "LandlockedCJK-Regular.otf",
)


class FontError(Exception):
    """A shipped font is missing or damaged. The text is fit for the reader."""


@cache
def register() -> None:
    """Load all shipped fonts, once; needs a QGuiApplication. Raises FontError."""
    for name in FILES:
        load(FOLDER / name)


def load(path: Path) -> None:
    """Load one font file. Raises FontError where Qt cannot."""
    if QFontDatabase.addApplicationFont(str(path)) < 0:
        state = "cannot be read" if path.exists() else "is missing"
        raise FontError(f"The font {path.name} {state} in {path.parent}. Install the program anew.")

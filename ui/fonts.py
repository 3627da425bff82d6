"""Makes the shipped fonts known to Qt."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainterPath, QTransform

from db.errors import LessonError

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "fonts"
FILES = (
    "LandlockedSans-Regular.ttf",
    "LandlockedSans-Bold.ttf",
    "LandlockedSerif-Regular.ttf",
    "LandlockedSerif-Bold.ttf",
    "LandlockedCJK-Regular.otf",
)
UNITS = 1000  # in our fonts' em


class FontError(LessonError):
    """A shipped font is missing or damaged."""


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


class Widths(dict[str, float]):
    """How wide texts are in a font, in pixels; each is measured once."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self.font = font
        self.metrics = QFontMetricsF(font)

    def __missing__(self, text: str) -> float:
        width = self[text] = self.metrics.horizontalAdvance(text) if text else 0.0
        return width


def outline(text: str, font: QFont) -> QPainterPath:
    """The text as a shape whose baseline starts at the origin, the same whenever it is asked for.

    `QPainterPath.addText` moves a small glyph by 1/64 pixel once that glyph has been drawn with
    `drawText`, so a picture would depend on what was painted before it. At the size the font was
    designed in there is nothing to round.
    """
    factor = UNITS / font.pixelSize()
    large = QFont(font)
    large.setPixelSize(UNITS)
    if font.letterSpacingType() is QFont.SpacingType.AbsoluteSpacing:
        large.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, font.letterSpacing() * factor)
    path = QPainterPath()
    path.addText(0, 0, large, text)
    return QTransform.fromScale(1 / factor, 1 / factor).map(path)

"""The words of a stop: how long and how large they are, and whether they can be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtGui import QRawFont, QTextLayout

from db.own.records import MOST_WORDS
from ui import fonts, theme
from ui.findings import Finding, Kind
from ui.present.caption import FULL, set_caption

MOST_OF_PICTURE = 0.36  # of the height may be taken by the caption
NEVER_DRAWN = {"\N{NO-BREAK SPACE}", "\n", "\t", "\N{SOFT HYPHEN}", "\N{WORD JOINER}"}
SHORTEN = "Shorten the caption in My lesson (M)"


def check_caption(
    number: int, caption: str, width: int, height: int, text_scale: float
) -> Iterator[Finding]:
    """Whether a caption is there, short enough, and as large as it should be at that size."""
    words = len(caption.split())
    if not words:
        yield Finding(
            Kind.CAPTION, "This stop has no caption.", "Write one in My lesson (M).", number
        )
        return
    if words > MOST_WORDS:
        says = f"The caption has {words} words; {MOST_WORDS} can be read at a glance."
        yield Finding(Kind.CAPTION, says, f"{SHORTEN} by {words - MOST_WORDS} words.", number)
    made = set_caption(caption, width, height, text_scale)
    share = made.pixels / height
    if share < FULL - 5e-4:
        says = (
            f"Too small for the last row: the caption’s letters are {100 * share:.1f} % of the "
            f"picture’s height; {100 * FULL:.1f} % can be read."
        )
        yield Finding(Kind.CAPTION, says, "Make the text larger (Ctrl +).", number)
    if made.height > MOST_OF_PICTURE * height:
        says = f"The caption covers {100 * made.height / height:.0f} % of the picture."
        yield Finding(Kind.CAPTION, says, f"{SHORTEN}, or make the text smaller (Ctrl −).", number)


def check_characters(number: int, texts: Iterable[str], drawn: Shipped) -> Iterator[Finding]:
    """Characters that no shipped font has: drawn by a font of this computer, or not at all."""
    strange = sorted({char for text in texts for char in text if not drawn.has(char)})
    missing = [char for char in strange if not can_be_drawn(char)]
    borrowed = [char for char in strange if char not in missing]
    if missing:
        yield Finding(
            Kind.CHARACTERS,
            f"No font has {_named(missing)}: the class would see empty boxes.",
            "Write it with other characters in My lesson (M), or install a font that has it.",
            number,
            grave=True,
        )
    if borrowed:
        yield Finding(
            Kind.CHARACTERS,
            f"{_named(borrowed)} is drawn with a font of this computer only.",
            "Rehearse on the classroom’s computer, or write it with other characters (M).",
            number,
        )


class Shipped:
    """The characters that the shipped fonts have."""

    def __init__(self) -> None:
        files = ("LandlockedSans-Regular.ttf", "LandlockedCJK-Regular.otf")
        self._fonts = [QRawFont(str(fonts.FOLDER / name), 20.0) for name in files]

    def has(self, char: str) -> bool:
        """Whether one of them can draw a character."""
        return char in NEVER_DRAWN or any(font.supportsCharacter(ord(char)) for font in self._fonts)


def can_be_drawn(char: str) -> bool:
    """Whether any font of this computer can draw a character."""
    layout = QTextLayout(char, theme.sans(20))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return bool(runs) and all(index != 0 for run in runs for index in run.glyphIndexes())


def _named(chars: list[str]) -> str:
    return ", ".join(f"“{char}” (U+{ord(char):04X})" for char in chars)

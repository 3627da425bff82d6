"""Draws each line of its input and says which came out blank or with boxes for characters.

`test_fonts.py` starts it with an empty font configuration, as on a machine without any font.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QTextLayout

from ui import fonts, theme

WIDTH, HEIGHT, SIZE = 1600, 60, 32
BLANK = QColor("white")


def main() -> None:
    """Write the faulty lines, one a line."""
    application = QGuiApplication(sys.argv)
    fonts.register()
    faces = (theme.sans(SIZE), theme.sans(SIZE, bold=True), theme.serif(SIZE))
    for text in sys.stdin.read().splitlines():
        if not all(is_whole(text, font) and leaves_ink(text, font) for font in faces):
            sys.stdout.write(f"{text}\n")
    del application


def is_whole(text: str, font: QFont) -> bool:
    """Whether each glyph comes from a font of ours and none stands for a missing character."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return bool(runs) and all(
        run.rawFont().familyName().startswith("Landlocked") and 0 not in run.glyphIndexes()
        for run in runs
    )


def leaves_ink(text: str, font: QFont) -> bool:
    """Whether drawing the text changes the picture."""
    picture = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    picture.fill(BLANK)
    empty = QImage(picture)
    painter = QPainter(picture)
    painter.setFont(font)
    painter.drawText(10, HEIGHT - 15, text)
    painter.end()
    return picture != empty


if __name__ == "__main__":
    main()

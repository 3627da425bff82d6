"""Text broken into lines by Qt, within words too where a word is wider than its room."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextLayout, QTextOption


def broken_text(text: str, font: QFont, width: float) -> tuple[str, ...]:
    """The text broken into lines of at most that width."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(lines)

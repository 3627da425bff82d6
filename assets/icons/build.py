"""Paints the program's icon from its drawing: `uv run python -m assets.icons.build`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent
SIZE = 256


def main() -> None:
    """Write the PNG."""
    picture = QImage(SIZE, SIZE, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(FOLDER / "landlocked.svg")).render(painter)
    painter.end()
    picture.save(str(FOLDER / "landlocked.png"))


if __name__ == "__main__":
    main()

"""Paints the program's icon from its drawing: `uv run python -m assets.icons.build`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent
SIZES = (32, 64, 256)


def main() -> None:
    """Write one PNG for each size."""
    drawing = QSvgRenderer(str(FOLDER / "landlocked.svg"))
    for size in SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.render(painter)
        painter.end()
        picture.save(str(FOLDER / f"landlocked-{size}.png"))


if __name__ == "__main__":
    main()

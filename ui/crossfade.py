"""One picture giving way to the next: for those who do not want to fly."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

SECONDS = 0.2
FRAME_MS = 16


class CrossFade:
    """Fades the last picture of a widget out over the new one, from when that is first painted."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._before: QImage | None = None
        self._began: float | None = None
        self._frames = QTimer(widget, interval=FRAME_MS)
        self._frames.timeout.connect(widget.update)

    @property
    def runs(self) -> bool:
        """Whether the picture before can still be seen."""
        return self._before is not None

    def begin(self, before: QImage | None) -> None:
        """Let that picture give way to what is painted next."""
        self._before, self._began = before, None

    def stop(self) -> None:
        """Show the new picture alone."""
        self._before = None
        self._frames.stop()

    def paint(self, painter: QPainter) -> None:
        """Paint what is left of the picture before over the new one, which stands already."""
        if self._before is None:
            return
        now = time.monotonic()
        if self._began is None:
            self._began = now
            self._frames.start()
        left = 1 - (now - self._began) / SECONDS
        if left <= 0:
            self.stop()
            return
        painter.setOpacity(left)
        painter.drawImage(0, 0, self._before)
        painter.setOpacity(1)

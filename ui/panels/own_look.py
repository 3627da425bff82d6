"""A small picture of a stop as the class will see it, painted a moment after each change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.state import ViewState

WAITS_MS = 160
ASPECT = 16 / 9
HIGHEST = 396.0  # reference pixels

Paint = Callable[[QPainter, ViewState, int, int], None]


class OwnLook(QWidget):
    """Shows the Present picture of a state."""

    def __init__(self, make_paint: Callable[[], Paint]) -> None:
        super().__init__()
        self._make_paint = make_paint
        self._paint: Paint | None = None
        self._state: ViewState | None = None
        self._image: QImage | None = None
        self._wait = QTimer(self, singleShot=True, interval=WAITS_MS)
        self._wait.timeout.connect(self._on_waited)
        self.setAccessibleName("The stop as the class will see it")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def scale(self, unit: float, width: float) -> None:
        """Set the size: pixels per reference pixel, and how wide it may be."""
        height = round(min(HIGHEST * unit, width / ASPECT))
        self.setFixedSize(round(height * ASPECT), height)

    def show_state(self, state: ViewState | None) -> None:
        """Show another state soon; None shows nothing."""
        if state != self._state:
            self._state = state
            self._wait.start()

    @Slot()
    def _on_waited(self) -> None:
        self._image = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._wait.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._image is None and self._state is not None and not self._wait.isActive():
                self._image = self._render(self._state)
            if self._image is None or self._state is None:
                painter.fillRect(self.rect(), theme.CARD)
            else:
                painter.drawImage(self.rect(), self._image)
            painter.setPen(QPen(theme.LINE, 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _render(self, state: ViewState) -> QImage:
        if self._paint is None:
            self._paint = self._make_paint()
        ratio = self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        image = QImage(max(width, 1), max(height, 1), QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            self._paint(painter, state, image.width(), image.height())
        return image

"""The audience's picture live, small: a copy of what was painted, never painted a second time."""

from __future__ import annotations

import time
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.explorer import Explorer
from ui.layers import KeptClear, Layers
from ui.present.looks import fitted, letter_box
from ui.present.remote import Remote
from ui.present.widget import CURTAINS, PresentWidget
from ui.present.words import COVERS
from ui.state import seen_by_audience

# While the map flies the copy may lag behind: the audience's frames come first.
MOVING_MS = 80


class Mirror(QWidget):
    """Shows what the class sees, its curtain too; amber all round when that is not the map live."""

    def __init__(self, explorer: Explorer, audience: PresentWidget) -> None:
        super().__init__()
        self._explorer = explorer
        self._audience = audience
        self._remote = Remote(audience)
        self._copied_at = 0.0
        self._copy: tuple[int, QSize, QImage] | None = None
        self._cover: QWidget | None = None
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self.update)
        self._covered = QTimer(self, interval=400)
        self._covered.timeout.connect(self.update)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("What the class sees")
        self.setMouseTracking(True)  # what points on the class's picture is led from here
        audience.painted.connect(self._on_painted)
        audience.layers.cursor_changed.connect(self._show_cursor)

    def cover(self, sheet: QWidget | None) -> None:
        """Show a page that covers the class's picture, or none any more."""
        self._cover = sheet
        self._covered.start() if sheet is not None else self._covered.stop()
        self.update()

    @property
    def _moves(self) -> bool:
        """Whether the class's picture changes all the time: a flight, a race, a voyage."""
        running = seen_by_audience(self._explorer.state).running is not None
        return running or not self._audience.is_settled

    @Slot()
    def _on_painted(self) -> None:
        if not self.isVisible():
            return
        if not self._moves:
            self._later.stop()
            self.update()
        elif not self._later.isActive():
            wait = MOVING_MS - (time.monotonic() - self._copied_at) * 1000
            self._later.start(max(ceil(wait), 0))

    def showEvent(self, event: QShowEvent) -> None:
        self.update()

    @property
    def box(self) -> QRectF:
        """Where the picture stands in the widget."""
        return letter_box(QRectF(self.rect()), self._audience.size())

    @property
    def layers(self) -> Layers:
        """What lies over the class's map."""
        return self._audience.layers

    @property
    def map_bottom(self) -> float:
        """How far down the map reaches here, in points."""
        sight = self.layers.sight()
        shown = sight.box.y1 / sight.height if sight is not None else 1.0
        return self.box.top() + shown * self.box.height()

    @property
    def kept_clear(self) -> KeptClear:
        """Nothing: in the copy words are covered, not the map."""
        return KeptClear()

    @Slot()
    def _show_cursor(self) -> None:
        self.setCursor(Qt.CursorShape.CrossCursor) if self.layers.in_use else self.unsetCursor()

    # What a pointer does here is done to the class's view

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hand_on(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hand_on(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hand_on(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._hand_on(event)

    def _hand_on(self, event: QMouseEvent | QWheelEvent) -> None:
        drawing = self.layers.in_use and isinstance(event, QMouseEvent)
        if self._explorer.state.frozen is None or drawing:
            self._remote.hand_on(event, self.box)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        self._copied_at = time.monotonic()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.PAGE)
            state = seen_by_audience(self._explorer.state)
            box = self.box
            self._paint_picture(painter, box)
            if self._cover is None:
                self._paint_layers(painter, box)
            curtain = CURTAINS.get(state.curtain)
            if curtain is not None:
                painter.fillRect(box, curtain)
                self._write(painter, box, COVERS[state.curtain].capitalize())
            elif state is not self._explorer.state:
                self._write(painter, box, "Frozen")
            if curtain is not None or state is not self._explorer.state:
                self._frame_in(painter, box)

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        if self._cover is not None:
            picture = self._cover.grab().toImage()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, picture, QRectF(picture.rect()))
            return
        frame = self._audience.frame
        if frame is None:
            painter.fillRect(box, theme.NIGHT)
        elif not self._moves:
            painter.drawImage(box.topLeft(), self._smooth(frame, box))
        else:
            painter.drawImage(box, frame, QRectF(frame.rect()))

    def _paint_layers(self, painter: QPainter, box: QRectF) -> None:
        audience = self._audience
        painter.save()
        painter.setClipRect(box)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(box.topLeft())
        painter.scale(box.width() / audience.width(), box.height() / audience.height())
        self.layers.paint(painter, audience.devicePixelRatioF())
        painter.restore()

    def _smooth(self, frame: QImage, box: QRectF) -> QImage:
        """The frame at rest in this size, averaged; made once."""
        ratio = self.devicePixelRatioF()
        size = QSize(round(box.width() * ratio), round(box.height() * ratio))
        if self._copy is None or self._copy[:2] != (frame.cacheKey(), size):
            small = fitted(frame, size)
            small.setDevicePixelRatio(ratio)
            self._copy = (frame.cacheKey(), size, small)
        return self._copy[2]

    def _write(self, painter: QPainter, box: QRectF, word: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pixels = max(box.height() * 0.062, 13)
        font = theme.sans(pixels, bold=True)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(word) + 1.4 * pixels
        plate = QRectF(
            box.right() - width - pixels / 2, box.top() + pixels / 2, width, 1.8 * pixels
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.URGENT)
        painter.drawRoundedRect(plate, pixels / 3, pixels / 3)
        painter.setPen(theme.ON_URGENT)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, word)

    def _frame_in(self, painter: QPainter, box: QRectF) -> None:
        thick = max(box.height() * 0.009, 3)
        for side in (
            QRectF(box.left(), box.top(), box.width(), thick),
            QRectF(box.left(), box.bottom() - thick, box.width(), thick),
            QRectF(box.left(), box.top(), thick, box.height()),
            QRectF(box.right() - thick, box.top(), thick, box.height()),
        ):
            painter.fillRect(side, theme.URGENT)

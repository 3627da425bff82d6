"""A small picture of a stop that the class does not see yet, painted when there is time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.present.looks import letter_box
from ui.present.picture import PresentPicture
from ui.present.remote import Remote
from ui.present.shown import pictured
from ui.state import ViewState, land

IDLE_MS = 180  # the audience's picture must have come to rest, and its neighbours be foreseen
KEPT = 6


class Preview(QWidget):
    """Paints a state with a picture of its own, in its own size.

    A picture at rest waits until nothing else is to be done; `live` ones follow at once.
    """

    def __init__(self, picture: PresentPicture, remote: Remote) -> None:
        super().__init__()
        self._picture = picture
        self._remote = remote
        self._state: ViewState | None = None
        self._live = False
        self._shape = QSize(16, 9)
        self._image: QImage | None = None
        self._kept: dict[tuple[object, ...], QImage] = {}
        self._words = ""
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._on_idle)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_state(
        self, state: ViewState | None, shape: QSize, *, words: str = "", live: bool = False
    ) -> None:
        """Show a state in a picture of that shape; `words` stand there where there is none."""
        if state is not None:
            state = pictured(state if live else land(state))
        if (state, shape, live, words) == (self._state, self._shape, self._live, self._words):
            return
        self._state, self._shape, self._live, self._words = state, shape, live, words
        self._image = self._kept.get(self._key())
        if state is None or live or self._image is not None:
            self._idle.stop()
            self.update()
        if live or (state is not None and self._image is None):
            self._idle.start()

    def put_off(self) -> None:
        """Wait anew: something moves that comes first."""
        if self._idle.isActive():
            self._idle.start()

    @property
    def box(self) -> QRectF:
        """Where the picture stands in the widget."""
        return letter_box(QRectF(self.rect()), self._shape)

    @property
    def image(self) -> QImage | None:
        """The picture, once it is made."""
        return self._image

    def _key(self) -> tuple[object, ...]:
        return (self._state, self.box.size().toSize().toTuple())

    @Slot()
    def _on_idle(self) -> None:
        if self._state is None or not self.isVisible():
            return
        self._image = self._render(fine=True)
        self._keep(self._image)
        self.update()

    def _keep(self, image: QImage) -> None:
        self._kept.pop(self._key(), None)
        self._kept[self._key()] = image
        while len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]

    def _render(self, *, fine: bool) -> QImage:
        assert self._state is not None
        ratio = self.devicePixelRatioF()
        size = self.box.size() * ratio
        width, height = max(round(size.width()), 1), max(round(size.height()), 1)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            self._picture.paint(painter, self._state, width, height, fine=fine)
        image.setDevicePixelRatio(ratio)
        return image

    # What a pointer does here moves the teacher's own view while the class's is frozen

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hand_on(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hand_on(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hand_on(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._hand_on(event)

    def _hand_on(self, event: QMouseEvent | QWheelEvent) -> None:
        if self._live:
            self._remote.hand_on(event, self.box)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._live and self._image is None and self._state is not None:
            self._image = self._render(fine=False)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.PAGE)
            if self._image is not None and self._state is not None:
                painter.drawImage(self.box.topLeft(), self._image)
                return
            painter.fillRect(self.box, theme.NIGHT)
            painter.setFont(theme.sans(max(self.box.height() * 0.07, 13)))
            painter.setPen(theme.MUTED_ON_NIGHT)
            room = self.box.adjusted(20, 10, -20, -10)
            centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(centred), self._words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._kept.clear()
        self._image = None
        if self._state is not None:
            self._idle.start()

    def showEvent(self, event: QShowEvent) -> None:
        if self._state is not None and self._image is None:
            self._idle.start()

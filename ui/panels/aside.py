"""A quiet word over the picture that goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme

NO_CHART = "No chart belongs to this stop."
NO_QUESTION = "No question belongs to this stop or the next."
NOTHING_ASKED = "Hands are counted while a question is asked."
COUNTED_PRESENTING = "Hands are counted while presenting. Here a click answers."
STAYS = 2_500  # milliseconds
SHARE, LEAST = 0.032, 15  # the size of the words: of the window's height, and pixels
DOWN = 0.6  # of the window's height


class Aside(QLabel):
    """A plate with one line in the lower middle of the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._leaves = QTimer(self, singleShot=True, interval=STAYS)
        self._leaves.timeout.connect(self.hide)

    def say(self, words: str) -> None:
        """Show the words for a short while."""
        self.setText(words)
        room = self._window.size()
        self.setFont(theme.sans(max(SHARE * room.height(), LEAST)))
        pixels = self.font().pixelSize()
        needed = QFontMetricsF(self.font()).horizontalAdvance(words)
        width, height = round(needed + 2 * pixels), round(2 * pixels)
        self.setGeometry((room.width() - width) // 2, round(DOWN * room.height()), width, height)
        self.show()
        self.raise_()
        self._leaves.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.NIGHT_LINE)  # it may stand on a caption, which is dark too
            painter.setBrush(theme.NIGHT)
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, self.height() / 4, self.height() / 4)
            painter.setPen(theme.ON_NIGHT)
            painter.setFont(self.font())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

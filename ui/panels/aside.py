"""A quiet word over the picture that goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme
from ui.explorer import Explorer
from ui.state import Layout, ViewState

NO_CHART = "No chart belongs to this stop."
NO_QUESTION = "No question belongs to this stop or the next."
NOTHING_ASKED = "Hands are counted while a question is asked."
COUNTED_PRESENTING = "Hands are counted while presenting. Here a click answers."
STAYS = 2_500  # milliseconds


def playing_words(new: ViewState, old: ViewState) -> str:
    """What is said of how the tour plays; in a kiosk nobody asks whether it does."""
    if (new.playing, new.speed) == (old.playing, old.speed):
        return ""
    if new.playing:
        begins_alone = new.kiosk and not old.playing
        return "" if begins_alone else f"Plays at {new.speed:g}× · + and − change it, P stops it"
    stops = old.playing and new.layout is Layout.PRESENT and not new.kiosk
    return "Stopped playing · P plays on" if stops else ""


class Aside(QLabel):
    """A plate with one line in the lower middle of the window, by itself of how the tour plays."""

    def __init__(self, explorer: Explorer, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._leaves = QTimer(self, singleShot=True, interval=STAYS)
        self._leaves.timeout.connect(self.hide)
        explorer.changed.connect(self._on_changed)

    def say(self, words: str) -> None:
        """Show the words for a short while."""
        self.setText(words)
        room = self._window.size()
        self.setFont(theme.sans(max(0.032 * room.height(), 15)))
        pixels = self.font().pixelSize()
        needed = QFontMetricsF(self.font()).horizontalAdvance(words)
        width, height = round(needed + 2 * pixels), round(2 * pixels)
        self.setGeometry((room.width() - width) // 2, round(0.6 * room.height()), width, height)
        self.show()
        self.raise_()
        self._leaves.start()

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if words := playing_words(new, old):
            self.say(words)

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

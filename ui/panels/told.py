"""Says for a moment what a key has changed, where that is not plain to see at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme
from ui.explorer import Explorer
from ui.panels.aside import DOWN, LEAST, SHARE
from ui.state import Layout, ViewState, seen_by_audience

STAYS_MS = 2_600
DOUBT = {
    True: "Doubt is shown: what is known roughly is drawn soft, hollow or dashed",
    False: "Doubt is hidden: dates and borders are drawn as if they were certain",
}
ASKED = {
    True: "Questions are asked before stops",
    False: "Questions are off; Q asks them again",
}
COMPARED = "The class sees both dates"
COMPARED_FROZEN = "Only you compare two dates; the class sees the frozen picture"


def words_for(new: ViewState, old: ViewState, *, alone: bool = False) -> str:
    """What is said of a step from one state to the next; mostly nothing.

    Where the class's picture is the only one (`alone`) the teacher cannot see that it is frozen.
    """
    if alone and new.frozen is not None and (old.frozen is None or new.step != old.step):
        here = "" if new.step == new.frozen.step else f" while you are at {new.step + 1}"
        return f"Frozen at stop {new.frozen.step + 1}{here} · F lets it go"
    if new.doubt != old.doubt:
        return DOUBT[new.doubt]
    if new.asks != old.asks:
        return ASKED[new.asks]
    opened = new.comparison is not None and old.comparison is None
    if opened and new.layout is Layout.PRESENT:
        return COMPARED if seen_by_audience(new).comparison is not None else COMPARED_FROZEN
    return ""


class ToldBriefly(QLabel):
    """A plate over the window that goes away by itself; it takes no pointer, no key.

    `alone` says whether the class sees this very window.
    """

    def __init__(
        self, explorer: Explorer, parent: QWidget, alone: Callable[[], bool] = lambda: False
    ) -> None:
        super().__init__(parent)
        self._alone = alone
        self._window = (0, 0)
        self._stay = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._stay.timeout.connect(self.hide)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        explorer.changed.connect(self._on_changed)

    def place(self, width: int, height: int) -> None:
        """Stand where other quiet words do, in a window of that size: clear of title and year."""
        self._window = (width, height)
        self.setFont(theme.sans(max(SHARE * height, LEAST)))
        pixels = self.font().pixelSize()
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        wide, high = min(round(words * 1.02 + 2 * pixels), width), round(2 * pixels)
        self.setGeometry((width - wide) // 2, round(DOWN * height), wide, high)

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        said = words_for(new, old, alone=self._alone())
        if not said:
            return
        self.setText(said)
        self.place(*self._window)
        self.setAccessibleName(self.text())
        self.show()
        self.raise_()
        self._stay.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(theme.NIGHT_LINE)  # it may stand on a caption, which is dark too
            painter.setBrush(theme.veil(theme.NIGHT, 0.95))
            painter.drawRoundedRect(box, self.height() / 4, self.height() / 4)
            painter.setPen(theme.ON_NIGHT)
            pixels = self.font().pixelSize()
            room = box.width() - pixels
            needed = QFontMetricsF(self.font()).horizontalAdvance(self.text())
            painter.setFont(theme.sans(pixels * min(room / needed, 1.0)))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())

"""Says for a moment what a key has changed, where that is not plain to see at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme
from ui.explorer import Explorer
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
    """A plate at the top of the window that goes away by itself; it takes no pointer, no key.

    `alone` says whether the class sees this very window.
    """

    def __init__(
        self, explorer: Explorer, parent: QWidget, alone: Callable[[], bool] = lambda: False
    ) -> None:
        super().__init__(parent)
        self._alone = alone
        self._unit, self._window = 1.0, (0, 0)
        self._stay = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._stay.timeout.connect(self.hide)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        explorer.changed.connect(self._on_changed)

    def place(self, width: int, height: int) -> None:
        """Stand near the top of a window of that size, in the middle."""
        fitting = min(width / theme.REFERENCE_WIDTH, height / theme.REFERENCE_HEIGHT)
        self._unit, self._window = max(fitting, theme.LEAST_UNIT * 0.8), (width, height)
        words = QFontMetricsF(theme.sans(24 * self._unit)).horizontalAdvance(self.text())
        wide = min(round(words * 1.02 + 60 * self._unit), width)
        self.setGeometry((width - wide) // 2, height // 9, wide, round(64 * self._unit))

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
            unit, box = self._unit, QRectF(self.rect())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.veil(theme.NIGHT, 0.95))
            painter.drawRoundedRect(box, 12 * unit, 12 * unit)
            painter.setPen(theme.ON_NIGHT)
            room = box.width() - 40 * unit
            font = theme.sans(24 * unit)
            needed = QFontMetricsF(font).horizontalAdvance(self.text())
            painter.setFont(font if needed <= room else theme.sans(24 * unit * room / needed))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())

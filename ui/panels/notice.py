"""The quiet bar in which the program speaks to the reader."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui import theme
from ui.button import PAPER, Button, Icon
from ui.dress import tone
from ui.messages import Messages

FOOT_SHARE = 0.6  # of the picture's width


class NoticeBar(QWidget):
    """Shows the current message with a button that puts it away.

    Signals:
        height_changed: the bar needs another height, none at all when there is nothing to say.
    """

    height_changed = Signal()

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self.messages = messages
        self._unit = 1.0
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        tone(self._text, "ink")
        put_away = QAction("Put the message away", self)
        put_away.setToolTip("Put the message away")
        put_away.triggered.connect(messages.put_away)
        self._count = QLabel()
        tone(self._count, "muted")
        self._close = Button(put_away, look=PAPER, icon=Icon.CLOSE)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._count)
        self._row.addWidget(self._close)
        messages.changed.connect(self._on_message)
        self._on_message(messages.current)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self._text.setFont(theme.sans(17 * unit))
        self._count.setFont(theme.sans(17 * unit, bold=True))
        self._close.scale(unit, 16)
        self._close.setFixedWidth(max(theme.TOUCH, round(44 * unit)))
        self._row.setContentsMargins(round(28 * unit), round(5 * unit), round(14 * unit), 0)
        self._row.setContentsMargins(
            round(28 * unit), round(6 * unit), round(14 * unit), round(6 * unit)
        )
        self._close.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)

    def height_for(self, width: int) -> int:
        """The height that the bar needs in that width."""
        if not self.messages.current:
            return 0
        return max(self._row.totalHeightForWidth(width), theme.TOUCH + round(12 * self._unit))

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.height_for(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), theme.CARD)
            painter.fillRect(0, 0, max(4, round(6 * self._unit)), self.height(), theme.ACCENT)
            painter.setPen(QPen(theme.LINE, 1))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    @Slot(str)
    def _on_message(self, sentence: str) -> None:
        count = self.messages.count
        self._text.setText(sentence)
        self._count.setText(f"1 of {count}" if count > 1 else "")
        self._count.setVisible(count > 1)
        self.height_changed.emit()


class PresentedNotice(NoticeBar):
    """The same while presenting: above the presenter's page, or small at the picture's foot."""

    def __init__(self, messages: Messages, parent: QWidget) -> None:
        super().__init__(messages)
        self.setParent(parent)
        self.hide()

    def place(self, room: QRect, unit: float, *, alone: bool) -> QRect:
        """Take a place in what the window has for its page; what is left for that.

        `alone` says that the page is the class's picture: that stays as large as it is.
        """
        self.scale(unit)
        width = round(FOOT_SHARE * room.width()) if alone else room.width()
        height = self.height_for(width)
        self.setVisible(height > 0)
        self.raise_()
        if alone:
            self.setGeometry(room.right() + 1 - width, room.bottom() + 1 - height, width, height)
            return room
        self.setGeometry(room.x(), room.y(), width, height)
        return room.adjusted(0, height, 0, 0)

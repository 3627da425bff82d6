"""The presenter's tools as a strip at the right edge, for a room with one screen only."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent

from ui import theme
from ui.present.tools import Kit, Tools

SHARE = 0.25  # of the window's width
LEAST, MOST = 300, 760  # pixels


def strip_box(width: int, height: int) -> QRect:
    """Where the strip stands in a window: the picture keeps the rest."""
    wide = min(max(round(width * SHARE), LEAST), MOST, width // 2)
    return QRect(width - wide, 0, wide, height)


class Strip(Tools):
    """Stands at the edge of the window; the picture is set for the room that is left."""

    PACE_COLUMNS = 2

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.white.hide()
        for part in (
            self.status,
            self.pace,
            self.bar,
            self.preview_words,
            self.preview,
            self.notes_words,
            self.notes,
        ):
            part.setParent(self)
        self.close_strip = self.button("presenter-tools", "Hide", hint="V")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName("Presenter’s tools")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place_parts()

    def place_parts(self) -> None:
        width, height = self.width(), self.height()
        unit = min(max(width / 480, 0.62), 2.0)
        gap = round(12 * unit)
        line = round(30 * unit)
        side = max(round(42 * unit), theme.TOUCH)
        room = width - 2 * gap
        pace = max(round(136 * unit), 116)
        y = gap
        self.status.scale(21 * unit)
        self.status.setGeometry(gap, y, room, round(40 * unit))
        y += round(40 * unit) + gap
        self.pace.scale(25 * unit)
        self.pace.setGeometry(gap, y, room, pace)
        y += pace + gap
        self.bar.setGeometry(gap, y, room, round(34 * unit))
        y += round(34 * unit) + gap
        for button in (self.jump, self.take_back):
            if not button.isHidden():
                button.scale(unit, 15)
                needed = button.sizeHint().width()
                if needed > room:
                    button.scale(unit * room / needed * 0.99, 15)
                button.setGeometry(gap, y, room, side)
                y += side + gap
        self.preview_words.scale(17 * unit)
        self.preview_words.setGeometry(gap, y, room, line)
        y += line
        shape = self.picture_shape
        tall = min(round(room * shape.height() / max(shape.width(), 1)), round(height * 0.25))
        self.preview.setGeometry(gap, y, room, tall)
        y += tall + gap
        foot = height - gap - 2 * side - gap // 2
        self.notes_words.scale(17 * unit)
        self.notes_words.setGeometry(gap, y, room - 2 * side - gap, side)
        for number, button in enumerate((self.larger, self.smaller)):
            button.scale(unit, 17)
            button.setGeometry(width - gap - (number + 1) * side - number * 4, y, side, side)
        y += side + gap // 2
        self.notes.setGeometry(gap, y, room, max(foot - gap - y, 40))
        self.notes.scale(unit * 0.86)
        self._place_buttons(QRect(gap, foot, room, side), unit, gap // 2)

    def _place_buttons(self, room: QRect, unit: float, gap: int) -> None:
        half = (room.width() - gap) // 2
        for number, button in enumerate((self.previous, self.next)):
            button.scale(unit, max(17, 14 / unit))
            button.setGeometry(room.x() + number * (half + gap), room.y(), half, room.height())
        third = (room.width() - 2 * gap) // 3
        y = room.y() + room.height() + gap
        for number, button in enumerate((self.freeze, self.black, self.close_strip)):
            button.scale(unit, max(16, 13 / unit))
            button.setGeometry(room.x() + number * (third + gap), y, third, room.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.PAGE)
            painter.fillRect(0, 0, 2, self.height(), theme.PAGE_LINE)

    # What is pressed here is not meant for the map beneath.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()

"""The presenter's tools as a strip beside the picture, for a room with one screen only.

Beside it where that leaves the picture wide enough, and otherwise beneath it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent

from ui import theme
from ui.button import Button
from ui.present.tools import Kit, Tools

SHARE = 0.25  # of the window's width
LEAST, MOST = 300, 760  # pixels
NARROWEST = 1.3  # widths by height: in a narrower picture words would hide the map
HIGH, LEAST_HIGH = 0.25, 176  # beneath the picture: of the window's height, and pixels


def strip_box(width: int, height: int) -> QRect:
    """Where the strip stands in a window: the picture keeps the rest."""
    wide = min(max(round(width * SHARE), LEAST), MOST, width // 2)
    if width - wide >= NARROWEST * height:
        return QRect(width - wide, 0, wide, height)
    high = min(max(round(height * HIGH), LEAST_HIGH), height // 2)
    return QRect(0, height - high, width, high)


class Strip(Tools):
    """Stands at an edge of the window; the picture is set for the room that is left."""

    PACE_COLUMNS = 2
    BRIEF = True

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

    @property
    def is_beneath(self) -> bool:
        """Whether the strip stands under the picture."""
        return self.width() > self.height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place_parts()

    def place_parts(self) -> None:
        self._place_beneath() if self.is_beneath else self._place_beside()

    def _place_beside(self) -> None:
        """One column: how it stands, what comes next, the notes, the buttons."""
        width, height = self.width(), self.height()
        unit = min(max(width / 480, 0.62), 2.0)
        gap = round(12 * unit)
        side = max(round(42 * unit), theme.TOUCH)
        room = width - 2 * gap
        stands = round(98 * unit) + max(round(136 * unit), 116)
        stands += len(self._offered) * (theme.TOUCH + gap)
        self._place_standing(QRect(gap, gap, room, stands), unit)
        y = 2 * gap + stands
        shape = self.picture_shape
        tall = min(round(room * shape.height() / max(shape.width(), 1)), round(height * 0.25))
        tall += round(30 * unit)
        self._place_preview(QRect(gap, y, room, tall), unit)
        y += tall + gap
        foot = height - gap - 2 * side - round(6 * unit)
        self._place_notes(QRect(gap, y, room, foot - gap - y), unit)
        self._place_buttons(QRect(gap, foot, room, height - gap - foot), unit)

    def _place_beneath(self) -> None:
        """The same in four columns."""
        unit = min(max(self.height() / 250, 0.7), 2.0)
        gap = round(12 * unit)
        room = self.rect().adjusted(gap, gap, -gap, -gap)
        shape = self.picture_shape
        picture = room.height() * shape.width() / max(shape.height(), 1)
        picture = round(min(picture, 0.24 * room.width()))
        stands, buttons = round(0.26 * room.width()), round(0.22 * room.width())
        notes = room.width() - stands - picture - buttons - 3 * gap
        x = room.x()
        for width, place in (
            (stands, self._place_standing),
            (picture, self._place_preview),
            (notes, self._place_notes),
            (buttons, self._place_buttons),
        ):
            place(QRect(x, room.y(), width, room.height()), unit)
            x += width + gap

    @property
    def _offered(self) -> list[Button]:
        return [button for button in (self.jump, self.take_back) if not button.isHidden()]

    def _place_standing(self, room: QRect, unit: float) -> None:
        """What the class sees, the time, the plan, and what is offered to be on time.

        In a low strip offers take the place of the plan.
        """
        gap = round(12 * unit)
        line, bar = max(round(40 * unit), 24), max(round(34 * unit), 20)
        bar = theme.TOUCH if self.is_beneath and self._offered else bar
        self.status.scale(max(21 * unit, 14))
        self.status.setGeometry(room.x(), room.y(), room.width(), line)
        beside = [] if self.is_beneath else self._offered
        pace = room.height() - line - bar - 2 * gap - len(beside) * (theme.TOUCH + gap)
        self.pace.scale(max(min(25 * unit, pace / 5), 13))
        y = room.y() + line + gap
        self.pace.setGeometry(room.x(), y, room.width(), pace)
        y += pace + gap
        self.bar.setGeometry(room.x(), y, room.width(), bar)
        self.bar.setVisible(not (self.is_beneath and self._offered))
        if self.is_beneath:
            _fit_row(self._offered, QRect(room.x(), y, room.width(), theme.TOUCH), gap, unit)
        y += bar + gap
        for button in beside:
            _fit_row([button], QRect(room.x(), y, room.width(), theme.TOUCH), gap, unit)
            y += theme.TOUCH + gap

    def _place_preview(self, room: QRect, unit: float) -> None:
        """What comes next, in words and as a picture."""
        line = max(round(30 * unit), 20)
        self.preview_words.scale(max(17 * unit, 13))
        self.preview_words.setGeometry(room.x(), room.y(), room.width(), line)
        self.preview.setGeometry(room.adjusted(0, line, 0, 0))

    def _place_notes(self, room: QRect, unit: float) -> None:
        """The notes, and above them what sets their size."""
        side, right = max(round(42 * unit), theme.TOUCH), room.right() + 1
        self.notes_words.scale(max(17 * unit, 13))
        self.notes_words.setGeometry(room.x(), room.y(), room.width() - 2 * side - 8, side)
        for number, button in enumerate((self.larger, self.smaller)):
            button.scale(unit, 17)
            button.setGeometry(right - (number + 1) * side - number * 4, room.y(), side, side)
        down = side + round(6 * unit)
        high = max(room.height() - down, 40)
        self.notes.setGeometry(room.x(), room.y() + down, room.width(), high)
        self.notes.scale(unit * 0.86)

    def _place_buttons(self, room: QRect, unit: float) -> None:
        """Two rows of buttons."""
        gap = round(6 * unit)
        high = (room.height() - gap) // 2
        rows = (self.previous, self.next), (self.freeze, self.black, self.close_strip)
        for number, row in enumerate(rows):
            y = room.y() + number * (high + gap)
            _fit_row(row, QRect(room.x(), y, room.width(), high), gap, unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = (self.width(), 2) if self.is_beneath else (2, self.height())
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.PAGE)
            painter.fillRect(0, 0, *edge, theme.PAGE_LINE)

    # What is pressed here is not meant for the map beneath.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()


def _fit_row(buttons: Sequence[Button], room: QRect, gap: int, unit: float) -> None:
    """Fill a row with buttons, each as wide as its words ask."""
    pixels = max(16.0, 14 / unit)
    for button in buttons:
        button.scale(unit, pixels)
    free = room.width() - gap * (len(buttons) - 1)
    needed = sum(button.sizeHint().width() for button in buttons)
    x = room.x()
    for button in buttons:
        button.scale(unit * min(free / needed * 0.99, 1.0), pixels)
        more = max(free - needed, 0) // len(buttons)
        wide = round(button.sizeHint().width()) + more
        button.setGeometry(x, room.y(), wide, room.height())
        x += wide + gap

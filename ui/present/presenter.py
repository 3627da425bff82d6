"""The presenter's page: what the class sees, what comes next, notes, and the time, on one screen.

Only the teacher sees it; the class has a screen of its own.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.button import Button, Icon
from ui.present.line import Line
from ui.present.looks import plate_pen
from ui.present.mirror import Mirror
from ui.present.plan_bar import PlanKey
from ui.present.tools import Kit, Tools
from ui.state import Layout, ViewState, current_step, seen_by_audience

LEFT = 0.6  # of the width, for the large picture
LEAST_UNIT, GREATEST_UNIT = 0.5, 2.4


class PresenterPage(Tools):
    """Shows the class's picture large; while that is frozen, the teacher's own, and it small."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.mirror = Mirror(kit.explorer, kit.audience)
        self.mirror_words = Line()
        self.key = PlanKey()
        self.steps = self.button("overview", "All stops", hint="Tab")
        self.swap = self.button("swap-screens", "Swap screens", hint="X")
        self.choose = self.button("choose-screen", "Screens")
        self.keys = self.button("keys", "Keys", hint="F1")
        self.clock = self.button("lesson-clock", "Stop the clock")
        self.shorter = self.button("lesson-shorter", "−5 min")
        self.longer = self.button("lesson-longer", "+5 min")
        self.anew = self.button("lesson-anew", "Start anew")
        for part in self._all_parts():
            part.setParent(self)
        self._notes_box = QRect()
        self._given = 0
        self.setAccessibleName("Presenter")
        kit.clock.changed.connect(self._on_clock)

    @property
    def row(self) -> tuple[Button, ...]:
        """The buttons of the bottom row, from left to right."""
        return (
            self.previous,
            self.next,
            self.black,
            self.white,
            self.freeze,
            self.steps,
            self.swap,
            self.choose,
            self.keys,
        )

    @property
    def clock_row(self) -> tuple[Button, ...]:
        """What sets the clock."""
        return self.clock, self.shorter, self.longer, self.anew

    def _all_parts(self) -> tuple[QWidget, ...]:
        return (
            self.status,
            self.mirror_words,
            self.mirror,
            self.preview_words,
            self.preview,
            self.pace,
            self.bar,
            self.key,
            self.notes_words,
            self.notes,
        )

    def follow(self) -> None:
        super().follow()
        state = self.explorer.state
        seen = seen_by_audience(state)
        step = current_step(seen, self.explorer.world)
        count = len(self.explorer.tour.steps)
        self.mirror_words.say(f"The class: {seen.step + 1} of {count}", step.title)
        self._show_clock()
        self.place_parts()
        self.mirror.update()

    def _on_clock(self) -> None:
        if self.isVisible():
            self._show_clock()

    def _show_clock(self) -> None:
        pace = self.kit.clock.pace
        words = "Stop the clock" if pace.runs else "Go on" if pace.began else "Start the clock"
        icon = Icon.PAUSE if pace.runs else Icon.PLAY
        self.clock.show_as(words, icon, words)

    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        super()._on_changed(new, old)
        if self.isVisible() and new.layout is Layout.PRESENT and new.curtain != old.curtain:
            self.mirror.update()

    # Arrangement

    def unit(self) -> float:
        """Pixels per reference pixel."""
        fitting = min(self.width() / theme.REFERENCE_WIDTH, self.height() / theme.REFERENCE_HEIGHT)
        return min(max(fitting, LEAST_UNIT), GREATEST_UNIT)

    @property
    def room_for_counting(self) -> QRect:
        """Where hands may be counted: all above the last row."""
        return QRect(0, 0, self.width(), self._row.top())

    def give_to_counting(self, height: int) -> None:
        """Leave so many pixels free above the last row."""
        if height != self._given:
            self._given = height
            self.place_parts()

    @property
    def _row(self) -> QRect:
        """The place of the last row."""
        gap, height = round(18 * self.unit()), max(round(58 * self.unit()), theme.TOUCH)
        return QRect(gap, self.height() - gap - height, self.width() - 2 * gap, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place_parts()

    def place_parts(self) -> None:
        unit = self.unit()
        gap = round(18 * unit)
        text = max(22 * unit, 14)
        line = round(text * 1.7)
        self.status.scale(max(31 * unit, 18))
        top_bar = round(max(56 * unit, 34))
        self.status.setGeometry(gap, gap, self.width() - 2 * gap, top_bar)
        _in_a_row(self.row, self._row, unit)
        top = gap + top_bar + round(gap * 0.6)
        bottom = self._row.top() - max(gap, self._given + round(gap * 0.4))
        left_width = round((self.width() - 3 * gap) * LEFT)
        right_x = 2 * gap + left_width
        right_width = self.width() - right_x - gap
        self._place_left(QRect(gap, top, left_width, bottom - top), unit, line)
        self._place_right(QRect(right_x, top, right_width, bottom - top), unit, line)
        self.update()

    def _big_and_small(self) -> tuple[tuple[Line, QWidget], tuple[Line, QWidget]]:
        ours = (self.preview_words, self.preview)
        theirs = (self.mirror_words, self.mirror)
        frozen = self.explorer.state.frozen is not None
        return (ours, theirs) if frozen else (theirs, ours)

    def _place_left(self, room: QRect, unit: float, line: int) -> None:
        gap = round(14 * unit)
        button = max(round(46 * unit), theme.TOUCH)
        offer = button if not (self.jump.isHidden() and self.take_back.isHidden()) else 0
        pace, bar = round(max(92 * unit, 58)), round(max(52 * unit, 34))
        below = pace + bar + button + 3 * gap + (offer + gap if offer else 0)
        words, picture = self._big_and_small()[0]
        words.scale(max(22 * unit, 14))
        words.setGeometry(room.x(), room.y(), room.width(), line)
        shape = self.picture_shape
        tall = min(
            room.height() - line - below,
            round(room.width() * shape.height() / max(shape.width(), 1)),
        )
        picture.setGeometry(room.x(), room.y() + line, room.width(), max(tall, 80))
        y = room.y() + line + max(tall, 80) + gap
        spare = max(room.bottom() - y - (below - gap), 0)
        pace += min(round(spare * 0.5), round(40 * unit))
        bar += min(round(spare * 0.3), round(24 * unit))
        self.pace.scale(max(33 * unit, 20))
        self.pace.setGeometry(room.x(), y, room.width(), pace)
        y += pace + gap
        self.bar.setGeometry(room.x(), y, room.width(), bar)
        y += bar + gap
        if offer:
            offers = [b for b in (self.jump, self.take_back) if not b.isHidden()]
            _in_a_row(offers, QRect(room.x(), y, room.width(), offer), unit)
            y += offer + gap
        self.key.scale(max(17 * unit, 13))
        key = self.key.sizeHint().width()
        left = QRect(room.x(), y, room.width() - key - 2 * gap, button)
        _in_a_row(self.clock_row, left, unit)
        self.key.setGeometry(room.right() + 1 - key, y, key, button)

    def _place_right(self, room: QRect, unit: float, line: int) -> None:
        gap = round(14 * unit)
        words, picture = self._big_and_small()[1]
        words.scale(max(22 * unit, 14))
        words.setGeometry(room.x(), room.y(), room.width(), line)
        shape = self.picture_shape
        tall = round(room.width() * shape.height() / max(shape.width(), 1))
        tall = min(tall, round(room.height() * 0.42))
        picture.setGeometry(room.x(), room.y() + line, room.width(), tall)
        y = room.y() + line + tall + gap
        side = max(round(46 * unit), theme.TOUCH)
        width = max(round(64 * unit), theme.TOUCH)
        self.notes_words.scale(max(22 * unit, 14))
        self.notes_words.setGeometry(room.x(), y, room.width() - 2 * width - 2 * gap, side)
        for number, button in enumerate((self.larger, self.smaller)):
            button.scale(unit, max(19, 14 / unit))
            x = room.right() + 1 - (number + 1) * width - number * gap // 2
            button.setGeometry(x, y, width, side)
        y += side + gap // 2
        self._notes_box = QRect(room.x(), y, room.width(), max(room.bottom() - y + 1, 60))
        inset = round(6 * unit)
        self.notes.setGeometry(self._notes_box.adjusted(inset, inset, -inset, -inset))
        self.notes.scale(unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), theme.PAGE)
            painter.setPen(plate_pen(self.unit()))
            painter.setBrush(theme.PAGE_PLATE)
            radius = 10 * self.unit()
            painter.drawRoundedRect(QRectF(self._notes_box), radius, radius)


def _in_a_row(buttons: tuple[Button, ...] | list[Button], room: QRect, unit: float) -> None:
    """Put buttons beside one another, as wide as they need, smaller where they would not fit."""
    gap = round(10 * unit)
    pixels = max(19.0, 14 / unit)
    for button in buttons:
        button.scale(unit, pixels)
    free = room.width() - gap * (len(buttons) - 1)
    needed = sum(button.sizeHint().width() for button in buttons)
    if needed > free:
        for button in buttons:
            button.scale(unit * free / needed * 0.99, pixels)
        needed = sum(button.sizeHint().width() for button in buttons)
    x = room.x()
    more = min((free - needed) // max(len(buttons), 1), round(60 * unit))
    for button in buttons:
        width = button.sizeHint().width() + max(more, 0)
        button.setGeometry(x, room.y(), width, room.height())
        x += width + gap

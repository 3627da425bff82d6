"""The strip in which hands are counted by field and button, over the timeline presented."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.button import PAPER, Button
from ui.dress import tone
from ui.explorer import Explorer
from ui.field import TextField
from ui.panels.sheet import coloured
from ui.questions import MOST_HANDS, Choice, choices_of
from ui.quiz.plate import LETTERS
from ui.state import ViewState

WIDEST = 300.0  # reference pixels for a choice
BESIDE, BELOW = 20.0, 6.0  # reference pixels around the strip

UNCHANGED = "All counts are as they were before."
NOTE = "Enter or Down goes on, Esc closes. Names are not kept."

_WAYS = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class NotACount(ValueError):
    """What was typed is no number of hands; the text says what was expected."""


def hands_in(text: str) -> int | None:
    """The hands that a field says; None for an empty one. Raises NotACount."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise NotACount(
            f"“{text}” is not a number of hands; expected 0 to {MOST_HANDS}. {UNCHANGED}"
        )
    if int(text) > MOST_HANDS:
        raise NotACount(f"{text} hands are too many; expected 0 to {MOST_HANDS}. {UNCHANGED}")
    return int(text)


class TallyPanel(QWidget):
    """A field with a count for each choice, and buttons for one hand more or less.

    It is a low strip, for above it the class reads the question and its map.

    Signals:
        closing: the panel wants to be closed, for there is nothing to be counted any more.
        fitted: it takes as much room as its choices need.
    """

    closing = Signal()
    fitted = Signal()

    def __init__(self, explorer: Explorer, parent: QWidget) -> None:
        super().__init__(parent)
        self._explorer = explorer
        self._unit = 1.0
        self._choices: tuple[Choice, ...] = ()
        self._before: tuple[int | None, ...] = ()  # the counts when a field was last left
        self._typed_in: QLineEdit | None = None  # the field whose count is being taken
        self._left_wrong = False  # whether the focus went from a field that says no number
        self.fields: list[QLineEdit] = []
        self._cells: list[_Cell] = []
        self._room = QRect()
        self._title = QLabel("Count the hands")
        self.fault = coloured("", "accent")
        self._note = QLabel(NOTE)
        for label, colour in ((self._title, "ink"), (self._note, "muted")):
            tone(label, colour)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._note, 1)
        self._grid = QGridLayout()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.fault)
        self._column.addLayout(self._grid)
        self.setAccessibleName("Count the hands")
        self.hide()
        explorer.changed.connect(self._on_changed)

    def open(self) -> None:
        """Show the counts of the question that is asked, the first one ready to be typed."""
        question = self._explorer.question
        if question is None:
            return
        self._fill(choices_of(question))
        self._show_counts()
        self._set_out()
        self._tell("")
        self.show()
        self.raise_()
        if self.fields:
            self.fields[0].setFocus()
            self.fields[0].selectAll()

    def place(self, room: QRect, unit: float) -> None:
        """Stand at the lower edge of `room`, at so many pixels per reference pixel."""
        self._unit, self._room = unit, room
        self._title.setFont(theme.serif(19 * unit))
        self._note.setFont(theme.sans(15 * unit))
        self.fault.setFont(theme.sans(16 * unit, bold=True))
        edge = round(14 * unit)
        self._column.setContentsMargins(edge, round(7 * unit), edge, round(9 * unit))
        self._column.setSpacing(round(3 * unit))
        self._head.setSpacing(round(18 * unit))
        self._grid.setHorizontalSpacing(round(14 * unit))
        self._grid.setVerticalSpacing(round(6 * unit))
        for cell in self._cells:
            cell.scale(unit)
        self._fit()

    def _fit(self) -> None:
        """Take the size that the choices need, in as few lines as the room allows."""
        if not self._cells:
            return
        unit, room, count = self._unit, self._room, len(self._cells)
        gap, around = self._grid.horizontalSpacing(), 2 * round(14 * unit)
        most = room.width() - 2 * round(BESIDE * unit)
        least = max(cell.minimumSizeHint().width() for cell in self._cells)
        columns = max(min(count, (most - around + gap) // (least + gap)), 1)
        columns = ceil(count / ceil(count / columns))
        for cell in self._cells:
            self._grid.removeWidget(cell)
        for number, cell in enumerate(self._cells):
            self._grid.addWidget(cell, number // columns, number % columns)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        wanted = max(cell.sizeHint().width() for cell in self._cells)
        words = self._title.sizeHint().width() + self._note.sizeHint().width() + round(18 * unit)
        wide = max(columns * (wanted + gap) - gap, words) + around
        wide = min(wide, most)
        self._column.invalidate()
        tall = self._column.totalHeightForWidth(wide)
        tall = tall if tall > 0 else self._column.totalSizeHint().height()
        left = room.left() + (room.width() - wide) // 2
        top = room.bottom() + 1 - tall - round(BELOW * unit)
        self.setGeometry(left, top, wide, tall)
        self.fitted.emit()

    @property
    def room_taken(self) -> int:
        """The height that it takes from its room, in points; none while it is hidden."""
        return 0 if self.isHidden() else self._room.bottom() + 1 - self.y()

    def _tell(self, fault: str) -> None:
        """Say what was wrong in place of what is to be done."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        for label in (self._title, self._note):
            label.setVisible(not fault)
        self._fit()

    def _fill(self, choices: tuple[Choice, ...]) -> None:
        if choices == self._choices:
            return
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._choices = choices
        self._cells, self.fields = [], []
        for index, choice in enumerate(choices):
            cell = _Cell(LETTERS[index], choice)
            cell.field.textEdited.connect(self._on_typed)
            cell.field.editingFinished.connect(self._on_edited)
            cell.field.installEventFilter(self)
            for button, by in ((cell.less, -1), (cell.more, 1)):
                button.setProperty("choice", index)
                button.setProperty("by", by)
                button.clicked.connect(self._on_button)
            cell.setParent(self)
            cell.show()
            self._cells.append(cell)
            self.fields.append(cell.field)
        self.place(self._room, self._unit)

    def _show_counts(self) -> None:
        asking = self._explorer.state.question
        if asking is None or len(asking.hands) != len(self.fields):
            return
        for field, count in zip(self.fields, asking.hands, strict=True):
            shown = "" if count is None else str(count)
            if field is not self._typed_in and field.text() != shown:
                field.setText(shown)  # the cursor would jump in the one that is typed in

    # What is typed and clicked

    def keep(self) -> bool:
        """Take what the fields say; a field that says no number is told of and goes back."""
        asking = self._explorer.state.question
        if asking is None or len(asking.hands) != len(self.fields):
            return True
        hands, wrong = list(asking.hands), ""
        for index, field in enumerate(self.fields):
            try:
                hands[index] = hands_in(field.text())
            except NotACount as fault:
                hands[index], wrong = self._before[index], str(fault)
        self._tell(wrong)
        self._explorer.set_hands(tuple(hands))
        if wrong:
            self._show_counts()
        self._set_out()
        return not wrong

    def may_close(self) -> bool:
        """Take what the fields say; false if one said no number, which is to be read first."""
        wrong, self._left_wrong = self._left_wrong, False
        return not wrong and self.keep()

    def unread(self) -> str:
        """The fault that shows, or that a field says which nobody has left yet; else nothing."""
        for field in self.fields:
            try:
                hands_in(field.text())
            except NotACount as fault:
                return str(fault)
        return self.fault.text()

    def _set_out(self) -> None:
        """From here a count is typed; what turns out to be no number leads back here."""
        asking = self._explorer.state.question
        self._before = asking.hands if asking is not None else ()

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        """Take a count as it is typed, for a lesson may end by a power cut."""
        asking, field = self._explorer.state.question, self.sender()
        if asking is None or len(asking.hands) != len(self.fields):
            return
        assert isinstance(field, QLineEdit)
        index = self.fields.index(field)
        try:
            count = hands_in(text)
        except NotACount:
            count = self._before[index]
        self._typed_in = field
        self._explorer.set_hands((*asking.hands[:index], count, *asking.hands[index + 1 :]))
        self._typed_in = None

    @Slot()
    def _on_edited(self) -> None:
        self._left_wrong = not self.keep()

    @Slot()
    def _on_button(self) -> None:
        button = self.sender()
        if self.keep():
            self._explorer.add_hand(int(button.property("choice")), int(button.property("by")))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Down and Up lead from field to field."""
        if event.type() == QEvent.Type.FocusIn:
            self._left_wrong = False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            ways = {
                Qt.Key.Key_Return: 1,
                Qt.Key.Key_Enter: 1,
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
            }
            if key in ways and isinstance(watched, QLineEdit):
                if self.keep():
                    self._step(self.fields.index(watched) + _WAYS[key])
                return True
        return super().eventFilter(watched, event)

    def _step(self, index: int) -> None:
        if index >= len(self.fields):
            self.closing.emit()
            return
        field = self.fields[max(index, 0)]
        field.setFocus()
        field.selectAll()

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if not self.isVisible():
            return
        if new.question is None or old.question is None or new.layout != old.layout:
            self.closing.emit()
        elif new.question.question != old.question.question:
            self.open()
        elif new.question.hands != old.question.hands:
            self._show_counts()
            if self._typed_in is None:
                self._set_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.LINE.darker(120), 1))
            painter.setBrush(theme.PAPER)
            radius = 10 * self._unit
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), radius, radius)


class _Cell(QWidget):
    """A choice by its letter and as many of its words as have room, and below it its count."""

    def __init__(self, letter: str, choice: Choice) -> None:
        super().__init__()
        self._unit = 1.0
        self._words = f"{letter}   {choice.text}"
        self.setToolTip(choice.text)
        self.field = TextField()
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setAccessibleName(f"Hands for {choice.text}")
        self.field.setToolTip(f"Hands for “{choice.text}”, 0 to {MOST_HANDS} (Enter)")
        self.field.setPlaceholderText("–")
        self.less = _button(self, "−", f"One hand less for {choice.text}")
        self.more = _button(self, "+", f"One hand more for {choice.text}")
        self._label = QLabel(letter)
        tone(self._label, "ink")
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line = QHBoxLayout()
        for part in (self.less, self.field, self.more):
            self._line.addWidget(part)
        self._line.addStretch()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._label)
        self._column.addLayout(self._line)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        side = max(round(44 * unit), theme.TOUCH)
        self._label.setFont(theme.sans(17 * unit))
        self._label.setFixedHeight(ceil(self._metrics.height()))
        self._column.setSpacing(round(2 * unit))
        self._line.setSpacing(round(4 * unit))
        self.field.scale(unit)
        self.field.setFont(theme.sans(20 * unit, bold=True))
        digits = QFontMetricsF(self.field.font()).horizontalAdvance(str(MOST_HANDS))
        self.field.setFixedSize(max(round(digits + 18 * unit), side), side)
        for button in (self.less, self.more):
            button.scale(unit, 22)
            button.setFixedSize(side, side)
        self._elide()

    @property
    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._label.font())

    def sizeHint(self) -> QSize:
        """As wide as its words, within limits."""
        least = self.minimumSizeHint()
        words = ceil(self._metrics.horizontalAdvance(self._words))
        return QSize(max(least.width(), min(words, round(WIDEST * self._unit))), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._elide()

    def _elide(self) -> None:
        right = Qt.TextElideMode.ElideRight
        self._label.setText(self._metrics.elidedText(self._words, right, self.width()))


def _button(owner: QWidget, text: str, tip: str) -> Button:
    action = QAction(tip, owner)
    action.setToolTip(tip)
    button = Button(action, look=PAPER, text=text)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button

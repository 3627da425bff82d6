"""The panel in which hands are counted by field and button, over the picture presented."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.button import PAPER, Button
from ui.explorer import Explorer
from ui.field import TextField
from ui.panels.sheet import coloured
from ui.questions import MOST_HANDS, Choice, choices_of
from ui.quiz.plate import LETTERS
from ui.state import ViewState

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
            f"“{text}” is not a number of hands; expected 0 to {MOST_HANDS}. "
            "All other counts are kept."
        )
    if int(text) > MOST_HANDS:
        raise NotACount(f"{text} hands are too many; expected 0 to {MOST_HANDS}.")
    return int(text)


class TallyPanel(QWidget):
    """A field with a count for each choice, and buttons for one hand more or less.

    Signals:
        closing: the panel wants to be closed.
    """

    closing = Signal()

    def __init__(self, explorer: Explorer, parent: QWidget) -> None:
        super().__init__(parent)
        self._explorer = explorer
        self._unit = 1.0
        self._choices: tuple[Choice, ...] = ()
        self.fields: list[QLineEdit] = []
        self._rows: list[tuple[QLabel, Button, TextField, Button]] = []
        self._title = coloured("Count the hands", "ink")
        self.fault = coloured("", "accent")
        self._note = coloured(NOTE, "muted")
        self._grid = QGridLayout()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addLayout(self._grid)
        self._column.addWidget(self.fault)
        self._column.addWidget(self._note)
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
        self.fault.setText("")
        self.show()
        self.raise_()
        if self.fields:
            self.fields[0].setFocus()
            self.fields[0].selectAll()

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self._title.setFont(theme.serif(22 * unit))
        self._note.setFont(theme.sans(15.5 * unit))
        self.fault.setFont(theme.sans(17 * unit, bold=True))
        edge = round(20 * unit)
        self._column.setContentsMargins(edge, round(14 * unit), edge, round(14 * unit))
        self._column.setSpacing(round(8 * unit))
        self._grid.setSpacing(round(8 * unit))
        side = max(round(44 * unit), theme.TOUCH)
        for label, less, field, more in self._rows:
            label.setFont(theme.sans(18 * unit))
            field.scale(unit)
            field.setFont(theme.sans(20 * unit, bold=True))
            field.setFixedSize(round(1.7 * side), side)
            for button in (less, more):
                button.scale(unit, 22)
                button.setFixedSize(side, side)

    def _fill(self, choices: tuple[Choice, ...]) -> None:
        if choices == self._choices:
            return
        for parts in self._rows:
            for part in parts:
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._choices = choices
        self._rows, self.fields = [], []
        for index, choice in enumerate(choices):
            self._add_row(index, choice)
        self.scale(self._unit)

    def _add_row(self, index: int, choice: Choice) -> None:
        label = coloured(f"{LETTERS[index]}   {choice.text}", "ink")
        field = TextField()
        field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        field.setAccessibleName(f"Hands for {choice.text}")
        field.setToolTip(f"Hands for “{choice.text}”, 0 to {MOST_HANDS} (Enter)")
        field.setPlaceholderText("–")
        field.textEdited.connect(self._on_typed)
        field.editingFinished.connect(self._on_edited)
        field.installEventFilter(self)
        less = _button(self, "−", f"One hand less for {choice.text}")
        more = _button(self, "+", f"One hand more for {choice.text}")
        for button, by in ((less, -1), (more, 1)):
            button.setProperty("choice", index)
            button.setProperty("by", by)
            button.clicked.connect(self._on_button)
        for column, part in enumerate((label, less, field, more)):
            self._grid.addWidget(part, index, column)
        self._grid.setColumnStretch(0, 1)
        self._rows.append((label, less, field, more))
        self.fields.append(field)

    def _show_counts(self) -> None:
        asking = self._explorer.state.question
        if asking is None or len(asking.hands) != len(self.fields):
            return
        for field, count in zip(self.fields, asking.hands, strict=True):
            shown = "" if count is None else str(count)
            if field.text() != shown:  # or the cursor would jump while one types
                field.setText(shown)

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
                wrong = str(fault)
        self.fault.setText(wrong)
        self._explorer.set_hands(tuple(hands))
        if wrong:
            self._show_counts()
        return not wrong

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        """Take a count as it is typed, for a lesson may end by a power cut."""
        asking, field = self._explorer.state.question, self.sender()
        if asking is None or len(asking.hands) != len(self.fields):
            return
        assert isinstance(field, QLineEdit)
        index = self.fields.index(field)
        with suppress(NotACount):
            hands = (*asking.hands[:index], hands_in(text), *asking.hands[index + 1 :])
            self._explorer.set_hands(hands)

    @Slot()
    def _on_edited(self) -> None:
        self.keep()

    @Slot()
    def _on_button(self) -> None:
        button = self.sender()
        if self.keep():
            self._explorer.add_hand(int(button.property("choice")), int(button.property("by")))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Down and Up lead from field to field."""
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

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.LINE.darker(120), 1))
            painter.setBrush(theme.PAPER)
            radius = 10 * self._unit
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), radius, radius)


def _button(owner: QWidget, text: str, tip: str) -> Button:
    action = QAction(tip, owner)
    action.setToolTip(tip)
    button = Button(action, look=PAPER, text=text)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button

"""The sheet of questions: whether they are asked, for which class, and what it has answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.dates import day_in_words
from ui import theme
from ui.button import PAPER, Button
from ui.explorer import Explorer
from ui.field import TextField
from ui.panels.own_parts import Tick, action
from ui.panels.sheet import Sheet, coloured
from ui.pen.classes import LONGEST, BadName
from ui.quiz.keeper import ResultKeeper
from ui.quiz.results import Result, ResultsError, Vote, write_csv

TITLE = "Questions and results"
NOTE = (
    "What each class has answered, without pupils’ names. Up and Down scroll; Esc closes this page."
)
NONE = "Nothing has been answered yet. While a question is asked, type digits or press H."
UNNAMED = "No class named"
SHOWN = 60  # tallies

ChooseFile = Callable[[QWidget, str], str]


def choose_file(parent: QWidget, suggestion: str) -> str:
    """Ask where to save; empty if the reader does not want to."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Save results as CSV", suggestion, "Tables (*.csv)"
    )
    return chosen


class ResultsSheet(Sheet):
    """The class's name, the one setting of questions, all tallies, and their way out."""

    def __init__(
        self,
        explorer: Explorer,
        keeper: ResultKeeper,
        parent: QWidget,
        ask_file: ChooseFile = choose_file,
    ) -> None:
        super().__init__(TITLE, NOTE, parent)
        self._explorer = explorer
        self._keeper = keeper
        self._ask_file = ask_file
        self._unit_now = 1.0
        self._rows: list[_Tally] = []
        self.field = TextField()
        self.field.setPlaceholderText("Class, for example 9b")
        self.field.setAccessibleName("Class")
        self.field.setToolTip("The class that is taught now; name classes, not pupils (Enter)")
        self.field.setMaxLength(LONGEST)
        self.field.editingFinished.connect(self._on_class)
        self.switch = Tick("Ask questions before stops while presenting (Q)")
        self.switch.setToolTip("Whether a question comes before some stops while presenting (Q)")
        self.switch.clicked.connect(self._on_switch)
        tip = "Save all tallies as a table that spreadsheets read (Enter)"
        saving = action(self, "Save results as CSV", tip, self._on_save)
        self.save = Button(saving, look=PAPER, text="Save results as CSV …")
        self.save.setAutoDefault(True)
        self.said = coloured("", "accent")
        self._label = coloured("Class", "ink")
        self._none = coloured(NONE, "muted")
        self._top = QHBoxLayout()
        self._top.addWidget(self._label)
        self._top.addWidget(self.field, 1)
        self._top.addWidget(self.save)
        self._list = QVBoxLayout()
        self.body.addLayout(self._top)
        self.body.addWidget(self.switch)
        self.body.addWidget(self.said)
        self.body.addWidget(self._none)
        self.body.addLayout(self._list)
        self.body.addStretch()
        keeper.noted.connect(self._refresh)

    def showEvent(self, event: QShowEvent) -> None:
        self.said.setText("")
        self._refresh()
        self.scroll_to_top()

    def scale(self, unit: float) -> None:
        self._unit_now = unit
        for part in (self._label, self._none, self.said):
            part.setFont(theme.sans(18 * unit))
        self._label.setFixedWidth(round(64 * unit))
        self.field.scale(unit)
        self.save.scale(unit, 17.5)
        self.save.setFixedHeight(self.field.height())
        self.switch.scale(unit)
        self.switch.setFixedHeight(max(round(46 * unit), theme.TOUCH))
        self._top.setSpacing(round(12 * unit))
        for row in self._rows:
            row.scale(unit)

    @Slot()
    def _refresh(self) -> None:
        if not self.isVisible():
            return
        self.field.setText(self._keeper.box.class_name)
        self.switch.setChecked(self._explorer.state.asks)
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        results = self._keeper.results.all
        self._rows = [_Tally(result) for result in reversed(results[-SHOWN:])]
        for row in self._rows:
            row.scale(self._unit_now)
            self._list.addWidget(row)
        self._none.setVisible(not results)
        self.save.setEnabled(bool(results))

    @Slot()
    def _on_class(self) -> None:
        try:
            self._keeper.box.choose_class(self.field.text())
            self.said.setText("")
        except BadName as fault:
            self.said.setText(str(fault))

    @Slot()
    def _on_switch(self) -> None:
        if self.switch.isChecked() != self._explorer.state.asks:
            self._explorer.switch_questions()

    @Slot()
    def _on_save(self) -> None:
        chosen = self._ask_file(self, f"landlocked-results-{datetime.now():%Y-%m-%d}.csv")
        if not chosen:
            return
        out = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.csv")
        try:
            count = write_csv(self._keeper.results.all, out)
        except ResultsError as fault:
            self.said.setText(str(fault))
            return
        self.said.setText(f"{count} rows are saved in {out}.")


def when_words(result: Result) -> str:
    """Date, time and class of a tally: "4 May 2026, 10:15 · 9b"."""
    try:
        began = datetime.fromisoformat(result.asked)
    except ValueError:
        return result.class_name or UNNAMED
    when = f"{day_in_words(began.toordinal())}, {began:%H:%M}"
    return f"{when} · {result.class_name or UNNAMED}"


class _Tally(QWidget):
    """One tally: when and for whom, the question, and a bar for each choice."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self._when = coloured(when_words(result), "muted")
        self._ask = coloured(result.ask, "ink")
        most = max((vote.hands or 0 for vote in result.votes), default=0)
        self._bars = [_Bar(vote, most) for vote in result.counted]
        self.pointed = coloured(result.pointed.words if result.pointed else "", "ink")
        self.pointed.setHidden(result.pointed is None)
        self._column = QVBoxLayout(self)
        for part in (self._when, self._ask, *self._bars, self.pointed):
            self._column.addWidget(part)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._when.setFont(theme.sans(15.5 * unit))
        self._ask.setFont(theme.serif(19 * unit))
        self.pointed.setFont(theme.sans(17 * unit))
        for bar in self._bars:
            bar.scale(unit)
        self._column.setContentsMargins(0, round(12 * unit), 0, round(12 * unit))
        self._column.setSpacing(round(4 * unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(theme.LINE)
            painter.drawLine(0, 0, self.width(), 0)


class _Bar(QWidget):
    """One choice with its hands."""

    def __init__(self, vote: Vote, most: int) -> None:
        super().__init__()
        self._vote = vote
        self._most = max(most, 1)
        self._unit = 1.0
        count = "not counted" if vote.hands is None else f"{vote.hands} hands"
        right = ", the right answer" if vote.right else ""
        self.setAccessibleName(f"{vote.text}: {count}{right}")

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self.setFixedHeight(round(30 * unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        vote, unit = self._vote, self._unit
        with QPainter(self) as painter:
            left = 60 * unit
            width = (self.width() - left) * (vote.hands or 0) / self._most
            colour = theme.RIGHT_PALE if vote.right else theme.PLATE
            painter.fillRect(QRectF(left, 0, width, self.height()), colour)
            painter.setPen(theme.INK)
            painter.setFont(theme.sans(17 * unit, bold=vote.right))
            said = "–" if vote.hands is None else str(vote.hands)
            count = QRectF(0, 0, left - 12 * unit, self.height())
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(count, int(flags), said)
            words = QRectF(left + 10 * unit, 0, self.width() - left, self.height())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), vote.text)

"""The editor of one stop of an own lesson: told or not, minutes, weight, caption and notes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.dates import day_in_words
from db.own.records import OwnStep, OwnTour
from db.records import Notes, Priority, Step, TourId
from ui import theme
from ui.own.desk import OwnDesk
from ui.own.words import CHANGED, GONE, NO_NOTES, count_words
from ui.panels.flow import Flow
from ui.panels.own_list import chip_colours
from ui.panels.own_look import OwnLook, Paint
from ui.panels.own_parts import Field, MinutesBox, Tick, Words
from ui.panels.parts import QuietScrollBar
from ui.state import Layout, ViewState, instant_at

SAVES_MS = 600  # after the last key, words are saved
NOTES = ("Point at", "Ask", "Often believed")


class StopEditor(QWidget):
    """Shows a stop of a tour and turns what is done to it into verbs of the desk.

    Words are saved shortly after the last key, and when the field or the stop is left.
    """

    def __init__(self, desk: OwnDesk, make_paint: Callable[[], Paint]) -> None:
        super().__init__()
        self._desk = desk
        self._tour: TourId | None = None
        self._number = 0
        self._step: OwnStep | None = None
        self._told: Step | None = None
        self._lesson_caption = ""
        self._text_scale = 1.0
        self._filling = False
        self._unit = 1.0
        self._title = Words()
        self._when = Words("muted", wraps=False)
        self.shown = Tick("Told in class")
        self.shown.setToolTip("Tell this stop, or leave it out (Space in the list)")
        self.minutes = MinutesBox("Minutes for this stop")
        self.minutes.setToolTip("Minutes planned for this stop (+ and − in the list)")
        self.weights = {priority: _choice(priority) for priority in Priority}
        self.caption = Field("Caption on the picture")
        self._count = Words("muted", wraps=False)
        self._caption_head = _Head("Caption on the picture")
        self.caption_back = self._caption_head.back
        self.look = OwnLook(make_paint)
        self._notes_head = _Head("Notes for the teacher")
        self.notes_back = self._notes_head.back
        self.notes = tuple(Field(name) for name in NOTES)
        self._labels = tuple(Words("muted", wraps=False) for _ in NOTES)
        for label, name in zip(self._labels, NOTES, strict=True):
            label.setText(name)
        self._caption_wait = QTimer(self, singleShot=True, interval=SAVES_MS)
        self._notes_wait = QTimer(self, singleShot=True, interval=SAVES_MS)
        self._lay_out()
        self._connect()

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._title.setFont(theme.serif(25 * unit))
        self._when.setFont(theme.sans(16.5 * unit))
        self._count.setFont(theme.sans(16 * unit, bold=True))
        self.shown.scale(unit)
        self.minutes.scale(unit)
        for choice in self.weights.values():
            choice.setFont(theme.sans(16.5 * unit, bold=True))
            choice.setFixedSize(max(round(80 * unit), theme.TOUCH), self.minutes.height())
        self._caption_head.scale(unit)
        self._notes_head.scale(unit)
        self.caption.scale(unit, 19)
        for label in self._labels:
            label.setFont(theme.sans(15.5 * unit))
        for field in self.notes:
            field.scale(unit, 17)
        self._column.setSpacing(round(8 * unit))
        self._column.setContentsMargins(round(24 * unit), 0, round(16 * unit), round(16 * unit))
        self._weighed.setSpacing(round(8 * unit))
        self._controls.setSpacing(round(8 * unit))
        self._area.verticalScrollBar().setFixedWidth(max(round(18 * unit), 14))
        self._area.verticalScrollBar().setSingleStep(round(48 * unit))
        self._unit = unit
        self._fit_look()
        self.wear(unit)

    def _fit_look(self) -> None:
        self.look.scale(self._unit, self.width() - 70 * self._unit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_look()

    def wear(self, unit: float) -> None:
        """Take on the colours of the look."""
        for part in (self._caption_head, self._notes_head):
            part.wear()
        for field in (self.caption, *self.notes):
            field.wear()
        for priority, choice in self.weights.items():
            _dress(choice, priority, unit)

    # The stop that is shown

    def show_stop(self, tour: OwnTour, number: int, *, changeable: bool, text_scale: float) -> None:
        """Show a stop; one of a tour of the lesson can be read, not changed."""
        if (tour.id, number) != (self._tour, self._number):
            self.save()
            self._desk.end_of_words()
        step = tour.steps[number]
        elsewhere = (tour.id, step.event) != (self._tour, self._step.event if self._step else "")
        self._tour, self._number, self._step = tour.id, number, step
        self._told, self._text_scale = self._desk.known.told(tour, step), text_scale
        self._filling = True
        self._fill(self._told, step, changeable=changeable, settled=elsewhere)
        self._filling = False
        self._show_words()
        if elsewhere:
            self._area.verticalScrollBar().setValue(0)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """All that takes the keys, from above."""
        return (
            self.shown,
            *self.weights.values(),
            self.minutes,
            self.caption_back,
            self.caption,
            self.notes_back,
            *self.notes,
        )

    def save(self) -> None:
        """Save what was written and is not saved yet."""
        for wait, save in (
            (self._caption_wait, self._save_caption),
            (self._notes_wait, self._save_notes),
        ):
            if wait.isActive():
                wait.stop()
                save()

    def _fill(self, told: Step, step: OwnStep, *, changeable: bool, settled: bool) -> None:
        event = self._desk.original(step.event)
        self._title.setText(told.title)
        gone = "" if self._desk.known.has(step) else f" · {GONE}"
        self._when.setText(f"{day_in_words(told.day)}{gone}")
        self.shown.setChecked(step.shown)
        self.minutes.setValue(step.minutes)
        self._show_weight(step.priority)
        for part in (self.shown, self.minutes, *self.weights.values()):
            part.setEnabled(changeable)
        for field in (self.caption, *self.notes):
            if field.isReadOnly() == changeable:
                field.setReadOnly(not changeable)
                field.wear()
        original = self._lesson_caption = event.caption if event else ""
        if settled or not self._caption_wait.isActive():
            self.caption.show_text(step.caption or original, settled=settled)
        self._caption_head.show_changed(step.caption is not None, original)
        lesson_notes = (event.notes if event else None) or NO_NOTES
        if settled or not self._notes_wait.isActive():
            for field, text in zip(self.notes, step.notes or lesson_notes, strict=True):
                field.show_text(text, settled=settled)
        self._notes_head.show_changed(step.notes is not None, "\n".join(filter(None, lesson_notes)))

    def _show_words(self) -> None:
        """Count the words as they are written, and show how they look."""
        caption = " ".join(self.caption.toPlainText().split())
        said, long = count_words(caption)
        self._count.say(said, "accent" if long else "muted")
        if self._told is None or self._tour is None:
            return
        if self._step is None or not self._desk.known.has(self._step):
            self.look.show_state(None)
            return
        own = caption if caption != " ".join(self._lesson_caption.split()) else ""
        aside = self._told._replace(caption=own)
        self.look.show_state(
            ViewState(
                tour=self._tour,
                step=0,
                now=instant_at(aside),
                aside=aside,
                layout=Layout.PRESENT,
                text_scale=self._text_scale,
            )
        )

    # What is done to it

    @Slot(bool)
    def _on_shown(self, yes: bool) -> None:
        if not self._filling and self._tour is not None:
            self._desk.show(self._tour, self._number, yes=yes)

    @Slot(float)
    def _on_minutes(self, minutes: float) -> None:
        if not self._filling and self._tour is not None:
            self._desk.retime(self._tour, self._number, minutes)

    @Slot()
    def _on_weight(self) -> None:
        sender = self.sender()
        priority = next(known for known, choice in self.weights.items() if choice is sender)
        self._show_weight(priority)
        if not self._filling and self._tour is not None:
            self._desk.weigh(self._tour, self._number, priority)

    def _show_weight(self, priority: Priority) -> None:
        for known, choice in self.weights.items():
            choice.setChecked(known is priority)

    @Slot()
    def _on_caption(self) -> None:
        if not self._filling and not self.caption.isReadOnly():
            self._caption_wait.start()
            self._show_words()

    @Slot()
    def _on_notes(self) -> None:
        if not self._filling and not self.notes[0].isReadOnly():
            self._notes_wait.start()

    @Slot()
    def _save_caption(self) -> None:
        if self._tour is not None:
            self._desk.write_caption(self._tour, self._number, self.caption.toPlainText())

    @Slot()
    def _save_notes(self) -> None:
        if self._tour is not None:
            written = Notes(*(field.toPlainText() for field in self.notes))
            self._desk.write_notes(self._tour, self._number, written)

    @Slot()
    def _on_left(self) -> None:
        self.save()
        self._desk.end_of_words()

    @Slot()
    def _on_caption_back(self) -> None:
        if self._tour is not None:
            self._caption_wait.stop()
            self._desk.end_of_words()
            self._desk.write_caption(self._tour, self._number, "")

    @Slot()
    def _on_notes_back(self) -> None:
        if self._tour is not None:
            self._notes_wait.stop()
            self._desk.end_of_words()
            self._desk.write_notes(self._tour, self._number, None)

    def _connect(self) -> None:
        for choice in self.weights.values():
            # No button group: it would let the Tab key lead to one of them only.
            choice.clicked.connect(self._on_weight)
        self.shown.toggled.connect(self._on_shown)
        self.minutes.valueChanged.connect(self._on_minutes)
        self.caption.textChanged.connect(self._on_caption)
        self._caption_wait.timeout.connect(self._save_caption)
        self._notes_wait.timeout.connect(self._save_notes)
        self.caption_back.clicked.connect(self._on_caption_back)
        self.notes_back.clicked.connect(self._on_notes_back)
        for field in (self.caption, *self.notes):
            field.left.connect(self._on_left)
        for field in self.notes:
            field.textChanged.connect(self._on_notes)

    def _lay_out(self) -> None:
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._weighed, self._controls = Flow(pushed=1), Flow(pushed=1)
        for part in (self._when, *self.weights.values()):
            self._weighed.addWidget(part)
        for part in (self.shown, self.minutes):
            self._controls.addWidget(part)
        self._caption_head.row.addWidget(self._count)
        self._column.addWidget(self._title)
        self._column.addLayout(self._weighed)
        self._column.addLayout(self._controls)
        below = (self._caption_head, self.caption, self.look, self._notes_head)
        for widget in below:
            self._column.addWidget(widget)
        for label, field in zip(self._labels, self.notes, strict=True):
            self._column.addWidget(label)
            self._column.addWidget(field)
        self._column.addStretch()
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBar(QuietScrollBar())
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)


class _Head(QWidget):
    """A heading over a field, that says whether its words were changed and leads back."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._unit = 1.0
        self._heading = Words("ink", wraps=False)
        self._heading.setText(heading)
        self._mark = Words("accent", wraps=False)
        self.back = QPushButton("Back to the lesson’s words")
        self.back.setCursor(Qt.CursorShape.PointingHandCursor)
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.row = Flow(pushed=1)
        self.row.addWidget(self._heading)
        self._second = Flow(pushed=1)
        self._second.addWidget(self._mark)
        self._second.addWidget(self.back)
        self._whole = QVBoxLayout(self)
        self._whole.setSpacing(0)
        self._whole.addLayout(self.row)
        self._whole.addLayout(self._second)

    def show_changed(self, changed: bool, original: str) -> None:
        """Say whether the words were changed; the tip of the way back tells the lesson's."""
        self._mark.setText(CHANGED[0].upper() + CHANGED[1:])
        self._mark.setVisible(changed)
        self.back.setVisible(changed)
        said = original or "The lesson has no words here."
        self.back.setToolTip(f"The lesson’s own words:\n{said}")

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self._heading.setFont(theme.sans(17.5 * unit, bold=True))
        self._mark.setFont(theme.sans(16 * unit, bold=True))
        self.back.setFont(theme.sans(16 * unit))
        self._whole.setContentsMargins(0, round(10 * unit), 0, 0)
        for line in (self.row, self._second):
            line.setSpacing(round(8 * unit))
        self.back.setMinimumHeight(max(round(40 * unit), theme.TOUCH))

    def wear(self) -> None:
        """Take on the colours of the look."""
        self.back.setStyleSheet(link_style(self._unit))


def link_style(unit: float) -> str:
    """The look of a button that is a quiet link."""
    edge = max(round(2 * unit), 1)
    return (
        f"QPushButton {{ color: {theme.ACCENT.name()}; background: transparent;"
        f" border: {edge}px solid transparent; border-radius: {round(6 * unit)}px;"
        f" padding: {round(4 * unit)}px {round(8 * unit)}px; text-align: left; }}"
        "QPushButton:hover { text-decoration: underline; }"
        f"QPushButton:focus {{ border-color: {theme.FOCUS.name()}; }}"
    )


def _choice(priority: Priority) -> QPushButton:
    tips = {
        Priority.MUST: "The story cannot be told without it",
        Priority.SHOULD: "Left out only when time runs short",
        Priority.COULD: "The first to be left out when time runs short",
    }
    made = QPushButton(priority.value)
    made.setCheckable(True)
    made.setToolTip(tips[priority])
    made.setAccessibleName(f"Priority: {priority.value}")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def _dress(choice: QPushButton, priority: Priority, unit: float) -> None:
    plate, ink = chip_colours(priority)
    edge, thick, round_by = max(round(1.2 * unit), 1), max(round(3.5 * unit), 3), round(18 * unit)
    choice.setStyleSheet(
        f"QPushButton {{ color: {theme.MUTED.name()}; background: transparent;"
        f" border: {edge}px solid {theme.LINE.name()}; border-radius: {round_by}px; }}"
        f"QPushButton:checked {{ color: {ink.name()}; background: {plate.name()};"
        f" border: {thick}px solid {theme.INK.name()}; }}"
        f"QPushButton:focus {{ border-color: {theme.FOCUS.name()}; }}"
    )

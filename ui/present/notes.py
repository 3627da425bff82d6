"""The teacher's notes to a stop, in a size of their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from db.own.telling import as_told
from db.records import Event, EventId
from ui import theme
from ui.explorer import Explorer
from ui.prose import notes_html, story_html
from ui.settings import NOTES_SCALES, Keeper
from ui.state import ViewState

PIXELS = 23.0  # reference pixels at scale 1


def notes_words(event: Event, *, ours: bool = False) -> str:
    """The notes and the story as rich text; says so where a stop has no notes.

    `ours` says that the notes are not the lesson's but the teacher's own.
    """
    muted = theme.MUTED_ON_NIGHT.name()
    if event.notes is not None:
        notes = notes_html(event.notes, muted, ours=ours)
    else:
        notes = f'<p style="margin:0; color:{muted}">There are no notes for this stop.</p>'
    heading = f'<p style="margin:0; margin-top:14px; color:{muted}"><b>Story</b></p>'
    return f"{notes}{heading}{story_html(event.story)}"


class NotesView(QScrollArea):
    """The notes of the stop that the teacher is at, from their beginning at every stop."""

    def __init__(
        self, explorer: Explorer, event_of: Callable[[EventId], Event], keeper: Keeper
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._event_of = event_of
        self._keeper = keeper
        self._unit = 1.0
        self._event: Event | None = None
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        palette = self._text.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.ON_NIGHT)
        self._text.setPalette(palette)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.addWidget(self._text)
        self._column.addStretch()
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._wear()
        self.setAccessibleName("Notes")
        explorer.changed.connect(self._on_changed)
        keeper.changed.connect(self._set_size)
        self._show_stop()

    def _wear(self) -> None:
        """Take on the colours of the look."""
        self.setStyleSheet(
            "QScrollArea, QScrollArea > QWidget > QWidget"
            f" {{ background: {theme.PAGE_PLATE.name()}; }}"
            "QScrollBar:vertical { background: transparent; width: 12px; }"
            f"QScrollBar::handle:vertical {{ background: {theme.PAGE_GRIP.name()};"
            " border-radius: 4px; margin: 2px; min-height: 28px; }"
            "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
            "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
        )

    @property
    def words(self) -> str:
        """The notes as rich text."""
        return self._text.text()

    @property
    def pixels(self) -> int:
        """The size of the text."""
        return self._text.font().pixelSize()

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        edge = round(18 * unit)
        self._column.setContentsMargins(edge, round(14 * unit), edge, edge)
        self._set_size()

    def scroll_lines(self, lines: int) -> None:
        """Scroll by so many steps of a few lines."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + lines * round(2.5 * self.pixels))

    @Slot()
    def _set_size(self) -> None:
        pixels = max(PIXELS * self._unit, 15) * self._keeper.now.notes_scale
        self._text.setFont(theme.sans(pixels))
        self.verticalScrollBar().setSingleStep(round(1.5 * pixels))

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if new.contrast != old.contrast:
            self._wear()
        if new.place != old.place:
            self._show_stop()

    def _show_stop(self) -> None:
        step = self._explorer.step
        event = as_told(self._event_of(step.event), step)
        if event != self._event:
            self._event = event
            self._text.setText(notes_words(event, ours=step.notes is not None))
            self.verticalScrollBar().setValue(0)


def scale_notes(keeper: Keeper, steps: int) -> None:
    """Make the notes larger (or smaller) by so many sizes, and remember that."""
    scale = keeper.now.notes_scale
    nearest = min(range(len(NOTES_SCALES)), key=lambda n: abs(NOTES_SCALES[n] - scale))
    index = min(max(nearest + steps, 0), len(NOTES_SCALES) - 1)
    keeper.keep(notes_scale=NOTES_SCALES[index])

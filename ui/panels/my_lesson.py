"""The page "My lesson": a teacher's own copy of a tour, its stops in a list, one of them edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from db.own.records import LONGEST_TITLE, MINUTES_STEP, OwnTour, of_step
from db.own.telling import minutes_of
from db.records import TourId
from ui import theme
from ui.actions import LessonAction
from ui.button import ACCENT, PAPER, Button, Icon
from ui.explorer import Explorer
from ui.menu import dress_menu
from ui.own.desk import OwnDesk
from ui.own.words import rows_of, stops_words, total_words
from ui.panels.flow import Flow
from ui.panels.own_editor import StopEditor
from ui.panels.own_list import StopList
from ui.panels.own_look import Paint
from ui.panels.own_parts import PlanBar, Words, action
from ui.state import ViewState

LEAST_NAME = 280.0  # reference pixels for the name of the tour beside the buttons

OURS = (
    "Your own copy; the lesson itself stays as it is. In the list: Space shows or hides a stop, "
    "Alt+Up and Alt+Down move it, + and − change its minutes, Enter goes there."
)
THEIRS = (
    "This tour belongs to the lesson and is never changed. Make your own copy to hide, reorder and "
    "retime its stops and to put captions and notes in your own words."
)


class MyLessonPage(QWidget):
    """Covers the window: the tour being told, its stops, and the editor of the one chosen.

    Every change is saved and told at once. Undo takes back whatever was done last.
    """

    keeps_tab = True  # it leads through the fields, also while presenting

    def __init__(
        self,
        explorer: Explorer,
        desk: OwnDesk,
        make_paint: Callable[[], Paint],
        actions: Mapping[str, LessonAction],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._explorer = explorer
        self._desk = desk
        self._shown: OwnTour | None = None
        self._event = explorer.step.event
        self.setAccessibleName("My lesson")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setAccessibleName("Name of the tour")
        self.title.setToolTip("The name of your tour; Enter keeps it")
        self._note = Words("muted")
        self._total = Words("ink", wraps=False)
        self.plan = PlanBar()
        self.list = StopList()
        self.editor = StopEditor(desk, make_paint)
        self._make_buttons(actions)
        self._lay_out()
        self._connect()
        self.hide()

    def scale(self) -> None:
        """Set the sizes to those of the window."""
        unit = self._unit
        self.title.setFont(theme.serif(29 * unit))
        self._note.setFont(theme.sans(16.5 * unit))
        self._total.setFont(theme.sans(17 * unit, bold=True))
        for button in self._buttons:
            button.scale(unit, 17)
            button.setMinimumSize(theme.TOUCH, max(round(46 * unit), theme.TOUCH))
        self.title.setMinimumHeight(max(round(46 * unit), theme.TOUCH))
        # Larger text widens no margin: the room is for the words.
        plain = unit / self._explorer.state.text_scale
        edge, gap = round(32 * plain), round(12 * plain)
        self._whole.setContentsMargins(
            edge, round(20 * plain), round(16 * plain), round(12 * plain)
        )
        self._whole.setSpacing(gap)
        self._bar.setSpacing(gap)
        self._bar.setContentsMargins(0, 0, round(16 * plain), 0)
        self._line.setSpacing(gap)
        self._fit_bar()
        self._second.setContentsMargins(0, 0, round(16 * plain), 0)
        self._left.setSpacing(gap)
        self._body.setSpacing(round(8 * unit))
        self.plan.scale(unit)
        self.list.scale(unit)
        self.editor.scale(unit)
        self._wear()

    def _fit_bar(self) -> None:
        """Give the name a line of its own where the buttons leave it too little."""
        room = self.width() - 64 * self._unit - self._line.sizeHint().width()
        name = self.title.fontMetrics().horizontalAdvance(self.title.text())
        direction = QBoxLayout.Direction
        fits = room >= max(LEAST_NAME * self._unit, name + 16 * self._unit)
        self._bar.setDirection(direction.LeftToRight if fits else direction.TopToBottom)

    def undo(self) -> None:
        """Take back the last change."""
        self.editor.save()
        self._desk.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.editor.save()
        self._desk.redo()

    def step_out(self) -> bool:
        """Leave a field for the list; false where there is none to leave."""
        if not any(part.hasFocus() for part in self._fields):
            return False
        self.list.setFocus()
        return True

    # What is shown

    @Slot()
    def show_tour(self) -> None:
        """Show the tour being told as it is now, with the same stop chosen."""
        if not self.isVisible():
            return
        tour = self._explorer.tour
        own = self._desk.own(tour.id)
        self._shown = own or OwnTour(tour.id, tour.title, tour.id, tuple(map(of_step, tour.steps)))
        changeable = own is not None
        if not self.title.hasFocus() or self.title.text() != self._shown.title:
            self.title.setText(self._shown.title)
            self.title.setCursorPosition(0)  # a long one is read from its beginning
        self.title.setReadOnly(not changeable)
        self._note.setText(OURS if changeable else THEIRS)
        self._say_buttons(own)
        minutes = minutes_of(self._shown.steps)
        self.plan.show_minutes(minutes)
        self._total.setText(total_words(minutes, self._shown.steps))
        rows = rows_of(self._shown, self._desk.known)
        self.list.show_rows(rows, changeable=changeable, choose=self._chosen(self._shown))
        self._show_stop()
        self._wear()

    def _chosen(self, tour: OwnTour) -> int:
        """The place of the chosen event; the place it had where it is gone."""
        events = [step.event for step in tour.steps]
        return events.index(self._event) if self._event in events else max(self.list.number, 0)

    def _show_stop(self) -> None:
        if self._shown is None or not 0 <= self.list.number < len(self._shown.steps):
            return
        self._event = self._shown.steps[self.list.number].event
        self.editor.show_stop(
            self._shown,
            self.list.number,
            changeable=self._desk.own(self._shown.id) is not None,
            text_scale=self._explorer.state.text_scale,
        )

    def _say_buttons(self, own: OwnTour | None) -> None:
        self._copy.setVisible(own is None)
        self._again.setVisible(own is not None)
        self._delete.setVisible(own is not None)
        self._tours.setText("Tours")
        self._fit_bar()
        for button, words, verb, keys in (
            (self._undo, self._desk.undo_words, "Undo", "Ctrl+Z"),
            (self._redo, self._desk.redo_words, "Redo", "Ctrl+Shift+Z"),
        ):
            button.setEnabled(bool(words))
            button.setToolTip(
                f"{verb}: {words} ({keys})" if words else f"Nothing to {verb.lower()}"
            )

    # What is done

    @Slot(int)
    def _on_chosen(self, number: int) -> None:
        self._show_stop()

    @Slot(int, int)
    def _on_moved(self, number: int, to: int) -> None:
        if self._shown is not None:
            self.editor.save()
            self._desk.move(self._shown.id, number, to)

    @Slot(int)
    def _on_toggled(self, number: int) -> None:
        if self._shown is not None:
            self._desk.show(self._shown.id, number, yes=not self._shown.steps[number].shown)

    @Slot(int, int)
    def _on_retimed(self, number: int, way: int) -> None:
        if self._shown is not None:
            minutes = self._shown.steps[number].minutes + way * MINUTES_STEP
            self._desk.retime(self._shown.id, number, minutes)

    @Slot(int)
    def _on_picked(self, number: int) -> None:
        if self._shown is None or not self._desk.known.has(self._shown.steps[number]):
            return
        self.editor.save()
        event = self._shown.steps[number].event
        self._close()  # so that the window takes the keys back
        self._explorer.go_to_event(event)

    @Slot()
    def _on_renamed(self) -> None:
        if self._shown is not None and self._desk.own(self._shown.id) is not None:
            self._desk.rename(self._shown.id, self.title.text())
            self.title.setText(self._explorer.tour.title)

    def make_copy(self) -> None:
        """Copy the tour that is shown, and go on with the copy."""
        self.editor.save()
        self._desk.copy(self._explorer.tour.id)
        self.list.setFocus()

    def _delete_tour(self) -> None:
        self.editor.save()
        self._desk.delete(self._explorer.tour.id)
        self.list.setFocus()

    def _choose_tour(self) -> None:
        self.editor.save()
        menu = _Tours(self._explorer, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._tours.mapToGlobal(QPoint(0, self._tours.height())))

    def _close(self) -> None:
        self._actions["my-lesson"].trigger()

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if (new.contrast, new.text_scale) != (old.contrast, old.text_scale):
            self.scale()
        if (new.tour, new.edition, new.text_scale) != (old.tour, old.edition, old.text_scale):
            self.show_tour()

    # Coming and going

    def showEvent(self, event: QShowEvent) -> None:
        self._event = self._explorer.step.event
        self._shown = None
        self.scale()
        self.show_tour()
        QTimer.singleShot(0, self, self._take_focus)

    @Slot()
    def _take_focus(self) -> None:
        if self.hasFocus():
            (self.list if self._copy.isHidden() else self._copy).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.editor.save()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.scale()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.PAPER)
            painter.fillRect(0, 0, self.width(), max(round(6 * self._unit), 3), theme.ACCENT)

    @property
    def _unit(self) -> float:
        return theme.unit_for(self.width(), self.height(), self._explorer.state.text_scale)

    def _wear(self) -> None:
        """Take on the colours of the look."""
        self.list.wear()
        unit = self._unit
        line = "transparent" if self.title.isReadOnly() else theme.LINE.name()
        self.title.setStyleSheet(
            f"QLineEdit {{ background: transparent; color: {theme.INK.name()}; border: none;"
            f" border-bottom: {max(round(2 * unit), 1)}px solid {line};"
            f" padding: {round(2 * unit)}px 0; }}"
            f"QLineEdit:focus {{ border-bottom-color: {theme.FOCUS.name()}; }}"
        )

    # Making

    def _make_buttons(self, actions: Mapping[str, LessonAction]) -> None:
        self._actions = actions

        def button(text: str, tip: str, do: Callable[[], None], icon: Icon = Icon.NONE) -> Button:
            return Button(action(self, text, tip, do), look=PAPER, text=text, icon=icon)

        self._tours = button(
            "Tours", "Choose another tour, or one of your own", self._choose_tour, Icon.MENU
        )
        copy_tip = "Make a copy of this tour that is yours to change (Enter)"
        self._copy = Button(
            action(self, "Make my copy", copy_tip, self.make_copy),
            look=ACCENT,
            text="Make my copy",
        )
        self._again = button("Copy", "Make another copy of this tour of yours", self.make_copy)
        self._delete = button(
            "Delete", "Delete this tour of yours; Undo brings it back", self._delete_tour
        )
        self._undo = button("Undo", "Nothing to undo", self.undo)
        self._redo = button("Redo", "Nothing to redo", self.redo)
        self._rehearse = Button(actions["rehearse"], look=PAPER, text="Rehearse", hint="Shift+M")
        self._present = Button(actions["present"], look=ACCENT, text="Present", hint="F5")
        self._leave = button("Close", "Close this page (M or Esc)", self._close, Icon.CLOSE)
        self._buttons = (
            self._tours,
            self._copy,
            self._again,
            self._delete,
            self._undo,
            self._redo,
            self._rehearse,
            self._present,
            self._leave,
        )
        for made in self._buttons:
            made.setAutoDefault(True)  # Enter presses the one with the focus

    @property
    def _fields(self) -> tuple[QWidget, ...]:
        return (self.title, self.editor.caption, self.editor.minutes, *self.editor.notes)

    def _connect(self) -> None:
        self.title.returnPressed.connect(self.list.setFocus)
        self.title.editingFinished.connect(self._on_renamed)
        self.list.chosen.connect(self._on_chosen)
        self.list.moved.connect(self._on_moved)
        self.list.toggled.connect(self._on_toggled)
        self.list.retimed.connect(self._on_retimed)
        self.list.picked.connect(self._on_picked)
        self._desk.changed.connect(self.show_tour)
        self._explorer.changed.connect(self._on_changed)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """From the list to the stop's parts from above, then round by the bar, never behind the
        page."""
        parts: list[QWidget] = [self.list, *self.editor.parts, self.title, *self._buttons]
        ready = [part for part in parts if part.isVisible() and part.isEnabled()]
        if not ready:  # Qt asks while it hides the page
            return super().focusNextPrevChild(onward)
        here = next((n for n, part in enumerate(ready) if part.hasFocus()), -1 if onward else 0)
        reason = Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason
        ready[(here + (1 if onward else -1)) % len(ready)].setFocus(reason)
        return True

    def _lay_out(self) -> None:
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.addWidget(self.title, 1)
        self._line = Flow()
        for button in self._buttons:
            self._line.addWidget(button)
        self._bar.addLayout(self._line)
        self._second = QHBoxLayout()
        self._second.addWidget(self._note, 1)
        self._left = QVBoxLayout()
        self._left.addWidget(self._total)
        self._left.addWidget(self.plan)
        self._left.addWidget(self.list, 1)
        self._body = QHBoxLayout()
        self._body.addLayout(self._left, 48)
        self._body.addWidget(self.editor, 52)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._bar)
        self._whole.addLayout(self._second)
        self._whole.addLayout(self._body, 1)


class _Tours(QMenu):
    """The tours of the lesson, and below them one's own; choosing one keeps the page open."""

    def __init__(self, explorer: Explorer, parent: QWidget) -> None:
        super().__init__(parent)
        self._explorer = explorer
        dress_menu(self, parent, explorer.state.text_scale)
        group = QActionGroup(self)
        were_own = False
        for tour in explorer.world.tours:
            is_own = tour.id.startswith("own-")
            if is_own and not were_own:
                self.addSeparator()
            were_own = is_own
            chosen = group.addAction(f"{tour.title} ({stops_words(len(tour.steps))})")
            chosen.setCheckable(True)
            chosen.setChecked(tour.id == explorer.state.tour)
            chosen.setData(tour.id)
            self.addAction(chosen)
        group.triggered.connect(self._on_triggered)

    @Slot(QAction)
    def _on_triggered(self, chosen: QAction) -> None:
        self._explorer.retell(self._explorer.world, TourId(str(chosen.data())))

"""The page "Rehearse": the classroom's screen and time, and what was found, with the way there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QGuiApplication,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from db.records import Tour
from ui import theme
from ui.actions import LessonAction
from ui.button import ACCENT, PAPER, Button, Icon
from ui.explorer import Explorer
from ui.findings import Finding, Kind, all_well, counted, stops_words
from ui.menu import dress_menu
from ui.own.rehearsal import (
    LEAST_MINUTES,
    MOST_MINUTES,
    SIZES,
    Rehearsal,
    Room,
    remember,
    remembered,
)
from ui.panels.own_editor import link_style
from ui.panels.own_parts import MinutesBox, Words, action
from ui.panels.sheet import Sheet
from ui.state import ViewState

TITLE = "Rehearse"
NOTE = (
    "Checks the tour as the classroom will meet it: every stop painted at the size of the class’s "
    "screen, with the network off. Nothing is changed. Esc closes."
)
ONE_SCREEN = Finding(
    Kind.SCREEN,
    "Only one screen is connected, so the size of the class’s screen is a guess.",
    "Connect the projector and rehearse again; until then choose its size above.",
)

Screens = Callable[[], list[tuple[str, int, int]]]


def connected() -> list[tuple[str, int, int]]:
    """The screens that are connected, the main one first: name, width and height in pixels."""
    main = QGuiApplication.primaryScreen()
    screens = sorted(QGuiApplication.screens(), key=lambda screen: screen is not main)
    found = []
    for screen in screens:
        size, ratio = screen.size(), screen.devicePixelRatio()
        found.append((screen.name(), round(size.width() * ratio), round(size.height() * ratio)))
    return found


class RehearsalPage(Sheet):
    """Rehearses the tour being told whenever it opens, and lists what was found."""

    keeps_tab = True  # it leads from finding to finding, also while presenting

    def __init__(
        self,
        explorer: Explorer,
        actions: Mapping[str, LessonAction],
        parent: QWidget,
        *,
        rehearsal: Rehearsal | None = None,
        screens: Screens = connected,
        room: Room | None = None,
        say: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(TITLE, NOTE, parent)
        self._explorer = explorer
        self._screens = screens
        self._room = room or (remembered(say=say) if say else remembered())
        self._remembers = room is None
        self._tour: Tour = explorer.tour
        self._found: list[Finding] = []
        self._unit_now = 1.0
        self.run = rehearsal or Rehearsal()
        self.run.setParent(self)
        self.bar = _Bar()
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the words below stay where they are
        self.bar.setSizePolicy(policy)
        self.said = Words("ink")
        self.minutes = MinutesBox("Minutes of the lesson", LEAST_MINUTES, MOST_MINUTES)
        self.minutes.setSingleStep(5)
        self.minutes.setValue(self._room.minutes)
        self.rows: list[_Row] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._make_buttons(actions)
        self._lay_out()
        self._connect()

    @property
    def size_chosen(self) -> tuple[int, int]:
        """The size of the class's screen, in pixels: as chosen, or the second one's, or the
        least."""
        if self._room.size is not None:
            return self._room.size
        screens = self._screens()
        return screens[1][1:] if len(screens) > 1 else SIZES[0]

    def scale(self, unit: float) -> None:
        self._unit_now = unit
        self.said.setFont(theme.sans(20 * unit, bold=True))
        self.bar.scale(unit)
        self.minutes.scale(unit)
        for button in self._buttons:
            button.scale(unit, 17.5)
            button.setMinimumHeight(max(round(46 * unit), theme.TOUCH))
        for row in self.rows:
            row.scale(unit)
        self._controls.setSpacing(round(12 * unit))

    # Rehearsing

    @Slot()
    def begin(self) -> None:
        """Rehearse the tour being told, from the start."""
        self._tour = self._explorer.tour
        self.title.setText(f"{TITLE}: {self._tour.title}")
        self._forget_rows()
        width, height = self.size_chosen
        self._size.setText(f"{width} × {height}")
        if self._room.size is None and len(self._screens()) < 2:
            self._on_found(ONE_SCREEN)
        self.bar.show_progress(0, 1)
        self.said.say("Rehearsing …", "ink")
        scale = self._explorer.state.text_scale
        contrast = self._explorer.state.contrast
        self.run.begin(self._tour.id, (width, height), self._room.minutes, scale, contrast=contrast)
        self._show_running()

    def cancel(self) -> None:
        """End the rehearsal; what was found stays in the list."""
        self.run.cancel()
        self.said.say("Cancelled. What was found until then is below.", "ink")
        self._show_running()

    @Slot(int, int)
    def _on_progress(self, done: int, of: int) -> None:
        self.bar.show_progress(done, of)
        if 1 < done < of:
            self.said.say(f"Rehearsing stop {done} of {of - 1} …")

    @Slot(object)
    def _on_found(self, finding: Finding) -> None:
        for known in self.rows:
            if known.finding.trouble == finding.trouble:
                known.add(finding)  # the same trouble at another stop
                return
        self._found.append(finding)
        row = _Row(finding, self._tour)
        row.scale(self._unit_now)
        if row.go is not None:
            row.go.clicked.connect(self._on_go)
        self._list.addWidget(row)
        self.rows.append(row)

    @Slot(str)
    def _on_ended(self, fault: str) -> None:
        self._show_running()
        if fault:
            self.said.say(fault, "accent")
        elif self._found:
            grave = sum(finding.grave for finding in self._found)
            self.said.say(counted(len(self._found), grave), "accent" if grave else "ink")
        else:
            stops = len(self._tour.steps)
            self.said.say(all_well(stops, *self.size_chosen, self._room.minutes), "ink")

    @Slot()
    def _on_go(self) -> None:
        finding = self.sender().property("finding")
        if finding.step is None:
            self._my_lesson.trigger()
            return
        event = self._tour.steps[finding.step].event
        self._close.trigger()  # so that the window takes the keys back
        self._explorer.go_to_event(event)

    def _forget_rows(self) -> None:
        self._found = []
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []

    def _show_running(self) -> None:
        running = self.run.is_running
        self.bar.setVisible(running)
        self._stop.setVisible(running)
        self._again.setVisible(not running)

    # The classroom

    @Slot(float)
    def _on_minutes(self, minutes: float) -> None:
        self._choose(self._room._replace(minutes=minutes))

    def _choose_size(self) -> None:
        menu = QMenu(self)
        dress_menu(menu, self, self._explorer.state.text_scale)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        screens = self._screens()
        for number, (name, width, height) in enumerate(screens[1:], start=2):
            self._offer(menu, group, f"Screen {number}: {name}, {width} × {height}", None)
            break
        for width, height in SIZES:
            self._offer(menu, group, f"{width} × {height}", (width, height))
        group.triggered.connect(self._on_size)
        menu.popup(self._size.mapToGlobal(QPoint(0, self._size.height())))

    def _offer(
        self, menu: QMenu, group: QActionGroup, text: str, size: tuple[int, int] | None
    ) -> None:
        offered = group.addAction(text)
        offered.setCheckable(True)
        offered.setChecked(size == self._room.size)
        offered.setData(size)
        menu.addAction(offered)

    @Slot(QAction)
    def _on_size(self, chosen: QAction) -> None:
        size = chosen.data()
        self._choose(self._room._replace(size=None if size is None else (size[0], size[1])))

    def _choose(self, room: Room) -> None:
        if room == self._room:
            return
        self._room = room
        if self._remembers:
            remember(room)
        self.begin()

    # Coming and going

    def showEvent(self, event: QShowEvent) -> None:
        QTimer.singleShot(0, self, self._on_shown)

    @Slot()
    def _on_shown(self) -> None:
        if self.isVisible():
            self.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        self.run.cancel()

    def step_out(self) -> bool:
        """Leave the field of minutes; false where the keys are elsewhere."""
        if not self.minutes.hasFocus():
            return False
        self.setFocus()
        return True

    # Making

    def _make_buttons(self, actions: Mapping[str, LessonAction]) -> None:
        self._my_lesson = actions["my-lesson"]
        self._close = actions["rehearse"]
        size_tip = "Choose the size of the class’s screen"
        self._size = Button(
            action(self, "Size of the class’s screen", size_tip, self._choose_size),
            look=PAPER,
            text="",
            icon=Icon.MENU,
        )
        self._again = Button(
            action(self, "Rehearse again", "Rehearse again (Enter)", self.begin),
            look=ACCENT,
            text="Rehearse again",
        )
        self._stop = Button(
            action(self, "Cancel", "End this rehearsal", self.cancel), look=PAPER, text="Cancel"
        )
        self._mine = Button(self._my_lesson, look=PAPER, text="My lesson", hint="M")
        self._buttons = (self._size, self._again, self._stop, self._mine)
        for button in self._buttons:
            button.setAutoDefault(True)

    def _connect(self) -> None:
        self.run.progressed.connect(self._on_progress)
        self.run.found.connect(self._on_found)
        self.run.ended.connect(self._on_ended)
        self.minutes.valueChanged.connect(self._on_minutes)
        self._explorer.changed.connect(self._on_changed)

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if new.contrast != old.contrast:
            self.scale(self._unit_now)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """From the classroom's parts to the findings and round again, never behind the page."""
        links = [row.go for row in self.rows if row.go is not None]
        parts: list[QWidget] = [self._size, self.minutes, *self._buttons[1:], *links]
        ready = [part for part in parts if part.isVisible() and part.isEnabled()]
        if not ready:  # Qt asks while it hides the page
            return super().focusNextPrevChild(onward)
        here = next((n for n, part in enumerate(ready) if part.hasFocus()), -1 if onward else 0)
        reason = Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason
        ready[(here + (1 if onward else -1)) % len(ready)].setFocus(reason)
        return True

    def _lay_out(self) -> None:
        self._controls = QHBoxLayout()
        self._controls.addWidget(self._size)
        self._controls.addWidget(self.minutes)
        self._controls.addStretch()
        for button in (self._stop, self._again, self._mine):
            self._controls.addWidget(button)
        self.body.addLayout(self._controls)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.said)
        self.body.addLayout(self._list)
        self.body.addStretch()


class _Row(QWidget):
    """One finding: where, what, the remedy, and the way there."""

    def __init__(self, finding: Finding, tour: Tour) -> None:
        super().__init__()
        self.finding = finding
        self._steps = [] if finding.step is None else [finding.step]
        self._grave = finding.grave
        self._where = Words("muted", wraps=False)
        self._says, self._remedy = Words(), Words("muted")
        self._says.setText(finding.says)
        self._remedy.setText(finding.remedy)
        self.go: QPushButton | None = None
        if finding.step is None:
            where = {Kind.OWN: "Your lesson", Kind.LESSON: "The lesson"}.get(
                finding.kind, "This computer"
            )
        else:
            where = f"Stop {finding.step + 1} · {tour.steps[finding.step].title}"
        self._say_where(where)
        self._row = QHBoxLayout(self)
        self._words = QVBoxLayout()
        for part in (self._where, self._says, self._remedy):
            self._words.addWidget(part)
        self._row.addLayout(self._words, 1)
        if finding.step is not None or finding.kind is Kind.OWN:
            self.go = _link(finding, where)
            self._row.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)

    def add(self, finding: Finding) -> None:
        """The same trouble is at that stop too; the way there leads to the first."""
        if finding.step is not None and finding.step not in self._steps:
            self._steps.append(finding.step)
        if len(self._steps) > 1:
            self._say_where(stops_words(self._steps))

    def _say_where(self, where: str) -> None:
        self._where.setText(where)
        self.setAccessibleName(f"{where}. {self.finding.says} {self.finding.remedy}")
        if self.go is not None:
            self.go.setAccessibleName(f"Go there: {where}")

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._where.setFont(theme.sans(16 * unit, bold=True))
        self._says.setFont(theme.sans(19 * unit, bold=self._grave))
        self._remedy.setFont(theme.sans(18 * unit))
        if self.go is not None:
            self.go.setFont(theme.sans(17.5 * unit, bold=True))
            self.go.setMinimumHeight(theme.TOUCH)
            self.go.setStyleSheet(link_style(unit))
        edge = round(12 * unit)
        self._row.setContentsMargins(round(22 * unit), edge, 0, edge)
        self._row.setSpacing(round(16 * unit))
        self._words.setSpacing(round(3 * unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(QPen(theme.LINE, 1))
            painter.drawLine(0, 0, self.width(), 0)
            wide = max(self.height() * 0.05, 4.0)
            colour = theme.ACCENT if self._grave else theme.LINE
            painter.fillRect(QRectF(0, 10, min(wide, 7), self.height() - 20), colour)


def _link(finding: Finding, where: str) -> QPushButton:
    link = QPushButton("Go there" if finding.step is not None else "My lesson")
    link.setProperty("finding", finding)
    link.setAutoDefault(True)
    link.setCursor(Qt.CursorShape.PointingHandCursor)
    link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    link.setAccessibleName(f"Go there: {where}")
    link.setToolTip(f"{where}: go there and close this page (Enter)")
    return link


class _Bar(QWidget):
    """How far the rehearsal is."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self._unit = 1.0
        self.setAccessibleName("Progress")

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self.setFixedHeight(round(22 * unit))

    def show_progress(self, done: int, of: int) -> None:
        """So many of all parts are done."""
        self._share = done / max(of, 1)
        self.setAccessibleDescription(f"{self._share:.0%}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            high = 8 * self._unit
            box = QRectF(0, (self.height() - high) / 2, self.width(), high)
            painter.setPen(Qt.PenStyle.NoPen)
            for share, colour in ((1.0, theme.PLATE), (self._share, theme.ACCENT)):
                painter.setBrush(colour)
                painter.drawRoundedRect(
                    QRectF(box.x(), box.y(), box.width() * share, high), high / 2, high / 2
                )

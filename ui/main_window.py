"""The window: places the parts of the Explore view, and gives way to the Present view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from db.records import Event, EventId
from ui.actions import KeyRouter, LessonAction, make_actions
from ui.explorer import Explorer
from ui.messages import Messages
from ui.panels.arrangement import LEAST_HEIGHT, LEAST_WIDTH, arrange
from ui.panels.aside import NO_CHART, Aside
from ui.panels.header import Header, TourMenu
from ui.panels.notice import NoticeBar
from ui.panels.steps import StepsBar
from ui.panels.story import StoryPanel
from ui.panels.told import ToldBriefly
from ui.panels.typed import TypedNumber
from ui.state import Layout, ViewState
from ui.theme import unit_for

if TYPE_CHECKING:
    from db.chart_records import Chart
    from ui.panels.search import SearchPanel
    from ui.quiz.desk import QuizDesk

Place = tuple[int, int, int, int]
MakePresent = Callable[[dict[str, LessonAction]], QWidget]
MakeSheets = Mapping[str, Callable[["MainWindow"], QWidget]]


class MainWindow(QWidget):
    """The one window of the program, with the Explore view and, full screen, the Present view.

    `timeline_height` says how many pixels the timeline needs at a unit. `make_present` makes the
    Present view when it is first wanted, `make_search` the search panel, and `make_sheets` by name
    what covers the window. With `windowed` presenting stays in the window instead of filling the
    screen.

    Signals:
        closing: the window is about to close.
    """

    closing = Signal()

    def __init__(
        self,
        explorer: Explorer,
        event_of: Callable[[EventId], Event],
        charts_of: Callable[[EventId], tuple[Chart, ...]],
        messages: Messages,
        *,
        map_widget: QWidget,
        timeline: QWidget,
        timeline_height: Callable[[float], int],
        make_present: MakePresent,
        make_sheets: MakeSheets,
        make_search: Callable[[], SearchPanel],
        make_quiz: Callable[[MainWindow, QWidget], QuizDesk],
        windowed: bool = False,
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._event_of = event_of
        self._make_present = make_present
        self._make_sheets = make_sheets
        self._sheets: dict[str, QWidget] = {}
        self._make_search = make_search
        self._make_quiz = make_quiz
        self._quiz: QuizDesk | None = None
        self._search: SearchPanel | None = None
        self._before_search: QWidget | None = None
        self.windowed = windowed
        self._before_presenting = Qt.WindowState.WindowNoState
        self._place: Place | None = None
        self.lesson_actions = make_actions(self, self)
        self._enable_counting()
        self.lesson_actions["tour"].setVisible(len(explorer.world.tours) > 1)
        self._map = map_widget
        self._timeline = timeline
        self._timeline_height = timeline_height
        self._header = Header(explorer, self.lesson_actions)
        self._notice = NoticeBar(messages)
        self._story = StoryPanel(explorer, event_of, charts_of, self.lesson_actions)
        self._steps = StepsBar(explorer, self.lesson_actions)
        self._explore = QWidget()
        for part in self._parts():
            part.setParent(self._explore)
        self._present: QWidget | None = None
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._explore)
        self._typed = TypedNumber(explorer, self)
        self._aside = Aside(self)
        self._told = ToldBriefly(explorer, self)
        self._router = KeyRouter(self)
        self._router.left.connect(self._close_fields)
        self.setWindowTitle(f"{explorer.world.title} – {explorer.world.subtitle}")
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._notice.height_changed.connect(self._arrange)
        explorer.changed.connect(self._on_changed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self._show_layout(explorer.state.layout)
        if explorer.state.question is not None:
            self.quiz.arrange()
        self.setFocus()  # or the first button would have it, and the Space key with it

    # What the actions work on

    @property
    def explorer(self) -> Explorer:
        """Where the reader stands."""
        return self._explorer

    def toggle_keys(self) -> None:
        """Show the list of all keys, or hide it."""
        self._toggle_sheet("keys")

    def toggle_claims(self) -> None:
        """Show the claim check, or hide it."""
        self._toggle_sheet("claims")

    def show_sources(self) -> None:
        """Show the sources of the stop: in the story panel, or over the picture presented."""
        if self._explorer.state.layout is Layout.EXPLORE:
            self._story.show_sources()
        else:
            self._toggle_sheet("sources")

    def show_charts(self) -> None:
        """Show the charts of the stop: in the story panel, or one by one while presenting."""
        self._close_sheets()
        self._close_search()
        count = self._event_of(self._explorer.step.event).charts
        if count == 0:
            self._aside.say(NO_CHART)
        elif self._explorer.state.layout is Layout.EXPLORE:
            self._story.show_charts()
        else:
            self._explorer.turn_charts(count)

    def choose_tour(self) -> None:
        """Offer the tours."""
        menu = TourMenu(self._explorer, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._header.mapToGlobal(QPoint(self._header.tours_x(), self._header.height())))

    @property
    def quiz(self) -> QuizDesk:
        """What questions need of the window; made when it is first wanted."""
        if self._quiz is None:
            self._quiz = self._make_quiz(self, self._map)
        return self._quiz

    def toggle_questions(self) -> None:
        """While presenting ask or do not; while exploring ask one now, where there is one."""
        before = self._explorer.state
        self._explorer.toggle_questions()
        if self._explorer.state == before:
            self.quiz.say("No question belongs to this stop or the next")

    def count_hands(self) -> None:
        """Count the hands in fields, or close them."""
        self.quiz.toggle_panel()

    def toggle_results(self) -> None:
        """Show the class and its results, or hide them."""
        self._toggle_sheet("results")

    def _enable_counting(self) -> None:
        """Up and Down choose an answer while one is asked for, and are free otherwise."""
        counts = self._explorer.state.question is not None and not self._open_sheet()
        for name in ("choice-before", "choice-after"):
            self.lesson_actions[name].setEnabled(counts)

    def leave(self) -> None:
        """One level out: an open sheet, what has the focus, then the explorer's own levels."""
        if self._open_sheet():
            self._close_sheets()
            return
        if self._search is not None and self._search.isVisible():
            self._leave_search()
            return
        if self._quiz is not None and self._quiz.leave():
            return
        if self.focusWidget() not in (None, self):
            self.setFocus()
        self._explorer.leave()

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self.close()

    # Sheets over the whole window

    def _toggle_sheet(self, name: str) -> None:
        was_open = self._open_sheet() == name
        self._close_sheets()
        if was_open:
            return
        if name not in self._sheets:
            self._sheets[name] = self._make_sheets[name](self)
        sheet = self._sheets[name]
        sheet.setGeometry(self.rect())
        sheet.show()
        sheet.raise_()
        sheet.setFocus()
        self._enable_counting()

    def _open_sheet(self) -> str:
        """The name of the sheet that covers the window; empty if there is none."""
        return next((name for name, sheet in self._sheets.items() if sheet.isVisible()), "")

    def _close_sheets(self) -> None:
        for sheet in self._sheets.values():
            sheet.hide()
        self._enable_counting()
        self.setFocus()

    # Search

    def search(self) -> None:
        """Search over the story, or in a strip over the picture presented."""
        if self._open_sheet():
            self._close_sheets()
        if self._search is None:
            self._search = self._make_search()
            self._search.hide()
            self._search.closing.connect(self._leave_search)
            self._search.height_changed.connect(self._place_search)
        panel = self._search
        if not panel.isVisible():
            self._before_search = self.focusWidget()
            is_strip = self._explorer.state.layout is Layout.PRESENT
            panel.setParent(self if is_strip else self._explore)
            panel.stand(compact=is_strip)
            self._arrange()
            self._story.setVisible(is_strip)
            panel.show()
            panel.raise_()
        panel.open()

    @Slot()
    def _leave_search(self) -> None:
        """Close the search and give the focus back."""
        before = self._before_search
        self._close_search()
        if before is not None and before is not self and isValid(before) and before.isVisible():
            before.setFocus()

    @Slot()
    def _close_fields(self) -> None:
        """Close what is being written in."""
        self._close_search()
        if self._quiz is not None:
            self._quiz.close_panel()

    @Slot()
    def _close_search(self) -> None:
        """Close the search; the keys are the lesson's again."""
        if self._search is None or not self._search.isVisible():
            return
        self.setFocus()
        self._search.hide()
        self._story.show()

    @Slot()
    def _place_search(self) -> None:
        """Put the search where the story is, or as a strip at the upper right."""
        panel = self._search
        if panel is None:
            return
        if panel.parentWidget() is not self:
            panel.setGeometry(self._story.geometry())
            return
        unit = unit_for(self.width(), self.height(), self._explorer.state.text_scale)
        edge = round(20 * unit)
        width = round(min(max(620 * unit, 0.3 * self.width()), 0.5 * self.width()))
        panel.resize(width, 10)
        height = min(panel.height_for_strip(), round(self.height() * 0.5))
        panel.setGeometry(self.width() - width - edge, edge, width, height)

    # Where the window is

    @property
    def place(self) -> Place:
        """Where the window is on the screen when it is neither maximised nor full screen."""
        if self._place is not None:
            return self._place
        box = self.normalGeometry() if self.isMaximized() else self.geometry()
        return (box.x(), box.y(), box.width(), box.height())

    @property
    def maximised(self) -> bool:
        """Whether the window is maximised, or was before it began to present."""
        if self.isFullScreen():
            return bool(self._before_presenting & Qt.WindowState.WindowMaximized)
        return self.isMaximized()

    def put(self, place: Place | None, *, maximised: bool) -> None:
        """Put the window where it was; in the middle of the screen where that is not seen."""
        self.setGeometry(visible_place(place))
        if maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    # Reactions

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if new.text_scale != old.text_scale:
            self._arrange()
        if new.layout != old.layout:
            self._show_layout(new.layout)
        if (new.place, new.layout) != (old.place, old.layout) and self._open_sheet():
            self._close_sheets()
        if (new.question is None, new.asks) != (old.question is None, old.asks):
            self._enable_counting()
            if self._quiz is None:  # made for this question: it has not heard of it
                self.quiz.heard(new, old)
        is_dragged = new.flight is None and new.day != old.day
        if new.layout != old.layout or (new.place != old.place and not is_dragged):
            self._close_search()  # it gives way to the stop

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        ours = now is not None and (now is self or self.isAncestorOf(now))
        self._router.watch(now if ours else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _show_layout(self, layout: Layout) -> None:
        if layout is Layout.EXPLORE:
            self._pages.setCurrentWidget(self._explore)
            if self.isFullScreen():
                self.setWindowState(self._before_presenting)
                self._place = None
            return
        if self._present is None:
            self._present = self._make_present(self.lesson_actions)
            self._pages.addWidget(self._present)
        self._pages.setCurrentWidget(self._present)
        self.setFocus()
        if not self.windowed:
            self._place = self.place
            self._before_presenting = self.windowState()
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)

    # Arrangement

    def _parts(self) -> tuple[QWidget, ...]:
        """The parts in the order of an Arrangement, which is that of the Tab key."""
        return (
            self._header,
            self._notice,
            self._map,
            self._story,
            self._steps,
            self._timeline,
        )

    @Slot()
    def _arrange(self) -> None:
        """Give every part its place and its sizes."""
        width, height = self.width(), self.height()
        self._pages.setGeometry(0, 0, width, height)
        self._explore.setGeometry(0, 0, width, height)
        for sheet in self._sheets.values():
            sheet.setGeometry(self.rect())
        self._typed.place(width, height)
        self._told.place(width, height)
        unit = unit_for(width, height, self._explorer.state.text_scale)
        ratio = self.devicePixelRatioF()
        self._notice.scale(unit)
        placed = arrange(
            width,
            height,
            text_scale=self._explorer.state.text_scale,
            timeline=ceil(self._timeline_height(unit * ratio) / ratio),
            notice=self._notice.height_for(width),
        )
        self._header.scale(unit, width)
        self._steps.scale(unit, placed.steps.width())
        self._story.scale(unit)
        for part, box in zip(self._parts(), placed, strict=True):
            part.setGeometry(box)
        if self._search is not None:
            self._search.scale(unit)
            self._place_search()
        if self._quiz is not None:
            self._quiz.arrange()
        self._notice.setVisible(placed.notice.height() > 0)


def visible_place(place: Place | None) -> QRect:
    """The place where the window fits a screen and its top can be grasped; else a middle one."""
    if place is not None:
        wanted = QRect(*place)
        grasp = wanted.adjusted(40, 0, -40, 40 - wanted.height())
        for screen in QGuiApplication.screens():
            room = screen.availableGeometry()
            if room.intersects(grasp):
                fits = wanted.width() <= room.width() and wanted.height() <= room.height()
                return wanted if fits else _middle_of(room)
    return _middle_of(QGuiApplication.primaryScreen().availableGeometry())


def _middle_of(room: QRect) -> QRect:
    box = QRect(0, 0, round(room.width() * 0.86), round(room.height() * 0.86))
    box.moveCenter(room.center())
    return box

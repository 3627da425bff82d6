"""The window: places the parts of the Explore view, and gives way to the Present view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from db.records import Event, EventId
from ui.actions import LessonAction, make_actions
from ui.comparison import Side
from ui.explorer import Explorer
from ui.key_router import KeyRouter
from ui.messages import Messages
from ui.panels.arrangement import LEAST_HEIGHT, LEAST_WIDTH, arrange
from ui.panels.aside import COUNTED_PRESENTING, NO_CHART, NO_QUESTION, NOTHING_ASKED, Aside
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
    from ui.pen.over import Pen
    from ui.present.clock import LessonClock
    from ui.present.screens import Screens, Seat
    from ui.present.stage import Stage
    from ui.quiz.desk import QuizDesk

CLAIMS = "claims"
KIOSK_STAYS = "This is a kiosk: Ctrl+Shift+Q ends it"

ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_WITH_ARROWS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
Place = tuple[int, int, int, int]
MakeStage = Callable[["MainWindow"], "Stage"]
MakeSheets = Mapping[str, Callable[["MainWindow"], QWidget]]


# What is meant for the class, and what the presenter's page calls it.
CLASS_SHEETS = {"sources": "the sources of this stop"}
_LINES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class MainWindow(QWidget):
    """The teacher's window, with the Explore view and, full screen, what presenting needs.

    `timeline_height` says how many pixels the timeline needs at a unit. `make_stage` makes what
    presenting needs when it is first wanted, `make_search` the search panel, `make_sheets` by
    name what covers the window, and `make_comparison` what stands in the story's place while two
    dates are compared. With `windowed` presenting stays in the window instead of filling the
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
        make_stage: MakeStage,
        make_sheets: MakeSheets,
        make_search: Callable[[], SearchPanel],
        make_pen: Callable[[MainWindow], Pen],
        make_quiz: Callable[[MainWindow, QWidget], QuizDesk],
        clock: LessonClock,
        make_comparison: Callable[[dict[str, LessonAction]], QWidget] | None = None,
        windowed: bool = False,
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._event_of = event_of
        self._make_stage = make_stage
        self._make_sheets = make_sheets
        self._make_comparison = make_comparison
        self._sheets: dict[str, QWidget] = {}
        self._make_search = make_search
        self._make_pen = make_pen
        self._pen: Pen | None = None
        self._make_quiz = make_quiz
        self._quiz: QuizDesk | None = None
        self._search: SearchPanel | None = None
        self._before_search: QWidget | None = None
        self.windowed = windowed
        self._kiosk_ends = False
        self.clock = clock
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
        self._stage: Stage | None = None
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._explore)
        self._typed = TypedNumber(explorer, self)
        self._comparison: QWidget | None = None
        self._aside = Aside(self)
        self._told = ToldBriefly(explorer, self, self._is_alone)
        self._router = KeyRouter(self, self.lesson_actions)
        self._router.left.connect(self._close_fields)
        # Qt adds the program's name to a title that does not end with it.
        self.setWindowTitle(f"{explorer.world.subtitle} – {explorer.world.title}")
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._notice.height_changed.connect(self._arrange)
        explorer.changed.connect(self._on_changed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self._show_layout(explorer.state.layout)
        if explorer.state.comparison is not None:
            self._show_comparison(True)
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
        self._toggle_sheet(CLAIMS)

    def toggle_settings(self) -> None:
        """Show the settings, or hide them."""
        self._toggle_sheet("settings")

    def toggle_my_lesson(self) -> None:
        """Show the page where the tour is made one's own, or hide it."""
        self._toggle_sheet("my-lesson")

    def toggle_rehearsal(self) -> None:
        """Show the page that checks the lesson for the classroom, or hide it."""
        self._toggle_sheet("rehearsal")

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
        from ui.menu import dress_menu

        menu = TourMenu(self._explorer, self)
        dress_menu(menu, self, self._explorer.state.text_scale)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        menu.addAction(self.lesson_actions["my-lesson"])
        menu.popup(self._header.mapToGlobal(QPoint(self._header.tours_x(), self._header.height())))

    @property
    def pen(self) -> Pen:
        """The pen, with the strokes of the class; made when it is first wanted."""
        if self._pen is None:
            self._pen = self._make_pen(self)
            self._pen.lay_over(self._map)
        return self._pen

    @Slot()
    def wake_pen(self) -> None:
        """Show what was drawn for the class before."""
        _ = self.pen

    def digit(self, digit: str) -> None:
        """A tool or a colour while the pen is on; otherwise a digit of a stop's number."""
        if self._pen is None or not self._pen.box.press_digit(digit):
            self._explorer.type_digit(digit)

    def toggle_pen(self) -> None:
        """Take the pen, or put it down."""
        self.pen.box.toggle()

    def point_with(self, aid: str) -> None:
        """Point with the dot, the spotlight or the magnifier, or put it away."""
        self.pen.point_with(aid)

    def undo(self) -> None:
        """Take back what was done last: on the open page, with the pen, or the last jump."""
        if self._open_sheet():
            self._ask_sheet("undo")
        elif self._pen is not None and self._pen.box.kit.on:
            self._pen.box.undo()
        elif self._explorer.state.skipped:
            self._explorer.take_back_skip()

    def redo(self) -> None:
        """Do again what was taken back on the page that is open, or with the pen."""
        if self._open_sheet():
            self._ask_sheet("redo")
        elif self._pen is not None and self._pen.box.kit.on:
            self._pen.box.redo()

    def clear_strokes(self) -> None:
        """Take away what is drawn at the stop."""
        self.pen.box.clear()

    def choose_class(self) -> None:
        """Show the classes that are drawn for, or hide them."""
        self._toggle_sheet("classes")

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
            self._aside.say(NO_QUESTION)

    def count_hands(self) -> None:
        """Count the hands in fields, or close them."""
        if not self.quiz.toggle_panel():
            asked = self._explorer.state.question is not None
            self._aside.say(COUNTED_PRESENTING if asked else NOTHING_ASKED)

    def toggle_results(self) -> None:
        """Show the class and its results, or hide them."""
        self._toggle_sheet("results")

    def _enable_counting(self) -> None:
        """Up and Down choose an answer while one is asked for, and are free otherwise."""
        counts = self._explorer.state.question is not None and not self._open_sheet()
        for name in ("choice-before", "choice-after"):
            self.lesson_actions[name].setEnabled(counts)

    @property
    def stage(self) -> Stage | None:
        """What presenting has needed so far."""
        return self._stage

    def _is_alone(self) -> bool:
        """Whether the class sees this window, and the teacher nothing else."""
        return self._stage is not None and not self._stage.two_windows

    def toggle_overview(self) -> None:
        """Show all stops as pictures, or hide them."""
        self._toggle_sheet("overview")

    def toggle_tools(self) -> None:
        """Lay the presenter's tools over the picture, or take them away."""
        if self._stage is not None:
            self._stage.toggle_strip()

    def swap_screens(self) -> None:
        """Let teacher and class change their screens."""
        if self._stage is not None:
            self._stage.swap()

    def choose_screen(self) -> None:
        """Offer the screens for the class to see."""
        menu = self._made_stage().menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        height = menu.sizeHint().height()
        menu.popup(self.mapToGlobal(QPoint(self.width() // 2, self.height() - height - 90)))

    def jump_over(self) -> None:
        """Jump over the stops offered, so that the lesson is on time."""
        self.clock.accept_offer()

    def take_back_jump(self) -> None:
        """Tell the stops jumped over last after all."""
        self._explorer.take_back_skip()

    def start_or_hold_clock(self) -> None:
        """Stop the lesson's clock, or let it go on."""
        self.clock.start_or_hold()

    def begin_clock_anew(self) -> None:
        """Let the lesson begin now."""
        self.clock.reset()

    def lengthen_lesson(self, steps: int) -> None:
        """Plan with so many times five minutes more."""
        self.clock.lengthen(steps)

    def scale_notes(self, steps: int) -> None:
        """Make the teacher's notes larger, or smaller, by so many sizes."""
        self._made_stage().scale_notes(steps)

    def choose_compared_stop(self) -> None:
        """Offer the stops whose dates can be compared, at the date that they would change."""
        found = self._explorer.state.comparison
        if found is None:
            return
        from ui.panels.compared_stops import ComparedStops

        showing = self._pages.currentWidget()
        view = self._map if showing is self._explore else showing
        menu = ComparedStops(self._explorer, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        corner = getattr(view, "date_corner", None)
        side = found.chosen or Side.B
        menu.popup(corner(side) if corner else self.mapToGlobal(self.rect().center()))

    def leave(self) -> None:
        """One level out: an open sheet, what has the focus, then the explorer's own levels."""
        if self._open_sheet():
            if not self._ask_sheet("step_out"):
                self._close_sheets()
            return
        if self._search is not None and self._search.isVisible():
            self._leave_search()
            return
        if self._quiz is not None and self._quiz.leave():
            return
        if self._pen is not None and self._pen.box.put_down():
            return
        if self.focusWidget() not in (None, self):
            self.setFocus()
        self._explorer.leave()

    def quit(self) -> None:
        """Close the window, and with it the program; not where it runs unattended."""
        if self._explorer.state.kiosk:
            self._aside.say(KIOSK_STAYS)
        else:
            self.close()

    def end_kiosk(self) -> None:
        """Close the window, and with it the program, in any case."""
        self._kiosk_ends = True
        self.close()

    # Sheets over the whole window

    def _toggle_sheet(self, name: str) -> None:
        was_open = self._open_sheet() == name
        self._close_sheets()
        if was_open:
            return
        if name not in self._sheets:
            self._sheets[name] = self._make_sheets[name](self)
        self._put_sheet(name)

    def _fit_sheet(self, sheet: QWidget, host: QWidget) -> None:
        """Give a sheet the whole of a window, and the size of its text."""
        scale_text = getattr(sheet, "scale_text", None)
        if scale_text is not None:
            scale_text(self._explorer.state.text_scale)
        sheet.setGeometry(host.rect())

    def _put_sheet(self, name: str) -> None:
        """Show a sheet over the window it is meant for: the class's, or this one."""
        sheet, host = self._sheets[name], self._host_of(name)
        if sheet.parentWidget() is not host:
            sheet.setParent(host)
        self._fit_sheet(sheet, host)
        sheet.show()
        sheet.raise_()
        if host is self and not self.isActiveWindow():
            self.activateWindow()  # the keys are to go there, whichever window had them
        sheet.setFocus()
        self._enable_counting()
        self._say_sheet()

    def _host_of(self, name: str) -> QWidget:
        window = self._stage.audience_window if self._stage is not None else None
        return window if window is not None and name in CLASS_SHEETS else self

    def move_sheet(self) -> None:
        """Let the sheet that is open follow to the window that is now the right one."""
        if name := self._open_sheet():
            self._put_sheet(name)

    def _say_sheet(self) -> None:
        if self._stage is not None:
            name = self._open_sheet()
            elsewhere = name in CLASS_SHEETS and self._host_of(name) is not self
            words = CLASS_SHEETS[name] if elsewhere else ""
            self._stage.say_sheet(words, self._sheets[name] if elsewhere else None)

    def _open_sheet(self) -> str:
        """The name of the sheet that covers the window; empty if there is none."""
        return next((name for name, sheet in self._sheets.items() if sheet.isVisible()), "")

    def _ask_sheet(self, verb: str) -> bool:
        """Have the open sheet do something if it can; whether it says that it did."""
        sheet = self._sheets.get(self._open_sheet())
        done: Callable[[], object] | None = getattr(sheet, verb, None)
        return bool(done()) if done is not None else False

    def _close_sheets(self) -> None:
        for sheet in self._sheets.values():
            sheet.hide()
        self._enable_counting()
        self._say_sheet()
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
        stays = self._explorer.state.kiosk and event.spontaneous() and not self._kiosk_ends
        if stays and not QGuiApplication.instance().isSavingSession():  # type: ignore[union-attr]
            self._aside.say(KIOSK_STAYS)
            event.ignore()
            return
        self.closing.emit()
        if self._pen is not None:
            self._pen.box.close()
        if self._stage is not None:
            self._stage.close()
        super().closeEvent(event)

    # Reactions

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if new.text_scale != old.text_scale:
            self._arrange()
        if new.contrast != old.contrast:
            self._dress_anew()
        if new.playing != old.playing or new.speed != old.speed:
            self._say_playing(new, old)
        if new.layout != old.layout:
            self._show_layout(new.layout)
        if (new.comparison is None) is not (old.comparison is None):
            self._show_comparison(new.comparison is not None)
        if new.edition != old.edition:
            self.lesson_actions["tour"].setVisible(len(self._explorer.world.tours) > 1)
            return  # tours were changed by hand, on a sheet that stays
        if (new.place, new.layout) != (old.place, old.layout) and self._open_sheet():
            self._close_sheets()
        if (new.question is None) is not (old.question is None):
            self._enable_counting()
            self.quiz.arrange()
        is_dragged = new.flight is None and new.day != old.day
        if new.layout != old.layout or (new.place != old.place and not is_dragged):
            self._close_search()  # it gives way to the stop

    def _dress_anew(self) -> None:
        """Make again what has colours written into it; all else paints them anew."""
        shown = self._open_sheet()
        if CLAIMS in self._sheets:
            self._sheets.pop(CLAIMS).deleteLater()
        if shown == CLAIMS:
            self._toggle_sheet(CLAIMS)
        if self._search is not None:
            self._close_search()
            self._search.deleteLater()
            self._search = None
        self._story.dress_anew()

    def _say_playing(self, new: ViewState, old: ViewState) -> None:
        """Say in a few words that the tour plays, and how fast; in a kiosk nobody asks."""
        if new.playing and new.kiosk and not old.playing:
            self._close_sheets()
        elif new.playing:
            self._aside.say(f"Plays at {new.speed:g}× · + and − change it, P stops it")
        elif old.playing and new.layout is Layout.PRESENT and not new.kiosk:
            self._aside.say("Stopped playing · P plays on")

    def _show_comparison(self, shown: bool) -> None:
        """Put the list of changes over the story, or take it away."""
        if shown and self._comparison is None and self._make_comparison is not None:
            self._comparison = self._make_comparison(self.lesson_actions)
            self._comparison.setParent(self._explore)
            self._arrange()
        if self._comparison is not None:
            if not shown and self._comparison.isAncestorOf(self.focusWidget() or self):
                self.setFocus()
            self._comparison.setVisible(shown)
            self._comparison.raise_()

    def keeps_key(self, event: QKeyEvent) -> bool:
        """While two dates are compared, plain arrows move the divider or the chosen date."""
        if self._explorer.state.comparison is None or self._open_sheet():
            return False
        return event.key() in ARROWS and not event.modifiers() & ~_WITH_ARROWS

    def _move_comparison(self, event: QKeyEvent) -> None:
        direction = ARROWS[Qt.Key(event.key())]
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._explorer.nudge(direction, far=far)
        else:
            self._explorer.compare_neighbour(direction)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        # The class's window, a dialog, a menu: whatever has the focus, the lesson has its keys.
        self._router.watch(now if self.isVisible() else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lines = _LINES.get(Qt.Key(event.key()))
        if self.keeps_key(event):
            self._move_comparison(event)
        elif lines is None or self._stage is None:
            super().keyPressEvent(event)
        elif name := self._open_sheet():
            QApplication.sendEvent(self._sheets[name], event)
        else:
            self._stage.scroll_notes(lines)

    def _show_layout(self, layout: Layout) -> None:
        presents = layout is Layout.PRESENT
        for name in ("overview", "presenter-tools", "swap-screens"):
            self.lesson_actions[name].setEnabled(presents)
        if not presents:
            self._stop_presenting()
            return
        if not self.windowed:
            self._place = self.place
            self._before_presenting = self.windowState()
        self._made_stage().begin()
        _ = self.quiz  # the class is asked with the next key
        self.setFocus()

    def _made_stage(self) -> Stage:
        if self._stage is None:
            self._stage = self._make_stage(self)
            self.pen.lay_over(self._stage.audience)
            self._stage.mirror_made.connect(self.pen.lay_over)
        return self._stage

    def _stop_presenting(self) -> None:
        self._pages.setCurrentWidget(self._explore)
        if self._stage is not None:
            self._stage.end()
        if self.isFullScreen():
            self.setWindowState(self._before_presenting)
            if self._place is not None and not self.isMaximized():
                self.setGeometry(*self._place)
            self._place = None

    # What the stage needs of this window

    @property
    def widget(self) -> QWidget:
        """The window itself."""
        return self

    def show_page(self, page: QWidget) -> None:
        """Show a page of the presentation in place of the Explore view."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def fill(self, seat: Seat | None, screens: Screens | None = None) -> None:
        """Fill a screen: the one of that seat, or the one where the window is."""
        if self.windowed:
            return
        if seat is not None and screens is not None:
            screens.put(self, seat)
        else:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)

    def room_for_counting(self) -> QRect:
        """Where hands may be counted: what the presenter's tools leave of the window."""
        room = self._pages.geometry()
        return self._stage.room_for_counting(room) if self._stage is not None else room

    def give_to_counting(self, height: int) -> None:
        """Make so many pixels free at the foot of that room."""
        if self._stage is not None:
            self._stage.give_to_counting(height)

    def make_room(self) -> None:
        """Let the presenter's tools have the edge that they need, or take it back."""
        self._arrange()

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
        edge = self._stage.arrange() if self._stage is not None else 0
        self._pages.setGeometry(0, 0, width - edge, height)
        self._explore.setGeometry(0, 0, width, height)
        for sheet in self._sheets.values():
            if sheet.parentWidget() is self:
                self._fit_sheet(sheet, self)
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
        if self._comparison is not None:
            self._comparison.setGeometry(placed.story)
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

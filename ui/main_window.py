"""The window: joins the Explore view, what lies over it, and the Present view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from db.records import Event, EventId
from ui.actions import make_actions
from ui.explorer import Explorer
from ui.key_router import KeyRouter
from ui.panels.aside import COUNTED_PRESENTING, NO_CHART, NO_QUESTION, NOTHING_ASKED, Aside
from ui.panels.explore import LEAST_HEIGHT, LEAST_WIDTH, ExploreView
from ui.panels.notice import PresentedNotice
from ui.panels.sheets import Sheets
from ui.panels.told import ToldBriefly
from ui.panels.typed import TypedNumber
from ui.present.window_place import WindowPlace
from ui.state import Layout, ViewState
from ui.theme import unit_for

if TYPE_CHECKING:
    from ui.panels.compare_desk import CompareDesk
    from ui.panels.search_desk import SearchDesk
    from ui.pen.over import Pen
    from ui.present.clock import LessonClock
    from ui.present.stage import Stage
    from ui.quiz.desk import QuizDesk

KIOSK_STAYS = "This is a kiosk: Ctrl+Shift+Q ends it"

_LINES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class MainWindow(QWidget):
    """The teacher's window, with the Explore view and, full screen, what presenting needs.

    `make_explore` makes the Explore view, `make_sheets` by name what covers the window; the others
    make, when it is first wanted, what presenting, searching, drawing, asking and comparing need.
    With `windowed` presenting stays in the window.

    Signals:
        closing: the window is about to close.
    """

    closing = Signal()

    def __init__(
        self,
        explorer: Explorer,
        event_of: Callable[[EventId], Event],
        *,
        make_explore: Callable[[MainWindow], ExploreView],
        make_stage: Callable[[MainWindow], Stage],
        make_sheets: Mapping[str, Callable[[MainWindow], QWidget]],
        make_search: Callable[[MainWindow], SearchDesk],
        make_pen: Callable[[MainWindow], Pen],
        make_quiz: Callable[[MainWindow], QuizDesk],
        make_comparison: Callable[[MainWindow], CompareDesk],
        clock: LessonClock,
        windowed: bool = False,
    ) -> None:
        super().__init__()
        self.explorer = explorer
        self._event_of = event_of
        self._make_stage = make_stage
        self._stage: Stage | None = None
        self._make_pen = make_pen
        self._pen: Pen | None = None
        self._make_quiz = make_quiz
        self._quiz: QuizDesk | None = None
        self._make_search = make_search
        self._search: SearchDesk | None = None
        self._make_comparison = make_comparison
        self._compare: CompareDesk | None = None
        self.place = WindowPlace(self, windowed=windowed)
        self._kiosk_ends = False
        self.clock = clock
        made = {name: partial(make, self) for name, make in make_sheets.items()}
        self.sheets = Sheets(explorer, self, made, self._class_window)
        self.sheets.changed.connect(self._on_sheet)
        self.lesson_actions = make_actions(self, self)
        self._enable_counting()
        self.lesson_actions["tour"].setVisible(len(explorer.world.tours) > 1)
        self.explore = make_explore(self)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.explore)
        self._notice: PresentedNotice | None = None
        self._typed = TypedNumber(explorer, self)
        self._aside = Aside(self)
        self._told = ToldBriefly(explorer, self, self._is_alone)
        self._router = KeyRouter(self, self.lesson_actions)
        self._router.left.connect(self._close_fields)
        # Qt adds the program's name to a title that does not end with it.
        self.setWindowTitle(f"{explorer.world.subtitle} – {explorer.world.title}")
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.explore.notice.height_changed.connect(self._arrange)
        explorer.changed.connect(self._on_changed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self._show_layout(explorer.state.layout)
        if explorer.state.comparison is not None:
            self._compare = make_comparison(self)
        if explorer.state.question is not None:
            self.quiz.arrange()
        self.setFocus()  # or the first button would have it, and the Space key with it

    # Parts that are made when they are first wanted

    @property
    def pen(self) -> Pen:
        """The pen, with the strokes of the class; made when it is first wanted."""
        if self._pen is None:
            self._pen = self._make_pen(self)
            self._pen.lay_over(self.explore.map)
        return self._pen

    @Slot()
    def wake_pen(self) -> None:
        """Show what was drawn for the class before."""
        _ = self.pen

    @property
    def quiz(self) -> QuizDesk:
        """What questions need of the window; made when it is first wanted."""
        if self._quiz is None:
            self._quiz = self._make_quiz(self)
        return self._quiz

    @property
    def stage(self) -> Stage:
        """What presenting needs; made when it is first wanted."""
        if self._stage is None:
            self._stage = self._make_stage(self)
            self.pen.lay_over(self._stage.audience)
            self._stage.mirror_made.connect(self.pen.lay_over)
            self._stage.set_up.connect(self.sheets.follow)
            self._stage.edge_changed.connect(self._arrange)
        return self._stage

    # What the actions work on

    def search(self) -> None:
        """Search over the story, or in a strip over the picture presented."""
        if self.sheets.open:
            self.sheets.close()
        if self._search is None:
            self._search = self._make_search(self)
        self._search.open()

    def show_sources(self) -> None:
        """Show the sources of the stop: in the story panel, or over the picture presented."""
        if self.explorer.state.layout is Layout.EXPLORE:
            self.explore.story.show_sources()
        else:
            self.sheets.toggle("sources")

    def show_charts(self) -> None:
        """Show the charts of the stop: in the story panel, or one by one while presenting."""
        self.sheets.close()
        self._close_search()
        count = self._event_of(self.explorer.step.event).charts
        if count == 0:
            self._aside.say(NO_CHART)
        elif self.explorer.state.layout is Layout.EXPLORE:
            self.explore.story.show_charts()
        else:
            self.explorer.turn_charts(count)

    def choose_tour(self) -> None:
        """Offer the tours."""
        self.explore.header.offer_tours()

    def digit(self, digit: str) -> None:
        """A tool or a colour while the pen is on; otherwise a digit of a stop's number."""
        if self._pen is None or not self._pen.box.press_digit(digit):
            self.explorer.type_digit(digit)

    def undo(self) -> None:
        """Take back what was done last: on the open page, with the pen, or the last jump."""
        if self.sheets.open:
            self.sheets.ask("undo")
        elif self._pen is not None and self._pen.box.kit.on:
            self._pen.box.undo()
        elif self.explorer.state.skipped:
            self.explorer.take_back_skip()

    def redo(self) -> None:
        """Do again what was taken back on the page that is open, or with the pen."""
        if self.sheets.open:
            self.sheets.ask("redo")
        elif self._pen is not None and self._pen.box.kit.on:
            self._pen.box.redo()

    def toggle_questions(self) -> None:
        """While presenting ask or do not; while exploring ask one now, where there is one."""
        before = self.explorer.state
        self.explorer.toggle_questions()
        if self.explorer.state == before:
            self._aside.say(NO_QUESTION)

    def count_hands(self) -> None:
        """Count the hands in fields, or close them."""
        if not self.quiz.toggle_panel():
            asked = self.explorer.state.question is not None
            self._aside.say(COUNTED_PRESENTING if asked else NOTHING_ASKED)

    def choose_compared_stop(self) -> None:
        """Offer the stops whose dates can be compared, at the date that they would change."""
        page = self.pages.currentWidget()
        if self._compare is not None:
            self._compare.offer_stops(self.explore.map if page is self.explore else page)

    def leave(self) -> None:
        """One level out: an open sheet, what has the focus, then the explorer's own levels."""
        if self.sheets.leave():
            return
        if self._search is not None and self._search.leave():
            return
        if self._quiz is not None and self._quiz.leave():
            return
        if self._pen is not None and self._pen.box.put_down():
            return
        if self.focusWidget() not in (None, self):
            self.setFocus()
        self.explorer.leave()

    def quit(self) -> None:
        """Close the window, and with it the program; not where it runs unattended."""
        if self.explorer.state.kiosk:
            self._aside.say(KIOSK_STAYS)
        else:
            self.close()

    def end_kiosk(self) -> None:
        """Close the window, and with it the program, in any case."""
        self._kiosk_ends = True
        self.close()

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
        if new.comparison is not None and self._compare is None:
            self._compare = self._make_comparison(self)
        if new.edition != old.edition:
            self.lesson_actions["tour"].setVisible(len(self.explorer.world.tours) > 1)
            return  # tours were changed by hand, on a sheet that stays
        if (new.place, new.layout) != (old.place, old.layout) and self.sheets.is_any:
            self.sheets.close()
        elif new.curtain != old.curtain:
            self.sheets.follow_curtain()
        if new.question != old.question:
            self._enable_counting()
        if (new.question is None) is not (old.question is None):
            self.quiz.arrange()
        is_dragged = new.flight is None and new.day != old.day
        if new.layout != old.layout or (new.place != old.place and not is_dragged):
            self._close_search()  # it gives way to the stop

    def _dress_anew(self) -> None:
        """Make again what has colours written into it; all else paints them anew."""
        self.sheets.make_anew("claims")
        if self._search is not None:
            self._search.drop()
            self._search = None
        self.explore.story.dress_anew()

    def _say_playing(self, new: ViewState, old: ViewState) -> None:
        """Say in a few words that the tour plays, and how fast; in a kiosk nobody asks."""
        if new.playing and new.kiosk and not old.playing:
            self.sheets.close()
        elif new.playing:
            self._aside.say(f"Plays at {new.speed:g}× · + and − change it, P stops it")
        elif old.playing and new.layout is Layout.PRESENT and not new.kiosk:
            self._aside.say("Stopped playing · P plays on")

    @Slot()
    def _on_sheet(self) -> None:
        self._enable_counting()
        if self._stage is not None:
            self._stage.say_sheet(*self.sheets.shown_to_class)

    def _enable_counting(self) -> None:
        """Up and Down choose an answer while one is asked for, and are free otherwise."""
        asking = self.explorer.state.question
        counts = asking is not None and asking.takes_digits and not self.sheets.open
        for name in ("choice-before", "choice-after"):
            self.lesson_actions[name].setEnabled(counts)

    @Slot()
    def _close_fields(self) -> None:
        """Close what is being written in."""
        self._close_search()
        if self._quiz is not None:
            self._quiz.close_panel()

    def _close_search(self) -> None:
        if self._search is not None:
            self._search.close()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        # The class's window, a dialog, a menu: whatever has the focus, the lesson has its keys.
        self._router.watch(now if self.isVisible() else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def keeps_key(self, event: QKeyEvent) -> bool:
        """While two dates are compared, plain arrows move the divider or the chosen date."""
        arrows = self._compare is not None and self._compare.keeps_key(event)
        return arrows and not self.sheets.open

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lines = _LINES.get(Qt.Key(event.key()))
        if self._compare is not None and self.keeps_key(event):
            self._compare.take_key(event)
        elif lines is None:
            super().keyPressEvent(event)
        elif (sheet := self.sheets.shown) is not None:
            QApplication.sendEvent(sheet, event)
        elif self.explorer.state.layout is Layout.EXPLORE:
            self.explore.story.scroll_by(lines)
        elif self._stage is not None:
            self._stage.scroll_notes(lines)

    def closeEvent(self, event: QCloseEvent) -> None:
        stays = self.explorer.state.kiosk and event.spontaneous() and not self._kiosk_ends
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

    def _show_layout(self, layout: Layout) -> None:
        presents = layout is Layout.PRESENT
        for name in ("overview", "presenter-tools", "swap-screens"):
            self.lesson_actions[name].setEnabled(presents)
        if not presents:
            self._stop_presenting()
            return
        self.place.keep()
        self.stage.begin()
        _ = self.quiz  # the class is asked with the next key
        self._arrange()
        self.setFocus()

    def _stop_presenting(self) -> None:
        self.pages.setCurrentWidget(self.explore)
        if self._stage is not None:
            self._stage.end()
            self._arrange()
        self.place.give_back()

    # What the parts need of this window

    def _class_window(self) -> QWidget | None:
        return self._stage.audience_window if self._stage is not None else None

    def room_for_counting(self) -> QRect:
        """Where hands may be counted: what the presenter's tools leave of the window."""
        room = self.pages.geometry()
        return self._stage.room_for_counting(room) if self._stage is not None else room

    def give_to_counting(self, height: int) -> None:
        """Make so many pixels free at the foot of that room."""
        if self._stage is not None:
            self._stage.give_to_counting(height)

    def _is_alone(self) -> bool:
        """Whether the class sees this window, and the teacher nothing else."""
        return self._stage is not None and not self._stage.two_windows

    # Arrangement

    @Slot()
    def _arrange(self) -> None:
        """Give everything its place and its sizes."""
        width, height = self.width(), self.height()
        room = self._stage.arrange() if self._stage is not None else self.rect()
        self.pages.setGeometry(self._beside_notice(room))
        self.explore.setGeometry(0, 0, width, height)
        self.explore.arrange()
        self.sheets.arrange()
        self._typed.place(width, height)
        self._told.place(width, height)
        for desk in (self._compare, self._search, self._quiz):
            if desk is not None:
                desk.arrange()

    def _beside_notice(self, room: QRect) -> QRect:
        """Show what the program has to say while presenting; the room that is left."""
        state = self.explorer.state
        if state.layout is not Layout.PRESENT or state.kiosk:
            if self._notice is not None:
                self._notice.hide()
            return room
        if self._notice is None:
            self._notice = PresentedNotice(self.explore.notice.messages, self)
        unit = unit_for(self.width(), self.height(), state.text_scale)
        return self._notice.place(room, unit, alone=self._is_alone())

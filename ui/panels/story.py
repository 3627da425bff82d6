"""The story panel: what happened at this stop, in words, figures, facts and sources."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from PySide6 import QtGui
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.own.telling import as_told
from db.records import Event, EventId
from ui import prose, theme
from ui.actions import LessonAction
from ui.button import PAPER, Button
from ui.dress import tone
from ui.explorer import Explorer
from ui.panels.drawn import Chips, FigureCards, Title
from ui.panels.parts import QuietScrollBar, Tabs, Text
from ui.state import Layout, ViewState, between_stops

if TYPE_CHECKING:
    from db.chart_records import Chart
    from ui.panels.charts import ChartsView
    from ui.panels.copy_text import CopyText

LOOKED, DIFFERENTLY, SOURCES, CHARTS, NOTES = range(5)
TABS = (
    ("How it looked", "Views"),
    ("Told differently", "Disputed"),
    ("Sources", "Sources"),
    ("Charts", "Charts"),
    ("Notes", "Notes"),
)
STORY_SIZE = 19.5  # reference pixels
STORY_SMALLER = 0.9  # of that size
LOST_AT_ENDS = 1.0  # of a word: what a line leaves free before the next word


class StoryPanel(QWidget):
    """Shows the event of the stop, and says so when the date has been moved away from it.

    All widgets are made once, some when they are first wanted; a stop only changes their words.
    """

    def __init__(
        self,
        explorer: Explorer,
        event_of: Callable[[EventId], Event],
        charts_of: Callable[[EventId], tuple[Chart, ...]],
        actions: dict[str, LessonAction],
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._event_of = event_of
        self._charts_of = charts_of
        self._event: Event | None = None
        self._chips = Chips()
        self._title = Title()
        self._when = _muted(Text(rich=False))
        self._story = Text(rich=True)
        self._cards = FigureCards()
        self._tabs = Tabs(TABS)
        self._page = Text(rich=True)
        self._sources: CopyText | None = None
        self._charts: ChartsView | None = None
        self._unit = 1.0
        self._between = BetweenStops(explorer, actions["return"])
        self._name_for_screen_readers()
        self._lay_out()
        self._tabs.currentChanged.connect(self._on_tab)
        self._turns = QTimer(self, singleShot=True, interval=0)
        self._turns.timeout.connect(self._show_stop)
        explorer.changed.connect(self._on_changed)
        self._show_stop()
        self._between.follow(explorer.state)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._when.setFont(theme.sans(17.5 * unit))
        self._page.setFont(theme.sans(18.5 * unit))
        for part in (self._chips, self._title, self._cards, self._tabs, self._between):
            part.scale(unit)
        self._unit = unit
        if self._sources is not None:
            self._sources.setFont(theme.sans(16.5 * unit))
        if self._charts is not None:
            self._charts.scale(unit)
        self._column.setContentsMargins(
            round(36 * unit), round(26 * unit), round(20 * unit), round(24 * unit)
        )
        for gap, height in zip(self._gaps, (16, 6, 14, 20, 14, 12), strict=True):
            gap.setFixedHeight(round(height * unit))
        self._area.verticalScrollBar().setFixedWidth(max(round(18 * unit), 14))
        self._area.verticalScrollBar().setSingleStep(round(40 * unit))
        self._fit_story()

    def show_sources(self) -> None:
        """Show the facts with their sources, scrolled into view."""
        self._tabs.setCurrentIndex(SOURCES)
        QTimer.singleShot(0, self, self._scroll_to_tabs)

    def show_charts(self) -> None:
        """Show the charts, scrolled into view."""
        self._tabs.setCurrentIndex(CHARTS)
        QTimer.singleShot(0, self, self._scroll_to_tabs)

    def scroll_by(self, lines: int) -> None:
        """Scroll by so many lines, down for a positive number."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + lines * bar.singleStep())

    def _scroll_to_tabs(self) -> None:
        # The area learns of a taller page only later, and would not scroll so far yet.
        width = self._body.width()
        self._body.resize(width, self._column.totalHeightForWidth(width))
        self._area.verticalScrollBar().setValue(self._tabs.y())

    @Slot()
    def _fit_story(self) -> None:
        """Set the story in letters a little smaller where that brings the tabs into view."""
        room, width = self._room_for_story()
        usual, smaller = (self._story_height(width, share) for share in (1.0, STORY_SMALLER))
        helps = usual > room >= smaller
        share = STORY_SMALLER if helps else 1.0
        self._story.setFont(theme.sans(STORY_SIZE * self._unit * share))

    def _room_for_story(self) -> tuple[int, int]:
        """How high and wide the story may be so that the tabs can be seen below it, in pixels."""
        margins = self._column.contentsMargins()
        width = self._area.viewport().width() - margins.left() - margins.right()
        height = self._area.viewport().height() - margins.top()
        for number in range(self._column.indexOf(self._tabs) + 1):
            item = self._column.itemAt(number)
            if item is not None and not item.isEmpty() and item.widget() is not self._story:
                tall = item.hasHeightForWidth()
                height -= item.heightForWidth(width) if tall else item.sizeHint().height()
        return height, max(width, 1)

    def _story_height(self, width: int, share: float) -> float:
        """About how high the story is: to lay it out for this would take as long as a frame."""
        metrics = QFontMetricsF(theme.sans(STORY_SIZE * self._unit * share))
        words = self._event.story if self._event is not None else ""
        length = metrics.horizontalAdvance(words)
        lost = LOST_AT_ENDS * length / max(words.count(" "), 1)
        lines = ceil(length / max(width - lost, 1))
        return lines * metrics.lineSpacing() * prose.STORY_LEADING / 100

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), theme.PAPER)

    def showEvent(self, event: QShowEvent) -> None:
        self._show_stop()  # steps taken while presenting were not followed

    def _lay_out(self) -> None:
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setSpacing(0)
        self._gaps = [QWidget() for _ in range(6)]
        parts = (
            self._chips,
            self._title,
            self._when,
            self._story,
            self._cards,
            self._tabs,
        )
        for part, gap in zip(parts, self._gaps, strict=True):
            self._column.addWidget(part)
            self._column.addWidget(gap)
        self._column.addWidget(self._page)
        self._column.addStretch()
        self._area = _Area()
        self._area.resized.connect(self._fit_story)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBar(QuietScrollBar())
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._area.setWidget(self._body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._between)

    def _name_for_screen_readers(self) -> None:
        self.setAccessibleName("Story")
        self._tabs.setAccessibleName("Voices, sources and notes")

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if new.layout is not Layout.EXPLORE:
            return
        if new.place != old.place:
            self._turns.start()  # after the map's first frame, which answers the key
        self._between.follow(new)

    @Slot(int)
    def _on_tab(self, index: int) -> None:
        self._page.setVisible(index not in (SOURCES, CHARTS))
        if index == SOURCES and self._sources is None:
            self._sources = self._make_sources()
        if self._sources is not None:
            self._sources.setVisible(index == SOURCES)
        if index == CHARTS and self._charts is None:
            self._charts = self._make_charts()
        if self._charts is not None:
            self._charts.setVisible(index == CHARTS)
        if self._event is not None:
            self._show_tab(self._event)

    def _make_sources(self) -> CopyText:
        from ui.panels.copy_text import CopyText  # the start does without

        made = CopyText()
        made.setAccessibleName("Sources")
        made.setFont(theme.sans(16.5 * self._unit))
        self._column.insertWidget(self._column.count() - 1, made)  # above the stretch
        return made

    def _make_charts(self) -> ChartsView:
        from ui.panels.charts import ChartsView  # the start does without

        made = ChartsView(self._explorer, self._charts_of)
        made.scale(self._unit)
        self._column.insertWidget(self._column.count() - 1, made)  # above the stretch
        return made

    @Slot()
    def _show_stop(self) -> None:
        step = self._explorer.step
        event = as_told(self._event_of(step.event), step)
        if event == self._event:
            return
        arrives = self._event is not None and event.id != self._event.id
        self._event = event
        act = self._explorer.world.act_at(event.day)
        self._chips.show_words(prose.act_words(act), prose.theme_words(event))
        self._title.setText(event.title)
        self._title.updateGeometry()
        self._when.setText(prose.when_words(event))
        self._story.setText(prose.story_html(event.story))
        self._cards.show_figures(event.figures)
        self._gaps[4].setVisible(bool(event.figures))
        self._tabs.say(SOURCES, f"Sources {len(event.sources)}")
        self._tabs.setTabVisible(LOOKED, bool(event.perspectives))
        self._tabs.setTabVisible(DIFFERENTLY, bool(event.contested))
        self._tabs.setTabVisible(CHARTS, event.charts > 0)
        self._tabs.setTabVisible(NOTES, event.notes is not None)
        self._tabs.fit()
        self._show_tab(event)
        self._fit_story()
        self._area.verticalScrollBar().setValue(0)
        if arrives:
            self._announce(event)

    def dress_anew(self) -> None:
        """Show all in the look being worn: words and charts have its colours in them."""
        if self._charts is not None:
            self._column.removeWidget(self._charts)
            self._charts.deleteLater()
            self._charts = None
        self._on_tab(self._tabs.currentIndex())
        if self._event is not None:
            self._story.setText(prose.story_html(self._event.story))

    def _show_tab(self, event: Event) -> None:
        numbers = prose.Numbers(event.sources, theme.MUTED.name())
        match self._tabs.currentIndex():
            case tab if tab == LOOKED:
                powers = self._explorer.world.powers
                self._page.setText(prose.perspectives_html(event.perspectives, powers, numbers))
            case tab if tab == DIFFERENTLY:
                self._page.setText(prose.contested_html(event.contested, numbers))
            case tab if tab == NOTES and event.notes:
                ours = self._explorer.step.notes is not None
                self._page.setText(prose.notes_html(event.notes, theme.MUTED.name(), ours=ours))
            case tab if tab == SOURCES and self._sources is not None:
                charts = self._charts_of(event.id)
                own = self._explorer.step.caption
                said = prose.sources_html(event.facts, event.sources, numbers, charts, own)
                self._sources.setHtml(said)

    def _announce(self, event: Event) -> None:
        # Named with their module: Qt's accessibility classes take a moment to load, which the
        # start need not wait for.
        if not QtGui.QAccessible.isActive():
            return
        count = len(self._explorer.tour.steps)
        said = prose.announcement(self._explorer.state.step + 1, count, event)
        QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(self, said))


class _Area(QScrollArea):
    """Signals:
    resized: what can be seen at once is larger or smaller.
    """

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class BetweenStops(QWidget):
    """Says which date is shown when it is not the stop's, and offers the way back."""

    def __init__(self, explorer: Explorer, back: LessonAction) -> None:
        super().__init__()
        self._explorer = explorer
        self._day = 0
        self._words = Text(rich=False)
        self._back = Button(back, look=PAPER, text="Back", hint="0")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._back)
        self.hide()

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._words.setFont(theme.sans(17.5 * unit, bold=True))
        self._back.scale(unit, 17)
        self._back.setFixedHeight(max(theme.TOUCH, round(46 * unit)))
        self._row.setContentsMargins(
            round(36 * unit), round(9 * unit), round(36 * unit), round(9 * unit)
        )
        self.setFixedHeight(max(theme.TOUCH, round(46 * unit)) + 2 * round(9 * unit))
        self._words.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def follow(self, state: ViewState) -> None:
        """Show the date of the state, or nothing where it is the stop's own."""
        away = between_stops(state, self._explorer.world)
        if away:
            day = int((state.flight.target if state.flight else state.now).day)
            if day != self._day or self.isHidden():
                self._day = day
                self._words.setText(prose.between_words(day, self._explorer.tour))
        if away == self.isHidden():
            self.setVisible(away)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), theme.CARD)
            painter.fillRect(0, 0, 5, self.height(), theme.ACCENT)


def _muted(text: Text) -> Text:
    tone(text, "muted")
    return text

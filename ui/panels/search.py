"""The search panel: a field, chips that narrow, and what was found; as a strip while presenting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6 import QtGui
from PySide6.QtCore import QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.errors import LessonError
from db.found import Ask, Counts, Found
from db.records import Day, EventId, Place, PlaceKind
from ui import theme
from ui.button import PAPER, Button, Icon, draw_icon
from ui.camera import Camera
from ui.dress import tone
from ui.explorer import Explorer
from ui.panels import search_words as say
from ui.panels.search_filters import FilterBar, FilterMenu
from ui.panels.search_list import ResultList
from ui.panels.search_words import Row
from ui.state import ViewState

WAIT = 80  # milliseconds without a key until a search begins
PAGE = 40  # events that are shown at first, and more at a time
STRIP_ROWS = 5
LEAST_LIST = 380.0  # reference pixels that the list keeps before chips are folded away
LONGEST = 200  # characters that the field takes
TIP = "The map moves when you press Enter"

_BARE = PAPER._replace(plate="clear", edge="clear")

Search = Callable[[Ask, int], Found]

# How much of the map to show about a place, in metres, by its rank from 1 to 5.
_WIDE = (1_800_000.0, 1_100_000.0, 600_000.0, 300_000.0, 40_000.0)
_NEAR = (220_000.0, 180_000.0, 120_000.0, 90_000.0, 50_000.0)
_WIDE_KINDS = {PlaceKind.SEA, PlaceKind.REGION, PlaceKind.RIVER, PlaceKind.MOUNTAIN}


def camera_at(place: Place) -> Camera:
    """A camera that shows a place and what lies about it."""
    heights = _WIDE if place.kind in _WIDE_KINDS else _NEAR
    return Camera(place.x, place.y, heights[min(max(place.rank, 1), len(heights)) - 1])


class SearchPanel(QWidget):
    """Finds events and places. Wherever it stands, the map moves only when a row is gone to.

    The words, the filters and the choice stay while the panel is closed.

    Signals:
        closing: the panel wants to be closed.
        pointed: an event is chosen in the list, or none; carries its first day, or None.
        height_changed: as a strip, the panel needs another height.
    """

    closing = Signal()
    pointed = Signal(object)
    height_changed = Signal()

    def __init__(self, explorer: Explorer, search: Search, counts: Callable[[Ask], Counts]) -> None:
        super().__init__()
        self._explorer = explorer
        self._search = search
        self._counts = counts
        self._ask: Ask | None = None
        self._found: Found | None = None
        self._limit = PAGE
        self._compact = False
        self._unit = 1.0
        self._day = int(explorer.state.day)
        self.field = Field()
        self._clear = self.field.clear_button
        self._close = _button(self, "Close the search", "Close", hint="Esc")
        self.filters = FilterBar(explorer.world)
        self.list = ResultList()
        self._empty = Empty()
        self._tip = QLabel(f"{TIP}, Esc closes")
        self._wait = QTimer(self, singleShot=True, interval=WAIT)
        self._lay_out()
        self._connect()

    # Where it stands

    @property
    def ask(self) -> Ask:
        """What is being looked for."""
        narrowed = self._ask or Ask()
        return replace(narrowed, words=self.field.text())

    @property
    def found(self) -> Found | None:
        """What was found last."""
        return self._found

    def stand(self, *, compact: bool) -> None:
        """Be the whole panel, or a strip that covers as little as it can."""
        if compact != self._compact:
            self._compact = compact
            self.scale(self._unit)
        for part in (self.filters, self._close):
            part.setVisible(not compact)
        self._tip.setVisible(compact)
        self._fill(choose=None)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        frame = 2 if self._compact else 0
        self._whole.setContentsMargins(frame, frame, frame, frame)
        side = round((20 if self._compact else 36) * unit)
        edge = round((10 if self._compact else 22) * unit)
        self._top.setContentsMargins(side, edge, side, edge if self._compact else round(6 * unit))
        self._middle.setContentsMargins(side, 0, side, 0)
        self._row.setSpacing(round(10 * unit))
        self._top.setSpacing(round((6 if self._compact else 14) * unit))
        self.field.scale(unit)
        self._close.scale(unit, 17)
        self._close.setFixedHeight(max(round(50 * unit), theme.TOUCH))
        self.filters.scale(unit)
        self._tip.setFont(theme.sans(15.5 * unit))
        self._empty.scale(unit)
        self._fold()
        self.list.scale(unit, compact=self._compact)

    def height_for_strip(self) -> int:
        """The height that the strip needs with what it shows."""
        top = self._top.totalSizeHint().height() + 4  # and the frame
        if not self._has_words():
            return top
        if self._empty.isVisibleTo(self):
            return top + self._empty.sizeHint().height()
        return top + self.list.height_of(STRIP_ROWS) + round(8 * self._unit)

    def open(self) -> None:
        """Take the focus, with the words ready to be typed over, and look afresh."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self._found is None:
            self._look()
        else:
            self._follow_day(int(self._explorer.state.day))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold()

    def _fold(self) -> None:
        margins = self._top.contentsMargins()
        chips = self.filters.whole_height(self.width() - margins.left() - margins.right())
        above = self.field.height() + 2 * margins.top() + chips
        self.filters.fold(tight=self.height() - above < LEAST_LIST * self._unit)

    def hideEvent(self, event: QHideEvent) -> None:
        self.pointed.emit(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), theme.PAPER)
            if self._compact:
                painter.setPen(QPen(theme.LINE, 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _lay_out(self) -> None:
        self.setAccessibleName("Search")
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self._close)
        self._top = QVBoxLayout()
        self._top.addLayout(self._row)
        self._top.addWidget(self.filters)
        self._top.addWidget(self._tip)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self._empty)
        self._tip.setAlignment(Qt.AlignmentFlag.AlignLeft)
        tone(self._tip, "muted")
        self._tip.hide()
        self._whole = QVBoxLayout(self)
        self._whole.setSpacing(0)
        self._whole.addLayout(self._top)
        self._whole.addLayout(self._middle)
        self._whole.addWidget(self.list, 1)
        self._whole.addStretch(0)
        self.setFocusProxy(self.field)

    def _connect(self) -> None:
        self._clear.clicked.connect(self._on_clear)
        self._close.clicked.connect(self.closing)
        self._wait.timeout.connect(self._look)
        self.field.textChanged.connect(self._on_text)
        self.field.moved.connect(self._on_moved)
        self.field.entered.connect(self._on_entered)
        self.filters.wanted.connect(self._on_filter_wanted)
        self.filters.cleared.connect(self._on_filters_cleared)
        self._empty.cleared.connect(self._on_filters_cleared)
        self.list.picked.connect(self._go)
        self.list.chosen.connect(self._on_chosen)
        self._explorer.changed.connect(self._on_changed)

    # Looking

    @Slot()
    def _on_text(self) -> None:
        self._limit = PAGE
        self._wait.start()

    @Slot()
    def _on_clear(self) -> None:
        self.field.clear()
        self.field.setFocus()
        self._look()

    @Slot()
    def _look(self) -> None:
        """Search for what the field and the chips say."""
        self._wait.stop()
        ask = self.ask
        self._ask = ask
        try:
            self._found = self._search(ask, self._limit)
            self._empty.say(say.nothing(ask.words), say.REMEDY, offers=ask.is_narrowed)
        except LessonError as error:
            self._found = None
            self._empty.say("The search did not work", str(error), offers=False)
        self._fill(choose=0)
        self._announce()

    def _fill(self, *, choose: int | None) -> None:
        """Show what was found; `choose` is the row to choose, None keeps the one there was."""
        found = self._found
        self.filters.show_ask(self._ask or Ask())
        rows = say.rows_of(found, self._explorer.world, self._day) if found else []
        is_strip = self._compact
        if is_strip:
            rows = [row for row in rows if not row.is_heading] if self._has_words() else []
        kept = self.list.row if choose is None else None
        self.list.setVisible(bool(rows))
        self._empty.setVisible(
            not rows and self._ask is not None and (not is_strip or self._has_words())
        )
        number = choose
        if kept is not None:
            choosable = [row for row in rows if not row.is_heading]
            same = (n for n, row in enumerate(choosable) if _target(row) == _target(kept))
            number = next(same, 0)
        self.list.show_rows(rows, choose=0 if number is None else number)
        self.height_changed.emit()

    def _has_words(self) -> bool:
        return bool(self.field.text().strip())

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if self.isVisible() and new.flight is None:
            self._follow_day(int(new.day))

    def _follow_day(self, day: int) -> None:
        """Say the places by their names of that day."""
        if day != self._day:
            self._day = day
            if self._found is not None and self._found.places:
                self._fill(choose=None)

    # Choosing and going

    @Slot(int)
    def _on_moved(self, by: int) -> None:
        if self._wait.isActive():
            self._look()
        self.list.choose_next(by)

    @Slot()
    def _on_entered(self) -> None:
        if self._wait.isActive():
            self._look()
        if self.list.row is not None and not self.list.isHidden():
            self._go(self.list.row)

    @Slot(object)
    def _go(self, row: Row) -> None:
        if row.is_more:
            self._show_more()
        elif row.place is not None:
            place = next(one for one in self._explorer.world.places if one.id == row.place)
            self._explorer.fly_to(camera_at(place))
            if self._compact:
                self.closing.emit()
        elif row.event is not None:
            if self._explorer.world.step_of(row.event):
                self._explorer.go_to_event(row.event)
            else:
                self._explorer.seek(self._day_of(row.event))
            self.closing.emit()

    def _show_more(self) -> None:
        here = self.list.currentIndex().row()
        self._limit += PAGE
        if self._ask is not None:
            self._found = self._search(self._ask, self._limit)
        rows = say.rows_of(self._found, self._explorer.world, self._day) if self._found else []
        headings = sum(row.is_heading for row in rows[:here])
        self._fill(choose=here - headings)

    @Slot(object)
    def _on_chosen(self, row: Row | None) -> None:
        event = row.event if row is not None and self.isVisible() else None
        self.pointed.emit(None if event is None else self._day_of(event))
        self.field.setAccessibleDescription(row.said if row is not None else "")

    def _day_of(self, event: EventId) -> Day:
        """The day on which the timeline marks an event."""
        if step := self._explorer.world.step_of(event):
            return step.day
        return next(mark.first for mark in self._explorer.world.marks if mark.event == event)

    # Filters

    @Slot(str)
    def _on_filter_wanted(self, kind: str) -> None:
        chip = next(chip for chip in self.filters.chips if chip.kind == kind)
        try:
            counts = self._counts(self.ask)
        except LessonError:
            return  # the search says what is wrong
        menu = FilterMenu(kind, self.ask, counts, self._explorer.world, self, 17 * self._unit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.narrowed.connect(self._on_narrowed)
        menu.open_under(chip)

    @Slot(object)
    def _on_narrowed(self, ask: Ask) -> None:
        self._ask = ask
        self._limit = PAGE
        self._look()
        self.field.setFocus()

    @Slot()
    def _on_filters_cleared(self) -> None:
        self._on_narrowed(Ask())

    def _announce(self) -> None:
        if self._found is not None and self.isVisible() and QtGui.QAccessible.isActive():
            said = say.summary(self._found)
            QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(self, said))


class Field(QLineEdit):
    """Where the words are typed. Up, Down and Enter are news; the rest is writing.

    Signals:
        moved: the row so many further down is to be chosen.
        entered: the chosen row is to be gone to.
    """

    moved = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._unit = 1.0
        self.setMaxLength(LONGEST)
        self.setPlaceholderText(say.PLACEHOLDERS[0])
        self.setAccessibleName("Search for events and places")
        self.setToolTip(f"{TIP}; Up and Down choose (Ctrl+F)")
        self.setFrame(False)
        clear = QAction("Clear the words", self)
        clear.setToolTip("Clear the words (Ctrl+Z brings them back)")
        self.clear_button = Button(clear, look=_BARE, icon=Icon.CLOSE)
        self.clear_button.setParent(self)
        self.clear_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.clear_button.hide()
        self.textChanged.connect(self._on_text)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self.setFont(theme.sans(19.5 * unit))
        tall = max(round(50 * unit), theme.TOUCH)
        self.setTextMargins(round(44 * unit), 0, tall, 0)
        self.setFixedHeight(tall)
        self.clear_button.scale(unit, 16)
        self._place_button()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def _place_button(self) -> None:
        side = self.height()
        self.clear_button.setGeometry(self.width() - side, 0, side, side)
        margins, metrics = self.textMargins(), QFontMetricsF(self.font())
        room = self.width() - margins.left() - margins.right() - 8
        fitting = (words for words in say.PLACEHOLDERS if metrics.horizontalAdvance(words) <= room)
        self.setPlaceholderText(next(fitting, say.PLACEHOLDERS[-1]))

    @Slot()
    def _on_text(self) -> None:
        self.clear_button.setVisible(bool(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        unit = self._unit
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focused = self.hasFocus()
            painter.setPen(QPen(theme.FOCUS if focused else theme.LINE, 2 * unit))
            painter.setBrush(Qt.GlobalColor.white)
            box = QRectF(self.rect()).adjusted(unit, unit, -unit, -unit)
            painter.drawRoundedRect(box, 8 * unit, 8 * unit)
            centre = QRectF(14 * unit, 0, 22 * unit, self.height()).center()
            draw_icon(painter, Icon.SEARCH, centre, 20 * unit, theme.MUTED)
        super().paintEvent(event)


class Empty(QWidget):
    """Says that nothing was found and what might help.

    Signals:
        cleared: the filters are to go.
    """

    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._what = QLabel()
        self._remedy = QLabel()
        action = QAction("Clear the filters", self)
        action.setToolTip("Search without filters")
        action.triggered.connect(self.cleared)
        self.button = Button(action, look=PAPER, text="Clear the filters")
        self._column = QVBoxLayout(self)
        for part in (self._what, self._remedy):
            part.setWordWrap(True)
            part.setTextFormat(Qt.TextFormat.PlainText)
            self._column.addWidget(part)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        tone(self._remedy, "muted")
        self.hide()

    def say(self, what: str, remedy: str, *, offers: bool) -> None:
        """Say it; `offers` shows the button."""
        self._what.setText(what)
        self._remedy.setText(remedy)
        self.button.setVisible(offers)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._what.setFont(theme.serif(24 * unit))
        self._remedy.setFont(theme.sans(18 * unit))
        self.button.scale(unit, 17)
        self.button.setMinimumHeight(theme.TOUCH)
        self._column.setContentsMargins(0, round(26 * unit), 0, round(20 * unit))
        self._column.setSpacing(round(10 * unit))


def _target(row: Row) -> tuple[object, object]:
    return row.event, row.place


def _button(owner: QWidget, name: str, text: str, hint: str) -> Button:
    action = QAction(name, owner)
    action.setToolTip(f"{name} ({hint})")
    return Button(action, look=PAPER, text=text, hint=hint)

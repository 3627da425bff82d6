"""The panel of a comparison: both dates, and what changed hands between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import (
    QFontMetricsF,
    QIntValidator,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.dates import day_in_words, year_of
from db.records import Power, PowerId, TerritoryId
from ui import theme
from ui.actions import LessonAction
from ui.areas import shipped
from ui.button import PAPER, Button, Icon
from ui.compare import (
    Balance,
    Group,
    Kind,
    Known,
    area_words,
    balance,
    changes,
    groups,
    heading,
    known_on,
    nothing_changed,
    plain,
    range_of,
    seen_words,
)
from ui.comparison import Form, Side
from ui.explorer import Explorer
from ui.field import TextField
from ui.panels.parts import QuietScrollBar, Text
from ui.prose import escape
from ui.sides import LOOKS, paint_badge
from ui.state import ViewState

SETTLES_MS = 160  # after the map: what is in view is measured at rest
HEADINGS = {
    Kind.PASSED: "Changed hands",
    Kind.STATUS: "Held in another way",
    Kind.GOVERNMENT: "Another government, the same country (not hatched)",
}


class ComparisonPanel(QWidget):
    """Stands in the story's place while two dates are compared."""

    def __init__(
        self,
        explorer: Explorer,
        land_in_view: Callable[[], Mapping[TerritoryId, float]],
        actions: dict[str, LessonAction],
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._land_in_view = land_in_view
        self._title = QLabel("Compare two dates")
        self._dates = {side: DateRow(explorer, side, actions) for side in Side}
        self._form = Button(actions["compare-form"], look=PAPER, text="Two maps", hint="Shift+K")
        self._exchange = Button(
            actions["compare-exchange"], look=PAPER, text="Exchange", hint="Ctrl+K"
        )
        self._close = Button(actions["compare"], look=PAPER, text="Close", hint="K")
        self._list = Text(rich=True)
        self._rest = QTimer(self, singleShot=True, interval=SETTLES_MS)
        self._rest.timeout.connect(self._show_changes)
        self.setAccessibleName("Comparison")
        self._lay_out()
        explorer.changed.connect(self._on_changed)
        self.follow()

    def _lay_out(self) -> None:
        self._head = QVBoxLayout()
        self._head.addWidget(self._title)
        for row in self._dates.values():
            self._head.addWidget(row)
        self._buttons = QHBoxLayout()
        for button in (self._form, self._exchange, self._close):
            self._buttons.addWidget(button)
        self._buttons.addStretch()
        self._head.addLayout(self._buttons)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.addWidget(self._list)
        self._column.addStretch()
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBar(QuietScrollBar())
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._area.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head)
        whole.addWidget(self._area, 1)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._title.setFont(theme.serif(30 * unit))
        self._list.setFont(theme.sans(18 * unit))
        for row in self._dates.values():
            row.scale(unit)
        for button in (self._form, self._exchange, self._close):
            button.scale(unit, 16.5)
            button.setMinimumHeight(max(theme.TOUCH, round(44 * unit)))
        side = round(36 * unit)
        self._head.setContentsMargins(side, round(24 * unit), side, round(8 * unit))
        self._head.setSpacing(round(10 * unit))
        self._buttons.setSpacing(round(8 * unit))
        self._column.setContentsMargins(side, round(8 * unit), round(20 * unit), round(20 * unit))
        self._area.verticalScrollBar().setFixedWidth(max(round(18 * unit), 14))
        self._area.verticalScrollBar().setSingleStep(round(40 * unit))

    def resizeEvent(self, event: QResizeEvent) -> None:
        window = self.window()
        scale = self._explorer.state.text_scale
        self.scale(theme.unit_for(window.width(), window.height(), scale))
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self.follow()
        self._show_changes()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), theme.PAPER)

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if new.comparison is None:
            return
        if new.text_scale != old.text_scale:
            window = self.window()
            self.scale(theme.unit_for(window.width(), window.height(), new.text_scale))
        if new.comparison != old.comparison:
            self.follow()
        dates = new.comparison._replace(divider=0.5, chosen=None)
        before = old.comparison and old.comparison._replace(divider=0.5, chosen=None)
        if (dates, new.camera) != (before, old.camera):
            self._rest.start()

    def follow(self) -> None:
        """Show the dates of the state."""
        found = self._explorer.state.comparison
        if found is None:
            return
        for side, row in self._dates.items():
            row.show_day(found.day(side), chosen=found.chosen is side)
        swipes = found.form is Form.SWIPE
        self._form.show_as("Two maps" if swipes else "One map", Icon.NONE, "One map or two")

    @Slot()
    def _show_changes(self) -> None:
        found = self._explorer.state.comparison
        if found is None or not self.isVisible():
            return
        world = self._explorer.world
        every = changes(world, found.a, found.b)
        known = known_on(world, found.a, found.b, shipped())
        listed = groups(every, known, self._land_in_view())
        sums = balance(every, known, world.powers)
        self._list.setText(
            changes_html(listed, sums, known, world.powers)
            or escape(nothing_changed(found.a, found.b))
        )


class DateRow(QWidget):
    """One of the two dates: its letter, the date, the list of stops, and a field for a year."""

    def __init__(self, explorer: Explorer, side: Side, actions: dict[str, LessonAction]) -> None:
        super().__init__()
        self._explorer = explorer
        self._side = side
        self._unit = 1.0
        self._chosen = False
        self._date = QLabel()
        self._year = YearField(side)
        self._year.setValidator(QIntValidator(0, 9999, self._year))
        self._year.returnPressed.connect(self._on_year)
        self._stops = Button(actions["compare-stops"], look=PAPER, text="Stops", icon=Icon.MENU)
        self._stops.setAccessibleName(f"Choose a stop for date {side}")
        self._stops.pressed.connect(self._choose)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._date, 1)
        self._row.addWidget(self._year)
        self._row.addWidget(self._stops)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self._date.setFont(theme.sans(20 * unit, bold=True))
        self._year.scale(unit)
        self._year.setFixedWidth(round(96 * unit))
        self._stops.scale(unit, 16.5)
        height = max(theme.TOUCH, round(44 * unit))
        for part in (self._year, self._stops):
            part.setFixedHeight(height)
        self._row.setContentsMargins(round(58 * unit), 0, round(6 * unit), 0)
        self._row.setSpacing(round(8 * unit))
        self.setFixedHeight(height + round(12 * unit))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say less on the button where a long date would be cut, whatever the date is now: the
        rows of both dates look alike."""
        self._stops.show_as("Stops", Icon.MENU, self._stops.accessibleName())
        date = QFontMetricsF(self._date.font()).horizontalAdvance(LONG_DATE)
        needed = date + self._stops.sizeHint().width()
        margins = self._row.contentsMargins()
        spent = margins.left() + margins.right() + self._year.width() + 2 * self._row.spacing()
        if needed > self.width() - spent:
            self._stops.show_as("", Icon.MENU, self._stops.accessibleName())

    def show_day(self, day: int, *, chosen: bool) -> None:
        """Show that date; `chosen` says that keys change it."""
        self._date.setText(day_in_words(day))
        self._fit()
        self._year.setPlaceholderText(str(year_of(day)))
        self.setAccessibleName(f"Date {self._side}: {day_in_words(day)}")
        if chosen is not self._chosen:
            self._chosen = chosen
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = self.rect().toRectF().adjusted(1.5, 1.5, -1.5, -1.5)
            painter.setBrush(theme.CHOSEN if self._chosen else theme.CARD)
            painter.setPen(LOOKS[Side.B].ground if self._chosen else theme.LINE)
            painter.drawRoundedRect(box, 8 * self._unit, 8 * self._unit)
            middle = box.center()
            middle.setX(30 * self._unit)
            paint_badge(painter, self._side, middle, 32 * self._unit)

    @Slot()
    def _choose(self) -> None:
        found = self._explorer.state.comparison
        if found is not None and found.chosen is not self._side:
            self._explorer.choose_side(self._side)

    @Slot()
    def _on_year(self) -> None:
        if len(self._year.text()) == YEAR_LENGTH:
            self._explorer.compare_year(self._side, int(self._year.text()))
            self._year.clear()
            self.window().setFocus()


YEAR_LENGTH = 4
LONG_DATE = "30 September 1900"  # hardly any is wider


class YearField(TextField):
    """Takes a year; what stands in it is the year of the date until one is typed."""

    def __init__(self, side: Side) -> None:
        super().__init__()
        self.setAccessibleName(f"Year of date {side}")
        self.setToolTip("Type a year of four digits, then press Enter")
        self.setMaxLength(YEAR_LENGTH)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)


def changes_html(
    listed: Iterable[Group],
    sums: Iterable[Balance],
    known: Known,
    powers: Mapping[PowerId, Power],
) -> str:
    """The changes and what each side gained and lost; empty where there is nothing."""
    parts: list[str] = []
    kind: Kind | None = None
    for group in listed:
        if group.kind is not kind:
            kind = group.kind
            parts.append(_heading(HEADINGS[kind]))
        parts.append(_group_html(group, known, powers))
    balances = [_balance_html(found, powers) for found in sums]
    if balances:
        parts.append(_heading("Gained and lost"))
        parts += balances
    if parts:
        parts.append(f'<p style="color:{theme.MUTED.name()}">{escape(HOW_KNOWN)}</p>')
    return "".join(parts).replace(" km²", "\N{NO-BREAK SPACE}km²")


HOW_KNOWN = (
    "Areas are measured on the globe; each is a range, as exact as its borders are known. "
    "Borders are schematic."
)


def _heading(text: str) -> str:
    muted = theme.MUTED.name()
    return f'<p style="margin-top:10px; margin-bottom:2px; color:{muted}"><b>{escape(text)}</b></p>'


def _group_html(group: Group, known: Known, powers: Mapping[PowerId, Power]) -> str:
    before, after = (powers[part.powers[0]].colour for part in (group.before, group.after))
    rows = [f"<b>{escape(heading(group, powers))}</b>"]
    for change in group.changes:
        name = plain(change.territory.name)
        vague = " (about then)" if change.vague else ""
        cut = change.territory.id in known.areas.cut
        alone = area_words(range_of([change.territory], known), cut=cut)
        rows.append(f"{escape(name)}{vague}, {alone}")
    if len(group.changes) > 1:
        total = area_words(group.area, cut=group.cut)
        rows.append(f"<b>Together {total}</b>, {seen_words(group)}")
    else:
        rows[-1] += f", {seen_words(group)}"
    return (
        f'<table cellspacing="0" cellpadding="0"><tr><td bgcolor="{before}" width="6"></td>'
        f'<td bgcolor="{after}" width="6"></td><td width="12"></td>'
        f'<td>{"<br>".join(rows)}</td></tr><tr><td height="10" colspan="4"></td></tr></table>'
    )


def _balance_html(found: Balance, powers: Mapping[PowerId, Power]) -> str:
    said = []
    if found.gained is not None:
        said.append(f"gained {area_words(found.gained, cut=found.cut)}")
    if found.lost is not None:
        said.append(f"lost {area_words(found.lost, cut=found.cut)}")
    name = " / ".join(plain(powers[power].name) for power in found.powers)
    return f'<p style="margin:0">{escape(name)}: {", ".join(said)}</p>'

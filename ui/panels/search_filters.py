"""The chips that narrow a search: each opens a list of values with how many events they leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from db.dates import first_of_year, year_of
from db.found import Ask, Counts
from db.records import Day, PlaceId, World
from ui.button import PAPER, Button, Icon, Look
from ui.menu import dress_menu_at
from ui.panels.search_words import IMPORTANCES, name_on

CHOSEN = Look("ink", "muted", "on_night", "muted_on_night")
CHIP = PAPER._replace(bold=False)
KINDS = ("act", "theme", "place", "importance", "first", "last")
_ANY = {
    "act": ("Act", "Any act"),
    "theme": ("Theme", "Any theme"),
    "place": ("Place", "Any place"),
    "importance": ("Importance", "Of any importance"),
    "first": ("From", "From the beginning"),
    "last": ("To", "To the present"),
}
_MOST_PLACES = 60


class Value(NamedTuple):
    """One value of a filter: how a list says it, how many events it leaves, the ask with it."""

    words: str
    events: int | None
    ask: Ask


def chip_words(kind: str, ask: Ask, world: World) -> str:
    """What a chip says: the filter's name, or the value chosen."""
    value = getattr(ask, kind)
    if value is None:
        return _ANY[kind][0]
    match kind:
        case "act":
            return f"Act {next(act.numeral for act in world.acts if act.number == value)}"
        case "place":
            return _place_name(world, value)
        case "importance":
            return IMPORTANCES[value]
        case "first":
            return f"From {year_of(value)}"
        case "last":
            return f"To {year_of(value)}"
        case _:
            return str(value).capitalize()


def values_of(kind: str, ask: Ask, counts: Counts, world: World) -> list[Value]:
    """What a chip offers, the way to no filter first. Values that leave nothing are left out."""
    found: Iterable[tuple[str, int, object]]
    match kind:
        case "act":
            found = [
                (f"{act.numeral}  {act.title}", counts.acts.get(act.number, 0), act.number)
                for act in world.acts
            ]
        case "theme":
            found = [
                (theme_.capitalize(), n, theme_) for theme_, n in sorted(counts.themes.items())
            ]
        case "place":
            most = sorted(counts.places.items(), key=lambda entry: -entry[1])[:_MOST_PLACES]
            named = [(_place_name(world, place), n, place) for place, n in most]
            found = sorted(named, key=lambda entry: (-entry[1], entry[0]))
        case "importance":
            found = [(IMPORTANCES[key], counts.importances.get(key, 0), key) for key in IMPORTANCES]
        case "first":
            found = [
                (f"From {year}", n, first_of_year(year))
                for year, n in counts.since.items()
                if ask.last is None or first_of_year(year) <= ask.last
            ]
        case _:
            found = [
                (f"To {year}", n, Day(first_of_year(year + 1) - 1))
                for year, n in counts.until.items()
                if ask.first is None or first_of_year(year) >= ask.first
            ]
    chosen = getattr(ask, kind)
    return [
        Value(_ANY[kind][1], None, _with(ask, kind, None)),
        *(
            Value(words, count, _with(ask, kind, value))
            for words, count, value in found
            if count or value == chosen
        ),
    ]


class Chip(Button):
    """A filter: its name, or the value chosen, which then stands out."""

    def __init__(self, action: QAction, kind: str) -> None:
        super().__init__(action, look=CHIP, text=_ANY[kind][0], icon=Icon.MENU)
        self.kind = kind

    def show_value(self, words: str, *, chosen: bool) -> None:
        """Say the value."""
        self._look = CHOSEN if chosen else CHIP
        name = _ANY[self.kind][0]
        self.show_as(words, Icon.MENU, f"{name}: {words if chosen else 'any'}")
        self.updateGeometry()
        self.update()


class FilterBar(QWidget):
    """The chips, in as many lines as they need. Where there is little room, those that are not
    set are folded away behind one.

    Signals:
        wanted: the reader wants to choose; carries the kind of filter.
        cleared: all filters are to go.
    """

    wanted = Signal(str)
    cleared = Signal()

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world
        self._unit = 1.0
        self.chips: list[Chip] = []
        for kind in KINDS:
            action = QAction(f"Filter by {_ANY[kind][0].lower()}", self)
            action.setToolTip(f"Choose: {_ANY[kind][1].lower()}, or one with its count of events")
            action.setData(kind)
            action.triggered.connect(self._on_wanted)
            self.chips.append(Chip(action, kind))
        clear = QAction("Clear the filters", self)
        clear.setToolTip("Show events whatever their act, theme, place, importance and time")
        clear.triggered.connect(self.cleared)
        self.clear = Button(clear, look=CHIP, text="Clear", icon=Icon.CLOSE)
        more = QAction("All filters", self)
        more.setToolTip("Show the filters by act, theme, place, importance and time, or hide them")
        more.triggered.connect(self._on_unfolded)
        self.more = Button(more, look=CHIP, text="Filters", icon=Icon.MENU)
        self._is_tight = self._is_unfolded = False
        self._ask = Ask()
        for button in (self.more, *self.chips, self.clear):
            button.setParent(self)
        self.show_ask(Ask())

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        for button in (self.more, *self.chips, self.clear):
            button.scale(unit, 15.5)
        self._arrange()

    def fold(self, *, tight: bool) -> None:
        """Fold what is not set away where there is little room."""
        if tight != self._is_tight:
            self._is_tight = tight
            self._show_some()

    def show_ask(self, ask: Ask) -> None:
        """Show which filters are set."""
        for chip in self.chips:
            words = chip_words(chip.kind, ask, self._world)
            chip.show_value(words, chosen=getattr(ask, chip.kind) is not None)
        self._ask = ask
        self._show_some()

    def _show_some(self) -> None:
        folded = self._is_tight and not self._is_unfolded
        self.more.setVisible(self._is_tight)
        for chip in self.chips:
            chip.setVisible(not folded or getattr(self._ask, chip.kind) is not None)
        self.clear.setVisible(self._ask.is_narrowed)
        self._arrange()

    @Slot()
    def _on_unfolded(self) -> None:
        self._is_unfolded = not self._is_unfolded
        self._show_some()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return boxes[-1].bottom() + 1 if boxes else 0

    def _arrange(self) -> None:
        for button, box in zip(self._shown(), self._boxes(self.width()), strict=True):
            button.setGeometry(box)
        self.setFixedHeight(self.heightForWidth(self.width()))

    def _shown(self) -> list[Button]:
        return [button for button in (self.more, *self.chips, self.clear) if not button.isHidden()]

    def whole_height(self, width: int) -> int:
        """The height of all chips in that width."""
        return self._boxes(width, self.chips)[-1].bottom() + 1

    def _boxes(self, width: int, buttons: Sequence[Button] | None = None) -> list[QRect]:
        gap, height = round(7 * self._unit), max(round(40 * self._unit), 40)
        boxes, x, y = [], 0, 0
        for button in self._shown() if buttons is None else buttons:
            needed = max(min(button.sizeHint().width(), width), 40)
            if x and x + needed > width:
                x, y = 0, y + height + gap
            boxes.append(QRect(x, y, needed, height))
            x += needed + gap
        return boxes

    @Slot()
    def _on_wanted(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.wanted.emit(str(action.data()))


class FilterMenu(QMenu):
    """The values of one filter; the one chosen is ticked.

    Signals:
        narrowed: the reader has chosen; carries the Ask.
    """

    narrowed = Signal(object)

    def __init__(
        self, kind: str, ask: Ask, counts: Counts, world: World, parent: QWidget, pixels: float
    ) -> None:
        super().__init__(parent)
        dress_menu_at(self, pixels)
        group = QActionGroup(self)
        for value in values_of(kind, ask, counts, world):
            count = "" if value.events is None else f"\t{value.events:,}"
            action = self.addAction(f"{value.words}{count}")
            action.setCheckable(True)
            action.setChecked(value.ask == ask)
            action.setData(value.ask)
            group.addAction(action)
        self.triggered.connect(self._on_triggered)

    def open_under(self, chip: QWidget) -> None:
        """Open below a chip."""
        self.popup(chip.mapToGlobal(QPoint(0, chip.height())))

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.narrowed.emit(action.data())


def _with(ask: Ask, kind: str, value: object) -> Ask:
    return replace(ask, **{kind: value})  # type: ignore[arg-type]


def _place_name(world: World, place: PlaceId) -> str:
    found = next((known for known in world.places if known.id == place), None)
    return name_on(found, world.as_of).text if found else str(place)

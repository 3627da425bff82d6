"""The dark bar at the top of the Explore view: brand, tour, and the few buttons of the window."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup, QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from db.records import TourId
from ui import theme
from ui.actions import LessonAction
from ui.button import ACCENT, HEADER, Button, Icon
from ui.explorer import Explorer
from ui.state import ViewState


def place_in_tour(tour_title: str, step: int, steps: int, *, aside: bool = False) -> str:
    """Where the reader is, in words: "Short tour · stop 3 of 20"."""
    where = "beside stop" if aside else "stop"
    return f"{tour_title} · {where} {step + 1} of {steps}"


class Header(QWidget):
    """Says which lesson, which tour and which stop; holds the window's few buttons."""

    def __init__(self, explorer: Explorer, actions: dict[str, LessonAction]) -> None:
        super().__init__()
        self._explorer = explorer
        self._brand = _Line(theme.ON_NIGHT)
        self._brand.setText(explorer.world.title)
        self._place = _Line(theme.MUTED_ON_NIGHT)
        self._buttons = [
            Button(actions["compare"], look=HEADER, text="Compare", hint="K"),
            Button(actions["claims"], look=HEADER, text="Claims", hint="F2"),
            Button(actions["search"], look=HEADER, text="Search", icon=Icon.SEARCH),
            Button(actions["keys"], look=HEADER, text="Keys", hint="F1"),
            Button(actions["smaller"], look=HEADER, text="A−"),
            Button(actions["larger"], look=HEADER, text="A+"),
            Button(actions["present"], look=ACCENT, text="Present", hint="F5"),
        ]
        if len(explorer.world.tours) > 1:
            chooser = Button(actions["tour"], look=HEADER, text="Tours", icon=Icon.MENU)
            self._buttons.insert(0, chooser)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._brand)
        self._row.addWidget(self._place)
        self._row.addStretch()
        for button in self._buttons:
            self._row.addWidget(button)
        explorer.changed.connect(self._on_changed)
        self._say_place()

    def scale(self, unit: float, width: int) -> None:
        """Set the sizes: the unit, or less where `width` cannot hold the bar at that unit."""
        self._set_sizes(unit)
        needed = self._row.minimumSize().width()
        if needed > width:
            self._set_sizes(unit * width / needed * 0.99)

    def tours_x(self) -> int:
        """Where the list of tours opens, in the bar's own pixels."""
        return self._buttons[0].x()

    def _set_sizes(self, unit: float) -> None:
        self._brand.setFont(theme.serif(27 * unit))
        self._place.setFont(theme.sans(17 * unit))
        for button in self._buttons:
            button.scale(unit, 17.5)
        self._row.setContentsMargins(round(28 * unit), 0, round(28 * unit), 0)
        self._row.setSpacing(round(11 * unit))
        self._row.invalidate()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), theme.NIGHT)

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if new.place != old.place:
            self._say_place()

    def _say_place(self) -> None:
        tour, state = self._explorer.tour, self._explorer.state
        aside = state.aside is not None
        self._place.setText(place_in_tour(tour.title, state.step, len(tour.steps), aside=aside))


class TourMenu(QMenu):
    """The tours to choose from; the one being told is ticked."""

    def __init__(self, explorer: Explorer, parent: QWidget) -> None:
        super().__init__(parent)
        self._explorer = explorer
        group = QActionGroup(self)
        for tour in explorer.world.tours:
            action = group.addAction(f"{tour.title} ({len(tour.steps)} stops)")
            action.setCheckable(True)
            action.setChecked(tour.id == explorer.state.tour)
            action.setData(tour.id)
            self.addAction(action)
        group.triggered.connect(self._on_triggered)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self._explorer.choose_tour(TourId(str(action.data())))


class _Line(QLabel):
    """One line of text in a colour of its own."""

    def __init__(self, colour: QColor) -> None:
        super().__init__()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, colour)
        self.setPalette(palette)

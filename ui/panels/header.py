"""The dark bar at the top of the Explore view: brand, tour, and the few buttons of the window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from db.records import TourId
from ui import theme
from ui.actions import LessonAction
from ui.button import ACCENT, HEADER, Button, Icon
from ui.dress import tone
from ui.explorer import Explorer
from ui.state import ViewState


def place_in_tour(tour_title: str, step: int, steps: int, *, aside: bool = False) -> str:
    """Where the reader is, in words: "Short tour · stop 3 of 20"."""
    where = "beside stop" if aside else "stop"
    return f"{tour_title} · {where} {step + 1} of {steps}"


SQUEEZES = 3  # text does not shrink quite as much as is asked of it


class Header(QWidget):
    """Says which lesson, which tour and which stop; holds the window's few buttons."""

    def __init__(self, explorer: Explorer, actions: dict[str, LessonAction]) -> None:
        super().__init__()
        self._explorer = explorer
        self._brand = _Line("on_night")
        self._brand.setText(explorer.world.title)
        self._place = _Line("muted_on_night")
        self._buttons = [
            Button(actions["compare"], look=HEADER, text="Compare", hint="K"),
            Button(actions["claims"], look=HEADER, text="Claims", hint="F2"),
            Button(actions["search"], look=HEADER, text="Search", icon=Icon.SEARCH),
            Button(actions["keys"], look=HEADER, text="Keys", hint="F1"),
            Button(actions["smaller"], look=HEADER, text="A−"),
            Button(actions["larger"], look=HEADER, text="A+"),
            Button(actions["present"], look=ACCENT, text="Present", hint="F5"),
        ]
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._brand)
        self._row.addWidget(self._place)
        self._row.addStretch()
        for button in self._buttons:
            self._row.addWidget(button)
        self._tours: Button | None = None
        self._choose_tour, self._my_lesson = actions["tour"], actions["my-lesson"]
        self._sizes = (1.0, 0)
        self._add_tours()
        explorer.changed.connect(self._on_changed)
        self._say_place()

    def scale(self, unit: float, width: int) -> None:
        """Set the sizes: the unit, or less where `width` cannot hold the bar at that unit."""
        self._sizes = unit, width
        self._set_sizes(unit)
        for _ in range(SQUEEZES):
            needed = self._row.minimumSize().width()
            if needed <= width:
                break
            unit *= width / needed * 0.99
            self._set_sizes(unit)

    def _add_tours(self) -> None:
        """Add their button once there is more than one."""
        if self._tours is None and len(self._explorer.world.tours) > 1:
            self._tours = Button(self._choose_tour, look=HEADER, text="Tours", icon=Icon.MENU)
            self._buttons.insert(0, self._tours)
            self._row.insertWidget(self._row.count() - len(self._buttons) + 1, self._tours)

    def offer_tours(self) -> None:
        """Open the list of tours, under its button."""
        from ui.menu import dress_menu

        window = self.window()
        menu = TourMenu(self._explorer, window)
        dress_menu(menu, window, self._explorer.state.text_scale)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        menu.addAction(self._my_lesson)
        menu.popup(self.mapToGlobal(QPoint(self._buttons[0].x(), self.height())))

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
        if new.edition != old.edition and self._tours is None:
            self._add_tours()
            self.scale(*self._sizes)
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

    def __init__(self, colour: str) -> None:
        super().__init__()
        tone(self, colour)

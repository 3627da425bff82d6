"""The stops whose dates can be compared, as a short list to choose from."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from db.dates import year_of
from ui.comparison import Side
from ui.explorer import Explorer
from ui.menu import dress_menu

WIDE = "\N{FIGURE SPACE}"  # as wide as a digit


class ComparedStops(QMenu):
    """The tour's stops with their years; the one whose date the chosen side shows is ticked."""

    def __init__(self, explorer: Explorer, parent: QWidget) -> None:
        super().__init__(parent)
        self._explorer = explorer
        dress_menu(self, parent, explorer.state.text_scale)
        found = explorer.state.comparison
        side = (found.chosen if found else None) or Side.B
        heading = self.addAction(f"Date {side}: the date of a stop")
        heading.setEnabled(False)
        self.addSeparator()
        group = QActionGroup(self)
        for number, step in enumerate(explorer.tour.steps):
            title = step.title.replace("&", "&&")
            action = group.addAction(f"{number + 1:{WIDE}>2}   {year_of(step.day)}   {title}")
            action.setCheckable(True)
            action.setChecked(found is not None and found.day(side) == step.day)
            action.setData(number)
            self.addAction(action)
            if action.isChecked():
                self.setActiveAction(action)
        group.triggered.connect(self._on_triggered)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self._explorer.compare_stop(int(action.data()))

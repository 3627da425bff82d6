"""The screens to choose from: which one the class sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui.menu import dress_menu
from ui.present.screens import ONE_WINDOW, Seat

ALONE = "Only one screen is connected; a projector plugged in later is used at once"


class ScreenMenu(QMenu):
    """The screens by name; the class's own is ticked."""

    def __init__(
        self,
        seats: Sequence[Seat],
        audience: Seat | None,
        choose: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._choose = choose
        dress_menu(self, parent)
        self.setTitle("The class’s screen")
        if len(seats) < 2:
            self.addAction(ALONE).setEnabled(False)
            return
        group = QActionGroup(self)
        for seat in seats:
            self._offer(group, f"The class sees {seat.words}", seat.name, seat == audience)
        self.addSeparator()
        words = "One screen for teacher and class"
        self._offer(group, words, ONE_WINDOW, audience is None)
        group.triggered.connect(self._on_triggered)

    def _offer(self, group: QActionGroup, words: str, name: str, ticked: bool) -> None:
        action = group.addAction(words)
        action.setCheckable(True)
        action.setChecked(ticked)
        action.setData(name)
        self.addAction(action)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self._choose(str(action.data()))

"""All of the window that questions need: the card, the panel that counts, and what is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QRect, Slot
from PySide6.QtWidgets import QWidget

from ui.actions import LessonAction
from ui.explorer import Explorer
from ui.quiz.card import QuestionCard
from ui.quiz.keeper import ResultKeeper
from ui.quiz.tally_panel import TallyPanel
from ui.state import Layout
from ui.theme import unit_for


class QuizDesk(QObject):
    """Made when the first question is asked.

    `map_home` is what the Explore view's map lies in, `window` what the panel lies over, and
    `room` tells the part of it where the panel may stand, and `give` is told how high it stands
    there, so that others make way.
    """

    def __init__(
        self,
        explorer: Explorer,
        actions: Mapping[str, LessonAction],
        keeper: ResultKeeper,
        *,
        window: QWidget,
        map_home: QWidget,
        room: Callable[[], QRect],
        give: Callable[[int], None],
    ) -> None:
        super().__init__(window)
        self._explorer = explorer
        self._window = window
        self._room = room
        self._give = give
        self.keeper = keeper
        self.card = QuestionCard(explorer, actions, map_home)
        self.panel = TallyPanel(explorer, window)
        self.panel.closing.connect(self._put_panel_away)
        self.panel.fitted.connect(self._on_fitted)
        explorer.changed.connect(self._on_changed)
        self.arrange()

    def arrange(self) -> None:
        """Put everything where the window's size wants it."""
        width, height = self._window.width(), self._window.height()
        unit = unit_for(width, height, self._explorer.state.text_scale)
        self.card.place(unit)
        self.panel.place(self._room(), unit)

    def toggle_panel(self) -> bool:
        """Count hands in fields, or close the fields; false where there are none to be counted."""
        state = self._explorer.state
        if self.panel.isVisible():
            self.close_panel()
            return True
        if state.question is None or state.layout is not Layout.PRESENT:
            return False
        self.panel.open()
        self.arrange()
        return True

    @Slot()
    def close_panel(self) -> None:
        """Close the fields; what they say is kept, and what is no number is to be read first."""
        if self.panel.isVisible() and self.panel.may_close():
            self._put_panel_away()

    @Slot()
    def _put_panel_away(self) -> None:
        """Close the fields at once; a fault that still shows in them is told as a message."""
        self.keeper.say(self.panel.unread())
        self._window.setFocus()
        self.panel.hide()
        self._give(0)

    @Slot()
    def _on_fitted(self) -> None:
        self._give(self.panel.room_taken)

    def leave(self) -> bool:
        """Close what is open of ours; says whether anything was."""
        was_open = self.panel.isVisible()
        self.close_panel()
        return was_open

    @Slot(object, object)
    def _on_changed(self) -> None:
        if self.panel.isVisible():
            self.arrange()

"""All of the window that questions need: the card, the panel that counts, and what is kept."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot
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

    `map_home` is what the Explore view's map lies in, `window` what the panel lies over.
    """

    def __init__(
        self,
        explorer: Explorer,
        actions: Mapping[str, LessonAction],
        keeper: ResultKeeper,
        *,
        window: QWidget,
        map_home: QWidget,
    ) -> None:
        super().__init__(window)
        self._explorer = explorer
        self._window = window
        self.keeper = keeper
        self.card = QuestionCard(explorer, actions, map_home)
        self.panel = TallyPanel(explorer, window)
        self.panel.closing.connect(self.close_panel)
        explorer.changed.connect(self._on_changed)
        self.arrange()

    def arrange(self) -> None:
        """Put everything where the window's size wants it."""
        width, height = self._window.width(), self._window.height()
        unit = unit_for(width, height, self._explorer.state.text_scale)
        self.card.place(unit)
        self.panel.scale(unit)
        edge = round(20 * unit)
        wide = min(round(560 * unit), round(0.5 * width))
        self.panel.resize(wide, 10)
        tall = self.panel.heightForWidth(wide) if self.panel.hasHeightForWidth() else -1
        tall = tall if tall > 0 else self.panel.sizeHint().height()
        self.panel.setGeometry(edge, height - tall - round(0.15 * height), wide, tall)

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
        """Close the fields; what they say is kept."""
        if self.panel.isVisible():
            self.panel.keep()
            self._window.setFocus()
            self.panel.hide()

    def leave(self) -> bool:
        """Close what is open of ours; says whether anything was."""
        was_open = self.panel.isVisible()
        self.close_panel()
        return was_open

    @Slot(object, object)
    def _on_changed(self) -> None:
        if self.panel.isVisible():
            self.arrange()

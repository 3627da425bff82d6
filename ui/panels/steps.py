"""The bar below the story: previous, play and next, large enough for a finger."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.actions import LessonAction
from ui.button import PAPER, Button, Icon
from ui.explorer import Explorer
from ui.state import ViewState, between_stops, onward


class StepsBar(QWidget):
    """Steps through the tour, or asks a question; a button that would lead nowhere is dimmed."""

    def __init__(self, explorer: Explorer, actions: dict[str, LessonAction]) -> None:
        super().__init__()
        self._explorer = explorer
        self._previous = Button(actions["previous"], look=PAPER, text="Previous", icon=Icon.BACK)
        self._play = Button(actions["play"], look=PAPER, text="Play", icon=Icon.PLAY)
        self._question = Button(actions["question"], look=PAPER, text="?")
        self._question.setAccessibleName("A question")
        self._question.setMinimumWidth(theme.TOUCH)
        self._next = Button(actions["next"], look=PAPER, text="Next", icon=Icon.FORWARD)
        self._row = QHBoxLayout(self)
        for button in self._buttons:
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            self._row.addWidget(button)
        explorer.changed.connect(self._on_changed)
        self._show_what_leads_somewhere()

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return self._previous, self._play, self._question, self._next

    def scale(self, unit: float, width: int) -> None:
        """Set the sizes: the unit, or less where `width` cannot hold the bar at that unit."""
        self._set_sizes(unit)
        for _ in range(4):  # one button keeps a finger's width, the others give way
            needed = self._row.minimumSize().width()
            if needed <= width:
                return
            unit *= width / needed * 0.98
            self._set_sizes(unit)

    def _set_sizes(self, unit: float) -> None:
        for button in self._buttons:
            button.scale(unit, 18)
        side, edge = round(36 * unit), round(9 * unit)
        self._row.setContentsMargins(side, edge, side, edge)
        self._row.setSpacing(round(12 * unit))
        self._row.invalidate()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), theme.PAPER)
            painter.setPen(QPen(theme.LINE, 1))
            painter.drawLine(0, 0, self.width(), 0)

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if (new.playing, new.speed) != (old.playing, old.speed):
            icon = Icon.PAUSE if new.playing else Icon.PLAY
            pace = "" if new.speed == 1 else f" {new.speed:g}×"
            word = f"Pause{pace}" if new.playing else "Play"
            self._play.show_as(word, icon, word)
        if (new.place, new.flight, int(new.day), new.skipped) != (
            old.place,
            old.flight,
            int(old.day),
            old.skipped,
        ):
            self._show_what_leads_somewhere()

    def _show_what_leads_somewhere(self) -> None:
        state, explorer = self._explorer.state, self._explorer
        is_away = state.aside is not None or between_stops(state, explorer.world)
        self._previous.setEnabled(is_away or onward(state, explorer.world, -1) != state.step)
        self._next.setEnabled(onward(state, explorer.world) != state.step)

"""All of the window that searching needs: where the panel stands, and what had the focus before."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.explorer import Explorer
from ui.panels.search import SearchPanel
from ui.state import Layout
from ui.theme import unit_for


class SearchDesk(QObject):
    """Searches in the story's place, or in a strip over the picture presented."""

    def __init__(
        self, explorer: Explorer, panel: SearchPanel, *, window: QWidget, story: QWidget
    ) -> None:
        super().__init__(window)
        self._explorer = explorer
        self._window = window
        self._story = story
        self._panel = panel
        self._before: QWidget | None = None  # what had the focus
        panel.hide()
        panel.closing.connect(self._on_closing)
        panel.height_changed.connect(self._place)

    def open(self) -> None:
        """Show the panel where it belongs now, ready to be typed in."""
        panel = self._panel
        if not panel.isVisible():
            self._before = self._window.focusWidget()
            is_strip = self._explorer.state.layout is Layout.PRESENT
            panel.setParent(self._window if is_strip else self._story.parentWidget())
            panel.stand(compact=is_strip)
            self.arrange()
            self._story.setVisible(is_strip)
            panel.show()
            panel.raise_()
        panel.open()

    @Slot()
    def close(self) -> None:
        """Close the panel; the keys are the lesson's again."""
        if self._panel.isVisible():
            self._window.setFocus()
            self._panel.hide()
            self._story.show()

    def leave(self) -> bool:
        """Close the panel and give the focus back; says whether it was open."""
        was_open = self._panel.isVisible()
        if was_open:
            self._on_closing()
        return was_open

    def drop(self) -> None:
        """Close the panel for good."""
        self.close()
        self._panel.deleteLater()
        self.deleteLater()

    def arrange(self) -> None:
        """Follow the sizes of the window and of the story."""
        self._panel.scale(self._unit)
        self._place()

    @property
    def _unit(self) -> float:
        scale = self._explorer.state.text_scale
        return unit_for(self._window.width(), self._window.height(), scale)

    @Slot()
    def _place(self) -> None:
        """Put the panel where the story is, or as a strip at the upper right."""
        panel = self._panel
        if panel.parentWidget() is not self._window:
            panel.setGeometry(self._story.geometry())
            return
        unit, across, down = self._unit, self._window.width(), self._window.height()
        edge = round(20 * unit)
        width = round(min(max(620 * unit, 0.3 * across), 0.5 * across))
        panel.resize(width, 10)
        height = min(panel.height_for_strip(), round(down * 0.5))
        panel.setGeometry(across - width - edge, edge, width, height)

    @Slot()
    def _on_closing(self) -> None:
        before = self._before
        self.close()
        away = before is None or before is self._window
        if before is not None and not away and isValid(before) and before.isVisible():
            before.setFocus()

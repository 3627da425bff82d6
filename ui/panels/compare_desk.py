"""All of the window that comparing two dates needs: the list of changes, the keys, the stops."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.comparison import Side
from ui.explorer import Explorer
from ui.panels.compared_stops import ComparedStops
from ui.state import ViewState

_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_WITH_ARROWS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class CompareDesk(QObject):
    """Made when first two dates are compared; `panel` lists the changes, over the story."""

    def __init__(
        self, explorer: Explorer, panel: QWidget, *, window: QWidget, story: QWidget
    ) -> None:
        super().__init__(window)
        self._explorer = explorer
        self._window = window
        self._story = story
        self._panel = panel
        panel.setParent(story.parentWidget())
        explorer.changed.connect(self._on_changed)
        self._show()

    def arrange(self) -> None:
        """Follow the story's size."""
        self._panel.setGeometry(self._story.geometry())

    def keeps_key(self, event: QKeyEvent) -> bool:
        """While two dates are compared, plain arrows move the divider or the chosen date."""
        compares = self._explorer.state.comparison is not None
        return compares and event.key() in _ARROWS and not event.modifiers() & ~_WITH_ARROWS

    def take_key(self, event: QKeyEvent) -> None:
        """Move what an arrow moves."""
        direction = _ARROWS[Qt.Key(event.key())]
        if event.key() in _SIDEWAYS:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._explorer.nudge(direction, far=far)
        else:
            self._explorer.compare_neighbour(direction)

    def offer_stops(self, view: QWidget | None) -> None:
        """Offer the stops whose dates can be compared, at the date in `view` that would change."""
        found = self._explorer.state.comparison
        if found is None:
            return
        menu = ComparedStops(self._explorer, self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        corner = getattr(view, "date_corner", None)
        middle = self._window.mapToGlobal(self._window.rect().center())
        menu.popup(corner(found.chosen or Side.B) if corner else middle)

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if (new.comparison is None) is (old.comparison is None):
            return
        if new.comparison is not None:
            self._show()
        else:
            if self._panel.isAncestorOf(self._window.focusWidget() or self._window):
                self._window.setFocus()
            self._panel.hide()

    def _show(self) -> None:
        self.arrange()
        self._panel.show()
        self._panel.raise_()

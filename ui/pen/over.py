"""Lays the pen over the views that show a map: strokes, what points, and the bar."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.explorer import Explorer
from ui.layers import HasLayers
from ui.pen.aids import AidsLayer
from ui.pen.bar import PenBar
from ui.pen.box import PenBox
from ui.pen.kit import Aid
from ui.pen.layer import StrokesLayer


class Pen:
    """One pen box for all views of the window."""

    def __init__(
        self, box: PenBox, explorer: Explorer, actions: Mapping[str, QAction], window: QWidget
    ) -> None:
        self.box = box
        self._explorer = explorer
        self._actions = actions
        self._window = window

    def point_with(self, aid: str) -> None:
        """Point with something, by its name, or put it away."""
        self.box.point_with(Aid(aid))

    def lay_over(self, host: QWidget) -> None:
        """Let strokes show on a widget's map, and be drawn there.

        A small copy of another view shares that view's layers, and only gets a bar of its own.
        """
        if not isinstance(host, HasLayers):
            return
        is_copy = bool(host.layers.of_kind(StrokesLayer))
        if not is_copy:
            strokes = StrokesLayer(self.box)
            host.layers.add(strokes)
            host.layers.add(AidsLayer(self.box, strokes))
        PenBar(self.box, self._explorer, self._actions, host, self._window, covers_words=is_copy)

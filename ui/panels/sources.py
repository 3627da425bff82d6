"""The sources of a stop as a sheet over the picture, large enough for a class."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from db.chart_records import Chart
from db.records import Event, EventId
from ui import prose, theme
from ui.explorer import Explorer
from ui.panels.copy_text import CopyText
from ui.panels.sheet import Sheet, coloured

NOTE = "What this stop says, and what it rests on. Up and Down scroll; S or Esc closes this page."
MAP_CREDITS = (
    "The map: coastline and lakes GSHHG (LGPL), rivers and names after Natural Earth, relief by "
    "T. Patterson. Borders are schematic."
)


class SourcesSheet(Sheet):
    """The facts of the stop with the numbers of their sources, then the sources."""

    def __init__(
        self,
        explorer: Explorer,
        event_of: Callable[[EventId], Event],
        charts_of: Callable[[EventId], tuple[Chart, ...]],
        parent: QWidget,
    ) -> None:
        super().__init__("Sources", NOTE, parent)
        self._explorer = explorer
        self._event_of = event_of
        self._charts_of = charts_of
        self._text = CopyText()
        self._text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.body.addWidget(self._text)
        self._credits = coloured(MAP_CREDITS, "muted")
        self.body.addWidget(self._credits)
        self.body.addStretch()

    def scale(self, unit: float) -> None:
        self._text.setFont(theme.sans(24 * unit))
        self._credits.setFont(theme.sans(20 * unit))

    def showEvent(self, event: QShowEvent) -> None:
        told = self._event_of(self._explorer.step.event)
        numbers = prose.Numbers(told.sources, theme.MUTED.name())
        self.title.setText(told.title)
        charts = self._charts_of(told.id)
        own = self._explorer.step.caption
        self._text.setHtml(prose.sources_html(told.facts, told.sources, numbers, charts, own))
        self.scroll_to_top()

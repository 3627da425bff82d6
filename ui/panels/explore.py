"""The Explore view: the map with the story beside it, between the header and the timeline."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.records import Event, EventId
from ui.actions import LessonAction
from ui.explorer import Explorer
from ui.messages import Messages
from ui.panels.arrangement import arrange
from ui.panels.header import Header
from ui.panels.notice import NoticeBar
from ui.panels.steps import StepsBar
from ui.panels.story import StoryPanel
from ui.theme import unit_for

if TYPE_CHECKING:
    from db.chart_records import Chart


class ExploreView(QWidget):
    """Places its parts, of which map and timeline are made elsewhere.

    `timeline_height` says how many pixels the timeline needs at a unit.
    """

    def __init__(
        self,
        explorer: Explorer,
        event_of: Callable[[EventId], Event],
        charts_of: Callable[[EventId], tuple[Chart, ...]],
        messages: Messages,
        actions: dict[str, LessonAction],
        *,
        map_widget: QWidget,
        timeline: QWidget,
        timeline_height: Callable[[float], int],
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._timeline_height = timeline_height
        self.header = Header(explorer, actions)
        self.notice = NoticeBar(messages)
        self.map = map_widget
        self.story = StoryPanel(explorer, event_of, charts_of, actions)
        self.steps = StepsBar(explorer, actions)
        # In the order of an Arrangement, which is that of the Tab key.
        self._parts = (self.header, self.notice, self.map, self.story, self.steps, timeline)
        for part in self._parts:
            part.setParent(self)

    def arrange(self) -> None:
        """Give every part its place and its sizes."""
        width, height = self.width(), self.height()
        text_scale, ratio = self._explorer.state.text_scale, self.devicePixelRatioF()
        unit = unit_for(width, height, text_scale)
        self.notice.scale(unit)
        placed = arrange(
            width,
            height,
            text_scale=text_scale,
            timeline=ceil(self._timeline_height(unit * ratio) / ratio),
            notice=self.notice.height_for(width),
        )
        self.header.scale(unit, width)
        self.steps.scale(unit, placed.steps.width())
        self.story.scale(unit)
        for part, box in zip(self._parts, placed, strict=True):
            part.setGeometry(box)
        self.notice.setVisible(placed.notice.height() > 0)

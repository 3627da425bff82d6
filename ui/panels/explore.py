"""The Explore view: the map with the story beside it, between the header and the timeline."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from db.records import Event, EventId
from ui.actions import LessonAction
from ui.explorer import Explorer
from ui.messages import Messages
from ui.panels.header import Header
from ui.panels.notice import NoticeBar
from ui.panels.steps import StepsBar
from ui.panels.story import StoryPanel
from ui.theme import TOUCH, unit_for

if TYPE_CHECKING:
    from db.chart_records import Chart

LEAST_WIDTH, LEAST_HEIGHT = 900, 600


class Arrangement(NamedTuple):
    """The Explore view's parts, which share the window without a gap."""

    header: QRect
    notice: QRect
    map: QRect
    story: QRect
    steps: QRect
    timeline: QRect


def arrange(
    width: int, height: int, *, text_scale: float, timeline: int, notice: int = 0
) -> Arrangement:
    """The parts in a window of that size; `timeline` and `notice` are the heights these need."""
    unit = unit_for(width, height, text_scale)
    header = round(max(64 * unit, 48))
    # Larger text gets a wider panel, but the map keeps more than half of the window.
    panel = round(min(width * (0.354 + 0.1 * max(text_scale - 1, 0)), 760 * unit))
    steps = max(round(50 * unit), TOUCH) + 2 * round(9 * unit)
    top, bottom, left = header + notice, height - timeline, width - panel
    return Arrangement(
        header=QRect(0, 0, width, header),
        notice=QRect(0, header, width, notice),
        map=QRect(0, top, left, bottom - top),
        story=QRect(left, top, panel, bottom - steps - top),
        steps=QRect(left, bottom - steps, panel, steps),
        timeline=QRect(0, bottom, width, timeline),
    )


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

"""The whole Present view as a picture: map, year and title, caption and slim timeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage, QPainter

from db.chart_records import Chart
from db.dates import day_in_words, year_of
from db.records import Event, EventId, World
from ui import theme
from ui.camera import Box, Viewport
from ui.flight import Flight, ease
from ui.inscriptions import put
from ui.map.picture import MapPicture
from ui.present.caption import caption_picture, set_caption
from ui.present.heading import title_picture, year_picture
from ui.prose import between_words, unbroken
from ui.state import ViewState, between_stops, current_step
from ui.timeline.painter import TimelinePicture

if TYPE_CHECKING:
    from ui.present.chart import AudienceChart

# In narrow pictures (4:3) the heading is wide: what a stop shows is framed below its middle.
NARROW, NARROW_TOP = 1.5, 0.12
MAP_SHARE = 0.5  # of the height, at least
MAP_SCALE = 1.3  # names and legend are read from the back of the room


class PresentPicture:
    """Paints a Present frame of a state on any painter.

    Words are set once and kept as pictures; a frame of a flight only copies them. The plate's
    upper edge glides from one caption's height to the next while the map flies.
    """

    def __init__(
        self,
        map_picture: MapPicture,
        timeline_picture: TimelinePicture,
        event_of: Callable[[EventId], Event],
        world: World,
        charts_of: Callable[[EventId], tuple[Chart, ...]],
    ) -> None:
        self._charts_of = charts_of
        self._chart: AudienceChart | None = None
        self._map = map_picture
        self._timeline = timeline_picture
        self._event_of = event_of
        self._world = world
        self._flight: Flight | None = None
        self._size = (0, 0)
        self._left_at = 0.0  # the plate's upper edge when the flight began
        self._edge = 0.0  # and where it was painted last

    def paint(
        self, painter: QPainter, state: ViewState, width: int, height: int, *, fine: bool = True
    ) -> None:
        """Paint a frame of `width` by `height` pixels; `fine` as the map takes it."""
        if state.chart is not None and (charts := self.charts(state)):
            self._paint_chart(painter, charts, state, width, height)
            return
        unit = height / theme.REFERENCE_HEIGHT
        caption = self.caption(state)
        top = round(self._edge_of_plate(state, width, height))
        year, title = self.heading(state)
        big, below = year_picture(year, unit), title_picture(title, width, unit)
        # Nothing is painted that the plate would hide.
        manner = self._manner(state, top, width, height)
        self._map.paint(painter, state, width, top, **manner, fine=fine)
        put(painter, 0, 0, big)
        put(painter, 0, big.height(), below)
        strip = self._timeline.height(unit, slim=True)
        painter.fillRect(0, top, width, height - top, theme.NIGHT)
        words = caption_picture(*self._asked(caption, state, width, height))
        painter.save()
        painter.setClipRect(0, top, width, height - strip - top)
        put(painter, 0, top, words)
        painter.restore()
        box = Box(0, height - strip, width, height)
        self._timeline.paint(painter, state, box, unit=unit, slim=True, night=True)

    def _asked(
        self, caption: str, state: ViewState, width: int, height: int
    ) -> tuple[str, int, int, float, int]:
        """How a caption is to be set: in a wide picture the map gets at least half the height."""
        most = round(self.strip(width, height).y0 - MAP_SHARE * height)
        return caption, width, height, state.text_scale, most

    def charts(self, state: ViewState) -> tuple[Chart, ...]:
        """The charts of the stop."""
        return self._charts_of(current_step(state, self._world).event)

    def _paint_chart(
        self,
        painter: QPainter,
        charts: tuple[Chart, ...],
        state: ViewState,
        width: int,
        height: int,
    ) -> None:
        if self._chart is None:
            from ui.present.chart import AudienceChart  # most presentations do without

            self._chart = AudienceChart()
        self._chart.paint(painter, charts, state, width, height)

    def foresee(self, state: ViewState, width: int, height: int) -> None:
        """Set the words that a stop will need; call it when there is time."""
        top = round(self._resting_edge(state, width, height))
        caption_picture(*self._asked(self.caption(state), state, width, height))
        self._map.foresee(state, width, top, **self._manner(state, top, width, height))

    def _manner(self, state: ViewState, top: int, width: int, height: int) -> dict[str, Any]:
        """How the map is to be painted above a plate with that upper edge."""
        unit = height / theme.REFERENCE_HEIGHT
        year, title = self.heading(state)
        return {
            "unit": MAP_SCALE * unit * state.text_scale,
            "free": _above(top, width, height),
            "heading": False,
            "least": theme.least_pixels(height),
            "obstacles": (
                _heading_box(year_picture(year, unit), title_picture(title, width, unit), unit),
            ),
        }

    def viewport(self, state: ViewState, width: int, height: int) -> Viewport:
        """The part of the plane that the frame shows."""
        free = self.free(state, width, height)
        return self._map.viewport(state.now, width, round(free.y1), free)

    def free(self, state: ViewState, width: int, height: int) -> Box:
        """The part of the frame at rest that the caption leaves free."""
        return _above(round(self._resting_edge(state, width, height)), width, height)

    def strip(self, width: int, height: int) -> Box:
        """Where the timeline is."""
        top = height - self._timeline.height(height / theme.REFERENCE_HEIGHT, slim=True)
        return Box(0, top, width, height)

    def day_at(self, state: ViewState, x: float, width: int, height: int) -> float:
        """The day that the timeline shows at the pixel `x`."""
        unit = height / theme.REFERENCE_HEIGHT
        plan = self._timeline.plan(state, self.strip(width, height), unit=unit, slim=True)
        return plan.axis.to_day(plan.axis.clamped(x))

    def caption(self, state: ViewState) -> str:
        """The words on the plate: the stop's caption, or where a dragged date lies."""
        if between_stops(state, self._world):
            target = state.flight.target if state.flight else state.now
            return f"{between_words(target.day, self._world.tour(state.tour))}."
        return unbroken(self._event_of(current_step(state, self._world).event).caption)

    def heading(self, state: ViewState) -> tuple[str, str]:
        """The year that shows and the title below it."""
        year = str(year_of(state.day))
        if between_stops(state, self._world):
            return year, day_in_words(state.day)
        return year, current_step(state, self._world).title

    def _edge_of_plate(self, state: ViewState, width: int, height: int) -> float:
        target = self._resting_edge(state, width, height)
        if state.flight is None or self._size != (width, height) or not self._edge:
            self._edge = self._left_at = target
        elif state.flight is not self._flight:
            self._left_at = self._edge
        self._flight, self._size = state.flight, (width, height)
        if state.flight is not None:
            self._edge = self._left_at + (target - self._left_at) * ease(state.progress)
        return self._edge

    def _resting_edge(self, state: ViewState, width: int, height: int) -> float:
        words = set_caption(*self._asked(self.caption(state), state, width, height))
        return self.strip(width, height).y0 - words.height


def _above(edge: float, width: int, height: int) -> Box:
    top = NARROW_TOP * height if width < NARROW * height else 0.0
    return Box(0, top, width, edge)


def _heading_box(year: QImage, title: QImage, unit: float) -> Box:
    right = max(year.width(), title.width()) + 12 * unit
    return Box(0, 0, right, year.height() + title.height())

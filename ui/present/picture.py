"""The whole Present view as a picture: map, year and title, caption and slim timeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage, QPainter

from db.chart_records import Chart
from db.dates import day_in_words, year_of
from db.records import Event, EventId, World
from ui import theme
from ui.asking import Phase
from ui.camera import Box, Viewport
from ui.letters import nothing
from ui.map.glide import Glide
from ui.map.picture import MapPicture
from ui.present.caption import caption_picture, set_caption
from ui.present.heading import title_picture, year_picture
from ui.prose import between_words, unbroken
from ui.quiz.paint import paint_plate, plate_picture
from ui.quiz.plate import Plate, Room, away_words, plate_asking, plate_for
from ui.state import ViewState, between_stops, current_step
from ui.timeline.painter import TimelinePicture

if TYPE_CHECKING:
    from ui.present.chart import AudienceChart

# In narrow pictures (4:3) the heading is wide: what a stop shows is framed below its middle.
NARROW, NARROW_TOP = 1.5, 0.12
LEAST_BESIDE = 0.36  # of the width: with less than that a question leaves only the year
MAP_SCALE = 1.3  # names and legend are read from the back of the room


class PresentPicture:
    """Paints a Present frame of a state on any painter.

    Words are set once and kept as pictures; a frame of a flight only copies them. What is free for
    the map glides from one caption's height to the next, or to the side of a question.
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
        self._glide = Glide()

    def paint(
        self, painter: QPainter, state: ViewState, width: int, height: int, *, fine: bool = True
    ) -> None:
        """Paint a frame of `width` by `height` pixels; `fine` as the map takes it."""
        if state.chart is not None and (charts := self.charts(state)):
            self._paint_chart(painter, charts, state, width, height)
            return
        unit = height / theme.REFERENCE_HEIGHT
        free = self._glide.at(state, self.free(state, width, height), (width, height))
        plate = self.plate(state, width, height)
        strip = self._timeline.height(unit, slim=True)
        top = round(free.y1) if plate is None else height - strip
        # Nothing is painted that the plate would hide.
        manner = self._manner(state, free, plate, width, height)
        self._map.paint(painter, state, width, top, **manner, fine=fine)
        self._paint_heading(painter, state, plate, width, unit)
        painter.fillRect(0, top, width, height - top, theme.NIGHT)
        if plate is None:
            words = caption_picture(self.caption(state), width, height, state.text_scale)
            painter.save()
            painter.setClipRect(0, top, width, height - strip - top)
            painter.drawImage(0, top, words)
            painter.restore()
        box = Box(0, height - strip, width, height)
        self._timeline.paint(painter, state, box, unit=unit, slim=True, night=True)
        question = self._map.question(state)
        if plate is not None and question is not None and state.question is not None:
            paint_plate(painter, plate, question, state.question, self._world.powers)

    def _paint_heading(
        self, painter: QPainter, state: ViewState, plate: Plate | None, width: int, unit: float
    ) -> None:
        year, title = self.heading(state)
        big = year_picture(year, unit)
        painter.drawImage(0, 0, big)
        if not _is_crowded(plate, width):
            below = title_picture(title, _beside(plate, width), unit)
            painter.drawImage(0, big.height(), below)

    def plate(self, state: ViewState, width: int, height: int) -> Plate | None:
        """The plate of the question that a state shows."""
        question = self._map.question(state)
        if question is None or state.question is None:
            return None
        strip = self.strip(width, height).y0
        room = Room(width, strip, height, max(state.text_scale, 1.0))
        return plate_for(question, plate_asking(state.question), room, self._said(state))

    def _said(self, state: ViewState) -> str:
        """How far away the class has pointed, once the answer is there."""
        question, asking = self._map.question(state), state.question
        if question is None or asking is None or asking.guess is None:
            return ""
        away = self._map.marks.away_km(question, *asking.guess)
        if away is None or asking.phase is not Phase.REVEALED:
            return ""
        return away_words(away, question)

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
        free = self.free(state, width, height)
        plate = self.plate(state, width, height)
        question = self._map.question(state)
        if plate is not None and question is not None and state.question is not None:
            plate_picture(plate, question, state.question, self._world.powers)
            top = round(self.strip(width, height).y0)
        else:
            caption_picture(self.caption(state), width, height, state.text_scale)
            top = round(free.y1)
        self._map.foresee(state, width, top, **self._manner(state, free, plate, width, height))

    def _manner(
        self, state: ViewState, free: Box, plate: Plate | None, width: int, height: int
    ) -> dict[str, Any]:
        """How the map is to be painted in the part that caption or question leave free."""
        unit = height / theme.REFERENCE_HEIGHT
        year, title = self.heading(state)
        below = nothing(1, 1)
        if not _is_crowded(plate, width):
            below = title_picture(title, _beside(plate, width), unit)
        obstacles = [_heading_box(year_picture(year, unit), below, unit)]
        if plate is not None:
            obstacles.append(plate.box)
        return {
            "unit": MAP_SCALE * unit * state.text_scale,
            "free": free,
            "heading": False,
            "obstacles": tuple(obstacles),
        }

    def viewport(self, state: ViewState, width: int, height: int) -> Viewport:
        """The part of the plane that the frame shows."""
        free = self.free(state, width, height)
        bottom = free.y1 if state.question is None else self.strip(width, height).y0
        return self._map.viewport(state.now, width, round(bottom), free)

    def free(self, state: ViewState, width: int, height: int) -> Box:
        """The part of the frame at rest that caption or question leave free for the camera.

        A question without a view of its own leaves the map where it is.
        """
        question = self._map.question(state)
        plate = self.plate(state, width, height)
        if plate is None or question is None or question.framing is None:
            return _above(round(self._resting_edge(state, width, height)), width, height)
        unit = height / theme.REFERENCE_HEIGHT
        year, title = self.heading(state)
        heading = year_picture(year, unit).height()
        if not _is_crowded(plate, width):
            heading += title_picture(title, _beside(plate, width), unit).height()
        return Box(0, 0.6 * heading, plate.box.x0, self.strip(width, height).y0)

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

    def _resting_edge(self, state: ViewState, width: int, height: int) -> float:
        words = set_caption(self.caption(state), width, height, state.text_scale)
        return self.strip(width, height).y0 - words.height


def _above(edge: float, width: int, height: int) -> Box:
    top = NARROW_TOP * height if width < NARROW * height else 0.0
    return Box(0, top, width, edge)


def _is_crowded(plate: Plate | None, width: int) -> bool:
    """Whether a question leaves too little room for a title beside it."""
    return plate is not None and plate.box.x0 < LEAST_BESIDE * width


def _beside(plate: Plate | None, width: int) -> int:
    """The width that a heading may take."""
    return width if plate is None else round(plate.box.x0)


def _heading_box(year: QImage, title: QImage, unit: float) -> Box:
    right = max(year.width(), title.width()) + 12 * unit
    return Box(0, 0, right, year.height() + title.height())

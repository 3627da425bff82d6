"""The whole Present view as a picture: map, year and title, caption and slim timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from db.chart_records import Chart
from db.dates import day_in_words, year_of
from db.records import Event, EventId, PlaceId, Question, Step, World
from ui import theme
from ui.asking import Phase
from ui.camera import Box, Camera, Viewport
from ui.flight import Flight, Instant, ease
from ui.inscriptions import put
from ui.letters import nothing
from ui.map.frame import Manner
from ui.map.picture import MapPicture
from ui.map.told import places_told, race_told
from ui.present.caption import caption_picture, set_caption
from ui.present.heading import title_picture, year_picture
from ui.prose import between_words, unbroken, unsourced
from ui.quiz.paint import paint_plate, plate_picture
from ui.quiz.plate import Plate, Room, away_words, plate_asking, plate_for
from ui.state import ViewState, between_stops, current_step, instant_at, names_stop
from ui.timeline.painter import TimelinePicture

if TYPE_CHECKING:
    from ui.present.chart import AudienceChart
    from ui.present.compared import ComparedPresent

# In narrow pictures (4:3) the heading is wide: what a stop shows is framed below its middle.
NARROW, NARROW_TOP = 1.5, 0.12
SKIES = 4  # steps in which the sky reaches down to the heading's lower edge
BESIDE_SKIES = (0.6, 0.8, 1.0, 1.2)  # of the heading's lower edge, beside a question
BEYOND = (0.0, 0.15, 0.3, 0.5)  # of the free width
NEAR = 12.0  # reference pixels between the heading and a place that a stop points at
MAP_SHARE = 0.5  # of the height, at least
LEAST_BESIDE = 0.36  # of the width: with less than that a question leaves only the year
CARD_TEXT = 0.0264  # of the height, on the cards of a race
MAP_SCALE = 1.3  # names and legend are read from the back of the room


class Edges(NamedTuple):
    """What keeps the map in, in pixels: the sky's lower edge, the upper one of the caption's plate,
    and the left one of a question's plate.

    The map goes on behind the sky, but what a stop shows is framed below it. It is framed `beyond`
    both sides where that brings nearer what a question marks.
    """

    sky: float
    plate: float
    right: float
    beyond: float = 0.0

    @property
    def free(self) -> Box:
        """The part that they leave free."""
        return Box(-self.beyond, self.sky, self.right + self.beyond, round(self.plate))


NO_EDGES = Edges(0.0, 0.0, 0.0)


class PresentPicture:
    """Paints a Present frame of a state on any painter.

    Words are set once and kept as pictures; a frame of a flight only copies them. The plate's
    upper edge glides from one caption's height to the next while the map flies. A question has a
    plate of its own at the right, over the map of the stop before.
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
        self._left_at = NO_EDGES  # what kept the map in when the flight began
        self._cleared: tuple[object, Edges] | None = None  # what was asked for, and the answer
        self._unmarked: tuple[object, Edges] | None = None  # the same for a question
        self._edges = NO_EDGES  # and when it was painted last
        self.touch: float = theme.TOUCH  # the least size of what can be taken hold of, in pixels
        self._two: ComparedPresent | None = None

    @property
    def compared(self) -> ComparedPresent:
        """What paints two dates instead of one."""
        if self._two is None:
            from ui.present.compared import ComparedPresent

            self._two = ComparedPresent(self._map, self._timeline, self._world)
        return self._two

    def retell(self, world: World) -> None:
        """Tell other tours of the same lesson from now on."""
        self._world = world

    def paint(
        self,
        painter: QPainter,
        state: ViewState,
        width: int,
        height: int,
        *,
        fine: bool = True,
        staged: bool = True,
    ) -> None:
        """Paint a frame of `width` by `height` pixels; `fine` and `staged` are as for the map."""
        if state.chart is not None and (charts := self.charts(state)):
            self._paint_chart(painter, charts, state, width, height)
            return
        if state.comparison is not None:
            self.compared.paint(painter, state, width, height, touch=self.touch, fine=fine)
            return
        unit = height / theme.REFERENCE_HEIGHT
        edges = self._edges_of(state, width, height)
        plate = self.plate(state, width, height)
        top = self._bottom(state, edges, width, height)
        # Nothing is painted that the plate would hide.
        manner = self._manner(state, edges.free, plate, width, height)
        self._map.paint(painter, state, width, top, **manner, fine=fine, staged=staged)
        year, title = self._heading_pictures(state, plate, width, height)
        for y, picture in (year, title) if names_stop(state, self._world) else (year,):
            put(painter, 0, y, picture)
        strip = self._timeline.height(unit, slim=True)
        painter.fillRect(0, top, width, height - top, theme.NIGHT)
        if plate is None:
            words = caption_picture(*self._asked(self.caption(state), state, width, height))
            painter.save()
            painter.setClipRect(0, top, width, height - strip - top)
            put(painter, 0, top, words)
            painter.restore()
        box = Box(0, height - strip, width, height)
        self._timeline.paint(painter, state, box, unit=unit, slim=True, night=True)
        question = self._map.question(state)
        if plate is not None and question is not None and state.question is not None:
            paint_plate(painter, plate, question, state.question, self._world.powers)

    def _bottom(self, state: ViewState, edges: Edges, width: int, height: int) -> int:
        """How far down the map is painted: to the caption, or with a question to the timeline."""
        question = self._map.question(state)
        return round(edges.plate if question is None else self.strip(width, height).y0)

    def plate(self, state: ViewState, width: int, height: int) -> Plate | None:
        """The plate of the question that a state shows."""
        question = self._map.question(state)
        if question is None or state.question is None:
            return None
        strip = self.strip(width, height).y0
        room = Room(width, strip, height, max(state.text_scale, 1.0))
        return plate_for(question, plate_asking(state.question), room, self._said(state))

    def kept_clear(
        self, state: ViewState, width: int, height: int
    ) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
        """What words cover at a stop at rest, and the places told or asked for.

        Above and below a question's plate nothing should lie either, for it grows with the answer.
        """
        edges, plate = self._resting_edges(state, width, height), self.plate(state, width, height)
        manner = self._manner(state, edges.free, plate, width, height)
        bottom = self._bottom(state, edges, width, height)
        words, places = self._map.kept_clear(state, width, bottom, **manner)
        asked = (Box(plate.box.x0, 0, width, bottom),) if plate is not None else ()
        return (*self._heading_boxes(state, plate, width, height), *asked, *words), places

    def _said(self, state: ViewState) -> str:
        """How far away the class has pointed, once the answer is there."""
        question, asking = self._map.question(state), state.question
        if question is None or asking is None or asking.guess is None:
            return ""
        away = self._map.marks.away_km(question, *asking.guess)
        if away is None or asking.phase is not Phase.REVEALED:
            return ""
        return away_words(away, question)

    def _asked(
        self, caption: str, state: ViewState, width: int, height: int
    ) -> tuple[str, int, int, float, int]:
        """How a caption is to be set: in a wide picture the map gets at least half the height."""
        most = round(self.strip(width, height).y0 - MAP_SHARE * height)
        return caption, width, height, state.text_scale, most

    def paint_stage(
        self,
        painter: QPainter,
        state: ViewState,
        width: int,
        height: int,
        *,
        within: Box | None = None,
    ) -> None:
        """Paint what moves at a stop, over a picture painted without it."""
        free = self.free(state, width, height)
        painter.save()
        painter.setClipRect(0, 0, width, round(free.y1), Qt.ClipOperation.IntersectClip)
        manner = self._manner(state, free, None, width, height)
        self._map.paint_stage(painter, state, width, round(free.y1), within=within, **manner)
        painter.restore()

    def stage_changed(self, before: ViewState, after: ViewState) -> list[Box]:
        """The parts of the frame painted last that differ between two states of its stage."""
        return self._map.stage_changed(before, after)

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

    def names_at(self, state: ViewState, width: int, height: int) -> frozenset[PlaceId]:
        """The places whose names a stop at rest shows; nothing is painted."""
        edges, plate = self._resting_edges(state, width, height), self.plate(state, width, height)
        manner = self._manner(state, edges.free, plate, width, height)
        return self._map.names_at(state, width, self._bottom(state, edges, width, height), **manner)

    def foresee(self, state: ViewState, width: int, height: int) -> Iterator[None]:
        """Set the words that a stop will need, in pieces; go through them when there is time."""
        edges, plate = self._resting_edges(state, width, height), self.plate(state, width, height)
        question = self._map.question(state)
        if plate is not None and question is not None and state.question is not None:
            plate_picture(plate, question, state.question, self._world.powers)
        else:
            caption_picture(*self._asked(self.caption(state), state, width, height))
        yield
        manner = self._manner(state, edges.free, plate, width, height)
        bottom = self._bottom(state, edges, width, height)
        yield from self._map.foresee(state, width, bottom, **manner)

    def _manner(
        self, state: ViewState, free: Box, plate: Plate | None, width: int, height: int
    ) -> Manner:
        """How the map is to be painted where plates and sky leave it free."""
        obstacles = self._heading_boxes(state, plate, width, height)
        unit = height / theme.REFERENCE_HEIGHT
        rest = self._resting_edges(state, width, height)
        return {
            "landing": (self._bottom(state, rest, width, height), rest.free),
            "unit": MAP_SCALE * unit * state.text_scale,
            "free": free,
            "heading": False,
            "least": theme.least_pixels(height),
            "card_text": CARD_TEXT * height * max(state.text_scale, 1.0),
            "obstacles": obstacles if plate is None else (*obstacles, plate.box),
        }

    def viewport(self, state: ViewState, width: int, height: int) -> Viewport:
        """The part of the plane that the frame shows."""
        if state.comparison is not None:
            return self.compared.viewport(state, width, height)
        edges = self._resting_edges(state, width, height)
        bottom = self._bottom(state, edges, width, height)
        return self._map.viewport(state.now, width, bottom, edges.free)

    def painted_view(self, state: ViewState, width: int, height: int) -> Viewport:
        """The part of the plane that the map of the frame painted last showed of that state."""
        if state.comparison is not None:
            return self.viewport(state, width, height)
        painted = self._size == (width, height) and self._edges.plate > 0
        edges = self._edges if painted else self._resting_edges(state, width, height)
        bottom = self._bottom(state, edges, width, height)
        return self._map.viewport(state.now, width, bottom, edges.free)

    def free(self, state: ViewState, width: int, height: int) -> Box:
        """The part of the frame at rest that plates and sky leave free; comparing, of one map.

        A question without a view of its own leaves the map where it is.
        """
        if state.comparison is not None:
            view = self.compared.viewport(state, width, height)
            return Box(0, 0, view.width, view.height)
        return self._resting_edges(state, width, height).free

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
        if state.comparison is not None:
            return self.compared.caption(state)
        if between_stops(state, self._world):
            target = state.flight.target if state.flight else state.now
            return f"{between_words(target.day, self._world.tour(state.tour))}."
        step = current_step(state, self._world)
        words = self._event_of(step.event).caption
        return unbroken(unsourced(step.caption) if step.caption else words)

    def heading(self, state: ViewState) -> tuple[str, str]:
        """The year that shows and the title below it."""
        year = str(year_of(state.day))
        if between_stops(state, self._world):
            return year, day_in_words(state.day)
        return year, current_step(state, self._world).title

    def _edges_of(self, state: ViewState, width: int, height: int) -> Edges:
        """What keeps the map in; in a flight the edges glide."""
        target = self._resting_edges(state, width, height)
        if state.flight is None or self._size != (width, height) or not self._edges.plate:
            self._edges = self._left_at = target
        elif state.flight is not self._flight:
            self._left_at = self._edges
        self._flight, self._size = state.flight, (width, height)
        if state.flight is not None:
            part = ease(state.progress)
            pairs = zip(self._left_at, target, strict=True)
            self._edges = Edges(*(start + (end - start) * part for start, end in pairs))
        return self._edges

    def _resting_edges(self, state: ViewState, width: int, height: int) -> Edges:
        question, beside = self._map.question(state), self.plate(state, width, height)
        if question is not None and beside is not None and question.framing is not None:
            return self._beside_question(question, beside, state, width, height)
        words = set_caption(*self._asked(self.caption(state), state, width, height))
        plate = self.strip(width, height).y0 - words.height
        sky = NARROW_TOP * height if width < NARROW * height else 0.0
        edges = Edges(sky, plate, width)
        # Asked for many times a frame.
        step, (_, title) = current_step(state, self._world), self.heading(state)
        asked = step, title, edges, width, height
        if self._cleared is None or self._cleared[0] != asked:
            self._cleared = asked, self._clear_of_heading(step, edges, state, width, height)
        return self._cleared[1]

    def _beside_question(
        self, question: Question, plate: Plate, state: ViewState, width: int, height: int
    ) -> Edges:
        """Edges within which neither plate nor year nor title hides the marks of a question.

        They are the same before and after the answer, so that the map stands still between.
        """
        assert question.framing is not None and state.question is not None
        heading = self._heading_boxes(state, plate, width, height)
        right, down = plate.box.x0, self.strip(width, height).y0
        asked = question, heading, right, state.text_scale, width, height
        if self._unmarked is not None and self._unmarked[0] == asked:
            return self._unmarked[1]
        unit = MAP_SCALE * height / theme.REFERENCE_HEIGHT * state.text_scale
        there = Instant.still(Camera(*question.framing), state.day, question.event)
        answered = state.question._replace(phase=Phase.REVEALED)

        def hides(edges: Edges) -> int:
            view = self._map.viewport(there, width, round(down), edges.free)
            marks = self._map.marks.boxes(view, question, answered, state.day, unit, right)
            seen = Box(0, 0, right, down)
            return sum(
                not seen.contains(mark) or any(box.meets(mark) for box in heading) for mark in marks
            )

        skies = (
            Edges(part * heading[-1].y1, down, right, beyond * right)
            for beyond in BEYOND
            for part in BESIDE_SKIES
        )
        self._unmarked = asked, min(skies, key=hides)
        return self._unmarked[1]

    def _clear_of_heading(
        self, step: Step, edges: Edges, state: ViewState, width: int, height: int
    ) -> Edges:
        """A sky that reaches down as far as keeps the heading off what the stop points at.

        It goes by the stop's own view, so that moving the map does not move the sky.
        """
        heading = self._heading_boxes(state, None, width, height)
        race, plate = self._world.race_at(step.event), round(edges.plate)
        told = places_told(step, self._event_of(step.event), self._world)
        told += race_told(race, self._world) if race else []

        def hides(sky: float) -> int:
            free = Box(0, sky, width, plate)
            view = self._map.viewport(instant_at(step), width, plate, free)
            points = [view.to_pixel(*point) for point in told]
            return sum(
                box.grown(NEAR * height / theme.REFERENCE_HEIGHT).contains(Box(x, y, x, y))
                for box in heading
                for x, y in points
            )

        lowest = max(heading[-1].y1, edges.sky)
        skies = [edges.sky + (lowest - edges.sky) * part / SKIES for part in range(SKIES + 1)]
        return edges._replace(sky=min(skies, key=hides))

    def _heading_pictures(
        self, state: ViewState, plate: Plate | None, width: int, height: int
    ) -> tuple[tuple[int, QImage], ...]:
        """Year and title, each with its upper edge; beside a large question the year alone."""
        unit = height / theme.REFERENCE_HEIGHT
        year, title = self.heading(state)
        big = year_picture(year, unit)
        if plate is not None and plate.box.x0 < LEAST_BESIDE * width:
            return ((0, big), (big.height(), nothing(1, 1)))
        room = width if plate is None else round(plate.box.x0)
        return ((0, big), (big.height(), title_picture(title, room, unit)))

    def _heading_boxes(
        self, state: ViewState, plate: Plate | None, width: int, height: int
    ) -> tuple[Box, Box]:
        """What the year and what the title cover."""
        unit = height / theme.REFERENCE_HEIGHT
        (_, big), (top, below) = self._heading_pictures(state, plate, width, height)
        return (
            Box(0, 0, big.width() + 12 * unit, big.height()),
            Box(0, top, below.width(), top + below.height()),
        )

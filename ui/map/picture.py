"""The whole map as a picture: from a state to pixels, at rest or in motion."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache, partial
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QPen

from db.dates import day_in_words, in_words, year_of
from db.records import (
    Event,
    EventId,
    Place,
    PlaceId,
    Question,
    Race,
    RouteId,
    Step,
    TerritoryId,
    World,
)
from ui import theme
from ui.camera import Box, Viewport
from ui.flight import Flight, Instant
from ui.inscriptions import note_circle, put
from ui.map import furniture
from ui.map.basemap import Basemap
from ui.map.carried import CarriedLand, Land, Layer, frames_ahead
from ui.map.furniture import LegendEntry
from ui.map.ground import Ground, lakes_filled
from ui.map.labels import AREAS, LabelFlight, Spot, box_at, clashing, plan
from ui.map.legend import LEAST_ENTRIES, PUSH, SMALLER, Seat, Told, find_seat, inside
from ui.map.lettering import Words, draw_words, margin, measure
from ui.map.politics import Politics, frontiers_in_view, territories_in_view
from ui.map.routes import paint_routes, point_at, stretch
from ui.map.scene import Emphasis, Frontier, NameShown, Scene, SceneMaker, stressing
from ui.map.stage import RaceStage, Stage, VoyageStage
from ui.map.standing import StandingLand
from ui.map.style import LabelLook
from ui.state import ViewState, between_stops, current_step, instant_at
from ui.state import staged as staged_event

if TYPE_CHECKING:  # imported with the first question
    from ui.quiz.marks import Marks

WIDEST = 360.0  # reference pixels, more than any name is wide
CARD_TEXT = 16.5  # reference pixels, on the cards of a race
MARGIN = 24.0  # reference pixels around the furniture
NEAR = 9.0  # reference pixels between the legend and a place that a stop points at
SPREAD = 5  # points by which land is looked at, along each side of the box around it
STRETCHES = 60  # by which ways are looked at
LEAST_LINE = 0.6  # how much smaller date and place get where the map is narrow
# How much smaller year and line get, step by step, where they would hide a place that is told.
HEADINGS = ((1.0, 1.0), (0.82, 1.0), (0.66, 1.0), (0.66, 0.82), (0.5, 0.7))
STAGES_KEPT = 4
Legends = tuple[tuple[LegendEntry, ...], ...]  # the longest first
LAND_LAYERS = 5
LONGEST_FRAME = 0.05  # seconds
LEGEND_SHARE = 0.42  # of the free height, at most
# Where a flight is looked at for names that would run into each other.
WAYPOINTS = (0.25, 0.5, 0.75)


class Frame(NamedTuple):
    """Size and manners of one picture: `free` is the part that nothing covers, in pixels.

    No text is smaller than `least` pixels. `landing` is the height of the picture and the free part
    of it when a flight has ended.
    """

    width: int
    height: int
    unit: float
    free: Box
    heading: bool
    obstacles: tuple[Box, ...]
    least: int
    card_text: int
    landing: tuple[int, Box]

    @property
    def landed(self) -> Frame:
        """The same picture when the flight has ended."""
        height, free = self.landing
        return self._replace(height=height, free=free)

    @property
    def for_names(self) -> Box:
        """The part of the picture where names may stand: in the sky too."""
        free = self.free
        return Box(max(free.x0, 0.0), 0.0, min(free.x1, self.width), free.y1)

    @property
    def right(self) -> float:
        """Where what stands at the right begins, or the free part ends."""
        beside = (box.x0 for box in self.obstacles if box.x0 > self.width / 8)
        return min((self.free.x1, *beside))


def _frame(
    width: int,
    height: int,
    *,
    unit: float,
    free: Box | None = None,
    heading: bool = True,
    obstacles: Iterable[Box] = (),
    card_text: float = 0.0,
    least: int = 0,
    landing: tuple[int, Box] | None = None,
) -> Frame:
    free = free or Box(0, 0, width, height)
    text = ceil(card_text or CARD_TEXT * unit)
    landing = landing or (height, free)
    return Frame(width, height, unit, free, heading, tuple(obstacles), least, text, landing)


class _Planned(NamedTuple):
    """What names were planned for, and their seats."""

    names: tuple[NameShown, ...]
    stressed: tuple[PlaceId, ...]
    view: Viewport
    frame: Frame
    taken: tuple[Box, ...]
    stage: Stage | None
    look: str
    spots: tuple[Spot, ...]


class MapPicture:
    """Paints the map of a state on any painter.

    One for each output: it keeps the ground of the last view, and remembers which names showed,
    so that in a flight they only fade.
    """

    def __init__(
        self,
        world: World,
        basemap: Basemap,
        event_of: Callable[[EventId], Event],
        question_of: Callable[[EventId], Question | None] = lambda _: None,
    ) -> None:
        self._world = world
        self._question_of = question_of
        self.basemap = basemap
        self._event_of = event_of
        self._ground = Ground(basemap)
        self._politics = Politics(basemap, world.powers)
        self._maker = SceneMaker(world, sorted(basemap.codes("border")), self._emphasis)
        self._whole_scene = lru_cache(maxsize=16)(self._maker.at)
        self._state: ViewState | None = None
        self._ground_kept: tuple[tuple[Viewport, str], QImage] | None = None
        self._standing = StandingLand()
        self._flight: Flight | None = None
        self._label_flight: LabelFlight | None = None
        self._legends: Legends = ()
        self._legend_for: tuple[Flight | None, bool] | None = None
        # In the picture painted last:
        self.heading_at: Box | None = None
        self.heading_boxes: tuple[Box, ...] = ()  # what its year and its line cover
        self.legend_at: Box | None = None
        self.legend: tuple[LegendEntry, ...] = ()
        self._seat = lru_cache(maxsize=8)(self._find_seat)
        self._heading_shares = lru_cache(maxsize=8)(self._find_heading_shares)
        self._told_land = lru_cache(maxsize=4)(self._find_told_land)
        self._carried = CarriedLand()
        self._progress = 1.0  # of the flight, in the picture painted last
        self._shown: dict[Spot, float] = {}
        self._ahead: list[Spot] = []
        self._stages: dict[tuple[EventId, Viewport, Frame], tuple[tuple[Box, ...], Stage]] = {}
        self._plans: deque[_Planned] = deque(maxlen=4)
        self._stage: Stage | None = None

    def retell(self, world: World) -> None:
        """Tell other tours of the same lesson from now on."""
        self._world = world

    @property
    def names_shown(self) -> frozenset[PlaceId]:
        """The places whose names could be read in the picture painted last."""
        return frozenset(spot.place.id for spot, opacity in self._shown.items() if opacity > 0.5)

    @cached_property
    def marks(self) -> Marks:
        """What questions mark on the map."""
        from ui.quiz.marks import Marks

        return Marks(self.basemap, self._world.places)

    def question(self, state: ViewState) -> Question | None:
        """The question that a state shows."""
        return self._question_of(state.question.event) if state.question else None

    def _scene(self, instant: Instant) -> Scene:
        """The scene of an instant, without names that would answer the question."""
        scene = self._whole_scene(instant)
        state = self._state
        question = self.question(state) if state else None
        if state is None or state.question is None or question is None:
            return scene
        from ui.quiz.marks import hidden_places

        hidden = hidden_places(question, state.question)
        return scene._replace(names=tuple(n for n in scene.names if n.place.id not in hidden))

    def prepare(self) -> None:
        """Make what speeds up motion; call it when there is time."""
        self._ground.prepare()
        self._politics.prepare()

    def foresee(self, state: ViewState, width: int, height: int, **manner: Any) -> Iterator[None]:
        """Set the words that a stop will need and read its land, so that a flight starts at once.

        Takes what `paint` takes. It is done in pieces; go through them when there is time.
        """
        self._ground.prepare()
        yield
        frame = _frame(width, height, **manner)
        view = self.viewport(state.now, width, height, frame.free)
        scratch = QImage(1, 1, QImage.Format.Format_RGB32)
        if frame.heading:
            with self._standing_at(state), QPainter(scratch) as painter:
                self._paint_heading(painter, frame)
            yield
        with self._standing_at(state), QPainter(scratch) as painter:
            scene = self._scene(state.now)
            boxes = self._paint_furniture(painter, view, scene, frame)
        yield
        with self._standing_at(state):
            self._set_stage(view, frame, boxes)
            self._plan_names(view, scene, frame, boxes, fine=True)
            stage, shown = self._stage, self._shown
        for spot, name in _written(scene, shown):
            yield
            draw_words(Words.of(spot.place, name.label, spot.look, frame.unit))
        yield
        with self._standing_at(state), QPainter(scratch) as painter:
            self._stage, self._shown = stage, shown
            self._paint_stage(painter, view, scene, frame)
        yield
        yield from self._ground.foresee(view)

    def names_at(
        self, state: ViewState, width: int, height: int, **manner: Any
    ) -> frozenset[PlaceId]:
        """The places whose names a stop at rest shows; takes what `paint` takes, paints nothing."""
        frame = _frame(width, height, **manner)
        view = self.viewport(state.now, width, height, frame.free)
        scratch = QImage(1, 1, QImage.Format.Format_RGB32)
        with self._standing_at(state), QPainter(scratch) as painter:
            scene = self._scene(state.now)
            boxes = self._paint_furniture(painter, view, scene, frame)
            self._set_stage(view, frame, boxes)
            self._plan_names(view, scene, frame, boxes, fine=True)
            return self.names_shown

    def kept_clear(
        self, state: ViewState, width: int, height: int, **manner: Any
    ) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
        """What heading and legend cover at a stop at rest, and the places told or asked for.

        Takes what `paint` takes; nothing is painted.
        """
        frame = _frame(width, height, **manner)
        view = self.viewport(state.now, width, height, frame.free)
        scratch = QImage(1, 1, QImage.Format.Format_RGB32)
        with self._standing_at(state), QPainter(scratch) as painter:
            self._paint_furniture(painter, view, self._scene(state.now), frame)
            heading = self.heading_boxes if frame.heading else ()
            legend = (self.legend_at,) if self.legend_at else ()
            told = self.told_points(current_step(state, self._world), view)
            places = [Box(x, y, x, y).grown(NEAR * frame.unit) for x, y in told]
            return (*heading, *legend), (*places, *self._boxes_of_marks(frame))

    @contextmanager
    def _standing_at(self, state: ViewState) -> Iterator[None]:
        """For a while it is as if that state were painted."""
        kept = self._state, self._flight, self._label_flight, self._shown
        legend, stage = (self._legends, self._legend_for, self.legend_at, self.legend), self._stage
        heading = self.heading_at, self.heading_boxes
        self._state, self._shown = state, {}
        try:
            yield
        finally:
            self._state, self._flight, self._label_flight, self._shown = kept
            (self._legends, self._legend_for, self.legend_at, self.legend), self._stage = (
                legend,
                stage,
            )
            self.heading_at, self.heading_boxes = heading

    def viewport(
        self, instant: Instant, width: int, height: int, free: Box | None = None
    ) -> Viewport:
        """The part of the plane that a picture of that size shows."""
        return Viewport.of(instant.camera, width, height, self.basemap.bounds, free)

    def paint(
        self,
        painter: QPainter,
        state: ViewState,
        width: int,
        height: int,
        *,
        unit: float,
        free: Box | None = None,
        heading: bool = True,
        obstacles: Iterable[Box] = (),
        least: int = 0,
        card_text: float = 0.0,
        landing: tuple[int, Box] | None = None,
        fine: bool = True,
        staged: bool = True,
    ) -> None:
        """Paint a picture of `width` by `height` pixels.

        `unit` is the size of a reference pixel, `free` the part that no panel covers, where the
        camera is framed and names may stand; `obstacles` are boxes in it that names leave alone;
        no text is smaller than `least` pixels, and `card_text` is the size in pixels of the text
        on a race's cards. In a flight `landing` is the height of the picture that it ends with, and
        the free part of it. `fine` paints the picture at rest; without it edges are rough and
        quick. What a stop shows in motion is painted as far as it has come; without `staged` it is
        left for `paint_stage`, and so are names.
        """
        frame = _frame(
            width,
            height,
            unit=unit,
            free=free,
            heading=heading,
            obstacles=obstacles,
            least=least,
            card_text=card_text,
            landing=landing,
        )
        self._state = state
        scene = self._scene(state.now)
        view = self.viewport(state.now, width, height, frame.free)
        self._paint_land(painter, view, scene, frame, fine=fine)
        boxes = self._paint_furniture(painter, view, scene, frame)
        self._set_stage(view, frame, boxes)
        self._plan_names(view, scene, frame, boxes, fine=fine)
        if self._stage:
            self._stage.paint_ground(painter)
        if staged:
            self._paint_stage(painter, view, scene, frame)

    # What moves at a stop

    @property
    def stage(self) -> Stage | None:
        """What moves, or has moved, on the picture painted last."""
        return self._stage

    def name_boxes(self, view: Viewport, unit: float) -> list[Box]:
        """Where the names of the picture painted last stand in its view."""
        assert self._state is not None
        indexes = {name.place.id: name.label for name in self._scene(self._state.now).names}
        return [
            spot.box(view, *_measure(unit, spot.place, indexes[spot.place.id], spot.look), unit)
            for spot in self._shown
        ]

    def told_points(self, step: Step, view: Viewport) -> list[tuple[float, float]]:
        """Where the places lie that a stop points at by name, in pixels of a view."""
        told = {*self._event_of(step.event).places}
        return [
            view.to_pixel(place.x, place.y)
            for place in self._world.places
            if place.id in told
            and place.kind not in AREAS
            and any(label.start <= step.day < label.end for label in place.labels)
        ]

    def race_points(self, race: Race, view: Viewport) -> list[tuple[float, float]]:
        """The points that the ways of a race go through in a view, in pixels."""
        routes = {route.id: route for route in self._world.routes}
        return [
            view.to_pixel(x, y)
            for leg in {leg for run in race.runs for leg in run.legs}
            for x, y in stretch(routes[leg.route], leg.first_km, leg.last_km)
        ]

    def paint_stage(
        self,
        painter: QPainter,
        state: ViewState,
        width: int,
        height: int,
        *,
        within: Box | None = None,
        **manner: Any,
    ) -> None:
        """Paint what moves, and the names, over a picture painted without them.

        Takes what `paint` takes; that must have painted the same picture last. Where `within` is
        given nothing else of the picture need be right.
        """
        frame = _frame(width, height, **manner)
        self._state = state
        view = self.viewport(state.now, width, height, frame.free)
        self._paint_stage(painter, view, self._scene(state.now), frame, within)

    def stage_changed(self, before: ViewState, after: ViewState) -> list[Box]:
        """The parts of the picture painted last that differ between two states of its stage."""
        if self._stage is None:
            return []
        return list(self._stage.changed(_progress(before), _progress(after)))

    def _paint_stage(
        self,
        painter: QPainter,
        view: Viewport,
        scene: Scene,
        frame: Frame,
        within: Box | None = None,
    ) -> None:
        assert self._state is not None
        stage, progress = self._stage, _progress(self._state)
        if not (stage and within and stage.is_alone(within)):
            if stage:
                stage.paint_under(painter, progress, within)
            self._paint_names(painter, view, scene, frame, within)
        if stage:
            stage.paint_over(painter, progress, within)
        question, asking = self.question(self._state), self._state.question
        if question is not None and asking is not None:
            day, right = self._state.day, frame.right
            self.marks.paint(painter, view, question, asking, day, frame.unit, right)

    def _set_stage(self, view: Viewport, frame: Frame, boxes: list[Box]) -> None:
        assert self._state is not None
        event = staged_event(self._state, self._world)
        self._stage = self._stage_of(event, view, frame, boxes) if event else None

    def _stage_of(
        self, event: EventId, view: Viewport, frame: Frame, boxes: list[Box], *, near: bool = False
    ) -> Stage:
        """The stage of an event among those boxes; `near` takes one among others if there is."""
        asked, taken = (event, view, frame), tuple(boxes)
        found = self._stages.pop(asked, None)
        if found is None or (found[0] != taken and not near):
            found = taken, self._make_stage(event, view, frame, taken)
        self._stages[asked] = found
        while len(self._stages) > STAGES_KEPT:
            del self._stages[next(iter(self._stages))]
        return found[1]

    def _make_stage(
        self, event: EventId, view: Viewport, frame: Frame, boxes: tuple[Box, ...]
    ) -> Stage:
        race = self._world.race_at(event)
        if race is None:
            voyage = self._world.voyage_at(event)
            wanted = voyage.routes if voyage else ()
            routes = [route for route in self._world.routes if route.id in wanted]
            return VoyageStage(routes, view, unit=frame.unit)
        step = self._world.step_of(event)
        assert step is not None
        scene = self._scene(instant_at(step))

        def names_boxes(spared: Sequence[Box]) -> list[Box]:
            """Where the names that the stop points at stand; the others give way to cards."""
            named = [name for name in scene.names if name.place.id in scene.stressed_places]
            spots = self._seats(named, scene, view, frame, boxes, spared)
            indexes = {name.place.id: name.label for name in named}
            return [
                box
                for spot in spots
                for box in self._covered(spot, indexes[spot.place.id], view, frame.unit)
            ]

        return RaceStage(
            race,
            self._world,
            view,
            free=frame.free,
            unit=frame.unit,
            text=frame.card_text,
            taken=boxes,
            names=names_boxes,
        )

    def _covered(self, spot: Spot, index: int, view: Viewport, unit: float) -> tuple[Box, Box]:
        """What a name and its dot cover, with some air around."""
        name = spot.box(view, *_measure(unit, spot.place, index, spot.look), unit)
        x, y = view.to_pixel(spot.place.x, spot.place.y)
        return name.grown(4 * unit), Box(x, y, x, y).grown((spot.look.dot + 2) * unit)

    def _raced(self) -> frozenset[RouteId]:
        """The routes of the races that the map flies to, comes from or shows."""
        assert self._state is not None
        races = [self._world.race_at(event) for event, _ in self._state.now.events]
        if self._state.flight is None and staged_event(self._state, self._world) is None:
            return frozenset()
        return frozenset(
            leg.route for race in races if race for run in race.runs for leg in run.legs
        )

    # One of two dates

    def twin(self) -> MapPicture:
        """Another picture of the same world, which remembers the names of its own date."""
        other = MapPicture(self._world, self.basemap, self._event_of, self._question_of)
        other._ground = self._ground
        return other

    def take_ground(self, other: MapPicture) -> None:
        """Use the ground that the other has painted, where it is of the same view."""
        self._ground_kept = other._ground_kept

    def paint_bare(
        self,
        painter: QPainter,
        state: ViewState,
        width: int,
        height: int,
        *,
        unit: float,
        free: Box | None = None,
        obstacles: Iterable[Box] = (),
        stressed: frozenset[TerritoryId] = frozenset(),
        over_land: Callable[[QPainter, Viewport], None],
        least: int = 0,
        fine: bool = True,
    ) -> None:
        """Paint land and names without furniture, as `paint` does.

        `stressed` are the territories to be pointed at instead of the stop's; `over_land` paints
        between the land and the names.
        """
        frame = _frame(
            width,
            height,
            unit=unit,
            free=free,
            heading=False,
            obstacles=obstacles,
            least=least,
        )
        self._state = state
        scene = stressing(self._scene(state.now), stressed)
        view = self.viewport(state.now, width, height, frame.free)
        self._paint_land(painter, view, scene, frame, fine=fine)
        over_land(painter, view)
        self._stage = None
        self._plan_names(view, scene, frame, [*frame.obstacles], fine=fine)
        self._paint_names(painter, view, scene, frame, None)

    def entries(self, state: ViewState, view: Viewport, unit: float) -> tuple[LegendEntry, ...]:
        """What the legend of a state at rest lists: holders, and below them what is not certain."""
        self._state = state
        return next(
            iter(self._shortened(self._scene(state.now), view, unit, furniture.MOST_ENTRIES)), ()
        )

    # Land

    def _paint_land(
        self, painter: QPainter, view: Viewport, scene: Scene, frame: Frame, *, fine: bool
    ) -> None:
        assert self._state is not None
        if not fine and self._state.flight is not None:
            self._carry_land(painter, view, scene, frame)
            return
        self._carried.drop()
        paint = partial(self._paint_standing, view=view, scene=scene, frame=frame, fine=fine)
        if self._state.comparison is not None or self._raced():
            self._standing.drop()
            paint(painter)
            return
        shows = scene.fills, scene.frontiers, scene.tracks, lakes_filled(self._state.day)
        self._standing.paint(painter, view, self._manner(frame), shows, paint, fine=fine)

    def _paint_standing(
        self, painter: QPainter, view: Viewport, scene: Scene, frame: Frame, *, fine: bool
    ) -> None:
        assert self._state is not None
        asked = view, theme.worn().name
        if self._ground_kept and self._ground_kept[0] == asked:
            put(painter, 0, 0, self._ground_kept[1])
        elif fine:
            image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
            with QPainter(image) as inner:
                self._ground.paint(inner, view, fine=True)
            self._ground_kept = (asked, image)
            put(painter, 0, 0, image)
        else:
            self._ground.paint(painter, view, fine=False)
        for paint in self._dated(view, scene, self._state.day, frame.unit, fine=fine):
            paint(painter)

    def _carry_land(self, painter: QPainter, view: Viewport, scene: Scene, frame: Frame) -> None:
        """Paint the land of a flight, as far as may be from what is painted ahead.

        The first frame answers a key, and shows it as it was at rest.
        """
        state = self._state
        assert state is not None and state.flight is not None
        self._ground_kept = None  # a flight ends in another view; what it carries needs the room
        flight, progress = state.flight, state.progress
        last = self._progress if self._progress < progress else 0.0
        frame_share = min(max(progress - last, 0.0), LONGEST_FRAME / flight.seconds)
        self._progress = progress

        def layers(scene: Scene, day: float) -> Callable[[Viewport, float], tuple[Layer, ...]]:
            return lambda wide, part: (
                lambda painter: self._ground.paint(painter, wide, fine=False),
                *self._dated(wide, scene, day, frame.unit * part, fine=False),
            )

        def ahead() -> Land:
            later = flight.at(min(progress + frames_ahead(LAND_LAYERS) * frame_share, 1.0))
            there = self.viewport(later, frame.width, frame.height, frame.free)
            return Land(there, layers(self._whole_scene(later), later.day))

        land, manner = Land(view, layers(scene, state.day)), self._manner(frame)
        if not self._standing.paint_start(painter, land, manner):
            self._carried.paint(painter, land, manner, flight, ahead)

    def _manner(self, frame: Frame) -> tuple[str, bool, float]:
        """What decides about land beside view and date."""
        assert self._state is not None
        return theme.worn().name, self._state.doubt, frame.unit

    def _dated(
        self, view: Viewport, scene: Scene, day: float, unit: float, *, fine: bool
    ) -> tuple[Layer, ...]:
        """What the date decides on the land, in the order of painting."""
        assert self._state is not None
        doubt, raced = self._state.doubt, self._raced()
        staged = raced if self._state.flight is None else frozenset()
        return (
            lambda painter: self._politics.paint_tints(painter, view, scene, unit=unit, fine=fine),
            lambda painter: self._ground.paint_water(painter, view, day, fine=fine),
            lambda painter: self._politics.paint_lines(
                painter, view, scene, unit=unit, fine=fine, doubt=doubt
            ),
            lambda painter: paint_routes(
                painter, view, scene, unit=unit, raced=raced, staged=staged
            ),
        )

    # Furniture

    def _paint_furniture(
        self, painter: QPainter, view: Viewport, scene: Scene, frame: Frame
    ) -> list[Box]:
        """Paint heading, legend, scale and credits; the boxes they take."""
        assert self._state is not None
        margin, free = MARGIN * frame.unit, frame.free
        boxes = [*frame.obstacles]
        if frame.heading:
            boxes += self._paint_heading(painter, frame)
        bottom = free.y1 - 4 * frame.unit
        unit, least = frame.unit, frame.least
        right = frame.right
        credits = furniture.paint_credits(painter, right - 4 * unit, bottom, unit, least)
        scale = furniture.paint_scale(
            painter, view, right - margin, credits.y0 - 6 * unit, unit, least
        )
        boxes += [credits, scale]
        legends, self.legend_at = self._legends_of(scene, view, frame), None
        if legends:
            foot = tuple(_from_corner(box, right, free.y1) for box in (credits, scale))
            step, lift = current_step(self._state, self._world), round(free.y1 - scale.y0)
            seat = self._seat(step, frame.landed, legends, foot, lift, theme.worn().name)
            self.legend, share = _choices(legends)[seat.choice]
            legend = furniture.legend_picture(self.legend, frame.unit * share, frame.least)
            corners = _legend_corners(frame, legend.width(), legend.height(), lift)
            self.legend_at = box = seat.box(corners)
            put(painter, round(box.x0), round(box.y0), legend)
            boxes.append(box)
        return [*boxes, *self._boxes_of_marks(frame)]

    def _find_seat(
        self,
        step: Step,
        frame: Frame,
        legends: Legends,
        foot: tuple[Box, ...],
        lift: int,
        look: str,
    ) -> Seat:
        """Where which legend hides least of what the stop and the ribbons are about.

        It goes by the stop's own view, so that moving the map does not move the legend; `foot` is
        what credits and scale take from the lower right corner, and `lift` how high they reach.
        """
        view = self.viewport(instant_at(step), frame.width, frame.height, frame.free)
        ribbons = {lane.place for ribbon in self._world.ribbons for lane in ribbon.lanes}
        ribbons.difference_update(self._event_of(step.event).places)
        low = (_to_corner(box, frame.right, frame.free.y1) for box in foot)
        heading = self._heading_boxes(step, frame) if frame.heading else ()
        told = Told(
            tuple(self.told_points(step, view)),
            tuple(view.to_pixel(at.x, at.y) for at in self._world.places if at.id in ribbons),
            tuple(view.to_pixel(*point) for point in self._told_land(step.event)),
            tuple(view.to_pixel(*point) for point in self._told_ways(step.event)),
            (*frame.obstacles, *heading, *low),
            frame.free,
            NEAR * frame.unit,
        )
        sizes = (
            furniture.legend_shape(entries, frame.unit * share, frame.least)
            for entries, share in _choices(legends)
        )
        corners = partial(_legend_corners, frame, lift=lift)
        return find_seat(told, sizes, corners, PUSH * frame.unit)

    def _told_ways(self, event: EventId) -> list[tuple[float, float]]:
        """Points of the plane along the routes that a stop points at or has in motion."""
        race, voyage = self._world.race_at(event), self._world.voyage_at(event)
        told = {*self._event_of(event).routes, *(voyage.routes if voyage else ())}
        told |= {leg.route for run in (race.runs if race else ()) for leg in run.legs}
        return [
            point_at(route, route.km[-1] * part / STRETCHES)
            for route in self._world.routes
            if route.id in told
            for part in range(STRETCHES + 1)
        ]

    def _find_told_land(self, event: EventId) -> list[tuple[float, float]]:
        """Points of the plane spread over the land that a stop points at."""
        pieces = self.basemap.pieces(0, "land", self.basemap.bounds)
        return [
            point
            for territory in sorted(self._event_of(event).territories)
            for shape in pieces.get(territory, ())
            for point in _spread(shape.box)
            if shape.path.contains(QPointF(*point))
        ]

    def _boxes_of_marks(self, frame: Frame) -> list[Box]:
        """Where a question's marks stand at rest."""
        state = self._state
        assert state is not None
        question = self.question(state)
        if question is None:
            return []
        at = state.flight.target if state.flight else state.now
        view = self.viewport(at, frame.width, frame.height, frame.free)
        asking = state.question
        assert asking is not None
        return self.marks.boxes(view, question, asking, state.day, frame.unit, frame.right)

    def _legends_of(self, scene: Scene, view: Viewport, frame: Frame) -> Legends:
        """The legend, and after it those with fewer and fewer entries; in a flight those of its
        target, so that they change once."""
        assert self._state is not None
        if self.question(self._state) is not None:
            return ()  # its plate and letters may stand anywhere
        flight, doubt, most = self._state.flight, self._state.doubt, _most_entries(frame)
        if flight is None:
            self._legends = self._shortened(scene, view, frame.unit, most)
        elif (flight, doubt) != self._legend_for:
            target = self.viewport(flight.target, frame.width, *frame.landing)
            self._legends = self._shortened(self._scene(flight.target), target, frame.unit, most)
        self._legend_for = flight, doubt
        return self._legends

    def _shortened(self, scene: Scene, view: Viewport, unit: float, most: int) -> Legends:
        """The legend, and those with ever fewer entries, down to the ones that matter most."""
        ranked, doubts = self._listed(scene, view, unit)
        if not ranked and not doubts:
            return ()
        most = min(max(most - max(len(doubts) - 1, 0), LEAST_ENTRIES), len(ranked))
        counts = range(most, min(LEAST_ENTRIES, most) - 1, -1)
        return tuple(furniture.in_order(ranked[:count]) + doubts for count in counts)

    def _listed(
        self, scene: Scene, view: Viewport, unit: float
    ) -> tuple[list[furniture.Entry], tuple[LegendEntry, ...]]:
        """The holders of what is in view, those that matter first, and what is not certain."""
        assert self._state is not None
        seen = territories_in_view(self.basemap, view)
        known: list[Frontier] = []
        if self._state.doubt:
            known = frontiers_in_view(self.basemap, view, scene, unit)
        doubts = furniture.doubt_entries(scene, seen, known)
        return furniture.ranked_entries(scene, self._world.powers, seen), doubts

    def _paint_heading(self, painter: QPainter, frame: Frame) -> tuple[Box, Box]:
        assert self._state is not None
        step = current_step(self._state, self._world)
        passing = between_stops(self._state, self._world)
        shares = self._heading_shares(step, frame.landed, theme.worn().name)
        heading = _set_heading(*self.heading(), frame, shares, passing=passing)
        for box, picture in heading:
            put(painter, round(box.x0), round(box.y0), picture)
        (year, _), (line, _) = heading
        self.heading_boxes = year, line
        self.heading_at = Box(0, 0, max(year.x1, line.x1), line.y1)
        return year._replace(x0=0, y0=0), line._replace(x0=0)

    def _find_heading_shares(self, step: Step, frame: Frame, look: str) -> tuple[float, float]:
        """How large year and line are, so that they hide as little of what a stop tells as may be.

        It goes by the stop's own view, so that moving the map does not change them.
        """
        view = self.viewport(instant_at(step), frame.width, frame.height, frame.free)
        told = self.told_points(step, view)

        def hides(shares: tuple[float, float]) -> int:
            heading = _set_heading(*self._heading_of(step), frame, shares)
            return sum(inside(box, told) for box, _ in heading)

        return min(HEADINGS, key=hides)

    def _heading_boxes(self, step: Step, frame: Frame) -> tuple[Box, ...]:
        """What year and line of a stop cover."""
        shares = self._heading_shares(step, frame, theme.worn().name)
        heading = _set_heading(*self._heading_of(step), frame, shares)
        return tuple(box for box, _ in heading)

    def heading(self) -> tuple[str, str]:
        """The year that shows, and the date and place in words."""
        assert self._state is not None
        state = self._state
        year = str(year_of(int(state.day)))
        if between_stops(state, self._world):
            return year, day_in_words(int(state.day))
        return year, self._heading_of(current_step(state, self._world))[1]

    def _heading_of(self, step: Step) -> tuple[str, str]:
        """The year of a stop, and its date and place in words."""
        event = self._event_of(step.event)
        return str(year_of(int(step.day))), " · ".join(
            part for part in (in_words(event.when), event.where) if part
        )

    # Names

    def _plan_names(
        self,
        view: Viewport,
        scene: Scene,
        frame: Frame,
        obstacles: list[Box],
        *,
        fine: bool,
    ) -> None:
        """Decide which names show, where, and how strongly."""
        assert self._state is not None
        flight = self._state.flight
        if flight is not None:
            if flight is not self._flight:
                self._label_flight = None
            # The first frame of a flight answers a key: its names are planned with the second.
            if self._label_flight is None and (flight is self._flight or not self._shown):
                self._label_flight = self._plan_flight(flight, frame, obstacles)
            if self._label_flight is not None:
                self._shown = self._label_flight.opacities(self._state.progress)
                self._draw_ahead(scene, frame.unit)
        elif fine or not self._shown:
            spots = self._plan(scene, view, frame, obstacles, self._stage)
            self._shown = dict.fromkeys(spots, 1.0)
        self._flight = flight

    def _paint_names(
        self,
        painter: QPainter,
        view: Viewport,
        scene: Scene,
        frame: Frame,
        within: Box | None,
    ) -> None:
        near = within.grown(WIDEST * frame.unit) if within else None
        names = _by_place(scene)
        self._paint_dots(painter, view, frame.unit, names)
        for spot, opacity in self._shown.items():
            x, y = view.to_pixel(spot.place.x, spot.place.y)
            if near and not near.contains(Box(x, y, x, y)):
                continue
            for name in names.get(spot.place.id, ()):
                if opacity * name.weight > 0.02:
                    painter.setOpacity(opacity * name.weight)
                    self._paint_name(painter, x, y, spot, name, frame.unit)
        painter.setOpacity(1)

    def _draw_ahead(self, scene: Scene, unit: float) -> None:
        """Set a name or two that will appear later in the flight, so that not all come at once."""
        if not self._ahead:
            return
        indexes = {name.place.id: name.label for name in scene.names}
        for spot in self._ahead[:2]:
            if spot.place.id in indexes:
                draw_words(Words.of(spot.place, indexes[spot.place.id], spot.look, unit))
        self._ahead = self._ahead[2:]

    def _paint_name(
        self, painter: QPainter, x: float, y: float, spot: Spot, name: NameShown, unit: float
    ) -> None:
        words = Words.of(spot.place, name.label, spot.look, unit)
        box = box_at(x, y, spot, *measure(words), unit)
        put(painter, round(box.x0 - margin(unit)), round(box.y0 - margin(unit)), draw_words(words))

    def _paint_dots(
        self, painter: QPainter, view: Viewport, unit: float, names: dict[PlaceId, list[NameShown]]
    ) -> None:
        dots: dict[PlaceId, tuple[Spot, float]] = {}
        for spot, opacity in self._shown.items():
            named = min(sum(name.weight for name in names.get(spot.place.id, ())), 1.0)
            strength = opacity * named
            if spot.look.dot and strength > dots.get(spot.place.id, (spot, 0.02))[1]:
                dots[spot.place.id] = (spot, strength)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.PAPER)
        for spot, strength in dots.values():
            painter.setOpacity(strength)
            line = max(1.0, 0.28 * spot.look.dot * unit)
            painter.setPen(QPen(theme.INK, line))
            centre = QPointF(*view.to_pixel(spot.place.x, spot.place.y))
            painter.drawEllipse(centre, spot.look.dot * unit, spot.look.dot * unit)
            note_circle(painter, "dot", centre, spot.look.dot * unit, line, theme.INK)
        painter.restore()

    def _plan(
        self,
        scene: Scene,
        view: Viewport,
        frame: Frame,
        obstacles: list[Box],
        stage: Stage | None,
    ) -> tuple[Spot, ...]:
        """The seats of a scene's names; those planned last are kept, the next stop's among them."""
        frame = frame._replace(landing=(frame.height, frame.free))
        boxes, look = tuple(obstacles), theme.worn().name
        asked = (scene.names, scene.stressed_places, view, frame, boxes, stage, look)
        for planned in self._plans:
            if planned[:-1] == asked:
                return planned.spots
        taken = [*boxes, *(stage.boxes if stage else ())]
        spared = stage.spared if stage else ()
        spots = self._seats(scene.names, scene, view, frame, taken, spared)
        self._plans.append(_Planned(*asked, spots))
        return spots

    def _seats(
        self,
        names: Iterable[NameShown],
        scene: Scene,
        view: Viewport,
        frame: Frame,
        obstacles: Iterable[Box],
        spared: Sequence[Box],
    ) -> tuple[Spot, ...]:
        return plan(
            names,
            scene.stressed_places,
            view,
            free=frame.for_names.grown(-4 * frame.unit),
            unit=frame.unit,
            obstacles=obstacles,
            measure=partial(_measure, frame.unit),
            least=frame.least / frame.unit,
            spared=spared,
        )

    def _plan_flight(self, flight: Flight, frame: Frame, obstacles: list[Box]) -> LabelFlight:
        """Plan the names of a flight once, from both its ends."""
        scene, landed = self._scene(flight.target), frame.landed
        view = self.viewport(flight.target, landed.width, landed.height, landed.free)
        scratch = QImage(1, 1, QImage.Format.Format_RGB32)
        with QPainter(scratch) as painter:
            boxes = self._paint_furniture(painter, view, scene, landed)
        stage = self._stage_after(flight, view, landed, boxes)
        after = self._plan(scene, view, landed, boxes, stage)
        if not self._shown:
            start = self.viewport(flight.origin, frame.width, frame.height, frame.free)
            before = self._plan(self._scene(flight.origin), start, frame, obstacles, None)
            self._shown = dict.fromkeys(before, 1.0)
        staying = [spot for spot in after if spot in self._shown]
        self._ahead = [spot for spot in after if spot not in self._shown]
        waypoints = (flight.at(progress) for progress in WAYPOINTS)
        resting = clashing(
            staying,
            {name.place.id: name.label for name in scene.names if name.weight >= 0.5},
            (self.viewport(at, frame.width, frame.height, frame.free) for at in waypoints),
            unit=frame.unit,
            measure=partial(_measure, frame.unit),
        )
        return LabelFlight(dict(self._shown), frozenset(after), resting)

    def _stage_after(
        self, flight: Flight, view: Viewport, frame: Frame, obstacles: list[Box]
    ) -> Stage | None:
        """The stage of the stop that a flight goes to."""
        assert self._state is not None
        there = self._state._replace(now=flight.target, flight=None)
        event = staged_event(there, self._world)
        return self._stage_of(event, view, frame, obstacles, near=True) if event else None

    def _emphasis(self, event_id: EventId) -> Emphasis:
        event = self._event_of(event_id)
        return Emphasis(event.places, frozenset(event.territories), frozenset(event.routes))


def _by_place(scene: Scene) -> dict[PlaceId, list[NameShown]]:
    names: dict[PlaceId, list[NameShown]] = {}
    for name in scene.names:
        names.setdefault(name.place.id, []).append(name)
    return names


def _written(scene: Scene, shown: Iterable[Spot]) -> Iterator[tuple[Spot, NameShown]]:
    """The names that have a seat, each with it."""
    names = _by_place(scene)
    for spot in shown:
        for name in names.get(spot.place.id, ()):
            yield spot, name


def _set_heading(
    year: str, line: str, frame: Frame, shares: tuple[float, float], *, passing: bool = False
) -> tuple[tuple[Box, QImage], tuple[Box, QImage]]:
    """Year and line as pictures, each with the box that it takes; `shares` make them smaller."""
    unit, scaled = frame.unit, frame.unit * shares[0]
    x, y = frame.free.x0 + 20 * unit, frame.free.y0 + 12 * scaled
    big = furniture.year_picture(year, scaled)
    draw_line = furniture.passing_line if passing else furniture.line_picture
    small = draw_line(line, unit * shares[1])
    room = frame.right - x - 14 * unit
    if small.width() > room:
        small = draw_line(line, unit * max(shares[1] * room / small.width(), LEAST_LINE))
    left, top = x + 4 * unit, round(y + big.height() - 22 * scaled)
    return (
        (Box(x, y, x + big.width(), y + big.height()), big),
        (Box(left, top, left + small.width(), top + small.height()), small),
    )


def _most_entries(frame: Frame) -> int:
    """How many lines a legend has at most: large ones must not fill the picture."""
    line = furniture.legend_line(frame.unit, frame.least)
    return min(furniture.MOST_ENTRIES, int(LEGEND_SHARE * frame.free.height / line))


def _choices(legends: Legends) -> tuple[tuple[tuple[LegendEntry, ...], float], ...]:
    """The legends to choose from, with the share of their size, the best one first.

    One that says all is better than a larger one with less, but not at the size of small print.
    """
    whole, *fewer = legends
    near, small = SMALLER
    return (
        (whole, 1.0),
        (whole, near),
        *((entries, near) for entries in fewer),
        (whole, small),
        *((entries, small) for entries in fewer),
    )


def _from_corner(box: Box, right: float, bottom: float) -> Box:
    """A box as it lies from a lower right corner, in whole pixels."""
    return Box(*map(round, (box.x0 - right, box.y0 - bottom, box.x1 - right, box.y1 - bottom)))


def _to_corner(box: Box, right: float, bottom: float) -> Box:
    return Box(box.x0 + right, box.y0 + bottom, box.x1 + right, box.y1 + bottom)


def _legend_corners(frame: Frame, width: int, height: int, lift: int) -> tuple[Box, ...]:
    """Where a legend may stand: at the lower left, at the right above the scale, and at the top."""
    margin, free = MARGIN * frame.unit, frame.free
    left, right = round(free.x0 + margin), round(frame.right - margin - width)
    low, top = round(free.y1 - margin - height), round(margin)
    above = round(free.y1 - lift - margin / 2 - height)
    return tuple(
        Box(x, y, x + width, y + height) for x, y in ((left, low), (right, above), (right, top))
    )


def _spread(box: Box) -> list[tuple[float, float]]:
    """Points spread evenly over a box."""
    parts = [(part + 0.5) / SPREAD for part in range(SPREAD)]
    return [(box.x0 + box.width * x, box.y0 + box.height * y) for x in parts for y in parts]


def _progress(state: ViewState) -> float:
    """How far the race or voyage of a state has come; at rest it has arrived."""
    return state.running.progress if state.running else 1.0


def _measure(unit: float, place: Place, index: int, look: LabelLook) -> tuple[float, float]:
    return measure(Words.of(place, index, look, unit))

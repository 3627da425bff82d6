"""The whole map as a picture: from a state to pixels, at rest or in motion."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Unpack

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QPen

from db.records import (
    Event,
    EventId,
    Place,
    PlaceId,
    Question,
    TerritoryId,
    World,
)
from ui import theme
from ui.camera import Box, Viewport
from ui.flight import Flight, Instant
from ui.inscriptions import note_circle, put
from ui.map.basemap import Basemap
from ui.map.frame import Frame, Manner
from ui.map.furniture import Furnished, Furniture
from ui.map.labels import LabelFlight, Spot, box_at, clashing, plan
from ui.map.land import LandPainter
from ui.map.legend_card import LegendEntry
from ui.map.lettering import Words, draw_words, margin, measure
from ui.map.scene import NameShown, Scene, stressing
from ui.map.stage import RaceStage, Stage, VoyageStage
from ui.map.studio import Shot, Studio
from ui.map.style import LabelLook
from ui.state import ViewState, instant_at
from ui.state import staged as staged_event

if TYPE_CHECKING:  # imported with the first question
    from ui.quiz.marks import Marks

WIDEST = 360.0  # reference pixels, more than any name is wide
STAGES_KEPT = 4
# Where a flight is looked at for names that would run into each other.
WAYPOINTS = (0.25, 0.5, 0.75)


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
        self.basemap = basemap
        self._studio = Studio(world, basemap, event_of, question_of)
        self._land = LandPainter(self._studio)
        self._furniture = Furniture(self._studio)
        self._state: ViewState | None = None
        self._flight: Flight | None = None
        self._label_flight: LabelFlight | None = None
        self.furnished = Furnished()  # in the picture painted last
        self._shown: dict[Spot, float] = {}
        self._ahead: list[Spot] = []
        self._stages: dict[tuple[EventId, Viewport, Frame], tuple[tuple[Box, ...], Stage]] = {}
        self._plans: deque[_Planned] = deque(maxlen=4)
        self._stage: Stage | None = None

    def retell(self, world: World) -> None:
        """Tell other tours of the same lesson from now on."""
        self._studio.world = world

    @property
    def names_shown(self) -> frozenset[PlaceId]:
        """The places whose names could be read in the picture painted last."""
        return frozenset(spot.place.id for spot, opacity in self._shown.items() if opacity > 0.5)

    @property
    def marks(self) -> Marks:
        """What questions mark on the map."""
        return self._studio.marks

    def question(self, state: ViewState) -> Question | None:
        """The question that a state shows."""
        return self._studio.question(state)

    def _scene(self, instant: Instant) -> Scene:
        """The scene of an instant, without names that would answer the question."""
        assert self._state is not None
        return self._studio.shot(self._state._replace(now=instant), Frame.of(1, 1, unit=1)).scene

    def prepare(self) -> None:
        """Make what speeds up motion; call it when there is time."""
        self._land.prepare()

    def foresee(
        self, state: ViewState, width: int, height: int, **manner: Unpack[Manner]
    ) -> Iterator[None]:
        """Set the words that a stop will need and read its land, so that a flight starts at once.

        Takes what `paint` takes. It is done in pieces; go through them when there is time.
        """
        self._land.ground.prepare()
        yield
        frame = Frame.of(width, height, **manner)
        view = self.viewport(state.now, width, height, frame.free)
        scratch = QImage(1, 1, QImage.Format.Format_RGB32)
        if frame.heading:
            with self._standing_at(state), QPainter(scratch) as painter:
                self._furniture.heading.paint(painter, self._studio.shot(state, frame))
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
        yield from self._land.ground.foresee(view)

    def names_at(
        self, state: ViewState, width: int, height: int, **manner: Unpack[Manner]
    ) -> frozenset[PlaceId]:
        """The places whose names a stop at rest shows; takes what `paint` takes, paints nothing."""
        frame = Frame.of(width, height, **manner)
        view = self.viewport(state.now, width, height, frame.free)
        scratch = QImage(1, 1, QImage.Format.Format_RGB32)
        with self._standing_at(state), QPainter(scratch) as painter:
            scene = self._scene(state.now)
            boxes = self._paint_furniture(painter, view, scene, frame)
            self._set_stage(view, frame, boxes)
            self._plan_names(view, scene, frame, boxes, fine=True)
            return self.names_shown

    @contextmanager
    def _standing_at(self, state: ViewState) -> Iterator[None]:
        """For a while it is as if that state were painted."""
        kept = self._state, self._flight, self._label_flight, self._shown
        furnished, stage = self.furnished, self._stage
        self._state, self._shown = state, {}
        try:
            yield
        finally:
            self._state, self._flight, self._label_flight, self._shown = kept
            self.furnished, self._stage = furnished, stage

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
        fine: bool = True,
        staged: bool = True,
        **manner: Unpack[Manner],
    ) -> None:
        """Paint a picture of `width` by `height` pixels.

        `fine` paints the picture at rest; without it edges are rough and quick. What a stop shows
        in motion is painted as far as it has come; without `staged` it is left for `paint_stage`,
        and so are names.
        """
        frame = Frame.of(width, height, **manner)
        self._state = state
        shot = self._studio.shot(state, frame)
        scene, view = shot.scene, shot.view
        self._land.paint(painter, shot, fine=fine)
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

    def paint_stage(
        self,
        painter: QPainter,
        state: ViewState,
        width: int,
        height: int,
        *,
        within: Box | None = None,
        **manner: Unpack[Manner],
    ) -> None:
        """Paint what moves, and the names, over a picture painted without them.

        Takes what `paint` takes; that must have painted the same picture last. Where `within` is
        given nothing else of the picture need be right.
        """
        frame = Frame.of(width, height, **manner)
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
        event = staged_event(self._state, self._studio.world)
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
        race = self._studio.world.race_at(event)
        if race is None:
            voyage = self._studio.world.voyage_at(event)
            wanted = voyage.routes if voyage else ()
            routes = [route for route in self._studio.world.routes if route.id in wanted]
            return VoyageStage(routes, view, unit=frame.unit)
        step = self._studio.world.step_of(event)
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
            self._studio.world,
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

    # One of two dates

    def twin(self) -> MapPicture:
        """Another picture of the same world, which remembers the names of its own date."""
        studio = self._studio
        other = MapPicture(studio.world, studio.basemap, studio.event_of, studio.question_of)
        other._land.kept_ground = self._land.kept_ground
        return other

    def paint_bare(
        self,
        painter: QPainter,
        state: ViewState,
        width: int,
        height: int,
        *,
        over_land: Callable[[QPainter, Viewport], None],
        stressed: frozenset[TerritoryId] = frozenset(),
        fine: bool = True,
        **manner: Unpack[Manner],
    ) -> None:
        """Paint land and names without furniture, as `paint` does.

        `stressed` are the territories to be pointed at instead of the stop's; `over_land` paints
        between the land and the names.
        """
        frame = Frame.of(width, height, **manner)
        self._state = state
        shot = self._studio.shot(state, frame)
        shot = shot._replace(scene=stressing(shot.scene, stressed))
        scene, view = shot.scene, shot.view
        self._land.paint(painter, shot, fine=fine)
        over_land(painter, view)
        self._stage = None
        self._plan_names(view, scene, frame, [*frame.obstacles], fine=fine)
        self._paint_names(painter, view, scene, frame, None)

    def entries(self, state: ViewState, view: Viewport, unit: float) -> tuple[LegendEntry, ...]:
        """What the legend of a state at rest lists: holders, and below them what is not certain."""
        return self._furniture.legend.entries(state, view, unit)

    # Furniture

    def _paint_furniture(
        self, painter: QPainter, view: Viewport, scene: Scene, frame: Frame
    ) -> list[Box]:
        """Paint it; the boxes that it and a question's marks take."""
        assert self._state is not None
        shot = Shot(self._state, scene, view, frame, self.question(self._state))
        self.furnished = self._furniture.paint(painter, shot)
        return [*frame.obstacles, *self.furnished.boxes, *self._boxes_of_marks(frame)]

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
            # Names may stand in the sky.
            free=frame.free._replace(y0=0.0).grown(-4 * frame.unit),
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
        event = staged_event(there, self._studio.world)
        return self._stage_of(event, view, frame, obstacles, near=True) if event else None


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


def _progress(state: ViewState) -> float:
    """How far the race or voyage of a state has come; at rest it has arrived."""
    return state.running.progress if state.running else 1.0


def _measure(unit: float, place: Place, index: int, look: LabelLook) -> tuple[float, float]:
    return measure(Words.of(place, index, look, unit))

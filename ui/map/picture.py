"""The whole map as a picture: from a state to pixels, at rest or in motion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Unpack

from PySide6.QtGui import QImage, QPainter

from db.records import Event, EventId, PlaceId, Question, TerritoryId, World
from ui.camera import Box, Viewport
from ui.flight import Instant
from ui.map.basemap import Basemap
from ui.map.frame import Frame, Manner
from ui.map.furniture import Furnished, Furniture
from ui.map.land import LandPainter
from ui.map.legend import NEAR
from ui.map.legend_card import LegendEntry
from ui.map.names import Names, Taken
from ui.map.scene import naming, stressing
from ui.map.stage import Stage
from ui.map.stages import Stages
from ui.map.studio import Shot, Studio
from ui.map.told import places_told
from ui.state import ViewState, current_step

if TYPE_CHECKING:  # imported with the first question
    from ui.quiz.marks import Marks


class MapPicture:
    """Paints the map of a state on any painter.

    One for each output: it keeps the land of the last view, and remembers which names showed,
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
        self._stages = Stages(self._studio)
        self._names = Names(self._studio)
        # In the picture painted last:
        self._shot: Shot | None = None
        self.stage: Stage | None = None  # what moves, or has moved
        self.furnished = Furnished()

    def twin(self) -> MapPicture:
        """Another picture of the same world, which remembers the names of its own date."""
        studio = self._studio
        other = MapPicture(studio.world, studio.basemap, studio.event_of, studio.question_of)
        other._land.kept_ground = self._land.kept_ground
        return other

    def retell(self, world: World) -> None:
        """Tell other tours of the same lesson from now on."""
        self._studio.world = world

    def question(self, state: ViewState) -> Question | None:
        """The question that a state shows."""
        return self._studio.question(state)

    @property
    def marks(self) -> Marks:
        """What questions mark on the map."""
        return self._studio.marks

    def viewport(
        self, instant: Instant, width: int, height: int, free: Box | None = None
    ) -> Viewport:
        """The part of the plane that a picture of that size shows."""
        return Viewport.of(instant.camera, width, height, self.basemap.bounds, free)

    # The whole

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
        shot = self._shot = self._studio.shot(state, Frame.of(width, height, **manner))
        self._land.paint(painter, shot, fine=fine)
        self.furnished = self._furniture.paint(painter, shot)
        self.stage, taken = self._lay_out(shot, self.furnished)
        if state.flight is None:
            self._names.rest(shot, taken, fine=fine)
        else:
            self._names.fly(shot, taken, self._landing)
        if self.stage:
            self.stage.paint_ground(painter)
        if staged:
            self._paint_stage(painter, shot)

    def _lay_out(self, shot: Shot, furnished: Furnished) -> tuple[Stage | None, Taken]:
        """The stage of a shot, and what it, furniture and a question's marks take from names."""
        boxes = [*shot.frame.obstacles, *furnished.boxes, *self._boxes_of_marks(shot)]
        stage = self._stages.of(shot, boxes)
        if stage is None:
            return None, Taken(tuple(boxes))
        return stage, Taken((*boxes, *stage.boxes), stage.spared)

    def _landing(self, shot: Shot) -> tuple[Shot, Taken]:
        """What the flight of a shot ends with."""
        landed = self._studio.landing(shot)
        return landed, self._lay_out(landed, self._furnish(landed))[1]

    def _furnish(self, shot: Shot) -> Furnished:
        """Where furniture stands that is not painted."""
        with _nowhere() as painter:
            return self._furniture.paint(painter, shot)

    def kept_clear(
        self, state: ViewState, width: int, height: int, **manner: Unpack[Manner]
    ) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
        """What heading and legend cover at a stop at rest, and the places told or asked for.

        Takes what `paint` takes; nothing is painted.
        """
        shot = self._studio.shot(state, Frame.of(width, height, **manner))
        furnished, studio = self._furnish(shot), self._studio
        step = current_step(state, studio.world)
        told = places_told(step, studio.event_of(step.event), studio.world)
        near = NEAR * shot.unit
        places = (Box(*at, *at).grown(near) for at in (shot.view.to_pixel(*p) for p in told))
        legend = (furnished.legend.box,) if furnished.legend else ()
        return (*furnished.heading, *legend), (*places, *self._boxes_of_marks(shot))

    def _boxes_of_marks(self, shot: Shot) -> list[Box]:
        """Where a question's marks stand."""
        asking, question, frame = shot.state.question, shot.question, shot.frame
        if asking is None or question is None:
            return []
        day = shot.state.day
        return self.marks.boxes(shot.view, question, asking, day, frame.unit, frame.right)

    # What moves at a stop

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
        shot = self._studio.shot(state, Frame.of(width, height, **manner))
        self._paint_stage(painter, shot, within)

    def _paint_stage(self, painter: QPainter, shot: Shot, within: Box | None = None) -> None:
        stage = self.stage
        if not (stage and within and stage.is_alone(within)):
            if stage:
                stage.paint_under(painter, _progress(shot.state), within)
            self._names.paint(painter, shot, within)
        self._paint_top(painter, shot, stage, within)

    def _paint_top(
        self, painter: QPainter, shot: Shot, stage: Stage | None, within: Box | None = None
    ) -> None:
        """Paint what goes over the names."""
        state, question, frame = shot.state, shot.question, shot.frame
        if stage:
            stage.paint_over(painter, _progress(state), within)
        if question is not None and state.question is not None:
            self.marks.paint(
                painter, shot.view, question, state.question, state.day, frame.unit, frame.right
            )

    def stage_changed(self, before: ViewState, after: ViewState) -> list[Box]:
        """The parts of the picture painted last that differ between two states of its stage."""
        if self.stage is None:
            return []
        return list(self.stage.changed(_progress(before), _progress(after)))

    # Names

    @property
    def names_shown(self) -> frozenset[PlaceId]:
        """The places whose names could be read in the picture painted last."""
        return self._names.readable

    @property
    def name_boxes(self) -> list[Box]:
        """Where the names of the picture painted last stand."""
        return self._names.boxes(self._shot) if self._shot else []

    def names_at(
        self, state: ViewState, width: int, height: int, **manner: Unpack[Manner]
    ) -> frozenset[PlaceId]:
        """The places whose names a stop at rest shows; takes what `paint` takes, paints nothing."""
        shot = self._studio.shot(state, Frame.of(width, height, **manner))
        _, taken = self._lay_out(shot, self._furnish(shot))
        return frozenset(spot.place.id for spot in self._names.seats(shot, taken))

    # Ahead of time

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
        shot = self._studio.shot(state, Frame.of(width, height, **manner))
        if shot.frame.heading:
            with _nowhere() as painter:
                self._furniture.heading.paint(painter, shot)
            yield
        furnished = self._furnish(shot)
        yield
        stage, taken = self._lay_out(shot, furnished)
        yield from self._names.foresee(shot, taken)
        yield
        with _nowhere() as painter:
            self._paint_top(painter, shot, stage)
        yield
        yield from self._land.ground.foresee(shot.view)

    # One of two dates

    def paint_bare(
        self,
        painter: QPainter,
        state: ViewState,
        width: int,
        height: int,
        *,
        stressed: frozenset[TerritoryId] = frozenset(),
        fine: bool = True,
        **manner: Unpack[Manner],
    ) -> Viewport:
        """Paint the land alone, as `paint` does, and say what is in view.

        `stressed` are the territories to be pointed at instead of the stop's.
        """
        shot = self._studio.shot(state, Frame.of(width, height, **manner))
        shot = self._shot = shot._replace(scene=stressing(shot.scene, stressed))
        self._land.paint(painter, shot, fine=fine)
        return shot.view

    def paint_bare_names(
        self,
        painter: QPainter,
        state: ViewState,
        width: int,
        height: int,
        *,
        shown: Box,
        fine: bool = True,
        **manner: Unpack[Manner],
    ) -> None:
        """Paint the names of what `paint_bare` has painted, for the places in `shown` (pixels)."""
        shot = self._studio.shot(state, Frame.of(width, height, **manner))
        shot = self._shot = shot._replace(scene=naming(shot.scene, shot.view.part(shown)))
        self.stage = None
        self._names.rest(shot, Taken(shot.frame.obstacles), fine=fine)
        self._names.paint(painter, shot)

    def entries(self, state: ViewState, view: Viewport, unit: float) -> tuple[LegendEntry, ...]:
        """What the legend of a state at rest lists: holders, and below them what is not certain."""
        return self._furniture.legend.entries(state, view, unit)


@contextmanager
def _nowhere() -> Iterator[QPainter]:
    """A painter for what shall only be measured, or made and kept for later."""
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        yield painter


def _progress(state: ViewState) -> float:
    """How far the race or voyage of a state has come; at rest it has arrived."""
    return state.running.progress if state.running else 1.0

"""What pictures of the map are made from, and the shot that each of them is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from db.records import Event, EventId, Question, World
from ui.camera import Viewport
from ui.flight import Instant
from ui.map.basemap import Basemap
from ui.map.frame import Frame
from ui.map.scene import Emphasis, Scene, SceneMaker
from ui.state import ViewState, land

if TYPE_CHECKING:  # imported with the first question
    from ui.quiz.marks import Marks

SCENES_KEPT = 16


class Shot(NamedTuple):
    """One picture to be painted: of which state, what that shows, from where, and in what frame.

    `question` is the one that the state shows; its scene lacks the names that would answer it.
    """

    state: ViewState
    scene: Scene
    view: Viewport
    frame: Frame
    question: Question | None

    @property
    def unit(self) -> float:
        """The size of a reference pixel."""
        return self.frame.unit


class Studio:
    """The world and its base map, and what makes shots of them."""

    def __init__(
        self,
        world: World,
        basemap: Basemap,
        event_of: Callable[[EventId], Event],
        question_of: Callable[[EventId], Question | None],
    ) -> None:
        self.world = world
        self.basemap = basemap
        self.event_of = event_of
        self.question_of = question_of
        maker = SceneMaker(world, sorted(basemap.codes("border")), self._emphasis)
        self.scene = lru_cache(maxsize=SCENES_KEPT)(maker.at)

    @cached_property
    def marks(self) -> Marks:
        """What questions mark on the map."""
        from ui.quiz.marks import Marks

        return Marks(self.basemap, self.world.places)

    def shot(self, state: ViewState, frame: Frame) -> Shot:
        """The shot of a state."""
        scene, question = self.scene(state.now), self.question(state)
        if question is not None and state.question is not None:
            from ui.quiz.marks import hidden_places

            hidden = hidden_places(question, state.question)
            scene = scene._replace(names=tuple(n for n in scene.names if n.place.id not in hidden))
        return Shot(state, scene, self.view(state.now, frame), frame, question)

    def landing(self, shot: Shot) -> Shot:
        """The shot that the flight of another ends with."""
        return self.shot(land(shot.state), shot.frame.landed)

    def question(self, state: ViewState) -> Question | None:
        """The question that a state shows."""
        return self.question_of(state.question.event) if state.question else None

    def view(self, instant: Instant, frame: Frame) -> Viewport:
        """The part of the plane that a picture of an instant shows."""
        bounds = self.basemap.bounds
        return Viewport.of(instant.camera, frame.width, frame.height, bounds, frame.free)

    def _emphasis(self, event_id: EventId) -> Emphasis:
        event = self.event_of(event_id)
        return Emphasis(event.places, frozenset(event.territories), frozenset(event.routes))

"""Plans what moves at the stops that have a race or a voyage, for the pictures it is part of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from db.records import EventId
from ui.camera import Box, Viewport
from ui.map.frame import Frame
from ui.map.names import Taken, covered, seats_for
from ui.map.stage import RaceStage, Stage, VoyageStage
from ui.map.studio import Shot, Studio
from ui.state import instant_at, staged

STAGES_KEPT = 4


class Stages:
    """Plans stages, and keeps the last few: one is foreseen, flown to, run and rested at."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._planned = lru_cache(maxsize=STAGES_KEPT)(self._plan)

    def of(self, shot: Shot, taken: Sequence[Box]) -> Stage | None:
        """What moves, or has moved, on a shot where other things have taken those boxes."""
        event = staged(shot.state, self._studio.world)
        return self._planned(event, shot.view, shot.frame, tuple(taken)) if event else None

    def _plan(self, event: EventId, view: Viewport, frame: Frame, taken: tuple[Box, ...]) -> Stage:
        world = self._studio.world
        race = world.race_at(event)
        if race is None:
            voyage = world.voyage_at(event)
            wanted = voyage.routes if voyage else ()
            routes = [route for route in world.routes if route.id in wanted]
            return VoyageStage(routes, view, unit=frame.unit)
        step = world.step_of(event)
        assert step is not None
        scene = self._studio.scene(instant_at(step))
        stressed = scene.stressed_places
        named = [name for name in scene.names if name.place.id in stressed]

        def names_boxes(spared: Sequence[Box]) -> list[Box]:
            """Where the names that the stop points at stand; the others give way to cards."""
            spots = seats_for(named, stressed, view, frame, Taken(taken, tuple(spared)))
            return covered(named, spots, view, frame.unit)

        return RaceStage(
            race,
            world,
            view,
            free=frame.free,
            unit=frame.unit,
            text=frame.card_text,
            taken=taken,
            names=names_boxes,
        )

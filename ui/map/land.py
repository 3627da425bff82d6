"""The land of a map: the ground and all that the date decides on it, painted no more than needed.

While the camera stands it is kept, and in a flight it is carried along.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QPainter

from db.records import RouteId, World
from ui import theme
from ui.camera import Viewport
from ui.map.carried import CarriedLand, Land, Layer, frames_ahead
from ui.map.ground import Ground, lakes_filled
from ui.map.politics import Politics
from ui.map.routes import paint_routes
from ui.map.standing import StandingGround, StandingLand
from ui.map.studio import Shot, Studio
from ui.state import ViewState, staged

LAND_LAYERS = 5
LONGEST_FRAME = 0.05  # seconds


class LandPainter:
    """Paints the land of a shot. Maps that show the same view may share `kept_ground`."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self.ground = Ground(studio.basemap)
        self.kept_ground = StandingGround()
        self._politics = Politics(studio.basemap, studio.world.powers)
        self._standing = StandingLand()
        self._carried = CarriedLand()
        self._progress = 1.0  # of the flight, in the picture painted last

    def prepare(self) -> None:
        """Make what speeds up motion."""
        self.ground.prepare()
        self._politics.prepare()

    def paint(self, painter: QPainter, shot: Shot, *, fine: bool) -> None:
        """Fill the picture with land; `fine` paints it at rest."""
        state = shot.state
        if not fine and state.flight is not None:
            self._paint_flight(painter, shot)
            return
        self._carried.drop()
        paint = partial(self._paint_standing, shot=shot, fine=fine)
        if state.comparison is not None or _raced(state, self._studio.world):
            self._standing.drop()
            paint(painter)
            return
        shows = shot.scene.fills, shot.scene.frontiers, shot.scene.tracks, lakes_filled(state.day)
        self._standing.paint(painter, shot.view, _manner(shot), shows, paint, fine=fine)

    def _paint_standing(self, painter: QPainter, shot: Shot, *, fine: bool) -> None:
        self.kept_ground.paint(painter, self.ground, shot.view, fine=fine)
        for paint in self._dated(shot, shot.state.day, shot.unit, fine=fine):
            paint(painter)

    def _paint_flight(self, painter: QPainter, shot: Shot) -> None:
        """Paint the land of a flight, as far as may be from what is painted ahead.

        The first frame answers a key, and shows it as it was at rest.
        """
        flight, progress = shot.state.flight, shot.state.progress
        assert flight is not None
        self.kept_ground.drop()  # a flight ends in another view; what it carries needs the room
        last = self._progress if self._progress < progress else 0.0
        frame_share = min(max(progress - last, 0.0), LONGEST_FRAME / flight.seconds)
        self._progress = progress

        def ahead() -> Land:
            later = flight.at(min(progress + frames_ahead(LAND_LAYERS) * frame_share, 1.0))
            there = shot._replace(scene=self._studio.scene(later))
            view = self._studio.view(later, shot.frame)
            return Land(view, partial(self._layers, there, later.day))

        land = Land(shot.view, partial(self._layers, shot, shot.state.day))
        manner = _manner(shot)
        if not self._standing.paint_start(painter, land, manner):
            self._carried.paint(painter, land, manner, flight, ahead)

    def _layers(self, shot: Shot, day: float, view: Viewport, part: float) -> tuple[Layer, ...]:
        """All of the land of a view in motion, in the order of painting."""
        return (
            lambda painter: self.ground.paint(painter, view, fine=False),
            *self._dated(shot._replace(view=view), day, shot.unit * part, fine=False),
        )

    def _dated(self, shot: Shot, day: float, unit: float, *, fine: bool) -> tuple[Layer, ...]:
        """What the date decides on the land, in the order of painting."""
        state, view, scene = shot.state, shot.view, shot.scene
        raced = _raced(state, self._studio.world)
        at_rest = raced if state.flight is None else frozenset()
        return (
            lambda painter: self._politics.paint_tints(painter, view, scene, unit=unit, fine=fine),
            lambda painter: self.ground.paint_water(painter, view, day, fine=fine),
            lambda painter: self._politics.paint_lines(
                painter, view, scene, unit=unit, fine=fine, doubt=state.doubt
            ),
            lambda painter: paint_routes(
                painter, view, scene, unit=unit, raced=raced, staged=at_rest
            ),
        )


def _manner(shot: Shot) -> tuple[str, bool, float]:
    """What decides about land beside view and date."""
    return theme.worn().name, shot.state.doubt, shot.unit


def _raced(state: ViewState, world: World) -> frozenset[RouteId]:
    """The routes of the races that the map flies to, comes from or shows."""
    if state.flight is None and staged(state, world) is None:
        return frozenset()
    races = [world.race_at(event) for event, _ in state.now.events]
    return frozenset(leg.route for race in races if race for run in race.runs for leg in run.legs)

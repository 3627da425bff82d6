"""The whole map as a picture: from a state to pixels, at rest or in motion."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QImage, QPainter, QPen

from db.dates import day_in_words, in_words, year_of
from db.records import Event, EventId, Place, PlaceId, Question, World
from ui.camera import Box, Viewport
from ui.flight import Flight, Instant
from ui.map import furniture
from ui.map.basemap import Basemap
from ui.map.furniture import LegendEntry
from ui.map.ground import Ground
from ui.map.labels import LabelFlight, Spot, box_at, clashing, plan
from ui.map.lettering import HALO, Words, draw_words, measure
from ui.map.politics import Politics, frontiers_in_view, territories_in_view
from ui.map.routes import paint_routes
from ui.map.scene import Emphasis, NameShown, Scene, SceneMaker
from ui.map.style import LabelLook
from ui.state import ViewState, between_stops, current_step
from ui.theme import INK, PAPER

if TYPE_CHECKING:  # imported with the first question
    from ui.quiz.marks import Marks

MARGIN = 24.0  # reference pixels around the furniture
# Beyond so many pixels the moving map is painted at half size and doubled.
FULL_SIZE_PIXELS = 3_200_000
# Where a flight is looked at for names that would run into each other.
WAYPOINTS = (0.25, 0.5, 0.75)


class Frame(NamedTuple):
    """Size and manners of one picture: `free` is the part that nothing covers, in pixels."""

    width: int
    height: int
    unit: float
    free: Box
    heading: bool
    obstacles: tuple[Box, ...]


def _frame(
    width: int,
    height: int,
    *,
    unit: float,
    free: Box | None = None,
    heading: bool = True,
    obstacles: Iterable[Box] = (),
) -> Frame:
    free = free or Box(0, 0, width, height)
    return Frame(width, height, unit, free, heading, tuple(obstacles))


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
        self._ground_kept: tuple[Viewport, QImage] | None = None
        self._flight: Flight | None = None
        self._label_flight: LabelFlight | None = None
        self._entries: tuple[LegendEntry, ...] = ()
        self._legend_for: tuple[Flight | None, bool] | None = None
        self._shown: dict[Spot, float] = {}
        self._ahead: list[Spot] = []

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

    def foresee_land(self, state: ViewState, width: int, height: int) -> None:
        """Read what the land of a stop will need; call it when there is time."""
        self._ground.foresee(self.viewport(state.now, width, height))

    def foresee(self, state: ViewState, width: int, height: int, **manner: Any) -> None:
        """Set the words that a stop will need, so that a flight to it starts at once.

        Takes what `paint` takes; call it when there is time.
        """
        kept = self._state, self._flight, self._label_flight, self._shown
        legend = self._entries, self._legend_for
        scratch = QImage(1, 1, QImage.Format.Format_RGB32)
        frame = _frame(width, height, **manner)
        self._state, self._shown = state, {}
        scene = self._scene(state.now)
        view = self.viewport(state.now, width, height, frame.free)
        with QPainter(scratch) as painter:
            boxes = self._paint_furniture(painter, view, scene, frame)
            self._paint_names(painter, view, scene, frame, boxes, fine=True)
        self._state, self._flight, self._label_flight, self._shown = kept
        self._entries, self._legend_for = legend

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
        fine: bool = True,
    ) -> None:
        """Paint a picture of `width` by `height` pixels.

        `unit` is the size of a reference pixel, `free` the part that no panel covers, where the
        camera is framed and names may stand; `obstacles` are boxes in it that names leave alone.
        `fine` paints the picture at rest; without it edges are rough and quick.
        """
        frame = _frame(width, height, unit=unit, free=free, heading=heading, obstacles=obstacles)
        self._state = state
        scene = self._scene(state.now)
        view = self.viewport(state.now, width, height, frame.free)
        self._paint_land(painter, view, scene, frame, fine=fine)
        boxes = self._paint_furniture(painter, view, scene, frame)
        self._paint_names(painter, view, scene, frame, boxes, fine=fine)
        question = self.question(state)
        if question is not None and state.question is not None:
            self.marks.paint(
                painter, view, question, state.question, state.day, frame.unit, frame.free.x1
            )

    # Land

    def _paint_land(
        self, painter: QPainter, view: Viewport, scene: Scene, frame: Frame, *, fine: bool
    ) -> None:
        assert self._state is not None
        if not fine and view.width * view.height > FULL_SIZE_PIXELS:
            half = Viewport(
                (view.width + 1) // 2, (view.height + 1) // 2, view.x0, view.y0, view.metres * 2
            )
            image = QImage(half.width, half.height, QImage.Format.Format_RGB32)
            with QPainter(image) as inner:
                self._ground.paint(inner, half, fine=False)
                self._paint_dated(inner, half, scene, frame.unit / 2, fine=False)
            painter.drawImage(QRect(0, 0, half.width * 2, half.height * 2), image)
            return
        if self._ground_kept and self._ground_kept[0] == view:
            painter.drawImage(0, 0, self._ground_kept[1])
        elif fine:
            image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
            with QPainter(image) as inner:
                self._ground.paint(inner, view, fine=True)
            self._ground_kept = (view, image)
            painter.drawImage(0, 0, image)
        else:
            self._ground.paint(painter, view, fine=False)
        self._paint_dated(painter, view, scene, frame.unit, fine=fine)

    def _paint_dated(
        self, painter: QPainter, view: Viewport, scene: Scene, unit: float, *, fine: bool
    ) -> None:
        assert self._state is not None
        self._politics.paint_tints(painter, view, scene, unit=unit, fine=fine)
        self._ground.paint_lakes(painter, view, self._state.day, fine=fine)
        self._politics.paint_lines(
            painter, view, scene, unit=unit, fine=fine, doubt=self._state.doubt
        )
        paint_routes(painter, view, scene, unit=unit)

    # Furniture

    def _paint_furniture(
        self, painter: QPainter, view: Viewport, scene: Scene, frame: Frame
    ) -> list[Box]:
        """Paint heading, legend, scale and credits; the boxes they take."""
        margin, free = MARGIN * frame.unit, frame.free
        boxes = [*frame.obstacles]
        if frame.heading:
            boxes.append(self._paint_heading(painter, frame))
        entries = self._legend_of(scene, view, frame)
        if entries:
            legend = furniture.legend_picture(entries, frame.unit)
            x, y = round(free.x0 + margin), round(free.y1 - margin - legend.height())
            painter.drawImage(x, y, legend)
            boxes.append(Box(x, y, x + legend.width(), y + legend.height()))
        bottom = free.y1 - 4 * frame.unit
        credits = furniture.paint_credits(painter, free.x1 - 4 * frame.unit, bottom, frame.unit)
        scale = furniture.paint_scale(
            painter, view, free.x1 - margin, credits.y0 - 6 * frame.unit, frame.unit
        )
        return [*boxes, credits, scale, *self._boxes_of_marks(frame)]

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
        return self.marks.boxes(view, question, asking, state.day, frame.unit, frame.free.x1)

    def _legend_of(self, scene: Scene, view: Viewport, frame: Frame) -> tuple[LegendEntry, ...]:
        """The legend; in a flight that of its target, so that it changes once."""
        assert self._state is not None
        question = self.question(self._state)
        if question is not None and question.framing is not None:
            return ()  # letters may stand anywhere
        flight, doubt = self._state.flight, self._state.doubt
        if flight is None:
            self._entries = self._entries_of(scene, view, frame.unit)
        elif (flight, doubt) != self._legend_for:
            target = self.viewport(flight.target, frame.width, frame.height, frame.free)
            self._entries = self._entries_of(self._scene(flight.target), target, frame.unit)
        self._legend_for = flight, doubt
        return self._entries

    def _entries_of(self, scene: Scene, view: Viewport, unit: float) -> tuple[LegendEntry, ...]:
        """The holders of what is in view and, below them, what is not certain of it."""
        assert self._state is not None
        seen = territories_in_view(self.basemap, view)
        known = frontiers_in_view(self.basemap, view, scene, unit) if self._state.doubt else []
        doubts = furniture.doubt_entries(scene, seen, known)
        most = furniture.MOST_ENTRIES - max(len(doubts) - 1, 0)
        return furniture.legend_entries(scene, self._world.powers, seen, most) + doubts

    def _paint_heading(self, painter: QPainter, frame: Frame) -> Box:
        year, line = self.heading()
        x, y = frame.free.x0 + 20 * frame.unit, frame.free.y0 + 12 * frame.unit
        big = furniture.year_picture(year, frame.unit)
        small = furniture.line_picture(line, frame.unit)
        painter.drawImage(QPointF(round(x), round(y)), big)
        top = round(y + big.height() - 22 * frame.unit)
        painter.drawImage(QPointF(round(x + 4 * frame.unit), top), small)
        return Box(0, 0, x + max(big.width(), small.width()), top + small.height())

    def heading(self) -> tuple[str, str]:
        """The year that shows, and the date and place in words."""
        assert self._state is not None
        state = self._state
        year = str(year_of(int(state.day)))
        if between_stops(state, self._world):
            return year, day_in_words(int(state.day))
        event = self._event_of(current_step(state, self._world).event)
        return year, " · ".join(part for part in (in_words(event.when), event.where) if part)

    # Names

    def _paint_names(
        self,
        painter: QPainter,
        view: Viewport,
        scene: Scene,
        frame: Frame,
        obstacles: list[Box],
        *,
        fine: bool,
    ) -> None:
        assert self._state is not None
        flight = self._state.flight
        if flight is not None:
            if flight is not self._flight or self._label_flight is None:
                self._label_flight = self._plan_flight(flight, frame, obstacles)
            self._shown = self._label_flight.opacities(self._state.progress)
            self._draw_ahead(scene, frame.unit)
        elif fine or not self._shown:
            spots = self._plan(scene, view, frame, obstacles)
            self._shown = dict.fromkeys(spots, 1.0)
        self._flight = flight
        names: dict[PlaceId, list[NameShown]] = {}
        for name in scene.names:
            names.setdefault(name.place.id, []).append(name)
        self._paint_dots(painter, view, frame.unit, names)
        for spot, opacity in self._shown.items():
            x, y = view.to_pixel(spot.place.x, spot.place.y)
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
        corner = QPointF(round(box.x0 - HALO * unit), round(box.y0 - HALO * unit))
        painter.drawImage(corner, draw_words(words))

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
        painter.setBrush(PAPER)
        for spot, strength in dots.values():
            painter.setOpacity(strength)
            painter.setPen(QPen(INK, max(1.0, 0.28 * spot.look.dot * unit)))
            centre = QPointF(*view.to_pixel(spot.place.x, spot.place.y))
            painter.drawEllipse(centre, spot.look.dot * unit, spot.look.dot * unit)
        painter.restore()

    def _plan(
        self, scene: Scene, view: Viewport, frame: Frame, obstacles: list[Box]
    ) -> tuple[Spot, ...]:
        return plan(
            scene.names,
            scene.stressed_places,
            view,
            free=frame.free.grown(-4 * frame.unit),
            unit=frame.unit,
            obstacles=obstacles,
            measure=partial(_measure, frame.unit),
        )

    def _plan_flight(self, flight: Flight, frame: Frame, obstacles: list[Box]) -> LabelFlight:
        """Plan the names of a flight once, from both its ends."""
        scene = self._scene(flight.target)
        view = self.viewport(flight.target, frame.width, frame.height, frame.free)
        after = self._plan(scene, view, frame, obstacles)
        if not self._shown:
            start = self.viewport(flight.origin, frame.width, frame.height, frame.free)
            before = self._plan(self._scene(flight.origin), start, frame, obstacles)
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

    def _emphasis(self, event_id: EventId) -> Emphasis:
        event = self._event_of(event_id)
        return Emphasis(
            frozenset(event.places), frozenset(event.territories), frozenset(event.routes)
        )


def _measure(unit: float, place: Place, index: int, look: LabelLook) -> tuple[float, float]:
    return measure(Words.of(place, index, look, unit))

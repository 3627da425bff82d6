"""The names on the map: which of them show, how strongly, and their painting."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from db.records import Place, PlaceId
from ui import theme
from ui.camera import Box, Viewport
from ui.flight import Flight
from ui.inscriptions import note_circle, put
from ui.map.frame import Frame
from ui.map.labels import LabelFlight, Spot, box_at, clashing, plan
from ui.map.lettering import Words, draw_words, margin, measure
from ui.map.scene import NameShown, Scene
from ui.map.studio import Shot, Studio
from ui.map.style import LabelLook

WIDEST = 360.0  # reference pixels, more than any name is wide
# Where a flight is looked at for names that would run into each other.
WAYPOINTS = (0.25, 0.5, 0.75)
PLANS_KEPT = 4


class Taken(NamedTuple):
    """What names find on a picture: boxes that they leave alone, and such as they rather spare."""

    boxes: tuple[Box, ...]
    spared: tuple[Box, ...] = ()


class Names:
    """The names that show on one picture after the other: in a flight they only fade."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._shown: dict[Spot, float] = {}
        self._flight: Flight | None = None
        self._label_flight: LabelFlight | None = None
        self._ahead: list[Spot] = []
        self._plans: deque[tuple[object, tuple[Spot, ...]]] = deque(maxlen=PLANS_KEPT)

    @property
    def readable(self) -> frozenset[PlaceId]:
        """The places whose names can be read."""
        return frozenset(spot.place.id for spot, opacity in self._shown.items() if opacity > 0.5)

    def boxes(self, shot: Shot) -> list[Box]:
        """Where the names that show stand in a shot at rest."""
        indexes = _indexes(shot.scene.names)
        return [_box(spot, indexes[spot.place.id], shot.view, shot.unit) for spot in self._shown]

    # Planning

    def seats(self, shot: Shot, taken: Taken) -> tuple[Spot, ...]:
        """The seats of a shot's names; those found last are kept, the next stop's among them."""
        names, stressed = shot.scene.names, shot.scene.stressed_places
        asked = names, stressed, shot.view, shot.frame, taken, theme.worn().name
        for known, spots in self._plans:
            if known == asked:
                return spots
        spots = seats_for(names, stressed, shot.view, shot.frame, taken)
        self._plans.append((asked, spots))
        return spots

    def rest(self, shot: Shot, taken: Taken, *, fine: bool) -> None:
        """Let the names of a shot at rest show; while it moves those that show stay."""
        if fine or not self._shown:
            self._shown = dict.fromkeys(self.seats(shot, taken), 1.0)
        self._flight = None

    def fly(self, shot: Shot, taken: Taken, landing: Callable[[Shot], tuple[Shot, Taken]]) -> None:
        """Let names show as strongly as a flight has them here; `landing` gives its end."""
        flight = shot.state.flight
        assert flight is not None
        begins, self._flight = flight is not self._flight, flight
        if begins:
            self._label_flight = None
        # The first frame of a flight answers a key: its names are planned with the second.
        if self._label_flight is None and not (begins and self._shown):
            self._label_flight = self._plan_flight(flight, shot, taken, *landing(shot))
        if self._label_flight is not None:
            self._shown = self._label_flight.opacities(shot.state.progress)
            self._draw_ahead(shot)

    def _plan_flight(
        self, flight: Flight, shot: Shot, taken: Taken, landed: Shot, taken_there: Taken
    ) -> LabelFlight:
        """Plan the names of a flight once, from both its ends."""
        after = self.seats(landed, taken_there)
        if not self._shown:
            left = shot.state._replace(now=flight.origin, flight=None)
            before = self.seats(self._studio.shot(left, shot.frame), taken)
            self._shown = dict.fromkeys(before, 1.0)
        self._ahead = [spot for spot in after if spot not in self._shown]
        resting = clashing(
            [spot for spot in after if spot in self._shown],
            _indexes(name for name in landed.scene.names if name.weight >= 0.5),
            (self._studio.view(flight.at(part), shot.frame) for part in WAYPOINTS),
            unit=shot.unit,
            measure=partial(_measure, shot.unit),
        )
        return LabelFlight(dict(self._shown), frozenset(after), resting)

    # Painting

    def foresee(self, shot: Shot, taken: Taken) -> Iterator[None]:
        """Seat and set the names of a shot, one by one; go through them when there is time."""
        names = _by_place(shot.scene)
        for spot in self.seats(shot, taken):
            for name in names.get(spot.place.id, ()):
                yield
                draw_words(Words.of(spot.place, name.label, spot.look, shot.unit))

    def _draw_ahead(self, shot: Shot) -> None:
        """Set a name or two that will appear later in the flight, so that not all come at once."""
        if not self._ahead:
            return
        indexes = _indexes(shot.scene.names)
        for spot in self._ahead[:2]:
            if spot.place.id in indexes:
                draw_words(Words.of(spot.place, indexes[spot.place.id], spot.look, shot.unit))
        self._ahead = self._ahead[2:]

    def paint(self, painter: QPainter, shot: Shot, within: Box | None = None) -> None:
        """Paint dots and names; of the names at least those `within` a box."""
        near = within.grown(WIDEST * shot.unit) if within else None
        names = _by_place(shot.scene)
        self._paint_dots(painter, shot, names)
        for spot, opacity in self._shown.items():
            x, y = shot.view.to_pixel(spot.place.x, spot.place.y)
            if near and not near.contains(Box(x, y, x, y)):
                continue
            for name in names.get(spot.place.id, ()):
                if opacity * name.weight > 0.02:
                    painter.setOpacity(opacity * name.weight)
                    _paint_name(painter, x, y, spot, name, shot.unit)
        painter.setOpacity(1)

    def _paint_dots(
        self, painter: QPainter, shot: Shot, names: dict[PlaceId, list[NameShown]]
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
            radius = spot.look.dot * shot.unit
            painter.setOpacity(strength)
            line = max(1.0, 0.28 * radius)
            painter.setPen(QPen(theme.INK, line))
            centre = QPointF(*shot.view.to_pixel(spot.place.x, spot.place.y))
            painter.drawEllipse(centre, radius, radius)
            note_circle(painter, "dot", centre, radius, line, theme.INK)
        painter.restore()


def seats_for(
    names: Iterable[NameShown],
    stressed: Sequence[PlaceId],
    view: Viewport,
    frame: Frame,
    taken: Taken,
) -> tuple[Spot, ...]:
    """Seats for names in a picture, the stressed ones first."""
    return plan(
        names,
        stressed,
        view,
        free=frame.for_names.grown(-4 * frame.unit),
        unit=frame.unit,
        obstacles=taken.boxes,
        measure=partial(_measure, frame.unit),
        least=frame.least / frame.unit,
        spared=taken.spared,
    )


def covered(
    names: Sequence[NameShown], spots: Iterable[Spot], view: Viewport, unit: float
) -> list[Box]:
    """What names and their dots cover in their seats, with some air around."""
    boxes: list[Box] = []
    indexes = _indexes(names)
    for spot in spots:
        x, y = view.to_pixel(spot.place.x, spot.place.y)
        name = _box(spot, indexes[spot.place.id], view, unit)
        boxes += name.grown(4 * unit), Box(x, y, x, y).grown((spot.look.dot + 2) * unit)
    return boxes


def _paint_name(
    painter: QPainter, x: float, y: float, spot: Spot, name: NameShown, unit: float
) -> None:
    words = Words.of(spot.place, name.label, spot.look, unit)
    box = box_at(x, y, spot, *measure(words), unit)
    put(painter, round(box.x0 - margin(unit)), round(box.y0 - margin(unit)), draw_words(words))


def _by_place(scene: Scene) -> dict[PlaceId, list[NameShown]]:
    names: dict[PlaceId, list[NameShown]] = {}
    for name in scene.names:
        names.setdefault(name.place.id, []).append(name)
    return names


def _indexes(names: Iterable[NameShown]) -> dict[PlaceId, int]:
    """Which of its labels each place shows."""
    return {name.place.id: name.label for name in names}


def _box(spot: Spot, index: int, view: Viewport, unit: float) -> Box:
    return spot.box(view, *_measure(unit, spot.place, index, spot.look), unit)


def _measure(unit: float, place: Place, index: int, look: LabelLook) -> tuple[float, float]:
    return measure(Words.of(place, index, look, unit))

"""The legend of the map: whom and what it lists, and where it stands."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import NamedTuple

from PySide6.QtGui import QPainter

from db.records import Step
from ui import theme
from ui.camera import Box, Viewport
from ui.flight import Instant
from ui.inscriptions import put
from ui.map import legend_card as card
from ui.map.frame import MARGIN, Frame
from ui.map.heading import Heading
from ui.map.legend_card import LegendEntry
from ui.map.legend_seat import LEAST_ENTRIES, PUSH, SMALLER, Seat, Told, find_seat
from ui.map.politics import frontiers_in_view, territories_in_view
from ui.map.studio import Shot, Studio
from ui.map.told import land_told, places_told, ways_told
from ui.state import ViewState, current_step, instant_at, land

NEAR = 9.0  # reference pixels between the legend and a place that a stop points at
SHARE = 0.42  # of the free height, at most

Entries = tuple[LegendEntry, ...]
Choices = tuple[Entries, ...]  # the longest first


class PlacedLegend(NamedTuple):
    """What a legend on a picture lists, and where it stands."""

    entries: Entries
    box: Box


class Legend:
    """The holders of what is in view and what is not certain, where it hides least of a stop."""

    def __init__(self, studio: Studio, heading: Heading) -> None:
        self._studio = studio
        self._heading = heading
        self._choices = lru_cache(maxsize=4)(self._find_choices)
        self._seat = lru_cache(maxsize=8)(self._find_seat)
        self._land_told = lru_cache(maxsize=4)(partial(land_told, basemap=studio.basemap))

    def entries(self, state: ViewState, view: Viewport, unit: float) -> Entries:
        """All that there is to list of a state at rest: holders, and what is not certain."""
        choices = self._choices(state.now, view, unit, card.MOST_ENTRIES, state.doubt)
        return choices[0] if choices else ()

    def paint(self, painter: QPainter, shot: Shot, foot: tuple[Box, ...]) -> PlacedLegend | None:
        """Paint it where what stands at the foot leaves room; none where it would list nothing.

        In a flight it is the one of the target, so that it changes once. A question has none: its
        plate and letters may stand anywhere.
        """
        if shot.question is not None:
            return None
        frame, landed, at = shot.frame, shot.frame.landed, land(shot.state).now
        view, most = self._studio.view(at, landed), _most_entries(landed)
        choices = self._choices(at, view, frame.unit, most, shot.state.doubt)
        if not choices:
            return None
        low = tuple(_from_corner(box, frame.right, frame.free.y1) for box in foot)
        lift = round(frame.free.y1 - min(box.y0 for box in foot))
        step = current_step(shot.state, self._studio.world)
        seat = self._seat(step, landed, choices, low, lift, theme.worn().name)
        entries, share = _by_merit(choices)[seat.choice]
        picture = card.legend_picture(entries, frame.unit * share, frame.least)
        box = seat.box(_corners(frame, picture.width(), picture.height(), lift))
        put(painter, round(box.x0), round(box.y0), picture)
        return PlacedLegend(entries, box)

    def _find_choices(
        self, at: Instant, view: Viewport, unit: float, most: int, doubt: bool
    ) -> Choices:
        """The legend, and those with ever fewer entries, down to the ones that matter most."""
        scene, basemap = self._studio.scene(at), self._studio.basemap
        seen = territories_in_view(basemap, view)
        known = frontiers_in_view(basemap, view, scene, unit) if doubt else []
        doubts = card.doubt_entries(scene, seen, known)
        ranked = card.ranked_entries(scene, self._studio.world.powers, seen)
        if not ranked and not doubts:
            return ()
        most = min(max(most - max(len(doubts) - 1, 0), LEAST_ENTRIES), len(ranked))
        counts = range(most, min(LEAST_ENTRIES, most) - 1, -1)
        return tuple(card.in_order(ranked[:count]) + doubts for count in counts)

    def _find_seat(
        self,
        step: Step,
        frame: Frame,
        choices: Choices,
        low: tuple[Box, ...],
        lift: int,
        look: str,
    ) -> Seat:
        """Where which legend hides least of what the stop and the ribbons are about.

        It goes by the stop's own view, so that moving the map does not move the legend; `low` is
        what stands at the foot, from the lower right corner, and `lift` how high that reaches.
        """
        taken = [_to_corner(box, frame.right, frame.free.y1) for box in low]
        heading = self._heading.boxes(step, frame) if frame.heading else ()
        told = self._told(step, frame, (*frame.obstacles, *heading, *taken))
        sizes = (
            card.legend_shape(entries, frame.unit * share, frame.least)
            for entries, share in _by_merit(choices)
        )
        return find_seat(told, sizes, partial(_corners, frame, lift=lift), PUSH * frame.unit)

    def _told(self, step: Step, frame: Frame, taken: tuple[Box, ...]) -> Told:
        """What a stop tells, and where the places of the ribbons lie, in its own view."""
        world, event = self._studio.world, self._studio.event_of(step.event)
        view = self._studio.view(instant_at(step), frame)
        ribbons = {lane.place for ribbon in world.ribbons for lane in ribbon.lanes}
        ribbons.difference_update(event.places)
        points = (
            places_told(step, event, world),
            [(place.x, place.y) for place in world.places if place.id in ribbons],
            self._land_told(event),
            ways_told(event, world),
        )
        places, lanes, land, ways = (
            tuple(view.to_pixel(x, y) for x, y in found) for found in points
        )
        return Told(places, lanes, land, ways, taken, frame.free, NEAR * frame.unit)


def _most_entries(frame: Frame) -> int:
    """How many lines a legend has at most: large ones must not fill the picture."""
    line = card.legend_line(frame.unit, frame.least)
    return min(card.MOST_ENTRIES, int(SHARE * frame.free.height / line))


def _by_merit(choices: Choices) -> tuple[tuple[Entries, float], ...]:
    """The legends to choose from, with the share of their size, the best one first.

    One that says all is better than a larger one with less, but not at the size of small print.
    """
    whole, *fewer = choices
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


def _corners(frame: Frame, width: int, height: int, lift: int) -> tuple[Box, ...]:
    """Where a legend may stand: at the lower left, at the right above the scale, and at the top."""
    margin, free = MARGIN * frame.unit, frame.free
    left, right = round(free.x0 + margin), round(frame.right - margin - width)
    low, top = round(free.y1 - margin - height), round(margin)
    above = round(free.y1 - lift - margin / 2 - height)
    return tuple(
        Box(x, y, x + width, y + height) for x, y in ((left, low), (right, above), (right, top))
    )

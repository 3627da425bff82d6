"""Year and line of a stop at the top of the map, no larger than what the stop tells allows."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from db.dates import day_in_words, in_words, year_of
from db.records import Step
from ui import theme
from ui.camera import Box
from ui.images import keeps
from ui.inscriptions import put
from ui.letters import Face, haloed, nothing
from ui.map import style
from ui.map.frame import Frame
from ui.map.legend_seat import inside
from ui.map.lettering import paint_plate
from ui.map.studio import Shot, Studio
from ui.map.told import places_told
from ui.state import between_stops, current_step, instant_at, names_stop

LEAST_LINE = 0.6  # how much smaller date and place get where the map is narrow
# How much smaller year and line get, step by step, where they would hide a place that is told.
SHARES = ((1.0, 1.0), (0.82, 1.0), (0.66, 1.0), (0.66, 0.82), (0.5, 0.7))


class Heading:
    """The year that shows, and below it date and place of the stop."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._shares = lru_cache(maxsize=8)(self._find_shares)

    def paint(self, painter: QPainter, shot: Shot) -> tuple[Box, Box]:
        """Paint it; what year and line cover, also before the line is there."""
        state, world = shot.state, self._studio.world
        step, passing = current_step(state, world), between_stops(state, world)
        shares = self._shares(step, shot.frame.landed, theme.worn().name)
        year = str(year_of(int(state.day)))
        line = day_in_words(int(state.day)) if passing else self._words(step)[1]
        boxes, pictures = _set(year, line, shot.frame, shares, passing=passing)
        shown = len(boxes) if names_stop(state, world) else 1
        for box, picture in list(zip(boxes, pictures, strict=True))[:shown]:
            put(painter, round(box.x0), round(box.y0), picture)
        return boxes

    def boxes(self, step: Step, frame: Frame) -> tuple[Box, Box]:
        """What year and line of a stop cover at rest."""
        shares = self._shares(step, frame, theme.worn().name)
        return _set(*self._words(step), frame, shares)[0]

    def _find_shares(self, step: Step, frame: Frame, look: str) -> tuple[float, float]:
        """How large year and line are, so that they hide as little of what a stop tells as may be.

        It goes by the stop's own view, so that moving the map does not change them.
        """
        view = self._studio.view(instant_at(step), frame)
        told = places_told(step, self._studio.event_of(step.event), self._studio.world)
        pixels = [view.to_pixel(*point) for point in told]

        def hides(shares: tuple[float, float]) -> int:
            boxes, _ = _set(*self._words(step), frame, shares)
            return sum(inside(box, pixels) for box in boxes)

        return min(SHARES, key=hides)

    def _words(self, step: Step) -> tuple[str, str]:
        """The year of a stop, and its date and place in words."""
        event = self._studio.event_of(step.event)
        return str(year_of(int(step.day))), " · ".join(
            part for part in (in_words(event.when), event.where) if part
        )


def _set(
    year: str, line: str, frame: Frame, shares: tuple[float, float], *, passing: bool = False
) -> tuple[tuple[Box, Box], tuple[QImage, QImage]]:
    """What year and line cover, and their pictures; `shares` make them smaller."""
    unit, scaled = frame.unit, frame.unit * shares[0]
    x, y = frame.free.x0 + 20 * unit, frame.free.y0 + 12 * scaled
    big = year_picture(year, scaled)
    draw_line = passing_line if passing else line_picture
    small = draw_line(line, unit * shares[1])
    room = frame.right - x - 14 * unit
    if small.width() > room:
        small = draw_line(line, unit * max(shares[1] * room / small.width(), LEAST_LINE))
    left, top = x + 4 * unit, round(y + big.height() - 22 * scaled)
    boxes = (
        Box(x, y, x + big.width(), y + big.height()),
        Box(left, top, left + small.width(), top + small.height()),
    )
    return boxes, (big, small)


@keeps(4)
def year_picture(year: str, unit: float) -> QImage:
    """The giant year."""
    return _picture(year, Face(serif=True, pixels=round(88 * unit)), 10 * unit, unit)


@keeps(8)
def line_picture(line: str, unit: float) -> QImage:
    """The line below the year: date and place."""
    return passing_line(line, unit)


def passing_line(line: str, unit: float) -> QImage:
    """The same for a date that things move past, which is not worth keeping."""
    return _picture(line, Face(serif=False, pixels=round(21 * unit), bold=True), 6 * unit, unit)


def _picture(text: str, face: Face, halo: float, unit: float) -> QImage:
    metrics = face.metrics
    width = metrics.horizontalAdvance(text) + 2 * halo
    cap = metrics.capHeight()
    image = nothing(width, cap + metrics.descent() + 2 * halo)
    if style.colours().plates:
        deep = cap + metrics.tightBoundingRect(text).bottom() + 2 * halo
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            plate = QRectF(0, 0, image.width(), min(deep, image.height()))
            paint_plate(painter, plate, unit)
    return haloed(image, [(halo, halo + cap, text)], face, halo)

"""What a question marks on the map: its places by letter, the answer, and the class's guess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from db.records import Place, PlaceId, Question, QuestionKind
from ui import theme
from ui.asking import Asking, Phase
from ui.camera import Box, Viewport
from ui.inscriptions import write
from ui.map.basemap import Basemap
from ui.map.ground import plane_transform, union
from ui.map.lettering import halo_text
from ui.quiz.plate import LETTERS

LEVEL = 2  # of detail: borders are pointed at from afar


def hidden_places(question: Question, asking: Asking) -> frozenset[PlaceId]:
    """The places whose own names would give the answer away, or stand under a mark."""
    hidden = {option.place for option in question.options if option.place}
    if question.place:
        hidden.add(question.place)
    if asking.phase is Phase.REVEALED:
        hidden.update(question.places)
    return frozenset(hidden)


class Marks:
    """Paints the marks of questions over a map."""

    def __init__(self, basemap: Basemap, places: Iterable[Place]) -> None:
        self._basemap = basemap
        self._places: Mapping[PlaceId, Place] = {place.id: place for place in places}
        self._border = lru_cache(maxsize=8)(self._find_border)

    def paint(
        self,
        painter: QPainter,
        view: Viewport,
        question: Question,
        asking: Asking,
        day: float,
        unit: float,
        right: float,
    ) -> None:
        """Paint what a question marks, its words left of the pixel `right`.

        `unit` is the size of a reference pixel.
        """
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        revealed = asking.phase is Phase.REVEALED
        if revealed and question.kind is QuestionKind.POINT:
            self._paint_target(painter, view, question, unit)
        if revealed:
            self._paint_places(painter, view, question, day, unit, right)
        self._paint_options(painter, view, question, unit, revealed=revealed)
        if asking.guess is not None:
            _paint_guess(painter, QPointF(*view.to_pixel(*asking.guess)), unit)
        painter.restore()

    def boxes(
        self,
        view: Viewport,
        question: Question,
        asking: Asking,
        day: float,
        unit: float,
        right: float,
    ) -> list[Box]:
        """Where letters and names stand, for other names to keep clear of, in pixels."""
        found: list[Box] = []
        if asking.phase is Phase.REVEALED:
            for named in self._named(question):
                found += _named_boxes(view, named, day, unit, right)
        for option in question.options:
            place = self._places.get(option.place) if option.place else None
            if place is not None:
                x, y = view.to_pixel(place.x, place.y)
                found.append(Box(x - 23 * unit, y - 53 * unit, x + 23 * unit, y + 3 * unit))
        return found

    def away_km(self, question: Question, x: float, y: float) -> float | None:
        """How far a point of the plane (metres) is from what was to be found, in km."""
        if question.kind is not QuestionKind.POINT:
            return None
        if question.place:
            place = self._places[question.place]
            return hypot(place.x - x, place.y - y) / 1000
        return _distance(self._border(question.borders), x, y) / 1000

    def _find_border(self, codes: tuple[str, ...], level: int = LEVEL) -> QPainterPath:
        everywhere = self._basemap.bounds
        pieces = self._basemap.pieces(level, "border", everywhere)
        path = QPainterPath()
        for code in codes:
            if code in pieces:
                path.addPath(union(pieces[code]))
        return path

    def _named(self, question: Question) -> list[Place]:
        """The places that the answer names on the map."""
        optional = {option.place for option in question.options}
        names = [name for name in question.places if name not in optional]
        if question.place:
            names.append(question.place)
        return [self._places[name] for name in names]

    def _paint_target(
        self,
        painter: QPainter,
        view: Viewport,
        question: Question,
        unit: float,
    ) -> None:
        """What was to be found, and the ring or band in which a guess is right."""
        reach = question.tolerance_km * 1000 / view.metres
        pale = theme.with_alpha(theme.RIGHT, 0.3)
        if question.place:
            place = self._places[question.place]
            centre = QPointF(*view.to_pixel(place.x, place.y))
            painter.setPen(QPen(theme.PAPER, 6 * unit))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, reach, reach)
            painter.setPen(QPen(theme.RIGHT, 3 * unit))
            painter.setBrush(pale)
            painter.drawEllipse(centre, reach, reach)
            return
        # Round joins as wide as the band are dear: a twentieth of its width is fine enough there.
        coarse = self._basemap.level_for(question.tolerance_km * 100, self._basemap.bounds)
        for level, colour, width in (
            (coarse, pale, 2 * reach),
            (LEVEL, theme.PAPER, 9 * unit),
            (LEVEL, theme.RIGHT, 5 * unit),
        ):
            pen = QPen(colour, width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            line = plane_transform(view).map(self._border(question.borders, level))
            painter.strokePath(line, pen)

    def _paint_places(
        self,
        painter: QPainter,
        view: Viewport,
        question: Question,
        day: float,
        unit: float,
        right: float,
    ) -> None:
        """The places of the answer: firm dots with their names of the day."""
        for place in self._named(question):
            x, y = view.to_pixel(place.x, place.y)
            painter.setPen(QPen(theme.PAPER, 3 * unit))
            painter.setBrush(theme.RIGHT)
            painter.drawEllipse(QPointF(x, y), 9 * unit, 9 * unit)
            _, box = _named_boxes(view, place, day, unit, right)
            font = theme.sans(24 * unit, bold=True)
            baseline = y + QFontMetricsF(font).capHeight() / 2
            halo_text(painter, box.x0, baseline, name_on(place, day), font, theme.INK, 6 * unit)

    def _paint_options(
        self, painter: QPainter, view: Viewport, question: Question, unit: float, *, revealed: bool
    ) -> None:
        ranks = {name: number for number, name in enumerate(question.right, start=1)}
        shown = list(enumerate(question.options))
        if revealed and question.kind is QuestionKind.ORDER:
            shown.sort(key=lambda pair: ranks[pair[1].id])
        stacked: dict[PlaceId, int] = {}
        for index, option in shown:
            place = self._places.get(option.place) if option.place else None
            if place is None:
                continue
            ordered = revealed and question.kind is QuestionKind.ORDER
            word = str(ranks[option.id]) if ordered else LETTERS[index]
            right = revealed and option.id in question.right
            beside = stacked.get(place.id, 0)
            stacked[place.id] = beside + 1
            x, y = view.to_pixel(place.x, place.y)
            _paint_pin(painter, QPointF(x + beside * 40 * unit, y), word, unit, right=right)


def name_on(place: Place, day: float) -> str:
    """The name of a place on a day, or its last one."""
    for label in place.labels:
        if label.start <= day < label.end:
            return label.text
    return place.labels[-1].text if place.labels else ""


def _named_boxes(
    view: Viewport, place: Place, day: float, unit: float, right: float
) -> tuple[Box, Box]:
    """The boxes of a dot and of the name beside it, left of the pixel `right`."""
    x, y = view.to_pixel(place.x, place.y)
    width = QFontMetricsF(theme.sans(24 * unit, bold=True)).horizontalAdvance(name_on(place, day))
    left = x + 15 * unit
    if left + width > right - 8 * unit:
        left = x - 15 * unit - width
    half = 16 * unit
    return Box(x, y, x, y).grown(11 * unit), Box(left, y - half, left + width, y + half)


def _paint_pin(painter: QPainter, at: QPointF, word: str, unit: float, *, right: bool) -> None:
    """A letter over a place, its point on the place itself."""
    radius = 20 * unit
    centre = at - QPointF(0, 1.5 * radius)
    path = QPainterPath(at)
    path.lineTo(centre + QPointF(-0.6 * radius, 0.6 * radius))
    path.lineTo(centre + QPointF(0.6 * radius, 0.6 * radius))
    path.closeSubpath()
    path.addEllipse(centre, radius, radius)
    path.setFillRule(Qt.FillRule.WindingFill)
    path = path.simplified()
    painter.strokePath(path, QPen(theme.PAPER, 4 * unit))
    painter.fillPath(path, theme.RIGHT if right else theme.NIGHT)
    font = theme.sans(24 * unit, bold=True)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(theme.ON_NIGHT)
    x = centre.x() - metrics.horizontalAdvance(word) / 2
    write(painter, x, centre.y() + metrics.capHeight() / 2, word)


def _paint_guess(painter: QPainter, at: QPointF, unit: float) -> None:
    """Where the class points: a cross in a ring."""
    for colour, width in ((theme.PAPER, 9 * unit), (theme.ACCENT, 4.5 * unit)):
        painter.setPen(QPen(colour, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, 15 * unit, 15 * unit)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            way = QPointF(dx, dy)
            painter.drawLine(at + way * 8 * unit, at + way * 24 * unit)


def _distance(path: QPainterPath, x: float, y: float) -> float:
    """The least distance from a point to the lines of a path."""
    least = float("inf")
    for polygon in path.toSubpathPolygons():
        points = [(point.x(), point.y()) for point in polygon.toList()]
        for (ax, ay), (bx, by) in pairwise(points):
            dx, dy = bx - ax, by - ay
            length = dx * dx + dy * dy
            along = ((x - ax) * dx + (y - ay) * dy) / length if length else 0.0
            along = min(max(along, 0.0), 1.0)
            least = min(least, hypot(ax + along * dx - x, ay + along * dy - y))
    return least

"""What a question marks on the map: its places by letter, the answer, and the class's guess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise, product
from math import hypot, sqrt

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from db.records import Place, PlaceId, Question, QuestionKind
from ui import theme
from ui.asking import Asking, Phase
from ui.camera import Box, Viewport
from ui.inscriptions import write
from ui.map.basemap import Basemap
from ui.map.ground import plane_transform, union
from ui.map.lettering import halo_text
from ui.quiz.plate import LETTERS

EDGE = 8.0  # reference pixels between a name and the picture's edge or the plate
PIN = 20.0  # reference pixels, the radius of a letter
PUSHES = 8  # times that letters are pushed apart
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
        for at, centre in self._pins(view, question, unit).values():
            reach = (PIN + 3) * unit
            x, y, tip = centre.x(), centre.y(), at.x()
            left, right_end = min(x - reach, tip), max(x + reach, tip)
            found.append(Box(left, y - reach, right_end, max(y + reach, at.y() + 3 * unit)))
        return found

    def _pins(
        self, view: Viewport, question: Question, unit: float
    ) -> dict[int, tuple[QPointF, QPointF]]:
        """Tip and centre of each option's letter, by the option's number."""
        tips = {
            number: QPointF(*view.to_pixel(place.x, place.y))
            for number, option in enumerate(question.options)
            if option.place and (place := self._places.get(option.place))
        }
        return dict(zip(tips, _apart(list(tips.values()), unit), strict=True))

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
            font = _name_font(name_on(place, day), unit, right)
            baseline = (box.y0 + box.y1 + QFontMetricsF(font).capHeight()) / 2
            halo_text(painter, box.x0, baseline, name_on(place, day), font, theme.INK, 6 * unit)

    def _paint_options(
        self, painter: QPainter, view: Viewport, question: Question, unit: float, *, revealed: bool
    ) -> None:
        ranks = {name: number for number, name in enumerate(question.right, start=1)}
        shown = list(enumerate(question.options))
        if revealed and question.kind is QuestionKind.ORDER:
            shown.sort(key=lambda pair: ranks[pair[1].id])
        pins = self._pins(view, question, unit)
        for index, option in shown:
            if index not in pins:
                continue
            ordered = revealed and question.kind is QuestionKind.ORDER
            word = str(ranks[option.id]) if ordered else LETTERS[index]
            right = revealed and option.id in question.right
            _paint_pin(painter, *pins[index], word, unit, right=right)


def name_on(place: Place, day: float) -> str:
    """The name of a place on a day, or its last one."""
    for label in place.labels:
        if label.start <= day < label.end:
            return label.text
    return place.labels[-1].text if place.labels else ""


def _named_boxes(
    view: Viewport, place: Place, day: float, unit: float, right: float
) -> tuple[Box, Box]:
    """The boxes of a dot and of its name, left of the pixel `right`.

    The name stands beside the dot, or above it where neither side has room.
    """
    x, y = view.to_pixel(place.x, place.y)
    name = name_on(place, day)
    width = QFontMetricsF(_name_font(name, unit, right)).horizontalAdvance(name)
    edge, half, middle = EDGE * unit, 16 * unit, y
    left = x + 15 * unit
    if left + width > right - edge:
        left = x - 15 * unit - width
    if left < edge:
        left = max(min(x - width / 2, right - edge - width), edge)
        middle = y - 30 * unit
    return (
        Box(x, y, x, y).grown(11 * unit),
        Box(left, middle - half, left + width, middle + half),
    )


def _name_font(name: str, unit: float, right: float) -> QFont:
    """The font of a name, smaller where the map left of `right` is narrower than the name."""
    font, room = theme.sans(24 * unit, bold=True), right - 2 * EDGE * unit
    width = QFontMetricsF(font).horizontalAdvance(name)
    return font if width <= room else theme.sans(24 * unit * room / width, bold=True)


def _apart(tips: Sequence[QPointF], unit: float) -> list[tuple[QPointF, QPointF]]:
    """Tips of letters, each with its letter's centre; those that would meet lean apart."""
    centres = [tip - QPointF(0, 1.5 * PIN * unit) for tip in tips]
    clear = 2 * (PIN + 1.5) * unit
    for _, (one, other) in product(range(PUSHES), combinations(range(len(tips)), 2)):
        way = centres[other] - centres[one]
        if abs(way.y()) >= clear:
            continue
        lacks = sqrt(clear**2 - way.y() ** 2) - abs(way.x())
        if lacks > 0:
            push = QPointF(lacks / 2 if way.x() >= 0 else -lacks / 2, 0)
            centres[one] -= push
            centres[other] += push
    return list(zip(tips, centres, strict=True))


def _paint_pin(
    painter: QPainter, at: QPointF, centre: QPointF, word: str, unit: float, *, right: bool
) -> None:
    """A letter beside a place, its tip on the place itself."""
    radius = PIN * unit
    way = at - centre
    way /= hypot(way.x(), way.y())
    across = QPointF(-way.y(), way.x())
    path = QPainterPath(at)
    path.lineTo(centre + (way + across) * 0.6 * radius)
    path.lineTo(centre + (way - across) * 0.6 * radius)
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

"""Two dates on one map with a divider, or on two maps that move together, as a picture.

At rest each date is painted once and kept; while the divider moves the kept pictures are only
copied, each into its part.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import lru_cache, partial
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from db.dates import day_in_words, year_of
from db.records import Status, TerritoryId, World
from ui import theme
from ui.areas import shipped
from ui.camera import Box, Viewport
from ui.compare import changes, hatched
from ui.comparison import Comparison, Form, Side
from ui.flight import Instant
from ui.images import keeps, kept
from ui.inscriptions import put, write
from ui.map import furniture
from ui.map.frame import MARGIN
from ui.map.hatching import key_picture, paint_hatching
from ui.map.in_view import land_in_view
from ui.map.legend_card import DoubtEntry, Entry, LegendEntry, legend_picture
from ui.map.picture import MapPicture
from ui.sides import paint_badge
from ui.state import ViewState

MOST_ENTRIES = 9
GAP = 6.0  # reference pixels between two maps
HANDLE = 56.0
POINTING = Qt.CursorShape.PointingHandCursor


class Grip(Enum):
    """What of a comparison is under the pointer."""

    DIVIDER = "divider"
    DATE_A = "A"
    DATE_B = "B"
    MAP = "map"

    @property
    def side(self) -> Side | None:
        """The side whose date it is; none for divider and map."""
        return {Grip.DATE_A: Side.A, Grip.DATE_B: Side.B}.get(self)

    @property
    def moves_divider(self) -> bool:
        return self is Grip.DIVIDER

    @property
    def is_map(self) -> bool:
        return self is Grip.MAP

    @property
    def cursor(self) -> Qt.CursorShape:
        """The pointer over it."""
        if self is Grip.DIVIDER:
            return Qt.CursorShape.SizeHorCursor
        return Qt.CursorShape.OpenHandCursor if self is Grip.MAP else POINTING


class Sizes(NamedTuple):
    """How large the comparison's own parts are, in pixels: years, dates, least grip, unit, least
    text of all."""

    year: float
    date: float
    touch: float
    unit: float
    least: int = 0

    @classmethod
    def by_unit(cls, unit: float, touch: float) -> Sizes:
        """The sizes in a window with that unit (pixels per reference pixel)."""
        return cls(46 * unit, 18 * unit, touch, unit)


class Pane(NamedTuple):
    """One side's place: what it covers of the picture, and the part that its own map fills.

    The two differ with a divider: there both maps fill the picture and each shows a part of it.
    """

    side: Side
    shown: QRect
    map: QRect


class _Frame(NamedTuple):
    """One picture: its size, its unit, the part that no panel covers, and what names leave alone.

    `free` and the boxes `taken` are in the picture's pixels.
    """

    width: int
    height: int
    unit: float
    free: Box | None
    taken: tuple[Box, ...]
    least: int = 0


class ComparedPicture:
    """Paints both dates of a state's comparison on any painter. One for each output."""

    def __init__(self, picture: MapPicture, world: World) -> None:
        self._world = world
        self._maps = {Side.A: picture, Side.B: picture.twin()}
        self._kept: dict[Side, tuple[object, QImage]] = {}
        self._placed: list[tuple[QImage, int, int]] = []
        self._cards_for: object = None
        self._changed = lru_cache(maxsize=64)(self._find_changed)
        self._land = lru_cache(maxsize=4)(self._measure_land)

    # Where things are

    def panes(self, found: Comparison, width: int, height: int, unit: float) -> tuple[Pane, Pane]:
        """The places of the two dates in a picture."""
        whole = QRect(0, 0, width, height)
        if found.form is Form.SWIPE:
            x = round(width * found.divider)
            left, right = QRect(0, 0, x, height), QRect(x, 0, width - x, height)
            return Pane(Side.A, left, whole), Pane(Side.B, right, whole)
        half = (width - max(round(GAP * unit), 2)) // 2
        left, right = QRect(0, 0, half, height), QRect(width - half, 0, half, height)
        return Pane(Side.A, left, left), Pane(Side.B, right, right)

    def viewport(
        self, state: ViewState, width: int, height: int, unit: float, free: Box | None = None
    ) -> Viewport:
        """The part of the plane that each of the two maps shows."""
        assert state.comparison is not None
        pane, _ = self.panes(state.comparison, width, height, unit)
        narrow = _in_pane(free, pane.map, _Frame(width, height, unit, free, ()))
        size = pane.map.size()
        return self._maps[Side.A].viewport(state.now, size.width(), size.height(), narrow)

    def in_pane(self, found: Comparison, x: float, width: int, height: int, unit: float) -> float:
        """A pixel of the picture as one of the map that is there."""
        _, right = self.panes(found, width, height, unit)
        return x - right.map.x() if x >= right.shown.x() else x

    def land_in_view(self, view: Viewport) -> dict[TerritoryId, float]:
        """The land of each territory in view, in km²."""
        return self._land(view)

    def _measure_land(self, view: Viewport) -> dict[TerritoryId, float]:
        return land_in_view(self._maps[Side.A].basemap, view, shipped().pieces)

    def grip_at(
        self, state: ViewState, x: float, y: float, width: int, height: int, sizes: Sizes
    ) -> Grip:
        """What is under a pixel."""
        found = state.comparison
        assert found is not None
        for side, grip in ((Side.A, Grip.DATE_A), (Side.B, Grip.DATE_B)):
            box = self._plate_box(found, side, width, sizes)
            if box.contains(Box(x, y, x, y)):
                return grip
        if found.form is Form.SWIPE:
            away = abs(x - round(width * found.divider))
            on_handle = (away**2 + (y - height / 2) ** 2) ** 0.5 <= _handle(sizes) / 2
            if on_handle or away <= sizes.touch / 4:
                return Grip.DIVIDER
        return Grip.MAP

    def plate_corner(
        self, state: ViewState, side: Side, width: int, sizes: Sizes
    ) -> tuple[float, float]:
        """The lower left corner of a side's date, where its list opens."""
        assert state.comparison is not None
        box = self._plate_box(state.comparison, side, width, sizes)
        return box.x0, box.y1

    def _plate_box(self, found: Comparison, side: Side, width: int, sizes: Sizes) -> Box:
        picture = _plate(side, found.day(side), sizes, chosen=False)
        margin = round(MARGIN * 0.75 * sizes.unit)
        x = margin if side is Side.A else width - margin - picture.width()
        return Box(x, margin, x + picture.width(), margin + picture.height())

    # Painting

    def paint(
        self,
        painter: QPainter,
        state: ViewState,
        width: int,
        height: int,
        *,
        unit: float,
        sizes: Sizes,
        free: Box | None = None,
        fine: bool = True,
    ) -> None:
        """Paint `width` by `height` pixels; the rest as `MapPicture.paint` takes it."""
        found = state.comparison
        assert found is not None
        view = self.viewport(state, width, height, sizes.unit, free)
        if fine or self._cards_for != (width, height, unit):
            self._placed = self._place_cards(state, view, height, unit, sizes.least)
            self._cards_for = (width, height, unit)
        cards = self._placed  # while things move, those of the last rest
        taken = [self._plate_box(found, side, width, sizes) for side in Side]
        taken += [_box_of(card, x, y) for card, x, y in cards]
        corner = max(330 * unit, 17 * sizes.least)
        taken.append(Box(width - corner, height - max(60 * unit, 3.6 * sizes.least), width, height))
        panes = self.panes(found, width, height, sizes.unit)
        for pane in panes:
            frame = _Frame(width, height, unit, free, tuple(taken), sizes.least)
            self._paint_pane(painter, state, pane, frame, fine=fine)
        for card, x, y in cards:
            put(painter, x, y, card)
        foot = height - 4 * unit
        credits = furniture.paint_credits(painter, width - 4 * unit, foot, unit, sizes.least)
        margin = MARGIN * unit
        scale_foot = credits.y0 - 6 * unit
        furniture.paint_scale(painter, view, width - margin, scale_foot, unit, sizes.least)
        if found.form is Form.SWIPE:
            _paint_divider(painter, round(width * found.divider), height, sizes)
        else:
            left, right = panes
            gap = left.shown.right() + 1
            painter.fillRect(gap, 0, right.shown.x() - gap, height, theme.INK)
        for side in Side:
            box = self._plate_box(found, side, width, sizes)
            plate = _plate(side, found.day(side), sizes, chosen=found.chosen is side)
            put(painter, box.x0, box.y0, plate)

    def _paint_pane(
        self, painter: QPainter, state: ViewState, pane: Pane, frame: _Frame, *, fine: bool
    ) -> None:
        found = state.comparison
        assert found is not None
        changed = self._changed(found.a, found.b)
        look = theme.worn().name
        key = (state.now, state.doubt, found.day(pane.side), pane.map, frame, changed, look)
        image = self._image(pane.side, key)
        if image is None:
            image = self._painted(state, pane, frame, changed, fine=fine)
            if fine:
                self._kept[pane.side] = (key, kept(image))
        painter.drawImage(pane.shown.topLeft(), image, pane.shown.translated(-pane.map.topLeft()))

    def _painted(
        self,
        state: ViewState,
        pane: Pane,
        frame: _Frame,
        changed: frozenset[TerritoryId],
        *,
        fine: bool,
    ) -> QImage:
        """The map of one date; unless it is fine, only the part of it that is shown."""
        found, maps = state.comparison, self._maps
        assert found is not None
        image = QImage(pane.map.size(), QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            if not fine:
                painter.setClipRect(pane.shown.translated(-pane.map.topLeft()))
            maps[pane.side].paint_bare(
                painter,
                _dated(state, found.day(pane.side)),
                image.width(),
                image.height(),
                unit=frame.unit,
                least=frame.least,
                free=_in_pane(frame.free, pane.map, frame),
                obstacles=[_in_pane(box, pane.map, frame) for box in frame.taken],
                stressed=changed,
                over_land=partial(
                    paint_hatching,
                    basemap=maps[pane.side].basemap,
                    territories=changed,
                    unit=frame.unit,
                    fine=fine,
                ),
                fine=fine,
            )
        return image

    def _image(self, side: Side, key: object) -> QImage | None:
        known = self._kept.get(side)
        return known[1] if known is not None and known[0] == key else None

    def _find_changed(self, a: int, b: int) -> frozenset[TerritoryId]:
        return hatched(changes(self._world, a, b))

    def _place_cards(
        self, state: ViewState, view: Viewport, height: int, unit: float, least: int
    ) -> list[tuple[QImage, int, int]]:
        """The cards at the lower left, from the lowest up, with their corners."""
        placed = []
        bottom = height - MARGIN * unit
        for card in self._cards(state, view, unit, least):
            bottom -= card.height()
            placed.append((card, round(MARGIN * unit), round(bottom)))
            bottom -= 8 * unit
        return placed

    def _cards(self, state: ViewState, view: Viewport, unit: float, least: int) -> Iterable[QImage]:
        """The legend of both dates, and above it the key of the hatching."""
        found = state.comparison
        assert found is not None
        holders: dict[Entry, None] = {}
        doubts: dict[object, DoubtEntry] = {}
        for side in Side:
            for entry in self._maps[side].entries(_dated(state, found.day(side)), view, unit):
                if isinstance(entry, DoubtEntry):
                    doubts[entry.line] = entry
                else:
                    holders[entry] = None
        order = list(Status)
        ranked = sorted(holders, key=lambda entry: (order.index(entry.status), entry.names))
        listed: tuple[LegendEntry, ...] = (*ranked[: MOST_ENTRIES - len(doubts)], *doubts.values())
        if listed:
            yield legend_picture(listed, unit, least)
        if self._changed(found.a, found.b):
            yield key_picture(unit, least)


def _dated(state: ViewState, day: int) -> ViewState:
    """Another date at rest, looked at from where the state looks."""
    now = Instant.still(state.camera, float(day), state.now.events[-1][0])
    return state._replace(now=now, flight=None)


def _box_of(card: QImage, x: float, y: float) -> Box:
    return Box(x, y, x + card.width(), y + card.height())


def _in_pane(free: Box | None, pane: QRect, frame: _Frame) -> Box:
    """A part of the picture as a part of a pane's map."""
    free = free or Box(0, 0, frame.width, frame.height)
    x0 = min(max(free.x0 - pane.x(), 0), pane.width())
    x1 = min(max(free.x1 - pane.x(), 0), pane.width())
    return Box(x0, free.y0, x1, free.y1)


def _handle(sizes: Sizes) -> float:
    return max(HANDLE * sizes.unit, sizes.touch)


def _paint_divider(painter: QPainter, x: int, height: int, sizes: Sizes) -> None:
    unit, radius = sizes.unit, _handle(sizes) / 2
    painter.save()
    painter.fillRect(QRectF(x - 3.5 * unit, 0, 7 * unit, height), theme.PAPER)
    painter.fillRect(QRectF(x - 1.5 * unit, 0, 3 * unit, height), theme.INK)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.INK, 3 * unit))
    painter.setBrush(theme.PAPER)
    middle = QPointF(x, height / 2)
    inner = radius - 1.5 * unit
    painter.drawEllipse(middle, inner, inner)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.INK)
    for way in (-1, 1):
        arrow = QPainterPath(middle + QPointF(way * 0.66 * radius, 0))
        arrow.lineTo(middle + QPointF(way * 0.2 * radius, -0.4 * radius))
        arrow.lineTo(middle + QPointF(way * 0.2 * radius, 0.4 * radius))
        arrow.closeSubpath()
        painter.drawPath(arrow)
    painter.restore()


@keeps(16)
def _plate(side: Side, day: int, sizes: Sizes, *, chosen: bool) -> QImage:
    """A date on a plate of paper: the side's letter, the year, and the day below it."""
    unit = sizes.unit
    big, small = theme.serif(sizes.year), theme.sans(sizes.date, bold=True)
    tall, flat = QFontMetricsF(big), QFontMetricsF(small)
    year, date = str(year_of(day)), day_in_words(day)
    pad, badge = 14 * unit, tall.capHeight() * 1.12
    first = badge + 12 * unit + tall.horizontalAdvance(year)
    # As wide as any date, so that the plate keeps its place while the date moves.
    second = max(flat.horizontalAdvance(text) for text in (date, "28 September 2000"))
    width = max(first, second) + 2 * pad
    height = pad + badge + 0.5 * sizes.date + flat.capHeight() + flat.descent() + 0.8 * pad
    image = QImage(round(width), round(height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = (4 if chosen else 1.5) * unit
        box = QRectF(0, 0, image.width(), image.height())
        box.adjust(line / 2, line / 2, -line / 2, -line / 2)
        painter.setPen(QPen(theme.ACCENT if chosen else theme.INK, line))
        painter.setBrush(theme.PAPER)
        painter.drawRoundedRect(box, 8 * unit, 8 * unit)
        paint_badge(painter, side, QPointF(pad + badge / 2, pad + badge / 2), badge)
        painter.setPen(theme.INK)
        painter.setFont(big)
        baseline = pad + badge / 2 + tall.capHeight() / 2
        write(painter, pad + badge + 12 * unit, baseline, year)
        painter.setFont(small)
        top = pad + badge + 0.5 * sizes.date
        write(painter, pad, top + flat.capHeight(), date)
    return kept(image)

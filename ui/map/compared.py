"""Two dates on one map with a divider, or on two maps that move together, as a picture.

At rest the land of each date is painted once and kept; while the divider moves the kept pictures
are only copied, each into its part, and names find a seat on their side of it.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from math import ceil, floor
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
from ui.letters import Face
from ui.letters import write as write_outlined
from ui.map import furniture
from ui.map.frame import MARGIN
from ui.map.hatching import key_picture, paint_hatching
from ui.map.in_view import land_in_view
from ui.map.legend_card import DoubtEntry, Entry, LegendEntry, legend_picture, legend_shape
from ui.map.picture import MapPicture
from ui.sides import paint_badge
from ui.state import ViewState

MOST_ENTRIES, LEAST_ENTRIES = 9, 2
BETWEEN = 8.0  # reference pixels between cards
GAP = 6.0  # reference pixels between two maps
HANDLE = 56.0
FOOT = 10.0  # reference pixels below the handle
NAMED_STEP = 0.01  # of the width
DIVIDER = 7.0  # reference pixels on either side that names leave alone
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
    """One picture: its size, its unit and the part of it (pixels) that no panel covers."""

    width: int
    height: int
    unit: float
    free: Box | None


class ComparedPicture:
    """Paints both dates of a state's comparison on any painter. One for each output."""

    def __init__(self, picture: MapPicture, world: World) -> None:
        self._world = world
        self._maps = {Side.A: picture, Side.B: picture.twin()}
        self._kept: dict[Side, tuple[object, QImage]] = {}
        self._placed: list[tuple[QImage, int, int]] = []
        self._cards_for: tuple[object, object] = (None, None)
        self._changed = lru_cache(maxsize=64)(self._find_changed)
        self._land = lru_cache(maxsize=8)(self._measure_land)

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
        narrow = _in_pane(free, pane.map, _Frame(width, height, unit, free))
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
            below = y - _handle_middle(height, sizes)
            on_handle = (away**2 + below**2) ** 0.5 <= _handle(sizes) / 2
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
        now = (view, found.a, found.b, state.doubt, sizes, theme.worn().name)
        size = (width, height, unit)
        if self._cards_for[0] != size or (fine and self._cards_for[1] != now):
            top = self._plate_box(found, Side.A, width, sizes).y1 + BETWEEN * unit
            self._placed = self._place_cards(state, view, (top, height), unit, sizes.least)
            self._cards_for = size, now
        cards = self._placed  # while things move, those of the last rest
        taken = [self._plate_box(found, side, width, sizes) for side in Side]
        taken += [_box_of(card, x, y) for card, x, y in cards]
        corner = max(330 * unit, 17 * sizes.least)
        if found.form is Form.SWIPE:  # no name stands beside its handle
            handle = _handle_middle(height, sizes) - _handle(sizes) / 2
            x, step = width * found.divider, NAMED_STEP * width
            reach = _handle(sizes) / 2 + step
            x = round(x / step) * step
            taken.append(Box(x - reach, handle, x + reach, height))
        taken.append(Box(width - corner, height - max(60 * unit, 3.6 * sizes.least), width, height))
        panes = self.panes(found, width, height, sizes.unit)
        for pane in panes:
            frame = _Frame(width, height, unit, free)
            self._paint_pane(painter, state, pane, frame, fine=fine)
            self._paint_names(painter, state, pane, frame, taken, sizes, fine=fine)
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

    def _paint_names(
        self,
        painter: QPainter,
        state: ViewState,
        pane: Pane,
        frame: _Frame,
        taken: list[Box],
        sizes: Sizes,
        *,
        fine: bool,
    ) -> None:
        """The names that stand whole in a pane's part; the divider cuts none."""
        found = state.comparison
        assert found is not None
        width, height = pane.map.width(), pane.map.height()
        left, right = 0.0, float(width)
        if found.form is Form.SWIPE:
            left, right = _named_part(pane, DIVIDER * sizes.unit)
        beside = Box(-width, 0, left, height), Box(right, 0, 2 * width, height)
        painter.save()
        painter.setClipRect(pane.shown, Qt.ClipOperation.IntersectClip)
        painter.translate(pane.map.topLeft())
        self._maps[pane.side].paint_bare_names(
            painter,
            _dated(state, found.day(pane.side)),
            width,
            height,
            unit=frame.unit,
            shown=_box_within(pane),
            least=sizes.least,
            free=_in_pane(frame.free, pane.map, frame),
            obstacles=[*(_in_pane(box, pane.map, frame) for box in taken), *beside],
            fine=fine,
        )
        painter.restore()

    def _painted(
        self,
        state: ViewState,
        pane: Pane,
        frame: _Frame,
        changed: frozenset[TerritoryId],
        *,
        fine: bool,
    ) -> QImage:
        """The land of one date; unless it is fine, only the part of it that is shown."""
        found, maps = state.comparison, self._maps
        assert found is not None
        image = QImage(pane.map.size(), QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            if not fine:
                painter.setClipRect(pane.shown.translated(-pane.map.topLeft()))
            view = maps[pane.side].paint_bare(
                painter,
                _dated(state, found.day(pane.side)),
                image.width(),
                image.height(),
                unit=frame.unit,
                free=_in_pane(frame.free, pane.map, frame),
                stressed=changed,
                fine=fine,
            )
            paint_hatching(
                painter,
                view,
                basemap=maps[pane.side].basemap,
                territories=changed,
                unit=frame.unit,
                fine=fine,
            )
        return image

    def _image(self, side: Side, key: object) -> QImage | None:
        known = self._kept.get(side)
        return known[1] if known is not None and known[0] == key else None

    def _find_changed(self, a: int, b: int) -> frozenset[TerritoryId]:
        return hatched(changes(self._world, a, b))

    def _place_cards(
        self, state: ViewState, view: Viewport, room: tuple[float, int], unit: float, least: int
    ) -> list[tuple[QImage, int, int]]:
        """The cards at the lower left, from the lowest up, with their corners: the legend of both
        dates, as long as there is room, and above it the key of the hatching."""
        found = state.comparison
        assert found is not None
        top, bottom = room[0], room[1] - MARGIN * unit
        key = [key_picture(unit, least)] if self._changed(found.a, found.b) else []
        free = bottom - top - sum(card.height() + BETWEEN * unit for card in key)
        listed = self._listed(state, view, unit)
        while len(listed) > LEAST_ENTRIES and legend_shape(listed, unit, least)[1] > free:
            listed = listed[:-1]
        placed = []
        for card in ([legend_picture(listed, unit, least)] if listed else []) + key:
            bottom -= card.height()
            placed.append((card, round(MARGIN * unit), round(bottom)))
            bottom -= BETWEEN * unit
        return placed

    def _listed(self, state: ViewState, view: Viewport, unit: float) -> tuple[LegendEntry, ...]:
        """What the legend of both dates lists, holders first."""
        found = state.comparison
        assert found is not None
        holders: dict[str, Entry] = {}  # a holder under another government is none of its own
        doubts: dict[object, DoubtEntry] = {}
        for side in Side:
            for entry in self._maps[side].entries(_dated(state, found.day(side)), view, unit):
                if isinstance(entry, DoubtEntry):
                    doubts[entry.line] = entry
                else:
                    holders.setdefault(entry.text, entry)
        order = list(Status)
        ranked = sorted(
            holders.values(), key=lambda entry: (order.index(entry.status), entry.names)
        )
        return (*ranked[: MOST_ENTRIES - len(doubts)], *doubts.values())


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


def _box_within(pane: Pane) -> Box:
    """The part of a pane's map that it shows, in the map's pixels."""
    shown = pane.shown.translated(-pane.map.topLeft())
    return Box(shown.left(), shown.top(), shown.right() + 1, shown.bottom() + 1)


def _named_part(pane: Pane, clear: float) -> tuple[float, float]:
    """From where to where names may stand beside a divider, in pixels.

    It goes by steps, or names would be planned anew for every pixel that the divider moves; the
    two sides take theirs in turn.
    """
    width = pane.map.width()
    step = NAMED_STEP * width
    if pane.side is Side.A:
        return 0.0, floor((pane.shown.right() + 1 - clear) / step) * step
    return (ceil((pane.shown.left() + clear) / step - 0.5) + 0.5) * step, float(width)


def _handle_middle(height: int, sizes: Sizes) -> float:
    """How far down the divider its handle stands: at its foot, for its middle is what the stop is
    about."""
    return height - _handle(sizes) / 2 - FOOT * sizes.unit


def _paint_divider(painter: QPainter, x: int, height: int, sizes: Sizes) -> None:
    unit, radius = sizes.unit, _handle(sizes) / 2
    painter.save()
    painter.fillRect(QRectF(x - 3.5 * unit, 0, 7 * unit, height), theme.PAPER)
    painter.fillRect(QRectF(x - 1.5 * unit, 0, 3 * unit, height), theme.INK)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.INK, 3 * unit))
    painter.setBrush(theme.PAPER)
    middle = QPointF(x, _handle_middle(height, sizes))
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
    face, small = Face(serif=True, pixels=round(sizes.year)), theme.sans(sizes.date, bold=True)
    tall, flat = face.metrics, QFontMetricsF(small)
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
        # By outlines: whether Qt draws large letters so itself hangs on what it drew before.
        baseline = round(pad + badge / 2 + tall.capHeight() / 2)
        write_outlined(painter, pad + badge + 12 * unit, baseline, year, face, theme.INK)
        painter.setPen(theme.INK)
        painter.setFont(small)
        top = pad + badge + 0.5 * sizes.date
        write(painter, pad, top + flat.capHeight(), date)
    return kept(image)

"""Two dates as the class sees them: the compared map, the list of changes, the slim timeline.

The list stands on the plate of the captions, below the map and not on it: the largest change in
view first. Its height follows from the dates alone, never from where the map looks, for the view
in turn follows from the height.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from db.records import World
from ui import theme
from ui.areas import shipped
from ui.camera import Box, Viewport
from ui.compare import (
    Group,
    Kind,
    area_words,
    changes,
    groups,
    heading,
    holding_words,
    known_on,
    names,
    nothing_changed,
    seen_words,
    share_words,
)
from ui.comparison import Comparison, Side
from ui.images import kept
from ui.inscriptions import put
from ui.letters import Face, nothing, write
from ui.map.compared import ComparedPicture, Grip, Sizes
from ui.map.legend_card import entry_of, paint_swatch
from ui.map.picture import MapPicture
from ui.prose import unbroken
from ui.state import ViewState
from ui.timeline.painter import TimelinePicture

Asked = tuple[int, int, int, int, float]  # both days, width, height, text scale
STALE = 0.4  # opacity
FULL = theme.BODY_SHARE  # text size as a share of the picture's height
MOST_ROWS, MOST_LINES = 5, 5
MOST_OF_ALL = 0.33  # of the height for several rows: more would leave too little of the map
LEADING = 1.32
SIDE, TOP, BELOW = 60.0, 20.0, 10.0  # reference pixels
YEAR, DATE = 0.062, 0.03  # of the height, on the plates of the dates
SWATCH = 1.1  # width of a swatch, in text sizes
MAP_SCALE = 1.3  # as in the Present view of one date
WIDEST = 0.99
NONE = -1


class Level(NamedTuple):
    """How much of a row is said: under its whole heading or only from whom to whom, how many
    territories by name (`NONE`: not even how many), and of what its share is one. `short` names
    powers as the legend does; without `way` only their swatches say who they are."""

    headed: bool
    names: int | None
    of_what: bool
    share: bool = True
    short: bool = False
    way: bool = True


LEVELS = (
    Level(headed=True, names=None, of_what=True),
    Level(headed=False, names=None, of_what=True),
    Level(headed=False, names=None, of_what=False),
    Level(headed=False, names=3, of_what=False),
    Level(headed=False, names=2, of_what=False),
    Level(headed=False, names=1, of_what=False),
    Level(headed=False, names=0, of_what=False),
    Level(headed=False, names=NONE, of_what=False),
    Level(headed=False, names=NONE, of_what=False, share=False),
    Level(headed=False, names=NONE, of_what=False, share=False, short=True),
    Level(headed=False, names=1, of_what=False, share=False, way=False),
    Level(headed=False, names=0, of_what=False, share=False, way=False),
)
MIDDLE = 0.5  # of the view's width and height: what is there goes first
FULLY = 2  # levels that leave nothing out


class Setting(NamedTuple):
    """The list set for a picture: how many rows of how many lines, in what size, how high."""

    shown: int
    lines: int
    pixels: float
    height: int


class ComparedPresent:
    """Paints a Present frame of two dates; see `PresentPicture` for one date."""

    def __init__(self, picture: MapPicture, timeline: TimelinePicture, world: World) -> None:
        self._map = ComparedPicture(picture, world)
        self._timeline = timeline
        self._world = world
        self._all = lru_cache(maxsize=64)(self._find_all)
        self._set = lru_cache(maxsize=64)(self._find_setting)
        self._listed: tuple[object, tuple[Group, ...]] | None = None
        self._drawn: tuple[tuple[Asked, object], QImage] | None = None
        self._rested: tuple[object, int] | None = None

    # Where things are

    def strip(self, width: int, height: int) -> Box:
        """Where the timeline is."""
        unit = height / theme.REFERENCE_HEIGHT
        return Box(0, height - self._timeline.height(unit, slim=True), width, height)

    def edge(self, state: ViewState, width: int, height: int) -> int:
        """The upper edge of the plate: the map is above it."""
        assert state.comparison is not None
        found = self._set(state.comparison.a, state.comparison.b, width, height, state.text_scale)
        return round(self.strip(width, height).y0 - found.height)

    def viewport(self, state: ViewState, width: int, height: int) -> Viewport:
        """The part of the plane that each map shows."""
        unit = height / theme.REFERENCE_HEIGHT
        return self._map.viewport(state, width, self.edge(state, width, height), unit)

    def in_pane(self, found: Comparison, x: float, width: int, height: int) -> float:
        """A pixel of the picture as one of the map that is there."""
        return self._map.in_pane(found, x, width, height, height / theme.REFERENCE_HEIGHT)

    def grip_at(
        self, state: ViewState, x: float, y: float, width: int, height: int, touch: float
    ) -> Grip:
        """What of the comparison is under a pixel."""
        edge = self.edge(state, width, height)
        if y >= edge:
            return Grip.MAP
        return self._map.grip_at(state, x, y, width, edge, sizes(state, height, touch))

    def date_corner(
        self, state: ViewState, side: Side, width: int, height: int, touch: float
    ) -> tuple[float, float]:
        """Where the list of stops for a side opens."""
        return self._map.plate_corner(state, side, width, sizes(state, height, touch))

    # Painting

    def paint(
        self,
        painter: QPainter,
        state: ViewState,
        width: int,
        height: int,
        *,
        touch: float = theme.TOUCH,
        fine: bool = True,
    ) -> None:
        """Paint a frame of `width` by `height` pixels; `touch` is the least size of a grip."""
        unit, top = height / theme.REFERENCE_HEIGHT, self._top(state, width, height, fine=fine)
        painter.save()
        painter.setClipRect(0, 0, width, top)
        self._map.paint(
            painter,
            state,
            width,
            top,
            unit=MAP_SCALE * unit * state.text_scale,
            sizes=sizes(state, height, touch),
            fine=fine,
        )
        painter.restore()
        painter.fillRect(0, top, width, height - top, theme.NIGHT)
        self._paint_list(painter, state, top, width, height, fine=fine)
        strip = self.strip(width, height)
        self._timeline.paint(painter, state, strip, unit=unit, slim=True, night=True)

    def _top(self, state: ViewState, width: int, height: int, *, fine: bool) -> int:
        """The plate's upper edge; while a date is dragged it stays where it was at rest."""
        asked = (width, height, state.text_scale)
        if fine or self._rested is None or self._rested[0] != asked:
            self._rested = (asked, self.edge(state, width, height))
        return self._rested[1]

    def _paint_list(
        self,
        painter: QPainter,
        state: ViewState,
        top: int,
        width: int,
        height: int,
        *,
        fine: bool,
    ) -> None:
        """Paint the list; until a dragged date has come to rest, faintly what it was before."""
        found = state.comparison
        assert found is not None
        dates = (found.a, found.b, width, height, state.text_scale)
        if fine or self._drawn is None:
            put(painter, 0, top, self._list(state, width, height))
            return
        (drawn_for, _), image = self._drawn
        painter.setOpacity(1.0 if drawn_for == dates else STALE)
        painter.drawImage(0, top, image)
        painter.setOpacity(1.0)

    def caption(self, state: ViewState) -> str:
        """The list in words, for those who hear it."""
        found = state.comparison
        assert found is not None
        every = self._all(found.a, found.b)
        if not every:
            return nothing_changed(found.a, found.b)
        return ". ".join(_said(group, self._world, LEVELS[1]) for group in every[:MOST_ROWS]) + "."

    # The list

    def _find_all(self, a: int, b: int) -> tuple[Group, ...]:
        return groups(changes(self._world, a, b), known_on(self._world, a, b, shipped()), {})

    def _find_setting(self, a: int, b: int, width: int, height: int, scale: float) -> Setting:
        """As many rows as fit, in full size where they are few."""
        every = self._all(a, b)
        if not every:
            pixels = FULL * scale * height
            lines = len(_unchanged(a, b, pixels, width, height))
            return _setting(1, lines, lines, pixels, height)
        pixels = FULL * scale * height
        for shown in range(min(MOST_ROWS, len(every)), 0, -1):
            total = shown + (len(every) > shown)
            found = _setting(shown, 1, total, pixels, height)
            is_low = shown == 1 or found.height <= MOST_OF_ALL * height
            listed = _may_be_listed(every, shown)
            if total <= MOST_LINES and is_low and self._all_fit(listed, pixels, width, height):
                return found
        return _setting(1, 2, 2 + (len(every) > 1), pixels, height)

    def _all_fit(self, every: tuple[Group, ...], pixels: float, width: int, height: int) -> bool:
        """Whether every row fits in a line, for which of them come first depends on the view.

        One that is alone has two lines rather than to leave something out.
        """
        levels = LEVELS[:FULLY] if len(every) == 1 else LEVELS
        return all(
            _row(group._replace(in_view=1.0, share=WIDEST), self._world, 1, pixels, room, levels)
            is not None
            for room in [_room(width, height, pixels)]
            for group in every
        )

    def _list(self, state: ViewState, width: int, height: int) -> QImage:
        """The list as a picture on nothing."""
        found = state.comparison
        assert found is not None
        dates = (found.a, found.b, width, height, state.text_scale)
        listed = self._groups(state, width, height)
        key = (dates, (listed, theme.worn().name))
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = (key, self._draw(found, listed, self._set(*dates), width, height))
        return self._drawn[1]

    def _groups(self, state: ViewState, width: int, height: int) -> tuple[Group, ...]:
        found = state.comparison
        assert found is not None
        view = self.viewport(state, width, height)
        key = (found.a, found.b, view)
        if self._listed is None or self._listed[0] != key:
            land = self._map.land_in_view(view)
            known = known_on(self._world, found.a, found.b, shipped())
            middle = self._map.land_in_view(view.middle(MIDDLE))
            listed = groups(changes(self._world, found.a, found.b), known, land, middle)
            self._listed = (key, listed)
        return self._listed[1]

    def _draw(
        self,
        found: Comparison,
        listed: tuple[Group, ...],
        setting: Setting,
        width: int,
        height: int,
    ) -> QImage:
        unit, pixels = height / theme.REFERENCE_HEIGHT, setting.pixels
        face = Face(serif=False, pixels=round(pixels))
        image = nothing(width, max(setting.height, 1))
        baselines = _baselines(unit, pixels)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not listed:
                for line in _unchanged(found.a, found.b, pixels, width, height):
                    write(painter, SIDE * unit, next(baselines), line, face, theme.ON_NIGHT)
            for group in listed[: setting.shown]:
                self._draw_row(painter, group, setting, baselines, width, height)
            more = len(listed) - setting.shown
            if listed and more > 0:
                text = f"and {more} more"
                write(painter, SIDE * unit, next(baselines), text, face, theme.MUTED_ON_NIGHT)
        return kept(image)

    def _draw_row(
        self,
        painter: QPainter,
        group: Group,
        setting: Setting,
        baselines: Iterator[int],
        width: int,
        height: int,
    ) -> None:
        pixels, left = setting.pixels, SIDE * height / theme.REFERENCE_HEIGHT
        face, room = Face(serif=False, pixels=round(pixels)), _room(width, height, pixels)
        lines = _row(group, self._world, setting.lines, pixels, room) or _cut(
            group, self._world, setting.lines, pixels, room
        )
        for number in range(setting.lines):
            baseline = next(baselines)
            if number == 0:
                self._paint_swatches(painter, group, left, baseline, pixels)
            if number < len(lines):
                x = left + _indent(pixels)
                write(painter, x, baseline, lines[number], face, theme.ON_NIGHT)

    def _paint_swatches(
        self, painter: QPainter, group: Group, x: float, baseline: float, pixels: float
    ) -> None:
        size, powers = SWATCH * pixels, self._world.powers
        for number, holding in enumerate((group.before, group.after)):
            left = x + number * (size + 0.25 * pixels)
            box = QRectF(left, baseline - 0.78 * pixels, size, 0.85 * pixels)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.PAPER)
            painter.drawRoundedRect(box, 0.15 * pixels, 0.15 * pixels)
            entry = entry_of([powers[power] for power in holding.powers], holding.status)
            paint_swatch(painter, box, entry, pixels / 20, edge=theme.ON_NIGHT)


def _may_be_listed(every: tuple[Group, ...], shown: int) -> tuple[Group, ...]:
    """The rows that may be among the first so many: how they rank within a kind, the view says."""
    return tuple(
        group
        for group in every
        if list(Kind).index(group.kind) <= list(Kind).index(every[shown - 1].kind)
    )


def _unchanged(a: int, b: int, pixels: float, width: int, height: int) -> tuple[str, ...]:
    """The lines that stand where no change is listed."""
    metrics = Face(serif=False, pixels=round(pixels)).metrics
    room = width - 2 * SIDE * height / theme.REFERENCE_HEIGHT
    return _broken(nothing_changed(a, b), metrics, room)


def _indent(pixels: float) -> float:
    return (2 * SWATCH + 0.9) * pixels


def _room(width: int, height: int, pixels: float) -> float:
    """How wide a line of a row may be, beside its swatches."""
    return width - 2 * SIDE * height / theme.REFERENCE_HEIGHT - _indent(pixels)


def _said(group: Group, world: World, level: Level) -> str:
    """A row in words."""
    powers = world.powers
    area = area_words(group.area, cut=group.cut)
    seen = seen_words(group)
    if not level.of_what and group.in_view > 0:
        seen = f"{share_words(group.share)} of the land"
    if not level.way:
        return f"{names(group, level.names)}: {area}"
    if level.headed:
        return f"{heading(group, powers)}: {names(group)}, {area}, {seen}"
    before, after = (
        holding_words(part, powers, short=level.short) for part in (group.before, group.after)
    )
    way = f"{before} to {after}" if group.kind is Kind.PASSED else f"{before}, then {after}"
    if not level.share:
        return f"{way}: {area}"
    if level.names == NONE:
        return f"{way}: {area}, {seen}"
    return f"{way}: {names(group, level.names)}, {area}, {seen}"


def _row(
    group: Group,
    world: World,
    lines: int,
    pixels: float,
    room: float,
    levels: tuple[Level, ...] = LEVELS,
) -> tuple[str, ...] | None:
    """A row in at most so many lines with as many of its words as fit; None where none do."""
    metrics = Face(serif=False, pixels=round(pixels)).metrics
    for level in levels:
        found = _broken(_said(group, world, level), metrics, room)
        if len(found) <= lines and all(metrics.horizontalAdvance(line) <= room for line in found):
            return found
    return None


def _cut(group: Group, world: World, lines: int, pixels: float, room: float) -> tuple[str, ...]:
    """A row that does not fit, cut with three dots."""
    metrics = Face(serif=False, pixels=round(pixels)).metrics
    found = _broken(_said(group, world, LEVELS[-1]), metrics, room)
    kept_lines = (*found[: lines - 1], " ".join(found[lines - 1 :]))
    return tuple(_fitting(line, metrics, room) for line in kept_lines)


def _broken(text: str, metrics: QFontMetricsF, room: float) -> tuple[str, ...]:
    """The text broken between words; an area stays with its unit, a share with its sign."""
    lines = [""]
    for word in (
        unbroken(text)
        .replace(" km²", "\N{NO-BREAK SPACE}km²")
        .replace(" %", "\N{NO-BREAK SPACE}%")
        .split(" ")
    ):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or metrics.horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _fitting(line: str, metrics: QFontMetricsF, room: float) -> str:
    if metrics.horizontalAdvance(line) <= room:
        return line
    while line and metrics.horizontalAdvance(f"{line} …") > room:
        line = line[:-1]
    return f"{line.rstrip()} …"


def _setting(shown: int, lines: int, total: int, pixels: float, height: int) -> Setting:
    unit = height / theme.REFERENCE_HEIGHT
    block = total * pixels * LEADING + (TOP + BELOW) * unit
    return Setting(shown, lines, pixels, round(block))


def _baselines(unit: float, pixels: float) -> Iterator[int]:
    number = 0
    while True:
        yield round(TOP * unit + (number + 0.5) * pixels * LEADING + 0.33 * pixels)
        number += 1


def sizes(state: ViewState, height: int, touch: float) -> Sizes:
    """The sizes of dates and divider: shares of the picture's height, with the reader's own."""
    scale, unit = state.text_scale, height / theme.REFERENCE_HEIGHT
    least = theme.least_pixels(height)
    return Sizes(YEAR * height * 1.38 * scale, DATE * height * scale, touch, unit, least)

"""The strokes over a map: painted where they belong, drawn with mouse, finger or tablet."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Slot
from PySide6.QtGui import QImage, QPainter

from db.records import EventId
from ui.layers import Cursor, Layer, Sight, Touch
from ui.letters import nothing
from ui.pen.board import Board
from ui.pen.box import PenBox
from ui.pen.ink import INKS, Paths, box_of, line, paint_stroke, pen
from ui.pen.kit import WIDTHS, Kit
from ui.pen.strokes import FREEHAND, Colour, Point, Stroke, Tool, met
from ui.pen.tracing import Tracing
from ui.pen.trail import Trail
from ui.pen.under_way import UnderWay

LEAST_CURSOR, MOST_CURSOR = 7, 96  # pixels
A_LITTLE, WHOLE = 0.002, math.inf  # seconds for painting finished strokes, in motion and at rest


class StrokesLayer(Layer):
    """The strokes of the stop that shows, and the hand that draws and erases them.

    The finished strokes of a stop are one see-through picture, painted for the view at rest; in a
    flight and under the wheel it moves and grows with the map. A stroke under way paints its
    newest piece alone.
    """

    def __init__(self, box: PenBox) -> None:
        super().__init__()
        self._box = box
        self._paths = Paths()
        self._strokes: dict[EventId, list[Stroke]] = {}
        self._tracings: dict[EventId, Tracing] = {}
        self._trail = Trail()
        self._live: UnderWay | None = None
        self._live_box = QRect()
        self._erased_from: Point | None = None
        self._sort(box.board)
        box.drawn.connect(self._on_drawn)
        box.changed.connect(self._on_kit_changed)

    # Painting

    def paint(self, painter: QPainter, sight: Sight) -> None:
        self._paint_finished(painter, sight)
        live = self._live
        if live is None:
            return
        painter.save()
        painter.setOpacity(_weight(sight, live.stroke.event))
        if live.tool in FREEHAND:
            if not self._trail.fits(sight):
                self._trail.begin(live.stroke, sight)
                self._trail.extend(live.points)
            self._trail.paint(painter)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_stroke(painter, live.stroke, line(live.stroke), sight)
        painter.restore()

    def _paint_finished(self, painter: QPainter, sight: Sight) -> None:
        opacity = painter.opacity()
        kept = {}
        for event, weight in sight.state.now.events:
            if event in self._strokes:
                kept[event] = self._tracing(event, sight)
                painter.setOpacity(opacity * weight)
                kept[event].paint(painter, sight)
        painter.setOpacity(opacity)
        self._tracings = kept

    def _tracing(self, event: EventId, sight: Sight) -> Tracing:
        """The strokes of an event for this view, or while the map moves for the one nearest."""
        made = self._tracings.get(event)
        if made is None or not (sight.moving or made.suits(sight)):
            lands = sight.landing if sight.landing and event == sight.event else sight
            made = Tracing(self._strokes[event], self._paths, lands)
        made.paint_more(A_LITTLE if sight.moving else WHOLE)
        return made

    def _sort(self, board: Board) -> None:
        self._strokes = {}
        for stroke in board.strokes:
            self._strokes.setdefault(stroke.event, []).append(stroke)
        self._paths.keep_only(board.strokes)

    @Slot(object, object)
    def _on_drawn(self, new: Board, old: Board) -> None:
        added = new.strokes[-1:] if new.strokes[:-1] == old.strokes else ()
        self._sort(new)
        tracing = self._tracings.get(added[0].event) if added else None
        if tracing is not None:
            self.changed.emit(tracing.add(added[0]))
            return
        self._tracings = {}
        self.changed.emit(None)

    # Drawing

    @property
    def under_way(self) -> Stroke | None:
        """The stroke being drawn, as far as it has come."""
        return self._live.stroke if self._live is not None else None

    def press(self, touch: Touch, sight: Sight) -> bool:
        if not self._box.draws:
            return False
        if touch.rubber or self._box.kit.tool is Tool.ERASER:
            self._erased_from = (touch.x, touch.y)
            self._erase(touch, sight)
            return True
        stroke = self._box.begin((touch.x, touch.y))
        self._live = UnderWay(stroke, sight.view.metres)
        self._live_box = QRect()
        if stroke.tool in FREEHAND:
            self._trail.begin(stroke, sight)
            self.changed.emit(self._trail.extend(self._live.points))
        self._box.keep_on(self._live)
        return True

    def move(self, touch: Touch, sight: Sight) -> None:
        if self._erased_from is not None:
            self._erase(touch, sight)
            return
        live = self._live
        if live is None:
            return
        if live.stroke.event != sight.event:  # the lesson went on: a stroke belongs to one stop
            self._finish()
            return
        if not live.add((touch.x, touch.y), straight=touch.straight):
            return
        if live.tool not in FREEHAND:
            box = box_of(live.stroke, line(live.stroke), sight)
            self.changed.emit(box.united(self._live_box))
            self._live_box = box
        elif self._trail.fits(sight):
            self.changed.emit(self._trail.extend(live.points))
        else:
            self.changed.emit(None)

    def release(self, touch: Touch, sight: Sight) -> None:
        self.move(touch, sight)
        self._erased_from = None
        self._finish()

    def cancel(self) -> None:
        """A pinch has begun, or the map is hidden: what was under way was not meant."""
        self._erased_from = None
        if self._live is not None:
            self._live.goes_on = False
            self._box.drop(self._live.stroke)
            self._end()

    def _finish(self) -> None:
        if self._live is None:
            return
        begun, stroke = self._live.stroke, self._live.finished()
        self._live.goes_on = False
        self._end()
        if stroke is None:
            self._box.drop(begun)
        else:
            self._box.draw(stroke)

    def _end(self) -> None:
        self._live = None
        self.changed.emit(None)

    def _erase(self, touch: Touch, sight: Sight) -> None:
        start, end = self._erased_from or (touch.x, touch.y), (touch.x, touch.y)
        size = self._box.kit.size
        picture = sight.height * sight.view.metres
        reach = WIDTHS[Tool.ERASER][size] * picture / 2
        here = self._strokes.get(sight.event, ())
        if gone := met(here, start, end, reach=reach, picture=picture):
            self._box.erase(gone)
        self._erased_from = end

    # The pointer's form

    @property
    def in_use(self) -> bool:
        return self._box.kit.on

    @Slot(object, object)
    def _on_kit_changed(self, new: Kit, old: Kit) -> None:
        if self.layers is not None:
            self.layers.cursor_changed.emit()

    def cursor(self, sight: Sight) -> Cursor | None:
        if not self._box.draws:
            return None
        kit = self._box.kit
        ratio = sight.beneath.devicePixelRatio() if sight.beneath is not None else 1.0
        pixels = round(min(max(kit.width * sight.height, LEAST_CURSOR), MOST_CURSOR))
        return tip(kit.tool, kit.colour, pixels, ratio)


@lru_cache(maxsize=32)
def tip(tool: Tool, colour: Colour, pixels: int, ratio: float) -> QImage:
    """A pointer that shows how wide and in which colour it draws."""
    ink = INKS[colour]
    side = pixels + 8
    image = nothing(side, side)
    centre = QPointF(side / 2, side / 2)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if tool is Tool.ERASER:
            for shade, width in ((INKS[Colour.WHITE].core, 4.0), (INKS[Colour.INK].core, 1.6)):
                painter.setPen(pen(shade, width))
                painter.drawEllipse(centre, pixels / 2, pixels / 2)
        else:
            painter.setPen(pen(ink.rim, 1.5))
            painter.setBrush(ink.core)
            painter.drawEllipse(centre, pixels / 2 + 0.75, pixels / 2 + 0.75)
    image.setDevicePixelRatio(ratio)
    return image


def _weight(sight: Sight, event: EventId) -> float:
    return dict(sight.state.now.events).get(event, 0.0)

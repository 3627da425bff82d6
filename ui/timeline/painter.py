"""Paints the timeline onto any painter: what stands still from a cache, the playhead anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Generic, TypeVar

from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from db.records import Mark, TourId, World
from db.wording import wording
from ui import theme
from ui.camera import Box
from ui.images import kept
from ui.inscriptions import put
from ui.state import ViewState
from ui.timeline import strokes
from ui.timeline.axis import Face, Stretch, whole
from ui.timeline.cards import LANG, STATUSES
from ui.timeline.layout import Plan, lay_out
from ui.timeline.looks import Look, fitted, strip_height
from ui.timeline.marks import MarkIndex, Spot

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class TimelinePicture:
    """The timeline of a world as a picture.

    Plans and still pictures are kept, so that a frame in which only the date or the stop moves
    costs a copy and the playhead.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self._indexes: _Kept[TourId, MarkIndex] = _Kept(4)
        self._plans: _Kept[tuple[Look, TourId], Plan] = _Kept(4)
        self._stills: _Kept[tuple[Look, TourId, bool, bool, str], QImage] = _Kept(2)

    def retell(self, world: World) -> None:
        """Show the stops of other tours of the same lesson from now on."""
        self.world = world
        for made in (self._indexes, self._plans, self._stills):
            made.forget()

    @property
    def whole(self) -> Stretch:
        """All the days there are to show."""
        return whole(self.world)

    def height(self, unit: float, *, slim: bool) -> int:
        """The pixels that the strip needs from top to bottom."""
        return strip_height(self.world.ribbons, unit, slim=slim)

    def plan(
        self,
        state: ViewState,
        box: Box,
        *,
        unit: float,
        slim: bool,
        stretch: Stretch | None = None,
    ) -> Plan:
        """Where everything goes in `box`; all days are in view unless a stretch is asked for.

        A box lower than `height` gets everything smaller.
        """
        look = fitted(Look(box, unit, slim, stretch or self.whole), self.world.ribbons)
        tour = self.world.tour(state.tour).id
        return self._plans.get((look, tour), lambda: self._lay_out(look, tour))

    def weightiest(self, state: ViewState, plan: Plan, spot: Spot, most: int) -> list[Mark]:
        """The weightiest events of a cluster, the tour's stops first."""
        return self._index(self.world.tour(state.tour).id).weightiest(spot, plan.bars, most)

    def paint(
        self,
        painter: QPainter,
        state: ViewState,
        box: Box,
        *,
        unit: float,
        slim: bool,
        night: bool,
        stretch: Stretch | None = None,
    ) -> None:
        """Paint the strip into `box`, its margins included, in device pixels.

        By day the strip paints its own paper; by night it stands on what is there.
        """
        plan = self.plan(state, box, unit=unit, slim=slim, stretch=stretch)
        tour = self.world.tour(state.tour)
        still = self._stills.get(
            (plan.look, tour.id, night, state.doubt, theme.worn().name),
            lambda: self._paint_still(plan, night=night, doubt=state.doubt),
        )
        painter.save()
        put(painter, round(box.x0), round(box.y0), still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = strokes.colours_of(night=night)
        strokes.paint_current_act(painter, plan, self.world.act_at(state.day), colours)
        if state.comparison is None:
            strokes.paint_playhead(painter, plan, state.day, colours)
            strokes.paint_crossed_counts(painter, plan, state.day, colours, doubt=state.doubt)
        else:
            strokes.paint_compared(painter, plan, state.comparison, colours)
        strokes.paint_current_stop(painter, plan, state.step, colours, doubt=state.doubt)
        painter.restore()

    def _lay_out(self, look: Look, tour: TourId) -> Plan:
        return lay_out(
            self.world,
            self._index(tour),
            look,
            measure=text_width,
            months=wording(LANG).months,
            statuses=STATUSES,
        )

    def _index(self, tour: TourId) -> MarkIndex:
        steps = self.world.tour(tour).steps
        return self._indexes.get(tour, lambda: MarkIndex(self.world.marks, steps))

    def _paint_still(self, plan: Plan, *, night: bool, doubt: bool) -> QImage:
        box = plan.look.box
        image_format = (
            QImage.Format.Format_ARGB32_Premultiplied if night else QImage.Format.Format_RGB32
        )
        still = QImage(max(round(box.width), 1), max(round(box.height), 1), image_format)
        colours = strokes.colours_of(night=night)
        still.fill(0 if night else colours.ground.rgb())
        with QPainter(still) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-round(box.x0), -round(box.y0))
            strokes.paint_still(painter, plan, self.world.powers, colours, doubt=doubt)
        return kept(still)


def text_width(text: str, pixels: float, face: Face) -> float:
    """How wide a text is in a face of the timeline."""
    return _metrics(face, pixels).horizontalAdvance(text)


@lru_cache(maxsize=64)
def _metrics(face: Face, pixels: float) -> QFontMetricsF:
    return QFontMetricsF(strokes.font(face, pixels))


class _Kept(Generic[Key, Value]):
    """A few values by key; the one longest unused goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def forget(self) -> None:
        """Keep nothing of what there is."""
        self._values.clear()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        if key not in self._values:
            self._values[key] = make()
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        self._values.move_to_end(key)
        return self._values[key]

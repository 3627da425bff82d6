"""The pointer over the timeline: what it points at, takes hold of, drags and clicks."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent

from db.records import Mark
from ui.comparison import Side, nearest_side
from ui.explorer import Explorer
from ui.timeline.axis import LEAST_DAYS
from ui.timeline.card_view import CardView
from ui.timeline.cards import LISTED, Card, act_card, cluster_card, mark_card, ribbon_card
from ui.timeline.marks import Spot
from ui.timeline.targets import (
    ActTarget,
    ClusterTarget,
    GroundTarget,
    MarkTarget,
    RibbonTarget,
    Target,
    YearsTarget,
    on_playhead,
    target_at,
)

if TYPE_CHECKING:
    from ui.timeline.widget import TimelineWidget

_CARD_GAP = 8


class Drag(Enum):
    """What a press has taken hold of."""

    NOTHING = "nothing"
    DATE = "date"
    AXIS = "axis"


class Press(NamedTuple):
    """A button held down: where it went down and was last seen, in device pixels.

    `grip` is how far from the playhead it took hold; `side` whose playhead it is while two dates
    are compared.
    """

    drag: Drag
    start: QPointF
    last: QPointF
    grip: float = 0.0
    moved: bool = False
    side: Side | None = None


class Hand:
    """Turns what the pointer does over a strip into the explorer's verbs."""

    def __init__(self, strip: TimelineWidget, explorer: Explorer) -> None:
        self._strip = strip
        self._explorer = explorer
        self._press: Press | None = None
        self._clicked_cluster = False
        self._card: CardView | None = None

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            event.ignore()
            return
        self.hide_card()
        at = self._pixel(event)
        self._press = self._grasp(at, middle=event.button() is Qt.MouseButton.MiddleButton)
        if self._press.drag is Drag.DATE:
            self._seek_at(at.x() - self._press.grip, self._press.side)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved, with a button down or without."""
        at = self._pixel(event)
        if self._press is None:
            self._hover(at)
            return
        self._drag_to(self._press, at)

    def release(self, event: QMouseEvent) -> None:
        """A button went up."""
        press, self._press = self._press, None
        if press and not press.moved and event.button() is Qt.MouseButton.LeftButton:
            self._click(press)
        self._point(self._pixel(event))

    def double_click(self) -> None:
        """Show all days, unless the first click on a cluster has zoomed into it already."""
        if not self._clicked_cluster:
            self._strip.show_all()

    def _pixel(self, event: QMouseEvent) -> QPointF:
        return event.position() * self._strip.devicePixelRatioF()

    # Pressing and dragging

    def _grasp(self, at: QPointF, *, middle: bool) -> Press:
        plan = self._strip.plan
        side, day = self._head_near(at.x())
        target = target_at(plan, at.x(), at.y())
        if middle:
            return Press(Drag.AXIS, at, at)
        if isinstance(target, YearsTarget):
            return Press(Drag.DATE, at, at, side=side)
        if on_playhead(plan, at.x(), at.y(), day) and not isinstance(
            target, MarkTarget | ClusterTarget
        ):
            return Press(Drag.DATE, at, at, at.x() - plan.axis.to_pixel(day), side=side)
        return Press(Drag.AXIS if target else Drag.NOTHING, at, at, side=side)

    def _head_near(self, x: float) -> tuple[Side | None, float]:
        """The playhead nearest to a pixel: its side while two dates are compared, and its day."""
        state = self._explorer.state
        if state.comparison is None:
            return None, state.day
        side = nearest_side(state.comparison, self._strip.plan.axis.to_day(x))
        return side, float(state.comparison.day(side))

    def _held(self, press: Press) -> Drag:
        """What is being dragged: with all days in view there is no axis to pan, but a date."""
        return (
            Drag.DATE
            if press.drag is Drag.AXIS and self._strip.stretch == self._strip.whole
            else press.drag
        )

    def _drag_to(self, press: Press, at: QPointF) -> None:
        far = (at - press.start).manhattanLength()
        if (
            not press.moved
            and far
            < QGuiApplication.styleHints().startDragDistance() * self._strip.devicePixelRatioF()
        ):
            return
        drag = self._held(press)
        if drag is Drag.DATE:
            self._seek_at(at.x() - press.grip, press.side)
        elif drag is Drag.AXIS:
            days = (press.last.x() - at.x()) / self._strip.plan.axis.pixels_per_day
            self._strip.show_stretch(self._strip.stretch.panned(days, self._strip.whole))
        self._show_cursor(drag)
        self._press = press._replace(last=at, moved=True)

    def _seek_at(self, x: float, side: Side | None) -> None:
        # A hair more, so that the pixel of a day gives that day and not the one before.
        self._show_day(self._strip.plan.axis.to_day(x) + 1e-6, side)

    def _show_day(self, day: float, side: Side | None) -> None:
        """Go to a day, or give it to a side of the comparison."""
        comparison = self._explorer.state.comparison
        if comparison is None:
            self._explorer.seek(day)
        else:
            self._explorer.compare_day(side or comparison.chosen or Side.B, day)

    def _click(self, press: Press) -> None:
        target = target_at(self._strip.plan, press.start.x(), press.start.y())
        self._clicked_cluster = isinstance(target, ClusterTarget)
        found = self._explorer.state.comparison
        side = (found.chosen or press.side) if found is not None else None
        match target:
            case MarkTarget(mark) if found is not None:
                self._show_day(self._day_of(mark), side)
            case ActTarget(act):
                self._explorer.go_to_act(act.number)
            case MarkTarget(mark):
                self._explorer.go_to_event(mark.event)
            case ClusterTarget(spot):
                self._part(spot)
            case RibbonTarget(_, day) | GroundTarget(day) if press.drag is Drag.AXIS:
                self._show_day(day, side)

    def _day_of(self, mark: Mark) -> float:
        """The day that an event is shown on."""
        step = self._explorer.world.step_of(mark.event)
        return step.day if step is not None else mark.first

    def _part(self, spot: Spot) -> None:
        """Zoom into a cluster; one that cannot part any more is gone to."""
        if self._strip.stretch.days > LEAST_DAYS * 1.01:
            self._strip.show_stretch(
                self._strip.stretch.around(spot.first, spot.last, self._strip.whole)
            )
        elif spot.stops:
            self._explorer.go_to_step(spot.stops[0])
        else:
            self._explorer.seek(spot.first)

    # Hovering

    def _hover(self, at: QPointF) -> None:
        card = self._card_of(self._point(at))
        if card is None:
            self.hide_card()
        else:
            self._show_card(card, at)

    def _point(self, at: QPointF) -> Target | None:
        """What the pointer is on; the cursor says what can be done with it."""
        plan = self._strip.plan
        target = target_at(plan, at.x(), at.y())
        on_mark = isinstance(target, MarkTarget | ClusterTarget)
        on_head = on_playhead(plan, at.x(), at.y(), self._head_near(at.x())[1])
        if isinstance(target, YearsTarget) or (on_head and not on_mark):
            self._show_cursor(Drag.DATE)
        elif target is None or isinstance(target, GroundTarget):
            self._strip.unsetCursor()
        else:
            self._strip.setCursor(Qt.CursorShape.PointingHandCursor)
        return target

    def _card_of(self, target: Target | None) -> Card | None:
        match target:
            case ActTarget(act):
                return act_card(act)
            case MarkTarget(mark):
                return mark_card(mark)
            case ClusterTarget(spot):
                state = self._explorer.state
                marks = self._strip.picture.weightiest(state, self._strip.plan, spot, LISTED)
                return cluster_card(spot, marks)
            case RibbonTarget(row, day):
                return ribbon_card(row.lane, day, self._explorer.world.powers)
        return None

    def _show_card(self, card: Card, at: QPointF) -> None:
        if self._card is None or self._card.window_over is not self._strip.window():
            self._card = CardView(self._strip.window())
        ratio = self._strip.devicePixelRatioF()
        above = self._strip.mapTo(self._strip.window(), QPoint(round(at.x() / ratio), -_CARD_GAP))
        self._card.show_card(card, above, self._strip.unit / ratio)

    def hide_card(self) -> None:
        """Show no card any more."""
        if self._card is not None:
            self._card.hide()

    def _show_cursor(self, drag: Drag) -> None:
        if drag is Drag.DATE:
            self._strip.setCursor(Qt.CursorShape.SizeHorCursor)
        elif drag is Drag.AXIS:
            self._strip.setCursor(Qt.CursorShape.ClosedHandCursor)

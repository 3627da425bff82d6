"""The timeline in the window: pointer in, explorer verbs out."""

from __future__ import annotations

import math
from datetime import date
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QApplication

from db.dates import day_in_words, year_of
from db.records import Mark
from ui import theme
from ui.camera import Box
from ui.comparison import Side, nearest_side
from ui.explorer import Explorer
from ui.kept_picture import KeptPictures
from ui.state import ViewState
from ui.timeline.axis import LEAST_DAYS, Stretch
from ui.timeline.card_view import CardView
from ui.timeline.cards import LISTED, Card, act_card, cluster_card, mark_card, ribbon_card
from ui.timeline.layout import Plan
from ui.timeline.marks import Spot
from ui.timeline.painter import TimelinePicture
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

KEPT_AS = "timeline"
WHEEL_STEP = 1.2  # how much closer one notch of the wheel looks
_NOTCH = 120.0
_FORMAT = QImage.Format.Format_RGB32
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


class TimelineWidget(QAbstractSlider):
    """The strip of acts, marks, ribbons and years.

    It is a slider for readers who hear the screen: its value is the year, its name the date.
    The keys of a slider belong to the lesson and are left alone. The first frame comes from `kept`
    where it is there.
    """

    def __init__(
        self,
        explorer: Explorer,
        picture: TimelinePicture | None = None,
        kept: KeptPictures | None = None,
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._picture = picture or TimelinePicture(explorer.world)
        self._kept = kept
        self._opening = True
        self._zoom: Stretch | None = None
        self._press: Press | None = None
        self._clicked_cluster = False
        self._card: CardView | None = None
        self._has_ring = False
        self._pointed: float | None = None
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setRange(year_of(explorer.world.first_day), year_of(explorer.world.as_of))
        self._tell(explorer.state)
        self.valueChanged.connect(self._on_value_changed)
        explorer.changed.connect(self._on_explorer_changed)

    @property
    def stretch(self) -> Stretch:
        """The days in view."""
        return self._zoom or self._picture.whole

    @property
    def unit(self) -> float:
        """Device pixels per reference pixel."""
        window = self.window()
        scale = self._explorer.state.text_scale
        return theme.unit_for(window.width(), window.height(), scale) * self.devicePixelRatioF()

    @property
    def plan(self) -> Plan:
        """Where everything is now, in device pixels."""
        return self._picture.plan(
            self._explorer.state, self._box(), unit=self.unit, slim=False, stretch=self.stretch
        )

    def show_stretch(self, stretch: Stretch) -> None:
        """Show those days, brought within the lesson's."""
        whole = self._picture.whole
        stretch = stretch.within(whole)
        self._zoom = None if stretch.days >= whole.days else stretch
        self._hide_card()
        self.update()

    def point_at(self, day: float | None) -> None:
        """Point at a day, such as that of an event chosen in a list; None points at nothing."""
        if day != self._pointed:
            self._pointed = day
            self.update()

    def show_all(self) -> None:
        """Show all days."""
        self.show_stretch(self._picture.whole)

    # The first frame

    def keep(self, state: ViewState) -> None:
        """Keep the picture that a start at `state` in such a window begins with."""
        shown = self._shown(state)
        if self._kept is None or self._kept.has(KEPT_AS, shown):
            return
        box = self._box()
        image = QImage(max(round(box.width), 1), max(round(box.height), 1), _FORMAT)
        with QPainter(image) as painter:
            self._paint(painter, state)
        self._kept.keep(KEPT_AS, shown, image)

    def keep_opening(self) -> None:
        """Keep the first picture, unless the reader has moved on."""
        if self._opening and self.isVisible():
            self.keep(self._explorer.state)

    def _shown(self, state: ViewState) -> tuple[object, ...]:
        """All that decides about the picture of all the days."""
        look = self._box(), self.unit, state.doubt, state.contrast
        stops = tuple(step.event for step in self._explorer.world.tour(state.tour).steps)
        return (*look, stops, state.step, state.aside, state.day)

    def _kept_frame(self) -> QImage | None:
        plain = self._zoom is None and self._pointed is None and not self._has_ring
        if not self._opening or self._kept is None or not plain:
            return None
        return self._kept.find(KEPT_AS, self._shown(self._explorer.state))

    # News

    def _on_explorer_changed(self, new: ViewState, old: ViewState) -> None:
        self._opening = False
        if new.text_scale != old.text_scale:
            self.updateGeometry()
        if new.day != old.day and self._zoom is not None:
            self._zoom = self._zoom.showing(new.day, self._picture.whole)
        if new.day != old.day or new.flight is not old.flight:
            self._tell(new)
        if (new.day, new.place, new.text_scale, new.doubt, heads(new)) != (
            old.day,
            old.place,
            old.text_scale,
            old.doubt,
            heads(old),
        ):
            self.update()

    def _on_value_changed(self, year: int) -> None:
        """The value was set from outside, by assistive technology."""
        if year != year_of(self._explorer.state.day):
            self._explorer.seek(date(year, 1, 1).toordinal())

    def _tell(self, state: ViewState) -> None:
        """Tell the date to readers who hear the screen; on the way there the year will do."""
        self.setValue(year_of(state.day))
        if state.flight is None:
            self.setAccessibleName(f"Timeline, {day_in_words(state.day)}")
            self.setAccessibleDescription(self._explorer.step.title)

    # Sizes

    def _box(self) -> Box:
        ratio = self.devicePixelRatioF()
        return Box(0, 0, round(self.width() * ratio), round(self.height() * ratio))

    def sizeHint(self) -> QSize:
        ratio = self.devicePixelRatioF()
        height = math.ceil(self._picture.height(self.unit, slim=False) / ratio)
        return QSize(round(theme.REFERENCE_WIDTH / 2), height)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hide_card()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ratio = self.devicePixelRatioF()
            # Device pixels from a whole one on: a picture blitted in between would be blurred.
            corner = painter.deviceTransform().map(QPointF(0, 0))
            painter.translate(
                (round(corner.x()) - corner.x()) / ratio, (round(corner.y()) - corner.y()) / ratio
            )
            painter.scale(1 / ratio, 1 / ratio)
            if (kept := self._kept_frame()) is not None:
                painter.drawImage(0, 0, kept)
                return
            self._paint(painter, self._explorer.state)
            if self._pointed is not None:
                _paint_pointer(painter, self.plan, self._pointed)
            if self._has_ring:
                _paint_focus(painter, self._box(), self.unit)

    def _paint(self, painter: QPainter, state: ViewState) -> None:
        self._picture.paint(
            painter,
            state,
            self._box(),
            unit=self.unit,
            slim=False,
            night=False,
            stretch=self.stretch,
        )

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            event.ignore()
            return
        self._hide_card()
        at = self._pixel(event.position())
        self._press = self._grasp(at, middle=event.button() is Qt.MouseButton.MiddleButton)
        if self._press.drag is Drag.DATE:
            self._seek_at(at.x() - self._press.grip, self._press.side)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._pixel(event.position())
        if self._press is None:
            self._hover(at)
            return
        self._drag_to(self._press, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        press, self._press = self._press, None
        if press and not press.moved and event.button() is Qt.MouseButton.LeftButton:
            self._click(press)
        self._point(self._pixel(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The first click on a cluster has zoomed into it already.
        if not self._clicked_cluster:
            self.show_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        sideways = turn.x() or (turn.y() if event.modifiers() & _SHIFT else 0)
        stretch, whole = self.stretch, self._picture.whole
        if sideways:
            self.show_stretch(stretch.panned(-sideways / _NOTCH * stretch.days * 0.1, whole))
        elif turn.y():
            day = self.plan.axis.to_day(self._pixel(event.position()).x())
            self.show_stretch(stretch.zoomed(WHEEL_STEP ** (turn.y() / _NOTCH), day, whole))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hide_card()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._has_ring = event.reason() in _BY_KEY
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._has_ring = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def _pixel(self, position: QPointF) -> QPointF:
        return position * self.devicePixelRatioF()

    def _grasp(self, at: QPointF, *, middle: bool) -> Press:
        plan = self.plan
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
        side = nearest_side(state.comparison, self.plan.axis.to_day(x))
        return side, float(state.comparison.day(side))

    def _held(self, press: Press) -> Drag:
        """What is being dragged: with all days in view there is no axis to pan, but a date."""
        return Drag.DATE if press.drag is Drag.AXIS and self._zoom is None else press.drag

    def _drag_to(self, press: Press, at: QPointF) -> None:
        far = (at - press.start).manhattanLength()
        if not press.moved and far < QApplication.startDragDistance() * self.devicePixelRatioF():
            return
        drag = self._held(press)
        if drag is Drag.DATE:
            self._seek_at(at.x() - press.grip, press.side)
        elif drag is Drag.AXIS:
            days = (press.last.x() - at.x()) / self.plan.axis.pixels_per_day
            self.show_stretch(self.stretch.panned(days, self._picture.whole))
        self._show_cursor(drag)
        self._press = press._replace(last=at, moved=True)

    def _seek_at(self, x: float, side: Side | None) -> None:
        # A hair more, so that the pixel of a day gives that day and not the one before.
        self._show_day(self.plan.axis.to_day(x) + 1e-6, side)

    def _show_day(self, day: float, side: Side | None) -> None:
        """Go to a day, or give it to a side of the comparison."""
        comparison = self._explorer.state.comparison
        if comparison is None:
            self._explorer.seek(day)
        else:
            self._explorer.compare_day(side or comparison.chosen or Side.B, day)

    def _click(self, press: Press) -> None:
        target = target_at(self.plan, press.start.x(), press.start.y())
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
        if self.stretch.days > LEAST_DAYS * 1.01:
            self.show_stretch(self.stretch.around(spot.first, spot.last, self._picture.whole))
        elif spot.stops:
            self._explorer.go_to_step(spot.stops[0])
        else:
            self._explorer.seek(spot.first)

    # Hovering

    def _hover(self, at: QPointF) -> None:
        card = self._card_of(self._point(at))
        if card is None:
            self._hide_card()
        else:
            self._show_card(card, at)

    def _point(self, at: QPointF) -> Target | None:
        """What the pointer is on; the cursor says what can be done with it."""
        plan = self.plan
        target = target_at(plan, at.x(), at.y())
        on_mark = isinstance(target, MarkTarget | ClusterTarget)
        on_head = on_playhead(plan, at.x(), at.y(), self._head_near(at.x())[1])
        if isinstance(target, YearsTarget) or (on_head and not on_mark):
            self._show_cursor(Drag.DATE)
        elif target is None or isinstance(target, GroundTarget):
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        return target

    def _card_of(self, target: Target | None) -> Card | None:
        match target:
            case ActTarget(act):
                return act_card(act)
            case MarkTarget(mark):
                return mark_card(mark)
            case ClusterTarget(spot):
                state = self._explorer.state
                marks = self._picture.weightiest(state, self.plan, spot, LISTED)
                return cluster_card(spot, marks)
            case RibbonTarget(row, day):
                return ribbon_card(row.lane, day, self._explorer.world.powers)
        return None

    def _show_card(self, card: Card, at: QPointF) -> None:
        if self._card is None or self._card.window_over is not self.window():
            self._card = CardView(self.window())
        ratio = self.devicePixelRatioF()
        above = self.mapTo(self.window(), QPoint(round(at.x() / ratio), -_CARD_GAP))
        self._card.show_card(card, above, self.unit / ratio)

    def _hide_card(self) -> None:
        if self._card is not None:
            self._card.hide()

    def _show_cursor(self, drag: Drag) -> None:
        if drag is Drag.DATE:
            self.setCursor(Qt.CursorShape.SizeHorCursor)
        elif drag is Drag.AXIS:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)


def heads(state: ViewState) -> tuple[object, ...]:
    """What decides about the playheads of a comparison; the divider does not."""
    found = state.comparison
    return (found.a, found.b, found.chosen) if found is not None else ()


_SHIFT = Qt.KeyboardModifier.ShiftModifier
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


def _paint_pointer(painter: QPainter, plan: Plan, day: float) -> None:
    """A ring in the row of the marks and a broken line down to the years."""
    x, unit = plan.axis.to_pixel(day), plan.look.unit
    if not plan.axis.x0 <= x <= plan.axis.x1:
        return
    y, radius = plan.y(plan.look.measures.spots), 11 * unit
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.ACCENT, 2.5 * unit))
    painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.setPen(QPen(theme.ACCENT, 1.5 * unit, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(x, y + radius), QPointF(x, plan.tick_top))


def _paint_focus(painter: QPainter, box: Box, unit: float) -> None:
    line = 2 * unit
    painter.setPen(QPen(theme.ACCENT, line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(line / 2, line / 2, box.width - line, box.height - line))

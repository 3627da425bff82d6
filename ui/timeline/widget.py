"""The timeline in the window: its zoom, its paint and its first frame; `hand` is the pointer."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
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
from PySide6.QtWidgets import QAbstractSlider

from db.dates import day_in_words, year_of
from ui import theme
from ui.camera import Box
from ui.explorer import Explorer
from ui.kept_picture import KeptPictures
from ui.state import ViewState
from ui.timeline.axis import Stretch, whole
from ui.timeline.looks import strip_height

if TYPE_CHECKING:  # the first frame does without
    from ui.timeline.hand import Hand
    from ui.timeline.layout import Plan
    from ui.timeline.painter import TimelinePicture

KEPT_AS = "timeline"
WHEEL_STEP = 1.2  # how much closer one notch of the wheel looks
_NOTCH = 120.0
_FORMAT = QImage.Format.Format_RGB32


class TimelineWidget(QAbstractSlider):
    """The strip of acts, marks, ribbons and years.

    It is a slider for readers who hear the screen: its value is the year, its name the date.
    The keys of a slider belong to the lesson and are left alone. The first frame comes from `kept`
    where it is there; `make_picture` is called when something has to be painted or pointed at.
    """

    def __init__(
        self,
        explorer: Explorer,
        make_picture: Callable[[], TimelinePicture],
        kept: KeptPictures | None = None,
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._make_picture = make_picture
        self._kept = kept
        self._opening = True
        self._zoom: Stretch | None = None
        self._hand: Hand | None = None
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

    @cached_property
    def picture(self) -> TimelinePicture:
        """What the strip is painted with."""
        return self._make_picture()

    @property
    def hand(self) -> Hand:
        """The pointer over the strip."""
        if self._hand is None:
            from ui.timeline.hand import Hand

            self._hand = Hand(self, self._explorer)
        return self._hand

    @property
    def whole(self) -> Stretch:
        """All the days there are to show."""
        return whole(self._explorer.world)

    @property
    def stretch(self) -> Stretch:
        """The days in view."""
        return self._zoom or self.whole

    @property
    def unit(self) -> float:
        """Device pixels per reference pixel."""
        window = self.window()
        scale = self._explorer.state.text_scale
        return theme.unit_for(window.width(), window.height(), scale) * self.devicePixelRatioF()

    @property
    def plan(self) -> Plan:
        """Where everything is now, in device pixels."""
        return self.picture.plan(
            self._explorer.state, self._box(), unit=self.unit, slim=False, stretch=self.stretch
        )

    def show_stretch(self, stretch: Stretch) -> None:
        """Show those days, brought within the lesson's."""
        stretch = stretch.within(self.whole)
        self._zoom = None if stretch.days >= self.whole.days else stretch
        self._hide_card()
        self.update()

    def point_at(self, day: float | None) -> None:
        """Point at a day, such as that of an event chosen in a list; None points at nothing."""
        if day != self._pointed:
            self._pointed = day
            self.update()

    def show_all(self) -> None:
        """Show all days."""
        self.show_stretch(self.whole)

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
            self._zoom = self._zoom.showing(new.day, self.whole)
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
        ribbons = self._explorer.world.ribbons
        height = math.ceil(strip_height(ribbons, self.unit, slim=False) / ratio)
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
        self.picture.paint(
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
        self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hand.double_click()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        sideways = turn.x() or (turn.y() if event.modifiers() & _SHIFT else 0)
        stretch, whole = self.stretch, self.whole
        if sideways:
            self.show_stretch(stretch.panned(-sideways / _NOTCH * stretch.days * 0.1, whole))
        elif turn.y():
            day = self.plan.axis.to_day(event.position().x() * self.devicePixelRatioF())
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

    def _hide_card(self) -> None:
        if self._hand is not None:
            self._hand.hide_card()


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

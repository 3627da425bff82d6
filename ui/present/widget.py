"""The Present view: one picture over the whole screen, stepped with clicker, finger or mouse."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from ui import questions, theme
from ui.actions import LessonAction
from ui.asking import Phase
from ui.button import NIGHT, Button, Icon
from ui.camera import Box, Viewport
from ui.charts.words import read_aloud
from ui.comparison import Side, nearest_side
from ui.crossfade import CrossFade
from ui.explorer import Explorer
from ui.foresight import Foresight
from ui.kept_frame import KeptFrame
from ui.layers import KeptClear, Layers, Sight
from ui.map.compared import Grip
from ui.present.awake import Awake
from ui.present.button_seat import Shape, find_seat
from ui.present.picture import PresentPicture
from ui.state import (
    Curtain,
    Layout,
    ViewState,
    between_stops,
    current_step,
    land,
    marks_of,
    only_divided,
    onward,
    seen_by_audience,
    shows_one_map,
)

POINTER_HIDES_MS = 2_000
SETTLES_MS = 140
FORESEES_MS = 60  # at rest until the neighbouring stops are made ready
ZOOM_PER_NOTCH = 1.25
TAP = 6  # pixels that a click may wander
SEAT = 0.36  # of the height: how far down the buttons stand where nothing is in their way
SWIPE_SECONDS = 0.9
SWIPE_SHARE = 0.07  # of the width, at least
CURTAINS = {Curtain.BLACK: Qt.GlobalColor.black, Curtain.WHITE: Qt.GlobalColor.white}


def swipe(dx: float, dy: float, seconds: float, width: float) -> int:
    """What a finger's way means: 1 for the next stop, -1 for the one before, 0 for neither."""
    if seconds > SWIPE_SECONDS or abs(dx) < SWIPE_SHARE * width or abs(dx) < 1.5 * abs(dy):
        return 0
    return 1 if dx < 0 else -1


class PresentWidget(QWidget):
    """Shows the Present picture in the screen's own pixels, and what a pointer needs over it.

    The pointer and the buttons for it hide when nothing has moved them for two seconds.

    Signals:
        painted: what is to be seen here has changed.
    """

    painted = Signal()

    def __init__(
        self, explorer: Explorer, picture: PresentPicture, actions: dict[str, LessonAction]
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._picture = picture
        self.awake = Awake()
        self.worked_from_afar = False  # no pointer and no buttons show here then
        self._frame = KeptFrame(lambda: picture)
        self._moving = False
        self._dragged_from: QPointF | None = None
        self._scrubbing = False
        self._pressed_at: QPointF | None = None
        self._touched: tuple[QPointF, float] | None = None
        self._dividing = False
        self._scrubbed: Side | None = None
        self._stops = actions["compare-stops"]
        self.layers = Layers(self, self._sight, self._is_handle)
        self.layers.cursor_changed.connect(self._on_cursor_changed)
        self._previous = Button(actions["previous"], look=NIGHT, icon=Icon.BACK)
        self._next = Button(actions["next"], look=NIGHT, icon=Icon.FORWARD)
        for button in self.buttons:
            button.setParent(self)
            button.hide()
        self._seated_for: object = None  # what decided about the buttons' place
        self._fade = CrossFade(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLES_MS)
        self._settle.timeout.connect(self._on_settled)
        self._foresight = Foresight(self, self._neighbours, FORESEES_MS)
        self._idle = QTimer(self, singleShot=True, interval=POINTER_HIDES_MS)
        self._idle.timeout.connect(self._on_idle)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName("Presentation")
        self._describe()
        explorer.changed.connect(self._on_changed)

    @property
    def buttons(self) -> tuple[Button, Button]:
        """Previous and next."""
        return self._previous, self._next

    @property
    def _seen(self) -> ViewState:
        return seen_by_audience(self._explorer.state)

    @property
    def is_settled(self) -> bool:
        """Whether the picture is the one at rest."""
        return not self._moving and self._frame.image is not None

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if new.layout is not Layout.PRESENT:
            return
        new, old = seen_by_audience(new), seen_by_audience(old)
        if only_divided(new, old):
            self._frame.drop()  # painted finely all the same: both dates are kept
            self.update()
            return
        if (new.place, new.curtain, new.skipped, new.chart, new.comparison, new.question) != (
            old.place,
            old.curtain,
            old.skipped,
            old.chart,
            old.comparison,
            old.question,
        ):
            self._describe()
        if (new.chart, new.question) != (old.chart, old.question):
            self._frame.drop()
        drawn = (new.now, new.flight, new.place, new.looks, new.comparison)
        if (*drawn, marks_of(new)) != (
            old.now,
            old.flight,
            old.place,
            old.looks,
            old.comparison,
            marks_of(old),
        ):
            cut = new.reduced_motion and new.flight is None and new.place != old.place
            if cut:
                self._fade.begin(self._frame.image)
            elif new.place != old.place or new.looks != old.looks:
                self._fade.stop()
            self._frame.drop()
            self._moving = not cut
            self._foresight.stop()
            if new.flight is None:
                opens = (new.comparison is None) is not (old.comparison is None)
                self._settle.start(0 if old.flight or opens or cut else SETTLES_MS)
            else:
                self._settle.stop()
        elif new.running != old.running:
            self._run_on(new)
            return
        self.update()

    def _run_on(self, state: ViewState) -> None:
        """Show how far the race or voyage has come, unless a chart covers it."""
        if state.chart is not None:
            return
        changed = None if self._moving else self._frame.run_on(state)
        if state.curtain is Curtain.OPEN:
            self.update(changed) if changed is not None else self.update()

    @Slot()
    def _on_settled(self) -> None:
        if self._moving:
            self._frame.drop()
        self._moving = False
        if any(button.isVisible() for button in self.buttons):
            self._seat_buttons()
        self._foresight.start()
        self.update()

    def _neighbours(self) -> Iterator[None]:
        """Make what a key would lead to ready."""
        if self.isVisible() and self._seen.comparison is None:
            explorer = self._explorer
            for state in questions.foreseen(self._seen, explorer.world, explorer.questions):
                yield from self._picture.foresee(state, *self._pixels())
                yield

    def _describe(self) -> None:
        state = self._seen
        title = current_step(state, self._explorer.world).title
        said = f"Stop {state.step + 1}. {title}. {self._picture.caption(state)}"
        question = self._explorer.questions.get(state.question.event) if state.question else None
        if state.question is not None and question is not None:
            revealed = state.question.phase is Phase.REVEALED
            offered = ". ".join(option.text for option in question.options)
            said = f"{question.ask} {question.answer if revealed else offered}"
        if state.chart is not None and (charts := self._picture.charts(state)):
            said = read_aloud(charts[state.chart])
        if state.curtain is not Curtain.OPEN:
            said = f"The picture is hidden behind {state.curtain}."
        self.setAccessibleDescription(said)
        is_away = state.aside is not None or between_stops(state, self._explorer.world)
        self._previous.setEnabled(is_away or onward(state, self._explorer.world, -1) != state.step)
        more = onward(state, self._explorer.world) != state.step
        self._next.setEnabled(more or state.question is not None)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            curtain = CURTAINS.get(self._seen.curtain)
            if curtain is not None:
                painter.fillRect(self.rect(), curtain)
            else:
                painter.drawImage(0, 0, self._frame.image or self._render())
                self._fade.paint(painter)
                self.layers.paint(painter, self.devicePixelRatioF())
        self.painted.emit()

    @property
    def frame(self) -> QImage | None:
        """The frame painted last, whether or not a curtain hides it or the next is due."""
        return self._frame.last

    def _render(self) -> QImage:
        ratio = self.devicePixelRatioF()
        self._picture.touch = theme.TOUCH * ratio
        return self._frame.render(self._seen, self._pixels(), ratio, fine=not self._moving)

    @property
    def map_bottom(self) -> float:
        """How far down the map reaches, in points."""
        free = self._picture.free(self._seen, *self._pixels())
        return free.y1 / self.devicePixelRatioF()

    @property
    def kept_clear(self) -> KeptClear:
        """What nothing should lie on, in points."""
        words, places = self._picture.kept_clear(land(self._seen), *self._pixels())
        return KeptClear(words, places).scaled(1 / self.devicePixelRatioF())

    def _sight(self) -> Sight | None:
        """Where the map shows; None while a curtain or a chart hides it, or where there are two."""
        state = self._seen
        if state.curtain is not Curtain.OPEN or not shows_one_map(state):
            return None
        landing = None
        if state.flight is not None:
            landed = land(state)
            landing = self._sight_of(landed, self._picture.viewport(landed, *self._pixels()))
        view = self._picture.painted_view(state, *self._pixels())
        return self._sight_of(state, view, landing)

    def _sight_of(self, state: ViewState, view: Viewport, landing: Sight | None = None) -> Sight:
        width, height = self._pixels()
        event = current_step(state, self._explorer.world).event
        box = Box(0, 0, width, view.height)
        return Sight(state, event, view, box, height, self._frame.image, self._moving, landing)

    def _pixels(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(round(self.width() * ratio), 1), max(round(self.height() * ratio), 1)

    # Coming and going

    def showEvent(self, event: QShowEvent) -> None:
        self._frame.drop()
        self._moving = self._seen.flight is not None
        self.awake.hold()
        self._idle.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self.awake.release()
        self._idle.stop()
        self._frame.forget()
        self.unsetCursor()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._frame.drop()
        unit = self.height() / theme.REFERENCE_HEIGHT
        for button in self.buttons:
            button.scale(unit, 26)
        self._seated_for = None
        self._seat_buttons()

    def _seat_buttons(self) -> None:
        """Let the buttons stay where they are, or at the right, if they cover no words, no legend
        and no question there; else where they do not."""
        state = self._seen
        asked = (state.place, marks_of(state), state.looks, shows_one_map(state))
        if asked == self._seated_for:
            return
        unit = self.height() / theme.REFERENCE_HEIGHT
        side, edge = max(theme.TOUCH, round(76 * unit)), round(24 * unit)
        shape = Shape(2 * side + edge // 2, side, edge / 2)
        usual = shape.at(self.width() - edge - shape.width, round(self.height() * SEAT))
        stays = self._seated_for is not None  # a click must find its button again
        now = shape.at(self._previous.x(), self._previous.y())
        seat, self._seated_for = usual, asked
        if shows_one_map(state):
            room = Box(edge, edge, self.width() - edge, self.map_bottom - edge)
            likely = (now, usual) if stays else (usual,)
            seat = find_seat(shape, likely, room, self.kept_clear)
        for number, button in enumerate(self.buttons):
            x = round(seat.x0) + number * (side + edge // 2)
            button.setGeometry(x, round(seat.y0), side, side)

    # Pointer

    @Slot()
    def _on_idle(self) -> None:
        if any(button.underMouse() and button.isVisible() for button in self.buttons):
            self._idle.start()
        else:
            self.hide_pointer()

    def hide_pointer(self) -> None:
        """Leave nothing on the picture but the picture."""
        self.setCursor(Qt.CursorShape.BlankCursor)
        for button in self.buttons:
            button.hide()

    def _show_pointer(self) -> None:
        if self.worked_from_afar:
            return
        self._show_cursor()
        if not self.layers.in_use:
            self._seat_buttons()
        for button in self.buttons:
            button.setVisible(not self.layers.in_use)
        self._idle.start()

    def _show_cursor(self) -> None:
        self.layers.show_cursor(Qt.CursorShape.ArrowCursor)

    @Slot()
    def _on_cursor_changed(self) -> None:
        if self._idle.isActive():
            self._show_cursor()
        if self.layers.in_use:
            for button in self.buttons:
                button.hide()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_pointer()
        if self._dividing:
            self._divide(event.position())
        elif self._scrubbing:
            self._scrub(event.position())
        elif self._dragged_from is not None:
            moved = event.position() - self._dragged_from
            self._dragged_from = event.position()
            self._pan(moved)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._show_pointer()
        if self._count_at(event.position(), less=event.button() is Qt.MouseButton.RightButton):
            return
        if event.button() is not Qt.MouseButton.LeftButton or self._take_hold(event.position()):
            return
        self._pressed_at = event.position()
        self._scrubbing = self._on_timeline(event.position())
        if self._scrubbing:
            self._scrub(event.position())
        else:
            self._dragged_from = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_at = self._pressed_at, None
        if pressed is not None and (event.position() - pressed).manhattanLength() < TAP:
            self._guess_at(event.position())
        self._dragged_from = None
        self._scrubbing = self._dividing = False
        self._scrubbed = None

    def _on_timeline(self, at: QPointF) -> bool:
        if self._seen.chart is not None:
            return False
        return at.y() * self.devicePixelRatioF() >= self._picture.strip(*self._pixels()).y0

    def _scrub(self, at: QPointF) -> None:
        x = at.x() * self.devicePixelRatioF()
        day = self._picture.day_at(self._explorer.state, x, *self._pixels())
        found = self._explorer.state.comparison
        if found is None:
            self._explorer.seek(day)
            return
        if self._scrubbed is None:
            self._scrubbed = nearest_side(found, day)
        self._explorer.compare_day(self._scrubbed, day)

    # Questions

    def _count_at(self, at: QPointF, *, less: bool = False) -> bool:
        """One hand more (or less) for the choice there; says whether the plate is there."""
        question, state = self._explorer.question, self._explorer.state
        plate = self._picture.plate(state, *self._pixels())
        if question is None or plate is None or state.chart is not None:
            return False
        ratio = self.devicePixelRatioF()
        x, y = at.x() * ratio, at.y() * ratio
        choice = plate.choice_at(x, y, question)
        if choice is not None:
            self._explorer.add_hand(choice, -1 if less else 1)
        box = plate.box
        return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1

    def _guess_at(self, at: QPointF) -> None:
        """Where the class points on the map, if it is asked to."""
        if self._explorer.question is None or self._on_timeline(at):
            return
        ratio = self.devicePixelRatioF()
        view = self._picture.viewport(self._explorer.state, *self._pixels())
        self._explorer.point(*view.to_plane(at.x() * ratio, at.y() * ratio))

    # Two dates

    def _take_hold(self, at: QPointF) -> bool:
        """Begin what a press on the divider or on a date means; says whether it was on one."""
        grip = self._grip_at(at)
        if grip is None:
            return False
        if grip.side is None:
            self._explorer.choose_side(None)
            self._dividing = grip.moves_divider
            return self._dividing
        found = self._explorer.state.comparison
        if found is not None and found.chosen is not grip.side:
            self._explorer.choose_side(grip.side)
        self._stops.trigger()
        return True

    def _is_handle(self, at: QPointF) -> bool:
        """Whether something of a comparison can be taken hold of there."""
        grip = self._grip_at(at)
        return grip is not None and not grip.is_map

    def _grip_at(self, at: QPointF) -> Grip | None:
        """What of a comparison is at a point; none where one date is shown, or a frozen one."""
        state = self._explorer.state
        if state.comparison is None or state.frozen is not None or self._on_timeline(at):
            return None
        x, y = (at * self.devicePixelRatioF()).toTuple()
        touch = theme.TOUCH * self.devicePixelRatioF()
        return self._picture.compared.grip_at(state, x, y, *self._pixels(), touch)

    def _divide(self, at: QPointF) -> None:
        self._explorer.move_divider(at.x() / max(self.width(), 1))

    def date_corner(self, side: Side) -> QPoint:
        """Where on the screen the list of stops of a side opens."""
        ratio, state = self.devicePixelRatioF(), self._explorer.state
        x, y = self._picture.compared.date_corner(state, side, *self._pixels(), theme.TOUCH * ratio)
        return self.mapToGlobal(QPoint(round(x / ratio), round(y / ratio)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches:
            self._zoom(ZOOM_PER_NOTCH**notches, event.position())
        event.accept()

    def _pan(self, moved: QPointF) -> None:
        if self._seen.chart is not None:
            return  # the map is out of sight
        state, (width, height) = self._explorer.state, self._pixels()
        view = self._picture.viewport(state, width, height)
        by = moved * self.devicePixelRatioF() * view.metres
        panned = view._replace(x0=view.x0 - by.x(), y0=view.y0 + by.y())
        self._explorer.look(panned.camera(self._picture.free(state, width, height)))

    def _zoom(self, factor: float, at: QPointF) -> None:
        if self._seen.chart is not None:
            return
        state, (width, height) = self._explorer.state, self._pixels()
        ratio = self.devicePixelRatioF()
        view = self._picture.viewport(state, width, height)
        free = self._picture.free(state, width, height)
        x = at.x() * ratio
        if state.comparison is not None:
            x = self._picture.compared.in_pane(state.comparison, x, width, height)
        self._explorer.look(view.zoomed(factor, x, at.y() * ratio, free))

    # Touch

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QGestureEvent):
            return self._on_gesture(event) or super().event(event)
        if self.layers.handle(event):
            self._show_pointer()
            event.accept()
            return True
        if isinstance(event, QTouchEvent):
            self._on_touch(event)
            event.accept()
            return True
        return super().event(event)

    def _on_gesture(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        self._touched = None
        self._zoom(pinch.scaleFactor(), self.mapFromGlobal(pinch.centerPoint()))
        event.accept()
        return True

    def _on_touch(self, event: QTouchEvent) -> None:
        """One finger swipes, or drags the date; a second finger makes it a pinch."""
        points = event.points()
        self._show_pointer()
        if len(points) != 1 or event.type() is QEvent.Type.TouchCancel:
            self._touched, self._scrubbing, self._dividing = None, False, False
            return
        at = points[0].position()
        if event.type() is QEvent.Type.TouchBegin and self._take_hold(at):
            return
        if self._dividing:
            self._divide(at)
            self._dividing = event.type() is not QEvent.Type.TouchEnd
            return
        if event.type() is QEvent.Type.TouchBegin:
            self._scrubbed = None
            self._scrubbing = self._on_timeline(at)
            self._touched = None if self._scrubbing else (at, time.monotonic())
        if self._scrubbing:
            self._scrub(at)
            self._scrubbing = event.type() is not QEvent.Type.TouchEnd
        elif event.type() is QEvent.Type.TouchEnd:
            self._end_swipe(at)

    def _end_swipe(self, at: QPointF) -> None:
        if self._touched is None:
            return
        start, began = self._touched
        self._touched = None
        way = at - start
        if way.manhattanLength() < 2 * TAP and not self._count_at(at):
            self._guess_at(at)
        direction = swipe(way.x(), way.y(), time.monotonic() - began, self.width())
        if direction > 0:
            self._explorer.next()
        elif direction < 0:
            self._explorer.previous()

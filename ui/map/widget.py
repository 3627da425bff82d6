"""The map in the window: shows the picture of the state, turns wheel, drag and pinch into verbs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from db.dates import day_in_words
from ui import theme
from ui.camera import Box, Viewport
from ui.comparison import Side
from ui.crossfade import CrossFade
from ui.explorer import Explorer
from ui.foresight import Foresight
from ui.kept_frame import KeptFrame
from ui.kept_picture import KeptPictures
from ui.map.glide import Glide
from ui.state import (
    Layout,
    ViewState,
    land,
    marks_of,
    neighbours,
    only_divided,
    shows_one_map,
)

SETTLES_AFTER = 140  # milliseconds without motion until the map is painted finely
FORESEES_AFTER = 60  # milliseconds at rest until the neighbouring stops are made ready
ZOOM_PER_NOTCH = 1.25
CHORE = 4  # milliseconds of preparing at a time
KEPT_AS = "map"
BESIDE_QUESTION = 0.52  # of the width
TAP = 6  # pixels that a click may wander

if TYPE_CHECKING:
    from db.records import TerritoryId
    from ui.layers import KeptClear, Layers, Sight
    from ui.map.basemap import Shape
    from ui.map.compared import ComparedPicture, Grip, Sizes
    from ui.map.picture import MapPicture


class MapWidget(QWidget):
    """The map of the Explore window.

    The first frame comes from `kept` where it is there; `make_picture` is called when something
    has to be painted.

    Signals:
        stops_wanted: a date of the comparison was clicked; its list of stops should open.
    """

    stops_wanted = Signal()

    def __init__(
        self,
        explorer: Explorer,
        make_picture: Callable[[], MapPicture],
        kept: KeptPictures | None = None,
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._make_picture = make_picture
        self._kept = kept
        self._opening = True
        self._frame = KeptFrame(lambda: self.picture)
        self._glide = Glide()
        self._moving = False
        self._dragged_from: QPointF | None = None
        self._pressed_at: QPointF | None = None
        self._grip: Grip | None = None
        self._layers: Layers | None = None  # before any child: `event` asks for it
        self._fade = CrossFade(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLES_AFTER)
        self._settle.timeout.connect(self._on_settled)
        self._foresight = Foresight(self, self._neighbours, FORESEES_AFTER)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName("Map")
        self._describe()
        explorer.changed.connect(self._on_explorer_changed)

    @cached_property
    def picture(self) -> MapPicture:
        """What the map is painted with."""
        return self._make_picture()

    @cached_property
    def compared(self) -> ComparedPicture:
        """What two dates are painted with."""
        from ui.map.compared import ComparedPicture

        return ComparedPicture(self.picture, self._explorer.world)

    @property
    def layers(self) -> Layers:
        """What lies over the map."""
        if self._layers is None:
            from ui.layers import Layers  # the first picture does without

            self._layers = Layers(self, self._sight, self._is_handle)
            self._layers.cursor_changed.connect(self._show_cursor)
            self.setMouseTracking(True)
        return self._layers

    @property
    def map_bottom(self) -> float:
        """How far down the map reaches, in points."""
        return self.height()

    @property
    def kept_clear(self) -> KeptClear:
        """What nothing should lie on, in points."""
        from ui.layers import KeptClear

        state, (width, height) = land(self._explorer.state), self._pixels
        unit, free = self._unit, self._beside(state)
        words, places = self.picture.kept_clear(state, width, height, unit=unit, free=free)
        if state.question is not None:
            words += (Box(BESIDE_QUESTION * width, 0, width, height),)
        return KeptClear(words, places).scaled(1 / self.devicePixelRatioF())

    def _sight(self) -> Sight | None:
        """Where the map shows; None where there are two of them."""
        state = self._explorer.state
        if not shows_one_map(state):
            return None
        landing = None
        if state.flight is not None:
            landing = self._sight_of(
                land(state),
                self.picture.viewport(state.flight.target, *self._pixels, self._beside(state)),
            )
        return self._sight_of(state, self._view(), landing)

    def _sight_of(self, state: ViewState, view: Viewport, landing: Sight | None = None) -> Sight:
        from ui.layers import Sight

        width, height = self._pixels
        whole = self.window().height() * self.devicePixelRatioF()
        event, box = self._explorer.step.event, Box(0, 0, width, height)
        return Sight(state, event, view, box, whole, self._frame.image, self._moving, landing)

    @property
    def is_settled(self) -> bool:
        """Whether the picture is the one of the map at rest."""
        return not self._moving and self._frame.image is not None

    def _on_explorer_changed(self, new: ViewState, old: ViewState) -> None:
        if only_divided(new, old):
            self._frame.drop()  # painted finely all the same: both dates are kept
            self.update()
            return
        drawn = (new.now, new.flight, new.place, new.looks, new.comparison)
        if (*drawn, marks_of(new)) == (
            old.now,
            old.flight,
            old.place,
            old.looks,
            old.comparison,
            marks_of(old),
        ):
            if new.running != old.running:
                self._run_on(new)
            return
        cut = new.reduced_motion and new.flight is None and new.place != old.place
        if cut:
            self._fade.begin(self._frame.image)
        elif new.place != old.place or new.looks != old.looks:
            self._fade.stop()
        self._frame.drop()
        self._moving = not cut
        self._opening = False
        self._foresight.stop()
        if new.flight is None:
            opens = (new.comparison is None) is not (old.comparison is None)
            self._settle.start(0 if old.flight or opens or cut else SETTLES_AFTER)
        else:
            self._settle.stop()
        if new.place != old.place:
            self._describe()
        if new.layout is Layout.EXPLORE:
            self.update()

    def _on_settled(self) -> None:
        if self._moving:
            self._frame.drop()
        self._moving = False
        self._foresight.start()
        self.update()

    def _neighbours(self) -> Iterator[None]:
        """Make the stops ready that a key would lead to."""
        if self.isVisible() and self._explorer.state.comparison is None:
            for state in neighbours(self._explorer.state, self._explorer.world):
                yield from self.picture.foresee(state, *self._pixels, unit=self._unit)
                yield

    def _describe(self) -> None:
        state = self._explorer.state
        self.setAccessibleDescription(
            f"{self._explorer.step.title}, {day_in_words(int(state.day))}"
        )

    # Painting

    @property
    def _pixels(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(round(self.width() * ratio), 1), max(round(self.height() * ratio), 1)

    @property
    def _unit(self) -> float:
        window = self.window()
        scale = self._explorer.state.text_scale
        fitting = theme.unit_for(window.width(), window.height(), scale)
        return fitting * self.devicePixelRatioF()

    def paintEvent(self, event: QPaintEvent) -> None:
        frame = self._frame.image
        if frame is None and self._opening and self._kept is not None:
            frame = self._kept.find(KEPT_AS, self._shown(self._explorer.state))
            self._frame.image = frame
        if frame is None:
            frame = self._render(self._explorer.state, fine=not self._moving)
        frame.setDevicePixelRatio(self.devicePixelRatioF())
        with QPainter(self) as painter:
            painter.drawImage(0, 0, frame)
            self._fade.paint(painter)
            if self._layers is not None:
                self._layers.paint(painter, self.devicePixelRatioF())

    def _shown(self, state: ViewState) -> tuple[object, ...]:
        """All that decides about the picture of the map at rest."""
        place = state.tour, state.step, state.aside, state.now
        return (*self._pixels, self._unit, *place, state.doubt, state.contrast)

    def keep(self, state: ViewState) -> None:
        """Keep the picture that a start at `state` in such a window begins with."""
        shown = self._shown(state)
        if self._kept is None or self._kept.has(KEPT_AS, shown):
            return
        painted = self._frame.image
        if self._opening and painted and shown == self._shown(self._explorer.state):
            self._kept.keep(KEPT_AS, shown, painted)
        else:
            self._kept.keep(KEPT_AS, shown, self._paint(state))

    def keep_opening(self) -> None:
        """Keep the first picture, unless the reader has moved on."""
        if self._opening and self.isVisible():
            self.keep(self._explorer.state)

    def _render(self, state: ViewState, *, fine: bool) -> QImage:
        ratio = self.devicePixelRatioF()
        if state.comparison is not None:
            return self._frame.hold(self._paint(state, fine=fine), state, ratio)
        free = self._glide.at(state, self._beside(state), self._pixels)
        return self._frame.render(state, self._pixels, ratio, fine=fine, unit=self._unit, free=free)

    def _beside(self, state: ViewState) -> Box:
        """The part where the camera is framed: a question with its own view leaves the left."""
        width, height = self._pixels
        question = self.picture.question(state)
        asked = question is not None and question.framing is not None
        return Box(0, 0, width * BESIDE_QUESTION if asked else width, height)

    def _paint(self, state: ViewState, *, fine: bool = True) -> QImage:
        """A picture beside the frame."""
        frame = QImage(*self._pixels, QImage.Format.Format_RGB32)
        unit, size = self._unit, self._pixels
        with QPainter(frame) as painter:
            if state.comparison is not None:
                self.compared.paint(
                    painter, state, *size, unit=unit, sizes=self._sizes(), fine=fine
                )
            else:
                self.picture.paint(painter, state, *size, unit=unit, fine=fine)
        return frame

    def _run_on(self, state: ViewState) -> None:
        """Show how far the race or voyage has come."""
        if state.layout is not Layout.EXPLORE or self._moving:
            self._frame.drop()
        elif (changed := self._frame.run_on(state, unit=self._unit)) is not None:
            self.update(changed)
        else:
            self.update()

    # Two dates

    def _sizes(self) -> Sizes:
        from ui.map.compared import Sizes

        return Sizes.by_unit(self._unit, theme.TOUCH * self.devicePixelRatioF())

    def land_in_view(self) -> dict[TerritoryId, float]:
        """The land of each territory that the map at rest shows, in km²."""
        return self.compared.land_in_view(self._view())

    def date_corner(self, side: Side) -> QPoint:
        """Where on the screen the list of stops of a side opens."""
        x, y = self.compared.plate_corner(
            self._explorer.state, side, self._pixels[0], self._sizes()
        )
        ratio = self.devicePixelRatioF()
        return self.mapToGlobal(QPoint(round(x / ratio), round(y / ratio)))

    def _is_handle(self, at: QPointF) -> bool:
        """Whether something of a comparison can be taken hold of there."""
        grip = self._grip_at(at)
        return grip is not None and not grip.is_map

    def _grip_at(self, at: QPointF) -> Grip | None:
        """What of a comparison is under the pointer; none where one date is shown."""
        state = self._explorer.state
        if state.comparison is None:
            return None
        pixel = at * self.devicePixelRatioF()
        return self.compared.grip_at(state, pixel.x(), pixel.y(), *self._pixels, self._sizes())

    def _take_hold(self, grip: Grip) -> bool:
        """Begin what a press on a part of the comparison means; not for the map itself."""
        side = grip.side
        if side is not None:
            if self._explorer.state.comparison and self._explorer.state.comparison.chosen != side:
                self._explorer.choose_side(side)
            self.stops_wanted.emit()
            return True
        self._explorer.choose_side(None)
        self._grip = grip if grip.moves_divider else None
        return grip.moves_divider

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._frame.drop()

    # Looking around

    def _view(self) -> Viewport:
        if self._explorer.state.comparison is not None:
            return self.compared.viewport(self._explorer.state, *self._pixels, self._unit)
        state = self._explorer.state
        return self.picture.viewport(state.now, *self._pixels, self._beside(state))

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches:
            self._zoom(ZOOM_PER_NOTCH**notches, event.position())
        event.accept()

    def _zoom(self, factor: float, at: QPointF) -> None:
        ratio = self.devicePixelRatioF()
        x, found = at.x() * ratio, self._explorer.state.comparison
        if found is not None:
            x = self.compared.in_pane(found, x, *self._pixels, self._unit)
        free = self._beside(self._explorer.state) if found is None else None
        self._explorer.look(self._view().zoomed(factor, x, at.y() * ratio, free))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            grip = self._grip_at(event.position())
            if grip is not None and self._take_hold(grip):
                return
            self._dragged_from = self._pressed_at = event.position()
            self._show_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._explorer.move_divider(event.position().x() / max(self.width(), 1))
            return
        if self._dragged_from is None:
            grip = self._grip_at(event.position())
            if grip is None or grip.is_map:
                self._show_cursor()
            else:
                self.setCursor(grip.cursor)
            return
        moved = (event.position() - self._dragged_from) * self.devicePixelRatioF()
        self._dragged_from = event.position()
        view = self._view()
        panned = Viewport(
            view.width,
            view.height,
            view.x0 - moved.x() * view.metres,
            view.y0 + moved.y() * view.metres,
            view.metres,
        )
        state = self._explorer.state
        self._explorer.look(panned.camera(None if state.comparison else self._beside(state)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_at = self._pressed_at, None
        if pressed is not None and (event.position() - pressed).manhattanLength() < TAP:
            self._guess_at(event.position())
        self._dragged_from = self._grip = None
        self._show_cursor()

    def _guess_at(self, at: QPointF) -> None:
        """Where the reader points, if a question asks for it."""
        if self._explorer.state.question is not None:
            ratio = self.devicePixelRatioF()
            self._explorer.point(*self._view().to_plane(at.x() * ratio, at.y() * ratio))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        grip = self._grip_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and (grip is None or grip.is_map):
            self._zoom(2.0, event.position())

    def _show_cursor(self) -> None:
        held = self._dragged_from is not None
        shape = Qt.CursorShape.ClosedHandCursor if held else Qt.CursorShape.OpenHandCursor
        if self._layers is not None:
            self._layers.show_cursor(shape)
        else:
            self.setCursor(shape)

    def event(self, event: QEvent) -> bool:
        if self._layers is not None and self._layers.handle(event):
            event.accept()
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                centre = self.mapFromGlobal(pinch.centerPoint().toPoint())
                self._zoom(pinch.scaleFactor(), QPointF(centre))
                event.accept()
                return True
        return super().event(event)


class Preparations:
    """Reads the base map and makes ready for motion, a little at a time when nothing else is on."""

    def __init__(self, shown: MapWidget, at_end: Callable[[], None] = lambda: None) -> None:
        self._map = shown
        self._at_end = at_end
        self._timer = QTimer(interval=15)
        self._timer.timeout.connect(self._do_some)

    def start(self) -> None:
        """Begin; each turn takes about `CHORE` milliseconds."""
        self._timer.start()

    @cached_property
    def _unread(self) -> Iterator[Shape]:
        return self._map.picture.basemap.unread()

    def _do_some(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        for shape in self._unread:
            _ = shape.path
            if clock.elapsed() >= CHORE:
                return
        self._map.picture.prepare()
        self._map.keep_opening()
        self._at_end()
        self._timer.stop()

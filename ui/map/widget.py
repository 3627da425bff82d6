"""The map in the window: shows the picture of the state, turns wheel, drag and pinch into verbs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, Qt, QTimer
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
from ui.explorer import Explorer
from ui.kept_picture import KeptPictures
from ui.map.glide import Glide
from ui.state import Layout, ViewState, marks_of, neighbours

SETTLES_AFTER = 140  # milliseconds without motion until the map is painted finely
FORESEES_AFTER = 60  # milliseconds at rest until the neighbouring stops are made ready
ZOOM_PER_NOTCH = 1.25
CHORE = 4  # milliseconds of preparing at a time
KEPT_AS = "map"
BESIDE_QUESTION = 0.52  # of the width
TAP = 6  # pixels that a click may wander

if TYPE_CHECKING:
    from ui.map.basemap import Shape
    from ui.map.picture import MapPicture


class MapWidget(QWidget):
    """The map of the Explore window.

    The first frame comes from `kept` where it is there; `make_picture` is called when something
    has to be painted.
    """

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
        self._frame: QImage | None = None
        self._glide = Glide()
        self._moving = False
        self._dragged_from: QPointF | None = None
        self._pressed_at: QPointF | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLES_AFTER)
        self._settle.timeout.connect(self._on_settled)
        self._foresee = QTimer(self, singleShot=True, interval=FORESEES_AFTER)
        self._foresee.timeout.connect(self._on_time_to_foresee)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName("Map")
        self._describe()
        explorer.changed.connect(self._on_explorer_changed)

    @cached_property
    def picture(self) -> MapPicture:
        """What the map is painted with."""
        return self._make_picture()

    @property
    def is_settled(self) -> bool:
        """Whether the picture is the one of the map at rest."""
        return not self._moving and self._frame is not None

    def _on_explorer_changed(self, new: ViewState, old: ViewState) -> None:
        if (new.now, new.flight, new.place, new.text_scale, new.doubt, marks_of(new)) == (
            old.now,
            old.flight,
            old.place,
            old.text_scale,
            old.doubt,
            marks_of(old),
        ):
            return
        self._frame = None
        self._moving = True
        self._opening = False
        self._foresee.stop()
        if new.flight is None:
            self._settle.start(0 if old.flight else SETTLES_AFTER)
        else:
            self._settle.stop()
        if new.place != old.place:
            self._describe()
        if new.layout is Layout.EXPLORE:
            self.update()

    def _on_settled(self) -> None:
        self._moving = False
        self._frame = None
        self._foresee.start()
        self.update()

    def _on_time_to_foresee(self) -> None:
        if self.isVisible():
            ahead = neighbours(self._explorer.state, self._explorer.world)
            for state in ahead:
                self.picture.foresee(state, *self._pixels, unit=self._unit)
            if ahead:
                self.picture.foresee_land(ahead[0], *self._pixels)

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
        if self._frame is None and self._opening and self._kept is not None:
            self._frame = self._kept.find(KEPT_AS, self._shown(self._explorer.state))
        if self._frame is None:
            self._frame = self._render(self._explorer.state, fine=not self._moving)
        self._frame.setDevicePixelRatio(self.devicePixelRatioF())
        with QPainter(self) as painter:
            painter.drawImage(0, 0, self._frame)

    def _shown(self, state: ViewState) -> tuple[object, ...]:
        """All that decides about the picture of the map at rest."""
        place = state.tour, state.step, state.aside, state.now
        return (*self._pixels, self._unit, *place, state.doubt)

    def keep(self, state: ViewState) -> None:
        """Keep the picture that a start at `state` in such a window begins with."""
        shown = self._shown(state)
        if self._kept is None or self._kept.has(KEPT_AS, shown):
            return
        if self._opening and self._frame is not None and shown == self._shown(self._explorer.state):
            self._kept.keep(KEPT_AS, shown, self._frame)
        else:
            self._kept.keep(KEPT_AS, shown, self._render(state, fine=True))

    def keep_opening(self) -> None:
        """Keep the first picture, unless the reader has moved on."""
        if self._opening and self.isVisible():
            self.keep(self._explorer.state)

    def _render(self, state: ViewState, *, fine: bool) -> QImage:
        width, height = self._pixels
        frame = QImage(width, height, QImage.Format.Format_RGB32)
        with QPainter(frame) as painter:
            free = self._glide.at(state, self._beside(state), (width, height))
            self.picture.paint(painter, state, width, height, unit=self._unit, free=free, fine=fine)
        return frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._frame = None

    def _beside(self, state: ViewState) -> Box:
        """The part where the camera is framed: a question with its own view leaves the left."""
        width, height = self._pixels
        question = self.picture.question(state)
        asked = question is not None and question.framing is not None
        return Box(0, 0, width * BESIDE_QUESTION if asked else width, height)

    # Looking around

    def _view(self) -> Viewport:
        state = self._explorer.state
        return self.picture.viewport(state.now, *self._pixels, self._beside(state))

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches:
            self._zoom(ZOOM_PER_NOTCH**notches, event.position())
        event.accept()

    def _zoom(self, factor: float, at: QPointF) -> None:
        ratio = self.devicePixelRatioF()
        free = self._beside(self._explorer.state)
        self._explorer.look(self._view().zoomed(factor, at.x() * ratio, at.y() * ratio, free))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragged_from = self._pressed_at = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is None:
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
        self._explorer.look(panned.camera(self._beside(self._explorer.state)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_at = self._pressed_at, None
        if pressed is not None and (event.position() - pressed).manhattanLength() < TAP:
            self._guess_at(event.position())
        self._dragged_from = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def _guess_at(self, at: QPointF) -> None:
        """Where the reader points, if a question asks for it."""
        if self._explorer.state.question is not None:
            ratio = self.devicePixelRatioF()
            self._explorer.point(*self._view().to_plane(at.x() * ratio, at.y() * ratio))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._zoom(2.0, event.position())

    def event(self, event: QEvent) -> bool:
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

    def __init__(self, shown: MapWidget) -> None:
        self._map = shown
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
        self._timer.stop()

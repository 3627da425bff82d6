"""What lies over the map in the window: layers that paint and take the pointer, on the plane.

A widget that shows a map keeps a `Layers` and says by a `Sight` where its map is; a layer needs
to know neither the widget nor whether a mouse, a finger or a tablet's pen is at work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QCursor,
    QImage,
    QMouseEvent,
    QPainter,
    QPixmap,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from db.records import EventId
from ui.camera import Box, Viewport
from ui.state import ViewState

_MOUSE = {
    QEvent.Type.MouseButtonPress: "press",
    QEvent.Type.MouseButtonDblClick: "press",
    QEvent.Type.MouseMove: "move",
    QEvent.Type.MouseButtonRelease: "release",
}
_TABLET = {
    QEvent.Type.TabletPress: "press",
    QEvent.Type.TabletMove: "move",
    QEvent.Type.TabletRelease: "release",
}


# The form of a pointer: one of the system's, or a picture with its middle as the tip.
Cursor = Qt.CursorShape | QImage


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture with a map in it, as it shows now; all in the picture's own pixels.

    `view` leads from the plane to pixels, `box` is the part that shows the map, `height` that of
    the whole picture, by which sizes go. `beneath` is the picture itself. While `moving` the
    picture is not the one at rest; in a flight that will be `landing`, and `event` its event.
    """

    state: ViewState
    event: EventId
    view: Viewport
    box: Box
    height: float
    beneath: QImage | None = None
    moving: bool = False
    landing: Sight | None = None

    @property
    def rect(self) -> QRect:
        """The part that shows the map."""
        box = self.box
        return QRect(round(box.x0), round(box.y0), round(box.width), round(box.height))

    def pixel(self, x: float, y: float) -> QPointF:
        """Where a point of the plane shows."""
        return QPointF(*self.view.to_pixel(x, y))


@dataclass(frozen=True, slots=True)
class Touch:
    """Where a pointer is: metres on the plane, and pixels of the picture.

    `straight` says that Shift is held, `finger` that a finger touches, `rubber` that it is the
    eraser's end of a tablet's pen.
    """

    x: float
    y: float
    at: QPointF
    straight: bool = False
    finger: bool = False
    rubber: bool = False


class Layer(QObject):
    """Something over the map of one widget.

    Signals:
        changed: it has to be painted anew; carries the QRect of pixels, or None for all of it.
    """

    changed = Signal(object)

    @property
    def layers(self) -> Layers | None:
        """Those it lies among."""
        found = self.parent()
        return found if isinstance(found, Layers) else None

    def sight(self) -> Sight | None:
        """Where the map is now; None while it is hidden."""
        return self.layers.sight() if self.layers is not None else None

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """Paint over the map, in pixels; `painter` lets nothing leave the map."""

    def press(self, touch: Touch, sight: Sight) -> bool:
        """A press on the map; True takes the pointer until it is released."""
        return False

    def move(self, touch: Touch, sight: Sight) -> None:
        """The pointer taken has moved."""

    def release(self, touch: Touch, sight: Sight) -> None:
        """The pointer taken was released."""

    def cancel(self) -> None:
        """The pointer taken is wanted for something else, such as a pinch: forget it."""

    def hover(self, touch: Touch, sight: Sight) -> None:
        """A pointer is over the map, taken or not."""

    def leave(self) -> None:
        """No pointer is over the map any more."""

    def cursor(self, sight: Sight) -> Cursor | None:
        """The pointer's form over the map; None leaves it to others."""
        return None

    @property
    def in_use(self) -> bool:
        """Whether the teacher works with it; it then offers the next stop and the last itself."""
        return False


class Layers(QObject):
    """The layers over the map of one widget, from the lowest to the highest.

    `sight` says where the map is now; None while it is hidden. `reserved` says of a place in the
    host whether a press there is the host's own, as on a handle that lies over the map.

    Signals:
        cursor_changed: the pointer's form may be another.
    """

    cursor_changed = Signal()

    def __init__(
        self,
        host: QWidget,
        sight: Callable[[], Sight | None],
        reserved: Callable[[QPointF], bool] | None = None,
    ) -> None:
        super().__init__()  # a child would be announced to a host that is not made yet
        self._host = host
        self._sight = sight
        self._reserved = reserved
        self._layers: list[Layer] = []
        self._holder: Layer | None = None
        self._fingers = 0
        self._drawn_cursor = 0

    def add(self, layer: Layer) -> None:
        """Lay a layer over those that are there."""
        layer.setParent(self)
        self._layers.append(layer)
        layer.changed.connect(self._on_changed)
        self._host.update()

    def of_kind(self, kind: type[Layer]) -> list[Layer]:
        """The layers of a kind."""
        return [layer for layer in self._layers if isinstance(layer, kind)]

    def sight(self) -> Sight | None:
        """Where the map is now; None while it is hidden."""
        return self._sight()

    def paint(self, painter: QPainter, ratio: float) -> None:
        """Paint all layers; `ratio` is the pixels of the picture to a unit of the painter."""
        if not self._layers or (sight := self._sight()) is None:
            return
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        painter.setClipRect(sight.rect, Qt.ClipOperation.IntersectClip)
        for layer in self._layers:
            layer.paint(painter, sight)
        painter.restore()

    def cursor(self) -> Cursor | None:
        """The pointer's form over the map; None where no layer minds."""
        if not self._layers or (sight := self._sight()) is None:
            return None
        wanted = (layer.cursor(sight) for layer in reversed(self._layers))
        return next((cursor for cursor in wanted if cursor is not None), None)

    def show_cursor(self, usual: Qt.CursorShape) -> None:
        """Give the host's pointer the form that a layer wants, or the usual one."""
        wanted = self.cursor() or usual
        shown = self._host.cursor().shape()
        if not isinstance(wanted, QImage):
            if shown is not wanted:
                self._host.setCursor(wanted)
        elif shown is not Qt.CursorShape.BitmapCursor or wanted.cacheKey() != self._drawn_cursor:
            self._drawn_cursor = wanted.cacheKey()
            self._host.setCursor(QCursor(QPixmap.fromImage(wanted)))

    @property
    def in_use(self) -> bool:
        """Whether the teacher works with a layer that offers the next stop and the last itself."""
        return any(layer.in_use for layer in self._layers)

    # Pointers

    def handle(self, event: QEvent) -> bool:
        """Show an event of the widget to the layers; True if one of them has taken it."""
        if not self._layers:
            return False
        if isinstance(event, QTouchEvent):
            return self._on_touch(event)
        if isinstance(event, QTabletEvent) and event.type() in _TABLET:
            rubber = event.pointerType() is QPointingDevice.PointerType.Eraser
            straight = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            at = event.position()
            return self._pointer(_TABLET[event.type()], at, straight=straight, rubber=rubber)
        if isinstance(event, QMouseEvent) and event.type() in _MOUSE:
            return self._on_mouse(event)
        if event.type() is QEvent.Type.Leave:
            for layer in self._layers:
                layer.leave()
        return False

    def _on_mouse(self, event: QMouseEvent) -> bool:
        what = _MOUSE[event.type()]
        if what != "move" and event.button() is not Qt.MouseButton.LeftButton:
            return self._holder is not None
        straight = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return self._pointer(what, event.position(), straight=straight)

    def _on_touch(self, event: QTouchEvent) -> bool:
        """One finger is a pointer; as soon as there are two, they are left to the widget."""
        points = event.points()
        self._fingers = max(self._fingers, len(points))
        ended = event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)
        if self._fingers > 1 or event.type() is QEvent.Type.TouchCancel:
            self.let_go()
            self._fingers = 0 if ended else self._fingers
            return False
        self._fingers = 0 if ended else self._fingers
        what = "release" if ended else "move"
        if event.type() is QEvent.Type.TouchBegin:
            what = "press"
        return bool(points) and self._pointer(what, points[0].position(), finger=True)

    def _pointer(
        self,
        what: str,
        at: QPointF,
        *,
        straight: bool = False,
        finger: bool = False,
        rubber: bool = False,
    ) -> bool:
        sight = self._sight()
        if sight is None:
            self.let_go()
            return False
        touch = self._touch(at, sight, straight=straight, finger=finger, rubber=rubber)
        over = QRectF(sight.rect).contains(touch.at)
        if over or self._holder is not None:
            for layer in self._layers:
                layer.hover(touch, sight)
        if what == "press" and self._holder is None and over:
            if self._reserved is not None and self._reserved(at):
                return False
            takers = (layer for layer in reversed(self._layers) if layer.press(touch, sight))
            self._holder = next(takers, None)
            return self._holder is not None
        if self._holder is None:
            return False
        if what == "move":
            self._holder.move(touch, sight)
        elif what == "release":
            holder, self._holder = self._holder, None
            holder.release(touch, sight)
        return True

    def _touch(
        self, at: QPointF, sight: Sight, *, straight: bool, finger: bool, rubber: bool
    ) -> Touch:
        pixel = at * self._host.devicePixelRatioF()
        x, y = sight.view.to_plane(pixel.x(), pixel.y())
        return Touch(x, y, pixel, straight, finger, rubber)

    def let_go(self) -> None:
        """Take the pointer from the layer that holds it."""
        if self._holder is not None:
            holder, self._holder = self._holder, None
            holder.cancel()

    @Slot(object)
    def _on_changed(self, rect: QRect | None) -> None:
        if not self._host.isVisible():
            return
        if rect is None:
            self._host.update()
            return
        ratio = self._host.devicePixelRatioF()
        x, y = int(rect.left() / ratio) - 1, int(rect.top() / ratio) - 1
        size = int(rect.width() / ratio) + 3, int(rect.height() / ratio) + 3
        self._host.update(QRect(x, y, *size))


class KeptClear(NamedTuple):
    """What on a map at rest nothing should lie on: words, and less so the places told."""

    words: tuple[Box, ...] = ()  # year and title, the legend, a question
    places: tuple[Box, ...] = ()

    def scaled(self, by: float) -> KeptClear:
        """The same in another unit of length."""
        return KeptClear(*(tuple(Box(*(by * side for side in box)) for box in b) for b in self))


@runtime_checkable
class HasLayers(Protocol):
    """A widget with a map that layers can be laid over.

    `map_bottom` says how far down its map reaches, in points: below it there are words.
    `kept_clear` is in points, too.
    """

    @property
    def layers(self) -> Layers: ...

    @property
    def map_bottom(self) -> float: ...

    @property
    def kept_clear(self) -> KeptClear: ...

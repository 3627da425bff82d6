"""Paints the ground, sea and relief, and over what the date decides its water and coast."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from math import ceil, cos, sin, tau

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from ui import theme
from ui.camera import Box, Viewport
from ui.images import kept
from ui.inscriptions import note_stroke
from ui.map import style
from ui.map.basemap import LAYERS, Basemap, Drawn, Pieces, Shape

# Reservoirs and the day each began to fill (1 January 1942 and 1943).
RESERVOIRS = {"songhua-reservoir": 708_936, "supung-reservoir": 709_301}
# The rivers that carry a border or a name; the others are as quiet as the relief.
TOLD = {"amur", "argun", "songhua", "songhua-second", "sungacha", "tumen", "ussuri", "yalu"}
# The size of the pictures that serve while things move, as a part of the relief's.
IN_MOTION = 0.75
REFERENCE_WIDTH = 1600  # of a picture in which lines are as thin as they may be
APART = 1.3  # pixels between hairlines that make up a line: smooth edges close the gap


def plane_transform(view: Viewport) -> QTransform:
    """From the map plane (metres, y up) to the pixels of a picture."""
    scale = 1 / view.metres
    return QTransform(scale, 0, 0, -scale, -view.x0 * scale, view.y0 * scale)


def hairline(colour: QColor, *, dashes: list[float] | None = None) -> QPen:
    """A line of one pixel whatever the zoom: Qt draws it without its slow stroker."""
    pen = QPen(colour, 1)
    pen.setCosmetic(True)
    if dashes:
        pen.setDashPattern(dashes)
    return pen


def draw_line(
    painter: QPainter, view: Viewport, path: QPainterPath, colour: QColor, width: float
) -> None:
    """Draw a line of `width` pixels along a path of the plane; a wide one must be opaque.

    A wide one is hairlines side by side: a coast of 10,000 points takes Qt's stroker 200 ms, each
    hairline 1 to 2.
    """
    painter.setPen(hairline(colour))
    for across, down in _side_by_side(width):
        painter.setTransform(plane_transform(view) * QTransform.fromTranslate(across, down))
        painter.drawPath(path)


@lru_cache(maxsize=8)
def _side_by_side(width: float) -> tuple[tuple[float, float], ...]:
    """By how many pixels to shift hairlines so that together they are a line of that width."""
    reach = (width - 1) / 2
    if reach <= 0:
        return ((0.0, 0.0),)
    rings = ceil(reach / APART)
    shifts = [(0.0, 0.0)] if reach > APART / 2 else []
    for ring in range(1, rings + 1):
        radius = reach * ring / rings
        count = max(3, ceil(tau * radius / APART))
        shifts += [
            (radius * cos(tau * number / count), radius * sin(tau * number / count))
            for number in range(count)
        ]
    return tuple(shifts)


@lru_cache(maxsize=64)
def union(shapes: tuple[Shape, ...]) -> QPainterPath:
    """One path of several pieces; their shared cut edges cancel."""
    if len(shapes) == 1:
        return shapes[0].path
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for shape in shapes:
        path.addPath(shape.path)
    return path


def lakes_filled(day: float) -> frozenset[str]:
    """The lakes behind dams that have filled by a day."""
    return frozenset(code for code, filled in RESERVOIRS.items() if day >= filled)


class Ground:
    """Paints the ground of a view, finely at rest and fast while things move."""

    def __init__(self, basemap: Basemap) -> None:
        self._basemap = basemap

    def paint(self, painter: QPainter, view: Viewport, *, fine: bool) -> None:
        """Fill the picture but for what has a date; `fine` smooths every edge."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not fine and view.metres >= style.PICTURE_SUFFICES and self._drawn:
            for image, covered in self._pictures_for(view):
                self._paint_image(painter, view, image, covered)
        else:
            self._paint_sea(painter, view)
            self._paint_land(painter, view, fine=fine)
        painter.restore()

    def prepare(self) -> None:
        """Make the pictures of land and sea that serve while things move."""
        if not self._drawn:
            pictures = (self._picture_of("land"), self._picture_of("land-focus"))
            self._basemap.drawn = (theme.worn().name, pictures)

    @property
    def _drawn(self) -> Drawn | None:
        """The pictures of land and sea, if there are any in the look being worn."""
        look, pictures = self._basemap.drawn or ("", None)
        return pictures if look == theme.worn().name else None

    def foresee(self, view: Viewport) -> Iterator[None]:
        """Read what a view at rest will need, in pieces; go through them when there is time."""
        if _relief_share(view) > 0:
            self._basemap.relief(self._land_relief(view))
            yield
        for layer in LAYERS:
            for pieces in visible(self._basemap, layer, view, fine=True).values():
                for shape in pieces:
                    _ = shape.path
                yield

    def _picture_of(self, relief: str) -> tuple[QImage, Box]:
        """Land and sea together for the part of the plane of a relief, a little coarser."""
        land, covered = self._basemap.relief(relief)
        size = land.size() * IN_MOTION
        metres = covered.width / size.width()
        image = QImage(size, QImage.Format.Format_RGB32)
        view = Viewport(size.width(), size.height(), covered.x0, covered.y1, metres)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._paint_sea(painter, view)
            self._paint_land(painter, view, fine=True)
        return kept(image), covered

    def _pictures_for(self, view: Viewport) -> list[tuple[QImage, Box]]:
        """The pictures that fill the view, the finer one last."""
        assert self._drawn is not None
        wide, focus = self._drawn
        if focus[1].contains(view.box):
            return [focus]
        closely = view.metres < focus[1].width / focus[0].width()
        return [wide, focus] if closely and focus[1].meets(view.box) else [wide]

    def _paint_image(self, painter: QPainter, view: Viewport, image: QImage, covered: Box) -> None:
        x, y = view.to_pixel(covered.x0, covered.y1)
        target = QRectF(x, y, covered.width / view.metres, covered.height / view.metres)
        painter.resetTransform()
        # Only the part in view is handed over: Qt scales what it is given.
        seen = QRectF(0, 0, view.width, view.height) & target
        across, down = image.width() / target.width(), image.height() / target.height()
        source = QRectF(
            (seen.x() - x) * across,
            (seen.y() - y) * down,
            seen.width() * across,
            seen.height() * down,
        )
        painter.drawImage(seen, image, source)

    def _paint_sea(self, painter: QPainter, view: Viewport) -> None:
        relief = _relief_share(view)
        if relief < 1:
            painter.resetTransform()
            painter.fillRect(0, 0, view.width, view.height, style.SEA)
        if relief > 0:
            painter.setOpacity(relief)
            self._paint_image(painter, view, *self._basemap.relief("sea"))
            painter.setOpacity(1)

    def _paint_land(self, painter: QPainter, view: Viewport, *, fine: bool) -> None:
        path = outline(visible(self._basemap, "land", view, fine=fine))
        relief = _relief_share(view)
        # The line of the coast covers the edge. Smooth ones of 19,000 points take Qt 70 ms.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setTransform(plane_transform(view))
        if relief < 1:
            painter.fillPath(path, style.LAND)
        if relief > 0:
            # Qt fills a path several times as fast with a picture that is scaled already.
            scaled = QImage(view.width, view.height, QImage.Format.Format_RGB32)
            with QPainter(scaled) as inner:
                inner.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                self._paint_image(inner, view, *self._basemap.relief(self._land_relief(view)))
            painter.resetTransform()
            painter.setOpacity(relief)
            painter.fillPath(plane_transform(view).map(path), QBrush(scaled))
            painter.setOpacity(1)

    def _land_relief(self, view: Viewport) -> str:
        """The finer relief where it covers the view."""
        covered = self._basemap.relief_box("land-focus").contains(view.box)
        return "land-focus" if covered else "land"

    def _paint_lines(self, painter: QPainter, view: Viewport, *, fine: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = _thin(view) if fine else 1
        rivers = visible(self._basemap, "river", view, fine=fine)
        brooks = outline({code: found for code, found in rivers.items() if code not in TOLD})
        draw_line(painter, view, brooks, style.BROOK, width / 1.5)
        told = outline({code: found for code, found in rivers.items() if code in TOLD})
        coast = outline(visible(self._basemap, "coast", view, fine=fine))
        for layer, path, colour in (("river", told, style.RIVER), ("coast", coast, style.COAST)):
            draw_line(painter, view, path, colour, width)
            note_stroke(painter, layer, path, width, colour)

    def paint_water(self, painter: QPainter, view: Viewport, day: float, *, fine: bool) -> None:
        """Rivers and coast, and the lakes of a day: those behind dams only once they have filled.

        They belong over the tints of the land, which reach across them.
        """
        filled = lakes_filled(day)
        lakes = outline(
            {
                code: pieces
                for code, pieces in visible(self._basemap, "lake", view, fine=fine).items()
                if code not in RESERVOIRS or code in filled
            }
        )
        painter.save()
        self._paint_lines(painter, view, fine=fine)
        painter.setTransform(plane_transform(view))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, fine)
        painter.fillPath(lakes, style.LAKE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_line(painter, view, lakes, style.COAST, _thin(view) if fine else 1)
        painter.restore()


def _thin(view: Viewport) -> float:
    """The width of the thinnest lines at rest, in pixels: seen from the back of the room."""
    return style.colours().hairline * max(view.width / REFERENCE_WIDTH, 1.0)


def _relief_share(view: Viewport) -> float:
    """How much of the relief shows: all of it far out, none close by."""
    if not style.colours().relief:
        return 0.0
    share = (view.metres - style.RELIEF_FROM) / (style.RELIEF_FULL - style.RELIEF_FROM)
    return min(max(share, 0.0), 1.0)


def visible(basemap: Basemap, layer: str, view: Viewport, *, fine: bool) -> Pieces:
    """The pieces of a layer in view by code, at the level of detail that the view can show."""
    box = view.box
    error = view.metres * (style.FINE if fine else style.COARSE)
    return basemap.pieces(basemap.level_for(error, box), layer, box)


def outline(pieces: Pieces) -> QPainterPath:
    """One path of all the pieces of a layer."""
    return union(tuple(chain.from_iterable(pieces.values())))

"""What stands on the map: heading, legend, scale bar and credits."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from ui import theme
from ui.camera import Box, Viewport
from ui.images import keeps, kept
from ui.inscriptions import note_stroke, put
from ui.map import style
from ui.map.frame import MARGIN
from ui.map.heading import Heading
from ui.map.legend import Legend, PlacedLegend
from ui.map.lettering import halo_text, paint_plate
from ui.map.studio import Shot, Studio

CREDITS = "GSHHG · Natural Earth · T. Patterson   Borders are schematic"
SHORT_CREDITS = "Borders are schematic · S: sources"  # the key of the sources


class Furnished(NamedTuple):
    """Where things stand on a picture: year and line, and at its foot credits and scale."""

    heading: tuple[Box, ...] = ()
    foot: tuple[Box, ...] = ()
    legend: PlacedLegend | None = None

    @property
    def boxes(self) -> list[Box]:
        """What names had better leave alone; left of year and line there is no room for one."""
        boxes = [*self.foot]
        if self.heading:
            year, line = self.heading
            boxes += [year._replace(x0=0, y0=0), line._replace(x0=0)]
        return [*boxes, self.legend.box] if self.legend else boxes


class Furniture:
    """Paints what stands on a map beside names."""

    def __init__(self, studio: Studio) -> None:
        self.heading = Heading(studio)
        self.legend = Legend(studio, self.heading)

    def paint(self, painter: QPainter, shot: Shot) -> Furnished:
        """Paint it; where it stands."""
        frame, unit, least = shot.frame, shot.unit, shot.frame.least
        heading = self.heading.paint(painter, shot) if frame.heading else ()
        right, bottom = frame.right, frame.free.y1 - 4 * unit
        credits = paint_credits(painter, right - 4 * unit, bottom, unit, least)
        above = credits.y0 - 6 * unit
        scale = paint_scale(painter, shot.view, right - MARGIN * unit, above, unit, least)
        foot = credits, scale
        return Furnished(heading, foot, self.legend.paint(painter, shot, foot))


def scale_length(metres: float, most: float) -> int:
    """The roundest length (metres) of at most `most` pixels at `metres` a pixel."""
    reach = metres * most
    power = 1
    while power * 10 <= reach:
        power *= 10
    return max(step * power for step in (1, 2, 5) if step * power <= max(reach, power))


def paint_scale(
    painter: QPainter, view: Viewport, right: float, bottom: float, unit: float, least: int = 0
) -> Box:
    """The scale bar with its lower right corner there; returns the box that it takes."""
    length = scale_length(view.metres, 150 * unit)
    width = length / view.metres
    text = f"{length // 1000} km" if length >= 1000 else f"{length} m"
    size = max(14.5 * unit, least)
    halo = 0.34 * size
    words = _scale_words(text, size)
    reach = max(width, words.width() - 2 * halo)
    box = Box(right - reach - 4 * unit, bottom - 15 * unit - size, right, bottom)
    if style.colours().plates:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_plate(painter, _around(box, unit), unit)
        painter.restore()
    top = bottom - 10 * unit - halo - QFontMetricsF(theme.sans(size, bold=True)).capHeight()
    put(painter, round(right - reach - halo), round(top), words)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, thick in ((theme.PAPER, 9.0), (theme.INK, 3.0)):
        painter.setPen(QPen(colour, thick * unit))
        painter.drawLine(
            QPointF(right - width, bottom - 2 * unit), QPointF(right, bottom - 2 * unit)
        )
    note_stroke(
        painter, "scale", _straight(right - width, right, bottom - 2 * unit), 3 * unit, theme.INK
    )
    painter.restore()
    return box


def _around(box: Box, unit: float) -> QRectF:
    """The plate of the scale bar."""
    wide = QRectF(box.x0, box.y0, box.width, box.height)
    return wide.adjusted(-5 * unit, -2 * unit, 8 * unit, 5 * unit)


@keeps(8)
def _scale_words(text: str, size: float) -> QImage:
    return _words(text, theme.sans(size, bold=True), 0.34 * size)


def _straight(x0: float, x1: float, y: float) -> QPainterPath:
    path = QPainterPath(QPointF(x0, y))
    path.lineTo(x1, y)
    return path


def paint_credits(
    painter: QPainter, right: float, bottom: float, unit: float, least: int = 0
) -> Box:
    """Who made the data, with its lower right corner there.

    Where text has a least size (pixels) there is room for one line that says where it is told.
    """
    picture = (
        _credits(SHORT_CREDITS, least, unit) if least else _credits(CREDITS, 11.5 * unit, unit)
    )
    put(painter, right - picture.width(), bottom - picture.height(), picture)
    return Box(right - picture.width(), bottom - picture.height(), right, bottom)


@keeps(4)
def _credits(words: str, size: float, unit: float) -> QImage:
    font = theme.sans(size)
    metrics = QFontMetricsF(font)
    plated = style.colours().plates
    halo = (0.5 if plated else 0.3) * size
    width = round(metrics.horizontalAdvance(words) + 1.8 * halo)
    image = QImage(width, round(1.48 * size), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if plated:
            paint_plate(painter, QRectF(image.rect()), unit)
        glow = 0.0 if plated else halo
        halo_text(painter, 0.9 * halo, 1.13 * size, words, font, theme.MUTED, glow)
    return kept(image)


def _words(text: str, font: QFont, halo: float) -> QImage:
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(text) + 2 * halo
    height = metrics.capHeight() + metrics.descent() + 2 * halo
    image = QImage(round(width), round(height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        halo_text(painter, halo, halo + metrics.capHeight(), text, font, theme.INK, halo)
    return kept(image)

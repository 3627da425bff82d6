"""The hatching of what changed between two dates, and its key.

Steep twin lines, one of ink and one of paper: on any holder's colour one of the two stands out,
whatever colours an eye can tell apart, and no way of holding is drawn at that slope.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from db.records import TerritoryId
from ui import theme
from ui.camera import Viewport
from ui.images import keeps, kept
from ui.inscriptions import write_in
from ui.map.basemap import Basemap
from ui.map.ground import plane_transform, union, visible
from ui.map.legend_card import paint_card
from ui.theme import with_alpha

SPACING = 22.0  # reference pixels from line to line
KEY = "changed between the two dates"


def paint_hatching(
    painter: QPainter,
    view: Viewport,
    basemap: Basemap,
    territories: frozenset[TerritoryId],
    *,
    unit: float,
    fine: bool,
) -> None:
    """Hatch the territories in view."""
    pieces = visible(basemap, "land", view, fine=fine)
    brush = QBrush(_tile(max(round(SPACING * unit), 6)))
    transform = plane_transform(view)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, fine)
    for territory in sorted(territories):
        if territory in pieces:
            painter.fillPath(transform.map(union(pieces[territory])), brush)
    painter.restore()


@keeps(4)
def _tile(width: int) -> QImage:
    """A tile, repeated so that Qt fills long rows; lines of slope two meet at its edges."""
    height = 2 * width
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    thick = width / 10
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paper, ink = with_alpha(theme.PAPER, 0.85), with_alpha(theme.INK, 0.78)
        for colour, aside in ((paper, thick * 1.1), (ink, 0.0)):
            painter.setPen(QPen(colour, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            for shift in range(-2, 3):
                x = shift * width + aside
                # Drawn on beyond the tile, so that no end of a line is seen in it.
                start, end = QPointF(x - width, 2 * height), QPointF(x + 2 * width, -height)
                painter.drawLine(QLineF(start, end))
    wide = QImage(width * 8, height, image.format())
    wide.fill(0)
    with QPainter(wide) as painter:
        painter.fillRect(wide.rect(), QBrush(image))
    return kept(wide)


@keeps(4)
def key_picture(unit: float, least: int = 0) -> QImage:
    """The key of the hatching as a card."""
    font = theme.sans(max(16 * unit, least))
    metrics = QFontMetricsF(font)
    pad, swatch, height = 14 * unit, 40 * unit, max(40 * unit, 1.5 * least)
    image = QImage(
        round(metrics.horizontalAdvance(KEY) + swatch + 2.8 * pad),
        round(height),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(0.5, 0.5, image.width() - 1, height - 1), 4 * unit)
        path = QPainterPath()
        plate = QRectF(pad, height / 2 - 12 * unit, swatch, 24 * unit)
        path.addRoundedRect(plate, 3 * unit, 3 * unit)
        painter.fillPath(path, theme.PLATE)
        painter.fillPath(path, QBrush(_tile(max(round(13 * unit), 6))))
        painter.strokePath(path, QPen(theme.INK, max(1.0, unit)))
        painter.setFont(font)
        painter.setPen(theme.INK)
        box = QRectF(pad * 1.8 + swatch, 0, image.width(), height)
        write_in(painter, box, Qt.AlignmentFlag.AlignVCenter, KEY)
    return kept(image)

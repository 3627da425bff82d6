"""What a span of control looks like: its holder's colour and the pattern of its status."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from db.records import Status
from ui.images import kept

PALE = 0.38  # how much of its colour a hatched span keeps between the lines


@lru_cache(maxsize=256)
def brush(colours: tuple[str, ...], status: Status, ground: str, unit: float) -> QBrush:
    """The brush of a span: plain where sovereign, / leased, \\ puppet, dots occupied, striped
    where powers share it; a share whose partner is not named is hatched as a lease is. The
    patterns are the map's."""
    if status is Status.JOINT and len(colours) > 1:
        return QBrush(_stripes(colours, max(round(7 * unit), 3)))
    if status is Status.SOVEREIGN:
        return QBrush(QColor(colours[0]))
    return QBrush(_hatch(colours[0], status, ground, max(round(9 * unit), 5)))


def mixed(colour: QColor, other: QColor, share: float) -> QColor:
    """A colour of which `share` is the first and the rest the other."""
    rest = 1 - share
    return QColor.fromRgbF(
        share * colour.redF() + rest * other.redF(),
        share * colour.greenF() + rest * other.greenF(),
        share * colour.blueF() + rest * other.blueF(),
    )


def _hatch(colour: str, status: Status, ground: str, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    ink = QColor(colour)
    image.fill(mixed(ink, QColor(ground), PALE))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if status is Status.OCCUPIED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            for x, y in ((0.25, 0.25), (0.75, 0.75)):
                painter.drawEllipse(QPointF(size * x, size * y), size / 6.5, size / 6.5)
        elif status is Status.PROTECTORATE:
            painter.setPen(QPen(ink, size / 4))
            painter.drawLine(QPointF(0, size / 2), QPointF(size, size / 2))
        else:
            painter.setPen(QPen(ink, size / 3.2))
            top, bottom = (0, size) if status is Status.PUPPET else (size, 0)
            for shift in (-size, 0, size):
                painter.drawLine(QPointF(shift, top), QPointF(shift + size, bottom))
    return kept(image)


def _stripes(colours: tuple[str, ...], size: int) -> QImage:
    side = size * len(colours)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    for y in range(side):
        for x in range(side):
            image.setPixelColor(x, y, QColor(colours[(x + y) % side // size]))
    return image

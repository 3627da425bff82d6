"""Names as pictures: set once with a halo, then only blitted."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from db.records import Label, Place
from ui import theme
from ui.fonts import outline
from ui.map.style import LabelLook
from ui.theme import MUTED, PAPER, with_alpha

HALO = 3.2  # reference pixels
KEPT = 400


def halo_text(
    painter: QPainter,
    x: float,
    baseline: float,
    text: str,
    font: QFont,
    colour: QColor,
    halo: float,
) -> None:
    """Text on a glow of paper that keeps it readable on any ground."""
    path = outline(text, font).translated(x, baseline)
    pen = QPen(with_alpha(PAPER, 0.88), halo)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.fillPath(path, colour)


def lines_of(label: Label) -> tuple[str, str]:
    """A label's name, and below it the native name and today's where they differ."""
    below = [text for text in (label.native, label.today) if text and text != label.text]
    return label.text, " · ".join(below)


class Lettering:
    """Makes and keeps pictures of names at one unit."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[tuple[str, str, LabelLook, float], QImage] = OrderedDict()

    def measure(
        self, place: Place, index: int, look: LabelLook, unit: float
    ) -> tuple[float, float]:
        """The size of a name in pixels, without its halo."""
        image = self.picture(place, index, look, unit)
        return image.width() - 2 * HALO * unit, image.height() - 2 * HALO * unit

    def picture(self, place: Place, index: int, look: LabelLook, unit: float) -> QImage:
        """The picture of a place's name; its halo adds `HALO` units on each side."""
        name, below = lines_of(place.labels[index])
        if not _has_second_line(place, look):
            below = ""
        key = (name, below, look, unit)
        if key not in self._pictures:
            self._pictures[key] = _draw(name, below, look, unit)
            if len(self._pictures) > KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key]


def _has_second_line(place: Place, look: LabelLook) -> bool:
    return place.rank <= 2 or look.size >= 20


def _draw(name: str, below: str, look: LabelLook, unit: float) -> QImage:
    font = QFont((theme.serif if look.serif else theme.sans)(look.size * unit, bold=look.bold))
    if look.serif:
        font.setItalic(True)
    if look.spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, look.spacing * unit)
    small = theme.sans(look.second * unit)
    metrics, small_metrics = QFontMetricsF(font), QFontMetricsF(small)
    halo = HALO * unit
    first_width = metrics.horizontalAdvance(name)
    below_width = small_metrics.horizontalAdvance(below) if below else 0.0
    width = max(first_width, below_width) + 2 * halo
    top = halo + metrics.capHeight() + 1.5 * unit
    line = small_metrics.capHeight() + 7 * unit
    height = top + (line if below else 0) + metrics.descent() * 0.7 + halo
    image = QImage(round(width), round(height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centred = look.dot == 0
    x = (width - first_width) / 2 if centred else halo
    halo_text(painter, x, top, name, font, QColor(look.colour), 2 * halo * 0.8)
    if below:
        x = (width - below_width) / 2 if centred else halo
        halo_text(painter, x, top + line, below, small, MUTED, 2 * halo * 0.8)
    painter.end()
    return image

"""Names as pictures: set once with a halo, then only blitted."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from db.records import Label, Place
from ui import theme
from ui.fonts import outline
from ui.images import keeps, kept
from ui.inscriptions import COVER, note_stroke, note_text
from ui.map import style
from ui.map.style import LabelLook
from ui.theme import with_alpha

HALO, PLATE_EDGE = 3.2, 2.6  # reference pixels
KEPT = 160


def halo_text(
    painter: QPainter,
    x: float,
    baseline: float,
    text: str,
    font: QFont,
    colour: QColor,
    halo: float,
) -> None:
    """Text on a glow of paper that keeps it readable on any ground; on a plate it needs none."""
    path = outline(text, font).translated(x, baseline)
    if halo:
        pen = QPen(with_alpha(theme.PAPER, theme.worn().halo), halo)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
    painter.fillPath(path, colour)
    note_text(painter, x, baseline, text, font, colour)


def lines_of(label: Label) -> tuple[str, str]:
    """A label's name, and below it the native name and today's where they differ."""
    below = [text for text in (label.native, label.today) if text and text != label.text]
    return label.text, " · ".join(below)


class Words(NamedTuple):
    """A name to be set: its two lines and its look at a unit."""

    name: str
    below: str
    look: LabelLook
    unit: float

    @classmethod
    def of(cls, place: Place, index: int, look: LabelLook, unit: float) -> Words:
        """The words of a place's label."""
        name, below = lines_of(place.labels[index])
        return cls(name, below if look.both else "", look, unit)

    def fonts(self) -> tuple[QFont, QFont]:
        """The faces of the two lines."""
        look, unit = self.look, self.unit
        font = QFont((theme.serif if look.serif else theme.sans)(look.size * unit, bold=look.bold))
        font.setItalic(look.serif)
        if look.spacing:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, look.spacing * unit)
        return font, theme.sans(look.second * unit)


class Setting(NamedTuple):
    """Where the two lines of a name stand in its picture, in pixels."""

    width: int
    height: int
    widths: tuple[float, float]
    baselines: tuple[float, float]


@keeps(KEPT)
def set_words(words: Words) -> Setting:
    """Measure a name; nothing is drawn yet."""
    font, small = words.fonts()
    metrics, small_metrics = QFontMetricsF(font), QFontMetricsF(small)
    halo = margin(words.unit)
    widths = (
        metrics.horizontalAdvance(words.name),
        small_metrics.horizontalAdvance(words.below) if words.below else 0.0,
    )
    first = halo + metrics.capHeight() + 1.5 * words.unit
    second = first + (_second_line(words, small_metrics) if words.below else 0)
    height = second + metrics.descent() * 0.7 + halo
    return Setting(round(max(widths) + 2 * halo), round(height), widths, (first, second))


@keeps(KEPT)
def draw_words(words: Words) -> QImage:
    """The picture of a name; its halo adds a `margin` on each side."""
    setting, look = set_words(words), words.look
    image = QImage(setting.width, setting.height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        halo, glow = margin(words.unit), 1.8 * HALO * words.unit
        if style.colours().plates:
            glow = 0.0
            paint_plate(painter, QRectF(0, 0, setting.width, setting.height), words.unit)
        lines = zip(
            (words.name, words.below),
            words.fonts(),
            (getattr(style.colours(), look.colour), style.colours().second),
            setting.widths,
            setting.baselines,
            strict=True,
        )
        for text, font, colour, width, baseline in lines:
            x = halo if look.dot else (setting.width - width) / 2
            halo_text(painter, x, baseline, text, font, colour, glow)
    return kept(image)


def margin(unit: float) -> float:
    """The pixels on each side of a name that its halo takes, or the edge of its plate."""
    return (PLATE_EDGE if style.colours().plates else HALO) * unit


def _second_line(words: Words, metrics: QFontMetricsF) -> float:
    """How far the second line's baseline is below the first's."""
    return metrics.capHeight() + max(7 * words.unit, 0.36 * words.look.second * words.unit)


def paint_plate(painter: QPainter, box: QRectF, unit: float) -> None:
    """A plate of paper that hides what is under it, for words in the look of high contrast."""
    box = box.adjusted(1, 1, -1, -1)
    painter.setPen(QPen(theme.INK, max(1.2 * unit, 1.0)))
    painter.setBrush(theme.PAPER)
    painter.drawRoundedRect(box, 3 * unit, 3 * unit)
    whole = QPainterPath()
    whole.addRect(box)
    note_stroke(painter, COVER, whole, 1, theme.PAPER)


def measure(words: Words) -> tuple[float, float]:
    """The size of a name in pixels, without its halo or the edge of its plate."""
    setting = set_words(words)
    edge = 2 * margin(words.unit)
    return setting.width - edge, setting.height - edge

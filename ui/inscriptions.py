"""What is written and drawn on pictures, noted down for whoever checks that a class can read it.

Nothing is noted, and next to nothing is lost, unless somebody asks with `noting`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPolygonF,
    QTransform,
)

COVER = "cover"  # a stroke around what hides the lines below it


class Inscription(NamedTuple):
    """A line of text on a picture: where its baseline starts, in pixels, and its opacity."""

    text: str
    x: float
    baseline: float
    font: QFont
    colour: QColor
    opacity: float

    @property
    def pixels(self) -> int:
        """The size of its letters."""
        return self.font.pixelSize()


class Stroke(NamedTuple):
    """A line or a symbol's outline on a picture, in pixels, as wide as `width`."""

    what: str
    path: QPainterPath
    width: float
    colour: QColor
    opacity: float


class Notes:
    """The inscriptions and strokes of every picture that was painted while they were taken."""

    def __init__(self) -> None:
        self._pages: dict[int, tuple[QImage, list[Inscription], list[Stroke]]] = {}

    def of(self, image: QImage) -> tuple[list[Inscription], list[Stroke]]:
        """What stands on a picture."""
        _, texts, strokes = self._page(image)
        return texts, strokes

    def _page(self, image: QImage) -> tuple[QImage, list[Inscription], list[Stroke]]:
        # The picture itself is held, or another might take its number.
        return self._pages.setdefault(id(image), (image, [], []))

    def copy(self, image: QImage, copied: QImage) -> None:
        """What stands on a picture stands on its copy."""
        if id(image) in self._pages:
            _, texts, strokes = self._pages[id(image)]
            self._pages[id(copied)] = copied, texts, strokes

    def put(self, painter: QPainter, x: float, y: float, image: QImage) -> None:
        """What stands on a picture stands where that picture is painted."""
        where = painter.combinedTransform()
        for text in list(self.of(image)[0]):
            self.text(painter, where, text._replace(x=text.x + x, baseline=text.baseline + y))
        for stroke in list(self.of(image)[1]):
            self.stroke(painter, where, stroke._replace(path=stroke.path.translated(x, y)))

    def text(self, painter: QPainter, where: QTransform, text: Inscription) -> None:
        """Note a text given in the painter's coordinates."""
        device = painter.device()
        if isinstance(device, QImage):
            start = where.map(QPointF(text.x, text.baseline))
            opacity = text.opacity * painter.opacity()
            placed = text._replace(x=start.x(), baseline=start.y(), opacity=opacity)
            self._page(device)[1].append(placed)

    def stroke(self, painter: QPainter, where: QTransform, stroke: Stroke) -> None:
        """Note a line given in the painter's coordinates."""
        device = painter.device()
        if isinstance(device, QImage):
            placed = stroke._replace(
                path=where.map(stroke.path), opacity=stroke.opacity * painter.opacity()
            )
            self._page(device)[2].append(placed)


_notes: list[Notes] = []


@contextmanager
def noting() -> Iterator[Notes]:
    """Take notes of all that is painted; pictures kept from before are painted anew."""
    from ui.images import forget

    forget()
    taken = Notes()
    _notes.append(taken)
    try:
        yield taken
    finally:
        _notes.remove(taken)
        forget()


def note_text(
    painter: QPainter, x: float, baseline: float, text: str, font: QFont, colour: QColor
) -> None:
    """A text is being written."""
    for notes in _notes:
        written = Inscription(text, x, baseline, font, colour, colour.alphaF())
        notes.text(painter, painter.combinedTransform(), written)


def note_stroke(
    painter: QPainter, what: str, path: QPainterPath, width: float, colour: QColor
) -> None:
    """A line is being drawn; `width` is in pixels of the picture."""
    for notes in _notes:
        stroke = Stroke(what, path, width, colour, colour.alphaF())
        notes.stroke(painter, painter.combinedTransform(), stroke)


def note_line(painter: QPainter, what: str, line: QPolygonF, width: float, colour: QColor) -> None:
    """The same for a line of points."""
    if _notes:
        path = QPainterPath()
        path.addPolygon(line)
        note_stroke(painter, what, path, width, colour)


def note_circle(
    painter: QPainter, what: str, centre: QPointF, radius: float, width: float, colour: QColor
) -> None:
    """The same for a circle."""
    if _notes:
        path = QPainterPath()
        path.addEllipse(centre, radius, radius)
        note_stroke(painter, what, path, width, colour)


def note_copy(image: QImage, copied: QImage) -> None:
    """A picture has been copied."""
    for notes in _notes:
        notes.copy(image, copied)


def put(painter: QPainter, x: float, y: float, image: QImage) -> None:
    """Paint a picture with its upper left corner there."""
    painter.drawImage(QPointF(x, y), image)
    for notes in _notes:
        notes.put(painter, x, y, image)


def write(painter: QPainter, x: float, baseline: float, text: str) -> None:
    """Write a text in the painter's font and pen."""
    painter.drawText(QPointF(x, baseline), text)
    if _notes:
        note_text(painter, x, baseline, text, painter.font(), painter.pen().color())


def write_in(painter: QPainter, box: QRectF, flags: Qt.AlignmentFlag, text: str) -> None:
    """Write a text into a box, in the painter's font and pen."""
    painter.drawText(box, flags, text)
    if _notes:
        metrics = QFontMetricsF(painter.font())
        taken = metrics.horizontalAdvance(text)
        x = box.center().x() - taken / 2 if flags & Qt.AlignmentFlag.AlignHCenter else box.left()
        baseline = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        note_text(painter, x, baseline, text, painter.font(), painter.pen().color())

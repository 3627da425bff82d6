"""A sheet of pixels that a plot is drawn on: a matplotlib figure with few, plain artists.

Words are written by Qt when the figure has been painted, in the same letters as everywhere else:
matplotlib's own text takes more time than all the rest of a chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, Polygon, Rectangle
from matplotlib.transforms import Affine2D
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from db.chart_records import Certainty
from ui import theme
from ui.charts.look import Mark, font, metrics
from ui.fonts import outline
from ui.inscriptions import write

DASHED = (0, (3.0, 2.2))
ON_INCH = 72  # pixels, so that matplotlib's points are pixels
# Corners of marks, in their reach from the middle, and that reach for a disc of radius 1.
CORNERS = {
    Mark.SQUARE: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    Mark.TRIANGLE: ((0, -1.15), (1, 0.7), (-1, 0.7)),
    Mark.DIAMOND: ((0, -1), (1, 0), (0, 1), (-1, 0)),
}
REACH = {Mark.SQUARE: 0.9, Mark.TRIANGLE: 1.25, Mark.DIAMOND: 1.25}
SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}  # of a text's width before its place


class Words(NamedTuple):
    """A line of text on the sheet."""

    left: float
    baseline: float
    text: str
    size: float
    colour: QColor
    bold: bool
    halo: float

    @property
    def box(self) -> QRectF:
        """The room that its letters take."""
        width = metrics(self.size, bold=self.bold).horizontalAdvance(self.text)
        return QRectF(self.left, self.baseline - 0.75 * self.size, width, 0.95 * self.size)


class Sheet:
    """Draws in pixels from the upper left corner; `image` is the sheet as painted.

    The figure and its artists live as long as the sheet; `words` are written over them.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / ON_INCH, height / ON_INCH), dpi=ON_INCH)
        self._figure.set_facecolor(theme.PAPER.name())
        self._canvas = FigureCanvasAgg(self._figure)
        self._downward = Affine2D().scale(1, -1).translate(0, height)
        self.words: list[Words] = []

    def image(self) -> QImage:
        """Paint all that was drawn."""
        self._canvas.draw()  # type: ignore[no-untyped-call]
        buffer = self._canvas.buffer_rgba()  # type: ignore[no-untyped-call]
        painted = QImage(
            buffer, self.width, self.height, 4 * self.width, QImage.Format.Format_RGBA8888
        ).convertToFormat(QImage.Format.Format_RGB32)
        with QPainter(painted) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for words in self.words:
                _write(painter, words)
        return painted

    def text(
        self,
        x: float,
        middle: float,
        text: str,
        size: float,
        colour: QColor,
        *,
        bold: bool = False,
        align: str = "left",
        halo: bool = False,
    ) -> None:
        """One line; `middle` is the height at which its small letters have their middle.

        With a halo it is read over lines as well.
        """
        left = x - SHARES[align] * metrics(size, bold=bold).horizontalAdvance(text)
        around = 0.3 * size if halo else 0.0
        self.words.append(Words(left, middle + 0.35 * size, text, size, colour, bold, around))

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: QColor,
        width: float,
        *,
        dashed: bool = False,
        over: float = 2,
    ) -> None:
        """A line through points."""
        xs, ys = zip(*points, strict=True)
        drawn = Line2D(xs, ys, color=colour.name(), linewidth=width, zorder=over)
        drawn.set_solid_capstyle("round")
        if dashed:
            drawn.set_linestyle(DASHED)
        self._add(drawn)

    def dot(
        self,
        x: float,
        y: float,
        radius: float,
        colour: QColor,
        width: float,
        kind: Certainty,
        mark: Mark = Mark.DISC,
    ) -> None:
        """A point of a series: filled where it was reported, hollow where not."""
        hollow = kind is not Certainty.REPORTED
        patch = _patch(mark, x, y, radius)
        patch.set(edgecolor=colour.name(), linewidth=width, zorder=4)
        patch.set_facecolor(theme.PAPER.name() if hollow else colour.name())
        if kind is Certainty.PLAN:
            patch.set_linestyle(DASHED)
        self._add(patch)

    def bar(
        self, box: QRectF, fill: QColor, edge: QColor, width: float, *, dashed: bool = False
    ) -> None:
        """A rectangle."""
        patch = Rectangle((box.left(), box.top()), box.width(), box.height(), zorder=3)
        patch.set_facecolor(fill.name())
        patch.set_edgecolor(edge.name())
        patch.set_linewidth(width)
        if dashed:
            patch.set_linestyle(DASHED)
        self._add(patch)

    def hatch(self, box: QRectF, colour: QColor, width: float, gap: float) -> None:
        """Slanting strokes inside a rectangle; matplotlib's own know no size in pixels."""
        strokes = [
            [(left + box.height(), box.top()), (left, box.bottom())]
            for left in (
                box.left() - box.height() + n * gap
                for n in range(1, ceil((box.width() + box.height()) / gap))
            )
        ]
        lines = LineCollection(strokes, colors=colour.name(), linewidths=width, zorder=3.5)
        self._add(lines)
        clip = Rectangle((box.left(), box.top()), box.width(), box.height())
        clip.set_transform(self._downward)
        lines.set_clip_path(clip)

    def shape(self, corners: Iterable[tuple[float, float]], colour: QColor) -> None:
        """A filled shape."""
        self._add(Polygon(list(corners), closed=True, facecolor=colour.name(), zorder=4))

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self._downward)
        self._figure.add_artist(artist)


def _patch(mark: Mark, x: float, y: float, radius: float) -> Patch:
    """A mark that looks as large as a disc of that radius."""
    if mark is Mark.DISC:
        return Circle((x, y), radius)
    reach = radius * REACH[mark]
    corners = [(x + across * reach, y + down * reach) for across, down in CORNERS[mark]]
    return Polygon(corners, closed=True, joinstyle="miter")


def _write(painter: QPainter, words: Words) -> None:
    face = font(words.size, bold=words.bold)
    start = QPointF(words.left, words.baseline)
    if words.halo:
        pen = QPen(theme.PAPER, words.halo)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(outline(words.text, face).translated(start), pen)
    painter.setPen(words.colour)
    painter.setFont(face)
    write(painter, words.left, words.baseline, words.text)

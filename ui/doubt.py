"""How doubt is drawn: dots and bars of dates, lines of borders, and the key that explains them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPen,
    QPolygonF,
    QRadialGradient,
)

from db.records import Doubt, Mark
from ui import theme
from ui.theme import with_alpha

FRONTIER = QColor("#8A2F2A")
DASHED_FROM, BAND_FROM = 3.0, 10.0  # kilometres
# Pen patterns, in widths of the line: within one state's land, and where it is known roughly.
DOTS, DASHES = [1.3, 2.3], [7.0, 3.5]
BAND_STRENGTH = 0.48  # opacity in the middle of a band


class Dot(Enum):
    """How the day of an event is known."""

    PLAIN = "plain"
    ABOUT = "about"
    PERHAPS = "perhaps"
    PERHAPS_ABOUT = "perhaps about"
    SPREAD = "spread"  # some time in ten years or a hundred


# How much wider than a plain dot each one is.
GROWTH = {
    Dot.PLAIN: 1.0,
    Dot.ABOUT: 1.4,
    Dot.PERHAPS: 1.2,
    Dot.PERHAPS_ABOUT: 1.6,
    Dot.SPREAD: 2.2,
}


class End(Enum):
    """How one end of a bar is known."""

    FIRM = "firm"
    FADED = "faded"
    OPEN = "open"


class Line(Enum):
    """How the course of a border is known."""

    FIRM = "firm"
    DASHED = "dashed"
    BAND = "band"


def dot_of(mark: Mark) -> Dot:
    """The dot of an event; one that lasts is as doubtful as the worse of its ends."""
    doubt = mark.start_doubt | mark.end_doubt
    if doubt & Doubt.DIGITS and not mark.lasts:
        return Dot.SPREAD
    about = bool(doubt & (Doubt.ABOUT | Doubt.DIGITS))
    if doubt & Doubt.PERHAPS:
        return Dot.PERHAPS_ABOUT if about else Dot.PERHAPS
    return Dot.ABOUT if about else Dot.PLAIN


def ends_of(mark: Mark) -> tuple[End, End]:
    """How a bar begins and ends."""
    return _end_of(mark.start_doubt), _end_of(mark.end_doubt)


def _end_of(doubt: Doubt) -> End:
    if doubt & Doubt.OPEN:
        return End.OPEN
    return End.FADED if doubt else End.FIRM


def line_of(accuracy_km: float) -> Line:
    """The line of a border that may be off by so much."""
    if accuracy_km >= BAND_FROM:
        return Line.BAND
    return Line.DASHED if accuracy_km >= DASHED_FROM else Line.FIRM


def band_steps(count: int) -> list[tuple[float, float]]:
    """A band from its edges to its middle: parts of its width, and the opacity that each adds."""
    added = 1 - (1 - BAND_STRENGTH) ** (1 / count)
    return [((count - number) / count, added) for number in range(count)]


def paint_dot(
    painter: QPainter, middle: QPointF, half: float, dot: Dot, tone: QColor, ground: QColor
) -> None:
    """A dot `half` wide to each side: filled, with a soft rim, hollow, or with fading arms."""
    painter.setPen(Qt.PenStyle.NoPen)
    if dot is Dot.PLAIN:
        painter.setBrush(tone)
        painter.drawEllipse(middle, half, half)
    elif dot is Dot.ABOUT:
        _halo(painter, middle, half, tone)
        painter.setBrush(tone)
        painter.drawEllipse(middle, half * 0.5, half * 0.5)
    elif dot is Dot.PERHAPS:
        _ring(painter, middle, half, tone, ground)
    elif dot is Dot.PERHAPS_ABOUT:
        _halo(painter, middle, half, tone)
        _ring(painter, middle, half * 0.72, tone, ground)
    else:
        tall = half * 0.4
        arms = QRectF(middle.x() - half, middle.y() - tall / 2, 2 * half, tall)
        painter.fillRect(arms, _fading(arms, half, half, tone))
        painter.setBrush(tone)
        painter.drawEllipse(middle, half / GROWTH[dot], half / GROWTH[dot])


def erase_dot(painter: QPainter, middle: QPointF, half: float, ground: QColor) -> None:
    """Take away a dot, so that another does not show through its softer parts."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(middle, half + 0.75, half + 0.75)


def _halo(painter: QPainter, middle: QPointF, half: float, tone: QColor) -> None:
    soft = QRadialGradient(middle, half)
    soft.setColorAt(0.45, with_alpha(tone, 0.62))
    soft.setColorAt(1.0, with_alpha(tone, 0.0))
    painter.setBrush(soft)
    painter.drawEllipse(middle, half, half)


def _ring(painter: QPainter, middle: QPointF, half: float, tone: QColor, ground: QColor) -> None:
    """A hollow dot; a question mark stands in it where there is room to read one."""
    line = max(half * 0.2, 1.0)
    painter.setPen(QPen(tone, line))
    painter.setBrush(ground)
    painter.drawEllipse(middle, half - line / 2, half - line / 2)
    if half >= 5:
        font = theme.sans(half * 1.45, bold=True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        x = middle.x() - metrics.horizontalAdvance("?") / 2
        painter.drawText(QPointF(x, middle.y() + metrics.capHeight() / 2), "?")


def paint_bar(
    painter: QPainter, box: QRectF, start: End, end: End, tone: QColor, *, spread: bool = False
) -> None:
    """A bar with the ends it has; `spread` fades from a dot in its middle."""
    painter.setPen(Qt.PenStyle.NoPen)
    if spread:
        half = box.width() / 2
        painter.fillRect(box, _fading(box, half, half, tone))
        painter.setBrush(tone)
        radius = box.height() * 0.8
        painter.drawEllipse(box.center(), radius, radius)
        return
    tall = box.height()
    head = min(tall * 1.7, box.width())
    body = box.adjusted(head if start is End.OPEN else 0, 0, -head if end is End.OPEN else 0, 0)
    soft = min(body.width() * 0.45, 7 * tall)
    brush = _fading(
        body, soft if start is End.FADED else 0.0, soft if end is End.FADED else 0.0, tone
    )
    painter.fillRect(body, brush)
    painter.setBrush(tone)
    if start is End.OPEN:
        _head(painter, QPointF(box.left(), box.center().y()), head, tall)
    if end is End.OPEN:
        _head(painter, QPointF(box.right(), box.center().y()), -head, tall)


def erase_bar(painter: QPainter, box: QRectF, ground: QColor, *, spread: bool) -> None:
    """Take away a bar, so that another does not show through where it fades."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(box.adjusted(-0.75, -0.75, 0.75, 0.75), ground)
    if spread:
        erase_dot(painter, box.center(), box.height() * 0.8, ground)


def _head(painter: QPainter, tip: QPointF, length: float, tall: float) -> None:
    back = tip.x() + length
    painter.drawPolygon(
        QPolygonF([tip, QPointF(back, tip.y() - tall * 1.05), QPointF(back, tip.y() + tall * 1.05)])
    )


def _fading(box: QRectF, left: float, right: float, tone: QColor) -> QBrush:
    """The tone, faded over that many pixels at each end of a box."""
    if not (left or right) or box.width() <= 0:
        return QBrush(tone)
    gradient = QLinearGradient(box.left(), 0, box.right(), 0)
    clear = with_alpha(tone, 0.0)
    gradient.setColorAt(0.0, clear if left else tone)
    gradient.setColorAt(min(left / box.width(), 0.5), tone)
    gradient.setColorAt(max(1 - right / box.width(), 0.5), tone)
    gradient.setColorAt(1.0, clear if right else tone)
    return QBrush(gradient)


# The key


class Sample(NamedTuple):
    """One line of the key: what is painted, and what it means."""

    shown: Dot | tuple[End, End] | Line
    words: str


KEY: tuple[Sample, ...] = (
    Sample(Dot.PLAIN, "known to the day or the month"),
    Sample(Dot.ABOUT, "about that time"),
    Sample(Dot.PERHAPS, "perhaps at that time"),
    Sample(Dot.SPREAD, "some time in ten years"),
    Sample((End.FIRM, End.FIRM), "lasted from then to then"),
    Sample((End.FIRM, End.FADED), "this end is not certain"),
    Sample((End.FIRM, End.OPEN), "still goes on"),
    Sample(Line.DASHED, "border known to 3 to 5 km"),
    Sample(Line.BAND, "border known only to 10 km or more"),
)


def paint_sample(
    painter: QPainter,
    box: QRectF,
    sample: Sample,
    unit: float,
    *,
    ground: QColor = theme.PAPER,
) -> None:
    """What a line of the key shows, in the middle of a box."""
    shown, middle, ink = sample.shown, box.center(), theme.INK
    if isinstance(shown, Line):
        paint_line_sample(painter, box, shown, unit)
    elif shown is Dot.SPREAD:
        paint_bar(painter, _flat(box, 5 * unit), End.FADED, End.FADED, ink, spread=True)
    elif isinstance(shown, Dot):
        paint_dot(painter, middle, 7 * GROWTH[shown] * unit, shown, ink, ground)
    else:
        paint_bar(painter, _flat(box, 5 * unit), *shown, ink)


def paint_line_sample(painter: QPainter, box: QRectF, line: Line, unit: float) -> None:
    """A short piece of border across the middle of a box."""
    left, right = QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y())
    if line is Line.BAND:
        for share, alpha in band_steps(4):
            painter.fillRect(_flat(box, 13 * share * unit), with_alpha(FRONTIER, alpha))
        return
    pen = QPen(FRONTIER, 1.8 * unit)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if line is Line.DASHED:
        set_dashes(pen, [4.6, 2.4])
    painter.setPen(pen)
    painter.drawLine(left, right)


def set_dashes(pen: QPen, dashes: Sequence[float]) -> None:
    """Draw the pen's lines in dashes."""
    pen.setDashPattern(list(dashes))


def _flat(box: QRectF, height: float) -> QRectF:
    return QRectF(box.left(), box.center().y() - height / 2, box.width(), height)

"""The paper cards of a race: what each container has come, and what comparing them shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from db.records import Mode, Run
from ui import theme
from ui.camera import Box
from ui.images import keeps
from ui.inscriptions import put
from ui.letters import Face, nothing, wrapped, write
from ui.map import style
from ui.theme import with_alpha

LEADING = 1.36
OPACITY = 0.97
HEADS = ("land km", "sea km")


class Look(NamedTuple):
    """Sizes in pixels: of the text, and of a reference pixel of the map.

    Where things are `brief` the finding leaves out what it rests on.
    """

    text: int
    unit: float
    brief: bool = False

    @property
    def bold(self) -> Face:
        return Face(serif=False, pixels=self.text, bold=True)

    @property
    def plain(self) -> Face:
        return Face(serif=False, pixels=self.text)

    @property
    def pad(self) -> float:
        return 0.55 * self.text

    @property
    def line(self) -> float:
        return LEADING * self.text

    @property
    def gap(self) -> float:
        """Between the columns of a card."""
        return 0.75 * self.text

    @property
    def container(self) -> tuple[float, float]:
        """Width and height of a container."""
        return 27 * self.unit, 18 * self.unit


class Entrant(NamedTuple):
    """A run on a card, with the name of the place that it starts from."""

    name: str
    run: Run


class Card(NamedTuple):
    """The runs by one port, under a heading that names it."""

    heading: str
    entrants: tuple[Entrant, ...]

    @property
    def family(self) -> str:
        """Whose colour the card's edge has."""
        return self.entrants[0].run.family


class _Columns(NamedTuple):
    """Where a card's columns are, in pixels from its left edge: figures are set by their right."""

    container: float
    name: float
    land: float
    sea: float
    width: float


def counted(run: Run, km: float) -> tuple[float, float]:
    """The km by land and by sea after so many km of a run."""
    land = sea = 0.0
    for leg in run.legs:
        part = min(max(km, 0.0), leg.km)
        km -= part
        if leg.mode is Mode.SEA:
            sea += part
        else:
            land += part
    return land, sea


def reads(run: Run, km: float) -> tuple[str, str]:
    """What a run's line says after so many km, by land and by sea.

    It counts the shortest that is published; what is behind it reads as far as sources differ.
    """
    land, sea = counted(run, km)
    return _figure(land, *run.land), _figure(sea, *run.sea)


def _figure(km: float, least: float, most: float) -> str:
    if km < least - 0.5 or most == least:
        return f"{km:,.0f}"
    return f"{least:,.0f}–{most:,.0f}"


@lru_cache(maxsize=16)
def _columns(card: Card, look: Look) -> _Columns:
    """The columns of a card, with room for all that it will say."""
    bold, plain = look.bold.metrics, look.plain.metrics
    container = look.pad
    name = container + look.container[0] + 0.7 * look.pad
    names = max(plain.horizontalAdvance(entrant.name) for entrant in card.entrants)
    land, sea = (
        max(
            plain.horizontalAdvance(head),
            *(
                bold.horizontalAdvance(reads(entrant.run, entrant.run.km)[column])
                for entrant in card.entrants
            ),
        )
        for column, head in enumerate(HEADS)
    )
    end = name + names + look.gap + land
    # The heading stands over containers and names, and may reach over figures, not over a head.
    heading = container + bold.horizontalAdvance(card.heading) + look.gap
    end = max(end, heading + plain.horizontalAdvance(HEADS[0]))
    last = end + look.gap + sea
    return _Columns(container, name, end, last, last + look.pad)


def card_size(card: Card, look: Look) -> tuple[int, int]:
    """The size of a card in pixels."""
    lines = 1 + len(card.entrants)
    return round(_columns(card, look).width), round(lines * look.line + 1.3 * look.pad)


def line_box(card: Card, number: int, box: Box, look: Look) -> Box:
    """What one run's line of a card covers, the card standing on that box."""
    top = box.y0 + 0.65 * look.pad + (1 + number) * look.line
    return box._replace(y0=top - 1, y1=top + look.line + 1)


def paint_card(
    painter: QPainter, box: Box, card: Card, come: Callable[[Run], float], look: Look
) -> None:
    """A card as it reads when each run has come so many km; the box is on whole pixels."""
    put(painter, box.x0, box.y0, _blank_card(card, look, round(box.width), round(box.height)))
    columns = _columns(card, look)
    for number, entrant in enumerate(card.entrants):
        baseline = _baseline(box.y0, 1 + number, look)
        ends = (columns.land, columns.sea)
        for said, end in zip(reads(entrant.run, come(entrant.run)), ends, strict=True):
            x = box.x0 + end - look.bold.metrics.horizontalAdvance(said)
            write(painter, round(x), baseline, said, look.bold, theme.INK)


def _baseline(top: float, number: int, look: Look) -> int:
    return round(top + 0.65 * look.pad + (number + 0.8) * look.line)


@keeps(32)
def _blank_card(card: Card, look: Look, width: int, height: int) -> QImage:
    """A card with all that does not change."""
    image = nothing(width, height)
    columns = _columns(card, look)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_paper(painter, Box(0, 0, width, height), style.route_colour(card.family), look)
        head = _baseline(0, 0, look)
        write(painter, round(columns.container), head, card.heading, look.bold, theme.INK)
        for said, end in zip(HEADS, (columns.land, columns.sea), strict=True):
            x = end - look.plain.metrics.horizontalAdvance(said)
            write(painter, round(x), head, said, look.plain, theme.MUTED)
        for number, entrant in enumerate(card.entrants, start=1):
            middle = 0.65 * look.pad + (number + 0.5) * look.line
            centre = QPointF(columns.container + look.container[0] / 2, middle)
            paint_container(painter, centre, entrant, look)
            baseline = _baseline(0, number, look)
            write(painter, round(columns.name), baseline, entrant.name, look.plain, theme.INK)
    return image


def paint_paper(painter: QPainter, box: Box, colour: QColor, look: Look) -> None:
    """A piece of paper with an edge in a colour."""
    edge = max(2.6 * look.unit, 1.5)
    painter.setPen(QPen(colour, edge))
    painter.setBrush(theme.veil(theme.PAPER, OPACITY))
    inside = QRectF(box.x0, box.y0, box.width, box.height).adjusted(
        edge / 2, edge / 2, -edge / 2, -edge / 2
    )
    painter.drawRoundedRect(inside, 6 * look.unit, 6 * look.unit)


def paint_container(painter: QPainter, centre: QPointF, entrant: Entrant, look: Look) -> None:
    """A container with the first letter of where it comes from."""
    width, height = look.container
    unit = look.unit
    colour = style.route_colour(entrant.run.family)
    box = QRectF(0, 0, width, height)
    box.moveCenter(centre)
    painter.setPen(QPen(theme.PAPER, 1.8 * unit))
    painter.setBrush(colour)
    painter.drawRoundedRect(box, 1.6 * unit, 1.6 * unit)
    painter.setPen(QPen(with_alpha(theme.PAPER, 0.6), 1.1 * unit))
    for share in (0.13, 0.24, 0.76, 0.87):
        x = box.left() + share * width
        painter.drawLine(QPointF(x, box.top() + 3.2 * unit), QPointF(x, box.bottom() - 3.2 * unit))
    painter.setPen(theme.PAPER)
    painter.setFont(theme.sans(0.8 * height, bold=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, entrant.name[:1])


class Finding(NamedTuple):
    """What a race shows: the lines in bold, the quiet ones, and the card's size in pixels."""

    bold: tuple[str, ...]
    quiet: tuple[str, ...]
    width: int
    height: int


@lru_cache(maxsize=16)
def set_finding(finding: str, basis: str, look: Look, room: float, most_lines: int) -> Finding:
    """A finding and its basis, in more lines than so many where there are too few pixels."""
    bold, plain = look.bold.metrics, look.plain.metrics
    most = room - 6 * look.pad
    inner = min(bold.horizontalAdvance(finding) / most_lines, most)
    while len(lines := wrapped(finding, bold, inner)) > most_lines and inner < most:
        inner += look.text
    quiet = [] if look.brief else wrapped(basis, plain, inner)
    widest = max(
        *(bold.horizontalAdvance(line) for line in lines),
        *(plain.horizontalAdvance(line) for line in quiet),
        0.0,
    )
    height = (len(lines) + len(quiet)) * look.line + 1.3 * look.pad
    return Finding(tuple(lines), tuple(quiet), round(widest + 2.6 * look.pad), round(height))


def paint_finding(painter: QPainter, box: Box, finding: Finding, look: Look) -> None:
    """The card that closes a race."""
    paint_paper(painter, box, theme.INK, look)
    x = round(box.x0 + 1.3 * look.pad)
    top = box.y0 + 0.65 * look.pad
    lines = [(line, look.bold, theme.INK) for line in finding.bold]
    lines += [(line, look.plain, theme.MUTED) for line in finding.quiet]
    for number, (line, face, colour) in enumerate(lines):
        write(painter, x, round(top + (number + 0.8) * look.line), line, face, colour)

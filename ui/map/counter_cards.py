"""The paper cards of a race: what each container has come, and what comparing them shows."""

from __future__ import annotations

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


class Look(NamedTuple):
    """Sizes in pixels: of the text, and of a reference pixel of the map.

    `brief` cards only count: colour and letter say whose they are.
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
    def container(self) -> tuple[float, float]:
        """Width and height of a container."""
        return 27 * self.unit, 18 * self.unit


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
    """What a run's card says after so many km."""
    land, sea = counted(run, km)
    on = next((leg for leg in run.legs if (km := km - leg.km) < 0), None)
    if on is None:
        how = "arrived"
    else:
        how = {Mode.SEA: "at sea", Mode.RAIL: "by rail", Mode.ROAD: "by road"}[on.mode]
    return f"{land:,.0f} km + {sea:,.0f} km", f"{run.title}: {how}"


@lru_cache(maxsize=32)
def card_size(run: Run, look: Look) -> tuple[int, int]:
    """The size of a run's card, with room for all that it will say."""
    bold, plain = look.bold.metrics, look.plain.metrics
    total = reads(run, run.km)[0]
    words = max(plain.horizontalAdvance(f"{run.title}: {how}") for how in ("arrived", "by road"))
    text = bold.horizontalAdvance(total)
    if not look.brief:
        text = max(text, words)
    width = 2.2 * look.pad + look.container[0] + 0.8 * look.pad + text
    return round(width), round((1 if look.brief else 2) * look.line + 1.3 * look.pad)


def paint_card(painter: QPainter, box: Box, run: Run, km: float, look: Look) -> None:
    """A run's card as it reads after so many km; the box is on whole pixels."""
    paper = _blank_card(run, look, round(box.width), round(box.height))
    put(painter, box.x0, box.y0, paper)
    x = round(box.x0 + 1.9 * look.pad + look.container[0])
    above, below = reads(run, km)
    top = box.y0 + 0.65 * look.pad
    write(painter, x, round(top + 0.83 * look.line), above, look.bold, theme.INK)
    if not look.brief:
        write(painter, x, round(top + 1.82 * look.line), below, look.plain, theme.MUTED)


@keeps(32)
def _blank_card(run: Run, look: Look, width: int, height: int) -> QImage:
    image = nothing(width, height)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = style.route_colour(run.family)
        paint_paper(painter, Box(0, 0, width, height), colour, look)
        centre = QPointF(1.1 * look.pad + look.container[0] / 2, height / 2)
        paint_container(painter, centre, run, look)
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


def paint_container(painter: QPainter, centre: QPointF, run: Run, look: Look) -> None:
    """A container with the first letter of where it comes from."""
    width, height = look.container
    unit = look.unit
    colour = style.route_colour(run.family)
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
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, run.title[:1])


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

"""What stands on the map: heading, legend of holders, scale bar and credits."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from db.records import Power, PowerId, Status, TerritoryId
from ui import theme
from ui.camera import Box, Viewport
from ui.doubt import Line, line_of, paint_line_sample
from ui.images import kept
from ui.map.lettering import halo_text
from ui.map.politics import UNTINTED, disputed_image, hatch_image, is_hatched, stripes_image
from ui.map.scene import Frontier, Scene
from ui.theme import INK, LINE, MUTED, PAPER, with_alpha

CREDITS = "GSHHG · Natural Earth · T. Patterson   Borders are schematic"
MOST_ENTRIES = 7
DISPUTED = "ownership disputed today"
_HOW = {
    Status.SOVEREIGN: "",
    Status.LEASED: "leased by ",
    Status.OCCUPIED: "occupied by ",
    Status.PUPPET: "",
    Status.PROTECTORATE: "protectorate of ",
    Status.JOINT: "",
}


class Entry(NamedTuple):
    """A line of the legend: a holder (or joint holders) and the way of holding."""

    names: tuple[str, ...]
    colours: tuple[str, ...]
    letters: tuple[str, ...]
    status: Status

    @property
    def text(self) -> str:
        """The entry in words."""
        if self.status is Status.PUPPET:
            return f"{self.names[0]} (puppet state)"
        if self.status is Status.JOINT:
            return "held in common by " + " and ".join(self.names)
        return _HOW[self.status] + self.names[0]


class DoubtEntry(NamedTuple):
    """A line of the legend on what is not certain: a kind of border, or disputed land (None)."""

    line: Line | None
    text: str


LegendEntry = Entry | DoubtEntry


def doubt_entries(
    scene: Scene,
    visible: Iterable[TerritoryId],
    frontiers: Iterable[Frontier],
) -> tuple[DoubtEntry, ...]:
    """What is doubtful in view: borders by how well they are known, and disputed land."""
    found: list[DoubtEntry] = []
    off: dict[Line, set[float]] = {}
    for frontier in frontiers:
        off.setdefault(line_of(frontier.accuracy_km), set()).add(frontier.accuracy_km)
    for line in (Line.DASHED, Line.BAND):
        if line in off:
            least, most = f"{min(off[line]):g}", f"{max(off[line]):g}"
            said = least if least == most else f"{least}–{most}"
            found.append(DoubtEntry(line, f"border known to about {said} km"))
    seen = set(visible)
    if any(is_hatched(fill) for fill in scene.fills if fill.territory in seen):
        found.append(DoubtEntry(None, DISPUTED))
    return tuple(found)


def entry_of(holders: Iterable[Power], status: Status) -> Entry:
    """How holders and their way of holding are listed."""
    holders = tuple(holders)
    return Entry(
        tuple(holder.short_name for holder in holders),
        tuple(holder.colour for holder in holders),
        tuple(holder.letter for holder in holders),
        status,
    )


def legend_entries(
    scene: Scene,
    powers: dict[PowerId, Power],
    visible: Iterable[TerritoryId],
    most: int = MOST_ENTRIES,
) -> tuple[Entry, ...]:
    """The holders of the land in view, at most so many, sovereigns first."""
    seen = set(visible)
    found: dict[Entry, float] = {}
    for fill in scene.fills:
        if fill.territory not in seen:
            continue
        for tint in fill.tints:
            holders = [powers[power] for power in tint.powers]
            if tint.weight < 0.5 or all(holder.family == UNTINTED for holder in holders):
                continue
            entry = entry_of(holders, tint.status)
            found[entry] = max(found.get(entry, 0.0), fill.stress)
    # Where there are too many, those that the stop points at go first.
    ranked = sorted(found, key=lambda entry: -found[entry])[:most]
    return tuple(sorted(ranked, key=lambda entry: (list(Status).index(entry.status), entry.names)))


@lru_cache(maxsize=8)
def legend_picture(entries: tuple[LegendEntry, ...], unit: float) -> QImage:
    """The legend as a card."""
    font = theme.sans(16 * unit)
    metrics = QFontMetricsF(font)
    line, pad = 31 * unit, 14 * unit
    swatch = 26 * unit
    widest = max((metrics.horizontalAdvance(entry.text) for entry in entries), default=0)
    width = round(widest + swatch + 2.8 * pad)
    height = round(line * len(entries) + 1.2 * pad)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(0.5, 0.5, width - 1, height - 1), 4 * unit)
        painter.setFont(font)
        for number, entry in enumerate(entries):
            top = 0.6 * pad + number * line
            plate = QRectF(pad, top + 5 * unit, swatch, 21 * unit)
            if isinstance(entry, DoubtEntry):
                _doubt_swatch(painter, plate, entry, unit)
            else:
                paint_swatch(painter, plate, entry, unit)
            painter.setPen(INK)
            box = QRectF(pad * 1.8 + swatch, top, width, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, entry.text)
    return kept(image)


def paint_card(painter: QPainter, box: QRectF, radius: float) -> None:
    """A card of paper that words can stand on."""
    painter.setPen(QPen(LINE, 1))
    painter.setBrush(with_alpha(PAPER, 0.94))
    painter.drawRoundedRect(box, radius, radius)


def paint_swatch(
    painter: QPainter, box: QRectF, entry: Entry, unit: float, edge: QColor = INK
) -> None:
    """The colour, pattern and letter of a holder."""
    path = QPainterPath()
    path.addRoundedRect(box, 3 * unit, 3 * unit)
    if entry.status is Status.JOINT and len(entry.colours) > 1:
        painter.fillPath(path, QBrush(stripes_image(entry.colours, round(6 * unit), 1.0)))
    else:
        strength = 1.0 if entry.status is Status.SOVEREIGN else 0.35
        painter.fillPath(path, with_alpha(QColor(entry.colours[0]), strength))
        if entry.status is not Status.SOVEREIGN:
            hatch = hatch_image(entry.colours[0], entry.status, round(8 * unit), 1.0)
            painter.fillPath(path, QBrush(hatch))
    painter.strokePath(path, QPen(edge, max(1.0, unit)))
    if len(entry.letters) == 1:
        _letter(painter, box, entry.letters[0], unit)


def _doubt_swatch(painter: QPainter, box: QRectF, entry: DoubtEntry, unit: float) -> None:
    if entry.line is not None:
        paint_line_sample(painter, box, entry.line, unit)
        return
    path = QPainterPath()
    path.addRoundedRect(box, 3 * unit, 3 * unit)
    painter.fillPath(path, QBrush(disputed_image(round(9 * unit), 1.0)))
    painter.strokePath(path, QPen(INK, max(1.0, unit)))


def _letter(painter: QPainter, box: QRectF, letter: str, unit: float) -> None:
    plate = QRectF(0, 0, 15 * unit, 15 * unit)
    plate.moveCenter(box.center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(with_alpha(PAPER, 0.95))
    painter.drawRoundedRect(plate, 2 * unit, 2 * unit)
    painter.setPen(INK)
    painter.save()
    painter.setFont(theme.sans(12 * unit, bold=True))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


def scale_length(metres: float, most: float) -> int:
    """The roundest length (metres) of at most `most` pixels at `metres` a pixel."""
    reach = metres * most
    power = 1
    while power * 10 <= reach:
        power *= 10
    return max(step * power for step in (1, 2, 5) if step * power <= max(reach, power))


def paint_scale(painter: QPainter, view: Viewport, right: float, bottom: float, unit: float) -> Box:
    """The scale bar with its lower right corner there; returns the box that it takes."""
    length = scale_length(view.metres, 150 * unit)
    width = length / view.metres
    text = f"{length // 1000} km" if length >= 1000 else f"{length} m"
    font = theme.sans(14.5 * unit, bold=True)
    box = Box(right - width - 4 * unit, bottom - 30 * unit, right, bottom)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    halo_text(painter, right - width, bottom - 10 * unit, text, font, INK, 5 * unit)
    for colour, thick in ((PAPER, 6.0), (INK, 3.0)):
        painter.setPen(QPen(colour, thick * unit))
        painter.drawLine(
            QPointF(right - width, bottom - 2 * unit), QPointF(right, bottom - 2 * unit)
        )
    painter.restore()
    return box


def paint_credits(painter: QPainter, right: float, bottom: float, unit: float) -> Box:
    """Who made the data, small, with its lower right corner there."""
    picture = _credits(unit)
    painter.drawImage(QPointF(right - picture.width(), bottom - picture.height()), picture)
    return Box(right - picture.width(), bottom - picture.height(), right, bottom)


@lru_cache(maxsize=4)
def _credits(unit: float) -> QImage:
    font = theme.sans(11.5 * unit)
    metrics = QFontMetricsF(font)
    width = round(metrics.horizontalAdvance(CREDITS) + 6 * unit)
    image = QImage(width, round(17 * unit), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        halo_text(painter, 3 * unit, 13 * unit, CREDITS, font, MUTED, 3.5 * unit)
    return kept(image)


@lru_cache(maxsize=16)
def year_picture(year: str, unit: float) -> QImage:
    """The giant year."""
    return _words(year, theme.serif(88 * unit), 10 * unit)


@lru_cache(maxsize=8)
def line_picture(line: str, unit: float) -> QImage:
    """The line below the year: date and place."""
    return _words(line, theme.sans(21 * unit, bold=True), 6 * unit)


def _words(text: str, font: QFont, halo: float) -> QImage:
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(text) + 2 * halo
    height = metrics.capHeight() + metrics.descent() + 2 * halo
    image = QImage(round(width), round(height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        halo_text(painter, halo, halo + metrics.capHeight(), text, font, INK, halo)
    return kept(image)

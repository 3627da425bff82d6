"""The legend as a card: what its entries say, and how they are drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from db.records import Power, PowerId, Status, TerritoryId
from ui import theme
from ui.doubt import Line, line_of, paint_line_sample
from ui.images import keeps, kept
from ui.inscriptions import COVER, note_stroke, write, write_in
from ui.map import style
from ui.map.politics import (
    UNTINTED,
    disputed_image,
    hatch_image,
    is_hatched,
    mark_image,
    stripes_image,
)
from ui.map.scene import Frontier, Scene
from ui.theme import with_alpha

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
    family: str = ""

    @property
    def text(self) -> str:
        """The entry in words."""
        if self.status is Status.PUPPET:
            return f"{self.names[0]} (puppet state)"
        if self.status is Status.JOINT:
            return "shared by " + " and ".join(self.names)
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
        holders[0].family,
    )


def ranked_entries(
    scene: Scene, powers: dict[PowerId, Power], visible: Iterable[TerritoryId]
) -> list[Entry]:
    """The holders of the land in view; those that the stop points at go first."""
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
    return sorted(found, key=lambda entry: -found[entry])


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries as a legend lists them, sovereigns first."""
    return tuple(sorted(entries, key=lambda entry: (list(Status).index(entry.status), entry.names)))


def legend_shape(entries: tuple[LegendEntry, ...], unit: float, least: int = 0) -> tuple[int, int]:
    """Width and height of a legend in pixels."""
    metrics = QFontMetricsF(theme.sans(legend_size(unit, least)))
    line, pad = legend_line(unit, least), 14 * unit
    widest = max((metrics.horizontalAdvance(entry.text) for entry in entries), default=0)
    width = round(widest + _swatch(unit, least) + 2.8 * pad)
    return width, round(line * len(entries) + 1.2 * pad)


def _swatch(unit: float, least: int) -> float:
    small = 39 if style.colours().marked else 26  # a pattern is to be seen beside the letter
    return 1.3 * legend_line(unit, least) if least else small * unit


@keeps(8)
def legend_picture(entries: tuple[LegendEntry, ...], unit: float, least: int = 0) -> QImage:
    """The legend as a card; its text is at least `least` pixels large."""
    font = theme.sans(legend_size(unit, least))
    line, pad, swatch = legend_line(unit, least), 14 * unit, _swatch(unit, least)
    width, height = legend_shape(entries, unit, least)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(0.5, 0.5, width - 1, height - 1), 4 * unit)
        painter.setFont(font)
        for number, entry in enumerate(entries):
            top = 0.6 * pad + number * line
            plate = QRectF(pad, top + 0.14 * line, swatch, 0.72 * line)
            if isinstance(entry, DoubtEntry):
                _doubt_swatch(painter, plate, entry, unit)
            else:
                paint_swatch(painter, plate, entry, unit, least=least)
            painter.setPen(theme.INK)
            box = QRectF(pad * 1.8 + swatch, top, width, line)
            write_in(painter, box, Qt.AlignmentFlag.AlignVCenter, entry.text)
    return kept(image)


def legend_size(unit: float, least: int) -> float:
    """The size of the legend's text in pixels."""
    return max(16 * unit, least)


def legend_line(unit: float, least: int) -> float:
    """The distance of the legend's lines in pixels."""
    return max(31 * unit, 1.45 * least)


def paint_card(painter: QPainter, box: QRectF, radius: float) -> None:
    """A card of paper that words can stand on."""
    strong = theme.worn().contrast
    painter.setPen(QPen(theme.LINE, max(0.4 * radius, 1.0) if strong else 1))
    painter.setBrush(theme.veil(theme.PAPER, 0.94))
    painter.drawRoundedRect(box, radius, radius)
    whole = QPainterPath()
    whole.addRect(box)
    note_stroke(painter, COVER, whole, 1, theme.PAPER)


def paint_swatch(
    painter: QPainter,
    box: QRectF,
    entry: Entry,
    unit: float,
    edge: QColor | None = None,
    *,
    least: int = 0,
) -> None:
    """The colour, pattern and letter of a holder."""
    edge = edge or theme.INK
    path = QPainterPath()
    path.addRoundedRect(box, 3 * unit, 3 * unit)
    if entry.status is Status.JOINT and len(entry.colours) > 1:
        painter.fillPath(path, QBrush(stripes_image(entry.colours, round(6 * unit), 1.0)))
    else:
        firm = style.colours().stressed if style.colours().marked else 1.0
        strength = firm if entry.status is Status.SOVEREIGN else 0.35
        painter.fillPath(path, with_alpha(QColor(entry.colours[0]), strength))
        if entry.status is not Status.SOVEREIGN:
            hatch = hatch_image(entry.colours[0], entry.status, round(8 * unit), 1.0)
            painter.fillPath(path, QBrush(hatch))
        elif style.colours().marked:
            mark = mark_image(entry.colours[0], entry.family, round(0.42 * box.height()), 1.0)
            painter.fillPath(path, QBrush(mark))
    painter.strokePath(path, QPen(edge, max(1.0, unit)))
    note_stroke(painter, "swatch", path, max(1.0, unit), edge)
    if len(entry.letters) == 1:
        _letter(painter, box, entry.letters[0], unit, least)


def _doubt_swatch(painter: QPainter, box: QRectF, entry: DoubtEntry, unit: float) -> None:
    if entry.line is not None:
        paint_line_sample(painter, box, entry.line, unit)
        return
    path = QPainterPath()
    path.addRoundedRect(box, 3 * unit, 3 * unit)
    painter.fillPath(path, QBrush(disputed_image(round(9 * unit), 1.0)))
    painter.strokePath(path, QPen(theme.INK, max(1.0, unit)))


def _letter(painter: QPainter, box: QRectF, letter: str, unit: float, least: int) -> None:
    size = max(12 * unit, least)
    font = theme.sans(size, bold=True)
    wide = QFontMetricsF(font).horizontalAdvance(letter) + 0.45 * size
    plate = QRectF(0, 0, max(wide, 15 * unit), min(1.25 * size, box.height() - 2 * unit))
    plate.moveCenter(box.center())
    if style.colours().marked:
        plate.moveLeft(box.left() + unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.PAPER)
    painter.drawRoundedRect(plate, 2 * unit, 2 * unit)
    painter.setPen(theme.INK)
    painter.save()
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    x = plate.center().x() - metrics.horizontalAdvance(letter) / 2
    write(painter, x, plate.center().y() + metrics.capHeight() / 2, letter)
    painter.restore()

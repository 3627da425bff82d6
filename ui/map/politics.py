"""Paints what the date decides: who holds which land and how, and the lines between."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from db.records import Power, PowerId, Status, TerritoryId
from ui.camera import Viewport
from ui.images import kept
from ui.map import style
from ui.map.basemap import Basemap, Shape
from ui.map.ground import hairline, plane_transform, union, visible
from ui.map.scene import Fill, Scene, Tint
from ui.theme import with_alpha

UNTINTED = "other"
LEAST_TILE = 160  # pixels
TILES_KEPT = 16  # of 100 KB; a fade needs another at every frame


class Politics:
    """Paints the tints and frontiers of a scene."""

    def __init__(self, basemap: Basemap, powers: dict[PowerId, Power]) -> None:
        self._basemap = basemap
        self._powers = powers

    def paint_tints(
        self, painter: QPainter, view: Viewport, scene: Scene, *, unit: float, fine: bool
    ) -> None:
        """Paint the holders' colours over the ground; `fine` smooths every edge."""
        painter.save()
        painter.setTransform(plane_transform(view))
        pieces = visible(self._basemap, "land", view, fine=fine)
        for fill in scene.fills:
            if fill.territory in pieces:
                self._fill(painter, pieces[fill.territory], fill, unit=unit, fine=fine)
        painter.restore()

    def paint_lines(
        self, painter: QPainter, view: Viewport, scene: Scene, *, unit: float, fine: bool
    ) -> None:
        """Paint the coasts of what is stressed, and the frontiers."""
        painter.save()
        painter.setTransform(plane_transform(view))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._outline(painter, view, scene, unit=unit, fine=fine)
        self._frontiers(painter, view, scene, unit=unit, fine=fine)
        painter.restore()

    def _fill(
        self, painter: QPainter, pieces: tuple[Shape, ...], fill: Fill, *, unit: float, fine: bool
    ) -> None:
        brushes = [brush for tint in fill.tints for brush in self._brushes(tint, fill, unit)]
        if not brushes:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, fine)
        path = union(pieces)
        transform = painter.transform()
        patterned = [b for b in brushes if b.style() is Qt.BrushStyle.TexturePattern]
        for brush in brushes:
            if brush not in patterned:
                painter.fillPath(path, brush)
        if patterned:
            # Patterns keep their size on the picture whatever the zoom.
            painter.resetTransform()
            mapped = transform.map(path)
            for brush in patterned:
                painter.fillPath(mapped, brush)
            painter.setTransform(transform)

    def _brushes(self, tint: Tint, fill: Fill, unit: float) -> list[QBrush]:
        powers = [self._powers[power] for power in tint.powers]
        if all(power.family == UNTINTED for power in powers):
            return []
        colours = tuple(power.colour for power in powers)
        look = style.colours()
        strength = look.faint + (look.stressed - look.faint) * fill.stress
        if tint.status is Status.JOINT and len(colours) > 1:
            stripes = stripes_image(colours, round(9 * unit), strength * 1.25 * tint.weight)
            return [QBrush(stripes)]
        brushes = [QBrush(with_alpha(QColor(colours[0]), strength * tint.weight))]
        pattern = tint.status if not fill.disputed else Status.JOINT
        if pattern is not Status.SOVEREIGN:
            alpha = look.pattern * (0.55 + 0.45 * fill.stress) * tint.weight
            brushes.append(QBrush(hatch_image(colours[0], pattern, round(10 * unit), alpha)))
        return brushes

    def _outline(
        self, painter: QPainter, view: Viewport, scene: Scene, *, unit: float, fine: bool
    ) -> None:
        """The coast of a stressed territory, in its holder's colour."""
        stressed = {fill.territory: fill for fill in scene.fills if fill.stress > 0.01}
        if not stressed:
            return
        coasts = visible(self._basemap, "coast", view, fine=fine)
        for territory, fill in stressed.items():
            for tint in fill.tints:
                colour = QColor(self._powers[tint.powers[0]].colour).darker(style.colours().outline)
                pen = hairline(with_alpha(colour, fill.stress * tint.weight))
                if fine:
                    pen.setWidthF(style.colours().outline_width * unit)
                painter.setPen(pen)
                if territory in coasts:
                    painter.drawPath(union(coasts[territory]))

    def _frontiers(
        self, painter: QPainter, view: Viewport, scene: Scene, *, unit: float, fine: bool
    ) -> None:
        lines = visible(self._basemap, "border", view, fine=fine)
        for frontier in scene.frontiers:
            if frontier.code not in lines:
                continue
            path = union(lines[frontier.code])
            for alpha, dashes in ((frontier.firm, None), (frontier.soft * 0.8, [3.0, 3.0])):
                if alpha > 0.02:
                    pen = frontier_pen(alpha, dashes, unit=unit, fine=fine)
                    painter.setPen(pen)
                    painter.drawPath(path)


def frontier_pen(alpha: float, dashes: list[float] | None, *, unit: float, fine: bool) -> QPen:
    """Firm frontiers are solid, lines within one state's land are dashed."""
    pen = hairline(with_alpha(style.FRONTIER, alpha), dashes=dashes)
    if fine:
        pen.setWidthF(style.colours().frontier_width * unit)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    return pen


@lru_cache(maxsize=TILES_KEPT)
def _hatch(colour: str, status: Status, size: int, alpha: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(colour)
        ink.setAlpha(alpha)
        pen = QPen(ink, size / 5)
        painter.setPen(pen)
        if status is Status.OCCUPIED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            for x, y in ((0.25, 0.25), (0.75, 0.75)):
                painter.drawEllipse(QPointF(size * x, size * y), size / 9, size / 9)
        elif status is Status.PROTECTORATE:
            painter.drawLine(QPointF(0, size / 2), QPointF(size, size / 2))
        else:
            falling = status is Status.PUPPET
            for shift in (-size, 0, size):
                top, bottom = (0, size) if falling else (size, 0)
                painter.drawLine(QPointF(shift, top), QPointF(shift + size, bottom))
    return _repeated(image)


def hatch_image(colour: str, status: Status, size: int, alpha: float) -> QImage:
    """One tile of the pattern of a status: lease /, puppet state \\, occupation dots."""
    return _hatch(colour, status, max(size, 4), round(alpha * 63) * 4)


@lru_cache(maxsize=TILES_KEPT)
def _stripes(colours: tuple[str, ...], size: int, alpha: int) -> QImage:
    side = size * len(colours)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    for y in range(side):
        for x in range(side):
            colour = QColor(colours[(x + y) % side // size])
            colour.setAlpha(alpha)
            image.setPixelColor(x, y, colour)
    return _repeated(image)


def _repeated(tile: QImage) -> QImage:
    """The tile many times over: Qt fills faster with long rows."""
    times = max(LEAST_TILE // tile.width(), 1)
    image = QImage(tile.size() * times, tile.format())
    image.fill(0)
    with QPainter(image) as painter:
        painter.fillRect(image.rect(), QBrush(tile))
    return kept(image)


def stripes_image(colours: tuple[str, ...], size: int, alpha: float) -> QImage:
    """One tile of the diagonal stripes of a joint holding."""
    return _stripes(colours, max(size, 3), round(min(alpha, 1.0) * 63) * 4)


def territories_in_view(basemap: Basemap, view: Viewport) -> set[TerritoryId]:
    """The territories of which any land is in view."""
    box = view.box
    return {
        TerritoryId(code)
        for code, shapes in visible(basemap, "land", view, fine=False).items()
        if any(shape.box.meets(box) for shape in shapes)
    }

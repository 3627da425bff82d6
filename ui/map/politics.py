"""Paints what the date decides: who holds which land and how, and the lines between."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, log, sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
)

from db.records import Power, PowerId, Status, TerritoryId
from ui import theme
from ui.camera import Viewport
from ui.doubt import DASHES, DOTS, Line, band_steps, line_of
from ui.images import keeps, kept
from ui.inscriptions import note_stroke
from ui.map import style
from ui.map.basemap import Basemap, Shape
from ui.map.ground import draw_line, hairline, plane_transform, union, visible
from ui.map.scene import Fill, Frontier, Scene, Tint
from ui.theme import with_alpha

UNTINTED = "other"
LEAST_TILE = 160  # pixels
BAND_LEVEL = 1  # of the base map: finer than any band is wide
LEAST_SEEN = 30.0  # reference pixels of a frontier that the legend speaks of
LEAST_BAND = 8.0  # reference pixels
WIDE_BAND = 24.0  # reference pixels from which on a band is painted in more steps, and fainter
FAINTEST = 0.3
MOVING_BAND = (0.7, 0.32)  # while things move: the part of its width, and its opacity
BAND_STEP = 1.15  # bands widen by so much at a time, so that they can be kept
SOFT = 0.8  # how strongly a line within one state's land shows
TILES_KEPT = 16  # of about 10 KB; a fade needs another at every frame


class Politics:
    """Paints the tints and frontiers of a scene."""

    def __init__(self, basemap: Basemap, powers: dict[PowerId, Power]) -> None:
        self._basemap = basemap
        self._powers = powers
        self._bands = lru_cache(maxsize=512)(self._make_band)
        self._joined = lru_cache(maxsize=64)(self._join)
        self._lines: dict[str, QPainterPath] | None = None

    def prepare(self) -> None:
        """Make the lines of the bands."""
        self._band_lines()

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
        self,
        painter: QPainter,
        view: Viewport,
        scene: Scene,
        *,
        unit: float,
        fine: bool,
        doubt: bool = True,
    ) -> None:
        """Paint the coasts of what is stressed, and the frontiers; `doubt` shows how well these
        are known."""
        painter.save()
        painter.setTransform(plane_transform(view))
        if doubt:
            self._paint_bands(painter, view, scene, unit=unit, fine=fine)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._outline(painter, view, scene, unit=unit, fine=fine)
        self._frontiers(painter, view, scene, unit=unit, fine=fine, doubt=doubt)
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
        alpha = look.pattern * (0.55 + 0.45 * fill.stress) * tint.weight
        if fill.disputed:
            brushes.append(QBrush(disputed_image(round(12 * unit), alpha)))
        elif tint.status is not Status.SOVEREIGN:
            brushes.append(QBrush(hatch_image(colours[0], tint.status, round(10 * unit), alpha)))
        elif look.marked:
            family, strong = powers[0].family, (0.5 + 0.5 * fill.stress) * tint.weight
            brushes.append(QBrush(mark_image(colours[0], family, round(26 * unit), strong)))
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
                if territory not in coasts:
                    continue
                colour = QColor(self._powers[tint.powers[0]].colour).darker(style.colours().outline)
                colour = with_alpha(colour, fill.stress * tint.weight)
                opaque = fine and colour.alpha() == 255
                width = style.colours().outline_width * unit if opaque else 1
                path = union(coasts[territory])
                draw_line(painter, view, path, colour, width)
                note_stroke(painter, "outline", path, width, colour)

    def _frontiers(
        self,
        painter: QPainter,
        view: Viewport,
        scene: Scene,
        *,
        unit: float,
        fine: bool,
        doubt: bool,
    ) -> None:
        lines = visible(self._basemap, "border", view, fine=fine)
        for frontier in scene.frontiers:
            line = line_of(frontier.accuracy_km) if doubt else Line.FIRM
            if frontier.code not in lines or line is Line.BAND:
                continue
            path = union(lines[frontier.code])
            for alpha, known in ((frontier.firm, None), (frontier.soft * SOFT, DOTS)):
                if alpha > 0.02:
                    dashes = DASHES if line is Line.DASHED else known
                    pen = frontier_pen(alpha, dashes, unit=unit, fine=fine)
                    painter.setPen(pen)
                    painter.drawPath(path)
                    if dashes is None:
                        note_stroke(painter, "frontier", path, pen.widthF(), pen.color())

    # Bands

    def _paint_bands(
        self, painter: QPainter, view: Viewport, scene: Scene, *, unit: float, fine: bool
    ) -> None:
        """Frontiers known to several kilometres only, as wide on the ground as they may be off.

        Those of one strength are one area, so that they do not darken where they meet.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, fine)
        seen, lines = _seen(view), self._band_lines()
        alike: dict[tuple[int, int], list[tuple[str, float]]] = {}
        for frontier in scene.frontiers:
            if line_of(frontier.accuracy_km) is not Line.BAND or frontier.code not in lines:
                continue
            width = band_width(frontier.accuracy_km, view.metres, unit)
            if self._bands(frontier.code, width, fine)[1].intersects(seen):
                pixels = width / view.metres / unit
                strength = (frontier.firm + SOFT * frontier.soft) * _faintness(pixels)
                steps = 8 if pixels > WIDE_BAND else 3
                key = round(strength * 25), steps
                alike.setdefault(key, []).append((frontier.code, width))
        for (strength, steps), members in sorted(alike.items()):
            for share, added in band_steps(steps) if fine else (MOVING_BAND,):
                path = self._joined(tuple(members), share, fine)
                painter.fillPath(path, with_alpha(theme.FRONTIER, min(added * strength / 25, 1.0)))

    def _join(
        self, members: tuple[tuple[str, float], ...], share: float, smooth: bool
    ) -> QPainterPath:
        """The bands of several frontiers, at a share of their widths, as one area."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for code, width in members:
            path.addPath(self._bands(code, width * share, smooth)[0])
        return path

    def _band_lines(self) -> dict[str, QPainterPath]:
        """Every frontier as one line, in no more detail than a band needs."""
        if self._lines is None:
            pieces = self._basemap.pieces(BAND_LEVEL, "border", self._basemap.bounds)
            self._lines = {code: union(shapes) for code, shapes in pieces.items()}
        return self._lines

    def _make_band(self, code: str, width: float, smooth: bool) -> tuple[QPainterPath, QRectF]:
        """A frontier as an area of that width in metres, and the box around it.

        One with `smooth` bends takes three times as long to paint.
        """
        stroker = QPainterPathStroker()
        stroker.setWidth(width)
        if smooth:
            stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
            stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        else:
            stroker.setCapStyle(Qt.PenCapStyle.SquareCap)
            stroker.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        path = stroker.createStroke(self._band_lines()[code])
        path.setFillRule(Qt.FillRule.WindingFill)
        return path, path.boundingRect()


def is_hatched(fill: Fill) -> bool:
    """Whether a territory carries the crossed lines of disputed land: not where it is striped."""
    return fill.disputed and any(
        tint.weight >= 0.5 and not (tint.status is Status.JOINT and len(tint.powers) > 1)
        for tint in fill.tints
    )


def band_width(accuracy_km: float, metres: float, unit: float) -> float:
    """The width in metres of a band: what it may be off to either side, or enough to be seen."""
    true = 2000 * accuracy_km
    least = LEAST_BAND * unit * metres
    if true >= least:
        return true
    return float(true * BAND_STEP ** ceil(log(least / true, BAND_STEP)))


def _faintness(pixels: float) -> float:
    """How strongly a band of that width shows: wide ones must not hide the map."""
    return max(min(sqrt(WIDE_BAND / pixels), 1.0), FAINTEST)


def _seen(view: Viewport) -> QRectF:
    box = view.box
    return QRectF(box.x0, box.y0, box.width, box.height)


def frontiers_in_view(
    basemap: Basemap, view: Viewport, scene: Scene, unit: float
) -> list[Frontier]:
    """The frontiers of a scene that show, and are in view at more than a glance."""
    box, least = view.box, LEAST_SEEN * unit * view.metres
    lines = visible(basemap, "border", view, fine=False)
    return [
        frontier
        for frontier in scene.frontiers
        if frontier.firm + frontier.soft >= 0.5
        if sum(
            max(shape.box.width, shape.box.height)
            for shape in lines.get(frontier.code, ())
            if shape.box.meets(box)
        )
        >= least
    ]


def frontier_pen(alpha: float, dashes: list[float] | None, *, unit: float, fine: bool) -> QPen:
    """A line of the frontiers: solid, in dashes or in dots."""
    pen = hairline(with_alpha(theme.FRONTIER, alpha), dashes=dashes)
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
def _mark(colour: str, family: str, size: int, alpha: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(colour).darker(170)
        ink.setAlpha(alpha)
        painter.setPen(QPen(ink, max(size / 16, 1.0)))
        middle, arm = size / 2, size / 7
        if family == "china":
            painter.drawLine(QPointF(middle, 0), QPointF(middle, size))
        elif family == "russia":
            painter.drawLine(QPointF(middle - arm, middle), QPointF(middle + arm, middle))
            painter.drawLine(QPointF(middle, middle - arm), QPointF(middle, middle + arm))
        elif family == "japan":
            painter.drawEllipse(QPointF(middle, middle), arm, arm)
        elif family == "korea":
            painter.drawLine(QPointF(middle - arm, middle), QPointF(middle, middle - arm))
            painter.drawLine(QPointF(middle, middle - arm), QPointF(middle + arm, middle))
    return _repeated(image)


def mark_image(colour: str, family: str, size: int, alpha: float) -> QImage:
    """One tile of the mark of a family of powers, for who cannot tell colours apart: lines of
    China, crosses of Russia, rings of Japan, roofs of Korea."""
    return _mark(colour, family, max(size, 8), round(min(alpha, 1.0) * 63) * 4)


@keeps(TILES_KEPT)
def _crossed_lines(size: int, alpha: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(theme.INK)
        ink.setAlpha(alpha)
        painter.setPen(QPen(ink, max(size / 11, 1.0)))
        for shift in (-size, 0, size):
            painter.drawLine(QPointF(shift, 0), QPointF(shift + size, size))
            painter.drawLine(QPointF(shift, size), QPointF(shift + size, 0))
    return _repeated(image)


def disputed_image(size: int, alpha: float) -> QImage:
    """One tile of the crossed lines over land whose ownership is disputed."""
    return _crossed_lines(max(size, 4), round(min(alpha, 1.0) * 63) * 4)


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
    """The tile many times over in a row: Qt fills faster with long rows."""
    times = max(LEAST_TILE // tile.width(), 1)
    image = QImage(tile.width() * times, tile.height(), tile.format())
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

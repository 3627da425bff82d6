"""The same map by a plain matplotlib and cartopy canvas: what the painting is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

import numpy as np
from PySide6.QtGui import QImage, QPainter, QPainterPath

from db.library import Library
from db.records import World
from tests.bench.measures import Row, row, timed
from ui import no_downloads
from ui.camera import Camera
from ui.flight import Instant
from ui.map.basemap import Basemap
from ui.map.picture import MapPicture
from ui.map.scene import Emphasis, SceneMaker
from ui.state import ViewState, at_step

DPI = 100
TIMES = 12


def cartopy_rows(library: Library) -> Iterable[Row]:
    """How long matplotlib with cartopy takes for one frame, and our painting for the same."""
    world, basemap, size = library.world(), Basemap(), (1920, 1080)
    picture = MapPicture(world, basemap, library.event)
    state = at_step(world, world.tours[0].id, 8)
    ours = row(
        f"our map, whole frame in motion, {size[0]} x {size[1]}", _ours(picture, state, size)
    )
    yield ours
    yield from _theirs(world, basemap, picture, state.camera, size, ours)


def _ours(picture: MapPicture, state: ViewState, size: tuple[int, int]) -> list[float]:
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    picture.prepare()
    taken = timed(lambda: picture.paint(painter, state, *size, unit=1.0, fine=False), TIMES)
    painter.end()
    return taken


def _theirs(
    world: World,
    basemap: Basemap,
    picture: MapPicture,
    camera: Camera,
    size: tuple[int, int],
    ours: Row,
) -> Iterable[Row]:
    import cartopy.crs as ccrs
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    no_downloads.forbid()

    width, height = size
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    canvas: Any = FigureCanvasAgg(figure)
    crs = ccrs.LambertConformal(128, 42, standard_parallels=(34, 50))
    axes: Any = figure.add_axes((0, 0, 1, 1), projection=crs)
    instant = Instant.still(camera, world.as_of, world.marks[-1].event)
    view = picture.viewport(instant, width, height)
    box = view.box
    axes.set_xlim(box.x0, box.x1)
    axes.set_ylim(box.y0, box.y1)
    _draw_ground(axes, basemap, view.metres)
    lines, moving = _draw_politics(axes, world, basemap, instant, view.metres)
    canvas.draw()
    redrawn = timed(canvas.draw, TIMES)
    against = ("our map", ours.median)
    yield row(
        f"matplotlib + cartopy, whole frame redrawn, {width} x {height}", redrawn, against=against
    )

    for artist in (*lines, moving):
        artist.set_animated(True)
    canvas.draw()
    background = canvas.copy_from_bbox(axes.bbox)

    def blit() -> None:
        canvas.restore_region(background)
        for artist in (*lines, moving):
            axes.draw_artist(artist)
        canvas.blit(axes.bbox)

    yield row(
        f"matplotlib + cartopy, camera at rest, tints and rails blitted, {width} x {height}",
        timed(blit, TIMES),
        against=against,
    )


def _draw_ground(axes: Any, basemap: Basemap, metres: float) -> None:
    for name in ("sea", "land"):
        image, covered = basemap.relief(name)
        axes.imshow(
            _pixels(image),
            extent=(covered.x0, covered.x1, covered.y0, covered.y1),
            origin="upper",
            transform=axes.transData,
            zorder=0 if name == "sea" else 1,
        )
    level = basemap.level_for(metres, basemap.bounds)
    for layer, colour in (("river", "#6FA3CC"), ("coast", "#4F6F84")):
        for shape in chain(*basemap.pieces(level, layer, basemap.bounds).values()):
            for ring in _rings(shape.path):
                axes.plot(ring[:, 0], ring[:, 1], color=colour, lw=0.7, zorder=2)


def _draw_politics(
    axes: Any, world: World, basemap: Basemap, instant: Instant, metres: float
) -> tuple[list[Any], Any]:
    from matplotlib.collections import PolyCollection

    maker = SceneMaker(world, (), lambda event: Emphasis())
    scene = maker.at(instant)
    colours = {fill.territory: world.powers[fill.tints[0].powers[0]].colour for fill in scene.fills}
    rings, tints = [], []
    level = basemap.level_for(metres, basemap.bounds)
    for shape in chain(*basemap.pieces(level, "land", basemap.bounds).values()):
        for ring in _rings(shape.path):
            rings.append(ring)
            tints.append((colours.get(shape.code, "#cccccc"), 0.2))  # type: ignore[call-overload]
    tinted = PolyCollection(rings, facecolors=tints, zorder=3)
    axes.add_collection(tinted)
    lines = [
        axes.plot(*np.array(track.route.points).T, color="#1E2A35", lw=2, zorder=4)[0]
        for track in scene.tracks
    ]
    return lines, tinted


def _rings(path: QPainterPath) -> list[np.ndarray[Any, Any]]:
    polygons: Any = path.toSubpathPolygons()  # the stubs do not say that polygons are sequences
    return [np.array([(point.x(), point.y()) for point in polygon]) for polygon in polygons]


def _pixels(image: QImage) -> np.ndarray[Any, Any]:
    raw = np.frombuffer(image.constBits(), np.uint8)
    return raw.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width(), 2::-1]

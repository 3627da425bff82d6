"""The base map as built: shapes on the map plane by level of detail, and the relief.

The file is written by `assets.basemap.build`. A shape is a `QPainterPath` in metres, y up, cut at
the cells of a grid; the pieces of one code share their cut edges to the bit, so that a path of
several pieces fills without a seam.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtGui import QImage, QPainterPath

from ui.camera import Box

LAYERS = ("land", "coast", "border", "lake", "river")
EVERYWHERE = (0, 1, 2)  # the levels that are not kept to the focus of the story
RELIEFS_KEPT = 2  # the sea and one of the land, 1.3 and 5.2 MB
PAGES_KEPT = 128  # KB; a shape is read once
FOLDER = Path(__file__).resolve().parents[2] / "assets" / "basemap"


class Shape:
    """One piece of a layer; its path is read from the file when it is first asked for."""

    __slots__ = ("_basemap", "_path", "_row", "box", "code")

    def __init__(self, basemap: Basemap, row: int, code: str, box: Box) -> None:
        self._basemap = basemap
        self._row = row
        self._path: QPainterPath | None = None
        self.code = code
        self.box = box

    @property
    def path(self) -> QPainterPath:
        """The outline in metres, y up."""
        if self._path is None:
            self._path = self._basemap.read_path(self._row)
        return self._path

    @property
    def row(self) -> int:
        """Its row in the base map, under which it is measured."""
        return self._row

    @property
    def is_read(self) -> bool:
        return self._path is not None


# The pieces of a layer by code.
Pieces = Mapping[str, tuple[Shape, ...]]


Drawn = tuple[tuple[QImage, Box], tuple[QImage, Box]]


class Basemap:
    """The shapes and pictures of one base map file, opened for reading.

    `drawn` names a look and holds pictures of land and sea in it and what they cover, once
    there was time to draw them: every view uses them while things move.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        uri = (folder / "basemap.sqlite").as_uri() + "?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True)
        self._db.execute(f"pragma cache_size = -{PAGES_KEPT}")
        self.meta: dict[str, str] = dict(self._db.execute("select key, value from meta"))
        self.bounds = self._box("x0 y0 x1 y1")
        self.focus = _box_of(self.meta["focus"])
        self.tolerances = dict(_by_level(self.meta["levels"]))
        self._coarsest_first = sorted(self.tolerances, key=lambda level: -self.tolerances[level])
        self._cells = dict(_by_level(self.meta["cells"]))
        self._pieces = lru_cache(maxsize=512)(self._find_pieces)
        self._shapes = cache(self._read_index)
        self._images = lru_cache(maxsize=RELIEFS_KEPT)(self._read_relief)
        self.drawn: tuple[str, Drawn] | None = None

    def _box(self, keys: str) -> Box:
        return Box(*(float(self.meta[key]) for key in keys.split()))

    def level_for(self, metres: float, box: Box) -> int:
        """The coarsest level that errs by less than `metres` in the box, or the finest there."""
        inside = self.focus.contains(box)
        levels = [level for level in self._coarsest_first if inside or level in EVERYWHERE]
        return next((level for level in levels if self.tolerances[level] <= metres), levels[-1])

    def pieces(self, level: int, layer: str, box: Box) -> Pieces:
        """The pieces of a layer that meet the box, and some nearby, by code.

        Boxes that differ little give the same answer, so that what is made of it can be kept.
        """
        cell = self._cells[level]
        return self._pieces(
            level,
            layer,
            Box(
                box.x0 // cell * cell,
                box.y0 // cell * cell,
                -(-box.x1 // cell) * cell,
                -(-box.y1 // cell) * cell,
            ),
        )

    def _find_pieces(self, level: int, layer: str, box: Box) -> Pieces:
        found: dict[str, list[Shape]] = defaultdict(list)
        for shape in self._shapes(level, layer):
            if shape.box.meets(box):
                found[shape.code].append(shape)
        return {code: tuple(shapes) for code, shapes in found.items()}

    def codes(self, layer: str) -> set[str]:
        """All codes of a layer, at any level."""
        rows = self._db.execute("select distinct code from shape where layer = ?", (layer,))
        return {code for (code,) in rows}

    def _read_index(self, level: int, layer: str) -> tuple[Shape, ...]:
        """All pieces of a layer at a level; only where they are, not their paths."""
        rows = self._db.execute(
            "select rowid, code, x0, y0, x1, y1 from shape where level = ? and layer = ?"
            " order by rowid",
            (level, layer),
        )
        return tuple(Shape(self, row, code, Box(*corners)) for row, code, *corners in rows)

    def unread(self) -> Iterator[Shape]:
        """The pieces for views of a region that no picture has needed so far."""
        for level in EVERYWHERE:
            for layer in LAYERS:
                yield from (shape for shape in self._shapes(level, layer) if not shape.is_read)

    def read_path(self, row: int) -> QPainterPath:
        """Read one path from the file."""
        from PySide6.QtCore import QByteArray, QDataStream, QIODevice  # the kept picture needs none

        (blob,) = self._db.execute("select path from shape where rowid = ?", (row,)).fetchone()
        data = QByteArray(zlib.decompress(blob))  # the stream reads it in place: keep it
        stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
        stream.setVersion(QDataStream.Version.Qt_6_0)
        path = QPainterPath()
        stream >> path
        return path

    def relief(self, name: str) -> tuple[QImage, Box]:
        """A relief picture (`sea`, `land` or `land-focus`) and the part of the plane it covers."""
        return self._images(name), self.relief_box(name)

    def _read_relief(self, name: str) -> QImage:
        image = QImage(str(self._folder / f"relief-{name}.jpg"))
        image.convertTo(QImage.Format.Format_RGB888)  # in place: a quarter less to keep
        return image

    def relief_box(self, name: str) -> Box:
        """The part of the plane that a relief picture covers."""
        return _box_of(self.meta[f"relief_{name.replace('-', '_')}"])


def _by_level(text: str) -> Iterator[tuple[int, float]]:
    """Pairs as the base map writes them: `0:3000,1:700`."""
    for part in text.split(","):
        level, _, value = part.partition(":")
        yield int(level), float(value)


def _box_of(text: str) -> Box:
    return Box(*(float(number) for number in text.split()))

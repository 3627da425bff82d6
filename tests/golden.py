"""Golden pictures of the map, and how a picture is compared with one.

`python -m tests.golden` paints them anew, after a change of looks that is meant.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from db.library import Library
from db.records import World
from ui import fonts
from ui.map.basemap import Basemap
from ui.map.picture import MapPicture
from ui.state import ViewState, at_step, seek

FOLDER = Path(__file__).with_name("golden_pictures")
SIZE = (640, 400)
UNIT = 0.55
# The stop of the short tour that is framed. The names of days say which date is shown there, and
# two come near, for what is short or lies beside something else from afar.
STOPS = {"1860": 1, "1955": 13, "2003": 17, "today": 19, "lushun-today": 5, "tumen-today": 2}

LEVELS = 16  # a pixel differs where a channel differs by more
MOST_OF_ALL = 0.005  # of all pixels
BLOCK, MOST_OF_BLOCK = 20, 0.05  # of any square of so many pixels a side


@dataclass(frozen=True, slots=True)
class Difference:
    """How much two pictures differ: of all pixels, and in the square that differs most."""

    of_all: float
    of_worst_block: float

    @property
    def passes(self) -> bool:
        """Whether the pictures are the same but for a machine's way of rounding."""
        return self.of_all <= MOST_OF_ALL and self.of_worst_block <= MOST_OF_BLOCK


def compare(one: QImage, other: QImage) -> Difference:
    """Compare two pictures of one size."""
    differs = (np.abs(_channels(one) - _channels(other)) > LEVELS).any(axis=2)
    height, width = (side // BLOCK * BLOCK for side in differs.shape)
    blocks = differs[:height, :width].reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK)
    return Difference(float(differs.mean()), float(blocks.mean(axis=(1, 3)).max()))


def _channels(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), np.uint8)
    rows = raw.reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].astype(np.int16)


def state_of(world: World, name: str) -> ViewState:
    """The state that a golden picture shows."""
    state = at_step(world, world.tours[0].id, STOPS[name])
    return seek(state, world, world.as_of) if name.endswith("today") else state


def picture_of(library: Library, world: World, basemap: Basemap, name: str) -> QImage:
    """The map of a golden picture as it is painted now."""
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    picture = MapPicture(world, basemap, library.event)
    picture.paint(painter, state_of(world, name), *SIZE, unit=UNIT)
    painter.end()
    return image


def expected(name: str) -> QImage:
    """The picture as it was painted when its looks were last meant to change."""
    return QImage(str(FOLDER / f"{name}.png"))


def without_place(world: World, place: str) -> World:
    """The world without one place."""
    return world._replace(places=tuple(known for known in world.places if known.id != place))


def without_route(world: World, route: str) -> World:
    """The world without one route."""
    return world._replace(routes=tuple(known for known in world.routes if known.id != route))


def main() -> None:
    """Paint all golden pictures anew."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    fonts.register()
    FOLDER.mkdir(exist_ok=True)
    with Library.built_in() as library:
        for name in STOPS:
            image = picture_of(library, library.world(), Basemap(), name)
            image.save(str(FOLDER / f"{name}.png"))
    del application


if __name__ == "__main__":
    main()

"""The map tells each event: marks that move, shores that change hands, an island cut in two."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from db.library import Library
from db.records import EventId, World
from ui import fonts, state
from ui.camera import Camera
from ui.flight import Instant
from ui.map.basemap import Basemap
from ui.map.picture import MapPicture
from ui.map.scene import Emphasis, SceneMaker

SIZE = (900, 600)
EVENT = EventId("convention-of-peking-1860")


@pytest.fixture(scope="module")
def basemap(qapp: object) -> Basemap:
    fonts.register()
    return Basemap()


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def painted(
    library: Library, basemap: Basemap, when: str, centre: tuple[float, float], height: float
) -> tuple[QImage, MapPicture, Instant]:
    """The map on a day, seen from above a point (metres on the plane)."""
    world = library.world()
    picture = MapPicture(world, basemap, library.event)
    instant = Instant.still(Camera(*centre, height), float(day(when)), EVENT)
    shown = state.at_step(world, world.tours[0].id, 0)._replace(now=instant)
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        picture.paint(painter, shown, *SIZE, unit=1.0, heading=False)
    return image, picture, instant


def at(world: World, place: str) -> tuple[float, float]:
    return next((found.x, found.y) for found in world.places if found.id == place)


def labels(world: World, when: str) -> dict[str, str]:
    maker = SceneMaker(world, [], lambda event: Emphasis())
    scene = maker.at(Instant.still(Camera(0, 0, 1e6), float(day(when)), EVENT))
    return {name.place.id: name.place.labels[name.label].text for name in scene.names}


@pytest.mark.parametrize(
    ("when", "old", "new"),
    [
        ("1860-12-31", "", ""),
        ("1886-07-07", "Old post T (Chinese accounts)", ""),
        ("1886-10-15", "Old post T (Chinese accounts)", "Border post T"),
        ("1887-01-01", "", "Border post T"),
        ("2011-01-01", "", "Border marker 423"),
    ],
)
def test_the_post_on_the_tumen_moves_towards_the_sea(
    built_world: World, when: str, old: str, new: str
) -> None:
    named = labels(built_world, when)

    assert named.get("tumen-old-post", "") == old
    assert named.get("tumen-tripoint", "") == new


def test_the_new_post_is_painted_nearer_to_the_sea_than_the_old_one(
    built_in: Library, built_world: World, basemap: Basemap
) -> None:
    old, new, mouth = (
        at(built_world, place) for place in ("tumen-old-post", "tumen-tripoint", "tumen-mouth")
    )
    _, picture, instant = painted(built_in, basemap, "1886-10-15", new, 100_000)
    view = picture.viewport(instant, *SIZE)

    image, _, _ = painted(built_in, basemap, "1886-10-15", new, 100_000)

    assert abs(old[1] - mouth[1]) > abs(new[1] - mouth[1])
    for place in (old, new):
        x, y = view.to_pixel(*place)
        assert image.pixelColor(round(x), round(y)).lightness() > 235  # the dot's paper


FAMILIES = {"china": "#E69F00", "russia": "#0072B2", "japan": "#CC79A7"}


def shift(colour: QColor) -> tuple[float, float, float]:
    """How a colour differs from bare land."""
    land = QColor("#EFE9D8")
    return (
        colour.redF() - land.redF(),
        colour.greenF() - land.greenF(),
        colour.blueF() - land.blueF(),
    )


def hue_of(colour: QColor) -> str:
    """Which family's tint a pixel of land has."""

    def alike(family: str) -> float:
        tint = shift(QColor(FAMILIES[family]))
        length = sum(part * part for part in tint) ** 0.5
        return float(sum(a * b for a, b in zip(shift(colour), tint, strict=True)) / length)

    return max(FAMILIES, key=alike)


def most_seen(image: QImage, x: float, y: float, *, around: int = 14) -> str:
    """The family whose tint most pixels around a point have."""
    seen = [
        hue_of(image.pixelColor(round(x) + dx, round(y) + dy))
        for dx in range(-around, around + 1, 2)
        for dy in range(-around, around + 1, 2)
    ]
    return max(set(seen), key=seen.count)


# A point inland, north of the town of Lüshun (121.25 E, 38.93 N).
LIAODONG = (-583_000.0, -316_500.0)


@pytest.mark.parametrize(
    ("when", "family"),
    [
        ("1894-11-01", "china"),
        ("1895-05-01", "japan"),
        ("1896-06-01", "china"),
        ("1898-04-01", "russia"),
        ("1905-09-06", "japan"),
        ("1955-06-01", "china"),
    ],
)
def test_liaodong_changes_its_colour_with_its_holder(
    built_in: Library, basemap: Basemap, when: str, family: str
) -> None:
    image, picture, instant = painted(built_in, basemap, when, LIAODONG, 40_000)
    x, y = picture.viewport(instant, *SIZE).to_pixel(*LIAODONG)

    assert most_seen(image, x, y) == family


def test_liaodong_looks_different_while_two_powers_share_it(
    built_in: Library, basemap: Basemap
) -> None:
    images = [
        painted(built_in, basemap, when, LIAODONG, 40_000)[0]
        for when in ("1945-08-21", "1945-09-01", "1955-05-27")
    ]

    assert images[0] != images[1] != images[2]


def test_the_island_at_khabarovsk_is_cut_in_2008(built_in: Library, basemap: Basemap) -> None:
    shapes = basemap.pieces(2, "land", basemap.bounds)["heixiazi-west"]
    box = max((shape.box for shape in shapes), key=lambda box: box.width * box.height)
    centre = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    inside = next(
        (box.x0 + box.width * i / 20, box.y0 + box.height * j / 20)
        for i in range(5, 20)
        for j in range(5, 20)
        if any(
            shape.path.contains(QPointF(box.x0 + box.width * i / 20, box.y0 + box.height * j / 20))
            for shape in shapes
        )
    )
    seen = {}
    for when in ("2008-10-13", "2008-10-14"):
        image, picture, instant = painted(built_in, basemap, when, centre, 60_000)
        seen[when] = most_seen(image, *picture.viewport(instant, *SIZE).to_pixel(*inside), around=6)

    assert seen == {"2008-10-13": "russia", "2008-10-14": "china"}

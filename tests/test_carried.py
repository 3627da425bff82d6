"""Land that a flight carries along: painted seldom, and never seen to be."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from db.library import Library
from db.records import World
from ui import fonts
from ui.camera import Viewport
from ui.flight import Flight
from ui.map.basemap import Basemap
from ui.map.carried import CarriedLand, Land, frames_ahead
from ui.map.ground import Ground
from ui.map.land import LAND_LAYERS
from ui.map.picture import MapPicture
from ui.state import ViewState, at_step

SIZE = (960, 540)


@pytest.fixture(scope="module")
def basemap(qapp: object) -> Basemap:
    fonts.register()
    return Basemap()


def frames(world: World, start: int, end: int) -> list[ViewState]:
    """The states of a flight at sixty frames a second."""
    origin, target = (at_step(world, world.tours[0].id, step) for step in (start, end))
    flight = Flight.plan(origin.now, target.now, started=0.0, territories=world.territories)
    count = int(flight.seconds * 60)
    return [
        target._replace(now=flight.at(at), flight=flight, progress=at)
        for at in ((number + 1) / (count + 1) for number in range(count))
    ]


def paint(picture: MapPicture, state: ViewState) -> np.ndarray:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        picture.paint(painter, state, *SIZE, unit=0.5, fine=False)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(SIZE[1], SIZE[0], 4)
    return pixels[:, :, :3].astype(float)


@pytest.mark.parametrize(("start", "end"), [(2, 3), (8, 9), (18, 4)])
def test_land_carried_along_is_where_it_would_be_painted(
    built_in: Library, built_world: World, basemap: Basemap, start: int, end: int
) -> None:
    picture = MapPicture(built_world, basemap, built_in.event)
    picture.prepare()

    for number, state in enumerate(frames(built_world, start, end)):
        carried = paint(picture, state)
        if number % 12 == 7:
            anew = paint(MapPicture(built_world, basemap, built_in.event), state)
            assert np.abs(carried - anew).mean() < 3  # of 255; land ten pixels off gives 9 to 14


def test_a_flight_paints_the_ground_once_in_as_many_frames_as_land_has_layers(
    built_in: Library, built_world: World, basemap: Basemap, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[object] = []
    paint_ground = Ground.paint

    def counted(ground: Ground, painter: QPainter, view: Viewport, *, fine: bool) -> None:
        painted.append(view)
        paint_ground(ground, painter, view, fine=fine)

    monkeypatch.setattr(Ground, "paint", counted)
    picture = MapPicture(built_world, basemap, built_in.event)
    picture.prepare()
    painted.clear()
    states = frames(built_world, 2, 3)

    for state in states:
        paint(picture, state)

    few = len(states) / LAND_LAYERS
    assert few - 2 <= len(painted) <= few + 3  # the first is painted for its frame alone


def test_land_is_half_through_its_service_where_it_is_painted_for() -> None:
    # Begun at frame 0 and done at frame 4, five layers are shown from frame 5 to 9.
    assert frames_ahead(5) == 7


def test_what_was_painted_ahead_is_left_when_the_course_changes(qapp: object) -> None:
    asked: list[str] = []
    land = Land(Viewport(80, 60, 0, 0, 100), lambda *_: (lambda _: None,) * 5)
    carried = CarriedLand()
    image = QImage(80, 60, QImage.Format.Format_RGB32)

    def ahead(course: str) -> Land:
        asked.append(course)
        return land

    with QPainter(image) as painter:
        for course in ("out", "out", "out", "out", "back", "back"):
            carried.paint(painter, land, "light", course, partial(ahead, course))

    assert asked == ["out", "back"]

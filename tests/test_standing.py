"""Land that is kept while the camera stands: painted seldom, and never seen to be."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from db.library import Library
from db.records import EventId, World
from ui import fonts
from ui.flight import Flight
from ui.map.basemap import Basemap
from ui.map.ground import Ground
from ui.map.picture import MapPicture
from ui.state import ViewState, at_step

SIZE = (960, 540)


@pytest.fixture(scope="module")
def basemap(qapp: object) -> Basemap:
    fonts.register()
    return Basemap()


@pytest.fixture
def picture(built_in: Library, built_world: World, basemap: Basemap) -> MapPicture:
    return MapPicture(built_world, basemap, built_in.event)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Each time that the ground is painted: whether finely."""
    noted: list[bool] = []
    paint = Ground.paint

    def note(self: Ground, painter: QPainter, view: object, *, fine: bool) -> None:
        noted.append(fine)
        paint(self, painter, view, fine=fine)  # type: ignore[arg-type]

    monkeypatch.setattr(Ground, "paint", note)
    return noted


def land(picture: MapPicture, state: ViewState, *, fine: bool, height: int = SIZE[1]) -> np.ndarray:
    """The picture without its names."""
    width = SIZE[0]
    image = QImage(width, height, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        picture.paint(
            painter, state, width, height, unit=0.5, fine=fine, staged=False, heading=False
        )
    return np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)[:, :, :3].copy()


def on(state: ViewState, day: float) -> ViewState:
    return state._replace(now=state.now._replace(day=day))


def test_a_dragged_date_shows_the_land_of_its_day(
    built_in: Library, built_world: World, basemap: Basemap, picture: MapPicture
) -> None:
    state = at_step(built_world, built_world.tours[0].id, 8)
    first, days = built_world.first_day, built_world.as_of - built_world.first_day

    for part in range(0, 120, 3):
        dated = on(state, first + days * part / 120)
        seen = land(picture, dated, fine=False)
        if part % 12 == 0:
            anew = MapPicture(built_world, basemap, built_in.event)
            assert (seen == land(anew, dated, fine=False)).all(), dated.day


def test_land_that_a_day_does_not_change_is_not_painted_again(
    built_world: World, picture: MapPicture, painted: list[bool]
) -> None:
    state = at_step(built_world, built_world.tours[0].id, 5)
    quiet = [on(state, state.day + part) for part in range(4)]

    for dated in quiet:
        land(picture, dated, fine=False)
    assert painted == [False] * 2  # from the second frame on it is known that the camera stands

    at_rest = land(picture, quiet[-1], fine=True)
    assert painted == [False] * 2 + [True]
    assert (land(picture, quiet[0], fine=False) == at_rest).all()
    assert len(painted) == 3


@pytest.mark.parametrize("higher", [0, 120])
def test_a_flight_begins_with_the_land_that_stood_there(
    built_world: World, picture: MapPicture, painted: list[bool], higher: int
) -> None:
    tour = built_world.tours[0].id
    origin, target = at_step(built_world, tour, 3), at_step(built_world, tour, 4)
    flight = Flight.plan(origin.now, target.now, started=0.0, territories=built_world.territories)
    begins = 1 / 60 / flight.seconds
    first = target._replace(now=flight.at(begins), flight=flight, progress=begins)
    low = SIZE[1] - higher
    stood = land(picture, origin, fine=True, height=low)

    seen = land(picture, first, fine=False)

    assert painted == [True] + [False] * (higher > 0)  # what the lower picture lacked
    if not higher:
        assert (seen[: low // 2] == stood[: low // 2]).all()  # furniture stands below
    assert seen[low:].any(axis=2).all()


def test_the_land_of_a_race_is_painted_with_its_way(
    built_in: Library, built_world: World, picture: MapPicture, painted: list[bool]
) -> None:
    (event,) = {EventId(race.event) for race in built_world.races}
    tour = next(t for t in built_world.tours if event in [s.event for s in t.steps])
    state = at_step(built_world, tour.id, [s.event for s in tour.steps].index(event))

    for _ in range(2):
        land(picture, state, fine=False)

    assert painted == [False] * 2

"""What a stop speaks of can be read on its map, on the class's screen of any size."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage, QPainter

from db.library import Library
from db.records import EventId, PlaceId, TourId, World
from ui import fonts
from ui.app import event_source
from ui.camera import Box
from ui.flight import Flight
from ui.map.basemap import Basemap
from ui.map.picture import MapPicture
from ui.present.picture import PresentPicture
from ui.rehearse.sight import Gazetteer
from ui.state import Layout, at_step
from ui.timeline.painter import TimelinePicture


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)])
def test_every_place_that_a_stop_speaks_of_can_be_read_on_its_map(
    built_in: Library, built_world: World, qapp: object, size: tuple[int, int]
) -> None:
    fonts.register()
    event_of, gazetteer = event_source(built_in), Gazetteer(built_world)
    maps = MapPicture(built_world, Basemap(), event_of)
    timeline = TimelinePicture(built_world)
    picture = PresentPicture(maps, timeline, event_of, built_world, built_in.charts_of)
    tour = built_world.tour(TourId("full"))
    silent: set[tuple[EventId, PlaceId]] = set()

    for number, step in enumerate(tour.steps):
        state = at_step(built_world, tour.id, number)._replace(layout=Layout.PRESENT)
        named = gazetteer.named_in(f"{step.title}. {picture.caption(state)}")
        readable = picture.names_at(state, *size)
        view, free = picture.viewport(state, *size), picture.free(state, *size)
        for _, place in named.values():
            x, y = view.to_pixel(place.x, place.y)
            in_view = free._replace(y0=0.0).contains(Box(x, y, x, y))
            if in_view and place.id not in readable:
                silent.add((step.event, place.id))

    assert not silent


@pytest.mark.parametrize("event", ["port-arthur-lease-1898", "manchukuo-hsinking-1932"])
def test_a_flight_brings_the_names_that_stay_when_it_has_landed(
    built_in: Library, built_world: World, qapp: object, event: str
) -> None:
    """Captions differ in height, so the map's free part grows or shrinks on the way."""
    fonts.register()
    maps = MapPicture(built_world, Basemap(), built_in.event)
    timeline = TimelinePicture(built_world)
    picture = PresentPicture(maps, timeline, built_in.event, built_world, built_in.charts_of)
    tour = built_world.tour(TourId("full"))
    number = [step.event for step in tour.steps].index(EventId(event))
    start, end = (
        at_step(built_world, tour.id, at)._replace(layout=Layout.PRESENT)
        for at in (number - 1, number)
    )
    flight = Flight.plan(start.now, end.now, started=0.0, territories=built_world.territories)
    leaving, arriving = (
        end._replace(now=flight.at(progress), flight=flight, progress=progress)
        for progress in (0.01, 0.999)
    )
    named = []

    image = QImage(1024, 768, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        for state in (start, leaving, arriving, end):
            picture.paint(painter, state, 1024, 768, fine=state.flight is None)
            named.append(maps.names_shown)

    assert named[2] == named[3]

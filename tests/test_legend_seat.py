"""Legend and heading of the map keep off what a stop tells, at large text in a small window too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil

import pytest
from PySide6.QtGui import QImage, QPainter

from db.library import Library
from db.records import Step, TourId, World
from ui import fonts
from ui.app import event_source
from ui.camera import Box, Viewport
from ui.flight import Flight
from ui.map.basemap import Basemap
from ui.map.land import LandPainter
from ui.map.legend_card import LegendEntry
from ui.map.legend_seat import LEAST_ENTRIES, Seat, Told, find_seat, inside
from ui.map.names import Names
from ui.map.picture import MapPicture
from ui.map.told import places_told
from ui.panels.explore import arrange
from ui.present.picture import PresentPicture
from ui.state import Layout, at_step
from ui.theme import unit_for
from ui.timeline.painter import TimelinePicture

Point = tuple[float, float]
FREE = Box(0, 0, 600, 400)


@pytest.fixture
def furniture_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The map's furniture is painted quickly without what lies below it."""
    monkeypatch.setattr(LandPainter, "paint", lambda *_, **__: None)
    monkeypatch.setattr(Names, "rest", lambda *_, **__: None)
    monkeypatch.setattr(Names, "fly", lambda *_, **__: None)


def told(*places: Point, taken: Sequence[Box] = (), ways: Sequence[Point] = ()) -> Told:
    return Told(places, (), (), tuple(ways), tuple(taken), FREE, 5.0)


def pixels_told(library: Library, step: Step, view: Viewport) -> list[Point]:
    """Where the places lie that a stop points at by name."""
    told = places_told(step, library.event(step.event), library.world())
    return [view.to_pixel(*point) for point in told]


def legend_of(picture: MapPicture) -> tuple[LegendEntry, ...]:
    """What the legend of the picture painted last lists."""
    legend = picture.furnished.legend
    return legend.entries if legend else ()


def corners(width: int, height: int) -> tuple[Box, ...]:
    """The lower left, the lower right and the upper right one."""
    right, low = 600 - width - 10, 400 - height - 10
    return tuple(
        Box(x, y, x + width, y + height) for x, y in ((10, low), (right, low), (right, 10))
    )


find = partial(find_seat, corners=corners, step=10.0)


@pytest.mark.parametrize(
    ("places", "corner"),
    [((), 0), (((50, 350),), 1), (((50, 350), (550, 350)), 2)],
)
def test_the_legend_stands_in_the_first_corner_without_a_place_told(
    places: tuple[Point, ...], corner: int
) -> None:
    assert find(told(*places), [(200, 100), (100, 50)]) == Seat(0, corner)


def test_where_no_corner_is_free_it_is_pushed_along_an_edge() -> None:
    places = (50, 380), (550, 350), (550, 50)

    seat = find(told(*places), [(200, 100)])

    assert seat.choice == 0
    box = seat.box(corners(200, 100))
    assert box.x0 == 10 or box.x1 == 590 or box.y1 == 390
    assert inside(box, places) == 0


def test_where_no_edge_has_room_a_smaller_legend_stands_in() -> None:
    places = [(x, y) for x in range(0, 601, 120) for y in range(0, 401, 80)]

    seat = find(told(*places), [(200, 100), (180, 90), (90, 60)])

    assert seat.choice == 2
    assert inside(seat.box(corners(90, 60)), places) == 0


def test_it_keeps_off_the_heading_and_the_scale() -> None:
    taken = [Box(0, 0, 600, 120), Box(300, 380, 600, 400)]

    box = find(told((50, 350), taken=taken), [(250, 100)]).box(corners(250, 100))

    assert not any(box.meets(other) for other in taken)
    assert inside(box, [(50, 350)]) == 0


def test_a_place_weighs_more_than_any_way() -> None:
    ways = [(550.0, y) for y in range(0, 400, 4)]

    seat = find(told((50, 350), (50, 150), taken=[Box(0, 0, 300, 90)], ways=ways), [(250, 100)])

    assert inside(seat.box(corners(250, 100)), [(50, 350), (50, 150)]) == 0


@pytest.mark.usefixtures("furniture_alone")
@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("size", [(1024, 768), (1280, 800)])
def test_no_stop_has_a_place_told_below_the_legend_or_the_heading(
    built_in: Library, built_world: World, qapp: object, size: tuple[int, int], scale: float
) -> None:
    fonts.register()
    timeline, unit = TimelinePicture(built_world), unit_for(*size, scale)
    height = ceil(timeline.height(unit, slim=False))
    room = arrange(*size, text_scale=scale, timeline=height).map
    width, height = room.width(), room.height()
    picture = MapPicture(built_world, Basemap(), event_source(built_in))
    tour = built_world.tour(TourId("full"))
    image = QImage(width, height, QImage.Format.Format_RGB32)
    hidden, over, gone = [], [], []

    for number, step in enumerate(tour.steps):
        state = at_step(built_world, tour.id, number)._replace(text_scale=scale)
        with QPainter(image) as painter:
            picture.paint(painter, state, width, height, unit=unit, fine=False)
        view = picture.viewport(state.now, width, height)
        places = pixels_told(built_in, step, view)
        legend, heading = picture.furnished.legend, picture.furnished.heading
        if legend is None:
            gone.append(step.event)
            continue
        hidden += [step.event for box in (legend.box, *heading) if inside(box, places)]
        over += [step.event for box in heading if legend.box.meets(box)]
        assert Box(0, 0, width, height).contains(legend.box)

    assert (over, gone) == ([], [])
    # On this stop places are spread over all of the map.
    assert {*hidden} <= {"vladivostok-transit-notice-2023"}


@pytest.mark.usefixtures("furniture_alone")
def test_no_stop_presented_in_large_text_has_a_place_told_below_the_legend(
    built_in: Library, built_world: World, qapp: object
) -> None:
    fonts.register()
    event_of = event_source(built_in)
    maps, timeline = MapPicture(built_world, Basemap(), event_of), TimelinePicture(built_world)
    picture = PresentPicture(maps, timeline, event_of, built_world, built_in.charts_of)
    tour = built_world.tour(TourId("full"))
    image = QImage(1024, 768, QImage.Format.Format_RGB32)
    hidden = []

    for number, step in enumerate(tour.steps):
        state = at_step(built_world, tour.id, number)
        state = state._replace(layout=Layout.PRESENT, text_scale=1.5)
        with QPainter(image) as painter:
            picture.paint(painter, state, 1024, 768, fine=False)
        legend = maps.furnished.legend
        assert legend is not None
        if inside(legend.box, pixels_told(built_in, step, picture.viewport(state, 1024, 768))):
            hidden.append(step.event)

    assert hidden == []


@pytest.mark.usefixtures("furniture_alone")
def test_in_flight_the_legend_lists_what_it_will_list_at_the_end(
    built_in: Library, built_world: World, qapp: object
) -> None:
    """The caption of the seventh stop is lower than the eighth's, and leaves room for more."""
    fonts.register()
    event_of, size = event_source(built_in), (1920, 1080)
    maps, timeline = MapPicture(built_world, Basemap(), event_of), TimelinePicture(built_world)
    picture = PresentPicture(maps, timeline, event_of, built_world, built_in.charts_of)
    origin, target = (
        at_step(built_world, built_world.tours[0].id, number)._replace(layout=Layout.PRESENT)
        for number in (6, 7)
    )
    flight = Flight.plan(origin.now, target.now, started=0.0, territories=built_world.territories)
    image = QImage(*size, QImage.Format.Format_RGB32)
    listed: list[tuple[LegendEntry, ...]] = []

    for at in (0.02, 0.5, 0.97):
        state = target._replace(now=flight.at(at), flight=flight, progress=at)
        with QPainter(image) as painter:
            if not listed:
                picture.paint(painter, origin, *size, fine=False)
            picture.paint(painter, state, *size, fine=False)
        listed.append(legend_of(maps))
    with QPainter(image) as painter:
        picture.paint(painter, target, *size, fine=False)

    assert listed == [legend_of(maps)] * 3


@pytest.mark.usefixtures("furniture_alone")
def test_a_shortened_legend_lists_what_the_stop_points_at(
    built_in: Library, built_world: World, qapp: object
) -> None:
    """At Yalta those are the land of the Soviet Union and Japan's lease."""
    fonts.register()
    tour = built_world.tour(TourId("full"))
    number = [step.event for step in tour.steps].index("yalta-far-east-1945")  # type: ignore[arg-type]
    state = at_step(built_world, tour.id, number)
    picture = MapPicture(built_world, Basemap(), built_in.event)
    view = picture.viewport(state.now, 610, 440)
    image = QImage(610, 440, QImage.Format.Format_RGB32)

    with QPainter(image) as painter:
        picture.paint(painter, state, 610, 440, unit=1.08)

    whole = [entry.text for entry in picture.entries(state, view, 1.08)]
    listed = [entry.text for entry in legend_of(picture)]
    assert LEAST_ENTRIES <= len(listed) < len(whole)
    assert {*listed} < {*whole}
    assert {"USSR", "leased by Japan"} <= {*listed}

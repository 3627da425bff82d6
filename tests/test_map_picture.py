"""The painted map: things stand where they are, and look as they did."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage, QPainter

from db.library import Library
from db.records import Event, EventId, Mode, World
from tests import golden
from ui import fonts
from ui import state as moves
from ui.camera import Box, Camera
from ui.map.basemap import Basemap
from ui.map.picture import MapPicture
from ui.map.style import label_look
from ui.state import ViewState, at_step, look
from ui.theme import INK, PAPER

SIZE = (960, 600)
UNIT = 0.8


@pytest.fixture(scope="module")
def basemap(qapp: object) -> Basemap:
    fonts.register()
    return Basemap()


def painted(library: Library, basemap: Basemap, state: ViewState, *, fine: bool = True) -> QImage:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    world = library.world()
    MapPicture(world, basemap, library.event).paint(painter, state, *SIZE, unit=UNIT, fine=fine)
    painter.end()
    return image


def test_the_dot_of_vladivostok_is_at_its_coordinates(
    built_in: Library, built_world: World, basemap: Basemap
) -> None:
    state = at_step(built_world, built_world.tours[0].id, 1)
    vladivostok = next(place for place in built_world.places if place.id == "vladivostok")
    view = MapPicture(built_world, basemap, built_in.event).viewport(state.now, *SIZE)
    x, y = view.to_pixel(vladivostok.x, vladivostok.y)
    stressed = vladivostok.id in built_in.event(built_world.tours[0].steps[1].event).places
    radius = label_look(vladivostok.kind, vladivostok.rank, stressed=stressed).dot * UNIT

    image = painted(built_in, basemap, state)

    assert image.pixelColor(round(x), round(y)).name() == PAPER.name()
    rim = image.pixelColor(round(x), round(y - radius))
    assert abs(rim.lightness() - INK.lightness()) < 60


@pytest.mark.parametrize("name", golden.STOPS)
def test_the_map_looks_as_it_did(
    built_in: Library, built_world: World, basemap: Basemap, name: str
) -> None:
    image = golden.picture_of(built_in, built_world, basemap, name)

    found = golden.compare(image, golden.expected(name))

    assert found.passes, found


HIDDEN_ONCE = (
    "aigun-tianjin-1858",
    "portsmouth-peking-1905",
    "soybean-two-ports-1923-1927",
    "mukden-incident-1931",
    "yalta-far-east-1945",
    "northeast-revitalization-2003",
)


@pytest.mark.parametrize("event", HIDDEN_ONCE)
def test_the_legend_of_a_small_map_hides_no_place_that_the_stop_is_about(
    built_in: Library, built_world: World, basemap: Basemap, event: str
) -> None:
    tour = next(t for t in built_world.tours if any(s.event == event for s in t.steps))
    number = [step.event for step in tour.steps].index(EventId(event))
    state = at_step(built_world, tour.id, number)
    width, height, unit = 662, 548, 0.72  # what a window of 1024 x 768 leaves the map
    picture = MapPicture(built_world, basemap, built_in.event)
    view = picture.viewport(state.now, width, height)
    image = QImage(width, height, QImage.Format.Format_RGB32)

    with QPainter(image) as painter:
        picture.paint(painter, state, width, height, unit=unit)

    told = built_in.event(EventId(event)).places
    places = [view.to_pixel(p.x, p.y) for p in built_world.places if p.id in told]
    legend = picture.furnished.legend
    assert legend is not None
    assert not any(legend.box.contains(Box(x, y, x, y)) for x, y in places)


class _WithoutFrontier(Basemap):
    """The base map but for one line."""

    def codes(self, layer: str) -> set[str]:
        return super().codes(layer) - {"heilongjiang|ussuri-coast"}


def test_a_map_without_a_frontier_does_not_pass(built_in: Library, built_world: World) -> None:
    image = golden.picture_of(built_in, built_world, _WithoutFrontier(), "1860")

    assert not golden.compare(image, golden.expected("1860")).passes


@pytest.mark.parametrize("name", golden.STOPS)
def test_a_map_without_one_of_its_names_does_not_pass(
    built_in: Library, built_world: World, basemap: Basemap, name: str
) -> None:
    picture, shown = (
        MapPicture(built_world, basemap, built_in.event),
        QImage(*golden.SIZE, QImage.Format.Format_RGB32),
    )
    with QPainter(shown) as painter:
        picture.paint(painter, golden.state_of(built_world, name), *golden.SIZE, unit=golden.UNIT)
    assert picture.names_shown

    for place in picture.names_shown:
        world = golden.without_place(built_world, place)
        image = golden.picture_of(built_in, world, basemap, name)
        assert not golden.compare(image, golden.expected(name)).passes, place


def test_a_map_without_one_of_its_railways_does_not_pass(
    built_in: Library, built_world: World, basemap: Basemap
) -> None:
    def is_seen_in(name: str, world: World) -> bool:
        image = golden.picture_of(built_in, world, basemap, name)
        return not golden.compare(image, golden.expected(name)).passes

    for route in built_world.routes:
        if route.mode is Mode.RAIL:
            world = golden.without_route(built_world, route.id)
            assert any(is_seen_in(name, world) for name in golden.STOPS), route.id


def test_no_place_and_date_stand_beside_the_years_that_a_flight_passes(
    built_in: Library, built_world: World, basemap: Basemap
) -> None:
    state = moves.go_to_step(at_step(built_world, built_world.tours[0].id, 1), built_world, 9, 0.0)
    middle = moves.tick(state, built_world, 0.7)
    landed = moves.tick(state, built_world, 10.0)

    def frame(state: ViewState, where: str) -> QImage:
        def event_of(event: EventId) -> Event:
            return built_in.event(event)._replace(where=where)

        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            MapPicture(built_world, basemap, event_of).paint(painter, state, *SIZE, unit=UNIT)
        return image

    assert not moves.names_stop(middle, built_world)
    assert frame(middle, "Here") == frame(middle, "Elsewhere and far away")
    assert frame(landed, "Here") != frame(landed, "Elsewhere and far away")


def test_painting_twice_gives_the_same_pixels(
    built_in: Library, built_world: World, basemap: Basemap
) -> None:
    state = at_step(built_world, built_world.tours[0].id, 8)

    assert painted(built_in, basemap, state) == painted(built_in, basemap, state)


def test_a_map_that_has_come_to_rest_equals_one_painted_at_rest(
    built_in: Library, built_world: World, basemap: Basemap
) -> None:
    start = at_step(built_world, built_world.tours[0].id, 7)
    moved = at_step(built_world, built_world.tours[0].id, 8)
    picture = MapPicture(built_world, basemap, built_in.event)
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for state, fine in ((start, True), (moved, False), (moved, True)):
        picture.paint(painter, state, *SIZE, unit=UNIT, fine=fine)
    painter.end()

    assert image == painted(built_in, basemap, moved)


@pytest.mark.parametrize("size", [(640, 480), (960, 540), (1280, 360)])
@pytest.mark.parametrize("corner", [(-1, -1), (-1, 1), (1, -1), (1, 1)])
@pytest.mark.parametrize("height", [4_000_000.0, 60_000.0])
def test_no_corner_shows_the_edge_of_the_data(
    built_in: Library,
    built_world: World,
    basemap: Basemap,
    size: tuple[int, int],
    corner: tuple[int, int],
    height: float,
) -> None:
    far = Camera(corner[0] * 9e6, corner[1] * 9e6, height)
    state = look(at_step(built_world, built_world.tours[0].id, 0), built_world, far)
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(0xFFFF00FF)
    painter = QPainter(image)
    MapPicture(built_world, basemap, built_in.event).paint(
        painter, state, *size, unit=0.5, heading=False
    )
    painter.end()

    edges = [image.pixel(x, y) for x in (0, size[0] - 1) for y in range(size[1])]
    edges += [image.pixel(x, y) for x in range(size[0]) for y in (0, size[1] - 1)]
    assert 0xFFFF00FF not in edges


def test_the_widest_view_holds_baikal_kamchatka_and_shanghai(basemap: Basemap) -> None:
    # Lake Baikal's west end, Kamchatka's south cape and Shanghai, on the plane (metres).
    corners = [(-1_630_000, 1_330_000), (1_950_000, 1_260_000), (-625_000, -1_190_000)]
    bounds = basemap.bounds

    for width, height in ((1440, 1080), (1920, 1080)):
        metres = min(bounds.width / width, bounds.height / height)
        seen = Box(0, 0, metres * width, metres * height)
        needed_x = max(x for x, _ in corners) - min(x for x, _ in corners)
        needed_y = max(y for _, y in corners) - min(y for _, y in corners)
        assert seen.width > needed_x
        assert seen.height > needed_y


def test_date_and_place_fit_a_narrow_map(
    built_in: Library, built_world: World, basemap: Basemap
) -> None:
    tour = built_world.tours[0]
    number = [step.event for step in tour.steps].index(EventId("portsmouth-peking-1905"))
    state = at_step(built_world, tour.id, number)
    picture = MapPicture(built_world, basemap, built_in.event)
    width, height, unit = 610, 440, 1.08  # what 1024 x 768 leaves the map at 150 %
    image = QImage(width, height, QImage.Format.Format_RGB32)

    with QPainter(image) as painter:
        picture.paint(painter, state, width, height, unit=unit)

    assert picture.furnished.heading
    assert all(box.x1 <= width for box in picture.furnished.heading)

"""What moves at a stop: when it starts and ends, where it stands, what it paints anew."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from db.records import EventId, World
from tests.windows import window_of
from ui import fonts, state, still
from ui.camera import Box, Camera
from ui.explorer import Explorer
from ui.flight import Instant
from ui.inscriptions import noting
from ui.map.basemap import Basemap
from ui.map.counter_cards import reads
from ui.map.picture import MapPicture
from ui.map.stage import RaceStage, VoyageStage, lane_in_view
from ui.map.widget import MapWidget
from ui.player import Player
from ui.present.picture import CARD_TEXT, PresentPicture
from ui.present.widget import PresentWidget
from ui.stand import stand_at
from ui.state import Layout, Running, ViewState
from ui.theme import LIGHT, PAPER
from ui.timeline.painter import TimelinePicture

RACE = EventId("vladivostok-transit-notice-2023")
SHIPS = EventId("lend-lease-vladivostok")
SIZES = [(1920, 1080), (1440, 1080), (1024, 768), (3840, 2160)]


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def basemap(qapp: object) -> Basemap:
    fonts.register()
    return Basemap()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def explorer(built_in: Library, built_world: World, clock: Clock) -> Explorer:
    """At rest at the first stop of the first tour."""
    return Explorer(built_world, state.at_step(built_world, built_world.tours[0].id, 0), clock)


def arrive(explorer: Explorer, clock: Clock, event: EventId = RACE) -> None:
    explorer.go_to_event(event)
    clock.now += 3
    explorer.tick(clock.now)


def at_rest(library: Library, event: EventId, layout: Layout) -> ViewState:
    return stand_at(library.world(), event, library.event)._replace(layout=layout)


# The clock


def test_a_race_starts_when_the_flight_has_landed(explorer: Explorer, clock: Clock) -> None:
    explorer.go_to_event(RACE)
    clock.now += 0.5
    explorer.tick(clock.now)
    assert explorer.state.flight is not None and explorer.state.running is None

    clock.now += 3
    explorer.tick(clock.now)
    assert explorer.state.running == Running(clock.now, 11.0)


def test_a_race_is_where_the_clock_is_and_ends(explorer: Explorer, clock: Clock) -> None:
    arrive(explorer, clock)

    clock.now += 5.5
    explorer.tick(clock.now)
    running = explorer.state.running
    assert running is not None and running.progress == pytest.approx(0.5)

    clock.now += 5.6
    explorer.tick(clock.now)
    assert explorer.state.running is None


@pytest.mark.parametrize(
    "go_on",
    [
        Explorer.next,
        Explorer.previous,
        lambda explorer: explorer.seek(explorer.state.day - 400),
        lambda explorer: explorer.look(Camera(0, 0, 1e6)),
    ],
)
def test_what_moves_on_ends_a_race_at_once(explorer: Explorer, clock: Clock, go_on: object) -> None:
    arrive(explorer, clock)

    go_on(explorer)  # type: ignore[operator]

    assert explorer.state.running is None


def test_a_race_runs_again_when_asked_and_when_the_stop_is_come_back_to(
    explorer: Explorer, clock: Clock
) -> None:
    arrive(explorer, clock)
    clock.now += 20
    explorer.tick(clock.now)

    explorer.replay()
    assert explorer.state.running == Running(clock.now, 11.0)

    explorer.next()
    clock.now += 3
    explorer.tick(clock.now)
    arrive(explorer, clock)
    assert explorer.state.running is not None


def test_replay_flies_back_to_the_stop_first(explorer: Explorer, clock: Clock) -> None:
    arrive(explorer, clock)
    explorer.look(Camera(0, 0, 3e5))

    explorer.replay()
    assert explorer.state.flight is not None

    clock.now += 3
    explorer.tick(clock.now)
    assert explorer.state.running is not None


def test_with_reduced_motion_all_has_arrived_at_once(explorer: Explorer, clock: Clock) -> None:
    arrive(explorer, clock)

    explorer.toggle_motion()
    assert explorer.state.running is None

    explorer.replay()
    assert explorer.state.running is None


def test_nothing_is_staged_while_the_date_is_dragged(
    explorer: Explorer, clock: Clock, built_world: World
) -> None:
    arrive(explorer, clock)
    assert state.staged(explorer.state, built_world) == RACE

    explorer.seek(explorer.state.day + 200)

    assert state.staged(explorer.state, built_world) is None


def test_frames_come_while_a_race_runs_and_stop_with_it(
    qtbot: QtBot, built_in: Library, explorer: Explorer, clock: Clock
) -> None:
    player = Player(explorer, built_in.event, clock)
    arrive(explorer, clock)
    assert any(timer.isActive() for timer in player.findChildren(QTimer))

    clock.now += 12
    explorer.tick(clock.now)
    assert not any(timer.isActive() for timer in player.findChildren(QTimer))


# The picture


def staged(
    library: Library, basemap: Basemap, layout: Layout, size: tuple[int, int], event: EventId = RACE
) -> tuple[MapPicture, PresentPicture, ViewState]:
    """The pictures that painted a frame at rest, and the state in it."""
    return framed(library, basemap, layout, size, event)[:3]


def framed(
    library: Library, basemap: Basemap, layout: Layout, size: tuple[int, int], event: EventId = RACE
) -> tuple[MapPicture, PresentPicture, ViewState, QImage]:
    """A frame painted at rest, and what painted it."""
    world = library.world()
    map_picture = MapPicture(world, basemap, library.event)
    present = PresentPicture(
        map_picture, TimelinePicture(world), library.event, world, library.charts_of
    )
    rest = at_rest(library, event, layout)
    image = QImage(*size, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        if layout is Layout.PRESENT:
            present.paint(painter, rest, *size)
        else:
            map_picture.paint(painter, rest, *size, unit=0.8)
    return map_picture, present, rest, image


@pytest.mark.parametrize("size", SIZES)
def test_cards_hide_neither_the_race_nor_a_name_nor_each_other(
    built_in: Library, basemap: Basemap, size: tuple[int, int]
) -> None:
    picture, present, rest = staged(built_in, basemap, Layout.PRESENT, size)
    stage = picture.stage
    assert isinstance(stage, RaceStage)
    boxes = stage.boxes
    free = present.free(rest, *size)
    names = picture.name_boxes
    assert len(names) >= 4

    for number, box in enumerate(boxes):
        assert free.contains(box)
        assert not any(box.meets(other) for other in boxes[:number])
        assert not any(box.meets(name) for name in names)
        for way in stage.ways.values():
            for x, y in (point for course in way for point in course.points):
                assert not box.contains(Box(x, y, x, y))


@pytest.mark.parametrize("size", SIZES)
def test_the_race_is_framed_clear_of_heading_and_plate(
    built_in: Library, basemap: Basemap, size: tuple[int, int]
) -> None:
    picture, present, rest = staged(built_in, basemap, Layout.PRESENT, size)
    stage = picture.stage
    assert isinstance(stage, RaceStage)
    free = present.free(rest, *size)

    for way in stage.ways.values():
        for x, y in (point for course in way for point in course.points):
            assert free.grown(1).contains(Box(x, y, x, y))


@pytest.mark.parametrize("size", SIZES)
def test_text_on_cards_is_large_enough_for_the_back_row(
    built_in: Library, basemap: Basemap, size: tuple[int, int]
) -> None:
    picture, _, _ = staged(built_in, basemap, Layout.PRESENT, size)
    stage = picture.stage
    assert isinstance(stage, RaceStage)

    assert CARD_TEXT >= 0.026
    assert stage.text_pixels >= 0.026 * size[1]


def test_a_card_says_how_a_container_travels(built_world: World) -> None:
    race = built_world.race_at(EventId("vladivostok-transit-notice-2023"))
    assert race is not None
    run = next(run for run in race.runs if run.id == "changchun-vladivostok")

    assert reads(run, 100) == ("100", "0")
    assert reads(run, 600) == ("600", "0")
    assert reads(run, 1000) == ("722–887", "278"), "what is behind it reads as a range"
    assert reads(run, run.km) == ("722–887", "1,870")


@pytest.mark.parametrize("size", SIZES)
def test_cards_say_in_words_which_run_is_which_and_what_is_counted(
    built_in: Library, basemap: Basemap, size: tuple[int, int]
) -> None:
    with noting() as notes:
        *_, image = framed(built_in, basemap, Layout.PRESENT, size)
        said = [text.text for text in notes.of(image)[0]]

    for port in ("Dalian", "Vladivostok"):
        at = said.index(f"By {port}")
        assert said[at + 1 : at + 3] == ["land km", "sea km"]
        assert said[at + 3 : at + 5] == ["Changchun", "Hunchun"]


@pytest.mark.parametrize("size", SIZES)
def test_all_that_the_race_is_about_is_in_sight_with_its_name(
    built_in: Library, basemap: Basemap, size: tuple[int, int]
) -> None:
    picture, present, rest = staged(built_in, basemap, Layout.PRESENT, size)
    stage = picture.stage
    assert isinstance(stage, RaceStage)
    view, free = present.viewport(rest, *size), present.free(rest, *size)
    places = {place.id: place for place in built_in.world().places}
    ends = {place for run in stage.runs for place in (run.start, run.by, run.finish)}

    for end in ends:
        x, y = view.to_pixel(places[end].x, places[end].y)
        assert free.contains(Box(x, y, x, y)), end
    assert ends <= picture.names_shown
    # The containers come to rest beside the terminal, not half a province away.
    terminal = places[stage.runs[0].finish]
    x, y = view.to_pixel(terminal.x, terminal.y)
    quay = stage.boxes[-1]
    assert max(quay.x0 - x, x - quay.x1, quay.y0 - y, y - quay.y1) < 70 * size[1] / 1080


@pytest.mark.parametrize("size", SIZES)
def test_the_legend_of_the_race_lists_every_power_in_view(
    built_in: Library, basemap: Basemap, size: tuple[int, int]
) -> None:
    picture, _, _ = staged(built_in, basemap, Layout.PRESENT, size)

    legend = picture.furnished.legend
    listed = {entry.text for entry in legend.entries} if legend else set()

    assert {"China", "Russia", "Japan", "North Korea", "South Korea"} <= listed


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", [LIGHT.ink, LIGHT.muted])
def test_text_on_cards_stands_out_seven_to_one(colour: QColor) -> None:
    assert (luminance(PAPER) + 0.05) / (luminance(colour) + 0.05) >= 7


def test_the_shorter_way_arrives_first_and_all_go_at_one_speed(
    built_in: Library, basemap: Basemap
) -> None:
    picture, _, _ = staged(built_in, basemap, Layout.EXPLORE, (1280, 800))
    stage = picture.stage
    assert isinstance(stage, RaceStage)

    assert {stage.km(run, 0.2) for run in stage.runs} == {stage.km(stage.runs[0], 0.2)}
    arrivals = {run.id: stage.arrives(run) for run in stage.runs}
    assert sorted(arrivals, key=lambda run: arrivals[run]) == [
        "changchun-dalian",
        "hunchun-vladivostok",
        "hunchun-dalian",
        "changchun-vladivostok",
    ]
    assert max(arrivals.values()) < 1


def test_runs_along_one_route_are_seen_beside_each_other(
    built_in: Library, basemap: Basemap
) -> None:
    picture, _, _ = staged(built_in, basemap, Layout.EXPLORE, (1280, 800))
    stage = picture.stage
    assert isinstance(stage, RaceStage)
    one, other = (stage.ways[run][-1] for run in ("changchun-dalian", "hunchun-dalian"))

    (x0, y0), (x1, y1) = one.at(one.km[0] + 500), other.at(other.km[0] + 500)

    assert 3 < ((x0 - x1) ** 2 + (y0 - y1) ** 2) ** 0.5 < 12


def test_ships_sail_to_the_end_of_the_route_in_view_and_rest(
    built_in: Library, built_world: World, basemap: Basemap
) -> None:
    picture, _, _ = staged(built_in, basemap, Layout.EXPLORE, (1280, 800), SHIPS)
    stage = picture.stage
    assert isinstance(stage, VoyageStage)

    early, late = list(stage.ships(0.2)), list(stage.ships(1.0))

    assert len(early) < len(late)
    assert early[0][1] < late[0][1] < late[0][0].km[-1]


def test_the_fleet_of_1905_sails_the_stretch_that_is_in_view(
    built_world: World, basemap: Basemap
) -> None:
    route = next(route for route in built_world.routes if route.id == "sea-baltic-fleet-1905")
    view = MapPicture(built_world, basemap, lambda event: None).viewport(  # type: ignore[arg-type,return-value]
        Instant.still(Camera(100_000, -900_000, 900_000), 0, RACE), 1200, 800
    )

    lane = lane_in_view(route, view)

    assert lane is not None
    assert 300 < lane.km[-1] < route.km[-1] / 2
    assert all(0 <= x <= 1200 and 0 <= y <= 800 for x, y in lane.points)


# The window


def flush() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
    QCoreApplication.processEvents()


def settle(qtbot: QtBot, window: QWidget, layout: Layout) -> None:
    widget: MapWidget | PresentWidget | None
    if layout is Layout.EXPLORE:
        widget = window.findChild(MapWidget)
    else:
        widget = window.findChild(PresentWidget)
    assert widget is not None
    qtbot.waitUntil(lambda: bool(widget.is_settled))


def seen(window: QWidget) -> QImage:
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("layout", [Layout.EXPLORE, Layout.PRESENT])
@pytest.mark.parametrize("event", [RACE, SHIPS])
def test_only_what_has_moved_is_painted_anew_and_it_is_the_whole_picture(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    built_in: Library,
    explorer: Explorer,
    clock: Clock,
    layout: Layout,
    event: EventId,
) -> None:
    window = window_of(qtbot, built_in, explorer)
    if layout is Layout.PRESENT:
        explorer.present_from_here()
    arrive(explorer, clock, event)
    settle(qtbot, window, layout)
    whole_frames: list[ViewState] = []
    paint = MapPicture.paint

    def counted(
        self: MapPicture, painter: QPainter, shown: ViewState, *rest: Any, **by: Any
    ) -> None:
        whole_frames.append(shown)
        paint(self, painter, shown, *rest, **by)

    monkeypatch.setattr(MapPicture, "paint", counted)
    for _ in range(40):
        clock.now += 1 / 8
        explorer.tick(clock.now)
        flush()
    assert not whole_frames

    one = seen(window)
    other = still.take(built_in, explorer.state, one.width(), one.height())
    assert far_apart(one, other) < 600  # of four million; a container left behind has 1,500


def far_apart(one: QImage, other: QImage) -> int:
    """How many bytes of two pictures differ by more than the rounding of blended edges."""
    assert one.size() == other.size()
    first, second = bytes(one.constBits()), bytes(other.constBits())
    return sum(abs(a - b) > 32 for a, b in zip(first, second, strict=True) if a != b)


@pytest.mark.parametrize("layout", [Layout.EXPLORE, Layout.PRESENT])
@pytest.mark.parametrize("event", [RACE, SHIPS])
def test_the_frame_at_the_end_is_what_the_picture_command_writes(
    qtbot: QtBot,
    built_in: Library,
    explorer: Explorer,
    clock: Clock,
    layout: Layout,
    event: EventId,
) -> None:
    window = window_of(qtbot, built_in, explorer)
    if layout is Layout.PRESENT:
        explorer.present_from_here()
    arrive(explorer, clock, event)
    settle(qtbot, window, layout)
    for _ in range(24):
        clock.now += 0.5
        explorer.tick(clock.now)
        flush()
    assert explorer.state.running is None

    one = seen(window)

    assert one == still.take(built_in, explorer.state, one.width(), one.height())

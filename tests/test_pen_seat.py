"""The pen's bar stands where it covers nothing that is to be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from db.records import TourId
from tests.windows import settled, window_of
from ui.camera import Box
from ui.explorer import Explorer
from ui.map.land import LandPainter
from ui.map.names import Names
from ui.map.told import places_told
from ui.map.widget import MapWidget
from ui.pen.bar import PenBar
from ui.pen.seat import Place, find_place
from ui.present.widget import PresentWidget
from ui.state import TEXT_SCALES, at_step

ROOM = Box(10, 20, 790, 480)
SHAPES = [(150, 300), (200, 200), (380, 100)]


def covered(place: Place, taken: Sequence[Box]) -> bool:
    width, height = SHAPES[place.shape]
    box = Box(place.x, place.y, place.x + width, place.y + height)
    assert ROOM.contains(box)
    return any(box.meets(other) for other in taken)


def test_it_stands_at_the_upper_right_where_nothing_is_there() -> None:
    assert find_place(SHAPES, ROOM, []) == Place(0, 640, 20)


def test_it_becomes_lower_where_that_keeps_it_at_the_upper_right() -> None:
    assert find_place(SHAPES, ROOM, [Box(600, 250, 800, 500)]) == Place(1, 590, 20)


@pytest.mark.parametrize(
    "taken",
    [
        [Box(400, 0, 800, 60)],
        [Box(400, 0, 800, 500)],
        [Box(400, 0, 800, 500), Box(0, 0, 300, 120)],
        [Box(400, 0, 800, 350), Box(0, 0, 300, 350)],
    ],
)
def test_it_goes_along_the_edges_to_where_it_covers_nothing(taken: list[Box]) -> None:
    assert not covered(find_place(SHAPES, ROOM, taken), taken)


def test_where_there_is_no_room_it_covers_least() -> None:
    everywhere, worse = Box(0, 0, 800, 500), Box(500, 0, 800, 500)

    place = find_place(SHAPES, ROOM, [everywhere, worse])

    assert not covered(place, [worse])


def test_a_place_told_is_covered_rather_than_words() -> None:
    words, places = [Box(0, 0, 790, 300)], [Box(0, 300, 800, 500)]

    assert not covered(find_place(SHAPES, ROOM, words, places), words)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDLOCKED_CONFIG", str(tmp_path))


@pytest.fixture
def furniture_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Maps without land and names, which decide nothing here."""
    monkeypatch.setattr(LandPainter, "paint", lambda *_, **__: None)
    monkeypatch.setattr(Names, "rest", lambda *_, **__: None)
    monkeypatch.setattr(Names, "fly", lambda *_, **__: None)


def boxed(rect: QRect) -> Box:
    return Box(rect.left(), rect.top(), rect.right() + 1, rect.bottom() + 1)


@pytest.mark.usefixtures("furniture_alone")
@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("presenting", [True, False])
@pytest.mark.parametrize("size", [(1024, 768), (1280, 800), (1920, 1080)])
def test_at_no_stop_it_meets_the_legend_or_the_heading(
    qtbot: QtBot, built_in: Library, size: tuple[int, int], presenting: bool, scale: float
) -> None:
    world, tour = built_in.world(), TourId("full")
    explorer = Explorer(world, at_step(world, tour, 0)._replace(asks=False, text_scale=scale))
    window = window_of(qtbot, built_in, explorer, size=size)
    if presenting:
        explorer.present_from_here()
    kind = PresentWidget if presenting else MapWidget
    view: QWidget = window.findChildren(kind)[0]
    assert isinstance(view, PresentWidget | MapWidget)
    maps = view._picture._map if isinstance(view, PresentWidget) else view.picture
    window.pen.box.toggle()
    (bar,) = view.findChildren(PenBar)
    assert scale in TEXT_SCALES
    met = []

    for number, step in enumerate(world.tour(tour).steps):
        explorer.go_to_step(number)
        state = settled(explorer)
        view.grab()
        at = boxed(bar.geometry())
        heading, legend = maps.furnished.heading, maps.furnished.legend
        if isinstance(view, PresentWidget):
            heading = view._picture._heading_boxes(state, None, *size)
            assert at.y1 <= view.map_bottom
            there = view._picture.viewport(state, *size)
            places = places_told(step, built_in.event(step.event), world)
            points = (there.to_pixel(*place) for place in places)
            met += [(step.event, "place") for x, y in points if at.meets(Box(x, y, x, y).grown(1))]
        boxes = {"heading": heading, "legend": (legend.box,) if legend else ()}
        met += [(step.event, name) for name, found in boxes.items() if any(map(at.meets, found))]
        assert boxed(view.rect()).contains(at)

    assert met == []

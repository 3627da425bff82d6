"""What a question marks on the map can be seen: beside its plate, below the year, apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import combinations
from math import hypot
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from db.library import Library
from db.records import Question, World
from tests.test_question_plate import picture_of, tallied
from ui import fonts, theme
from ui.asking import Phase
from ui.camera import Box, Viewport
from ui.map.ground import plane_transform
from ui.present.picture import MAP_SCALE, PresentPicture
from ui.quiz.marks import PIN
from ui.quiz.plate import BODY, Plate
from ui.state import ViewState

SIZES = [(1024, 768), (1280, 800), (1920, 1080)]
SCALES = [1.0, 1.3, 1.5]


class Seen(NamedTuple):
    """A question as it is presented, with hands counted; boxes and points are in pixels."""

    question: Question
    phase: Phase
    plate: Plate
    covers: tuple[Box, ...]
    frame: Box
    view: Viewport
    marks: tuple[Box, ...]
    letters: tuple[QPointF, ...]
    unit: float


@pytest.fixture(scope="module")
def seen(built_in: Library, built_world: World, qapp: QApplication) -> Callable[..., list[Seen]]:
    """Every question, asked and answered, at a size and a text size."""
    fonts.register()
    picture = picture_of(built_in)

    @cache
    def looked(size: tuple[int, int], scale: float) -> list[Seen]:
        return [
            look(picture, built_world, question, phase, size, scale)
            for question in built_in.questions().values()
            for phase in Phase
        ]

    return looked


def unit_of(state: ViewState, size: tuple[int, int]) -> float:
    """A reference pixel of the map."""
    return MAP_SCALE * size[1] / theme.REFERENCE_HEIGHT * state.text_scale


def marked(
    picture: PresentPicture,
    world: World,
    question: Question,
    state: ViewState,
    size: tuple[int, int],
) -> list[Box]:
    """What of the map must be seen: letters, names, and what is to be found."""
    plate = picture.plate(state, *size)
    assert plate is not None and state.question is not None
    marks, view, unit = picture._map.marks, picture.viewport(state, *size), unit_of(state, size)
    boxes = marks.boxes(view, question, state.question, state.day, unit, plate.box.x0)
    if question.place:
        place = next(place for place in world.places if place.id == question.place)
        at = view.to_pixel(place.x, place.y)
        boxes.append(Box(*at, *at).grown(11 * unit))
    if question.borders:
        line = plane_transform(view).map(marks._border(question.borders)).boundingRect()
        boxes.append(Box(line.left(), line.top(), line.right(), line.bottom()))
    return boxes


def look(
    picture: PresentPicture,
    world: World,
    question: Question,
    phase: Phase,
    size: tuple[int, int],
    scale: float,
) -> Seen:
    state = tallied(world, question, phase, strong=False)._replace(text_scale=scale)
    plate = picture.plate(state, *size)
    assert plate is not None
    view, unit = picture.viewport(state, *size), unit_of(state, size)
    return Seen(
        question,
        phase,
        plate,
        (plate.box, *picture._heading_boxes(state, plate, *size)),
        Box(0, 0, size[0], picture.strip(*size).y0),
        view,
        tuple(marked(picture, world, question, state, size)),
        tuple(centre for _, centre in picture._map.marks._pins(view, question, unit).values()),
        unit,
    )


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", SIZES)
def test_no_mark_of_any_question_lies_under_its_plate_or_the_heading(
    seen: Callable[..., list[Seen]], size: tuple[int, int], scale: float
) -> None:
    hidden = {
        f"{one.question.id}, {one.phase}"
        for one in seen(size, scale)
        for box in one.marks
        if not one.frame.contains(box) or any(map(box.meets, one.covers))
    }

    assert not hidden


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", SIZES)
def test_no_letter_covers_another(
    seen: Callable[..., list[Seen]], size: tuple[int, int], scale: float
) -> None:
    meeting = {
        one.question.id
        for one in seen(size, scale)
        for a, b in combinations(one.letters, 2)
        if hypot(a.x() - b.x(), a.y() - b.y()) < 2 * PIN * one.unit
    }

    assert not meeting


@pytest.mark.parametrize("size", SIZES)
def test_large_text_gives_way_to_the_map_but_not_below_the_usual_size(
    seen: Callable[..., list[Seen]], size: tuple[int, int]
) -> None:
    with_map = [one for one in seen(size, 1.5) if one.question.framing is not None]

    assert all(one.plate.box.width <= 0.65 * size[0] for one in with_map)
    assert all(one.plate.body >= BODY * size[1] * 0.999 for one in with_map)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", SIZES)
def test_the_map_stands_still_when_the_answer_comes(
    seen: Callable[..., list[Seen]], size: tuple[int, int], scale: float
) -> None:
    views: dict[str, set[Viewport]] = {}
    for one in seen(size, scale):
        views.setdefault(one.question.id, set()).add(one.view)

    assert {name: len(known) for name, known in views.items() if len(known) > 1} == {}

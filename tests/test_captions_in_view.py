"""What a caption names can be found on the picture that it stands under."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from db.library import Library
from db.records import World
from tests.test_question_plate import picture_of
from ui import fonts
from ui.camera import Box
from ui.rehearse.sight import Gazetteer
from ui.state import Layout, at_step


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768)])
def test_every_place_that_a_caption_names_lies_in_its_view(
    built_in: Library, built_world: World, qapp: QApplication, size: tuple[int, int]
) -> None:
    """For all four tours, by the names that places have on the day or today."""
    fonts.register()
    picture, gazetteer = picture_of(built_in), Gazetteer(built_world)
    outside, named = set(), 0

    for tour in built_world.tours:
        for number, step in enumerate(tour.steps):
            state = at_step(built_world, tour.id, number)._replace(layout=Layout.PRESENT)
            view, free = picture.viewport(state, *size), picture.free(state, *size)
            shown = free._replace(y0=0.0)  # below the year the map goes on
            for name, place in gazetteer.named_in(picture.caption(state), step.day).values():
                named += 1
                at = view.to_pixel(place.x, place.y)
                if not shown.contains(Box(*at, *at)):
                    outside.add((step.event, name))

    assert named > 200
    assert outside == set()

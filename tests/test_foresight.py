"""What the next key may ask for is made ready in pieces, and costs that key nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from pytestqt.qtbot import QtBot

from db.library import Library
from db.records import World
from ui import fonts, images
from ui.camera import Viewport
from ui.foresight import Foresight
from ui.map.basemap import Basemap
from ui.map.ground import draw_line
from ui.map.lettering import draw_words
from ui.map.picture import MapPicture
from ui.state import at_step

SIZE = (960, 600)


@pytest.fixture(scope="module")
def basemap(qapp: object) -> Basemap:
    fonts.register()
    return Basemap()


def paint(picture: MapPicture, world: World, step: int) -> QImage:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        picture.paint(painter, at_step(world, world.tours[0].id, step), *SIZE, unit=0.8)
    return image


def test_a_foreseen_stop_has_all_its_words_drawn(
    built_in: Library, built_world: World, basemap: Basemap
) -> None:
    picture = MapPicture(built_world, basemap, built_in.event)
    paint(picture, built_world, 0)
    for _ in picture.foresee(at_step(built_world, built_world.tours[0].id, 1), *SIZE, unit=0.8):
        pass
    before = draw_words.cache_info().misses  # type: ignore[attr-defined]

    paint(picture, built_world, 1)

    assert draw_words.cache_info().misses == before  # type: ignore[attr-defined]


def test_foreseeing_half_way_leaves_the_picture_as_it_is(
    built_in: Library, built_world: World, basemap: Basemap
) -> None:
    picture = MapPicture(built_world, basemap, built_in.event)
    images.forget()
    expected = paint(picture, built_world, 0)
    names = picture.names_shown

    for _ in picture.foresee(at_step(built_world, built_world.tours[0].id, 7), *SIZE, unit=0.8):
        assert picture.names_shown == names

    assert paint(picture, built_world, 0) == expected


def test_pieces_wait_for_rest_and_end(qtbot: QtBot) -> None:
    done: list[int] = []

    def pieces() -> list[None]:
        done.append(len(done))
        return [None] * 3

    owner = QObject()
    foresight = Foresight(owner, pieces, 20)
    foresight.start()
    foresight.stop()
    qtbot.wait(60)
    assert not done

    foresight.start()
    qtbot.waitUntil(lambda: done == [0])
    qtbot.wait(60)
    assert done == [0]


@pytest.mark.parametrize("width", [1.0, 1.5, 2.4, 3.6])
def test_hairlines_side_by_side_are_a_line_of_that_width(qapp: object, width: float) -> None:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    path = QPainterPath(QPointF(10, -50.3))
    path.lineTo(90, -50.3)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_line(painter, Viewport(100, 100, 0, 0, 1), path, QColor("black"), width)

    column = [1 - image.pixelColor(50, y).lightnessF() for y in range(100)]

    assert sum(column) == pytest.approx(width, abs=0.35)
    inside = [dark for y, dark in enumerate(column) if abs(y + 0.5 - 50.3) < width / 2 - 0.6]
    assert all(dark > 0.7 for dark in inside)

"""The picture a start begins with is the painted one to the pixel, or it is painted."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.windows import explorer_of
from ui import app, fonts, kept_picture
from ui.kept_picture import KeptPictures
from ui.main_window import MainWindow
from ui.map.basemap import Basemap
from ui.map.widget import KEPT_AS, MapWidget
from ui.messages import Messages
from ui.timeline.painter import TimelinePicture
from ui.timeline.widget import KEPT_AS as TIMELINE
from ui.timeline.widget import TimelineWidget

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def picture() -> QImage:
    """A small picture with four colours."""
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    for number in range(6):
        image.setPixel(number % 3, number // 3, 0xFF000000 + 40 * number)
    return image


def test_a_picture_kept_is_found_again(tmp_path: Path, picture: QImage) -> None:
    KeptPictures(tmp_path / "new", "lesson").keep("map", (1, "a"), picture)
    kept = KeptPictures(tmp_path / "new", "lesson")

    assert kept.find("map", (1, "a")) == picture
    assert kept.has("map", (1, "a"))


def test_a_picture_of_something_else_is_not_taken(tmp_path: Path, picture: QImage) -> None:
    kept = KeptPictures(tmp_path, "lesson")
    kept.keep("map", (1, "a"), picture)

    for others, name, shown in [
        (kept, "map", (1, "b")),
        (kept, "map", (1,)),
        (kept, "strip", (1, "a")),
        (KeptPictures(tmp_path, "another"), "map", (1, "a")),
    ]:
        assert others.find(name, shown) is None
        assert not others.has(name, shown)


def test_a_changed_program_paints_anew(
    tmp_path: Path, picture: QImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in kept_picture.PAINTED_FROM:
        (tmp_path / "root" / folder).mkdir(parents=True)
    code = tmp_path / "root" / "ui" / "painter.py"
    code.write_text("x = 1")
    monkeypatch.setattr(kept_picture, "ROOT", tmp_path / "root")
    KeptPictures(tmp_path, "lesson").keep("map", 1, picture)
    assert KeptPictures(tmp_path, "lesson").has("map", 1)

    os.utime(code, ns=(1, 1))

    assert not KeptPictures(tmp_path, "lesson").has("map", 1)
    assert KeptPictures(tmp_path, "lesson").find("map", 1) is None


def cut(content: bytes) -> bytes:
    return content[:-1]


def with_a_wrong_pixel(content: bytes) -> bytes:
    return content[:-2] + bytes([content[-2] ^ 1]) + content[-1:]


def gone(content: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("damage", [cut, with_a_wrong_pixel, gone])
def test_a_damaged_picture_is_not_shown(
    tmp_path: Path, picture: QImage, damage: Callable[[bytes], bytes]
) -> None:
    kept = KeptPictures(tmp_path, "lesson")
    kept.keep("map", 1, picture)
    path = tmp_path / "map.picture"
    path.write_bytes(damage(path.read_bytes()))

    assert kept.find("map", 1) is None


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path, picture: QImage) -> None:
    (tmp_path / "file").touch()
    kept = KeptPictures(tmp_path / "file", "lesson")

    kept.keep("map", 1, picture)

    assert kept.find("map", 1) is None


def opened(
    library: Library, qtbot: QtBot, kept: KeptPictures | None
) -> tuple[MainWindow, MapWidget]:
    """A window that has been shown, which must be held as long as its map is used, and its map."""
    fonts.register()
    explorer = explorer_of(library)
    window, shown = app.join(explorer, library, Basemap(), Messages(), windowed=True, kept=kept)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: shown.is_settled)
    return window, shown


def test_the_window_begins_with_the_picture_it_would_paint(
    library: Library, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptPictures(tmp_path, "lesson")
    _window, first = opened(library, qtbot, kept)
    painted = first.grab().toImage()
    first.keep_opening()

    monkeypatch.setattr(MapWidget, "_render", lambda *_, **__: pytest.fail("the map is painted"))
    _other, second = opened(library, qtbot, kept)

    assert second.grab().toImage() == painted
    assert "picture" not in vars(second)


def test_what_is_kept_at_the_end_is_where_the_next_start_begins(
    library: Library, qtbot: QtBot, tmp_path: Path
) -> None:
    kept = KeptPictures(tmp_path, "lesson")
    _window, shown = opened(library, qtbot, kept)
    explorer = shown._explorer
    opening = explorer.state
    explorer.next()
    explorer.land()
    qtbot.waitUntil(lambda: shown.is_settled)
    shown.keep_opening()
    assert not kept.has(KEPT_AS, shown._shown(explorer.state))

    shown.keep(explorer.state)

    painted = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert kept.find(KEPT_AS, shown._shown(explorer.state)) == painted
    assert not kept.has(KEPT_AS, shown._shown(opening))


def test_a_picture_that_shows_doubt_is_not_the_one_without(
    library: Library, qtbot: QtBot, tmp_path: Path
) -> None:
    kept = KeptPictures(tmp_path, "lesson")
    _window, shown = opened(library, qtbot, kept)
    shown.keep_opening()
    state = shown._explorer.state

    assert kept.has(KEPT_AS, shown._shown(state))
    assert not kept.has(KEPT_AS, shown._shown(state._replace(doubt=False)))


def strip_of(window: MainWindow) -> TimelineWidget:
    found = window.findChild(TimelineWidget)
    assert found is not None
    return found


def test_the_timeline_begins_with_the_picture_it_would_paint(
    library: Library, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptPictures(tmp_path, "lesson")
    window, _ = opened(library, qtbot, kept)
    strip_of(window).keep_opening()
    painted = strip_of(window).grab().toImage()
    paints = TimelinePicture.paint

    monkeypatch.setattr(
        TimelinePicture, "paint", lambda *_, **__: pytest.fail("the timeline is painted")
    )
    other, _ = opened(library, qtbot, kept)
    assert strip_of(other).grab().toImage() == painted

    monkeypatch.setattr(TimelinePicture, "paint", paints)
    other.explorer.next()
    other.explorer.land()
    assert strip_of(other).grab().toImage() != painted


def test_a_timeline_with_other_stops_is_another_picture(
    library: Library, qtbot: QtBot, tmp_path: Path
) -> None:
    kept = KeptPictures(tmp_path, "lesson")
    window, _ = opened(library, qtbot, kept)
    strip, explorer = strip_of(window), window.explorer
    strip.keep_opening()
    shown = strip._shown(explorer.state)
    world = explorer.world
    fewer = world.tours[0]._replace(steps=world.tours[0].steps[:-1])

    explorer.retell(world._replace(tours=(fewer, *world.tours[1:])), fewer.id)

    assert kept.has(TIMELINE, shown)
    assert not kept.has(TIMELINE, strip._shown(explorer.state))

"""The Present view: what the audience reads, and what the presenter's hand does to it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import ceil

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import dates
from db.library import Library
from db.records import Event, EventId, World
from tests.windows import CLOCK, explorer_of, presented, settled, window_of
from ui import fonts, theme
from ui import state as moves
from ui.button import Button
from ui.explorer import Explorer
from ui.letters import Face, nothing, write
from ui.map.basemap import Basemap
from ui.map.picture import MapPicture
from ui.present import awake
from ui.present import widget as widget_module
from ui.present.awake import Awake, command
from ui.present.caption import FULL, SIDE, caption_picture, set_caption
from ui.present.heading import title_picture, year_picture
from ui.present.picture import PresentPicture
from ui.present.widget import PresentWidget, swipe
from ui.state import Layout, ViewState
from ui.timeline.painter import TimelinePicture

SIZES = [(1920, 1080), (1024, 768), (1280, 720), (3840, 2160), (3840, 1080)]
SHORT = "From June 2023 Jilin may ship to Zhejiang through Vladivostok."
LONG = (
    "After the war Russia hands Japan its lease on Port Arthur and Dalny, and the railway north as "
    "far as Changchun; Dalny becomes Dairen, and China, whose land all of this is, was not asked "
    "to the table at Portsmouth."
)


@pytest.fixture(autouse=True)
def shipped_fonts(qapp: QApplication) -> None:
    fonts.register()


@pytest.fixture
def picture(library: Library, explorer: Explorer) -> PresentPicture:
    world = explorer.world
    map_picture = MapPicture(world, Basemap(), library.event)
    timeline = TimelinePicture(world)
    return PresentPicture(map_picture, timeline, library.event, world, library.charts_of)


@pytest.fixture
def view(qtbot: QtBot, library: Library, explorer: Explorer) -> Iterator[PresentWidget]:
    window = window_of(qtbot, library, explorer)
    yield presented(qtbot, window)
    window.close()


def painted(picture: PresentPicture, state: ViewState, width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    picture.paint(painter, state, width, height)
    painter.end()
    return image


def rows_of(image: QImage, colour: QColor) -> range:
    """The rows of a picture that hold a colour."""
    found = [
        y
        for y in range(image.height())
        if any(image.pixelColor(x, y) == colour for x in range(image.width()))
    ]
    return range(found[0], found[-1] + 1)


# Words


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_forty_words_fit_in_four_lines(width: int, height: int) -> None:
    assert len(LONG.split()) == 40

    caption = set_caption(LONG, width, height)

    assert len(caption.lines) <= (4 if width > 1.5 * height else 5)
    assert FULL * height <= caption.pixels < FULL * height + 1
    assert " ".join(caption.lines) == LONG


def test_larger_text_gives_way_before_the_map_has_less_than_half() -> None:
    width, height, most = 1920, 1080, 400

    caption = set_caption(LONG, width, height, 1.5, most)

    assert caption.height <= most < set_caption(LONG, width, height, 1.5).height
    assert set_caption(SHORT, width, height, 1.5, most).pixels == ceil(1.5 * FULL * height)


def test_text_is_never_smaller_than_it_must_be_to_make_room() -> None:
    assert set_caption(LONG, 1024, 768, 1.5, most=50).pixels <= ceil(FULL * 768) + 1


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_short_caption_is_as_large_as_it_should_be(width: int, height: int) -> None:
    assert set_caption(SHORT, width, height).pixels == ceil(0.044 * height)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_line_of_a_caption_is_cut_off(width: int, height: int) -> None:
    image = caption_picture(LONG, width, height)

    side = round(SIDE * height / 1080) - 2
    margins = (*range(side), *range(width - side, width))
    inked = [
        (x, y)
        for y in range(0, image.height(), 2)
        for x in margins
        if image.pixelColor(x, y).alpha()
    ]

    assert not inked


@pytest.mark.parametrize("height", [768, 1080, 2160])
def test_the_year_is_read_from_the_back_of_the_room(height: int) -> None:
    digits = rows_of(year_picture("1905", height / 1080), theme.INK)

    assert len(digits) >= height / 18


def test_a_long_title_breaks_into_balanced_lines() -> None:
    one = title_picture("A Russian port", 1920, 1.0)

    two = title_picture("Soybeans and railways make two ports of one hinterland", 1024, 1.0)

    assert two.height() > one.height()
    assert two.width() <= 1024


def test_shows_the_caption_of_the_stop(
    library: Library, explorer: Explorer, picture: PresentPicture
) -> None:
    assert picture.caption(explorer.state) == library.event(explorer.step.event).caption
    assert picture.heading(explorer.state)[1] == explorer.step.title


def test_a_dragged_date_is_told_instead_of_a_caption(
    explorer: Explorer, picture: PresentPicture
) -> None:
    explorer.seek(explorer.step.day + 400)

    year, title = picture.heading(explorer.state)

    assert title.endswith(year)
    assert picture.caption(explorer.state).startswith(title)


def test_no_title_stands_beside_the_years_that_a_flight_passes(
    library: Library, explorer: Explorer
) -> None:
    explorer.go_to_step(3)
    way = [moves.tick(explorer.state, explorer.world, CLOCK + n / 20) for n in range(1, 60)]
    tours = explorer.world.tours
    steps = tuple(step._replace(title="Something else") for step in tours[0].steps)
    retitled = explorer.world._replace(tours=(tours[0]._replace(steps=steps), *tours[1:]))

    def frame(state: ViewState, world: World) -> QImage:
        map_picture = MapPicture(world, Basemap(), library.event)
        timeline = TimelinePicture(world)
        made = PresentPicture(map_picture, timeline, library.event, world, library.charts_of)
        return painted(made, state, 640, 360)

    passing = [state for state in way if not moves.names_stop(state, explorer.world)]
    landed = next(state for state in way if state.flight is None)

    assert {dates.year_of(state.day) for state in passing}
    assert all(dates.year_of(state.day) != dates.year_of(explorer.step.day) for state in passing)
    middle = passing[len(passing) // 2]
    assert frame(middle, explorer.world) == frame(middle, retitled)
    assert frame(landed, explorer.world) != frame(landed, retitled)


def test_larger_text_makes_a_larger_caption() -> None:
    larger = set_caption(SHORT, 1920, 1080, 1.5)

    assert larger.pixels == pytest.approx(1.5 * set_caption(SHORT, 1920, 1080).pixels)


# The picture


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_plate_is_night_down_to_the_lower_edge(
    explorer: Explorer, picture: PresentPicture, width: int, height: int
) -> None:
    image = painted(picture, explorer.state, width, height)

    edge = round(picture.free(explorer.state, width, height).y1)
    for y in (edge + 2, height - 3):
        assert image.pixelColor(3, y).lightness() < 80
    assert image.pixelColor(width - 3, edge - 40).lightness() > 80


def edge_of_plate(image: QImage) -> int:
    """The first row of the plate, looked for at the left edge from below."""
    return next(y for y in range(image.height() - 1, 0, -1) if image.pixelColor(1, y).blue() > 90)


def test_the_plate_glides_to_the_next_captions_height(library: Library, explorer: Explorer) -> None:
    world = explorer.world
    second = world.tours[0].steps[1].event

    def event_of(event: EventId) -> Event:
        return library.event(event)._replace(caption=LONG if event == second else SHORT)

    picture = PresentPicture(
        MapPicture(world, Basemap(), event_of),
        TimelinePicture(world),
        event_of,
        world,
        library.charts_of,
    )
    edges = [edge_of_plate(painted(picture, explorer.state, 800, 450))]
    explorer.next()
    flight = explorer.state.flight
    assert flight is not None
    for part in range(11):
        explorer.tick(CLOCK + flight.seconds * part / 10)
        edges.append(edge_of_plate(painted(picture, explorer.state, 800, 450)))

    assert edges[1] == edges[0]
    assert edges == sorted(edges, reverse=True)
    assert edges[-1] < edges[0] - 20
    assert max(before - after for before, after in pairwise(edges)) <= 12


def test_the_window_shows_what_the_picture_command_writes(
    view: PresentWidget, explorer: Explorer, picture: PresentPicture
) -> None:
    shown = view.grab(QRect(0, 0, view.width(), view.height())).toImage()

    written = painted(picture, explorer.state, view.width(), view.height())

    assert shown.convertToFormat(written.format()) == written


# Curtain, pointer, buttons


@pytest.mark.parametrize(("key", "colour"), [("B", "#000000"), ("W", "#ffffff")])
def test_a_curtain_hides_all(view: PresentWidget, key: str, colour: str) -> None:
    QTest.keyClick(view.window(), getattr(Qt.Key, f"Key_{key}"))

    image = view.grab().toImage()

    points = [(0, 0), (image.width() // 2, image.height() // 2), (5, image.height() - 5)]
    assert {image.pixelColor(x, y).name() for x, y in points} == {colour}
    assert "hidden" in view.accessibleDescription()


def test_the_pointer_hides_and_comes_back(
    qtbot: QtBot, view: PresentWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    QTest.mouseMove(view, QPoint(300, 200))
    QTest.mouseMove(view, QPoint(310, 210))
    assert all(button.isVisible() for button in view.buttons)
    assert view.cursor().shape() is not Qt.CursorShape.BlankCursor
    assert widget_module.POINTER_HIDES_MS == 2_000

    view.hide_pointer()
    assert view.cursor().shape() is Qt.CursorShape.BlankCursor
    assert not any(button.isVisible() for button in view.buttons)

    QTest.mouseMove(view, QPoint(320, 220))
    assert all(button.isVisible() for button in view.buttons)


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)])
def test_the_buttons_cover_no_question_and_no_legend(
    qtbot: QtBot, built_in: Library, size: tuple[int, int]
) -> None:
    explorer = explorer_of(built_in, 0, asks=True)
    window = window_of(qtbot, built_in, explorer, size=size)
    explorer.present_from_here()
    (view,) = window.findChildren(PresentWidget)
    asked = 0
    for number in range(30):
        settled(explorer)
        qtbot.waitUntil(lambda: view.is_settled)
        QTest.mouseMove(view, QPoint(300 + number % 2, 200))
        QTest.mouseMove(view, QPoint(310 + number % 2, 210))
        previous, following = view.buttons
        qtbot.waitUntil(previous.isVisible)
        box = previous.geometry().united(following.geometry())
        asked += explorer.state.question is not None
        for words in view.kept_clear.words:
            read = QRectF(words.x0, words.y0, words.width, words.height)
            assert not read.intersects(QRectF(box)), (explorer.state.step, words)
        assert box.bottom() < view.map_bottom
        explorer.next()
    assert asked > 3
    window.close()


def test_buttons_step_and_are_large_enough_for_a_finger(
    view: PresentWidget, explorer: Explorer
) -> None:
    QTest.mouseMove(view, QPoint(300, 200))
    QTest.mouseMove(view, QPoint(310, 210))
    previous, following = view.buttons

    QTest.mouseClick(following, Qt.MouseButton.LeftButton)
    assert settled(explorer).step == 1
    QTest.mouseClick(previous, Qt.MouseButton.LeftButton)
    assert settled(explorer).step == 0

    assert not previous.geometry().intersects(following.geometry())
    for button in view.buttons:
        assert view.rect().contains(button.geometry())
        assert button.x() > view.width() / 2  # the legend is at the left
        assert min(button.width(), button.height()) >= 44
        assert isinstance(button, Button) and button.accessibleName()


def test_the_wheel_zooms_about_the_pointer(view: PresentWidget, explorer: Explorer) -> None:
    before = explorer.state.camera.height

    at = QPointF(400, 200)
    wheel = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, wheel)

    assert explorer.state.camera.height < before


def test_a_drag_pans_the_map(view: PresentWidget, explorer: Explorer) -> None:
    before = explorer.state.camera

    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(500, 200))
    QTest.mouseMove(view, QPoint(600, 200))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(600, 200))

    assert explorer.state.camera.x < before.x
    assert explorer.state.camera.height == pytest.approx(before.height)


def test_the_slim_timeline_scrubs(view: PresentWidget, explorer: Explorer) -> None:
    middle = QPoint(view.width() // 2, view.height() - 20)

    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle)

    world = explorer.world
    assert explorer.state.day == pytest.approx((world.first_day + world.as_of) / 2, rel=0.01)


# Touch


@pytest.mark.parametrize(
    ("dx", "dy", "seconds", "meant"),
    [
        (-300, 20, 0.3, 1),
        (300, -20, 0.3, -1),
        (-40, 0, 0.2, 0),
        (-300, 250, 0.3, 0),
        (-300, 0, 2.0, 0),
    ],
)
def test_what_a_swipe_means(dx: float, dy: float, seconds: float, meant: int) -> None:
    assert swipe(dx, dy, seconds, 1280) == meant


def test_a_finger_steps_on_and_back(view: PresentWidget, explorer: Explorer) -> None:
    board = QTest.createTouchDevice()

    for start, end, step in ((700, 300, 1), (300, 700, 0)):
        touch = QTest.touchEvent(view, board)
        touch.press(0, QPoint(start, 300), view).commit()
        touch.move(0, QPoint((start + end) // 2, 300), view).commit()
        touch.release(0, QPoint(end, 300), view).commit()
        assert settled(explorer).step == step


# Staying awake


@pytest.mark.parametrize(
    ("platform", "program", "word"),
    [
        ("linux", "systemd-inhibit", "--what=idle:sleep"),
        ("darwin", "caffeinate", "-d"),
    ],
)
def test_the_command_that_keeps_the_screen_awake(platform: str, program: str, word: str) -> None:
    words = command(platform, 4711)

    assert words[0] == program
    assert word in words


def test_on_a_mac_the_hold_ends_with_the_program() -> None:
    assert command("darwin", 4711)[-2:] == ["-w", "4711"]


def test_windows_needs_no_command() -> None:
    assert command("win32", 4711) == []


def test_the_screen_stays_awake_while_presenting_and_no_longer(
    view: PresentWidget, explorer: Explorer
) -> None:
    assert view.awake.held

    explorer.leave()

    assert explorer.state.layout is Layout.EXPLORE
    assert not view.awake.held


def test_a_system_that_cannot_be_kept_awake_goes_to_the_log(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awake, "command", lambda platform, process: ["no-such-program-anywhere"])
    caplog.set_level(logging.INFO)
    hold = Awake(sys.platform if sys.platform.startswith("linux") else "linux")

    hold.hold()
    qtbot.waitUntil(lambda: "no-such-program-anywhere" in caplog.text)

    hold.release()
    assert not hold.held


# Letters


@pytest.mark.parametrize("text", ["Port Arthur. The area", "AVATAR To Wave", "Cafe\u0301 Lüshun"])
def test_letters_stand_where_the_font_puts_them(text: str) -> None:
    face = Face(serif=False, pixels=48)
    ours, native = (nothing(700, 80) for _ in range(2))

    painter = QPainter(ours)
    write(painter, 10, 60, text, face, theme.INK)
    painter.end()
    painter = QPainter(native)
    painter.setFont(face.font)
    painter.setPen(theme.INK)
    painter.drawText(10, 60, text)
    painter.end()

    ours_at, native_at = columns_of(ours), columns_of(native)
    assert len(ours_at ^ native_at) <= 3
    assert abs(max(ours_at) - max(native_at)) <= 1


def columns_of(image: QImage) -> set[int]:
    """The columns of a picture that hold ink."""
    return {
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).alpha() > 100 for y in range(image.height()))
    }

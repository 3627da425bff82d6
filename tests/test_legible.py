"""The last row reads it: sizes and contrast, measured on painted frames of every event."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from db.library import Library
from db.records import EventId
from ui import fonts, theme
from ui.app import event_source
from ui.inscriptions import Inscription, Notes, Stroke, noting
from ui.map import lettering, style
from ui.map.basemap import Basemap
from ui.map.picture import MapPicture
from ui.present import caption
from ui.present.legible import Finding, contrast, findings
from ui.present.picture import PresentPicture
from ui.state import Layout, ViewState, at_step, instant_at
from ui.timeline import looks
from ui.timeline.painter import TimelinePicture

SIZES = [(1024, 768), (1280, 800), (1920, 1080), (1440, 1080), (3840, 2160)]
DENSE = ("short", 7)


@pytest.fixture(autouse=True)
def shipped_fonts(qapp: QApplication) -> Iterator[None]:
    fonts.register()
    theme.wear(theme.LIGHT)
    yield
    theme.wear(theme.LIGHT)


class Room:
    """Paints frames as a class sees them, and tells what cannot be read in them."""

    def __init__(self, library: Library, notes: Notes) -> None:
        self.library = library
        self.world = library.world()
        self._notes = notes
        event_of = event_source(library)
        map_picture = MapPicture(self.world, Basemap(), event_of)
        timeline = TimelinePicture(self.world)
        self.picture = PresentPicture(
            map_picture, timeline, event_of, self.world, library.charts_of
        )

    def stands(self) -> Iterator[ViewState]:
        """Every event of the lesson at rest: the stops of the full tour, and what it leaves out."""
        full = max(self.world.tours, key=lambda tour: len(tour.steps))
        told = {step.event for step in full.steps}
        for number in range(len(full.steps)):
            yield at_step(self.world, full.id, number)._replace(layout=Layout.PRESENT)
        for mark in self.world.marks:
            step = self.world.step_of(mark.event)
            if mark.event not in told and step is not None:
                stand = at_step(self.world, full.id, 0)._replace(layout=Layout.PRESENT)
                yield stand._replace(aside=step, now=instant_at(step))

    def paint(
        self, state: ViewState, width: int, height: int
    ) -> tuple[QImage, list[Inscription], list[Stroke]]:
        """A frame, and what was written and drawn on it."""
        theme.wear(theme.look_for(contrast=state.contrast))
        image = QImage(width, height, QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            self.picture.paint(painter, state, width, height)
        texts, strokes = self._notes.of(image)
        return image, texts, strokes

    def faults(self, state: ViewState, width: int, height: int) -> list[Finding]:
        """What cannot be read in a frame, and a caption that is too small."""
        image, texts, strokes = self.paint(state, width, height)
        edge = self.picture.free(state, width, height).y1
        found = list(findings(image, texts, strokes, below=edge))
        words = self.picture.caption(state)
        body = [text for text in texts if text.baseline > edge and text.text in words]
        assert body, "the caption was not found among what was written"
        least = ceil(theme.BODY_SHARE * height)
        if min(text.pixels for text in body[:1]) < least:
            found.append(Finding("caption", "size", body[0].pixels, least))
        if width / height > 1.7 and edge < height / 2:
            found.append(Finding("map", "height", edge, height / 2))
        return found


@contextmanager
def room_of(library: Library) -> Iterator[Room]:
    """A room whose painters take notes."""
    with noting() as notes:
        yield Room(library, notes)


@pytest.fixture
def room(built_in: Library) -> Iterator[Room]:
    with room_of(built_in) as made:
        yield made


def dense(room: Room) -> ViewState:
    """A stop with many names, a lease and a railway."""
    return at_step(room.world, room.world.tours[0].id, DENSE[1])._replace(layout=Layout.PRESENT)


def test_the_last_row_reads_every_event(room: Room) -> None:
    stands = list(room.stands())

    faults = {
        f"{number + 1}: {fault}"
        for number, state in enumerate(stands)
        for fault in room.faults(state, 1024, 768)
    }

    assert len(stands) == len(room.world.marks)
    assert not faults


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("contrast", [False, True], ids=["light", "contrast"])
def test_the_last_row_reads_every_size(room: Room, width: int, height: int, contrast: bool) -> None:
    faults = room.faults(dense(room)._replace(contrast=contrast), width, height)

    assert not [str(fault) for fault in faults]


@pytest.mark.parametrize("scale", [0.8, 1.5])
def test_the_readers_text_size_keeps_small_text_readable(room: Room, scale: float) -> None:
    state = dense(room)._replace(text_scale=scale)
    image, texts, strokes = room.paint(state, 1280, 720)

    edge = room.picture.free(state, 1280, 720).y1
    assert not [str(fault) for fault in findings(image, texts, strokes, below=edge)]


def test_a_chart_is_read_from_the_last_row(room: Room) -> None:
    charted = next(
        state for state in room.stands() if room.library.charts_of(state.now.events[0][0])
    )

    for look in (False, True):
        image, texts, strokes = room.paint(charted._replace(chart=0, contrast=look), 1024, 768)
        assert len(texts) > 5
        assert not [str(fault) for fault in findings(image, texts, strokes)]


# The check would find a fault


def spoilt(room: Room, event: str = "") -> list[Finding]:
    step = room.world.step_of(EventId(event))
    state = dense(room)
    if step is not None:
        state = state._replace(aside=step, now=instant_at(step))
    return room.faults(state, 1024, 768)


def test_a_small_caption_is_found(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caption, "FULL", 0.04)
    caption.set_caption.cache_clear()

    found = spoilt(room)
    caption.set_caption.cache_clear()

    assert ("caption", "size") in {(fault.what, fault.fault) for fault in found}


def test_small_years_are_found(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "SLIM", looks.SLIM._replace(year_size=24))

    assert ("1860", "size") in {(fault.what, fault.fault) for fault in spoilt(room)}


def test_small_names_are_found(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = style.label_look
    monkeypatch.setattr(
        style,
        "label_look",
        lambda kind, rank, *, stressed, least=0.0: plain(kind, rank, stressed=stressed),
    )

    assert "size" in {fault.fault for fault in spoilt(room)}


def test_pale_names_are_found(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    colours = style.colours()._replace(name=QColor("#6A7885"))
    monkeypatch.setattr(style, "colours", lambda: colours)

    assert ("Vladivostok", "contrast") in {(fault.what, fault.fault) for fault in spoilt(room)}


def test_names_without_their_halo_are_found(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "HALO", 0.2)

    assert any(fault.fault == "contrast" for fault in spoilt(room))


@pytest.mark.parametrize("line", ["river", "rail"])
def test_pale_lines_are_found(room: Room, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    pale = QColor("#C9C2AE")
    usual = style.colours()
    colours = usual._replace(river=pale) if line == "river" else usual._replace(rail=pale)
    monkeypatch.setattr(style, "colours", lambda: colours)

    found = spoilt(room, "fengman-dam-1937-1943" if line == "river" else "")

    assert line in {fault.what[: len(line)] for fault in found if fault.wanted == 3.0}


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [(0.0, 1.0, 21.0), (1.0, 0.0, 21.0), (0.3, 0.3, 1.0)]
)
def test_contrast_is_that_of_wcag(one: float, other: float, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio)

"""Goes through a tour as the class will see it, and tells what it finds as it goes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from db.errors import LessonError, UnknownId, look_alikes
from db.library import Library
from db.own.file import OwnFile
from db.own.records import OwnTours
from db.own.telling import Known, as_told, with_own
from db.records import Step, Tour, TourId, World
from ui import fonts, theme
from ui.app import ARGUMENTS, event_source
from ui.findings import Finding, Kind, Progress
from ui.inscriptions import noting
from ui.map.basemap import Basemap
from ui.map.picture import MapPicture
from ui.present.picture import PresentPicture
from ui.rehearse.caption import Shipped, check_caption, check_characters
from ui.rehearse.contrast import check_legible
from ui.rehearse.machine import check_awake, check_fonts, check_power
from ui.rehearse.network import NetworkGuard
from ui.rehearse.plan import check_order, check_plan
from ui.rehearse.sight import Gazetteer, check_places
from ui.state import Layout, at_step
from ui.still import open_library
from ui.timeline.painter import TimelinePicture

News = Finding | Progress


class Wanted(NamedTuple):
    """What to rehearse: the tour (the first one if empty), the size of the class's screen in
    pixels, the length of the lesson in minutes, the size of text, and the look."""

    tour: str = ""
    width: int = 1024
    height: int = 768
    minutes: float = 45.0
    text_scale: float = 1.0
    contrast: bool = False


def rehearse(wanted: Wanted, lesson: Path | None = None) -> Iterator[News]:
    """The findings, and in between how far it is. Raises LessonError where there is no lesson."""
    guard = NetworkGuard()
    guard.shut()
    application = QApplication.instance() or QApplication(ARGUMENTS)
    try:
        yield from _rehearse(wanted, lesson)
    finally:
        guard.open()
    for asked in dict.fromkeys(guard.asked):
        yield Finding(
            Kind.NETWORK,
            f"Something asked for the network, which the classroom may not have: {asked}.",
            "Report this as a fault of the program.",
            grave=True,
        )
    del application


OWN_CAPTION = Finding(
    Kind.OWN,
    "The caption is in your own words; the class sees that it is unsourced.",
    "Say in it who says so, or take the lesson’s caption back in My lesson (M).",
)


def _rehearse(wanted: Wanted, lesson: Path | None) -> Iterator[News]:
    try:
        fonts.register()
    except fonts.FontError as fault:
        yield Finding(Kind.FONTS, str(fault), "Install the program anew.", grave=True)
    own = OwnFile.of_user()
    if own.notice:
        remedy = "Look at the file that is named, or make your copy again (M)."
        yield Finding(Kind.OWN, own.notice, remedy, grave=True)
    with open_library(lesson) as library:
        world = with_own(library.world(), own.tours)
        tour = chosen(world, wanted.tour)
        count = len(tour.steps) + 1
        yield Progress(0, count)
        yield from check_fonts()
        yield from check_lesson(library)
        yield from check_awake()
        yield from check_power()
        yield from check_plan(tour, wanted.minutes)
        yield from check_order(tour)
        yield from check_gone(own.tours, tour, Known(library.world()))
        yield Progress(1, count)
        theme.wear(theme.look_for(contrast=wanted.contrast))
        class_room = Classroom(library, world, tour, wanted)
        for number in range(len(tour.steps)):
            yield from class_room.check_stop(number)
            yield Progress(number + 2, count)


def chosen(world: World, tour: str) -> Tour:
    """The tour of that id, or the first one. Raises UnknownId."""
    known = [known.id for known in world.tours]
    if tour and tour not in known:
        alike = look_alikes(tour, known, "tours")
        raise UnknownId(f"There is no tour '{tour}'. There are: {', '.join(known)}.{alike}")
    return world.tour(TourId(tour or known[0]))


def check_lesson(library: Library) -> Iterator[Finding]:
    """Whether the lesson's file is sound, and how it was opened."""
    for notice in library.notices:
        yield Finding(Kind.LESSON, notice, "Start the program once more; it mends this itself.")
    for damage in library.damages():
        yield Finding(
            Kind.LESSON,
            f"The lesson is damaged: {damage}.",
            "Install the program anew, or use a copy of the lesson.",
            grave=True,
        )


def check_gone(tours: OwnTours, tour: Tour, known: Known) -> Iterator[Finding]:
    """Stops of an own tour that the lesson no longer has."""
    own = next((own for own in tours if own.id == tour.id), None)
    for step in own.steps if own else ():
        if step.shown and not known.has(step):
            yield Finding(
                Kind.OWN,
                f"“{step.lesson.title}” is no longer in the lesson and is not told.",
                "Hide it in My lesson (M) to say that this is meant.",
            )


class Classroom:
    """The screen that the class will see, with one tour on it."""

    def __init__(self, library: Library, world: World, tour: Tour, wanted: Wanted) -> None:
        self._world, self._tour, self._wanted = world, tour, wanted
        self._event_of = event_source(library)
        self._map = MapPicture(world, Basemap(), self._event_of)
        timeline = TimelinePicture(world)
        self._picture = PresentPicture(
            self._map, timeline, self._event_of, world, library.charts_of
        )
        self._shipped = Shipped()
        self._gazetteer = Gazetteer(world)

    def check_stop(self, number: int) -> Iterator[Finding]:
        """All that can be said of one stop at that size."""
        step = self._tour.steps[number]
        try:
            yield from self._check_words(number, step)
            yield from self._check_picture(number, step)
        except (LessonError, OSError, sqlite3.Error, ValueError, LookupError) as fault:
            yield Finding(
                Kind.PICTURE,
                f"The picture of this stop cannot be painted ({type(fault).__name__}: {fault}).",
                "Hide the stop in My lesson (M), and install the program anew.",
                number,
                grave=True,
            )

    def _check_words(self, number: int, step: Step) -> Iterator[Finding]:
        wanted = self._wanted
        caption = as_told(self._event_of(step.event), step).caption
        yield from check_caption(number, caption, wanted.width, wanted.height, wanted.text_scale)
        if step.caption:
            yield OWN_CAPTION._replace(step=number)
        yield from check_characters(number, (caption, step.title), self._shipped)

    def _check_picture(self, number: int, step: Step) -> Iterator[Finding]:
        width, height = self._wanted.width, self._wanted.height
        state = at_step(self._world, self._tour.id, number)._replace(
            layout=Layout.PRESENT, text_scale=self._wanted.text_scale
        )
        frame = QImage(width, height, QImage.Format.Format_RGB32)
        free = self._picture.free(state, width, height)
        caption = self._picture.caption(state)
        with noting() as notes:  # for each stop anew: they hold on to its frame
            with QPainter(frame) as painter:
                self._picture.paint(painter, state, width, height)
            yield from check_legible(number, frame, notes, free.y1)
        yield from check_places(
            number,
            self._gazetteer.named_in(caption, step.day),
            self._map.names_shown,
            self._picture.viewport(state, width, height),
            free._replace(y0=0.0),
            (width, height),
        )

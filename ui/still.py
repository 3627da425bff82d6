"""Writes the picture that the window shows at rest, without showing a window."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from db.errors import LessonError
from db.library import Library
from ui import fonts, settings, theme
from ui.app import ARGUMENTS, event_source, grab_explore
from ui.asking import Phase
from ui.camera import Box
from ui.comparison import Form
from ui.layers import Sight
from ui.map.basemap import Basemap
from ui.map.picture import MapPicture
from ui.pen import classes
from ui.pen.stroke_file import read
from ui.pen.strokes import Stroke
from ui.pen.tracing import paint_all
from ui.present.picture import PresentPicture
from ui.questions import ask
from ui.stand import beside, stand_at
from ui.state import Layout, ViewState, at_step, current_step, land, shows_one_map
from ui.timeline.painter import TimelinePicture


class PictureError(LessonError):
    """The picture could not be made or stored."""


def write_picture(
    *,
    at: str,
    size: tuple[int, int],
    layout: Layout,
    lesson: Path | None,
    out: Path,
    chart: int | None = None,
    doubt: bool = True,
    contrast: bool = False,
    school_class: str | None = None,
    compare: str = "",
    form: Form = Form.SWIPE,
    phase: Phase | None = None,
) -> tuple[str, ...]:
    """Write a PNG; returns what the reader should know about how the lesson was opened.

    `chart` is which of the stop's charts is shown, counted from zero. Without `doubt` rough dates
    and borders are drawn plainly. `compare` names the date or the event to compare with, where
    there is one. With a `phase` the question before the stop is shown, over the stop before. With
    `school_class` the picture shows what was drawn for that class. Raises
    LessonError.
    """
    application = QApplication.instance() or QApplication(ARGUMENTS)
    fonts.register()
    with open_library(lesson) as library:
        stand = stand_at(library.world(), at, library.event)
        if phase is not None:
            stand = asked_before(library, stand._replace(layout=layout), phase)
        state = stand._replace(layout=layout, chart=chart, doubt=doubt, contrast=contrast)
        _check_chart(library, state)
        if compare:
            state = beside(library.world(), state, compare, library.event, form)
        strokes = () if school_class is None else _strokes_of(school_class, state)
        try:
            image = take(library, state, *size, strokes=strokes)
        except (OSError, sqlite3.Error) as fault:
            message = f"The base map cannot be read ({fault}). Install the program anew."
            raise PictureError(message) from fault
        if not image.save(str(out)):
            raise PictureError(f"{out} could not be written; is the disk full?")
        notices = library.notices
    del application
    return notices


def asked_before(library: Library, state: ViewState, phase: Phase) -> ViewState:
    """The question that is asked before a stop, at rest over the stop before it.

    Raises PictureError where there is none.
    """
    world, asked = library.world(), library.questions()
    steps = world.tour(state.tour).steps
    question = asked.get(steps[state.step].event)
    if question is None or state.step == 0:
        tour = world.tour(state.tour).title
        known = ", ".join(step.event for step in steps[1:] if step.event in asked)
        raise PictureError(
            f"No question is asked before '{steps[state.step].event}' in the tour '{tour}'. "
            f"Questions are asked before {known or 'none of its stops'}."
        )
    before = at_step(world, state.tour, state.step - 1)._replace(layout=state.layout)
    return land(ask(before, world, question, 0.0, phase=phase))


def _check_chart(library: Library, state: ViewState) -> None:
    if state.chart is None:
        return
    step = current_step(state, library.world())
    count = len(library.charts_of(step.event))
    if state.chart >= count:
        has = {0: "no chart", 1: "one chart"}.get(count, f"{count} charts")
        raise PictureError(f"'{step.event}' has {has}; chart {state.chart + 1} is not there.")


def _strokes_of(name: str, state: ViewState) -> tuple[Stroke, ...]:
    """What was drawn for a class. Raises PictureError where there is no such class."""
    folder = settings.folder() / classes.FOLDER
    known = classes.known(folder)
    name = classes.same(known, name)
    if name not in known:
        raise PictureError(f"There is no class '{name}'. Known classes: {', '.join(known)}.")
    if state.layout is Layout.EXPLORE or not shows_one_map(state):
        raise PictureError("Strokes show on the one map of the present view; leave out --class.")
    return read(classes.file_of(folder, name), name).board.strokes


def open_library(lesson: Path | None) -> Library:
    """The lesson in a file or a folder, or the built-in one. Raises LessonError."""
    if lesson is None:
        return Library.built_in()
    return Library.from_folder(lesson) if lesson.is_dir() else Library.open(lesson)


def take(
    library: Library, state: ViewState, width: int, height: int, strokes: Iterable[Stroke] = ()
) -> QImage:
    """The frame of a state at rest, with those of the strokes that belong to its stop."""
    theme.wear(theme.look_for(contrast=state.contrast))
    if state.layout is Layout.EXPLORE:
        return grab_explore(library, state, width, height, charts=state.chart is not None)
    world, event_of = library.world(), event_source(library)
    asked = library.questions()
    map_picture = MapPicture(world, Basemap(), event_of, asked.get)
    picture = PresentPicture(
        map_picture, TimelinePicture(world), event_of, world, library.charts_of
    )
    image = QImage(width, height, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        picture.paint(painter, state, width, height)
        view = picture.viewport(state, width, height)
        event = current_step(state, world).event
        sight = Sight(state, event, view, Box(0, 0, width, view.height), height)
        paint_all(painter, [stroke for stroke in strokes if stroke.event == event], sight)
    return image

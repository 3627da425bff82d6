"""Makes small pictures of all stops, in a process of its own that yields to everything else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from db.errors import LessonError, UnknownId, look_alikes
from db.own.file import OwnFile
from db.own.telling import with_own
from db.records import Step, Tour, TourId, World
from ui import fonts, theme
from ui.app import chart_source, event_source
from ui.map.basemap import Basemap
from ui.map.picture import MapPicture
from ui.present.picture import PresentPicture
from ui.present.thumbnails import file_of
from ui.state import Layout, ViewState, at_step
from ui.still import open_library
from ui.timeline.painter import TimelinePicture

PART = "part-"
NICENESS = 15
BELOW_NORMAL = 0x4000  # Windows' name for it


def write_thumbnails(
    folder: Path,
    *,
    size: tuple[int, int],
    tour: str | None = None,
    lesson: Path | None = None,
    contrast: bool = False,
    made: Callable[[str], None] = lambda name: None,
) -> int:
    """Write the pictures that are not there yet; `made` is told each name. Returns how many.

    They are in the look of high `contrast` or the usual one. Without a tour, those of all tours;
    the tour told first comes first. Raises LessonError.
    """
    yield_to_others()
    application = QApplication.instance() or QApplication(["landlocked"])
    fonts.register()
    theme.wear(theme.look_for(contrast=contrast))
    count = 0
    with open_library(lesson) as library:
        world = library.world()
        if lesson is None:
            world = with_own(world, OwnFile.of_user().tours)
        event_of = event_source(library)
        map_picture = MapPicture(world, Basemap(), event_of)
        charts_of = chart_source(library)
        timeline = TimelinePicture(world)
        picture = PresentPicture(map_picture, timeline, event_of, world, charts_of)
        for state, step in _wanted(world, _tours(world, tour)):
            path = folder / file_of(step)
            if path.exists():
                made(path.name)
                continue
            state = state._replace(contrast=contrast)
            _write(_painted(picture, state, *size), path)
            made(path.name)
            count += 1
    del application
    return count


def yield_to_others() -> None:
    """Let this process have only the time that no other wants."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), BELOW_NORMAL)
        return
    with suppress(OSError):
        os.nice(NICENESS)


def _tours(world: World, tour: str | None) -> tuple[Tour, ...]:
    if tour is None:
        return world.tours
    known = [known.id for known in world.tours]
    if tour not in known:
        raise UnknownId(f"'{tour}' is no tour of this lesson." + look_alikes(tour, known))
    return (world.tour(TourId(tour)),)


def _wanted(world: World, tours: tuple[Tour, ...]) -> Iterator[tuple[ViewState, Step]]:
    seen = set()
    for tour in tours:
        for number, step in enumerate(tour.steps):
            if file_of(step) not in seen:
                seen.add(file_of(step))
                yield at_step(world, tour.id, number)._replace(layout=Layout.PRESENT), step


def _painted(picture: PresentPicture, state: ViewState, width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        picture.paint(painter, state, width, height)
    return image


def _write(image: QImage, path: Path) -> None:
    """Write a picture whole or not at all."""
    part = path.with_name(f"{PART}{os.getpid()}-{path.name}")
    if not image.save(str(part)):
        raise LessonError(f"{path} could not be written; is the disk full?")
    try:
        part.replace(path)
    except OSError as error:
        raise LessonError(f"{path} could not be written ({error.strerror}).") from error

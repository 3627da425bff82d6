"""The README's pictures, taken of the real windows: `python -m tests.readme_pictures`."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from db.library import Library
from db.records import EventId
from tests.windows import FakeScreens
from ui import app, fonts, theme
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.map.basemap import Basemap
from ui.messages import Messages
from ui.own.desk import OwnDesk
from ui.panels.my_lesson import MyLessonPage
from ui.present.clock import LessonClock
from ui.present.screens import Seat
from ui.state import at_step

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "pictures"
WIDEST = 1600
COMMON, RARE = 208, 48  # colours: most of the picture, and what must not be lost
CAPTION = (
    "September 1905: Russia loses the war and gives Japan its lease of Port Arthur and Dalian. "
    "Who was not asked?"
)
TEN = datetime(2026, 5, 4, 10).timestamp()
PEACE, MANCHUKUO = EventId("portsmouth-peking-1905"), EventId("manchukuo-hsinking-1932")


class Studio:
    """Opens windows on the built-in lesson, and lets their timers run until they are at rest."""

    def __init__(self) -> None:
        self._library = Library.built_in()
        self._basemap = Basemap()
        self.now = TEN

    def open(
        self, event: EventId, size: tuple[int, int], *, screens: FakeScreens | None = None
    ) -> tuple[MainWindow, Explorer]:
        """A window at the stop of an event, in the lesson's first tour."""
        world = self._library.world()
        number = [step.event for step in world.tours[0].steps].index(event)
        explorer = Explorer(world, at_step(world, world.tours[0].id, number))
        window, _ = app.join(
            explorer,
            self._library,
            self._basemap,
            Messages(),
            windowed=True,
            screens=screens,
            clock=LessonClock(explorer, now=lambda: self.now),
        )
        window.resize(*size)
        window.show()
        return window, explorer

    def wait(self, explorer: Explorer, seconds: float = 1.0) -> None:
        """Let everything arrive."""
        explorer.land()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            QApplication.processEvents()


def explore(studio: Studio) -> QImage:
    """The Explore window."""
    window, explorer = studio.open(PEACE, (1600, 900))
    studio.wait(explorer)
    return image_of(window)


def presenter(studio: Studio) -> QImage:
    """The teacher's page and, smaller, what the class sees."""
    teacher, audience = Seat("eDP-1", QRect(0, 0, 1440, 900)), QRect(1440, 0, 1200, 900)
    screens = FakeScreens(teacher, Seat("HDMI-1", audience))
    window, explorer = studio.open(PEACE, (1440, 900), screens=screens)
    explorer.first()
    explorer.present()
    studio.wait(explorer)
    studio.now += 22 * 60
    explorer.go_to_event(PEACE)
    studio.wait(explorer, 2)
    (other,) = [shown for shown in screens.put_on if shown is not window]
    return beside(image_of(window), image_of(other))


def compare(studio: Studio) -> QImage:
    """Two dates on one map."""
    window, explorer = studio.open(PEACE, (1600, 900))
    explorer.toggle_comparison()
    studio.wait(explorer)
    return image_of(window)


def question(studio: Studio) -> QImage:
    """A question answered, with the hands of the class."""
    window, explorer = studio.open(EventId("soybean-two-ports-1923-1927"), (1600, 900))
    explorer.present_from_here()
    studio.wait(explorer)
    explorer.next()
    studio.wait(explorer)
    explorer.set_hands((9, 14, 4, 2))
    explorer.next()
    studio.wait(explorer)
    return image_of(window)


def my_lesson(studio: Studio) -> QImage:
    """A tour made one's own."""
    window, explorer = studio.open(PEACE, (1600, 900))
    window.lesson_actions["my-lesson"].trigger()
    studio.wait(explorer)
    (page,) = window.findChildren(MyLessonPage)
    page.make_copy()
    (desk,) = window.findChildren(OwnDesk)
    for number in (2, 6):
        desk.show(explorer.state.tour, number, yes=False)
    desk.write_caption(explorer.state.tour, 8, CAPTION)
    explorer.go_to_event(PEACE)
    studio.wait(explorer, 2)
    return image_of(window)


PICTURES: dict[str, Callable[[Studio], QImage]] = {
    "explore": explore,
    "presenter": presenter,
    "compare": compare,
    "question": question,
    "my-lesson": my_lesson,
}


def image_of(widget: QWidget) -> QImage:
    """What a window shows."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def beside(large: QImage, small: QImage) -> QImage:
    """Two screens side by side, as on a desk."""
    gap = 24
    both = QImage(large.width() + gap + small.width(), large.height(), QImage.Format.Format_RGB32)
    both.fill(theme.LIGHT.paper)
    with QPainter(both) as painter:
        painter.drawImage(0, 0, large)
        painter.drawImage(large.width() + gap, large.height() - small.height(), small)
    return both


def save(image: QImage, path: Path) -> None:
    """Write a picture as small as it can be without showing it."""
    from io import BytesIO

    from PIL import Image

    if image.width() > WIDEST:
        size = QSize(WIDEST, round(image.height() * WIDEST / image.width()))
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    picture = Image.open(BytesIO(buffer.data().data())).convert("RGB")
    common = picture.quantize(COMMON, Image.Quantize.MEDIANCUT)
    rare = picture.quantize(RARE, Image.Quantize.MAXCOVERAGE)
    both = [
        *(common.getpalette() or [])[: 3 * COMMON],
        *(rare.getpalette() or [])[: 3 * RARE],
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(both)
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    """Take the pictures named on the command line, or all."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LANDLOCKED_CONFIG"] = folder
        application = app.make_application()
        fonts.register()
        studio = Studio()
        for name in sys.argv[1:] or PICTURES:
            save(PICTURES[name](studio), FOLDER / f"{name}.png")
            for window in application.topLevelWidgets():
                window.close()


if __name__ == "__main__":
    main()

"""Opens the program as its user does and teaches with real keys and the mouse until it is killed.

Prints how things stand: once after the start, before each key "before", and after it. A line is
what a test may rely on: what it says was done when it was printed.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import main
from ui import app
from ui.main_window import MainWindow
from ui.pen.layer import StrokesLayer
from ui.present.widget import PresentWidget
from ui.state import Layout

Key = Qt.Key
PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
PACE_MS = 12
POINTS = 12  # in a stroke


class Teacher:
    """Teaches in the window, one key or one movement of the mouse at a time."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._timer = QTimer()
        self._timer.setInterval(PACE_MS)
        self._timer.timeout.connect(self._on_time)
        self._timer.start()
        self._deeds = self._lesson()

    def _on_time(self) -> None:
        if self._window() is not None:
            next(self._deeds)

    def _window(self) -> MainWindow | None:
        found = [top for top in QApplication.topLevelWidgets() if isinstance(top, MainWindow)]
        return found[0] if found and found[0].isActiveWindow() else None

    @property
    def window(self) -> MainWindow:
        found = self._window()
        assert found is not None
        return found

    @property
    def view(self) -> PresentWidget:
        found = self.window.findChild(PresentWidget)
        assert found is not None
        return found

    # What is done

    def _lesson(self) -> Iterator[None]:
        explorer = self.window.explorer
        self.tell("found")
        self.press(Key.Key_F5)
        while explorer.state.layout is not Layout.PRESENT or not self.view.isVisible():
            yield
        if explorer.state.step == len(explorer.tour.steps) - 1:
            self.press(Key.Key_Home)
        while True:
            self.press(Key.Key_PageDown)
            yield
            if explorer.state.question is not None and self._chance.random() < 0.5:
                yield  # what the class has answered already is back by then
                self.tell("asked")
                yield from self._count()
            if self._chance.random() < 0.2:
                yield from self._draw()
            if self._chance.random() < 0.15:
                self.press(Key.Key_PageUp)
                yield
            if explorer.state.step == len(explorer.tour.steps) - 1:
                self.press(Key.Key_Home)
                yield

    def _count(self) -> Iterator[None]:
        """Count the hands for an answer or two: by digits, or in the fields."""
        in_fields = self._chance.random() < 0.5
        if in_fields:
            self.press(Key.Key_H)
            yield
        for _ in range(self._chance.randint(1, 2)):
            for digit in str(self._chance.randint(1, 15)):
                self.press(Qt.Key(Key.Key_0.value + int(digit)))
                yield
            self.press(Key.Key_Return)
            yield

    def _draw(self) -> Iterator[None]:
        """Draw a stroke or two, and sometimes take one back."""
        self.press(Key.Key_P, CTRL)
        for _ in range(self._chance.randint(1, 2)):
            view, box = self.view, self.view.rect()
            x = box.width() * self._chance.uniform(0.3, 0.5)
            y = box.height() * self._chance.uniform(0.3, 0.5)
            _mouse(view, QEvent.Type.MouseButtonPress, x, y)
            self.tell("drawing")
            for _ in range(self._chance.choice((POINTS, POINTS, 8 * POINTS))):
                x, y = x + self._chance.uniform(0.5, 3), y + self._chance.uniform(-2, 3)
                _mouse(view, QEvent.Type.MouseMove, x, y)
                self.tell("drawing")
                yield
            _mouse(view, QEvent.Type.MouseButtonRelease, x, y)
            self.tell("drawn")
        if self._chance.random() < 0.2:
            self.press(Key.Key_Z, CTRL)
        self.press(Key.Key_P, CTRL)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key, wherever the focus is."""
        _say({"about": "before"})
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.tell("after")

    # What is told

    def tell(self, about: str) -> None:
        """Say how things stand."""
        state, box = self.window.explorer.state, self.window.pen.box
        asking = state.question
        strokes = self.window.findChild(PresentWidget)
        live = None
        if strokes is not None:
            (layer,) = strokes.layers.of_kind(StrokesLayer)
            live = layer.under_way if isinstance(layer, StrokesLayer) else None
        _say(
            {
                "about": about,
                "at": time.monotonic(),
                "tour": state.tour,
                "step": state.step,
                "question": asking.question if asking and asking.is_tallied else None,
                "hands": asking.hands if asking else None,
                "strokes": [stroke.number for stroke in box.board.strokes],
                "drawing": (live.number, live.points[-1]) if live else None,
            }
        )


def _mouse(view: QWidget, kind: QEvent.Type, x: float, y: float) -> None:
    at = QPointF(x, y)
    event = QMouseEvent(kind, at, view.mapToGlobal(at), LEFT, LEFT, PLAIN)
    QApplication.sendEvent(view, event)


def _say(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def start(seed: int) -> int:
    """The program's own start, with a teacher who begins as soon as there is a window."""
    make = app.make_application
    teachers = []

    def make_and_teach() -> QApplication:
        application = make()
        teachers.append(Teacher(seed))
        return application

    app.make_application = make_and_teach
    return main.main([])


if __name__ == "__main__":
    sys.exit(start(int(sys.argv[1])))

"""Starts the program as its user does, opens what reads files late, and leaves.

Prints what the reader is told, and how things stand in the end.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import main
from ui import app
from ui.main_window import MainWindow
from ui.messages import Messages

Key = Qt.Key
POLL = 20  # milliseconds


def visit() -> Iterator[None]:
    """What the user does, a moment apart."""
    window = find_window()
    while window is None:
        yield
        window = find_window()
    for key, held in (
        (Key.Key_F5, PLAIN),
        (Key.Key_Q, PLAIN),
        (Key.Key_PageDown, PLAIN),
        (Key.Key_M, Qt.KeyboardModifier.ShiftModifier),
        (Key.Key_Escape, PLAIN),
        (Key.Key_Q, Qt.KeyboardModifier.ShiftModifier),
        (Key.Key_Escape, PLAIN),
    ):
        QTest.keyClick(QApplication.focusWidget() or window, key, held)
        yield
    window.explorer.land()
    box = window.pen.box
    box.draw(box.begin((1.0, 2.0)))
    box.flush()
    state = window.explorer.state
    tell({"step": state.step, "layout": state.layout, "strokes kept": box.keeps})
    QApplication.closeAllWindows()
    QApplication.exit(0)
    while True:
        yield


PLAIN = Qt.KeyboardModifier.NoModifier


def find_window() -> MainWindow | None:
    """The program's window once it takes keys."""
    found = [top for top in QApplication.topLevelWidgets() if isinstance(top, MainWindow)]
    return found[0] if found and found[0].isActiveWindow() else None


def tell(what: dict[str, object]) -> None:
    """Say something to whoever started this."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def start() -> int:
    """The program's own start, with somebody who listens and does things."""
    make, say = app.make_application, Messages.say
    timer = QTimer()
    timer.setInterval(POLL)

    def make_and_visit() -> QApplication:
        application = make()
        visiting = visit()
        timer.timeout.connect(lambda: next(visiting))
        timer.start()
        return application

    def say_and_tell(self: Messages, sentence: str) -> None:
        if sentence:
            tell({"said": sentence})
        say(self, sentence)

    app.make_application = make_and_visit
    Messages.say = say_and_tell  # type: ignore[method-assign]
    return main.main([])


if __name__ == "__main__":
    sys.exit(start())

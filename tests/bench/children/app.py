"""The program itself, started as a reader starts it; reports when its first picture is complete."""

from __future__ import annotations

import sys
import time

import main as program
from ui.startup import check_graphics


def main(spawned: float) -> int:
    """Run the program with an event loop that watches for the first complete picture."""
    check_graphics()  # as the program begins, and brings Qt in
    from PySide6.QtWidgets import QApplication

    QApplication.exec = staticmethod(lambda: _watch(spawned))  # type: ignore[method-assign]
    return program.main([])


def _watch(spawned: float) -> int:
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow
    from ui.map.widget import MapWidget

    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    painted = window.findChild(MapWidget)
    assert painted is not None
    while not painted.is_settled:
        QApplication.processEvents()
    seconds = time.time() - spawned
    from tests.bench.children.report import report, resident_mb

    megabytes = resident_mb()
    for number in range(len(window.explorer.tour.steps)):
        window.explorer.go_to_step(number)
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            QApplication.processEvents()
    report(seconds, megabytes, resident_mb())
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))

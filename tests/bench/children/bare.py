"""A bare window with a label: what a PySide6 program costs at the least."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel


class Window(QLabel):
    """A label that knows when it has been painted."""

    painted = False

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)  # type: ignore[arg-type]
        Window.painted = True


def main(spawned: float) -> None:
    """Open the window, wait until it is painted, report."""
    application = QApplication([])
    window = Window("Landlocked")
    window.setAlignment(Qt.AlignmentFlag.AlignCenter)
    window.resize(1651, 929)
    window.show()
    while not Window.painted:
        application.processEvents()
    seconds = time.time() - spawned
    from tests.bench.children.report import report, resident_mb

    report(seconds, resident_mb(), resident_mb())


if __name__ == "__main__":
    main(float(sys.argv[1]))

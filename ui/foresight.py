"""Makes ready what the next key may ask for, a piece at a time while nothing else is on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

PIECES_MS = 4  # milliseconds of making ready at a time; a key waits no longer than its last piece


class Foresight:
    """Waits for rest, then works off pieces between the events of the window."""

    def __init__(self, owner: QObject, pieces: Callable[[], Iterable[None]], rests_ms: int) -> None:
        self._make_pieces = pieces
        self._rests_ms = rests_ms
        self._pieces: Iterator[None] | None = None
        self._timer = QTimer(owner, singleShot=True)
        self._timer.timeout.connect(self._on_time)

    def start(self) -> None:
        """Begin anew once nothing has happened for a while."""
        self._pieces = None
        self._timer.start(self._rests_ms)

    def stop(self) -> None:
        """Leave what is not done yet."""
        self._pieces = None
        self._timer.stop()

    def _on_time(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        if self._pieces is None:
            self._pieces = iter(self._make_pieces())
        for _ in self._pieces:
            if clock.elapsed() >= PIECES_MS:
                self._timer.start(0)
                return
        self._pieces = None

"""Lets time pass: flights go on, a tour plays by itself, half-typed numbers are forgotten."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from db.records import Event, EventId
from ui.explorer import Explorer
from ui.state import Curtain, Layout, ViewState, onward

FRAME_MS = 16
DIGITS_KEPT_MS = 4_000
WORDS_PER_SECOND = 2.4
PAUSE_SECONDS = 3.0  # to look at the map when it has come to rest


def dwell_seconds(event: Event, layout: Layout) -> float:
    """How long a stop stays while playing: the time to read its text and to look at the map."""
    text = event.caption if layout is Layout.PRESENT else event.story
    return PAUSE_SECONDS + len((event.title + " " + text).split()) / WORDS_PER_SECOND


class Player(QObject):
    """Turns passing time into verbs of the explorer.

    A frame asks for the state at the clock's time, so that a slow machine skips frames and never
    falls behind; the frame timer runs only while something flies, races or sails.
    """

    def __init__(
        self,
        explorer: Explorer,
        event_of: Callable[[EventId], Event],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._event_of = event_of
        self._clock = clock
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.setInterval(FRAME_MS)
        self._frames.timeout.connect(self._on_frame)
        self._dwell = QTimer(self)
        self._dwell.setSingleShot(True)
        self._dwell.timeout.connect(self._on_dwelt)
        self._digits = QTimer(self)
        self._digits.setSingleShot(True)
        self._digits.setInterval(DIGITS_KEPT_MS)
        self._digits.timeout.connect(explorer.erase_digits)
        explorer.changed.connect(self._on_changed)
        self._on_changed(explorer.state, explorer.state)

    @Slot()
    def _on_frame(self) -> None:
        self._explorer.tick(self._clock())

    @Slot()
    def _on_dwelt(self) -> None:
        explorer = self._explorer
        if onward(explorer.state, explorer.world) == explorer.state.step:
            explorer.stop_playing()
        else:
            explorer.next()

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        moves = new.flight is not None or new.running is not None
        if moves != self._frames.isActive():
            self._frames.start() if moves else self._frames.stop()
        if new.typed != old.typed:
            self._digits.start() if new.typed else self._digits.stop()
        self._plan_dwell(new, old)

    def _plan_dwell(self, new: ViewState, old: ViewState) -> None:
        waits = new.playing and new.flight is None and new.curtain is Curtain.OPEN
        waits = waits and new.question is None  # the class thinks as long as it needs
        if not waits:
            self._dwell.stop()
        elif not self._dwell.isActive() or (new.step, new.layout) != (old.step, old.layout):
            event = self._event_of(self._explorer.step.event)
            seconds = dwell_seconds(event, new.layout)
            if new.running is not None:
                seconds = max(seconds, new.running.seconds + PAUSE_SECONDS)
            self._dwell.start(round(1000 * seconds))

"""Lets time pass: flights go on, a tour plays by itself, half-typed numbers are forgotten."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from db.own.telling import as_told
from db.records import Event, EventId
from ui.explorer import Explorer
from ui.state import Curtain, Layout, ViewState, onward

FRAME_MS = 16
DIGITS_KEPT_MS = 4_000
WORDS_PER_SECOND = 2.4
PAUSE_SECONDS = 3.0  # to look at the map when it has come to rest

Hold = Callable[[ViewState], bool]


def reading_seconds(event: Event, layout: Layout) -> float:
    """The time that it takes to read a stop's text and to look at the map."""
    text = event.caption if layout is Layout.PRESENT else event.story
    return PAUSE_SECONDS + len((event.title + " " + text).split()) / WORDS_PER_SECOND


def dwell_seconds(event: Event, layout: Layout, minutes: float = 0.0, speed: float = 1.0) -> float:
    """How long a stop stays while playing.

    The minutes that the tour plans for it, shorter at a higher speed, but never less than its
    text takes to be read; a stop without planned minutes is planned to be read.
    """
    reading = reading_seconds(event, layout)
    return max(max(60 * minutes, reading) / speed, reading)


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
        self._holds: list[Hold] = []
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

    def wait_while(self, hold: Hold) -> None:
        """Let the tour wait at its stop in the states of which `hold` says so: at a question."""
        self._holds.append(hold)
        self._plan_dwell(self._explorer.state, self._explorer.state)

    @Slot()
    def _on_frame(self) -> None:
        self._explorer.tick(self._clock())

    @Slot()
    def _on_dwelt(self) -> None:
        explorer = self._explorer
        if onward(explorer.state, explorer.world) != explorer.state.step:
            explorer.next()
        elif explorer.state.loops:
            explorer.first()
        else:
            explorer.stop_playing()

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        moves = new.flight is not None or new.running is not None
        if moves != self._frames.isActive():
            self._frames.start() if moves else self._frames.stop()
        if new.typed != old.typed:
            self._digits.start() if new.typed else self._digits.stop()
        self._plan_dwell(new, old)

    def _plan_dwell(self, new: ViewState, old: ViewState) -> None:
        runs = new.playing and new.flight is None and new.curtain is Curtain.OPEN
        runs = runs and new.question is None  # the class thinks as long as it needs
        if not runs or any(hold(new) for hold in self._holds):
            self._dwell.stop()
        elif not self._dwell.isActive() or self._stop_of(new) != self._stop_of(old):
            self._dwell.start(round(1000 * self._seconds(new)))
        elif new.speed != old.speed:
            # What has been seen of the stop counts at the speed that it was seen at.
            left = self._dwell.remainingTime() / max(1000 * self._seconds(old), 1)
            self._dwell.start(round(1000 * self._seconds(new) * left))

    def _seconds(self, state: ViewState) -> float:
        step = self._explorer.step
        event = as_told(self._event_of(step.event), step)
        seconds = dwell_seconds(event, state.layout, step.minutes, state.speed)
        if state.running is None:
            return seconds
        return max(seconds, state.running.seconds + PAUSE_SECONDS)

    @staticmethod
    def _stop_of(state: ViewState) -> tuple[object, ...]:
        return (*state.place, state.layout)

"""The clock of the lesson: runs while the lesson is told, and says how it stands to the plan."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from ui.explorer import Explorer
from ui.present import plan
from ui.present.plan import Offer, Pace
from ui.state import Layout, ViewState, current_step, seen_by_audience


class Standing(NamedTuple):
    """How the lesson stands now: seconds, except `ends_at`, which is a time of day."""

    begun: bool
    runs: bool
    elapsed: float
    length: float
    ends_at: float
    late: float
    offer: Offer | None


class LessonClock(QObject):
    """Begins when presenting begins, and follows which stop the class sees.

    Leaving the presentation does not stop it: the lesson's hour goes on.

    Signals:
        changed: it was started, stopped, set, or the class sees another stop.
    """

    changed = Signal()

    def __init__(
        self,
        explorer: Explorer,
        note: Mapping[str, Any] | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._now = now
        self._pace = plan.from_note(note or {})
        explorer.changed.connect(self._on_changed)

    @property
    def now(self) -> float:
        """The time of day."""
        return self._now()

    @property
    def pace(self) -> Pace:
        """How the time has been spent so far."""
        return self._pace

    def noted(self) -> dict[str, Any]:
        """What a crash must not lose."""
        return plan.noted(self._pace)

    def standing(self) -> Standing:
        """How the lesson stands by now."""
        pace, tour, now = self._pace, self._explorer.tour, self._now()
        seen = seen_by_audience(self._explorer.state)
        skipped = self._explorer.state.skipped
        late = plan.lateness(pace, tour, seen.step, skipped, now)
        return Standing(
            pace.began is not None,
            pace.runs,
            plan.elapsed(pace, now),
            plan.length(pace, tour),
            plan.ends_at(pace, tour, now),
            late,
            plan.offer(tour, seen.step, skipped, late) if pace.began is not None else None,
        )

    def due(self) -> float:
        """Where on the plan's bar the lesson should be by now, from 0 to 1."""
        skipped = self._explorer.state.skipped
        return plan.due(self._pace, self._explorer.tour, skipped, self._now())

    # Set by the teacher

    def start_or_hold(self) -> None:
        """Start the clock, stop it, or let it go on."""
        if self._pace.began is None:
            self._begin()
        elif self._pace.held is None:
            self._set(plan.hold(self._pace, self._now()))
        else:
            self._set(plan.go_on(self._pace, self._now()))

    def reset(self) -> None:
        """Begin anew while presenting; else as before the lesson."""
        if self._explorer.state.layout is Layout.PRESENT:
            self._begin()
        else:
            self._set(plan.reset(self._pace))

    def lengthen(self, steps: int) -> None:
        """Make the lesson longer, or shorter, by so many times five minutes."""
        self._set(plan.lengthen(self._pace, self._explorer.tour, steps))

    def accept_offer(self) -> None:
        """Jump over the stops that make up for being late; nothing where there is no offer."""
        offered = self.standing().offer
        if offered is not None:
            self._explorer.skip(frozenset(offered.stops))

    def _begin(self) -> None:
        self._set(plan.begin(self._pace, self._seen_event(), self._now()))

    def _seen_event(self) -> Any:
        seen = seen_by_audience(self._explorer.state)
        return current_step(seen, self._explorer.world).event

    def _set(self, pace: Pace) -> None:
        if pace != self._pace:
            self._pace = pace
            self.changed.emit()

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if new.layout is not Layout.PRESENT:
            return
        if old.layout is not Layout.PRESENT:
            fresh = self._pace.began is None
            if fresh or plan.stale(self._pace, self._explorer.tour, self._now()):
                self._begin()
                return
        if new.place != old.place or new.frozen is not old.frozen:
            self._set(plan.arrive(self._pace, self._seen_event(), self._now()))

"""What is shown at an instant, and the flight that carries it from one stop to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from db.records import EventId, Territory
from ui.camera import Camera, SmoothPath

SHORTEST, LONGEST = 0.8, 2.5  # seconds
BLUR_SECONDS = 0.4
REVERSALS_PER_SECOND = 3.0
DAYS_PER_YEAR = 365.2425


class Moment(NamedTuple):
    """A date that shows through with a weight; changes within `blur` days of it are under way."""

    day: float
    blur: float = 0.0
    weight: float = 1.0


class Instant(NamedTuple):
    """What the map shows: a camera, the date it counts, and the dates and events that show through.

    At rest that is one moment, the date itself, and one event. `events` pairs the events that the
    map points at with weights; these, and the weights of the moments, add up to one each.
    """

    camera: Camera
    day: float
    moments: tuple[Moment, ...]
    events: tuple[tuple[EventId, float], ...]

    @classmethod
    def still(cls, camera: Camera, day: float, event: EventId) -> Instant:
        """The map at rest on a day, with the emphasis of an event."""
        return cls(camera, day, (Moment(day),), ((event, 1.0),))

    @property
    def blur(self) -> float:
        """The widest blur of the moments, in days."""
        return max(moment.blur for moment in self.moments)


def ease(fraction: float) -> float:
    """Smoothstep: from 0 to 1 with no speed at either end."""
    fraction = min(max(fraction, 0.0), 1.0)
    return fraction * fraction * (3 - 2 * fraction)


def _ease_speed(fraction: float) -> float:
    return 6 * fraction * (1 - fraction) if 0 < fraction < 1 else 0.0


class Flight:
    """A journey of camera and date from `origin` to `target`, a function of seconds alone.

    A sweep runs through every date in between; a fade (`sweeps` false) goes straight across,
    where sweeping would make an area flicker. A flight equals no other, however alike: states
    that hold one are compared at every frame.
    """

    def __init__(
        self,
        origin: Instant,
        target: Instant,
        started: float,
        seconds: float,
        sweeps: bool,
        path: SmoothPath,
    ) -> None:
        self.origin = origin
        self.target = target
        self.started = started
        self.seconds = seconds
        self.sweeps = sweeps
        self.path = path

    @classmethod
    def plan(
        cls,
        origin: Instant,
        target: Instant,
        *,
        started: float,
        territories: Sequence[Territory],
        straight: bool = False,
    ) -> Flight:
        """A flight that starts at the clock time `started` (seconds).

        `straight` asks for a fade; so does a mix of dates at the origin, or an area that would
        change hands more often than the eye can take.
        """
        path = SmoothPath(origin.camera, target.camera)
        years = abs(target.day - origin.day) / DAYS_PER_YEAR
        seconds = min(max(0.55 + 0.35 * path.length + 0.02 * years, SHORTEST), LONGEST)
        sweeps = not straight and len(origin.moments) == 1
        if sweeps and years:
            changes = most_changes(territories, origin.day, target.day)
            sweeps = changes <= REVERSALS_PER_SECOND * seconds / 2
        return cls(origin, target, started, seconds, sweeps, path)

    def progress(self, clock: float) -> float:
        """How much of its time has passed, from 0 to 1."""
        return min(max((clock - self.started) / self.seconds, 0.0), 1.0)

    def at(self, progress: float) -> Instant:
        """What is shown at `progress`."""
        if progress <= 0:
            return self.origin
        if progress >= 1:
            return self.target
        along = ease(progress)
        camera = self.path.at(along)
        day = self.origin.day + (self.target.day - self.origin.day) * along
        events = self._events(along)
        if not self.sweeps:
            return Instant(camera, day, self._faded(along), events)
        speed = abs(self.target.day - self.origin.day) * _ease_speed(progress) / self.seconds
        left_over = self.origin.blur * max(0.0, 1 - progress * self.seconds / BLUR_SECONDS)
        return Instant(camera, day, (Moment(day, max(speed * BLUR_SECONDS, left_over)),), events)

    def _events(self, along: float) -> tuple[tuple[EventId, float], ...]:
        weights = {event: weight * (1 - along) for event, weight in self.origin.events}
        for event, weight in self.target.events:
            weights[event] = weights.get(event, 0.0) + weight * along
        return tuple((event, weight) for event, weight in weights.items() if weight > 1e-3)

    def _faded(self, along: float) -> tuple[Moment, ...]:
        before = tuple(
            Moment(moment.day, moment.blur, moment.weight * (1 - along))
            for moment in self.origin.moments
            if moment.weight * (1 - along) > 1e-3
        )
        return (*before, Moment(self.target.day, 0.0, 1 - sum(m.weight for m in before)))


def most_changes(territories: Sequence[Territory], day: float, other: float) -> int:
    """The most times that any territory changes hands between two days."""
    first, last = sorted((day, other))
    return max(
        (
            sum(first < control.start.first <= last for control in territory.controls)
            for territory in territories
        ),
        default=0,
    )

"""What own lessons are made of: frozen records beside those of the lesson, which stays as it is."""

from __future__ import annotations

from typing import NamedTuple

from db.records import EventId, Notes, Priority, Step, TourId

PREFIX = "own-"  # what the ids of own tours begin with
LEAST_MINUTES, MOST_MINUTES, MINUTES_STEP = 0.0, 120.0, 0.5
MOST_WORDS = 40  # that a caption should have
LONGEST_TITLE, LONGEST_CAPTION, LONGEST_NOTE = 80, 600, 2000  # characters


class OwnStep(NamedTuple):
    """A stop of an own tour: what the lesson said of it when it was copied, and what is ours.

    A `caption` or `notes` of None is the lesson's own. `lesson` is kept whole, so that the stop
    can be told of even if a newer lesson no longer has its event.
    """

    lesson: Step
    shown: bool
    priority: Priority
    minutes: float
    caption: str | None = None
    notes: Notes | None = None

    @property
    def event(self) -> EventId:
        """The event that the stop tells."""
        return self.lesson.event

    @property
    def is_changed(self) -> bool:
        """Whether its words were changed for the class."""
        return self.caption is not None or self.notes is not None


class OwnTour(NamedTuple):
    """A teacher's own order in which to tell the events, and the tour that it was copied from."""

    id: TourId
    title: str
    copied_from: TourId
    steps: tuple[OwnStep, ...]


OwnTours = tuple[OwnTour, ...]


def is_own(tour: TourId) -> bool:
    """Whether an id is that of an own tour."""
    return tour.startswith(PREFIX)


def of_step(step: Step) -> OwnStep:
    """A stop as it is copied from a tour of the lesson."""
    plain = step._replace(caption="", notes=None)
    return OwnStep(plain, True, step.priority, step.minutes, step.caption or None, step.notes)

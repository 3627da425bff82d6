"""Own lessons told: the lesson's world with own tours behind its own ones, and what they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from db.own.records import OwnStep, OwnTour, OwnTours
from db.records import Event, EventId, Priority, Step, Tour, World


class Minutes(NamedTuple):
    """How many stops there are of one priority, and the minutes that they take."""

    stops: int
    minutes: float


class Known:
    """What a lesson knows of events, for own tours that were copied from an older one."""

    def __init__(self, lesson: World) -> None:
        self._lesson = lesson
        self._events = {mark.event: mark.title for mark in lesson.marks}
        self._steps: dict[EventId, Step] = {}
        for tour in lesson.tours:
            for step in tour.steps:
                self._steps.setdefault(step.event, step)

    def has(self, step: OwnStep) -> bool:
        """Whether the lesson still has the event of a stop."""
        return step.event in self._events

    def told(self, tour: OwnTour, step: OwnStep) -> Step:
        """A stop as it is told: the lesson's date, view and title of today, and what is ours."""
        original = self._original(tour, step)
        return original._replace(
            priority=step.priority,
            minutes=step.minutes,
            caption=step.caption or "",
            notes=step.notes,
        )

    def _original(self, tour: OwnTour, step: OwnStep) -> Step:
        copied_from = next((one for one in self._lesson.tours if one.id == tour.copied_from), None)
        if copied_from is not None:
            for original in copied_from.steps:
                if original.event == step.event:
                    return original
        title = self._events.get(step.event, step.lesson.title)
        return self._steps.get(step.event, step.lesson._replace(title=title))

    def tour(self, own: OwnTour) -> Tour | None:
        """An own tour as it is told; None where nothing of it can be."""
        steps = tuple(self.told(own, step) for step in own.steps if step.shown and self.has(step))
        return Tour(own.id, own.title, steps, forward=is_forward(steps)) if steps else None


def with_own(lesson: World, tours: OwnTours) -> World:
    """The lesson's world with the own tours behind its own."""
    known = Known(lesson)
    told = tuple(tour for own in tours if (tour := known.tour(own)) is not None)
    return lesson._replace(tours=(*lesson.tours, *told))


def as_told(event: Event, step: Step) -> Event:
    """An event with the words that a stop of an own tour has for it."""
    if not step.caption and step.notes is None:
        return event
    return event._replace(caption=step.caption or event.caption, notes=step.notes or event.notes)


def is_forward(steps: Sequence[Step]) -> bool:
    """Whether no stop goes back in time."""
    return not any(backward(steps))


def backward(steps: Sequence[Step]) -> Iterator[bool]:
    """For each stop, whether it lies before the one that leads to it."""
    yield from (
        number > 0 and step.day < steps[number - 1].day for number, step in enumerate(steps)
    )


def minutes_of(steps: Sequence[OwnStep] | Sequence[Step]) -> dict[Priority, Minutes]:
    """The stops and minutes of each priority; hidden stops take none."""
    told = [step for step in steps if not isinstance(step, OwnStep) or step.shown]
    return {
        priority: Minutes(len(of_it), sum(step.minutes for step in of_it))
        for priority in Priority
        for of_it in [[step for step in told if step.priority is priority]]
    }

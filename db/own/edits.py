"""What can be done to own lessons: pure steps from one state of them to the next."""

from __future__ import annotations

from collections.abc import Iterable

from db.errors import LessonError
from db.own.records import (
    LEAST_MINUTES,
    LONGEST_CAPTION,
    LONGEST_NOTE,
    LONGEST_TITLE,
    MINUTES_STEP,
    MOST_MINUTES,
    PREFIX,
    OwnStep,
    OwnTour,
    OwnTours,
    is_own,
    of_step,
)
from db.records import Notes, Priority, Tour, TourId


class EditRefused(LessonError):
    """A change that would leave no lesson to tell; the text says what to do instead."""


# Whole tours


def copy_of(title: str, taken: Iterable[str]) -> str:
    """What a copy of a tour is called: "My copy of the Short tour", or with a number behind it."""
    plain = title if title.startswith("My copy of ") else f"My copy of the {title}"
    known = set(taken)
    number, name = 2, plain
    while name in known:
        name, number = f"{plain} ({number})", number + 1
    return name[:LONGEST_TITLE]


def copied(tours: OwnTours, tour: Tour) -> OwnTours:
    """With a copy of a tour of the lesson at the end."""
    title = copy_of(tour.title, (own.title for own in tours))
    copy = OwnTour(_free_id(tours), title, tour.id, tuple(map(of_step, tour.steps)))
    return (*tours, copy)


def copied_again(tours: OwnTours, tour: TourId) -> OwnTours:
    """With a copy of an own tour at the end, its hidden stops included."""
    own = found(tours, tour)
    title = copy_of(own.title, (other.title for other in tours))
    return (*tours, own._replace(id=_free_id(tours), title=title))


def _free_id(tours: OwnTours) -> TourId:
    numbers = [int(n) for tour in tours if (n := tour.id.removeprefix(PREFIX)).isdecimal()]
    return TourId(f"{PREFIX}{max(numbers, default=0) + 1}")


def found(tours: OwnTours, tour: TourId) -> OwnTour:
    """The own tour of that id. Raises EditRefused."""
    for own in tours:
        if own.id == tour:
            return own
    raise EditRefused("This tour is no longer there; choose another one.")


def replaced(tours: OwnTours, changed: OwnTour) -> OwnTours:
    """With that tour in place of the one with its id."""
    return tuple(changed if tour.id == changed.id else tour for tour in tours)


def deleted(tours: OwnTours, tour: TourId) -> OwnTours:
    """Without that tour. Raises EditRefused for a tour of the lesson."""
    if not is_own(tour):
        raise EditRefused("A tour of the lesson stays as it is; only own tours can be deleted.")
    return tuple(own for own in tours if own.id != tour)


def renamed(tour: OwnTour, title: str) -> OwnTour:
    """With another title. Raises EditRefused for an empty one."""
    title = " ".join(title.split())[:LONGEST_TITLE]
    if not title:
        raise EditRefused("A tour needs a name; the old one stays.")
    return tour._replace(title=title)


# Stops of a tour, counted from zero


def shown(tour: OwnTour, number: int, *, yes: bool) -> OwnTour:
    """With a stop told or left out. Raises EditRefused where none would be left."""
    changed = _with(tour, number, tour.steps[number]._replace(shown=yes))
    if not any(step.shown for step in changed.steps):
        raise EditRefused("A tour keeps one stop at least; show another one first.")
    return changed


def moved(tour: OwnTour, number: int, to: int) -> OwnTour:
    """With a stop moved to another place; beyond the ends it stops at them."""
    to = min(max(to, 0), len(tour.steps) - 1)
    rest = [step for n, step in enumerate(tour.steps) if n != number]
    rest.insert(to, tour.steps[number])
    return tour._replace(steps=tuple(rest))


def retimed(tour: OwnTour, number: int, minutes: float) -> OwnTour:
    """With other minutes for a stop, brought to half minutes within the range."""
    halves = round(minutes / MINUTES_STEP) * MINUTES_STEP
    halves = min(max(halves, LEAST_MINUTES), MOST_MINUTES)
    return _with(tour, number, tour.steps[number]._replace(minutes=halves))


def weighed(tour: OwnTour, number: int, priority: Priority) -> OwnTour:
    """With a stop that the tour needs more, or less."""
    return _with(tour, number, tour.steps[number]._replace(priority=priority))


def captioned(tour: OwnTour, number: int, caption: str, original: str) -> OwnTour:
    """With another caption for a stop; an empty or the `original` one is the lesson's own again."""
    words = " ".join(caption.split())[:LONGEST_CAPTION]
    kept = None if words in ("", " ".join(original.split())) else words
    return _with(tour, number, tour.steps[number]._replace(caption=kept))


def noted(tour: OwnTour, number: int, notes: Notes | None, original: Notes | None) -> OwnTour:
    """With other notes for a stop; None, empty or the `original` ones are the lesson's own."""
    tidy = None if notes is None else Notes(*(text.strip()[:LONGEST_NOTE] for text in notes))
    if tidy == original or tidy is None or not any(tidy):
        tidy = None
    return _with(tour, number, tour.steps[number]._replace(notes=tidy))


def _with(tour: OwnTour, number: int, step: OwnStep) -> OwnTour:
    steps = tour.steps
    return tour._replace(steps=(*steps[:number], step, *steps[number + 1 :]))

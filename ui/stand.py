"""Finds a place in the lesson from what a command line says: a date, or the id of an event."""

from __future__ import annotations

from collections.abc import Callable

from db.dates import day_in_words, parse_day
from db.errors import BrokenDate, UnknownId, look_alikes
from db.records import Day, Event, EventId, TourId, World
from ui import state
from ui.camera import Camera
from ui.comparison import Comparison, Form
from ui.state import ViewState


def stand_at(
    world: World, at: str, event_of: Callable[[EventId], Event], tour: TourId | None = None
) -> ViewState:
    """At rest on a date, as at the stop last passed, or at an event.

    Raises BrokenDate or UnknownId, which say what was expected.
    """
    chosen = tour or world.tours[0].id
    if at[:1].isdigit():
        return on_day(world, chosen, day_of(world, at))
    return at_event(world, chosen, EventId(at), event_of)


def on_day(world: World, tour: TourId, day: Day) -> ViewState:
    """At rest on a day, looking from where the stop last passed looks."""
    start = state.at_step(world, tour, 0)
    passed = state.seek(start, world, day).step
    return state.seek(state.at_step(world, tour, passed), world, day)


def at_event(
    world: World, tour: TourId, event: EventId, event_of: Callable[[EventId], Event]
) -> ViewState:
    """At rest at an event: at its stop, or where no tour stops, on its day with its own view."""
    for candidate in sorted(world.tours, key=lambda known: known.id != tour):
        for number, step in enumerate(candidate.steps):
            if step.event == event:
                return state.at_step(world, candidate.id, number)
    known = [mark.event for mark in world.marks]
    if event not in known:
        expected = f"'{event}' is neither a date (such as 1905-09-05) nor an event of this lesson."
        raise UnknownId(expected + look_alikes(event, known))
    found = event_of(event)
    framing = found.framing
    there = on_day(world, tour, found.day)
    return state.look(there, world, Camera(framing.x, framing.y, framing.height))


def beside(
    world: World,
    stand: ViewState,
    other: str,
    event_of: Callable[[EventId], Event],
    form: Form = Form.SWIPE,
) -> ViewState:
    """The stand compared with another date or event, which becomes date A.

    Raises BrokenDate or UnknownId, which say what was expected.
    """
    day = int(stand_at(world, other, event_of, stand.tour).day)
    return stand._replace(comparison=Comparison(day, int(stand.day), form=form))


def day_of(world: World, text: str) -> Day:
    """The day that a date names. Raises BrokenDate, also for a day outside the lesson."""
    day = parse_day(text)
    if not world.first_day <= day <= world.as_of:
        first, last = day_in_words(world.first_day), day_in_words(world.as_of)
        raise BrokenDate(f"{text} is outside the lesson, which runs from {first} to {last}.")
    return day

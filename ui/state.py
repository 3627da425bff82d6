"""Where a reader stands in the lesson, and the pure moves from one stand to the next."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple

from db.records import Act, EventId, Step, Tour, TourId, World
from ui.asking import Asking
from ui.camera import MAX_HEIGHT, MIN_HEIGHT, Camera
from ui.flight import Flight, Instant

TEXT_SCALES = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5)


class Layout(StrEnum):
    """How the lesson is laid out."""

    EXPLORE = "explore"
    PRESENT = "present"


class Curtain(StrEnum):
    """What hides the picture while presenting."""

    OPEN = "open"
    BLACK = "black"
    WHITE = "white"


class ViewState(NamedTuple):
    """Everything a view needs to be drawn, in the world's units.

    `step` is the stop the reader stands at, or the last one passed when the date was dragged.
    `aside` is an event that the reader has turned to beside the tour, framed as another tour
    frames it; the stop stays, and the tour goes on from there.
    `progress` says how far the flight has come, from 0 to 1. `typed` holds the digits of a stop
    number being typed. `presented` is the stop at which the presentation was last seen. `chart`
    is which of the stop's charts covers the picture presented, counted from zero. `frozen` is
    what the audience goes on seeing while the teacher looks ahead. `doubt` says whether what is
    known only roughly is drawn so. `question` is what is being asked before the next stop, `asks`
    whether questions are asked at all.
    """

    tour: TourId
    step: int
    now: Instant
    aside: Step | None = None
    flight: Flight | None = None
    progress: float = 0.0
    layout: Layout = Layout.EXPLORE
    curtain: Curtain = Curtain.OPEN
    text_scale: float = 1.0
    typed: str = ""
    playing: bool = False
    presented: int | None = None
    chart: int | None = None
    frozen: ViewState | None = None
    doubt: bool = True
    question: Asking | None = None
    asks: bool = True

    @property
    def place(self) -> tuple[TourId, int, Step | None]:
        """Where in the story the reader is: tour, stop, and the event beside it."""
        return self.tour, self.step, self.aside

    @property
    def day(self) -> float:
        return self.now.day

    @property
    def camera(self) -> Camera:
        return self.now.camera


def seen_by_audience(state: ViewState) -> ViewState:
    """What the audience sees: the frozen picture where there is one; curtains fall in any case."""
    if state.frozen is None:
        return state
    return state.frozen._replace(
        curtain=state.curtain, text_scale=state.text_scale, doubt=state.doubt
    )


def instant_of(tour: Tour, number: int) -> Instant:
    """What a stop of a tour shows at rest."""
    return instant_at(tour.steps[number])


def instant_at(step: Step) -> Instant:
    """What a step shows at rest."""
    return Instant.still(Camera(step.x, step.y, step.height), float(step.day), step.event)


def at_step(world: World, tour: TourId, step: int) -> ViewState:
    """At rest at a stop; the number is brought into the tour's range."""
    found = world.tour(tour)
    step = min(max(step, 0), len(found.steps) - 1)
    return ViewState(tour=found.id, step=step, now=instant_of(found, step))


def neighbours(state: ViewState, world: World) -> list[ViewState]:
    """The stands at rest that a single key would lead to: the next stop and the one before."""
    last = len(world.tour(state.tour).steps) - 1
    numbers = [n for n in (state.step + 1, state.step - 1) if 0 <= n <= last]
    return [
        at_step(world, state.tour, n)._replace(
            layout=state.layout, text_scale=state.text_scale, doubt=state.doubt, asks=state.asks
        )
        for n in numbers
    ]


def marks_of(state: ViewState) -> object:
    """What of a question the map shows: which it is, how far it has come, and the guess."""
    asking = state.question
    return asking and (asking.question, asking.phase, asking.guess)


def current_step(state: ViewState, world: World) -> Step:
    """The stop that the reader stands at, or the event beside the tour."""
    return state.aside or world.tour(state.tour).steps[state.step]


def between_stops(state: ViewState, world: World) -> bool:
    """Whether the date has been moved away from the stop's own."""
    target = state.flight.target if state.flight else state.now
    return int(target.day) != current_step(state, world).day


def go_to_step(state: ViewState, world: World, number: int, clock: float) -> ViewState:
    """Fly to a stop from wherever camera and date are; numbers beyond the tour stop at its ends."""
    tour = world.tour(state.tour)
    number = min(max(number, 0), len(tour.steps) - 1)
    target = instant_of(tour, number)
    presented = number if state.layout is Layout.PRESENT else state.presented
    jumps = abs(number - state.step) > 1
    state = state._replace(
        step=number,
        aside=None,
        typed="",
        presented=presented,
        curtain=Curtain.OPEN,
        chart=None,
        question=None,
    )
    return fly(state, world, target, clock, straight=jumps)


def next_step(state: ViewState, world: World, clock: float) -> ViewState:
    """Fly to the stop after the one last passed."""
    return go_to_step(state, world, state.step + 1, clock)


def previous_step(state: ViewState, world: World, clock: float) -> ViewState:
    """Fly back one stop; from a dragged date or an event beside the tour to the stop itself."""
    back = 0 if state.aside or between_stops(state, world) else 1
    return go_to_step(state, world, state.step - back, clock)


def go_to_event(state: ViewState, world: World, event: EventId, clock: float) -> ViewState:
    """Fly to the stop of an event; where the tour leaves it out, to the event beside the tour.

    An event that no tour tells is shown on its first day; an unknown one changes nothing.
    """
    for number, step in enumerate(world.tour(state.tour).steps):
        if step.event == event:
            return go_to_step(state, world, number, clock)
    found = world.step_of(event)
    if found is None:
        mark = next((mark for mark in world.marks if mark.event == event), None)
        return seek(state, world, mark.first) if mark else state
    state = state._replace(
        aside=found,
        typed="",
        playing=False,
        curtain=Curtain.OPEN,
        chart=None,
        question=None,
    )
    return fly(state, world, instant_at(found), clock, straight=True)


def go_to_act(state: ViewState, world: World, number: int, clock: float) -> ViewState:
    """Fly to the stop that opens an act."""
    act = next((act for act in world.acts if act.number == number), None)
    if act is None:
        return state
    return go_to_step(state, world, _opening(world.tour(state.tour), act), clock)


def go_to_today(state: ViewState, world: World, clock: float) -> ViewState:
    """Fly to the lesson's own today, at the tour's last stop."""
    tour = world.tour(state.tour)
    last = len(tour.steps) - 1
    state = go_to_step(state, world, last, clock)
    camera = instant_of(tour, last).camera
    target = Instant.still(camera, float(world.as_of), tour.steps[last].event)
    return fly(state, world, target, clock, straight=True)


def _opening(tour: Tour, act: Act) -> int:
    events = [step.event for step in tour.steps]
    if act.opens_with in events:
        return events.index(act.opens_with)
    return next((n for n, step in enumerate(tour.steps) if step.day >= act.start), 0)


def fly(
    state: ViewState, world: World, target: Instant, clock: float, *, straight: bool
) -> ViewState:
    """Start a flight to `target` from what is shown now."""
    if target == state.now:
        return state._replace(flight=None)
    flight = Flight.plan(
        state.now, target, started=clock, territories=world.territories, straight=straight
    )
    return state._replace(flight=flight, progress=0.0)


def tick(state: ViewState, clock: float) -> ViewState:
    """What is shown at a later clock time; a flight that has arrived is dropped."""
    if state.flight is None:
        return state
    progress = state.flight.progress(clock)
    flight = state.flight if progress < 1 else None
    return state._replace(now=state.flight.at(progress), flight=flight, progress=progress)


def land(state: ViewState) -> ViewState:
    """End a flight at its target at once."""
    if state.flight is None:
        return state
    return state._replace(now=state.flight.target, flight=None)


def seek(state: ViewState, world: World, day: float) -> ViewState:
    """Show another date, within the axis; the stop becomes the last one passed on that day."""
    day = min(max(float(int(day)), world.first_day), world.as_of)
    steps = world.tour(state.tour).steps
    passed = max(bisect_right(steps, day, key=lambda step: step.day) - 1, 0)
    return state._replace(
        now=Instant.still(state.camera, day, steps[passed].event),
        flight=None,
        step=passed,
        aside=None,
        typed="",
        playing=False,
        chart=state.chart if (passed, None) == (state.step, state.aside) else None,
        question=None,
    )


def look(state: ViewState, world: World, camera: Camera) -> ViewState:
    """Look from elsewhere at once; a date under way arrives."""
    height = min(max(camera.height, MIN_HEIGHT), MAX_HEIGHT)
    day = state.flight.target.day if state.flight else state.day
    event = current_step(state, world).event
    now = Instant.still(Camera(camera.x, camera.y, height), day, event)
    return state._replace(now=now, flight=None)


def fly_to(state: ViewState, world: World, camera: Camera, clock: float) -> ViewState:
    """Fly elsewhere; the date stays, and one under way arrives."""
    height = min(max(camera.height, MIN_HEIGHT), MAX_HEIGHT)
    day = state.flight.target.day if state.flight else state.day
    event = current_step(state, world).event
    target = Instant.still(Camera(camera.x, camera.y, height), day, event)
    state = state._replace(typed="", playing=False, curtain=Curtain.OPEN, question=None)
    return fly(state, world, target, clock, straight=True)


def present(state: ViewState, world: World, clock: float, *, from_here: bool) -> ViewState:
    """Present full screen: from here, or from where the presentation was left or the start."""
    if state.layout is Layout.PRESENT:
        return state
    number = state.step if from_here else (state.presented or 0)
    state = state._replace(layout=Layout.PRESENT, curtain=Curtain.OPEN)
    return go_to_step(state, world, number, clock)


def leave(state: ViewState) -> ViewState:
    """One level out: typed digits, the curtain, a chart, the presentation. Keeps the place."""
    if state.typed:
        return state._replace(typed="")
    if state.curtain is not Curtain.OPEN:
        return state._replace(curtain=Curtain.OPEN)
    if state.chart is not None:
        return state._replace(chart=None)
    if state.layout is Layout.EXPLORE:
        return state._replace(playing=False)
    return state._replace(layout=Layout.EXPLORE, playing=False, frozen=None)


def draw_curtain(state: ViewState, curtain: Curtain) -> ViewState:
    """Hide the picture, or show it again when it is hidden that way already."""
    if state.layout is not Layout.PRESENT:
        return state
    return state._replace(curtain=Curtain.OPEN if state.curtain is curtain else curtain)


def turn_charts(state: ViewState, count: int) -> ViewState:
    """The next of the stop's `count` charts over the picture, and after the last one none."""
    if state.layout is not Layout.PRESENT:
        return state
    number = 0 if state.chart is None else state.chart + 1
    return state._replace(chart=number if number < count else None, curtain=Curtain.OPEN)


def freeze(state: ViewState, world: World, clock: float) -> ViewState:
    """Hold the audience's picture, or let it fly from there to where the teacher has gone."""
    if state.layout is not Layout.PRESENT:
        return state
    if state.frozen is None:
        return state._replace(frozen=land(state)._replace(typed="", playing=False))
    target = state.flight.target if state.flight else state.now
    state = state._replace(now=state.frozen.now, frozen=None, flight=None)
    return fly(state, world, target, clock, straight=True)


def type_digit(state: ViewState, digit: str) -> ViewState:
    """Add a digit to the stop number being typed; at most four are kept."""
    return state._replace(typed=(state.typed + digit)[-4:])


def enter_typed(state: ViewState, world: World, clock: float) -> ViewState:
    """Go to the stop whose number was typed, counted from one."""
    return go_to_step(state, world, int(state.typed) - 1, clock) if state.typed else state


def scale_text(state: ViewState, steps: int) -> ViewState:
    """Make text larger (or smaller) by so many sizes."""
    nearest = min(range(len(TEXT_SCALES)), key=lambda n: abs(TEXT_SCALES[n] - state.text_scale))
    index = min(max(nearest + steps, 0), len(TEXT_SCALES) - 1)
    return state._replace(text_scale=TEXT_SCALES[index])

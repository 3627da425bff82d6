"""Where a reader stands in the lesson, and the pure moves from one stand to the next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from db.dates import year_of
from db.records import Act, EventId, Step, Tour, TourId, World
from ui import comparison as sides
from ui.asking import Asking
from ui.camera import MAX_HEIGHT, MIN_HEIGHT, Camera
from ui.comparison import Comparison, Form, Side
from ui.flight import Flight, Instant

YEAR_DIGITS = 4
TEXT_SCALES = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5)
SPEEDS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)


VOYAGE_SECONDS = 9.0  # of ships along a sea route


class Running(NamedTuple):
    """A race or a voyage under way: since when (clock), for how many seconds, and how far it is."""

    started: float
    seconds: float
    progress: float = 0.0


class Layout(StrEnum):
    """How the lesson is laid out."""

    EXPLORE = "explore"
    PRESENT = "present"


class Curtain(StrEnum):
    """What hides the picture while presenting."""

    OPEN = "open"
    BLACK = "black"
    WHITE = "white"


class Left(NamedTuple):
    """Where exploring was left for a presentation that `began` elsewhere."""

    step: int
    aside: Step | None
    now: Instant
    began: Instant


class ViewState(NamedTuple):
    """Everything a view needs to be drawn, in the world's units.

    `step` is the stop the reader stands at, or the last one passed when the date was dragged.
    `aside` is an event that the reader has turned to beside the tour, framed as another tour
    frames it; the stop stays, and the tour goes on from there.
    `progress` says how far the flight has come, from 0 to 1. `typed` holds the digits of a stop
    number being typed. `presented` is the stop at which the presentation was last seen, `left`
    is where it leads back to if it shows no more than that stop. `chart`
    is which of the stop's charts covers the picture presented, counted from zero. `frozen` is
    what the audience goes on seeing while the teacher looks ahead. `doubt` says whether what is
    known only roughly is drawn so. `comparison` holds the two dates that are shown instead of the
    one date while they are compared.
    `running` is the race or voyage that the stop shows while it is under way; at rest it has
    arrived. With `reduced_motion` it has arrived from the first, and stops are there without
    flights. `skipped` holds the stops of the tour that the next key passes over, counted from
    zero. `question` is what is being asked before the next stop, `asks` says whether questions are
    asked at all. `contrast` asks for the look of high contrast. `speed` is how fast the tour plays
    by itself; at its end it begins again if it `loops`. In a `kiosk` nothing leads out of the
    presentation. `edition` goes up whenever the world's tours are others.
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
    left: Left | None = None
    chart: int | None = None
    frozen: ViewState | None = None
    doubt: bool = True
    running: Running | None = None
    reduced_motion: bool = False
    skipped: frozenset[int] = frozenset()
    comparison: Comparison | None = None
    contrast: bool = False
    speed: float = 1.0
    loops: bool = False
    kiosk: bool = False
    question: Asking | None = None
    asks: bool = True
    edition: int = 0

    @property
    def place(self) -> tuple[TourId, int, Step | None, int]:
        """Where in the story the reader is: tour, stop, the event beside it, and the edition."""
        return self.tour, self.step, self.aside, self.edition

    @property
    def looks(self) -> tuple[float, bool, bool]:
        """How the reader wants things to look: text size, doubt, contrast."""
        return self.text_scale, self.doubt, self.contrast

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
        curtain=state.curtain,
        text_scale=state.text_scale,
        doubt=state.doubt,
        contrast=state.contrast,
        reduced_motion=state.reduced_motion,
    )


def shows_one_map(state: ViewState) -> bool:
    """Whether there is one map to be seen: no chart over it, no second map beside it."""
    found = state.comparison
    return state.chart is None and (found is None or found.form is Form.SWIPE)


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


def onward(state: ViewState, world: World, direction: int = 1) -> int:
    """The stop after this one, or before it with -1, past those skipped; this one at the end."""
    number = state.step + direction
    while number in state.skipped:
        number += direction
    return number if 0 <= number < len(world.tour(state.tour).steps) else state.step


def neighbours(state: ViewState, world: World) -> list[ViewState]:
    """The stands at rest that a single key would lead to: the next stop and the one before."""
    numbers = [n for n in (onward(state, world), onward(state, world, -1)) if n != state.step]
    return [
        at_step(world, state.tour, n)._replace(
            layout=state.layout,
            text_scale=state.text_scale,
            doubt=state.doubt,
            asks=state.asks,
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


def names_stop(state: ViewState, world: World) -> bool:
    """Whether the stop's words may stand beside the year: it is at rest, or its year has come.

    On the way there other years pass, of which the words would be wrong.
    """
    if state.flight is None or between_stops(state, world):
        return True
    return year_of(int(state.day)) == year_of(current_step(state, world).day)


def staged(state: ViewState, world: World) -> EventId | None:
    """The event whose race or voyage is on the map: at rest at a stop, in the stop's own view."""
    step = current_step(state, world)
    elsewhere = state.flight is not None or state.now != instant_at(step)
    if elsewhere or state.comparison or state.question:
        return None
    return step.event if _seconds(world, step.event) else None


def _seconds(world: World, event: EventId) -> float:
    """How long the race or voyage of an event takes; none takes no time."""
    race = world.race_at(event)
    if race is not None:
        return race.seconds
    return VOYAGE_SECONDS if world.voyage_at(event) else 0.0


def go_to_step(state: ViewState, world: World, number: int, clock: float) -> ViewState:
    """Fly to a stop from wherever camera and date are; numbers beyond the tour stop at its ends."""
    tour = world.tour(state.tour)
    number = min(max(number, 0), len(tour.steps) - 1)
    target = instant_of(tour, number)
    presented = number if state.layout is Layout.PRESENT else state.presented
    jumps = abs(number - state.step) > 1 or _goes_against_time(tour, state.step, number)
    state = state._replace(
        step=number,
        aside=None,
        typed="",
        presented=presented,
        left=None,
        curtain=_on_the_way(state),
        comparison=None,
        chart=None,
        question=None,
    )
    return fly(state, world, target, clock, straight=jumps)


def next_step(state: ViewState, world: World, clock: float) -> ViewState:
    """Fly to the stop after the one last passed; past stops that are skipped."""
    return go_to_step(state, world, onward(state, world), clock)


def previous_step(state: ViewState, world: World, clock: float) -> ViewState:
    """Fly back one stop; from a dragged date or an event beside the tour to the stop itself."""
    away = state.aside is not None or between_stops(state, world)
    return go_to_step(state, world, state.step if away else onward(state, world, -1), clock)


def skip(state: ViewState, world: World, numbers: frozenset[int]) -> ViewState:
    """Skip these stops of the tour and no others; numbers outside the tour are dropped."""
    last = len(world.tour(state.tour).steps) - 1
    return state._replace(skipped=frozenset(n for n in numbers if 0 <= n <= last))


def retell(
    state: ViewState, old: World, new: World, edition: int, tour: TourId | None = None
) -> ViewState:
    """The same place after tours have changed: at the same event, or the stop nearest before it.

    `tour` is the tour to tell from now on, where it is another one.
    """
    before = old.tour(state.tour)
    after = new.tour(tour or state.tour)
    numbers = {step.event: number for number, step in enumerate(after.steps)}
    here = _kept(before, state.step, numbers)
    moved = state._replace(
        tour=after.id,
        step=here,
        typed="",
        presented=None if state.presented is None else _kept(before, state.presented, numbers),
        skipped=frozenset(
            numbers[step.event]
            for number, step in enumerate(before.steps)
            if number in state.skipped and step.event in numbers
        ),
        left=None,
        frozen=_frozen_retold(state, old, new, edition, tour),
        edition=edition,
    )
    was, stop = before.steps[state.step], after.steps[here]
    if state.aside or (stop.event, stop.day, stop.framing) == (was.event, was.day, was.framing):
        return moved
    return moved._replace(
        now=instant_at(stop), flight=None, chart=None, running=None, question=None
    )


def _frozen_retold(
    state: ViewState, old: World, new: World, edition: int, tour: TourId | None
) -> ViewState | None:
    if state.frozen is None:
        return None
    same = state.frozen.tour == state.tour
    return retell(state.frozen, old, new, edition, tour if same else None)


def _kept(tour: Tour, number: int, numbers: dict[EventId, int]) -> int:
    """The number among `numbers` of a stop of a tour, else of the stop nearest before or after."""
    number = min(number, len(tour.steps) - 1)
    nearest = (*reversed(tour.steps[: number + 1]), *tour.steps[number + 1 :])
    return next((numbers[step.event] for step in nearest if step.event in numbers), 0)


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
        curtain=_on_the_way(state),
        chart=None,
        comparison=None,
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
    """Start a flight to `target` from what is shown now; with reduced motion be there at once."""
    if target == state.now:
        return _arrive(state._replace(flight=None), world, clock)
    if state.reduced_motion:
        return _arrive(state._replace(now=target, flight=None, progress=0.0), world, clock)
    flight = Flight.plan(
        state.now, target, started=clock, territories=world.territories, straight=straight
    )
    return state._replace(flight=flight, progress=0.0, running=None)


def tick(state: ViewState, world: World, clock: float) -> ViewState:
    """What is shown at a later clock time.

    A flight that has arrived is dropped, and what the stop shows in motion begins.
    """
    if state.flight is None:
        return _run_on(state, clock)
    progress = state.flight.progress(clock)
    if progress < 1:
        return state._replace(now=state.flight.at(progress), progress=progress)
    landed = state._replace(now=state.flight.target, flight=None, progress=1.0)
    return _arrive(landed, world, clock)


def _arrive(state: ViewState, world: World, clock: float) -> ViewState:
    """Begin what the stop shows in motion, if the stop is shown as it is."""
    event = staged(state, world)
    moves = event is not None and not state.reduced_motion
    running = Running(clock, _seconds(world, event)) if event and moves else None
    return state._replace(running=running)


def _run_on(state: ViewState, clock: float) -> ViewState:
    if state.running is None:
        return state
    started, seconds, _ = state.running
    progress = min(max((clock - started) / seconds, 0.0), 1.0)
    running = Running(started, seconds, progress) if progress < 1 else None
    return state._replace(running=running)


def replay(state: ViewState, world: World, clock: float) -> ViewState:
    """Run the stop's race or voyage again, after flying back to the stop where that is needed."""
    step = current_step(state, world)
    if state.flight is not None or not _seconds(world, step.event):
        return state
    state = state._replace(comparison=None, question=None)
    return fly(state, world, instant_at(step), clock, straight=False)


def land(state: ViewState) -> ViewState:
    """End a flight at its target at once."""
    if state.flight is None:
        return state
    return state._replace(now=state.flight.target, flight=None, running=None)


def seek(state: ViewState, world: World, day: float) -> ViewState:
    """Show another date, within the axis; the stop becomes the last one passed on that day."""
    day = min(max(float(int(day)), world.first_day), world.as_of)
    tour = world.tour(state.tour)
    passed, steps = _last_passed(tour, day), tour.steps
    return state._replace(
        now=Instant.still(state.camera, day, steps[passed].event),
        flight=None,
        step=passed,
        aside=None,
        typed="",
        playing=False,
        comparison=None,
        chart=state.chart if (passed, None) == (state.step, state.aside) else None,
        running=None,
        question=None,
    )


def _last_passed(tour: Tour, day: float) -> int:
    """The stop last passed on a day; the first stop before any is passed."""
    steps = tour.steps
    if tour.forward:
        return max(bisect_right(steps, day, key=lambda step: step.day) - 1, 0)
    passed = [(step.day, number) for number, step in enumerate(steps) if step.day <= day]
    return max(passed)[1] if passed else 0


def _goes_against_time(tour: Tour, number: int, to: int) -> bool:
    """Whether the way from one stop to another leads forward in the tour and back in time, or the
    other way round; a sweep would then tell the years in the wrong order."""
    if tour.forward or number >= len(tour.steps):
        return False
    return (tour.steps[to].day - tour.steps[number].day) * (to - number) < 0


def look(state: ViewState, world: World, camera: Camera) -> ViewState:
    """Look from elsewhere at once; a date under way arrives."""
    height = min(max(camera.height, MIN_HEIGHT), MAX_HEIGHT)
    day = state.flight.target.day if state.flight else state.day
    event = current_step(state, world).event
    now = Instant.still(Camera(camera.x, camera.y, height), day, event)
    return state._replace(now=now, flight=None, running=None)


def fly_to(state: ViewState, world: World, camera: Camera, clock: float) -> ViewState:
    """Fly elsewhere; the date stays, and one under way arrives."""
    height = min(max(camera.height, MIN_HEIGHT), MAX_HEIGHT)
    day = state.flight.target.day if state.flight else state.day
    event = current_step(state, world).event
    target = Instant.still(Camera(camera.x, camera.y, height), day, event)
    state = state._replace(typed="", playing=False, curtain=_on_the_way(state), question=None)
    return fly(state, world, target, clock, straight=True)


def present(state: ViewState, world: World, clock: float, *, from_here: bool) -> ViewState:
    """Present full screen: from here, or from where the presentation was left or the start."""
    if state.layout is Layout.PRESENT:
        return state
    number = state.step if from_here else (state.presented or 0)
    before = land(state)
    state = state._replace(layout=Layout.PRESENT, curtain=Curtain.OPEN)
    begun = go_to_step(state, world, number, clock)
    if from_here:
        return begun
    return begun._replace(left=Left(before.step, before.aside, before.now, land(begun).now))


def leave(state: ViewState) -> ViewState:
    """One level out: typed digits, a comparison, the curtain, a chart, the presentation.

    The place is kept. A chart over a comparison goes first.
    """
    if state.typed:
        return state._replace(typed="")
    if state.comparison is not None and state.chart is None:
        return state._replace(comparison=None)
    if state.curtain is not Curtain.OPEN:
        return state._replace(curtain=Curtain.OPEN)
    if state.chart is not None:
        return state._replace(chart=None)
    if state.layout is Layout.EXPLORE or state.kiosk:
        return state._replace(playing=False)
    return stop_presenting(state)


def stop_presenting(state: ViewState) -> ViewState:
    """Back to exploring from any level; keeps the place, or goes back if none was shown since."""
    left = state.left
    if left is not None and state.aside is None and land(state).now == left.began:
        state = land(state)._replace(step=left.step, aside=left.aside, now=left.now, running=None)
    return state._replace(
        left=None,
        layout=Layout.EXPLORE,
        curtain=Curtain.OPEN,
        chart=None,
        typed="",
        playing=False,
        frozen=None,
        question=None,
    )


def _on_the_way(state: ViewState) -> Curtain:
    """What hides the picture once the reader moves: nothing, but where only the teacher does."""
    return Curtain.OPEN if state.frozen is None else state.curtain


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
    return state._replace(chart=number if number < count else None, curtain=_on_the_way(state))


def freeze(state: ViewState, world: World, clock: float) -> ViewState:
    """Hold the audience's picture, or let it fly from there to where the teacher has gone."""
    if state.layout is not Layout.PRESENT:
        return state
    if state.frozen is None:
        still = land(state)._replace(typed="", playing=False, running=None)
        return state._replace(frozen=still)
    target = state.flight.target if state.flight else state.now
    state = state._replace(now=state.frozen.now, frozen=None, flight=None)
    return fly(state, world, target, clock, straight=True)


def type_digit(state: ViewState, digit: str) -> ViewState:
    """Add a digit to the stop number being typed; at most four are kept."""
    return state._replace(typed=(state.typed + digit)[-4:])


def enter_typed(state: ViewState, world: World, clock: float) -> ViewState:
    """Go to the stop whose number was typed, counted from one; comparing, to the year typed."""
    if state.typed and state.comparison is not None and state.comparison.chosen is not None:
        if len(state.typed) < YEAR_DIGITS:
            return state
        return compare_year(state, world, state.comparison.chosen, int(state.typed))
    return go_to_step(state, world, int(state.typed) - 1, clock) if state.typed else state


def scale_text(state: ViewState, steps: int) -> ViewState:
    """Make text larger (or smaller) by so many sizes."""
    return state._replace(text_scale=_stepped(TEXT_SCALES, state.text_scale, steps))


def change_speed(state: ViewState, steps: int) -> ViewState:
    """Let the tour play faster (or slower) by so many steps."""
    return state._replace(speed=_stepped(SPEEDS, state.speed, steps))


def reduce_motion(state: ViewState, *, reduced: bool) -> ViewState:
    """Let flights, and what stops show in motion, arrive at once, or move again."""
    state = land(state) if reduced else state
    return state._replace(reduced_motion=reduced, running=None)


def play_on(state: ViewState) -> ViewState:
    """Play, with the picture in sight."""
    return state._replace(playing=True, curtain=Curtain.OPEN, typed="")


def nearest(known: Sequence[float], value: float) -> float:
    """The one of the known values that is nearest."""
    return min(known, key=lambda one: abs(one - value))


def _stepped(known: Sequence[float], value: float, steps: int) -> float:
    index = known.index(nearest(known, value)) + steps
    return known[min(max(index, 0), len(known) - 1)]


# Comparing two dates


def compare(state: ViewState, world: World, form: Form = Form.SWIPE) -> ViewState:
    """Compare the stop's date with that of the stop before, or put the one date back.

    Where the date was dragged, it is that date. Stops of the same date are passed over on the way
    back; before the first stop lies the lesson's first day.
    """
    if state.comparison is not None:
        return state._replace(comparison=None, typed="")
    state = land(state)._replace(playing=False, typed="", chart=None, running=None)
    day = int(state.day)
    number = state.step if between_stops(state, world) or state.aside else state.step - 1
    passed = reversed(world.tour(state.tour).steps[: number + 1])
    before = next((step.day for step in passed if step.day != day), world.first_day)
    return state._replace(comparison=Comparison(int(before), day, form=form))


def compare_day(state: ViewState, world: World, side: Side, day: float) -> ViewState:
    """Another date for a side, within the lesson."""
    if state.comparison is None:
        return state
    day = int(min(max(day, world.first_day), world.as_of))
    return state._replace(comparison=sides.with_day(state.comparison, side, day), typed="")


def compare_year(state: ViewState, world: World, side: Side, year: int) -> ViewState:
    """A year for a side: two years are compared from the first's first day to the last's last."""
    if state.comparison is None:
        return state
    other = year_of(state.comparison.day(Side.B if side is Side.A else Side.A))
    begins = year < other or (year == other and side is Side.A)
    year = min(max(year, year_of(world.first_day)), year_of(world.as_of))
    day = date(year, 1, 1) if begins else date(year, 12, 31)
    return compare_day(state, world, side, day.toordinal())


def compare_stop(state: ViewState, world: World, number: int) -> ViewState:
    """The date of a stop, counted from zero, for the chosen side; B where none is chosen."""
    if state.comparison is None:
        return state
    steps = world.tour(state.tour).steps
    step = steps[min(max(number, 0), len(steps) - 1)]
    return compare_day(state, world, state.comparison.chosen or Side.B, step.day)


def compare_neighbour(state: ViewState, world: World, direction: int) -> ViewState:
    """The date of the stop after (1) or before (-1) the chosen side's date, for that side."""
    found = state.comparison
    if found is None:
        return state
    side = found.chosen or Side.B
    days = [step.day for step in world.tour(state.tour).steps]
    if direction > 0:
        day = min((day for day in days if day > found.day(side)), default=found.day(side))
    else:
        day = max((day for day in days if day < found.day(side)), default=found.day(side))
    return compare_day(state, world, side, day)


def nudge(state: ViewState, world: World, direction: int, *, far: bool) -> ViewState:
    """Move what the arrows move: the chosen side's date by a year (far: ten), or the divider."""
    found = state.comparison
    if found is None:
        return state
    if found.chosen is not None:
        day = _years_later(found.day(found.chosen), direction * (10 if far else 1))
        return compare_day(state, world, found.chosen, day)
    by = direction * (sides.BIG_NUDGE if far else sides.NUDGE)
    return state._replace(comparison=sides.with_divider(found, found.divider + by))


def _years_later(day: int, years: int) -> int:
    now = date.fromordinal(day)
    year = min(max(now.year + years, 1), 9999)
    last = 28 if now.month == 2 else now.day  # a leap day has none of its own every year
    return now.replace(year=year, day=min(now.day, last)).toordinal()


def only_divided(new: ViewState, old: ViewState) -> bool:
    """Whether nothing but the divider of a comparison has moved."""
    if new.comparison is None or old.comparison is None or new.comparison == old.comparison:
        return False
    moved = old.comparison._replace(divider=new.comparison.divider)
    return new == old._replace(comparison=moved)


def recompare(state: ViewState, change: Callable[[Comparison], Comparison]) -> ViewState:
    """A change of the comparison itself, where there is one."""
    if state.comparison is None:
        return state
    return state._replace(comparison=change(state.comparison))

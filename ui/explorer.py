"""The explorer: owns where the reader stands; verbs in, one signal out."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from db.records import EventId, Question, Step, Tour, TourId, World
from ui import comparison as sides
from ui import questions
from ui import state as moves
from ui.camera import Camera
from ui.comparison import Form, Side
from ui.state import Curtain, Layout, ViewState


class Explorer(QObject):
    """Where the reader stands.

    Signals:
        retold: the world's tours are others; carries the World. `changed` follows.
        changed: the state moved; carries the new and the old ViewState.
    """

    retold = Signal(object)
    changed = Signal(object, object)

    def __init__(
        self,
        world: World,
        state: ViewState,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.world = world
        self._state = state
        self._clock = clock
        self._skips: list[frozenset[int]] = []  # what was skipped before each skip
        self.form = Form.SWIPE  # in which two dates were compared last
        self._read_questions: Callable[[], Mapping[EventId, Question]] = dict

    def ask_from(self, read: Callable[[], Mapping[EventId, Question]]) -> None:
        """Ask these questions; they are read when they are first wanted."""
        self._read_questions = read
        self.__dict__.pop("questions", None)

    @cached_property
    def questions(self) -> Mapping[EventId, Question]:
        """The questions by the event that they are asked before."""
        return self._read_questions()

    @property
    def question(self) -> Question | None:
        """The question that shows."""
        asking = self._state.question
        return self.questions.get(asking.event) if asking else None

    @property
    def state(self) -> ViewState:
        """Where the reader stands now."""
        return self._state

    @property
    def tour(self) -> Tour:
        """The tour that is being told."""
        return self.world.tour(self._state.tour)

    @property
    def step(self) -> Step:
        """The stop that the reader stands at."""
        return moves.current_step(self._state, self.world)

    # Walking the tour

    def next(self) -> None:
        """Onward by one key: a question, its answer, or a stop."""
        state, clock = self._state, self._clock()
        self._move_to(questions.next_step(state, self.world, self.questions, clock))

    def previous(self) -> None:
        """Back by one key, the same way."""
        state, clock = self._state, self._clock()
        self._move_to(questions.previous_step(state, self.world, self.questions, clock))

    def first(self) -> None:
        self.go_to_step(0)

    def last(self) -> None:
        self.go_to_step(len(self.tour.steps) - 1)

    def go_to_step(self, number: int) -> None:
        """Fly to a stop, counted from zero."""
        self._move_to(moves.go_to_step(self._state, self.world, number, self._clock()))

    def go_to_event(self, event: EventId) -> None:
        """Fly to an event; beside the tour where the tour leaves it out."""
        self._move_to(moves.go_to_event(self._state, self.world, event, self._clock()))

    def go_to_act(self, number: int) -> None:
        self._move_to(moves.go_to_act(self._state, self.world, number, self._clock()))

    def go_to_today(self) -> None:
        self._move_to(moves.go_to_today(self._state, self.world, self._clock()))

    def choose_tour(self, tour: TourId) -> None:
        """Tell another tour, from the stop nearest to the present date."""
        other = self._state._replace(
            tour=self.world.tour(tour).id, step=0, presented=None, skipped=frozenset()
        )
        self._skips.clear()
        self._move_to(moves.seek(other, self.world, self._state.day))

    def skip(self, numbers: frozenset[int]) -> None:
        """Pass over these stops too when stepping, counted from zero."""
        self._skip_only(self._state.skipped | numbers)

    def tell(self, numbers: frozenset[int]) -> None:
        """Stop at these again."""
        self._skip_only(self._state.skipped - numbers)

    def _skip_only(self, numbers: frozenset[int]) -> None:
        if numbers != self._state.skipped:
            self._skips.append(self._state.skipped)
            self._move_to(moves.skip(self._state, self.world, numbers))

    def take_back_skip(self) -> None:
        """Undo the last change to what is skipped; after a restart, tell everything."""
        before = self._skips.pop() if self._skips else frozenset[int]()
        self._move_to(moves.skip(self._state, self.world, before))

    def retell(self, world: World, tour: TourId | None = None) -> None:
        """Tell the same lesson with other tours, from the same place; `tour` from now on if given.

        Every view hears of it as of a move: the state's edition, and so its place, is another.
        """
        old, self.world = self.world, world
        edition = self._state.edition + 1
        self._skips.clear()
        self.retold.emit(world)
        self._move_to(moves.retell(self._state, old, world, edition, tour))

    # Looking around

    def toggle_doubt(self) -> None:
        """Draw what is known only roughly so, or as if it were certain."""
        self._move_to(self._state._replace(doubt=not self._state.doubt))

    def return_to_step(self) -> None:
        """Fly back to the view and the date of the stop, or of the event beside the tour."""
        if self._state.aside:
            self.go_to_event(self._state.aside.event)
        else:
            self.go_to_step(self._state.step)

    def seek(self, day: float) -> None:
        """Show another date at once (days)."""
        self._move_to(moves.seek(self._state, self.world, day))

    def look(self, camera: Camera) -> None:
        """Look from elsewhere at once."""
        self._move_to(moves.look(self._state, self.world, camera))

    def fly_to(self, camera: Camera) -> None:
        """Fly elsewhere, at the present date."""
        self._move_to(moves.fly_to(self._state, self.world, camera, self._clock()))

    def tick(self, clock: float) -> None:
        """Let a flight, or what a stop shows in motion, go on until that clock time (seconds)."""
        self._move_to(moves.tick(self._state, self.world, clock))

    def land(self) -> None:
        """End a flight at its target at once."""
        self._move_to(moves.land(self._state))

    def replay(self) -> None:
        """Run the race or voyage of the stop again."""
        self._move_to(moves.replay(self._state, self.world, self._clock()))

    # Asking

    @property
    def offered(self) -> Question | None:
        """The question that may be asked here while exploring."""
        return questions.question_offered(self._state, self.world, self.questions)

    def ask(self) -> None:
        """Ask what is offered, or put the question away that shows."""
        if self._state.question is not None:
            self._move_to(questions.close(self._state, self.world, self._clock()))
        elif (offered := self.offered) is not None:
            self._move_to(questions.ask(self._state, self.world, offered, self._clock()))

    def reveal(self) -> None:
        """Show the answer."""
        self._move_to(questions.reveal(self._state))

    def toggle_questions(self) -> None:
        """While presenting ask before stops, or no longer; while exploring ask what is offered."""
        if self._state.layout is Layout.PRESENT:
            self.switch_questions()
        else:
            self.ask()

    def switch_questions(self) -> None:
        """Ask questions before stops, or no longer."""
        self._move_to(questions.switch(self._state, self.world, self._clock()))

    def choose_option(self, way: int) -> None:
        """Count the hands for the next choice (1) or the one before (-1)."""
        self._move_to(questions.choose(self._state, way))

    def set_hands(self, hands: tuple[int | None, ...]) -> None:
        """Put these counts in place of all."""
        self._move_to(questions.set_hands(self._state, hands))

    def forget_answers(self) -> None:
        """Ask the question as if nobody had answered it yet."""
        self._move_to(questions.forget_answers(self._state))

    def add_hand(self, index: int, by: int = 1) -> None:
        """One hand more (or less) for a choice."""
        self._move_to(questions.add_hand(self._state, index, by))

    def point(self, x: float, y: float) -> None:
        """Take a point of the map plane (metres) as the class's guess."""
        if self.question is not None:
            self._move_to(questions.point(self._state, self.question, x, y))

    # Presenting

    def present(self) -> None:
        """Present from where the presentation was left, or from the start."""
        self._move_to(moves.present(self._state, self.world, self._clock(), from_here=False))

    def present_from_here(self) -> None:
        self._move_to(moves.present(self._state, self.world, self._clock(), from_here=True))

    def leave(self) -> None:
        """One level out."""
        asking, state = self._state.question, self._state
        covered = state.typed or state.comparison or state.chart is not None
        if asking is None or covered or state.curtain is not Curtain.OPEN:
            self._move_to(moves.leave(state))
        elif asking.typed or asking.chosen is not None:
            self._move_to(questions.erase(state))
        else:
            self._move_to(questions.close(state, self.world, self._clock()))

    def stop_presenting(self) -> None:
        """Back to exploring from any level."""
        self._move_to(moves.stop_presenting(self._state))

    def toggle_black(self) -> None:
        self._move_to(moves.draw_curtain(self._state, Curtain.BLACK))

    def toggle_white(self) -> None:
        self._move_to(moves.draw_curtain(self._state, Curtain.WHITE))

    def turn_charts(self, count: int) -> None:
        """While presenting, show the next of the stop's `count` charts, or put the last away."""
        self._move_to(moves.turn_charts(self._state, count))

    def toggle_frozen(self) -> None:
        """Hold the audience's picture, or let it catch up."""
        self._move_to(moves.freeze(self._state, self.world, self._clock()))

    def toggle_playing(self) -> None:
        self._move_to(self._state._replace(playing=not self._state.playing))

    def play_on(self) -> None:
        """Play the tour, from where the reader has left it."""
        self._move_to(moves.play_on(self._state))

    def change_speed(self, steps: int) -> None:
        """Let the tour play faster (or slower) by so many steps."""
        self._move_to(moves.change_speed(self._state, steps))

    def stop_playing(self) -> None:
        self._move_to(self._state._replace(playing=False))

    # Comparing two dates

    def toggle_comparison(self) -> None:
        """Compare this stop's date with that of the stop before, or go back to one date.

        A question that shows is put away with its counts; the next key asks it again.
        """
        if self._counts and self._state.question and self._state.question.typed:
            self._move_to(questions.confirm(self._state))
        state = moves.land(questions.close(self._state, self.world, self._clock()))
        self._move_to(moves.compare(state, self.world, self.form))
        self._remember_form()

    def compare_day(self, side: Side, day: float) -> None:
        """Compare with another date on that side (days)."""
        self._move_to(moves.compare_day(self._state, self.world, side, day))

    def compare_year(self, side: Side, year: int) -> None:
        """Compare with a year on that side."""
        self._move_to(moves.compare_year(self._state, self.world, side, year))

    def compare_stop(self, number: int) -> None:
        """Give the chosen side the date of a stop, counted from zero."""
        self._move_to(moves.compare_stop(self._state, self.world, number))

    def compare_neighbour(self, direction: int) -> None:
        """Give the chosen side the date of the next stop (1) or the one before (-1)."""
        self._move_to(moves.compare_neighbour(self._state, self.world, direction))

    def choose_side(self, side: Side | None) -> None:
        """Choose whose date keys change; the same side again lets go of it."""
        self._move_to(moves.recompare(self._state, lambda found: sides.choosing(found, side)))

    def exchange_sides(self) -> None:
        """Exchange the two dates."""
        self._move_to(moves.recompare(self._state, sides.exchanged))

    def switch_form(self) -> None:
        """Show the two dates in the other form: one map with a divider, or two maps."""
        self._move_to(moves.recompare(self._state, sides.in_other_form))
        self._remember_form()

    def move_divider(self, share: float) -> None:
        """Put the divider there (0 to 1 of the picture's width)."""
        self._move_to(moves.recompare(self._state, lambda found: sides.with_divider(found, share)))

    def nudge(self, direction: int, *, far: bool = False) -> None:
        """Move the divider, or the chosen side's date, a little to the left (-1) or right (1)."""
        self._move_to(moves.nudge(self._state, self.world, direction, far=far))

    def _remember_form(self) -> None:
        if self._state.comparison is not None:
            self.form = self._state.comparison.form

    # Typing a stop number, text size

    @property
    def _counts(self) -> bool:
        """Whether digits count hands now."""
        asking = self._state.question
        return asking is not None and asking.takes_digits

    def type_digit(self, digit: str) -> None:
        """Take a digit of a count of hands or of a stop's number; a zero alone returns there."""
        if self._counts:
            self._move_to(questions.type_count(self._state, digit))
        elif digit == "0" and not self._state.typed:
            self.return_to_step()
        else:
            self._move_to(moves.type_digit(self._state, digit))

    def erase_digits(self) -> None:
        self._move_to(self._state._replace(typed=""))

    def enter(self) -> None:
        """Keep the count that was typed, or go to the stop whose number was typed."""
        if self._counts:
            self._move_to(questions.confirm(self._state))
            return
        self._move_to(moves.enter_typed(self._state, self.world, self._clock()))

    def scale_text(self, steps: int) -> None:
        """Make text larger (or smaller) by so many sizes."""
        self._move_to(moves.scale_text(self._state, steps))

    def larger_text(self) -> None:
        self._move_to(moves.scale_text(self._state, +1))

    def smaller_text(self) -> None:
        self._move_to(moves.scale_text(self._state, -1))

    # Settings

    def toggle_contrast(self) -> None:
        """Show everything in the look of high contrast, or in the usual one."""
        self._move_to(self._state._replace(contrast=not self._state.contrast))

    def toggle_motion(self) -> None:
        """Fly from stop to stop, or be there at once."""
        reduced = not self._state.reduced_motion
        self._move_to(moves.reduce_motion(self._state, reduced=reduced))

    def toggle_loops(self) -> None:
        """Begin again at the end of a tour that plays by itself, or stop there."""
        self._move_to(self._state._replace(loops=not self._state.loops))

    def wish(self, *, contrast: bool | None = None, reduced_motion: bool | None = None) -> None:
        """Follow what the system is set to, where it says."""
        state = self._state
        if contrast is not None:
            state = state._replace(contrast=contrast)
        if reduced_motion is not None:
            state = moves.reduce_motion(state, reduced=reduced_motion)
        self._move_to(state)

    def _move_to(self, new: ViewState) -> None:
        if new != self._state:
            old, self._state = self._state, new
            self.changed.emit(new, old)

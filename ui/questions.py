"""Questions before stops: what there is to choose from, and the pure moves of asking."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from db.records import EventId, Question, QuestionKind, Scale, World
from ui import state as moves
from ui.asking import Asking, Phase
from ui.camera import Camera
from ui.flight import Instant
from ui.state import Curtain, Layout, ViewState

MOST_HANDS = 999
BANDS = (5, 4, 6, 3)  # how many bands a scale is cut into, the best number first
_ROUND = (1.0, 2.0, 2.5, 5.0)
INSIDE, OUTSIDE = "inside", "outside"

Questions = Mapping[EventId, Question]


class Choice(NamedTuple):
    """Something that hands are counted for, and whether it is right."""

    id: str
    text: str
    right: bool


def choices_of(question: Question) -> tuple[Choice, ...]:
    """What the class may raise its hands for.

    For an order it is what comes first, on the map the ring around what was to be found, for a
    number a band of the scale.
    """
    match question.kind:
        case QuestionKind.CHOOSE | QuestionKind.ORDER:
            first = question.right[:1]
            return tuple(
                Choice(option.id, option.text, option.id in first) for option in question.options
            )
        case QuestionKind.POINT:
            inside = f"Inside the {ring_word(question)}"
            return Choice(INSIDE, inside, True), Choice(OUTSIDE, "Outside", False)
        case QuestionKind.ESTIMATE:
            assert question.scale is not None
            scale = question.scale
            return tuple(
                Choice(
                    f"{number_words(low)}-{number_words(high)}".replace(",", ""),
                    f"{number_words(low)}–{number_words(high)}",
                    low < scale.high and scale.low < high,
                )
                for low, high in bands(scale)
            )


def ring_word(question: Question) -> str:
    """What marks on the map where a guess is right: a ring around a place, a band along a line."""
    return "ring" if question.place else "band"


def bands(scale: Scale) -> tuple[tuple[float, float], ...]:
    """The scale cut into a few parts of one round length."""
    reach = scale.last - scale.first

    def is_round(count: int) -> bool:
        length = reach / count
        while length >= 10:
            length /= 10
        while length < 1:
            length *= 10
        return any(abs(length - known) < 1e-9 for known in _ROUND)

    count = next((count for count in BANDS if is_round(count)), BANDS[0])
    edges = [scale.first + reach * part / count for part in range(count + 1)]
    return tuple(pairwise(edges))


def number_words(value: float) -> str:
    """A number as it is written: 1,254 or 2.5."""
    return f"{round(value):,}" if value == round(value) else f"{value:,.2f}".rstrip("0")


def far_words(km: float) -> str:
    """A distance in words: "less than 1 km", "about 1,254 km"."""
    return "less than 1 km" if km < 1 else f"about {number_words(round(km))} km"


# What is asked when


def question_ahead(state: ViewState, world: World, questions: Questions) -> Question | None:
    """The question before the next stop."""
    number = moves.onward(state, world)
    event = world.tour(state.tour).steps[number].event
    return questions.get(event) if number != state.step else None


def question_offered(state: ViewState, world: World, questions: Questions) -> Question | None:
    """What the Explore view offers: the question before the next stop, or that of this one."""
    here = questions.get(moves.current_step(state, world).event)
    return question_ahead(state, world, questions) or here


def coming(state: ViewState, world: World, questions: Questions) -> ViewState:
    """What the next key leads to, at rest: a question, its answer, or a stop."""
    return moves.land(next_step(state, world, questions, 0.0))._replace(running=None)


def foreseen(state: ViewState, world: World, questions: Questions) -> list[ViewState]:
    """The stands at rest that a single key would lead to: question, answer, stops beside."""
    beside = moves.neighbours(state, world)
    onward = moves.land(next_step(state, world, questions, 0.0))
    return [onward, *beside] if onward.question is not None else beside


def next_step(state: ViewState, world: World, questions: Questions, clock: float) -> ViewState:
    """One key onward: the question before the next stop, its answer, the stop itself."""
    if state.question is not None:
        if state.question.phase is Phase.ASKED:
            return reveal(state)
        return play(state, world, clock)
    ahead = question_ahead(state, world, questions)
    if ahead is None or not state.asks or state.layout is not Layout.PRESENT:
        return moves.next_step(state, world, clock)
    return ask(state, world, ahead, clock)


def previous_step(state: ViewState, world: World, questions: Questions, clock: float) -> ViewState:
    """One key back, the same way: from a stop to the answer, the question, the stop before."""
    asking = state.question
    if asking is not None:
        if asking.phase is Phase.REVEALED:
            asking = _confirmed(asking)._replace(phase=Phase.ASKED)
            return state._replace(question=asking, typed="", curtain=Curtain.OPEN, chart=None)
        return close(state, world, clock)
    back = moves.previous_step(state, world, clock)
    if back.step == state.step or not state.asks or state.layout is not Layout.PRESENT:
        return back
    passed = questions.get(world.tour(state.tour).steps[state.step].event)
    return ask(back, world, passed, clock, phase=Phase.REVEALED) if passed else back


def ask(
    state: ViewState,
    world: World,
    question: Question,
    clock: float,
    *,
    phase: Phase = Phase.ASKED,
) -> ViewState:
    """Show a question over the map as it is, or from the question's own view; the date stays."""
    hands = (None,) * len(choices_of(question))
    asking = Asking(question.id, question.event, phase, hands)
    state = state._replace(
        question=asking,
        typed="",
        curtain=Curtain.OPEN,
        chart=None,
        comparison=None,
        running=None,
    )
    if question.framing is None:
        return state
    target = state.flight.target if state.flight else state.now
    state = state._replace(question=asking._replace(left=target))
    event = moves.current_step(state, world).event
    there = Instant.still(Camera(*question.framing), target.day, event)
    return moves.fly(state, world, there, clock, straight=False)


def reveal(state: ViewState) -> ViewState:
    """Show the answer; keys count no more."""
    if state.question is None:
        return state
    asking = _confirmed(state.question)._replace(phase=Phase.REVEALED, chosen=None)
    return state._replace(question=asking, typed="", curtain=Curtain.OPEN, chart=None)


def play(state: ViewState, world: World, clock: float) -> ViewState:
    """Go on to the stop that the question was asked before."""
    asking = state.question
    if asking is not None and asking.event == moves.current_step(state, world).event:
        return close(state, world, clock)
    return moves.next_step(state, world, clock)


def close(state: ViewState, world: World, clock: float) -> ViewState:
    """Put the question away and look again at what showed before."""
    if state.question is None:
        return state
    left = state.question.left
    state = state._replace(question=None, typed="")
    return moves.fly(state, world, left, clock, straight=False) if left else state


def switch(state: ViewState, world: World, clock: float) -> ViewState:
    """Ask questions before stops, or no longer."""
    state = close(state, world, clock) if state.asks else state
    return state._replace(asks=not state.asks)


# Counting hands


def choose(state: ViewState, way: int) -> ViewState:
    """Count for the choice after (or before) the one counted last; what was typed stays."""
    asking = state.question
    if asking is None or not asking.hands or not asking.takes_digits:
        return state
    asking = _confirmed(asking)
    last = len(asking.hands) - 1
    if asking.chosen is None:
        chosen = 0 if way > 0 else last
    else:
        chosen = min(max(asking.chosen + way, 0), last)
    return state._replace(question=asking._replace(chosen=chosen))


def type_count(state: ViewState, digit: str) -> ViewState:
    """Add a digit to the count of the choice; at most three are kept."""
    asking = state.question
    if asking is None or not asking.hands or not asking.takes_digits:
        return state
    typed = (asking.typed + digit)[-len(str(MOST_HANDS)) :]
    return state._replace(question=asking._replace(typed=typed, chosen=asking.chosen or 0))


def confirm(state: ViewState) -> ViewState:
    """Keep the count that was typed and go on to the next choice."""
    asking = state.question
    if asking is None or asking.chosen is None:
        return state
    following = min(asking.chosen + 1, len(asking.hands) - 1)
    return state._replace(question=_confirmed(asking)._replace(chosen=following))


def erase(state: ViewState) -> ViewState:
    """Forget the digits of a count, or stop counting."""
    asking = state.question
    if asking is None:
        return state
    if asking.typed:
        return state._replace(question=asking._replace(typed=""))
    return state._replace(question=asking._replace(chosen=None))


def set_hands(state: ViewState, hands: tuple[int | None, ...]) -> ViewState:
    """Put these counts in place of all."""
    asking = state.question
    if asking is None or len(hands) != len(asking.hands):
        return state
    kept = tuple(None if n is None else min(max(n, 0), MOST_HANDS) for n in hands)
    chosen = asking.chosen if any(n is not None for n in kept) else None
    return state._replace(question=asking._replace(hands=kept, typed="", chosen=chosen))


def add_hand(state: ViewState, index: int, by: int) -> ViewState:
    """One hand more, or less, for a choice."""
    asking = state.question
    if asking is None or not 0 <= index < len(asking.hands):
        return state
    asking = _confirmed(asking)
    hands = list(asking.hands)
    hands[index] = max((hands[index] or 0) + by, 0)
    return set_hands(state._replace(question=asking), tuple(hands))


def point(state: ViewState, question: Question, x: float, y: float) -> ViewState:
    """Take a point of the map plane (metres) as the class's guess."""
    asking = state.question
    if asking is None or question.kind is not QuestionKind.POINT:
        return state
    return state._replace(question=asking._replace(guess=(x, y)))


def forget_answers(state: ViewState) -> ViewState:
    """The question as if nobody had answered it yet."""
    asking = state.question
    if asking is None:
        return state
    hands = (None,) * len(asking.hands)
    return state._replace(question=asking._replace(hands=hands, typed="", chosen=None, guess=None))


def _confirmed(asking: Asking) -> Asking:
    """The count that was typed is kept for its choice."""
    if not asking.typed or asking.chosen is None:
        return asking._replace(typed="")
    hands = list(asking.hands)
    hands[asking.chosen] = int(asking.typed)
    return asking._replace(hands=tuple(hands), typed="")

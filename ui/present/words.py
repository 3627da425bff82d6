"""What the presenter's page says in words: what the class sees, and how the time stands."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import NamedTuple

from db.dates import day_in_words
from db.records import Question, Step, World
from ui.asking import Phase
from ui.present.plan import Offer, whole_minutes
from ui.state import Curtain, ViewState, between_stops, seen_by_audience

COVERS = {Curtain.BLACK: "black", Curtain.WHITE: "white"}

_QUESTIONS = {Phase.ASKED: "a question", Phase.REVEALED: "the answer to a question"}


class Said(NamedTuple):
    """A line of words, and whether it asks for attention."""

    text: str
    urgent: bool = False


def question_words(asked: Question, phase: Phase) -> tuple[str, str]:
    """What comes next when it is a question or its answer, and the words of it."""
    if phase is Phase.ASKED:
        return "Next: a question", asked.ask
    return "Next: the answer", asked.answer


def audience_words(state: ViewState, world: World, sheet: str = "") -> Said:
    """What the class sees: "Frozen at stop 4 while you are at stop 6".

    `sheet` is the name of a page that covers the class's picture, such as "the sources".
    """
    frozen = _frozen_words(state, world) if state.frozen is not None else ""
    if state.curtain is not Curtain.OPEN:
        seen, *behind = COVERS[state.curtain], *filter(None, (sheet, frozen))
        words = f"; behind it, {'; '.join(behind)}" if behind else ""
        return Said(f"The class sees {seen}{words}", urgent=True)
    if sheet:
        words = f"; behind them, {frozen}" if frozen else ""
        return Said(f"The class sees {sheet}{words}", urgent=bool(frozen))
    if frozen:
        return Said(frozen[0].upper() + frozen[1:], urgent=True)
    if state.chart is not None:
        return Said(f"The class sees a chart of {place_words(state, world)}")
    if state.question is not None:
        return Said(f"The class sees {_QUESTIONS[state.question.phase]}")
    if state.comparison is not None:
        a, b = (day_in_words(day) for day in state.comparison[:2])
        return Said(f"The class sees {a} and {b} compared")
    return Said(f"The class sees {place_words(state, world)}")


def _frozen_words(state: ViewState, world: World) -> str:
    seen = seen_by_audience(state)
    there, here = place_words(seen, world), place_words(state, world)
    if there == here:
        return f"frozen at {there}"
    return f"frozen at {there} while you are at {here}"


def place_words(state: ViewState, world: World) -> str:
    """Where a state stands: "stop 4", or the date between two stops."""
    if state.aside is not None:
        return f"an event beside stop {state.step + 1}"
    if between_stops(state, world):
        return day_in_words(int((state.flight.target if state.flight else state.now).day))
    return f"stop {state.step + 1}"


def late_words(late: float) -> Said:
    """How far ahead or behind, from seconds: "3 min behind"."""
    minutes = whole_minutes(late)
    if minutes == 0:
        return Said("On time")
    if minutes > 0:
        return Said(f"{minutes} min behind", urgent=True)
    return Said(f"{-minutes} min ahead")


def offer_words(offer: Offer, late: float) -> str:
    """What jumping over the offered stops wins: "Jump over stops 7 and 12 to win 4 min"."""
    return f"Jump over {numbers_words(offer.stops)} to win {_won_words(offer, late)}"


def brief_offer_words(offer: Offer, late: float) -> str:
    """The same where there is little room: "Skip 7, 12: 4 min"."""
    numbers = ", ".join(str(stop + 1) for stop in offer.stops)
    which = numbers if len(offer.stops) < 4 else f"{len(offer.stops)} stops"
    return f"Skip {which}: {_won_words(offer, late)}"


def _won_words(offer: Offer, late: float) -> str:
    if offer.minutes < whole_minutes(late):
        return f"{offer.minutes:g} of {whole_minutes(late)} min"
    return minutes_words(offer.minutes)


def skipped_words(skipped: frozenset[int]) -> str:
    """What is jumped over: "Stops 7 and 10 are jumped over"; empty where nothing is."""
    if not skipped:
        return ""
    words = numbers_words(sorted(skipped))
    verb = "is" if len(skipped) == 1 else "are"
    return f"{words[0].upper()}{words[1:]} {verb} jumped over"


def numbers_words(stops: Sequence[int]) -> str:
    """Stops by their numbers: "stops 7, 10 and 12"; long rows in part."""
    numbers = [str(stop + 1) for stop in stops]
    if len(numbers) == 1:
        return f"stop {numbers[0]}"
    if len(numbers) > 6:
        return f"stops {', '.join(numbers[:5])} and {len(numbers) - 5} more"
    return f"stops {', '.join(numbers[:-1])} and {numbers[-1]}"


def minutes_words(minutes: float) -> str:
    """A number of minutes: "2 min", "2.5 min"."""
    return f"{minutes:g} min"


def step_words(step: Step) -> str:
    """How much the tour needs a stop and how long it takes: "must · 2.5 min"."""
    said = [str(step.priority)] + ([minutes_words(step.minutes)] if step.minutes else [])
    return " · ".join(said)


def time_of_day(seconds: float) -> str:
    """The time of day on this machine: "09:05"."""
    return time.strftime("%H:%M", time.localtime(seconds))


def stopwatch(seconds: float) -> str:
    """A stretch of time: "7:05", "1:02:30"."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours}:{minutes:02}:{whole % 60:02}"
    return f"{minutes}:{whole % 60:02}"

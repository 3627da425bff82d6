"""A question as it is being asked: how far it has come, and what the class has said so far."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from db.records import EventId, QuestionId
from ui.flight import Instant


class Phase(StrEnum):
    """How far a question has come."""

    ASKED = "asked"
    REVEALED = "revealed"


class Asking(NamedTuple):
    """A question that shows, asked before the stop of its event.

    `hands` counts the class's hands for each choice, None where nobody has counted. `chosen` is
    the choice being counted, `typed` the digits of its count typed so far. `guess` is where the
    class has pointed on the map plane, in metres. `left` is the view to return to, where the
    question has one of its own.
    """

    question: QuestionId
    event: EventId
    phase: Phase
    hands: tuple[int | None, ...] = ()
    chosen: int | None = None
    typed: str = ""
    guess: tuple[float, float] | None = None
    left: Instant | None = None

    @property
    def takes_digits(self) -> bool:
        """Whether digits count hands; once the answer is there they are numbers of stops again."""
        return self.phase is Phase.ASKED

    @property
    def counted(self) -> int:
        """All hands counted."""
        return sum(count or 0 for count in self.hands)

    @property
    def is_tallied(self) -> bool:
        """Whether anybody has counted."""
        return any(count is not None for count in self.hands)

"""Keeps the tallies of the class while it is being asked, and brings them back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from db.records import Question
from ui.asking import Asking
from ui.explorer import Explorer
from ui.pen.box import PenBox
from ui.questions import choices_of
from ui.quiz.results import Pointed, Result, Results, ResultsError, Vote
from ui.state import Layout, ViewState


class ResultKeeper(QObject):
    """Notes every count of hands, and where a class points, while presenting, on the disk at once.

    A question that the class has answered a short while ago comes back with its counts: after a
    step back, and after a power cut.

    The class is the one that is drawn for: `box` knows it. `away_km` tells how far a point of the
    map plane (metres) is from what was to be found, `say` tells the reader a sentence.

    Signals:
        noted: the results are others.
    """

    noted = Signal()

    def __init__(
        self,
        explorer: Explorer,
        box: PenBox,
        folder: Path,
        away_km: Callable[[Question, float, float], float | None],
        say: Callable[[str], object],
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self.box = box
        self._away_km = away_km
        self.say = say
        self._now = now
        self.results = Results(folder)
        say(self.results.notice)
        self._asked = ""
        self._bring = QTimer(
            self, singleShot=True, interval=0
        )  # once all have heard of the question
        self._bring.timeout.connect(self._bring_back)
        explorer.changed.connect(self._on_changed)
        box.class_changed.connect(self._on_class)
        if explorer.state.question is not None:
            self._begin(explorer.state.question)

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        asking, before = new.question, old.question
        if asking is None or new.layout is not Layout.PRESENT:
            return
        if before is None or before.question != asking.question:
            self._begin(asking)
        elif (asking.hands, asking.guess) != (before.hands, before.guess) and self._asked:
            self._note(asking)

    def _begin(self, asking: Asking) -> None:
        """Begin a tally, or take up the one that the class has begun."""
        if self._explorer.state.layout is not Layout.PRESENT:
            return
        now = self._now()
        begun = self.results.begun(self.box.class_name, asking.question, now)
        self._asked = begun.asked if begun else now.isoformat(timespec="seconds")
        if begun is not None:
            self._bring.start()

    @Slot()
    def _bring_back(self) -> None:
        """Show what the class has answered to this question already."""
        asking, question = self._explorer.state.question, self._explorer.question
        if asking is None or question is None:
            return
        begun = self.results.begun(self.box.class_name, asking.question, self._now())
        if begun is None:
            return
        if begun.pointed is not None and asking.guess is None:
            self._explorer.point(begun.pointed.x, begun.pointed.y)
        if begun.counted and not asking.is_tallied:
            hands = {vote.choice: vote.hands for vote in begun.votes}
            choices = choices_of(question)
            self._explorer.set_hands(tuple(hands.get(choice.id) for choice in choices))

    def _note(self, asking: Asking) -> None:
        question = self._explorer.question
        if question is None:
            return
        votes = tuple(
            Vote(choice.id, choice.text, count, choice.right)
            for choice, count in zip(choices_of(question), asking.hands, strict=True)
        )
        result = Result(
            self._asked,
            self.box.class_name,
            question.id,
            question.event,
            question.kind.value,
            question.ask,
            votes,
            self._pointed(question, asking),
        )
        try:
            self.results.note(result)
        except ResultsError as fault:
            self.say(str(fault))
        self.noted.emit()

    def _pointed(self, question: Question, asking: Asking) -> Pointed | None:
        if asking.guess is None:
            return None
        km = self._away_km(question, *asking.guess)
        return None if km is None else Pointed(*asking.guess, km, km <= question.tolerance_km)

    @Slot(str)
    def _on_class(self) -> None:
        """Another class has not raised these hands, nor pointed there."""
        asking = self._explorer.state.question
        if asking is not None and self._explorer.state.layout is Layout.PRESENT:
            self._asked = ""
            self._explorer.forget_answers()
            self._begin(self._explorer.state.question or asking)

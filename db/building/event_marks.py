"""The marks of an event: what each of its ids carries, and what rests on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from db.building.carried import Carried
from db.building.checker import At, Checker
from db.building.folder import Located
from db.building.structs import EventEntry, EventWords
from db.errors import look_alikes
from db.marks import Passage, passages


class EventMarks:
    """The marks in an event's words, and in other words that rest on what it says."""

    def __init__(
        self,
        event: Located[EventEntry],
        words: Located[EventWords],
        lang: str,
        check: Checker,
    ) -> None:
        self.lang = lang
        self._check = check
        self._carried = _carried(event.entry, words.entry, lang)
        self._own = Carried(lang)
        self._own.add_dates(event.entry.when, event.entry.day)
        self._own.add_text(event.entry.old_style)

    @property
    def ids(self) -> Collection[str]:
        """The facts, figures and contested points of the event."""
        return self._carried.keys()

    def carried(self, ids: Iterable[str]) -> Carried:
        """What the ids carry together, and the event's own dates."""
        return self._own.joined(self._carried[name] for name in ids)

    def text(self, at: At, text: str) -> None:
        """Note every sentence without a mark, strange mark, and number that nothing carries."""
        for passage in passages(text):
            if passage.ids:
                self.passage(at, passage)
            elif self._check.complete:
                message = f"'{_end_of(passage.text)}' has no mark; expected [fact-id] behind it"
                self._check.fault(at, message)

    def passage(self, at: At, passage: Passage) -> None:
        """Note strange marks of a passage, and numbers and dates that nothing marked carries."""
        if self._known(at, passage):
            for what, expected in self.carried(passage.ids).excess(passage.text):
                among = f"among the marked ({', '.join(passage.ids)}), or the event's date"
                said = _end_of(passage.text)
                message = f"nothing carries {what} in '{said}'; expected {expected} {among}"
                self._check.fault(at, message)

    def _known(self, at: At, passage: Passage) -> bool:
        strange = [name for name in passage.ids if name not in self._carried]
        for name in strange:
            alike = look_alikes(name, self._carried, "marks")
            message = f"the mark [{name}] is no fact, figure or contested point.{alike}"
            self._check.fault(at, message)
        return not strange


def _carried(event: EventEntry, words: EventWords, lang: str) -> dict[str, Carried]:
    """What each id carries; a fact and its figure may share one."""
    carried: dict[str, Carried] = defaultdict(lambda: Carried(lang))
    for fact in event.fact:
        carried[fact.id].add_quantities(fact.quantity)
        carried[fact.id].add_text(words.facts.get(fact.id, ""))
    for figure in event.figure:
        shown = words.figures.get(figure.id)
        for value in (figure.value, figure.low, figure.high):
            if value is not None:
                carried[figure.id].add_value(value, figure.unit)
        carried[figure.id].add_dates(figure.as_of)
        carried[figure.id].add_quantities(figure.quantity)
        carried[figure.id].add_text(shown.shown if shown else "")
    for contested in event.contested:
        told = words.contested.get(contested.id)
        for position in contested.position:
            carried[contested.id].add_quantities(position.quantity)
        for side in told.positions.values() if told else ():
            carried[contested.id].add_text(side.says)
    return dict(carried)


def _end_of(text: str) -> str:
    return text if len(text) <= 60 else f"…{text[-60:]}"

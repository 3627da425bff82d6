"""Checks of numbers where nothing is marked: in facts and voices, titles, labels and notes.

A fact, a perspective and a position rest on sources of their own and hold their numbers as
quantities; a voice may also say what the event's facts and figures hold. All else that an event
says holds no number of its own. Dates are not looked at here: a source may speak of any year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from db.building.carried import Carried
from db.building.checker import At, Checker
from db.building.event_marks import EventMarks
from db.building.folder import Located
from db.building.numbers import Number
from db.building.structs import EventEntry, EventWords, QuantityEntry
from db.marks import passages

_POINTED_AT = 3
"""So many things can be pointed at, such as the two banks of a river: that is not counting."""


def check_statements(
    event: EventEntry, words: Located[EventWords], marks: EventMarks, check: Checker
) -> None:
    """Notes every number of an event's unmarked texts that nothing holds."""
    _Statements(event, words, marks, check).check()


class _Statements:
    def __init__(
        self, event: EventEntry, words: Located[EventWords], marks: EventMarks, check: Checker
    ) -> None:
        self._event = event
        self._words = words
        self._check = check
        self._none = Carried(marks.lang)
        self._facts = marks.carried(fact.id for fact in event.fact)
        self._known = self._facts.joined([marks.carried(figure.id for figure in event.figure)])
        self._all = self._known.joined([marks.carried(marks.ids)])

    def check(self) -> None:
        self._facts_and_figures()
        self._voices()
        self._unmarked("title", text=self._words.entry.title)
        notes = self._words.entry.notes
        for key in ("point", "question") if notes else ():
            for passage in passages(getattr(notes, key)):
                if not passage.ids:
                    self._unmarked("notes", key, text=passage.text, counts=_is_counted)

    def _facts_and_figures(self) -> None:
        told = self._words.entry
        for fact in self._event.fact:
            at = self._words.at("facts", fact.id)
            self._stated(at, told.facts.get(fact.id, ""), fact.quantity, self._none, "fact")
        for figure in self._event.figure:
            if shown := told.figures.get(figure.id):
                self._unmarked("figures", figure.id, "label", text=shown.label)

    def _voices(self) -> None:
        told = self._words.entry
        for seen in self._event.perspective:
            self._all.add_quantities(seen.quantity)
            if voice := told.perspectives.get(seen.id):
                at = self._words.at("perspectives", seen.id, "text")
                self._stated(at, voice.text, seen.quantity, self._known, "perspective")
        for contested in self._event.contested:
            point = told.contested.get(contested.id)
            if point is None:
                continue
            keys = ("contested", contested.id)
            self._unmarked(*keys, "point", text=point.point)
            for position in contested.position:
                if side := point.positions.get(position.id):
                    at = self._words.at(*keys, "positions", position.id, "says")
                    self._stated(at, side.says, position.quantity, self._known, "position")

    def _stated(
        self, at: At, text: str, own: Iterable[QuantityEntry], others: Carried, noun: str
    ) -> None:
        """The numbers of what has sources of its own are its quantities, or the event's."""
        carried = self._none.joined([others])
        carried.add_quantities(own)
        for number in carried.excess_numbers(text):
            if not number.is_vague:
                message = f"no quantity of the {noun} is the number {number.words}"
                expected = "expected it with value, unit and as_of"
                self._check.fault(at, f"{message}; {expected}")

    def _unmarked(
        self, *keys: str, text: str, counts: Callable[[Number], bool] = lambda number: True
    ) -> None:
        for number in filter(counts, self._all.excess_numbers(text)):
            message = f"nothing in the event carries the number {number.words}"
            expected = "expected a fact, figure or voice with a quantity of that value"
            self._check.fault(self._words.at(*keys), f"{message}; {expected}")


def _is_counted(number: Number) -> bool:
    return number.words[0].isdigit() or number.value > _POINTED_AT

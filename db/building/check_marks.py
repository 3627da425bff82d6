"""Checks of marks: every sentence of caption and story says what it rests on, numbers included."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from db.building.checker import At, Checker
from db.building.folder import LessonFolder, Located
from db.building.structs import EventEntry, EventWords
from db.building.text_dates import TextDate, dates_in, dates_of, is_told
from db.errors import look_alikes
from db.marks import Passage, passages

_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)


@dataclass(slots=True)
class _Carried:
    """What an id of the event carries: numbers and dates to be quoted, and its own words."""

    numbers: set[float] = field(default_factory=set)
    dates: set[TextDate] = field(default_factory=set)
    words: str = ""


def number_words(text: str) -> list[str]:
    """The numbers in a text, as they are written, without commas and leading zeros."""
    return [found.replace(",", "").lstrip("0") or "0" for found in _NUMBER.findall(text)]


def check_marks(folder: LessonFolder, check: Checker) -> None:
    """Notes every text without a mark, every mark of nothing, every number that nothing carries."""
    for lang, files in folder.event_words.items():
        for stem, words in files.items():
            event = folder.events.get(stem)
            if event and not {words.file, event.file} & folder.ids_lost.keys():
                EventMarks(event, words, lang, check).check()


class EventMarks:
    """The marks in an event's words, and in other words that rest on what it says."""

    def __init__(
        self,
        event: Located[EventEntry],
        words: Located[EventWords],
        lang: str,
        check: Checker,
    ) -> None:
        self._words = words
        self._lang = lang
        self._check = check
        self._carried: dict[str, _Carried] = {}
        for name, numbers, told, as_of in _carried(event.entry, words.entry):
            carried = self._carried.setdefault(name, _Carried())
            carried.numbers |= numbers
            carried.dates |= self._told(told).union(*map(dates_of, as_of))
            carried.words += f" {told}"
        when, day, old_style = event.entry.when, event.entry.day, event.entry.old_style
        self._dates = dates_of(when) | dates_of(day) | self._told(old_style)

    def check(self) -> None:
        entry = self._words.entry
        self.text(self._words.at("caption"), entry.caption)
        self.text(self._words.at("story"), entry.story)
        if entry.notes:
            at = self._words.at("notes", "misconception")
            marked = [passage for passage in passages(entry.notes.misconception) if passage.ids]
            if self._check.complete and not marked:
                self._check.fault(at, "it says what is so, but has no mark; expected [fact-id]")
            for passage in marked:
                self._known(at, passage)

    @property
    def ids(self) -> Collection[str]:
        """The facts, figures and contested points of the event."""
        return self._carried.keys()

    def numbers_of(self, ids: Iterable[str]) -> set[float]:
        """Every number that the ids carry, those in the words included."""
        carried = [self._carried[name] for name in ids]
        said = (number for part in carried for number in number_words(part.words))
        return set().union(*(part.numbers for part in carried), map(float, said))

    def text(self, at: At, text: str) -> None:
        """Note every sentence without a mark, strange mark, and number that nothing carries."""
        for passage in passages(text):
            if passage.ids:
                if self._known(at, passage):
                    self._quoted(at, passage)
            elif self._check.complete:
                message = f"'{_end_of(passage.text)}' has no mark; expected [fact-id] behind it"
                self._check.fault(at, message)

    def _known(self, at: At, passage: Passage) -> bool:
        strange = [name for name in passage.ids if name not in self._carried]
        for name in strange:
            alike = look_alikes(name, self._carried, "marks")
            message = f"the mark [{name}] is no fact, figure or contested point.{alike}"
            self._check.fault(at, message)
        return not strange

    def _told(self, text: str) -> set[TextDate]:
        return {found.date for found in dates_in(text, self._lang)}

    def _quoted(self, at: At, passage: Passage) -> None:
        """What a passage says of dates and numbers is carried by what it marks."""
        carried = [self._carried[name] for name in passage.ids]
        numbers = set().union(*(part.numbers for part in carried))
        told = self._dates.union(*(part.dates for part in carried))
        found = dates_in(passage.text, self._lang)
        for one in found:
            if is_told(one.date, told):
                continue
            if not one.words.isdigit():
                what = f"the date {one.words}"
                self._uncarried(at, passage, what, "it in the text or the dates of the marked")
            elif float(one.words) not in numbers:
                self._number(at, passage, one.words)
        days = [range(one.start, one.end) for one in found]
        for number in _NUMBER.finditer(passage.text):
            if _value(number[0]) not in numbers and not any(number.start() in day for day in days):
                self._number(at, passage, number[0])

    def _number(self, at: At, passage: Passage, words: str) -> None:
        expected = "a quantity or figure of that value among the marked"
        self._uncarried(at, passage, f"the number {words}", expected)

    def _uncarried(self, at: At, passage: Passage, what: str, expected: str) -> None:
        marks, said = ", ".join(passage.ids), _end_of(passage.text)
        expected = f"{expected} ({marks}), or the event's date"
        message = f"nothing carries {what} in '{said}'; expected {expected}"
        self._check.fault(at, message)


def _carried(
    event: EventEntry, words: EventWords
) -> Iterator[tuple[str, set[float], str, list[str]]]:
    """Each id with its numbers, words and dates; a fact and its figure may share an id."""
    for fact in event.fact:
        as_of = [quantity.as_of for quantity in fact.quantity]
        numbers = {quantity.value for quantity in fact.quantity}
        yield fact.id, numbers, words.facts.get(fact.id, ""), as_of
    for figure in event.figure:
        shown = words.figures.get(figure.id)
        said = f"{shown.shown} {shown.label}" if shown else ""
        numbers = {figure.value, *map(_value, _NUMBER.findall(said))}
        yield figure.id, numbers, said, [figure.as_of]
    for contested in event.contested:
        told = words.contested.get(contested.id)
        sides = [side.says for side in told.positions.values()] if told else []
        said = " ".join([told.point if told else "", *sides])
        yield contested.id, set(map(_value, _NUMBER.findall(said))), said, []


def _value(text: str) -> float:
    return float(text.replace(",", ""))


def _end_of(text: str) -> str:
    return text if len(text) <= 60 else f"…{text[-60:]}"

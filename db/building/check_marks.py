"""Checks of marks: every sentence of caption and story says what it rests on, numbers included."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from db.building.checker import At, Checker
from db.building.folder import LessonFolder, Located
from db.building.structs import EventEntry, EventWords
from db.errors import look_alikes
from db.marks import Passage, passages

_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY_OR_YEAR = re.compile(
    rf"\b\d{{1,2}}(?=(?:(?:–| to | and )\d{{1,2}})? {_MONTHS})"
    r"|\b(?:1[5-9]|20)\d\d(?=s?\b)|(?<=\d{4}–)\d\d\b",
    re.ASCII,
)


@dataclass(slots=True)
class _Carried:
    """What an id of the event carries: numbers to be quoted, and words in which dates stand."""

    numbers: set[float] = field(default_factory=set)
    words: str = ""


def number_words(text: str) -> list[str]:
    """The numbers in a text, as they are written, without commas and leading zeros."""
    return [found.replace(",", "").lstrip("0") or "0" for found in _NUMBER.findall(text)]


def check_marks(folder: LessonFolder, check: Checker) -> None:
    """Notes every text without a mark, every mark of nothing, every number that nothing carries."""
    for files in folder.event_words.values():
        for stem, words in files.items():
            event = folder.events.get(stem)
            if event and not {words.file, event.file} & folder.ids_lost.keys():
                EventMarks(event, words, check).check()


class EventMarks:
    """The marks in an event's words, and in other words that rest on what it says."""

    def __init__(
        self, event: Located[EventEntry], words: Located[EventWords], check: Checker
    ) -> None:
        self._event = event.entry
        self._words = words
        self._check = check
        self._carried: dict[str, _Carried] = {}
        for name, numbers, told in _carried(event.entry, words.entry):
            carried = self._carried.setdefault(name, _Carried())
            carried.numbers |= numbers
            carried.words += f" {told}"
        self._dates = " ".join((event.entry.when, event.entry.day, event.entry.old_style))

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
                    self._numbers(at, passage)
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

    def _numbers(self, at: At, passage: Passage) -> None:
        carried = [self._carried[name] for name in passage.ids]
        numbers = set().union(*(part.numbers for part in carried))
        told = " ".join([self._dates, *(part.words for part in carried)])
        days_and_years = {found.start() for found in _DAY_OR_YEAR.finditer(passage.text)}
        for found in _NUMBER.finditer(passage.text):
            if _value(found[0]) in numbers:
                continue
            if found.start() in days_and_years and _has(told, found[0]):
                continue
            marks = ", ".join(passage.ids)
            message = (
                f"nothing carries the number {found[0]} in '{_end_of(passage.text)}'; expected a "
                f"quantity or figure of that value among the marked ({marks}), or the date there"
            )
            self._check.fault(at, message)


def _carried(event: EventEntry, words: EventWords) -> Iterator[tuple[str, set[float], str]]:
    """Each id with the numbers and the words it carries; a fact and its figure may share one."""
    for fact in event.fact:
        as_of = [quantity.as_of for quantity in fact.quantity]
        numbers = {quantity.value for quantity in fact.quantity}
        yield fact.id, numbers, " ".join([words.facts.get(fact.id, ""), *as_of])
    for figure in event.figure:
        shown = words.figures.get(figure.id)
        said = f"{shown.shown} {shown.label}" if shown else ""
        numbers = {figure.value, *map(_value, _NUMBER.findall(said))}
        yield figure.id, numbers, f"{figure.as_of} {said}"
    for contested in event.contested:
        told = words.contested.get(contested.id)
        sides = [side.says for side in told.positions.values()] if told else []
        said = " ".join([told.point if told else "", *sides])
        yield contested.id, set(map(_value, _NUMBER.findall(said))), said


def _value(text: str) -> float:
    return float(text.replace(",", ""))


def _has(told: str, number: str) -> bool:
    return re.search(rf"(?<!\d)0?{number}(?!\d)", told) is not None or (
        len(number) == 2 and re.search(rf"(?<!\d)\d\d{number}(?!\d)", told) is not None
    )


def _end_of(text: str) -> str:
    return text if len(text) <= 60 else f"…{text[-60:]}"

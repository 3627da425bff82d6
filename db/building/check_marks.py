"""Checks of marks: every sentence of caption and story says what it rests on, numbers included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from db.building.carried import Carried
from db.building.checker import At, Checker
from db.building.folder import LessonFolder, Located
from db.building.structs import EventEntry, EventWords
from db.errors import look_alikes
from db.marks import Passage, passages


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
        self._check = check
        self._carried = _carried(event.entry, words.entry, lang)
        self._own = Carried(lang)
        self._own.add_dates(event.entry.when, event.entry.day)
        self._own.add_text(event.entry.old_style)

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

    def carried(self, ids: Iterable[str]) -> Carried:
        """What the ids carry together, and the event's own dates."""
        return self._own.joined(self._carried[name] for name in ids)

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

    def _quoted(self, at: At, passage: Passage) -> None:
        """What a passage says of numbers and dates is carried by what it marks."""
        for what, expected in self.carried(passage.ids).excess(passage.text):
            among = f"among the marked ({', '.join(passage.ids)}), or the event's date"
            said = _end_of(passage.text)
            message = f"nothing carries {what} in '{said}'; expected {expected} {among}"
            self._check.fault(at, message)


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
        carried[figure.id].add_text(f"{shown.shown} {shown.label}" if shown else "")
    for contested in event.contested:
        told = words.contested.get(contested.id)
        sides = [side.says for side in told.positions.values()] if told else []
        carried[contested.id].add_text(" ".join([told.point if told else "", *sides]))
    return dict(carried)


def _end_of(text: str) -> str:
    return text if len(text) <= 60 else f"…{text[-60:]}"

"""Checks of words in each language: none missing, none left over, none too long."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from db.building.checker import Checker
from db.building.folder import LessonFolder, Located
from db.building.known import Known
from db.building.structs import EventEntry, EventWords, LessonWords
from db.errors import look_alikes
from db.marks import plain

CAPTION_WORDS = range(1, 41)
STORY_WORDS = range(60, 111)
VOICE_WORDS = range(1, 46)  # of a perspective, a position, a note

_WORD = re.compile(r"\S*\w\S*")


def check_words(folder: LessonFolder, known: Known, check: Checker) -> None:
    """Notes every fault of the words, language by language."""
    for lang, words in folder.words.items():
        if words.file not in folder.ids_lost:
            _check_names(folder, words, known, check)
        _check_event_files(folder, lang, check)


def count_words(text: str) -> int:
    """The words of a text as it is read; a dash between two words is none."""
    return len(_WORD.findall(plain(text)))


def _check_names(
    folder: LessonFolder, words: Located[LessonWords], known: Known, check: Checker
) -> None:
    entry = words.entry
    lanes = {place for ribbon in folder.ribbons for place in ribbon.entry.lanes}
    acts = {str(act.number) for act in folder.lesson.entry.act}
    lost = folder.ids_lost
    for key, named, ids in (
        ("acts", entry.acts, None if "lesson.toml" in lost else acts),
        ("powers", entry.powers, known.powers),
        ("territories", entry.territories, known.territories),
        ("routes", entry.routes, known.routes),
        ("ribbons", entry.ribbons, known.ribbons),
        ("lanes", entry.lanes, None if "ribbons.toml" in lost else lanes),
        ("tours", entry.tours, known.tours),
    ):
        if ids is not None:
            check_ids(words, (key,), named, ids, "the lesson", check)


def _check_event_files(folder: LessonFolder, lang: str, check: Checker) -> None:
    found = folder.event_words[lang]
    for stem, event in folder.events.items():
        if stem in found:
            _check_event(found[stem], event, folder, check)
        else:
            message = f"the file is missing; expected the words of the event '{stem}'"
            check.fault((f"text/{lang}/events/{stem}.toml", ()), message)
    for stem in found.keys() - folder.events.keys():
        alike = look_alikes(stem, folder.events, "events")
        check.fault((found[stem].file, ()), f"there is no event '{stem}' in events/.{alike}")


def _check_event(
    words: Located[EventWords],
    event: Located[EventEntry],
    folder: LessonFolder,
    check: Checker,
) -> None:
    entry = words.entry
    check_length(words, ("caption",), entry.caption, CAPTION_WORDS, check)
    check_length(words, ("story",), entry.story, STORY_WORDS, check)
    _check_voices(words, check)
    if event.file in folder.ids_lost:
        return
    facts = {fact.id for fact in event.entry.fact}
    figures = {figure.id for figure in event.entry.figure}
    check_ids(words, ("facts",), entry.facts, facts, event.file, check)
    check_ids(words, ("figures",), entry.figures, figures, event.file, check)
    perspectives = {perspective.id for perspective in event.entry.perspective}
    check_ids(words, ("perspectives",), entry.perspectives, perspectives, event.file, check)
    contested = {point.id: point for point in event.entry.contested}
    check_ids(words, ("contested",), entry.contested, contested, event.file, check)
    for name in contested.keys() & entry.contested.keys():
        told = entry.contested[name].positions
        sides = {position.id for position in contested[name].position}
        check_ids(words, ("contested", name, "positions"), told, sides, event.file, check)


def _check_voices(words: Located[EventWords], check: Checker) -> None:
    entry = words.entry
    for name, seen in entry.perspectives.items():
        check_length(words, ("perspectives", name, "text"), seen.text, VOICE_WORDS, check)
    for name, point in entry.contested.items():
        for side, position in point.positions.items():
            keys = ("contested", name, "positions", side, "says")
            check_length(words, keys, position.says, VOICE_WORDS, check)
    if entry.notes:
        for key in ("point", "question", "misconception"):
            note = getattr(entry.notes, key)
            check_length(words, ("notes", key), note, VOICE_WORDS, check)
    elif check.complete:
        check.fault(words.at("notes"), "no notes for the teacher; expected [notes]")


def check_length(
    words: Located[Any], keys: tuple[str, ...], text: str, allowed: range, check: Checker
) -> None:
    """Whether a text has as many words as are allowed."""
    count = count_words(text)
    if count not in allowed:
        expected = f"expected {allowed[0]} to {allowed[-1]}"
        has = "1 word" if count == 1 else f"{count} words"
        check.fault(words.at(*keys), f"the {keys[-1]} has {has}; {expected}")


def check_ids(
    words: Located[Any],
    keys: tuple[str, ...],
    named: Collection[str],
    ids: Collection[str],
    home: str,
    check: Checker,
) -> None:
    """Whether there are words for all `ids` and for nothing else."""
    noun = keys[-1]
    for extra in sorted(set(named) - set(ids)):
        alike = look_alikes(extra, ids, noun)
        check.fault(words.at(*keys, extra), f"{home} has no {noun} with the id '{extra}'.{alike}")
    for missing in sorted(set(ids) - set(named)):
        check.fault(words.at(*keys, missing), f"no words for '{missing}', one of its {noun}")

"""Checks of marks: every sentence of caption and story says what it rests on, numbers included."""

from __future__ import annotations

from db.building.check_statements import check_statements
from db.building.checker import Checker
from db.building.event_marks import EventMarks
from db.building.folder import LessonFolder, Located
from db.building.structs import EventWords
from db.marks import passages


def check_marks(folder: LessonFolder, check: Checker) -> None:
    """Notes every text without a mark, every mark of nothing, every number that nothing carries."""
    for lang, files in folder.event_words.items():
        for stem, words in files.items():
            event = folder.events.get(stem)
            if event and not {words.file, event.file} & folder.ids_lost.keys():
                marks = EventMarks(event, words, lang, check)
                _check_marked(words, marks, check)
                check_statements(event.entry, words, marks, check)


def _check_marked(words: Located[EventWords], marks: EventMarks, check: Checker) -> None:
    entry = words.entry
    marks.text(words.at("caption"), entry.caption)
    marks.text(words.at("story"), entry.story)
    if entry.notes is None:
        return
    for key in ("point", "question", "misconception"):
        for passage in passages(getattr(entry.notes, key)):
            if passage.ids:
                marks.passage(words.at("notes", key), passage)
    if check.complete and not any(passage.ids for passage in passages(entry.notes.misconception)):
        message = "it says what is so, but has no mark; expected [fact-id]"
        check.fault(words.at("notes", "misconception"), message)

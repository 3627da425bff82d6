"""Turns the questions of a checked lesson folder into rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from db.building.compile_events import framings
from db.building.folder import LessonFolder
from db.building.question_structs import EstimateEntry, QuestionEntry
from db.building.rows import Rows
from db.building.structs import EventEntry
from db.marks import plain


def add_questions(folder: LessonFolder, numbers: Mapping[str, int], rows: Rows) -> None:
    """Adds the questions; `numbers` are those of the events."""
    for number, located in enumerate(folder.questions, start=1):
        question = located.entry
        target = question.target
        rows.add(
            "question",
            number=number,
            id=question.id,
            event=numbers[question.event],
            kind=question.kind.value,
            place=(target.place if target else "") or None,
            tolerance_km=target.tolerance_km if target else 0.0,
            **_scale(question.estimate),
            **_framing(question),
        )
        _add_options(number, question, rows)
        borders = target.borders if target else []
        for position, border in enumerate(borders):
            rows.add("question_border", question=number, position=position, border=border)
        for position, place in enumerate(question.places):
            rows.add("question_place", question=number, position=position, place=place)
        for position, fact in enumerate(question.facts):
            rows.add("question_fact", question=number, position=position, fact=fact)
        event = folder.events[question.event].entry
        for position, source in enumerate(dict.fromkeys(_sources(event, question))):
            rows.add("question_source", question=number, position=position, source=source)
        _add_words(number, question, folder, rows)


def _scale(estimate: EstimateEntry | None) -> dict[str, float | None]:
    if estimate is None:
        return dict.fromkeys(("scale_first", "scale_last", "low", "high"))
    high = estimate.value if estimate.upto is None else estimate.upto
    return {
        "scale_first": estimate.scale[0],
        "scale_last": estimate.scale[1],
        "low": estimate.value - estimate.tolerance,
        "high": high + estimate.tolerance,
    }


def _framing(question: QuestionEntry) -> dict[str, float | None]:
    if question.camera is None:
        return dict.fromkeys(("x", "y", "height"))
    return dict(framings([question.camera])[0])


def _add_options(number: int, question: QuestionEntry, rows: Rows) -> None:
    for position, option in enumerate(question.option):
        right = question.right
        rows.add(
            "question_option",
            question=number,
            position=position,
            id=option.id,
            place=option.place or None,
            power=option.power or None,
            rank=right.index(option.id) + 1 if option.id in right else 0,
        )


def _add_words(number: int, question: QuestionEntry, folder: LessonFolder, rows: Rows) -> None:
    unit = question.estimate.unit if question.estimate else ""
    for lang, words in folder.question_words.items():
        told = words.entry.questions[question.id]
        rows.add(
            "question_text",
            question=number,
            lang=lang,
            ask=plain(told.ask),
            answer=plain(told.answer),
            unit=told.unit or unit,
        )
        for position, option in enumerate(question.option):
            text = told.options[option.id]
            columns = {"question": number, "position": position, "lang": lang, "text": text}
            rows.add("question_option_text", **columns)


def _sources(event: EventEntry, question: QuestionEntry) -> Iterator[str]:
    """The sources of what the question rests on, fact by fact."""
    for name in question.facts:
        for fact in event.fact:
            if fact.id == name:
                yield from fact.sources
        for figure in event.figure:
            if figure.id == name:
                yield from figure.sources
        for point in event.contested:
            if point.id == name:
                for side in point.position:
                    yield from side.sources

"""Checks of questions: a right answer among what is offered, a fact behind it, words for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.building.check_words import check_ids, check_length, count_words
from db.building.checker import Checker
from db.building.event_marks import EventMarks
from db.building.folder import LessonFolder, Located
from db.building.numbers import rounded
from db.building.question_structs import QuestionEntry, QuestionsWords, QuestionWords
from db.errors import look_alikes
from db.marks import passages
from db.records import QuestionKind

ASK_WORDS = range(1, 21)
OPTION_WORDS = range(1, 9)
ANSWER_WORDS = range(1, 31)
OPTIONS = {QuestionKind.CHOOSE: range(2, 5), QuestionKind.ORDER: range(3, 6)}
# What a question of a kind needs, besides its options.
PART = {QuestionKind.POINT: "target", QuestionKind.ESTIMATE: "estimate"}


def check_questions(folder: LessonFolder, check: Checker) -> None:
    """Notes every fault of the questions and of their words."""
    first: dict[str, str] = {}
    seen: set[str] = set()
    for question in folder.questions:
        entry = question.entry
        if entry.id in seen:
            check.fault(question.at("id"), f"the id '{entry.id}' stands twice among the questions")
        seen.add(entry.id)
        if check.event(question.at("event"), entry.event) and entry.event in first:
            message = f"'{first[entry.event]}' is asked before '{entry.event}' already"
            check.fault(question.at("event"), message)
        first.setdefault(entry.event, entry.id)
        _check_options(question, check)
        _check_parts(question, check)
        _check_estimate(question, check)
        _check_on_map(question, folder, check)
    for lang, words in folder.question_words.items():
        if words.file in folder.ids_lost or "questions.toml" in folder.ids_lost:
            continue
        check_ids(words, ("questions",), words.entry.questions, seen, "questions.toml", check)
        for question in folder.questions:
            told = words.entry.questions.get(question.entry.id)
            if told is not None:
                _check_words(question, words, told, check)
                _check_facts(question, words, told, lang, folder, check)


def _check_options(question: Located[QuestionEntry], check: Checker) -> None:
    entry = question.entry
    ids = [option.id for option in entry.option]
    allowed = OPTIONS.get(entry.kind)
    if allowed is None:
        for key, found in (("option", entry.option), ("right", entry.right)):
            if found:
                check.fault(question.at(key), f"a question of kind '{entry.kind}' has no '{key}'")
        return
    if len(ids) not in allowed:
        has = "1 option" if len(ids) == 1 else f"{len(ids)} options"
        expected = f"expected {allowed[0]} to {allowed[-1]}"
        check.fault(question.at("option"), f"{has} to {entry.kind}; {expected}")
        return
    for index, name in _repeated(ids):
        check.fault(question.at("option", index, "id"), f"the option '{name}' stands twice")
    if len(set(ids)) == len(ids):
        _check_right(question, ids, check)


def _check_right(question: Located[QuestionEntry], ids: Sequence[str], check: Checker) -> None:
    """What is right is among the options: one of them, or all in another order."""
    entry = question.entry
    if not entry.right:
        check.fault(question.at("right"), "no answer; expected 'right' with the right option")
        return
    for index, name in enumerate(entry.right):
        if name not in ids:
            message = f"the right answer '{name}' is none of the options.{_alike(name, ids)}"
            check.fault(question.at("right", index), message)
    for index, name in _repeated(entry.right):
        check.fault(question.at("right", index), f"'{name}' stands twice in the right order")
    if entry.kind is QuestionKind.CHOOSE and len(entry.right) > 1:
        check.fault(question.at("right"), f"{len(entry.right)} right answers; expected one")
    if entry.kind is QuestionKind.ORDER:
        missing = [name for name in ids if name not in entry.right]
        if len(set(entry.right)) < len(entry.right):
            return
        if missing:
            check.fault(question.at("right"), f"the right order leaves out {', '.join(missing)}")
        elif ids == entry.right:
            message = "the options are shown in the right order already; expected another"
            check.fault(question.at("option"), message)


def _alike(name: str, ids: Sequence[str]) -> str:
    return look_alikes(name, ids, "options")


def _repeated(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    for index, name in enumerate(names):
        if name in names[:index]:
            yield index, name


def _check_parts(question: Located[QuestionEntry], check: Checker) -> None:
    """A question has the part that its kind needs, and no other's."""
    entry = question.entry
    for kind, part in PART.items():
        has = getattr(entry, part) is not None
        if kind is entry.kind and not has:
            check.fault(question.at(part), f"no answer; expected [question.{part}]")
        if kind is not entry.kind and has:
            check.fault(question.at(part), f"a question of kind '{entry.kind}' has no '{part}'")


def _check_estimate(question: Located[QuestionEntry], check: Checker) -> None:
    estimate = question.entry.estimate
    if estimate is None or len(estimate.scale) != 2:
        return
    first, last = estimate.scale
    high = estimate.value if estimate.upto is None else estimate.upto
    if first >= last:
        message = f"the scale runs from {first:g} to {last:g}; expected the smaller number first"
        check.fault(question.at("estimate", "scale"), message)
    elif high < estimate.value:
        message = f"{high:g} is less than the value {estimate.value:g}"
        check.fault(question.at("estimate", "upto"), message)
    elif not (first <= estimate.value - estimate.tolerance and high + estimate.tolerance <= last):
        message = f"the range that is right does not lie on the scale from {first:g} to {last:g}"
        check.fault(question.at("estimate", "scale"), message)


def _check_on_map(question: Located[QuestionEntry], folder: LessonFolder, check: Checker) -> None:
    entry = question.entry
    check.places(question, entry.places)
    for index, option in enumerate(entry.option):
        if option.place:
            check.place(question.at("option", index, "place"), option.place)
        if option.power:
            check.power(question.at("option", index, "power"), option.power)
    target = entry.target
    if target is None:
        return
    if bool(target.place) == bool(target.borders):
        message = "expected either a place or borders to point at"
        check.fault(question.at("target"), message)
    if target.place:
        check.place(question.at("target", "place"), target.place)
    territories = {territory.entry.id for territory in folder.territories}
    if "territories.toml" in folder.ids_lost:
        return
    for index, code in enumerate(target.borders):
        one, bar, other = code.partition("|")
        if not bar or {one, other} - territories or one >= other:
            message = (
                f"'{code}' is no border; expected two territories of territories.toml in order of "
                "the alphabet, such as 'jilin|ussuri-coast'"
            )
            check.fault(question.at("target", "borders", index), message)


def _check_words(
    question: Located[QuestionEntry],
    words: Located[QuestionsWords],
    told: QuestionWords,
    check: Checker,
) -> None:
    keys = ("questions", question.entry.id)
    check_length(words, (*keys, "ask"), told.ask, ASK_WORDS, check)
    check_length(words, (*keys, "answer"), told.answer, ANSWER_WORDS, check)
    ids = {option.id for option in question.entry.option}
    check_ids(words, (*keys, "options"), told.options, ids, "the question", check)
    for name, text in told.options.items():
        if (count := count_words(text)) not in OPTION_WORDS:
            expected = f"expected {OPTION_WORDS[0]} to {OPTION_WORDS[-1]}"
            message = f"the option '{name}' has {count} words; {expected}"
            check.fault(words.at(*keys, "options", name), message)


def _check_facts(
    question: Located[QuestionEntry],
    words: Located[QuestionsWords],
    told: QuestionWords,
    lang: str,
    folder: LessonFolder,
    check: Checker,
) -> None:
    """The question rests on facts of its event, and its answer says no more than they do."""
    entry = question.entry
    event = folder.events.get(entry.event)
    event_words = folder.event_words[lang].get(entry.event)
    if (
        event is None
        or event_words is None
        or {event.file, event_words.file} & set(folder.ids_lost)
    ):
        return  # told as a fault of the question, or of the event
    marks = EventMarks(event, event_words, lang, check)
    strange = [name for name in entry.facts if name not in marks.ids]
    for name in strange:
        alike = look_alikes(name, marks.ids, "facts")
        message = f"'{name}' is no fact, figure or contested point of '{entry.event}'.{alike}"
        check.fault(question.at("facts", entry.facts.index(name)), message)
    at = words.at("questions", entry.id, "answer")
    marks.text(at, told.answer)
    for name in {name for passage in passages(told.answer) for name in passage.ids}:
        if name in marks.ids and name not in entry.facts:
            check.fault(at, f"it rests on '{name}', which is not among the question's facts")
    if strange or not entry.facts or entry.estimate is None:
        return
    carried = marks.carried(entry.facts).numbers
    for key in ("value", "upto"):
        value = getattr(entry.estimate, key)
        if value is not None and rounded(value) not in carried:
            message = f"no fact or figure of the question carries the number {value:g}"
            check.fault(question.at("estimate", key), message)

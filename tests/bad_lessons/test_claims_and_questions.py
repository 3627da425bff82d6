"""Faults in the claim check and in questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_lessons.case import Case, assert_told

CASES = {
    "a claim without an event": Case(
        "claims.toml", 'events = ["dalny-1899"]', "events = []", "line 11, claim 2, events",
        "found [] (a claim needs an event that shows it)",
    ),
    "a claim of an unknown event": Case(
        "claims.toml", '["dalny-1899"]', '["dalny-1889"]', "line 11, claim 2, events 1",
        "event 'dalny-1889' is not in events/. Known events that look alike: dalny-1899.",
    ),
    "a claim out of order": Case(
        "claims.toml", "number = 2", "number = 3", "line 9, claim 2, number",
        "claim 3 stands where claim 2 is expected", blames="text/en/claims.toml",
    ),
    "a claim by an unknown article": Case(
        "claims.toml", '"customs-2023"', '"customs-2032"', "line 1, source",
        "source 'customs-2032' is not in sources/.",
    ),
    "a claim without words": Case(
        "text/en/claims.toml",
        '[claims.2]\nsays = "Trade goes on."\nfound = "Nothing was found on this."', "",
        "claims, 2", "no words for '2', one of its claims",
    ),
    "a finding with a number that no event holds": Case(
        "text/en/claims.toml", "November 1860", "November 1861", "line 3, claims, 1, found",
        "no fact or figure of the claim's events holds the date November 1861",
    ),
    "a question before an unknown event": Case(
        "questions.toml", '"portsmouth-1905"', '"portsmouth-1950"',
        "line 3, question which-port, event",
        "event 'portsmouth-1950' is not in events/. Known events that look alike: portsmouth-1905.",
    ),
    "two questions before one event": Case(
        "questions.toml", '"boom-192x"', '"portsmouth-1905"', "line 19, question in-order, event",
        "'which-port' is asked before 'portsmouth-1905' already",
    ),
    "a question's id that stands twice": Case(
        "questions.toml", 'id = "in-order"', 'id = "which-port"',
        "line 18, question which-port, id", "the id 'which-port' stands twice among the questions",
        blames="text/en/questions.toml",
    ),
    "an option at an unknown place": Case(
        "questions.toml", 'place = "vladivostok"', 'place = "vladivostock"',
        "line 11, question which-port, option vladivostok, place",
        "place 'vladivostock' is not in places.toml. Known places that look alike: vladivostok.",
    ),
    "an option of an unknown power": Case(
        "questions.toml", 'power = "russia"', 'power = "rusia"',
        "line 15, question which-port, option lushun, power",
        "power 'rusia' is not in powers.toml.",
    ),
    "an unknown place in an answer": Case(
        "questions.toml", '["dalian"]', '["dalien"]', "line 7, question which-port, places 1",
        "place 'dalien' is not in places.toml. Known places that look alike: dalian.",
    ),
    "a right answer that is no option": Case(
        "questions.toml", 'right = ["lushun"]', 'right = ["lushum"]',
        "line 6, question which-port, right 1",
        "the right answer 'lushum' is none of the options. Known options that look alike: lushun.",
    ),
    "a choice without an answer": Case(
        "questions.toml", 'right = ["lushun"]\n', "", "line 1, question which-port, right",
        "no answer; expected 'right' with the right option",
    ),
    "two right answers to a choice": Case(
        "questions.toml", 'right = ["lushun"]', 'right = ["lushun", "vladivostok"]',
        "line 6, question which-port, right", "2 right answers; expected one",
    ),
    "an option that stands twice": Case(
        "questions.toml", 'id = "second"', 'id = "first"',
        "line 31, question in-order, option first, id", "the option 'first' stands twice",
        blames="text/en/questions.toml",
    ),
    "an order with a repeated item": Case(
        "questions.toml", '"second", "third"]', '"second", "first"]',
        "line 22, question in-order, right 3", "'first' stands twice in the right order",
    ),
    "an order that leaves something out": Case(
        "questions.toml", '"second", "third"]', '"second"]', "line 22, question in-order, right",
        "the right order leaves out third",
    ),
    "an order that is shown already": Case(
        "questions.toml", '["first", "second", "third"]', '["third", "first", "second"]',
        "line 17, question in-order, option",
        "the options are shown in the right order already; expected another",
    ),
    "too few options": Case(
        "questions.toml",
        '[[question.option]]\nid = "lushun"\npower = "russia"\n', "",
        "line 1, question which-port, option", "1 option to choose; expected 2 to 4",
        blames="text/en/questions.toml",
    ),
    "a point without anything to find": Case(
        "questions.toml",
        'target = { borders = ["lushun-base|ussuri-coast"], tolerance_km = 40 }\n', "",
        "line 33, question where-border, target", "no answer; expected [question.target]",
    ),
    "a border between unknown territories": Case(
        "questions.toml", "lushun-base|ussuri-coast", "lushun-base|ussuri",
        "line 38, question where-border, target, borders 1",
        "'lushun-base|ussuri' is no border; expected two territories of territories.toml",
    ),
    "a place and a border to point at": Case(
        "questions.toml", "target = { borders", 'target = { place = "dalian", borders',
        "line 38, question where-border, target", "expected either a place or borders to point at",
    ),
    "an unknown place to point at": Case(
        "questions.toml", 'borders = ["lushun-base|ussuri-coast"]', 'place = "dalien"',
        "line 38, question where-border, target, place", "place 'dalien' is not in places.toml.",
    ),
    "an estimate without a number": Case(
        "questions.toml",
        'estimate = { value = 15, tolerance = 5, unit = "per km", scale = [0, 40] }\n', "",
        "line 41, question how-many-guards, estimate", "no answer; expected [question.estimate]",
    ),
    "an estimate that no fact carries": Case(
        "questions.toml", "value = 15", "value = 16",
        "line 46, question how-many-guards, estimate, value",
        "no fact or figure of the question carries the number 16",
    ),
    "a scale that is too short": Case(
        "questions.toml", "[0, 40]", "[0, 18]",
        "line 46, question how-many-guards, estimate, scale",
        "the range that is right does not lie on the scale from 0 to 18",
    ),
    "a scale that runs backwards": Case(
        "questions.toml", "[0, 40]", "[40, 0]",
        "line 46, question how-many-guards, estimate, scale",
        "the scale runs from 40 to 0; expected the smaller number first",
    ),
    "a choice with an estimate": Case(
        "questions.toml", 'right = ["lushun"]\n',
        'right = ["lushun"]\nestimate = { value = 1, tolerance = 0, unit = "m", scale = [0, 9] }\n',
        "line 7, question which-port, estimate", "a question of kind 'choose' has no 'estimate'",
    ),
    "an estimate with a right option": Case(
        "questions.toml", 'facts = ["guards"]', 'facts = ["guards"]\nright = ["x"]',
        "line 46, question how-many-guards, right", "a question of kind 'estimate' has no 'right'",
    ),
    "a kind of question that does not exist": Case(
        "questions.toml", 'kind = "choose"', 'kind = "chose"', "line 4, question which-port, kind",
        "expected one of choose, order, point, estimate; found 'chose'.",
    ),
    "a question that rests on nothing": Case(
        "questions.toml", '["guards"]', "[]", "line 45, question how-many-guards, facts",
        "(a question rests on a fact)", blames="text/en/questions.toml",
    ),
    "a question that rests on an unknown fact": Case(
        "questions.toml", '["signed"]', '["singed"]',
        "line 5, question which-port, facts 1",
        "'singed' is no fact, figure or contested point of 'portsmouth-1905'."
        " Known facts that look alike: signed.",
        blames="text/en/questions.toml",
    ),
    "a question without words": Case(
        "text/en/questions.toml",
        '[questions.how-many-guards]\nask = "How many guards?"\n'
        'answer = "Fifteen, written 15.[guards]"', "",
        "questions, how-many-guards", "no words for 'how-many-guards', one of its questions",
    ),
    "an option without words": Case(
        "text/en/questions.toml", 'second = "A war"\n', "",
        "line 11, questions, in-order, options, second",
        "no words for 'second', one of its options",
    ),
    "a question that is too long": Case(
        "text/en/questions.toml", "How many guards?", "How many guards? " + "And more? " * 9,
        "line 21, questions, how-many-guards, ask", "the ask has 21 words; expected 1 to 20",
    ),
    "an option that is too long": Case(
        "text/en/questions.toml", '"A war"', '"' + "A war " * 5 + '"',
        "line 14, questions, in-order, options, second", "has 10 words; expected 1 to 8",
    ),
    "an answer that is too long": Case(
        "text/en/questions.toml", "Port Arthur.[signed]", "Port Arthur. " * 16 + "[signed]",
        "line 3, questions, which-port, answer", "the answer has 32 words; expected 1 to 30",
    ),
    "an answer without a mark": Case(
        "text/en/questions.toml", "Port Arthur.[signed]", "Port Arthur.",
        "line 3, questions, which-port, answer", "'Port Arthur.' has no mark",
    ),
    "an answer that rests on another fact": Case(
        "text/en/questions.toml", "Port Arthur.[signed]", "Port Arthur.[area]",
        "line 3, questions, which-port, answer",
        "it rests on 'area', which is not among the question's facts",
    ),
    "an answer with a number of its own": Case(
        "text/en/questions.toml", "Port Arthur.[signed]", "Port Arthur, 7 times.[signed]",
        "line 3, questions, which-port, answer", "nothing carries the number 7",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_fault_in_a_claim_or_question_is_told_with_its_place(folder: Path, case: Case) -> None:
    assert_told(folder, case)

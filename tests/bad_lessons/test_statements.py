"""Numbers of facts, voices, titles, labels and notes that nothing holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_lessons.case import EVENT, WORDS, told
from tests.lessons import change

LOST = 'id = "lost"\nsources = ["treaties-1860"]\n'
SIGNED = 'signed = "The treaty was signed."'


def test_a_number_of_a_fact_that_is_no_quantity_is_told(folder: Path) -> None:
    change(folder, WORDS, SIGNED, 'signed = "Three treaties were signed on 5 September 1905."')

    assert told(folder) == [
        f"{WORDS}, line 7, facts, signed: "
        "no quantity of the fact is the number Three; expected it with value, unit and as_of"
    ]


def test_a_number_of_a_fact_that_differs_from_its_quantity_is_told(folder: Path) -> None:
    change(folder, EVENT, LOST, LOST + 'quantity = [{ value = 20, unit = "li", as_of = "1860" }]\n')
    change(folder, WORDS, 'lost = "The coast', 'lost = "Of it 21 li')

    (fault,) = told(folder)

    assert fault.startswith(
        f"{WORDS}, line 8, facts, lost: no quantity of the fact is the number 21;"
    )


@pytest.mark.parametrize(
    ("old", "new", "at", "noun"),
    [
        ("They saw a harbour", "They saw two harbours", "line 16, perspectives, sailors, text",
         "perspective is the number two"),
        ("400,000", "300,000", "line 27, contested, area, positions, other, says",
         "position is the number 300,000"),
        ("gives no area", "gives half an area", "line 23, contested, area, positions, one, says",
         "position is the number half"),
    ],
)  # fmt: skip
def test_a_number_of_a_voice_that_nothing_holds_is_told(
    folder: Path, old: str, new: str, at: str, noun: str
) -> None:
    change(folder, WORDS, old, new)

    assert told(folder) == [
        f"{WORDS}, {at}: no quantity of the {noun}; expected it with value, unit and as_of"
    ]


@pytest.mark.parametrize(
    ("old", "new", "at", "number"),
    [
        ("Treaty of Portsmouth", "Two treaties", "line 1, title", "Two"),
        ("railway guards", "40 guards", "line 12, figures, guards, label", "40"),
        ("How much land", "What 300 km of", "line 19, contested, area, point", "300"),
        ("The coast.", "Its 9 bays.", "line 30, notes, point", "9"),
        ("Who holds it", "Who holds four of it", "line 31, notes, question", "four"),
    ],
)  # fmt: skip
def test_a_number_that_nothing_in_the_event_carries_is_told(
    folder: Path, old: str, new: str, at: str, number: str
) -> None:
    change(folder, WORDS, old, new)

    assert told(folder) == [
        f"{WORDS}, {at}: nothing in the event carries the number {number}; "
        "expected a fact, figure or voice with a quantity of that value"
    ]


def test_a_voice_and_a_note_may_say_what_the_event_holds(folder: Path) -> None:
    change(folder, WORDS, "They saw a harbour", "They saw fifteen guards")
    change(
        folder, WORDS, "The coast.", "The 400,000 square kilometres with 15 guards, on two banks."
    )

    assert told(folder) == []


def test_a_number_of_a_misconception_is_told(folder: Path) -> None:
    change(folder, WORDS, "it gave none.", "it gave four.")

    (fault,) = told(folder)

    assert fault.startswith(
        f"{WORDS}, line 32, notes, misconception: nothing carries the number four"
    )


def test_a_marked_note_is_held_to_its_mark(folder: Path) -> None:
    change(folder, WORDS, '"The coast."', '"The coast with 15 guards.[lost]"')

    (fault,) = told(folder)

    assert fault.startswith(f"{WORDS}, line 30, notes, point: nothing carries the number 15")


def test_a_quantity_of_a_position_that_is_later_than_its_source_is_told(folder: Path) -> None:
    one = 'id = "one"\nsources = ["treaties-1860"]\n'
    change(folder, EVENT, one, one + 'quantity = [{ value = 2, unit = "li", as_of = "1923" }]\n')

    (fault,) = told(folder)

    assert "contested area, position one, quantity 1, as_of: '1923' is later than its" in fault


def test_a_lesson_that_is_not_complete_is_told_of_its_numbers_too(folder: Path) -> None:
    change(folder, "lesson.toml", "complete = true\n", "")
    change(folder, WORDS, SIGNED, 'signed = "Three treaties were signed."')
    change(folder, WORDS, "the coast.[lost]", "the coast in May.[lost]")

    assert [fault.partition(":")[0] for fault in told(folder)] == [
        f"{WORDS}, line 3, caption",
        f"{WORDS}, line 7, facts, signed",
    ]

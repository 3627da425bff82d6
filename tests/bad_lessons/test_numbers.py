"""Numbers in captions, stories, claims and answers that nothing carries, also in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.building.numbers import numbers_in
from tests.bad_lessons.case import EVENT, WORDS, told
from tests.lessons import change

LOST = 'id = "lost"\nsources = ["treaties-1860"]\n'
SIGNED = 'signed = "The treaty was signed."'
SIGNED_FOR = 'signed = "Three treaties were signed, for forty years and 2,000 or 3,000 men."'
SIGNED_BY = 'id = "signed"\nsources = ["customs-2023", "treaties-1860"]\n'
SIGNED_QUANTITIES = """\
quantity = [
    { value = 3, unit = "treaties", as_of = "1905" },
    { value = 40, unit = "years", as_of = "1905" },
    { value = 2000, unit = "men", as_of = "1905" },
    { value = 3000, unit = "men", as_of = "1905" },
]
"""


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ("seven treaties", "seven"),
        ("Seven treaties", "Seven"),
        ("for fourteen years", "fourteen"),
        ("for forty-one years", "forty-one"),
        ("three hundred treaties", "three hundred"),
        ("half of it", "half"),
        ("two thirds of it", "two thirds"),
        ("a third of it", "third"),
        ("tenfold", "tenfold"),
        ("twice", "twice"),
        ("the fiftieth year", "fiftieth"),
        ("a dozen men", "dozen"),
        ("hundreds of men", "hundreds"),
        ("two thousand and 4,000 men", "4,000"),
        ("3 million men", "3 million"),
    ],
)
def test_a_number_that_nothing_carries_is_told(folder: Path, said: str, lacks: str) -> None:
    change(folder, WORDS, SIGNED, SIGNED_FOR)
    change(folder, EVENT, SIGNED_BY, SIGNED_BY + SIGNED_QUANTITIES)
    change(folder, WORDS, "to the coast.[lost]", f"to the coast, {said}.[signed]")

    (fault,) = told(folder)

    assert fault.startswith(f"{WORDS}, line 3, caption: nothing carries the number {lacks} in ")
    assert "expected a quantity or figure of that value among the marked (signed)" in fault


@pytest.mark.parametrize(
    "said",
    [
        "three treaties",
        "for forty years",
        "two thousand men",
        "thousands of men",
        "one of them",
        "the first, second and third of them",
        "for both",
        "Article 12 and decree no. 14-FZ at 22:20",
    ],
)
def test_a_number_of_the_marked_fact_may_be_told(folder: Path, said: str) -> None:
    change(folder, WORDS, SIGNED, SIGNED_FOR)
    change(folder, EVENT, SIGNED_BY, SIGNED_BY + SIGNED_QUANTITIES)
    change(folder, WORDS, "to the coast.[lost]", f"to the coast, {said}.[signed]")

    assert told(folder) == []


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (4, "million tonnes", "4 million tonnes"),
        (4000000, "tonnes", "four million tonnes"),
        (74, "per cent", "74 per cent"),
        (10, "per cent", "a tenth of it"),
        (2, "thirds of the men", "two thirds of them"),
        (750, "men", "several hundred men"),
        (0.25, "hours", "a quarter of an hour"),
        (-41.7, "per cent", "41.7 per cent less"),
    ],
)
def test_a_quantity_may_be_told_in_several_ways(
    folder: Path, value: float, unit: str, said: str
) -> None:
    quantity = f'quantity = [{{ value = {value}, unit = "{unit}", as_of = "1905" }}]\n'
    change(folder, EVENT, LOST, LOST + quantity)
    change(folder, WORDS, "to the coast.[lost]", f"to the coast, {said}.[lost]")

    assert told(folder) == []


def test_a_number_word_of_a_story_is_told(folder: Path) -> None:
    change(folder, WORDS, "way to the sea.[signed, area]", "way in nine months.[signed, area]")

    (fault,) = told(folder)

    assert fault.startswith(f"{WORDS}, line 4, story: nothing carries the number nine in ")
    assert "among the marked (signed, area)" in fault


def test_a_number_word_of_a_claim_is_told(folder: Path) -> None:
    change(folder, "text/en/claims.toml", "by treaty", "by four treaties")

    assert told(folder) == [
        "text/en/claims.toml, line 3, claims, 1, found: "
        "no fact or figure of the claim's events holds the number four"
    ]


def test_a_month_of_a_claim_is_told(folder: Path) -> None:
    change(folder, "text/en/claims.toml", "November 1860", "October 1860")

    assert told(folder) == [
        "text/en/claims.toml, line 3, claims, 1, found: "
        "no fact or figure of the claim's events holds the date October 1860"
    ]


def test_a_number_word_of_an_answer_is_told(folder: Path) -> None:
    change(folder, "text/en/questions.toml", "Fifteen, written", "Sixteen, written")

    (fault,) = told(folder)

    assert fault.startswith("text/en/questions.toml, line 22, questions, how-many-guards, answer:")
    assert "nothing carries the number Sixteen in" in fault


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("signed three treaties", [3]),
        ("twenty-one of Thirty-Two, forty five", [21, 32, 45]),
        ("a hundred and five; two hundred and fifty", [105, 250]),
        ("4 million, 5.11 million and 1,170 km", [4e6, 5.11e6, 1170]),
        ("two and a half, 2¼ and half a million", [2.5, 2.25, 5e5]),
        ("six to seven thousand; half a dozen", [6, 7000, 6]),
        ("hundreds of thousands, a few hundred", [1e5, 100]),
        ("six tenths, three quarters, a quarter of it, one third.", [0.6, 0.75, 0.25, 0.333333333]),
        ("one sixth more, an eighth of it", [0.166666667, 0.125]),
        ("a quarter for the Chinese, the third way, a third party", []),
        ("the fourth month, the twenty-first, 42nd and 2nd", [4, 21, 42]),
        ("one, first, both, alone, tent, often, weightless", []),
        ("Article 1, articles 2, no. 123, 212-FZ, K27, Primorye-1, 22:20", []),
        ("on 5 September 1905, in May, from 1891 to 1942", []),
        ("a 25-year lease, US$6, 17% and 40-50 men", [25, 6, 17, 40, 50]),
    ],
)
def test_numbers_are_read_in_digits_and_words(text: str, numbers: list[float]) -> None:
    assert [number.value for number in numbers_in(text, "en")] == numbers


def test_number_words_of_another_language_are_not_guessed() -> None:
    assert [number.value for number in numbers_in("ten six 12 hundred", "pl")] == [12]

"""Numbers and dates that contradict one another are found, with their place and what was expected.

Each test changes the small lesson, which has no fault, in one place.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from db.build import read
from db.building.numbers import numbers_in
from tests.lessons import add_questions, change

EVENT = "events/portsmouth-1905.toml"

LOST = 'id = "lost"\nsources = ["treaties-1860"]\n'


@pytest.fixture
def folder(lesson_folder: Path, tmp_path: Path) -> Path:
    """A copy of the small lesson that may be spoilt."""
    return add_questions(shutil.copytree(lesson_folder, tmp_path / "lesson"))


def told(folder: Path) -> list[str]:
    """Every fault as the reader is told of it."""
    return [str(fault) for fault in read(folder)[1].listed()]


def test_a_quantity_without_a_date_is_told(folder: Path) -> None:
    change(folder, EVENT, LOST, LOST + 'quantity = [{ value = 20, unit = "li" }]\n')

    assert told(folder) == [
        f"{EVENT}, line 18, fact lost, quantity 1, as_of: 'as_of' is missing; expected text"
    ]


@pytest.mark.parametrize("as_of", ["", "then"])
def test_a_quantity_of_no_date_is_told(folder: Path, as_of: str) -> None:
    quantity = f'quantity = [{{ value = 20, unit = "li", as_of = "{as_of}" }}]\n'
    change(folder, EVENT, LOST, LOST + quantity)

    (fault,) = told(folder)

    assert fault.startswith(
        f"{EVENT}, line 18, fact lost, quantity 1, as_of: '{as_of}' is not a date; expected an EDTF"
    )


@pytest.mark.parametrize("old_style", ["24 August 1905", "23 July 1905", "23 August 1906", "then"])
def test_an_old_style_date_of_another_day_is_told(folder: Path, old_style: str) -> None:
    change(folder, EVENT, 'old_style = ""', f'old_style = "{old_style}"')

    assert told(folder) == [
        f"{EVENT}, line 3, old_style: '{old_style}' is not the event's date in old style; "
        "expected '23 August 1905'"
    ]


@pytest.mark.parametrize(
    ("when", "day", "old_style"),
    [
        ("1900-03-12", "1900-03-12", "28 February 1900"),
        ("1900-03-13", "1900-03-13", "29 February 1900"),
        ("1900-03-14", "1900-03-14", "1 March 1900"),
        ("1918-02-13", "1918-02-13", "31 January 1918"),
        ("1858-05-28/1858-06-13", "1858-06-13", "1 June 1858"),
        ("1858-05-28/1858-06-13", "1858-06-13", "16 May to 1 June 1858"),
    ],
)
def test_old_style_lags_by_twelve_days_and_by_thirteen_since_1900(
    folder: Path, when: str, day: str, old_style: str
) -> None:
    change(folder, "events/dalny-1899.toml", '"1899/1903"', f'"{when}"')
    change(folder, "events/dalny-1899.toml", '"1899-08-11"', f'"{day}"')
    change(folder, "events/dalny-1899.toml", 'old_style = ""', f'old_style = "{old_style}"')

    assert not [fault for fault in told(folder) if "old_style" in fault]


def test_an_old_style_date_after_the_old_style_is_told(folder: Path) -> None:
    change(folder, "events/boom-192x.toml", 'old_style = ""', 'old_style = "19 December 1925"')

    assert told(folder) == [
        "events/boom-192x.toml, line 3, old_style: '19 December 1925' is told of 1926-01-01; "
        "the old style ended in January 1918"
    ]


WORDS = "text/en/events/portsmouth-1905.toml"
SIGNED = 'signed = "The treaty was signed."'
SIGNED_ON = 'signed = "The treaty was signed in May 1898, on 3 and 5 June and in the 1910s."'


@pytest.mark.parametrize(
    ("date", "lacks"),
    [
        ("in April 1898", "the date April 1898"),
        ("in May 1897", "the date May 1897"),
        ("in April", "the date April"),
        ("on 3 May", "the date 3 May"),
        ("on 4 and 5 June 1898", "the date 4 June 1898"),
        ("on 5 July 1905", "the date 5 July 1905"),
        ("in 1899", "the number 1899"),
        ("from 1898 to 1906", "the number 1906"),
        ("in the 1920s", "the date 1920s"),
    ],
)
def test_a_date_that_nothing_carries_is_told(folder: Path, date: str, lacks: str) -> None:
    change(folder, WORDS, SIGNED, SIGNED_ON)
    change(folder, WORDS, "to the coast.[lost]", f"to the coast {date}.[signed]")

    (fault,) = told(folder)

    assert fault.startswith(f"{WORDS}, line 3, caption: nothing carries {lacks} in ")
    assert fault.endswith("(signed), or the event's date")


@pytest.mark.parametrize(
    "date",
    [
        "in May 1898",
        "in May",
        "on 3 June 1898",
        "on 3 and 5 June",
        "on the 5th of June",
        "on 5 September 1905",
        "in September",
        "in 1898 or 1905",
        "in the 1910s",
        "in the 1890s",
        "as it may",
    ],
)
def test_a_date_of_the_marked_fact_or_the_event_may_be_told(folder: Path, date: str) -> None:
    change(folder, WORDS, SIGNED, SIGNED_ON)
    change(folder, WORDS, "to the coast.[lost]", f"to the coast {date}.[signed]")

    assert told(folder) == []


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


VALUE = 'value = 15\nunit = "guards per km"\n'
SHOWN = "15 per km"
AT_SHOWN = f"{WORDS}, line 11, figures, guards, shown"


def show(folder: Path, shown: str, figure: str) -> None:
    """Let the lesson's figure show that; what quotes it is left out."""
    change(folder, WORDS, SHOWN, shown)
    change(folder, EVENT, VALUE, figure)
    (folder / "questions.toml").unlink()
    (folder / "text/en/questions.toml").unlink()


@pytest.mark.parametrize(
    ("shown", "value", "unit"),
    [
        ("400,000 km²", 400000, "km2"),
        ("400,000 km²", 400000, "square km"),
        ("20 li", 20, "li"),
        ("about 20 li", 20, "li"),
        ("701 km", 701.4, "km"),
        ("13.8 m taels", 13837739, "Haikwan taels"),
        ("US$1.73 bn", 1730, "million US dollars"),
        ("1,415,000 t", 1415, "thousand tonnes"),
        ("2,590 m", 2590, "m"),
        ("−41.7 %", -41.7, "per cent"),
        ("2¼ hours", 2.25, "hours"),
        ("five ports", 5, "ports"),
        ("over 750", 750, "students"),
        ("1905 men", 1905, "men"),
        ("400,000 km²", 400000, ""),
    ],
)
def test_a_figure_may_be_shown_rounded_and_in_short_words(
    folder: Path, shown: str, value: float, unit: str
) -> None:
    show(folder, shown, f'value = {value}\nunit = "{unit}"\n')

    assert told(folder) == []


@pytest.mark.parametrize(
    ("shown", "value", "unit", "expected"),
    [
        ("500,000 km²", 400000, "km2", "400,000 km2"),
        ("40,000 km²", 400000, "km2", "400,000 km2"),
        ("21 li", 20, "li", "20 li"),
        ("702 km", 701.4, "km", "701.4 km"),
        ("13.9 m taels", 13837739, "taels", "13,837,739 taels"),
        ("US$1.73 m", 1730, "million US dollars", "1,730 million US dollars"),
        ("41.7 %", -41.7, "per cent", "-41.7 per cent"),
        ("many", 20, "", "20"),
        ("15 to 20 li", 20, "li", "20 li, or 'low' and 'high' as shown"),
    ],
)
def test_a_figure_that_shows_another_number_is_told(
    folder: Path, shown: str, value: float, unit: str, expected: str
) -> None:
    show(folder, shown, f'value = {value}\nunit = "{unit}"\n')

    assert told(folder) == [f"{AT_SHOWN}: '{shown}' is not the figure's value; expected {expected}"]


@pytest.mark.parametrize(
    ("shown", "unit"),
    [("20 km", "li"), ("20 m²", "km2"), ("20 %", "people"), ("20 soldiers", "ships")],
)
def test_a_figure_that_is_shown_in_another_unit_is_told(
    folder: Path, shown: str, unit: str
) -> None:
    show(folder, shown, f'value = 20\nunit = "{unit}"\n')

    assert told(folder) == [f"{AT_SHOWN}: '{shown}' is not in the figure's unit; expected '{unit}'"]


@pytest.mark.parametrize("shown", ["15–20 li", "15 or 20", "15 to 20 li"])
def test_a_figure_may_be_shown_as_its_range(folder: Path, shown: str) -> None:
    show(folder, shown, 'value = 18\nlow = 15\nhigh = 20\nunit = "li"\n')

    assert told(folder) == []


def test_a_figure_that_shows_another_range_is_told(folder: Path) -> None:
    show(folder, "15–21 li", 'value = 18\nlow = 15\nhigh = 20\nunit = "li"\n')

    assert told(folder) == [
        f"{AT_SHOWN}: '15–21 li' is not the figure's value; "
        "expected 15 to 20 li, or 'low' and 'high' as shown"
    ]


@pytest.mark.parametrize(
    ("ends", "place", "message"),
    [
        ("low = 15", "high", "'high' is missing; a range needs both of its ends"),
        ("high = 20", "low", "'low' is missing; a range needs both of its ends"),
        ("low = 19\nhigh = 20", "value", "18 is outside of its range, 19 to 20"),
    ],
)
def test_a_range_that_is_none_is_told(folder: Path, ends: str, place: str, message: str) -> None:
    show(folder, "18", f'value = 18\n{ends}\nunit = "li"\n')

    (fault,) = told(folder)

    assert fault.startswith(f"{EVENT}, line ")
    assert fault.endswith(f"figure guards, {place}: {message}")


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

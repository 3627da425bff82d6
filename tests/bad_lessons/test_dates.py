"""Dates: of quantities, in old style, and in sentences that nothing carries."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_lessons.case import EVENT, WORDS, told
from tests.lessons import change

LOST = 'id = "lost"\nsources = ["treaties-1860"]\n'
SIGNED = 'signed = "The treaty was signed."'
SIGNED_ON = 'signed = "The treaty was signed in May 1898, on 3 and 5 June and in the 1910s."'


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

"""How dates are said, one table for each language."""

from __future__ import annotations

from typing import NamedTuple


class Wording(NamedTuple):
    """The words and the word order of one language.

    Templates name what they take. `span_in_month` is for two days of one month, which is said
    once; `day_of_year` is the first of two days of one year. `definite` is how a decade or a
    century stands in a phrase. `from_to` is a span with a doubtful end, in which "about" must not
    seem to speak of both; `between` is a bound known to lie between two dates.
    """

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    day: str
    day_of_year: str
    month: str
    season: str
    decade: str
    century: str
    ordinals: tuple[str, ...]
    definite: str
    some_day: str
    some_month: str
    about: str
    perhaps: str
    since: str
    until: str
    span: str
    span_in_month: str
    from_to: str
    between: str
    throughout: str
    as_of: str


ENGLISH = Wording(
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    seasons=("spring", "summer", "autumn", "winter"),
    day="{day} {month} {year}",
    day_of_year="{day} {month}",
    month="{month} {year}",
    season="{season} {year}",
    decade="{year}s",
    century="{ordinal} century",
    ordinals=("th", "st", "nd", "rd"),
    definite="the {date}",
    some_day="some day in {date}",
    some_month="some month in {date}",
    about="about {date}",
    perhaps="perhaps {date}",
    since="since {date}",
    until="until {date}",
    span="{first} to {last}",
    span_in_month="{first_day} to {last}",
    from_to="from {first} to {last}",
    between="some time between {first} and {last}",
    throughout="throughout",
    as_of="as of {date}",
)

WORDINGS = {"en": ENGLISH}


def wording(lang: str) -> Wording:
    """The wording of `lang`; English where there is none yet."""
    return WORDINGS.get(lang, ENGLISH)


def ordinal(number: int, words: Wording) -> str:
    """The number as an ordinal: 1st, 2nd, 11th, 20th."""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    ending = words.ordinals[last] if last < len(words.ordinals) else words.ordinals[0]
    return f"{number}{ending}"

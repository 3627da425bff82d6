"""Dates in texts: the days, months, years and decades that a sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from db.wording import wording

_YEAR = r"(?:1[5-9]|20)\d\d"
_YEARS = re.compile(rf"\b({_YEAR})(?:(s)\b|(?:[–-](\d\d))?(?!\w|[,.]\d))", re.ASCII)
_DAY = re.compile(r"\d{1,2}", re.ASCII)
_ONE_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = re.compile(
    rf"(?<![\d,.])(?:{_ONE_DAY}(?:–|, | to | and | or ))*{_ONE_DAY}(?: of)? $", re.ASCII
)
_LONGEST_LIST = 40
_OPENS_SENTENCE = re.compile(r"(?:^|[.:;?!“(]\s*)$")
_EDTF = re.compile(r"(\d{3})(\d|X)(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", re.ASCII)


class TextDate(NamedTuple):
    """As much of a date as a text tells: "5 September", "May 1898", "1905", "the 1920s"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    decade: int | None = None


class FoundDate(NamedTuple):
    """A date, and the words from `start` to `end` that tell it."""

    start: int
    end: int
    words: str
    date: TextDate


@lru_cache(maxsize=4096)
def dates_in(text: str, lang: str) -> tuple[FoundDate, ...]:
    """The dates in a text, in its order; each day of "19 to 22 August" is one."""
    found: list[FoundDate] = []
    for match in _months(lang).finditer(text):
        found += _of_month(match, text, lang)
    spans = [range(one.start, one.end) for one in found]
    for match in _YEARS.finditer(text):
        if not any(match.start() in span for span in spans):
            found += _of_years(match)
    return tuple(sorted(found))


def dates_of(edtf: str) -> set[TextDate]:
    """Both ends of an EDTF date, as a text would tell them."""
    return {_of_edtf(found) for side in edtf.split("/") if (found := _EDTF.match(side))}


def is_told(date: TextDate, told: Collection[TextDate]) -> bool:
    """Whether the dates `told` hold all that `date` says.

    A day or a month that is told without its year is of any year that is told beside it.
    """
    return any(_agrees(date, one) for one in told) and (
        date.year is None or any(date.year == one.year for one in told)
    )


def _agrees(date: TextDate, one: TextDate) -> bool:
    return (
        date.day in (None, one.day)
        and date.month in (None, one.month)
        and (date.year in (None, one.year) or one.year is None)
        and (date.decade in (None, one.decade) or date.decade == (one.year or 0) // 10)
    )


@cache
def _months(lang: str) -> re.Pattern[str]:
    names = "|".join(wording(lang).months)
    after = rf" \d{{1,2}}(?= [A-Z]|, {_YEAR})"  # September 18 Incident, September 5, 1905
    return re.compile(
        rf"\b(?P<month>{names})\b(?P<after>{after})?(?:,? (?P<year>{_YEAR})\b)?", re.ASCII
    )


def _of_month(match: re.Match[str], text: str, lang: str) -> Iterator[FoundDate]:
    month = wording(lang).months.index(match["month"]) + 1
    year = int(match["year"]) if match["year"] else None
    before = max(0, match.start() - _LONGEST_LIST)
    days = _DAYS.search(text[before : match.start()])
    for day in _DAY.finditer(days[0]) if days else ():
        date = TextDate(year, month, int(day[0]))
        start = before + days.start() + day.start() if days else 0
        yield FoundDate(start, match.end(), f"{day[0]} {match[0]}", date)
    if not days and not _is_a_word(match, text):
        date = TextDate(year, month, int(match["after"]) if match["after"] else None)
        yield FoundDate(match.start(), match.end(), match[0], date)


def _is_a_word(match: re.Match[str], text: str) -> bool:
    """Whether the name of a month is another word that opens a sentence: "May ships pass?"."""
    alone = match[0] == match["month"]
    return alone and _OPENS_SENTENCE.search(text[: match.start()]) is not None


def _of_years(match: re.Match[str]) -> Iterator[FoundDate]:
    year, decade, last = match.groups()
    date = TextDate(decade=int(year) // 10) if decade else TextDate(int(year))
    yield FoundDate(match.start(), match.end(1), year + (decade or ""), date)
    if last:
        yield FoundDate(match.start(3), match.end(), last, TextDate(int(year[:2] + last)))


def _of_edtf(match: re.Match[str]) -> TextDate:
    decade, last, month, day = match.groups()
    if last == "X":
        return TextDate(decade=int(decade))
    return TextDate(int(decade + last), int(month) if month else None, int(day) if day else None)

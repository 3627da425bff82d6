"""Dates: EDTF text to first and last day and to words. Nothing else reads or writes EDTF.

Days are proleptic Gregorian ordinals. The first and the last day of a date are both inclusive;
the spans made from two bounds (`db.spans`) are half-open. The lesson understands years, months,
days and seasons, `X` for unknown digits, `~`, `?` and `%` for doubt, and intervals of these with
`..` for an open end. Plain ISO dates are read here; the rest goes through the `edtf` package,
which is imported when first needed, and equal texts are read once.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from db.errors import BrokenDate
from db.records import Day, Doubt, Edtf, packed_doubt
from db.wording import Wording, ordinal, wording

if TYPE_CHECKING:
    from time import struct_time

OPEN = ".."
EXPECTED = (
    "expected an EDTF date such as 1905, 1905-09, 1905-09-05, 1898~, 1904?, 186X, "
    "1894-07-25/1895-11-08 or 2023-06-01/.."
)
EXPECTED_DAY = "expected YYYY-MM-DD such as 1905-09-05"

_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", re.ASCII)
_DATE = re.compile(
    r"(?!.*X.*\d)"  # once a digit is unknown, all that follow are
    r"(\d{4}|\d{3}X|\d\dXX)(?:-(0[1-9]|1[0-2]|2[1-4]|XX)(?:-(\d\d|XX))?)?([~?%]?)",
    re.ASCII,
)
_FIRST_SEASON = 21
_JULIAN_ERA = 1721425 + 32082  # ordinals to days since 1 March 4801 BC, Julian


class Axis(NamedTuple):
    """The first and the last day that a lesson shows; open ends stop there."""

    first: Day
    last: Day


ALL_TIME = Axis(Day(date.min.toordinal()), Day(date.max.toordinal()))


@lru_cache(maxsize=8192)
def parse(text: str, axis: Axis = ALL_TIME) -> Edtf:
    """The date that `text` writes. Raises BrokenDate, which says what was expected."""
    sides = text.split("/")
    if len(sides) > 2 or not all(_DATE.fullmatch(side) or side == OPEN for side in sides):
        raise BrokenDate(f"'{text}' is not a date; {EXPECTED}")
    if set(sides) == {OPEN}:
        raise BrokenDate(f"'{text}' is open at every end; {EXPECTED}")
    first, last = _bounds(sides, axis)
    if first > last:
        raise BrokenDate(f"'{text}' ends before it starts; the earlier date comes first")
    return stored(text, first, last)


def parse_day(text: str) -> Day:
    """The one day that `text` writes as YYYY-MM-DD. Raises BrokenDate for anything vaguer."""
    found = _ISO.fullmatch(text)
    if not found or not found[3]:
        raise BrokenDate(f"'{text}' is not a day; {EXPECTED_DAY}")
    try:
        return _iso_bounds(text)[0]
    except BrokenDate:
        raise BrokenDate(f"'{text}' is not in the calendar; {EXPECTED_DAY}") from None


def parse_start(text: str, axis: Axis) -> Edtf:
    """The bound at which a span starts; empty or `..` is the start of the axis, flagged open."""
    if text in ("", OPEN):
        return Edtf(OPEN, axis.first, axis.first, open_start=True)
    return parse_bound(text)


def parse_end(text: str, axis: Axis) -> Edtf:
    """The bound at which a span ends; empty or `..` is the end of the axis, flagged open."""
    if text in ("", OPEN):
        return Edtf(OPEN, axis.last, axis.last, open_end=True)
    return parse_bound(text)


def parse_bound(text: str) -> Edtf:
    """A date at which something changed: any date but an open interval."""
    bound = parse(text)
    if bound.open_start or bound.open_end:
        raise BrokenDate(f"'{text}' has an open end and cannot bound a span; {EXPECTED}")
    return bound


def stored(text: str, first: int, last: int) -> Edtf:
    """A date whose bounds are known, as `parse` gave it once; its flags are in the text."""
    return Edtf(
        text,
        Day(first),
        Day(last),
        approximate="~" in text or "%" in text,
        uncertain="?" in text or "%" in text,
        open_start=text.startswith("../"),
        open_end=text.endswith("/.."),
    )


def stored_start(text: str, first: int, last: int) -> Edtf:
    """The start of a span whose bounds are known, as `parse_start` gave it once."""
    if text == OPEN:
        return Edtf(OPEN, Day(first), Day(last), open_start=True)
    return stored(text, first, last)


def stored_end(text: str, first: int, last: int) -> Edtf:
    """The end of a span whose bounds are known, as `parse_end` gave it once."""
    if text == OPEN:
        return Edtf(OPEN, Day(first), Day(last), open_end=True)
    return stored(text, first, last)


_SIGNS = (
    ("~", Doubt.ABOUT),
    ("?", Doubt.PERHAPS),
    ("%", Doubt.ABOUT | Doubt.PERHAPS),
    ("X", Doubt.DIGITS),
)


def doubt_of(text: str) -> int:
    """What is doubtful about a date, packed into one number as `packed_doubt` does it."""
    sides = text.split("/")
    return packed_doubt(_side_doubt(sides[0]), _side_doubt(sides[-1]), lasts=len(sides) > 1)


def _side_doubt(side: str) -> Doubt:
    if side == OPEN:
        return Doubt.OPEN
    found = Doubt.NONE
    for sign, doubt in _SIGNS:
        if sign in side:
            found |= doubt
    return found


def year_of(day: float) -> int:
    """The year that `day` falls in."""
    return date.fromordinal(int(day)).year


def first_of_year(year: int) -> Day:
    """The first day of a year."""
    return Day(date(year, 1, 1).toordinal())


def iso_day(day: float) -> str:
    """The day as YYYY-MM-DD."""
    return date.fromordinal(int(day)).isoformat()


def iso_day_old_style(day: float) -> str:
    """The day as YYYY-MM-DD by the Julian calendar, which Russia kept until 31 January 1918.

    It lies 12 days before the day in the 19th century and 13 in the 20th.
    """
    since_march = int(day) + _JULIAN_ERA
    year = (4 * since_march + 3) // 1461
    of_year = since_march - 1461 * year // 4
    month = (5 * of_year + 2) // 153  # from March
    of_month = of_year - (153 * month + 2) // 5 + 1
    return f"{year - 4800 + month // 10:04}-{(month + 2) % 12 + 1:02}-{of_month:02}"


def day_in_words(day: float, lang: str = "en") -> str:
    """The day written out: "5 September 1905"."""
    words = wording(lang)
    moment = date.fromordinal(int(day))
    return words.day.format(day=moment.day, month=words.months[moment.month - 1], year=moment.year)


@lru_cache(maxsize=2048)
def in_words(edtf: Edtf, lang: str = "en") -> str:
    """The date written out with its doubt: "about 1898", "since 1 June 2023"."""
    words = wording(lang)
    sides = edtf.text.split("/")
    if edtf.text == OPEN:
        template = words.since if edtf.open_start else words.until
        return template.format(date=day_in_words(edtf.first, lang))
    if len(sides) == 1:
        return _date_in_words(edtf.text, words)
    first, last = sides
    if last == OPEN:
        return words.since.format(date=_side_in_words(first, words))
    if first == OPEN:
        return words.until.format(date=_side_in_words(last, words))
    return _span_in_words(first, last, words)


def _bounds(sides: list[str], axis: Axis) -> tuple[int, int]:
    first = axis.first if sides[0] == OPEN else _side_bounds(sides[0])[0]
    last = axis.last if sides[-1] == OPEN else _side_bounds(sides[-1])[1]
    return first, last


def _side_bounds(text: str) -> tuple[Day, Day]:
    # Side by side and without its doubt, which moves no bound: the package cannot read all
    # intervals, such as 2022-XX/.., nor a doubted season, such as 1904-21~.
    bare = text.rstrip("~?%")
    try:
        return _iso_bounds(bare) if _ISO.fullmatch(bare) else _edtf_bounds(bare)
    except BrokenDate:
        raise BrokenDate(f"'{text}' is not in the calendar; {EXPECTED}") from None


def _iso_bounds(text: str) -> tuple[Day, Day]:
    year, month, day = (int(part) if part else 0 for part in _match(_ISO, text))
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or _last_of_month(year, month or 12))
    except ValueError:
        raise BrokenDate(f"'{text}' is not in the calendar; {EXPECTED}") from None
    return Day(first.toordinal()), Day(last.toordinal())


def _last_of_month(year: int, month: int) -> int:
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def _edtf_bounds(text: str) -> tuple[Day, Day]:
    from edtf import EDTFObject, parse_edtf
    from pyparsing import ParseBaseException

    try:
        found: EDTFObject = parse_edtf(text)
        first, last = found.lower_strict(), found.upper_strict()
        return _day_of(first), _day_of(last)
    except (ParseBaseException, ValueError, AttributeError):
        # The package lets AttributeError and ValueError out on texts such as 1895-12-3X.
        raise BrokenDate(f"'{text}' is not in the calendar; {EXPECTED}") from None


def _day_of(moment: struct_time) -> Day:
    return Day(date(moment.tm_year, moment.tm_mon, moment.tm_mday).toordinal())


def _date_in_words(text: str, words: Wording) -> str:
    """A date that stands alone: an unknown month or day is said to be unknown."""
    year, month, day, doubt = _match(_DATE, text)
    if doubt or year.endswith("X"):
        return _side_in_words(text, words, alone=not doubt)
    plain = _plain_in_words(year, month, day, words)
    if day == "XX":
        return words.some_day.format(date=plain)
    return words.some_month.format(date=plain) if month == "XX" else plain


def _side_in_words(text: str, words: Wording, *, alone: bool = False) -> str:
    """A date as part of a phrase, with its doubt; only one `alone` goes without its article."""
    year, month, day, doubt = _match(_DATE, text)
    plain = _plain_in_words(year, month, day, words)
    if year.endswith("X") and not alone:
        plain = words.definite.format(date=plain)
    if doubt in ("~", "%"):
        plain = words.about.format(date=plain)
    if doubt in ("?", "%"):
        plain = words.perhaps.format(date=plain)
    return plain


def _plain_in_words(year: str, month: str, day: str, words: Wording) -> str:
    if year.endswith("XX"):
        return words.century.format(ordinal=ordinal(int(year[:2]) + 1, words))
    if year.endswith("X"):
        return words.decade.format(year=f"{int(year[:3])}0")
    if month in ("", "XX"):
        return str(int(year))
    if int(month) >= _FIRST_SEASON:
        season = words.seasons[int(month) - _FIRST_SEASON]
        return words.season.format(season=season, year=int(year))
    name = words.months[int(month) - 1]
    if day in ("", "XX"):
        return words.month.format(month=name, year=int(year))
    return words.day.format(day=int(day), month=name, year=int(year))


def as_of_in_words(text: str, lang: str = "en") -> str:
    """The date of a figure as part of a phrase: "as of about 1927", "as of the 1920s"."""
    words = wording(lang)
    sides = text.split("/")
    said = _side_in_words(text, words) if len(sides) == 1 else in_words(stored(text, 0, 0), lang)
    return words.as_of.format(date=said)


def held_in_words(start: Edtf, end: Edtf, lang: str = "en") -> str:
    """The time between two bounds: "since 1 March 1932", "from about 1898 to 1904"."""
    words = wording(lang)
    if start.open_start and end.open_end:
        return words.throughout
    if start.open_start:
        return words.until.format(date=_bound_in_words(end, words))
    if end.open_end:
        return words.since.format(date=_bound_in_words(start, words))
    template = words.from_to if _has_doubt(start, end) else words.span
    return template.format(first=_bound_in_words(start, words), last=_bound_in_words(end, words))


def _bound_in_words(bound: Edtf, words: Wording) -> str:
    sides = bound.text.split("/")
    if len(sides) == 1:
        return _side_in_words(bound.text, words)
    first, last = (_side_in_words(side, words) for side in sides)
    return words.between.format(first=first, last=last)


def _has_doubt(*bounds: Edtf) -> bool:
    return any(doubt_of(bound.text) for bound in bounds)


def _span_in_words(first: str, last: str, words: Wording) -> str:
    if _side_doubt(first) or _side_doubt(last):
        return words.from_to.format(
            first=_side_in_words(first, words), last=_side_in_words(last, words)
        )
    start, end = _match(_DATE, first), _match(_DATE, last)
    said = _side_in_words(last, words)
    if _are_months(start, end) and start[0] == end[0] and start[1] != end[1]:
        return words.span.format(first=words.months[int(start[1]) - 1], last=said)
    if not _are_days(start, end) or start[0] != end[0]:
        return words.span.format(first=_side_in_words(first, words), last=said)
    if start[1] == end[1]:
        return words.span_in_month.format(first_day=int(start[2]), last=said)
    month = words.months[int(start[1]) - 1]
    return words.span.format(
        first=words.day_of_year.format(day=int(start[2]), month=month), last=said
    )


def _are_days(*sides: tuple[str, ...]) -> bool:
    return all(side[1].isdigit() and side[2].isdigit() and not side[3] for side in sides)


def _are_months(*sides: tuple[str, ...]) -> bool:
    return all(side[1] and int(side[1]) < _FIRST_SEASON and not side[2] for side in sides)


def _match(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found = pattern.fullmatch(text)
    if not found:
        raise BrokenDate(f"'{text}' is not a date; {EXPECTED}")
    return found.groups(default="")

"""Numbers in texts, in digits and in English words; those of dates are told by `text_dates`.

A number is whatever counts: "15", "4 million", "twenty-one", "a hundred", "two and a half", "two
thirds", "half", "tenfold", "twice", and an order from the fourth on. None is "one", "first" to
"third" and "both", which mostly point, and what only names a thing: "Article 1", "no. 123",
"212-FZ", a time of day. "Thousands" and "several hundred" are vague: any number of that size
carries them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from math import prod
from typing import NamedTuple

from db.building.text_dates import dates_in

LANGUAGE = "en"
"""The language whose number words are read; in any other, digits alone are."""

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDERS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_COUNTS: dict[str, float] = {
    **{word: value for value, word in enumerate((*_UNITS, *_TEENS), start=1)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
}
_ORDINALS: dict[str, float] = {
    **{word: value for value, word in enumerate(_ORDERS, start=1)},
    **{word.replace("lve", "lf") + "th": _COUNTS[word] for word in _TEENS},
    **{word.removesuffix("y") + "ieth": _COUNTS[word] for word in _TENS},
}
_PARTS: dict[str, float] = {
    "half": 1 / 2,
    "quarter": 1 / 4,
    **{word: 1 / _ORDINALS[word] for word in (*_ORDERS[2:], "tenth")},
}
_SIGNS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4}
_SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_LARGE = ("thousand", "million", "billion", "trillion")
_TIMES = {"twice": 2.0, "thrice": 3.0}
_POINTING = 3
_WORD = re.compile(r"[a-z]+")


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


_COUNT = rf"(?:{_one_of(_TENS)}(?:[- ]{_one_of(_UNITS)})?|{_one_of((*_TEENS, *_UNITS))})\b"
_SCALE = rf"{_one_of(_SCALES)}s?\b"
_PART = _one_of(_PARTS)
_DIGITS = r"""
    (?<![\w:.,])(?<![^\s\d(]-)(?<!\b[Nn]o\.\ )(?<!\b[Aa]rticle\ )(?<!\b[Aa]rticles\ )
    (?:(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<sign>[½¼¾])?|(?P<alone>[½¼¾]))
    (?P<order>st|nd|rd|th)?(?!\w|:\d|-[A-Z])
"""
_IN_DIGITS = re.compile(_DIGITS, re.VERBOSE | re.ASCII)
_IN_WORDS = re.compile(
    rf"""
    (?-i:{_DIGITS})(?P<scaled>(?:\ {_SCALE})*)
    |\b(?P<fold>{_one_of(_COUNTS)})-?fold\b
    |\b(?P<many>{_COUNT})[ -](?P<parts>{_PART})s\b
    |(?<=\bone\ )(?P<one>{_PART})\b
    |(?:(?<=\ba\ )|(?<=\ban\ ))(?P<part>{_PART})(?=\ of\b|[,.;:?!)”]|$)
    |\b(?P<half>half)\b(?P<halved>(?:\ an?)?(?:\ {_SCALE})+)?
    |\b(?P<tens>{_one_of(_TENS)}-)?(?P<ordinal>{_one_of(_ORDINALS)})\b
    |\b(?P<times>{_one_of(_TIMES)})\b
    |(?:
        \b(?P<count>{_COUNT})(?P<scales>(?:[ -]{_SCALE})*)
        |(?P<exact>(?<=\ba\ )|(?<=\bper\ )|(?<=\bevery\ ))?
            \b(?P<vague>{_SCALE}(?:(?:\ of)?[ -]{_SCALE})*)
    )
        (?:(?<=hundred)\ and\ (?P<rest>{_COUNT}))?
        (?:\ and\ an?\ (?P<more>{_PART})\b)?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

_TOKEN = re.compile(r"[A-Za-z]+|\d|[½¼¾]", re.ASCII)
_OPENERS = frozenset((*"0123456789", *_SIGNS, *_COUNTS, *_ORDINALS, *_PARTS, *_TIMES)) | {
    word + ending for word in _SCALES for ending in ("", "s")
}


class Number(NamedTuple):
    """A number, and the words from `start` on that tell it.

    A vague one is any from `value` to less than `below`; for others `below` is the value itself.
    """

    start: int
    words: str
    value: float
    below: float

    @property
    def is_vague(self) -> bool:
        return self.value < self.below

    def is_among(self, numbers: Collection[float]) -> bool:
        """Whether one of the `numbers`, rounded as `rounded` does, is this one."""
        return self.value in numbers or any(self.value <= one < self.below for one in numbers)


@lru_cache(maxsize=4096)
def numbers_in(text: str, lang: str) -> tuple[Number, ...]:
    """The numbers in a text, in its order, without those of its dates."""
    days = [range(found.start, found.end) for found in dates_in(text, lang)]
    matches = _matches(text) if lang == LANGUAGE else _IN_DIGITS.finditer(text)
    return tuple(
        number
        for match in matches
        if not any(match.start() in day for day in days)
        for number in _number(match)
    )


def digits_in(text: str) -> tuple[Number, ...]:
    """The numbers in digits in a text that tells no date, not even where one looks like a year."""
    return tuple(number for match in _IN_DIGITS.finditer(text) for number in _number(match))


def scale_of(words: str) -> float:
    """What the words multiply a number by: a million for "million tonnes"."""
    return prod(_SCALES.get(word.removesuffix("s"), 1.0) for word in _WORD.findall(words))


def rounded(value: float) -> float:
    """The value without the traces of its reckoning, so that equal numbers are equal."""
    return float(f"{value:.9g}")


def values_of(value: float, unit: str) -> set[float]:
    """What a quantity may be told as: 4 "million tonnes" as 4 and as 4 million.

    Shares are told in parts as well: 50 "per cent" as half, 2 "thirds of the boxes" as two thirds.
    """
    first = _WORD.match(unit)
    part = _PARTS.get(first[0].removesuffix("s"), 1.0) if first else 1.0
    if unit.startswith(("per cent", "%")):
        part = 1 / 100
    scale = scale_of(unit)
    return {rounded(abs(value * times)) for times in (1.0, scale, part, scale * part)}


def _matches(text: str) -> Iterator[re.Match[str]]:
    """The matches of `_IN_WORDS`, tried only where a number may begin: that is ten times faster."""
    end = 0
    for token in _TOKEN.finditer(text):
        word = token[0].lower()
        if token.start() < end or not (word in _OPENERS or word.endswith("fold")):
            continue
        if match := _IN_WORDS.match(text, token.start()):
            yield match
            end = match.end()


def _number(match: re.Match[str]) -> Iterator[Number]:
    found = {name: text.lower() for name, text in match.groupdict().items() if text is not None}
    value = _value(found)
    if value is not None:
        below = value
        if "vague" in found and "exact" not in found:
            below *= 1000 if found["vague"].startswith(_LARGE) else 10
        yield Number(match.start(), match[0].strip(), rounded(value), rounded(below))


def _value(found: Mapping[str, str]) -> float | None:
    """What the named parts of a match come to; None where they only point."""
    said = found.get
    if "digits" in found or "alone" in found:
        value = float(said("digits", "0").replace(",", ""))
        value += _SIGNS.get(said("sign") or said("alone", ""), 0)
        return (
            None
            if "order" in found and value <= _POINTING
            else value * scale_of(said("scaled", ""))
        )
    if "ordinal" in found:
        value = _count(said("tens", "")) + _ORDINALS[found["ordinal"]]
        return None if value <= _POINTING else value
    if "fold" in found or "times" in found:
        return _COUNTS[found["fold"]] if "fold" in found else _TIMES[found["times"]]
    if "parts" in found:
        return _count(found["many"]) * _PARTS[found["parts"]]
    if "half" in found or "part" in found or "one" in found:
        part = said("part") or said("one", "half")
        return _PARTS[part] * scale_of(said("halved", ""))
    scales = said("scales") or said("vague", "")
    value = (_count(said("count", "")) or 1) * scale_of(scales)
    value += _count(said("rest", "")) + _PARTS.get(said("more", ""), 0)
    return None if value == 1 else value


def _count(words: str) -> float:
    return sum(_COUNTS[word] for word in _WORD.findall(words))

"""Checks of figures: what is shown is the value, rounded, or the range, in the figure's unit."""

from __future__ import annotations

import re

from db.building.checker import Checker
from db.building.folder import LessonFolder, Located
from db.building.numbers import LANGUAGE, Number, digits_in, numbers_in, scale_of
from db.building.structs import FigureEntry

_MINUS = re.compile(r"\s*[-−]\d")
_DECIMALS = re.compile(r"\.(\d+)")
_WORD = re.compile(r"[^\W\d_¼½¾]+[²2]?|[%$¥€£]")
# Signs and short words of units, written out.
_LONG = {
    "km²": "square km",
    "km2": "square km",
    "m²": "square metres",
    "m": "metres",
    "sq": "square",
    "mi": "miles",
    "t": "tonnes",
    "bn": "billion",
    "%": "per cent",
    "$": "dollars",
    "¥": "yen",
    "€": "euros",
    "£": "pounds",
}
_ROUND_THE_NUMBER = {
    *("about", "almost", "ca", "nearly", "only", "some", "over", "up", "more", "than", "from"),
    *("at", "least", "most", "and", "or", "to", "th"),
}


def check_figures(folder: LessonFolder, check: Checker) -> None:
    """Notes every figure that shows another number or another unit than it holds."""
    for event in folder.events.values():
        for index, figure in enumerate(event.entry.figure):
            _check_range(Located(*event.at("figure", index), figure), check)
    for lang, files in folder.event_words.items():
        for stem, words in files.items():
            known = folder.events.get(stem)
            for figure in known.entry.figure if known else ():
                if told := words.entry.figures.get(figure.id):
                    keys = ("figures", figure.id, "shown")
                    shown = Located(*words.at(*keys), told.shown)
                    _check_number(figure, shown, lang, check)
                    if figure.unit and lang == LANGUAGE:
                        _check_unit(figure, shown, check)


def _check_range(figure: Located[FigureEntry], check: Checker) -> None:
    value, low, high = figure.entry.value, figure.entry.low, figure.entry.high
    for key, bound, other in (("low", low, high), ("high", high, low)):
        if bound is None and other is not None:
            check.fault(figure.at(key), f"'{key}' is missing; a range needs both of its ends")
    if low is not None and high is not None and not low <= value <= high:
        message = f"{value:g} is outside of its range, {low:g} to {high:g}"
        check.fault(figure.at("value"), message)


def _check_number(figure: FigureEntry, shown: Located[str], lang: str, check: Checker) -> None:
    said = _written_out(shown.entry, figure.unit)
    numbers = numbers_in(said, lang) or digits_in(said)
    ends = [end for end in (figure.low, figure.high) if end is not None]
    expected = ends if len(numbers) > 1 else [figure.value]
    if len(numbers) != len(expected) or not all(
        _is_rounded(end, figure.unit, number, said)
        for end, number in zip(expected, numbers, strict=True)
    ):
        message = f"'{shown.entry}' is not the figure's value; expected {_told(figure)}"
        if len(numbers) > 1:
            message += ", or 'low' and 'high' as shown"
        check.fault(shown.at(), message)


def _is_rounded(value: float, unit: str, number: Number, said: str) -> bool:
    """Whether a number shown is the value, to the last place that is shown."""
    scale = scale_of(said)  # "3 to 4 million" says it once of both
    shown = number.value if scale_of(number.words) > 1 else number.value * scale
    if _MINUS.match(said):
        shown = -shown
    decimals = _DECIMALS.search(number.words)
    place = 10.0 ** -len(decimals[1]) if decimals else 1.0
    return abs(value * scale_of(unit) - shown) <= 0.5000001 * place * scale


def _check_unit(figure: FigureEntry, shown: Located[str], check: Checker) -> None:
    unit = _words(_written_out(figure.unit, figure.unit))
    said = _written_out(shown.entry, figure.unit)
    numbers = {word for number in numbers_in(said, LANGUAGE) for word in _words(number.words)}
    for word in _words(said):
        if word not in unit | numbers | _ROUND_THE_NUMBER and scale_of(word) == 1:
            message = f"'{shown.entry}' is not in the figure's unit; expected '{figure.unit}'"
            check.fault(shown.at(), message)


def _written_out(text: str, unit: str) -> str:
    """The text with signs and short words of units in full; a lone "m" is million or metres."""
    metres = bool({"m", "metre", "metres"} & set(_WORD.findall(unit)))
    long = _LONG if metres else {**_LONG, "m": "million"}
    spaced = _WORD.sub(lambda word: f" {long.get(word[0], word[0])} ", text)
    return " ".join(spaced.split())


def _words(text: str) -> set[str]:
    return {word.lower().removesuffix("s") for word in _WORD.findall(text)}


def _told(figure: FigureEntry) -> str:
    if figure.low is not None and figure.high is not None:
        return f"{figure.low:,.12g} to {figure.high:,.12g} {figure.unit}".strip()
    return f"{figure.value:,.12g} {figure.unit}".strip()

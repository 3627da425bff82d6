"""Checks that the shipped fonts can draw every character of the lesson's words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from db.building.checker import Checker
from db.building.folder import LessonFolder, Located

CHARACTERS = Path(__file__).parents[2] / "assets" / "fonts" / "characters.txt"


def check_characters(folder: LessonFolder, check: Checker) -> None:
    """A complete lesson is drawn by the shipped fonts alone; other lessons may use the system's."""
    drawn = shipped_characters()
    if not check.complete or not drawn:
        return
    for located in _texts(folder):
        for keys, text in _strings(msgspec.to_builtins(located.entry), ()):
            missing = sorted(set(text) - drawn)
            if missing:
                named = ", ".join(f"{char} (U+{ord(char):04X})" for char in missing)
                message = f"no shipped font has {named}; rebuild assets/fonts"
                check.fault(located.at(*keys), message)


@cache
def shipped_characters() -> frozenset[str]:
    """The characters in every shipped family; empty where the list is not there."""
    if not CHARACTERS.is_file():
        return frozenset()
    return frozenset(CHARACTERS.read_text(encoding="utf-8"))


def _texts(folder: LessonFolder) -> Iterator[Located[Any]]:
    yield from folder.words.values()
    for files in folder.event_words.values():
        yield from files.values()
    for series in folder.series_words.values():
        yield from series.values()
    yield from folder.chart_words.values()
    yield from folder.question_words.values()
    yield from folder.sources
    yield from folder.places


def _strings(
    value: Any, keys: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, (*keys, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _strings(inner, (*keys, index))

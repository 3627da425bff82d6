"""Marks in texts: `[transfer, guards]` behind a sentence names what it rests on; none is shown."""

from __future__ import annotations

import re
from typing import NamedTuple

_ID = r"[a-z0-9][a-z0-9-]*"
_MARK = re.compile(rf"\s*\[({_ID}(?:,\s*{_ID})*)\]")


class Passage(NamedTuple):
    """What stands between two marks, and the ids that the mark behind it names."""

    text: str
    ids: tuple[str, ...]


def plain(text: str) -> str:
    """The text as a reader sees it."""
    return _MARK.sub("", text)


def passages(text: str) -> list[Passage]:
    """The text from mark to mark; words behind the last mark rest on nothing."""
    found, start = [], 0
    for mark in _MARK.finditer(text):
        ids = tuple(re.split(r",\s*", mark[1]))
        found.append(Passage(text[start : mark.start()].strip(), ids))
        start = mark.end()
    rest = text[start:].strip()
    return [*found, Passage(rest, ())] if rest else found

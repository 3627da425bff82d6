"""Where in a text the words stand that were looked for, and the passage round the first of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from db.folding import Word, composed, words_of
from db.found import Marked

ROOM = 150  # characters of an excerpt
LEAD = 50  # characters of it that may stand before the first hit
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n+")
_ENDED = re.compile(r"[.!?。！？]$")
DOTS = "…"


class Wanted(NamedTuple):
    """A word to find, or several in a row; with `is_open` the last may go on."""

    phrase: tuple[str, ...]
    is_open: bool = False

    def spots(self, words: Sequence[Word]) -> Iterator[int]:
        """Where in the words it stands."""
        *before, last = self.phrase
        for end, word in enumerate(words[len(before) :], start=len(before)):
            if word.text == last or (self.is_open and word.text.startswith(last)):
                start = end - len(before)
                if not before or [word.text for word in words[start:end]] == before:
                    yield start


def marked(text: str, look_for: Sequence[Wanted]) -> Marked:
    """The text with all hits in it."""
    text = composed(text)
    words, look_for = _cut(text, look_for)
    spans = sorted(
        (words[at].start, words[at + len(want.phrase) - 1].end)
        for want in look_for
        for at in want.spots(words)
    )
    return Marked(text, tuple(_joined(spans)))


def covered(text: str, look_for: Sequence[Wanted]) -> int:
    """How many of the words the text holds."""
    words, look_for = _cut(composed(text), look_for)
    return sum(any(True for _ in want.spots(words)) for want in look_for)


def _cut(text: str, look_for: Sequence[Wanted]) -> tuple[list[Word], Sequence[Wanted]]:
    """The text's words, and what may stand among them; most texts need not be cut at all."""
    if text.isascii():
        lower = text.lower()
        look_for = [want for want in look_for if want.phrase[0] in lower]
    return (words_of(text) if look_for else []), look_for


def excerpt(text: str, look_for: Sequence[Wanted], room: int = ROOM) -> Marked:
    """The passage of the text with the first hit in it, cut between words, with its hits."""
    whole = marked(" ".join(text.split()), look_for)
    start = _start(whole, room)
    end = _end(whole.text, start, room)
    shown = whole.text[start:end].rstrip()
    before = DOTS if start else ""
    shift = len(before) - start
    hits = tuple((a + shift, b + shift) for a, b in whole.hits if a >= start and b <= end)
    if end < len(whole.text):
        shown = f"{shown} {DOTS}" if _ENDED.search(shown) else f"{shown.rstrip(',;:')}{DOTS}"
    return Marked(f"{before}{shown}", hits)


def _start(whole: Marked, room: int) -> int:
    """Where the passage begins: with a sentence if the hit is near its start, else with a word."""
    if not whole.hits or whole.hits[0][1] <= min(room, LEAD * 2) or len(whole.text) <= room:
        return 0
    hit = whole.hits[0][0]
    sentences = [found.end() for found in _SENTENCE.finditer(whole.text, 0, hit)]
    if sentences and hit - sentences[-1] <= LEAD * 2:
        return sentences[-1]
    space = whole.text.find(" ", hit - LEAD, hit)
    return space + 1 if space >= 0 else max(hit - LEAD, 0)


def _end(text: str, start: int, room: int) -> int:
    if len(text) - start <= room:
        return len(text)
    space = text.rfind(" ", start + room // 2, start + room)
    return space if space > 0 else start + room


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, in order, with those that overlap or touch made one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined

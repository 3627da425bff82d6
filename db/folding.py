"""Text as search reads it: without case, marks and accents, and cut into words.

Index, query and marked hits all use these functions, so that what is found is what is marked.
Chinese and Japanese have no spaces between words: each of their characters counts as a word, and
two characters that follow one another are a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_CJK = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_ONE_CJK = re.compile(f"([{_CJK}])")
_WORD = re.compile(f"[{_CJK}]|[^\\W_{_CJK}]+")
_KANA_MARKS = "\u3099\u309a"  # they tell だ from た, and so are no accents


class Word(NamedTuple):
    """A word of a text, folded, and where it stands there."""

    text: str
    start: int
    end: int


def composed(text: str) -> str:
    """The text with every letter and its accents in one character, as far as there is one."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=16_384)
def _folded_word(text: str) -> str:
    return folded(text)


def folded(text: str) -> str:
    """The text without case and accents: Lüshun is lushun, Ё is е."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFD", text.casefold())
    kept = (c for c in parts if c in _KANA_MARKS or unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", "".join(kept))


def spaced(text: str) -> str:
    """The folded text with a space round each Chinese or Japanese character, for the index."""
    if text.isascii():
        return text.lower()
    return _ONE_CJK.sub(r" \1 ", folded(composed(text)))


def words_of(text: str) -> list[Word]:
    """The words of a composed text in order."""
    return [Word(_folded_word(found[0]), *found.span()) for found in _WORD.finditer(text)]

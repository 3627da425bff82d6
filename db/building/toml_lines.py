"""Where in a TOML text a key stands. `tomllib` does not say, and a fault should."""

from __future__ import annotations

import re

Keys = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(
    r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*="""
)
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'[^']*'")


def line_of(text: str, keys: Keys) -> int | None:
    """The line (from 1) where `keys` stands, or the closest table or key round it."""
    known = _lines(text)
    for length in range(len(keys), 0, -1):
        if keys[:length] in known:
            return known[keys[:length]]
    return None


def _lines(text: str) -> dict[Keys, int]:
    found: dict[Keys, int] = {}
    counts: dict[Keys, int] = {}
    table: Keys = ()
    closing, depth = "", 0  # inside a multi-line string, inside a multi-line list
    for number, line in enumerate(text.splitlines(), start=1):
        if closing:
            closing = "" if closing in line else closing
            continue
        if depth:
            depth += _depth(line)
            continue
        if header := _HEADER.match(line):
            table = _resolve(_parts(header[2]), counts, is_list=header[1] == "[[")
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault(table + tuple(_parts(key[1])), number)
            value = line[key.end() :]
            closing = next((mark for mark in ('"""', "'''") if value.count(mark) == 1), "")
            depth = 0 if closing else max(0, _depth(value))
    return found


def _resolve(names: list[str], counts: dict[Keys, int], *, is_list: bool) -> Keys:
    """The header's names with the index of each list of tables on the way."""
    keys: Keys = ()
    for place, name in enumerate(names):
        keys += (name,)
        if place == len(names) - 1 and is_list:
            counts[keys] = counts.get(keys, -1) + 1
        if keys in counts:
            keys += (counts[keys],)
    return keys


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(dotted)]


def _depth(line: str) -> int:
    bare = _STRING.sub("", line).split("#")[0]
    return bare.count("[") - bare.count("]") + bare.count("{") - bare.count("}")

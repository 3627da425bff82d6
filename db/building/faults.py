"""The faults of a lesson, gathered while its files are read and checked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeVar

from db.building.toml_lines import Keys, line_of
from db.errors import BrokenDate, Fault, look_alikes

Found = TypeVar("Found")

_NOUNS = {
    "powers.toml": ("power", "powers"),
    "places.toml": ("place", "places"),
    "territories.toml": ("territory", "territories"),
    "routes.toml": ("route", "routes"),
    "ribbons.toml": ("ribbon", "ribbons"),
    "tours.toml": ("tour", "tours"),
    "sources/": ("source", "sources"),
    "events/": ("event", "events"),
    "series/": ("series", "series"),
}


class Faults:
    """Gathers faults by file and key path; what follows from an earlier fault is left out."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Keys], str] = {}
        self._warned: dict[tuple[str, Keys], str] = {}
        self._lines: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self._documents: dict[str, Any] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def remember(self, file: str, text: str, document: object) -> None:
        """Keep a file's text and content, from which the places of its faults are told."""
        self._texts[file], self._documents[file] = text, document

    def add(self, file: str, keys: Keys, message: str) -> None:
        """Note a fault, unless its place or what that stands on is faulty already."""
        if not self.is_faulty(file, keys):
            self._found[file, keys] = message

    def warn(self, file: str, keys: Keys, message: str) -> None:
        """Note what a reader should know of, though the lesson can be told as it is."""
        self._warned.setdefault((file, keys), message)

    def add_at_line(self, file: str, line: int, message: str) -> None:
        """Note the fault of a file that could not be read as TOML at all."""
        self.add(file, (), message)
        self._lines[file] = line

    def is_faulty(self, file: str, keys: Keys) -> bool:
        """Whether a fault is noted at `keys` or at what it stands on."""
        return any((file, keys[:length]) in self._found for length in range(len(keys) + 1))

    def date(self, file: str, keys: Keys, read: Callable[[], Found]) -> Found | None:
        """What `read` gives, or None and a fault where it finds a broken date."""
        if self.is_faulty(file, keys):
            return None
        try:
            return read()
        except BrokenDate as error:
            self.add(file, keys, str(error))
            return None

    def known(
        self, file: str, keys: Keys, wanted: str, ids: Collection[str] | None, home: str
    ) -> bool:
        """Whether `wanted` is one of the `ids` kept in `home`; None stands for ids not readable."""
        if ids is None or wanted in ids:
            return True
        one, many = _NOUNS[home]
        alike = look_alikes(wanted, ids, many)
        self.add(file, keys, f"{one} '{wanted}' is not in {home}.{alike}")
        return False

    def listed(self) -> list[Fault]:
        """All faults, by file and line."""
        return self._sorted(self._found)

    def warnings(self) -> list[Fault]:
        """All warnings, by file and line."""
        return self._sorted(self._warned)

    def _sorted(self, found: Mapping[tuple[str, Keys], str]) -> list[Fault]:
        return [fault for *_, fault in sorted(self._placed(found), key=lambda place: place[:2])]

    def _placed(self, found: Mapping[tuple[str, Keys], str]) -> Iterator[tuple[str, int, Fault]]:
        for (file, keys), message in found.items():
            line = self._lines.get(file) or line_of(self._texts.get(file, ""), keys)
            words = _in_words(keys, self._documents.get(file))
            place = ", ".join(filter(None, (f"line {line}" if line else "", words)))
            yield file, line or 0, Fault(file, place, message)


def _in_words(keys: Keys, document: Any) -> str:
    """The key path for people: entries by their id, or counted from 1."""
    words: list[str] = []
    for key in keys:
        inside = _inside(document, key)
        if isinstance(key, int):
            name = inside.get("id") if isinstance(inside, dict) else None
            words[-1] += f" {name if isinstance(name, str) and name else key + 1}"
        else:
            words.append(key)
        document = inside
    return ", ".join(words)


def _inside(document: Any, key: str | int) -> Any:
    try:
        return document[key]
    except (KeyError, IndexError, TypeError):
        return None

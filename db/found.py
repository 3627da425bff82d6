"""What a search asks for and what it finds: frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.records import Day, Edtf, EventId, PlaceId


class Field(StrEnum):
    """Where in an event the words were found, the weightiest first."""

    TITLE = "title"
    WHEN = "when"
    WHERE = "where"
    CAPTION = "caption"
    STORY = "story"
    FACT = "fact"
    FIGURE = "figure"
    PERSPECTIVE = "perspective"
    CONTESTED = "contested"
    PLACE = "place"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Ask:
    """Words to find, and what narrows the search; without words everything that is left.

    `first` and `last` are days, both inclusive: an event counts if any of its days lies between.
    """

    words: str = ""
    act: int | None = None
    theme: str | None = None
    place: PlaceId | None = None
    importance: int | None = None
    first: Day | None = None
    last: Day | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether there is a filter."""
        return self != Ask(self.words)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and where in it the words that were looked for stand (start, end)."""

    text: str
    hits: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Called:
    """A name that a place has or had from `start` until `end` (exclusive)."""

    place: PlaceId
    text: str
    start: Day
    end: Day


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event and why it was found: in which field, and how it reads there.

    In a list without words there is no field. The excerpt is the caption where the words stand in
    the title, the date, in `where` or in a name of one of the event's places, which is then
    `called`.
    """

    event: EventId
    when: Edtf
    importance: int
    title: Marked
    field: Field | None
    excerpt: Marked
    where: str
    called: Called | None = None


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place and the one of its names that was found."""

    place: PlaceId
    called: Called
    name: Marked


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, best first. `events` are the first of `count` events in all; where
    `at_least` is set, there are even more."""

    ask: Ask
    places: tuple[FoundPlace, ...]
    events: tuple[FoundEvent, ...]
    count: int
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many events each value of a filter would leave, the other filters being as they are.

    `since` counts the events that reach into a year or later, `until` those that have begun by
    the end of a year, both for each year that begins a decade or ends one.
    """

    acts: Mapping[int, int]
    themes: Mapping[str, int]
    places: Mapping[PlaceId, int]
    importances: Mapping[int, int]
    since: Mapping[int, int]
    until: Mapping[int, int]

"""How what was found is put into words: plain functions of the records."""

from __future__ import annotations

from dataclasses import dataclass

from db.dates import day_in_words, in_words, year_of
from db.found import Called, Field, Found, FoundEvent, FoundPlace, Marked
from db.records import EventId, Label, Place, PlaceId, PlaceKind, World

PLACEHOLDERS = ("Words, names or years, in any script", "Words, names, years")
REMEDY = "Try another spelling or fewer filters."
IMPORTANCES = {1: "Turning points", 2: "Main events", 3: "Further events"}
_WHY = {
    Field.TITLE: "in the title",
    Field.WHEN: "by its date",
    Field.CAPTION: "in the caption",
    Field.STORY: "in the story",
    Field.FACT: "in a fact",
    Field.FIGURE: "in a figure",
    Field.PERSPECTIVE: "in how it looked",
    Field.CONTESTED: "in a contested point",
    Field.NOTES: "in the teacher’s notes",
}
_EDGE = 400  # days from an end of the axis within which a name counts as open there


NO_TEXT = Marked("")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a heading, an event, a place, or the way to more.

    `beside` stands behind the title, muted; `when` says when it was, `years` the same in short,
    `why` why it was found.
    """

    title: Marked
    beside: str = ""
    when: str = ""
    years: str = ""
    why: str = ""
    excerpt: Marked = NO_TEXT
    event: EventId | None = None
    place: PlaceId | None = None
    is_more: bool = False

    @property
    def is_heading(self) -> bool:
        return self.event is None and self.place is None and not self.is_more

    def about(self, *, short: bool = False) -> str:
        """When it was and why it was found, in one line."""
        parts = (self.years if short else self.when, self.why)
        return " · ".join(part for part in parts if part)

    @property
    def said(self) -> str:
        """The whole of it, as a screen reader reads it."""
        parts = (self.title.text, self.beside, self.about(), self.excerpt.text)
        return ". ".join(part for part in parts if part)


def rows_of(found: Found, world: World, day: float) -> list[Row]:
    """The list of what was found: places, then events, each under its heading."""
    places = {place.id: place for place in world.places}
    rows: list[Row] = []
    if found.places:
        rows.append(Row(Marked(_counted(len(found.places), "place"))))
        rows += [_place_row(one, places[one.place], world, day) for one in found.places]
    if found.events:
        rows.append(Row(Marked(heading(found))))
        rows += [_event_row(one, places, world) for one in found.events]
    if found.count > len(found.events):
        left = f"{found.count - len(found.events):,}"
        more = f"{left} or more" if found.at_least else left
        rows.append(Row(Marked(f"Show more ({more} not shown)"), is_more=True))
    return rows


def heading(found: Found) -> str:
    """How many events there are: "34 events", "More than 1,000 events"."""
    said = _counted(found.count, "event")
    said = f"More than {said}" if found.at_least else said
    return said if found.ask.words.strip() else f"{said}, in order of time"


def summary(found: Found) -> str:
    """What a screen reader says when a search has ended."""
    if not found.events and not found.places:
        return f"{nothing(found.ask.words)}. {REMEDY}"
    places = f"{_counted(len(found.places), 'place')}, " if found.places else ""
    return f"{places}{heading(found)}"


def nothing(words: str) -> str:
    """What the empty list says."""
    said = " ".join(words.split())
    said = f"{said[:38].rstrip()}…" if len(said) > 40 else said
    return f"Nothing found for “{said}”" if said else "No event is left"


def why_words(found: FoundEvent, places: dict[PlaceId, Place], world: World) -> str:
    """Why an event was found: "in the story", "at Dalian, also called Dairen, 1905–1945"."""
    if found.field is None or found.field is Field.WHERE:
        return f"at {found.where}" if found.field else found.where
    if found.field is Field.PLACE and found.called is not None:
        place = places[found.called.place]
        name = name_on(place, found.when.first).text
        if name == found.called.text:
            return f"at {name}"
        return f"at {name}, {called_words(found.called, world)}"
    return _WHY[found.field]


def called_words(called: Called, world: World) -> str:
    """Another name and when it was used: "also called Dairen, 1905–1951"."""
    since = called.start > world.first_day + _EDGE
    until = called.end < world.as_of - _EDGE
    first, last = year_of(called.start), year_of(called.end)
    if since and until:
        when = f", {first}–{last}" if first != last else f", {first}"
    elif since:
        when = f", since {first}"
    else:
        when = f", until {last}" if until else ""
    return f"also called {called.text}{when}"


def name_on(place: Place, day: float) -> Label:
    """The name of a place on a day; the nearest in time where it has none then."""
    return min(
        place.labels,
        key=lambda label: max(label.start - day, 0) + max(day - label.end + 1, 0),
    )


def nameless_words(place: Place, day: float) -> str:
    """From when on a place has a name, where it has none on the day; else nothing."""
    if any(label.start <= day < label.end for label in place.labels):
        return ""
    later = [label.start for label in place.labels if label.start > day]
    if later:
        return f"on the map from {day_in_words(min(later))}"
    return f"on the map until {day_in_words(max(label.end for label in place.labels))}"


def kind_words(kind: PlaceKind) -> str:
    """What a place is: "border crossing"."""
    return kind.value.replace("-", " ")


def _place_row(found: FoundPlace, place: Place, world: World, day: float) -> Row:
    label = name_on(place, day)
    is_name = found.called.text == label.text
    also = "" if is_name else called_words(found.called, world)
    parts = (kind_words(place.kind), also, nameless_words(place, day))
    return Row(
        title=Marked(label.text, found.name.hits if is_name else ()),
        beside=label.native,
        why=" · ".join(part for part in parts if part),
        place=place.id,
    )


def _event_row(found: FoundEvent, places: dict[PlaceId, Place], world: World) -> Row:
    first, last = year_of(found.when.first), year_of(found.when.last)
    return Row(
        title=found.title,
        when=in_words(found.when),
        years=f"{first}–{last}" if first != last else str(first),
        why=why_words(found, places, world),
        excerpt=found.excerpt,
        event=found.event,
    )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"

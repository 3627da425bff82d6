"""What the lesson is made of: frozen records, as the queries of `db` return them.

Days are proleptic Gregorian ordinals (`datetime.date.toordinal`), positions are metres on the
lesson's map plane (Lambert conformal conic, see `assets/basemap`), lengths along a route are
kilometres. Spans are half-open: the day a span ends belongs to its successor.

Annotations are not postponed here: typing compiles each text of one anew, which every start pays.
"""

from collections.abc import Iterable, Mapping
from enum import IntFlag, StrEnum
from types import MappingProxyType
from typing import NamedTuple, NewType

Day = NewType("Day", int)
EventId = NewType("EventId", str)
PlaceId = NewType("PlaceId", str)
PowerId = NewType("PowerId", str)
QuestionId = NewType("QuestionId", str)
RouteId = NewType("RouteId", str)
SourceId = NewType("SourceId", str)
TerritoryId = NewType("TerritoryId", str)
TourId = NewType("TourId", str)


class Status(StrEnum):
    """In what way a power holds a place or a territory."""

    SOVEREIGN = "sovereign"
    LEASED = "leased"
    OCCUPIED = "occupied"
    PUPPET = "puppet"
    PROTECTORATE = "protectorate"
    JOINT = "joint"


class Mode(StrEnum):
    """How a route carries its traffic."""

    RAIL = "rail"
    ROAD = "road"
    SEA = "sea"


class PlaceKind(StrEnum):
    """What a place is; decides its mark and the look of its label."""

    CITY = "city"
    PORT = "port"
    BORDER_CROSSING = "border-crossing"
    ISLAND = "island"
    LAKE = "lake"
    MOUNTAIN = "mountain"
    SEA = "sea"
    REGION = "region"
    RIVER = "river"
    BATTLE = "battle"
    POINT = "point"


class Grade(StrEnum):
    """How much a source can carry."""

    A = "A"  # a document, official or scholarly
    B = "B"  # press or a reference work
    C = "C"  # a weak copy


class Verdict(StrEnum):
    """What checking made of a claim."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    CONTESTED = "contested"
    OPEN = "open"


class Priority(StrEnum):
    """How much a tour needs a step."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"


class QuestionKind(StrEnum):
    """How a question is answered."""

    CHOOSE = "choose"  # one of a few options
    ORDER = "order"  # a few things put in order
    POINT = "point"  # a place or a border on the map
    ESTIMATE = "estimate"  # a number on a scale


class Doubt(IntFlag):
    """What is doubtful about one end of a date, or about the whole of a date without ends."""

    NONE = 0
    ABOUT = 1  # ~
    PERHAPS = 2  # ?
    DIGITS = 4  # X
    OPEN = 8  # ..


LASTS = 256  # what marks the doubt of a date that has two ends
_END_BITS = 4  # by which the doubt of the end is shifted
_END_MASK = (1 << _END_BITS) - 1


def packed_doubt(start: Doubt, end: Doubt, *, lasts: bool) -> int:
    """The doubt of both ends as one small number, as marks carry it."""
    return int(start) | int(end) << _END_BITS | (LASTS if lasts else 0)


class Edtf(NamedTuple):
    """A date as the sources give it: EDTF text and the days it may cover, both inclusive.

    An open end has the axis' first or last day as its bound and is flagged.
    """

    text: str
    first: Day
    last: Day
    approximate: bool = False
    uncertain: bool = False
    open_start: bool = False
    open_end: bool = False


class Framing(NamedTuple):
    """What a step wants in view: the centre and the height of the view, in metres."""

    x: float
    y: float
    height: float


class Power(NamedTuple):
    """A state or authority; `colour` is `#rrggbb`, `letter` its sign where colour is not enough.

    `family` groups successors that share a colour and a border claim (Qing, Republic of China).
    """

    id: PowerId
    name: str
    short_name: str
    colour: str
    letter: str
    family: str


class Control(NamedTuple):
    """Who held something, and how, from the bound `start` until the bound `end` (exclusive).

    A vague bound covers several days: control passes gradually between its first and last.
    More than one power means that they hold it jointly.
    """

    powers: tuple[PowerId, ...]
    status: Status
    start: Edtf
    end: Edtf
    note: str = ""


class Territory(NamedTuple):
    """A piece of land with one history of control; its shape is in the base map under its id.

    `accuracy_km` says how far its edge may be off; a `Border` knows better of one line of it.
    """

    id: TerritoryId
    name: str
    controls: tuple[Control, ...]
    basis: str = ""
    accuracy_km: float = 0.0
    disputed: bool = False


class Border(NamedTuple):
    """How well the line between two territories is known from `start` until `end` (exclusive)."""

    between: frozenset[TerritoryId]
    start: Day
    end: Day
    accuracy_km: float


class Label(NamedTuple):
    """The name a place had from `start` until `end` (exclusive).

    `native` is the same name in the script of the state in charge, `today` the present name
    where it differs.
    """

    text: str
    native: str
    today: str
    start: Day
    end: Day


class Place(NamedTuple):
    """A point of the map with its names by date; `rank` 1 is always labelled, 5 only close by."""

    id: PlaceId
    kind: PlaceKind
    rank: int
    x: float
    y: float
    longitude: float
    latitude: float
    labels: tuple[Label, ...]


class Section(NamedTuple):
    """A stretch of a route, in km along it, and when it was begun, opened and closed.

    It grows from `first_km` to `last_km` between `begun.first` and `opened.last`; `first_km` may
    be the larger one. `approximate` says that the growth in between is interpolated.
    """

    first_km: float
    last_km: float
    begun: Edtf
    opened: Edtf
    closed: Edtf | None
    approximate: bool


class Route(NamedTuple):
    """A railway, road or sea route: `points` (x, y) in metres, `km` the length up to each.

    `family` colours a route that a stop points at, as the powers of that family are coloured.
    """

    id: RouteId
    mode: Mode
    name: str
    points: tuple[tuple[float, float], ...]
    km: tuple[float, ...]
    sections: tuple[Section, ...]
    published_km: float | None
    family: str = ""


class Lane(NamedTuple):
    """One line of a ribbon: a place and who controlled it, in order and without gaps."""

    place: PlaceId
    title: str
    controls: tuple[Control, ...]


class Ribbon(NamedTuple):
    """A strip of the timeline that shows control day by day, in one lane or more."""

    id: str
    title: str
    lanes: tuple[Lane, ...]


class Act(NamedTuple):
    """A part of the story: `start` until the next act's start; `opens_with` is its first stop."""

    number: int
    numeral: str
    title: str
    start: Day
    opens_with: EventId


class Source(NamedTuple):
    """Where a statement comes from; `url` is printed, never fetched."""

    id: SourceId
    publisher: str
    title: str
    date: str
    url: str
    grade: Grade


class Fact(NamedTuple):
    """One checked statement of an event with the sources that carry it."""

    text: str
    sources: tuple[SourceId, ...]


class Figure(NamedTuple):
    """A number of an event as it is shown: `3,462 km²`, and what it counts."""

    value: float
    shown: str
    label: str
    as_of: str
    sources: tuple[SourceId, ...]


class Perspective(NamedTuple):
    """How the event looked to somebody; `power` colours it where one fits."""

    who: str
    text: str
    power: PowerId | None
    sources: tuple[SourceId, ...]


class Position(NamedTuple):
    """What one side says of a contested point."""

    who: str
    says: str
    sources: tuple[SourceId, ...]


class Contested(NamedTuple):
    """A point that is told differently, and who says what."""

    point: str
    positions: tuple[Position, ...]


class Notes(NamedTuple):
    """For the teacher: what to point at, one question to ask, one common misconception."""

    point: str
    question: str
    misconception: str


class Claim(NamedTuple):
    """Something that the founding article says, what checking found, and the events that show it.

    `events` pairs ids with titles.
    """

    number: int
    verdict: Verdict
    says: str
    found: str
    events: tuple[tuple[EventId, str], ...]


class Option(NamedTuple):
    """Something to choose, or to put in order; a place or a power may stand behind it."""

    id: str
    text: str
    place: PlaceId | None = None
    power: PowerId | None = None


class Scale(NamedTuple):
    """The scale on which a number is estimated, and the range that is accepted as right."""

    first: float
    last: float
    low: float
    high: float
    unit: str


class Question(NamedTuple):
    """A question asked before the stop of an event.

    `options` are what is offered (choose) or put in order (order) as they are shown, `right` the
    ids of the right ones: one, or all of them in the right order. To point at are `place` or the
    `borders` (codes of the base map), right within `tolerance_km`. `places` are marked on the map
    when the answer is shown; `framing` is the view to ask in, where the last stop's does not do.
    `sources` carry the facts that the answer rests on, best first.
    """

    id: QuestionId
    event: EventId
    kind: QuestionKind
    ask: str
    answer: str
    options: tuple[Option, ...] = ()
    right: tuple[str, ...] = ()
    place: PlaceId | None = None
    borders: tuple[str, ...] = ()
    tolerance_km: float = 0.0
    scale: Scale | None = None
    places: tuple[PlaceId, ...] = ()
    framing: Framing | None = None
    sources: tuple[Source, ...] = ()


class Mark(NamedTuple):
    """What the timeline needs of an event. A tuple, so that 100,000 of them load at once.

    `doubt` is the doubt of both ends, packed; `when` the date as EDTF text.
    """

    event: EventId
    first: Day
    last: Day
    importance: int
    doubt: int
    when: str
    title: str

    @property
    def start_doubt(self) -> Doubt:
        """What is doubtful about its start; the same as of its end where it has no two ends."""
        return Doubt(self.doubt & _END_MASK)

    @property
    def end_doubt(self) -> Doubt:
        """What is doubtful about its end."""
        return Doubt(self.doubt >> _END_BITS & _END_MASK)

    @property
    def lasts(self) -> bool:
        """Whether its date has two ends; a month alone or a year is one date, not known closer."""
        return self.doubt >= LASTS


class Event(NamedTuple):
    """One event, whole. `day` is the date that the map shows when the event is a stop; `charts`
    says how many charts belong to it."""

    id: EventId
    when: Edtf
    old_style: str
    day: Day
    importance: int
    themes: tuple[str, ...]
    framing: Framing
    places: tuple[PlaceId, ...]
    territories: tuple[TerritoryId, ...]
    routes: tuple[RouteId, ...]
    title: str
    where: str
    caption: str
    story: str
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    perspectives: tuple[Perspective, ...]
    contested: tuple[Contested, ...]
    notes: Notes | None
    sources: tuple[Source, ...]
    charts: int = 0


class Step(NamedTuple):
    """A stop of a tour: an event, the day it shows, its framing (metres) and its plan.

    In a teacher's own tour it may have a `caption` and `notes` of its own in place of the event's.
    """

    event: EventId
    day: Day
    x: float
    y: float
    height: float
    priority: Priority
    minutes: float
    title: str
    caption: str = ""
    notes: Notes | None = None

    @property
    def framing(self) -> Framing:
        """The framing as a record of its own."""
        return Framing(self.x, self.y, self.height)


class Tour(NamedTuple):
    """An order in which to tell the events; `forward` where no stop goes back in time."""

    id: TourId
    title: str
    steps: tuple[Step, ...]
    forward: bool = True


class Leg(NamedTuple):
    """A stretch of a route on a run: its ends in km along the route as it is drawn.

    `km` is its length as it is printed, the least where sources differ, and `most_km` the greatest.
    `measured` says that no source gives it and that it was measured on the map.
    """

    route: RouteId
    mode: Mode
    first_km: float
    last_km: float
    km: float
    most_km: float
    measured: bool
    sources: tuple[SourceId, ...]


class Run(NamedTuple):
    """One way from a place to another by a third; `family` colours it as powers are coloured."""

    id: str
    title: str
    start: PlaceId
    by: PlaceId
    finish: PlaceId
    family: str
    legs: tuple[Leg, ...]

    @property
    def km(self) -> float:
        """The whole way, by land and by sea, at the shortest."""
        return sum(leg.km for leg in self.legs)

    @property
    def land(self) -> tuple[float, float]:
        """The least and the greatest length of the way by rail and road."""
        return _lengths(leg for leg in self.legs if leg.mode is not Mode.SEA)

    @property
    def sea(self) -> tuple[float, float]:
        """The least and the greatest length of the way by ship."""
        return _lengths(leg for leg in self.legs if leg.mode is Mode.SEA)


def _lengths(legs: Iterable[Leg]) -> tuple[float, float]:
    legs = tuple(legs)
    return sum(leg.km for leg in legs), sum(leg.most_km for leg in legs)


class Race(NamedTuple):
    """Runs side by side at an event, at one speed: the longest takes `seconds`.

    `finding` says what comparing them shows, `basis` what the lengths rest on.
    """

    id: str
    event: EventId
    seconds: float
    runs: tuple[Run, ...]
    finding: str
    basis: str


class Voyage(NamedTuple):
    """The sea routes that an event points at, of those in use on its day."""

    event: EventId
    routes: tuple[RouteId, ...]


class World(NamedTuple):
    """All that the map and the timeline draw, loaded once and held.

    `first_day` and `as_of` are the ends of the axis; today is `as_of`, never the clock. `unopened`
    are the routes that events speak of and that are not open on their days.
    """

    first_day: Day
    as_of: Day
    title: str
    subtitle: str
    acts: tuple[Act, ...]
    powers: dict[PowerId, Power]
    territories: tuple[Territory, ...]
    places: tuple[Place, ...]
    routes: tuple[Route, ...]
    ribbons: tuple[Ribbon, ...]
    marks: tuple[Mark, ...]
    tours: tuple[Tour, ...]
    borders: tuple[Border, ...] = ()
    races: tuple[Race, ...] = ()
    voyages: tuple[Voyage, ...] = ()
    unopened: Mapping[EventId, frozenset[RouteId]] = MappingProxyType({})

    def act_at(self, day: float) -> Act:
        """The act that `day` falls in; days before the first act belong to it."""
        return max(
            (act for act in self.acts if act.start <= day),
            default=self.acts[0],
            key=lambda act: act.start,
        )

    def tour(self, tour: TourId) -> Tour:
        """The tour of that id; the first one where it is unknown."""
        return next((known for known in self.tours if known.id == tour), self.tours[0])

    def race_at(self, event: EventId) -> Race | None:
        """The race that is run at an event."""
        return next((race for race in self.races if race.event == event), None)

    def voyage_at(self, event: EventId) -> Voyage | None:
        """The voyage that is made at an event; a race takes its place."""
        if self.race_at(event) is not None:
            return None
        return next((voyage for voyage in self.voyages if voyage.event == event), None)

    def step_of(self, event: EventId) -> Step | None:
        """The first step of any tour that tells the event; None where no tour does."""
        steps = (step for tour in self.tours for step in tour.steps)
        return next((step for step in steps if step.event == event), None)

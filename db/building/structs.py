"""The shape of a lesson's text files: one struct for each kind of entry, as TOML has it.

Structs hold what a file says, unchecked against other files; dates are still EDTF text.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from db.chart_records import Certainty, ChartKind
from db.records import Grade, Mode, PlaceKind, Priority, Status, Verdict

Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]
Latitude = Annotated[float, msgspec.Meta(ge=-80, le=90)]  # the plane has no south pole
Positive = Annotated[float, msgspec.Meta(gt=0)]
Rank = Annotated[int, msgspec.Meta(ge=1, le=5)]
Importance = Annotated[int, msgspec.Meta(ge=1, le=3)]
Colour = Annotated[str, msgspec.Meta(pattern=r"^#[0-9A-Fa-f]{6}$")]
Text = Annotated[str, msgspec.Meta(min_length=1)]


class Entry(msgspec.Struct, forbid_unknown_fields=True):
    """A table of a lesson file; a key that it does not know is a fault."""


class ActEntry(Entry):
    number: int
    numeral: Text
    start: str
    opens_with: str


class LessonEntry(Entry):
    """lesson.toml

    A `complete` lesson promises a source for every statement, marks in its texts, perspectives
    and notes with every event; in any other lesson what has no source is only warned of.
    """

    id: Text
    first_day: str
    as_of: str
    languages: Annotated[list[str], msgspec.Meta(min_length=1)]
    complete: bool = False
    act: list[ActEntry] = []


class PowerEntry(Entry):
    id: Text
    colour: Colour
    letter: Text
    family: Text


class PowersFile(Entry):
    """powers.toml"""

    power: list[PowerEntry] = []


class ControlEntry(Entry):
    powers: Annotated[list[str], msgspec.Meta(min_length=1)]
    status: Status
    start: str = msgspec.field(name="from")
    end: str = msgspec.field(name="to")
    sources: list[str] = []
    note: str = ""


class TerritoryEntry(Entry):
    id: Text
    basis: Text
    accuracy_km: Annotated[float, msgspec.Meta(ge=0)]
    disputed: bool = False
    sources: list[str] = []
    control: list[ControlEntry] = []


class BorderEntry(Entry):
    between: Annotated[list[str], msgspec.Meta(min_length=2, max_length=2)]
    accuracy_km: Annotated[float, msgspec.Meta(ge=0)]
    basis: Text
    start: str = msgspec.field(name="from", default="")
    end: str = msgspec.field(name="to", default="")


class TerritoriesFile(Entry):
    """territories.toml; `lines` names the files of hand-drawn lines in `borders/`."""

    lines: list[str] = []
    territory: list[TerritoryEntry] = []
    border: list[BorderEntry] = []


class RibbonEntry(Entry):
    id: Text
    lanes: Annotated[list[str], msgspec.Meta(min_length=1)]


class PlaceControlEntry(Entry):
    place: str
    powers: Annotated[list[str], msgspec.Meta(min_length=1)]
    status: Status
    start: str = msgspec.field(name="from")
    end: str = msgspec.field(name="to")
    sources: list[str] = []
    note: str = ""


class RibbonsFile(Entry):
    """ribbons.toml"""

    ribbon: list[RibbonEntry] = []
    control: list[PlaceControlEntry] = []


class NameEntry(Entry):
    lang: Text
    text: Text
    native: str = ""
    start: str = msgspec.field(name="from", default="")
    end: str = msgspec.field(name="to", default="")


class AliasEntry(Entry):
    lang: Text
    text: Text
    start: str = msgspec.field(name="from", default="")
    end: str = msgspec.field(name="to", default="")


class PlaceEntry(Entry):
    id: Text
    lat: Latitude
    lon: Longitude
    kind: PlaceKind
    rank: Rank
    sources: list[str] = []
    name: list[NameEntry] = []
    alias: list[AliasEntry] = []


class PlacesFile(Entry):
    """places.toml"""

    place: list[PlaceEntry] = []


class SectionEntry(Entry):
    start: str = msgspec.field(name="from")
    end: str = msgspec.field(name="to")
    begun: str
    opened: str
    closed: str = ""
    approximate: bool = False


class RouteEntry(Entry):
    id: Text
    mode: Mode
    waypoints: Annotated[
        list[tuple[Longitude, Latitude, str]],
        msgspec.Meta(min_length=2, description="a route needs two points or more"),
    ]
    published_km: Positive | None = None
    family: str = ""
    sources: list[str] = []
    section: list[SectionEntry] = []


class RoutesFile(Entry):
    """routes.toml"""

    route: list[RouteEntry] = []


class LegEntry(Entry):
    """A part of a run along one route, whole or from one of its points to another.

    `km` is the length as printed: as `sources` give it, or where none does as `measured` here.
    Where they differ it is the least, and `most_km` the greatest.
    """

    route: str
    km: Positive
    most_km: Positive | None = None
    start: str = msgspec.field(name="from", default="")
    end: str = msgspec.field(name="to", default="")
    measured: bool = False
    sources: list[str] = []
    note: str = ""


class RunEntry(Entry):
    id: Text
    start: str = msgspec.field(name="from")
    by: str
    finish: str = msgspec.field(name="to")
    family: Text
    leg: Annotated[list[LegEntry], msgspec.Meta(min_length=1)]


class FindingEntry(Entry):
    """How much land the second way from `from` saves, `within` so many km."""

    start: str = msgspec.field(name="from")
    land_saved: float
    within: Positive


class RaceEntry(Entry):
    id: Text
    event: str
    seconds: Annotated[float, msgspec.Meta(ge=4, le=30)]
    run: Annotated[list[RunEntry], msgspec.Meta(min_length=2)]
    finding: list[FindingEntry] = []


class RacesFile(Entry):
    """races.toml"""

    race: list[RaceEntry] = []


class SourceEntry(Entry):
    """A source that nobody has graded counts as a weak one; a complete lesson grades all."""

    id: Text
    publisher: Text
    title: Text
    grade: Grade | None = None
    date: str = ""
    url: str = ""


class SourcesFile(Entry):
    """sources/*.toml"""

    source: list[SourceEntry] = []


class CameraEntry(Entry):
    lon: Longitude
    lat: Latitude
    height_km: Positive


class ShowEntry(Entry):
    """What an event points at; `unopened` are routes that are not open on its day."""

    territories: list[str] = []
    routes: list[str] = []
    unopened: list[str] = []


class QuantityEntry(Entry):
    """A number that texts may say, and the date it holds for."""

    value: float
    unit: Text
    as_of: str


class FactEntry(Entry):
    id: Text
    sources: list[str] = []
    quantity: list[QuantityEntry] = []


class FigureEntry(Entry):
    """A number to be shown; as a range it runs from `low` to `high`.

    What its label says besides is a `quantity`, such as the same in another unit.
    """

    id: Text
    value: float
    sources: list[str] = []
    unit: str = ""
    as_of: str = ""
    low: float | None = None
    high: float | None = None
    quantity: list[QuantityEntry] = []


class PerspectiveEntry(Entry):
    id: Text
    power: str = ""
    sources: list[str] = []
    quantity: list[QuantityEntry] = []


class PositionEntry(Entry):
    id: Text
    sources: list[str] = []
    quantity: list[QuantityEntry] = []


class ContestedEntry(Entry):
    id: Text
    position: Annotated[
        list[PositionEntry],
        msgspec.Meta(min_length=2, description="a contested point needs two positions or more"),
    ]


class EventEntry(Entry):
    """events/ID.toml"""

    id: Text
    when: str
    day: str
    importance: Importance
    camera: CameraEntry
    old_style: str = ""
    themes: list[str] = []
    places: list[str] = []
    show: ShowEntry = msgspec.field(default_factory=ShowEntry)
    fact: list[FactEntry] = []
    figure: list[FigureEntry] = []
    perspective: list[PerspectiveEntry] = []
    contested: list[ContestedEntry] = []


class StepEntry(Entry):
    event: str
    priority: Priority
    minutes: Positive
    day: str = ""
    camera: CameraEntry | None = None


class TourEntry(Entry):
    id: Text
    step: Annotated[list[StepEntry], msgspec.Meta(min_length=1)]


class ToursFile(Entry):
    """tours.toml"""

    tour: list[TourEntry] = []


class PointEntry(Entry):
    value: float
    sources: list[str] = []
    id: str = ""
    date: str = ""
    category: str = ""
    low: float | None = None
    high: float | None = None
    certainty: Certainty = Certainty.REPORTED
    recounted: bool = False


class SeriesEntry(Entry):
    """series/ID.toml"""

    id: Text
    unit: Text
    point: Annotated[list[PointEntry], msgspec.Meta(min_length=1)]
    join_years: Positive = 1.0


class ChartSeriesEntry(Entry):
    id: Text
    factor: Positive = 1.0
    family: str = ""


class BarEntry(Entry):
    id: Text
    parts: list[str] = []
    ticks: list[str] = []
    family: str = ""


class ChartEntry(Entry):
    id: Text
    kind: ChartKind
    series: Annotated[list[ChartSeriesEntry], msgspec.Meta(min_length=1)]
    events: list[str] = []
    start: str = msgspec.field(name="from", default="")
    end: str = msgspec.field(name="to", default="")
    least: float | None = None
    most: float | None = None
    bar: list[BarEntry] = []


class ChartsFile(Entry):
    """charts.toml"""

    chart: list[ChartEntry] = []


class SeriesWords(Entry):
    """text/LANG/series/ID.toml"""

    title: Text
    unit: Text
    note: str = ""
    categories: dict[str, Text] = {}
    points: dict[str, Text] = {}


class ChartWords(Entry):
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    unit: Text
    note: str = ""
    series: dict[str, Text] = {}
    bars: dict[str, Text] = {}


class ChartsWords(Entry):
    """text/LANG/charts.toml"""

    charts: dict[str, ChartWords] = {}


class ClaimEntry(Entry):
    number: Annotated[int, msgspec.Meta(ge=1)]
    verdict: Verdict
    events: Annotated[
        list[str], msgspec.Meta(min_length=1, description="a claim needs an event that shows it")
    ]


class ClaimsFile(Entry):
    """claims.toml; the source is the article that makes the claims"""

    source: Text
    claim: list[ClaimEntry] = []


class ClaimWords(Entry):
    says: Text
    found: Text


class ClaimsWords(Entry):
    """text/LANG/claims.toml"""

    claims: dict[str, ClaimWords] = {}


class FigureWords(Entry):
    shown: Annotated[str, msgspec.Meta(min_length=1, max_length=12)]
    label: Annotated[str, msgspec.Meta(min_length=1, max_length=34)]


class PerspectiveWords(Entry):
    who: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    text: Text


class PositionWords(Entry):
    who: Annotated[str, msgspec.Meta(min_length=1, max_length=50)]
    says: Text


class ContestedWords(Entry):
    point: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    positions: dict[str, PositionWords] = {}


class NotesWords(Entry):
    point: Text
    question: Text
    misconception: Text


class EventWords(Entry):
    """text/LANG/events/ID.toml"""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    where: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    caption: Text
    story: Text
    facts: dict[str, Text] = {}
    figures: dict[str, FigureWords] = {}
    perspectives: dict[str, PerspectiveWords] = {}
    contested: dict[str, ContestedWords] = {}
    notes: NotesWords | None = None


class PowerWords(Entry):
    name: Text
    short: Text


class LessonWords(Entry):
    """text/LANG/lesson.toml"""

    title: Text
    subtitle: str = ""
    acts: dict[str, Text] = {}
    powers: dict[str, PowerWords] = {}
    territories: dict[str, Text] = {}
    routes: dict[str, Text] = {}
    ribbons: dict[str, Text] = {}
    lanes: dict[str, Text] = {}
    tours: dict[str, Text] = {}


class RaceWords(Entry):
    finding: Annotated[str, msgspec.Meta(min_length=1, max_length=90)]
    basis: Annotated[str, msgspec.Meta(min_length=1, max_length=90)]
    runs: dict[str, Annotated[str, msgspec.Meta(min_length=1, max_length=30)]] = {}


class RacesWords(Entry):
    """text/LANG/races.toml"""

    races: dict[str, RaceWords] = {}

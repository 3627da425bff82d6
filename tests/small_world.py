"""A lesson small enough to reason about by hand, made of records alone: no file, no database."""

from __future__ import annotations

from datetime import date

from db.dates import Axis, doubt_of, parse
from db.records import (
    Act,
    Control,
    Day,
    Edtf,
    EventId,
    Label,
    Lane,
    Mark,
    Mode,
    Place,
    PlaceId,
    PlaceKind,
    Power,
    PowerId,
    Priority,
    Ribbon,
    Route,
    RouteId,
    Section,
    Status,
    Step,
    Territory,
    TerritoryId,
    Tour,
    TourId,
    World,
)

CHINA, RUSSIA, JAPAN = PowerId("china"), PowerId("russia"), PowerId("japan")


def day(text: str) -> Day:
    """The day number of an ISO date."""
    return Day(date.fromisoformat(text).toordinal())


FIRST_DAY, AS_OF = day("1856-01-01"), day("2026-05-31")


def exactly(text: str) -> Edtf:
    """A date known to the day."""
    return Edtf(text, day(text), day(text))


def vaguely(text: str, first: str, last: str) -> Edtf:
    """A date known roughly: some day from `first` to `last`."""
    return Edtf(text, day(first), day(last), approximate=True)


OPEN_START = Edtf("..", FIRST_DAY, FIRST_DAY, open_start=True)
OPEN_END = Edtf("..", AS_OF, AS_OF, open_end=True)

LEASE = exactly("1898-03-27")
FALL = exactly("1905-01-02")
CESSION = exactly("1905-09-05")
RETURN = vaguely("1895-12~", "1895-12-01", "1895-12-31")
CAPTURE = exactly("1894-11-21")
SURRENDER = exactly("1945-08-22")
WITHDRAWAL = exactly("1955-05-26")
PEKING = exactly("1860-11-14")
INVASION = exactly("1931-09-21")
PUPPET = exactly("1932-03-01")
COLLAPSE = vaguely("1945-08", "1945-08-01", "1945-08-31")
RETREAT = vaguely("1946-05", "1946-05-01", "1946-05-31")


def control(
    power: PowerId | tuple[PowerId, ...], status: Status, start: Edtf, end: Edtf
) -> Control:
    """A control of one power or of several that hold jointly."""
    powers = (power,) if isinstance(power, str) else power
    return Control(powers, status, start, end)


LUSHUN = (
    control(CHINA, Status.SOVEREIGN, OPEN_START, CAPTURE),
    control(JAPAN, Status.OCCUPIED, CAPTURE, RETURN),
    control(CHINA, Status.SOVEREIGN, RETURN, LEASE),
    control(RUSSIA, Status.LEASED, LEASE, FALL),
    control(JAPAN, Status.OCCUPIED, FALL, CESSION),
    control(JAPAN, Status.LEASED, CESSION, SURRENDER),
    control((RUSSIA, CHINA), Status.JOINT, SURRENDER, WITHDRAWAL),
    control(CHINA, Status.SOVEREIGN, WITHDRAWAL, OPEN_END),
)
DALIAN_LOST, DALIAN_BACK = exactly("1904-05-30"), exactly("1951-02-01")
DALIAN = (
    *LUSHUN[:3],
    control(RUSSIA, Status.LEASED, LEASE, DALIAN_LOST),
    control(JAPAN, Status.OCCUPIED, DALIAN_LOST, CESSION),
    control(JAPAN, Status.LEASED, CESSION, SURRENDER),
    control(RUSSIA, Status.OCCUPIED, SURRENDER, DALIAN_BACK),
    control(CHINA, Status.SOVEREIGN, DALIAN_BACK, OPEN_END),
)
JILIN = (
    control(CHINA, Status.SOVEREIGN, OPEN_START, INVASION),
    control(JAPAN, Status.OCCUPIED, INVASION, PUPPET),
    control(JAPAN, Status.PUPPET, PUPPET, COLLAPSE),
    control(RUSSIA, Status.OCCUPIED, COLLAPSE, RETREAT),
    control(CHINA, Status.SOVEREIGN, RETREAT, OPEN_END),
)
VLADIVOSTOK = (
    control(CHINA, Status.SOVEREIGN, OPEN_START, PEKING),
    control(RUSSIA, Status.SOVEREIGN, PEKING, OPEN_END),
)

POWERS = {
    power.id: power
    for power in (
        Power(CHINA, "China", "China", "#E69F00", "C", "china"),
        Power(RUSSIA, "Russian Empire", "Russia", "#0072B2", "R", "russia"),
        Power(JAPAN, "Empire of Japan", "Japan", "#CC79A7", "J", "japan"),
    )
}

TERRITORIES = (
    Territory(TerritoryId("ussuri-coast"), "The coast lost in 1860", VLADIVOSTOK),
    Territory(TerritoryId("lushun-base"), "The base at Port Arthur", LUSHUN),
)

RIBBONS = (
    Ribbon(
        "vladivostok",
        "Vladivostok",
        (Lane(PlaceId("vladivostok"), "Vladivostok", VLADIVOSTOK),),
    ),
    Ribbon("jilin", "Jilin", (Lane(PlaceId("jilin"), "Jilin", JILIN),)),
    Ribbon(
        "dalian-lushun",
        "Dalian and Lüshun",
        (
            Lane(PlaceId("lushun"), "Lüshun", LUSHUN),
            Lane(PlaceId("dalian"), "Dalian", DALIAN),
        ),
    ),
)


def _place(
    place: str, kind: PlaceKind, where: tuple[float, float], degrees: tuple[float, float], name: str
) -> Place:
    label = Label(name, "", "", FIRST_DAY, Day(AS_OF + 1))
    return Place(PlaceId(place), kind, 1, *where, *degrees, (label,))


PLACES = (
    _place("vladivostok", PlaceKind.PORT, (314_000.0, 128_000.0), (131.9, 43.1), "Vladivostok"),
    _place("jilin", PlaceKind.CITY, (-112_000.0, 199_000.0), (126.6, 43.8), "Jilin"),
    _place("dalian", PlaceKind.PORT, (-550_000.0, -320_000.0), (121.6, 38.9), "Dalian"),
    _place("lushun", PlaceKind.PORT, (-585_000.0, -329_000.0), (121.2, 38.8), "Lüshun"),
)

ROUTES = (
    Route(
        RouteId("south-line"),
        Mode.RAIL,
        "South Manchuria line",
        ((-112_000.0, 199_000.0), (-320_000.0, -60_000.0), (-550_000.0, -320_000.0)),
        (0.0, 332.0, 679.0),
        (
            Section(
                0.0,
                679.0,
                exactly("1898-06-01"),
                exactly("1903-07-14"),
                None,
                approximate=True,
            ),
        ),
        704.0,
    ),
)

ACTS = (
    Act(1, "I", "The coast is lost", day("1856-01-01"), EventId("peking")),
    Act(2, "II", "One port, many flags", day("1894-07-25"), EventId("lease")),
    Act(3, "III", "Closed doors, rusting mills", day("1955-05-26"), EventId("withdrawal")),
    Act(4, "IV", "Looking for the sea", day("2003-10-01"), EventId("transit")),
)


def mark(event: str, when: str, importance: int, title: str) -> Mark:
    """An event whose date is that EDTF text."""
    found = parse(when, Axis(FIRST_DAY, AS_OF))
    return Mark(EventId(event), found.first, found.last, importance, doubt_of(when), when, title)


MARKS = (
    mark("peking", "1860-11-14", 1, "The coast is signed away"),
    mark("millionka", "1884/1936", 2, "A Chinese quarter in Vladivostok"),
    mark("harbour", "1888~/1889~", 3, "A naval harbour is built"),
    mark("lease", "1898-03-27", 1, "Russia leases Port Arthur"),
    mark("portsmouth", "1905-09-05/1905-12-22", 1, "South Manchuria passes to Japan"),
    mark("soybeans", "1923/1927", 1, "Soybeans for two ports"),
    mark("withdrawal", "1955-05-26", 1, "The last Soviet troops leave"),
    mark("transit", "2023-05-04/2023-06-01", 1, "A Russian port for Chinese cargo"),
    mark("mishustin", "2023-05-22/2023-05-24", 2, "A visit to Beijing"),
)


def _step(event: str, when: str, where: tuple[float, float], height_km: float) -> Step:
    title = next(told.title for told in MARKS if told.event == event)
    return Step(
        EventId(event), day(when), *where, height_km * 1000, Priority.MUST, 2.0, title=title
    )


TOUR = Tour(
    TourId("short"),
    "Short tour",
    (
        _step("peking", "1860-11-14", (250_000.0, 200_000.0), 1500),
        _step("lease", "1898-03-27", (-560_000.0, -330_000.0), 250),
        _step("portsmouth", "1905-09-05", (-100_000.0, 0.0), 1400),
        _step("soybeans", "1925-10-01", (0.0, 100_000.0), 1200),
        _step("withdrawal", "1955-05-26", (-570_000.0, -330_000.0), 200),
        _step("transit", "2023-06-01", (100_000.0, 0.0), 1800),
    ),
)


def small_world() -> World:
    """Nine events, six of them stops; three powers, two territories, three ribbons, one route."""
    return World(
        first_day=FIRST_DAY,
        as_of=AS_OF,
        title="Landlocked",
        subtitle="A small lesson",
        acts=ACTS,
        powers=POWERS,
        territories=TERRITORIES,
        places=PLACES,
        routes=ROUTES,
        ribbons=RIBBONS,
        marks=MARKS,
        tours=(TOUR,),
    )

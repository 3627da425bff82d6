"""How far each route was on given days, in the built lesson, against the dates of the sources."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QImage, QPainter

from db.library import Library
from db.records import EventId, Mode, RouteId, World
from ui.camera import Camera, Viewport
from ui.flight import Instant
from ui.inscriptions import noting
from ui.map.routes import paint_routes
from ui.map.scene import Emphasis, Scene, SceneMaker, Track

EVENT = EventId("event")
NONE = 0.0

# Route, day, km in service: all of it, part of it (with the stretch that is growing), or none.
IN_SERVICE: list[tuple[str, str, float]] = [
    ("ussuri-railway", "1891-05-30", NONE),
    ("ussuri-railway", "1894-06-01", 99),  # Vladivostok to Nikolsk, 1893
    ("ussuri-railway", "1896-06-01", 414),  # to Iman, 1895
    ("ussuri-railway", "1897-09-13", 766),
    ("cer-main", "1896-12-31", NONE),
    ("cer-main", "1901-06-01", 99),  # Nikolsk to Grodekovo, 1900
    ("cer-main", "1901-11-14", 626),  # to Harbin
    ("cer-main", "1902-01-14", 1617),  # to Manzhouli
    ("cer-main", "1903-07-14", 1718),
    ("smr-southern-branch", "1898-07-05", NONE),
    ("smr-southern-branch", "1903-07-13", NONE),
    ("smr-southern-branch", "1903-07-14", 944),
    ("lushun-branch", "1898-07-05", NONE),
    ("lushun-branch", "1903-07-14", 46.5),
    ("chita-manzhouli-rail", "1903-07-13", NONE),
    ("chita-manzhouli-rail", "1903-07-14", 392),
    ("amur-railway-chita-khabarovsk", "1916-09-30", NONE),
    ("amur-railway-chita-khabarovsk", "1916-11-01", 2327),
    ("trans-siberian-last-leg", "1916-09-30", NONE),
    ("trans-siberian-last-leg", "1916-11-01", 766),
    ("jilin-hunchun-rail", "1910-04-30", NONE),
    ("jilin-hunchun-rail", "1912-11-01", 141),  # Changchun to Jilin
    ("jilin-hunchun-rail", "1929-01-01", 351),  # to Dunhua, 1928
    ("jilin-hunchun-rail", "1933-10-01", 533),  # to Tumen
    ("jilin-hunchun-rail", "1997-10-29", 533),
    ("jilin-hunchun-rail", "1997-10-30", 595),
    ("tumen-rajin-rail", "1928-12-31", NONE),
    ("tumen-rajin-rail", "1934-01-01", 144),  # over the Tumen and along it
    ("tumen-rajin-rail", "1935-12-01", 162.5),
    ("hunchun-makhalino-rail", "1999-05-11", NONE),
    ("hunchun-makhalino-rail", "1999-05-12", 35.1),
    ("hunchun-makhalino-rail", "2004-03-31", 35.1),
    ("hunchun-makhalino-rail", "2004-05-01", NONE),
    ("hunchun-makhalino-rail", "2013-12-16", NONE),
    ("hunchun-makhalino-rail", "2013-12-17", 35.1),
    ("harbin-dalian-hsr", "2012-11-30", NONE),
    ("harbin-dalian-hsr", "2012-12-01", 921),
    ("jilin-hunchun-hsr", "2010-12-29", NONE),
    ("jilin-hunchun-hsr", "2010-12-30", 115),  # Changchun to Jilin
    ("jilin-hunchun-hsr", "2015-09-20", 472),
    ("jilin-dalian-rail-today", "2023-06-01", 813),
    ("hunchun-vladivostok-road", "2023-05-31", NONE),
    ("hunchun-vladivostok-road", "2023-06-01", 239),
    ("hunchun-zarubino", "2009-12-31", NONE),
    ("hunchun-zarubino", "2011-01-01", 78),
    ("sea-dalian-shanghai", "1908-12-31", NONE),
    ("sea-dalian-shanghai", "1910-01-01", 988),
    ("sea-dalian-ningbo-zhoushan", "2023-05-31", NONE),
    ("sea-dalian-ningbo-zhoushan", "2023-06-01", 1104),
    ("sea-vladivostok-ningbo-zhoushan", "2023-05-31", NONE),
    ("sea-vladivostok-ningbo-zhoushan", "2023-06-01", 1856),
    ("sea-vladivostok-shanghai", "2007-08-31", NONE),
    ("sea-vladivostok-shanghai", "2007-10-01", 1811),
    ("sea-vladivostok-niigata", "1991-12-31", NONE),
    ("sea-vladivostok-niigata", "1992-01-02", 847),
    ("sea-zarubino-niigata", "2009-12-31", NONE),
    ("sea-zarubino-niigata", "2011-01-01", 860),
    ("sea-rajin-niigata", "1935-10-31", NONE),
    ("sea-rajin-niigata", "1935-12-01", 884),
    ("sea-rajin-niigata", "1945-09-01", NONE),
    ("sea-rajin-shanghai", "2011-01-10", NONE),
    ("sea-rajin-shanghai", "2011-01-11", 1698),
    ("sea-baltic-fleet-1905", "1905-05-13", NONE),
    ("sea-baltic-fleet-1905", "1905-05-27", 3767),
    ("sea-baltic-fleet-1905", "1905-05-28", NONE),
    ("sea-lendlease-laperouse", "1941-09-30", NONE),
    ("sea-lendlease-laperouse", "1944-07-01", 2583),
    ("sea-lendlease-laperouse", "1945-10-01", NONE),
    ("sea-lendlease-tatar", "1943-07-31", NONE),
    ("sea-lendlease-tatar", "1944-07-01", 3221),
    ("sea-lendlease-tatar", "1945-10-01", NONE),
    ("sea-zarubino-ningbo", "2018-08-31", NONE),
    ("sea-zarubino-ningbo", "2018-10-01", 1795),
    ("sea-taicang-fuyuan", "2025-08-31", NONE),
    ("sea-taicang-fuyuan", "2025-10-01", 4100),
    ("sea-ningbo-arctic", "2025-09-21", NONE),
    ("sea-ningbo-arctic", "2025-09-24", 4880),
    ("sea-huludao-hakata", "1946-05-06", NONE),
    ("sea-huludao-hakata", "1946-05-07", 1460),
    ("sea-huludao-hakata", "1948-09-01", NONE),
    ("tumen-mouth-boats", "1886-01-01", NONE),
    ("tumen-mouth-boats", "1900-01-01", 24),
    ("tumen-mouth-boats", "1938-08-12", NONE),
]

SHOWN = {
    "lend-lease-vladivostok": {"sea-lendlease-laperouse", "sea-lendlease-tatar"},
    "vladivostok-reopened-1992": {"sea-vladivostok-niigata"},
    "zarubino-plans-2014": {"sea-zarubino-niigata"},
    "zarubino-ningbo-2018": {"sea-zarubino-ningbo"},
    "river-sea-and-arctic-2025": {"sea-taicang-fuyuan", "sea-ningbo-arctic"},
    "huludao-repatriation-1946-1948": {"sea-huludao-hakata"},
}
DOTTED = {
    "trans-siberian-start-1891": ({"ussuri-railway"}, "1891-05-31"),
    "cer-contract-1896": ({"chita-manzhouli-rail", "cer-main"}, "1896-09-08"),
    "tumen-talks-2024": ({"tumen-mouth-boats"}, "2024-05-16"),
}


def tracks_on(world: World, route: str, when: str) -> list[Track]:
    """What shows of a route on a day at a stop that points at it."""
    pointed = Emphasis(routes=frozenset([RouteId(route)]))
    maker = SceneMaker(world, [], lambda event: pointed)
    day = date.fromisoformat(when).toordinal()
    tracks = maker.at(Instant.still(Camera(0, 0, 1e6), day, EVENT)).tracks
    return [track for track in tracks if track.route.id == route and track.weight > 0.5]


def km(tracks: list[Track]) -> float:
    return sum(abs(track.last_km - track.first_km) for track in tracks)


@pytest.mark.parametrize(("route", "when", "expected"), IN_SERVICE)
def test_a_route_is_as_long_as_its_sources_say(
    built_world: World, route: str, when: str, expected: float
) -> None:
    tracks = tracks_on(built_world, route, when)

    open_km = km([track for track in tracks if track.built > 0.99])
    assert open_km == pytest.approx(expected, abs=max(0.02 * expected, 2))


@pytest.mark.parametrize("event", SHOWN)
def test_ships_sail_where_a_stop_speaks_of_their_way(built_world: World, event: str) -> None:
    voyage = built_world.voyage_at(EventId(event))

    assert voyage is not None
    assert SHOWN[event] <= set(voyage.routes)


def test_every_route_is_shown_by_a_stop(built_in: Library, built_world: World) -> None:
    shown = {route for mark in built_world.marks for route in built_in.event(mark.event).routes} | {
        leg.route for race in built_world.races for run in race.runs for leg in run.legs
    }

    assert shown == {route.id for route in built_world.routes}


@pytest.mark.parametrize("event", DOTTED)
def test_a_way_that_is_not_open_is_dotted_where_a_stop_speaks_of_it(
    built_in: Library, built_world: World, event: str
) -> None:
    routes, when = DOTTED[event]
    told = built_in.event(EventId(event))
    pointed = Emphasis(routes=frozenset(told.routes))
    maker = SceneMaker(built_world, [], lambda _: pointed)

    def tracks(at: EventId) -> list[Track]:
        now = Instant.still(Camera(0, 0, 1e6), date.fromisoformat(when).toordinal(), at)
        return [track for track in maker.at(now).tracks if track.unopened]

    assert {track.route.id for track in tracks(told.id)} == routes
    for name in routes:
        whole = next(route for route in built_world.routes if route.id == name).km[-1]
        assert km([t for t in tracks(told.id) if t.route.id == name]) == pytest.approx(whole)
    assert not tracks(EVENT), "another stop does not speak of it"
    voyage = built_world.voyage_at(told.id)
    assert voyage is None or not routes & set(voyage.routes), "nothing sails there"


def test_dots_are_no_rails(qapp: object, built_world: World) -> None:
    route = next(route for route in built_world.routes if route.id == "ussuri-railway")
    first, last = route.km[0], route.km[-1]
    x, y = route.points[len(route.points) // 2]
    view = Viewport(300, 300, x - 300_000, y + 300_000, 2000.0)

    def noted(track: Track) -> list[str]:
        image = QImage(300, 300, QImage.Format.Format_RGB32)
        with noting() as notes:
            with QPainter(image) as painter:
                paint_routes(painter, view, Scene((), (), (track,), (), ()), unit=1.0)
            return [stroke.what for stroke in notes.of(image)[1]]

    rails = Track(route, first, last, 1.0, 1.0, 1.0, approximate=False)
    assert noted(rails) == ["railway"]
    assert noted(rails._replace(built=0.0, unopened=True)) == ["route"]


def test_every_route_is_in_the_table(built_world: World) -> None:
    assert {route for route, *_ in IN_SERVICE} == {route.id for route in built_world.routes}


@pytest.mark.parametrize(
    ("route", "begun", "opened"),
    [
        ("ussuri-railway", "1891-06-30", "1892-12-01"),
        ("ussuri-railway", "1895-06-01", "1897-06-01"),
        ("cer-main", "1899-06-01", "1901-11-01"),
        ("smr-southern-branch", "1899-01-01", "1903-07-01"),
        ("jilin-hunchun-rail", "1910-08-01", "1912-09-01"),
        ("jilin-hunchun-rail", "1926-06-01", "1927-12-01"),
        ("jilin-hunchun-rail", "1932-06-01", "1933-08-01"),
        ("tumen-rajin-rail", "1930-01-01", "1932-12-01"),
    ],
)
def test_rails_grow_between_their_dates_and_are_drawn_as_approximate(
    built_world: World, route: str, begun: str, opened: str
) -> None:
    early, late = (tracks_on(built_world, route, when) for when in (begun, opened))

    assert 0 < km(early) < km(late)
    assert any(track.approximate for track in early)
    whole = next(each for each in built_world.routes if each.id == route)
    assert km(early) < whole.km[-1]


def test_sea_routes_keep_off_the_disputed_rocks(built_world: World) -> None:
    for route in built_world.routes:
        if route.mode is Mode.SEA:
            # The Liancourt Rocks, 37.24 N 131.87 E, in metres on the plane.
            assert min((x - 342_700) ** 2 + (y + 515_400) ** 2 for x, y in route.points) > 40_000**2

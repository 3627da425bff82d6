"""Building: a lesson folder becomes the records that it describes."""

from __future__ import annotations

import itertools
import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pyproj import Geod
from sqlite_utils import Database

from db import dates
from db.build import build, read
from db.building.base_map import drawable_territories
from db.building.geometry import CORNER_KM, line_through, project
from db.building.rows import TABLES
from db.errors import FaultyLesson, UnknownId
from db.format import APPLICATION_ID, FORMAT
from db.library import LESSON, Library
from db.migrations import migrations
from db.records import Doubt, EventId, Grade, Mode, PlaceKind, Priority, Status, TourId
from tests.lessons import STORY, change, write_lesson


@pytest.fixture
def db() -> Iterator[Database]:
    """An empty database in memory."""
    with closing(sqlite3.connect(":memory:")) as connection:
        yield Database(connection)


def day(text: str) -> int:
    return dates.parse_day(text)


def everything(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    return {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def strict_tables(db: sqlite3.Connection) -> set[str]:
    rows = db.execute("SELECT name FROM pragma_table_list WHERE strict = 1")
    return {name for (name,) in rows}


def test_the_world_has_its_axis_title_and_acts(library: Library) -> None:
    world = library.world()

    assert (world.first_day, world.as_of) == (day("1856-01-01"), day("2026-05-31"))
    assert (world.title, world.subtitle) == ("A small lesson", "Five events to test with")
    assert [(act.numeral, act.title, act.opens_with) for act in world.acts] == [
        ("I", "The coast is lost", "peking-1860"),
        ("II", "One port, many flags", "dalny-1899"),
    ]
    assert world.act_at(day("1894-07-24")) == world.acts[0]
    assert world.act_at(day("1894-07-25")) == world.acts[1]


def test_powers_keep_their_order_colour_and_names(library: Library) -> None:
    powers = library.world().powers

    assert list(powers) == ["qing", "prc", "russia", "ussr", "japan"]
    assert [
        (power.name, power.short_name, power.colour, power.letter, power.family)
        for power in powers.values()
    ][2] == ("Russian Empire", "Russia", "#0072B2", "R", "russia")


def test_a_territory_has_one_history_from_end_to_end(library: Library) -> None:
    coast, base = library.world().territories

    assert (coast.id, coast.name, coast.accuracy_km) == ("ussuri-coast", "Ussuri coast", 1.0)
    assert [(control.powers, control.status) for control in coast.controls] == [
        (("qing",), Status.SOVEREIGN),
        (("qing", "russia"), Status.JOINT),
        (("russia",), Status.SOVEREIGN),
    ]
    assert coast.controls[1].note == "Held in common"
    assert coast.controls[1].end == coast.controls[2].start
    assert coast.controls[2].end.open_end
    assert base.controls[0].start.open_start
    assert base.controls[0].end.text == "189X"
    assert base.controls[0].end.last == day("1899-12-31")


def test_a_place_is_one_place_under_many_names(library: Library) -> None:
    vladivostok, _, dalian = library.world().places

    assert (vladivostok.kind, vladivostok.rank) == (PlaceKind.PORT, 1)
    assert [(label.text, label.native, label.today) for label in dalian.labels] == [
        ("Dalny", "Дальний", "Dalian"),
        ("Dairen", "大連", "Dalian"),
        ("Dalian", "大连", ""),
    ]
    assert dalian.labels[0].start == day("1899-08-11")
    assert dalian.labels[0].end == dalian.labels[1].start == day("1905-02-11")
    assert dalian.labels[2].end == day("2026-06-01")


def test_positions_are_metres_on_the_plane(library: Library) -> None:
    vladivostok = library.world().places[0]

    assert (vladivostok.longitude, vladivostok.latitude) == (131.885, 43.115)
    assert project([(128.0, 42.0)])[0] == pytest.approx((0.0, 0.0), abs=0.01)
    # 3.885 degrees of longitude at this latitude are 316 km; the plane is 1 % off at most.
    assert vladivostok.x == pytest.approx(316_000, rel=0.02)
    assert vladivostok.y == pytest.approx(124_000 + 5_000, rel=0.05)
    assert project([]) == []


def test_lanes_of_a_ribbon_differ(library: Library) -> None:
    (ribbon,) = library.world().ribbons

    assert (ribbon.id, ribbon.title) == ("dalian-lushun", "Dalian and Lüshun")
    assert [(lane.place, lane.title, len(lane.controls)) for lane in ribbon.lanes] == [
        ("lushun", "Lüshun", 3),
        ("dalian", "Dalian", 1),
    ]


def test_a_railway_has_its_published_length(library: Library) -> None:
    railway = library.world().routes[0]
    south, north = railway.sections

    assert (railway.mode, railway.name, railway.published_km) == (Mode.RAIL, "South branch", 1000)
    assert railway.km[0] == 0.0
    assert railway.km[-1] == pytest.approx(1000.0)
    assert len(railway.points) == len(railway.km) == 3
    assert south.first_km == pytest.approx(1000.0)
    assert south.last_km == north.first_km == pytest.approx(railway.km[1])
    assert (south.approximate, north.approximate) == (True, False)
    assert north.begun.approximate
    assert north.closed is None


def test_a_sea_route_is_rounded_and_stays_near_its_corners(library: Library) -> None:
    route = library.world().routes[1]
    corner = project([(130.5, 36.5)])[0]

    assert route.mode is Mode.SEA
    assert len(route.points) == 6
    assert route.points[0] == pytest.approx(project([(131.9, 43.1)])[0])
    assert min(math.dist(corner, point) for point in route.points) < CORNER_KM * 1000
    assert list(route.km) == sorted(route.km)
    assert route.sections[0].last_km == pytest.approx(route.km[-1])


def test_lengths_are_geodesic_where_nothing_is_published() -> None:
    harbin, dalian = (126.63, 45.76), (121.64, 38.92)

    line = line_through([harbin, dalian], rounded=False, published_km=None)

    assert line.rows[-1, 2] == pytest.approx(Geod(ellps="WGS84").inv(*harbin, *dalian)[2] / 1000)
    assert line.stops == pytest.approx((0.0, line.rows[-1, 2]))


def test_waypoints_keep_their_order_along_a_rounded_line() -> None:
    corners = [(131.9, 43.1), (130.5, 36.5), (129.0, 34.5), (121.7, 38.9)]

    line = line_through(corners, rounded=True, published_km=2000)

    assert all(early < late for early, late in itertools.pairwise(line.stops))
    assert line.stops[-1] == pytest.approx(2000)


def test_marks_are_in_order_of_time(library: Library) -> None:
    marks = library.world().marks

    assert [mark.event for mark in marks] == [
        "peking-1860",
        "dalny-1899",
        "portsmouth-1905",
        "boom-192x",
        "transit-2023",
    ]
    assert [mark.end_doubt for mark in marks] == [
        Doubt.NONE,
        Doubt.NONE,
        Doubt.NONE,
        Doubt.DIGITS,
        Doubt.OPEN,
    ]
    assert [mark.when for mark in marks][3:] == ["192X", "2023-06-01/.."]
    assert (marks[3].first, marks[3].last) == (day("1920-01-01"), day("1929-12-31"))
    assert marks[4].last == day("2026-05-31")


def test_a_step_may_have_its_own_day_and_camera(library: Library) -> None:
    tour = library.world().tour(TourId("short"))
    peking, dalny, _ = tour.steps

    assert (peking.day, peking.height) == (day("1860-11-14"), 900_000.0)
    assert (peking.priority, peking.minutes) == (Priority.MUST, 2.5)
    assert (dalny.day, dalny.height) == (day("1900-01-01"), 60_000.0)
    assert (dalny.x, dalny.y) == pytest.approx(project([(121.6, 38.9)])[0])
    assert dalny.title == "Dalny is founded"
    assert peking.framing == library.event(EventId("peking-1860")).framing


def test_an_event_is_whole(library: Library) -> None:
    event = library.event(EventId("dalny-1899"))

    assert event.when == dates.parse("1899/1903")
    assert (event.day, event.importance) == (day("1899-08-11"), 2)
    assert (event.title, event.where) == ("Dalny is founded", "Peking")
    assert event.themes == ("treaty", "port")
    assert event.places == ("vladivostok", "lushun")
    assert (event.territories, event.routes) == (("ussuri-coast",), ("south-branch",))
    assert [fact.text for fact in event.facts] == ["The treaty was signed.", "The coast was lost."]
    assert event.facts[0].sources == ("customs-2023", "treaties-1860")
    assert event.figures[0].shown == "15 per km"
    assert event.figures[0].value == 15
    assert [source.id for source in event.sources] == ["customs-2023", "treaties-1860"]
    assert event.sources[0].publisher == "General Administration of Customs"
    assert event.sources[0].grade is Grade.A


def test_an_event_has_several_voices(library: Library) -> None:
    event = library.event(EventId("dalny-1899"))

    (seen,) = event.perspectives
    assert (seen.who, seen.power, seen.sources) == (
        "Sailors in the bay",
        "russia",
        ("treaties-1860",),
    )
    (contested,) = event.contested
    assert contested.point == "How much land it was"
    assert [(side.who, side.sources) for side in contested.positions] == [
        ("The treaty", ("treaties-1860",)),
        ("Customs", ("customs-2023",)),
    ]
    assert event.notes is not None
    assert event.notes.misconception == "That the treaty gave an area: it gave none."


def test_marks_are_not_shown(library: Library) -> None:
    event = library.event(EventId("dalny-1899"))

    assert event.caption == "One sentence that says what happened to the coast."
    assert event.story == STORY


def test_an_unknown_event_is_answered_with_ids_that_look_alike(library: Library) -> None:
    with pytest.raises(UnknownId, match=r"no event 'portsmuth-1905'.*alike: portsmouth-1905"):
        library.event(EventId("portsmuth-1905"))


def test_a_language_the_lesson_lacks_falls_back_to_its_first(library: Library) -> None:
    assert library.languages == ("en",)
    assert library.world("zh") == library.world("en")
    assert library.event(EventId("dalny-1899"), "zh").title == "Dalny is founded"


def test_a_second_language_stands_beside_the_first(tmp_path: Path) -> None:
    folder = write_lesson(tmp_path)
    change(folder, "lesson.toml", '["en"]', '["en", "ru"]')
    for path in (folder / "text/en").rglob("*.toml"):
        twin = folder / "text/ru" / path.relative_to(folder / "text/en")
        twin.parent.mkdir(parents=True, exist_ok=True)
        twin.write_bytes(path.read_bytes())
    change(folder, "text/ru/lesson.toml", "Russian Empire", "Российская империя")
    change(folder, "text/ru/events/dalny-1899.toml", "Dalny is founded", "Основан Дальний")
    change(folder, "places.toml", "[[place.alias]]", RUSSIAN_NAME)

    with Library.from_folder(folder) as library:
        world, event = library.world("ru"), library.event(EventId("dalny-1899"), "ru")

        assert library.world("en").places[0].labels[0].text == "Vladivostok"
    assert list(world.powers.values())[2].name == "Российская империя"
    assert event.title == world.marks[1].title == world.tours[0].steps[1].title == "Основан Дальний"
    assert world.places[0].labels[0].text == "Владивосток"
    assert world.places[1].labels[0].text == "Lüshun"


RUSSIAN_NAME = '[[place.name]]\nlang = "ru"\ntext = "Владивосток"\n\n[[place.alias]]'


def test_building_twice_gives_the_same_lesson(lesson_folder: Path, db: Database) -> None:
    build(lesson_folder, db)
    first = everything(db.conn)
    build(lesson_folder, db)

    assert everything(db.conn) == first


def test_a_faulty_lesson_leaves_what_was_built_alone(
    lesson_folder: Path, tmp_path: Path, db: Database
) -> None:
    build(lesson_folder, db)
    before = everything(db.conn)
    folder = write_lesson(tmp_path)
    change(folder, "places.toml", "lat = 43.115", "lat = 431.15")

    with pytest.raises(FaultyLesson) as caught:
        build(folder, db)

    assert everything(db.conn) == before
    assert str(caught.value).startswith("The lesson has 1 fault:\n  places.toml, line 3,")


def test_progress_rises_to_the_end(lesson_folder: Path, db: Database) -> None:
    told: list[tuple[int, int]] = []

    build(lesson_folder, db, progress=lambda *step: told.append(step))

    done = [step for step, _ in told]
    assert done == sorted(done)
    assert len(told) > 10
    assert told[-1][0] == told[-1][1]
    assert len({total for _, total in told}) == 1


def test_tables_are_strict_and_foreign_keys_hold(lesson_folder: Path, db: Database) -> None:
    build(lesson_folder, db)

    assert set(TABLES) <= strict_tables(db.conn)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("INSERT INTO lane VALUES ('dalian-lushun', 9, 'nowhere')")


def test_the_file_says_what_it_is(lesson_folder: Path, db: Database) -> None:
    build(lesson_folder, db)

    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert db.execute("PRAGMA user_version").fetchone() == (FORMAT,)
    assert len(migrations.applied(db)) == FORMAT
    assert migrations.pending(db) == []


def test_the_built_in_lesson_has_no_fault() -> None:
    _, faults = read(LESSON, shapes=drawable_territories())

    assert "\n".join(map(str, faults.listed())) == ""


def test_the_built_in_lesson_names_every_shape_of_the_base_map() -> None:
    folder, _ = read(LESSON)

    named = frozenset(territory.entry.id for territory in folder.territories)
    assert named == drawable_territories()

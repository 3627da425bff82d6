"""Races: what the lesson says of them, and what is told where it says too little."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.build import read
from db.chart_records import Chart, ChartId, Part
from db.library import Library
from db.records import EventId, Mode, World
from tests.lessons import change, write
from ui.charts.words import bounds

RACES = """\
[[race]]
id = "by-sea"
event = "transit-2023"
seconds = 10

[[race.run]]
id = "rail"
from = "dalian"
by = "dalian"
to = "vladivostok"
family = "china"

[[race.run.leg]]
route = "south-branch"
from = "Harbin"
to = "Dalny"
km = 1000
sources = ["treaties-1860"]

[[race.run.leg]]
route = "sea-lane"
from = "Dalian"
to = "Vladivostok"
km = {sea}
measured = true

[[race.run]]
id = "ship"
from = "vladivostok"
by = "vladivostok"
to = "dalian"
family = "russia"

[[race.run.leg]]
route = "sea-lane"
from = "Vladivostok"
to = "Ulleung"
km = {first}
measured = true

[[race.run.leg]]
route = "sea-lane"
from = "Ulleung"
km = {last}
measured = true
"""
WORDS = """\
[races.by-sea]
finding = "The ship is faster."
basis = "Measured on the map."

[races.by-sea.runs]
rail = "Rail and ship"
ship = "Ship alone"
"""
FACT = 'lost = "The coast was lost."'
LOST = 'id = "lost"\nsources = ["treaties-1860"]\n'
QUANTITY = 'quantity = [{ value = 1000, unit = "km", as_of = "1903" }]\n'


@pytest.fixture
def folder(lesson_folder: Path, tmp_path: Path) -> Path:
    """A small lesson with a race, whose first run starts 700 km from its place."""
    root = shutil.copytree(lesson_folder, tmp_path / "lesson")
    write(root, "races.toml", RACES.format(sea=1543, first=736, last=807))
    write(root, "text/en/races.toml", WORDS)
    change(root, "text/en/events/transit-2023.toml", FACT, 'lost = "The rails were 1,000 km."')
    change(root, "events/transit-2023.toml", LOST, LOST + QUANTITY)
    return root


def faults(folder: Path) -> list[str]:
    _, found = read(folder)
    return [str(fault) for fault in found.listed()]


def test_a_run_has_to_pass_the_places_that_it_names(folder: Path) -> None:
    found = faults(folder)

    assert len(found) == 2
    assert "race by-sea, run rail, from: 'dalian' is 8" in found[0]
    assert "run ship, by: 'vladivostok' is 7" in found[1]


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ('route = "sea-lane"', 'route = "sea-lain"', "run rail, leg 2, route", "is not in routes."),
        ('from = "Harbin"', 'from = "Harben"', "leg 1, from", "no point named 'Harben'. Known"),
        ('to = "Dalny"', 'to = "Changchun"', "run rail, leg 2, from", "km from 'Changchun', where"),
        ('sources = ["treaties-1860"]\n', "", "leg 1, km", "no source carries the 1000 km"),
        ("km = 1000", "km = 1001", "leg 1, km", "nothing that rests on treaties-1860 says 1001"),
        ("km = 1000", "km = 1000\nmost_km = 1200", "leg 1, most_km", "treaties-1860 says 1200"),
        ("km = 1000", "km = 1000\nmost_km = 900", "leg 1, most_km", "900 km is not more than"),
        ("km = 736", "km = 736\nmost_km = 800", "leg 1, most_km", "sources cannot differ"),
        ("km = 736", "km = 936", "leg 1, km", "measured as 936 km, but the map has"),
        ('"transit-2023"', '"transit-2032"', "event", "event 'transit-2032' is not in events/."),
        ('id = "ship"', 'id = "boat"', "races, by-sea, runs", "no words for 'boat'"),
        ("measured = true\n", 'sources = ["x"]\n', "sources 1", "source 'x' is not in sources/."),
    ],
)
def test_every_fault_of_a_race_is_told_with_its_place(
    folder: Path, old: str, new: str, place: str, says: str
) -> None:
    before = set(faults(folder))
    change(folder, "races.toml", old, new)

    told = set(faults(folder)) - before
    assert any(place in fault and says in fault for fault in told), told


def test_a_finding_that_the_runs_do_not_bear_out_is_told(folder: Path) -> None:
    finding = '\n[[race.finding]]\nfrom = "dalian"\nland_saved = 500\nwithin = 10\n'
    text = (folder / "races.toml").read_text(encoding="utf-8")
    write(folder, "races.toml", text.replace('from = "vladivostok"', 'from = "dalian"') + finding)
    change(folder, "text/en/races.toml", "faster.", "900 km shorter.")

    told = faults(folder)
    assert any("500 km within 10, but the runs save 1000 km" in fault for fault in told)
    assert any("no finding of the race 'by-sea' gives 900" in fault for fault in told)


def test_a_lesson_without_races_has_no_fault(lesson_folder: Path) -> None:
    assert not faults(lesson_folder)


def test_in_the_race_of_2023_land_is_published_and_sea_is_measured(built_world: World) -> None:
    race = built_world.race_at(EventId("vladivostok-transit-notice-2023"))
    assert race is not None

    assert {run.id: (run.land, run.sea) for run in race.runs} == {
        "changchun-dalian": ((701, 701), (1110, 1110)),
        "changchun-vladivostok": ((722, 887), (1870, 1870)),
        "hunchun-dalian": ((1173, 1296), (1110, 1110)),
        "hunchun-vladivostok": ((250, 292), (1870, 1870)),
    }
    for leg in (leg for run in race.runs for leg in run.legs):
        assert leg.measured == (not leg.sources) == (leg.mode is Mode.SEA)


def test_race_and_charts_of_2023_tell_the_same_lengths(
    built_in: Library, built_world: World
) -> None:
    event = EventId("vladivostok-transit-notice-2023")
    race = built_world.race_at(event)
    charts = {chart.id: chart for chart in built_in.charts_of(event)}
    assert race is not None
    both, land = charts[ChartId("ways-to-ningbo")], charts[ChartId("land-ways")]

    for run in race.runs:
        (bar,) = (bar for bar in both.bars if bar.label == run.title.replace(" by ", " by way of "))
        by_land, by_sea = (bounds(both, part) for part in bar.parts)
        assert by_land == run.land
        assert by_sea == pytest.approx(run.sea, abs=5)
        category = bar.parts[0].category
        assert bounds(land, part_of(land, category)) == run.land
    saved = {
        start: [run.land[0] for run in race.runs if run.start == start]
        for start in ("hunchun", "changchun")
    }
    assert saved["hunchun"][0] - saved["hunchun"][1] == pytest.approx(900, abs=50)
    assert saved["changchun"][0] - saved["changchun"][1] == pytest.approx(0, abs=50)


def part_of(chart: Chart, category: str) -> Part:
    """The part of a bar that stands for a category."""
    return next(part for bar in chart.bars for part in bar.parts if part.category == category)


def test_ships_sail_where_a_stop_points_at_a_sea_route_in_use(built_world: World) -> None:
    voyage = built_world.voyage_at(EventId("lend-lease-vladivostok"))

    assert voyage is not None and "sea-lendlease-laperouse" in voyage.routes
    assert built_world.voyage_at(EventId("vladivostok-transit-notice-2023")) is None  # it races
    assert built_world.voyage_at(EventId("convention-of-peking-1860")) is None


VALUES = ["3", "-1", '"x"', '""', "[]", "{}", "true", "nan", '["a"]', "1905-01-01"]


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_spoilt_line_of_a_race_brings_the_reader_down(folder: Path, data: st.DataObject) -> None:
    path = folder / data.draw(st.sampled_from(["races.toml", "text/en/races.toml"]))
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    spoilt = data.draw(st.integers(0, len(lines) - 1))
    value = data.draw(st.sampled_from(VALUES))
    lines[spoilt] = data.draw(st.sampled_from(["", f"{lines[spoilt].split('=')[0]}= {value}"]))

    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        _, found = read(folder)
    finally:
        path.write_text(text, encoding="utf-8")

    assert all(fault.file and fault.message for fault in found.listed())

"""Faults in places, routes and powers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_lessons.case import EVENT, Case, assert_told, faults_of
from tests.lessons import change

CASES = {
    "a place without coordinates": Case(
        "places.toml", "lat = 43.115\n", "", "line 1, place vladivostok, lat",
        "'lat' is missing; expected a number",
    ),
    "coordinates out of range": Case(
        "places.toml", "lat = 43.115", "lat = 131.885", "line 3, place vladivostok, lat",
        "expected a number of at most 90.0; found 131.885",
    ),
    "a rank that does not exist": Case(
        "places.toml", "rank = 1", "rank = 9", "line 6, place vladivostok, rank",
        "expected a whole number of at most 5; found 9",
    ),
    "a kind that does not exist": Case(
        "places.toml", 'kind = "port"', 'kind = "harbour"', "line 5, place vladivostok, kind",
        "expected one of city, port,",
    ),
    "a place without a name": Case(
        "places.toml", 'lang = "en"', 'lang = "ru"', "line 1, place vladivostok, name",
        "no name in 'en'; expected [[place.name]]",
    ),
    "a route of one point": Case(
        "routes.toml",
        '    [131.9, 43.1, "Vladivostok"],\n    [130.5, 36.5, "Ulleung"],\n', "",
        "line 28, route sea-lane, waypoints",
        "expected a list with a length of at least 2; found [[121.7, 38.9, 'Dalian']] "
        "(a route needs two points or more)",
    ),
    "a route that stands still": Case(
        "routes.toml", "130.5, 36.5", "131.9, 43.1", "line 28, route sea-lane, waypoints 2",
        "'Ulleung' lies on the point before it",
    ),
    "a route of an unknown family": Case(
        "routes.toml", 'mode = "sea"', 'mode = "sea"\nfamily = "chian"',
        "line 28, route sea-lane, family",
        "no power is of the family 'chian'. Known families that look alike: china.",
    ),
    "a section to nowhere": Case(
        "routes.toml", 'to = "Changchun"', 'to = "Changchung"',
        "line 14, route south-branch, section 1, to",
        "the route has no point named 'Changchung'. Known points that look alike: Changchun.",
    ),
    "a section that opens before it is begun": Case(
        "routes.toml", 'opened = "1901"', 'opened = "1897"',
        "line 16, route south-branch, section 1, opened",
        "opened '1897' before it was begun '1898-08'",
    ),
    "labels that overlap": Case(
        "places.toml", 'from = "1951-02-01"', 'from = "1951-01-01"',
        "line 56, place dalian, name 3, from",
        "overlap: the label 'Dalian' starts at 1951-01-01, but 'Dairen' lasts until 1951-02-01",
    ),
    "labels with a gap": Case(
        "places.toml", 'from = "1951-02-01"', 'from = "1952-02-01"',
        "line 56, place dalian, name 3, from",
        "gap: the label 'Dalian' starts at 1952-02-01, but 'Dairen' lasts until 1951-02-01",
    ),
    "a route without a name": Case(
        "text/en/lesson.toml", 'sea-lane = "Sea lane"\n', "", "line 32, routes, sea-lane",
        "no words for 'sea-lane', one of its routes",
    ),
    "an unknown key": Case(
        "places.toml", "rank = 1", "rank = 1\nheight = 3", "line 7, place vladivostok, height",
        "unknown key 'height'; expected one of id, lat, lon",
    ),
    "a colour that is none": Case(
        "powers.toml", '"#E69F00"', '"orange"', "line 3, power qing, colour",
        "expected text such as #0072B2; found 'orange'",
    ),
    "a place without a name on the day": Case(
        "places.toml", 'from = "1860-07-02"', 'from = "1870-07-02"', "line 7, places 1",
        "'vladivostok' has no name on 1860-11-14; see places.toml", "events/peking-1860.toml",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_fault_in_places_or_routes_is_told_with_its_place(folder: Path, case: Case) -> None:
    assert_told(folder, case)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    cases = [
        case
        for case in CASES.values()
        if case.file.startswith(("places", "routes", "powers")) and not case.found_in
    ]
    made: list[Case] = []
    for case in cases:
        if case.old in (folder / case.file).read_text(encoding="utf-8"):
            change(folder, case.file, case.old, case.new)
            made.append(case)
    change(folder, EVENT, '"vladivostok"', '"vladivostock"')

    faults = faults_of(folder)

    assert len(made) >= 10
    for case in made:
        assert any(fault.file == case.file and case.says in fault.message for fault in faults), case
    assert any("vladivostock" in fault.message for fault in faults)

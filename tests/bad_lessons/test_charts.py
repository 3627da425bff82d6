"""Faults in charts and the series that they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import Fault
from tests.bad_lessons.case import Case, assert_told, faults_of
from tests.lessons import write

CASES = {
    "a point with an unknown source": Case(
        "series/grain.toml", '["treaties-1860"]', '["treaties-1680"]', "line 7, point 1, sources 1",
        "source 'treaties-1680' is not in sources/. Known sources that look alike: treaties-1860.",
    ),
    "points out of order": Case(
        "series/grain.toml", 'date = "1904"', 'date = "1899"', "line 16, point guess, date",
        "1899 stands after 1901; expected dates in order",
    ),
    "two points of one date": Case(
        "series/grain.toml", 'date = "1901"', 'date = "1900"', "line 10, point 2, date",
        "1900 stands after 1900; expected dates in order",
    ),
    "a point that is later than its source": Case(
        "series/grain.toml",
        'date = "1905"\nvalue = 9\nrecounted = true\nsources = ["customs-2023"]',
        'date = "1923"\nvalue = 9\nrecounted = true\nsources = ["treaties-1860"]',
        "line 24, point 4, date",
        "'1923' is later than its latest source, which is dated 1917",
    ),
    "a value outside of its range": Case(
        "series/grain.toml", "value = 15", "value = 18", "line 17, point guess, value",
        "18 is outside of its range, 14 to 17",
    ),
    "a point that stands for nothing": Case(
        "series/grain.toml", 'date = "1905"\n', "", "line 23, point 4, date",
        "a point needs a date or a category",
    ),
    "a kind of number that does not exist": Case(
        "series/grain.toml", '"estimate"', '"guess"', "line 20, point guess, certainty",
        "expected one of reported, estimate, derived, partial, plan, claim; found 'guess'",
    ),
    "a series named otherwise than its file": Case(
        "series/grain.toml", 'id = "grain"', 'id = "beans"', "line 1, id",
        "the id 'beans' differs from the file's 'grain'",
    ),
    "a chart at an unknown event": Case(
        "charts.toml", '"boom-192x"', '"boom-193x"', "line 6, chart grain-by-rail, events 2",
        "event 'boom-193x' is not in events/. Known events that look alike: boom-192x.",
    ),
    "a chart of an unknown series": Case(
        "charts.toml", 'id = "grain"', 'id = "grains"',
        "line 9, chart grain-by-rail, series grains, id",
        "series 'grains' is not in series/. Known series that look alike: grain.",
        blames="series/grain.toml",
    ),
    "a chart that ends before it starts": Case(
        "charts.toml", 'to = "1907"', 'to = "1898"', "line 5, chart grain-by-rail, to",
        "ends '1898', not after its start '1899'",
    ),
    "a chart over time without a start": Case(
        "charts.toml", 'from = "1899"\n', "", "line 1, chart grain-by-rail, from",
        "'' is not a date",
    ),
    "a chart in the colour of nobody": Case(
        "charts.toml", 'family = "russia"', 'family = "rusia"',
        "line 10, chart grain-by-rail, series grain, family",
        "no power is of the family 'rusia'. Known families that look alike: russia.",
    ),
    "a bar of an unknown category": Case(
        "charts.toml", '"ways/dalian"', '"ways/dalny"',
        "line 22, chart two-ways, bar dalian, parts 1",
        "'ways' has no category 'dalny'.", blames="series/ways.toml",
    ),
    "a bar of a series that the chart lacks": Case(
        "charts.toml", '"ways/vladivostok"', '"grain/vladivostok"',
        "line 27, chart two-ways, bar vladivostok, parts 1",
        "the chart has no series 'grain'; expected one of ways", blames="series/ways.toml",
    ),
    "a category that no chart shows": Case(
        "charts.toml",
        '\n[[chart.bar]]\nid = "vladivostok"\nparts = ["ways/vladivostok"]\nfamily = "russia"\n',
        "",
        "line 10, point 2, category", "no chart shows the category 'vladivostok'",
        found_in="series/ways.toml",
    ),
    "a point's note without words": Case(
        "text/en/series/grain.toml", 'guess = "a guess of the railway"\n', "",
        "line 5, points, guess", "no words for 'guess', one of its points",
    ),
    "words of a point that is not there": Case(
        "text/en/series/grain.toml", "guess =", 'gues = "a guess"\nguess =',
        "line 6, points, gues",
        "series/grain.toml has no points with the id 'gues'. Known points that look alike: guess.",
    ),
    "a category without words": Case(
        "text/en/series/ways.toml", 'dalian = "Jilin to Dalian"\n', "",
        "line 4, categories, dalian", "no words for 'dalian', one of its categories",
    ),
    "a chart without words": Case(
        "text/en/charts.toml",
        '\n[charts.two-ways]\ntitle = "Two ways to the sea"\nunit = "kilometres"\n', "",
        "charts, two-ways", "no words for 'two-ways', one of its charts",
    ),
    "a chart's words without a chart": Case(
        "text/en/charts.toml", "[charts.two-ways]",
        '[charts.three-ways]\ntitle = "Three"\nunit = "km"\n\n[charts.two-ways]',
        "line 6, charts, three-ways", "charts.toml has no charts with the id 'three-ways'.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_fault_in_a_chart_is_told_with_its_place(folder: Path, case: Case) -> None:
    assert_told(folder, case)


def test_a_series_without_its_words_is_told(folder: Path) -> None:
    (folder / "text/en/series/grain.toml").unlink()

    assert faults_of(folder) == [
        Fault(
            "text/en/series/grain.toml",
            "",
            "the file is missing; expected the words of the series 'grain'",
        )
    ]


def test_words_without_their_series_are_told(folder: Path) -> None:
    write(folder, "text/en/series/beans.toml", 'title = "Beans"\nunit = "tonnes"\n')

    (fault,) = faults_of(folder)

    assert str(fault) == "text/en/series/beans.toml: there is no series 'beans' in series/."


def test_a_series_that_no_chart_shows_is_told(folder: Path) -> None:
    series = (folder / "series/grain.toml").read_text(encoding="utf-8")
    write(folder, "series/beans.toml", series.replace('id = "grain"', 'id = "beans"'))
    words = (folder / "text/en/series/grain.toml").read_text(encoding="utf-8")
    write(folder, "text/en/series/beans.toml", words)

    (fault,) = faults_of(folder)

    assert str(fault) == "series/beans.toml, line 1, id: no chart shows the series 'beans'"

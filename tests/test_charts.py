"""Series and charts as the database gives them, and what they say in words."""

from __future__ import annotations

import pytest

from db.chart_records import Certainty, ChartKind
from db.library import Library
from db.records import EventId
from ui.charts import words
from ui.charts.ticks import rounded_ticks

DALNY = EventId("dalny-1899")


def test_an_event_has_its_charts_in_the_order_of_their_file(library: Library) -> None:
    charts = library.charts_of(DALNY)

    assert [chart.id for chart in charts] == ["grain-by-rail", "two-ways"]
    assert library.event(DALNY).charts == 2


def test_an_event_without_charts_has_none(library: Library) -> None:
    assert library.charts_of(EventId("peking-1860")) == ()
    assert library.event(EventId("peking-1860")).charts == 0


def test_a_point_keeps_its_date_its_range_and_its_doubt(library: Library) -> None:
    chart, _ = library.charts_of(DALNY)
    point = chart.series[0].series.points[2]

    assert point.when is not None and point.when.text == "1904"
    assert (point.low, point.value, point.high) == (14, 15, 17)
    assert point.certainty is Certainty.ESTIMATE
    assert point.note == "a guess of the railway"


def test_a_chart_names_the_sources_of_its_points_once(library: Library) -> None:
    chart, ways = library.charts_of(DALNY)

    assert [source.id for source in chart.sources] == ["treaties-1860", "customs-2023"]
    assert [source.id for source in ways.sources] == ["treaties-1860"]


def test_bars_are_labelled_by_their_categories_and_coloured_by_family(library: Library) -> None:
    _, ways = library.charts_of(DALNY)

    assert [bar.label for bar in ways.bars] == ["Jilin to Dalian", "Jilin to Vladivostok"]
    assert [bar.colour for bar in ways.bars] == ["#E69F00", "#0072B2"]
    assert words.bounds(ways, ways.bars[1].parts[0]) == (180, 250)


def test_every_point_of_the_built_in_lesson_has_a_source(built_in: Library) -> None:
    points = [
        point
        for chart in built_in.charts()
        for drawn in chart.series
        for point in drawn.series.points
    ]

    assert len({drawn.series.id for chart in built_in.charts() for drawn in chart.series}) == 21
    assert all(point.sources for point in points)


def test_the_grain_of_two_ports_is_that_of_the_soviet_encyclopaedia(built_in: Library) -> None:
    (chart,) = built_in.charts_of(EventId("soybean-two-ports-1923-1927"))

    by_vladivostok, by_dairen = (drawn.series.points for drawn in chart.series)
    assert [point.value for point in by_vladivostok] == [684.5, 714.9, 761.1, 1152, 1415]
    assert [point.value for point in by_dairen] == [840.4, 888.7, 1266.5, 1211.8, 1184.2]


def test_charts_over_time_have_bounds_and_points_within(built_in: Library) -> None:
    for chart in built_in.charts():
        if chart.over_time:
            assert chart.start is not None and chart.end is not None, chart.id
            for drawn in chart.series:
                days = [point.day for point in drawn.series.points]
                assert any(chart.start <= day < chart.end for day in days), chart.id


# Words


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (4, "4"),
        (9.0, "9"),
        (0.5517, "0.55"),
        (0.01, "0.01"),
        (9.441, "9.44"),
        (146.887, "146.9"),
        (684.5, "684.5"),
        (1266.5, "1,267"),
        (60_000_000, "60,000,000"),
    ],
)
def test_a_number_is_said_in_four_figures_at_most(value: float, said: str) -> None:
    assert words.number(value) == said


def test_a_scale_says_all_its_numbers_with_as_many_decimals() -> None:
    assert words.in_step([0, 2.5, 5]) == ["0.0", "2.5", "5.0"]


def test_a_sum_of_rough_numbers_is_rounded() -> None:
    assert words.rough(1757.04) == "1,760"


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 1500, [0, 500, 1000, 1500]),
        (1.75, 2.1, [1.8, 1.9, 2.0, 2.1]),
        (0, 8.9, [0, 2.5, 5, 7.5]),
    ],
)
def test_ticks_are_round_and_within(low: float, high: float, ticks: list[float]) -> None:
    assert rounded_ticks(low, high, most=4) == ticks


def test_a_chart_is_read_aloud_with_its_numbers_and_their_doubt(library: Library) -> None:
    chart, ways = library.charts_of(DALNY)

    assert words.read_aloud(chart) == (
        "Grain by rail to Dalian, in thousand tonnes a year. 1900 10, 1901 12.5, "
        "1904 14 to 17 (estimated, a guess of the railway), 1905 9. Counted anew in 1905."
    )
    assert "Jilin to Vladivostok: 180 to 250" in words.read_aloud(ways)


def test_every_chart_can_be_read_aloud(built_in: Library) -> None:
    for chart in built_in.charts():
        said = words.read_aloud(chart)
        assert said.startswith(chart.title) and any(figure.isdigit() for figure in said), chart.id


def test_many_publishers_are_named_in_short(built_in: Library) -> None:
    trade = next(chart for chart in built_in.charts() if chart.id == "trade")

    said = words.source_line(trade.sources, 3)

    assert said.startswith("Sources: China Daily, ")
    assert said.endswith(" more")
    assert "hxen" not in said


def test_every_kind_of_chart_is_in_the_lesson(built_in: Library) -> None:
    assert {chart.kind for chart in built_in.charts()} == set(ChartKind)

"""Flights sweep or fade, end where they should, and never flicker."""

from __future__ import annotations

from itertools import pairwise

import pytest

from db.records import EventId
from tests.small_world import day, small_world
from ui.camera import Camera
from ui.flight import LONGEST, SHORTEST, Flight, Instant, Moment
from ui.map.scene import control_weights

WORLD = small_world()
BEFORE, AFTER = EventId("before"), EventId("after")
HERE, THERE = Camera(0, 0, 1e6), Camera(5e5, 1e5, 3e5)


def flight(start: str, end: str, *, straight: bool = False) -> Flight:
    return Flight.plan(
        Instant.still(HERE, day(start), BEFORE),
        Instant.still(THERE, day(end), AFTER),
        started=100.0,
        territories=WORLD.territories,
        straight=straight,
    )


def test_a_flight_takes_between_its_shortest_and_longest_time() -> None:
    assert SHORTEST <= flight("1898-03-27", "1899-08-11").seconds <= LONGEST
    assert flight("1860-11-14", "2023-06-01").seconds == LONGEST


def test_a_sweep_runs_through_every_date_in_order() -> None:
    sweeping = flight("1886-10-15", "1891-05-31")

    days = [sweeping.at(n / 50).day for n in range(51)]

    assert sweeping.sweeps
    assert days == sorted(days)
    assert (days[0], days[-1]) == (day("1886-10-15"), day("1891-05-31"))


def test_blur_is_the_days_of_four_tenths_of_a_second_and_nothing_at_rest() -> None:
    sweeping = flight("1886-10-15", "1891-05-31")
    step = 0.2 / sweeping.seconds

    middle = sweeping.at(0.5)

    swept = sweeping.at(0.5 + step).day - sweeping.at(0.5 - step).day
    assert middle.blur == pytest.approx(swept, rel=0.1)
    assert sweeping.at(0).blur == 0
    assert sweeping.at(1).blur == 0


def test_a_jump_fades_straight_across() -> None:
    jump = flight("1860-11-14", "2023-06-01", straight=True)

    halfway = jump.at(0.5)

    assert [moment.day for moment in halfway.moments] == [day("1860-11-14"), day("2023-06-01")]
    assert sum(moment.weight for moment in halfway.moments) == pytest.approx(1)


def test_an_area_that_changes_hands_too_often_is_faded_not_swept() -> None:
    assert not flight("1886-10-15", "1955-05-26").sweeps
    assert flight("1898-03-27", "1899-08-11").sweeps


@pytest.mark.parametrize(
    ("start", "end"),
    [("1891-05-31", "1898-03-27"), ("1898-03-27", "1905-09-05"), ("1886-10-15", "1955-05-26")],
)
def test_no_area_turns_back_more_than_three_times_a_second(start: str, end: str) -> None:
    flown = flight(start, end)
    frames = [flown.at(n / 240) for n in range(241)]

    for territory in WORLD.territories:
        for control in territory.controls:
            shares = [
                dict(control_weights(territory.controls, frame.moments)).get(control, 0.0)
                for frame in frames
            ]
            slopes = [b - a for a, b in pairwise(shares) if abs(b - a) > 1e-4]
            turns = sum(a * b < 0 for a, b in pairwise(slopes))
            assert turns <= 3 * flown.seconds


def test_a_retarget_goes_on_from_the_dates_that_show() -> None:
    jump = flight("1860-11-14", "2023-06-01", straight=True)
    middle = jump.at(0.5)

    turned = Flight.plan(
        middle,
        Instant.still(HERE, day("1955-05-26"), EventId("third")),
        started=101.0,
        territories=WORLD.territories,
    )

    assert turned.at(0) == middle
    assert not turned.sweeps
    assert turned.at(1).moments == (Moment(day("1955-05-26")),)


def test_the_emphasis_passes_from_event_to_event() -> None:
    flown = flight("1886-10-15", "1891-05-31")

    weights = dict(flown.at(0.5).events)

    assert weights == pytest.approx({BEFORE: 0.5, AFTER: 0.5})
    assert flown.at(1).events == ((AFTER, 1.0),)


def test_a_slow_machine_skips_and_never_falls_behind() -> None:
    flown = flight("1886-10-15", "1891-05-31")

    assert flown.progress(100.0 + flown.seconds + 5) == 1
    assert flown.progress(99.0) == 0

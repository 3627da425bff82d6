"""The plan of a lesson: minutes spent, ahead or behind, and what to jump over."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Day, EventId, Priority, Step, Tour, TourId
from ui.present import plan
from ui.present.plan import Offer, Pace, offer
from ui.present.words import late_words, offer_words, skipped_words, stopwatch

M, S, C = Priority.MUST, Priority.SHOULD, Priority.COULD
MIN = 60.0


def tour_of(*steps: tuple[Priority, float]) -> Tour:
    return Tour(
        TourId("t"),
        "Tour",
        tuple(
            Step(EventId(f"e{n}"), Day(700_000 + n), 0, 0, 1, priority, minutes, f"Stop {n + 1}")
            for n, (priority, minutes) in enumerate(steps)
        ),
    )


TOUR = tour_of((M, 3), (C, 2), (S, 2), (C, 1), (M, 4), (C, 2), (M, 2))
NOTHING = frozenset[int]()
E0, E1, E4 = (TOUR.steps[n].event for n in (0, 1, 4))


def test_a_lesson_lasts_as_long_as_its_tour() -> None:
    assert plan.length(Pace(), TOUR) == 16 * MIN
    assert plan.length(Pace(), tour_of((M, 0), (S, 0))) == 45 * MIN
    assert plan.length(Pace(minutes=40), TOUR) == 40 * MIN


def test_the_clock_runs_stands_and_goes_on() -> None:
    pace = plan.begin(Pace(), E0, 1000)
    assert plan.elapsed(pace, 1090) == 90
    held = plan.hold(pace, 1090)
    assert plan.elapsed(held, 5000) == 90
    gone_on = plan.go_on(held, 5000)
    assert plan.elapsed(gone_on, 5010) == 100
    assert plan.ends_at(gone_on, TOUR, 5010) == 5010 + 16 * MIN - 100


def test_a_clock_that_was_not_begun_neither_stands_nor_goes() -> None:
    assert plan.hold(Pace(), 10) == Pace()
    assert plan.go_on(Pace(), 10) == Pace()
    assert plan.elapsed(Pace(), 10) == 0


def test_the_planned_minutes_of_a_stop_are_nobodys_delay() -> None:
    pace = plan.begin(Pace(), E0, 0)

    assert plan.lateness(pace, TOUR, 0, NOTHING, 2 * MIN) == 0
    assert plan.lateness(pace, TOUR, 0, NOTHING, 3 * MIN) == 0
    assert plan.lateness(pace, TOUR, 0, NOTHING, 5 * MIN) == 2 * MIN


def test_stepping_on_early_wins_time() -> None:
    pace = plan.arrive(plan.begin(Pace(), E0, 0), E1, 1 * MIN)

    assert plan.lateness(pace, TOUR, 1, NOTHING, 1 * MIN) == -2 * MIN


def test_going_back_asks_for_no_new_time() -> None:
    pace = plan.begin(Pace(), E0, 0)
    pace = plan.arrive(pace, E1, 3 * MIN)
    late = plan.lateness(pace, TOUR, 1, NOTHING, 3 * MIN)

    back = plan.arrive(pace, E0, 3 * MIN)

    assert plan.lateness(back, TOUR, 0, NOTHING, 3 * MIN) == late == 0


def test_stops_jumped_over_take_no_time() -> None:
    pace = plan.begin(Pace(), E0, 0)

    assert plan.lateness(pace, TOUR, 0, frozenset({1, 5}), 0) == -4 * MIN


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (0, "On time"),
        (29, "On time"),
        (-29, "On time"),
        (31, "1 min behind"),
        (200, "3 min behind"),
        (-100, "2 min ahead"),
    ],
)
def test_how_late_in_words(late: float, words: str) -> None:
    assert late_words(late).text == words


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (0.4, None),
        (1, Offer((3,), 1)),  # one minute needs no more than one minute
        (2, Offer((5,), 2)),  # of two alike the later
        (3, Offer((3, 5), 3)),
        (4, Offer((1, 5), 4)),
        (5, Offer((1, 3, 5), 5)),
        (9, Offer((1, 3, 5), 5)),  # not enough, but all there is
    ],
)
def test_the_stops_to_jump_over(late: float, expected: Offer | None) -> None:
    assert offer(TOUR, 0, NOTHING, late * MIN) == expected


def test_only_what_is_still_ahead_is_jumped_over() -> None:
    assert offer(TOUR, 1, NOTHING, 2 * MIN) == Offer((5,), 2)
    assert offer(TOUR, 1, frozenset({5}), 2 * MIN) == Offer((3,), 1)
    assert offer(TOUR, 5, NOTHING, 2 * MIN) is None


@given(
    st.lists(st.tuples(st.sampled_from([M, S, C]), st.integers(1, 8)), min_size=2, max_size=9),
    st.integers(1, 20),
)
def test_no_fewer_stops_and_no_fewer_minutes_would_do(
    steps: list[tuple[Priority, int]], late: int
) -> None:
    tour = tour_of(*((priority, quanta / 2) for priority, quanta in steps))
    could = [n for n, step in enumerate(tour.steps) if n and step.priority is C]

    found = offer(tour, 0, NOTHING, late * MIN)

    if not could:
        assert found is None
        return
    assert found is not None
    assert set(found.stops) <= set(could)
    sets = [chosen for count in range(len(could) + 1) for chosen in combinations(could, count)]
    enough = [s for s in sets if sum(tour.steps[n].minutes for n in s) >= late]
    if not enough:
        assert found.stops == tuple(could)
        return
    least = min(
        enough,
        key=lambda s: (len(s), sum(tour.steps[n].minutes for n in s), [-n for n in reversed(s)]),
    )
    assert found.stops == least


def test_the_offer_says_what_it_wins() -> None:
    assert offer_words(Offer((6, 11), 4), 4 * MIN) == "Jump over stops 7 and 12 to win 4 min"
    assert offer_words(Offer((6,), 2), 5 * MIN) == "Jump over stop 7 to win 2 of 5 min"
    assert skipped_words(frozenset({9, 6})) == "Stops 7 and 10 are jumped over"
    assert skipped_words(frozenset()) == ""


def test_the_lesson_is_made_longer_and_shorter_by_whole_five_minutes() -> None:
    assert plan.lengthen(Pace(), TOUR, +1).minutes == 20
    assert plan.lengthen(Pace(), TOUR, -1).minutes == 15
    assert plan.lengthen(Pace(minutes=5), TOUR, -1).minutes == 5
    assert plan.lengthen(Pace(minutes=300), TOUR, +1).minutes == 300


def test_a_note_of_the_pace_is_read_back() -> None:
    pace = plan.arrive(plan.begin(Pace(minutes=40), E0, 100), E1, 200)

    assert plan.from_note(plan.noted(pace)) == pace


@pytest.mark.parametrize("note", [{}, {"minutes": "x"}, {"spent": 3}, {"began": []}])
def test_a_note_without_sense_is_a_lesson_not_begun(note: dict[str, object]) -> None:
    assert plan.from_note({**plan.noted(Pace()), **note} if note else note) == Pace()


def test_the_bar_says_where_the_lesson_should_be() -> None:
    pace = plan.begin(Pace(), E0, 0)

    assert plan.due(pace, TOUR, NOTHING, 8 * MIN) == pytest.approx(0.5)
    assert plan.due(pace, TOUR, NOTHING, 99 * MIN) == 1
    # Without the two minutes of stop 2, stop 3 comes that much sooner.
    early = plan.due(pace, TOUR, frozenset({1}), 3.6 * MIN)
    assert early > plan.due(pace, TOUR, NOTHING, 3.6 * MIN)


def test_a_lesson_of_yesterday_is_over() -> None:
    pace = plan.begin(Pace(), E0, 0)

    assert not plan.stale(pace, TOUR, 17 * MIN)
    assert plan.stale(pace, TOUR, 24 * 60 * MIN)


def test_time_on_a_stopwatch() -> None:
    assert [stopwatch(s) for s in (5, 65.9, 3725)] == ["0:05", "1:05", "1:02:05"]

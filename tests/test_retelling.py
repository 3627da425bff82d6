"""The place in the story when tours change under it, and tours that go back in time."""

from __future__ import annotations

import pytest

from db.own import edits
from db.own.records import OwnTour
from db.own.telling import with_own
from db.records import TourId, World
from tests.small_world import TOUR, day, small_world
from ui import state as moves
from ui.camera import Camera
from ui.explorer import Explorer
from ui.prose import between_words
from ui.state import Layout, ViewState

WORLD = small_world()
OWN = TourId("own-1")
(COPY,) = edits.copied((), TOUR)


def told(own: OwnTour) -> World:
    return with_own(WORLD, (own,))


def at(world: World, number: int) -> ViewState:
    return moves.at_step(world, OWN, number)


def test_a_copy_is_told_from_the_same_stop_without_moving_the_map() -> None:
    state = moves.look(moves.at_step(WORLD, TOUR.id, 2), WORLD, Camera(1.0, 2.0, 50_000.0))

    after = moves.retell(state, WORLD, told(COPY), 1, OWN)

    assert (after.tour, after.step, after.edition) == (OWN, 2, 1)
    assert after.now == state.now


@pytest.mark.parametrize(
    ("own", "here", "there"),
    [
        (edits.shown(COPY, 0, yes=False), 3, 2),  # one before is hidden
        (edits.shown(COPY, 5, yes=False), 3, 3),  # one after is
        (edits.moved(COPY, 3, 0), 3, 0),
        (edits.shown(COPY, 3, yes=False), 3, 2),  # itself: to the one before
        (edits.shown(COPY, 0, yes=False), 0, 0),  # itself, the first: to the one after
        (edits.shown(COPY, 5, yes=False), 5, 4),
    ],
)
def test_the_reader_stays_at_the_event(own: OwnTour, here: int, there: int) -> None:
    before, after = told(COPY), told(own)
    state = at(before, here)._replace(presented=here, layout=Layout.PRESENT)

    moved = moves.retell(state, before, after, 1)

    assert (moved.step, moved.presented) == (there, there)
    assert moved.day == after.tour(OWN).steps[there].day
    assert not moves.between_stops(moved, after)


def test_a_stop_that_stays_keeps_its_flight() -> None:
    before, after = told(COPY), told(edits.retimed(COPY, 0, 9))
    flying = moves.next_step(at(before, 1), before, 0.0)

    assert moves.retell(flying, before, after, 1).flight is flying.flight


def test_a_deleted_tour_gives_way_to_the_one_it_was_copied_from() -> None:
    world = told(COPY)

    moved = moves.retell(at(world, 4), world, WORLD, 1, TOUR.id)

    assert (moved.tour, moved.step) == (TOUR.id, 4)


def test_what_the_audience_sees_frozen_stays_within_the_tour() -> None:
    before, after = told(COPY), told(edits.shown(COPY, 5, yes=False))
    frozen = moves.freeze(at(before, 5)._replace(layout=Layout.PRESENT), before, 0.0)

    moved = moves.retell(frozen, before, after, 1)

    assert moved.frozen is not None
    assert moved.frozen.step == 4


def test_the_explorer_tells_its_views_before_the_state_moves() -> None:
    explorer = Explorer(WORLD, moves.at_step(WORLD, TOUR.id, 2), clock=lambda: 0.0)
    heard: list[object] = []
    explorer.retold.connect(heard.append)
    explorer.changed.connect(lambda new, old: heard.append((new.place, old.place)))

    explorer.retell(told(COPY), OWN)

    assert heard == [told(COPY), ((OWN, 2, None, 1), (TOUR.id, 2, None, 0))]
    assert explorer.tour.title == "My copy of the Short tour"


# Back in time


BACKWARD = told(edits.moved(COPY, 4, 1))  # peking, withdrawal 1955, lease 1898 ...
LATE = told(edits.moved(COPY, 5, 4))  # ... transit 2023, withdrawal 1955: nothing lies between


def test_a_step_back_in_time_fades_instead_of_telling_the_years_backwards() -> None:
    into_the_past = moves.next_step(at(LATE, 4), LATE, 0.0)
    back_again = moves.previous_step(at(LATE, 5), LATE, 0.0)

    assert into_the_past.flight and not into_the_past.flight.sweeps
    assert back_again.flight and not back_again.flight.sweeps


def test_a_tour_of_the_lesson_sweeps_both_ways() -> None:
    onward = moves.next_step(moves.at_step(WORLD, TOUR.id, 4), WORLD, 0.0)
    back = moves.previous_step(moves.at_step(WORLD, TOUR.id, 5), WORLD, 0.0)

    assert onward.flight and onward.flight.sweeps
    assert back.flight and back.flight.sweeps


@pytest.mark.parametrize(
    ("when", "step"),
    [("1858-01-01", 0), ("1870-01-01", 0), ("1899-01-01", 2), ("1990-01-01", 1)],
)
def test_a_dragged_date_finds_the_stop_of_the_latest_day(when: str, step: int) -> None:
    assert moves.seek(at(BACKWARD, 0), BACKWARD, day(when)).step == step


def test_a_date_is_said_without_neighbours_where_stops_are_out_of_order() -> None:
    assert between_words(day("1931-03-12"), BACKWARD.tour(OWN)) == "12 March 1931"

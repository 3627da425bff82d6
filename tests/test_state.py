"""The pure moves from one stand to the next."""

from __future__ import annotations

import pytest

from db.records import EventId, Tour, TourId, World
from tests.small_world import AS_OF, FIRST_DAY, TOUR, day, small_world
from ui import state as moves
from ui.camera import Camera
from ui.flight import Instant
from ui.state import Curtain, Layout, ViewState

WORLD = small_world()
SHORT = TourId("short")
LAST = len(TOUR.steps) - 1


@pytest.fixture
def state() -> ViewState:
    return moves.at_step(WORLD, SHORT, 2)


def arrive(state: ViewState) -> ViewState:
    return moves.tick(state, WORLD, 1e9)


def test_next_flies_to_the_next_stop_and_shows_its_day(state: ViewState) -> None:
    flying = moves.next_step(state, WORLD, 0.0)

    assert flying.step == 3
    assert flying.day == state.day
    assert arrive(flying).day == TOUR.steps[3].day
    assert arrive(flying).flight is None


def test_next_stops_at_the_last_stop() -> None:
    last = moves.at_step(WORLD, SHORT, 99)

    assert last.step == LAST
    assert moves.next_step(last, WORLD, 0.0).step == LAST


def test_previous_stops_at_the_first_stop() -> None:
    first = moves.at_step(WORLD, SHORT, -3)

    assert moves.previous_step(first, WORLD, 0.0).step == 0


def test_ten_presses_in_a_second_make_one_flight_from_where_things_are(state: ViewState) -> None:
    clock = 0.0
    state = moves.at_step(WORLD, SHORT, 0)
    for _ in range(10):
        clock += 0.1
        state = moves.tick(moves.next_step(state, WORLD, clock), WORLD, clock + 0.05)

    assert state.step == LAST
    arrived = moves.tick(state, WORLD, clock + 2.6)
    assert arrived.flight is None
    assert arrived.day == TOUR.steps[LAST].day


def test_retargeting_in_flight_does_not_jump(state: ViewState) -> None:
    middle = moves.tick(moves.next_step(state, WORLD, 0.0), WORLD, 0.5)

    turned = moves.previous_step(middle, WORLD, 0.5)

    assert turned.now == middle.now
    assert turned.step == 2
    assert arrive(turned).day == TOUR.steps[2].day


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("1931-09-18", "1931-09-18"), ("1700-01-01", "1856-01-01"), ("2400-01-01", "2026-05-31")],
)
def test_seek_stays_on_the_axis(state: ViewState, asked: str, shown: str) -> None:
    assert moves.seek(state, WORLD, day(asked)).day == day(shown)


def test_seek_passes_stops_and_next_goes_on_from_the_date(state: ViewState) -> None:
    dragged = moves.seek(state, WORLD, day("1940-01-01"))

    assert TOUR.steps[dragged.step].event == "soybeans"
    assert moves.between_stops(dragged, WORLD)
    assert moves.next_step(dragged, WORLD, 0.0).step == dragged.step + 1


def test_previous_from_a_dragged_date_returns_to_the_stop_last_passed(state: ViewState) -> None:
    dragged = moves.seek(state, WORLD, day("1940-01-01"))

    assert moves.previous_step(dragged, WORLD, 0.0).step == dragged.step


def test_seek_keeps_the_camera(state: ViewState) -> None:
    assert moves.seek(state, WORLD, day("1940-01-01")).camera == state.camera


def test_look_keeps_the_date_and_ends_a_flight_at_its_own() -> None:
    flying = moves.tick(moves.next_step(moves.at_step(WORLD, SHORT, 2), WORLD, 0.0), WORLD, 0.3)

    looked = moves.look(flying, WORLD, Camera(1, 2, 500_000))

    assert looked.camera == Camera(1, 2, 500_000)
    assert looked.day == TOUR.steps[3].day


@pytest.mark.parametrize(("act", "event"), [(1, "peking"), (2, "lease"), (3, "withdrawal")])
def test_acts_open_with_their_stop(state: ViewState, act: int, event: str) -> None:
    assert TOUR.steps[moves.go_to_act(state, WORLD, act, 0.0).step].event == event


def test_an_unknown_act_or_event_changes_nothing(state: ViewState) -> None:
    assert moves.go_to_act(state, WORLD, 9, 0.0) == state
    assert moves.go_to_event(state, WORLD, EventId("nowhere"), 0.0) == state


def world_with_another_tour() -> World:
    """The world with a second tour, which tells of an event that the first one leaves out."""
    event = EventId("kanagawa")
    step = TOUR.steps[0]._replace(event=event, day=day("1870-01-01"), title="Kanagawa")
    return WORLD._replace(tours=(TOUR, Tour(TourId("long"), "Long tour", (step, *TOUR.steps))))


def test_an_event_of_another_tour_is_told_beside_this_one(state: ViewState) -> None:
    world = world_with_another_tour()

    aside = arrive(moves.go_to_event(state, world, EventId("kanagawa"), 0.0))

    assert (aside.tour, aside.step) == (state.tour, state.step)
    assert moves.current_step(aside, world).event == "kanagawa"
    assert aside.day == day("1870-01-01")
    assert not moves.between_stops(aside, world)


def test_the_tour_goes_on_from_its_stop_after_an_aside(state: ViewState) -> None:
    world = world_with_another_tour()
    aside = moves.go_to_event(state, world, EventId("kanagawa"), 0.0)

    assert moves.next_step(aside, world, 1.0).step == state.step + 1
    assert moves.previous_step(aside, world, 1.0).step == state.step
    assert moves.next_step(aside, world, 1.0).aside is None
    assert moves.seek(aside, world, day("1940-01-01")).aside is None


def test_today_is_the_lessons_own_day(state: ViewState) -> None:
    today = arrive(moves.go_to_today(state, WORLD, 0.0))

    assert today.day == AS_OF
    assert today.step == LAST


def test_digits_are_shown_and_lead_to_a_stop_counted_from_one(state: ViewState) -> None:
    typed = moves.type_digit(moves.type_digit(state, "0"), "4")

    assert typed.typed == "04"
    entered = moves.enter_typed(typed, WORLD, 0.0)
    assert (entered.step, entered.typed) == (3, "")


def test_leaving_goes_one_level_at_a_time_and_keeps_the_place(state: ViewState) -> None:
    state = state._replace(layout=Layout.PRESENT, curtain=Curtain.BLACK, typed="1")

    without_digits = moves.leave(state)
    without_curtain = moves.leave(without_digits)
    outside = moves.leave(without_curtain)

    assert (without_digits.typed, without_digits.curtain) == ("", Curtain.BLACK)
    assert (without_curtain.curtain, without_curtain.layout) == (Curtain.OPEN, Layout.PRESENT)
    assert outside.layout is Layout.EXPLORE
    assert outside.step == state.step


def test_presenting_starts_at_the_start_and_goes_on_where_it_was_left(state: ViewState) -> None:
    first = moves.present(state, WORLD, 0.0, from_here=False)
    third = moves.next_step(moves.next_step(first, WORLD, 1.0), WORLD, 2.0)
    again = moves.present(moves.leave(third), WORLD, 3.0, from_here=False)

    assert first.step == 0
    assert again.step == third.step == 2


def test_f5_pressed_by_mistake_leads_back_to_where_one_was(state: ViewState) -> None:
    away = moves.seek(state, WORLD, state.day + 400)

    started = moves.present(away, WORLD, 0.0, from_here=False)
    shown = moves.leave(moves.land(started))
    went_on = moves.leave(moves.next_step(moves.land(started), WORLD, 3.0))

    for back in (moves.leave(started), shown):
        assert (back.step, back.now, back.layout) == (away.step, away.now, Layout.EXPLORE)
        assert back.flight is None
        assert back.left is None
    assert started.step == 0
    assert went_on.step == 1


def test_present_from_here_keeps_the_stop_and_f5_while_presenting_does_no_harm(
    state: ViewState,
) -> None:
    here = moves.present(state, WORLD, 0.0, from_here=True)

    assert here.step == state.step
    assert moves.present(here, WORLD, 1.0, from_here=False) == here


def test_a_frozen_audience_sees_the_same_while_the_teacher_looks_ahead(state: ViewState) -> None:
    here = moves.land(moves.present(state, WORLD, 0.0, from_here=True))

    frozen = moves.freeze(here, WORLD, 1.0)
    ahead = arrive(moves.next_step(moves.next_step(frozen, WORLD, 2.0), WORLD, 3.0))

    assert moves.seen_by_audience(ahead).now == here.now
    assert moves.seen_by_audience(ahead).step == here.step
    assert ahead.step == here.step + 2


def test_a_thawed_audience_flies_to_where_the_teacher_is(state: ViewState) -> None:
    here = moves.land(moves.present(state, WORLD, 0.0, from_here=True))
    ahead = arrive(moves.next_step(moves.freeze(here, WORLD, 1.0), WORLD, 2.0))

    thawed = moves.freeze(ahead, WORLD, 3.0)

    assert thawed.frozen is None
    assert thawed.now == here.now
    assert arrive(thawed).now == ahead.now


def test_curtains_fall_over_a_frozen_picture_and_leaving_thaws_it(state: ViewState) -> None:
    frozen = moves.freeze(moves.present(state, WORLD, 0.0, from_here=True), WORLD, 1.0)

    black = moves.draw_curtain(frozen, Curtain.BLACK)

    assert moves.seen_by_audience(black).curtain is Curtain.BLACK
    assert moves.leave(frozen).frozen is None
    assert moves.freeze(state, WORLD, 0.0) == state


def test_curtains_only_fall_while_presenting_and_open_on_the_second_press(
    state: ViewState,
) -> None:
    presenting = moves.present(state, WORLD, 0.0, from_here=True)

    black = moves.draw_curtain(presenting, Curtain.BLACK)

    assert moves.draw_curtain(state, Curtain.BLACK) == state
    assert black.curtain is Curtain.BLACK
    assert moves.draw_curtain(black, Curtain.WHITE).curtain is Curtain.WHITE
    assert moves.draw_curtain(black, Curtain.BLACK).curtain is Curtain.OPEN


def test_text_sizes_stop_at_their_ends(state: ViewState) -> None:
    largest = moves.scale_text(state, 99)

    assert largest.text_scale == moves.TEXT_SCALES[-1]
    assert moves.scale_text(largest, -99).text_scale == moves.TEXT_SCALES[0]


def test_a_stand_at_its_target_does_not_fly(state: ViewState) -> None:
    assert moves.go_to_step(state, WORLD, 2, 0.0).flight is None


def test_the_axis_is_the_lessons(state: ViewState) -> None:
    assert moves.seek(state, WORLD, 0).day == FIRST_DAY
    assert isinstance(moves.seek(state, WORLD, 0).now, Instant)


# Stops that are skipped


def test_next_and_previous_pass_over_skipped_stops(state: ViewState) -> None:
    state = moves.skip(moves.at_step(WORLD, SHORT, 1), WORLD, frozenset({2, 3}))

    onward = moves.next_step(state, WORLD, 0.0)

    assert onward.step == 4
    assert moves.previous_step(arrive(onward), WORLD, 0.0).step == 1


def test_a_skipped_stop_can_still_be_gone_to(state: ViewState) -> None:
    state = moves.skip(state, WORLD, frozenset({3}))

    assert moves.go_to_step(state, WORLD, 3, 0.0).step == 3


def test_next_stays_where_all_that_follows_is_skipped() -> None:
    state = moves.skip(moves.at_step(WORLD, SHORT, LAST - 1), WORLD, frozenset({LAST}))

    assert moves.next_step(state, WORLD, 0.0).step == LAST - 1
    assert moves.onward(state, WORLD) == LAST - 1


def test_stops_beyond_the_tour_are_not_skipped(state: ViewState) -> None:
    assert moves.skip(state, WORLD, frozenset({-1, 1, 99})).skipped == frozenset({1})


def test_only_stops_that_are_told_are_made_ready() -> None:
    state = moves.skip(moves.at_step(WORLD, SHORT, 1), WORLD, frozenset({2}))

    assert [near.step for near in moves.neighbours(state, WORLD)] == [3, 0]


def test_the_next_stop_lifts_a_curtain_unless_the_teacher_looks_ahead_alone(
    state: ViewState,
) -> None:
    black = moves.draw_curtain(moves.present(state, WORLD, 0.0, from_here=True), Curtain.BLACK)
    frozen = moves.freeze(black, WORLD, 0.0)

    assert moves.next_step(black, WORLD, 0.0).curtain is Curtain.OPEN
    assert moves.next_step(frozen, WORLD, 0.0).curtain is Curtain.BLACK
    assert moves.look(frozen, WORLD, frozen.camera).curtain is Curtain.BLACK


def test_stopping_to_present_leaves_every_level(state: ViewState) -> None:
    state = moves.present(state, WORLD, 0.0, from_here=True)
    state = moves.freeze(moves.draw_curtain(state, Curtain.BLACK), WORLD, 0.0)

    left = moves.stop_presenting(moves.type_digit(state, "4"))

    assert (left.layout, left.curtain, left.frozen, left.typed) == (
        Layout.EXPLORE,
        Curtain.OPEN,
        None,
        "",
    )
    assert left.step == state.step


# Charts


def presenting(state: ViewState) -> ViewState:
    return arrive(moves.present(state, WORLD, 0.0, from_here=True))


def test_charts_turn_one_by_one_and_then_go_away(state: ViewState) -> None:
    state = presenting(state)
    shown = []
    for _ in range(3):
        state = moves.turn_charts(state, 2)
        shown.append(state.chart)

    assert shown == [0, 1, None]


def test_charts_cover_nothing_but_a_presentation(state: ViewState) -> None:
    assert moves.turn_charts(state, 2) == state


def test_esc_closes_the_chart_before_the_presentation(state: ViewState) -> None:
    charted = moves.turn_charts(presenting(state), 2)

    left = moves.leave(charted)

    assert (left.chart, left.layout) == (None, Layout.PRESENT)
    assert moves.leave(left).layout is Layout.EXPLORE


def test_stepping_on_closes_the_chart(state: ViewState) -> None:
    charted = moves.turn_charts(presenting(state), 2)

    assert moves.next_step(charted, WORLD, 0.0).chart is None
    assert moves.previous_step(charted, WORLD, 0.0).chart is None
    assert moves.go_to_event(charted, WORLD, TOUR.steps[0].event, 0.0).chart is None


def test_a_chart_stays_while_the_date_moves_within_its_stop(state: ViewState) -> None:
    charted = moves.turn_charts(presenting(state), 2)

    assert moves.seek(charted, WORLD, charted.day + 30).chart == 0
    assert moves.seek(charted, WORLD, FIRST_DAY).chart is None


def test_a_frozen_chart_stays_before_the_audience(state: ViewState) -> None:
    frozen = moves.freeze(moves.turn_charts(presenting(state), 2), WORLD, 0.0)

    ahead = moves.next_step(frozen, WORLD, 0.0)

    assert ahead.chart is None
    assert moves.seen_by_audience(ahead).chart == 0

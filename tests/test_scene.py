"""The scene of a day: who holds what, how far the rails have come, what places are called."""

from __future__ import annotations

import pytest

from db.records import Control, EventId, Label, Mode, RouteId, Status
from tests.small_world import LUSHUN, POWERS, ROUTES, TERRITORIES, day, small_world
from ui.camera import Camera
from ui.flight import Instant, Moment
from ui.map.scene import Emphasis, Scene, SceneMaker, control_weights

CAMERA = Camera(0, 0, 1e6)
WORLD = small_world()
EVENT = EventId("event")


def scene_at(when: str, *, blur: float = 0.0, emphasis: Emphasis | None = None) -> Scene:
    maker = SceneMaker(WORLD, ["lushun-base|ussuri-coast"], lambda event: emphasis or Emphasis())
    instant = Instant(CAMERA, day(when), (Moment(day(when), blur),), ((EVENT, 1.0),))
    return maker.at(instant)


def holders(when: str, *, blur: float = 0.0) -> dict[tuple[str, str], float]:
    return {
        ("+".join(control.powers), str(control.status)): weight
        for control, weight in control_weights(LUSHUN, [Moment(day(when), blur)])
    }


@pytest.mark.parametrize(
    ("when", "power", "status"),
    [
        ("1856-01-01", "china", "sovereign"),
        ("1898-03-26", "china", "sovereign"),
        ("1898-03-27", "russia", "leased"),
        ("1905-01-01", "russia", "leased"),
        ("1905-01-02", "japan", "occupied"),
        ("1945-08-21", "japan", "leased"),
        ("1945-08-22", "russia+china", "joint"),
        ("1955-05-26", "china", "sovereign"),
        ("2026-05-31", "china", "sovereign"),
    ],
)
def test_the_day_a_span_ends_belongs_to_its_successor(when: str, power: str, status: str) -> None:
    assert holders(when) == {(power, status): 1.0}


def test_a_vague_bound_is_a_transition_without_a_gap() -> None:
    middle = holders("1895-12-16")

    assert set(middle) == {("japan", "occupied"), ("china", "sovereign")}
    assert sum(middle.values()) == pytest.approx(1)
    assert 0.4 < middle["china", "sovereign"] < 0.6


def test_blur_spreads_a_change_evenly_about_its_day() -> None:
    weights = holders("1898-03-27", blur=40)

    assert weights["russia", "leased"] == pytest.approx(0.5, abs=0.01)
    assert sum(weights.values()) == pytest.approx(1)


def test_moments_mix_by_their_weights() -> None:
    before, after = Moment(day("1880-01-01"), 0, 0.25), Moment(day("1900-01-01"), 0, 0.75)

    weights = dict(control_weights(LUSHUN, [before, after]))

    assert sorted(weights.values()) == [0.25, 0.75]


def test_a_frontier_between_states_is_firm_and_one_within_a_state_soft() -> None:
    (leased,) = scene_at("1899-01-01").frontiers
    (abroad,) = scene_at("1890-01-01").frontiers

    # The leased base stays Chinese land in law, the coast is Russian land: a firm line.
    assert (leased.firm, abroad.firm) == (1, 1)
    assert scene_at("1857-01-01").frontiers == ()


def test_a_lease_beside_the_owners_own_land_is_a_soft_line() -> None:
    chinese = TERRITORIES[0]._replace(controls=(LUSHUN[0]._replace(end=LUSHUN[-1].end),))
    world = WORLD._replace(territories=(chinese, TERRITORIES[1]))
    maker = SceneMaker(world, ["lushun-base|ussuri-coast"], lambda event: Emphasis())

    (line,) = maker.at(Instant.still(CAMERA, day("1900-01-01"), EVENT)).frontiers

    assert (line.firm, line.soft) == (0, 1)


def test_a_change_of_both_sides_together_draws_no_line_between_them() -> None:
    both = (TERRITORIES[0]._replace(controls=LUSHUN), TERRITORIES[1])
    maker = SceneMaker(
        WORLD._replace(territories=both), ["lushun-base|ussuri-coast"], lambda event: Emphasis()
    )
    instant = Instant(CAMERA, day("1905-01-02"), (Moment(day("1905-01-02"), 30),), ((EVENT, 1.0),))

    assert maker.at(instant).frontiers == ()


def test_a_railway_grows_between_the_dates_that_sources_give() -> None:
    before, midway, open_ = (
        scene_at(when).tracks for when in ("1898-05-01", "1900-12-20", "1903-07-14")
    )

    assert before == ()
    assert midway[0].last_km == pytest.approx(679 / 2, rel=0.01)
    assert (midway[0].built, midway[0].approximate) == (0, True)
    assert (open_[0].last_km, open_[0].built, open_[0].approximate) == (679, 1, False)


def test_a_sea_route_shows_only_where_a_stop_speaks_of_it() -> None:
    ship = ROUTES[0]._replace(mode=Mode.SEA)
    world = WORLD._replace(routes=(ship,))
    speaking = Emphasis(routes=frozenset({RouteId("south-line")}))
    instant = Instant.still(CAMERA, day("1910-01-01"), EVENT)

    silent = SceneMaker(world, [], lambda event: Emphasis()).at(instant)
    spoken = SceneMaker(world, [], lambda event: speaking).at(instant)

    assert silent.tracks == ()
    assert spoken.tracks[0].weight == 1


def test_names_change_on_their_day() -> None:
    dalian = next(place for place in WORLD.places if place.id == "dalian")
    labels = (
        Label("Dalny", "", "", day("1899-08-11"), day("1905-09-05")),
        Label("Dairen", "", "", day("1905-09-05"), day("1945-08-22")),
    )
    world = WORLD._replace(places=(dalian._replace(labels=labels),))
    maker = SceneMaker(world, [], lambda event: Emphasis())

    shown = {
        when: [
            name.place.labels[name.label].text
            for name in maker.at(Instant.still(CAMERA, day(when), EVENT)).names
        ]
        for when in ("1899-08-10", "1899-08-11", "1905-09-04", "1905-09-05", "1945-08-22")
    }

    assert list(shown.values()) == [[], ["Dalny"], ["Dalny"], ["Dairen"], []]


def test_what_a_stop_points_at_is_stressed() -> None:
    stress = Emphasis(territories=frozenset({TERRITORIES[1].id}))

    fills = {fill.territory: fill for fill in scene_at("1900-01-01", emphasis=stress).fills}

    assert fills[TERRITORIES[1].id].stress == 1
    assert fills[TERRITORIES[0].id].stress == 0


def test_a_control_of_every_status_can_be_weighed() -> None:
    first, last = LUSHUN[0], LUSHUN[-1]
    for status in Status:
        only = (Control((next(iter(POWERS)),), status, first.start, last.end),)
        assert control_weights(only, [Moment(day("1900-01-01"))]) == [(only[0], 1.0)]

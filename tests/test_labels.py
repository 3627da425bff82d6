"""Names on the map: placed by priority, apart from one another, calm in flight."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from db.records import Day, Label, Place, PlaceId, PlaceKind
from ui.camera import Box, Viewport
from ui.map.labels import LabelFlight, Side, Spot, box_at, clashing, plan
from ui.map.scene import NameShown
from ui.map.style import LabelLook, label_look

VIEW = Viewport(1000, 800, 0, 800_000, 1000.0)
WHOLE = Box(0, 0, 1000, 800)


def place(name: str, px: float, py: float, rank: int = 1) -> Place:
    """A town at a pixel of VIEW."""
    label = Label(name, "", "", Day(1), Day(900_000))
    x, y = VIEW.to_plane(px, py)
    return Place(PlaceId(name), PlaceKind.CITY, rank, x, y, 0, 0, (label,))


def measure(place: Place, index: int, look: LabelLook) -> tuple[float, float]:
    return look.size * 0.6 * len(place.labels[index].text), look.size


def planned(*places: Place, stressed: str = "", **options: object) -> tuple[Spot, ...]:
    """The seats of some places; `stressed` names those that the stop points at, comma by comma."""
    return plan(
        [NameShown(place, 0, 1.0) for place in places],
        [PlaceId(name) for name in stressed.split(",")],
        VIEW,
        free=WHOLE,
        unit=1.0,
        obstacles=options.get("obstacles", ()),  # type: ignore[arg-type]
        measure=measure,
    )


def boxes(spots: tuple[Spot, ...]) -> list[Box]:
    return [spot.box(VIEW, *measure(spot.place, 0, spot.look), 1.0) for spot in spots]


def test_a_name_alone_stands_to_the_right_of_its_dot() -> None:
    (spot,) = planned(place("Harbin", 500, 400))

    assert spot.side is Side.RIGHT


def test_a_name_at_the_right_edge_stands_to_the_left() -> None:
    (spot,) = planned(place("Vladivostok", 960, 400))

    assert spot.side is Side.LEFT


def test_names_never_overlap_and_never_leave_the_picture() -> None:
    crowd = [place(f"Town {n}", 300 + 37 * (n % 9), 300 + 23 * (n // 9)) for n in range(60)]

    placed = boxes(planned(*crowd))

    assert 8 < len(placed) < 60
    assert not any(one.meets(other) for one, other in combinations(placed, 2))
    assert all(WHOLE.contains(box) for box in placed)


def test_the_more_important_name_wins() -> None:
    spots = planned(*(place(f"T{n}", 500, 400 + n, rank=2) for n in range(9)), place("Z", 500, 404))

    assert spots[0].place.id == "Z"


def test_what_the_stop_points_at_comes_before_rank() -> None:
    spots = planned(place("A", 500, 400, 1), place("Z", 502, 401, 5), stressed="Z")

    assert spots[0].place.id == "Z"


def test_a_name_leaves_the_points_free_that_the_stop_speaks_of() -> None:
    spots = planned(place("Hunchun", 500, 400), place("Rajin", 540, 402), stressed="Hunchun,Rajin")

    assert {spot.place.id for spot in spots} == {"Hunchun", "Rajin"}
    assert spots[0].side is not Side.RIGHT


def test_a_name_may_stand_at_a_corner_of_its_point() -> None:
    corner = Spot(
        place("Tumen", 500, 400), Side.UPPER_RIGHT, label_look(PlaceKind.CITY, 1, stressed=False)
    )

    box = box_at(500, 400, corner, 80, 20, 1.0)

    assert box.x0 > 500
    assert box.y1 < 400


def test_small_places_are_not_named_from_far_away() -> None:
    assert planned(place("Hamlet", 500, 400, 4)) == ()
    assert planned(place("Hamlet", 500, 400, 4), stressed="Hamlet")


def test_names_leave_furniture_alone() -> None:
    legend = Box(0, 300, 700, 800)

    assert planned(place("Under", 300, 500), obstacles=[legend]) == ()
    (spot,) = planned(place("Beside", 720, 500), obstacles=[legend])
    assert spot.side is Side.RIGHT


def test_a_name_keeps_its_distance_from_its_dot_at_any_zoom() -> None:
    (spot,) = planned(place("Harbin", 500, 400))

    near = box_at(10, 10, spot, 80, 20, 1.0)
    far = box_at(510, 210, spot, 80, 20, 1.0)

    assert (far.x0 - near.x0, far.y0 - near.y0) == pytest.approx((500, 200))


def spot(name: str, side: Side = Side.RIGHT) -> Spot:
    return Spot(place(name, 500, 400), side, label_look(PlaceKind.CITY, 1, stressed=False))


def test_a_name_at_both_ends_shows_all_the_way() -> None:
    flight = LabelFlight({spot("A"): 1.0}, frozenset({spot("A")}), frozenset())

    assert all(flight.opacities(n / 20)[spot("A")] == 1 for n in range(21))


@pytest.mark.parametrize("before", [0.0, 0.4, 1.0])
def test_names_fade_from_what_shows_and_blink_at_most_once(before: float) -> None:
    a, b, c = spot("A"), spot("B"), spot("C")
    flight = LabelFlight({a: before, c: before}, frozenset({b, c}), frozenset({c}))

    for name, end in ((a, 0.0), (b, 1.0), (c, 1.0)):
        values = [flight.opacities(n / 100).get(name, 0.0) for n in range(101)]
        turns = [y - x for x, y in pairwise(values) if abs(y - x) > 1e-9]
        assert values[0] == pytest.approx(before if name is not b else 0.0)
        assert values[-1] == pytest.approx(end)
        assert sum(x * y < 0 for x, y in pairwise(turns)) <= 1


def test_names_that_would_collide_on_the_way_rest_meanwhile() -> None:
    near, far = (
        Spot(place(name, 500 + x, 400), Side.RIGHT, label_look(PlaceKind.CITY, 1, stressed=False))
        for name, x in (("Near", 0), ("Far", 200))
    )
    wide = Viewport(1000, 800, -4_000_000, 4_000_000, 10_000.0)

    found = clashing(
        [near, far],
        {PlaceId("Near"): 0, PlaceId("Far"): 0},
        [VIEW, wide],
        unit=1.0,
        measure=measure,
    )

    assert found == {far}


def test_the_place_that_the_stop_names_first_comes_first() -> None:
    crowd = [place(name, 500, 400 + n, 1) for n, name in enumerate("ABCDEFG")]

    assert planned(*crowd, stressed="D,A,B")[0].place.id == "D"


def with_second_line(place: Place, index: int, look: LabelLook) -> tuple[float, float]:
    return 120.0, 60.0 if look.both else 24.0


def test_a_name_that_does_not_fit_with_its_second_line_is_set_without_it() -> None:
    low = Box(0, 380, 1000, 420)

    (spot,) = plan(
        [NameShown(place("Lüshun", 500, 400), 0, 1.0)],
        [PlaceId("Lüshun")],
        VIEW,
        free=low,
        unit=1.0,
        obstacles=(),
        measure=with_second_line,
    )

    assert not spot.look.both


def test_names_change_seats_where_one_would_be_left_out() -> None:
    """Dalian could stand on either side of its dot, Lüshun only where Dalian would like to."""
    dalian, lushun = place("Dalian", 500, 400), place("Lüshun", 718, 400)
    strip = [Box(0, 0, 1000, 385), Box(0, 415, 1000, 800), Box(735, 385, 1000, 415)]

    spots = planned(dalian, lushun, stressed="Dalian,Lüshun", obstacles=strip)

    assert {spot.place.id for spot in spots} == {"Dalian", "Lüshun"}
    one, other = boxes(spots)
    assert not one.meets(other)


def test_names_side_by_side_leave_more_than_a_letter_free() -> None:
    spots = planned(place("Ussuri", 500, 400), place("Khanka", 620, 400), stressed="Ussuri,Khanka")

    (left, right) = sorted(boxes(spots))

    assert right.x0 - left.x1 >= 7 or right.y0 >= left.y1 + 4 or left.y0 >= right.y1 + 4


def test_the_name_of_a_bay_steps_aside_where_a_town_has_its_middle() -> None:
    bay = place("Golden Horn", 500, 400)._replace(kind=PlaceKind.SEA)

    spots = planned(place("Vladivostok", 500, 400), bay, stressed="Vladivostok,Golden Horn")

    assert {spot.place.id for spot in spots} == {"Vladivostok", "Golden Horn"}

"""The timeline's arithmetic: days and pixels, ticks, marks, clusters and ribbons."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from db.dates import doubt_of, iso_day
from db.records import Day, EventId, Mark, PowerId, Status, World
from db.spans import control_on
from db.wording import wording
from tests.small_world import AS_OF, DALIAN, FIRST_DAY, LUSHUN, RIBBONS, day, small_world
from ui.camera import Box
from ui.theme import unit_for
from ui.timeline.axis import LEAST_DAYS, Axis, Face, Stretch, ticks, whole
from ui.timeline.cards import LANG, STATUSES, days_in_words
from ui.timeline.layout import Plan, count_text, lay_out
from ui.timeline.looks import Look, fitted, strip_height
from ui.timeline.marks import GAP, MarkIndex, radius
from ui.timeline.ribbons import elided, segments

MONTHS = wording(LANG).months
WHOLE = Stretch(FIRST_DAY, AS_OF + 1)
WIDTHS = (900, 1024, 1280, 1366, 1600, 1920, 2560, 3840)
SCALES = (0.8, 1.0, 1.5)
STRETCHES = {
    "all": WHOLE,
    "twenty years": Stretch(day("1893-01-01"), day("1913-01-01")),
    "two years": Stretch(day("1904-06-01"), day("1906-06-01")),
    "two months": Stretch(day("1905-08-15"), day("1905-10-14")),
}


def measure(text: str, pixels: float, face: Face) -> float:
    """Letters of one width, somewhat wider than those of the real faces."""
    return len(text) * pixels * (0.56 if face is Face.PLAIN else 0.62)


def crowded(count: int = 3000) -> World:
    """The small lesson with many more events, the same ones each time."""
    chance = random.Random(1905)
    marks = list(small_world().marks)
    for number in range(count - len(marks)):
        first = chance.randint(FIRST_DAY, AS_OF - 3000)
        last = first + chance.choice((0, 0, 0, 5, 40, 400, 2900))
        weight, about = chance.randint(1, 3), chance.random() < 0.1
        event = EventId(f"e{number}")
        when = iso_day(first) + (f"/{iso_day(last)}" if last > first else "") + "~" * about
        doubt = doubt_of(when)
        marks.append(Mark(event, Day(first), Day(last), weight, doubt, when, "An event"))
    return small_world()._replace(marks=tuple(sorted(marks, key=lambda mark: mark.first)))


SPARSE, CROWDED = small_world(), crowded()
INDEXES = {id(world): MarkIndex(world.marks, world.tours[0].steps) for world in (SPARSE, CROWDED)}


def plan_of(
    world: World,
    *,
    width: int = 1920,
    scale: float = 1.0,
    stretch: Stretch = WHOLE,
    slim: bool = False,
) -> Plan:
    height = width * 9 // 16
    unit = height / 1080 if slim else unit_for(width, height, scale)
    box = Box(0, 0, width, strip_height(world.ribbons, unit, slim=slim))
    return lay_out(
        world,
        INDEXES[id(world)],
        Look(box, unit, slim, stretch),
        measure=measure,
        months=MONTHS,
        statuses=STATUSES,
    )


@pytest.fixture(params=[(width, scale) for width in WIDTHS for scale in SCALES], ids=str)
def size(request: pytest.FixtureRequest) -> tuple[int, float]:
    found: tuple[int, float] = request.param
    return found


def gaps(pieces: Sequence[tuple[float, float]]) -> Iterator[float]:
    """The room between neighbours, given as (left, right)."""
    return (right[0] - left[1] for left, right in pairwise(sorted(pieces)))


# Days and pixels


@given(
    some.floats(FIRST_DAY, AS_OF),
    some.floats(LEAST_DAYS, AS_OF - FIRST_DAY),
    some.floats(FIRST_DAY, AS_OF),
    some.integers(300, 3800),
)
def test_the_pixel_of_a_day_gives_that_day(
    first: float, days: float, wanted: float, width: int
) -> None:
    axis = Axis(Stretch(first, first + days), 100, 100 + width)

    assert axis.to_day(axis.to_pixel(wanted)) == pytest.approx(wanted, abs=1e-4)


@given(
    some.floats(0.2, 6.0), some.floats(0.0, 1.0), some.floats(0.0, 1.0), some.floats(100, 40_000)
)
def test_zooming_keeps_the_day_under_the_pointer(
    factor: float, place: float, along: float, days: float
) -> None:
    start = FIRST_DAY + (WHOLE.days - days) * place
    stretch = Stretch(start, start + days)
    pointed = stretch.first + stretch.days * along

    zoomed = stretch.zoomed(factor, pointed, WHOLE)

    assert WHOLE.first - 1e-6 <= zoomed.first < zoomed.last <= WHOLE.last + 1e-6
    assert zoomed.days >= LEAST_DAYS - 1e-6
    if WHOLE.first + 1e-6 < zoomed.first and zoomed.last < WHOLE.last - 1e-6:
        assert (pointed - zoomed.first) / zoomed.days == pytest.approx(along, abs=1e-6)


@pytest.mark.parametrize(
    ("move", "first", "last"),
    [
        (-1e6, "1856-01-01", "1875-12-31"),
        (365, "1901-01-01", "1921-01-01"),
        (1e6, "2006-05-31", "2026-05-31"),
    ],
)
def test_panning_stops_at_the_ends_of_the_lesson(move: float, first: str, last: str) -> None:
    stretch = Stretch(day("1900-01-01"), day("1920-01-01"))

    moved = stretch.panned(move, WHOLE)

    assert moved.days == stretch.days
    assert abs(moved.first - day(first)) <= 2
    assert abs(moved.last - day(last)) <= 2


@pytest.mark.parametrize("wanted", ["1856-01-01", "1898-03-27", "1910-06-01", "2026-05-31"])
def test_the_view_follows_a_day_that_leaves_it(wanted: str) -> None:
    stretch = Stretch(day("1900-01-01"), day("1920-01-01"))

    moved = stretch.showing(day(wanted), WHOLE)

    assert moved.first <= day(wanted) <= moved.last
    assert moved.days == stretch.days
    if stretch.first + 150 < day(wanted) < stretch.last - 150:
        assert moved == stretch


def test_all_days_reach_to_the_end_of_today() -> None:
    assert whole(SPARSE) == Stretch(day("1856-01-01"), day("2026-06-01"))


# Ticks


@pytest.mark.parametrize("name", STRETCHES)
def test_years_never_crowd(size: tuple[int, float], name: str) -> None:
    plan = plan_of(SPARSE, width=size[0], scale=size[1], stretch=STRETCHES[name])
    text = plan.look.measures.year_size * plan.look.unit
    halves = {tick: measure(tick.text, text, Face.PLAIN) / 2 for tick in plan.ticks if tick.text}
    labels = [(tick.x - half, tick.x + half) for tick, half in halves.items()]

    assert len(labels) >= 1
    assert all(gap > 6 * plan.look.unit for gap in gaps(labels))
    assert max(right for _, right in labels) <= plan.look.box.x1
    assert all(right.x - left.x > 6 * plan.look.unit for left, right in pairwise(plan.ticks))


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("1856-01-01", "2026-01-01", ["1860", "1870", "1880", "1890", "1900"]),
        ("1890-01-01", "1930-01-01", ["1890", "1895", "1900", "1905", "1910"]),
        ("1900-01-01", "1908-01-01", ["1900", "1901", "1902", "1903", "1904"]),
        ("1904-02-10", "1905-08-20", ["April 1904", "July", "October", "1905", "April"]),
        ("1905-08-15", "1905-11-30", ["September 1905", "October", "November"]),
    ],
)
def test_ticks_go_from_decades_to_months(first: str, last: str, labels: list[str]) -> None:
    axis = Axis(Stretch(day(first), day(last)), 0, 1000)

    found = ticks(axis, MONTHS, measure=measure, text_size=16, gap=22, limit=1040)

    assert [tick.text for tick in found if tick.text][: len(labels)] == labels


def test_a_tick_stands_on_the_first_day_of_its_year() -> None:
    plan = plan_of(SPARSE)

    tick = next(tick for tick in plan.ticks if tick.text == "1900")

    assert tick.x == pytest.approx(plan.axis.to_pixel(day("1900-01-01")))


# Marks


@pytest.mark.parametrize("slim", [False, True], ids=["explore", "slim"])
@pytest.mark.parametrize("name", STRETCHES)
@pytest.mark.parametrize("world", [SPARSE, CROWDED], ids=["sparse", "crowded"])
def test_no_mark_lies_over_another(
    size: tuple[int, float], world: World, name: str, slim: bool
) -> None:
    plan = plan_of(world, width=size[0], scale=size[1], stretch=STRETCHES[name], slim=slim)
    circles = [(spot.x - spot.half, spot.x + spot.half) for spot in plan.spots]
    lanes = [
        [(bar.x0, bar.x1) for bar in plan.bars if bar.lane == lane]
        for lane in range(len(plan.look.measures.bars))
    ]

    assert all(gap >= GAP * plan.look.unit - 1e-6 for gap in gaps(circles))
    assert all(gap > 0 for lane in lanes for gap in gaps(lane))
    assert all(plan.axis.x0 <= bar.x0 < bar.x1 <= plan.axis.x1 for bar in plan.bars)


@pytest.mark.parametrize("world", [SPARSE, CROWDED], ids=["sparse", "crowded"])
def test_every_mark_is_shown_or_counted(size: tuple[int, float], world: World) -> None:
    plan = plan_of(world, width=size[0], scale=size[1])

    assert sum(spot.number for spot in plan.spots) + len(plan.bars) == len(world.marks)


def test_every_stop_is_shown_or_counted(size: tuple[int, float]) -> None:
    plan = plan_of(CROWDED, width=size[0], scale=size[1])

    shown = [number for spot in plan.spots for number in spot.stops]
    shown += [bar.stop for bar in plan.bars if bar.stop is not None]

    assert sorted(shown) == list(range(len(CROWDED.tours[0].steps)))


def test_a_stop_stands_on_the_day_that_it_shows() -> None:
    plan = plan_of(SPARSE)

    spot = plan.spot_of(1)

    assert spot is not None
    assert spot.x == pytest.approx(plan.axis.to_pixel(day("1898-03-27")))


@pytest.mark.parametrize("slim", [False, True], ids=["explore", "slim"])
def test_the_weight_of_an_event_gives_its_size(slim: bool) -> None:
    spots = plan_of(CROWDED, stretch=STRETCHES["two years"], slim=slim).spots
    others = [spot for spot in spots if spot.mark and not spot.stops]
    sizes = {spot.mark.importance: spot.half for spot in others if spot.mark}

    assert sizes[1] > sizes[2] > sizes[3]


def test_a_stop_is_larger_than_other_events_of_its_weight() -> None:
    stop = SPARSE.marks[0]

    assert radius(stop, stop=True) > radius(stop, stop=False)


def test_an_event_that_lasts_is_a_bar_from_its_first_to_its_last_day() -> None:
    plan = plan_of(SPARSE)

    bar = plan.bar_of(3)

    assert bar is not None
    assert bar.x0 == pytest.approx(plan.axis.to_pixel(day("1923-01-01")))
    assert bar.x1 == pytest.approx(plan.axis.to_pixel(day("1928-01-01")))


def test_a_bar_too_short_to_see_is_a_circle_until_zoomed_in() -> None:
    far, close = plan_of(SPARSE), plan_of(SPARSE, stretch=STRETCHES["two years"])

    assert far.bar_of(2) is None
    assert far.spot_of(2) is not None
    assert close.bar_of(2) is not None
    assert close.spot_of(2) is None


def test_a_cluster_parts_on_zooming_in() -> None:
    cluster = next(spot for spot in plan_of(SPARSE, width=1024).spots if spot.number > 1)
    stretch = WHOLE.around(cluster.first, cluster.last, WHOLE)

    close = plan_of(SPARSE, width=1024, stretch=stretch)

    assert cluster.number == 2
    assert all(spot.number == 1 for spot in close.spots)
    assert len(close.spots) + len(close.bars) == 2


def test_panning_keeps_the_clusters() -> None:
    stretch = Stretch(day("1900-01-01"), day("1930-01-01"))

    def inner(plan: Plan) -> list[tuple[int, int]]:
        room = (day("1910-01-01"), day("1920-01-01"))
        return [(s.low, s.high) for s in plan.spots if room[0] < s.first < room[1]]

    before = inner(plan_of(CROWDED, stretch=stretch))
    after = inner(plan_of(CROWDED, stretch=stretch.panned(317, WHOLE)))

    assert len(before) > 10
    assert len(set(before) & set(after)) >= 0.9 * len(before)


def test_the_picture_bounds_what_many_events_cost() -> None:
    plan = plan_of(CROWDED)
    thousands = crowded(20_000)
    INDEXES[id(thousands)] = MarkIndex(thousands.marks, thousands.tours[0].steps)

    full = plan_of(thousands)

    assert len(full.spots) <= len(plan.spots) * 1.5
    assert len(full.bars) <= len(plan.bars) * 1.5


@pytest.mark.parametrize(
    ("count", "text"), [(2, "2"), (430, "430"), (9999, "9999"), (10_000, "10k"), (100_000, "100k")]
)
def test_a_count_stays_short(count: int, text: str) -> None:
    assert count_text(count) == text


def test_the_spot_near_a_pixel_is_the_nearest_in_reach() -> None:
    plan = plan_of(SPARSE)
    spot = plan.spot_of(1)
    assert spot is not None

    assert plan.spot_near(spot.x + spot.half + 2, 5) is spot
    assert plan.spot_near(spot.x - spot.half - 2, 5) is spot
    assert plan.spot_near(spot.x + spot.half + 9, 5) is None


def test_the_weightiest_of_a_cluster_are_its_stops() -> None:
    plan = plan_of(CROWDED)
    cluster = next(spot for spot in plan.spots if len(spot.stops) == 1 and spot.number > 10)

    found = INDEXES[id(CROWDED)].weightiest(cluster, plan.bars, 4)

    assert len(found) == 4
    assert found[0].event == CROWDED.tours[0].steps[cluster.stops[0]].event
    assert [mark.importance for mark in found[1:]] == sorted(m.importance for m in found[1:])


# Acts


def test_acts_share_the_axis_without_touching(size: tuple[int, float]) -> None:
    plan = plan_of(SPARSE, width=size[0], scale=size[1])
    boxes = [(box.x0, box.x1) for box in plan.acts]

    assert [box.act.number for box in plan.acts] == [1, 2, 3, 4]
    assert all(gap > 0 for gap in gaps(boxes))
    assert boxes[0][0] == plan.axis.x0
    assert boxes[-1][1] == pytest.approx(plan.axis.x1)


@pytest.mark.parametrize("name", STRETCHES)
def test_an_act_holds_its_words(size: tuple[int, float], name: str) -> None:
    plan = plan_of(SPARSE, width=size[0], scale=size[1], stretch=STRETCHES[name])

    for box in plan.acts:
        text = box.size
        assert box.title in ("", box.act.title) or box.title.endswith("…")
        if box.title:
            right = box.title_x + measure(box.title, text, Face.BOLD)
            numeral = box.numeral_x + measure(box.numeral, text, Face.SERIF)
            assert numeral < box.title_x
            assert right <= box.x1
        elif box.numeral:
            assert box.x0 < box.title_x
            assert box.title_x + measure(box.numeral, text, Face.SERIF) < box.x1


@pytest.mark.parametrize("width", [1250, 1300, 1400])
def test_an_act_gets_smaller_letters_before_its_title_is_cut_off(width: int) -> None:
    plan = plan_of(SPARSE, width=width, scale=1.0)

    assert [box.title for box in plan.acts] == [box.act.title for box in plan.acts]


def test_a_narrow_act_keeps_its_numeral_alone() -> None:
    plan = plan_of(SPARSE, width=900, scale=1.5)

    assert (plan.acts[3].numeral, plan.acts[3].title) == ("IV", "")


# Ribbons


@pytest.mark.parametrize("name", STRETCHES)
def test_words_on_a_ribbon_stay_on_their_span(size: tuple[int, float], name: str) -> None:
    plan = plan_of(SPARSE, width=size[0], scale=size[1], stretch=STRETCHES[name])

    for row in plan.rows:
        plates = [(caption.x0, caption.x1) for caption in row.captions]
        ends = [segment.x2 for segment in row.segments]
        assert all(gap > 0 for gap in gaps(plates))
        assert all(plan.axis.x0 < left and right < plan.axis.x1 for left, right in plates)
        for left, right in plates:
            owner = next(segment for segment in row.segments if segment.x1 <= left < segment.x2)
            reach = [
                segment.x2
                for segment in row.segments
                if segment.control.powers == owner.control.powers
                and segment.control.status is owner.control.status
            ]
            assert right <= max(reach)
        assert max(ends) == pytest.approx(plan.axis.x1)


def test_rows_and_names_keep_apart(size: tuple[int, float]) -> None:
    plan = plan_of(SPARSE, width=size[0], scale=size[1])
    measures, unit = plan.look.measures, plan.look.unit

    assert [row.title for row in plan.rows] == ["Vladivostok", "Jilin", "Lüshun", "Dalian"]
    assert all(upper.bottom < lower.top for upper, lower in pairwise(plan.rows))
    for row in plan.rows:
        width = measure(row.title, measures.label_size * unit, Face.BOLD)
        assert plan.look.box.x0 + measures.left * unit + width < plan.axis.x0
    assert plan.tick_top > plan.rows[-1].bottom
    assert plan.year_y + measures.year_size * unit / 2 < plan.look.box.y1
    lowest = plan.y(measures.bars[-1] + measures.bar_height / 2)
    assert plan.y(measures.spots + measures.cluster_radius) < plan.y(measures.bars[0])
    assert lowest < plan.rows[0].top


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("1898-03-26", "1898-03-27", "lushun"),
        ("1905-01-01", "1905-01-02", "lushun"),
        ("1904-05-29", "1904-05-30", "dalian"),
        ("1945-08-21", "1945-08-22", "lushun"),
        ("1951-01-31", "1951-02-01", "dalian"),
    ],
)
def test_the_day_a_span_ends_belongs_to_its_successor(before: str, after: str, place: str) -> None:
    controls = {"lushun": LUSHUN, "dalian": DALIAN}[place]
    lane = next(lane for ribbon in RIBBONS for lane in ribbon.lanes if lane.place == place)
    axis = Axis(Stretch(day(before) - 30, day(after) + 30), 0, 6100)

    pieces = segments(lane, axis, 1.0)

    for when in (before, after):
        middle = axis.to_pixel(day(when) + 0.5)
        shown = [piece for piece in pieces if piece.x0 <= middle < piece.x2][-1]
        assert shown.control is control_on(controls, day(when))


def test_spans_leave_no_gap(size: tuple[int, float]) -> None:
    plan = plan_of(SPARSE, width=size[0], scale=size[1])

    for row in plan.rows:
        assert row.segments[0].x0 == plan.axis.x0
        for left, right in pairwise(row.segments):
            assert left.x2 >= right.x1 - 1


def test_a_vague_bound_is_a_slant_and_a_known_one_a_cut() -> None:
    plan = plan_of(SPARSE, stretch=Stretch(day("1894-06-01"), day("1896-06-01")))
    taken, returned = plan.rows[2].segments[1:3]

    assert taken.x0 == taken.x1 == pytest.approx(plan.axis.to_pixel(day("1894-11-21")))
    assert returned.x0 == pytest.approx(plan.axis.to_pixel(day("1895-12-01")))
    assert returned.x1 == pytest.approx(plan.axis.to_pixel(day("1895-12-31")))
    assert taken.x2 == returned.x1


def test_words_name_the_status_where_there_is_room() -> None:
    captions = [caption.text for caption in plan_of(SPARSE).rows[2].captions]

    assert "Japan, leased" in captions
    assert captions[0] == "China"
    assert STATUSES[Status.LEASED] == "leased"


def test_a_name_is_cut_only_where_the_rest_still_tells(size: tuple[int, float]) -> None:
    plan = plan_of(SPARSE, width=size[0], scale=size[1])

    cut = [caption.text for row in plan.rows for caption in row.captions if "…" in caption.text]

    assert not any(text.startswith("Russia +") or len(text) < 9 for text in cut)


def test_neighbours_of_one_family_share_their_words() -> None:
    russia = SPARSE.powers[LUSHUN[3].powers[0]]
    later = russia._replace(id=PowerId("ussr"), short_name="USSR", name="Soviet Union")
    lane = RIBBONS[0].lanes[0]
    known = lane.controls[1]._replace(end=LUSHUN[7].start)
    after = lane.controls[1]._replace(powers=(later.id,), start=LUSHUN[7].start)
    ribbon = RIBBONS[0]._replace(lanes=(lane._replace(controls=(lane.controls[0], known, after)),))
    world = SPARSE._replace(
        powers={**SPARSE.powers, later.id: later}, ribbons=(ribbon, *RIBBONS[1:])
    )
    INDEXES[id(world)] = INDEXES[id(SPARSE)]
    narrow = Stretch(day("1954-08-01"), day("2026-05-31"))

    apart = [caption.text for caption in plan_of(world).rows[0].captions]
    joined = [caption.text for caption in plan_of(world, stretch=narrow).rows[0].captions]

    assert apart == ["Russia", "USSR"]
    assert joined == ["Russia · USSR"]


@pytest.mark.parametrize(
    ("text", "room", "cut"),
    [
        ("Looking for the sea", 190, "Looking for the sea"),
        ("Looking for the sea", 180, "Looking for the…"),
        ("Looking for the sea", 115, "Looking…"),
        ("Manchukuo", 70, "Manchu…"),
        ("Russia · USSR", 100, "Russia…"),
        ("Jilin", 20, ""),
    ],
)
def test_words_are_cut_to_the_room(text: str, room: float, cut: str) -> None:
    def ten(text: str, pixels: float, face: Face) -> float:
        return 10 * len(text)

    assert elided(text, room, measure=ten, text_size=10, face=Face.PLAIN) == cut


# Words, heights


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("1905-09-05", "1905-09-05", "5 September 1905"),
        ("1905-09-05", "1905-12-22", "5 September 1905 to 22 December 1905"),
        ("1923-01-01", "1927-12-31", "1923 to 1927"),
        ("1984-01-01", "1984-12-31", "1984"),
        ("1945-08-01", "1945-08-31", "August 1945"),
        ("1996-04-01", "1997-11-30", "April 1996 to November 1997"),
    ],
)
def test_days_are_said_in_words(first: str, last: str, words: str) -> None:
    assert days_in_words(day(first), day(last)) == words


def test_a_low_box_makes_everything_smaller() -> None:
    look = Look(Box(0, 0, 1024, 180), 1.08, False, WHOLE)

    smaller = fitted(look, RIBBONS)

    assert strip_height(RIBBONS, smaller.unit, slim=False) <= 180
    assert fitted(look._replace(box=Box(0, 0, 1024, 400)), RIBBONS).unit == 1.08


def test_a_spot_is_a_cluster_only_with_company() -> None:
    for spot in plan_of(CROWDED).spots:
        assert (spot.number == 1) == (spot.mark is not None)

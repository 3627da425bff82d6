"""What changed hands between two days: from whom to whom, how large, and how that is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Status, Territory, TerritoryId, World
from tests.small_world import AS_OF, FIRST_DAY, small_world
from ui.areas import Areas, shipped
from ui.compare import (
    Group,
    Kind,
    Known,
    Range,
    area_words,
    balance,
    changes,
    control_on,
    groups,
    hatched,
    heading,
    holding_words,
    known_on,
    names,
    nothing_changed,
    range_of,
    sentence,
    share_words,
)

WORLD = small_world()
DAYS = st.integers(FIRST_DAY, AS_OF)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def found_between(world: World, a: str, b: str) -> tuple[Group, ...]:
    found = changes(world, day(a), day(b))
    known = known_on(world, day(a), day(b), shipped())
    return groups(found, known, {TerritoryId(name): 1.0 for name in shipped().areas})


# The built lesson


def test_the_cession_of_1860_passes_from_qing_china_to_russia(built_world: World) -> None:
    first = found_between(built_world, "1858-01-01", "1860-11-20")[0]

    assert heading(first, built_world.powers) == "Passed from Qing China to Russia"
    assert {"amur-left-bank", "ussuri-coast"} <= {c.territory.id for c in first.changes}


def test_between_1904_and_1910_lease_karafuto_and_korea_change(built_world: World) -> None:
    said = {
        heading(group, built_world.powers): names(group)
        for group in found_between(built_world, "1904-01-01", "1910-11-20")
    }

    assert said["Passed from Korea to Japan"] == "Northern Korea, Southern Korea"
    assert said["Passed from Russia to Japan"] == "South Sakhalin"
    assert "City and port of Dalian" in said["Passed from Russia (lease) to Japan (lease)"]


def test_manchukuo_holds_rehe_in_1933_but_not_in_1932(built_world: World) -> None:
    for year, has_rehe in (("1932-06-01", False), ("1933-12-31", True)):
        group = next(
            group
            for group in found_between(built_world, "1931-01-01", year)
            if group.after.status is Status.PUPPET
        )

        assert ("Rehe" in names(group)) is has_rehe
        assert heading(group, built_world.powers) == (
            "Passed from Republic of China to Manchukuo (Japanese puppet state)"
        )


def test_from_1945_to_1955_the_joint_base_comes_back(built_world: World) -> None:
    headings = [
        heading(group, built_world.powers)
        for group in found_between(built_world, "1945-09-10", "1955-06-01")
    ]

    joint = "Soviet Union and Republic of China in common"
    assert f"Passed from {joint} to People’s Republic of China" in headings
    assert any("Soviet Union (occupation)" in said for said in headings)


def test_a_new_government_of_the_same_country_is_listed_but_not_hatched(
    built_world: World,
) -> None:
    found = changes(built_world, day("1911-01-01"), day("1913-06-01"))

    assert {change.kind for change in found if change.territory.id == "jilin"} == {Kind.GOVERNMENT}
    assert "jilin" not in hatched(found)


def test_occupation_that_becomes_a_lease_is_held_in_another_way(built_world: World) -> None:
    found = changes(built_world, day("1904-06-15"), day("1905-10-01"))

    dalian = next(change for change in found if change.territory.id == "dalian-city")
    assert dalian.kind is Kind.STATUS
    assert "dalian-city" in hatched(found)


def test_what_lies_in_a_vague_change_is_said_to_be_about_then(built_world: World) -> None:
    group = next(
        group
        for group in found_between(built_world, "1894-01-01", "1895-12-15")
        if any(change.territory.id == "dalian-city" for change in group.changes)
    )

    assert "(about then)" in names(group)


@pytest.mark.parametrize(
    ("territories", "published", "within"),
    [
        (["amur-left-bank"], 582_600, 0.005),
        (["ussuri-coast"], 310_400, 0.005),
        (["kwantung-north", "lushun-base", "dalian-city"], 3_476, 0.01),
        (
            ["heilongjiang", "jilin", "liaoning", "liaodong-ceded", "inner-mongolia-east", "rehe"],
            1_289_300,
            0.001,
        ),
        (["sakhalin-south"], 33_300, 0.005),
        (["korea-north", "korea-south"], 222_000, 0.005),
    ],
)
def test_measured_areas_agree_with_independent_ones(
    territories: list[str], published: float, within: float
) -> None:
    measured = sum(shipped().areas[name] for name in territories)

    assert measured == pytest.approx(published, rel=within)


def test_published_areas_lie_in_the_range_given(built_world: World) -> None:
    by_id = {territory.id: territory for territory in built_world.territories}

    def found(*ids: str) -> Range:
        known = known_on(built_world, FIRST_DAY, AS_OF, shipped())
        return range_of([by_id[TerritoryId(name)] for name in ids], known)

    amur = found("amur-left-bank")
    assert amur.least < 600_000 < amur.most
    kwantung = found("kwantung-north", "lushun-base", "dalian-city")
    assert kwantung.least < 3_462 < kwantung.most
    korea = found("korea-north", "korea-south")
    assert korea.least < 220_800 < korea.most


def test_a_river_border_makes_an_area_surer_than_a_watershed(built_world: World) -> None:
    known = known_on(built_world, FIRST_DAY, AS_OF, shipped())

    assert known.lines["amur-left-bank|heilongjiang"] == 1
    assert known.lines["amur-left-bank|russia-rest"] == 10


def test_the_worse_known_of_both_days_counts(built_world: World) -> None:
    before, after = day("1950-01-01"), day("1970-01-01")

    lines = [
        known_on(built_world, *days, shipped()).lines["inner-mongolia-east|mongolia"]
        for days in ((before, after), (after, before), (after, after))
    ]

    assert lines == [15, 15, 1]


def test_what_changed_together_has_no_doubt_about_the_line_between(built_world: World) -> None:
    by_id = {territory.id: territory for territory in built_world.territories}
    pair = [by_id[TerritoryId("inner-mongolia-east")], by_id[TerritoryId("rehe")]]

    known = known_on(built_world, FIRST_DAY, AS_OF, shipped())
    together = range_of(pair, known)
    apart = [range_of([one], known) for one in pair]

    spread = sum(one.most - one.least for one in apart)
    assert together.most - together.least < spread - 15 * 2 * 390


# Any lesson


@given(DAYS, DAYS)
def test_exchanging_the_days_exchanges_gained_and_lost(a: int, b: int) -> None:
    there, back = (
        balance(changes(WORLD, *days), known_on(WORLD, *days, _areas()), WORLD.powers)
        for days in ((a, b), (b, a))
    )

    assert {(frozenset(one.powers), one.gained, one.lost) for one in there} == {
        (frozenset(one.powers), one.lost, one.gained) for one in back
    }


@given(DAYS, DAYS)
def test_exchanging_the_days_exchanges_from_whom_and_to_whom(a: int, b: int) -> None:
    there, back = changes(WORLD, a, b), changes(WORLD, b, a)

    assert [(c.territory.id, c.before, c.after, c.kind) for c in there] == [
        (c.territory.id, c.after, c.before, c.kind) for c in back
    ]


@given(DAYS)
def test_nothing_changes_within_a_day(a: int) -> None:
    assert changes(WORLD, a, a) == ()


@given(DAYS)
def test_somebody_holds_everything_on_every_day(a: int) -> None:
    for territory in WORLD.territories:
        control = control_on(territory.controls, a)

        assert control.start.first <= max(a, control.start.last)
        assert a <= control.end.last or control.end.open_end


@given(st.floats(0, 5e6), st.floats(0, 2e5))
def test_a_range_in_words_is_never_narrower_than_what_is_known(area: float, error: float) -> None:
    said = area_words(Range(max(area - error, 0.0), area + error))

    digits = [float(n.replace(",", "")) for n in said.removesuffix(" km²").split()[-1].split("–")]
    assert digits[-1] >= area + error - 1e-6 * area
    if len(digits) == 2:
        assert digits[0] <= area - error + 1e-6 * area
        assert digits[1] - digits[0] <= 2 * error + 2 * max(error, 1) + 1e-6 * area


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (307_300, 312_600, "306,000–314,000 km²"),
        (10, 251, "up to 300 km²"),
        (50, 251, "50–300 km²"),
        (70.4, 344, "50–350 km²"),
        (474, 1_489, "400–1,600 km²"),
        (3_100, 3_900, "3,000–4,000 km²"),
        (12.0, 12.0, "12 km²"),
    ],
)
def test_areas_are_rounded_to_what_is_known_and_keep_their_least(
    least: float, most: float, said: str
) -> None:
    assert area_words(Range(least, most)) == said


@pytest.mark.parametrize(
    ("share", "said"), [(0, "none"), (0.004, "less than 1 %"), (0.041, "4 %"), (1, "100 %")]
)
def test_shares_are_said_in_whole_parts(share: float, said: str) -> None:
    assert share_words(share) == said


def test_land_that_goes_on_beyond_the_map_is_said_to_be_of_this_map() -> None:
    assert area_words(Range(90, 110), cut=True).endswith("on this map")


def test_the_sentence_names_holders_land_area_and_share() -> None:
    areas = _areas()
    found = changes(WORLD, day("1859-01-01"), day("1861-01-01"))
    (group,) = groups(
        found, Known(areas, {}), {TerritoryId("ussuri-coast"): 50, TerritoryId("sea"): 150}
    )

    assert sentence(group, WORLD.powers) == (
        "Passed from China to Russian Empire: The coast lost in 1860, 980–1,020 km², "
        "25 % of the land in view"
    )


def test_a_range_a_hair_below_a_power_of_ten_is_said() -> None:
    assert area_words(Range(0.0, 2 * 999.9999999999999)) == "up to 2,000 km²"


def test_ways_of_holding_are_said_in_words() -> None:
    said = {
        holding_words(change.after, WORLD.powers)
        for text in ("1900-01-01", "1905-03-01", "1930-01-01", "1950-01-01")
        for change in changes(WORLD, day("1890-01-01"), day(text))
    }

    assert said == {
        "Russian Empire (lease)",
        "Empire of Japan (occupation)",
        "Empire of Japan (lease)",
        "Russian Empire and China in common",
    }


def test_the_same_day_twice_is_said_and_so_is_that_nothing_changed() -> None:
    assert "same day" in nothing_changed(5, 5)
    assert nothing_changed(day("1870-01-02"), day("1869-03-04")) == (
        "Nothing changed hands between 4 March 1869 and 2 January 1870."
    )


def _areas() -> Areas:
    ids = [territory.id for territory in WORLD.territories]
    return Areas(dict.fromkeys(ids, 1000.0), frozenset(), {}, dict.fromkeys(ids, 100.0), {})


def test_a_territory_without_a_measured_area_is_listed_all_the_same() -> None:
    unknown = Territory(TerritoryId("unknown"), "Unknown", WORLD.territories[0].controls)
    world = WORLD._replace(territories=(unknown,))

    found = groups(changes(world, FIRST_DAY, AS_OF), Known(_areas(), {}), {})

    assert [change.territory for change in found[0].changes] == [unknown]

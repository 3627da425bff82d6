"""Who held what on chosen days, in the built lesson: as the map and the ribbons show it."""

from __future__ import annotations

from datetime import date

import pytest

from db.records import EventId, World
from ui.camera import Camera
from ui.flight import Instant, Moment
from ui.map.basemap import Basemap
from ui.map.scene import Emphasis, SceneMaker, control_weights

EVENT = EventId("event")


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.fixture(scope="module")
def maker(built_world: World) -> SceneMaker:
    return SceneMaker(built_world, Basemap().codes("border"), lambda event: Emphasis())


def on_map(maker: SceneMaker, territory: str, when: str) -> tuple[str, str]:
    """The holder and the way of holding that the map shows most of."""
    scene = maker.at(Instant.still(Camera(0, 0, 1e6), day(when), EVENT))
    fill = next(fill for fill in scene.fills if fill.territory == territory)
    tint = max(fill.tints, key=lambda tint: tint.weight)
    return "+".join(sorted(tint.powers)), str(tint.status)


def on_ribbon(world: World, place: str, when: str) -> tuple[str, str]:
    """The holder and the way of holding that the ribbon shows most of."""
    lane = next(lane for ribbon in world.ribbons for lane in ribbon.lanes if lane.place == place)
    control, _ = max(
        control_weights(lane.controls, [Moment(day(when))]), key=lambda found: found[1]
    )
    return "+".join(sorted(control.powers)), str(control.status)


PORT_ARTHUR = [
    ("1898-03-01", "russia", "occupied"),
    ("1898-03-28", "russia", "leased"),
    ("1905-01-01", "russia", "leased"),
    ("1905-01-03", "japan", "occupied"),
    ("1945-08-21", "japan", "leased"),
    ("1945-08-24", "ussr", "joint"),
    ("1955-05-25", "prc+ussr", "joint"),
    ("1955-05-27", "prc", "sovereign"),
]


@pytest.mark.parametrize(("when", "power", "status"), PORT_ARTHUR)
def test_who_holds_port_arthur(
    built_world: World, maker: SceneMaker, when: str, power: str, status: str
) -> None:
    shown = on_ribbon(built_world, "lushun", when)

    assert shown[1] == status
    assert power.split("+")[-1] in shown[0].split("+")
    assert on_map(maker, "lushun-base", when) == shown


@pytest.mark.parametrize(
    ("when", "power", "status"),
    [
        ("1904-05-29", "russia", "leased"),
        ("1904-05-31", "japan", "occupied"),
        ("1951-01-31", "ussr", "occupied"),
        ("1951-02-01", "prc", "sovereign"),
    ],
)
def test_who_holds_dalian(
    built_world: World, maker: SceneMaker, when: str, power: str, status: str
) -> None:
    assert on_ribbon(built_world, "dalian", when) == (power, status)
    assert on_map(maker, "dalian-city", when) == (power, status)


@pytest.mark.parametrize(
    ("when", "power", "status"),
    [
        ("1894-10-01", "qing", "sovereign"),
        ("1895-03-07", "japan", "occupied"),
        ("1895-04-17", "japan", "occupied"),
        ("1895-11-08", "japan", "occupied"),
        ("1896-02-01", "qing", "sovereign"),
        ("1898-03-28", "qing", "sovereign"),
        ("1902-06-01", "russia", "occupied"),
        ("1910-06-01", "qing", "sovereign"),
        ("1933-06-01", "manchukuo", "puppet"),
        ("1955-05-25", "prc", "sovereign"),
    ],
)
def test_who_holds_the_hinterland_of_haicheng_and_yingkou(
    maker: SceneMaker, when: str, power: str, status: str
) -> None:
    assert on_map(maker, "liaodong-ceded", when) == (power, status)


def test_in_1895_japan_holds_all_of_liaodong_up_to_a_band_and_no_further(
    maker: SceneMaker,
) -> None:
    now = Instant.still(Camera(0, 0, 1e6), day("1895-05-01"), EVENT)
    ceded = {"liaodong-ceded", "kwantung-north", "lushun-base", "dalian-city"}

    assert {on_map(maker, piece, "1895-05-01")[0] for piece in ceded} == {"japan"}
    assert on_map(maker, "liaoning", "1895-05-01")[0] == "qing"
    known = {line.code: line.accuracy_km for line in maker.at(now).frontiers}
    assert known["liaodong-ceded|liaoning"] == 10.0
    assert "kwantung-north|liaodong-ceded" not in known, "a line of 1898"


@pytest.mark.parametrize(
    "when", ["1880-01-01", "1897-01-01", "1901-06-01", "1950-01-01", "2003-10-31"]
)
def test_in_other_years_no_line_runs_where_liaodong_was_ceded(maker: SceneMaker, when: str) -> None:
    now = Instant.still(Camera(0, 0, 1e6), day(when), EVENT)

    assert "liaodong-ceded|liaoning" not in {line.code for line in maker.at(now).frontiers}


@pytest.mark.parametrize(
    ("when", "power", "status"),
    [("1931-09-17", "roc", "sovereign"), ("1931-09-22", "japan", "occupied")],
)
def test_who_holds_jilin(
    built_world: World, maker: SceneMaker, when: str, power: str, status: str
) -> None:
    assert on_ribbon(built_world, "jilin-city", when) == (power, status)
    assert on_map(maker, "jilin", when) == (power, status)


@pytest.mark.parametrize(
    ("territory", "when", "power", "status"),
    [
        ("amur-left-bank", "1857-06-01", "qing", "sovereign"),
        ("amur-left-bank", "1858-06-01", "russia", "sovereign"),
        ("ussuri-coast", "1859-06-01", "qing+russia", "joint"),
        ("ussuri-coast", "1860-11-14", "russia", "sovereign"),
        ("sakhalin-south", "1904-01-01", "russia", "sovereign"),
        ("sakhalin-south", "1906-01-01", "japan", "sovereign"),
        ("korea-north", "1905-10-01", "korea", "sovereign"),
        ("korea-north", "1906-06-01", "japan", "protectorate"),
        ("korea-south", "1911-01-01", "japan", "sovereign"),
        ("rehe", "1932-06-01", "roc", "sovereign"),
        ("rehe", "1934-01-01", "manchukuo", "puppet"),
        ("jilin", "1932-03-01", "manchukuo", "puppet"),
        ("lushun-base", "1932-06-01", "japan", "leased"),
        ("heixiazi-west", "2008-10-13", "rf", "sovereign"),
        ("heixiazi-west", "2008-10-14", "prc", "sovereign"),
    ],
)
def test_who_holds_the_land(
    maker: SceneMaker, territory: str, when: str, power: str, status: str
) -> None:
    assert on_map(maker, territory, when) == (power, status)


def test_every_day_has_a_holder_everywhere(built_world: World) -> None:
    for when in range(built_world.first_day, built_world.as_of + 1, 97):
        for territory in built_world.territories:
            weights = control_weights(territory.controls, [Moment(when)])
            assert sum(weight for _, weight in weights) == pytest.approx(1)


def called(maker: SceneMaker, place: str, when: str) -> tuple[str, str, str]:
    """The label of a place on a day: its name, in the script of who held it, and today."""
    scene = maker.at(Instant.still(Camera(0, 0, 1e6), day(when), EVENT))
    (name,) = (name for name in scene.names if name.place.id == place)
    label = name.place.labels[name.label]
    return label.text, label.native, label.today


YEARS = ("1900", "1910", "1955", "2003")
NAMES = {
    "dalian": (
        ("Dalny", "Дальний", "Dalian"),
        ("Dairen", "大連", "Dalian"),
        ("Dalian", "大連", ""),
        ("Dalian", "大连", ""),
    ),
    "lushun": (
        ("Port Arthur", "Порт-Артур", "Lüshunkou"),
        ("Port Arthur", "旅順", "Lüshunkou"),
        ("Lüshunkou", "旅順口", ""),
        ("Lüshunkou", "旅顺口", ""),
    ),
    "vladivostok": (("Vladivostok", "Владивосток", ""),) * 4,
    "changchun": (("Changchun", "長春", ""),) * 3 + (("Changchun", "长春", ""),),
    "shenyang": (("Mukden", "奉天", "Shenyang"),) * 2
    + (("Shenyang", "瀋陽", ""), ("Shenyang", "沈阳", "")),
    "jilin-city": (("Kirin", "吉林", "Jilin"),) * 2 + (("Jilin", "吉林", ""),) * 2,
}


@pytest.mark.parametrize("place", NAMES)
def test_places_are_called_what_they_were_called(maker: SceneMaker, place: str) -> None:
    assert tuple(called(maker, place, f"{year}-07-01") for year in YEARS) == NAMES[place]


@pytest.mark.parametrize(
    ("place", "renamed", "before", "after"),
    [
        ("vladivostok", "1860-07-02", "Haishenwai", "Vladivostok"),
        ("dalian", "1899-08-11", "Qingniwa", "Dalny"),
        ("dalian", "1905-02-11", "Dalny", "Dairen"),
        ("dalian", "1945-08-22", "Dairen", "Dalian"),
        ("lushun", "1898-03-27", "Lüshun", "Port Arthur"),
        ("lushun", "1955-05-26", "Port Arthur", "Lüshunkou"),
        ("changchun", "1932-03-01", "Changchun", "Hsinking"),
        ("changchun", "1945-08-18", "Hsinking", "Changchun"),
        ("shenyang", "1945-08-18", "Mukden", "Shenyang"),
        ("jilin-city", "1949-10-01", "Kirin", "Jilin"),
    ],
)
def test_places_change_their_names_on_the_day(
    maker: SceneMaker, place: str, renamed: str, before: str, after: str
) -> None:
    eve = date.fromordinal(day(renamed) - 1).isoformat()

    assert called(maker, place, eve)[0] == before
    assert called(maker, place, renamed)[0] == after


def test_no_name_is_shown_outside_its_time(built_world: World, maker: SceneMaker) -> None:
    changes = {
        bound
        for place in built_world.places
        for label in place.labels
        for bound in (label.start, label.end)
    }
    days = {when for change in changes for when in (change - 1, change)}
    days &= set(range(built_world.first_day, built_world.as_of + 1))
    assert len(days) > 100

    for when in sorted(days | {built_world.first_day, built_world.as_of}):
        scene = maker.at(Instant.still(Camera(0, 0, 1e6), when, EVENT))
        shown = [(name.place.id, name.label) for name in scene.names]
        due = [
            (place.id, index)
            for place in built_world.places
            for index, label in enumerate(place.labels)
            if label.start <= when < label.end
        ]
        assert shown == due
        assert len({place for place, _ in shown}) == len(shown), "one name at a time"


def test_the_sea_of_japan_has_both_names_in_all_years(
    built_world: World, maker: SceneMaker
) -> None:
    (sea,) = (place for place in built_world.places if place.id == "sea-of-japan")
    (label,) = sea.labels

    assert label.text == "Sea of Japan (East Sea)"
    assert (label.native, label.today) == ("", "")
    for when in (built_world.first_day, built_world.as_of):
        shown = date.fromordinal(when).isoformat()
        assert called(maker, "sea-of-japan", shown)[0] == label.text


def test_the_chinese_eastern_railway_grows_until_1903(maker: SceneMaker) -> None:
    def laid(when: str) -> float:
        scene = maker.at(Instant.still(Camera(0, 0, 1e6), day(when), EVENT))
        return sum(
            abs(track.last_km - track.first_km)
            for track in scene.tracks
            if track.route.id == "cer-main"
        )

    lengths = [laid(f"{year}-01-01") for year in (1896, 1900, 1902, 1904)]

    assert lengths == sorted(lengths)
    assert lengths[0] == 0
    assert 0 < lengths[1] < lengths[3]
    assert lengths[3] == pytest.approx(1718, abs=1)

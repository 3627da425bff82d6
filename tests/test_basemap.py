"""The base map as it is shipped: complete, seamless, and true to the ground."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from assets.basemap.build import areas, cells, control, fingerprint, plane
from assets.basemap.build.plane import Floats

ASSETS = Path(__file__).parents[1] / "assets"
FOLDER = ASSETS / "basemap"
PICTURES = ("relief-land", "relief-land-focus", "relief-sea")

TERRITORIES = {
    "amur-left-bank", "china-rest", "dalian-city", "heilongjiang", "heixiazi-west",
    "inner-mongolia-east", "japan", "jilin", "korea-north", "korea-south", "kurils",
    "kwantung-north", "liaodong-ceded", "liaoning", "lushun-base", "mongolia", "other-land", "rehe",
    "russia-rest", "sakhalin-north", "sakhalin-south", "taiwan", "uda-slope", "ussuri-coast",
}  # fmt: skip

BEYOND_FOCUS = {
    "kurils", "other-land", "russia-rest", "sakhalin-north", "sakhalin-south", "taiwan",
    "uda-slope",
}  # fmt: skip

SEEDS = {
    "Vladivostok": (131.93, 43.13, "ussuri-coast"),
    "Nakhodka": (132.90, 42.84, "ussuri-coast"),
    "Khabarovsk, right bank": (135.08, 48.46, "ussuri-coast"),
    "Sovetskaya Gavan": (140.10, 48.90, "ussuri-coast"),
    "Blagoveshchensk": (127.53, 50.29, "amur-left-bank"),
    "Birobidzhan": (132.93, 48.79, "amur-left-bank"),
    "Yinlong": (134.55, 48.37, "heixiazi-west"),
    "Upper Uda": (133.5, 54.4, "uda-slope"),
    "Yuzhno-Sakhalinsk": (142.73, 46.96, "sakhalin-south"),
    "Okha": (142.95, 53.58, "sakhalin-north"),
    "Iturup": (147.87, 45.1, "kurils"),
    "Petropavlovsk": (158.62, 53.1, "russia-rest"),
    "Chita": (113.5, 52.05, "russia-rest"),
    "Lüshun": (121.25, 38.85, "lushun-base"),
    "Jinzhou in Liaodong": (121.75, 39.12, "lushun-base"),
    "Dalian": (121.62, 38.91, "dalian-city"),
    "Pikou": (122.30, 39.44, "kwantung-north"),
    "Shenyang": (123.43, 41.80, "liaoning"),
    "Liaoyang": (123.18, 41.27, "liaoning"),
    "Niuzhuang": (122.53, 40.96, "liaoning"),
    "Kuandian": (124.78, 40.73, "liaoning"),
    "Haicheng": (122.745, 40.853, "liaodong-ceded"),
    "Yingkou": (122.278, 40.66, "liaodong-ceded"),
    "Fenghuangcheng": (124.065, 40.452, "liaodong-ceded"),
    "Xiuyan": (123.28, 40.28, "liaodong-ceded"),
    "Dandong": (124.35, 40.14, "liaodong-ceded"),
    "Jilin": (126.55, 43.85, "jilin"),
    "Changchun": (125.32, 43.88, "jilin"),
    "Hunchun": (130.36, 42.87, "jilin"),
    "Harbin": (126.65, 45.73, "heilongjiang"),
    "Suifenhe": (131.10, 44.40, "heilongjiang"),
    "Manzhouli": (117.45, 49.57, "inner-mongolia-east"),
    "Tongliao": (122.25, 43.62, "inner-mongolia-east"),
    "Chengde": (117.95, 40.97, "rehe"),
    "Chaoyang": (120.45, 41.57, "rehe"),
    "Chifeng": (118.95, 42.26, "rehe"),
    "Beijing": (116.40, 39.91, "china-rest"),
    "Shanghai": (121.40, 31.20, "china-rest"),
    "Ulaanbaatar": (106.90, 47.90, "mongolia"),
    "Pyongyang": (125.75, 39.03, "korea-north"),
    "Rajin": (130.35, 42.28, "korea-north"),
    "Seoul": (127.00, 37.57, "korea-south"),
    "Tokyo": (139.70, 35.70, "japan"),
    "Taipei": (121.54, 25.05, "taiwan"),
    "Öskemen": (82.6, 49.95, "other-land"),
}

AREAS = {
    "land of 1858": ({"amur-left-bank"}, 582_600, 0.01),
    "land of 1860": ({"ussuri-coast", "heixiazi-west"}, 310_400, 0.01),
    "slope of the Uda": ({"uda-slope"}, 101_000, 0.05),
    "Kwantung": ({"kwantung-north", "lushun-base", "dalian-city"}, 3_476, 0.02),
    "base area with Dalian": ({"lushun-base", "dalian-city"}, 2_470, 0.02),
    "Manchukuo": (
        {"heilongjiang", "jilin", "liaoning", "liaodong-ceded", "inner-mongolia-east", "rehe"},
        1_289_300, 0.01,
    ),
    "Jilin": ({"jilin"}, 191_000, 0.01),
    "Karafuto": ({"sakhalin-south"}, 33_300, 0.01),
    "Korea": ({"korea-north", "korea-south"}, 222_000, 0.01),
    "west of Heixiazi, with half the river": ({"heixiazi-west"}, 207, 0.05),
}  # fmt: skip


@cache
def _meta() -> dict[str, str]:
    with closing(sqlite3.connect(FOLDER / "basemap.sqlite")) as db:
        return dict(db.execute("SELECT key, value FROM meta"))


@cache
def _rows() -> list[fingerprint.Row]:
    with closing(sqlite3.connect(FOLDER / "basemap.sqlite")) as db:
        return list(db.execute("SELECT level, layer, code, x0, y0, x1, y1, path FROM shape"))


def _levels() -> list[int]:
    return [int(part.split(":")[0]) for part in _meta()["levels"].split(",")]


def _box(key: str) -> tuple[float, ...]:
    return tuple(float(number) for number in _meta()[key].split())


def _extent(level: int) -> tuple[float, ...]:
    if level in (0, 1, 2):
        return tuple(float(_meta()[key]) for key in ("x0", "y0", "x1", "y1"))
    return _box("focus")


def _path(blob: bytes) -> QPainterPath:
    data = QByteArray(zlib.decompress(blob))
    stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
    stream.setVersion(QDataStream.Version.Qt_6_0)
    path = QPainterPath()
    stream >> path
    return path


def _subpaths(blob: bytes) -> list[Floats]:
    """The points of every subpath, straight from the stream."""
    data = zlib.decompress(blob)
    count = int.from_bytes(data[:4], "big")
    kind = np.dtype([("type", ">i4"), ("x", ">f8"), ("y", ">f8")])
    elements = np.frombuffer(data, dtype=kind, count=count, offset=4)
    points = np.column_stack([elements["x"], elements["y"]]).astype(np.float64)
    starts = np.flatnonzero(elements["type"] == 0)
    return np.split(points, starts[1:])


@cache
def _layer(level: int, layer: str) -> list[tuple[str, list[Floats]]]:
    return [(row[2], _subpaths(row[7])) for row in _rows() if row[:2] == (level, layer)]


def _polygons(rings: list[Floats]) -> list[shapely.Polygon]:
    """Outer rings run counter-clockwise; each hole lies in the outer ring before it."""
    grouped: list[list[Floats]] = []
    for ring in rings:
        if shapely.is_ccw(shapely.LinearRing(ring)):
            grouped.append([ring])
        else:
            grouped[-1].append(ring)
    return [shapely.Polygon(group[0], group[1:]) for group in grouped]


@cache
def _land(level: int) -> tuple[list[str], list[shapely.Polygon]]:
    codes, shapes = [], []
    for code, rings in _layer(level, "land"):
        for polygon in _polygons(rings):
            codes.append(code)
            shapes.append(polygon)
    return codes, shapes


def _edges(lines: list[Floats]) -> Floats:
    """All edges of the lines, (x, y, x, y) a row, each with its lower end first."""
    edges = np.vstack([np.hstack([line[:-1], line[1:]]) for line in lines])
    turned = (edges[:, 2] < edges[:, 0]) | (
        (edges[:, 2] == edges[:, 0]) & (edges[:, 3] < edges[:, 1])
    )
    edges[turned] = edges[turned][:, [2, 3, 0, 1]]
    return edges


def _on_edge_of(
    extent: tuple[float, ...], edges: Floats
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    x0, y0, x1, y1 = extent
    upright = (edges[:, 0] == edges[:, 2]) & np.isin(edges[:, 0], (x0, x1))
    level = (edges[:, 1] == edges[:, 3]) & np.isin(edges[:, 1], (y0, y1))
    on_edge: np.ndarray[tuple[int], np.dtype[np.bool_]] = upright | level
    return on_edge


def test_everything_together_is_under_ten_megabytes() -> None:
    size = sum(file.stat().st_size for file in FOLDER.iterdir() if file.is_file())

    assert size < 10e6


def test_the_manifest_tells_the_shapes_apart_from_any_others() -> None:
    manifest = json.loads((FOLDER / "manifest.json").read_text("utf-8"))

    assert manifest["shapes"] == len(_rows())
    assert manifest["shapes_sha256"] == fingerprint.of(_rows())
    assert all(len(package["sha256"]) == 64 for package in manifest["packages"])


def test_the_rectangle_reaches_from_lake_baikal_to_kamchatka_and_taiwan() -> None:
    rectangle = shapely.box(*_extent(0))

    for lon, lat in ((103.7, 51.5), (162.0, 56.0), (121.4, 31.2), (120.8, 21.9), (137.0, 60.0)):
        assert rectangle.contains(plane.point(lon, lat))
    assert rectangle.contains(shapely.box(*_box("focus")))


def test_no_coordinate_is_left_in_degrees_or_fractions() -> None:
    for row in _rows():
        bounds = np.array(row[3:7])
        points = np.vstack(_subpaths(row[7]))

        assert (points == np.round(points)).all()
        assert (bounds == [*points.min(axis=0), *points.max(axis=0)]).all()
    everything = np.array([row[3:7] for row in _rows()])
    assert np.ptp(everything[:, 0]) > 5e6


@pytest.mark.parametrize("level", [0, 1, 2])
def test_every_territory_is_there(level: int) -> None:
    assert set(_land(level)[0]) == TERRITORIES


@pytest.mark.parametrize("level", [3, 4])
def test_every_territory_of_the_focus_is_there(level: int) -> None:
    assert set(_land(level)[0]) >= TERRITORIES - BEYOND_FOCUS


@pytest.mark.parametrize("level", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("place", SEEDS)
def test_places_lie_in_their_territory(place: str, level: int) -> None:
    lon, lat, expected = SEEDS[place]
    point = plane.point(lon, lat)
    codes, shapes = _land(level)

    found = [codes[index] for index in shapely.STRtree(shapes).query(point, "intersects")]

    inside = shapely.box(*_extent(level)).contains(point)
    assert set(found) == ({expected} if inside else set())


@pytest.mark.parametrize("level", [3, 4])
@pytest.mark.parametrize(("lon", "lat"), [(130.60, 42.44), (130.572, 42.48), (130.625, 42.42)])
def test_the_strip_of_fangchuan_is_chinese(level: int, lon: float, lat: float) -> None:
    codes, shapes = _land(level)

    found = shapely.STRtree(shapes).query(plane.point(lon, lat), "intersects")

    assert {codes[index] for index in found} == {"jilin"}


def test_the_border_turns_at_marker_423() -> None:
    lines = [
        shapely.LineString(line)
        for code, parts in _layer(2, "border")
        if code == "jilin|ussuri-coast"
        for line in parts
    ]

    assert shapely.MultiLineString(lines).distance(plane.point(130.6393, 42.4198)) < 100


@pytest.mark.parametrize("level", [0, 1, 2, 3, 4])
def test_cells_and_territories_fit_together_without_gap_or_overlap(level: int) -> None:
    _, shapes = _land(level)
    inner, counts = np.unique(
        _edges([ring for _, rings in _layer(level, "land") for ring in rings]),
        axis=0,
        return_counts=True,
    )
    coast = _edges([line for _, lines in _layer(level, "coast") for line in lines])

    single = inner[counts == 1]
    free = single[~_on_edge_of(_extent(level), single)]

    assert counts.max() <= 2
    assert bool(shapely.coverage_is_valid(np.array(shapes)))
    assert {*map(tuple, free.tolist())} == {*map(tuple, coast.tolist())}


@pytest.mark.parametrize("level", [0, 1, 2, 3, 4])
def test_borders_run_between_two_territories(level: int) -> None:
    codes = {code for code, _ in _layer(level, "border")}

    assert codes
    for code in codes:
        one, other = code.split("|")
        assert one < other
        assert {one, other} <= TERRITORIES


def test_no_line_runs_along_the_edge_of_the_rectangle() -> None:
    for level in (0, 1):
        for layer in ("coast", "border", "admin1"):
            edges = _edges([line for _, lines in _layer(level, layer) for line in lines])

            assert not _on_edge_of(_extent(level), edges).any()


@pytest.mark.parametrize("name", AREAS)
def test_areas_agree_with_the_published_ones(name: str) -> None:
    territories, expected, tolerance = AREAS[name]
    globe = Geod(ellps="WGS84")

    area = sum(
        abs(globe.geometry_area_perimeter(shapely.transform(shape, plane.unproject))[0])
        for code, shape in zip(*_land(2), strict=True)
        if code in territories
    )

    assert area / 1e6 == pytest.approx(expected, rel=tolerance)


def test_cells_painted_as_one_path_show_no_seam() -> None:
    x0, y0, size = -400e3, 200e3, 600e3
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for row in _rows():
        if row[:2] == (1, "land") and row[3] < x0 + size and row[5] > x0 and row[6] > y0:
            path.addPath(_path(row[7]))
    image = QImage(300, 300, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)

    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(300 / size, -300 / size)
    painter.translate(-x0, -(y0 + size))
    painter.fillPath(path, QColor(0, 0, 0))
    painter.end()

    alpha = {image.pixelColor(x, y).alpha() for x in range(300) for y in range(300)}
    assert alpha == {255}


@pytest.mark.parametrize("code", ["baikal", "khanka", "songhua-reservoir", "supung-reservoir"])
def test_lakes_that_the_story_names_have_ids(code: str) -> None:
    assert code in {name for name, _ in _layer(1, "lake")}


@pytest.mark.parametrize("code", ["amur", "ussuri", "songhua", "yalu", "tumen", "argun", "suifun"])
def test_rivers_that_the_story_names_have_ids(code: str) -> None:
    assert code in {name for name, _ in _layer(1, "river")}


@pytest.mark.parametrize("name", PICTURES)
def test_relief_covers_its_bounds_with_square_pixels(name: str) -> None:
    image = QImage(str(FOLDER / f"{name}.jpg"))
    x0, y0, x1, y1 = _box(name.replace("-", "_"))

    assert image.width() > 0
    assert (x1 - x0) / image.width() == (y1 - y0) / image.height()
    needed = _box("focus") if name.endswith("focus") else _extent(0)
    assert shapely.box(x0, y0, x1, y1).covers(shapely.box(*needed))


def test_sea_is_blue_and_goes_on_to_every_edge() -> None:
    image = QImage(str(FOLDER / "relief-sea.jpg"))
    right, bottom = image.width() - 1, image.height() - 1

    for x in (0, right // 2, right):
        for y in (0, bottom // 2, bottom):
            colour = image.pixelColor(x, y)
            assert colour.blue() > colour.red() + 10


def _features() -> Iterator[tuple[str, dict[str, object]]]:
    for file in sorted((ASSETS / "lesson" / "borders").glob("*.geojson")):
        for feature in json.loads(file.read_text("utf-8"))["features"]:
            yield feature["id"], feature["properties"]


def test_every_line_of_history_says_its_basis_and_how_exact_it_is() -> None:
    features = dict(_features())

    assert {
        "aigun", "uda", "liaodong-ceded", "kwantung", "port-arthur-base", "manchukuo", "karafuto"
    } <= set(features)  # fmt: skip
    for properties in features.values():
        assert properties["basis"]
        assert isinstance(properties["accuracy_km"], int | float)
        assert isinstance(properties["disputed"], bool)


def test_areas_of_the_lines_of_history_are_simple() -> None:
    for line in control.read().values():
        assert line.area is None or line.area.geom_type == "Polygon"


points = st.tuples(st.integers(-500, 500), st.integers(-500, 500))


@given(points, points)
def test_an_edge_crosses_the_grid_at_the_same_points_both_ways(
    a: tuple[int, int], b: tuple[int, int]
) -> None:
    there = cells.with_crossings(shapely.LineString([a, b]), 100)
    back = cells.with_crossings(shapely.LineString([b, a]), 100)

    assert list(there.coords) == list(back.coords)[::-1]


def test_cut_parts_of_a_polygon_add_up_to_it() -> None:
    groups: dict[cells.Cell, float] = defaultdict(float)
    outline = [(-130, -70), (260, -40), (310, 190), (20, 150), (-90, 280)]
    crossed = cells.with_crossings(shapely.Polygon(outline), 100)

    for cell, part in cells.cut_polygon(crossed, 100, (-1000, -1000, 1000, 1000)):
        groups[cell] += part.area

    assert sum(groups.values()) == crossed.area
    assert len(groups) > 10


def test_every_piece_of_land_is_measured_and_every_line_has_its_length() -> None:
    found = json.loads((FOLDER / "areas.json").read_text("utf-8"))
    with closing(sqlite3.connect(FOLDER / "basemap.sqlite")) as db:
        rows = {str(row) for (row,) in db.execute("select rowid from shape where layer = 'land'")}
        borders = {
            code
            for (code,) in db.execute(
                "select distinct code from shape where layer = 'border' and level = 2"
            )
        }

    assert set(found["pieces"]) == rows
    assert set(found["borders"]) == borders
    assert set(found["areas"]) == TERRITORIES


def test_pieces_are_measured_on_the_globe() -> None:
    found = json.loads((FOLDER / "areas.json").read_text("utf-8"))
    rows = list(areas.rows(FOLDER, "land"))[::97]

    for row, _, _, path in rows:
        measured = areas.area(areas.polygon(path))
        assert found["pieces"][str(row)] == pytest.approx(measured, abs=0.001)

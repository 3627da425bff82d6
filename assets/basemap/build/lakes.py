"""Names for the lakes that the story dates or mentions."""

from __future__ import annotations

import shapely

from assets.basemap.build import plane

_SEEDS = {
    "khanka": (132.4, 45.0),
    "baikal": (108.0, 53.5),
    "songhua-reservoir": (126.85, 43.6),
    "supung-reservoir": (125.1, 40.55),
}
_REACH = 12_000.0


def named(shapes: list[shapely.Polygon]) -> list[tuple[str, shapely.Polygon]]:
    """Every lake with its id; lakes without one are called "lake"."""
    codes = ["lake"] * len(shapes)
    for code, seed in _SEEDS.items():
        point = plane.point(*seed)
        near = [i for i, shape in enumerate(shapes) if shape.distance(point) <= _REACH]
        if not near:
            raise ValueError(f"no lake near {seed} for {code}.")
        codes[max(near, key=lambda i: shapes[i].area)] = code
    return list(zip(codes, shapes, strict=True))

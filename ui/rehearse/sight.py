"""What a stop's caption names, and whether the class sees it on the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from db.records import Place, PlaceId, PlaceKind, World
from ui.camera import Box, Viewport
from ui.findings import Finding, Kind

# Regions, seas and rivers are labelled where there is room for them, not at one point.
_POINTS = {
    PlaceKind.CITY,
    PlaceKind.PORT,
    PlaceKind.BORDER_CROSSING,
    PlaceKind.BATTLE,
    PlaceKind.POINT,
}
LEAST_LETTERS = 3


class Gazetteer:
    """The names of places that lie at one point, each by the days on which it is theirs.

    A name that a land, a river or a sea bears too is left out: "Jilin" is mostly the province.
    """

    def __init__(self, world: World) -> None:
        elsewhere = {territory.name for territory in world.territories}
        for place in world.places:
            if place.kind not in _POINTS:
                elsewhere.update(_names(place))
        names: list[tuple[str, Place | None]] = [(name, None) for name in elsewhere]
        names += (
            (name, place)
            for place in world.places
            if place.kind in _POINTS
            for name in _names(place) - elsewhere
        )
        self._names = sorted(names, key=lambda named: (-len(named[0]), named[0]))

    def named_in(self, caption: str, day: float | None = None) -> dict[PlaceId, tuple[str, Place]]:
        """The places that a caption names by a name of that day (or of any), with the name."""
        named: dict[PlaceId, tuple[str, Place]] = {}
        for name, place in self._names:
            pattern = _whole(name)
            if place is not None and name not in _names(place, day):
                continue
            if pattern.search(caption):
                if place is not None:
                    named.setdefault(place.id, (name, place))
                caption = pattern.sub(" ", caption)  # "Lake Khasan" names no town Khasan as well
        return named


def _names(place: Place, day: float | None = None) -> set[str]:
    """The names of a place and those that it has today, of a day or of all days."""
    labels = [label for label in place.labels if day is None or label.start <= day < label.end]
    names = {name for label in labels for name in (label.text, label.today)}
    return {name for name in names if len(name) >= LEAST_LETTERS}


@lru_cache(maxsize=4096)
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def check_places(
    number: int,
    named: Mapping[PlaceId, tuple[str, Place]],
    labelled: frozenset[PlaceId],
    view: Viewport,
    free: Box,
    size: tuple[int, int],
) -> Iterator[Finding]:
    """Places that the caption names and the class cannot find on the picture."""
    width, height = size
    outside: list[str] = []
    silent: list[str] = []
    for name, place in named.values():
        x, y = view.to_pixel(place.x, place.y)
        if not free.contains(Box(x, y, x, y)):
            outside.append(name)
        elif place.id not in labelled:
            silent.append(name)
    if outside:
        yield Finding(
            Kind.PLACES,
            f"The caption names {', '.join(outside)}, which is not in view at {width} × {height}.",
            "Say where it lies when you come to it, or leave it out of the caption (M).",
            number,
        )
    if silent:
        yield Finding(
            Kind.PLACES,
            f"The caption names {', '.join(silent)}, in view but without its name at "
            f"{width} × {height}.",
            "Point at it on the map, or make the text smaller (Ctrl −).",
            number,
        )

"""The way of a run on a picture: its line in pixels, with the kilometres that are counted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from math import atan2, hypot
from typing import NamedTuple

from db.records import Leg, Mode, Route, RouteId, Run
from ui.camera import Box, Viewport
from ui.map.routes import stretch

Point = tuple[float, float]


class Course(NamedTuple):
    """A line in pixels, with the km and the pixels up to each of its points."""

    points: tuple[Point, ...]
    km: tuple[float, ...]
    along: tuple[float, ...]
    by_sea: bool

    @classmethod
    def of(cls, points: Sequence[Point], km: Sequence[float], *, by_sea: bool) -> Course:
        """A line through those points."""
        steps = (hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(points))
        return cls(tuple(points), tuple(km), tuple(accumulate(steps, initial=0.0)), by_sea)

    def at(self, km: float) -> Point:
        """The pixel at that many km, held to the ends."""
        if km <= self.km[0]:
            return self.points[0]
        if km >= self.km[-1]:
            return self.points[-1]
        after = bisect_right(self.km, km)
        before = after - 1
        share = (km - self.km[before]) / (self.km[after] - self.km[before])
        (x0, y0), (x1, y1) = self.points[before], self.points[after]
        return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share

    def between(self, first: float, last: float) -> list[Point]:
        """The part of the line from one distance to another."""
        inside = [p for p, km in zip(self.points, self.km, strict=True) if first < km < last]
        return [self.at(first), *inside, self.at(last)]

    def parts(self, last: float, within: Box | None) -> Iterator[tuple[float, list[Point]]]:
        """The line as far as `last` km; where `within` is given only the parts that meet it.

        Each part comes with its distance from the line's start, in pixels.
        """
        if within is None:
            yield 0.0, self.between(self.km[0], last)
            return
        x0, y0, x1, y1 = within.x0, within.y0, within.x1, within.y1
        begun = 0.0
        part: list[Point] = []
        tip = self.at(last)
        for index in range(1, len(self.points)):
            if self.km[index - 1] >= last:
                break
            (ax, ay), (bx, by) = self.points[index - 1], self.points[index]
            # Written out: this is asked some thousand times a frame.
            apart = (
                (ax < x0 and bx < x0)
                or (ax > x1 and bx > x1)
                or (ay < y0 and by < y0)
                or (ay > y1 and by > y1)
            )
            if not apart:
                if not part:
                    part, begun = [(ax, ay)], self.along[index - 1]
                part.append((bx, by) if self.km[index] < last else tip)
            elif part:
                yield begun, part
                part = []
        if part:
            yield begun, part

    def heading(self, km: float) -> float:
        """The direction of the line there, in radians, clockwise from the right."""
        after = min(max(bisect_right(self.km, km), 1), len(self.km) - 1)
        (x0, y0), (x1, y1) = self.points[after - 1], self.points[after]
        return atan2(y1 - y0, x1 - x0)


def courses(
    run: Run, routes: Mapping[RouteId, Route], view: Viewport, aside: float
) -> tuple[Course, ...]:
    """A run's courses one after another: a new one where land and sea change.

    Each lies `aside` pixels from its routes, on one side of them whichever way the run goes, so
    that runs that share a route are seen beside one another.
    """
    parts: list[tuple[list[Point], list[float], bool]] = []
    done = 0.0
    for leg in run.legs:
        points, km = _laid(leg, routes[leg.route], view, aside)
        counted = [done + each * leg.km for each in km]
        by_sea = leg.mode is Mode.SEA
        if parts and parts[-1][2] == by_sea:
            parts[-1][0].extend(points)
            parts[-1][1].extend(counted)
        else:
            # The quay is not the station: the line goes on from where it has come to.
            joint = parts[-1][0][-1:] if parts else []
            parts.append(([*joint, *points], [*([done] if joint else []), *counted], by_sea))
        done += leg.km
    return tuple(Course.of(points, km, by_sea=sea) for points, km, sea in parts)


def _laid(leg: Leg, route: Route, view: Viewport, aside: float) -> tuple[list[Point], list[float]]:
    """A leg's line in pixels, and at each of its points the share of the leg that is done."""
    line = [view.to_pixel(x, y) for x, y in stretch(route, leg.first_km, leg.last_km)]
    low, high = sorted((leg.first_km, leg.last_km))
    inside = [km for km in route.km if low < km < high]
    shares = [(km - low) / (high - low) for km in (low, *inside, high)]
    line = beside(line, aside)
    if leg.first_km > leg.last_km:
        return line[::-1], [1 - share for share in reversed(shares)]
    return line, shares


def beside(line: Sequence[Point], aside: float) -> list[Point]:
    """The line moved sideways; to its right where `aside` is positive."""
    moved: list[Point] = []
    normals = [_normal(start, end) for start, end in pairwise(line)]
    for index, (x, y) in enumerate(line):
        before, after = normals[max(index - 1, 0)], normals[min(index, len(normals) - 1)]
        nx, ny = before[0] + after[0], before[1] + after[1]
        length = hypot(nx, ny) or 1.0
        moved.append((x + nx / length * aside, y + ny / length * aside))
    return moved


def _normal(start: Point, end: Point) -> Point:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy) or 1.0
    return -dy / length, dx / length

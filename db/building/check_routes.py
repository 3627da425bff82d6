"""Checks of routes: points that differ, sections between named points, dates in order."""

from __future__ import annotations

from itertools import pairwise

from db.building.checker import Checker
from db.building.folder import LessonFolder, Located
from db.building.structs import RouteEntry, SectionEntry
from db.errors import look_alikes


def check_routes(folder: LessonFolder, check: Checker) -> None:
    """Notes every fault of the routes."""
    families = {power.entry.family for power in folder.powers}
    for route in folder.routes:
        check.sources(route, route.entry.sources)
        if route.entry.family and route.entry.family not in families:
            alike = look_alikes(route.entry.family, sorted(families), "families")
            message = f"no power is of the family '{route.entry.family}'.{alike}"
            check.fault(route.at("family"), message)
        for index, (one, two) in enumerate(pairwise(route.entry.waypoints)):
            if one[:2] == two[:2]:
                message = f"'{two[2]}' lies on the point before it; expected another position"
                check.fault(route.at("waypoints", index + 1), message)
        if not route.entry.section:
            check.fault(route.at("section"), "no section; expected [[route.section]]")
        for index, entry in enumerate(route.entry.section):
            _check_section(route, Located(*route.at("section", index), entry), check)


def _check_section(
    route: Located[RouteEntry], section: Located[SectionEntry], check: Checker
) -> None:
    entry = section.entry
    _check_end(route, section, "from", entry.start, check)
    _check_end(route, section, "to", entry.end, check)
    if entry.start == entry.end:
        check.fault(section.at("to"), f"the section starts and ends at '{entry.end}'")
    begun = check.bound(section.at("begun"), entry.begun)
    opened = check.bound(section.at("opened"), entry.opened)
    closed = check.bound(section.at("closed"), entry.closed) if entry.closed else None
    if begun and opened and begun.first > opened.last:
        message = f"opened '{entry.opened}' before it was begun '{entry.begun}'"
        check.fault(section.at("opened"), message)
    if opened and closed and opened.first > closed.last:
        message = f"closed '{entry.closed}' before it was opened '{entry.opened}'"
        check.fault(section.at("closed"), message)


def _check_end(
    route: Located[RouteEntry], section: Located[SectionEntry], key: str, name: str, check: Checker
) -> None:
    names = [waypoint[2] for waypoint in route.entry.waypoints]
    count = names.count(name)
    if count == 1 or not names:
        return
    if count:
        check.fault(section.at(key), f"{count} points are named '{name}'; expected one")
        return
    alike = look_alikes(name, filter(None, names), "points")
    check.fault(section.at(key), f"the route has no point named '{name}'.{alike}")

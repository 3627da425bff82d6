"""Checks of who controlled what: powers that exist, spans in order without gap or overlap."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from db import dates
from db.building.checker import Checker
from db.building.folder import LessonFolder, Located
from db.building.structs import ControlEntry, PlaceControlEntry
from db.records import Edtf, Status

AnyControl = Located[ControlEntry] | Located[PlaceControlEntry]


def check_ribbons(folder: LessonFolder, check: Checker) -> None:
    """Every lane has a place and one unbroken history of control."""
    histories: dict[str, list[AnyControl]] = {}
    for control in folder.place_controls:
        check.place(control.at("place"), control.entry.place)
        histories.setdefault(control.entry.place, []).append(control)
    for history in histories.values():
        check_history(history, check)
    for ribbon in folder.ribbons:
        for index, place in enumerate(ribbon.entry.lanes):
            at = ribbon.at("lanes", index)
            if check.place(at, place) and place not in histories:
                check.fault(at, f"nothing says who controlled '{place}'; expected [[control]]")


def check_history(history: Sequence[AnyControl], check: Checker) -> None:
    """One history of control: each span starts where the one before ends, from end to end."""
    for control in history:
        _check_holders(control, check)
    spans = [
        (control, check.span(control, control.entry.start, control.entry.end))
        for control in history
    ]
    for (before, early), (after, late) in pairwise(spans):
        if early and late:
            _check_joint(before, early[1], after, late[0], check)
    _check_ends(spans, check)


def _check_holders(control: AnyControl, check: Checker) -> None:
    entry = control.entry
    for index, power in enumerate(entry.powers):
        check.power(control.at("powers", index), power)
    if entry.status == Status.JOINT and len(entry.powers) == 1:
        check.fault(control.at("powers"), "held jointly by one power; expected two or more")
    check.sources(control, entry.sources)


def _check_joint(
    before: AnyControl, end: Edtf, after: AnyControl, start: Edtf, check: Checker
) -> None:
    is_open = end.open_end or start.open_start
    if (end.first, end.last) == (start.first, start.last) and not is_open:
        return
    fault = "gap" if start.first > end.first and not is_open else "overlap"
    ended, began = before.entry.end, after.entry.start
    check.fault(
        after.at("from"),
        f"{fault}: starts '{began}', but the span before ends '{ended}'; expected from = '{ended}'"
        if not is_open
        else f"{fault}: only the first span may be open at its start and the last at its end",
    )


def _check_ends(
    spans: Sequence[tuple[AnyControl, tuple[Edtf, Edtf] | None]], check: Checker
) -> None:
    if not spans or not check.axis:
        return
    (first, start), (last, end) = spans[0], spans[-1]
    if start and start[0].first > check.axis.first:
        day = dates.iso_day(check.axis.first)
        check.fault(first.at("from"), f"gap: the first span must reach back to {day} or be open")
    if end and not end[1].open_end and end[1].first <= check.axis.last:
        check.fault(last.at("to"), "gap: the last span must be open at its end: to = ''")

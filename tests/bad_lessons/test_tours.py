"""Faults in tours and acts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_lessons.case import Case, assert_told, faults_of

CASES = {
    "a day off the axis": Case(
        "tours.toml", "1900-01-01", "1800-01-01", "line 13, tour short, step 2, day",
        "1800-01-01 is off the axis, which runs from 1856-01-01 to 2026-05-31",
    ),
    "an unknown event in a tour": Case(
        "tours.toml", 'event = "dalny-1899"', 'event = "dalny-1889"',
        "line 10, tour short, step 2, event",
        "event 'dalny-1889' is not in events/. Known events that look alike: dalny-1899.",
    ),
    "an unknown first stop of an act": Case(
        "lesson.toml", 'opens_with = "peking-1860"', 'opens_with = "aigun-1858"',
        "line 11, act 1, opens_with", "event 'aigun-1858' is not in events/.",
    ),
    "a duplicated id": Case(
        "tours.toml", '[[tour]]',
        '[[tour]]\nid = "short"\nstep = [{event = "peking-1860", priority = "must", minutes = 1}]'
        '\n[[tour]]', "line 5, tour short, id",
        "the id 'short' is taken already by entry 1 of tours.toml",
    ),
    "text in place of a number": Case(
        "tours.toml", "minutes = 2.5", 'minutes = "2.5"', "line 7, tour short, step 1, minutes",
        "expected a number; found '2.5'",
    ),
    "acts out of order": Case(
        "lesson.toml", 'start = "1894-07-25"', 'start = "1856-01-01"', "line 16, act 2, start",
        "starts 1856-01-01, not after the act before it",
    ),
    "an axis that runs backwards": Case(
        "lesson.toml", 'as_of = "2026-05-31"', 'as_of = "1826-05-31"', "line 3, as_of",
        "the last day 'as_of' must come after 'first_day'",
    ),
    "a tour that goes back in time": Case(
        "tours.toml", 'day = "1900-01-01"', 'day = "1859-01-01"',
        "line 10, tour short, step 2, event",
        "it shows 1859-01-01, but the step before it 1860-11-14; expected order of time",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_fault_in_a_tour_is_told_with_its_place(folder: Path, case: Case) -> None:
    assert_told(folder, case)


def test_a_tour_whose_event_is_missing_is_told(folder: Path) -> None:
    (folder / "events/transit-2023.toml").unlink()
    (folder / "text/en/events/transit-2023.toml").unlink()

    (fault,) = (fault for fault in faults_of(folder) if fault.file != "questions.toml")

    assert str(fault) == (
        "tours.toml, line 17, tour short, step 3, event: event 'transit-2023' is not in events/."
    )

"""Writes what a rehearsal finds: for people, or line by line for the window that asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from db.own.file import OwnFile
from db.own.telling import with_own
from db.records import Tour
from ui.findings import Finding, all_well, counted, stops_words, to_line
from ui.rehearse.run import Wanted, chosen, rehearse
from ui.still import open_library


def write_findings(
    wanted: Wanted, lesson: Path | None, *, lines: bool, write: Callable[[str], object]
) -> int:
    """Rehearse and write; the exit code is 1 if something serious was found. Raises LessonError."""
    if lines:
        grave = 0
        for news in rehearse(wanted, lesson):
            write(to_line(news))
            grave += isinstance(news, Finding) and news.grave
        return 1 if grave else 0
    with open_library(lesson) as library:
        tour = chosen(with_own(library.world(), OwnFile.of_user().tours), wanted.tour)
    write(f"{tour.title}, {wanted.width} × {wanted.height}, {wanted.minutes:g} minutes")
    together: dict[object, list[Finding]] = {}
    for news in rehearse(wanted, lesson):
        if isinstance(news, Finding):
            together.setdefault(news.trouble, []).append(news)
    for same in together.values():
        finding = same[0]
        mark = "! " if finding.grave else "- "
        write(f"{mark}{_where(same, tour)}{finding.says}\n  {finding.remedy}")
    grave = sum(same[0].grave for same in together.values())
    if together:
        write(counted(len(together), grave))
    else:
        write(all_well(len(tour.steps), wanted.width, wanted.height, wanted.minutes))
    return 1 if grave else 0


def _where(same: list[Finding], tour: Tour) -> str:
    """The stop or stops of a trouble, before what is said of it."""
    steps = [finding.step for finding in same if finding.step is not None]
    if not steps:
        return ""
    if len(steps) > 1:
        return f"{stops_words(steps)}: "
    return f"Stop {steps[0] + 1}, {tour.steps[steps[0]].title}: "

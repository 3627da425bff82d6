"""Writes what a rehearsal finds: for people, or line by line for the window that asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from db.own.file import OwnFile
from db.own.telling import with_own
from ui.findings import Finding, Progress, all_well, counted, to_line
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
    found = [news for news in rehearse(wanted, lesson) if not isinstance(news, Progress)]
    for finding in found:
        where = ""
        if finding.step is not None:
            where = f"Stop {finding.step + 1}, {tour.steps[finding.step].title}: "
        write(f"{'! ' if finding.grave else '- '}{where}{finding.says}\n  {finding.remedy}")
    grave = sum(finding.grave for finding in found)
    if found:
        write(counted(len(found), grave))
    else:
        write(all_well(len(tour.steps), wanted.width, wanted.height, wanted.minutes))
    return 1 if grave else 0

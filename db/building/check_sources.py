"""Checks of sources: each dated, cited by something, and not older than what it carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db import dates
from db.building.checker import At, Checker
from db.building.folder import LessonFolder
from db.errors import BrokenDate
from db.records import Edtf

ANNOUNCED = 366
"""A source may speak of what comes within so many days: a law before it is in force."""


def check_cited(folder: LessonFolder, check: Checker) -> None:
    """Every source is graded and dated, and something cites it; to be asked last."""
    is_whole = not folder.ids_lost
    for source in folder.sources:
        if source.entry.date:
            check.date(source.at("date"), source.entry.date)
        if check.complete and source.entry.grade is None:
            check.fault(source.at("grade"), "'grade' is missing; expected one of A, B, C")
        if is_whole and source.entry.id not in check.cited:
            message = f"nothing cites '{source.entry.id}'; cite it or take it out"
            check.fault(source.at("id"), message)


class SourceDates:
    """The last day that each source can speak of."""

    def __init__(self, folder: LessonFolder, check: Checker) -> None:
        self._check = check
        self._dates: Mapping[str, str] = {
            source.entry.id: source.entry.date for source in folder.sources
        }

    def check(self, at: At, when: Edtf | None, sources: Iterable[str]) -> None:
        """Whether a date may rest on these sources: one of them undated, or not before it."""
        if when is None:
            return
        told = [self._dates.get(source, "") for source in sources]
        if not told or not all(told):
            return
        latest = max(told, key=_last_day)
        begins = dates.parse(_last_side(when)).first
        if _last_day(latest) + ANNOUNCED < begins:
            message = f"'{when.text}' is later than its latest source, which is dated {latest}"
            self._check.fault(at, message)


def _last_side(when: Edtf) -> str:
    first, _, last = when.text.partition("/")
    return last if last not in ("", dates.OPEN) else first


def _last_day(text: str) -> int:
    try:
        return dates.parse(text).last
    except BrokenDate:
        return dates.ALL_TIME.last  # told as a fault of the source itself

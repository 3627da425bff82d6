"""The shape of a lesson's questions and their words, as TOML has them."""

from __future__ import annotations

from typing import Annotated

import msgspec

from db.building.structs import CameraEntry, Entry, Positive, Text
from db.records import QuestionKind


class OptionEntry(Entry):
    """Something to choose or to put in order; in the order in which it is shown."""

    id: Text
    place: str = ""
    power: str = ""


class EstimateEntry(Entry):
    """A number to be estimated: right within `tolerance` of `value`, or of `value` to `upto`."""

    value: float
    tolerance: Annotated[float, msgspec.Meta(ge=0)]
    unit: Text
    scale: Annotated[list[float], msgspec.Meta(min_length=2, max_length=2)]
    upto: float | None = None


class TargetEntry(Entry):
    """What is to be pointed at: a place, or borders by their codes; right within so many km."""

    tolerance_km: Positive
    place: str = ""
    borders: list[str] = msgspec.field(default_factory=list)


class QuestionEntry(Entry):
    """One question; `right` names the right option, or all of them in the right order."""

    id: Text
    event: str
    kind: QuestionKind
    facts: Annotated[
        list[str], msgspec.Meta(min_length=1, description="a question rests on a fact")
    ]
    option: list[OptionEntry] = msgspec.field(default_factory=list)
    right: list[str] = msgspec.field(default_factory=list)
    target: TargetEntry | None = None
    estimate: EstimateEntry | None = None
    places: list[str] = msgspec.field(default_factory=list)
    camera: CameraEntry | None = None


class QuestionsFile(Entry):
    """questions.toml"""

    question: list[QuestionEntry] = msgspec.field(default_factory=list)


class QuestionWords(Entry):
    """Words of one question; a `unit` stands in for the estimate's own."""

    ask: Text
    answer: Text
    options: dict[str, Text] = msgspec.field(default_factory=dict)
    unit: str = ""


class QuestionsWords(Entry):
    """text/LANG/questions.toml"""

    questions: dict[str, QuestionWords] = msgspec.field(default_factory=dict)

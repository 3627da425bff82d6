"""One change to a lesson, and the one fault that it makes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from db.build import read
from db.errors import Fault
from tests.lessons import change

EVENT = "events/portsmouth-1905.toml"
WORDS = "text/en/events/portsmouth-1905.toml"


class Case(NamedTuple):
    """A change to a lesson, and the one fault that it makes."""

    file: str
    old: str
    new: str
    at: str
    says: str
    found_in: str = ""
    blames: str = ""


def faults_of(folder: Path, shapes: frozenset[str] | None = None) -> list[Fault]:
    return read(folder, shapes=shapes)[1].listed()


def told(folder: Path) -> list[str]:
    """Every fault as the author reads it."""
    return [str(fault) for fault in faults_of(folder)]


def assert_told(folder: Path, case: Case) -> None:
    """The fault is told, with its file and its place, and no other is."""
    change(folder, case.file, case.old, case.new)

    faults = [fault for fault in faults_of(folder) if fault.file != case.blames]

    found_in = case.found_in or case.file
    assert [(fault.file, fault.place) for fault in faults] == [(found_in, case.at)]
    assert case.says in faults[0].message

"""Whatever becomes of a file of the program's own, the lesson starts and nothing else is lost."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from db.library import Library
from db.own.file import OwnFile
from tests.test_own_file import saved, some_tours
from tests.test_results import result
from tests.test_stroke_file import stroke
from tests.windows import explorer_of
from ui import settings
from ui.kept_code import KeptCode
from ui.kept_picture import KeptPictures
from ui.own import rehearsal
from ui.own.rehearsal import Room
from ui.pen import classes
from ui.pen.box import PenBox
from ui.pen.stroke_file import header, read, rewrite
from ui.pen.strokes import Colour
from ui.quiz.results import Results
from ui.session import Session, Stand

ROOT = Path(__file__).resolve().parent.parent
HUGE = 3 * 1024**3  # bytes, which the disk need not hold
STAND, ROOM = Stand("short", 3), Room((1280, 800), 90)


class Kept(NamedTuple):
    """The folder where the program keeps its files in a test, and the lesson."""

    folder: Path
    library: Library


class Kind(NamedTuple):
    """A kind of file: where it is, and what the program does with it.

    `fill` writes something into it, `opens` gives what the reader is told when it is opened, and
    `holds` says whether what `fill` wrote is there.
    """

    file: str
    fill: Callable[[Kept], object]
    opens: Callable[[Kept], str]
    holds: Callable[[Kept], bool]


# What the program keeps, each opened as the program does


def note(kept: Kept) -> None:
    session = Session(kept.folder)
    session.begin()
    session.note(STAND)


def taken_up(kept: Kept) -> str:
    session = Session(kept.folder)
    session.begin()
    return session.notice


def dip(kept: Kept) -> None:
    box = PenBox(explorer_of(kept.library), kept.folder)
    box.dip(Colour.WHITE)
    box.close()


def pen_taken(kept: Kept) -> str:
    said: list[str] = []
    PenBox(explorer_of(kept.library), kept.folder, said.append).close()
    return "\n".join(said)


def strokes_file(kept: Kept) -> Path:
    return classes.file_of(kept.folder / classes.FOLDER, classes.USUAL)


def room_found(kept: Kept) -> str:
    said: list[str] = []
    rehearsal.remembered(kept.folder, said.append)
    return "\n".join(said)


OWN = "my-lessons.sqlite"
KINDS = {
    "settings": Kind(
        "settings.json",
        lambda kept: settings.save(kept.folder / "settings.json", settings.Settings(step=5)),
        lambda kept: settings.load(kept.folder / "settings.json")[1],
        lambda kept: settings.load(kept.folder / "settings.json")[0].step == 5,
    ),
    "session": Kind(
        "session.jsonl", note, taken_up, lambda kept: Session(kept.folder).begin() == STAND
    ),
    "pen": Kind(
        "pen.json",
        dip,
        pen_taken,
        lambda kept: PenBox(explorer_of(kept.library), kept.folder).kit.colour is Colour.WHITE,
    ),
    "strokes": Kind(
        f"{classes.FOLDER}/{classes.file_of(Path(), classes.USUAL).name}",
        lambda kept: rewrite(strokes_file(kept), classes.USUAL, [stroke(1)]),
        lambda kept: read(strokes_file(kept), classes.USUAL).notice,
        lambda kept: read(strokes_file(kept), classes.USUAL).board.strokes == (stroke(1),),
    ),
    "results": Kind(
        "results.jsonl",
        lambda kept: Results(kept.folder).note(result()),
        lambda kept: Results(kept.folder).notice,
        lambda kept: Results(kept.folder).all == (result(),),
    ),
    "own lessons": Kind(
        OWN,
        lambda kept: saved(kept.folder / OWN, some_tours()),
        lambda kept: OwnFile(kept.folder / OWN).notice,
        lambda kept: OwnFile(kept.folder / OWN).tours == some_tours(),
    ),
    "classroom": Kind(
        "rehearsal.json",
        lambda kept: rehearsal.remember(ROOM, kept.folder),
        room_found,
        lambda kept: rehearsal.remembered(kept.folder) == ROOM,
    ),
}
# What is cut in half may end in a line that is whole: then that counts, and nothing was lost.
JOURNALS = {"strokes", "results", "session"}


# What can become of a file


def a_folder(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.mkdir()
    (file / "letter.txt").write_text("something of the reader's", encoding="utf-8")


def a_picture(file: Path) -> None:
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))


def another_format(file: Path) -> None:
    file.write_text('[{"a": 1}, ["b"]]\n', encoding="utf-8")


def a_letter(file: Path) -> None:
    file.write_text("Dear headmaster,\nthe projector is broken.\n", encoding="utf-8")


def deep(file: Path) -> None:
    file.write_text("[" * 200_000, encoding="utf-8")


def huge(file: Path) -> None:
    with file.open("wb") as opened:
        opened.truncate(HUGE)


def unreadable(file: Path) -> None:
    file.chmod(0)


FOREIGN = [a_folder, a_picture, another_format, a_letter, deep, huge]
if os.name == "posix" and os.geteuid() != 0:  # the superuser reads everything
    FOREIGN.append(unreadable)


@pytest.fixture
def kept(qapp: QApplication, tmp_path: Path, library: Library) -> Kept:
    return Kept(tmp_path / "kept", library)


def others(kept: Kept, kind: str) -> list[str]:
    return [name for name in KINDS if name != kind and not KINDS[name].holds(kept)]


def content(file: Path) -> object:
    if file.is_dir():
        return sorted(inside.name for inside in file.iterdir())
    return file.stat().st_size


@pytest.mark.parametrize("spoil", FOREIGN, ids=lambda spoil: spoil.__name__)
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_not_ours_is_set_aside_and_said(
    kept: Kept, kind: str, spoil: Callable[[Path], None]
) -> None:
    for each in KINDS.values():
        each.fill(kept)
    file = kept.folder / KINDS[kind].file
    before = set(file.parent.iterdir())
    spoil(file)
    was = content(file)

    said = KINDS[kind].opens(kept)

    new = set(file.parent.iterdir()) - before
    (aside,) = (path for path in new if path.suffix == file.suffix)
    assert said.count("\n") == 0 and aside.name in said and said.endswith(".")
    assert content(aside) == was
    assert others(kept, kind) == []  # nothing else is lost
    KINDS[kind].fill(kept)  # and what comes is kept again
    assert KINDS[kind].opens(kept) == ""
    assert KINDS[kind].holds(kept)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_anywhere_is_said_in_one_line_at_most(kept: Kept, kind: str) -> None:
    KINDS[kind].fill(kept)
    file = kept.folder / KINDS[kind].file
    whole = file.read_bytes()

    for share in (0.1, 0.5, 0.9, 0.99):
        file.write_bytes(whole[: max(round(len(whole) * share), 1)])
        said = KINDS[kind].opens(kept)
        assert said.count("\n") == 0
        assert said or KINDS[kind].holds(kept) or kind in JOURNALS
        file.unlink(missing_ok=True)
    KINDS[kind].fill(kept)
    assert KINDS[kind].holds(kept)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_file_costs_nothing(kept: Kept, kind: str) -> None:
    file = kept.folder / KINDS[kind].file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()

    KINDS[kind].opens(kept)

    KINDS[kind].fill(kept)
    assert KINDS[kind].opens(kept) == ""
    assert KINDS[kind].holds(kept)


def test_files_of_a_newer_version_lose_nothing(kept: Kept) -> None:
    for each in KINDS.values():
        each.fill(kept)
    newer = json.dumps({**header(classes.USUAL), "landlocked-strokes": 2})
    strokes_file(kept).write_text(newer + "\n", encoding="utf-8")
    with closing(sqlite3.connect(kept.folder / OWN)) as db:
        db.execute("PRAGMA user_version = 99")
    own = (kept.folder / OWN).read_bytes()
    for name in ("settings.json", "pen.json", "rehearsal.json"):
        file = kept.folder / name
        more = {**json.loads(file.read_bytes()), "of a newer version": [1, 2]}
        file.write_text(json.dumps(more), encoding="utf-8")

    said = {kind: KINDS[kind].opens(kept) for kind in KINDS}

    told = said["pen"]  # which comes with the strokes of the class
    assert {kind for kind in said if said[kind]} == {"pen", "own lessons"}
    assert "another version" in told and ".unreadable-1.strokes" in told
    assert "newer version" in said["own lessons"]  # it stays for that version, untouched
    assert (kept.folder / OWN).read_bytes() == own
    assert others(kept, "own lessons") == ["strokes"]


# The cache: all of it can be made again


@pytest.mark.parametrize("spoil", [*FOREIGN, lambda file: file.write_bytes(b"")])
@pytest.mark.parametrize("file", ["lesson", "lesson-key", "map.picture", "support-code"])
def test_whatever_the_cache_holds_the_lesson_opens(
    qapp: QApplication,
    tmp_path: Path,
    lesson_folder: Path,
    file: str,
    spoil: Callable[[Path], object],
) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)

    def use_all() -> int:
        with Library.built_in(folder=lesson_folder, cache=tmp_path) as library:
            pictures = KeptPictures(tmp_path, "key")
            pictures.find("map", "shown")
            pictures.keep("map", "shown", image)
            with KeptCode(tmp_path):
                compile(b"1", "/somewhere/one.py", "exec")
            return len(library.world().marks)

    count = use_all()
    for path in tmp_path.glob("lesson-*.landlocked" if file == "lesson" else file):
        spoil(path)

    assert use_all() == count == use_all()


# The program itself, with everything spoilt at once


@pytest.mark.usefixtures("built_in")
@pytest.mark.parametrize("spoil", [a_folder, a_picture, huge], ids=lambda spoil: spoil.__name__)
def test_the_program_starts_with_every_file_spoilt(
    kept: Kept, spoil: Callable[[Path], None]
) -> None:
    data = kept.folder / "data"
    for kind in KINDS.values():
        file = (data if kind.file in ("results.jsonl", OWN) else kept.folder) / kind.file
        file.parent.mkdir(parents=True, exist_ok=True)
        spoil(file)
    for lock in ("session.lock", f"{KINDS['strokes'].file}.lock", "landlocked.log"):
        spoil(kept.folder / lock)

    ended = subprocess.run(
        [sys.executable, "-m", "tests.start_and_tell"],
        cwd=ROOT,
        env={**os.environ, "LANDLOCKED_CONFIG": str(kept.folder)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    told = [json.loads(line) for line in ended.stdout.splitlines()]
    assert (ended.returncode, ended.stderr) == (0, "")
    assert told[-1] == {"step": 1, "layout": "present", "strokes kept": True}
    said = [line["said"] for line in told if "said" in line]
    assert len(said) == len(set(said)) == len(KINDS)
    assert all("\n" not in sentence for sentence in said)


# A new kind cannot be forgotten

WRITES = re.compile(
    r"write_json\(|LastWord\(|QSaveFile\(|QSettings\(|\.write_text\(|\.write_bytes\(|os\.open\("
    r"|\.open\(\"[wa]|sqlite3\.connect\(path|FileHandler\)"
)
WRITERS = {
    "ui/settings.py": "settings",
    "ui/session.py": "session",
    "ui/last_word.py": "session",
    "ui/pen/box.py": "pen",
    "ui/pen/stroke_file.py": "strokes",
    "ui/quiz/results.py": "results",
    "db/own/file.py": "own lessons",
    "ui/own/rehearsal.py": "classroom",
    "db/cache.py": "the cache",
    "ui/kept_code.py": "the cache",
    "ui/kept_picture.py": "the cache",
    "ui/charts/ready.py": "the cache",  # written, and read by matplotlib alone
    "ui/log.py": "the log",  # written and never read
}


def test_every_module_that_writes_a_file_is_known_here() -> None:
    found = {
        str(path.relative_to(ROOT))
        for folder in ("ui", "db")
        for path in (ROOT / folder).rglob("*.py")
        if WRITES.search(path.read_text(encoding="utf-8"))
    }

    assert found == set(WRITERS)
    assert set(WRITERS.values()) - {"the cache", "the log"} == set(KINDS)

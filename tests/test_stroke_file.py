"""The file of a class's strokes: nothing drawn is lost, whatever happens to program or file."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from db.records import EventId
from ui.pen import board as boards
from ui.pen import classes
from ui.pen.board import Board
from ui.pen.classes import BadName
from ui.pen.stroke_file import (
    FEW,
    KEPT_EVERY,
    WASTE,
    Entry,
    Journal,
    header,
    of_stroke,
    read,
    rewrite,
)
from ui.pen.strokes import Colour, Point, Stroke, Tool
from ui.pen.under_way import UnderWay

ROOT = Path(__file__).resolve().parent.parent
HERE, THERE = EventId("dalny-1899"), EventId("peking-1860")
KILLS, AT_ONCE = 50, 10


def stroke(number: int, event: EventId = HERE) -> Stroke:
    return Stroke(
        number, event, Tool.PEN, Colour.ACCENT, 0.0055, ((1.0, 2.5), (30.0, -4.0), (number, 9.0))
    )


def entry(drawn: Stroke, verb: str = "stroke") -> Entry:
    return {verb: of_stroke(drawn)}


def never(sentence: str) -> None:
    raise AssertionError(sentence)


def write(path: Path, *entries: Entry, failed: Callable[[str], None] = never) -> None:
    """Add lines to a file as the program does."""
    journal = Journal(path, read(path, "9b"), failed)
    for line in entries:
        journal.append(line)
    journal.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "strokes" / "9b.strokes"


def test_what_was_drawn_is_read_again(path: Path) -> None:
    write(path, entry(stroke(1)), entry(stroke(2, THERE)))

    found = read(path, "9b")

    assert found.board.strokes == (stroke(1), stroke(2, THERE))
    assert (found.name, found.notice) == ("9b", "")


def test_undo_redo_erase_and_clear_are_read_again(path: Path) -> None:
    write(
        path,
        *(entry(stroke(number)) for number in (1, 2, 3)),
        {"erase": [2]},
        {"undo": HERE},
        {"redo": HERE},
        entry(stroke(4, THERE)),
        {"clear": THERE},
        {"undo": HERE},
    )

    board = read(path, "9b").board

    assert [kept.number for kept in board.strokes] == [1, 2, 3]
    assert board.can_redo(HERE) and board.can_undo(THERE)
    assert boards.undo(board, THERE).at(THERE) == (stroke(4, THERE),)


def test_nothing_is_written_before_the_first_stroke(path: Path) -> None:
    journal = Journal(path, read(path, "9b"), never)
    journal.close()

    assert not path.parent.exists()


def test_a_stroke_never_finished_counts_as_far_as_it_came(path: Path) -> None:
    write(path, entry(stroke(1), "part"))
    assert read(path, "9b").board.strokes == (stroke(1),)

    write(path, {"undo": HERE}, entry(stroke(2)))

    assert read(path, "9b").board.strokes == (stroke(2),)


def test_a_finished_stroke_takes_the_place_of_its_parts(path: Path) -> None:
    write(path, entry(stroke(1), "part"), entry(stroke(1), "part"), entry(stroke(1)))

    assert read(path, "9b").board.strokes == (stroke(1),)


def test_a_stroke_given_up_leaves_nothing(path: Path) -> None:
    write(path, entry(stroke(1), "part"), {"drop": 1})

    assert read(path, "9b").board == Board()


# Cut, damaged and foreign files


def test_a_file_cut_anywhere_loses_no_whole_line(path: Path) -> None:
    write(path, *(entry(stroke(number)) for number in range(1, 6)))
    content = path.read_bytes()
    first = content.index(b"\n") + 1

    for length in range(first, len(content)):
        path.write_bytes(content[:length])
        found = read(path, "9b")
        whole = content[:length].count(b"\n") - 1
        assert [kept.number for kept in found.board.strokes] == list(range(1, whole + 1))
        assert bool(found.notice) is (content[length - 1 : length] != b"\n")


def test_a_cut_file_is_said_in_one_line_and_drawn_on(path: Path) -> None:
    write(path, entry(stroke(1)), entry(stroke(2)))
    path.write_bytes(path.read_bytes()[:-20])

    notice = read(path, "9b").notice
    write(path, entry(stroke(3)))

    assert "9b" in notice and str(path) in notice and "\n" not in notice
    again = read(path, "9b")
    assert [kept.number for kept in again.board.strokes] == [1, 3]
    assert not again.notice


def test_a_damaged_line_costs_itself_alone_and_a_copy_is_kept(path: Path) -> None:
    write(path, *(entry(stroke(number)) for number in (1, 2, 3)))
    lines = path.read_bytes().splitlines(keepends=True)
    damaged = b"".join([*lines[:2], b'{"stroke":[2,"x"\x00\xff]}\n', *lines[3:]])
    path.write_bytes(damaged)

    found = read(path, "9b")
    assert [kept.number for kept in found.board.strokes] == [1, 3]
    assert found.notice.startswith("One line of the strokes of “9b”")
    assert path.read_bytes() == damaged

    write(path, entry(stroke(4)))
    again = read(path, "9b")
    assert [kept.number for kept in again.board.strokes] == [1, 3, 4]
    assert not again.notice
    assert path.with_name("9b.damaged-1.strokes").read_bytes() == damaged


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "7",
        '{"stroke": [1]}',
        '{"stroke": [1, "e", "axe", "ink", 0.1, [1, 2]]}',
        '{"stroke": [1, "e", "pen", "ink", 7, [1, 2]]}',
        '{"stroke": [1, "e", "pen", "ink", 0.1, [1]]}',
        '{"stroke": [1, "e", "pen", "ink", 0.1, [NaN, 1]]}',
        '{"stroke": [1, "e", "pen", "ink", 0.1, [1e300, 1]]}',
        '{"stroke": [1, "e", "pen", "ink", 0.1, []]}',
        '{"erase": "all"}',
        '{"erase": ["x"]}',
        '{"undo": null}',
        '{"explode": 1}',
        '{"undo": "a", "redo": "a"}',
        '{"part": {}}',
        "[" * 100_000,
    ],
)
def test_a_line_that_makes_no_sense_is_left_out(path: Path, line: str) -> None:
    rewrite(path, "9b", [stroke(1)])
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n" + json.dumps(entry(stroke(2))) + "\n")

    found = read(path, "9b")

    assert [kept.number for kept in found.board.strokes] == [1, 2]
    assert found.notice


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n" + bytes(100), b"notes\nof mine\n", b"{}", b"[1]\n", b'{"class": "9b"}\n'],
)
def test_a_foreign_file_is_set_aside_under_a_new_name(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    found = read(path, "9b")

    moved = path.with_name("9b.unreadable-1.strokes")
    assert found.board == Board()
    assert str(moved) in found.notice and "\n" not in found.notice
    assert moved.read_bytes() == content
    write(path, entry(stroke(1)))
    assert read(path, "9b").board.strokes == (stroke(1),)


def test_a_file_of_a_later_version_is_kept_untouched(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({**header("9b"), "landlocked-strokes": 2}) + "\n")

    found = read(path, "9b")

    assert "another version" in found.notice
    assert path.with_name("9b.unreadable-1.strokes").exists()


# Writing


def test_a_second_window_says_that_it_keeps_nothing(path: Path) -> None:
    said: list[str] = []
    first = Journal(path, read(path, "9b"), never)
    first.append(entry(stroke(1)))
    first.flush()

    write(path, entry(stroke(2)), entry(stroke(3)), failed=said.append)

    first.close()
    assert len(said) == 1 and "another window" in said[0]
    assert read(path, "9b").board.strokes == (stroke(1),)


def test_what_another_window_drew_meanwhile_stays(path: Path) -> None:
    write(path, entry(stroke(1)))
    path.write_bytes(path.read_bytes() + b'{"torn')
    waiting = Journal(path, read(path, "9b"), never)
    write(path, entry(stroke(2)))

    waiting.append(entry(stroke(3)))
    waiting.close()

    assert [kept.number for kept in read(path, "9b").board.strokes] == [1, 2, 3]


def test_a_folder_that_cannot_be_written_is_said_once(tmp_path: Path) -> None:
    said: list[str] = []
    (tmp_path / "file").write_text("in the way")
    path = tmp_path / "file" / "9b.strokes"

    journal = Journal(path, read(path, "9b")._replace(notice=""), said.append)
    for number in (1, 2, 3):
        journal.append(entry(stroke(number)))
    journal.close()

    assert len(said) == 1
    assert "9b" in said[0] and str(path.parent) in said[0]


def test_a_full_disk_is_said_once_and_nobody_waits(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def full(file: int, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    journal = Journal(path, read(path, "9b"), said.append)
    journal.append(entry(stroke(1)))
    journal.flush()
    monkeypatch.setattr(os, "write", full)
    journal.append(entry(stroke(2)))
    journal.flush()
    journal.append(entry(stroke(3)))
    journal.flush()
    journal.close()

    assert len(said) == 1 and "No space left" in said[0]


def test_a_slow_disk_keeps_no_line_from_the_system(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = threading.Event()
    monkeypatch.setattr(os, "fsync", lambda file: turns.wait(30))
    journal = Journal(path, read(path, "9b"), never)
    try:
        for number in (1, 2, 3):
            journal.append(entry(stroke(number)))
            _wait_for_a_stroke_to(path, stroke(number).points[-1])
    finally:
        turns.set()
        journal.close()


def test_a_stroke_is_kept_while_the_window_stands_still(path: Path) -> None:
    journal = Journal(path, read(path, "9b"), never)
    live = UnderWay(stroke(1), pixel=1.0)
    journal.watch(live)
    for x in (100.0, 200.0):
        live.add((x, 0.0))
        _wait_for_a_stroke_to(path, (x, 0.0))
    journal.close()
    assert KEPT_EVERY < 0.5  # no point waits a second, with another half for a busy machine


def _wait_for_a_stroke_to(path: Path, end: Point) -> None:
    until = time.monotonic() + 10
    while end not in [drawn.points[-1] for drawn in read(path, "9b").board.strokes]:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_file_full_of_what_is_gone_is_written_anew(path: Path) -> None:
    write(path, entry(stroke(1)), *[entry(stroke(2), "part")] * (WASTE + FEW), {"drop": 2})
    size = path.stat().st_size

    write(path, entry(stroke(3)))

    assert path.stat().st_size < size / 10
    assert read(path, "9b").board.strokes == (stroke(1), stroke(3))


# Classes


def test_classes_are_found_by_name_whatever_they_are_called(tmp_path: Path) -> None:
    names = ["9b", "Klasse 7/ä", "初二（三）班", "../up", "CON"]

    for name in names:
        classes.add(tmp_path, name)

    assert set(classes.known(tmp_path)) == {classes.USUAL, *names}
    assert classes.known(tmp_path)[0] == classes.USUAL
    assert {file.parent for file in tmp_path.rglob("*.strokes")} == {tmp_path}


def test_each_class_has_strokes_of_its_own(tmp_path: Path) -> None:
    for name, number in (("9a", 1), ("9b", 2)):
        write(classes.file_of(tmp_path, name), entry(stroke(number)))

    assert read(classes.file_of(tmp_path, "9a"), "9a").board.strokes == (stroke(1),)
    assert read(classes.file_of(tmp_path, "9b"), "9b").board.strokes == (stroke(2),)


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "a\x07b"])
def test_a_name_that_cannot_be_is_refused_with_a_reason(name: str) -> None:
    with pytest.raises(BadName, match=r"\."):
        classes.checked(name)


def test_names_that_differ_in_case_are_one_class(tmp_path: Path) -> None:
    classes.add(tmp_path, "9B")

    assert classes.same(classes.known(tmp_path), "9b") == "9B"
    assert classes.file_of(tmp_path, "9b") == classes.file_of(tmp_path, "9B")


# Killed


def test_killed_in_mid_stroke_fifty_times_nothing_older_than_a_second_is_lost(
    tmp_path: Path,
) -> None:
    chance = random.Random(4)
    lost = []
    for first in range(0, KILLS, AT_ONCE):
        paths = [tmp_path / f"{first + n}.strokes" for n in range(AT_ONCE)]
        running = [_start(path) for path in paths]
        ends = sorted(time.monotonic() + chance.uniform(1.6, 2.4) for _ in running)
        for path, child, end in zip(paths, running, ends, strict=True):
            time.sleep(max(end - time.monotonic(), 0))
            killed = time.monotonic()
            child.kill()
            said, _ = child.communicate()
            lost += _lost(said, read(path, "9b").board, before=killed - 1)

    assert lost == []


def _start(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.draw_strokes", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def _lost(said: str, board: Board, before: float) -> list[str]:
    """What was drawn before that moment and is not on the board."""
    whole = [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]
    drawn = [float(x) for moment, x in whole if float(moment) < before]
    kept = max((kept.points[-1][0] for kept in board.strokes), default=0.0)
    return [f"x = {x}, kept to {kept}" for x in drawn if x > kept]

"""What classes have answered: kept at once, by class and date, and never lost."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ui.quiz.results import HEADER, Pointed, Result, Results, ResultsError, Vote, rows, write_csv
from ui.quiz.tally_panel import NotACount, hands_in

BEGAN = "2026-05-04T10:15:00"


def result(asked: str = BEGAN, hands: int | None = 12, class_name: str = "9b") -> Result:
    votes = (Vote("a", "Russia", hands, True), Vote("b", "=Japan", 3, False))
    return Result(asked, class_name, "who", "lease", "choose", "Who held it?", votes)


def test_what_is_noted_is_read_again(tmp_path: Path) -> None:
    Results(tmp_path).note(result())

    again = Results(tmp_path)

    assert again.all == (result(),)
    assert again.notice == ""


def test_where_a_class_has_pointed_is_read_again(tmp_path: Path) -> None:
    pointed = result(hands=None)._replace(pointed=Pointed(1.5, -2.25, 157.4, False))

    Results(tmp_path).note(pointed)

    assert Results(tmp_path).all == (pointed,)


def test_lines_from_before_classes_pointed_are_read(tmp_path: Path) -> None:
    Results(tmp_path).note(result())
    file = tmp_path / "results.jsonl"
    line = json.loads(file.read_text("utf-8"))
    del line["pointed"]
    file.write_text(json.dumps(line) + "\n", "utf-8")

    again = Results(tmp_path)

    assert (again.all, again.notice) == ((result(),), "")


def test_a_tally_taken_back_is_none(tmp_path: Path) -> None:
    results = Results(tmp_path)
    results.note(result())
    empty = tuple(vote._replace(hands=None) for vote in result().votes)

    results.note(result()._replace(votes=empty))

    assert results.all == Results(tmp_path).all == ()


def test_a_later_count_replaces_the_one_before(tmp_path: Path) -> None:
    results = Results(tmp_path)
    for hands in (1, 12, 13):
        results.note(result(hands=hands))
    results.note(result(asked="2026-05-04T11:00:00", class_name="9a"))

    again = Results(tmp_path)

    assert [(one.class_name, one.votes[0].hands) for one in again.all] == [("9b", 13), ("9a", 12)]
    assert len((tmp_path / "results.jsonl").read_text("utf-8").splitlines()) == 4


def test_the_same_count_is_written_once(tmp_path: Path) -> None:
    results = Results(tmp_path)

    results.note(result())
    results.note(result())

    assert len((tmp_path / "results.jsonl").read_text("utf-8").splitlines()) == 1


def test_a_line_cut_in_half_is_left_out_and_said(tmp_path: Path) -> None:
    results = Results(tmp_path)
    results.note(result())
    results.note(result(asked="2026-05-05T10:00:00"))
    file = tmp_path / "results.jsonl"
    file.write_bytes(file.read_bytes()[:-40])

    cut = Results(tmp_path)
    cut.note(result(asked="2026-05-06T10:00:00"))

    assert "was cut off and is left out; the one other tally is kept." in cut.notice
    assert [one.asked for one in Results(tmp_path).all] == [BEGAN, "2026-05-06T10:00:00"]
    assert Results(tmp_path).notice == ""


def test_a_last_line_without_its_end_is_whole(tmp_path: Path) -> None:
    Results(tmp_path).note(result())
    file = tmp_path / "results.jsonl"
    file.write_bytes(file.read_bytes().rstrip(b"\n"))

    Results(tmp_path).note(result(asked="2026-05-06T10:00:00"))

    assert len(Results(tmp_path).all) == 2


@pytest.mark.parametrize("spoilt", [b"\xff\xfe garbage\n", b"[1, 2]\n", b'{"asked": 3}\n'])
def test_a_damaged_file_is_set_aside_with_nothing_lost(tmp_path: Path, spoilt: bytes) -> None:
    Results(tmp_path).note(result())
    file = tmp_path / "results.jsonl"
    raw = spoilt + file.read_bytes()
    file.write_bytes(raw)

    found = Results(tmp_path)

    aside = tmp_path / "results-unreadable-1.jsonl"
    assert found.notice == (
        f"{file} was damaged and is set aside as {aside.name}; the one other tally is kept."
    )
    assert found.all == (result(),)
    assert aside.read_bytes() == raw
    assert Results(tmp_path).all == (result(),)
    assert Results(tmp_path).notice == ""


def test_a_second_damaged_file_gets_a_name_of_its_own(tmp_path: Path) -> None:
    for _ in range(2):
        (tmp_path / "results.jsonl").write_bytes(b"?\n")
        Results(tmp_path)

    assert (tmp_path / "results-unreadable-2.jsonl").exists()


def test_a_folder_that_cannot_be_written_is_told_and_the_tally_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    results = Results(tmp_path / "file" / "inside")

    with pytest.raises(ResultsError, match="could not be written"):
        results.note(result())

    assert results.all == (result(),)


@pytest.mark.parametrize(("minutes", "found"), [(0, True), (29, True), (31, False), (-1, False)])
def test_a_tally_is_taken_up_in_the_same_lesson_only(
    tmp_path: Path, minutes: int, found: bool
) -> None:
    results = Results(tmp_path)
    results.note(result())
    now = datetime.fromisoformat(BEGAN) + timedelta(minutes=minutes)

    assert (results.begun("9b", "who", now) is not None) == found
    assert results.begun("9a", "who", now) is None


def test_the_table_has_a_row_for_every_choice(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"

    count = write_csv([result(), result(hands=None)], out)

    with out.open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.reader(file))
    assert count == 4
    assert tuple(read[0]) == HEADER
    assert read[1] == [
        *("2026-05-04", "10:15", "9b", "lease", "who", "choose", "Who held it?"),
        *("a", "Russia", "12", "yes", ""),
    ]
    assert read[2][8] == "'=Japan"  # no spreadsheet takes it for a formula
    assert read[3][9] == ""
    assert len(list(rows([result()]))) == 2


def test_a_table_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="choose another folder"):
        write_csv([result()], tmp_path / "none" / "out.csv")


@pytest.mark.parametrize(("text", "hands"), [("", None), (" 7 ", 7), ("0", 0), ("999", 999)])
def test_a_field_says_a_number_of_hands(text: str, hands: int | None) -> None:
    assert hands_in(text) == hands


@pytest.mark.parametrize("text", ["twelve", "-1", "1.5", "1000", "1 2", "²"])
def test_a_count_that_is_no_number_is_told(text: str) -> None:
    with pytest.raises(NotACount, match="expected 0 to 999"):
        hands_in(text)


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.test_results import result
from ui.quiz.results import Results
Results(Path(sys.argv[1])).note(result())
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_kill_right_after_a_tally_loses_nothing(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        cwd=Path(__file__).parent.parent,
        timeout=60,
        check=False,
    )

    assert ended.returncode == -signal.SIGKILL
    assert Results(tmp_path).all == (result(),)

"""Killed in mid-lesson: no stroke older than a second, no tally, and not the place is lost."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from itertools import chain, groupby, pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from ui.last_word import LastWord
from ui.pen import classes
from ui.pen.stroke_file import read
from ui.pen.strokes import Point, Stroke, smoothed
from ui.quiz.results import Results
from ui.session import FILE

ROOT = Path(__file__).resolve().parent.parent
SETTLES = 1.0  # seconds after which a stroke is safe
NEAR = 20_000.0  # metres on the map: few pixels, as wide as the maps are seen here
Told = dict[str, Any]


class Lesson:
    """A class's lesson that is killed again and again, and taken up where it was."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._chance = random.Random(seed)
        self.wrong: list[str] = []
        self.before: list[Told] = []
        self.tallies: dict[str, list[int | None]] = {}
        self.counts = {"kills": 0, "steps": 0, "tallies": 0, "strokes": 0, "in_mid_stroke": 0}

    def go_through(self, kills: int) -> None:
        """Teach, be killed, and look at what is left; so many times."""
        for _ in range(kills):
            said = self._teach_until_killed()
            self._look_at_the_start(said)
            self._look_at_what_is_left(said)
            self.before = said
            self.counts["kills"] += 1

    def _teach_until_killed(self) -> list[Told]:
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.teach_a_lesson", str(self._chance.randrange(10**6))],
            cwd=ROOT,
            env={**os.environ, "LANDLOCKED_CONFIG": str(self._folder)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(3)]  # the window is there and presents
        reader = Thread(target=lambda: said.extend(child.stdout or ()))
        reader.start()
        time.sleep(self._chance.uniform(0.2, 4.0))
        child.kill()
        child.wait()
        reader.join()
        child.stdout.close()
        return [json.loads(line) for line in said if line.endswith("\n")]

    def _look_at_the_start(self, said: list[Told]) -> None:
        """Whether the lesson was taken up as the files had it."""
        found = said[0]
        if self.before:
            self._expect(found["step"] == self._noted["step"], f"began at {found['step']}")
            self._expect(set(found["strokes"]) == set(self._left), "strokes do not show")
        for told in said:
            if told["about"] == "asked" and told["question"] in self.tallies:
                hands = self.tallies[told["question"]]
                self._expect(told["hands"] == hands, f"hands came back as {told['hands']}")
            self._note_tally(told)

    def _note_tally(self, told: Told) -> None:
        if told.get("question"):
            self.tallies[told["question"]] = told["hands"]

    def _look_at_what_is_left(self, said: list[Told]) -> None:
        states = [told for told in said if "step" in told]
        last, in_a_key = states[-1], said[-1]["about"] == "before"
        self._look_at_the_place(last, in_a_key)
        self._look_at_tallies(last, in_a_key)
        self._look_at_strokes(states)
        self.counts["steps"] += sum(a["step"] != b["step"] for a, b in pairwise(states))

    def _look_at_the_place(self, last: Told, in_a_key: bool) -> None:
        self._noted = LastWord(self._folder / FILE).read()
        ways = {last["step"]}
        if in_a_key:  # it may have been done and not yet told
            ways |= {last["step"] - 1, last["step"] + 1, 0}
        self._expect(self._noted["tour"] == last["tour"], "another tour")
        self._expect(self._noted["step"] in ways, f"at {self._noted['step']}, was at {ways}")

    def _look_at_tallies(self, last: Told, in_a_key: bool) -> None:
        kept = Results(self._folder / "data")
        self._expect(not kept.notice, kept.notice)
        found = {one.question: [vote.hands for vote in one.votes] for one in kept.all}
        for question, hands in self.tallies.items():
            may_differ = in_a_key and question == last["question"]
            same = found.get(question) == hands or may_differ
            self._expect(same, f"{question}: {found.get(question)}, was {hands}")
        for question in found:
            self.tallies[question] = found[question]
        self.counts["tallies"] = len(kept.all)

    def _look_at_strokes(self, states: list[Told]) -> None:
        name = classes.USUAL
        found = read(classes.file_of(self._folder / "strokes", name), name)
        strokes = {stroke.number: stroke for stroke in found.board.strokes}
        # The program's own last second: a machine that stands still keeps nothing either.
        safe = states[-1]["at"] - SETTLES
        sure = [told for told in states if told["at"] < safe]
        late = [told for told in states if told["at"] >= safe]
        recent = [*sure[-1:], *late]
        possible = [set(told["strokes"]) for told in recent]
        drawn = {told["drawing"][0] for told in recent if told["drawing"]}
        left = set(strokes) - drawn
        fits = any(numbers - drawn == left for numbers in possible)
        self._expect(fits or not sure, f"strokes {sorted(left)}, was {possible[0]}")
        if sure and sure[-1]["drawing"]:
            number, _ = sure[-1]["drawing"]
            kept = _reaches(strokes.get(number), _last_sure(number, sure, late), late)
            self._expect(kept, f"stroke {number} is short")
            self.counts["in_mid_stroke"] += 1
        self.counts["strokes"] = len(strokes)
        self._left = list(strokes)

    def _expect(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.wrong.append(f"kill {self.counts['kills'] + 1}: {otherwise}")


def _last_sure(number: int, sure: list[Told], late: list[Told]) -> tuple[Point, Point]:
    """The last point of a stroke that must be kept: as it was drawn, and as smoothing moves it."""
    drawn = [
        [
            (x, y)
            for told in some
            if told["drawing"]
            for n, (x, y) in [told["drawing"]]
            if n == number
        ]
        for some in (sure, late)
    ]
    points = [point for point, _ in groupby(chain(*drawn))]
    at = len(list(groupby(drawn[0]))) - 1
    return points[at], smoothed(points)[at]


def _reaches(stroke: Stroke | None, ends: tuple[Point, Point], late: list[Told]) -> bool:
    """Whether a stroke comes past one of the points, or may have been taken back since."""
    if stroke is None:
        return any(told["drawing"] is None for told in late)
    way = [complex(*at) for at in stroke.points]
    return any(
        _distance(complex(*end), a, b) < NEAR for end in ends for a, b in pairwise([way[0], *way])
    )


def _distance(point: complex, a: complex, b: complex) -> float:
    """How far a point is from the line between two others."""
    along = b - a
    if along == 0:
        return abs(point - a)
    share = ((point - a) * along.conjugate()).real / abs(along) ** 2
    return abs(point - a - min(max(share, 0), 1) * along)


def taught(folder: Path, lessons: int, kills: int) -> tuple[list[str], dict[str, int]]:
    """Teach several lessons side by side; what went wrong, and how much was done."""
    made = [Lesson(folder / f"class-{n}", 40 + n) for n in range(lessons)]
    threads = [Thread(target=lesson.go_through, args=(kills,)) for lesson in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts = {key: sum(lesson.counts[key] for lesson in made) for key in made[0].counts}
    return [fault for lesson in made for fault in lesson.wrong], counts


@pytest.mark.usefixtures("built_in")
@pytest.mark.parametrize(
    ("lessons", "kills"), [(2, 3), pytest.param(5, 10, marks=pytest.mark.slow)]
)
def test_killed_in_mid_lesson_nothing_is_lost(tmp_path: Path, lessons: int, kills: int) -> None:
    wrong, counts = taught(tmp_path, lessons, kills)

    assert wrong == [], counts
    assert counts["kills"] == lessons * kills
    assert min(counts["steps"], counts["tallies"], counts["strokes"]) > 0

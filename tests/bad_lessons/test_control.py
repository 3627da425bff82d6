"""Faults in who controlled what, and in the borders between territories."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_lessons.case import Case, assert_told, faults_of

BASE = '[[territory]]\nid = "lushun-base"'
BORDER = """\
[[border]]
between = ["ussuri-coast", "lushun-base"]
accuracy_km = 1.0
basis = "A line."
to = "1900-01-01"

"""

CASES = {
    "a border with nowhere": Case(
        "territories.toml", BASE, BORDER.replace("ussuri-coast", "ussuri-cost") + BASE,
        "line 27, border 1, between 1", "'ussuri-cost' is not in territories.toml",
    ),
    "a border with itself": Case(
        "territories.toml", BASE, BORDER.replace("ussuri-coast", "lushun-base") + BASE,
        "line 27, border 1, between", "a border lies between two different territories",
    ),
    "a border told twice": Case(
        "territories.toml", BASE, BORDER * 2 + BASE,
        "line 32, border 2, from", "is told twice for some days",
    ),
    "a broken bound": Case(
        "territories.toml", 'from = "1858-05-28"', 'from = "May 1858"',
        "line 16, territory ussuri-coast, control 2, from", "'May 1858' is not a date",
    ),
    "an unknown power": Case(
        "territories.toml", '"qing"', '"ching"',
        "line 8, territory ussuri-coast, control 1, powers 1",
        "power 'ching' is not in powers.toml. Known powers that look alike: qing.",
    ),
    "a territory without a source": Case(
        "territories.toml", "Background: outline", "Outline",
        "line 26, territory lushun-base, sources",
        "no source; only a basis that starts with 'Background:' needs none",
    ),
    "a gap in control": Case(
        "territories.toml", 'from = "1858-05-28"', 'from = "1858-06-28"',
        "line 16, territory ussuri-coast, control 2, from",
        "gap: starts '1858-06-28', but the span before ends '1858-05-28'",
    ),
    "an overlap in control": Case(
        "ribbons.toml", 'from = "1905-01-02"', 'from = "1905-01-01"', "line 24, control 3, from",
        "overlap: starts '1905-01-01', but the span before ends '1905-01-02'",
    ),
    "control that starts late": Case(
        "territories.toml", 'from = "1856-01-01"', 'from = "1857"',
        "line 10, territory ussuri-coast, control 1, from",
        "gap: the first span must reach back to 1856-01-01",
    ),
    "control that ends early": Case(
        "territories.toml", 'from = "1860-11-14"\nto = ""', 'from = "1860-11-14"\nto = "1991"',
        "line 24, territory ussuri-coast, control 3, to", "gap: the last span must be open",
    ),
    "control that ends before it starts": Case(
        "ribbons.toml", 'to = "1905-01-02"', 'to = "1895-01-02"', "line 17, control 2, to",
        "ends '1895-01-02', which is not after its start '1898-03-27'",
    ),
    "an open end in the middle": Case(
        "ribbons.toml", 'to = "1905-01-02"', 'to = ""', "line 24, control 3, from",
        "overlap: only the first span may be open at its start and the last at its end",
    ),
    "held jointly by one": Case(
        "ribbons.toml", 'status = "leased"', 'status = "joint"', "line 14, control 2, powers",
        "held jointly by one power; expected two or more",
    ),
    "a lane that nobody holds": Case(
        "ribbons.toml", '"dalian"]', '"vladivostok"]',
        "line 3, ribbon dalian-lushun, lanes 2",
        "nothing says who controlled 'vladivostok'", blames="text/en/lesson.toml",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_fault_in_control_is_told_with_its_place(folder: Path, case: Case) -> None:
    assert_told(folder, case)


def test_a_shape_that_the_base_map_lacks_is_told(folder: Path) -> None:
    (fault,) = faults_of(folder, frozenset({"ussuri-coast", "lushun-bays"}))

    assert (fault.file, fault.place) == ("territories.toml", "line 27, territory lushun-base, id")
    assert "the base map has no shape 'lushun-base'" in fault.message

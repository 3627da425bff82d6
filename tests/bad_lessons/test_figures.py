"""Figures that show another number, range or unit than they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_lessons.case import EVENT, WORDS, told
from tests.lessons import change

VALUE = 'value = 15\nunit = "guards per km"\n'
SHOWN = "15 per km"
AT_SHOWN = f"{WORDS}, line 11, figures, guards, shown"


def show(folder: Path, shown: str, figure: str) -> None:
    """Let the lesson's figure show that; what quotes it is left out."""
    change(folder, WORDS, SHOWN, shown)
    change(folder, EVENT, VALUE, figure)
    (folder / "questions.toml").unlink()
    (folder / "text/en/questions.toml").unlink()


@pytest.mark.parametrize(
    ("shown", "value", "unit"),
    [
        ("400,000 km²", 400000, "km2"),
        ("400,000 km²", 400000, "square km"),
        ("20 li", 20, "li"),
        ("about 20 li", 20, "li"),
        ("701 km", 701.4, "km"),
        ("13.8 m taels", 13837739, "Haikwan taels"),
        ("US$1.73 bn", 1730, "million US dollars"),
        ("1,415,000 t", 1415, "thousand tonnes"),
        ("2,590 m", 2590, "m"),
        ("−41.7 %", -41.7, "per cent"),
        ("2¼ hours", 2.25, "hours"),
        ("five ports", 5, "ports"),
        ("over 750", 750, "students"),
        ("1905 men", 1905, "men"),
        ("400,000 km²", 400000, ""),
    ],
)
def test_a_figure_may_be_shown_rounded_and_in_short_words(
    folder: Path, shown: str, value: float, unit: str
) -> None:
    show(folder, shown, f'value = {value}\nunit = "{unit}"\n')

    assert told(folder) == []


@pytest.mark.parametrize(
    ("shown", "value", "unit", "expected"),
    [
        ("500,000 km²", 400000, "km2", "400,000 km2"),
        ("40,000 km²", 400000, "km2", "400,000 km2"),
        ("21 li", 20, "li", "20 li"),
        ("702 km", 701.4, "km", "701.4 km"),
        ("13.9 m taels", 13837739, "taels", "13,837,739 taels"),
        ("US$1.73 m", 1730, "million US dollars", "1,730 million US dollars"),
        ("41.7 %", -41.7, "per cent", "-41.7 per cent"),
        ("many", 20, "", "20"),
        ("15 to 20 li", 20, "li", "20 li, or 'low' and 'high' as shown"),
    ],
)
def test_a_figure_that_shows_another_number_is_told(
    folder: Path, shown: str, value: float, unit: str, expected: str
) -> None:
    show(folder, shown, f'value = {value}\nunit = "{unit}"\n')

    assert told(folder) == [f"{AT_SHOWN}: '{shown}' is not the figure's value; expected {expected}"]


@pytest.mark.parametrize(
    ("shown", "unit"),
    [("20 km", "li"), ("20 m²", "km2"), ("20 %", "people"), ("20 soldiers", "ships")],
)
def test_a_figure_that_is_shown_in_another_unit_is_told(
    folder: Path, shown: str, unit: str
) -> None:
    show(folder, shown, f'value = 20\nunit = "{unit}"\n')

    assert told(folder) == [f"{AT_SHOWN}: '{shown}' is not in the figure's unit; expected '{unit}'"]


@pytest.mark.parametrize("shown", ["15–20 li", "15 or 20", "15 to 20 li"])
def test_a_figure_may_be_shown_as_its_range(folder: Path, shown: str) -> None:
    show(folder, shown, 'value = 18\nlow = 15\nhigh = 20\nunit = "li"\n')

    assert told(folder) == []


def test_a_figure_that_shows_another_range_is_told(folder: Path) -> None:
    show(folder, "15–21 li", 'value = 18\nlow = 15\nhigh = 20\nunit = "li"\n')

    assert told(folder) == [
        f"{AT_SHOWN}: '15–21 li' is not the figure's value; "
        "expected 15 to 20 li, or 'low' and 'high' as shown"
    ]


@pytest.mark.parametrize(
    ("ends", "place", "message"),
    [
        ("low = 15", "high", "'high' is missing; a range needs both of its ends"),
        ("high = 20", "low", "'low' is missing; a range needs both of its ends"),
        ("low = 19\nhigh = 20", "value", "18 is outside of its range, 19 to 20"),
    ],
)
def test_a_range_that_is_none_is_told(folder: Path, ends: str, place: str, message: str) -> None:
    show(folder, "18", f'value = 18\n{ends}\nunit = "li"\n')

    (fault,) = told(folder)

    assert fault.startswith(f"{EVENT}, line ")
    assert fault.endswith(f"figure guards, {place}: {message}")

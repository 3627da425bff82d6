"""Dates: EDTF to days and words, and who holds on a day."""

from __future__ import annotations

import subprocess
import sys
from calendar import isleap
from datetime import date
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from db import dates
from db.dates import Axis, day_in_words, in_words, iso_day, parse, parse_day, stored
from db.errors import BrokenDate
from db.records import Control, Day, Doubt, Edtf, EventId, Mark, PowerId, Status
from db.spans import control_on, holding_on, share_passed

ROOT = Path(__file__).parents[1]

days = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(lambda moment: moment.toordinal())
years = st.integers(1, 9999)


def ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1905-09-05", "1905-09-05", "1905-09-05"),
        ("1904-02", "1904-02-01", "1904-02-29"),
        ("1860", "1860-01-01", "1860-12-31"),
        ("1898~", "1898-01-01", "1898-12-31"),
        ("1904?", "1904-01-01", "1904-12-31"),
        ("1904%", "1904-01-01", "1904-12-31"),
        ("1895-12~", "1895-12-01", "1895-12-31"),
        ("1895-12-XX", "1895-12-01", "1895-12-31"),
        ("1895-XX-XX", "1895-01-01", "1895-12-31"),
        ("186X", "1860-01-01", "1869-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("1904-21", "1904-03-01", "1904-05-31"),
        ("1894-07-25/1895-11-08", "1894-07-25", "1895-11-08"),
        ("1923/1927-05", "1923-01-01", "1927-05-31"),
        ("1898~/1899?", "1898-01-01", "1899-12-31"),
        ("190X/191X", "1900-01-01", "1919-12-31"),
    ],
)
def test_a_date_covers_its_first_to_its_last_day(text: str, first: str, last: str) -> None:
    found = parse(text)

    assert (iso_day(found.first), iso_day(found.last)) == (first, last)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("1898", (False, False, False, False)),
        ("1898~", (True, False, False, False)),
        ("1904?", (False, True, False, False)),
        ("1904%", (True, True, False, False)),
        ("2023-06-01/..", (False, False, False, True)),
        ("../1855", (False, False, True, False)),
        ("1898~/1904?", (True, True, False, False)),
    ],
)
def test_doubt_and_open_ends_are_flagged(text: str, flags: tuple[bool, ...]) -> None:
    found = parse(text)

    assert (found.approximate, found.uncertain, found.open_start, found.open_end) == flags


def test_open_ends_stop_at_the_axis() -> None:
    axis = Axis(Day(ordinal("1856-01-01")), Day(ordinal("2026-05-31")))

    assert parse("2023-06-01/..", axis).last == axis.last
    assert parse("../1890", axis).first == axis.first
    assert parse("2022-XX/..", axis).last == axis.last


NONE, (ABOUT, PERHAPS, DIGITS, OPEN) = Doubt.NONE, Doubt


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1898", NONE, NONE),
        ("1905-09", NONE, NONE),
        ("1923/1927", NONE, NONE),
        ("1898~", ABOUT, ABOUT),
        ("1904?", PERHAPS, PERHAPS),
        ("1904%", ABOUT | PERHAPS, ABOUT | PERHAPS),
        ("186X", DIGITS, DIGITS),
        ("19XX~", DIGITS | ABOUT, DIGITS | ABOUT),
        ("1895-12-XX", DIGITS, DIGITS),
        ("1898~/1903", ABOUT, NONE),
        ("1898/1903?", NONE, PERHAPS),
        ("190X/..", DIGITS, OPEN),
        ("../1862", OPEN, NONE),
    ],
)
def test_each_end_of_a_date_has_its_own_doubt(text: str, start: Doubt, end: Doubt) -> None:
    mark = Mark(EventId("e"), Day(1), Day(2), 1, dates.doubt_of(text), text, "An event")

    assert (mark.start_doubt, mark.end_doubt) == (start, end)
    assert mark.lasts == ("/" in text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "is not a date"),
        ("5 September 1905", "is not a date"),
        ("1905-9-5", "is not a date"),
        ("1905-13", "is not a date"),
        ("1905-21-05", "is not in the calendar"),
        ("1905-02-30", "is not in the calendar"),
        ("1905-02-30~", "is not in the calendar"),
        ("0000", "is not in the calendar"),
        ("18X5", "is not a date"),
        ("1895-XX-12", "is not a date"),
        ("1895-12-3X", "is not a date"),
        ("1/2/3", "is not a date"),
        ("1905/", "is not a date"),
        ("..", "is open at every end"),
        ("../..", "is open at every end"),
        ("1900/1890", "ends before it starts"),
        ("1900~/1890", "ends before it starts"),
        ("١٩٠٥", "is not a date"),
    ],
)
def test_a_broken_date_says_what_is_wrong(text: str, complaint: str) -> None:
    with pytest.raises(BrokenDate, match=complaint) as caught:
        parse(text)

    assert f"'{text}'" in str(caught.value)


@pytest.mark.parametrize("text", ["1905", "1905-09", "1905-09-05~", "1905-09-31", ""])
def test_a_day_must_be_exact(text: str) -> None:
    with pytest.raises(BrokenDate):
        parse_day(text)


@given(days)
def test_a_day_survives_being_written_and_read(day: int) -> None:
    found = parse(iso_day(day))

    assert found.first == found.last == parse_day(iso_day(day)) == day


@given(years)
def test_a_year_has_all_its_days(year: int) -> None:
    found = parse(f"{year:04}")

    assert found.last - found.first + 1 == (366 if isleap(year) else 365)
    assert dates.year_of(found.first) == dates.year_of(found.last) == year


@given(days, days)
def test_an_interval_runs_from_its_first_to_its_last_day(one: int, two: int) -> None:
    first, last = sorted((one, two))

    found = parse(f"{iso_day(first)}/{iso_day(last)}")

    assert (found.first, found.last) == (first, last)


@settings(max_examples=40)
@given(years.filter(lambda year: year >= 1000), st.integers(1, 12))
def test_plain_dates_are_read_as_the_package_reads_them(year: int, month: int) -> None:
    text = f"{year}-{month:02}"
    lower, upper = parse_edtf(text).lower_strict(), parse_edtf(text).upper_strict()

    found = parse(text)

    assert found.first == date(*lower[:3]).toordinal()
    assert found.last == date(*upper[:3]).toordinal()


@settings(max_examples=150)
@given(st.text(alphabet="0123456789X-/.~?% ", max_size=12) | st.text(max_size=12))
def test_any_text_is_a_date_or_a_broken_one(text: str) -> None:
    try:
        found = parse(text)
    except BrokenDate:
        return

    assert found.first <= found.last
    assert in_words(found)


@given(days, days)
def test_what_was_stored_equals_what_was_read(one: int, two: int) -> None:
    found = parse(f"{iso_day(min(one, two))}/{iso_day(max(one, two))}")

    assert stored(found.text, found.first, found.last) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1905-09-05", "5 September 1905"),
        ("2003-10", "October 2003"),
        ("1860", "1860"),
        ("1898~", "about 1898"),
        ("1904?", "perhaps 1904"),
        ("1904%", "perhaps about 1904"),
        ("1895-12~", "about December 1895"),
        ("1895-12-XX", "some day in December 1895"),
        ("1895-XX", "some month in 1895"),
        ("1895-XX-XX", "some day in 1895"),
        ("186X", "1860s"),
        ("186X~", "about the 1860s"),
        ("19XX?", "perhaps the 20th century"),
        ("18XX", "19th century"),
        ("20XX", "21st century"),
        ("10XX", "11th century"),
        ("1904-23", "autumn 1904"),
        ("1894-07-25/1895-11-08", "25 July 1894 to 8 November 1895"),
        ("1938-07-29/1938-08-11", "29 July to 11 August 1938"),
        ("2023-05-22/2023-05-24", "22 to 24 May 2023"),
        ("1923/1927", "1923 to 1927"),
        ("1933/1935-11", "1933 to November 1935"),
        ("1937-04/1937-09", "April to September 1937"),
        ("1937-04/1943-03-25", "April 1937 to 25 March 1943"),
        ("1904-21/1904-23", "spring 1904 to autumn 1904"),
        ("1898~/1903", "from about 1898 to 1903"),
        ("1898/1903~", "from 1898 to about 1903"),
        ("1898~/1904?", "from about 1898 to perhaps 1904"),
        ("186X/187X", "from the 1860s to the 1870s"),
        ("1938-07-29~/1938-08-11", "from about 29 July 1938 to 11 August 1938"),
        ("1904-21~", "about spring 1904"),
        ("2023-06-01/..", "since 1 June 2023"),
        ("2022-02/..", "since February 2022"),
        ("1898~/..", "since about 1898"),
        ("186X/..", "since the 1860s"),
        ("../1855", "until 1855"),
        ("../1862?", "until perhaps 1862"),
        ("../190X", "until the 1900s"),
        ("0907", "907"),
    ],
)
def test_a_date_is_written_out(text: str, words: str) -> None:
    assert in_words(parse(text)) == words


DOUBTED = (
    "1898 1898~ 1904? 1904% 186X 19XX 2023-06-01/.. ../1862 1894-07-25/1895-11-08 1898~/1903 "
    "1898/1903~ 1895-12 1895-12-XX"
)


def test_every_kind_of_date_reads_differently() -> None:
    said = [in_words(parse(text)) for text in DOUBTED.split()]

    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("", "", "throughout"),
        ("", "1898-03-27", "until 27 March 1898"),
        ("1932-03-01", "", "since 1 March 1932"),
        ("1898-03-27", "1905-01-02", "27 March 1898 to 2 January 1905"),
        ("1895-12~", "1898-03-27", "from about December 1895 to 27 March 1898"),
        ("1903/1907", "1912", "from some time between 1903 and 1907 to 1912"),
        ("1946-03/1946-05", "", "since some time between March 1946 and May 1946"),
        ("", "190X", "until the 1900s"),
    ],
)
def test_the_time_between_two_bounds_is_written_out(start: str, end: str, words: str) -> None:
    axis = Axis(Day(ordinal("1856-01-01")), Day(ordinal("2026-05-31")))
    bounds = dates.parse_start(start, axis), dates.parse_end(end, axis)

    assert dates.held_in_words(*bounds) == words


def test_an_open_bound_is_written_out() -> None:
    axis = Axis(Day(ordinal("1856-01-01")), Day(ordinal("2026-05-31")))

    assert in_words(dates.parse_start("", axis)) == "since 1 January 1856"
    assert in_words(dates.parse_end("..", axis)) == "until 31 May 2026"


def test_a_language_without_words_yet_falls_back_to_english() -> None:
    assert in_words(parse("1898~"), "xx") == "about 1898"
    assert day_in_words(parse_day("1905-09-05"), "xx") == "5 September 1905"


def test_a_playhead_between_two_days_shows_the_earlier_one() -> None:
    noon = parse_day("1905-12-31") + 0.5

    assert day_in_words(noon) == "31 December 1905"
    assert dates.year_of(noon) == 1905


def test_an_open_interval_bounds_no_span() -> None:
    with pytest.raises(BrokenDate, match="cannot bound a span"):
        dates.parse_bound("2023/..")


def test_plain_dates_and_words_need_no_package() -> None:
    program = (
        "import sys\n"
        "from db.dates import parse, in_words, stored\n"
        "for text in ('1860', '1905-09', '1905-09-05', '1894-07-25/1895', '2023/..'):\n"
        "    in_words(parse(text))\n"
        "in_words(stored('186X~', 1, 2))\n"
        "sys.exit('edtf' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)

    assert done.returncode == 0


def control(power: str, start: str, end: str) -> Control:
    axis = Axis(Day(ordinal("1856-01-01")), Day(ordinal("2026-05-31")))
    bounds = dates.parse_start(start, axis), dates.parse_end(end, axis)
    return Control((PowerId(power),), Status.SOVEREIGN, *bounds)


HISTORY = (
    control("qing", "", "1898-03-27"),
    control("russia", "1898-03-27", "190X"),
    control("japan", "190X", "1945-08-22"),
    control("ussr", "1945-08-22", ""),
)


@pytest.mark.parametrize(
    ("day", "holder"),
    [
        ("1800-01-01", "qing"),
        ("1856-01-01", "qing"),
        ("1898-03-26", "qing"),
        ("1898-03-27", "russia"),
        ("1899-12-31", "russia"),
        ("1904-06-01", "russia"),
        ("1905-06-01", "japan"),
        ("1909-12-31", "japan"),
        ("1945-08-21", "japan"),
        ("1945-08-22", "ussr"),
        ("2026-05-31", "ussr"),
        ("2100-01-01", "ussr"),
    ],
)
def test_the_day_a_span_ends_belongs_to_its_successor(day: str, holder: str) -> None:
    assert control_on(HISTORY, ordinal(day)).powers == (holder,)


def test_a_vague_bound_is_a_transition() -> None:
    shares = [
        holding_on(HISTORY, ordinal(day)).share
        for day in ("1899-12-31", "1900-01-01", "1905-01-01", "1909-12-30", "1909-12-31")
    ]

    assert shares[0] == 0.0
    assert shares == [0.0, *sorted(shares[1:4]), 0.0]
    assert 0.0 < shares[1] < 0.001
    assert shares[2] == pytest.approx(0.5, abs=0.001)
    assert 0.999 < shares[3] < 1.0


@given(st.floats(ordinal("1850-01-01"), ordinal("2030-01-01")))
def test_somebody_holds_on_every_day(day: float) -> None:
    before, after, share = holding_on(HISTORY, day)

    assert before in HISTORY
    assert (after is None) == (share == 0.0)
    assert after is None or HISTORY.index(after) == HISTORY.index(before) + 1


@given(days, st.integers(0, 4000), st.floats(-5000, 5000))
def test_a_bound_is_passed_evenly(first: int, length: int, offset: float) -> None:
    bound = Edtf("bound", Day(first), Day(first + length))

    assert share_passed(bound, first - 1) == 0.0
    assert share_passed(bound, first + length) == 1.0
    assert share_passed(bound, first + offset) <= share_passed(bound, first + offset + 1)

"""Faults in events, their words and their sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.build import read
from tests.bad_lessons.case import EVENT, WORDS, Case, assert_told, faults_of
from tests.lessons import STORY, change, write

WORDS_OF_NOTES = """[notes]
point = "The coast."
question = "Who holds it now?"
misconception = "That the treaty gave an area: it gave none.[area]"
"""

CASES = {
    "a broken date": Case(
        EVENT, 'when = "1905-09-05"', 'when = "1905-09-31"', "line 2, when",
        "'1905-09-31' is not in the calendar; expected an EDTF date",
    ),
    "a day outside of its date": Case(
        EVENT, 'day = "1905-09-05"', 'day = "1905-09-06"', "line 4, day",
        "1905-09-06 is not within 'when'; expected 1905-09-05 to 1905-09-05",
    ),
    "an unknown source": Case(
        EVENT, '"treaties-1860"]', '"treaties-1680"]', "line 13, fact signed, sources 2",
        "source 'treaties-1680' is not in sources/. Known sources that look alike: treaties-1860.",
    ),
    "an unknown place": Case(
        EVENT, '"vladivostok"', '"vladivostock"', "line 7, places 1",
        "place 'vladivostock' is not in places.toml. Known places that look alike: vladivostok.",
    ),
    "an open way that is told as not open": Case(
        EVENT, 'routes = ["south-branch"]', 'routes = [], unopened = ["south-branch"]',
        "line 9, show, unopened 1", "'south-branch' is open on 1905-09-05; expected it in 'routes'",
    ),
    "a way that is told as open and not open": Case(
        EVENT, 'routes = ["south-branch"]',
        'routes = ["south-branch"], unopened = ["south-branch"]',
        "line 9, show, unopened 1", "'south-branch' is among 'routes' too",
    ),
    "an unknown way that is not open": Case(
        EVENT, 'routes = ["south-branch"]', 'routes = [], unopened = ["south-brunch"]',
        "line 9, show, unopened 1", "route 'south-brunch' is not in routes.toml.",
    ),
    "an unknown territory": Case(
        EVENT, '["ussuri-coast"]', '["ussuri"]', "line 9, show, territories 1",
        "territory 'ussuri' is not in territories.toml.",
    ),
    "an unknown route": Case(
        EVENT, '["south-branch"]', '["cer-main"]', "line 9, show, routes 1",
        "route 'cer-main' is not in routes.toml.",
    ),
    "a camera out of range": Case(
        EVENT, "lon = 131.9", "lon = 1319", "line 8, camera, lon",
        "expected a number of at most 180.0; found 1319",
    ),
    "an id that differs from its file": Case(
        EVENT, 'id = "portsmouth-1905"', 'id = "portsmouth"', "line 1, id",
        "the id 'portsmouth' differs from the file's 'portsmouth-1905'",
    ),
    "a fact that stands twice": Case(
        EVENT, 'id = "lost"', 'id = "signed"', "line 16, fact signed, id",
        "the id 'signed' stands twice in the event", blames=WORDS,
    ),
    "a fact without a source": Case(
        EVENT, '["customs-2023", "treaties-1860"]', "[]", "line 13, fact signed, sources",
        "the fact has no source; every fact needs one",
    ),
    "a figure without a source": Case(
        EVENT, 'as_of = "1905-09-05"\nsources = ["treaties-1860"]', "sources = []",
        "line 23, figure guards, sources", "the figure has no source; every figure needs one",
    ),
    "a figure of no date": Case(
        EVENT, 'as_of = "1905-09-05"', 'as_of = "recently"', "line 23, figure guards, as_of",
        "'recently' is not a date",
    ),
    "a caption that is too long": Case(
        WORDS, "One sentence", "One " * 40 + "sentence", "line 3, caption",
        "the caption has 48 words; expected 1 to 40",
    ),
    "a story that is too short": Case(
        WORDS, STORY, "Peace.", "line 4, story", "the story has 1 word; expected 60 to 110",
    ),
    "a title that is too long": Case(
        WORDS, "Treaty of Portsmouth", "Treaty " * 9, "line 1, title",
        "expected text with a length of at most 60; found 'Treaty Treaty",
    ),
    "words for an unknown fact": Case(
        WORDS, "lost = ", 'lots = "Plenty."\nlost = ', "line 8, facts, lots",
        "events/portsmouth-1905.toml has no facts with the id 'lots'. "
        "Known facts that look alike: lost.",
    ),
    "a fact without words": Case(
        WORDS, 'lost = "The coast was lost."\n', "", "line 6, facts, lost",
        "no words for 'lost', one of its facts",
    ),
    "words for an unknown figure": Case(
        WORDS, "[figures.guards]", '[figures.men]\nshown = "2"\nlabel = "men"\n[figures.guards]',
        "line 10, figures, men", "has no figures with the id 'men'",
    ),
    "a figure that is shown too wide": Case(
        WORDS, "15 per km", "15 guards per kilometre", "line 11, figures, guards, shown",
        "expected text with a length of at most 12; found '15 guards per kilometre'",
    ),
    "a perspective without a source": Case(
        EVENT, 'power = "russia"\nsources = ["treaties-1860"]', "",
        "line 26, perspective sailors, sources",
        "the perspective has no source; every perspective needs one",
    ),
    "a perspective of an unknown power": Case(
        EVENT, 'power = "russia"', 'power = "rusia"', "line 28, perspective sailors, power",
        "power 'rusia' is not in powers.toml. Known powers that look alike: russia.",
    ),
    "a contested point with one side": Case(
        EVENT, '[[contested.position]]\nid = "other"\nsources = ["customs-2023"]\n', "",
        "line 31, contested area, position", "a contested point needs two positions or more",
        blames=WORDS,
    ),
    "a position without words": Case(
        WORDS, '[contested.area.positions.one]\nwho = "The treaty"\nsays = "It gives no area."', "",
        "line 18, contested, area, positions, one", "no words for 'one', one of its positions",
    ),
    "an event without notes": Case(
        WORDS, WORDS_OF_NOTES, "", "notes", "no notes for the teacher; expected [notes]",
    ),
    "a note that is too long": Case(
        WORDS, '"Who holds it now?"', f'"{"who " * 46}"', "line 31, notes, question",
        "the question has 46 words; expected 1 to 45",
    ),
    "a text without a mark": Case(
        WORDS, "coast.[lost]", "coast.", "line 3, caption",
        "'One sentence that says what happened to the coast.' has no mark; expected [fact-id]",
    ),
    "a mark of nothing": Case(
        WORDS, "coast.[lost]", "coast.[lots]", "line 3, caption",
        "the mark [lots] is no fact, figure or contested point. Known marks that look alike: lost.",
    ),
    "a misconception without a mark": Case(
        WORDS, "none.[area]", "none.", "line 32, notes, misconception",
        "it says what is so, but has no mark; expected [fact-id]",
    ),
    "a number that nothing carries": Case(
        WORDS, "the coast.[lost]", "400 km of coast.[lost]", "line 3, caption",
        "nothing carries the number 400 in",
    ),
    "a year that nothing carries": Case(
        WORDS, "the coast.[lost]", "the coast in 1907.[lost]", "line 3, caption",
        "nothing carries the number 1907 in",
    ),
    "a number of another fact": Case(
        WORDS, "the coast.[lost]", "400,000 square kilometres.[lost]", "line 3, caption",
        "nothing carries the number 400,000 in",
    ),
    "a source that nobody cites": Case(
        "sources/treaties.toml", '[[source]]\nid = "customs-2023"',
        '[[source]]\nid = "idle"\ngrade = "A"\npublisher = "P"\ntitle = "T"\n'
        '[[source]]\nid = "customs-2023"',
        "line 10, source idle, id", "nothing cites 'idle'; cite it or take it out",
    ),
    "a source without a grade": Case(
        "sources/treaties.toml", 'grade = "A"\n', "", "line 1, source treaties-1860, grade",
        "'grade' is missing; expected one of A, B, C",
    ),
    "a source of no date": Case(
        "sources/treaties.toml", 'date = "1917"', 'date = "last year"',
        "line 6, source treaties-1860, date", "'last year' is not a date",
    ),
    "a figure later than its sources": Case(
        EVENT, 'as_of = "1905-09-05"', 'as_of = "1950"', "line 23, figure guards, as_of",
        "'1950' is later than its latest source, which is dated 1917",
    ),
    "an event later than its sources": Case(
        "sources/treaties.toml", "2023-05-04", "1990-01-01", "line 2, when",
        "'2023-06-01/..' is later than its latest source, which is dated 1990-01-01",
        "events/transit-2023.toml",
    ),
    "a character that no shipped font has": Case(
        WORDS, "the coast.[lost]", "the 𓀀 coast.[lost]", "line 3, caption",
        "no shipped font has 𓀀 (U+13000); rebuild assets/fonts",
    ),
    "a text that is not TOML": Case(
        EVENT, 'when = "1905-09-05"', 'when = "1905-09-05', "line 2", "this is not TOML:",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_fault_in_an_event_is_told_with_its_place(folder: Path, case: Case) -> None:
    assert_told(folder, case)


def test_a_lesson_that_is_not_complete_is_warned_of_what_has_no_source(folder: Path) -> None:
    change(folder, "lesson.toml", "complete = true\n", "")
    change(folder, EVENT, '["customs-2023", "treaties-1860"]', "[]")
    change(folder, WORDS, WORDS_OF_NOTES, "")

    _, faults = read(folder)

    assert faults.listed() == []
    assert [str(warning) for warning in faults.warnings()] == [
        f"{EVENT}, line 13, fact signed, sources: the fact has no source and is shown as unsourced"
    ]


def test_an_event_without_its_words_is_told(folder: Path) -> None:
    (folder / WORDS).unlink()

    (fault,) = faults_of(folder)

    assert str(fault) == (
        f"{WORDS}: the file is missing; expected the words of the event 'portsmouth-1905'"
    )


def test_words_without_their_event_are_told(folder: Path) -> None:
    (folder / EVENT).unlink()

    (fault,) = (fault for fault in faults_of(folder) if fault.file != "questions.toml")

    assert (fault.file, fault.message) == (WORDS, "there is no event 'portsmouth-1905' in events/.")


def test_a_source_that_stands_in_two_files_is_told(folder: Path) -> None:
    text = (folder / "sources/treaties.toml").read_text(encoding="utf-8")
    write(folder, "sources/zzz.toml", text)

    faults = faults_of(folder)

    assert [fault.file for fault in faults] == ["sources/zzz.toml"] * 2
    assert "taken already by entry 1 of sources/treaties.toml" in faults[0].message

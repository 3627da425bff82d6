"""Search: what is found by which words, in which order, and why."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from db import dates
from db.build import build
from db.excerpts import ROOM, Wanted, excerpt, marked
from db.folding import folded, spaced
from db.found import Ask, Field, Found, Marked
from db.library import Library
from db.records import EventId, PlaceId
from db.search import wanted
from tests.lessons import change, write_big_lesson, write_lesson


def find(library: Library, words: str, **filters: object) -> Found:
    return library.search(Ask(words, **filters))  # type: ignore[arg-type]


def ids(found: Found) -> list[str]:
    return [event.event for event in found.events]


def said(text: Marked) -> list[str]:
    """The hits of a text as they are written there."""
    return [text.text[start:end] for start, end in text.hits]


# Words in any script


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("大连", "dalian"),
        ("张鼓峰", "zhanggufeng"),  # written in both ways
        ("外兴安岭", "stanovoy"),
        ("大連", "dalian"),
        ("Lushun", "lushun"),
        ("lüshun", "lushun"),
        ("LU\u0308SHUN", "lushun"),
        ("旅顺", "lushun"),
        ("Dairen", "dalian"),
        ("Dai", "dalian"),
        ("владивосток", "vladivostok"),
        ("ВЛАДИВОСТОК", "vladivostok"),
        ("Haishenwai", "vladivostok"),
        ("海参崴", "vladivostok"),
        ("海參崴", "vladivostok"),
        ("浦塩", "vladivostok"),
        ("블라디", "vladivostok"),
    ],
)
def test_a_place_is_found_by_every_name_in_any_script(
    built_in: Library, words: str, place: str
) -> None:
    found = find(built_in, words)

    assert found.places[0].place == place
    assert said(found.places[0].name)
    assert any(PlaceId(place) in built_in.event(event.event).places for event in found.events)


@pytest.mark.parametrize("words", ["铁", "порт", "port", "soybean", "km²"])
def test_events_are_found_by_what_is_told_of_them(built_in: Library, words: str) -> None:
    found = find(built_in, words)

    assert found.count > 0
    assert all(event.field for event in found.events)


def test_an_old_name_finds_the_events_of_its_place(built_in: Library) -> None:
    found = find(built_in, "Haishenwai")

    by_name = [event for event in found.events if event.field is Field.PLACE]
    assert by_name and all(event.called is not None for event in by_name)
    assert {event.called.text for event in by_name if event.called} == {"Haishenwai"}
    at_vladivostok = {
        mark.event
        for mark in built_in.world().marks
        if "vladivostok" in built_in.event(mark.event).places
    }
    assert at_vladivostok <= set(ids(found))


def test_a_name_says_when_it_was_used(library: Library) -> None:
    (place,) = find(library, "Dairen").places

    assert (place.called.text, place.place) == ("Dairen", "dalian")
    assert dates.iso_day(place.called.start) == "1905-02-11"
    assert dates.iso_day(place.called.end) == "1951-02-01"


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Lüshun", "lushun"), ("ВЛАДИВОСТОК", "владивосток"), ("Ёлка", "елка"), ("Đ", "đ")],
)
def test_case_and_accents_do_not_count(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_each_chinese_character_is_a_word_for_the_index() -> None:
    assert spaced("Dalian大连港").split() == ["dalian", "大", "连", "港"]


# As one types


def test_the_last_word_may_be_a_beginning(library: Library) -> None:
    assert ids(find(library, "portsm")) == ["portsmouth-1905"]
    assert ids(find(library, "treaty ports")) == ["portsmouth-1905"]


def test_only_the_last_word_may_be_a_beginning(library: Library) -> None:
    assert ids(find(library, "treat portsmouth")) == []


def test_all_words_are_wanted_wherever_in_the_event_they_stand(library: Library) -> None:
    found = find(library, "soybean misconception guards")
    assert found.count == 0

    assert ids(find(library, "soybean guards")) == ["boom-192x"]


def test_words_between_quotation_marks_stand_side_by_side(library: Library) -> None:
    assert ids(find(library, '"treaty of portsmouth"')) == ["portsmouth-1905"]
    assert ids(find(library, "“portsmouth treaty”")) == []


def test_punctuation_is_no_word() -> None:
    assert wanted("NEAR(port*) -sea") == [
        Wanted(("near", "port")),
        Wanted(("sea",), is_open=True),
    ]


@pytest.mark.parametrize(
    "words",
    [
        '"',
        '""',
        "*",
        "port*",
        "NEAR",
        "NEAR(port sea, 2)",
        "AND",
        "port AND",
        "NOT port",
        "OR OR OR",
        "title:port",
        "{title} : port",
        "^port",
        "(",
        "port)",
        "-port",
        "a'b; DROP TABLE event",
        "%",
        "\x00port",
        "\ud800",
        "\u200b",
        "port " * 10_000,
        "x" * 100_000,
        "大" * 50_000,
    ],
)
def test_no_text_is_too_odd_to_ask_for(library: Library, words: str) -> None:
    assert find(library, words).count >= 0
    assert library.search_counts(Ask(words)) is not None


@given(words=st.text(st.characters(codec=None), max_size=40))
@settings(max_examples=200)
def test_nothing_that_can_be_typed_raises(library: Library, words: str) -> None:
    found = find(library, words)

    assert len(found.events) <= max(found.count, 5)


# Order


def test_titles_come_before_stories_before_notes(tmp_path: Path) -> None:
    root = write_lesson(tmp_path)
    change(root, "text/en/events/transit-2023.toml", "Vladivostok becomes", "Samovar becomes")
    change(root, "text/en/events/boom-192x.toml", 'story = "The', 'story = "A samovar. The')
    change(root, "text/en/events/peking-1860.toml", 'point = "The coast."', 'point = "Samovar."')

    with closing(Library.from_folder(root)) as library:
        found = find(library, "samovar")

    assert [(event.event, event.field) for event in found.events] == [
        ("transit-2023", Field.TITLE),
        ("boom-192x", Field.STORY),
        ("peking-1860", Field.NOTES),
    ]


def test_the_exact_title_comes_first(tmp_path: Path) -> None:
    root = write_lesson(tmp_path)
    change(root, "text/en/events/peking-1860.toml", "Convention of Peking", "Soybean boom and port")

    with closing(Library.from_folder(root)) as library:
        assert ids(find(library, "soybean boom")) == ["boom-192x", "peking-1860"]


def test_of_equals_the_more_important_comes_first(tmp_path: Path) -> None:
    root = write_lesson(tmp_path)
    change(root, "events/transit-2023.toml", "importance = 2", "importance = 1")

    with closing(Library.from_folder(root)) as library:
        found = ids(find(library, "province"))

    assert found == ["transit-2023", "peking-1860", "dalny-1899", "portsmouth-1905", "boom-192x"]


def test_the_place_of_just_that_name_comes_first(tmp_path: Path) -> None:
    root = write_lesson(tmp_path)
    change(root, "places.toml", '"海参崴"', '"Dalian in the north"')

    with closing(Library.from_folder(root)) as library:
        places = [place.place for place in find(library, "Dalian").places]

    assert places == ["dalian", "vladivostok"]


# Why


def test_the_passage_with_the_words_is_shown_and_marked(library: Library) -> None:
    (event, *_) = find(library, "looks another").events

    assert event.field is Field.STORY
    assert set(said(event.excerpt)) == {"looks", "another"}
    assert len(event.excerpt.text) <= ROOM + 2


def test_a_contested_point_is_told_from_the_story(library: Library) -> None:
    events = find(library, "400,000 square").events

    assert {event.field for event in events} == {Field.CONTESTED}
    assert said(events[0].excerpt) == ["400,000", "square"]


def test_a_passage_in_the_middle_is_cut_between_words() -> None:
    text = "Nobody came. " * 30 + "The dock was opened by the governor " + "and so on " * 40

    shown = excerpt(text, wanted("dock"))

    assert shown.text.startswith("…The dock was opened")
    assert shown.text.endswith("…") and said(shown) == ["dock"]
    assert len(shown.text) <= ROOM + 2


def test_hits_that_overlap_are_one() -> None:
    assert said(marked("大连港", wanted("大连 连港"))) == ["大连港"]


def test_marks_for_facts_are_never_found(library: Library) -> None:
    assert find(library, "lost]").events[0].excerpt.text.count("[") == 0


def test_a_year_finds_what_is_dated_so_before_what_tells_of_it(library: Library) -> None:
    years = find(library, "1905")
    day = find(library, "5 september 1905")

    assert [(event.event, event.field) for event in years.events] == [
        ("portsmouth-1905", Field.WHEN)
    ]
    assert ids(day) == ["portsmouth-1905"]


def test_a_date_comes_before_the_story(built_in: Library) -> None:
    fields = [event.field for event in find(built_in, "1905").events]

    assert fields[0] in (Field.TITLE, Field.WHEN) and Field.STORY in fields
    assert fields.index(Field.STORY) > max(
        n for n, field in enumerate(fields) if field is Field.WHEN
    )


# Filters


def test_without_words_everything_is_listed_in_order_of_time(library: Library) -> None:
    found = find(library, "  ")

    assert ids(found) == [mark.event for mark in library.world().marks]
    assert {event.field for event in found.events} == {None}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"act": 1}, ["peking-1860"]),
        ({"act": 2}, ["dalny-1899", "portsmouth-1905", "boom-192x", "transit-2023"]),
        ({"theme": "treaty", "act": 1}, ["peking-1860"]),
        ({"theme": "opera"}, []),
        ({"place": "dalian"}, []),
        ({"importance": 1}, []),
        ({"first": "1900-01-01", "last": "1905-12-31"}, ["dalny-1899", "portsmouth-1905"]),
        ({"first": "2024-01-01"}, ["transit-2023"]),
    ],
)
def test_filters_work_with_words_and_without(
    library: Library, filters: dict[str, object], expected: list[str]
) -> None:
    for key in ("first", "last"):
        if key in filters:
            filters[key] = dates.parse_day(str(filters[key]))

    assert ids(find(library, "", **filters)) == expected
    assert ids(find(library, "province", **filters)) == expected


def test_counts_say_what_a_filter_would_leave(library: Library) -> None:
    counts = library.search_counts(Ask("province", act=2))

    assert dict(counts.acts) == {1: 1, 2: 4}
    assert dict(counts.themes) == {"treaty": 4, "port": 4}
    assert dict(counts.places) == {"vladivostok": 4, "lushun": 4}
    assert dict(counts.importances) == {2: 4}
    assert counts.since[1900] == 4 and counts.until[1909] == 2


@pytest.mark.parametrize("words", ["", "port", "大连"])
def test_counts_are_what_is_then_found(built_in: Library, words: str) -> None:
    counts = built_in.search_counts(Ask(words))

    for act, count in counts.acts.items():
        assert find(built_in, words, act=act).count == count
    for theme, count in counts.themes.items():
        assert find(built_in, words, theme=theme).count == count
    for year, count in counts.since.items():
        first = dates.parse_day(f"{year}-01-01")
        assert find(built_in, words, first=first).count == count


# The index


def test_a_lesson_written_again_is_indexed_anew(lesson_folder: Path) -> None:
    db = Database(memory=True)

    build(lesson_folder, db)
    build(lesson_folder, db)

    with closing(Library(db.conn)) as library:
        assert find(library, "portsmouth").count == 1
        assert len(find(library, "Dairen").places) == 1


def test_an_older_file_can_be_searched(lesson_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.landlocked"
    db = Database(path)
    build(lesson_folder, db)
    db.execute("DROP TABLE event_index")
    db.execute("DROP TABLE name_index")
    db.execute("DROP TABLE searched_name")
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'search'")
    db.execute("PRAGMA user_version = 1")
    db.conn.commit()
    db.execute("VACUUM")
    db.close()

    with closing(Library.open(path)) as library:
        assert ids(find(library, "portsmouth")) == ["portsmouth-1905"]
        assert find(library, "Dairen").places[0].place == "dalian"


def test_many_events_are_counted_and_few_are_read(tmp_path: Path) -> None:
    path = write_big_lesson(tmp_path / "big.landlocked", events=3_000)

    with closing(Library.open(path)) as library:
        found = find(library, "province")
        more = library.search(Ask("province"), limit=100)
        steps = counted_steps(library, "Event 2999")

    assert (len(found.events), found.count, found.at_least) == (40, 1000, True)
    assert len(more.events) == 100
    assert 0 < steps < 3_000  # of the virtual machine: not one for each event
    assert found.events[0].event == EventId("event-3")


def counted_steps(library: Library, words: str) -> int:
    """The steps that SQLite takes to find those words, in hundreds."""
    taken = []
    library._db.set_progress_handler(lambda: taken.append(1), 100)
    find(library, words)
    library._db.set_progress_handler(None, 0)
    return 100 * len(taken)


def test_a_garbled_index_is_told_as_a_damaged_lesson(lesson_folder: Path) -> None:
    from db.errors import DamagedFile

    db = Database(memory=True)
    build(lesson_folder, db)
    db.execute("DROP TABLE event_index")

    with closing(Library(db.conn)) as library, pytest.raises(DamagedFile):
        find(library, "port")
    assert isinstance(db.conn, sqlite3.Connection)

"""The library: the built-in lesson and its cache, lesson files, and what goes wrong with them."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from db import check
from db.cache import FOLDER_VARIABLE, cache_folder
from db.errors import DamagedFile, Fault, FaultyLesson, ForeignFile, LessonError, NewerFile
from db.format import FORMAT
from db.library import DAMAGED_BUILD, NEWER_BUILD, Library
from db.records import EventId, Grade
from tests.lessons import CHARTS, CLAIMS, QUESTIONS, RACES, SEARCH, VOICES, change, write_big_lesson

ROOT = Path(__file__).parents[1]
HEAVY = ("numpy", "sqlite_utils", "edtf", "msgspec", "shapely", "pyproj", "click", "platformdirs")
TITLE = "A small lesson"


@pytest.fixture
def folder(lesson_folder: Path, tmp_path: Path) -> Path:
    """A copy of the small lesson that stands for the built-in one."""
    return shutil.copytree(lesson_folder, tmp_path / "lesson")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A cache folder that does not exist yet."""
    return tmp_path / "cache"


@pytest.fixture
def lesson_file(folder: Path, cache: Path) -> Path:
    """A lesson file of the small lesson."""
    Library.built_in(folder=folder, cache=cache).close()
    (path,) = builds(cache)
    return path


def builds(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.landlocked"))


def title(library: Library) -> str:
    with library:
        return library.world().title


def count_builds(folder: Path, cache: Path) -> int:
    """How often the lesson is built while it is opened: never or once."""
    told: list[int] = []
    opened = Library.built_in(
        lambda done, total: told.append(total - done), folder=folder, cache=cache
    )
    opened.close()
    return told.count(0)


def test_the_first_start_builds_and_the_second_does_not(folder: Path, cache: Path) -> None:
    assert count_builds(folder, cache) == 1
    assert count_builds(folder, cache) == 0
    (build,) = cache.glob("*.landlocked")
    assert set(cache.iterdir()) == {build, cache / "lesson-key"}


def test_texts_that_have_not_changed_are_not_read_again(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_builds(folder, cache)
    monkeypatch.setattr("db.cache.key_of", lambda files: pytest.fail("the texts are read"))

    assert count_builds(folder, cache) == 0


@pytest.mark.parametrize("damage", [b"", b"\xff", b"0\n1\n2"])
def test_a_damaged_note_about_the_texts_does_no_harm(
    folder: Path, cache: Path, damage: bytes
) -> None:
    count_builds(folder, cache)
    (cache / "lesson-key").write_bytes(damage)

    assert count_builds(folder, cache) == 0


def test_a_note_with_another_key_is_not_believed(folder: Path, cache: Path) -> None:
    count_builds(folder, cache)
    note = cache / "lesson-key"
    lines = note.read_text().split("\n")
    note.write_text("\n".join((lines[0], "0" * len(lines[1]), *lines[2:])))

    assert count_builds(folder, cache) == 0
    assert note.read_text().split("\n")[1] == lines[1]


def test_a_start_without_trouble_has_no_notice(folder: Path, cache: Path) -> None:
    for _ in range(2):
        with Library.built_in(folder=folder, cache=cache) as library:
            assert library.notices == ()
            assert library.world().title == TITLE
            assert library.event(EventId("dalny-1899")).title == "Dalny is founded"


def test_a_changed_text_is_built_anew(folder: Path, cache: Path) -> None:
    Library.built_in(folder=folder, cache=cache).close()
    change(folder, "text/en/lesson.toml", TITLE, "Another lesson")

    assert title(Library.built_in(folder=folder, cache=cache)) == "Another lesson"


def test_a_renamed_file_is_noticed(folder: Path, cache: Path) -> None:
    Library.built_in(folder=folder, cache=cache).close()
    (folder / "sources/treaties.toml").rename(folder / "sources/others.toml")

    assert count_builds(folder, cache) == 1


def test_only_the_build_before_is_kept(folder: Path, cache: Path) -> None:
    old = TITLE
    for new in ("First", "Second", "Third", "Fourth"):
        change(folder, "text/en/lesson.toml", f'title = "{old}"', f'title = "{new}"')
        Library.built_in(folder=folder, cache=cache).close()
        old = new

    assert {title(Library.open(path)) for path in builds(cache)} == {"Third", "Fourth"}


def test_faults_leave_the_last_good_build_and_say_so(folder: Path, cache: Path) -> None:
    Library.built_in(folder=folder, cache=cache).close()
    change(folder, "places.toml", "lat = 43.115", "lat = 431.15")
    change(folder, "powers.toml", '"#E69F00"', '"orange"')

    library = Library.built_in(folder=folder, cache=cache)

    (notice,) = library.notices
    assert notice.startswith(
        "The lesson’s texts have 2 faults, so the last good build is shown "
        "(places.toml, line 3, place vladivostok, lat:"
    )
    assert "\n" not in notice
    assert title(library) == TITLE
    assert len(builds(cache)) == 1


def test_the_build_used_last_counts_as_the_last_good_one(folder: Path, cache: Path) -> None:
    Library.built_in(folder=folder, cache=cache).close()
    change(folder, "text/en/lesson.toml", TITLE, "Another lesson")
    Library.built_in(folder=folder, cache=cache).close()
    change(folder, "text/en/lesson.toml", "Another lesson", TITLE)
    Library.built_in(folder=folder, cache=cache).close()
    change(folder, "places.toml", "lat = 43.115", "lat = 431.15")

    assert title(Library.built_in(folder=folder, cache=cache)) == TITLE


def test_faults_without_a_good_build_are_all_told(folder: Path, cache: Path) -> None:
    change(folder, "places.toml", "lat = 43.115", "lat = 431.15")
    change(folder, "powers.toml", '"#E69F00"', '"orange"')

    with pytest.raises(FaultyLesson) as caught:
        Library.built_in(folder=folder, cache=cache)

    assert [fault.file for fault in caught.value.faults] == ["places.toml", "powers.toml"]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "cut short": lambda whole: whole[: len(whole) // 2],
    "cut to its header": lambda whole: whole[:60],
    "overwritten with text": lambda whole: b"hello" * (len(whole) // 5),
    "a flipped byte in a text": lambda whole: whole.replace(b"Dairen", b"Dairem", 1),
    "a zeroed page": lambda whole: whole[:8192] + bytes(4096) + whole[12288:],
    "a lost application id": lambda whole: whole[:68] + bytes(4) + whole[72:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_build_is_built_again(
    folder: Path, cache: Path, lesson_file: Path, damage: Callable[[bytes], bytes]
) -> None:
    lesson_file.write_bytes(damage(lesson_file.read_bytes()))

    library = Library.built_in(folder=folder, cache=cache)

    assert library.notices == (DAMAGED_BUILD,)
    assert title(library) == TITLE
    assert count_builds(folder, cache) == 0
    assert len(builds(cache)) == 1


def test_a_damaged_build_is_no_last_good_one(folder: Path, cache: Path, lesson_file: Path) -> None:
    lesson_file.write_bytes(lesson_file.read_bytes()[:-1])
    change(folder, "places.toml", "lat = 43.115", "lat = 431.15")

    with pytest.raises(FaultyLesson):
        Library.built_in(folder=folder, cache=cache)


def test_a_build_by_a_newer_version_is_left_alone(
    folder: Path, cache: Path, lesson_file: Path
) -> None:
    with closing(sqlite3.connect(lesson_file)) as db:
        db.execute("PRAGMA user_version = 999")
    newer = lesson_file.read_bytes()

    library = Library.built_in(folder=folder, cache=cache)

    assert library.notices == (NEWER_BUILD,)
    assert title(library) == TITLE
    assert lesson_file.read_bytes() == newer
    assert count_builds(folder, cache) == 0
    change(folder, "text/en/lesson.toml", TITLE, "Another lesson")
    Library.built_in(folder=folder, cache=cache).close()
    assert lesson_file.read_bytes() == newer


def test_a_cache_folder_that_cannot_be_made_leaves_the_lesson_in_memory(
    folder: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")

    library = Library.built_in(folder=folder, cache=blocked / "cache")

    (notice,) = library.notices
    assert notice.startswith(f"The built lesson could not be stored in {blocked / 'cache'} (Not a")
    assert title(library) == TITLE


def run_on_a_small_disk(folder: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """Opens the lesson where no file may grow beyond 40 kB, as on a full disk."""
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from db.library import Library\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        "library = Library.built_in(folder=Path(sys.argv[1]), cache=Path(sys.argv[2]))\n"
        "sys.stdout.write(library.world().title + ': ' + ' '.join(library.notices))"
    )
    return subprocess.run(
        [sys.executable, "-c", program, str(folder), str(cache)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_full_cache_folder_leaves_the_lesson_in_memory(folder: Path, cache: Path) -> None:
    done = run_on_a_small_disk(folder, cache)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{TITLE}: The built lesson could not be stored in {cache} (")
    assert done.stdout.endswith("it is kept in memory and will be built again at the next start.")
    assert list(cache.iterdir()) == []


def test_a_lesson_in_memory_may_change_threads(folder: Path, tmp_path: Path) -> None:
    made: list[Library] = []
    blocked = tmp_path / "file"
    blocked.touch()
    thread = threading.Thread(
        target=lambda: made.append(Library.built_in(folder=folder, cache=blocked))
    )

    thread.start()
    thread.join()

    assert title(made[0]) == TITLE


def test_the_environment_may_name_the_cache_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "elsewhere"))
    assert cache_folder() == tmp_path / "elsewhere"


@pytest.mark.parametrize("home", ["", "/somewhere/else"])
def test_the_cache_is_the_users_cache_folder(monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", home)

    assert cache_folder() == user_cache_path("landlocked", appauthor=False)


def test_opening_a_built_lesson_imports_nothing_heavy(folder: Path, cache: Path) -> None:
    Library.built_in(folder=folder, cache=cache).close()
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from db.library import Library\n"
        "library = Library.built_in(folder=Path(sys.argv[1]), cache=Path(sys.argv[2]))\n"
        "library.event(library.world().marks[0].event)\n"
        f"sys.stdout.write(' '.join(name for name in {HEAVY} if name in sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(folder), str(cache)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == ""


def test_a_lesson_file_is_opened_and_never_written(lesson_file: Path) -> None:
    before = lesson_file.read_bytes()
    beside = set(lesson_file.parent.iterdir())

    with Library.open(lesson_file) as library:
        assert library.world().title == TITLE
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            library._db.execute("DELETE FROM step")

    assert lesson_file.read_bytes() == before
    assert set(lesson_file.parent.iterdir()) == beside


def test_a_file_may_have_an_odd_name(lesson_file: Path, tmp_path: Path) -> None:
    odd = tmp_path / "урок 50% #1?.landlocked"
    shutil.copy(lesson_file, odd)

    assert title(Library.open(odd)) == TITLE


def test_a_missing_or_foreign_file_is_told(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.txt", tmp_path / "other.sqlite"
    text.write_text("Once upon a time")
    with closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE notes (text)")

    for path, said in (
        (tmp_path / "gone.landlocked", "There is no file"),
        (tmp_path, "cannot be read"),
        (text, "is not a Landlocked lesson"),
        (other, "is not a Landlocked lesson"),
    ):
        with pytest.raises(ForeignFile, match=said) as caught:
            Library.open(path)
        assert str(path) in str(caught.value)


def test_a_file_by_a_newer_version_is_told(lesson_file: Path) -> None:
    with closing(sqlite3.connect(lesson_file)) as db:
        db.execute(f"PRAGMA user_version = {FORMAT + 1}")

    with pytest.raises(NewerFile, match="newer version of Landlocked"):
        Library.open(lesson_file)


def test_a_file_without_doubt_learns_it_from_its_dates(lesson_file: Path) -> None:
    with closing(Library.open(lesson_file)) as library:
        expected = library.world().marks
    with closing(sqlite3.connect(lesson_file)) as db:
        _take_doubt_away(db)
        db.execute(f"PRAGMA user_version = {FORMAT - 1}")
        db.commit()
        db.execute("VACUUM")

    with closing(Library.open(lesson_file)) as library:
        world = library.world()

    assert world.marks == expected
    assert any(mark.doubt for mark in world.marks)
    assert world.borders == ()


def _take_doubt_away(db: sqlite3.Connection) -> None:
    db.execute("DROP TABLE border")
    db.execute("ALTER TABLE event DROP COLUMN doubt")
    db.execute("ALTER TABLE event ADD COLUMN vague INTEGER NOT NULL DEFAULT 0")
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'doubt'")


def test_an_older_file_is_brought_up_to_date_in_memory(lesson_file: Path) -> None:
    with closing(sqlite3.connect(lesson_file)) as db:
        later = (QUESTIONS, CHARTS, VOICES, CLAIMS, RACES)
        for table in (*(name for tables in later for name in reversed(tables)), *SEARCH):
            db.execute(f"DROP TABLE {table}")
        db.execute("ALTER TABLE source DROP COLUMN grade")
        db.execute("ALTER TABLE event_route DROP COLUMN unopened")
        _take_doubt_away(db)
        db.execute("DELETE FROM _sqlite_migrations WHERE name <> 'lesson'")
        db.execute("PRAGMA user_version = 1")
        db.commit()
        db.execute("VACUUM")
    old = lesson_file.read_bytes()

    with closing(Library.open(lesson_file)) as library:
        event = library.event(EventId("portsmouth-1905"))

    assert event.perspectives == ()
    assert {source.grade for source in event.sources} == {Grade.C}
    assert lesson_file.read_bytes() == old


def test_a_file_that_was_cut_short_is_told(lesson_file: Path) -> None:
    lesson_file.write_bytes(lesson_file.read_bytes()[:-4096])

    with pytest.raises(DamagedFile, match="its length is wrong"):
        Library.open(lesson_file)


def test_a_file_that_lost_rows_is_told(lesson_file: Path) -> None:
    with closing(sqlite3.connect(lesson_file)) as db, db:
        db.execute("DELETE FROM step WHERE position = 1")

    with pytest.raises(DamagedFile, match="rows of the table 'step' are missing"):
        Library.open(lesson_file)


def test_a_file_that_lost_a_table_is_told(lesson_file: Path) -> None:
    with closing(sqlite3.connect(lesson_file)) as db:
        db.execute("DROP TABLE step")

    with pytest.raises(DamagedFile, match="no such table: step"):
        Library.open(lesson_file)


@pytest.mark.parametrize(
    "spoil",
    [
        "DELETE FROM word WHERE kind = 'power'",
        "DELETE FROM meta WHERE key = 'as_of'",
        "UPDATE control SET status = 'borrowed'",
        "UPDATE route SET line = x'00'",
        "DELETE FROM language",
        "DROP TABLE section",
    ],
)
def test_what_is_garbled_inside_is_told_when_it_is_read(lesson_file: Path, spoil: str) -> None:
    with closing(sqlite3.connect(lesson_file)) as db, db:
        db.execute(spoil)

    with pytest.raises(DamagedFile, match="The lesson is damaged"), Library.open(lesson_file) as it:
        it.world()


@pytest.mark.parametrize("start", range(0, 20))
def test_a_page_of_noise_never_brings_the_library_down(lesson_file: Path, start: int) -> None:
    whole = bytearray(lesson_file.read_bytes())
    place = len(whole) * start // 20
    noise = zlib.compress(bytes(range(256)) * 8) * 20
    whole[place : place + 1500] = noise[:1500]
    lesson_file.write_bytes(whole)

    try:
        with Library.open(lesson_file) as library:
            world = library.world()
            for mark in world.marks:
                library.event(mark.event)
    except LessonError as error:
        assert "\n" not in str(error)


def test_a_big_lesson_is_opened_whole(tmp_path: Path) -> None:
    path = write_big_lesson(tmp_path / "big.landlocked", events=2_000)

    with Library.open(path) as library:
        world = library.world()
        last = library.event(EventId("event-2000"))

    assert len(world.marks) == len(world.tours[0].steps) == 2_000
    assert world.marks[0].first == world.first_day
    assert world.as_of - world.marks[-1].first < 40
    assert (last.title, len(last.sources)) == ("Event 2000", 1)
    assert world.tours[0].steps[-1].event == "event-2000"


def test_a_report_counts_what_a_folder_and_a_file_hold(folder: Path, lesson_file: Path) -> None:
    expected = check.Report(check.Counts(5, 3, 2, 2, 2, 1, 2, 2, 0), ())

    assert check.report(folder) == expected
    assert check.report(lesson_file) == expected


def test_a_report_lists_the_faults_of_a_folder(folder: Path) -> None:
    change(folder, "places.toml", "lat = 43.115", "lat = 431.15")

    (fault,) = check.report(folder).faults

    assert str(fault).startswith("places.toml, line 3, place vladivostok, lat: expected")


def test_a_report_lists_the_damages_of_a_file(lesson_file: Path) -> None:
    with closing(sqlite3.connect(lesson_file)) as db, db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("UPDATE lane SET place = 'atlantis' WHERE position = 1")

    faults = check.report(lesson_file).faults

    message = "names something that is not in 'place'"
    assert faults == (Fault(lesson_file.name, "table lane", message),)


def test_a_report_on_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ForeignFile, match="There is no lesson"):
        check.report(tmp_path / "nowhere")
    foreign = tmp_path / "notes.txt"
    foreign.write_text("Once upon a time")
    with pytest.raises(ForeignFile, match="is not a Landlocked lesson"):
        check.report(foreign)

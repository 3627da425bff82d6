"""The file of own lessons: nothing is lost, and what cannot be understood is set aside."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db.own import edits
from db.own import file as own_file
from db.own.file import APPLICATION_ID, ChangedElsewhere, NotSaved, OwnFile, data_folder
from db.own.records import OwnTours
from db.records import Notes, Priority
from tests.small_world import small_world

ROOT = Path(__file__).resolve().parent.parent
KILLS = 6


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "my-lessons.sqlite"


def some_tours() -> OwnTours:
    """Two tours, one of them with something of every kind changed."""
    tours = edits.copied(edits.copied((), small_world().tours[0]), small_world().tours[0])
    tour = edits.shown(tours[0], 1, yes=False)
    tour = edits.moved(edits.retimed(tour, 0, 7.5), 4, 0)
    tour = edits.weighed(edits.captioned(tour, 2, "Дальний 大连 “ours”", ""), 2, Priority.COULD)
    tour = edits.noted(tour, 3, Notes("point", "", "myth"), None)
    return edits.replaced(tours, edits.renamed(tour, "Class 9b"))


def saved(path: Path, tours: OwnTours) -> OwnTours:
    file = OwnFile(path)
    file.save(tours)
    file.close()
    return tours


def test_no_file_is_made_before_something_is_saved(path: Path) -> None:
    file = OwnFile(path)

    assert (file.tours, file.notice) == ((), "")
    assert not path.parent.exists()


def test_what_is_saved_is_read_again(path: Path) -> None:
    tours = saved(path, some_tours())

    again = OwnFile(path)

    assert (again.tours, again.notice) == (tours, "")


@pytest.mark.parametrize(
    "change",
    [
        lambda tours: tours[1:],
        lambda tours: tours[::-1],
        lambda tours: (edits.moved(tours[0], 0, 3), tours[1]),
        lambda tours: edits.copied(tours, small_world().tours[0]),
        lambda tours: (),
    ],
)
def test_a_change_is_written_whole(path: Path, change: Callable[[OwnTours], OwnTours]) -> None:
    file = OwnFile(path)
    file.save(some_tours())

    file.save(change(some_tours()))
    file.close()

    assert OwnFile(path).tours == change(some_tours())


def test_a_change_cut_short_leaves_the_one_before(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = OwnFile(path)
    file.save(some_tours())

    def give_up(*_: object) -> dict[str, object]:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(own_file, "_row", give_up)
        with pytest.raises(NotSaved, match="disk is full"):
            file.save((edits.moved(some_tours()[0], 0, 3), some_tours()[1]))
    assert OwnFile(path).tours == some_tours()
    file.save(some_tours()[:1])  # and the next change is saved
    assert OwnFile(path).tours == some_tours()[:1]


def test_killing_the_program_never_loses_a_change(path: Path) -> None:
    told = 0
    chance = random.Random(4)
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-m", "tests.save_own", str(path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        for _ in range(chance.randint(1, 12)):
            told = int(writer.stdout.readline())
        writer.kill()
        rest = writer.stdout.read().split("\n")[:-1]
        writer.wait()
        writer.stdout.close()
        told = max([told, *map(int, rest)])

        found = OwnFile(path)

        assert found.notice == ""
        first, last = (int(found.tours[0].steps[n].caption or 0) for n in (0, 5))
        assert first == last  # one change is one transaction
        assert told <= first <= told + 1


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE recipe (name TEXT)")


def cut_in_half(path: Path) -> None:
    saved(path, some_tours())
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbled(path: Path) -> None:
    saved(path, some_tours())
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TABLE own_step")


def not_a_priority(path: Path) -> None:
    saved(path, some_tours())
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute("UPDATE own_step SET priority = 'perhaps'")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"no database, but a letter to the headmaster"),
        other_database,
        cut_in_half,
        garbled,
        not_a_priority,
    ],
)
def test_a_file_that_cannot_be_used_is_set_aside(
    path: Path, spoil: Callable[[Path], object]
) -> None:
    path.parent.mkdir()
    spoil(path)
    content = path.read_bytes()

    file = OwnFile(path)

    aside = path.with_name("my-lessons.set-aside-1.sqlite")
    assert file.tours == ()
    assert str(aside) in file.notice and "\n" not in file.notice
    assert aside.read_bytes() == content
    assert not path.exists()
    file.save(some_tours())
    file.close()
    assert OwnFile(path).tours == some_tours()
    path.write_bytes(b"another letter")
    assert "set-aside-2" in OwnFile(path).notice


def test_a_file_of_a_newer_version_is_left_alone(path: Path) -> None:
    saved(path, some_tours())
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    content = path.read_bytes()

    file = OwnFile(path)

    assert "newer version" in file.notice
    with pytest.raises(NotSaved, match="newer version"):
        file.save(some_tours())
    assert path.read_bytes() == content


def test_an_empty_file_is_as_good_as_none(path: Path) -> None:
    path.parent.mkdir()
    path.touch()

    file = OwnFile(path)
    file.save(some_tours())

    assert file.notice == ""
    assert OwnFile(path).tours == some_tours()


def test_a_first_start_cut_short_leaves_a_file_that_can_be_used(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    file = OwnFile(path)
    file.save(some_tours())

    assert file.notice == ""
    assert OwnFile(path).tours == some_tours()


def test_a_backup_precedes_a_migration(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlite_utils import Database, Migrations

    from db.own import migrations as steps

    saved(path, some_tours())
    newer = Migrations("landlocked-own")
    newer()(steps.own_tours)

    @newer()
    def colour(db: Database) -> None:
        db.execute("ALTER TABLE own_tour ADD COLUMN colour TEXT")
        db.execute("PRAGMA user_version = 2")

    monkeypatch.setattr(steps, "migrations", newer)
    monkeypatch.setattr(own_file, "FORMAT", 2)

    file = OwnFile(path)

    assert (file.tours, file.notice) == (some_tours(), "")
    with closing(sqlite3.connect(path.with_name("my-lessons.backup-1.sqlite"))) as backup:
        assert backup.execute("PRAGMA user_version").fetchone() == (1,)
        assert backup.execute("SELECT count(*) FROM own_tour").fetchone() == (2,)


def test_a_second_window_is_noticed_and_nothing_of_it_lost(path: Path) -> None:
    saved(path, some_tours())
    one, other = OwnFile(path), OwnFile(path)
    other.save(some_tours()[:1])

    with pytest.raises(ChangedElsewhere, match="another window"):
        one.save((*some_tours(), *edits.copied((), small_world().tours[0])))

    assert one.tours == some_tours()[:1]
    one.save(())
    assert OwnFile(path).tours == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(NotSaved, match="could not be saved"):
            OwnFile(tmp_path / "data" / "my.sqlite").save(some_tours())
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder", encoding="utf-8")

    file = OwnFile(tmp_path / "data" / "my.sqlite")

    assert "cannot be read" in file.notice
    with pytest.raises(NotSaved, match="cannot be read"):
        file.save(some_tours())


def test_the_data_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LANDLOCKED_DATA", str(tmp_path))

    assert data_folder() == tmp_path
    assert OwnFile.of_user().path == tmp_path / "my-lessons.sqlite"


def test_reading_needs_the_standard_library_alone(path: Path) -> None:
    saved(path, some_tours())
    program = (
        "import sys; from pathlib import Path; from db.own.file import OwnFile;"
        f"tours = OwnFile(Path({str(path)!r})).tours;"
        "print(len(tours), 'sqlite_utils' in sys.modules)"
    )

    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ended.stdout.split() == ["2", "False"]

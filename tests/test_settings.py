"""What is remembered between two starts, and after a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.small_world import TOUR, small_world
from tests.windows import explorer_of, settled
from ui import app, session, settings, theme
from ui.app import Options, opening_state
from ui.explorer import Explorer
from ui.last_word import ENOUGH, LastWord
from ui.messages import Messages
from ui.session import Memory, Session, Stand
from ui.settings import Keeper, Settings

REMEMBERED = Settings((40, 30, 1280, 800), maximised=True, tour="short", step=3, text_scale=1.3)


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / settings.FILE

    assert settings.save(file, REMEMBERED)

    assert settings.load(file) == (REMEMBERED, "")


def test_without_a_file_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.json") == (Settings(), "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1, 2]",
        b"\xff\xfe",
        b'{"geometry": [1, 2, 3]}',
        b'{"geometry": "wide"}',
        b'{"geometry": [1, 2, 3, true]}',
        b'{"step": "seven"}',
        b'{"text_scale": null}',
        b'{"tour": 7}',
        b'{"maximised": "yes"}',
        b'{"contrast": "much"}',
        b'{"reduced_motion": 1}',
        b'{"speed": -2}',
        b'{"loops": null}',
        b'{"audience_screen": 2}',
        b'{"notes_scale": "large"}',
        b'{"tools": 1}',
    ],
)
def test_damaged_settings_give_the_usual_ones_and_one_notice(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / settings.FILE
    file.write_bytes(content)

    found, notice = settings.load(file)

    assert found == Settings()
    assert str(file) in notice


def test_a_wrong_value_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / settings.FILE
    file.write_text('{"step": 4, "contrast": true, "speed": "fast", "loops": "yes"}')

    found, notice = settings.load(file)

    assert found == Settings(step=4, contrast=True)
    assert "speed, loops" in notice
    assert notice.count(".json") == 1


def test_what_a_newer_version_added_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / settings.FILE
    file.write_text('{"step": 4, "colours": "dark"}')

    assert settings.load(file) == (Settings(step=4), "")


def test_saving_into_nowhere_is_no_disaster(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")

    assert not settings.save(blocked / "settings.json", REMEMBERED)


def test_the_environment_chooses_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANDLOCKED_CONFIG", str(tmp_path))
    assert settings.folder() == tmp_path

    monkeypatch.delenv("LANDLOCKED_CONFIG")
    assert settings.folder().name == "landlocked"


def test_a_clean_end_leaves_nothing_to_resume(tmp_path: Path) -> None:
    first = Session(tmp_path)
    first.begin()
    first.note(Stand("short", 6))
    first.end()

    assert Session(tmp_path).begin() is None


def test_a_crash_leaves_the_stop(tmp_path: Path) -> None:
    crashed = Session(tmp_path)
    crashed.begin()
    crashed.note(Stand("short", 6))
    del crashed  # the lock goes with the process, the mark stays

    assert Session(tmp_path).begin() == Stand("short", 6)


def test_a_program_beside_a_running_one_finds_no_crash(tmp_path: Path) -> None:
    running = Session(tmp_path)
    running.begin()
    running.note(Stand("short", 6))

    beside = Session(tmp_path)
    assert beside.begin() is None
    beside.note(Stand("short", 1))
    beside.end()

    del running
    assert Session(tmp_path).begin() == Stand("short", 6)


def test_a_mark_cut_short_counts_as_far_as_it_is_whole(tmp_path: Path) -> None:
    crashed = Session(tmp_path)
    crashed.begin()
    crashed.note(Stand("short", 6))
    crashed.note(Stand("short", 7))
    del crashed
    mark = tmp_path / session.FILE
    mark.write_bytes(mark.read_bytes()[:-9])

    again = Session(tmp_path)

    assert again.begin() == Stand("short", 6)
    assert again.notice == ""


@pytest.mark.parametrize("left", [b"", b"junk"])
def test_a_lock_that_a_power_cut_left_empty_is_no_other_window(tmp_path: Path, left: bytes) -> None:
    (tmp_path / session.LOCK).write_bytes(left)
    running = Session(tmp_path)
    running.begin()
    running.note(Stand("short", 6))
    del running

    assert Session(tmp_path).begin() == Stand("short", 6)


def test_a_mark_noted_all_day_stays_small_and_right(qtbot: QtBot, tmp_path: Path) -> None:
    mark = tmp_path / session.FILE
    running = Session(tmp_path)
    running.begin()

    for step in range(8000):
        running.note(Stand("short", step))
    last = Stand("short", 9000)
    qtbot.waitUntil(lambda: mark.stat().st_size < ENOUGH)
    running.note(last)
    del running

    assert Session(tmp_path).begin() == last


def test_after_a_crash_the_program_opens_where_it_was() -> None:
    world = small_world()

    opened = opening_state(world, Options(), REMEMBERED, Stand("short", 4))

    assert (opened.step, opened.presented) == (4, 4)


@pytest.mark.usefixtures("qapp")
def test_the_notice_of_a_crash_goes_when_presenting_resumes() -> None:
    world = small_world()
    explorer = Explorer(world, opening_state(world, Options(), REMEMBERED, Stand("short", 4)))
    said = Messages()

    session.Resuming(explorer, said)
    before = said.current
    explorer.present()

    assert "F5 resumes presenting at stop 5" in before
    assert said.current == ""


def test_otherwise_it_opens_where_it_was_left() -> None:
    opened = opening_state(small_world(), Options(), REMEMBERED, None)

    assert (opened.tour, opened.step, opened.text_scale) == (TOUR.id, 3, 1.3)
    assert opened.presented is None


def test_the_command_line_comes_first() -> None:
    opened = opening_state(small_world(), Options(step=2), REMEMBERED, Stand("short", 4))

    assert opened.step == 1


@pytest.mark.parametrize("step", [-5, 400])
def test_a_stop_that_is_gone_becomes_the_nearest(step: int) -> None:
    opened = opening_state(small_world(), Options(), Settings(tour="gone", step=step), None)

    assert 0 <= opened.step < len(TOUR.steps)


def test_options_are_read_from_the_command_line() -> None:
    found = app.read_options(["--tour", "short", "--step", "7", "--present", "--windowed"])

    assert found == Options("short", 7, present=True, windowed=True)
    assert app.read_options([]) == Options()


def test_the_stop_is_noted_as_soon_as_it_is_gone_to(library: Library, tmp_path: Path) -> None:
    explorer = explorer_of(library)
    running = Session(tmp_path)
    running.begin()
    memory = Memory(explorer, running)
    mark = tmp_path / session.FILE

    explorer.next()

    assert explorer.state.flight is not None  # under way, and noted all the same
    assert LastWord(mark).read()["step"] == 1
    settled(explorer)
    memory.finish(Keeper(tmp_path / settings.FILE), place=(1, 2, 1000, 700), maximised=False)
    kept, _ = settings.load(tmp_path / settings.FILE)
    told = Settings((1, 2, 1000, 700), tour=explorer.state.tour, step=1, questions=False)
    assert kept == told
    assert not mark.exists()


def test_reduced_motion_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / settings.FILE
    settings.save(file, settings.Settings(reduced_motion=True))

    assert settings.load(file)[0].reduced_motion


def test_reduced_motion_that_is_neither_on_nor_off_is_told(tmp_path: Path) -> None:
    file = tmp_path / settings.FILE
    settings.write_json(file, {"reduced_motion": "a little"})

    found, notice = settings.load(file)

    assert found == settings.Settings()
    assert "reduced_motion" in notice


def test_skipped_stops_and_the_lessons_clock_outlive_a_crash(tmp_path: Path) -> None:
    world = small_world()
    stand = Stand("short", 2, (3, 5), {"began": 1000.0, "minutes": 40.0})
    running = Session(tmp_path)
    running.begin()
    running.note(stand)
    del running  # a power cut: the mark stays

    left = Session(tmp_path).begin()

    assert left == stand
    opened = opening_state(world, Options(), Settings(), left)
    assert opened.skipped == frozenset({3, 5}) & frozenset(range(len(TOUR.steps)))


def test_a_note_from_before_there_was_a_plan_is_understood(tmp_path: Path) -> None:
    (tmp_path / session.FILE).write_text('{"tour": "short", "step": 4}')

    assert Session(tmp_path).begin() == Stand("short", 4)


def test_a_setting_that_changes_is_written_at_once(tmp_path: Path) -> None:
    file = tmp_path / settings.FILE
    keeper = Keeper(file, REMEMBERED)

    keeper.keep(audience_screen="HDMI-1", notes_scale=1.2)

    found, _ = settings.load(file)
    assert found == REMEMBERED._replace(audience_screen="HDMI-1", notes_scale=1.2)


def test_what_is_set_is_written_at_once(library: Library, tmp_path: Path) -> None:
    file = tmp_path / settings.FILE
    explorer = explorer_of(library)
    writer = session.AtOnce(
        explorer, settings.Keeper(file), lambda state: session.Own(contrast=state.contrast)
    )

    explorer.toggle_contrast()
    explorer.change_speed(+1)

    found, _ = settings.load(file)
    assert (found.contrast, found.speed) == (True, 1.5)
    theme.wear(theme.LIGHT)
    del writer

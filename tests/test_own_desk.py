"""Changing own lessons at the desk: told at once, saved at once, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.library import Library
from db.own.file import NotSaved, OwnFile
from db.own.records import OwnTours
from db.records import Notes, Priority, TourId
from tests.windows import explorer_of
from ui.explorer import Explorer
from ui.own.desk import OwnDesk

OWN = TourId("own-1")


class Desk(OwnDesk):
    """A desk of a library, that remembers what it said."""

    def __init__(self, explorer: Explorer, library: Library, file: OwnFile) -> None:
        self.said: list[str] = []
        super().__init__(explorer, library.world(), library.event, file, self.said.append)


@pytest.fixture
def explorer(library: Library) -> Explorer:
    return explorer_of(library, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "my.sqlite"


@pytest.fixture
def desk(explorer: Explorer, library: Library, path: Path) -> Desk:
    made = Desk(explorer, library, OwnFile(path))
    made.copy(explorer.state.tour)
    return made


def kept(path: Path) -> OwnTours:
    return OwnFile(path).tours


def test_a_copy_is_told_at_once_from_the_same_stop(desk: Desk, explorer: Explorer) -> None:
    assert (explorer.state.tour, explorer.state.step) == (OWN, 1)
    assert explorer.tour.title == "My copy of the Short tour"


def test_every_verb_is_told_and_saved(desk: Desk, explorer: Explorer, path: Path) -> None:
    desk.show(OWN, 0, yes=False)
    desk.retime(OWN, 1, 6)
    desk.weigh(OWN, 1, Priority.COULD)
    desk.write_caption(OWN, 1, "In our own words.")
    desk.write_notes(OWN, 1, Notes("a", "b", "c"))
    desk.move(OWN, 2, 1)
    desk.rename(OWN, "9b")

    assert kept(path) == desk.tours
    second, first = explorer.tour.steps
    assert (explorer.tour.title, explorer.tour.forward) == ("9b", False)
    assert (first.minutes, first.priority, first.caption, first.notes) == (
        6,
        Priority.COULD,
        "In our own words.",
        Notes("a", "b", "c"),
    )
    assert second.caption == ""


def test_the_lesson_itself_is_never_changed(
    desk: Desk, explorer: Explorer, library: Library
) -> None:
    desk.write_caption(OWN, 0, "In our own words.")

    assert explorer.world.tours[:-1] == library.world().tours
    assert explorer.world._replace(tours=()) == library.world()._replace(tours=())


def test_everything_is_taken_back_and_done_again(
    desk: Desk, explorer: Explorer, path: Path
) -> None:
    states = [desk.tours]
    verbs: tuple[Callable[[], None], ...] = (
        lambda: desk.show(OWN, 0, yes=False),
        lambda: desk.move(OWN, 2, 1),
        lambda: desk.retime(OWN, 1, 6),
        lambda: desk.write_caption(OWN, 1, "Ours."),
        lambda: desk.rename(OWN, "9b"),
        lambda: desk.delete(OWN),
    )
    for verb in verbs:
        verb()
        states.append(desk.tours)

    for before in reversed(states[:-1]):
        desk.undo()
        assert desk.tours == before == kept(path)
    assert explorer.state.tour == OWN
    desk.undo()
    assert (desk.tours, explorer.state.tour) == ((), "short")
    for after in states:
        desk.redo()
        assert desk.tours == after == kept(path)
    assert (desk.redo_words, explorer.state.tour) == ("", "short")


def test_a_new_change_ends_what_could_be_done_again(desk: Desk) -> None:
    desk.rename(OWN, "9a")
    desk.undo()
    desk.rename(OWN, "9b")

    assert desk.redo_words == ""
    assert desk.undo_words == "rename"


def test_deleting_leads_back_to_the_tour_that_was_copied(desk: Desk, explorer: Explorer) -> None:
    desk.delete(OWN)

    assert (explorer.state.tour, explorer.state.step) == ("short", 1)
    desk.undo()
    assert (explorer.state.tour, explorer.state.step) == (OWN, 1)


def test_words_written_in_a_row_are_taken_back_as_one(desk: Desk) -> None:
    before = desk.tours
    for words in ("In", "In our", "In our words"):
        desk.write_caption(OWN, 1, words)
    desk.end_of_words()
    desk.write_caption(OWN, 1, "In our words, later")

    desk.undo()
    assert desk.tours[0].steps[1].caption == "In our words"
    desk.undo()
    assert desk.tours == before


def test_words_given_back_are_the_lessons_again(desk: Desk, library: Library) -> None:
    desk.write_caption(OWN, 1, "Ours.")
    desk.write_notes(OWN, 1, Notes("a", "b", "c"))

    desk.write_caption(OWN, 1, library.event(desk.tours[0].steps[1].event).caption)
    desk.write_notes(OWN, 1, None)

    assert not desk.tours[0].steps[1].is_changed


def test_what_is_refused_is_said_and_changes_nothing(desk: Desk) -> None:
    desk.show(OWN, 0, yes=False)
    desk.show(OWN, 1, yes=False)
    before = desk.tours

    desk.show(OWN, 2, yes=False)

    assert desk.tours == before
    assert desk.said == ["A tour keeps one stop at least; show another one first."]


def test_a_full_disk_is_said_and_the_change_kept_until_it_can_be_saved(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: OwnFile, tours: OwnTours) -> None:
        raise NotSaved("Your change could not be saved (disk full).")

    with monkeypatch.context() as patched:
        patched.setattr(OwnFile, "save", refuse)
        desk.rename(OWN, "9a")
    assert desk.said == ["Your change could not be saved (disk full)."]
    assert desk.tours[0].title == "9a"
    desk.retime(OWN, 0, 8)
    assert kept(path) == desk.tours


def test_a_change_in_another_window_is_shown_and_said(
    desk: Desk, explorer: Explorer, path: Path
) -> None:
    OwnFile(path).save((desk.tours[0]._replace(title="Theirs"),))

    desk.rename(OWN, "Ours")

    assert explorer.tour.title == "Theirs"
    assert "another window" in desk.said[0]
    assert desk.undo_words == ""

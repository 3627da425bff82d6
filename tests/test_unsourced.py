"""A caption of the teacher's own: the class sees that no source stands behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import main
from db.library import Library
from db.own import edits
from db.own.file import FILE, OwnFile
from db.own.records import OwnTour
from db.own.telling import with_own
from ui import prose
from ui.app import event_source
from ui.map.basemap import Basemap
from ui.map.picture import MapPicture
from ui.present.picture import PresentPicture
from ui.rehearse.run import OWN_CAPTION, Wanted, rehearse
from ui.state import at_step
from ui.timeline.painter import TimelinePicture

OURS = "In our own words"


@pytest.fixture
def own(library: Library) -> OwnTour:
    """A copy of the tour with a caption of our own at the first stop."""
    (copy,) = edits.copied((), library.world().tours[0])
    return edits.captioned(copy, 0, OURS, "")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: OwnTour) -> Path:
    monkeypatch.setenv("LANDLOCKED_DATA", str(tmp_path))
    file = OwnFile(tmp_path / FILE)
    file.save((own,))
    file.close()
    return tmp_path


def test_the_class_sees_it_on_the_picture(
    qapp: QApplication, library: Library, own: OwnTour
) -> None:
    world, event_of = with_own(library.world(), (own,)), event_source(library)
    picture = PresentPicture(
        MapPicture(world, Basemap(), event_of),
        TimelinePicture(world),
        event_of,
        world,
        library.charts_of,
    )
    lessons = world.tours[0]

    ours, theirs = (picture.caption(at_step(world, tour, 0)) for tour in (own.id, lessons.id))

    assert ours == f"{OURS}\N{NO-BREAK SPACE}[unsourced]"
    assert "unsourced" not in theirs
    assert "unsourced" not in picture.caption(at_step(world, own.id, 1))  # not changed


def test_the_page_of_sources_says_so_first() -> None:
    said = prose.sources_html((), (), prose.Numbers((), "#777"), (), OURS)

    assert f"own words: {OURS}" in said and "[unsourced]" in said
    assert "unsourced" not in prose.sources_html((), (), prose.Numbers((), "#777"))


@pytest.mark.usefixtures("qapp", "data")
def test_a_rehearsal_finds_it(lesson_folder: Path, own: OwnTour) -> None:
    wanted = Wanted(own.id, 1280, 720)

    found = [
        news for news in rehearse(wanted, lesson_folder) if news == OWN_CAPTION._replace(step=0)
    ]

    assert len(found) == 1 and not found[0].grave


@pytest.mark.usefixtures("data")
def test_check_warns_of_it_and_finds_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    code = main.main(["check"])

    said = capsys.readouterr().out
    assert code == 0
    assert "Warning: my-lessons.sqlite, “My copy of the Short tour”, stop 1" in said
    assert "shown as unsourced" in said and said.endswith("No faults, 1 warning.\n")

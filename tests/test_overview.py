"""All stops as pictures: choosing with keys and pointer, pictures that arrive, stops left out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.windows import LAPTOP, PROJECTOR, FakeScreens, press, settled, window_of
from ui import theme
from ui.commands import run
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.present.overview import Overview, lay_out, step_by
from ui.present.thumbnails import FOLDERS_KEPT, Thumbnails, file_of, folder_for, prune
from ui.state import Layout

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, library: Library, explorer: Explorer) -> Iterator[MainWindow]:
    made = window_of(qtbot, library, explorer, screens=FakeScreens(LAPTOP, PROJECTOR))
    explorer.present_from_here()
    settled(explorer)
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def opened(window: MainWindow) -> Overview:
    press(window, Key.Key_Tab)
    (overview,) = window.findChildren(Overview)
    assert overview.isVisible()
    return overview


@pytest.mark.parametrize(
    ("size", "columns"), [((1920, 1080), 5), ((1024, 768), 4), ((3840, 2160), 5), ((900, 600), 4)]
)
def test_cells_fill_the_width_and_never_overlap(size: tuple[int, int], columns: int) -> None:
    grid = lay_out(*size)
    boxes = [grid.box(number) for number in range(12)]

    assert grid.columns == columns
    assert boxes[columns - 1].right() <= size[0]
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])


@pytest.mark.parametrize(
    ("number", "key", "to"),
    [
        (4, Key.Key_Right, 5),
        (4, Key.Key_Left, 3),
        (0, Key.Key_Left, 0),
        (4, Key.Key_Up, 1),
        (1, Key.Key_Up, 1),
        (4, Key.Key_Down, 7),
        (5, Key.Key_Down, 7),  # the last row is shorter
        (7, Key.Key_Down, 7),
        (7, Key.Key_Right, 7),
        (5, Key.Key_Home, 0),
        (2, Key.Key_End, 7),
    ],
)
def test_arrows_move_over_a_grid_of_three_columns(number: int, key: Qt.Key, to: int) -> None:
    assert step_by(number, key, 3, 8) == to


def test_arrows_and_enter_go_to_a_stop(window: MainWindow, explorer: Explorer) -> None:
    overview = opened(window)

    press(window, Key.Key_Right)
    press(window, Key.Key_Right)
    assert explorer.state.step == 0
    press(window, Key.Key_Return)

    assert explorer.state.step == 2
    assert overview.isHidden()


def test_a_number_and_enter_go_to_a_stop(window: MainWindow, explorer: Explorer) -> None:
    opened(window)

    press(window, Key.Key_3)
    press(window, Key.Key_Return)

    assert explorer.state.step == 2


def test_a_click_goes_to_a_stop(window: MainWindow, explorer: Explorer) -> None:
    overview = opened(window)
    at = lay_out(overview.width(), overview.height()).box(1).center().toPoint()

    QTest.mouseClick(overview, Qt.MouseButton.LeftButton, pos=at)

    assert explorer.state.step == 1
    assert overview.isHidden()


def test_esc_closes_the_overview_and_nothing_else(window: MainWindow, explorer: Explorer) -> None:
    overview = opened(window)

    press(window, Key.Key_Escape)

    assert overview.isHidden()
    assert explorer.state.layout is Layout.PRESENT


def test_page_down_goes_on_from_the_overview(window: MainWindow, explorer: Explorer) -> None:
    overview = opened(window)

    press(window, Key.Key_PageDown)

    assert explorer.state.step == 1
    assert overview.isHidden()


def test_enter_where_the_class_is_only_closes(window: MainWindow, explorer: Explorer) -> None:
    overview = opened(window)

    press(window, Key.Key_Return)

    assert overview.isHidden()
    assert explorer.state.step == 0


def test_the_class_never_sees_the_overview(window: MainWindow) -> None:
    overview = opened(window)

    assert overview.window() is window
    assert window.stage.audience_window is not None
    assert not window.stage.audience_window.isAncestorOf(overview)


def test_delete_leaves_a_stop_out_and_next_passes_over_it(
    window: MainWindow, explorer: Explorer
) -> None:
    opened(window)
    press(window, Key.Key_Right)

    press(window, Key.Key_Delete)
    assert explorer.state.skipped == frozenset({1})
    press(window, Key.Key_PageDown)
    assert explorer.state.step == 2


def test_tab_moves_the_focus_while_exploring(window: MainWindow, explorer: Explorer) -> None:
    explorer.stop_presenting()

    press(window, Key.Key_Tab)

    assert not window.findChildren(Overview)


# Pictures


PRETENDS = """
import sys, pathlib, os
folder = pathlib.Path(sys.argv[-1])
for name in os.environ["NAMES"].split():
    (folder / name).write_bytes(pathlib.Path(os.environ["PICTURE"]).read_bytes())
    print(name, flush=True)
"""


def pretending(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, names: list[str]
) -> tuple[str, ...]:
    """A program that makes plain pictures of these names."""
    picture = tmp_path / "plain.png"
    image = QImage(48, 27, QImage.Format.Format_RGB32)
    image.fill(QColor("#0072B2"))
    image.save(str(picture))
    monkeypatch.setenv("NAMES", " ".join(names))
    monkeypatch.setenv("PICTURE", str(picture))
    return (sys.executable, "-c", PRETENDS)


def test_pictures_arrive_from_a_process_of_their_own(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, explorer: Explorer
) -> None:
    steps = explorer.tour.steps
    program = pretending(monkeypatch, tmp_path, [file_of(step) for step in steps])
    thumbnails = Thumbnails(explorer, tmp_path / "pictures", program)
    assert thumbnails.picture(steps[0]) is None

    thumbnails.make(explorer.tour)

    qtbot.waitUntil(lambda: thumbnails.picture(steps[-1]) is not None)
    image = thumbnails.picture(steps[-1])
    assert image is not None and image.pixelColor(3, 3) == QColor("#0072B2")
    thumbnails.stop()


def test_another_look_has_pictures_of_its_own(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, explorer: Explorer
) -> None:
    step = explorer.tour.steps[0]
    program = pretending(monkeypatch, tmp_path, [file_of(step)])
    thumbnails = Thumbnails(explorer, tmp_path / "pictures", program)
    thumbnails.make(explorer.tour)
    qtbot.waitUntil(lambda: thumbnails.picture(step) is not None)

    explorer.toggle_contrast()

    assert thumbnails.picture(step) is None
    qtbot.waitUntil(lambda: thumbnails.picture(step) is not None)
    assert (tmp_path / "pictures-contrast" / file_of(step)).exists()
    thumbnails.stop()


def test_a_damaged_picture_is_made_anew(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, explorer: Explorer
) -> None:
    step = explorer.tour.steps[0]
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / file_of(step)).write_bytes(b"half a pict")
    thumbnails = Thumbnails(explorer, folder, pretending(monkeypatch, tmp_path, [file_of(step)]))

    qtbot.waitUntil(lambda: thumbnails.picture(step) is not None)

    thumbnails.stop()


def test_without_pictures_titles_stand_on_paper(window: MainWindow) -> None:
    overview = opened(window)

    image = overview.grab().toImage()

    box = lay_out(overview.width(), overview.height()).box(2)
    assert image.pixelColor(round(box.right()) - 8, round(box.top()) + 60) == QColor("#FBF9F4")


@pytest.mark.parametrize("program", [("no-such-program",), (sys.executable, "-c", "raise 1")])
def test_a_process_that_fails_leaves_the_titles(
    qtbot: QtBot, tmp_path: Path, explorer: Explorer, program: tuple[str, ...]
) -> None:
    thumbnails = Thumbnails(explorer, tmp_path / "pictures", program)

    thumbnails.make(explorer.tour)

    qtbot.waitUntil(lambda: not thumbnails.is_working)
    assert thumbnails.picture(explorer.tour.steps[0]) is None
    thumbnails.stop()


def test_pictures_are_kept_by_lesson_and_version(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = folder_for("lesson-a", version="1"), folder_for("lesson-a", version="2")

    assert one != other != folder_for("lesson-b", version="2")
    assert folder_for("") is None


def test_pictures_of_older_versions_go(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d", "current"):
        (tmp_path / name).mkdir()

    prune(tmp_path / "current")

    left = {path.name for path in tmp_path.iterdir()}
    assert "current" in left
    assert len(left) == FOLDERS_KEPT


def test_the_command_writes_the_pictures_that_are_missing(
    tmp_path: Path, lesson_folder: Path, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = library.world().tours[0].steps
    kept = tmp_path / file_of(steps[0])
    kept.write_bytes(b"kept")

    code = run(["thumbnails", "--size", "320x240", "--lesson", str(lesson_folder), str(tmp_path)])

    assert code == 0
    assert kept.read_bytes() == b"kept"
    names = {path.name for path in tmp_path.iterdir()}
    assert names >= {file_of(step) for step in steps}
    assert set(capsys.readouterr().out.split()) == names
    assert QImage(str(tmp_path / file_of(steps[1]))).size().toTuple() == (320, 240)


def test_the_command_writes_pictures_in_the_look_of_high_contrast(
    tmp_path: Path, lesson_folder: Path, library: Library
) -> None:
    name = file_of(library.world().tours[0].steps[0])
    words = ["thumbnails", "--size", "320x240", "--lesson", str(lesson_folder)]

    run([*words, str(tmp_path / "usual")])
    run([*words, "--contrast", str(tmp_path / "strong")])

    theme.wear(theme.LIGHT)
    usual, strong = (QImage(str(tmp_path / look / name)) for look in ("usual", "strong"))
    assert usual.pixelColor(10, 238) == theme.LIGHT.night
    assert strong.pixelColor(10, 238) == theme.CONTRAST.night


def test_an_unknown_tour_is_refused_with_those_known(
    tmp_path: Path, lesson_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["thumbnails", "--lesson", str(lesson_folder), "--tour", "shrot", str(tmp_path)])

    assert code == 1
    assert "'shrot' is no tour of this lesson" in capsys.readouterr().err

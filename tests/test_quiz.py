"""Questions in the real window: by clicker alone, counted by keys and clicks, kept at once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.windows import explorer_of, settled, window_of
from ui.asking import Phase
from ui.commands import run
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.panels.results import ResultsSheet, choose_file
from ui.pen.bar import PenBar
from ui.player import Player
from ui.present.widget import PresentWidget
from ui.quiz.card import QuestionCard
from ui.quiz.results import Results
from ui.quiz.tally_panel import TallyPanel
from ui.state import Layout

SOYBEANS = 9  # the stop before the question on Manchukuo's capital
CLICKER = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANDLOCKED_DATA", str(tmp_path))
    monkeypatch.setenv("LANDLOCKED_CONFIG", str(tmp_path / "config"))
    return tmp_path


@pytest.fixture
def explorer(built_in: Library) -> Explorer:
    return explorer_of(built_in, SOYBEANS, asks=True)


@pytest.fixture
def window(qtbot: QtBot, built_in: Library, explorer: Explorer) -> Iterator[MainWindow]:
    opened = window_of(qtbot, built_in, explorer, size=(1280, 720))
    yield opened
    opened.close()


@pytest.fixture
def presented(window: MainWindow, explorer: Explorer) -> PresentWidget:
    explorer.present_from_here()
    settled(explorer)
    found = window.findChild(PresentWidget)
    assert found is not None
    return found


def press(window: MainWindow, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key)
        window.explorer.land()


def type_digits(window: MainWindow, digits: str) -> None:
    press(window, *(Qt.Key(Qt.Key.Key_0.value + int(digit)) for digit in digits))


def phase(explorer: Explorer) -> str:
    asking = explorer.state.question
    return asking.phase.value if asking else ""


def hands(explorer: Explorer) -> tuple[int | None, ...]:
    asking = explorer.state.question
    assert asking is not None
    return asking.hands


# By clicker


def test_a_clicker_alone_asks_reveals_plays_and_goes_back(
    window: MainWindow, presented: PresentWidget, explorer: Explorer
) -> None:
    onward, back = CLICKER
    seen = []
    for key in (onward, onward, onward, back, back, back, onward):
        press(window, key)
        seen.append((explorer.state.step, phase(explorer)))

    assert seen == [
        (SOYBEANS, "asked"),
        (SOYBEANS, "revealed"),
        (SOYBEANS + 1, ""),
        (SOYBEANS, "revealed"),
        (SOYBEANS, "asked"),
        (SOYBEANS, ""),
        (SOYBEANS, "asked"),
    ]


def test_escape_puts_the_question_away_and_keeps_the_place(
    window: MainWindow, presented: PresentWidget, explorer: Explorer
) -> None:
    press(window, Qt.Key.Key_PageDown, Qt.Key.Key_Escape)

    assert (explorer.state.step, phase(explorer)) == (SOYBEANS, "")
    assert explorer.state.layout is Layout.PRESENT
    assert explorer.state.camera == pytest.approx(explorer.step.framing)


def test_q_turns_questions_off_and_on_while_presenting(
    window: MainWindow, presented: PresentWidget, explorer: Explorer
) -> None:
    press(window, Qt.Key.Key_PageDown, Qt.Key.Key_Q)
    assert (phase(explorer), explorer.state.asks) == ("", False)

    press(window, Qt.Key.Key_PageDown)
    assert explorer.state.step == SOYBEANS + 1

    press(window, Qt.Key.Key_PageUp, Qt.Key.Key_Q, Qt.Key.Key_PageDown)
    assert phase(explorer) == "asked"


def test_home_and_a_number_skip_the_question(
    window: MainWindow, presented: PresentWidget, explorer: Explorer
) -> None:
    press(window, Qt.Key.Key_PageDown, Qt.Key.Key_Home)
    assert (explorer.state.step, phase(explorer)) == (0, "")

    type_digits(window, "12")
    press(window, Qt.Key.Key_Return)
    assert (explorer.state.step, phase(explorer)) == (11, "")


@pytest.mark.parametrize("shown", list(Phase))
def test_the_window_shows_what_the_picture_command_writes(
    qtbot: QtBot,
    window: MainWindow,
    presented: PresentWidget,
    explorer: Explorer,
    tmp_path: Path,
    shown: Phase,
) -> None:
    press(window, *[Qt.Key.Key_PageDown] * (1 + (shown is Phase.REVEALED)))
    qtbot.waitUntil(lambda: presented.is_settled)
    presented.hide_pointer()
    seen = presented.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    out = tmp_path / "out.png"
    size = f"{seen.width()}x{seen.height()}"
    at = ["--at", "manchukuo-hsinking-1932", "--size", size, "--question", shown.value]
    assert run(["picture", *at, str(out)]) == 0

    assert QImage(str(out)).convertToFormat(QImage.Format.Format_RGB32) == seen


def test_a_question_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--at", "khasan-zhanggufeng-1938", "--question", "asked"]

    assert run(["picture", *at, str(tmp_path / "out.png")]) == 1

    said = capsys.readouterr().err
    assert "No question is asked before 'khasan-zhanggufeng-1938' in the tour" in said
    assert "Questions are asked before convention-of-peking-1860," in said


def test_playing_by_itself_waits_at_a_question(
    window: MainWindow, presented: PresentWidget, explorer: Explorer, built_in: Library
) -> None:
    player = Player(explorer, built_in.event)
    explorer.toggle_playing()
    explorer.next()

    assert phase(explorer) == "asked"
    assert explorer.state.playing
    explorer.next()
    explorer.land()
    assert phase(explorer) == "revealed"
    player.deleteLater()


# Counting


def test_digits_arrows_and_enter_count_the_hands(
    window: MainWindow, presented: PresentWidget, explorer: Explorer, data: Path
) -> None:
    press(window, Qt.Key.Key_PageDown)
    type_digits(window, "12")
    press(window, Qt.Key.Key_Return)
    type_digits(window, "9")
    press(window, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up)
    type_digits(window, "0")
    press(window, Qt.Key.Key_PageDown)

    assert hands(explorer) == (12, 9, 0, None)
    assert phase(explorer) == "revealed"
    (kept,) = Results(data).all
    assert [vote.hands for vote in kept.votes] == [12, 9, 0, None]
    assert [vote.choice for vote in kept.votes if vote.right] == ["changchun"]


def test_once_the_answer_is_there_digits_are_numbers_of_stops(
    window: MainWindow, presented: PresentWidget, explorer: Explorer, data: Path
) -> None:
    press(window, Qt.Key.Key_PageDown)
    type_digits(window, "12")
    press(window, Qt.Key.Key_PageDown)

    type_digits(window, "3")
    assert (explorer.state.typed, hands(explorer)) == ("3", (12, None, None, None))
    press(window, Qt.Key.Key_Return)

    assert (explorer.state.step, phase(explorer)) == (2, "")
    assert Results(data).all[0].hands == 12


def test_h_counts_once_the_answer_is_there(
    window: MainWindow, presented: PresentWidget, explorer: Explorer
) -> None:
    press(window, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_H)
    panel = window.findChild(TallyPanel)
    assert panel is not None

    QTest.keyClicks(panel.fields[0], "9")
    QTest.keyClick(panel.fields[0], Qt.Key.Key_Escape)

    assert (phase(explorer), hands(explorer)[0]) == ("revealed", 9)


@pytest.mark.parametrize("shown", list(Phase))
def test_k_compares_in_place_of_a_question_which_comes_back(
    qtbot: QtBot, window: MainWindow, presented: PresentWidget, explorer: Explorer, shown: Phase
) -> None:
    press(window, Qt.Key.Key_PageDown)
    type_digits(window, "12")
    press(window, *[Qt.Key.Key_PageDown] * (shown is Phase.REVEALED), Qt.Key.Key_K)
    assert explorer.state.comparison is not None
    assert explorer.state.question is None

    type_digits(window, "3")  # no count of hands
    assert explorer.state.typed == "3"
    press(window, Qt.Key.Key_Escape, Qt.Key.Key_Escape, Qt.Key.Key_PageDown)

    assert phase(explorer) == "asked"
    qtbot.waitUntil(lambda: hands(explorer)[0] == 12)


def test_up_and_down_stay_free_while_nothing_is_asked(
    window: MainWindow, presented: PresentWidget
) -> None:
    names = ("choice-before", "choice-after")

    def enabled() -> list[bool]:
        return [window.lesson_actions[name].isEnabled() for name in names]

    assert enabled() == [False, False]
    press(window, Qt.Key.Key_PageDown)
    assert enabled() == [True, True]
    window.sheets.toggle("keys")
    assert enabled() == [False, False]
    window.sheets.toggle("keys")
    press(window, Qt.Key.Key_PageDown)
    assert enabled() == [False, False]
    press(window, Qt.Key.Key_PageDown)
    assert enabled() == [False, False]


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (3840, 2160)])
def test_the_pen_keeps_off_a_question_and_its_heading(
    window: MainWindow, presented: PresentWidget, explorer: Explorer, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.pen.box.toggle()
    (bar,) = presented.findChildren(PenBar)
    asked = beside = 0
    explorer.go_to_step(0)
    for _ in range(60):
        press(window, Qt.Key.Key_PageDown)
        box, state = bar.geometry(), explorer.state
        plate = presented._picture.plate(state, presented.width(), presented.height())
        if plate is None:
            beside += box.center().x() < presented.width() / 2
            continue
        asked += 1
        assert box.left() > 0 and box.right() < plate.box.x0
        assert box.bottom() < presented.map_bottom
    assert asked > 5
    assert beside <= 2  # it comes back to the right, unless the legend stands there


def test_a_click_on_an_answer_is_a_hand(
    window: MainWindow, presented: PresentWidget, explorer: Explorer
) -> None:
    press(window, Qt.Key.Key_PageDown)
    plate = presented._picture.plate(explorer.state, presented.width(), presented.height())
    assert plate is not None
    box = plate.rows[1].box
    middle = QPoint(round((box.x0 + box.x1) / 2), round((box.y0 + box.y1) / 2))

    for button in (Qt.MouseButton.LeftButton,) * 3 + (Qt.MouseButton.RightButton,):
        QTest.mouseClick(presented, button, pos=middle)

    assert hands(explorer) == (None, 2, None, None)


def test_a_click_on_the_map_is_where_the_class_points(
    window: MainWindow, presented: PresentWidget, explorer: Explorer
) -> None:
    explorer.go_to_step(0)
    settled(explorer)
    press(window, Qt.Key.Key_PageDown)

    QTest.mouseClick(presented, Qt.MouseButton.LeftButton, pos=QPoint(300, 400))

    asking = explorer.state.question
    assert asking is not None
    assert asking.guess is not None
    view = presented._picture.viewport(explorer.state, presented.width(), presented.height())
    assert view.to_pixel(*asking.guess) == pytest.approx((300, 400), abs=0.01)


def panel_of(window: MainWindow) -> TallyPanel:
    press(window, Qt.Key.Key_PageDown, Qt.Key.Key_H)
    panel = window.findChild(TallyPanel)
    assert panel is not None
    assert panel.isVisible()
    return panel


def test_hands_are_typed_into_fields(
    window: MainWindow, presented: PresentWidget, explorer: Explorer, data: Path
) -> None:
    panel = panel_of(window)

    for field in panel.fields[:3]:
        QTest.keyClicks(field, "7")
        QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(panel.fields[3], Qt.Key.Key_Escape)

    assert hands(explorer) == (7, 7, 7, None)
    assert not panel.isVisible()
    assert explorer.state.question is not None
    assert Results(data).all[0].hands == 21


def test_a_count_is_kept_as_it_is_typed(
    window: MainWindow, presented: PresentWidget, explorer: Explorer, data: Path
) -> None:
    (field, *_) = panel_of(window).fields

    QTest.keyClicks(field, "12")

    assert hands(explorer)[0] == 12
    assert Results(data).all[0].hands == 12


def test_digits_of_what_is_no_number_are_not_kept(
    window: MainWindow, presented: PresentWidget, explorer: Explorer, data: Path
) -> None:
    panel = panel_of(window)
    (field, *_) = panel.fields
    QTest.keyClicks(field, "12")
    QTest.keyClick(field, Qt.Key.Key_Return)

    field.setFocus()
    field.deselect()
    field.end(False)
    QTest.keyClicks(field, "1b")
    assert hands(explorer)[0] == 12
    assert field.text() == "121b"  # told of when the field is left
    press(window, Qt.Key.Key_PageDown)

    assert panel.isVisible()
    assert panel.fault.text() == (
        "“121b” is not a number of hands; expected 0 to 999. All counts are as they were before."
    )
    assert field.text() == "12"
    assert (phase(explorer), hands(explorer)[0]) == ("revealed", 12)
    assert Results(data).all[0].hands == 12


def test_what_was_typed_first_is_no_tally_if_it_is_no_number(
    window: MainWindow, presented: PresentWidget, explorer: Explorer, data: Path
) -> None:
    (field, *_) = panel_of(window).fields

    QTest.keyClicks(field, "12x")

    assert hands(explorer) == (None, None, None, None)
    assert Results(data).all == ()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_PageDown])
def test_the_fields_close_once_the_fault_was_shown(
    qtbot: QtBot,
    built_in: Library,
    explorer: Explorer,
    key: Qt.Key,
) -> None:
    messages = Messages()
    window = window_of(qtbot, built_in, explorer, messages=messages)
    explorer.present_from_here()
    settled(explorer)
    panel = panel_of(window)
    QTest.keyClicks(panel.fields[0], "12x")

    press(window, key)
    assert panel.isVisible()
    press(window, key)

    assert not panel.isVisible()
    told = "“12x” is not a number of hands" in messages.current
    assert told is (key == Qt.Key.Key_PageDown)  # which led on, past the question
    window.close()


def test_a_count_that_is_no_number_is_told_and_nothing_else_lost(
    window: MainWindow, presented: PresentWidget, explorer: Explorer
) -> None:
    panel = panel_of(window)
    QTest.keyClicks(panel.fields[0], "7")
    QTest.keyClick(panel.fields[0], Qt.Key.Key_Return)

    QTest.keyClicks(panel.fields[1], "many")
    QTest.keyClick(panel.fields[1], Qt.Key.Key_Return)

    assert panel.fault.text().startswith("“many” is not a number of hands; expected 0 to 999.")
    assert hands(explorer) == (7, None, None, None)
    assert panel.fields[1].text() == ""


def test_page_down_closes_the_fields_and_steps_on(
    window: MainWindow, presented: PresentWidget, explorer: Explorer
) -> None:
    panel = panel_of(window)
    QTest.keyClicks(panel.fields[0], "5")

    QTest.keyClick(panel.fields[0], Qt.Key.Key_PageDown)

    assert not panel.isVisible()
    assert phase(explorer) == "revealed"
    assert hands(explorer)[0] == 5


def test_a_step_back_brings_the_tally_back(
    qtbot: QtBot, window: MainWindow, presented: PresentWidget, explorer: Explorer
) -> None:
    press(window, Qt.Key.Key_PageDown)
    type_digits(window, "12")
    press(window, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    assert explorer.state.question is None

    press(window, Qt.Key.Key_PageUp)

    qtbot.waitUntil(lambda: hands(explorer)[0] == 12)
    assert phase(explorer) == "revealed"


# The class and its results


def sheet_of(window: MainWindow) -> ResultsSheet:
    window.sheets.toggle("results")
    sheet = window.findChild(ResultsSheet)
    assert sheet is not None
    return sheet


def test_another_class_starts_from_nothing(
    qtbot: QtBot, window: MainWindow, presented: PresentWidget, explorer: Explorer, data: Path
) -> None:
    press(window, Qt.Key.Key_PageDown)
    type_digits(window, "12")
    press(window, Qt.Key.Key_Return)

    sheet = sheet_of(window)
    sheet.field.setText("9b")
    sheet.field.editingFinished.emit()
    window.sheets.toggle("results")
    assert hands(explorer) == (None, None, None, None)
    type_digits(window, "4")
    press(window, Qt.Key.Key_Return)

    kept = {one.class_name: one.votes[0].hands for one in Results(data).all}
    assert kept == {"This class": 12, "9b": 4}


def test_results_are_saved_as_a_table(
    window: MainWindow,
    presented: PresentWidget,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    press(window, Qt.Key.Key_PageDown)
    type_digits(window, "12")
    press(window, Qt.Key.Key_Return)
    sheet = sheet_of(window)
    out = tmp_path / "results"
    monkeypatch.setattr(sheet, "_ask_file", lambda parent, suggestion: str(out))

    sheet.save.click()

    written = (tmp_path / "results.csv").read_text("utf-8-sig").splitlines()
    assert len(written) == 5
    assert "Shenyang (Mukden),12,no" in written[1]
    assert sheet.said.text() == f"4 rows are saved in {out}.csv."
    assert callable(choose_file)


def test_the_command_line_writes_the_same_table(
    window: MainWindow,
    presented: PresentWidget,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    press(window, Qt.Key.Key_PageDown)
    type_digits(window, "12")
    press(window, Qt.Key.Key_Return)

    assert run(["results", "--csv", str(tmp_path / "out.csv")]) == 0
    assert run(["results"]) == 0

    assert len((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()) == 5
    said = capsys.readouterr().out
    assert f"4 rows written to {tmp_path / 'out.csv'}." in said
    assert "This class  12 hands  Which city will be the capital of Manchukuo" in said


def test_an_unreadable_file_is_said_in_one_line_and_the_lesson_goes_on(
    qtbot: QtBot, built_in: Library, explorer: Explorer, data: Path
) -> None:
    (data / "results.jsonl").write_bytes(b"\x00\xffnot ours\n")
    said = Messages()
    window = window_of(qtbot, built_in, explorer, messages=said)
    explorer.present_from_here()
    settled(explorer)

    press(window, Qt.Key.Key_PageDown)

    assert "was damaged and is set aside as results-unreadable-1.jsonl" in said.current
    assert phase(explorer) == "asked"
    window.close()


def point_far_off(window: MainWindow, presented: PresentWidget, explorer: Explorer) -> None:
    explorer.go_to_step(0)
    settled(explorer)
    press(window, Qt.Key.Key_PageDown)
    QTest.mouseClick(presented, Qt.MouseButton.LeftButton, pos=QPoint(300, 400))


def test_where_the_class_points_is_kept_with_its_distance(
    window: MainWindow,
    presented: PresentWidget,
    explorer: Explorer,
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    point_far_off(window, presented, explorer)
    press(window, Qt.Key.Key_PageDown)

    (kept,) = Results(data).all
    asking = explorer.state.question
    assert kept.pointed is not None and asking is not None
    assert (kept.pointed.x, kept.pointed.y) == asking.guess
    assert not kept.pointed.right
    far = f"about {round(kept.pointed.km)} km away"
    assert far in presented._picture._said(explorer.state)
    sheet = sheet_of(window)
    assert [row.pointed.text() for row in sheet._rows] == [f"Pointed on the map: {far}, too far"]
    assert run(["results", "--csv", str(tmp_path / "out.csv")]) == 0
    assert run(["results"]) == 0
    written = (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()
    assert len(written) == 2
    assert written[1].endswith(f",pointed,Pointed on the map: {far},,no,{kept.pointed.km:.1f}")
    assert f"Pointed on the map: {far}, too far" in capsys.readouterr().out


def test_where_the_class_has_pointed_comes_back_and_another_class_points_anew(
    qtbot: QtBot, window: MainWindow, presented: PresentWidget, explorer: Explorer, data: Path
) -> None:
    point_far_off(window, presented, explorer)
    asking = explorer.state.question
    assert asking is not None
    guess = asking.guess
    press(window, Qt.Key.Key_Escape)
    assert explorer.state.question is None

    press(window, Qt.Key.Key_PageDown)
    qtbot.waitUntil(
        lambda: explorer.state.question is not None and explorer.state.question.guess == guess
    )
    sheet = sheet_of(window)
    sheet.field.setText("9b")
    sheet.field.editingFinished.emit()

    assert explorer.state.question is not None
    assert explorer.state.question.guess is None
    assert [one.class_name for one in Results(data).all] == ["This class"]


# Exploring


def test_exploring_a_question_is_offered_and_answered_with_a_click(
    qtbot: QtBot, window: MainWindow, explorer: Explorer, data: Path
) -> None:
    press(window, Qt.Key.Key_PageDown)  # not in the way
    assert (explorer.state.step, phase(explorer)) == (SOYBEANS + 1, "")
    press(window, Qt.Key.Key_PageUp, Qt.Key.Key_Q)
    card = window.findChild(QuestionCard)
    assert card is not None
    assert card.isVisible()
    assert card.accessibleDescription().startswith("Which city will be the capital")

    plate = card._plate
    assert plate is not None
    box = plate.rows[1].box
    at = QPoint(round(box.x0 + 40 - card.x()), round((box.y0 + box.y1) / 2 - card.y()))
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=at)

    assert phase(explorer) == "revealed"
    assert hands(explorer) == (None, 1, None, None)
    assert Results(data).all == ()  # nobody's own try is kept
    press(window, Qt.Key.Key_PageDown)
    assert (explorer.state.step, card.isVisible()) == (SOYBEANS + 1, False)


def test_where_there_is_no_question_the_reader_is_told(
    window: MainWindow, explorer: Explorer
) -> None:
    explorer.go_to_step(len(explorer.tour.steps) - 1)
    settled(explorer)

    window.explore.steps._question.click()

    assert window._aside.text() == "No question belongs to this stop or the next."
    assert phase(explorer) == ""


# A power cut

KILLED = """
import json, os, signal, sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from db.library import Library
from ui import app, fonts, state
from ui.explorer import Explorer
from ui.map.basemap import Basemap
from ui.messages import Messages

application = QApplication([*app.ARGUMENTS])
app.dress(application)
fonts.register()
library = Library.built_in()
world = library.world()
explorer = Explorer(world, state.at_step(world, world.tours[0].id, 9))
window, _ = app.join(explorer, library, Basemap(), Messages(), windowed=True)
window.resize(800, 600)
window.show()
explorer.present_from_here()
explorer.land()
application.processEvents()
for key in (Qt.Key.Key_PageDown, Qt.Key.Key_1, Qt.Key.Key_7, Qt.Key.Key_Return):
    QTest.keyClick(window, key)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_kill_after_a_tally_loses_nothing_and_the_lesson_takes_it_up(
    qtbot: QtBot, built_in: Library, explorer: Explorer, data: Path
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=Path(__file__).parent.parent, timeout=120, check=False
    )
    assert ended.returncode == -signal.SIGKILL
    line = json.loads((data / "results.jsonl").read_text("utf-8"))
    assert line["votes"][0]["hands"] == 17

    window = window_of(qtbot, built_in, explorer)
    explorer.present_from_here()
    settled(explorer)
    press(window, Qt.Key.Key_PageDown)

    qtbot.waitUntil(lambda: hands(explorer)[0] == 17)
    window.close()

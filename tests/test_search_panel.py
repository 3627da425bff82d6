"""The search panel: found by keys alone, told why, gone to only when asked."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.dates import day_in_words
from db.errors import DamagedFile
from db.found import Ask, Called, Field, FoundEvent, Marked
from db.library import Library
from db.records import Day, EventId, PlaceId, PlaceKind
from tests.windows import explorer_of, settled, window_of
from ui.actions import DEEDS
from ui.button import Button
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.panels import search_words as say
from ui.panels.search import SearchPanel, camera_at
from ui.panels.search_filters import Chip, FilterMenu, chip_words, values_of
from ui.panels.search_words import Row
from ui.panels.story import StoryPanel
from ui.state import Layout
from ui.timeline.widget import TimelineWidget

ROOT = Path(__file__).resolve().parent.parent
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
UNSUPPORTED = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SIZES = [(900, 600), (1024, 768), (1920, 1080), (3840, 2160)]


@pytest.fixture
def big_window(qtbot: QtBot, built_in: Library) -> Iterator[MainWindow]:
    """The window with the built-in lesson."""
    made = window_of(qtbot, built_in, explorer_of(built_in), size=(1920, 1080))
    yield made
    made.close()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is."""
    QTest.keyClick(focused(), key, modifier)


def opened(window: MainWindow) -> SearchPanel:
    """The panel, opened with its key."""
    press(Key.Key_F, CTRL)
    panel = window.findChild(SearchPanel)
    assert isinstance(panel, SearchPanel)
    return panel


def typed(panel: SearchPanel, words: str) -> list[Row]:
    """The rows once the words are typed and the search has ended."""
    QTest.keyClicks(panel.field, words)
    panel._look()
    return list(panel.list.held.rows)


def said(panel: SearchPanel) -> list[str]:
    return [row.said for row in panel.list.held.rows]


# Opening and closing


def test_the_panel_is_made_when_it_is_first_wanted(window: MainWindow) -> None:
    assert window.findChild(SearchPanel) is None

    assert opened(window).isVisible()


def test_the_start_imports_nothing_of_the_search() -> None:
    wanted = "ui.panels.search ui.panels.search_list db.search db.folding db.found"

    for _ in range(2):  # the first start may have the lesson to build
        started = subprocess.run(
            [sys.executable, "-m", "tests.first_picture", *wanted.split()],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    assert (started.returncode, started.stdout) == (0, "")


def test_ctrl_f_opens_over_the_story_with_the_field_focused(window: MainWindow) -> None:
    (story,) = window.findChildren(StoryPanel)
    place = QRect(story.mapTo(window, QPoint()), story.size())

    panel = opened(window)

    assert panel.field.hasFocus()
    assert QRect(panel.mapTo(window, QPoint()), panel.size()) == place
    assert not story.isVisible()


def test_the_header_has_a_button_for_it(window: MainWindow) -> None:
    (button,) = [b for b in window.findChildren(Button) if b.text() == "Search"]
    assert "Ctrl+F" in button.toolTip()

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert opened(window).field.hasFocus()


def test_esc_closes_and_gives_the_focus_back(window: MainWindow) -> None:
    (before,) = [b for b in window.findChildren(Button) if b.text() == "Next"]
    before.setFocus()
    panel = opened(window)

    press(Key.Key_Escape)

    assert not panel.isVisible() and before.hasFocus()
    assert window.findChildren(StoryPanel)[0].isVisible()


def test_the_words_are_there_again_and_ready_to_be_typed_over(window: MainWindow) -> None:
    panel = opened(window)
    typed(panel, "portsmouth")
    press(Key.Key_Escape)

    again = opened(window)

    assert again is panel
    assert panel.field.selectedText() == "portsmouth"
    assert panel.list.row is not None and panel.list.row.event == "portsmouth-1905"


def test_the_search_is_in_the_list_of_all_keys() -> None:
    (deed,) = [deed for deed in DEEDS if deed.name == "search"]

    assert deed.group and deed.keys == ("Ctrl+F",)


# By keys alone


def test_words_are_looked_for_when_the_typing_rests(qtbot: QtBot, window: MainWindow) -> None:
    panel = opened(window)

    QTest.keyClicks(panel.field, "portsm")

    qtbot.waitUntil(lambda: panel.found is not None and panel.found.ask.words == "portsm")
    assert [row.event for row in panel.list.held.rows] == [None, "portsmouth-1905"]


def test_up_and_down_choose_and_enter_goes(window: MainWindow, explorer: Explorer) -> None:
    panel = opened(window)
    rows = typed(panel, "province")
    assert panel.list.row == rows[1]

    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_Up)
    chosen = panel.list.row
    assert chosen == rows[2] and explorer.state.flight is None
    press(Key.Key_Return)

    settled(explorer)
    assert explorer.step.event == chosen.event == "dalny-1899"
    assert not panel.isVisible()
    assert window.focusWidget() is window


def test_enter_does_not_wait_for_the_search(window: MainWindow, explorer: Explorer) -> None:
    panel = opened(window)

    QTest.keyClicks(panel.field, "transit")
    press(Key.Key_Return)

    assert settled(explorer).step == 2


def test_going_where_one_is_closes_too(window: MainWindow, explorer: Explorer) -> None:
    panel = opened(window)
    typed(panel, "convention")

    press(Key.Key_Return)

    assert not panel.isVisible() and explorer.state.step == 0


def test_choosing_stops_at_the_ends(window: MainWindow) -> None:
    panel = opened(window)
    rows = typed(panel, "province")

    for _ in range(20):
        press(Key.Key_Down)
    assert panel.list.row == rows[-1]
    for _ in range(20):
        press(Key.Key_Up)
    assert panel.list.row == rows[1]


@pytest.mark.parametrize(
    "key", [Key.Key_Space, Key.Key_Backspace, Key.Key_Left, Key.Key_Home, Key.Key_End, Key.Key_P]
)
def test_the_field_keeps_the_keys_of_writing(
    window: MainWindow, explorer: Explorer, key: Qt.Key
) -> None:
    opened(window)
    before = explorer.state

    press(key)

    assert explorer.state == before


@pytest.mark.parametrize("step", [0, 2])
def test_page_down_closes_the_field_and_drives_the_lesson(
    window: MainWindow, explorer: Explorer, step: int
) -> None:
    explorer.go_to_step(step)
    settled(explorer)
    panel = opened(window)

    press(Key.Key_PageDown)

    assert not panel.isVisible() and window.focusWidget() is window
    assert settled(explorer).step == min(step + 1, 2)


def test_page_up_and_f5_drive_the_lesson(window: MainWindow, explorer: Explorer) -> None:
    explorer.next()
    settled(explorer)
    panel = opened(window)

    press(Key.Key_PageUp)
    assert settled(explorer).step == 0 and not panel.isVisible()
    opened(window)
    press(Key.Key_F5)

    assert explorer.state.layout is Layout.PRESENT and not panel.isVisible()


def test_what_was_written_can_be_taken_back(window: MainWindow) -> None:
    panel = opened(window)
    typed(panel, "portsmouth")

    QTest.mouseClick(panel.field.clear_button, Qt.MouseButton.LeftButton)
    assert panel.field.text() == "" and panel.field.hasFocus()
    assert not panel.field.clear_button.isVisible()
    press(Key.Key_Z, CTRL)

    assert panel.field.text() == "portsmouth"


def test_the_date_can_be_dragged_while_the_panel_is_open(
    window: MainWindow, explorer: Explorer
) -> None:
    panel = opened(window)

    explorer.seek(explorer.world.as_of)

    assert panel.isVisible()


# What the list says


def test_the_list_says_why_and_marks_the_words(window: MainWindow) -> None:
    panel = opened(window)

    (_, row) = typed(panel, "soybean guards")

    assert (row.title.hits and row.why == "in a figure") or row.why == "in the title"
    assert row.when == "1920s"


def test_a_place_says_how_else_it_is_called(window: MainWindow, explorer: Explorer) -> None:
    explorer.seek(explorer.world.as_of)
    panel = opened(window)

    typed(panel, "Dairen")

    assert said(panel) == ["1 place", "Dalian. 大连. port · also called Dairen, 1905–1951"]


def test_a_place_without_a_name_says_from_when_it_has_one(
    window: MainWindow, explorer: Explorer
) -> None:
    panel = opened(window)
    typed(panel, "Dalny")
    assert "on the map from 11 August 1899" in said(panel)[1]

    explorer.seek(explorer.world.as_of)

    assert "on the map" not in said(panel)[1]
    assert "Dalian" in said(panel)[1]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (Field.TITLE, "in the title"),
        (Field.WHEN, "by its date"),
        (Field.STORY, "in the story"),
        (Field.CONTESTED, "in a contested point"),
        (Field.NOTES, "in the teacher’s notes"),
        (Field.WHERE, "at Peking"),
        (None, "Peking"),
    ],
)
def test_the_field_is_said_in_words(library: Library, field: Field | None, words: str) -> None:
    (event,) = library.search(Ask("portsmouth")).events
    found = FoundEvent(event.event, event.when, 1, event.title, field, event.excerpt, event.where)

    assert say.why_words(found, {}, library.world()) == words


def test_an_event_found_by_a_name_of_its_place_says_so(library: Library) -> None:
    world = library.world()
    places = {place.id: place for place in world.places}
    (event,) = library.search(Ask("portsmouth")).events
    called = Called(PlaceId("vladivostok"), "海参崴", world.first_day, Day(world.as_of + 1))
    found = FoundEvent(
        event.event, event.when, 1, event.title, Field.PLACE, Marked(""), "Peking", called
    )

    assert say.why_words(found, places, world) == "at Vladivostok, also called 海参崴"


def test_nothing_found_is_said_with_a_remedy(window: MainWindow) -> None:
    panel = opened(window)

    typed(panel, "Samarkand")

    words = said_by_labels(panel)
    assert "Nothing found for “Samarkand”" in words
    assert "Try another spelling or fewer filters." in words
    assert not panel.list.isVisible()


def said_by_labels(panel: SearchPanel) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


@UNSUPPORTED
def test_a_damaged_lesson_is_told_in_the_panel(qtbot: QtBot, explorer: Explorer) -> None:
    def fails(ask: Ask, limit: int) -> None:
        raise DamagedFile("The lesson is damaged.")

    panel = SearchPanel(explorer, fails, lambda ask: None)  # type: ignore[arg-type, return-value]
    qtbot.addWidget(panel)
    panel.show()
    panel.open()

    assert "The lesson is damaged." in said_by_labels(panel)


def test_a_long_list_is_shown_in_parts(big_window: MainWindow) -> None:
    panel = opened(big_window)
    before = len(panel.list.held.rows)
    count = panel.found.count if panel.found else 0
    assert before == 42 and "not shown" in said(panel)[-1]

    for _ in range(before):
        press(Key.Key_Down)
    press(Key.Key_Return)
    assert len(panel.list.held.rows) > before and panel.isVisible()
    assert panel.list.row is not None and panel.list.row.event is not None
    press(Key.Key_End)

    assert count > 40


# Filters


@UNSUPPORTED
def test_a_filter_is_chosen_with_its_count(window: MainWindow) -> None:
    panel = opened(window)
    typed(panel, "province")
    chip = panel.filters.chips[0]

    panel._on_filter_wanted(chip.kind)
    (menu,) = panel.findChildren(FilterMenu)
    assert [action.text() for action in menu.actions()] == [
        "Any act",
        "I  The coast is lost\t1",
        "II  One port, many flags\t4",
    ]
    assert min(menu.actionGeometry(action).height() for action in menu.actions()) >= 44
    menu.actions()[1].trigger()
    menu.close()

    assert chip.text() == "Act I" and chip.accessibleName() == "Act: Act I"
    assert panel.ask == Ask("province", act=1)
    assert [row.event for row in panel.list.held.rows] == [None, "peking-1860"]


def test_filters_narrow_a_list_without_words_and_are_cleared(window: MainWindow) -> None:
    panel = opened(window)
    assert said(panel)[0] == "5 events, in order of time"

    panel._on_narrowed(Ask(act=1))
    assert said(panel)[0] == "1 event, in order of time"
    QTest.mouseClick(panel.filters.clear, Qt.MouseButton.LeftButton)

    assert said(panel)[0] == "5 events, in order of time"
    assert not panel.filters.clear.isVisible()


@pytest.mark.parametrize("kind", ["act", "theme", "place", "importance", "first", "last"])
def test_every_value_of_a_filter_keeps_what_its_count_says(built_in: Library, kind: str) -> None:
    world, ask = built_in.world(), Ask("port")

    none, *values = values_of(kind, ask, built_in.search_counts(ask), world)

    assert none.ask == ask and none.events is None
    assert values
    for value in values:
        assert built_in.search(value.ask).count == value.events
        assert chip_words(kind, value.ask, world) != chip_words(kind, ask, world)


# Going to a place


def test_enter_on_a_place_looks_at_it_on_the_present_date(
    window: MainWindow, explorer: Explorer
) -> None:
    panel = opened(window)
    typed(panel, "Dalny")
    day = explorer.state.day

    press(Key.Key_Return)
    assert explorer.state.flight is not None
    state = settled(explorer)

    place = next(place for place in explorer.world.places if place.id == "dalian")
    assert state.camera == camera_at(place)
    assert state.day == day and state.step == 0
    assert panel.isVisible()


def test_a_sea_is_looked_at_from_higher_than_a_port(built_in: Library) -> None:
    places = {place.id: place for place in built_in.world().places}
    seas = [place for place in places.values() if place.kind is PlaceKind.SEA and place.rank < 4]

    assert seas
    for sea in seas:
        assert camera_at(sea).height > camera_at(places[PlaceId("dalian")]).height


# Mouse and touch


def click(panel: SearchPanel, number: int) -> None:
    index = panel.list.held.index(number)

    QTest.mouseClick(
        panel.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=panel.list.visualRect(index).center(),
    )


def test_a_click_goes(window: MainWindow, explorer: Explorer) -> None:
    panel = opened(window)
    rows = typed(panel, "province")

    click(panel, 2)

    settled(explorer)
    assert explorer.step.event == rows[2].event == EventId("dalny-1899")


def test_an_event_that_no_tour_tells_is_gone_to_by_its_date(
    window: MainWindow, explorer: Explorer
) -> None:
    panel = opened(window)
    rows = typed(panel, "portsmouth")
    assert rows[1].event is not None and explorer.world.step_of(rows[1].event) is None

    click(panel, 1)

    assert day_in_words(explorer.state.day) == "5 September 1905"
    assert not panel.isVisible()


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("presents", [False, True])
def test_rows_are_large_enough_for_a_finger_and_nothing_is_cut_off(
    big_window: MainWindow, width: int, height: int, presents: bool
) -> None:
    big_window.resize(width, height)
    if presents:
        big_window.explorer.present_from_here()
    panel = opened(big_window)
    typed(panel, "port")
    QApplication.processEvents()

    rows = panel.list.held.rows
    tall = [panel.list.sizeHintForRow(n) for n, row in enumerate(rows) if not row.is_heading]
    assert min(tall) >= 44
    assert panel.field.height() >= 44 and panel.field.clear_button.height() >= 44
    assert big_window.rect().contains(QRect(panel.mapTo(big_window, QPoint()), panel.size()))
    for part in panel.findChildren(QWidget):
        home = panel.filters if isinstance(part, Chip) else panel
        if part.isVisible() and part.parentWidget() is home:
            assert home.rect().contains(part.geometry()), part
    chips = [chip for chip in panel.filters.chips if chip.isVisible()]
    assert all(chip.width() >= chip.sizeHint().width() for chip in chips)


def test_chips_fold_away_where_there_is_little_room(window: MainWindow) -> None:
    window.resize(900, 600)
    panel = opened(window)
    panel._on_narrowed(Ask(act=1))
    assert [chip.text() for chip in panel.filters.chips if chip.isVisible()] == ["Act I"]

    QTest.mouseClick(panel.filters.more, Qt.MouseButton.LeftButton)

    assert all(chip.isVisible() for chip in panel.filters.chips)
    window.resize(1920, 1080)
    QApplication.processEvents()
    assert not panel.filters.more.isVisible()


def test_the_timeline_points_at_the_event_that_is_chosen(
    window: MainWindow, explorer: Explorer
) -> None:
    (timeline,) = window.findChildren(TimelineWidget)
    panel = opened(window)
    typed(panel, "transit")
    before = timeline.grab().toImage()

    press(Key.Key_Escape)

    assert timeline.grab().toImage() != before
    assert explorer.state.flight is None


# While presenting


def test_presenting_has_a_strip_that_leaves_the_audiences_map_alone(
    window: MainWindow, explorer: Explorer
) -> None:
    explorer.present_from_here()
    panel = opened(window)
    empty = panel.height()
    assert panel.width() <= window.width() / 2 and empty <= window.height() / 6
    before = explorer.state

    typed(panel, "province")
    press(Key.Key_Down)

    assert explorer.state == before
    assert empty < panel.height() <= window.height() / 2
    assert not [row for row in panel.list.held.rows if row.is_heading]
    assert "The map moves when you press Enter" in panel.field.toolTip()
    assert any("The map moves when you press Enter" in text for text in said_by_labels(panel))


def is_presenting(explorer: Explorer) -> bool:
    return explorer.state.layout is Layout.PRESENT


def test_esc_takes_the_strip_away_and_goes_on_presenting(
    window: MainWindow, explorer: Explorer
) -> None:
    explorer.present_from_here()
    panel = opened(window)
    typed(panel, "province")

    press(Key.Key_Escape)
    assert not panel.isVisible() and is_presenting(explorer)
    press(Key.Key_Escape)

    assert not is_presenting(explorer)


def test_enter_in_the_strip_goes_and_takes_it_away(window: MainWindow, explorer: Explorer) -> None:
    explorer.present_from_here()
    panel = opened(window)
    typed(panel, "transit")

    press(Key.Key_Return)

    assert settled(explorer).step == 2
    assert not panel.isVisible() and explorer.state.layout is Layout.PRESENT


def test_the_strip_and_the_panel_share_their_words(window: MainWindow, explorer: Explorer) -> None:
    typed(opened(window), "transit")
    press(Key.Key_Escape)
    explorer.present_from_here()

    assert opened(window).field.text() == "transit"

"""The page "My lesson", by keys alone, and with the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from db.records import Priority
from tests.windows import explorer_of, settled
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.panels.my_lesson import MyLessonPage
from ui.panels.story import NOTES, StoryPanel
from ui.present.widget import PresentWidget
from ui.state import Layout

Key = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
OURS = "Our own words."


@pytest.fixture
def explorer(library: Library) -> Explorer:
    return explorer_of(library, 1)


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(window.focusWidget() or window, key, modifiers)
    QApplication.processEvents()


def write(window: MainWindow, text: str) -> None:
    field = window.focusWidget()
    assert field is not None
    QTest.keyClicks(field, text)


@pytest.fixture
def theirs(window: MainWindow) -> MyLessonPage:
    """The page, opened on a tour of the lesson."""
    press(window, Key.Key_M)
    (page,) = window.findChildren(MyLessonPage)
    QApplication.processEvents()
    return page


@pytest.fixture
def page(window: MainWindow, theirs: MyLessonPage) -> MyLessonPage:
    """The page with a copy on it, made by keys alone."""
    press(window, Key.Key_Return)
    return theirs


def tab_to(window: MainWindow, wanted: QWidget) -> None:
    for _ in range(40):
        if wanted.hasFocus():
            return
        press(window, Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.accessibleName()}")


def test_the_page_opens_on_the_tour_being_told_at_its_stop(theirs: MyLessonPage) -> None:
    assert theirs.isVisible()
    assert theirs.title.text() == "Short tour"
    assert theirs.list.number == 1
    assert [row.number for row in theirs.list.held.rows] == [1, 2, 3]


def test_a_tour_of_the_lesson_can_be_read_but_not_changed(
    window: MainWindow, theirs: MyLessonPage, explorer: Explorer
) -> None:
    world = explorer.world
    theirs.list.setFocus()

    for key, modifiers in ((Key.Key_Space, PLAIN), (Key.Key_Up, ALT), (Key.Key_Plus, PLAIN)):
        press(window, key, modifiers)

    assert explorer.world is world
    assert theirs.editor.caption.isReadOnly()
    assert not theirs.editor.minutes.isEnabled()


def test_enter_makes_a_copy_and_leads_to_its_list(page: MyLessonPage, explorer: Explorer) -> None:
    assert explorer.tour.title == page.title.text() == "My copy of the Short tour"
    assert page.title.cursorPosition() == 0  # a long name shows its beginning
    assert page.list.hasFocus()
    assert page.list.number == explorer.state.step == 1


def test_stops_are_hidden_moved_and_retimed_by_keys(
    window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    press(window, Key.Key_Down)
    press(window, Key.Key_Up, ALT)
    press(window, Key.Key_Plus)
    press(window, Key.Key_Plus)
    press(window, Key.Key_Minus)
    press(window, Key.Key_Home)
    press(window, Key.Key_Space)

    assert [step.event for step in explorer.tour.steps] == ["transit-2023", "dalny-1899"]
    assert explorer.tour.steps[0].minutes == 3.5
    assert page.isVisible()
    assert page.list.number == 0


def test_a_hidden_stop_is_shown_again(
    window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    press(window, Key.Key_Space)
    assert len(explorer.tour.steps) == 2
    press(window, Key.Key_Space)

    assert len(explorer.tour.steps) == 3


def test_everything_is_undone_and_redone_by_keys(
    window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    press(window, Key.Key_Space)
    press(window, Key.Key_Down, ALT)
    changed = explorer.tour

    press(window, Key.Key_Z, CTRL)
    press(window, Key.Key_Z, CTRL)
    assert len(explorer.tour.steps) == 3
    press(window, Key.Key_Z, CTRL)
    assert explorer.state.tour == "short"
    for _ in range(3):
        press(window, Key.Key_Z, CTRL | SHIFT)
    assert explorer.tour == changed


def test_priority_and_minutes_are_changed_in_the_editor(
    window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    tab_to(window, page.editor.weights[Priority.COULD])
    press(window, Key.Key_Space)
    tab_to(window, page.editor.minutes)
    press(window, Key.Key_A, CTRL)
    write(window, "12")
    press(window, Key.Key_Return)

    step = explorer.tour.steps[1]
    assert (step.priority, step.minutes) == (Priority.COULD, 12)


def test_a_caption_is_written_counted_and_seen_by_the_class(
    qtbot: QtBot, window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    tab_to(window, page.editor.caption)
    press(window, Key.Key_A, CTRL)
    write(window, OURS)

    assert page.editor._count.text() == "3 of 40 words"
    qtbot.waitUntil(lambda: explorer.tour.steps[1].caption == OURS)
    assert "changed for your class" in page.list.held.rows[1].said
    press(window, Key.Key_F5, SHIFT)
    (present,) = window.findChildren(PresentWidget)
    assert explorer.state.layout is Layout.PRESENT
    assert OURS in present.accessibleDescription()
    assert page.isHidden()


def test_the_class_sees_a_caption_at_once_while_presenting(
    window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    press(window, Key.Key_F5, SHIFT)
    settled(explorer)
    (present,) = window.findChildren(PresentWidget)
    before = present.grab().toImage()

    press(window, Key.Key_M)
    tab_to(window, page.editor.caption)
    press(window, Key.Key_A, CTRL)
    write(window, OURS)
    press(window, Key.Key_Escape)
    press(window, Key.Key_Escape)

    assert page.isHidden()
    assert explorer.state.layout is Layout.PRESENT
    assert OURS in present.accessibleDescription()
    assert present.grab().toImage() != before


def test_words_are_kept_when_the_page_is_left_at_once(
    window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    tab_to(window, page.editor.caption)
    press(window, Key.Key_A, CTRL)
    write(window, OURS)

    press(window, Key.Key_PageDown)

    assert page.isHidden()
    assert explorer.tour.steps[1].caption == OURS
    assert explorer.state.step == 2


def test_words_can_be_taken_back_to_the_lessons(
    window: MainWindow, page: MyLessonPage, explorer: Explorer, library: Library
) -> None:
    lesson = library.event(explorer.step.event)
    assert page.editor.caption_back.isHidden()
    tab_to(window, page.editor.caption)
    write(window, "More. ")
    tab_to(window, page.editor.notes[1])
    press(window, Key.Key_A, CTRL)
    write(window, "Why?")
    page.editor.save()
    assert explorer.step.notes is not None
    assert explorer.step.notes.question == "Why?"

    tab_to(window, page.editor.notes_back)
    press(window, Key.Key_Space)
    tab_to(window, page.editor.caption_back)
    press(window, Key.Key_Space)

    assert not page.list.held.rows[1].said.endswith("changed for your class")
    assert explorer.step.caption == ""
    assert page.editor.caption.toPlainText() == lesson.caption
    assert lesson.notes is not None
    assert page.editor.notes[1].toPlainText() == lesson.notes.question


def test_a_field_keeps_what_is_typed(
    window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    before = explorer.state
    tab_to(window, page.editor.notes[0])
    press(window, Key.Key_End, CTRL)

    write(window, " B.W,F 10 m")
    for key in (Key.Key_Left, Key.Key_Home, Key.Key_Delete, Key.Key_Backspace, Key.Key_Up):
        press(window, key)

    assert page.editor.notes[0].toPlainText() == "he coast. B.W,F 10 m"
    assert explorer.state._replace(edition=0) == before._replace(edition=0)


def test_undo_in_a_field_is_the_fields_own(
    window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    tab_to(window, page.editor.caption)
    write(window, "More. ")

    press(window, Key.Key_Z, CTRL)

    assert not page.editor.caption.toPlainText().startswith("More.")
    assert explorer.state.tour == "own-1"


def test_esc_leaves_a_field_then_the_page(window: MainWindow, page: MyLessonPage) -> None:
    tab_to(window, page.editor.notes[2])

    press(window, Key.Key_Escape)
    assert page.isVisible()
    assert page.list.hasFocus()
    press(window, Key.Key_Escape)
    assert page.isHidden()


@pytest.mark.parametrize("key", [Key.Key_PageDown, Key.Key_PageUp, Key.Key_F5])
@pytest.mark.parametrize("part", ["title", "list", "caption", "minutes", "note", "tick", "weight"])
def test_a_clicker_drives_the_lesson_whatever_has_the_focus(
    window: MainWindow, page: MyLessonPage, explorer: Explorer, part: str, key: Qt.Key
) -> None:
    editor = page.editor
    parts: dict[str, QWidget] = {
        "title": page.title,
        "list": page.list,
        "caption": editor.caption,
        "minutes": editor.minutes,
        "note": editor.notes[0],
        "tick": editor.shown,
        "weight": editor.weights[Priority.MUST],
    }
    parts[part].setFocus()

    press(window, key)

    if key == Key.Key_F5:
        assert explorer.state.layout is Layout.PRESENT
    else:
        assert explorer.state.step == (2 if key == Key.Key_PageDown else 0)
    assert page.isHidden()


def test_enter_in_the_list_flies_to_the_stop(
    window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    press(window, Key.Key_Down)
    press(window, Key.Key_Return)

    assert page.isHidden()
    assert explorer.step.event == "transit-2023"
    assert window.focusWidget() is window  # the keys are the lesson's again


def test_the_tour_is_renamed_deleted_and_brought_back(
    window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    page.title.setFocus()
    press(window, Key.Key_A, CTRL)
    write(window, "Class 9b")
    press(window, Key.Key_Return)
    assert explorer.tour.title == "Class 9b"
    assert page.list.hasFocus()

    tab_to(window, page._delete)
    press(window, Key.Key_Return)
    assert (explorer.state.tour, explorer.state.step) == ("short", 1)
    press(window, Key.Key_Z, CTRL)
    assert explorer.tour.title == page.title.text() == "Class 9b"


def test_an_empty_name_is_refused_and_the_old_one_shown(
    window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    page.title.setFocus()
    press(window, Key.Key_A, CTRL)
    press(window, Key.Key_Delete)
    press(window, Key.Key_Return)

    assert page.title.text() == explorer.tour.title == "My copy of the Short tour"


def test_a_stop_is_dragged_to_another_place(
    window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    rows = page.list
    rows.choose(0)
    box = rows.visualRect(rows.held.index(2))
    for share, to in ((0.25, 2), (0.75, 3)):
        assert rows.place_at(QPointF(box.x() + 5, box.y() + share * box.height())) == to
    with_drop = QDropEvent(
        QPointF(box.center()) + QPointF(0, box.height() * 0.25),
        Qt.DropAction.MoveAction,
        QMimeData(),
        Qt.MouseButton.LeftButton,
        PLAIN,
    )
    rows.source_of = lambda event: rows  # type: ignore[method-assign]

    rows.dropEvent(with_drop)

    assert [step.event for step in explorer.tour.steps][-1] == "peking-1860"
    assert page.list.number == 2


def test_a_click_on_the_box_hides_a_stop(page: MyLessonPage, explorer: Explorer) -> None:
    box = page.list.visualRect(page.list.held.index(2))
    at = box.topLeft() + QPointF(20, box.height() / 2).toPoint()

    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, PLAIN, at)

    assert len(explorer.tour.steps) == 2


def test_the_notes_of_the_class_show_in_the_story(
    window: MainWindow, page: MyLessonPage, explorer: Explorer
) -> None:
    tab_to(window, page.editor.notes[0])
    press(window, Key.Key_A, CTRL)
    write(window, "Look at our street.")
    press(window, Key.Key_Escape)
    press(window, Key.Key_Escape)
    (story,) = window.findChildren(StoryPanel)
    story._tabs.setCurrentIndex(NOTES)

    assert "Look at our street." in story._page.text()
    assert "Changed for your class" in story._page.text()


@pytest.mark.parametrize(("width", "height"), [(900, 600), (1024, 768), (1920, 1080)])
def test_nothing_is_cut_off(
    qtbot: QtBot, window: MainWindow, page: MyLessonPage, width: int, height: int
) -> None:
    window.resize(width, height)
    QApplication.processEvents()

    shown = [button for button in page._buttons if button.isVisible()]
    assert page.rect().contains(shown[-1].geometry())
    assert page.rect().contains(page.list.geometry())
    assert page.rect().contains(page.editor.geometry())
    assert all(button.width() >= button.sizeHint().width() - 1 for button in shown)
    body = page.editor._area.widget()
    assert body is not None
    qtbot.waitUntil(lambda: body.width() <= page.editor._area.viewport().width())

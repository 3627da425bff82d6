"""Strokes are kept, for each class its own, and come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.pen.hand import CTRL, END, LEFT, START, Key, drag, middle, picture, shows
from tests.windows import explorer_of, press, settled, window_of
from ui import still
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.panels.classes import ClassesSheet
from ui.pen.box import FILE, PenBox
from ui.pen.strokes import Colour, Tool
from ui.present.widget import PresentWidget
from ui.state import Layout

# Kept


def test_strokes_and_kit_come_back_at_the_next_start(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox, folder: Path
) -> None:
    press(window, Key.Key_P, CTRL)
    press(window, Key.Key_3)
    press(window, Key.Key_8)
    drag(view, START, END)
    box.flush()  # and then the power fails: nothing is closed
    box.remember()

    again = PenBox(explorer, folder)

    assert again.board.strokes == box.board.strokes
    assert (again.kit.tool, again.kit.colour, again.kit.on) == (Tool.ARROW, Colour.WHITE, False)


def test_strokes_of_before_show_without_the_pen(
    qtbot: QtBot, library: Library, explorer: Explorer, window: MainWindow, view: PresentWidget
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    window.close()

    later = window_of(qtbot, library, explorer_of(library, 1))
    later.explorer.present_from_here()
    settled(later.explorer)
    found = later.findChild(PresentWidget)
    assert isinstance(found, PresentWidget)
    qtbot.waitUntil(lambda: found.is_settled)

    assert shows(picture(found), middle(START, END))
    later.close()


def test_a_damaged_pen_file_is_set_aside_and_said(
    folder: Path, library: Library, explorer: Explorer
) -> None:
    (folder / FILE).write_text("{")
    said: list[str] = []

    box = PenBox(explorer, folder, said.append)

    assert box.kit.tool is Tool.PEN
    (sentence,) = said
    assert "pen.unreadable-1.json" in sentence
    assert (folder / "pen.unreadable-1.json").exists()


def test_a_cut_stroke_file_is_told_to_the_reader(
    folder: Path, explorer: Explorer, messages: Messages
) -> None:
    first = PenBox(explorer, folder)
    for _ in range(2):
        first.draw(first.begin((1.0, 2.0)))
    first.close()
    (path,) = (folder / "strokes").glob("*.strokes")
    path.write_bytes(path.read_bytes()[:-9])

    again = PenBox(explorer, folder, messages.say)

    assert len(again.board.strokes) == 1
    assert str(path) in messages.current


def test_a_picture_shows_the_strokes_of_a_class_and_is_the_windows_to_the_pixel(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox, library: Library
) -> None:
    press(window, Key.Key_P, CTRL)
    for digit, down in ((Key.Key_2, 0), (Key.Key_3, 60), (Key.Key_1, 120)):
        press(window, digit)
        drag(view, START + QPoint(0, down), END + QPoint(0, down))
    box.flush()
    press(window, Key.Key_P, CTRL)
    view.hide_pointer()

    image = still.take(library, explorer.state, view.width(), view.height(), box.board.strokes)
    plain = still.take(library, explorer.state, view.width(), view.height())

    assert image == picture(view).convertToFormat(image.format())
    assert plain != image


def test_a_picture_for_an_unknown_class_is_refused(tmp_path: Path) -> None:
    with pytest.raises(still.PictureError, match="Known classes: This class"):
        still.write_picture(
            at="1905-09-05",
            size=(640, 360),
            layout=Layout.PRESENT,
            lesson=None,
            out=tmp_path / "a.png",
            school_class="9z",
        )


# Classes


def sheet_of(window: MainWindow) -> ClassesSheet:
    press(window, Key.Key_G, CTRL)
    (sheet,) = window.findChildren(ClassesSheet)
    assert sheet.isVisible()
    return sheet


def words_of(sheet: ClassesSheet) -> str:
    labels = [label.text() for label in sheet.findChildren(QLabel)]
    buttons = [b.text() for b in sheet.findChildren(QPushButton) if b.isVisible()]
    return "\n".join(labels + buttons)


def test_classes_are_added_and_chosen_by_keys_alone(
    window: MainWindow, view: PresentWidget, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    sheet = sheet_of(window)
    assert "This class" in words_of(sheet) and "1 stroke at 1 stop" in words_of(sheet)

    press(window, Key.Key_Up)
    assert sheet.field.hasFocus()
    QTest.keyClicks(sheet.field, "9b")
    press(window, Key.Key_Return)
    assert box.class_name == "9b"
    assert box.board.strokes == ()
    press(window, Key.Key_Escape)
    assert not sheet.isVisible()
    assert not shows(picture(view), middle(START, END))

    sheet_of(window)
    press(window, Key.Key_Down)
    press(window, Key.Key_Return)
    assert box.class_name == "This class"
    press(window, Key.Key_Escape)
    assert shows(picture(view), middle(START, END))


def test_a_name_that_cannot_be_is_said_in_the_sheet(window: MainWindow, box: PenBox) -> None:
    sheet = sheet_of(window)
    sheet.field.setFocus()

    press(window, Key.Key_Return)

    assert "name of the class" in sheet.fault.text()
    assert box.class_name == "This class"


def test_page_down_leaves_the_sheet_and_drives_the_lesson(
    window: MainWindow, view: PresentWidget, explorer: Explorer
) -> None:
    sheet = sheet_of(window)
    sheet.field.setFocus()
    QTest.keyClicks(sheet.field, "9")

    press(window, Key.Key_PageDown)

    assert settled(explorer).step == 2
    assert not sheet.isVisible()


def test_a_class_is_cleared_as_a_whole_and_that_is_taken_back(
    window: MainWindow, view: PresentWidget, explorer: Explorer, box: PenBox
) -> None:
    press(window, Key.Key_P, CTRL)
    drag(view, START, END)
    press(window, Key.Key_PageDown)
    settled(explorer)
    drag(view, START, END)
    sheet = sheet_of(window)

    clear = next(b for b in sheet.findChildren(QPushButton) if b.text() == "Clear all")
    QTest.mouseClick(clear, LEFT)

    assert box.board.strokes == ()
    assert "nothing drawn" in words_of(sheet)
    press(window, Key.Key_Escape)
    press(window, Key.Key_Z, CTRL)
    assert len(box.board.strokes) == 2


def test_an_empty_class_can_be_removed(window: MainWindow, box: PenBox) -> None:
    box.choose_class("9b")
    box.choose_class("This class")
    sheet = sheet_of(window)

    remove = [b for b in sheet.findChildren(QPushButton) if b.isVisible() and b.text() == "Remove"]
    QTest.mouseClick(remove[0], LEFT)

    assert box.classes == ["This class"]


def test_the_class_is_remembered(explorer: Explorer, folder: Path) -> None:
    box = PenBox(explorer, folder)
    box.choose_class("9b")
    box.close()

    assert PenBox(explorer, folder).class_name == "9b"

"""Fields, buttons and menus of pages: in the lesson's look, and large enough for a finger."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.windows import explorer_of, window_of
from ui import fonts, theme
from ui.menu import dress_menu
from ui.panels.own_parts import MinutesBox
from ui.panels.sheet import Sheet


@pytest.fixture(autouse=True)
def shipped_fonts(qapp: object) -> None:
    fonts.register()


def test_minutes_have_buttons_for_a_finger(qtbot: QtBot) -> None:
    box = MinutesBox("Minutes", 1, 240)
    qtbot.addWidget(box)
    box.setValue(45)
    box.scale(theme.LEAST_UNIT)
    box.show()

    QTest.mouseClick(box.more, Qt.MouseButton.LeftButton)
    QTest.mouseClick(box.more, Qt.MouseButton.LeftButton)
    QTest.mouseClick(box.less, Qt.MouseButton.LeftButton)

    assert box.value() == 45.5
    for button in (box.less, box.more):
        assert min(button.width(), button.height()) >= theme.TOUCH
    assert not box.less.geometry().intersects(box.more.geometry())


def test_a_menus_rows_are_large_enough_for_a_finger(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 768)
    menu = QMenu(window)
    dress_menu(menu, window)
    action = menu.addAction("Short tour (20 stops)")

    menu.adjustSize()

    assert menu.actionGeometry(action).height() >= theme.TOUCH


@pytest.mark.parametrize("size", [(900, 600), (1024, 768), (1920, 1080)])
def test_a_sheets_note_keeps_the_margin(
    qtbot: QtBot, library: Library, size: tuple[int, int]
) -> None:
    window = window_of(qtbot, library, explorer_of(library), size=size)

    sheet = Sheet("Title", "Words that go on and on, and then some more of them. " * 6, window)
    sheet.setGeometry(window.rect())
    sheet.show()
    qtbot.waitUntil(lambda: sheet._note.x() == sheet.title.x() > 20)

    note, body = sheet._note, sheet.body.contentsRect()
    assert note.contentsRect().right() + note.x() <= sheet._area.x() + body.right() + 1
    assert note.contentsRect().bottom() + note.y() < sheet._area.y() - 6 * theme.LEAST_UNIT

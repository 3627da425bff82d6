"""The page "My lesson" follows the text size, with nothing cut off in a small window."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.library import Library
from db.records import Priority
from tests.windows import explorer_of, window_of
from ui import fonts, theme
from ui.button import Button
from ui.explorer import Explorer
from ui.own.words import Row
from ui.panels.flow import Flow
from ui.panels.my_lesson import MyLessonPage
from ui.panels.own_list import AFTER, CHIP_WIDTH, set_row
from ui.panels.own_parts import Field, MinutesBox, Tick
from ui.state import TEXT_SCALES

SIZES = [(1024, 768), (1280, 800), (1920, 1080)]
SCALES = [1.0, 1.3, 1.5]
LONG = Row(
    7,
    "Soviet troops take over Lüshun and Dalian, and the port stays closed",
    "23 August 1945 · changed for your class · goes back in time: the map fades",
    "12½ min",
    Priority.SHOULD,
    True,
    False,
)


@pytest.fixture
def explorer(library: Library) -> Explorer:
    return explorer_of(library, 1)


def show_at(explorer: Explorer, scale: float) -> None:
    """Make all text so many times as large as usual."""
    now = TEXT_SCALES.index(explorer.state.text_scale)
    explorer.scale_text(TEXT_SCALES.index(scale) - now)


def open_page(
    qtbot: QtBot, library: Library, explorer: Explorer, size: tuple[int, int], scale: float
) -> MyLessonPage:
    """The page on a copy of the tour, at a text size."""
    window = window_of(qtbot, library, explorer, size=size)
    show_at(explorer, scale)
    QTest.keyClick(window, Qt.Key.Key_M)
    (page,) = window.findChildren(MyLessonPage)
    QApplication.processEvents()
    page.make_copy()
    page.editor.caption.setPlainText("Words of our own, which lead back to the lesson’s.")
    page.editor.save()
    QApplication.processEvents()
    return page


def seen(page: MyLessonPage) -> list[QWidget]:
    """What is written or pressed on the page, but for the parts inside a box of minutes."""
    kinds = (QLabel, Button, QPushButton, QLineEdit, Field, MinutesBox, Tick)
    return [
        part
        for part in page.findChildren(QWidget)
        if isinstance(part, kinds)
        and part.isVisible()
        and not isinstance(part.parentWidget(), MinutesBox)
    ]


def placed(part: QWidget, page: QWidget) -> QRect:
    return QRect(part.mapTo(page, QPoint(0, 0)), part.size())


@pytest.mark.parametrize("scale", [scale for scale in TEXT_SCALES if scale != 1])
def test_all_words_of_the_page_grow_and_shrink_with_the_text_size(
    qtbot: QtBot, library: Library, explorer: Explorer, scale: float
) -> None:
    page = open_page(qtbot, library, explorer, (1920, 1080), 1.0)
    before = {id(part): part.font().pixelSize() for part in seen(page)}

    show_at(explorer, scale)
    QApplication.processEvents()

    for part in seen(page):
        expected = before[id(part)] * scale
        assert part.font().pixelSize() == pytest.approx(expected, abs=1), part


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", SIZES)
def test_nothing_on_the_page_is_cut_off(
    qtbot: QtBot, library: Library, explorer: Explorer, size: tuple[int, int], scale: float
) -> None:
    page = open_page(qtbot, library, explorer, size, scale)
    editor_right = page.editor.caption.mapTo(page, page.editor.caption.rect().topRight()).x()

    for part in seen(page):
        box = placed(part, page)
        assert page.rect().left() <= box.left(), part
        assert box.right() <= max(editor_right, page.rect().right()), part
        if isinstance(part, QLabel) and part.wordWrap():
            assert part.heightForWidth(part.width()) <= part.height(), part.text()
        elif isinstance(part, (QLabel, QPushButton, QLineEdit)):
            assert part.fontMetrics().horizontalAdvance(part.text()) <= part.width(), part.text()
            assert part.fontMetrics().height() <= part.height(), part.text()
        elif not isinstance(part, QPlainTextEdit):
            assert part.height() >= part.fontMetrics().height(), part
    whole = page.layout()
    assert whole is not None
    assert whole.totalHeightForWidth(page.width()) <= page.height()
    assert page.list.height() >= 3 * theme.TOUCH
    assert page.editor.parts[0].mapTo(page, QPoint(0, 0)).y() < page.height()
    assert_apart(page)


def assert_apart(page: MyLessonPage) -> None:
    """No two parts of the page, or of its editor, lie over one another."""
    boxes = [(part, placed(part, page)) for part in seen(page)]
    for number, (part, box) in enumerate(boxes):
        for other, its in boxes[:number]:
            assert not box.intersects(its) or part.parentWidget() is other, (part, other)


@pytest.mark.parametrize("scale", [min(TEXT_SCALES), *SCALES])
@pytest.mark.parametrize("size", SIZES)
def test_fields_and_buttons_can_be_hit_with_a_finger(
    qtbot: QtBot, library: Library, explorer: Explorer, size: tuple[int, int], scale: float
) -> None:
    page = open_page(qtbot, library, explorer, size, scale)

    for part in seen(page):
        if not isinstance(part, QLabel):
            assert min(part.width(), part.height()) >= theme.TOUCH, part
    for row in range(len(page.list.held.rows)):
        assert page.list.visualRect(page.list.held.index(row)).height() >= theme.TOUCH


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("width", [300, 460, 900])
def test_a_stop_in_the_list_shows_all_of_its_words(
    qapp: QApplication, width: int, scale: float
) -> None:
    fonts.register()
    unit = theme.unit_for(1024, 768, scale)

    row = set_row(LONG, width, unit)

    for lines, said, font in ((row.title, LONG.title, row.face), (row.said, LONG.said, row.small)):
        metrics = QFontMetricsF(font)
        assert " ".join(text for text, _ in lines) == said
        assert all(row.left + metrics.horizontalAdvance(text) <= width for text, _ in lines)
    baselines = [at for _, at in (*row.title, *row.said)]
    assert baselines == sorted(baselines)
    assert all(later - earlier >= 14 * unit for earlier, later in pairwise(baselines))
    assert baselines[-1] < row.height
    assert row.plan + 13 * unit <= row.height
    plan = width - (CHIP_WIDTH + 2 * AFTER) * unit
    for text, at in row.said:
        right = row.left + QFontMetricsF(row.small).horizontalAdvance(text)
        assert right <= plan or at < row.plan - 13 * unit


def test_a_flow_breaks_where_it_is_full_and_pushes_what_fits(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    flow = Flow(host, pushed=1)
    flow.setSpacing(10)
    parts = [QWidget(host) for _ in range(3)]
    for part in parts:
        part.setFixedSize(QSize(100, 40))
        flow.addWidget(part)

    wide: list[tuple[int, int]] = []
    narrow: list[tuple[int, int]] = []
    for width, found in ((500, wide), (220, narrow)):
        host.resize(width, flow.heightForWidth(width))
        flow.setGeometry(host.rect())
        found.extend((part.x(), part.y()) for part in parts)

    assert wide == [(0, 0), (290, 0), (400, 0)]
    assert narrow == [(0, 0), (110, 0), (0, 50)]
    assert flow.heightForWidth(220) == 90

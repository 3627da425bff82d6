"""Sheets over the window: the claim check and the sources, by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QTabBar, QTextEdit, QWidget

from db.library import Library
from db.records import Verdict
from tests.windows import press, settled
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.panels.claims import ClaimsPage
from ui.panels.keys import KeysOverlay
from ui.panels.sources import SourcesSheet
from ui.panels.story import SOURCES, StoryPanel


def words_of(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel)]
    return "\n".join(labels + [text.toPlainText() for text in widget.findChildren(QTextEdit)])


def claims_page(window: MainWindow) -> ClaimsPage:
    press(window, Qt.Key.Key_F2)
    (page,) = window.findChildren(ClaimsPage)
    return page


def test_the_claims_are_read_with_verdict_and_events(library: Library) -> None:
    first, second = library.claims()

    assert (first.verdict, second.verdict) == (Verdict.CORRECTED, Verdict.OPEN)
    assert first.events == (
        ("peking-1860", "Convention of Peking"),
        ("dalny-1899", "Dalny is founded"),
    )


def test_f2_shows_what_is_claimed_and_what_was_found(library: Library, window: MainWindow) -> None:
    page = claims_page(window)

    assert page.isVisible()
    shown = words_of(page)
    for claim in library.claims():
        assert claim.says in shown
        assert claim.found in shown
        assert claim.verdict.capitalize() in shown


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_claim_leads_to_the_event_that_shows_it(
    window: MainWindow, explorer: Explorer, key: Qt.Key
) -> None:
    page = claims_page(window)
    link = next(b for b in page.findChildren(QPushButton) if "Dalny" in b.text())

    link.setFocus()
    press(window, key)

    assert page.isHidden()
    assert explorer.step.event == "dalny-1899"


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Escape])
def test_the_page_closes_and_the_lesson_has_the_keys_again(
    window: MainWindow, explorer: Explorer, key: Qt.Key
) -> None:
    page = claims_page(window)

    press(window, key)
    press(window, Qt.Key.Key_Space)

    assert page.isHidden()
    assert explorer.state.step == 1


def test_up_and_down_scroll_a_sheet(window: MainWindow) -> None:
    window.resize(900, 600)
    page = claims_page(window)
    page.resize(900, 260)
    (area,) = page.findChildren(QScrollArea)
    before = area.verticalScrollBar().value()

    press(window, Qt.Key.Key_Down)

    assert area.verticalScrollBar().value() > before


def test_one_sheet_covers_the_window_at_a_time(window: MainWindow) -> None:
    page = claims_page(window)

    press(window, Qt.Key.Key_F1)

    (keys,) = window.findChildren(KeysOverlay)
    assert keys.isVisible()
    assert page.isHidden()


def test_a_clicker_goes_on_and_closes_the_sheet(window: MainWindow, explorer: Explorer) -> None:
    page = claims_page(window)

    press(window, Qt.Key.Key_PageDown)

    assert page.isHidden()
    assert explorer.state.step == 1


def test_s_opens_the_sources_in_the_story_panel(window: MainWindow) -> None:
    press(window, Qt.Key.Key_S)

    (panel,) = window.findChildren(StoryPanel)
    (tabs,) = panel.findChildren(QTabBar)
    assert tabs.currentIndex() == SOURCES


def test_s_shows_the_sources_of_the_stop_over_the_picture(
    library: Library, window: MainWindow, explorer: Explorer
) -> None:
    explorer.present_from_here()
    settled(explorer)
    event = library.event(explorer.step.event)

    press(window, Qt.Key.Key_S)

    (sheet,) = window.findChildren(SourcesSheet)
    assert sheet.isVisible()
    shown = words_of(sheet)
    assert all(fact.text in shown for fact in event.facts)
    assert all(source.title in shown and source.publisher in shown for source in event.sources)


def test_a_long_address_does_not_widen_the_sheet(
    library: Library, window: MainWindow, explorer: Explorer
) -> None:
    event = library.event(explorer.step.event)
    long = event.sources[0]._replace(url="https://example.org/" + "x" * 400)
    told = event._replace(sources=(long,))
    sheet = SourcesSheet(explorer, lambda _: told, lambda _: (), window)

    sheet.resize(900, 600)
    sheet.show()

    (area,) = sheet.findChildren(QScrollArea)
    body = area.widget()
    assert body is not None
    assert body.width() <= area.viewport().width()


def test_a_sheets_text_grows_with_the_text_size(window: MainWindow, explorer: Explorer) -> None:
    page = claims_page(window)
    usual = page.title.font().pixelSize()

    for _ in range(3):
        explorer.larger_text()

    assert page.title.font().pixelSize() >= round(1.4 * usual)

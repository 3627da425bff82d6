"""The story panel: what a reader sees of an event, and of a date between two stops."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from db.records import Event, Figure, Grade, Source, SourceId
from tests.small_world import day, small_world
from tests.windows import settled
from ui import prose
from ui.button import Button
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.panels.drawn import FigureCards
from ui.panels.parts import QuietScrollBar
from ui.panels.story import StoryPanel

LOOKED, DIFFERENTLY, SOURCES, CHARTS, NOTES = range(5)


@pytest.fixture
def panel(window: MainWindow) -> StoryPanel:
    found = window.findChild(StoryPanel)
    assert isinstance(found, StoryPanel)
    return found


def shown_text(panel: StoryPanel) -> str:
    """All words that the panel shows now."""
    labels = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    copied = [text.toPlainText() for text in panel.findChildren(QTextEdit) if text.isVisible()]
    return "\n".join(labels + copied)


def choose(panel: StoryPanel, tab: int) -> QTabBar:
    tabs = panel.findChild(QTabBar)
    assert isinstance(tabs, QTabBar)
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(tab).center())
    return tabs


def event_at(library: Library, explorer: Explorer) -> Event:
    return library.event(explorer.step.event)


def test_shows_the_event_of_the_stop(
    library: Library, explorer: Explorer, panel: StoryPanel
) -> None:
    event = event_at(library, explorer)

    shown = shown_text(panel)

    assert event.title in shown
    assert prose.when_words(event) in shown
    assert event.story in shown
    assert explorer.world.act_at(event.day).title in shown
    assert all(figure.shown in shown and figure.label in shown for figure in event.figures)
    assert all(seen.who in shown and seen.text in shown for seen in event.perspectives)


def test_follows_the_next_stop(library: Library, explorer: Explorer, panel: StoryPanel) -> None:
    before = event_at(library, explorer)

    explorer.next()
    QApplication.processEvents()  # the map's first frame comes before the story

    shown = shown_text(panel)
    assert event_at(library, explorer).title in shown
    assert before.title not in shown


def test_a_long_story_is_set_smaller_where_that_brings_the_tabs_into_view(
    library: Library, explorer: Explorer, window: MainWindow, qtbot: QtBot
) -> None:
    long = event_at(library, explorer)._replace(story="The coast was lost to them. " * 20)
    panel = StoryPanel(explorer, lambda _: long, lambda _: (), window.lesson_actions)
    host = QWidget()
    qtbot.addWidget(host)
    panel.setParent(host)
    panel.scale(1.0)
    panel.resize(650, 2000)
    host.show()
    qtbot.waitUntil(lambda: panel._story.font().pixelSize() == 20)
    tabs = panel.findChild(QTabBar)
    assert isinstance(tabs, QTabBar)
    needed = tabs.mapTo(panel, QPoint(0, tabs.height())).y()

    panel.resize(650, needed - 20)
    qtbot.waitUntil(lambda: panel._story.font().pixelSize() < 20)

    qtbot.waitUntil(lambda: tabs.mapTo(panel, QPoint(0, tabs.height())).y() <= panel.height())
    panel.resize(650, needed // 2)  # no letters help there
    qtbot.waitUntil(lambda: panel._story.font().pixelSize() == 20)


def test_up_and_down_scroll_the_story(window: MainWindow, panel: StoryPanel) -> None:
    window.resize(900, 600)
    QApplication.processEvents()
    bar = panel._area.verticalScrollBar()
    assert bar.maximum() > 0

    QTest.keyClick(window, Qt.Key.Key_Down)
    after_down = bar.value()
    QTest.keyClick(window, Qt.Key.Key_Up)

    assert after_down > 0
    assert bar.value() == 0


def test_a_stop_makes_no_new_widgets(explorer: Explorer, panel: StoryPanel) -> None:
    before = set(panel.findChildren(QWidget))

    explorer.next()
    settled(explorer)

    assert set(panel.findChildren(QWidget)) == before


def test_contested_points_say_who_says_what(
    library: Library, explorer: Explorer, panel: StoryPanel
) -> None:
    (contested,) = event_at(library, explorer).contested

    choose(panel, DIFFERENTLY)

    shown = shown_text(panel)
    assert contested.point in shown
    assert all(side.who in shown and side.says in shown for side in contested.positions)


def test_notes_are_for_the_teacher(library: Library, explorer: Explorer, panel: StoryPanel) -> None:
    notes = event_at(library, explorer).notes
    assert notes is not None

    choose(panel, NOTES)

    shown = shown_text(panel)
    assert notes.point in shown
    assert notes.question in shown
    assert notes.misconception in shown


def test_a_tab_with_nothing_to_say_is_not_offered(
    library: Library, explorer: Explorer, window: MainWindow, qtbot: QtBot
) -> None:
    event = event_at(library, explorer)
    bare = event._replace(perspectives=(), contested=(), notes=None, charts=0)
    panel = StoryPanel(explorer, lambda _: bare, lambda _: (), window.lesson_actions)
    qtbot.addWidget(panel)

    tabs = panel.findChild(QTabBar)
    assert isinstance(tabs, QTabBar)
    assert [n for n in range(tabs.count()) if tabs.isTabVisible(n)] == [SOURCES]
    (text,) = panel.findChildren(QTextEdit)
    assert bare.facts[0].text in text.toPlainText()


def test_sources_are_printed_and_can_be_copied(
    library: Library, explorer: Explorer, panel: StoryPanel
) -> None:
    event = event_at(library, explorer)

    tabs = choose(panel, SOURCES)

    shown = shown_text(panel)
    assert tabs.tabToolTip(SOURCES) == f"Sources {len(event.sources)}"
    assert all(fact.text in shown for fact in event.facts)
    for source in event.sources:
        assert source.publisher in shown
        assert prose.GRADES[source.grade] in shown
        assert source.title in shown
        assert source.date in shown
        assert source.url in shown
    (text,) = panel.findChildren(QTextEdit)
    text.selectAll()
    assert event.sources[0].url in text.textCursor().selectedText()
    assert text.isReadOnly()
    assert not text.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByMouse


def test_a_long_address_breaks_rather_than_being_cut_off(panel: StoryPanel) -> None:
    choose(panel, SOURCES)
    (text,) = panel.findChildren(QTextEdit)

    source = Source(
        SourceId("long"), "A library", "A note", "1905", "https://e.org/" + "x" * 600, Grade.C
    )
    text.setHtml(prose.sources_html([], [source], prose.Numbers([source], "#000000")))

    assert text.document().size().width() <= text.viewport().width()
    assert text.height() >= text.document().size().height()


def test_says_when_the_date_is_between_stops(explorer: Explorer, panel: StoryPanel) -> None:
    explorer.seek(explorer.step.day + 400)

    assert prose.between_words(explorer.state.day, explorer.tour) in shown_text(panel)


def test_the_way_back_to_the_stop(explorer: Explorer, panel: StoryPanel) -> None:
    explorer.seek(explorer.step.day + 400)
    (back,) = (
        button
        for button in panel.findChildren(Button)
        if button.accessibleName() == "Back to the stop"
    )
    said = prose.between_words(explorer.state.day, explorer.tour)

    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    settled(explorer)

    assert explorer.state.day == explorer.step.day
    assert said not in shown_text(panel)
    assert back.height() >= 44


def test_a_stop_taken_while_presenting_shows_afterwards(
    library: Library, explorer: Explorer, panel: StoryPanel
) -> None:
    explorer.present_from_here()
    explorer.next()
    explorer.leave()

    assert event_at(library, explorer).title in shown_text(panel)


def test_the_scroll_bar_follows_the_hand(window: MainWindow, panel: StoryPanel) -> None:
    window.resize(900, 600)
    QApplication.processEvents()
    bar = panel.findChild(QuietScrollBar)
    assert isinstance(bar, QuietScrollBar) and bar.maximum() > 0
    top, length = bar.handle()
    assert top == 0 and 0 < length < bar.height()

    held = QPoint(bar.width() // 2, 10)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=held)
    QTest.mouseMove(bar, QPoint(held.x(), bar.height() - round(length) + 20))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton)

    assert bar.value() == bar.maximum()


def test_cards_are_as_tall_as_their_words(qtbot: QtBot) -> None:
    cards = FigureCards()
    qtbot.addWidget(cards)
    short = Figure(1, "1", "guard", "", ())

    cards.show_figures((short,))
    one_line = cards.heightForWidth(600)
    cards.show_figures((short._replace(label="guards allowed on every kilometre"),) * 3)

    assert cards.heightForWidth(360) > one_line


def test_without_figures_there_are_no_cards(qtbot: QtBot) -> None:
    cards = FigureCards()
    qtbot.addWidget(cards)
    cards.show()

    cards.show_figures(())

    assert not cards.isVisible()


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("1857-03-01", "1 March 1857, before stop 1"),
        ("1931-03-12", "12 March 1931, between stops 4 and 5"),
        ("2026-05-31", "31 May 2026, after stop 6"),
    ],
)
def test_where_a_dragged_date_lies(when: str, said: str) -> None:
    words = prose.between_words(day(when), small_world().tours[0])

    assert words.replace("\N{NO-BREAK SPACE}", " ") == said


def test_old_style_dates_stand_beside_new_ones(library: Library, explorer: Explorer) -> None:
    event = event_at(library, explorer)._replace(old_style="2 November 1860", where="Peking")

    said = prose.when_words(event)

    assert said.endswith(" (2 November 1860, old style) · Peking")


def test_facts_carry_the_numbers_of_their_sources(library: Library, explorer: Explorer) -> None:
    event = event_at(library, explorer)
    numbers = {source.id: number for number, source in enumerate(event.sources, start=1)}

    html = prose.sources_html(event.facts, event.sources, prose.Numbers(event.sources, "#000000"))

    for fact in event.facts:
        cited = ", ".join(str(number) for number in sorted(numbers[s] for s in fact.sources))
        assert f'{fact.text} <span style="color:#000000">[{cited}]</span>' in html


def test_a_statement_without_a_source_says_so(library: Library, explorer: Explorer) -> None:
    event = event_at(library, explorer)
    facts = [event.facts[0]._replace(sources=())]

    html = prose.sources_html(facts, event.sources, prose.Numbers(event.sources, "#000000"))

    assert "[unsourced]" in html


def test_numbers_stay_with_the_words_behind_them() -> None:
    said = prose.unbroken("It sailed on 14 January 2011, 800 km away.")

    assert said.replace("\N{NO-BREAK SPACE}", "_") == "It sailed on 14_January 2011, 800_km away."


def test_words_are_never_read_as_markup() -> None:
    assert "&lt;b&gt;" in prose.story_html("<b>bold</b>")


def test_screen_readers_hear_names(panel: StoryPanel, explorer: Explorer) -> None:
    event_words = {label.text() for label in panel.findChildren(QLabel)}

    assert panel.accessibleName()
    assert explorer.step.title in event_words
    assert all(tabs.accessibleName() for tabs in panel.findChildren(QTabBar))

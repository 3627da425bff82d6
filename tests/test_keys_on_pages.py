"""Every key of a clicker, a headset or a hand, on every page that the window has.

Pages and what can have the focus on them are found, not listed: a page that is new is tried too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from db.records import QuestionKind
from tests.test_keys_anywhere import ALWAYS, LESSON, START, TYPED, Key
from tests.test_questions import question
from tests.windows import LAPTOP, PROJECTOR, FakeScreens, explorer_of, settled, window_of
from ui.explorer import Explorer
from ui.findings import Finding, Kind
from ui.key_router import is_text_field
from ui.main_window import MainWindow
from ui.own.rehearsal import Rehearsal
from ui.state import Layout, ViewState

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", "keyToAscii Unhandled key", extend=True
)
PLAIN = Qt.KeyboardModifier.NoModifier
FOUND = Finding(Kind.PLAN, "This stop takes long.", "Shorten it.", START)

# Beside the sheets, which the window itself knows: what else opens over the lesson.
Open = Callable[[MainWindow], object]
OTHERS: dict[str, Open] = {
    "nothing": lambda window: None,
    "search": lambda window: window.search(),
    "pen": lambda window: window.pen.box.toggle(),
    "comparison": lambda window: window.explorer.toggle_comparison(),
    "presenter’s tools": lambda window: window.stage.toggle_strip(),
    "count of hands": lambda window: _count(window),
}
ONE_SCREEN = ("presenter’s tools",)
SHEETS = (
    *("keys", "claims", "sources", "settings", "classes", "overview", "results"),
    *("my-lesson", "rehearsal"),
)
MENUS: dict[str, Open] = {
    "tours": lambda window: window.choose_tour(),
    "screens": lambda window: window.stage.offer_screens(),
    "stops to compare": lambda window: _compared(window),
}


def _count(window: MainWindow) -> None:
    window.explorer.toggle_questions()
    window.explorer.next()
    window.explorer.land()
    assert window.explorer.state.question is not None
    window.count_hands()


def _compared(window: MainWindow) -> None:
    window.explorer.toggle_comparison()
    window.choose_compared_stop()


@pytest.fixture(autouse=True)
def quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of its own, and rehearsals that find something at once without a process."""
    monkeypatch.setenv("LANDLOCKED_CONFIG", str(tmp_path))

    def begin(self: Rehearsal, *_: object, **__: object) -> None:
        self.found.emit(FOUND)
        self.ended.emit("")

    monkeypatch.setattr(Rehearsal, "begin", begin)


@pytest.fixture
def explorer(library: Library) -> Explorer:
    return explorer_of(library, START)


@pytest.fixture
def window(
    request: pytest.FixtureRequest, qtbot: QtBot, library: Library, explorer: Explorer
) -> Iterator[MainWindow]:
    """The window while a copy of the tour is told, so that all can be changed in it.

    There are two screens, but for what is there on one alone. Nothing is painted meanwhile.
    """
    alone = getattr(request.node, "callspec", None)
    seats = (LAPTOP,) if alone and alone.params.get("name") in ONE_SCREEN else (LAPTOP, PROJECTOR)
    made = window_of(qtbot, library, explorer, screens=FakeScreens(*seats))
    after = explorer.tour.steps[START + 1].event
    explorer.ask_from(lambda: {after: question(after, QuestionKind.CHOOSE)})
    made.sheets.toggle("my-lesson")
    QApplication.processEvents()
    QTest.keyClick(made.focusWidget() or made, Key.Key_Return)
    assert explorer.tour.title.startswith("My copy")
    made.sheets.toggle("my-lesson")
    explorer.go_to_step(START)
    explorer.present_from_here()
    settled(explorer)
    qtbot.waitUntil(made.isActiveWindow)
    for top in QApplication.topLevelWidgets():
        top.setUpdatesEnabled(False)
    yield made
    made.close()


class Page:
    """A page over the lesson, opened anew as often as a key has closed it."""

    def __init__(self, window: MainWindow, open_: Open) -> None:
        self._window = window
        self._open = open_
        self._before = window.explorer.state
        self.opened = self.reopen()

    def reopen(self) -> ViewState:
        """Open the page as if for the first time; the state then."""
        window = self._window
        window.sheets.close()
        window._close_fields()
        if window.pen.box.kit.on:
            window.pen.box.toggle()
        window.explorer._move_to(self._before)
        window.setFocus()
        self._open(window)
        QApplication.processEvents()
        return window.explorer.state

    @property
    def widgets(self) -> list[QWidget]:
        """What can have the focus now, and what has it: one of each class, and every field."""
        found: dict[object, QWidget] = {}
        for top in QApplication.topLevelWidgets():
            if not top.isVisible() or top.windowType() is Qt.WindowType.Popup:
                continue
            for widget in [top, *top.findChildren(QWidget)]:
                if _can_have_focus(widget):
                    found.setdefault(_sort_of(widget), widget)
        if (now := QApplication.focusWidget()) is not None:
            found.setdefault(_sort_of(now), now)
        return list(found.values())

    @property
    def names(self) -> list[str]:
        """What the widgets are called; a page may make its widgets anew while it is used."""
        return [f"{type(widget).__name__} {widget.accessibleName()}" for widget in self.widgets]

    def focused(self, number: int) -> QWidget | None:
        """That one of the widgets, with the focus; None where it cannot have it."""
        widgets = self.widgets
        widget = widgets[number] if number < len(widgets) else None
        if widget is not None:
            widget.window().activateWindow()
            widget.setFocus()
            QApplication.processEvents()
        return widget if widget is not None and widget.hasFocus() else None


def _sort_of(widget: QWidget) -> object:
    return type(widget), widget.accessibleName() if is_text_field(widget) else ""


def _can_have_focus(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    return widget.isVisible() and widget.isEnabled() and policy is not Qt.FocusPolicy.NoFocus


def open_sheet(name: str) -> Open:
    return lambda window: window.sheets.toggle(name)


def test_every_sheet_of_the_window_is_tried(window: MainWindow) -> None:
    assert set(window.sheets._make) == set(SHEETS)


PAGES = {**OTHERS, **{name: open_sheet(name) for name in SHEETS}}


@pytest.mark.parametrize("name", PAGES)
def test_a_clicker_drives_the_lesson_from_every_widget_of_a_page(
    window: MainWindow, explorer: Explorer, name: str
) -> None:
    page = Page(window, PAGES[name])
    asked = explorer.state.question is not None
    wrong = []

    for number, called in enumerate(page.names):
        for key in ALWAYS:
            before = page.reopen()
            focused = page.focused(number)
            if focused is None:
                break  # it has it only while something is being done
            QTest.keyClick(focused, key)
            after = explorer.state
            driven = asked and key not in (Key.Key_F5,) and after.question != before.question
            if not (driven or LESSON[key](after) or _plays(key, before, after)):
                wrong.append(f"{called}: {key.name}")

    assert not wrong


def _plays(key: Qt.Key, before: ViewState, after: ViewState) -> bool:
    """A question waits to be answered: what plays by itself waits with it."""
    return key.name.startswith("Key_Media") and before.question is not None and after != before


@pytest.mark.parametrize("name", PAGES)
def test_a_field_keeps_what_belongs_to_typing_and_page_down_closes_it(
    window: MainWindow, explorer: Explorer, name: str
) -> None:
    page = Page(window, PAGES[name])
    fields = [n for n, widget in enumerate(page.widgets) if is_text_field(widget)]
    wrong = []

    for number in fields:
        before = page.reopen()
        field = page.focused(number)
        assert field is not None
        called = f"{type(field).__name__} {field.accessibleName()}"
        for key in TYPED:
            QTest.keyClick(field, key)
            if _place(explorer.state) != _place(before):
                wrong.append(f"{called}: {key.name}")
        if not field.hasFocus():
            wrong.append(f"{called}: lost the focus while typing")
        QTest.keyClick(field, Key.Key_PageDown)
        if field.hasFocus() and field.isVisible():
            wrong.append(f"{called}: stays after Page Down")

    assert not wrong


def _place(state: ViewState) -> tuple[object, ...]:
    asking = state.question.phase if state.question else None
    return state.tour, state.step, state.curtain, state.frozen, state.playing, state.typed, asking


@pytest.mark.parametrize("name", PAGES)
def test_esc_leads_out_of_every_page_and_keeps_the_place(
    window: MainWindow, explorer: Explorer, name: str
) -> None:
    page = Page(window, PAGES[name])
    wrong = []

    for number, called in enumerate(page.names):
        page.reopen()
        if (focused := page.focused(number)) is None:
            continue
        for _ in range(3):
            QTest.keyClick(QApplication.focusWidget() or focused, Key.Key_Escape)
        out = explorer.state
        if window.sheets.open or out.step != START or out.layout is not Layout.EXPLORE:
            if name == "count of hands" and out.step == START:
                continue  # a field, the question, and the presentation: one more level
            wrong.append(called)
        QTest.keyClick(window, Key.Key_F5)  # and F5 takes it up there
        if (explorer.state.layout, explorer.state.step) != (Layout.PRESENT, START):
            wrong.append(f"{called}: F5")

    assert not wrong


@pytest.mark.parametrize("key", sorted(ALWAYS), ids=lambda key: key.name)
@pytest.mark.parametrize("name", MENUS)
def test_a_clicker_closes_every_menu_of_the_window(
    qtbot: QtBot, window: MainWindow, explorer: Explorer, name: str, key: Qt.Key
) -> None:
    MENUS[name](window)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert menu is not None

    QTest.keyClick(menu, key)

    assert LESSON[key](explorer.state)
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize("name", SHEETS)
def test_page_down_closes_every_list_that_drops_down(
    qtbot: QtBot, window: MainWindow, explorer: Explorer, name: str
) -> None:
    page = Page(window, PAGES[name])
    boxes = [n for n, found in enumerate(page.widgets) if isinstance(found, QComboBox)]

    for number in boxes:
        page.reopen()
        box = page.focused(number)
        assert isinstance(box, QComboBox)
        box.showPopup()
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        QTest.keyClick(box.view(), Key.Key_PageDown)
        assert explorer.state.step == START + 1
        assert QApplication.activePopupWidget() is None


def test_what_is_found_on_the_pages(window: MainWindow) -> None:
    counted = {}
    for name, opens in PAGES.items():
        widgets = Page(window, opens).widgets
        counted[name] = len(widgets), sum(map(is_text_field, widgets))

    fields = {name for name in counted if counted[name][1]}
    assert fields == {"search", "classes", "results", "my-lesson", "rehearsal", "count of hands"}
    assert counted["my-lesson"][1] > 3

"""The strip in which hands are counted covers neither the question nor its marks on the map."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from db.records import EventId, TourId
from tests.test_question_marks import marked
from tests.windows import PROJECTOR, FakeScreens, settled, window_of
from ui import theme
from ui.camera import Box
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.panels.aside import COUNTED_PRESENTING, Aside
from ui.present.presenter import PresenterPage
from ui.present.screens import Seat
from ui.present.widget import PresentWidget
from ui.quiz.tally_panel import TallyPanel
from ui.state import TEXT_SCALES, at_step

SIZES = [(1024, 768), (1280, 800), (1920, 1080)]


def before(library: Library, event: str) -> Explorer:
    """An explorer at the stop before an event, that asks."""
    world = library.world()
    tour = world.tour(TourId("full"))
    number = [step.event for step in tour.steps].index(EventId(event))
    return Explorer(world, at_step(world, tour.id, number - 1)._replace(asks=True))


def count(window: MainWindow, explorer: Explorer, event: str) -> TallyPanel:
    """Ask what belongs before an event, and open the fields."""
    if explorer.state.question is not None:
        explorer.ask()
    steps = [step.event for step in explorer.tour.steps]
    explorer.go_to_step(steps.index(EventId(event)) - 1)
    explorer.land()
    explorer.next()
    settled(explorer)
    assert explorer.state.question is not None
    window.count_hands()
    panel = window.findChild(TallyPanel)
    assert panel is not None
    assert panel.isVisible()
    return panel


@pytest.mark.parametrize("scale", [1.0, 1.3, 1.5])
@pytest.mark.parametrize("size", SIZES)
def test_counting_covers_no_answer_and_no_mark(
    qtbot: QtBot, built_in: Library, size: tuple[int, int], scale: float
) -> None:
    questions = built_in.questions().values()
    steps = built_in.world().tour(TourId("full")).steps
    asked = [one.event for one in questions if one.event in [step.event for step in steps[1:]]]
    explorer = before(built_in, asked[0])
    window = window_of(qtbot, built_in, explorer, size=size)
    explorer.scale_text(TEXT_SCALES.index(scale) - TEXT_SCALES.index(1.0))
    explorer.present_from_here()
    (presented,) = window.findChildren(PresentWidget)
    picture = presented._picture

    for event in asked:
        panel = count(window, explorer, event)
        state = explorer.state
        question = explorer.question
        assert question is not None
        plate = picture.plate(state, *size)
        assert plate is not None
        marks = marked(picture, explorer.world, question, state, size)
        strip = boxed(panel.geometry())
        kept = [row.box for row in plate.rows] + ([plate.axis.box] if plate.axis else [])
        assert not any(strip.meets(box) for box in (*kept, *marks)), event
        assert window.rect().contains(panel.geometry()), event
        assert_whole(panel)
        window.count_hands()


def boxed(rect: QRect) -> Box:
    return Box(rect.left(), rect.top(), rect.right() + 1, rect.bottom() + 1)


def assert_whole(panel: TallyPanel) -> None:
    """All fields and buttons lie within the panel, apart, and are large enough for a finger."""
    boxes = []
    for cell in panel._cells:
        for part in (cell.less, cell.field, cell.more):
            assert min(part.width(), part.height()) >= theme.TOUCH
            boxes.append(QRect(part.mapTo(panel, QPoint(0, 0)), part.size()))
    assert all(panel.rect().contains(box) for box in boxes)
    for number, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[:number])
    for label in panel.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert QFontMetricsF(label.font()).horizontalAdvance(label.text()) <= label.width() + 1
            assert label.height() >= QFontMetricsF(label.font()).height() - 1


def test_a_fault_finds_room_in_the_strip(qtbot: QtBot, built_in: Library) -> None:
    explorer = before(built_in, "manchukuo-hsinking-1932")
    window = window_of(qtbot, built_in, explorer, size=(1024, 768))
    explorer.scale_text(9)
    explorer.present_from_here()
    panel = count(window, explorer, "manchukuo-hsinking-1932")

    panel.fields[0].setText("rather many")
    assert not panel.keep()

    assert panel.fault.isVisible()
    assert panel.fault.heightForWidth(panel.fault.width()) <= panel.fault.height()
    assert window.rect().contains(panel.geometry())
    assert_whole(panel)


def test_while_exploring_counting_says_where_hands_are_counted(
    qtbot: QtBot, built_in: Library
) -> None:
    explorer = before(built_in, "manchukuo-hsinking-1932")
    window = window_of(qtbot, built_in, explorer)
    explorer.ask()
    assert explorer.state.question is not None

    window.count_hands()

    (aside,) = window.findChildren(Aside)
    assert aside.text() == COUNTED_PRESENTING


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1920, 1080)])
def test_on_the_page_for_two_screens_counting_has_a_place_of_its_own(
    qtbot: QtBot, built_in: Library, size: tuple[int, int], scale: float
) -> None:
    explorer = before(built_in, "manchukuo-hsinking-1932")
    screens = FakeScreens(Seat("eDP-1", QRect(0, 0, *size)), PROJECTOR)
    window = window_of(qtbot, built_in, explorer, size=size, screens=screens)
    explorer.scale_text(TEXT_SCALES.index(scale) - TEXT_SCALES.index(1.0))
    explorer.present_from_here()
    assert window.stage is not None and window.stage.two_windows
    window.resize(*size)
    (page,) = window.findChildren(PresenterPage)
    picture = page.mirror.geometry()

    panel = count(window, explorer, "manchukuo-hsinking-1932")

    strip = QRect(page.mapFrom(window, panel.pos()), panel.size())
    parts = [part for part in page.findChildren(QWidget) if part.parent() is page]
    assert len(parts) > 20
    covered = [
        part.accessibleName() or type(part).__name__
        for part in parts
        if not part.isHidden() and part.geometry().intersects(strip)
    ]
    assert covered == []
    assert page.rect().contains(strip)
    assert_whole(panel)

    window.count_hands()

    assert page.mirror.geometry() == picture
    window.close()

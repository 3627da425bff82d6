"""The presenter's page beside the class's window: its words and pictures at every key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from db.library import Library
from db.records import EventId, QuestionId
from tests.windows import LAPTOP, PROJECTOR, FakeScreens, explorer_of, settled, window_of
from ui.asking import Asking, Phase
from ui.comparison import Comparison
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.present.line import Line
from ui.present.presenter import PresenterPage
from ui.present.shown import pictured, told_otherwise
from ui.present.widget import PresentWidget
from ui.questions import coming
from ui.state import Curtain, Layout, ViewState
from ui.still import take

SOYBEANS = 9  # the stop before the question on Manchukuo's capital


@pytest.fixture
def explorer(built_in: Library) -> Explorer:
    return explorer_of(built_in, SOYBEANS, asks=True)


@pytest.fixture
def window(qtbot: QtBot, built_in: Library, explorer: Explorer) -> Iterator[MainWindow]:
    made = window_of(qtbot, built_in, explorer, screens=FakeScreens(LAPTOP, PROJECTOR))
    yield made
    made.close()


@pytest.fixture
def page(window: MainWindow, explorer: Explorer) -> PresenterPage:
    explorer.present_from_here()
    settled(explorer)
    (found,) = window.findChildren(PresenterPage)
    return found


def shows(page: PresenterPage, wanted: QImage) -> bool:
    return page.preview.image == wanted


def alike(one: QImage, other: QImage) -> bool:
    """Whether two pictures are the same but for how finely they are copied."""
    smooth = Qt.TransformationMode.SmoothTransformation
    small, like = (image.scaled(16, 9, mode=smooth) for image in (one, other))
    return all(
        abs(small.pixelColor(x, y).lightness() - like.pixelColor(x, y).lightness()) < 16
        for x in range(16)
        for y in range(9)
    )


def pictures(library: Library, page: PresenterPage, state: ViewState) -> QImage:
    """What the picture command writes of a state, in the size of the page's small picture."""
    size = page.preview.box.size().toSize()
    still = state._replace(layout=Layout.PRESENT, frozen=None)
    return take(library, still, size.width(), size.height())


def test_question_answer_and_stop_are_told_and_pictured_before_they_come(
    qtbot: QtBot, page: PresenterPage, explorer: Explorer, built_in: Library
) -> None:
    said = []
    for _ in range(3):
        said.append((page.status.text(), page.preview_words.text()))
        next_one = coming(explorer.state, explorer.world, explorer.questions)
        wanted = pictures(built_in, page, next_one)
        qtbot.waitUntil(partial(shows, page, wanted))
        explorer.next()
        settled(explorer)

    assert said == [
        (f"The class sees stop {SOYBEANS + 1}", "Next: a question"),
        ("The class sees a question", "Next: the answer"),
        ("The class sees the answer to a question", f"Next: {SOYBEANS + 2}"),
    ]


def test_two_dates_are_told_at_once(page: PresenterPage, explorer: Explorer) -> None:
    explorer.toggle_comparison()
    assert page.status.text().endswith(" compared")

    explorer.toggle_comparison()
    assert page.status.text() == f"The class sees stop {SOYBEANS + 1}"


def test_the_next_picture_wears_the_look_of_the_moment(
    qtbot: QtBot, page: PresenterPage, explorer: Explorer
) -> None:
    qtbot.waitUntil(lambda: page.preview.image is not None)
    usual = page.preview.image
    explorer.toggle_contrast()
    qtbot.waitUntil(lambda: page.preview.image not in (None, usual))
    explorer.toggle_contrast()
    qtbot.waitUntil(lambda: page.preview.image == usual)


def test_questions_turned_off_leave_the_stop_to_come_next(
    page: PresenterPage, explorer: Explorer
) -> None:
    explorer.toggle_questions()

    assert page.preview_words.text() == f"Next: {SOYBEANS + 2}"


def test_the_copy_is_never_blank_while_the_class_sees_a_map(
    qtbot: QtBot, window: MainWindow, page: PresenterPage, explorer: Explorer
) -> None:
    (view,) = window.findChildren(PresentWidget)
    qtbot.waitUntil(lambda: view.is_settled)
    box = page.mirror.box.toRect()
    before = page.mirror.grab(box).toImage()

    explorer.go_to_step(0)  # a flight begins; no frame of it is painted yet

    assert explorer.state.flight is not None
    assert alike(page.mirror.grab(box).toImage(), before)


def written(line: Line, tail: str) -> QImage:
    """A line too short for its title, as it looks."""
    line.scale(14)
    line.resize(300, 24)
    line.say("Next: 2", "A title that is far too long for the room " * 3, tail)
    return line.grab().toImage()


def test_a_long_title_ends_early_and_leaves_how_long_the_stop_takes(qtbot: QtBot) -> None:
    line = Line()
    qtbot.addWidget(line)

    must, could = written(line, " · must · 2.5 min"), written(line, " · could · 2.5 min")

    assert must != could
    assert line.toolTip().endswith(" · could · 2.5 min")


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1920, 1080)])
def test_the_plan_has_a_key_beside_what_sets_the_clock(
    page: PresenterPage, window: MainWindow, width: int, height: int
) -> None:
    window.resize(width, height)

    key = page.key.geometry()
    assert page.key.text() == "must, should, could"
    assert key.width() >= page.key.sizeHint().width()
    assert page.rect().contains(key)
    assert not any(button.geometry().intersects(key) for button in page.clock_row)


@pytest.mark.parametrize(
    ("change", "pictured_alike", "told_alike"),
    [
        ({"speed": 2.0}, True, True),
        ({"typed": "3"}, True, True),
        ({"curtain": Curtain.BLACK}, True, False),
        ({"asks": True}, True, False),
        ({"contrast": True}, False, False),
        ({"text_scale": 1.3}, False, False),
        ({"chart": 0}, False, False),
        ({"comparison": Comparison(1, 2)}, False, False),
        ({"question": Asking(QuestionId("q"), EventId("e"), Phase.ASKED)}, False, False),
    ],
)
def test_which_facts_a_picture_and_words_show(
    library: Library, change: dict[str, object], pictured_alike: bool, told_alike: bool
) -> None:
    before = explorer_of(library).state
    after = before._replace(**change)  # type: ignore[arg-type]

    assert (pictured(after) == pictured(before)) is pictured_alike
    assert told_otherwise(after, before) is not told_alike

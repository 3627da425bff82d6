"""Two screens while presenting: which window stands where, and what a pulled plug costs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from tests.windows import LAPTOP, PROJECTOR, FakeScreens, settled, window_of
from ui import theme
from ui.comparison import Side
from ui.explorer import Explorer
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.panels.notice import PresentedNotice
from ui.panels.told import ToldBriefly
from ui.present.clock import LessonClock
from ui.present.looks import letter_box
from ui.present.presenter import PresenterPage
from ui.present.screens import ONE_WINDOW, Casting, Seat, cast, named_apart
from ui.present.stage import Stage
from ui.present.strip import Strip
from ui.present.widget import PresentWidget
from ui.settings import Keeper
from ui.state import Curtain, Layout, seen_by_audience
from ui.still import take

Key = Qt.Key
BOARD = Seat("DP-2", QRect(2390, 0, 1920, 1080))


class Clock:
    """A time of day, moved by hand."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def screens() -> FakeScreens:
    return FakeScreens(LAPTOP, PROJECTOR)


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def time_of_day() -> Clock:
    return Clock()


@pytest.fixture
def window(
    qtbot: QtBot,
    library: Library,
    explorer: Explorer,
    screens: FakeScreens,
    keeper: Keeper,
    time_of_day: Clock,
) -> Iterator[MainWindow]:
    clock = LessonClock(explorer, now=time_of_day)
    made = window_of(qtbot, library, explorer, screens=screens, keeper=keeper, clock=clock)
    yield made
    made.close()


def stage_of(window: MainWindow) -> Stage:
    return window.stage


def present(window: MainWindow) -> Stage:
    window.explorer.present_from_here()
    settled(window.explorer)
    return stage_of(window)


def view_of(window: MainWindow) -> PresentWidget:
    (view,) = window.findChildren(PresentWidget)
    return view


def page_of(window: MainWindow) -> PresenterPage:
    (page,) = window.findChildren(PresenterPage)
    return page


# Whose screen is which


@pytest.mark.parametrize(
    ("seats", "chosen", "expected"),
    [
        ([LAPTOP], "", Casting(LAPTOP, None)),
        ([LAPTOP, PROJECTOR], "", Casting(LAPTOP, PROJECTOR)),
        ([LAPTOP, PROJECTOR], "eDP-1", Casting(PROJECTOR, LAPTOP)),
        ([LAPTOP, PROJECTOR], "gone", Casting(LAPTOP, PROJECTOR)),
        ([LAPTOP, PROJECTOR], ONE_WINDOW, Casting(LAPTOP, None)),
        ([LAPTOP, PROJECTOR, BOARD], "DP-2", Casting(LAPTOP, BOARD)),
        ([LAPTOP, Seat("mirrored", QRect(LAPTOP.box))], "", Casting(LAPTOP, None)),
    ],
)
def test_screens_are_cast(seats: list[Seat], chosen: str, expected: Casting) -> None:
    assert cast(seats, chosen) == expected


def test_screens_of_one_name_are_told_apart() -> None:
    assert named_apart(["DELL", "DELL", "", ""]) == ["DELL", "DELL (2)", "Screen", "Screen (2)"]


def test_with_two_screens_the_class_has_a_window_of_its_own(
    window: MainWindow, screens: FakeScreens
) -> None:
    stage = present(window)

    assert stage.two_windows
    audience = stage.audience_window
    assert audience is not None and audience.isVisible() and audience.isWindow()
    assert screens.put_on[audience] == "HDMI-1"
    assert view_of(window).window() is audience
    assert page_of(window).window() is window and page_of(window).isVisible()


def test_with_one_screen_a_frozen_picture_is_said_for_a_moment(
    qtbot: QtBot, library: Library, explorer: Explorer
) -> None:
    window = window_of(qtbot, library, explorer, screens=FakeScreens(LAPTOP))
    told = window.findChild(ToldBriefly)
    assert told is not None
    present(window)

    explorer.toggle_frozen()
    assert told.isVisible() and told.text() == "Frozen at stop 1 · F lets it go"
    explorer.next()
    assert told.text() == "Frozen at stop 1 while you are at 2 · F lets it go"


@pytest.mark.parametrize("height", [768, 1080])
def test_what_is_said_for_a_moment_leaves_year_and_title_and_is_read_from_the_last_row(
    qtbot: QtBot, library: Library, explorer: Explorer, height: int
) -> None:
    size = height * 4 // 3, height
    window = window_of(qtbot, library, explorer, size=size, screens=FakeScreens(LAPTOP))
    told = window.findChild(ToldBriefly)
    assert told is not None
    present(window)

    explorer.toggle_frozen()

    assert told.y() > 0.5 * height and told.geometry().bottom() < 0.75 * height
    assert told.font().pixelSize() >= theme.least_pixels(height)


def test_with_one_screen_the_window_shows_the_picture(
    window: MainWindow, screens: FakeScreens
) -> None:
    screens.connect_only(LAPTOP)

    stage = present(window)

    assert not stage.two_windows
    assert view_of(window).window() is window and view_of(window).isVisible()
    assert not window.findChildren(PresenterPage)


def test_leaving_gives_the_class_screen_back(window: MainWindow, explorer: Explorer) -> None:
    stage = present(window)
    audience = stage.audience_window
    assert audience is not None

    QTest.keyClick(window, Key.Key_Escape)

    assert explorer.state.layout is Layout.EXPLORE
    assert audience.isHidden()


def test_x_swaps_the_screens_and_that_is_remembered(
    window: MainWindow, screens: FakeScreens, keeper: Keeper
) -> None:
    stage = present(window)

    QTest.keyClick(window, Key.Key_X)

    assert stage.casting == Casting(PROJECTOR, LAPTOP)
    audience = stage.audience_window
    assert audience is not None and screens.put_on[audience] == "eDP-1"
    assert keeper.now.audience_screen == "eDP-1"
    QTest.keyClick(window, Key.Key_X)
    assert keeper.now.audience_screen == "HDMI-1"


def test_a_screen_is_chosen_by_its_name(window: MainWindow, keeper: Keeper) -> None:
    stage = present(window)
    offered = {action.text(): action for action in stage.menu().actions()}

    assert offered["The class sees HDMI-1, 1024 × 768"].isChecked()
    offered["One screen for teacher and class"].trigger()

    assert keeper.now.audience_screen == ONE_WINDOW
    assert not stage.two_windows


def test_a_projector_plugged_in_late_is_used_at_once(
    window: MainWindow, screens: FakeScreens
) -> None:
    screens.connect_only(LAPTOP)
    stage = present(window)
    window.explorer.next()

    screens.connect_only(LAPTOP, PROJECTOR)

    assert stage.two_windows
    assert window.explorer.state.step == 1
    assert view_of(window).window() is stage.audience_window


def test_a_projector_pulled_out_loses_nothing(
    window: MainWindow, screens: FakeScreens, explorer: Explorer
) -> None:
    stage = present(window)
    explorer.next()
    explorer.toggle_frozen()
    explorer.next()
    explorer.toggle_black()
    explorer.type_digit("3")
    before, view = explorer.state, view_of(window)

    screens.connect_only(LAPTOP)
    alone = stage.two_windows, view.window(), view.isVisible()
    screens.connect_only(LAPTOP, PROJECTOR)

    assert alone == (False, window, True)
    assert stage.two_windows and view_of(window) is view
    assert explorer.state == before


def test_the_class_window_closed_from_outside_ends_the_presentation(
    window: MainWindow, explorer: Explorer
) -> None:
    audience = present(window).audience_window
    assert audience is not None

    audience.closed.emit()

    assert explorer.state.layout is Layout.EXPLORE


# Keys, whichever window is active


@pytest.mark.parametrize("in_class_window", [False, True])
def test_keys_work_in_both_windows(
    qtbot: QtBot, window: MainWindow, explorer: Explorer, in_class_window: bool
) -> None:
    audience = present(window).audience_window
    assert audience is not None
    target = audience if in_class_window else window
    target.activateWindow()
    qtbot.waitUntil(target.isActiveWindow)

    QTest.keyClick(target, Key.Key_PageDown)
    assert explorer.state.step == 1
    QTest.keyClick(target, Key.Key_B)
    assert explorer.state.curtain is Curtain.BLACK
    QTest.keyClick(target, Key.Key_Escape)
    assert (explorer.state.curtain, explorer.state.layout) == (Curtain.OPEN, Layout.PRESENT)


# The presenter's page


def test_the_class_sees_what_the_picture_command_writes(
    qtbot: QtBot, window: MainWindow, library: Library, explorer: Explorer
) -> None:
    present(window)
    explorer.next()
    settled(explorer)
    view = view_of(window)
    qtbot.waitUntil(lambda: view.is_settled)

    shown = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    assert shown.size() == PROJECTOR.box.size()
    assert shown == take(library, explorer.state, shown.width(), shown.height())


def test_the_page_says_in_words_what_the_class_sees(window: MainWindow, explorer: Explorer) -> None:
    present(window)
    page = page_of(window)
    assert (page.status.text(), page.status.urgent) == ("The class sees stop 1", False)

    explorer.toggle_black()
    assert (page.status.text(), page.status.urgent) == ("The class sees black", True)
    explorer.toggle_white()
    assert page.status.text() == "The class sees white"
    explorer.toggle_white()
    explorer.toggle_frozen()
    explorer.next()
    explorer.next()
    assert page.status.text() == "Frozen at stop 1 while you are at stop 3"
    explorer.toggle_frozen()
    assert page.status.text() == "The class sees stop 3"
    explorer.toggle_comparison()
    explorer.compare_day(Side.A, explorer.world.first_day)
    compared = page.status.text()
    assert compared.startswith("The class sees 1 January 1") and compared.endswith(" compared")


def test_the_copy_is_the_class_picture(qtbot: QtBot, window: MainWindow) -> None:
    present(window)
    view, mirror = view_of(window), page_of(window).mirror
    qtbot.waitUntil(lambda: view.is_settled)

    copy = mirror.grab(letter_box(QRectF(mirror.rect()), view.size()).toRect()).toImage()

    assert view.frame is not None
    ours, theirs = (
        image.scaled(
            32,
            18,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        for image in (copy, view.frame)
    )
    assert all(
        abs(ours.pixelColor(x, y).lightness() - theirs.pixelColor(x, y).lightness()) < 16
        for x in range(32)
        for y in range(18)
    )


def drag(widget: QWidget, by: int) -> None:
    middle = widget.rect().center()
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(widget, middle + QPoint(by, 0))
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=middle + QPoint(by, 0))


def test_the_class_map_is_moved_from_the_page_and_shows_no_pointer(
    window: MainWindow, explorer: Explorer
) -> None:
    present(window)
    page, view = page_of(window), view_of(window)
    before = explorer.state.camera

    drag(page.mirror, -40)

    moved = explorer.state.camera.x - before.x
    assert moved > 0
    assert not any(button.isVisible() for button in view.buttons)


def test_looking_around_while_frozen_moves_only_the_teachers_map(
    window: MainWindow, explorer: Explorer
) -> None:
    present(window)
    explorer.toggle_frozen()
    before = explorer.state.camera

    drag(page_of(window).mirror, -40)
    assert explorer.state.camera == before
    drag(page_of(window).preview, -40)

    assert explorer.state.camera.x > before.x
    assert seen_by_audience(explorer.state).camera == before


def test_the_next_stop_is_pictured_when_there_is_time(
    qtbot: QtBot, window: MainWindow, explorer: Explorer
) -> None:
    present(window)
    page = page_of(window)
    assert page.preview_words.text() == "Next: 2"

    qtbot.waitUntil(lambda: page.preview.image is not None)

    explorer.last()
    settled(explorer)
    assert "last stop" in page.preview_words.accessibleDescription()


def test_notes_and_story_are_on_the_page(
    window: MainWindow, library: Library, explorer: Explorer
) -> None:
    present(window)
    event = library.event(explorer.step.event)

    words = page_of(window).notes.words

    assert event.notes is not None
    assert all(note in words for note in (event.notes.point, event.notes.question))
    assert "Story" in words


def test_notes_have_a_size_of_their_own(
    window: MainWindow, explorer: Explorer, keeper: Keeper
) -> None:
    present(window)
    notes, before = page_of(window).notes, explorer.state
    size = notes.pixels

    QTest.keyClick(window, Key.Key_Plus, Qt.KeyboardModifier.AltModifier)

    assert notes.pixels > size
    assert explorer.state == before
    assert keeper.now.notes_scale > 1


def test_j_jumps_over_what_is_offered_and_shift_j_takes_it_back(
    window: MainWindow, explorer: Explorer, time_of_day: Clock
) -> None:
    present(window)
    page = page_of(window)
    assert page.jump.isHidden()
    time_of_day.now += 3600
    page.show_offer()
    offered = window.clock.standing().offer
    assert offered is not None
    assert page.jump.isVisible()

    QTest.keyClick(window, Key.Key_J)
    assert explorer.state.skipped == frozenset(offered.stops)
    page.show_offer()
    assert page.take_back.isVisible()
    QTest.keyClick(window, Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    assert explorer.state.skipped == frozenset()


def test_ctrl_z_takes_a_jump_back_while_the_pen_is_off(
    window: MainWindow, explorer: Explorer
) -> None:
    present(window)
    explorer.skip(frozenset({2}))

    QTest.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert explorer.state.skipped == frozenset()


def test_the_clock_begins_with_the_presentation_and_goes_on_after_it(
    window: MainWindow, explorer: Explorer, time_of_day: Clock
) -> None:
    assert not window.clock.standing().begun
    present(window)
    time_of_day.now += 90
    explorer.stop_presenting()
    time_of_day.now += 30
    present(window)

    assert window.clock.standing().elapsed == 120
    QTest.keyClick(window, Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    time_of_day.now += 30
    assert window.clock.standing().elapsed == 120


def test_time_counts_for_the_stop_that_the_class_sees(
    window: MainWindow, explorer: Explorer
) -> None:
    present(window)
    explorer.toggle_frozen()
    explorer.next()

    assert window.clock.pace.here == explorer.tour.steps[0].event


def test_the_sources_cover_the_class_picture_and_the_page_says_so(
    window: MainWindow,
) -> None:
    audience = present(window).audience_window

    QTest.keyClick(window, Key.Key_S)

    from ui.panels.sources import SourcesSheet

    (sheet,) = window.findChildren(SourcesSheet)
    assert sheet.window() is audience and sheet.isVisible()
    assert page_of(window).status.text() == "The class sees the sources of this stop"
    QTest.keyClick(window, Key.Key_Escape)
    assert page_of(window).status.text() == "The class sees stop 1"


def notice_of(window: MainWindow) -> PresentedNotice:
    (notice,) = window.findChildren(PresentedNotice)
    return notice


@pytest.mark.parametrize("alone", [False, True])
def test_what_the_program_has_to_say_is_said_while_presenting(
    qtbot: QtBot, library: Library, explorer: Explorer, alone: bool
) -> None:
    said = Messages()
    screens = FakeScreens(LAPTOP) if alone else FakeScreens(LAPTOP, PROJECTOR)
    window = window_of(qtbot, library, explorer, screens=screens, messages=said)
    present(window)
    whole = window.rect()
    assert notice_of(window).isHidden() and window.pages.geometry() == whole

    said.say("The strokes cannot be saved.")
    said.say("The last session ended unexpectedly.")

    notice = notice_of(window)
    shown = [label.text() for label in notice.findChildren(QLabel) if label.isVisible()]
    assert shown == ["The strokes cannot be saved.", "1 of 2"]
    assert window.pages.geometry() == (whole if alone else whole.adjusted(0, notice.height(), 0, 0))
    said.put_away()
    shown = [label.text() for label in notice.findChildren(QLabel) if label.isVisible()]
    assert shown == ["The last session ended unexpectedly."]
    said.put_away()
    assert notice.isHidden() and window.pages.geometry() == whole


def seen_by_class(window: MainWindow) -> QImage:
    """The class's window as it looks now, small."""
    shown = stage_of(window).audience_window or window
    return shown.grab().toImage().scaled(64, 36)


def is_all(image: QImage, colour: Qt.GlobalColor) -> bool:
    plain = QImage(image.size(), image.format())
    plain.fill(colour)
    return image == plain


def is_paper(image: QImage) -> bool:
    """Whether a sheet lies there: the paper below its few words."""
    return image.pixelColor(32, 30) == theme.PAPER


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize(
    ("key", "colour"), [(Key.Key_Period, Qt.GlobalColor.black), (Key.Key_W, Qt.GlobalColor.white)]
)
def test_a_curtain_hides_the_sources_too_and_opens_on_them(
    window: MainWindow,
    screens: FakeScreens,
    key: Qt.Key,
    colour: Qt.GlobalColor,
    alone: bool,
) -> None:
    if alone:
        screens.connect_only(LAPTOP)
    present(window)
    QTest.keyClick(window, Key.Key_S)
    assert is_paper(seen_by_class(window))

    QTest.keyClick(window, key)
    assert is_all(seen_by_class(window), colour)
    QTest.keyClick(window, key)
    assert is_paper(seen_by_class(window))
    QTest.keyClick(window, key)
    QTest.keyClick(window, Key.Key_Escape)
    assert is_paper(seen_by_class(window))
    QTest.keyClick(window, key)
    QTest.keyClick(window, Key.Key_S)
    QTest.keyClick(window, key)
    assert not is_paper(seen_by_class(window))


def test_sources_asked_for_behind_the_curtain_wait_there(window: MainWindow) -> None:
    present(window)
    QTest.keyClick(window, Key.Key_Period)

    QTest.keyClick(window, Key.Key_S)

    assert is_all(seen_by_class(window), Qt.GlobalColor.black)
    said = "The class sees black; behind it, the sources of this stop"
    assert page_of(window).status.text() == said
    QTest.keyClick(window, Key.Key_Period)
    assert page_of(window).status.text() == "The class sees the sources of this stop"


def test_the_next_stop_comes_without_the_sources_left_behind_the_curtain(
    window: MainWindow, explorer: Explorer
) -> None:
    present(window)
    QTest.keyClick(window, Key.Key_S)
    QTest.keyClick(window, Key.Key_Period)

    QTest.keyClick(window, Key.Key_PageDown)

    assert page_of(window).status.text() == "The class sees stop 2"
    assert not window.sheets.open


def test_the_page_says_that_the_picture_behind_the_sources_is_frozen(window: MainWindow) -> None:
    present(window)
    QTest.keyClick(window, Key.Key_S)

    QTest.keyClick(window, Key.Key_F)

    status = page_of(window).status
    said = "The class sees the sources of this stop; behind them, frozen at stop 1"
    assert (status.text(), status.urgent) == (said, True)


def test_the_sources_wear_no_colour_of_the_class_window(window: MainWindow) -> None:
    audience = present(window).audience_window
    assert audience is not None
    QTest.keyClick(window, Key.Key_S)

    from ui.panels.sources import SourcesSheet

    (sheet,) = audience.findChildren(SourcesSheet)
    shown, card = sheet.grab().toImage(), sheet.card.toRect().adjusted(12, 12, -12, -12)
    assert not any(
        shown.pixelColor(x, y) == theme.NIGHT
        for x in range(card.left(), card.right())
        for y in range(card.center().y(), card.bottom(), 9)
    )


# One screen


def test_v_shows_the_tools_beside_the_whole_picture(
    window: MainWindow, screens: FakeScreens, keeper: Keeper
) -> None:
    screens.connect_only(LAPTOP)
    window.resize(LAPTOP.box.size())
    present(window)

    QTest.keyClick(window, Key.Key_V)

    (strip,) = window.findChildren(Strip)
    assert strip.isVisible()
    view = view_of(window)
    assert view.geometry().right() + 1 == strip.x()
    assert view.width() > 0.7 * window.width()
    assert keeper.now.tools
    QTest.keyClick(window, Key.Key_V)
    assert strip.isHidden()
    assert view.size() == window.size()


@pytest.mark.parametrize(
    ("width", "height"), [(1024, 768), (1280, 800), (1280, 1024), (1920, 1200)]
)
def test_where_the_picture_would_be_narrow_the_tools_stand_beneath_it(
    window: MainWindow, screens: FakeScreens, width: int, height: int
) -> None:
    screens.connect_only(LAPTOP)
    window.resize(width, height)
    present(window)

    QTest.keyClick(window, Key.Key_V)

    (strip,) = window.findChildren(Strip)
    view = view_of(window)
    assert strip.isVisible() and view.width() == width
    assert view.geometry().bottom() + 1 == strip.y() and strip.height() < 0.26 * height


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1366, 768), (1920, 1080)])
def test_the_offer_beside_the_picture_can_be_read(
    window: MainWindow,
    screens: FakeScreens,
    explorer: Explorer,
    time_of_day: Clock,
    width: int,
    height: int,
) -> None:
    screens.connect_only(LAPTOP)
    window.resize(width, height)
    present(window)
    QTest.keyClick(window, Key.Key_V)
    (strip,) = window.findChildren(Strip)
    explorer.skip(frozenset({1}))
    time_of_day.now += 3600

    strip.show_offer()

    shown = [button for button in (strip.jump, strip.take_back) if button.isVisible()]
    assert strip.take_back in shown
    for button in shown:
        assert button.font().pixelSize() >= 12
        assert button.sizeHint().width() <= button.width()
    times = strip.pace.geometry()
    assert times.height() >= 2 * 32
    assert not any(button.geometry().intersects(times) for button in shown)

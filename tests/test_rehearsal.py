"""The rehearsal: every kind of trouble is planted, and found with its stop and a remedy."""

from __future__ import annotations

import socket
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.library import Library
from db.own import edits
from db.own.file import FILE, OwnFile
from db.own.telling import with_own
from db.records import Place, PlaceId, Priority, Tour
from tests.small_world import PLACES, TOUR, day, small_world
from tests.windows import explorer_of
from ui import commands, fonts, theme
from ui.camera import Box, Camera, Viewport
from ui.explorer import Explorer
from ui.findings import (
    Finding,
    Kind,
    Progress,
    all_well,
    counted,
    from_line,
    stops_words,
    to_line,
)
from ui.inscriptions import noting, write
from ui.main_window import MainWindow
from ui.own import rehearsal as own_rehearsal
from ui.own.rehearsal import Rehearsal, Room, remember, remembered
from ui.panels.my_lesson import MyLessonPage
from ui.panels.rehearsal import RehearsalPage
from ui.present.picture import PresentPicture
from ui.rehearse import run as rehearse_run
from ui.rehearse.caption import Shipped, check_caption, check_characters
from ui.rehearse.contrast import check_legible
from ui.rehearse.machine import check_awake, check_power
from ui.rehearse.network import NetworkGuard, NetworkOff
from ui.rehearse.plan import check_order, check_plan
from ui.rehearse.run import Wanted, check_lesson, rehearse
from ui.rehearse.sight import Gazetteer, check_places
from ui.state import Layout

WORLD = small_world()
Key = Qt.Key


def one(findings: Iterator[Finding]) -> Finding:
    (found,) = findings
    assert found.says and found.remedy
    return found


def timed(*plan: tuple[float, Priority]) -> Tour:
    steps = [
        step._replace(minutes=minutes, priority=priority)
        for step, (minutes, priority) in zip(TOUR.steps, plan, strict=False)
    ]
    return TOUR._replace(steps=tuple(steps))


MUST, SHOULD, COULD = Priority


# The plan


@pytest.mark.parametrize(
    ("tour", "step", "remedy", "grave"),
    [
        (timed((20, MUST), (20, MUST), (6, COULD)), 2, "Hide coulds of 1 minutes", False),
        (timed((20, MUST), (25, COULD), (6, MUST)), 2, "Hide coulds of 6 minutes", False),
        (timed((30, MUST), (18, SHOULD), (6, COULD)), 2, "and 3 minutes of the shoulds", False),
        (timed((30, MUST), (20, MUST), (6, MUST)), 2, "The musts alone take 56", True),
    ],
)
def test_the_bell_rings_before_the_end(tour: Tour, step: int, remedy: str, grave: bool) -> None:
    found = one(check_plan(tour, 45))

    assert (found.kind, found.step, found.grave) == (Kind.PLAN, step, grave)
    assert remedy in found.remedy


def test_a_plan_that_fits_is_silent() -> None:
    assert not list(check_plan(timed((20, MUST), (25, SHOULD)), 45))


def test_a_stop_without_minutes_is_found() -> None:
    found = one(check_plan(timed((20, MUST), (0, SHOULD)), 45))

    assert (found.step, found.kind) == (1, Kind.PLAN)


def test_a_stop_that_goes_back_in_time_is_found() -> None:
    (own,) = edits.copied((), TOUR)
    told = with_own(WORLD, (edits.moved(own, 4, 1),)).tours[1]

    found = one(check_order(told))

    assert (found.step, found.kind) == (2, Kind.OWN)


# Captions


WORDS = "Eight words that say what happened back then. "


@pytest.mark.parametrize(
    ("caption", "size", "said"),
    [
        ("", (1920, 1080), "no caption"),
        ("a " * 43, (1920, 1080), "43 words"),
        ("Wide " * 40 * 6, (1024, 768), "of the picture."),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_a_caption_that_cannot_be_read_is_found(
    caption: str, size: tuple[int, int], said: str
) -> None:
    fonts.register()

    found = list(check_caption(7, caption.strip(), *size, 1.0))

    assert any(said in finding.says for finding in found)
    assert all((finding.step, finding.kind) == (7, Kind.CAPTION) for finding in found)
    assert all("My lesson (M)" in finding.remedy for finding in found)


@pytest.mark.usefixtures("qapp")
def test_text_made_too_small_is_found() -> None:
    fonts.register()

    found = one(check_caption(7, WORDS, 1024, 768, 0.8))

    assert "Too small for the last row" in found.says
    assert "Ctrl +" in found.remedy


@pytest.mark.usefixtures("qapp")
def test_a_short_caption_is_silent_at_every_size() -> None:
    fonts.register()

    for size in own_rehearsal.SIZES:
        assert not list(check_caption(0, WORDS * 2, *size, 1.0))


@pytest.mark.usefixtures("qapp")
def test_characters_that_no_font_has_are_found() -> None:
    fonts.register()

    found = one(
        check_characters(3, ["Port \U000f1234 \U000f1234", "Dalian 大连 Владивосток"], Shipped())
    )

    assert (found.step, found.kind, found.grave) == (3, Kind.CHARACTERS, True)
    assert "U+F1234" in found.says


@pytest.mark.usefixtures("qapp")
def test_characters_of_another_computers_fonts_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.register()
    monkeypatch.setattr("ui.rehearse.caption.can_be_drawn", lambda char: True)

    found = one(check_characters(3, ["ज"], Shipped()))

    assert not found.grave
    assert "this computer only" in found.says


# Places


def view_on(place: Place, height: float) -> Viewport:
    bounds = Box(-4e6, -4e6, 4e6, 4e6)
    return Viewport.of(Camera(place.x, place.y, height), 800, 600, bounds)


VLADIVOSTOK = PLACES[0]
FREE = Box(0, 0, 800, 450)


def test_the_places_that_a_caption_names_are_known() -> None:
    named = Gazetteer(WORLD).named_in(
        "From Vladivostok's quay to Dalianer beer.", day("1905-01-01")
    )

    assert set(named) == {"vladivostok"}


def test_a_name_that_a_land_bears_too_names_no_place() -> None:
    land = WORLD.territories[0]._replace(name="Jilin")

    named = Gazetteer(WORLD._replace(territories=(land,))).named_in(
        "Jilin, Dalian", day("1905-01-01")
    )

    assert set(named) == {"dalian"}


def test_the_name_of_a_lake_names_no_town_that_is_called_after_it() -> None:
    lake = WORLD.territories[0]._replace(name="Lake Dalian")

    named = Gazetteer(WORLD._replace(territories=(lake,))).named_in(
        "Vladivostok and Lake Dalian", day("1905-01-01")
    )

    assert set(named) == {"vladivostok"}


@pytest.mark.parametrize(
    ("labelled", "caption", "said"),
    [
        (frozenset({PlaceId("vladivostok")}), "Vladivostok and Dalian", "Dalian, which is not in"),
        (frozenset(), "Vladivostok", "in view but without its name"),
    ],
)
def test_a_place_that_the_class_cannot_find_is_found(
    labelled: frozenset[PlaceId], caption: str, said: str
) -> None:
    named = Gazetteer(WORLD).named_in(caption, day("1905-01-01"))

    found = one(check_places(4, named, labelled, view_on(VLADIVOSTOK, 3e5), FREE, (800, 600)))

    assert (found.step, found.kind) == (4, Kind.PLACES)
    assert said in found.says


def test_places_seen_and_named_are_silent() -> None:
    named = Gazetteer(WORLD).named_in("Vladivostok", day("1905-01-01"))

    assert not list(
        check_places(4, named, frozenset(named), view_on(VLADIVOSTOK, 3e5), FREE, (800, 600))
    )


# Contrast


@pytest.mark.parametrize(
    ("ink", "pixels", "said"),
    [("#3C4A58", 40, "Hardly stands out"), ("#FFFFFF", 12, "Too small for the last row")],
)
@pytest.mark.usefixtures("qapp")
def test_words_that_cannot_be_read_are_found_on_the_frame(ink: str, pixels: int, said: str) -> None:
    fonts.register()
    frame = QImage(800, 600, QImage.Format.Format_RGB32)
    frame.fill(QColor("#1E2A35"))
    with noting() as notes:
        with QPainter(frame) as painter:
            painter.setFont(theme.sans(pixels))
            painter.setPen(QColor(ink))
            write(painter, 100, 300, "Port Arthur")
        found = one(check_legible(2, frame, notes, 600))

    assert (found.step, found.kind) == (2, Kind.CONTRAST)
    assert said in found.says
    assert "“Port Arthur”" in found.says


# The computer


def test_a_screen_that_may_sleep_is_found() -> None:
    assert one(check_awake(lambda: False)).kind is Kind.AWAKE
    assert not list(check_awake(lambda: True))


def test_a_battery_being_used_up_is_found(tmp_path: Path) -> None:
    battery = tmp_path / "BAT0"
    battery.mkdir()
    for name, told in (("type", "Battery"), ("status", "Discharging"), ("capacity", "41")):
        (battery / name).write_text(f"{told}\n", encoding="utf-8")

    found = one(check_power(tmp_path))

    assert found.kind is Kind.POWER
    assert "41 % left" in found.says
    (battery / "status").write_text("Charging", encoding="utf-8")
    assert not list(check_power(tmp_path))
    assert not list(check_power(tmp_path / "none"))


def test_the_network_is_off_while_it_is_shut() -> None:
    guard = NetworkGuard()
    guard.shut()
    try:
        with pytest.raises(NetworkOff):
            socket.getaddrinfo("example.org", 80)
        with pytest.raises(OSError, match="the network is off"):
            urllib.request.urlopen("http://127.0.0.1:9/")
    finally:
        guard.open()

    assert len(guard.asked) >= 2
    assert "example.org" in guard.asked[0]


# The whole


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder, empty; and a computer that stays awake."""
    monkeypatch.setenv("LANDLOCKED_DATA", str(tmp_path))
    monkeypatch.setattr(rehearse_run, "check_awake", lambda: iter(()))
    monkeypatch.setattr(rehearse_run, "check_power", lambda: iter(()))
    return tmp_path


def findings(wanted: Wanted, lesson: Path) -> list[Finding]:
    return [news for news in rehearse(wanted, lesson) if isinstance(news, Finding)]


WIDE = Wanted(width=1280, height=720)


@pytest.mark.usefixtures("qapp", "data")
def test_a_sound_lesson_has_no_findings_and_tells_how_far_it_is(lesson_folder: Path) -> None:
    news = list(rehearse(WIDE, lesson_folder))

    assert news == [Progress(done, 4) for done in range(5)]


@pytest.mark.usefixtures("qapp")
def test_an_own_tour_is_rehearsed_with_its_own_words(
    lesson_folder: Path, library: Library, data: Path
) -> None:
    (own,) = edits.copied((), library.world().tours[0])
    own = edits.captioned(own, 1, "word " * 44, "")
    gone = own.steps[2]._replace(lesson=own.steps[2].lesson._replace(event="gone-1900"))  # type: ignore[arg-type]
    file = OwnFile(data / FILE)
    file.save((own._replace(steps=(*own.steps[:2], gone)),))
    file.close()

    found = findings(WIDE._replace(tour="own-1"), lesson_folder)

    assert ("44 words" in found[1].says, found[1].step) == (True, 1)
    assert "no longer in the lesson" in found[0].says


@pytest.mark.usefixtures("qapp")
def test_a_damaged_file_of_own_lessons_is_found(lesson_folder: Path, data: Path) -> None:
    (data / FILE).write_bytes(b"a letter")

    found = findings(WIDE, lesson_folder)

    assert [(finding.kind, finding.grave) for finding in found] == [(Kind.OWN, True)]


@pytest.mark.usefixtures("qapp", "data")
def test_a_stop_that_cannot_be_painted_is_found(
    lesson_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paint = PresentPicture.paint

    def broken(self: PresentPicture, painter: QPainter, state: object, *size: int) -> None:
        if getattr(state, "step", 0) == 1:
            raise ValueError("a path without points")
        paint(self, painter, state, *size)  # type: ignore[arg-type]

    monkeypatch.setattr(PresentPicture, "paint", broken)

    found = findings(WIDE, lesson_folder)

    assert [(f.kind, f.step, f.grave) for f in found] == [(Kind.PICTURE, 1, True)]
    assert "a path without points" in found[0].says


@pytest.mark.usefixtures("qapp", "data")
def test_whatever_asks_for_the_network_is_found(
    lesson_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asks(library: Library) -> Iterator[Finding]:
        with pytest.raises(NetworkOff):
            socket.getaddrinfo("example.org", 80)
        yield from ()

    monkeypatch.setattr(rehearse_run, "check_lesson", asks)

    found = findings(WIDE, lesson_folder)

    assert [(finding.kind, finding.grave) for finding in found] == [(Kind.NETWORK, True)]
    assert "example.org" in found[0].says


def test_a_damaged_lesson_is_found(lesson_folder: Path) -> None:
    with Library.from_folder(lesson_folder) as library:
        assert not list(check_lesson(library))
        library._db.execute("PRAGMA foreign_keys = OFF")
        library._db.execute("DELETE FROM source")

        found = list(check_lesson(library))

    assert {finding.kind for finding in found} == {Kind.LESSON}
    assert all(finding.grave for finding in found)


# The command


@pytest.mark.usefixtures("qapp", "data")
def test_the_command_writes_a_clean_bill_of_health(
    lesson_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = commands.run(["rehearse", "--lesson", str(lesson_folder), "--size", "1280x720"])

    said = capsys.readouterr().out.splitlines()
    assert code == 0
    assert said == ["Short tour, 1280 × 720, 45 minutes", all_well(3, 1280, 720, 45)]


@pytest.mark.usefixtures("qapp", "data")
def test_the_command_writes_stop_trouble_and_remedy(
    lesson_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = commands.run(
        ["rehearse", "--lesson", str(lesson_folder), "--size", "1280x720", "--minutes", "2"]
    )

    said = capsys.readouterr().out
    assert code == 1  # the musts alone take longer
    assert "! Stop 2, " in said
    assert "1 finding, and it is serious." in said


@pytest.mark.usefixtures("qapp", "data")
def test_the_command_writes_the_same_trouble_once(
    lesson_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = ["--size", "1280x720", "--text-size", "0.9"]
    commands.run(["rehearse", "--lesson", str(lesson_folder), *room])

    said = capsys.readouterr().out
    assert said.count("Too small for the last row: the caption") == 1
    assert "- Stops 1 to 3: Too small" in said


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([0, 1], "Stops 1 and 2"),
        ([0, 1, 2], "Stops 1 to 3"),
        ([4, 0, 1, 2, 8], "Stops 1 to 3, 5 and 9"),
    ],
)
def test_stops_are_said_by_number(steps: list[int], said: str) -> None:
    assert stops_words(steps) == said


@pytest.mark.usefixtures("qapp", "data")
def test_the_command_writes_lines_for_the_window(
    lesson_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.run(["rehearse", "--lesson", str(lesson_folder), "--minutes", "4", "--lines"])

    news = [from_line(line) for line in capsys.readouterr().out.splitlines()]
    assert Progress(4, 4) in news
    assert any(isinstance(one, Finding) and one.kind is Kind.PLAN for one in news)


@pytest.mark.usefixtures("qapp", "data")
def test_a_tour_that_is_not_there_is_said(
    lesson_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = commands.run(["rehearse", "--lesson", str(lesson_folder), "--tour", "shrt"])

    assert code == 1
    assert "look alike: short" in capsys.readouterr().err


@pytest.mark.parametrize(
    "news",
    [
        Progress(3, 20),
        Finding(Kind.PLACES, "says “ü”", "remedy", 4, grave=True),
        Finding(Kind.AWAKE, "says", "remedy"),
    ],
)
def test_news_passes_from_process_to_process(news: Finding | Progress) -> None:
    assert from_line(to_line(news)) == news


@pytest.mark.parametrize("line", ["", "Traceback", "[]", "{}", '{"done": "x", "of": 1}', "3"])
def test_a_line_that_is_no_news_is_none(line: str) -> None:
    assert from_line(line) is None


@pytest.mark.parametrize(
    ("all_of_them", "grave", "said"),
    [
        (1, 0, "1 finding, none of them serious."),
        (1, 1, "1 finding, and it is serious."),
        (5, 2, "5 findings, 2 of them serious."),
    ],
)
def test_findings_are_counted(all_of_them: int, grave: int, said: str) -> None:
    assert counted(all_of_them, grave) == said


def test_the_classroom_is_remembered(tmp_path: Path) -> None:
    assert remembered(tmp_path) == Room()

    remember(Room((1280, 800), 90), tmp_path)
    assert remembered(tmp_path) == Room((1280, 800), 90)
    (tmp_path / own_rehearsal.FILE).write_text('{"size": "wide"}', encoding="utf-8")
    assert remembered(tmp_path) == Room()


# The page


def telling(*news: Finding | Progress, then: str = "") -> tuple[str, ...]:
    """A program that tells that news, whatever it is asked."""
    lines = "\n".join(map(to_line, news))
    return (sys.executable, "-c", f"import sys, time\nprint({lines!r}, flush=True)\n{then}")


FOUND = (
    Finding(Kind.CAPTION, "The caption has 44 words.", "Shorten it.", 2),
    Finding(Kind.OWN, "A stop is gone.", "Hide it.", grave=True),
)


@pytest.fixture
def explorer(library: Library) -> Explorer:
    return explorer_of(library, 1)


Opened = Callable[[tuple[str, ...]], RehearsalPage]


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow, explorer: Explorer) -> Opened:
    """Opens the page by its key, with a program of the test's own behind it."""

    def open_page(program: tuple[str, ...]) -> RehearsalPage:
        window.sheets._made["rehearsal"] = RehearsalPage(
            explorer,
            window.lesson_actions,
            window,
            rehearsal=Rehearsal(program),
            screens=lambda: [("Own", 1920, 1080), ("Projector", 1280, 800)],
            room=Room(),
        )
        QTest.keyClick(window, Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
        page = window.sheets.shown
        assert isinstance(page, RehearsalPage)
        assert page.isVisible()
        return page

    return open_page


def ended(qtbot: QtBot, page: RehearsalPage) -> None:
    qtbot.waitUntil(lambda: page.run.is_running)
    with qtbot.waitSignal(page.run.ended):
        pass


def test_the_page_rehearses_at_once_for_the_second_screen(qtbot: QtBot, opened: Opened) -> None:
    page = opened(telling(*FOUND, Progress(4, 4)))

    ended(qtbot, page)

    assert page.size_chosen == (1280, 800)
    assert page.said.text() == "2 findings, 1 of them serious."
    assert [row._says.text() for row in page.rows] == [finding.says for finding in FOUND]
    assert [row._remedy.text() for row in page.rows] == [finding.remedy for finding in FOUND]


def test_the_same_trouble_at_many_stops_is_one_finding(qtbot: QtBot, opened: Opened) -> None:
    small = Finding(Kind.CAPTION, "Too small for the last row.", "Make the text larger.", 0)
    stops = (small, FOUND[1], *(small._replace(step=step) for step in (1, 2)))
    page = opened(telling(*stops, Progress(4, 4)))

    ended(qtbot, page)

    assert [row._where.text() for row in page.rows] == ["Stops 1 to 3", "Your lesson"]
    assert page.said.text() == "2 findings, 1 of them serious."
    assert page.rows[0].accessibleName().startswith("Stops 1 to 3. Too small for the last row.")


def test_a_clean_bill_of_health_is_one_line(qtbot: QtBot, opened: Opened) -> None:
    page = opened(telling(Progress(4, 4)))

    ended(qtbot, page)

    assert page.said.text() == all_well(3, 1280, 800, 45)
    assert not page.rows


def test_go_there_flies_to_the_stop_by_keys(
    qtbot: QtBot, window: MainWindow, explorer: Explorer, opened: Opened
) -> None:
    page = opened(telling(*FOUND, Progress(4, 4)))
    ended(qtbot, page)
    go = page.rows[0].go
    assert go is not None
    qtbot.waitUntil(go.isVisible)  # a layout shows its new parts in the next turn

    for _ in range(30):
        if go.hasFocus():
            break
        QTest.keyClick(window.focusWidget() or window, Key.Key_Tab)
    assert go.hasFocus()
    QTest.keyClick(go, Key.Key_Return)

    assert page.isHidden()
    assert explorer.step.event == explorer.tour.steps[2].event
    assert window.focusWidget() is window


def test_a_finding_of_the_own_lesson_leads_to_its_page(
    qtbot: QtBot, window: MainWindow, opened: Opened
) -> None:
    page = opened(telling(*FOUND, Progress(4, 4)))
    ended(qtbot, page)
    go = page.rows[1].go
    assert go is not None

    go.click()

    (mine,) = window.findChildren(MyLessonPage)
    assert mine.isVisible()
    assert page.isHidden()


def test_a_rehearsal_is_cancelled_and_keeps_what_was_found(qtbot: QtBot, opened: Opened) -> None:
    page = opened(telling(*FOUND, Progress(1, 4), then="time.sleep(60)"))
    qtbot.waitUntil(lambda: len(page.rows) == 2)

    page._stop.click()

    assert not page.run.is_running
    assert page._stop.isHidden()
    assert page.said.text().startswith("Cancelled")
    assert len(page.rows) == 2


def test_leaving_the_page_ends_the_rehearsal(
    qtbot: QtBot, window: MainWindow, opened: Opened
) -> None:
    page = opened(telling(Progress(1, 4), then="time.sleep(60)"))
    qtbot.waitUntil(lambda: page.run.is_running)

    QTest.keyClick(window.focusWidget() or window, Key.Key_Escape)

    assert page.isHidden()
    assert not page.run.is_running


def test_a_rehearsal_that_breaks_off_is_said(
    qtbot: QtBot, opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    page = opened(telling(Progress(1, 4), then="raise SystemExit('the disk is gone')"))

    ended(qtbot, page)

    assert "broke off (the disk is gone)" in page.said.text()
    caplog.clear()


def test_other_minutes_rehearse_anew(qtbot: QtBot, opened: Opened) -> None:
    page = opened(telling(Progress(4, 4)))
    ended(qtbot, page)

    page.minutes.setValue(90)
    ended(qtbot, page)

    assert "90 minutes" in page.said.text()


def test_a_clicker_goes_on_while_the_page_is_open(
    qtbot: QtBot, window: MainWindow, explorer: Explorer, opened: Opened
) -> None:
    page = opened(telling(Progress(1, 4), then="time.sleep(60)"))
    page.minutes.setFocus()

    QTest.keyClick(page.minutes, Key.Key_PageDown)

    assert page.isHidden()
    assert explorer.state.step == 2
    QTest.keyClick(window, Key.Key_F5)
    assert explorer.state.layout is Layout.PRESENT


@pytest.mark.usefixtures("data")
def test_the_built_in_lesson_is_rehearsed_by_the_real_program(qtbot: QtBot) -> None:
    run = Rehearsal()
    told: list[object] = []
    run.found.connect(told.append)
    run.progressed.connect(lambda done, of: told.append(Progress(done, of)))

    with qtbot.waitSignal(run.ended) as ending:
        run.begin(TOUR.id, (640, 480), 45)

    assert ending.args == [""]
    assert Progress(21, 21) in told
    assert not [one for one in told if isinstance(one, Finding) and one.grave]
    QApplication.processEvents()

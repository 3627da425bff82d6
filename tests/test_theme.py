"""The looks: every colour in a palette, changed at once everywhere, the system's wish followed."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.library import Library
from db.records import Status
from tests.windows import explorer_of, window_of
from ui import fonts, theme, wishes
from ui.images import forget, keeps
from ui.map import heading as map_heading
from ui.map import legend_card, style
from ui.map.basemap import Basemap
from ui.map.labels import AIR
from ui.map.lettering import PLATE_EDGE, Words, draw_words
from ui.map.picture import MapPicture
from ui.present import heading
from ui.settings import Settings
from ui.state import ViewState, at_step
from ui.wishes import Wishes, motion_command, still_in_kde

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def usual_look(qapp: QApplication) -> Iterator[None]:
    fonts.register()
    theme.wear(theme.LIGHT)
    yield
    theme.wear(theme.LIGHT)


def luminance(colour: QColor) -> float:
    """How light a colour is, as WCAG 2 has it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [theme.LIGHT, theme.CONTRAST], ids=lambda look: str(look.name))
def test_text_stands_out_from_its_plates(look: theme.Palette) -> None:
    on_paper = [contrast(ink, look.paper) for ink in (look.ink, look.muted)]
    on_cards = [contrast(look.ink, plate) for plate in (look.plate, look.card, look.plate_hover)]
    on_night = [contrast(ink, look.night) for ink in (look.on_night, look.muted_on_night)]

    assert min(on_paper + on_cards + on_night) >= 7
    assert contrast(look.accent_on_night, look.night) >= 3
    assert contrast(look.focus, look.paper) >= 3
    assert contrast(look.focus_on_night, look.night) >= 3


def test_high_contrast_is_black_and_white_with_edges() -> None:
    look = theme.CONTRAST

    assert contrast(look.ink, look.paper) == contrast(look.on_night, look.night) == 21
    assert look.edge.alpha() and not theme.LIGHT.edge.alpha()
    assert look.ring > theme.LIGHT.ring


def test_a_colour_is_that_of_the_look_being_worn() -> None:
    usual = theme.INK, style.SEA

    theme.wear(theme.CONTRAST)

    assert usual != (theme.INK, style.SEA)
    assert theme.colour("ink") == theme.INK == QColor("#000000")
    assert not style.colours().relief
    assert style.colours().frontier_width > 1.7


@pytest.mark.parametrize("look", [theme.LIGHT, theme.CONTRAST], ids=lambda look: str(look.name))
def test_the_presenters_page_stands_out_from_the_dark(look: theme.Palette) -> None:
    plates = (look.page, look.page_plate, look.page_hover, look.tool, look.tool_hover)

    assert min(contrast(look.on_night, plate) for plate in plates) >= 7
    assert min(contrast(look.on_urgent, plate) for plate in (look.urgent, look.urgent_hover)) >= 7
    assert min(contrast(mark, look.page) for mark in (look.must, look.should, look.could)) >= 3


def test_the_presenters_page_is_black_in_high_contrast() -> None:
    look = theme.CONTRAST

    assert look.page == look.page_plate == look.tool == QColor("#000000")
    assert look.tool_edge == look.page_line == QColor("#FFFFFF")


def test_a_chosen_row_is_told_from_the_others_in_every_look() -> None:
    for look in (theme.LIGHT, theme.CONTRAST):
        assert look.chosen != look.paper
        assert contrast(look.ink, look.chosen) >= 7


def test_nothing_shows_through_a_plate_in_high_contrast() -> None:
    assert theme.veil(theme.NIGHT, 0.9).alphaF() < 1

    theme.wear(theme.CONTRAST)

    assert theme.veil(theme.NIGHT, 0.9) == theme.CONTRAST.night


def test_no_plate_reaches_the_letters_of_a_name_beside_it() -> None:
    assert min(AIR) > PLATE_EDGE + 1  # so that names have the same room with plates and without


def test_the_edge_of_a_plate_is_whole() -> None:
    theme.wear(theme.CONTRAST)

    plate = draw_words(Words("Zarubino", "", style.STRESSED_TOWN, 2.0))

    middle, last = plate.height() // 2, plate.width() - 1
    assert min(plate.pixelColor(x, middle).lightness() for x in range(last - 3, last)) < 60


@pytest.mark.parametrize(
    "paint",
    [
        partial(heading.year_picture, "1905"),
        partial(heading.title_picture, "A treaty", 4000),
        partial(map_heading.year_picture, "1905"),
        partial(map_heading.line_picture, "5 September 1905"),
    ],
)
def test_year_and_title_stand_on_plates_in_high_contrast(paint: Callable[[float], QImage]) -> None:
    def beside_the_words() -> int:
        image = paint(4.0)
        return image.pixelColor(image.width() - 8, image.height() // 2).alpha()

    assert beside_the_words() == 0

    theme.wear(theme.CONTRAST)

    assert beside_the_words() == 255


def test_the_legend_has_room_for_patterns_in_high_contrast() -> None:
    entry = legend_card.Entry(("Qing",), ("#E69F00",), ("Q",), Status.SOVEREIGN, "china")
    usual = legend_card.legend_picture((entry,), 1.0).width()

    theme.wear(theme.CONTRAST)

    legend = legend_card.legend_picture((entry,), 1.0)
    right_of_the_letter = {legend.pixel(x, 24) for x in range(33, 50)}
    assert legend.width() > usual
    assert len(right_of_the_letter) > 1


def test_a_colour_that_no_look_has_is_a_mistake() -> None:
    with pytest.raises(AttributeError, match="no colour GREENISH"):
        _ = theme.GREENISH


def test_what_was_painted_in_another_look_is_forgotten() -> None:
    painted: list[str] = []

    @keeps(4)
    def paint(what: str) -> str:
        painted.append(what)
        return what

    paint("a")
    paint("a")
    theme.wear(theme.CONTRAST)
    paint("a")
    forget()
    paint("a")

    assert painted == ["a", "a", "a"]


def test_nobody_takes_a_colour_out_of_the_look_for_ever() -> None:
    taken = []
    for path in (ROOT / "ui").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module in ("ui.theme", "ui.map.style"):
                taken += [
                    f"{path.name}: {alias.name}"
                    for alias in node.names
                    if alias.name.lower() in (*theme.Palette._fields, *style.Colours._fields)
                ]
        for statement in tree.body:  # what is computed when the file is loaded
            if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value:
                taken += [
                    f"{path.name}, line {found.lineno}: {found.attr}"
                    for found in ast.walk(statement.value)
                    if isinstance(found, ast.Attribute)
                    and isinstance(found.value, ast.Name)
                    and found.value.id in ("theme", "style")
                    and found.attr.isupper()
                    and found.attr.lower() in theme.Palette._fields
                ]

    assert not taken


def painted(library: Library, state: ViewState) -> QImage:
    image = QImage(480, 320, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        MapPicture(library.world(), Basemap(), library.event).paint(
            painter, state, 480, 320, unit=0.5
        )
    return image


def test_the_map_changes_its_look_and_comes_back(library: Library) -> None:
    state = at_step(library.world(), library.world().tours[0].id, 1)
    before = painted(library, state)

    theme.wear(theme.CONTRAST)
    strong = painted(library, state)
    theme.wear(theme.LIGHT)

    assert strong != before
    assert painted(library, state) == before


def test_a_key_changes_the_look_of_all_there_is(qtbot: QtBot, library: Library) -> None:
    explorer = explorer_of(library)
    window = window_of(qtbot, library, explorer)
    window.sheets.toggle("claims")
    before = window.grab().toImage()

    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_H, shift)

    assert explorer.state.contrast
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert application.palette().windowText().color() == QColor("#000000")
    assert window.grab().toImage() != before
    QTest.keyClick(window, Qt.Key.Key_H, shift)
    qtbot.waitUntil(lambda: not explorer.state.contrast)
    assert theme.worn() is theme.LIGHT


# What the system asks for


def test_the_systems_wish_is_followed_until_the_reader_chooses(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [False]
    monkeypatch.setattr(wishes, "high_contrast", lambda: asked[0])
    explorer = explorer_of(library)
    followed = Wishes(explorer, Settings())

    asked[0] = True
    followed._on_contrast()

    assert explorer.state.contrast
    assert followed.own_choices(explorer.state).contrast is None
    explorer.toggle_contrast()
    assert followed.own_choices(explorer.state).contrast is False


def test_what_the_reader_has_chosen_stays(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [False]
    monkeypatch.setattr(wishes, "high_contrast", lambda: asked[0])
    explorer = explorer_of(library)
    followed = Wishes(explorer, Settings(contrast=False, reduced_motion=False))

    asked[0] = True
    followed._on_contrast()
    followed.ask()

    assert not explorer.state.contrast
    assert followed.own_choices(explorer.state) == (False, False)


@pytest.mark.parametrize(
    ("platform", "desktop", "command"),
    [
        ("darwin", "", "defaults"),
        ("linux", "ubuntu:GNOME", "gsettings"),
        ("linux", "XFCE", ""),
        ("linux", "", ""),
    ],
)
def test_whom_to_ask_about_motion(platform: str, desktop: str, command: str) -> None:
    asked = motion_command(platform, {"XDG_CURRENT_DESKTOP": desktop})

    assert (asked[0] if asked else "") == command


@pytest.mark.parametrize(
    ("said", "still"),
    [
        ("[KDE]\nAnimationDurationFactor=0\n", True),
        ("[KDE]\nAnimationDurationFactor=0.5\n", False),
        ("", False),
    ],
)
def test_plasma_tells_in_a_file(said: str, still: bool) -> None:
    assert still_in_kde(said) is still


def test_a_systems_answer_stills_the_flights(
    qtbot: QtBot, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wishes, "motion_command", lambda platform, env: ("echo", "false"))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("XDG_CURRENT_DESKTOP", raising=False)
    explorer = explorer_of(library)
    followed = Wishes(explorer, Settings())

    followed.ask()

    qtbot.waitUntil(lambda: explorer.state.reduced_motion)
    assert followed.own_choices(explorer.state).reduced_motion is None


def test_a_start_in_high_contrast_wears_it_from_the_start(qtbot: QtBot, library: Library) -> None:
    explorer = explorer_of(library)
    explorer.toggle_contrast()

    window = window_of(qtbot, library, explorer)

    assert window.palette().color(QPalette.ColorRole.Window) == theme.CONTRAST.paper
    assert window.palette().color(QPalette.ColorRole.WindowText) == theme.CONTRAST.ink

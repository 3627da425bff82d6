"""Every character that the lesson shows is in a shipped font, whatever the machine has."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QImage, QPainter, QRawFont
from PySide6.QtWidgets import QApplication

from ui import fonts, theme

ROOT = Path(__file__).resolve().parent.parent
LESSON = ROOT / "assets" / "lesson"

EMPTY_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><cachedir prefix="cwd">cache</cachedir></fontconfig>
"""


def shipped(family: str) -> list[QRawFont]:
    """The faces of a family, loaded from their files."""
    files = [name for name in fonts.FILES if name.startswith(family.replace(" ", ""))]
    return [QRawFont(str(fonts.FOLDER / name), 20.0) for name in files]


def strings(value: Any) -> Iterator[str]:
    """All strings inside what a TOML file held."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def lesson_strings() -> Iterator[tuple[Path, str]]:
    """Each string of the lesson with its file."""
    for path in sorted(LESSON.rglob("*.toml")):
        for text in strings(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield path.relative_to(ROOT), text


def written_characters(path: Path) -> set[str]:
    """The characters of a source file beyond ASCII: what it may put on the screen."""
    return {character for character in path.read_text(encoding="utf-8") if character > "~"}


def labels() -> list[str]:
    """Every name of the lesson's places, as it stands on the map."""
    places = tomllib.loads((LESSON / "places.toml").read_text(encoding="utf-8"))["place"]
    names = [name for place in places for name in place.get("name", [])]
    shown = [text for name in names for text in (name["text"], name.get("native", "")) if text]
    aliases = [alias["text"] for place in places for alias in place.get("alias", [])]
    return list(dict.fromkeys(shown + aliases))


@pytest.mark.usefixtures("qapp")
def test_the_list_of_characters_is_what_the_shipped_fonts_draw() -> None:
    listed = (fonts.FOLDER / "characters.txt").read_text(encoding="utf-8").removesuffix("\n")

    for families in (theme.SANS, theme.SERIF):
        faces = [shipped(family) for family in families]
        for character in listed:
            drawn = [all(raw.supportsCharacter(ord(character)) for raw in face) for face in faces]
            assert any(drawn), f"U+{ord(character):04X}: build the fonts again"


@pytest.mark.usefixtures("qapp")
def test_every_character_of_the_lesson_is_in_a_shipped_font() -> None:
    for families in (theme.SANS, theme.SERIF):
        faces = [shipped(family) for family in families]
        missing = {
            f"{character} U+{ord(character):04X} in {path}"
            for path, text in lesson_strings()
            for character in set(text) - {"\n"}
            if not any(all(raw.supportsCharacter(ord(character)) for raw in face) for face in faces)
        }
        assert not missing, "run `uv run --group basemap python -m assets.fonts.build`"


@pytest.mark.usefixtures("qapp")
def test_every_sign_of_the_window_is_in_a_shipped_font() -> None:
    faces = [raw for family in theme.SANS for raw in shipped(family)]
    sources = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "db").rglob("*.py")]

    missing = {
        f"{character} U+{ord(character):04X} in {path.relative_to(ROOT)}"
        for path in sources
        for character in written_characters(path)
        if not any(raw.supportsCharacter(ord(character)) for raw in faces)
    }

    assert not missing


def test_our_families_serve_the_themes_fonts(qapp: QApplication) -> None:
    fonts.register()

    drawn = [QFontInfo(font).family() for font in (theme.sans(20), theme.serif(20))]

    assert drawn == ["Landlocked Sans", "Landlocked Serif"]
    assert QFontInfo(theme.sans(20, bold=True)).bold()


def test_registering_again_loads_nothing(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts.register()
    loaded: list[Path] = []
    monkeypatch.setattr(fonts, "load", loaded.append)

    fonts.register()

    assert loaded == []


@pytest.mark.usefixtures("qapp")
def test_a_missing_font_is_named() -> None:
    with pytest.raises(fonts.FontError, match=r"The font Gone\.ttf is missing in .*Install"):
        fonts.load(fonts.FOLDER / "Gone.ttf")


@pytest.mark.usefixtures("qapp")
def test_a_damaged_font_is_named(tmp_path: Path) -> None:
    damaged = tmp_path / "Damaged.ttf"
    damaged.write_bytes(b"not a font")

    with pytest.raises(fonts.FontError, match=r"Damaged\.ttf cannot be read"):
        fonts.load(damaged)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("font", [theme.sans(14), theme.sans(27, bold=True), theme.serif(19)])
def test_outlines_do_not_depend_on_what_was_drawn_before(font: QFont) -> None:
    fonts.register()
    text = "Владивосток 大連 Dalian"
    before = fonts.outline(text, font)
    picture = QImage(400, 60, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painter.setFont(font)

    painter.drawText(0, 40, text)
    painter.end()

    assert fonts.outline(text, font) == before
    assert before.boundingRect().width() == pytest.approx(
        QFontMetricsF(font).horizontalAdvance(text), rel=0.05
    )


def test_the_fonts_are_small() -> None:
    assert sum((fonts.FOLDER / name).stat().st_size for name in fonts.FILES) < 600_000


def draw_without_fonts(folder: Path, texts: list[str]) -> list[str]:
    """Draw texts in a process that has no system font; returns those that came out badly."""
    configuration = folder / "fonts.conf"
    configuration.write_text(EMPTY_CONFIGURATION, encoding="utf-8")
    surroundings = os.environ | {
        "FONTCONFIG_FILE": str(configuration),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUTF8": "1",
    }
    drawn = subprocess.run(
        [sys.executable, "-m", "tests.draw_without_fonts"],
        cwd=ROOT,
        env=surroundings,
        input="\n".join(texts),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert drawn.returncode == 0, drawn.stderr
    return drawn.stdout.splitlines()


def test_every_label_is_drawn_on_a_machine_without_fonts(tmp_path: Path) -> None:
    names = labels()
    assert len(names) > 100

    assert draw_without_fonts(tmp_path, names) == []


def test_a_character_that_no_shipped_font_has_is_noticed(tmp_path: Path) -> None:
    assert draw_without_fonts(tmp_path, ["Dalian", "ไทย"]) == ["ไทย"]

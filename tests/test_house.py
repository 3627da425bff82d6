"""Promises of the whole house: imports point down, actions are complete, assets are credited."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ui.actions import DEEDS, LessonAction

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"

# From the bottom to the top: a module imports from its own floor and from those below.
FLOORS = (
    ("db",),
    (
        "ui.camera",
        "ui.flight",
        "ui.theme",
        "ui.doubt",
        "ui.fonts",
        "ui.settings",
        "ui.startup",
        "ui.version",
    ),
    ("ui.findings",),
    ("ui.charts", "ui.letters"),
    ("ui.asking",),
    ("ui.state",),
    ("ui.questions",),
    ("ui.explorer",),
    ("ui.layers",),
    ("ui.pen",),
    (
        "ui.quiz",
        "ui.map",
        "ui.timeline",
        "ui.panels",
        "ui.own",
        "ui.actions",
        "ui.key_router",
        "ui.messages",
        "ui.player",
        "ui.session",
    ),
    ("ui.present",),
    ("ui.main_window",),
    ("ui.app",),
    ("ui.rehearse",),
    ("ui.commands", "ui.thumbnails"),
    ("main",),
)
VIEWS = ("ui.map", "ui.timeline", "ui.panels", "ui.present")
NOT_IN_DB = ("ui", "PySide6", "shiboken6", "matplotlib", "cartopy")


@cache
def modules() -> dict[str, Path]:
    """The program's modules by name."""
    files = [ROOT / "main.py", *(ROOT / "db").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    return {name_of(path): path for path in files}


def name_of(path: Path) -> str:
    """A file's name as a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """The full names of all modules that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, f"{path} imports relatively"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules() else node.module


def is_in(module: str, package: str) -> bool:
    """Whether a module is the package or inside it."""
    return module == package or module.startswith(f"{package}.")


def floor_of(module: str) -> int | None:
    """The number of the floor a module lives on."""
    for number, packages in enumerate(FLOORS):
        if any(is_in(module, package) for package in packages):
            return number
    return None


def test_imports_point_down() -> None:
    upward = [
        f"{module} imports {name}"
        for module, path in modules().items()
        if (own := floor_of(module)) is not None
        for name in imports(path)
        if (floor_of(name) or 0) > own
    ]

    assert not upward


def test_facts_know_nothing_of_how_they_are_shown() -> None:
    shown = [
        f"{module} imports {name}"
        for module, path in modules().items()
        if is_in(module, "db")
        for name in imports(path)
        if any(is_in(name, package) for package in NOT_IN_DB)
    ]

    assert not shown


def test_views_never_import_one_another() -> None:
    strange = [
        f"{module} imports {name}"
        for module, path in modules().items()
        if (home := view_of(module)) is not None
        for name in imports(path)
        # The presentation's picture is put together from the others' pictures.
        if view_of(name) not in (None, home) and (home != "ui.present" or is_widget(name))
    ]

    assert not strange


def is_widget(module: str) -> bool:
    """Whether a module makes widgets."""
    return "PySide6.QtWidgets" in set(imports(modules()[module]))


def view_of(module: str) -> str | None:
    """The view that a module belongs to."""
    return next((view for view in VIEWS if is_in(module, view)), None)


def test_what_computes_and_paints_map_and_timeline_needs_no_widget() -> None:
    widgets = [
        module
        for module in modules()
        if view_of(module) in ("ui.map", "ui.timeline") and is_widget(module)
    ]

    # The timeline's card floats over the whole window, and so is a widget of its own.
    assert set(widgets) == {"ui.map.widget", "ui.timeline.widget", "ui.timeline.card_view"}


def test_nobody_prints() -> None:
    printing = [
        f"{path.relative_to(ROOT)}, line {node.lineno}"
        for path in modules().values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id == "print"
    ]

    assert not printing


def test_every_module_says_what_lives_in_it() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in modules().values()}

    silent = [path for path, tree in trees.items() if tree.body and not ast.get_docstring(tree)]

    assert not silent


def test_cartopy_is_used_only_where_downloads_are_forbidden() -> None:
    free = [
        module
        for module, path in modules().items()
        if module != "ui.no_downloads"
        if any(is_in(name, "cartopy") for name in imports(path))
        if "ui.no_downloads" not in set(imports(path))
    ]

    assert not free


HEAVY = (
    "numpy shapely pyproj click sqlite_utils edtf msgspec cartopy matplotlib "
    "socket PySide6.QtNetwork PySide6.QtSvg "
    "ui.charts db.charts db.chart_records ui.own ui.rehearse db.own.migrations"
)


def test_little_is_imported_before_the_first_picture() -> None:
    # The first of the two starts may have the lesson to build; the second is the usual one.
    for _ in range(2):
        started = subprocess.run(
            [sys.executable, "-m", "tests.first_picture", *HEAVY.split()],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    assert (started.returncode, started.stdout, started.stderr) == (0, "", "")


@pytest.mark.usefixtures("qapp")
def test_every_action_has_text_shortcut_and_tip() -> None:
    window = QWidget()

    class Nobody:
        """Actions are looked at here, never done."""

    for deed in DEEDS:
        action = LessonAction(deed, Nobody(), window)  # type: ignore[arg-type]
        assert action.text() and action.shortcuts() and action.toolTip(), deed.name
        assert not any(shortcut.isEmpty() for shortcut in action.shortcuts()), deed.name
    assert len({deed.name for deed in DEEDS}) == len(DEEDS)


def test_no_key_does_two_things(qapp: QApplication) -> None:
    keys = [without_needless_shift(key) for deed in DEEDS for key in set(deed.keys)]

    assert len(set(keys)) == len(keys)


def without_needless_shift(key: str) -> str:
    """A key as it is typed where a sign such as + itself needs Shift."""
    kept, sign = key[:-1], key[-1]
    return key if sign.isalnum() else kept.replace("Shift+", "") + sign


@cache
def kept_files() -> tuple[Path, ...]:
    """The files of the repository; without git, all but what tools leave behind."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        left = re.compile(r"/(\.[^/]+|__pycache__|build)/|/uv\.lock$")
        found = [path for path in ROOT.rglob("*") if not left.search(str(path)[len(str(ROOT)) :])]
    return tuple(path for path in found if path.is_file())


def test_every_asset_is_credited() -> None:
    credits = (ASSETS / "CREDITS.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`\s]+)`", credits))
    folders = tuple(name for name in named if name.endswith("/"))

    missing = [
        str(name)
        for path in kept_files()
        if path.is_relative_to(ASSETS) and path.suffix not in {".py", ".md"}
        for name in [path.relative_to(ASSETS).as_posix()]
        if name not in named and not name.startswith(folders or "/")
    ]

    assert not missing


def test_every_credited_asset_is_there() -> None:
    credits = (ASSETS / "CREDITS.md").read_text(encoding="utf-8")
    parts = {path.name for path in ASSETS.iterdir() if path.is_dir()}

    named = [
        name
        for name in re.findall(r"`([^`\s*]+/[^`\s*]*)`", credits)
        if name.split("/")[0] in parts
    ]

    assert named
    assert not [name for name in named if not (ASSETS / name).exists()]


STRANGE = re.compile(
    "|".join(
        (
            r"(?<![\w.$}/-])/(?:work|tmp|root|home|mnt)/",
            r"[A-Z]:\\Users\\",
            "pypi" + r"\.org",
            "python" + r"hosted\.org",
            "deb" + r"\.debian\.org",
        )
    )
)


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in kept_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if path != Path(__file__).resolve() and (match := STRANGE.search(text)):
            found.append(f"{path.relative_to(ROOT)}: {match.group()}")

    assert not found


def test_no_lock_file_is_kept() -> None:
    assert not [path.name for path in kept_files() if path.name.endswith(".lock")]


def test_words_of_the_lesson_are_set_with_curly_marks() -> None:
    words = re.compile(r"(?<!\\)\"((?:[^\"\\]|\\.)*)\"")
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in sorted((ASSETS / "lesson").rglob("*.toml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for text in words.findall(line)
        if "'" in text and not text.startswith("https://")
    ]

    assert not found

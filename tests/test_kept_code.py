"""What PySide6 compiles at every start is compiled once, and never wrongly taken for another."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ui.kept_code import FILE, KeptCode

ROOT = Path(__file__).resolve().parent.parent
plain_compile = builtins.compile


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what has been compiled."""
    names: list[str] = []

    def note(source: bytes, filename: str, mode: str) -> object:
        names.append(filename)
        return plain_compile(source, filename, mode)

    monkeypatch.setattr(builtins, "compile", note)
    return names


def value(folder: Path, source: bytes, name: str = "support.py") -> int:
    """What `x` is after the source has run."""
    found: dict[str, int] = {}
    with KeptCode(folder):
        code = builtins.compile(source, name, "exec")
    exec(code, found)
    return found["x"]


def test_the_same_text_is_compiled_once(tmp_path: Path, compiled: list[str]) -> None:
    assert [value(tmp_path / "new", b"x = 1") for _ in range(3)] == [1, 1, 1]

    assert compiled == ["support.py"]


def test_a_changed_text_is_compiled_anew(tmp_path: Path, compiled: list[str]) -> None:
    assert value(tmp_path, b"x = 1") == 1

    assert value(tmp_path, b"x = 2") == 2
    assert value(tmp_path, b"x = 2") == 2
    assert compiled == ["support.py"] * 2


@pytest.mark.parametrize("place", [0, 5, -1])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, compiled: list[str], place: int) -> None:
    value(tmp_path, b"x = 1")
    content = bytearray((tmp_path / FILE).read_bytes())
    content[place] ^= 0xFF
    (tmp_path / FILE).write_bytes(content)

    assert value(tmp_path, b"x = 1") == 1
    assert value(tmp_path, b"x = 1") == 1
    assert compiled == ["support.py"] * 2


@pytest.mark.parametrize("content", [b"", b"abc", b"\0" * 4])
def test_a_file_cut_short_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)

    assert value(tmp_path, b"x = 1") == 1


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert value(tmp_path / "file", b"x = 1") == 1


def test_compile_is_python_s_own_again_afterwards(tmp_path: Path) -> None:
    with pytest.raises(SyntaxError), KeptCode(tmp_path):
        builtins.compile(b"x = ", "support.py", "exec")

    assert builtins.compile is plain_compile


def test_a_start_keeps_what_qt_compiles(tmp_path: Path) -> None:
    environment = os.environ | {"LANDLOCKED_CACHE": str(tmp_path)}
    start = "from ui.startup import check_graphics; check_graphics(); import PySide6.QtWidgets"
    for _ in range(2):
        subprocess.run([sys.executable, "-c", start], cwd=ROOT, env=environment, check=True)

    assert (tmp_path / FILE).stat().st_size > 100_000


def test_a_late_module_runs_when_something_is_asked_of_it(tmp_path: Path) -> None:
    for _ in range(2):
        module = ModuleType("parser")
        with KeptCode(tmp_path):
            code = builtins.compile(b"ran.append(1)\nx = 1", "signature/parser.py", "exec")
        ran: list[int] = []
        module.__dict__["ran"] = ran

        exec(code, module.__dict__)

        assert not ran and not hasattr(module, "__path__")
        assert module.x == 1
        assert ran == [1]
        assert not hasattr(module, "y")


def test_an_unused_module_is_itself_when_something_is_asked_of_it(tmp_path: Path) -> None:
    asks = (
        "import sys\n"
        "from pathlib import Path\n"
        "from ui.kept_code import KeptCode\n"
        "before = 'tempfile' in sys.modules\n"
        "with KeptCode(Path(sys.argv[1])):\n"
        "    import bz2, tempfile\n"
        "    assert not hasattr(tempfile, '__path__')\n"
        "assert not before and 'tempfile' not in sys.modules\n"
        "assert tempfile.gettempdir() and bz2.decompress(bz2.compress(b'x')) == b'x'\n"
        "import tempfile as real\n"
        "assert real is not tempfile and real.__file__\n"
    )

    subprocess.run([sys.executable, "-c", asks, str(tmp_path)], cwd=ROOT, check=True)


def test_qt_still_says_what_is_wrong_with_an_argument(tmp_path: Path) -> None:
    environment = os.environ | {"LANDLOCKED_CACHE": str(tmp_path)}
    wrong = (
        "from ui.startup import check_graphics; check_graphics()\n"
        "from PySide6.QtCore import QSize\n"
        "QSize(1, 2).scaled('wide', 1)"
    )

    for _ in range(2):
        ended = subprocess.run(
            [sys.executable, "-c", wrong], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert "Supported signatures" in ended.stderr
        assert "PySide6.QtCore.Qt.AspectRatioMode" in ended.stderr

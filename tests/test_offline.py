"""Nothing ever asks the network: with every socket made to raise, all of it works."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui import no_downloads

ROOT = Path(__file__).resolve().parent.parent


def without_network(folder: Path, program: str) -> subprocess.CompletedProcess[str]:
    """Run a Python program in which every socket raises, with an empty cache."""
    surroundings = os.environ | {
        "LANDLOCKED_CACHE": str(folder / "cache"),
        "LANDLOCKED_CONFIG": str(folder / "config"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    return subprocess.run(
        [sys.executable, "-c", f"import tests.without_network\n{program}"],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    "call",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import socket as s; s.socket(type=s.SOCK_DGRAM).sendto(b'', ('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_the_guard_itself_catches_what_goes_out(call: str, tmp_path: Path) -> None:
    ended = without_network(tmp_path, call)

    assert ended.returncode != 0
    assert "NetworkUsed" in ended.stderr


def test_the_lesson_is_built_and_walked_without_the_network(tmp_path: Path) -> None:
    ended = without_network(tmp_path, "from tests import walk; walk.main()")

    assert ended.returncode == 0, ended.stderr
    seen, _, stops, _ = ended.stdout.split()
    assert seen == stops
    assert int(stops) >= 20


def test_a_picture_is_written_without_the_network(tmp_path: Path) -> None:
    out = tmp_path / "picture.png"
    arguments = ["picture", "--at", "1905-09-05", "--size", "640x360", str(out)]

    ended = without_network(tmp_path, f"import sys, main; sys.exit(main.main({arguments!r}))")

    assert ended.returncode == 0, ended.stderr
    assert out.stat().st_size > 10_000


def test_the_lesson_is_checked_without_the_network(tmp_path: Path) -> None:
    ended = without_network(tmp_path, "import sys, main; sys.exit(main.main(['check']))")

    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_cartopy_cannot_download(tmp_path: Path) -> None:
    program = """
from cartopy.io import shapereader
from ui import no_downloads
no_downloads.forbid()
for ask in (shapereader.natural_earth, shapereader.gshhs):
    try:
        ask()
    except no_downloads.DownloadRefused as refusal:
        print(refusal)
"""

    ended = without_network(tmp_path, program)

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("cartopy wants to download data") == 2
    assert not no_downloads.NOWHERE.exists()

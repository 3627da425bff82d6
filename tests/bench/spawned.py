"""What is measured from outside: processes spawned in turn, from spawn to the first picture."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.bench.measures import Row, row

ROOT = Path(__file__).resolve().parents[2]
CHILDREN = Path(__file__).with_name("children")
TRIALS = 7
SIZE = "1920x1080"


def start_and_memory() -> list[Row]:
    """Start-up and memory of the program against a bare window, on Xvfb and offscreen."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as home:
        os.environ["LANDLOCKED_CACHE"] = os.environ["LANDLOCKED_CONFIG"] = home
        first = _spawn("app", dict(os.environ, QT_QPA_PLATFORM="offscreen"))
        rows.append(row("very first start, with building the lesson", [first["seconds"] * 1000]))
        for name, environment in _platforms():
            with environment as env:
                results: dict[str, list[dict[str, float]]] = {"bare": [], "app": []}
                for _ in range(TRIALS):
                    for kind in results:
                        results[kind].append(_spawn(kind, env))
            rows += _rows(name, results)
    return rows


def _rows(name: str, results: dict[str, list[dict[str, float]]]) -> Iterator[Row]:
    for key, what, unit, factor, goal in (
        ("seconds", "start to first complete picture", "ms", 1000, "1.5"),
        ("megabytes", "resident memory at the first picture", "MB", 1, "2"),
        ("later_megabytes", "resident memory after a walk through the tour", "MB", 1, "2"),
    ):
        bare = [result[key] * factor for result in results["bare"]]
        app = [result[key] * factor for result in results["app"]]
        base = row(f"bare window: {what}, {name}", bare, unit=unit)
        yield base
        yield row(
            f"Landlocked: {what}, {name}", app, unit=unit, against=("bare", base.median), goal=goal
        )


def _spawn(kind: str, environment: dict[str, str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, str(CHILDREN / f"{kind}.py"), repr(time.time())],
        cwd=ROOT,
        env=_as_a_reader(environment),
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode:
        raise SystemExit(f"the {kind} window failed:\n{done.stderr}")
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def _as_a_reader(environment: dict[str, str]) -> dict[str, str]:
    """The environment as a reader has it, where Python keeps what it has compiled."""
    kept = {k: v for k, v in environment.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


@contextmanager
def xvfb(size: str = SIZE) -> Iterator[dict[str, str]]:
    """An X server of that size with a window manager; yields the environment that uses it."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    display = f":{os.read(reader, 20).decode().strip()}"
    environment = dict(os.environ, DISPLAY=display, QT_QPA_PLATFORM="xcb")
    manager = subprocess.Popen(
        ["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield environment
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()


@contextmanager
def offscreen() -> Iterator[dict[str, str]]:
    """The environment for Qt's platform without a display."""
    yield dict(os.environ, QT_QPA_PLATFORM="offscreen")


def _platforms() -> list[tuple[str, AbstractContextManager[dict[str, str]]]]:
    platforms: list[tuple[str, AbstractContextManager[dict[str, str]]]] = [
        ("offscreen", offscreen())
    ]
    if shutil.which("Xvfb") and shutil.which("openbox"):
        platforms.insert(0, ("Xvfb", xvfb()))
    return platforms

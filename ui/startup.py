"""Looks before Qt leaps: without a display or a system library Qt aborts, and nothing can catch it.

Only Linux needs this; Qt brings everything along on Windows and macOS.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from db.cache import cache_folder
from ui.kept_code import KeptCode

if TYPE_CHECKING:
    from ctypes import CDLL

PICTURE = (
    "Start it on a desktop, or write a picture instead: "
    "uv run main.py picture --at 1905-09-05 OUT.png"
)

# System libraries that Qt's window part needs: Debian's package and Fedora's.
GRAPHICS = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libz.so.1": ("zlib1g", "zlib"),
}
XCB = {
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
}
WAYLAND = {
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor"),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl"),
}
# Platforms that need none. Those that take the bare screen abort where they may not have it.
WITHOUT_DISPLAY = ("offscreen", "minimal", "vnc")


class CannotStart(Exception):
    """The machine lacks something. The text has two lines: what, and the remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"Landlocked cannot start: {what}\n{remedy}")


def check_graphics() -> None:
    """Raise CannotStart where Qt cannot even paint; a picture without a window needs this too."""
    try:
        with KeptCode(cache_folder()):
            import PySide6.QtGui  # noqa: F401
    except ModuleNotFoundError as missing:
        what = f"the Python package {missing.name} is not installed."
        remedy = "Start it with: python3 -m pip install uv && uv run main.py"
        raise CannotStart(what, remedy) from missing
    except ImportError as failure:
        raise _lacking(GRAPHICS | XCB, failure) from failure
    _import_plainly()


def _import_plainly() -> None:
    """Undo PySide6's own `import`, which reads the source of every module to look for its name.

    It serves `from __feature__ import ...`, which nothing here uses.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def check_display(environment: Mapping[str, str] = os.environ) -> None:
    """Raise CannotStart where Qt would find no display to open a window on. Takes about 3 ms."""
    if sys.platform != "linux":
        return
    platforms = wanted_platforms(environment)
    if not platforms:
        what = "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)."
        raise CannotStart(what, PICTURE)
    failures = []
    for platform in platforms:
        try:
            _check_platform(platform, environment)
            return
        except CannotStart as failure:
            failures.append(failure)
    raise failures[0]


def wanted_platforms(environment: Mapping[str, str]) -> list[str]:
    """The Qt platforms that Qt will try, in its order; empty where there is no display."""
    if given := environment.get("QT_QPA_PLATFORM"):
        return [name.partition(":")[0] for name in given.split(";") if name]
    displays = {"xcb": "DISPLAY", "wayland": "WAYLAND_DISPLAY"}
    return [platform for platform, variable in displays.items() if environment.get(variable)]


def _check_platform(platform: str, environment: Mapping[str, str]) -> None:
    if platform == "xcb":
        _load_plugin("libqxcb.so", XCB)
        _check_answer("DISPLAY", environment, x_answers())
    elif platform.startswith("wayland"):
        _load_plugin("libqwayland.so", WAYLAND)
        _check_answer("WAYLAND_DISPLAY", environment, wayland_answers(environment))
    elif platform not in WITHOUT_DISPLAY:
        known = ", ".join(("xcb", "wayland", *WITHOUT_DISPLAY))
        what = f'the window system "{platform}" (QT_QPA_PLATFORM) is none of {known}.'
        raise CannotStart(what, "Unset QT_QPA_PLATFORM, or name one of them.")


def _load_plugin(file: str, packages: Mapping[str, tuple[str, str]]) -> None:
    """Load what Qt will load in a moment, but catch the failure; Qt then finds it loaded."""
    from PySide6.QtCore import QLibraryInfo

    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    try:
        load_library(str(plugins / "platforms" / file))
    except OSError as failure:
        raise _lacking(packages, failure) from failure


def _check_answer(variable: str, environment: Mapping[str, str], alive: bool) -> None:
    if alive:
        return
    name = environment.get(variable)
    state = f'the display "{name}" ({variable}) does not answer.'
    raise CannotStart(state if name else f"there is no display ({variable} is not set).", PICTURE)


def x_answers() -> bool:
    """Whether the X server of DISPLAY takes our connection, asked the way Qt will ask."""
    from ctypes import c_void_p

    xcb = load_library("libxcb.so.1")
    xcb.xcb_connect.restype = c_void_p
    connection = c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def wayland_answers(environment: Mapping[str, str]) -> bool:
    """Whether the compositor of WAYLAND_DISPLAY takes our connection."""
    from ctypes import c_void_p

    name = environment.get("WAYLAND_DISPLAY", "")
    if not name.startswith("/") and not environment.get("XDG_RUNTIME_DIR"):
        return False  # the library would write a line of its own about it
    wayland = load_library("libwayland-client.so.0")
    wayland.wl_display_connect.restype = c_void_p
    connection = wayland.wl_display_connect(None)
    if connection is None:
        return False
    wayland.wl_display_disconnect(c_void_p(connection))
    return True


def load_library(name: str) -> CDLL:
    """Load a library by name or path. Raises OSError."""
    from ctypes import CDLL

    return CDLL(name)


def _lacking(packages: Mapping[str, tuple[str, str]], failure: Exception) -> CannotStart:
    """Say which libraries are missing: all of them, for the loader names only the first."""
    missing = [name for name in packages if not _loads(name)]
    if not missing:
        what = f"a system library cannot be loaded ({str(failure).splitlines()[0]})."
        return CannotStart(what, "Update the system, or start the program on another one.")
    noun = "a system library is" if len(missing) == 1 else "system libraries are"
    what = f"{noun} missing or broken: {', '.join(missing)}."
    return CannotStart(what, install_command([packages[name] for name in missing]))


def _loads(name: str) -> bool:
    try:
        load_library(name)
    except OSError:
        return False
    return True


def install_command(packages: Iterable[tuple[str, str]], release: str | None = None) -> str:
    """What to type to install packages, on Debian and its relatives or on Fedora's."""
    release = _os_release() if release is None else release
    debian, fedora = zip(*packages, strict=True)
    if any(name in release for name in ("fedora", "rhel")):
        return f"Install it with: sudo dnf install {' '.join(dict.fromkeys(fedora))}"
    return f"Install it with: sudo apt install {' '.join(dict.fromkeys(debian))}"


def _os_release() -> str:
    try:
        return Path("/etc/os-release").read_text(encoding="utf-8").lower()
    except OSError:
        return ""

"""Spares a start what PySide6 would otherwise compile anew, and import without need.

Its support code is source text inside a library, which Python cannot keep compiled as it keeps
modules; compiling takes longer than importing all of Qt.
"""

from __future__ import annotations

import builtins
import marshal
import os
import sys
import zlib
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import CodeType, ModuleType, TracebackType
from typing import Any

FILE = "support-code"
# Modules that a start does without: one writes stub files, the others read signatures for
# messages about wrong arguments. They run when first something is asked of them.
LATE = ("/layout.py", "/parser.py", "/enum_sig.py", "/pyi_generator.py")
# Modules of Python that PySide6 imports and a start does without.
UNUSED = ("bz2", "lzma", "shutil", "tempfile")
_CHECKSUM = 4  # bytes
_MOST = 64 * 1024 * 1024  # bytes; the file has about one
_RUN_LATER = """
import marshal

def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    del globals()["__getattr__"]
    exec(marshal.loads({code!r}), globals())
    return globals()[name]
"""


class StandIn(ModuleType):
    """Stands for a module until somebody wants something of it."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


class KeptCode:
    """While entered, `compile` gives what it gave before for the very same text.

    What is new is added to a file in `folder` at the end. The file is as good as absent where it
    is damaged or from another Python, and what cannot be written is compiled again next time.
    Those who import an unused module meanwhile get a stand-in.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._compile = compile
        self._known = _read(self._path)
        self._is_new = False

    def __enter__(self) -> None:
        self._compile = builtins.compile
        builtins.compile = self._give
        for name in UNUSED:
            sys.modules.setdefault(name, StandIn(name))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        builtins.compile = self._compile
        for name in UNUSED:
            if isinstance(sys.modules.get(name), StandIn):
                del sys.modules[name]
        if self._is_new:
            with suppress(OSError):
                _write(self._path, self._known)

    def _give(self, source: Any, filename: Any, mode: str, *args: Any, **options: Any) -> Any:
        if type(source) is not bytes or type(filename) is not str or args or options:
            return self._compile(source, filename, mode, *args, **options)
        told = (source, mode)
        text, code = self._known.get(filename, (None, None))
        if text != told:
            code = self._compile(source, filename, mode)
            if filename.endswith(LATE):
                later = _RUN_LATER.format(code=marshal.dumps(code))
                code = self._compile(later, filename, mode)
            self._known[filename] = told, code
            self._is_new = True
        return code


def _read(path: Path) -> dict[str, tuple[Any, CodeType]]:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST)
        checksum, body = content[:_CHECKSUM], content[_CHECKSUM:]
        if checksum != _checksum(body):  # marshal does not survive every damage
            return {}
        version, known = marshal.loads(body)
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return known if version == sys.version else {}


def _write(path: Path, known: dict[str, tuple[Any, CodeType]]) -> None:
    body = marshal.dumps((sys.version, known))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{os.getpid()}.part")
    part.write_bytes(_checksum(body) + body)
    part.replace(path)


def _checksum(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(_CHECKSUM, "big")

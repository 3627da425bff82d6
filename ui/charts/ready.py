"""Makes matplotlib ready for the charts, without a look at the system's fonts."""

from __future__ import annotations

import json
import os
import re
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from db.cache import cache_folder

_VERSION = re.compile(r"""^    __version__ = ['"]?([\w.]+)['"]?$""", re.MULTILINE)


@cache
def get_ready() -> None:
    """To be called before matplotlib is first imported; later calls do nothing.

    matplotlib lists all fonts of the system when it is first imported, which takes seconds where
    there are many. Charts need none of them, so it finds an empty list in a folder of our own,
    which also keeps a reader's settings of matplotlib away from the charts.
    """
    if "matplotlib" in sys.modules:
        return
    folder = cache_folder() / "matplotlib"
    os.environ["MPLCONFIGDIR"] = str(folder)
    _leave_list(folder)


def _leave_list(folder: Path) -> None:
    """Leave a list of no fonts where matplotlib looks for the one it made before."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        return
    source = Path(spec.origin).with_name("font_manager.py")
    try:
        found = _VERSION.search(source.read_text(encoding="utf-8"))
        if found is None:
            return  # it will list the system's fonts, slowly
        version: str | int = int(found[1]) if found[1].isdigit() else found[1]
        listed: dict[str, object] = {
            "__class__": "FontManager",
            "_version": version,
            "_FontManager__default_weight": "normal",
            "default_size": None,
            "defaultFamily": {"ttf": "DejaVu Sans", "afm": "Helvetica"},
            "afmlist": [],
            "ttflist": [],
        }
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"fontlist-v{version}.json").write_text(json.dumps(listed), encoding="utf-8")
    except OSError:
        return  # a full or read-only disk: slow as well, but a chart is drawn

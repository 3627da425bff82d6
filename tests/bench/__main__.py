"""`python -m tests.bench [--json FILE] [--only PART]`: measure everything and print a table."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measures import Row, save, table


def start() -> Iterable[Row]:
    """Start-up and memory, in processes of their own."""
    from tests.bench.spawned import start_and_memory

    return start_and_memory()


def frames() -> Iterable[Row]:
    """Frames of flights and scrubs in the real window, both layouts, sizes and looks."""
    from db.library import Library
    from tests.bench.frames import application, frame_rows
    from ui.state import Layout

    application()
    with Library.built_in() as library:
        for layout in Layout:
            for size in ((1920, 1080), (3840, 2160)):
                yield from frame_rows(library, size, layout)
            yield from frame_rows(library, (1920, 1080), layout, contrast=True)


def presenter() -> Iterable[Row]:
    """The audience's frames while the presenter's page is open, and pictures are being made."""
    from db.library import Library
    from tests.bench.frames import application
    from tests.bench.presenter import presenter_rows

    application()
    with Library.built_in() as library:
        yield from presenter_rows(library, (1920, 1080))


def swipe() -> Iterable[Row]:
    """Two dates compared: the divider, a date and the map dragged, in the real window."""
    from db.library import Library
    from tests.bench.frames import application
    from tests.bench.swipe import swipe_rows
    from ui.state import Layout

    application()
    with Library.built_in() as library:
        for layout in Layout:
            yield from swipe_rows(library, (1920, 1080), layout)


def compared() -> Iterable[Row]:
    """The same map by matplotlib and cartopy."""
    from db.library import Library
    from tests.bench.frames import application
    from tests.bench.reference import cartopy_rows

    application()
    with Library.built_in() as library:
        yield from cartopy_rows(library)


def charts() -> Iterable[Row]:
    """Charts drawn and the date over them."""
    from db.library import Library
    from tests.bench.charts import chart_rows
    from tests.bench.frames import application

    application()
    with Library.built_in() as library:
        yield from chart_rows(library)


def big() -> Iterable[Row]:
    """Lessons of 1,000 and 100,000 events."""
    from tests.bench.big import big_rows
    from tests.bench.frames import application

    application()
    yield from big_rows()


def pen() -> Iterable[Row]:
    """Drawing on the map, and flights over what is drawn."""
    from db.library import Library
    from tests.bench.frames import application
    from tests.bench.pen import pen_rows

    application()
    with Library.built_in() as library:
        yield from pen_rows(library)


PARTS: dict[str, Callable[[], Iterable[Row]]] = {
    "start": start,
    "frames": frames,
    "presenter": presenter,
    "swipe": swipe,
    "charts": charts,
    "compared": compared,
    "pen": pen,
    "big": big,
}


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    parser.add_argument("--only", choices=PARTS, help="measure only this part")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rows: list[Row] = []
    with TemporaryDirectory() as home:
        os.environ["LANDLOCKED_CACHE"] = os.environ["LANDLOCKED_CONFIG"] = home
        for name, part in PARTS.items():
            if asked.only in (None, name):
                measured = list(part())
                sys.stdout.write(table(measured) + "\n")
                sys.stdout.flush()
                rows += measured
    if asked.json:
        save(rows, asked.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())

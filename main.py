"""Landlocked's command line: opens the window, or does a job without one.

The window's way imports nothing that the window does not need; see `ui/commands.py` for the rest.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

WITHOUT_WINDOW = ("--help", "-h", "--version")


def main(arguments: Sequence[str]) -> int:
    """Run the program; returns its exit code."""
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in WITHOUT_WINDOW):
        return open_window(arguments)
    from ui.commands import run

    return run(arguments)


def open_window(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed."""
    gc.disable()  # what a start makes stays; `ui/app.py` enables it when the window stands
    from ui.startup import CannotStart, check_display, check_graphics

    try:
        check_graphics()
        check_display()
        from ui.app import run

        return run(list(arguments))
    except CannotStart as reason:
        sys.stderr.write(f"{reason}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The computer that the lesson runs on: its fonts, its power, and whether it stays awake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtGui import QFontDatabase

from ui import theme
from ui.findings import Finding, Kind
from ui.present import awake

SUPPLIES = Path("/sys/class/power_supply")


def check_fonts() -> Iterator[Finding]:
    """Whether the shipped fonts are there."""
    known = set(QFontDatabase.families())
    missing = [
        family for family in dict.fromkeys((*theme.SANS, *theme.SERIF)) if family not in known
    ]
    if missing:
        yield Finding(
            Kind.FONTS,
            f"Fonts of the program are missing: {', '.join(missing)}.",
            "Install the program anew.",
            grave=True,
        )


def check_awake(can_hold: Callable[[], bool] = awake.can_hold) -> Iterator[Finding]:
    """Whether the screen can be kept from going dark in the middle of the lesson."""
    if not can_hold():
        yield Finding(
            Kind.AWAKE,
            "Nothing on this computer lets the program keep the screen awake.",
            "Turn screen saver and sleep off in the system’s settings before the lesson.",
        )


def check_power(supplies: Path = SUPPLIES) -> Iterator[Finding]:
    """Whether a battery is being used up."""
    with suppress(OSError):
        for supply in sorted(supplies.iterdir()):
            if _told(supply, "type") == "Battery" and _told(supply, "status") == "Discharging":
                left = _told(supply, "capacity")
                charge = f", {left} % left" if left.isdecimal() else ""
                yield Finding(
                    Kind.POWER,
                    f"The computer runs on its battery{charge}.",
                    "Plug it in before the lesson; it also dims the screen less then.",
                )
                return


def _told(supply: Path, name: str) -> str:
    with suppress(OSError):
        return (supply / name).read_text(encoding="utf-8").strip()
    return ""

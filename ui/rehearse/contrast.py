"""What the last row cannot read of a painted frame, put into one finding for a stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QImage

from ui.findings import Finding, Kind
from ui.inscriptions import Notes
from ui.present import legible

NAMED = 3  # of what cannot be read


def check_legible(number: int, frame: QImage, notes: Notes, below: float) -> Iterator[Finding]:
    """Text too small and what hardly stands out; from `below` on (pixels) the map is hidden."""
    faults = list(legible.findings(frame, *notes.of(frame), below=below))
    small = [fault.what for fault in faults if fault.fault == "size"]
    faint = [fault.what for fault in faults if fault.fault == "contrast"]
    if small:
        yield Finding(
            Kind.CONTRAST,
            f"Too small for the last row: {_listed(small)}.",
            "Make the text larger (Ctrl +), or choose a larger screen.",
            number,
        )
    if faint:
        yield Finding(
            Kind.CONTRAST,
            f"Hardly stands out from what is behind it: {_listed(faint)}.",
            "Choose the look of high contrast, or point at it and read it out.",
            number,
        )


def _listed(faults: Sequence[str]) -> str:
    told = list(dict.fromkeys(faults))
    more = len(told) - NAMED
    said = ", ".join(f"“{what}”" for what in told[:NAMED])
    return f"{said} and {more} more" if more > 0 else said

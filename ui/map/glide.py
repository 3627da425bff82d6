"""The part of a picture that is free for the map, gliding from one shape to another in a flight."""

from __future__ import annotations

from ui.camera import Box
from ui.flight import Flight, ease
from ui.state import ViewState


class Glide:
    """Remembers what was free when a flight began, so that nothing jumps on the way."""

    def __init__(self) -> None:
        self._flight: Flight | None = None
        self._size = (0, 0)
        self._left_at: Box | None = None  # what was free when the flight began
        self._free: Box | None = None  # and what was free last

    def at(self, state: ViewState, target: Box, size: tuple[int, int]) -> Box:
        """What is free now, on the way to `target`, in a picture of that size."""
        if state.flight is None or self._size != size or self._free is None:
            self._free = self._left_at = target
        elif state.flight is not self._flight:
            self._left_at = self._free
        self._flight, self._size = state.flight, size
        if state.flight is not None and self._left_at is not None:
            self._free = _between(self._left_at, target, ease(state.progress))
        return self._free


def _between(start: Box, end: Box, along: float) -> Box:
    if start == end:
        return end
    return Box(*(a + (b - a) * along for a, b in zip(start, end, strict=True)))

"""Where cards may stand on a map: a coarse floor plan, in which what must be seen is taken."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor

from ui.camera import Box


class Seating:
    """The free part of a picture in square cells of `cell` pixels, some of them taken."""

    def __init__(self, free: Box, cell: float) -> None:
        self._free = free
        self._cell = cell
        self._columns = max(int(free.width / cell), 1)
        self._rows = max(int(free.height / cell), 1)
        self.crowded = False
        self._taken = [[0] * self._columns for _ in range(self._rows)]

    def take(self, box: Box) -> None:
        """Nothing may stand on this box of the picture any more."""
        left, top, right, bottom = self._cells(box)
        for row in range(max(top, 0), min(bottom, self._rows)):
            for column in range(max(left, 0), min(right, self._columns)):
                self._taken[row][column] = 1

    def _cells(self, box: Box) -> tuple[int, int, int, int]:
        """The cells that a box touches: the first column and row, and the ones after the last."""
        free, cell = self._free, self._cell
        return (
            floor((box.x0 - free.x0) / cell),
            floor((box.y0 - free.y0) / cell),
            ceil((box.x1 - free.x0) / cell),
            ceil((box.y1 - free.y0) / cell),
        )

    def seat(self, width: float, height: float, near: tuple[float, float]) -> Box:
        """The free box of that size nearest to a point (pixels).

        Where there is none it stands on as little of what is taken as possible, and the seating
        is `crowded` from then on.
        """
        sums = self._sums()
        across, down = ceil(width / self._cell), ceil(height / self._cell)
        found = (self._columns * self._rows + 1, 0.0, 0, 0)
        for row in range(max(self._rows - down, 0) + 1):
            above, below = sums[row], sums[min(row + down, self._rows)]
            y = self._free.y0 + row * self._cell + height / 2 - near[1]
            for column in range(max(self._columns - across, 0) + 1):
                right = min(column + across, self._columns)
                hidden = below[right] - above[right] - below[column] + above[column]
                if hidden <= found[0]:
                    x = self._free.x0 + column * self._cell + width / 2 - near[0]
                    found = min(found, (hidden, x * x + y * y, row, column))
        hidden, _, row, column = found
        self.crowded = self.crowded or hidden > 0
        x, y = self._free.x0 + column * self._cell, self._free.y0 + row * self._cell
        return Box(x, y, x + width, y + height)

    def _sums(self) -> list[list[int]]:
        """How many cells are taken left of and above each corner of a cell."""
        sums = [[0] * (self._columns + 1)]
        for row in self._taken:
            line, above, total = [0], sums[-1], 0
            for column, taken in enumerate(row):
                total += taken
                line.append(above[column + 1] + total)
            sums.append(line)
        return sums


def take_all(seating: Seating, boxes: Iterable[Box]) -> None:
    """Take every one of the boxes."""
    for box in boxes:
        seating.take(box)

"""One number for all shapes of the base map, whatever packed them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

Row = tuple[int, str, str, float, float, float, float, bytes]
"""Level, layer, code, bounds and compressed path, as in the table `shape`."""


def of(rows: Iterable[Row]) -> str:
    """SHA-256 over all rows in order, their paths uncompressed."""
    digest = hashlib.sha256()
    for *head, path in sorted((*row[:7], zlib.decompress(row[7])) for row in rows):
        digest.update(repr(head).encode())
        digest.update(path)
    return digest.hexdigest()

"""Locks: one program at a time writes a file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile

from ui.settings import set_aside

MOST_BYTES = 4096  # a lock says whose it is in three short lines


def lock_of(path: Path) -> QLockFile:
    """A lock in that file; it lasts until it is let go or its program ends."""
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)
    return lock


def take(lock: QLockFile) -> bool:
    """Take a lock; says whether it is ours.

    One that does not say whose it is – a power cut leaves it empty – is nobody's, and is cleared
    away; else nothing would be kept ever after.
    """
    path = Path(lock.fileName())
    with suppress(OSError):
        if path.is_dir() or path.stat().st_size > MOST_BYTES:
            set_aside(path)
    if lock.tryLock(0):
        return True
    if lock.error() is not QLockFile.LockError.LockFailedError or _owner(lock):
        return False
    with suppress(OSError):
        path.unlink(missing_ok=True)
    return bool(lock.tryLock(0))


def _owner(lock: QLockFile) -> int:
    """The process that the lock says it belongs to; 0 where it says nothing."""
    return int(lock.getLockInfo()[0])

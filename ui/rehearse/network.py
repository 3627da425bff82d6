"""Turns the network off for the whole of this process, and remembers who asked for it."""

from __future__ import annotations

import socket
import sys
from typing import Any

GUARDED = {
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyaddr",
    "socket.gethostbyname",
    "socket.sendmsg",
    "socket.sendto",
    "urllib.Request",
}


class NetworkOff(OSError):
    """The network was asked for while it is off."""


class NetworkGuard:
    """From `shut` on every call to the network raises; `asked` says which there were.

    Sockets to programs on the same machine by file are let through. Once shut it stays so.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._is_shut = False

    def shut(self) -> None:
        """Turn the network off."""
        self._is_shut = True
        sys.addaudithook(self._on_event)

    def open(self) -> None:
        """Let calls through again."""
        self._is_shut = False

    def _on_event(self, event: str, details: tuple[Any, ...]) -> None:
        if not self._is_shut or event not in GUARDED:
            return
        unix = getattr(socket, "AF_UNIX", None)
        if details and isinstance(details[0], socket.socket) and details[0].family == unix:
            return
        told = [str(part) for part in details if part and not isinstance(part, socket.socket)]
        said = " ".join((event, *told[:2]))
        self.asked.append(said)
        raise NetworkOff(f"the network is off ({said})")

"""How a lesson file is told from other files, and a whole one from a damaged one."""

from __future__ import annotations

APPLICATION_ID = 0x4C4C4B44  # "LLKD" in the header of the file

FORMAT = 10
"""The version of the schema that this program reads and writes (SQLite's user_version)."""

COUNTED = ("power", "source", "place", "territory", "route", "event", "event_text", "tour", "step")
"""The tables whose row counts are kept in the file."""

SUFFIX = ".landlocked"

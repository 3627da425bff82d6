"""Which territories the base map can draw."""

from __future__ import annotations

import sqlite3
from pathlib import Path

BASE_MAP = Path(__file__).parents[2] / "assets" / "basemap" / "basemap.sqlite"


def drawable_territories(path: Path = BASE_MAP) -> frozenset[str] | None:
    """The ids of the land shapes; None where there is no base map to ask."""
    if not path.is_file():
        return None
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        rows = db.execute("SELECT DISTINCT code FROM shape WHERE layer = 'land'")
        return frozenset(code for (code,) in rows)
    except sqlite3.DatabaseError:
        return None
    finally:
        db.close()

"""Writes the base map: one SQLite file, and the manifest that says what it was made from."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import shapely

from assets.basemap.build import fingerprint, paths, plane, sources
from assets.basemap.build.fingerprint import Row
from assets.basemap.build.layers import Shape
from assets.basemap.build.levels import LEVELS

FOLDER = Path(__file__).parents[1]

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE shape (
    level INTEGER NOT NULL,
    layer TEXT NOT NULL,
    code TEXT NOT NULL,
    x0 REAL NOT NULL,
    y0 REAL NOT NULL,
    x1 REAL NOT NULL,
    y1 REAL NOT NULL,
    path BLOB NOT NULL
);
-- Where pieces are is read without touching their paths.
CREATE INDEX shape_place ON shape (level, layer, code, x0, y0, x1, y1);
"""


def row(shape: Shape) -> Row:
    x0, y0, x1, y1 = shapely.total_bounds(shape.parts).tolist()
    return (shape.level, shape.layer, shape.code, x0, y0, x1, y1, paths.blob(shape.parts))


def write(rows: list[Row], pictures: dict[str, plane.Box], folder: Path = FOLDER) -> None:
    """Writes `basemap.sqlite` and `manifest.json`; the same rows give the same bytes."""
    rows = sorted(rows)
    file = folder / "basemap.sqlite"
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA page_size = 4096")
        db.executescript(_SCHEMA)
        with db:
            db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(_meta(pictures).items()))
            db.executemany("INSERT INTO shape VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        db.execute("VACUUM")
    text = json.dumps(_manifest(rows), indent=2, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _meta(pictures: dict[str, plane.Box]) -> dict[str, str]:
    x0, y0, x1, y1 = plane.RECTANGLE
    return {
        "crs": plane.CRS,
        "x0": str(x0),
        "y0": str(y0),
        "x1": str(x1),
        "y1": str(y1),
        "focus": " ".join(map(str, plane.FOCUS)),
        "levels": ",".join(f"{level.number}:{level.tolerance}" for level in LEVELS),
        "cells": ",".join(f"{level.number}:{level.cell}" for level in LEVELS),
        "stream": paths.STREAM,
        **{name: " ".join(map(str, box)) for name, box in pictures.items()},
    }


def _manifest(rows: list[Row]) -> dict[str, object]:
    libraries = ("numpy", "pillow", "pyproj", "pyshp", "PySide6_Essentials", "scipy", "shapely")
    return {
        "packages": [
            {
                "name": package.name,
                "version": package.version,
                "client": package.client,
                "sha256": package.sha256,
                "licence": package.licence,
            }
            for package in sources.PACKAGES
        ],
        "libraries": {
            **{name: version(name) for name in libraries},
            "GEOS": shapely.geos_version_string,
            "python": sys.version.split()[0],
        },
        "shapes": len(rows),
        "shapes_sha256": fingerprint.of(rows),
    }

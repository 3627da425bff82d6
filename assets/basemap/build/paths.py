"""Shapes as serialised painter paths, which a window loads without any other library."""

from __future__ import annotations

import zlib

import numpy as np
import shapely
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, Qt
from PySide6.QtGui import QPainterPath
from shapely.geometry.base import BaseGeometry

from assets.basemap.build.plane import Floats

STREAM = "Qt_6_0"


def blob(parts: list[BaseGeometry]) -> bytes:
    """The parts as one compressed path in whole metres, north up."""
    data = QByteArray()
    stream = QDataStream(data, QIODevice.OpenModeFlag.WriteOnly)
    stream.setVersion(QDataStream.Version.Qt_6_0)
    stream << painter_path(parts)
    return zlib.compress(data.data(), 9)


def painter_path(parts: list[BaseGeometry]) -> QPainterPath:
    """Polygons become closed subpaths, outer rings one way round and holes the other.

    Neighbours may be added to one path: their common edges run in opposite directions.
    """
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for part in parts:
        if isinstance(part, shapely.Polygon):
            oriented = shapely.orient_polygons(part)
            for ring in (oriented.exterior, *oriented.interiors):
                _add(path, shapely.get_coordinates(ring)[:-1])
                path.closeSubpath()
        else:
            _add(path, shapely.get_coordinates(part))
    return path


def _add(path: QPainterPath, points: Floats) -> None:
    if not (points == np.round(points)).all():
        raise ValueError("a coordinate is not in whole metres.")
    path.moveTo(points[0, 0], points[0, 1])
    for x, y in points[1:].tolist():
        path.lineTo(x, y)

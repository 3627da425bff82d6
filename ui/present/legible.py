"""Whether the last row can read a picture: sizes of what is written, contrast of what is drawn.

It measures the pixels that were painted, and knows from the notes of the painters where to look.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath

from ui import theme
from ui.fonts import outline
from ui.inscriptions import COVER, Inscription, Stroke

TEXT_CONTRAST, LINE_CONTRAST = 7.0, 3.0
SHOWS_FROM = 0.9  # the opacity of what is there to be read; the rest is on its way out or in
# Of the pixels around a text so many may be worse: a line may cross there, a halo has edges.
STRAY = 0.12
ON_THE_GROUND = {"coast", "river", "outline", "frontier", "railway", "route"}
POINTS = 48  # of a line that are looked at
MOST_PIECES = 2_000  # of a long line
TYPICAL = 0.75  # between the dashes of a line its ground is seen
SHORTEST = 50.0  # pixels; of less there is nothing to say

SHARES = (0.0722, 0.7152, 0.2126)  # of blue, green and red in what the eye sees as light

Floats = NDArray[np.float64]


class Finding(NamedTuple):
    """What cannot be read well: its words or kind, what is wrong, how it is and should be."""

    what: str
    fault: str
    found: float
    wanted: float

    def __str__(self) -> str:
        return f"{self.what}: {self.fault} {self.found:.2f}, wanted {self.wanted:.2f}"


def luminance(image: QImage) -> Floats:
    """How light every pixel is, from 0 to 1, as WCAG 2 has it."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), np.uint8)
    pixels = raw.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width(), :3]
    levels = np.arange(256) / 255
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    blue, green, red = (
        (share * linear)[pixels[..., channel]] for channel, share in enumerate(SHARES)
    )
    light: Floats = blue + green + red
    return light


def contrast(one: float, other: float) -> float:
    """The contrast ratio of two luminances."""
    high, low = max(one, other), min(one, other)
    return (high + 0.05) / (low + 0.05)


def findings(
    image: QImage,
    texts: list[Inscription],
    strokes: list[Stroke],
    *,
    below: float = 0.0,
) -> Iterator[Finding]:
    """All that cannot be read in a picture. From `below` on (pixels) the map's lines are hidden."""
    light = luminance(image)
    least = theme.least_pixels(image.height())
    for text in texts:
        if text.opacity < SHOWS_FROM or not text.text.strip():
            continue
        if text.pixels < least:
            yield Finding(text.text, "size", text.pixels, least)
        found = text_contrast(light, text)
        if found is not None and found < TEXT_CONTRAST:
            yield Finding(text.text, "contrast", found, TEXT_CONTRAST)
    covers = _covers(texts, strokes)
    for stroke in strokes:
        if stroke.opacity < SHOWS_FROM or stroke.what == COVER:
            continue
        edge = image.height() if stroke.what == "playhead" else (below or image.height())
        seen = line_contrast(light[: round(edge)], stroke, covers)
        if seen is not None and seen < LINE_CONTRAST:
            yield Finding(stroke.what, "contrast", seen, LINE_CONTRAST)


def text_contrast(light: Floats, text: Inscription) -> float | None:
    """The contrast of a text with what is painted around its letters; None where none is seen."""
    path = outline(text.text, text.font).translated(text.x, text.baseline)
    box = path.boundingRect().toAlignedRect().adjusted(-4, -4, 4, 4)
    box = box.intersected(QImage(light.shape[1], light.shape[0], QImage.Format.Format_Mono).rect())
    if box.width() < 4 or box.height() < 4:
        return None
    mask = _mask(path, box.x(), box.y(), box.width(), box.height())
    shown = light[box.y() : box.y() + box.height(), box.x() : box.x() + box.width()]
    near = _grown(mask > 0)
    around = shown[_grown(near) & ~near]
    letters = shown[mask > 200]
    if not len(around) or not len(letters):
        return None
    if np.median(letters) < np.median(around):
        return _ratio(np.quantile(around, STRAY), np.quantile(letters, 0.25))
    return _ratio(np.quantile(letters, 0.75), np.quantile(around, 1 - STRAY))


def _ratio(lighter: Any, darker: Any) -> float:
    """The contrast, which is less than one where the one that should be lighter is not."""
    return float((lighter + 0.05) / (darker + 0.05))


def _mask(path: QPainterPath, x: int, y: int, width: int, height: int) -> NDArray[np.uint8]:
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-x, -y)
        painter.fillPath(path, Qt.GlobalColor.white)
    raw = np.frombuffer(image.constBits(), np.uint8)
    return raw.reshape(height, image.bytesPerLine())[:, :width].copy()


def _grown(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A mask that reaches one pixel farther."""
    grown = mask.copy()
    grown[1:] |= mask[:-1]
    grown[:-1] |= mask[1:]
    grown[:, 1:] |= mask[:, :-1]
    grown[:, :-1] |= mask[:, 1:]
    return grown


def _covers(texts: list[Inscription], strokes: list[Stroke]) -> Floats:
    """The boxes of what lies over the lines of the map: cards and names."""
    boxes = [stroke.path.boundingRect() for stroke in strokes if stroke.what == COVER]
    for text in texts:
        size = text.pixels
        width = QFontMetricsF(text.font).horizontalAdvance(text.text)
        boxes.append(
            QRectF(text.x - 0.3 * size, text.baseline - size, width + 0.6 * size, 1.4 * size)
        )
    return np.array([(box.left(), box.top(), box.right(), box.bottom()) for box in boxes])


def line_contrast(light: Floats, stroke: Stroke, covers: Floats | None = None) -> float | None:
    """The contrast of a line with what lies beside it; None where next to nothing of it is seen.

    `covers` are boxes (left, top, right, bottom) that hide it.
    """
    points, normals = _points(stroke.path, light.shape[1], light.shape[0])
    if covers is not None and len(covers) and stroke.what in ON_THE_GROUND:
        after = np.all(points[:, None] >= covers[:, :2], axis=2)
        before = np.all(points[:, None] <= covers[:, 2:], axis=2)
        free = ~np.any(after & before, axis=1)
        points, normals = points[free], normals[free]
    if len(points) < POINTS // 3:
        return None
    reach = stroke.width / 2 + 2.5
    sides = [_at(light, points + sign * reach * normals) for sign in (-1, 1)]
    half = max(stroke.width / 2, 1.5)  # a railway is light in the middle and dark at its edges
    across = np.stack(
        [_at(light, points + step * normals) for step in np.linspace(-half, half, 7)], axis=1
    )
    beside = np.stack(sides, axis=1).mean(axis=1)
    apart = np.abs(across - beside[:, None]).argmax(axis=1)
    line = across[np.arange(len(points)), apart]
    ratios = (np.maximum(line, beside) + 0.05) / (np.minimum(line, beside) + 0.05)
    return float(np.quantile(ratios, TYPICAL))


def _points(path: QPainterPath, width: int, height: int) -> tuple[Floats, Floats]:
    """Points of a line within the picture, evenly chosen, and the directions across it."""
    starts: list[Any] = []
    ends: list[Any] = []
    every = max(path.elementCount() // MOST_PIECES, 1)
    for polygon in path.toSubpathPolygons():
        for number in range(0, polygon.size() - 1, every):
            start, end = polygon.at(number), polygon.at(number + 1)
            starts.append((start.x(), start.y()))
            ends.append((end.x(), end.y()))
    if not starts:
        return np.empty((0, 2)), np.empty((0, 2))
    first, last = np.array(starts), np.array(ends)
    way = last - first
    length = np.hypot(way[:, 0], way[:, 1])
    middle = (first + last) / 2
    inside = (length > 0.2) & (middle > 3).all(axis=1)
    inside &= (middle[:, 0] < width - 4) & (middle[:, 1] < height - 4)
    if length[inside].sum() < SHORTEST:
        return np.empty((0, 2)), np.empty((0, 2))
    along = np.cumsum(length[inside])
    wanted = np.linspace(0, along[-1], POINTS, endpoint=False)
    chosen = np.searchsorted(along, wanted, side="right")
    begun = along[chosen] - length[inside][chosen]
    share = ((wanted - begun) / length[inside][chosen])[:, None]
    direction = (way[inside] / length[inside][:, None])[chosen]
    placed = first[inside][chosen] + way[inside][chosen] * share
    return placed, np.stack([-direction[:, 1], direction[:, 0]], axis=1)


def _at(light: Floats, points: Floats) -> Floats:
    """The luminance of the pixels at points."""
    x = np.clip(np.floor(points[:, 0]).astype(int), 0, light.shape[1] - 1)
    y = np.clip(np.floor(points[:, 1]).astype(int), 0, light.shape[0] - 1)
    found: Floats = light[y, x]
    return found

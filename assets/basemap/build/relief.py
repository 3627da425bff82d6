"""The two pictures under the map: hills in warm light, and the sea in soft blue."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from PIL import Image, ImageDraw
from scipy import ndimage

from assets.basemap.build import plane
from assets.basemap.build.plane import Box, Floats

Picture = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

_FINE = 2_000
_NEAR_COAST = 2.5
_BLUE, _BLUER_THAN_GREEN = 28.0, 12.0
_LAND_VEIL = 0.35
_QUALITY, _SEA_QUALITY = 82, 96
_DETAIL: Box = (-1_400_000, -1_250_000, 1_400_000, 1_350_000)

Image.MAX_IMAGE_PIXELS = None


def paint(folder: Path, land: list[shapely.Polygon], target: Path) -> dict[str, Box]:
    """Writes the pictures and returns the bounds of each by its key in the base map's `meta`.

    Land colours go on beyond the coast and sea colours under the land, so that the coast of any
    level of detail can clip them.
    """
    colours = _warped(folder / "shadedrelief.jpg")
    on_land = _raster(land)
    core = _core(colours, on_land)
    hills = _filled(colours, core)
    hills = _veiled(hills, _LAND_VEIL)
    sea = ndimage.gaussian_filter(_filled(colours, _open_sea(colours, on_land)), (3, 3, 0))
    _save(_cropped(hills, _DETAIL), target / "relief-land-focus.jpg")
    return {
        "relief_land": _save_shrunk(hills, 2, target / "relief-land.jpg"),
        "relief_land_focus": _DETAIL,
        "relief_sea": _save_shrunk(sea, 4, target / "relief-sea.jpg", _SEA_QUALITY),
    }


def _size() -> tuple[int, int]:
    """Columns and rows of the fine picture."""
    x0, y0, x1, y1 = plane.RECTANGLE
    return (x1 - x0) // _FINE, (y1 - y0) // _FINE


def _warped(file: Path) -> Picture:
    """The world picture, resampled to the rectangle."""
    with Image.open(file) as image:
        world = np.asarray(image.convert("RGB"), dtype=np.float32)
    height, width, _ = world.shape
    margin = 1 + width // 36
    world = np.concatenate([world[:, -margin:], world, world[:, :margin]], axis=1)
    columns, rows = _size()
    x0, _, _, y1 = plane.RECTANGLE
    x = x0 + (np.arange(columns) + 0.5) * _FINE
    picture = np.empty((rows, columns, 3), dtype=np.float32)
    for row in range(0, rows, 100):
        y = y1 - (np.arange(row, min(row + 100, rows)) + 0.5) * _FINE
        grid: Floats = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
        lon, lat = plane.unproject(grid).T
        at = [(90 - lat) / 180 * height - 0.5, (lon + 180) / 360 * width - 0.5 + margin]
        for channel in range(3):
            values = ndimage.map_coordinates(world[:, :, channel], at, order=1)
            picture[row : row + len(y), :, channel] = values.reshape(len(y), columns)
    return picture


def _raster(land: list[shapely.Polygon]) -> Mask:
    """Which pixels of the fine picture are land."""
    image = Image.new("1", _size())
    draw = ImageDraw.Draw(image)
    x0, _, _, y1 = plane.RECTANGLE
    for part in sorted(land, key=lambda p: -p.area):
        points = shapely.get_coordinates(part.exterior)
        pixels = np.column_stack([points[:, 0] - x0, y1 - points[:, 1]]) / _FINE
        draw.polygon([(float(a), float(b)) for a, b in pixels], fill=1)
    return np.asarray(image, dtype=bool)


def _core(colours: Picture, on_land: Mask) -> Mask:
    """Pixels whose colour is a land colour: near the coast only those that are not blue."""
    depth = ndimage.distance_transform_edt(on_land)
    blue = colours[:, :, 2] - colours[:, :, 0] > _BLUE
    mask: Mask = on_land & ((depth > _NEAR_COAST) | (~blue & (depth > 1)))
    return mask


def _open_sea(colours: Picture, on_land: Mask) -> Mask:
    """Pixels whose colour is a sea colour: blue, not the green of lagoons, and not next to land."""
    red, green, blue = np.moveaxis(colours, 2, 0)
    is_blue = (blue - red > _BLUE) & (blue - green > _BLUER_THAN_GREEN)
    mask: Mask = is_blue & ~on_land & (ndimage.distance_transform_edt(~on_land) > 1.5)
    return mask


def _filled(colours: Picture, valid: Mask) -> Picture:
    """Every other pixel takes the colour of the nearest valid one."""
    nearest = ndimage.distance_transform_edt(~valid, return_distances=False, return_indices=True)
    filled: Picture = colours[nearest[0], nearest[1]]
    return filled


def _veiled(picture: Picture, veil: float) -> Picture:
    return picture * np.float32(1 - veil) + np.float32(255 * veil)


def _shrunk(picture: Picture, factor: int) -> Picture:
    """Averages blocks of pixels; a last odd row repeats."""
    rows, columns, _ = picture.shape
    padded = np.pad(picture, ((0, -rows % factor), (0, -columns % factor), (0, 0)), mode="edge")
    shape = (padded.shape[0] // factor, factor, padded.shape[1] // factor, factor, 3)
    small: Picture = padded.reshape(shape).mean(axis=(1, 3), dtype=np.float32)
    return small


def _save_shrunk(picture: Picture, factor: int, file: Path, quality: int = _QUALITY) -> Box:
    """Saves the picture and returns its bounds: a last odd row reaches beyond the rectangle."""
    small = _shrunk(picture, factor)
    _save(small, file, quality)
    x0, _, _, y1 = plane.RECTANGLE
    rows, columns, _ = small.shape
    return x0, y1 - rows * factor * _FINE, x0 + columns * factor * _FINE, y1


def _cropped(picture: Picture, box: Box) -> Picture:
    x0, _, _, y1 = plane.RECTANGLE
    left, top = (box[0] - x0) // _FINE, (y1 - box[3]) // _FINE
    right, bottom = (box[2] - x0) // _FINE, (y1 - box[1]) // _FINE
    return picture[top:bottom, left:right]


def _save(picture: Picture, file: Path, quality: int = _QUALITY) -> None:
    pixels = np.clip(np.round(picture), 0, 255).astype(np.uint8)
    sampling = "4:4:4" if quality > 90 else "4:2:0"
    Image.fromarray(pixels).save(file, quality=quality, subsampling=sampling, optimize=True)

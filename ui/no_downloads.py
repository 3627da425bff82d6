"""Keeps cartopy and pyproj off the network: what is not on the disk is not there.

Whoever imports cartopy calls `forbid()` right after.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

NOWHERE = Path(os.devnull) / "no-downloads"  # a path that can neither exist nor be made


class DownloadRefused(RuntimeError):
    """Something asked cartopy for data that it would fetch from the network."""


def forbid() -> None:
    """From now on cartopy finds no data folder and its downloader raises DownloadRefused."""
    import cartopy
    import cartopy.io
    from pyproj import network

    for folder in ("pre_existing_data_dir", "data_dir", "cache_dir"):
        cartopy.config[folder] = NOWHERE
    cartopy.io.Downloader.path = _refuse
    network.set_network_enabled(False)  # type: ignore[attr-defined]  # its stub hides it


def _refuse(downloader: object, wanted: Mapping[str, object]) -> NoReturn:
    names = " ".join(str(value) for key, value in sorted(wanted.items()) if key != "config")
    raise DownloadRefused(f"cartopy wants to download data ({names}); everything is in assets/.")

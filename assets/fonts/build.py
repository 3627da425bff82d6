"""Builds the shipped fonts: cuts Noto down to what the lesson shows, under names of our own.

Run `uv run --group basemap python -m assets.fonts.build` on a Debian machine whenever the lesson
gains characters; `tests/test_fonts.py` says when that is. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
BASE = FOLDER / "base.txt"
CHARACTERS = "characters.txt"

PACKAGES = {
    "fonts-noto-core": "58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba",
    "fonts-noto-cjk": "4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502",
}
NOTO = Path("usr/share/fonts/truetype/noto")
CJK = Path("usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
CJK_SIMPLIFIED = 2  # index in the collection; it draws traditional characters too
DONORS = ("NotoSansMath-Regular", "NotoSansSymbols-Regular", "NotoSansSymbols2-Regular")

# Noto Sans and Noto Serif share these; with them CJK text does not push lines apart.
ASCENT, DESCENT = 1069, 293

LETTERS = (
    range(0x0020, 0x007F),  # ASCII
    range(0x00A0, 0x0180),  # Latin-1 and Latin Extended-A
    range(0x01CD, 0x01DD),  # vowels of Pinyin
    range(0x01F4, 0x01FA),
    range(0x0218, 0x021C),
    range(0x02B9, 0x02BD),  # soft signs and aspirations of romanisations
    range(0x02C6, 0x02CE),
    range(0x02D8, 0x02DE),
    range(0x0300, 0x0316),  # combining marks
    range(0x0323, 0x0332),
    range(0x0400, 0x0460),  # Cyrillic
    range(0x0462, 0x0464),  # letters of the old Russian spelling
    range(0x0472, 0x0476),
    range(0x0490, 0x0492),
    range(0x04E8, 0x04F0),
    range(0x1E00, 0x1E9A),  # Latin letters with dots and lines below
    range(0x2002, 0x200D),
    range(0x2010, 0x2028),  # dashes and quotation marks
    range(0x2030, 0x203B),
    range(0x2044, 0x2045),
    range(0x2070, 0x2095),  # superscripts and subscripts
    range(0x2116, 0x2117),
    range(0x2150, 0x215F),  # fractions
)
CURRENCIES = "€₽₩₱"
SYMBOLS = (
    "←↑→↓↔↕↗↘↙↖↵↺↻⇄⇆⇐⇒⇔⇞⇟⇦⇧⇨⇩⟲⟳"
    "−∓∕∙√∞∼≈≠≡≤≥⊕⊘"
    "⌂⌕⌘⌥⌨⌫⏎⏩⏪⏭⏮⏯⏴⏵⏶⏷⏸⏹"
    "■□▪▫▬▲△▴▶▷▸▼▽▾◀◁◂◆◇◉○◎●◐◑◔◕◢◣◦◯"
    "★☆☰☼⚐⚑⚒⚓⚔⚙⚠✓✔✕✖✗✘✚➔➜⛶⤡⤢"
)


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: where it comes from and what it is called here."""

    source: str
    family: str
    style: str
    file: str


FACES = (
    Face("NotoSans-Regular", "Landlocked Sans", "Regular", "LandlockedSans-Regular.ttf"),
    Face("NotoSans-Bold", "Landlocked Sans", "Bold", "LandlockedSans-Bold.ttf"),
    Face("NotoSerif-Regular", "Landlocked Serif", "Regular", "LandlockedSerif-Regular.ttf"),
    Face("NotoSerif-Bold", "Landlocked Serif", "Bold", "LandlockedSerif-Bold.ttf"),
)
CJK_FACE = Face("NotoSansCJK-Regular", "Landlocked CJK", "Regular", "LandlockedCJK-Regular.otf")


def main() -> None:
    """Build all faces into this folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--packages",
        type=Path,
        help="folder that holds the Debian packages; without it they are downloaded",
    )
    given = parser.parse_args().packages
    with TemporaryDirectory() as scratch:
        unpacked = unpack(given or download(Path(scratch) / "packages"), Path(scratch) / "files")
        build(unpacked, FOLDER)
    total = 0
    for face in (*FACES, CJK_FACE):
        size = (FOLDER / face.file).stat().st_size
        total += size
        sys.stdout.write(f"{size:>8,} bytes  {face.file}\n")
    sys.stdout.write(f"{total:>8,} bytes  together\n")


def download(folder: Path) -> Path:
    """Fetch the packages with apt; nothing is installed."""
    folder.mkdir()
    subprocess.run(["apt-get", "download", *PACKAGES], cwd=folder, check=True)
    return folder


def unpack(packages: Path, folder: Path) -> Path:
    """Check each package against its known SHA-256 and unpack it."""
    for name, expected in PACKAGES.items():
        found = sorted(packages.glob(f"{name}_*.deb"))
        if not found:
            raise SystemExit(f"{packages} holds no package {name}.")
        checksum = hashlib.sha256(found[-1].read_bytes()).hexdigest()
        if checksum != expected:
            raise SystemExit(f"{found[-1].name} has SHA-256 {checksum}, expected {expected}.")
        subprocess.run(["dpkg-deb", "-x", found[-1], folder], check=True)
    return folder


def build(unpacked: Path, target: Path) -> None:
    """Cut every face out of its source and write it to `target`."""
    donors = [TTFont(unpacked / NOTO / f"{name}.ttf") for name in DONORS]
    for face in FACES:
        font = TTFont(unpacked / NOTO / f"{face.source}.ttf", recalcTimestamp=False)
        keep(font, letters(), features=("ccmp", "kern", "liga", "mark", "mkmk"))
        for donor in donors:
            graft(font, donor, SYMBOLS)
        write(font, face, target)
    collection = TTCollection(unpacked / CJK)
    font = collection.fonts[CJK_SIMPLIFIED]
    font.recalcTimestamp = False
    keep(font, sorted(wanted_cjk()), features=())
    write(font, CJK_FACE, target)
    list_characters(target)


def list_characters(folder: Path) -> None:
    """Write down what text may hold: what each Latin face draws, and what the CJK face adds.

    The lesson's check reads the list, so that it needs no font library.
    """
    faces = [set(TTFont(folder / face.file).getBestCmap()) for face in FACES]
    codes = set.intersection(*faces) | set(TTFont(folder / CJK_FACE.file).getBestCmap())
    text = "".join(map(chr, sorted(codes)))
    (folder / CHARACTERS).write_text(f"{text}\n", encoding="utf-8")


def letters() -> list[int]:
    """The characters of the Latin and Cyrillic faces."""
    return [code for block in LETTERS for code in block] + [ord(sign) for sign in CURRENCIES]


def wanted_cjk() -> set[int]:
    """Each CJK character that the base list, the lesson or the program's own text holds."""
    text = "".join(path.read_text(encoding="utf-8") for path in texts())
    return {ord(character) for character in text if is_cjk(character)}


def texts() -> Iterable[Path]:
    """The files whose characters must be drawn."""
    yield BASE
    yield from sorted((ROOT / "assets" / "lesson").rglob("*.toml"))
    yield from sorted((ROOT / "ui").rglob("*.py"))
    yield from sorted((ROOT / "db").rglob("*.py"))


def is_cjk(character: str) -> bool:
    """Whether the CJK face draws it: ideographs, kana, hangul and their punctuation."""
    return ord(character) > 0x2E7F and unicodedata.east_asian_width(character) in "WFH"


def keep(font: TTFont, codes: Iterable[int], *, features: tuple[str, ...]) -> None:
    """Drop all glyphs but those for `codes`, all layout but `features`, and the hints.

    `locl` is never kept: Qt shapes with the language of the machine's locale, and one picture
    would be drawn differently on two machines.
    """
    options = Options()
    options.layout_features = list(features)
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["BASE", "DSIG", "VORG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def graft(font: TTFont, donor: TTFont, characters: str) -> None:
    """Copy the glyphs of `characters` that `font` lacks from `donor`; both have 1000 units."""
    known, offered = font.getBestCmap(), donor.getBestCmap()
    glyphs = donor.getGlyphSet()
    order = font.getGlyphOrder()
    for code in sorted(ord(character) for character in characters):
        if code in known or code not in offered:
            continue
        name = f"uni{code:04X}"
        outline, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
        glyphs[offered[code]].draw(outline)
        outline.replay(pen)
        order = [*order, name]
        font.setGlyphOrder(order)
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = donor["hmtx"][offered[code]]
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


def write(font: TTFont, face: Face, target: Path) -> None:
    """Give the font its name here and save it."""
    rename(font, face)
    font["hhea"].ascent = font["OS/2"].sTypoAscender = font["OS/2"].usWinAscent = ASCENT
    font["hhea"].descent = font["OS/2"].sTypoDescender = -DESCENT
    font["OS/2"].usWinDescent = DESCENT
    font["hhea"].lineGap = font["OS/2"].sTypoLineGap = 0
    font.save(target / face.file)


def rename(font: TTFont, face: Face) -> None:
    """Replace the family, keep copyright, trademark and licence."""
    names = font["name"]
    version = names.getDebugName(5)
    kept = {number: names.getDebugName(number) for number in (0, 7, 13, 14)}
    names.names = []
    full = face.family if face.style == "Regular" else f"{face.family} {face.style}"
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    texts = {
        **kept,
        1: face.family,
        2: face.style,
        3: f"{postscript};{version}",
        4: full,
        5: version,
        6: postscript,
        10: f"Subset of {face.source}, renamed.",
    }
    for number, text in sorted(texts.items()):
        if text:
            names.setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        cff.topDictIndex[0].FullName = full
        cff.topDictIndex[0].FamilyName = face.family


if __name__ == "__main__":
    main()

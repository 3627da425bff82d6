"""Reads a lesson folder: every file of it, each fault noted, nothing checked across files yet."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any, Generic, TypeVar

from db.building.faults import Faults
from db.building.lines import check_lines
from db.building.question_structs import QuestionEntry, QuestionsFile, QuestionsWords
from db.building.shapes import Reader, Shape
from db.building.structs import (
    BorderEntry,
    ChartEntry,
    ChartsFile,
    ChartsWords,
    ClaimEntry,
    ClaimsFile,
    ClaimsWords,
    EventEntry,
    EventWords,
    LessonEntry,
    LessonWords,
    PlaceControlEntry,
    PlaceEntry,
    PlacesFile,
    PowerEntry,
    PowersFile,
    RaceEntry,
    RacesFile,
    RacesWords,
    RibbonEntry,
    RibbonsFile,
    RouteEntry,
    RoutesFile,
    SeriesEntry,
    SeriesWords,
    SourceEntry,
    SourcesFile,
    TerritoriesFile,
    TerritoryEntry,
    TourEntry,
    ToursFile,
)
from db.building.toml_lines import Keys

Item = TypeVar("Item", covariant=True)
Tick = Callable[[], None]

_ID_LINE = re.compile(r"""^\s*id\s*=\s*["']([^"']+)["']""", re.MULTILINE)
_SINGLE_FILES = (
    "lesson",
    "powers",
    "territories",
    "ribbons",
    "places",
    "routes",
    "tours",
    "claims",
    "charts",
    "questions",
)
_OPTIONAL_FILES = ("races",)


@dataclass(frozen=True, slots=True)
class Located(Generic[Item]):
    """An entry with the file it stands in and its key path there."""

    file: str
    keys: Keys
    entry: Item

    def at(self, *keys: str | int) -> tuple[str, Keys]:
        """The place of a key inside the entry, as faults want it."""
        return self.file, self.keys + keys


@dataclass(slots=True)
class LessonFolder:
    """What the files of a lesson say. Words are kept by language; `ids_lost` names the files
    that could not be read, with the ids that could still be made out (None: no file)."""

    lesson: Located[LessonEntry]
    powers: list[Located[PowerEntry]] = field(default_factory=list)
    territories: list[Located[TerritoryEntry]] = field(default_factory=list)
    borders: list[Located[BorderEntry]] = field(default_factory=list)
    ribbons: list[Located[RibbonEntry]] = field(default_factory=list)
    place_controls: list[Located[PlaceControlEntry]] = field(default_factory=list)
    places: list[Located[PlaceEntry]] = field(default_factory=list)
    routes: list[Located[RouteEntry]] = field(default_factory=list)
    sources: list[Located[SourceEntry]] = field(default_factory=list)
    tours: list[Located[TourEntry]] = field(default_factory=list)
    races: list[Located[RaceEntry]] = field(default_factory=list)
    claims: list[Located[ClaimEntry]] = field(default_factory=list)
    claims_file: Located[ClaimsFile] | None = None
    questions: list[Located[QuestionEntry]] = field(default_factory=list)
    events: dict[str, Located[EventEntry]] = field(default_factory=dict)
    series: dict[str, Located[SeriesEntry]] = field(default_factory=dict)
    charts: list[Located[ChartEntry]] = field(default_factory=list)
    words: dict[str, Located[LessonWords]] = field(default_factory=dict)
    race_words: dict[str, Located[RacesWords]] = field(default_factory=dict)
    claim_words: dict[str, Located[ClaimsWords]] = field(default_factory=dict)
    question_words: dict[str, Located[QuestionsWords]] = field(default_factory=dict)
    event_words: dict[str, dict[str, Located[EventWords]]] = field(default_factory=dict)
    series_words: dict[str, dict[str, Located[SeriesWords]]] = field(default_factory=dict)
    chart_words: dict[str, Located[ChartsWords]] = field(default_factory=dict)
    ids_lost: dict[str, set[str] | None] = field(default_factory=dict)

    @property
    def languages(self) -> list[str]:
        """The lesson's languages; the first one stands in where another has no name."""
        return self.lesson.entry.languages


def sources_of(root: Path) -> list[Path]:
    """The files that a lesson is built from, in a fixed order."""
    patterns = (
        "*.toml",
        "sources/*.toml",
        "events/*.toml",
        "series/*.toml",
        "text/*/*.toml",
        "text/*/events/*.toml",
        "text/*/series/*.toml",
    )
    return [path for pattern in patterns for path in sorted(root.glob(pattern))]


def read_folder(root: Path, faults: Faults, tick: Tick) -> LessonFolder:
    """Everything the folder says; `tick` is called once for each file."""
    return _FolderReader(root, faults, tick).read()


class _FolderReader:
    def __init__(self, root: Path, faults: Faults, tick: Tick) -> None:
        self._root = root
        self._faults = faults
        self._tick = tick
        self._ids_lost: dict[str, set[str] | None] = {}

    def read(self) -> LessonFolder:
        folder = LessonFolder(Located("lesson.toml", (), self._file("lesson.toml", LessonEntry)))
        folder.ids_lost = self._ids_lost
        powers = self._file("powers.toml", PowersFile)
        folder.powers = _located("powers.toml", "power", powers.power)
        territories = self._file("territories.toml", TerritoriesFile)
        folder.territories = _located("territories.toml", "territory", territories.territory)
        folder.borders = _located("territories.toml", "border", territories.border)
        if "territories.toml" not in self._ids_lost:
            check_lines(self._root, territories.lines, self._faults)
        ribbons = self._file("ribbons.toml", RibbonsFile)
        folder.ribbons = _located("ribbons.toml", "ribbon", ribbons.ribbon)
        folder.place_controls = _located("ribbons.toml", "control", ribbons.control)
        places = self._file("places.toml", PlacesFile)
        folder.places = _located("places.toml", "place", places.place)
        routes = self._file("routes.toml", RoutesFile)
        folder.routes = _located("routes.toml", "route", routes.route)
        tours = self._file("tours.toml", ToursFile)
        folder.tours = _located("tours.toml", "tour", tours.tour)
        races = self._optional("races.toml", RacesFile)
        folder.races = _located("races.toml", "race", races.race)
        if (self._root / "claims.toml").is_file():
            folder.claims_file = Located("claims.toml", (), self._file("claims.toml", ClaimsFile))
            folder.claims = _located("claims.toml", "claim", folder.claims_file.entry.claim)
        if (self._root / "questions.toml").is_file():
            asked = self._file("questions.toml", QuestionsFile)
            folder.questions = _located("questions.toml", "question", asked.question)
        for file in self._files("sources"):
            folder.sources += _located(file, "source", self._file(file, SourcesFile).source)
        for file in self._files("events"):
            folder.events[Path(file).stem] = Located(file, (), self._file(file, EventEntry))
        self._read_charts(folder)
        self._read_words(folder)
        self._report_strangers()
        return folder

    def _read_charts(self, folder: LessonFolder) -> None:
        for file in self._files("series"):
            folder.series[Path(file).stem] = Located(file, (), self._file(file, SeriesEntry))
        if (self._root / "charts.toml").exists():
            charts = self._file("charts.toml", ChartsFile)
            folder.charts = _located("charts.toml", "chart", charts.chart)

    def _read_words(self, folder: LessonFolder) -> None:
        lesson = folder.lesson.entry
        lesson.languages = lesson.languages or self._languages_found()
        for lang in lesson.languages:
            file = f"text/{lang}/lesson.toml"
            folder.words[lang] = Located(file, (), self._file(file, LessonWords))
            file = f"text/{lang}/races.toml"
            folder.race_words[lang] = Located(file, (), self._optional(file, RacesWords))
            if folder.claims_file:
                file = f"text/{lang}/claims.toml"
                folder.claim_words[lang] = Located(file, (), self._file(file, ClaimsWords))
            if (self._root / "questions.toml").is_file():
                file = f"text/{lang}/questions.toml"
                folder.question_words[lang] = Located(file, (), self._file(file, QuestionsWords))
            folder.event_words[lang] = {
                Path(file).stem: Located(file, (), self._file(file, EventWords))
                for file in self._files(f"text/{lang}/events")
            }
            folder.series_words[lang] = {
                Path(file).stem: Located(file, (), self._file(file, SeriesWords))
                for file in self._files(f"text/{lang}/series")
            }
            if folder.charts:
                file = f"text/{lang}/charts.toml"
                folder.chart_words[lang] = Located(file, (), self._file(file, ChartsWords))

    def _languages_found(self) -> list[str]:
        """The languages there are words in, for a lesson that fails to name its own."""
        return sorted(path.name for path in self._root.glob("text/*/"))

    def _report_strangers(self) -> None:
        for file in self._files("."):
            if Path(file).stem not in _SINGLE_FILES + _OPTIONAL_FILES:
                expected = ", ".join(f"{stem}.toml" for stem in _SINGLE_FILES)
                self._faults.add(file, (), f"the lesson has no such file; expected {expected}")

    def _files(self, folder: str) -> Iterator[str]:
        for path in sorted((self._root / folder).glob("*.toml")):
            yield path.relative_to(self._root).as_posix()

    def _optional(self, file: str, kind: type[Shape]) -> Shape:
        """What a file says that a lesson may do without."""
        if (self._root / file).exists():
            return self._file(file, kind)
        return Reader(file, Faults()).read({}, kind)

    def _file(self, file: str, kind: type[Shape]) -> Shape:
        self._tick()
        content = self._content(file)
        if content is None:
            silent = Faults()
            return Reader(file, silent).read({}, kind)
        return Reader(file, self._faults).read(content, kind)

    def _content(self, file: str) -> dict[str, Any] | None:
        try:
            raw = (self._root / file).read_bytes()
        except FileNotFoundError:
            self._faults.add(file, (), "the file is missing")
            self._ids_lost[file] = None
            return None
        except OSError as error:
            self._faults.add(file, (), f"the file cannot be read: {error.strerror}")
            self._ids_lost[file] = None
            return None
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._lose(file, raw)
            line = raw.count(b"\n", 0, error.start) + 1
            byte = raw[error.start]
            self._faults.add_at_line(
                file, line, f"byte 0x{byte:02X} is not UTF-8; save the file as UTF-8 text"
            )
            return None
        return self._toml(file, raw, text)

    def _toml(self, file: str, raw: bytes, text: str) -> dict[str, Any] | None:
        try:
            content = tomllib.loads(text.replace("\r\n", "\n"), parse_float=_finite)
        except tomllib.TOMLDecodeError as error:
            self._lose(file, raw)
            self._add_broken_toml(file, text, str(error))
            return None
        self._faults.remember(file, text, content)
        return content

    def _add_broken_toml(self, file: str, text: str, sentence: str) -> None:
        at = re.search(r" \(at line (\d+), column \d+\)$", sentence)
        line = int(at[1]) if at else text.count("\n") + 1
        said = re.sub(r" \(at .*\)$", "", sentence)
        self._faults.add_at_line(file, line, f"this is not TOML: {said}")

    def _lose(self, file: str, raw: bytes) -> None:
        """Keep the ids of an unreadable file, so that its entries are not missed elsewhere."""
        self._ids_lost[file] = set(_ID_LINE.findall(raw.decode("utf-8", "replace")))


def _located(file: str, key: str, entries: list[Item]) -> list[Located[Item]]:
    return [Located(file, (key, index), entry) for index, entry in enumerate(entries)]


def _finite(text: str) -> float | str:
    """The number; TOML's inf and nan stay text, so that they are no numbers to the lesson."""
    number = float(text)
    return number if isfinite(number) else text

"""The library: one lesson, opened for reading, whether built in, a file, or a folder of texts.

Nothing but the standard library is imported here until a lesson has to be built.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import error as StructError
from types import TracebackType
from typing import TYPE_CHECKING

from db.cache import Cache, cache_folder
from db.errors import DamagedFile, FaultyLesson, LessonError, NewerFile
from db.events import event
from db.lesson_file import open_lesson
from db.records import Claim, Event, EventId, Question, World
from db.words import languages
from db.world import world

if TYPE_CHECKING:
    from db.chart_records import Chart
    from db.found import Ask, Counts, Found

CODE = Path(__file__).parent
LESSON = Path(__file__).parents[1] / "assets" / "lesson"

Progress = Callable[[int, int], None]


class Library:
    """One lesson, read-only. `notices` are lines for the reader about how it was opened.

    `key` stands for all that is in a built-in lesson; it is empty for any other.

    A library may be made on one thread and used on another, but not by two at a time.
    """

    def __init__(
        self, db: sqlite3.Connection, notices: tuple[str, ...] = (), key: str = ""
    ) -> None:
        self.notices = notices
        self.key = key
        self._db = db
        try:
            with self._reading():
                self.languages = languages(db)
        except LessonError:
            db.close()
            raise

    @classmethod
    def built_in(
        cls,
        progress: Progress | None = None,
        *,
        folder: Path = LESSON,
        cache: Path | None = None,
    ) -> Library:
        """The built-in lesson from the user's cache; built first where it is not there yet.

        `progress` is called while building with the work done and all the work there is.
        Raises FaultyLesson only if the texts have faults and no good build is left.
        """
        builds = Cache(cache or cache_folder())
        key = builds.key_of((folder, CODE), lambda: _ingredients(folder))
        notices: tuple[str, ...] = ()
        try:
            if found := builds.find(key):
                return cls(found, key=key)
        except NewerFile:
            notices += (NEWER_BUILD,)
        except DamagedFile:
            notices += (DAMAGED_BUILD,)
        try:
            built = _built_in_memory(folder, progress)
        except LessonError as error:
            good = builds.last_good()
            if good is None:
                raise
            return cls(good, (*notices, _last_good_used(error)))
        try:
            kept = builds.keep(key, built)
        except (OSError, sqlite3.Error, LessonError) as error:
            return cls(built, (*notices, _kept_in_memory(builds, error)), key)
        built.close()
        return cls(kept, notices, key)

    @classmethod
    def open(cls, path: Path) -> Library:
        """The lesson file in `path`. Raises ForeignFile, DamagedFile or NewerFile."""
        return cls(open_lesson(path))

    @classmethod
    def from_folder(cls, folder: Path, progress: Progress | None = None) -> Library:
        """A folder of lesson texts, built in memory. Raises FaultyLesson with every fault."""
        return cls(_built_in_memory(folder, progress))

    def world(self, lang: str = "en") -> World:
        """All that the map and the timeline draw, with the words of that language."""
        with self._reading():
            return world(self._db, self._language(lang), self.languages[0])

    def event(self, event_id: EventId, lang: str = "en") -> Event:
        """The event whole, with the words of that language. Raises UnknownId."""
        with self._reading():
            return event(self._db, event_id, self._language(lang))

    def charts_of(self, event_id: EventId, lang: str = "en") -> tuple[Chart, ...]:
        """The charts of an event, with the words of that language; often there is none."""
        from db.charts import charts_of  # the start does without

        with self._reading():
            return charts_of(self._db, event_id, self._language(lang))

    def charts(self, lang: str = "en") -> tuple[Chart, ...]:
        """All charts of the lesson, with the words of that language."""
        from db.charts import all_charts

        with self._reading():
            return all_charts(self._db, self._language(lang))

    def claims(self, lang: str = "en") -> tuple[Claim, ...]:
        """The claim check, with the words of that language; empty where the lesson has none."""
        from db.claims import claims

        with self._reading():
            return claims(self._db, self._language(lang))

    def questions(self, lang: str = "en") -> dict[EventId, Question]:
        """The questions by the event that they are asked before; empty where there are none."""
        from db.questions import questions

        with self._reading():
            return {asked.event: asked for asked in questions(self._db, self._language(lang))}

    def search(self, ask: Ask, lang: str = "en", *, limit: int = 40) -> Found:
        """The events and places that were asked for, best first; at most `limit` events whole."""
        from db import search

        with self._reading():
            return search.find(self._db, ask, self._language(lang), limit=limit)

    def search_counts(self, ask: Ask, lang: str = "en") -> Counts:
        """How many events each filter would leave."""
        from db import search

        with self._reading():
            return search.counts(self._db, ask, self._language(lang))

    def damages(self) -> tuple[str, ...]:
        """What is wrong with the lesson's file; empty where it is sound."""
        from db.check import damages_of

        return damages_of(self._db)

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _language(self, lang: str) -> str:
        return lang if lang in self.languages else self.languages[0]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, LookupError, ValueError, StructError) as error:
            message = (
                f"The lesson is damaged: what should be in it is missing or garbled ({error})."
            )
            raise DamagedFile(message) from error


NEWER_BUILD = (
    "The built lesson in the cache was written by a newer version of Landlocked; "
    "it was left alone and the lesson was built again."
)
DAMAGED_BUILD = "The built lesson in the cache was damaged; the lesson was built again."


def _last_good_used(error: LessonError) -> str:
    if isinstance(error, FaultyLesson):
        count = len(error.faults)
        faults = "a fault" if count == 1 else f"{count} faults"
        first = error.faults[0]
        return (
            f"The lesson’s texts have {faults}, so the last good build is shown "
            f"({first}). The command 'check' lists all."
        )
    return f"The lesson could not be built, so the last good build is shown ({error})"


def _kept_in_memory(builds: Cache, error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return (
        f"The built lesson could not be stored in {builds.folder} ({reason}); "
        "it is kept in memory and will be built again at the next start."
    )


def _ingredients(folder: Path) -> list[Path]:
    """What a build depends on: the lesson's texts, and the code that turns them into tables."""
    texts = folder.rglob("*.toml")
    return sorted([*texts, *CODE.glob("*.py"), *(CODE / "building").glob("*.py")])


def _built_in_memory(folder: Path, progress: Progress | None) -> sqlite3.Connection:
    from sqlite_utils import Database

    from db.build import build
    from db.building.base_map import drawable_territories

    db = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        build(folder, Database(db), shapes=drawable_territories(), progress=progress)
    except BaseException:
        db.close()
        raise
    return db

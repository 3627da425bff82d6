"""All that the map and the timeline draw, loaded in one go."""

from __future__ import annotations

from sqlite3 import Connection

from db.events import marks
from db.places import places
from db.races import races, unopened, voyages
from db.records import Day, World
from db.routes import routes
from db.territories import borders, powers, ribbons, territories
from db.tours import acts, tours
from db.words import words


def world(db: Connection, lang: str, fallback: str) -> World:
    """The world in a language that the lesson has."""
    meta = dict(db.execute("SELECT key, value FROM meta").fetchall())
    as_of = Day(int(meta["as_of"]))
    return World(
        first_day=Day(int(meta["first_day"])),
        as_of=as_of,
        title=words(db, "lesson", "title", lang)[""],
        subtitle=words(db, "lesson", "subtitle", lang)[""],
        acts=acts(db, lang),
        powers=powers(db, lang),
        territories=territories(db, lang),
        places=places(db, lang, fallback, as_of=as_of),
        routes=routes(db, lang),
        ribbons=ribbons(db, lang),
        marks=marks(db, lang),
        tours=tours(db, lang),
        borders=borders(db),
        races=races(db, lang),
        voyages=voyages(db),
        unopened=unopened(db),
    )

"""The schema of the file of own lessons, as named steps. A step is never edited once shipped."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("landlocked-own")

OWN_TOURS = """
-- How often the file was changed: a second window of the program notices by it.
CREATE TABLE revision (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    number INTEGER NOT NULL
) STRICT;

INSERT INTO revision VALUES (1, 0);

CREATE TABLE own_tour (
    id TEXT PRIMARY KEY CHECK (id LIKE 'own-%'),
    position INTEGER NOT NULL,
    title TEXT NOT NULL CHECK (title <> ''),
    copied_from TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A stop: what the lesson said of it when it was copied, then what is the teacher's own.
-- Words that are NULL are the lesson's.
CREATE TABLE own_step (
    tour TEXT NOT NULL REFERENCES own_tour (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    event TEXT NOT NULL,
    day INTEGER NOT NULL,
    x REAL NOT NULL,
    y REAL NOT NULL,
    height REAL NOT NULL CHECK (height > 0),
    title TEXT NOT NULL,
    lesson_priority TEXT NOT NULL CHECK (lesson_priority IN ('must', 'should', 'could')),
    lesson_minutes REAL NOT NULL CHECK (lesson_minutes >= 0),
    shown INTEGER NOT NULL CHECK (shown IN (0, 1)),
    priority TEXT NOT NULL CHECK (priority IN ('must', 'should', 'could')),
    minutes REAL NOT NULL CHECK (minutes >= 0),
    caption TEXT CHECK (caption <> ''),
    point TEXT,
    question TEXT CHECK ((question IS NULL) = (point IS NULL)),
    misconception TEXT CHECK ((misconception IS NULL) = (point IS NULL)),
    PRIMARY KEY (tour, position)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def own_tours(db: Database) -> None:
    """Own tours and their stops."""
    for statement in OWN_TOURS.split(";\n"):
        if statement.strip():
            db.execute(statement)
    db.execute("PRAGMA user_version = 1")  # with the rest, or not at all

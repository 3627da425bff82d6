"""The schema of a lesson file, as named steps. A step is never edited after it has shipped."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from db.dates import doubt_of

migrations = Migrations("landlocked")

WORDS_AND_POWERS = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE language (
    code TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE
) STRICT;

-- Names and titles: kind is the table that id belongs to (power, route ...).
CREATE TABLE word (
    lang TEXT NOT NULL REFERENCES language (code),
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (lang, kind, id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
    id TEXT PRIMARY KEY,
    publisher TEXT NOT NULL,
    title TEXT NOT NULL,
    date TEXT NOT NULL,
    url TEXT NOT NULL
) STRICT;

CREATE TABLE power (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    colour TEXT NOT NULL,
    letter TEXT NOT NULL,
    family TEXT NOT NULL
) STRICT;
"""

LAND = """
CREATE TABLE place (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    rank INTEGER NOT NULL CHECK (rank BETWEEN 1 AND 5),
    x REAL NOT NULL,
    y REAL NOT NULL,
    longitude REAL NOT NULL,
    latitude REAL NOT NULL
) STRICT;

CREATE TABLE place_source (
    place TEXT NOT NULL REFERENCES place (id),
    source TEXT NOT NULL REFERENCES source (id),
    PRIMARY KEY (place, source)
) STRICT, WITHOUT ROWID;

-- The name on the map from start_day until end_day (exclusive).
CREATE TABLE place_name (
    place TEXT NOT NULL REFERENCES place (id),
    lang TEXT NOT NULL,
    start_day INTEGER NOT NULL,
    end_day INTEGER NOT NULL CHECK (end_day > start_day),
    text TEXT NOT NULL,
    native TEXT NOT NULL,
    PRIMARY KEY (place, lang, start_day)
) STRICT, WITHOUT ROWID;

-- Other spellings, for search.
CREATE TABLE place_alias (
    place TEXT NOT NULL REFERENCES place (id),
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    start_day INTEGER NOT NULL,
    end_day INTEGER NOT NULL
) STRICT;

CREATE INDEX place_alias_place ON place_alias (place);

CREATE TABLE territory (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    basis TEXT NOT NULL,
    accuracy_km REAL NOT NULL,
    disputed INTEGER NOT NULL CHECK (disputed IN (0, 1))
) STRICT;

CREATE TABLE territory_source (
    territory TEXT NOT NULL REFERENCES territory (id),
    source TEXT NOT NULL REFERENCES source (id),
    PRIMARY KEY (territory, source)
) STRICT, WITHOUT ROWID;

-- Who held a territory or a place, from its start bound until its end bound (exclusive).
CREATE TABLE control (
    id INTEGER PRIMARY KEY,
    territory TEXT REFERENCES territory (id),
    place TEXT REFERENCES place (id),
    position INTEGER NOT NULL,
    status TEXT NOT NULL,
    start_text TEXT NOT NULL,
    start_first INTEGER NOT NULL,
    start_last INTEGER NOT NULL,
    end_text TEXT NOT NULL,
    end_first INTEGER NOT NULL,
    end_last INTEGER NOT NULL,
    note TEXT NOT NULL,
    CHECK ((territory IS NULL) <> (place IS NULL)),
    UNIQUE (territory, position),
    UNIQUE (place, position)
) STRICT;

CREATE TABLE control_power (
    control INTEGER NOT NULL REFERENCES control (id),
    position INTEGER NOT NULL,
    power TEXT NOT NULL REFERENCES power (id),
    PRIMARY KEY (control, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE control_source (
    control INTEGER NOT NULL REFERENCES control (id),
    source TEXT NOT NULL REFERENCES source (id),
    PRIMARY KEY (control, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE ribbon (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE lane (
    ribbon TEXT NOT NULL REFERENCES ribbon (id),
    position INTEGER NOT NULL,
    place TEXT NOT NULL REFERENCES place (id),
    PRIMARY KEY (ribbon, position)
) STRICT, WITHOUT ROWID;
"""

ROUTES = """
-- line: little-endian doubles, x, y (metres) and km along the route for each point.
CREATE TABLE route (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    mode TEXT NOT NULL,
    published_km REAL,
    family TEXT NOT NULL,
    line BLOB NOT NULL
) STRICT;

CREATE TABLE route_source (
    route TEXT NOT NULL REFERENCES route (id),
    source TEXT NOT NULL REFERENCES source (id),
    PRIMARY KEY (route, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE waypoint (
    route TEXT NOT NULL REFERENCES route (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    longitude REAL NOT NULL,
    latitude REAL NOT NULL,
    km REAL NOT NULL,
    PRIMARY KEY (route, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE section (
    route TEXT NOT NULL REFERENCES route (id),
    position INTEGER NOT NULL,
    first_km REAL NOT NULL,
    last_km REAL NOT NULL,
    begun_text TEXT NOT NULL,
    begun_first INTEGER NOT NULL,
    begun_last INTEGER NOT NULL,
    opened_text TEXT NOT NULL,
    opened_first INTEGER NOT NULL,
    opened_last INTEGER NOT NULL,
    closed_text TEXT,
    closed_first INTEGER,
    closed_last INTEGER,
    approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
    PRIMARY KEY (route, position)
) STRICT, WITHOUT ROWID;
"""

EVENTS_AND_TOURS = """
CREATE TABLE event (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    when_text TEXT NOT NULL,
    when_first INTEGER NOT NULL,
    when_last INTEGER NOT NULL CHECK (when_last >= when_first),
    vague INTEGER NOT NULL CHECK (vague IN (0, 1)),
    old_style TEXT NOT NULL,
    day INTEGER NOT NULL,
    importance INTEGER NOT NULL CHECK (importance BETWEEN 1 AND 3),
    x REAL NOT NULL,
    y REAL NOT NULL,
    height REAL NOT NULL
) STRICT;

CREATE TABLE event_text (
    event INTEGER NOT NULL REFERENCES event (number),
    lang TEXT NOT NULL REFERENCES language (code),
    title TEXT NOT NULL,
    place_line TEXT NOT NULL,
    caption TEXT NOT NULL,
    story TEXT NOT NULL,
    PRIMARY KEY (event, lang)
) STRICT;

-- Titles alone, so that the timeline of a large lesson need not read its stories.
CREATE INDEX event_text_title ON event_text (lang, event, title);

CREATE TABLE event_theme (
    event INTEGER NOT NULL REFERENCES event (number),
    position INTEGER NOT NULL,
    theme TEXT NOT NULL,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_place (
    event INTEGER NOT NULL REFERENCES event (number),
    position INTEGER NOT NULL,
    place TEXT NOT NULL REFERENCES place (id),
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_territory (
    event INTEGER NOT NULL REFERENCES event (number),
    position INTEGER NOT NULL,
    territory TEXT NOT NULL REFERENCES territory (id),
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_route (
    event INTEGER NOT NULL REFERENCES event (number),
    position INTEGER NOT NULL,
    route TEXT NOT NULL REFERENCES route (id),
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (
    event INTEGER NOT NULL REFERENCES event (number),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_text (
    event INTEGER NOT NULL,
    position INTEGER NOT NULL,
    lang TEXT NOT NULL REFERENCES language (code),
    text TEXT NOT NULL,
    PRIMARY KEY (event, position, lang),
    FOREIGN KEY (event, position) REFERENCES fact (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_source (
    event INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    position INTEGER NOT NULL,
    source TEXT NOT NULL REFERENCES source (id),
    PRIMARY KEY (event, fact, position),
    FOREIGN KEY (event, fact) REFERENCES fact (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE figure (
    event INTEGER NOT NULL REFERENCES event (number),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    value REAL NOT NULL,
    unit TEXT NOT NULL,
    as_of TEXT NOT NULL,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE figure_text (
    event INTEGER NOT NULL,
    position INTEGER NOT NULL,
    lang TEXT NOT NULL REFERENCES language (code),
    shown TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (event, position, lang),
    FOREIGN KEY (event, position) REFERENCES figure (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE figure_source (
    event INTEGER NOT NULL,
    figure INTEGER NOT NULL,
    position INTEGER NOT NULL,
    source TEXT NOT NULL REFERENCES source (id),
    PRIMARY KEY (event, figure, position),
    FOREIGN KEY (event, figure) REFERENCES figure (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE act (
    number INTEGER PRIMARY KEY,
    numeral TEXT NOT NULL,
    start_day INTEGER NOT NULL,
    opens_with INTEGER NOT NULL REFERENCES event (number)
) STRICT;

CREATE TABLE tour (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE step (
    tour TEXT NOT NULL REFERENCES tour (id),
    position INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES event (number),
    day INTEGER NOT NULL,
    x REAL NOT NULL,
    y REAL NOT NULL,
    height REAL NOT NULL,
    priority TEXT NOT NULL,
    minutes REAL NOT NULL,
    PRIMARY KEY (tour, position)
) STRICT, WITHOUT ROWID;
"""

VOICES = """
ALTER TABLE source ADD COLUMN grade TEXT NOT NULL DEFAULT 'C' CHECK (grade IN ('A', 'B', 'C'));

-- A number of a fact that texts quote.
CREATE TABLE quantity (
    event INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    position INTEGER NOT NULL,
    value REAL NOT NULL,
    unit TEXT NOT NULL,
    as_of TEXT NOT NULL,
    PRIMARY KEY (event, fact, position),
    FOREIGN KEY (event, fact) REFERENCES fact (event, position)
) STRICT, WITHOUT ROWID;

-- How the event looked to somebody.
CREATE TABLE perspective (
    event INTEGER NOT NULL REFERENCES event (number),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    power TEXT REFERENCES power (id),
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE perspective_text (
    event INTEGER NOT NULL,
    position INTEGER NOT NULL,
    lang TEXT NOT NULL REFERENCES language (code),
    who TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (event, position, lang),
    FOREIGN KEY (event, position) REFERENCES perspective (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE perspective_source (
    event INTEGER NOT NULL,
    perspective INTEGER NOT NULL,
    position INTEGER NOT NULL,
    source TEXT NOT NULL REFERENCES source (id),
    PRIMARY KEY (event, perspective, position),
    FOREIGN KEY (event, perspective) REFERENCES perspective (event, position)
) STRICT, WITHOUT ROWID;

-- A point that is told differently, and the sides' positions on it, numbered through the event.
CREATE TABLE contested (
    event INTEGER NOT NULL REFERENCES event (number),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE contested_text (
    event INTEGER NOT NULL,
    position INTEGER NOT NULL,
    lang TEXT NOT NULL REFERENCES language (code),
    point TEXT NOT NULL,
    PRIMARY KEY (event, position, lang),
    FOREIGN KEY (event, position) REFERENCES contested (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE side (
    event INTEGER NOT NULL,
    position INTEGER NOT NULL,
    contested INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (event, position),
    FOREIGN KEY (event, contested) REFERENCES contested (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE side_text (
    event INTEGER NOT NULL,
    position INTEGER NOT NULL,
    lang TEXT NOT NULL REFERENCES language (code),
    who TEXT NOT NULL,
    says TEXT NOT NULL,
    PRIMARY KEY (event, position, lang),
    FOREIGN KEY (event, position) REFERENCES side (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE side_source (
    event INTEGER NOT NULL,
    side INTEGER NOT NULL,
    position INTEGER NOT NULL,
    source TEXT NOT NULL REFERENCES source (id),
    PRIMARY KEY (event, side, position),
    FOREIGN KEY (event, side) REFERENCES side (event, position)
) STRICT, WITHOUT ROWID;

-- For the teacher.
CREATE TABLE notes_text (
    event INTEGER NOT NULL REFERENCES event (number),
    lang TEXT NOT NULL REFERENCES language (code),
    point TEXT NOT NULL,
    question TEXT NOT NULL,
    misconception TEXT NOT NULL,
    PRIMARY KEY (event, lang)
) STRICT, WITHOUT ROWID;
"""

CLAIMS = """
-- What the founding article says, and what checking found.
CREATE TABLE claim (
    number INTEGER PRIMARY KEY,
    verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'corrected', 'contested', 'open'))
) STRICT;

CREATE TABLE claim_text (
    claim INTEGER NOT NULL REFERENCES claim (number),
    lang TEXT NOT NULL REFERENCES language (code),
    says TEXT NOT NULL,
    found TEXT NOT NULL,
    PRIMARY KEY (claim, lang)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_event (
    claim INTEGER NOT NULL REFERENCES claim (number),
    position INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES event (number),
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
"""

SEARCH = """
-- The words of every event, folded, for each language, and a word for each filter that leaves it.
-- A row's number holds the language, the
-- importance and the event (see db/search.py), so that rows come out weightiest first.
CREATE VIRTUAL TABLE event_index USING fts5 (
    title, dated, place_line, caption, story, facts, figures, perspectives, contested, places,
    notes, filters,
    content = '', columnsize = 0, prefix = '1 2', tokenize = 'unicode61 remove_diacritics 2'
);

-- Every name of a place in any language and script, once for each unbroken span of days.
CREATE TABLE searched_name (
    id INTEGER PRIMARY KEY,
    place TEXT NOT NULL REFERENCES place (id),
    text TEXT NOT NULL,
    start_day INTEGER NOT NULL,
    end_day INTEGER NOT NULL
) STRICT;

CREATE INDEX searched_name_place ON searched_name (place);

CREATE VIRTUAL TABLE name_index USING fts5 (
    name,
    content = '', columnsize = 0, prefix = '1 2', tokenize = 'unicode61 remove_diacritics 2'
);
"""


CHARTS = """
CREATE TABLE series (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    unit TEXT NOT NULL,
    join_years REAL NOT NULL CHECK (join_years > 0)
) STRICT;

-- A number with its date or its category; low and high are the value again without a range.
CREATE TABLE point (
    series TEXT NOT NULL REFERENCES series (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    category TEXT NOT NULL,
    date_text TEXT,
    date_first INTEGER,
    date_last INTEGER,
    value REAL NOT NULL,
    low REAL NOT NULL CHECK (low <= value),
    high REAL NOT NULL CHECK (high >= value),
    certainty TEXT NOT NULL,
    recounted INTEGER NOT NULL CHECK (recounted IN (0, 1)),
    CHECK (date_text IS NOT NULL OR category <> ''),
    PRIMARY KEY (series, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE point_source (
    series TEXT NOT NULL,
    point INTEGER NOT NULL,
    position INTEGER NOT NULL,
    source TEXT NOT NULL REFERENCES source (id),
    PRIMARY KEY (series, point, position),
    FOREIGN KEY (series, point) REFERENCES point (series, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE chart (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    start_day INTEGER,
    end_day INTEGER CHECK (end_day > start_day),
    least REAL,
    most REAL CHECK (most > least)
) STRICT;

CREATE TABLE chart_series (
    chart TEXT NOT NULL REFERENCES chart (id),
    position INTEGER NOT NULL,
    series TEXT NOT NULL REFERENCES series (id),
    factor REAL NOT NULL CHECK (factor > 0),
    family TEXT NOT NULL,
    PRIMARY KEY (chart, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE chart_bar (
    chart TEXT NOT NULL REFERENCES chart (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    family TEXT NOT NULL,
    PRIMARY KEY (chart, position)
) STRICT, WITHOUT ROWID;

-- What a bar is put together from; a tick only marks it.
CREATE TABLE chart_part (
    chart TEXT NOT NULL,
    bar INTEGER NOT NULL,
    position INTEGER NOT NULL,
    series INTEGER NOT NULL,
    category TEXT NOT NULL,
    tick INTEGER NOT NULL CHECK (tick IN (0, 1)),
    PRIMARY KEY (chart, bar, position),
    FOREIGN KEY (chart, bar) REFERENCES chart_bar (chart, position),
    FOREIGN KEY (chart, series) REFERENCES chart_series (chart, position)
) STRICT, WITHOUT ROWID;

-- position is the chart's place among those of the event.
CREATE TABLE chart_event (
    event INTEGER NOT NULL REFERENCES event (number),
    position INTEGER NOT NULL,
    chart TEXT NOT NULL REFERENCES chart (id),
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;
"""

BORDERS = """
-- How well the line between two territories is known from start_day until end_day (exclusive);
-- one and other are in alphabetical order.
CREATE TABLE border (
    one TEXT NOT NULL REFERENCES territory (id),
    other TEXT NOT NULL REFERENCES territory (id),
    start_day INTEGER NOT NULL,
    end_day INTEGER NOT NULL CHECK (end_day > start_day),
    accuracy_km REAL NOT NULL CHECK (accuracy_km >= 0),
    basis TEXT NOT NULL,
    PRIMARY KEY (one, other, start_day)
) STRICT, WITHOUT ROWID;
"""

RACES = """
-- Runs side by side at an event; seconds is how long the longest takes.
CREATE TABLE race (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    event INTEGER NOT NULL UNIQUE REFERENCES event (number),
    seconds REAL NOT NULL
) STRICT;

CREATE TABLE run (
    race TEXT NOT NULL REFERENCES race (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    start TEXT NOT NULL REFERENCES place (id),
    by TEXT NOT NULL REFERENCES place (id),
    finish TEXT NOT NULL REFERENCES place (id),
    family TEXT NOT NULL,
    PRIMARY KEY (race, position)
) STRICT, WITHOUT ROWID;

-- A stretch of a route, as it is drawn, and its length in km as it is printed.
CREATE TABLE leg (
    race TEXT NOT NULL,
    run INTEGER NOT NULL,
    position INTEGER NOT NULL,
    route TEXT NOT NULL REFERENCES route (id),
    first_km REAL NOT NULL,
    last_km REAL NOT NULL,
    km REAL NOT NULL CHECK (km > 0),
    measured INTEGER NOT NULL CHECK (measured IN (0, 1)),
    note TEXT NOT NULL,
    PRIMARY KEY (race, run, position),
    FOREIGN KEY (race, run) REFERENCES run (race, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE leg_source (
    race TEXT NOT NULL,
    run INTEGER NOT NULL,
    leg INTEGER NOT NULL,
    position INTEGER NOT NULL,
    source TEXT NOT NULL REFERENCES source (id),
    PRIMARY KEY (race, run, leg, position),
    FOREIGN KEY (race, run, leg) REFERENCES leg (race, run, position)
) STRICT, WITHOUT ROWID;

-- How much land the second way from a place saves, within so many km.
CREATE TABLE finding (
    race TEXT NOT NULL REFERENCES race (id),
    position INTEGER NOT NULL,
    start TEXT NOT NULL REFERENCES place (id),
    land_saved REAL NOT NULL,
    within REAL NOT NULL,
    PRIMARY KEY (race, position)
) STRICT, WITHOUT ROWID;
"""

QUESTIONS = """
-- A question asked before an event is told. An estimate is right from low to high.
CREATE TABLE question (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    event INTEGER NOT NULL REFERENCES event (number),
    kind TEXT NOT NULL CHECK (kind IN ('choose', 'order', 'point', 'estimate')),
    place TEXT REFERENCES place (id),
    tolerance_km REAL NOT NULL,
    scale_first REAL,
    scale_last REAL,
    low REAL,
    high REAL,
    x REAL,
    y REAL,
    height REAL,
    CHECK ((kind = 'estimate') = (low IS NOT NULL)),
    CHECK ((x IS NULL) = (height IS NULL))
) STRICT;

CREATE TABLE question_text (
    question INTEGER NOT NULL REFERENCES question (number),
    lang TEXT NOT NULL REFERENCES language (code),
    ask TEXT NOT NULL,
    answer TEXT NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (question, lang)
) STRICT, WITHOUT ROWID;

-- An option or a thing to be put in order, as shown; right is its rank in the right answer, or 0.
CREATE TABLE question_option (
    question INTEGER NOT NULL REFERENCES question (number),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    place TEXT REFERENCES place (id),
    power TEXT REFERENCES power (id),
    rank INTEGER NOT NULL,
    PRIMARY KEY (question, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE question_option_text (
    question INTEGER NOT NULL,
    position INTEGER NOT NULL,
    lang TEXT NOT NULL REFERENCES language (code),
    text TEXT NOT NULL,
    PRIMARY KEY (question, position, lang),
    FOREIGN KEY (question, position) REFERENCES question_option (question, position)
) STRICT, WITHOUT ROWID;

-- The border to be pointed at, as codes of the base map.
CREATE TABLE question_border (
    question INTEGER NOT NULL REFERENCES question (number),
    position INTEGER NOT NULL,
    border TEXT NOT NULL,
    PRIMARY KEY (question, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE question_place (
    question INTEGER NOT NULL REFERENCES question (number),
    position INTEGER NOT NULL,
    place TEXT NOT NULL REFERENCES place (id),
    PRIMARY KEY (question, position)
) STRICT, WITHOUT ROWID;

-- The facts, figures and contested points of its event that a question rests on.
CREATE TABLE question_fact (
    question INTEGER NOT NULL REFERENCES question (number),
    position INTEGER NOT NULL,
    fact TEXT NOT NULL,
    PRIMARY KEY (question, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE question_source (
    question INTEGER NOT NULL REFERENCES question (number),
    position INTEGER NOT NULL,
    source TEXT NOT NULL REFERENCES source (id),
    PRIMARY KEY (question, position)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def lesson(db: Database) -> None:
    """The lesson: its powers, land, places, routes, events and tours, and their words.

    Dates are kept as EDTF text with the first and last day number. Words carry their language.
    Events are numbered in order of time, so that whole lessons load without sorting.
    """
    for script in (WORDS_AND_POWERS, LAND, ROUTES, EVENTS_AND_TOURS):
        _run_all(db, script)


@migrations()
def voices(db: Database) -> None:
    """Several voices: perspectives, contested points, notes; grades of sources, quantities."""
    _run_all(db, VOICES)


@migrations()
def claims(db: Database) -> None:
    """The claim check."""
    _run_all(db, CLAIMS)


@migrations()
def search(db: Database) -> None:
    """The search index, which `db.building.search_index` fills."""
    _run_all(db, SEARCH)


@migrations()
def charts(db: Database) -> None:
    """Series of numbers, each point with its sources, and the charts that show them."""
    _run_all(db, CHARTS)


@migrations()
def doubt(db: Database) -> None:
    """What is doubtful about each end of an event's date, and how well single borders are known."""
    db.execute("ALTER TABLE event ADD COLUMN doubt INTEGER NOT NULL DEFAULT 0 CHECK (doubt >= 0)")
    texts = [text for (text,) in db.execute("SELECT DISTINCT when_text FROM event").fetchall()]
    found = [(doubt, text) for text in texts if (doubt := doubt_of(text))]
    db.execute("CREATE TEMP TABLE doubted (doubt INTEGER NOT NULL, when_text TEXT PRIMARY KEY)")
    db.conn.executemany("INSERT INTO doubted VALUES (?, ?)", found)
    db.execute(
        """
        UPDATE event SET doubt = doubted.doubt
        FROM doubted WHERE doubted.when_text = event.when_text
        """
    )
    db.execute("DROP TABLE doubted")
    db.execute("ALTER TABLE event DROP COLUMN vague")
    _run_all(db, BORDERS)


@migrations()
def races(db: Database) -> None:
    """Races: runs side by side at an event, leg by leg, and what comparing them shows."""
    _run_all(db, RACES)


@migrations()
def questions(db: Database) -> None:
    """The questions asked before events are told."""
    _run_all(db, QUESTIONS)


@migrations()
def race_ranges(db: Database) -> None:
    """The greatest length of a leg, where sources differ."""
    db.execute("ALTER TABLE leg ADD COLUMN most_km REAL CHECK (most_km > km)")


@migrations()
def unopened(db: Database) -> None:
    """Routes that an event speaks of and that are not open on its day."""
    db.execute(
        """
        ALTER TABLE event_route
        ADD COLUMN unopened INTEGER NOT NULL DEFAULT 0 CHECK (unopened IN (0, 1))
        """
    )


def _run_all(db: Database, script: str) -> None:
    # executescript would commit the transaction that the migration runs in.
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)

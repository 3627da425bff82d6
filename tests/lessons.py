"""Writes small lesson folders to test with, and big lesson files to measure with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from db import dates
from db.build import read
from db.building.compile import compile_lesson
from db.building.rows import Row, date_columns
from db.building.rows import write as write_rows
from db.records import Edtf

STORY = " ".join(["The port changes hands and the province looks for another way to the sea."] * 5)

FILES = {
    "lesson.toml": """\
id = "small"
first_day = "1856-01-01"
as_of = "2026-05-31"
languages = ["en"]
complete = true

[[act]]
number = 1
numeral = "I"
start = "1856-01-01"
opens_with = "peking-1860"

[[act]]
number = 2
numeral = "II"
start = "1894-07-25"
opens_with = "dalny-1899"
""",
    "powers.toml": """\
[[power]]
id = "qing"
colour = "#E69F00"
letter = "Q"
family = "china"

[[power]]
id = "prc"
colour = "#E69F00"
letter = "C"
family = "china"

[[power]]
id = "russia"
colour = "#0072B2"
letter = "R"
family = "russia"

[[power]]
id = "ussr"
colour = "#0072B2"
letter = "S"
family = "russia"

[[power]]
id = "japan"
colour = "#CC79A7"
letter = "J"
family = "japan"
""",
    "territories.toml": """\
[[territory]]
id = "ussuri-coast"
basis = "Convention of Peking, articles 1 to 3"
accuracy_km = 1.0
sources = ["treaties-1860"]

[[territory.control]]
powers = ["qing"]
status = "sovereign"
from = "1856-01-01"
to = "1858-05-28"

[[territory.control]]
powers = ["qing", "russia"]
status = "joint"
from = "1858-05-28"
to = "1860-11-14"
note = "Held in common"

[[territory.control]]
powers = ["russia"]
status = "sovereign"
from = "1860-11-14"
to = ""

[[territory]]
id = "lushun-base"
basis = "Background: outline of the base area"
accuracy_km = 5
disputed = false

[[territory.control]]
powers = ["qing"]
status = "sovereign"
from = ""
to = "189X"

[[territory.control]]
powers = ["russia"]
status = "leased"
from = "189X"
to = ""
""",
    "ribbons.toml": """\
[[ribbon]]
id = "dalian-lushun"
lanes = ["lushun", "dalian"]

[[control]]
place = "lushun"
powers = ["qing"]
status = "sovereign"
from = ""
to = "1898-03-27"

[[control]]
place = "lushun"
powers = ["russia"]
status = "leased"
from = "1898-03-27"
to = "1905-01-02"
sources = ["treaties-1860"]

[[control]]
place = "lushun"
powers = ["japan"]
status = "leased"
from = "1905-01-02"
to = ""

[[control]]
place = "dalian"
powers = ["qing"]
status = "sovereign"
from = ""
to = ""
""",
    "places.toml": """\
[[place]]
id = "vladivostok"
lat = 43.115
lon = 131.885
kind = "port"
rank = 1
sources = ["treaties-1860"]

[[place.name]]
lang = "en"
text = "Vladivostok"
native = "Владивосток"
from = "1860-07-02"

[[place.alias]]
lang = "zh"
text = "海参崴"

[[place]]
id = "lushun"
lat = 38.81
lon = 121.26
kind = "port"
rank = 2

[[place.name]]
lang = "en"
text = "Lüshun"
native = "旅順"

[[place]]
id = "dalian"
lat = 38.92
lon = 121.64
kind = "port"
rank = 1

[[place.name]]
lang = "en"
text = "Dalny"
native = "Дальний"
from = "1899-08-11"
to = "1905-02-11"

[[place.name]]
lang = "en"
text = "Dairen"
native = "大連"
from = "1905-02-11"
to = "1951-02-01"

[[place.name]]
lang = "en"
text = "Dalian"
native = "大连"
from = "1951-02-01"
to = ""
""",
    "routes.toml": """\
[[route]]
id = "south-branch"
mode = "rail"
published_km = 1000
sources = ["treaties-1860"]
waypoints = [
    [126.63, 45.76, "Harbin"],
    [125.32, 43.88, "Changchun"],
    [121.64, 38.92, "Dalny"],
]

[[route.section]]
from = "Dalny"
to = "Changchun"
begun = "1898-08"
opened = "1901"
approximate = true

[[route.section]]
from = "Changchun"
to = "Harbin"
begun = "1898~"
opened = "1903-07-14"

[[route]]
id = "sea-lane"
mode = "sea"
waypoints = [
    [131.9, 43.1, "Vladivostok"],
    [130.5, 36.5, "Ulleung"],
    [121.7, 38.9, "Dalian"],
]

[[route.section]]
from = "Vladivostok"
to = "Dalian"
begun = "2007-09"
opened = "2007-09"
""",
    "tours.toml": """\
[[tour]]
id = "short"

[[tour.step]]
event = "peking-1860"
priority = "must"
minutes = 2.5

[[tour.step]]
event = "dalny-1899"
priority = "should"
minutes = 2
day = "1900-01-01"
camera = { lon = 121.6, lat = 38.9, height_km = 60 }

[[tour.step]]
event = "transit-2023"
priority = "could"
minutes = 3
""",
    "claims.toml": """\
source = "customs-2023"

[[claim]]
number = 1
verdict = "corrected"
events = ["peking-1860", "dalny-1899"]

[[claim]]
number = 2
verdict = "open"
events = ["dalny-1899"]
""",
    "text/en/claims.toml": """\
[claims.1]
says = "The coast was lost in 1860."
found = "It was lost in November 1860, by treaty."

[claims.2]
says = "Trade goes on."
found = "Nothing was found on this."
""",
    "series/grain.toml": """\
id = "grain"
unit = "thousand tonnes"

[[point]]
date = "1900"
value = 10
sources = ["treaties-1860"]

[[point]]
date = "1901"
value = 12.5
sources = ["treaties-1860", "customs-2023"]

[[point]]
id = "guess"
date = "1904"
value = 15
low = 14
high = 17
certainty = "estimate"
sources = ["treaties-1860"]

[[point]]
date = "1905"
value = 9
recounted = true
sources = ["customs-2023"]
""",
    "series/ways.toml": """\
id = "ways"
unit = "km"

[[point]]
category = "dalian"
value = 700
sources = ["treaties-1860"]

[[point]]
category = "vladivostok"
date = "1901"
value = 180
sources = ["treaties-1860"]

[[point]]
category = "vladivostok"
date = "1903"
value = 250
sources = ["treaties-1860"]
""",
    "charts.toml": """\
[[chart]]
id = "grain-by-rail"
kind = "lines"
from = "1899"
to = "1907"
events = ["dalny-1899", "boom-192x"]

[[chart.series]]
id = "grain"
family = "russia"

[[chart]]
id = "two-ways"
kind = "bars"
events = ["dalny-1899"]

[[chart.series]]
id = "ways"

[[chart.bar]]
id = "dalian"
parts = ["ways/dalian"]
family = "china"

[[chart.bar]]
id = "vladivostok"
parts = ["ways/vladivostok"]
family = "russia"
""",
    "text/en/series/grain.toml": """\
title = "Grain by rail"
unit = "thousand tonnes"
note = "Counted anew in 1905."

[points]
guess = "a guess of the railway"
""",
    "text/en/series/ways.toml": """\
title = "Ways to the sea"
unit = "kilometres"

[categories]
dalian = "Jilin to Dalian"
vladivostok = "Jilin to Vladivostok"
""",
    "text/en/charts.toml": """\
[charts.grain-by-rail]
title = "Grain by rail to Dalian"
unit = "thousand tonnes a year"
note = "Counted anew in 1905."

[charts.two-ways]
title = "Two ways to the sea"
unit = "kilometres"
""",
    "sources/treaties.toml": """\
[[source]]
id = "treaties-1860"
grade = "A"
publisher = "Inspectorate General of Customs"
title = "Treaties, conventions, etc., between China and foreign states"
date = "1917"
url = "https://example.org/treaties"

[[source]]
id = "customs-2023"
grade = "A"
publisher = "General Administration of Customs"
title = "Notice 44 of 2023"
date = "2023-05-04"
url = ""
""",
    "text/en/lesson.toml": """\
title = "A small lesson"
subtitle = "Five events to test with"

[acts]
1 = "The coast is lost"
2 = "One port, many flags"

[powers.qing]
name = "Qing Empire"
short = "Qing"

[powers.prc]
name = "People's Republic of China"
short = "China"

[powers.russia]
name = "Russian Empire"
short = "Russia"

[powers.ussr]
name = "Soviet Union"
short = "USSR"

[powers.japan]
name = "Empire of Japan"
short = "Japan"

[territories]
ussuri-coast = "Ussuri coast"
lushun-base = "Port Arthur base area"

[routes]
south-branch = "South branch"
sea-lane = "Sea lane"

[ribbons]
dalian-lushun = "Dalian and Lüshun"

[lanes]
lushun = "Lüshun"
dalian = "Dalian"

[tours]
short = "Short tour"
""",
}

ASKED = {
    "questions.toml": """\
[[question]]
id = "which-port"
event = "portsmouth-1905"
kind = "choose"
facts = ["signed"]
right = ["lushun"]
places = ["dalian"]

[[question.option]]
id = "vladivostok"
place = "vladivostok"

[[question.option]]
id = "lushun"
power = "russia"

[[question]]
id = "in-order"
event = "boom-192x"
kind = "order"
facts = ["signed"]
right = ["first", "second", "third"]

[[question.option]]
id = "third"

[[question.option]]
id = "first"

[[question.option]]
id = "second"

[[question]]
id = "where-border"
event = "peking-1860"
kind = "point"
facts = ["lost", "area"]
target = { borders = ["lushun-base|ussuri-coast"], tolerance_km = 40 }
camera = { lon = 131, lat = 43, height_km = 900 }

[[question]]
id = "how-many-guards"
event = "transit-2023"
kind = "estimate"
facts = ["guards"]
estimate = { value = 15, tolerance = 5, unit = "per km", scale = [0, 40] }
""",
    "text/en/questions.toml": """\
[questions.which-port]
ask = "Which port is leased?"
answer = "Port Arthur.[signed]"
[questions.which-port.options]
vladivostok = "Vladivostok"
lushun = "Port Arthur"

[questions.in-order]
ask = "Put these in order."
answer = "So it was signed.[signed]"
[questions.in-order.options]
third = "A port"
first = "A railway"
second = "A war"

[questions.where-border]
ask = "Where does the border run?"
answer = "Along the coast that was lost.[lost]"

[questions.how-many-guards]
ask = "How many guards?"
answer = "Fifteen, written 15.[guards]"
""",
}

EVENTS = {
    "peking-1860": ("1860-11-14", "1860-11-14", "Convention of Peking"),
    "dalny-1899": ("1899/1903", "1899-08-11", "Dalny is founded"),
    "portsmouth-1905": ("1905-09-05", "1905-09-05", "Treaty of Portsmouth"),
    "boom-192x": ("192X", "1926-01-01", "Soybean boom"),
    "transit-2023": ("2023-06-01/..", "2023-06-01", "Vladivostok becomes a transit port"),
}

EVENT = """\
id = "{id}"
when = "{when}"
old_style = ""
day = "{day}"
importance = 2
themes = ["treaty", "port"]
places = ["vladivostok", "lushun"]
camera = {{ lon = 131.9, lat = 43.1, height_km = 900 }}
show = {{ territories = ["ussuri-coast"], routes = ["south-branch"] }}

[[fact]]
id = "signed"
sources = ["customs-2023", "treaties-1860"]

[[fact]]
id = "lost"
sources = ["treaties-1860"]

[[figure]]
id = "guards"
value = 15
unit = "guards per km"
as_of = "1905-09-05"
sources = ["treaties-1860"]

[[perspective]]
id = "sailors"
power = "russia"
sources = ["treaties-1860"]

[[contested]]
id = "area"

[[contested.position]]
id = "one"
sources = ["treaties-1860"]

[[contested.position]]
id = "other"
sources = ["customs-2023"]
quantity = [{{ value = 400000, unit = "square km", as_of = "1860" }}]
"""

EVENT_TEXT = """\
title = "{title}"
where = "Peking"
caption = "One sentence that says what happened to the coast.[lost]"
story = "{story}[signed, area]"

[facts]
signed = "The treaty was signed."
lost = "The coast was lost."

[figures.guards]
shown = "15 per km"
label = "railway guards allowed"

[perspectives.sailors]
who = "Sailors in the bay"
text = "They saw a harbour without a town."

[contested.area]
point = "How much land it was"

[contested.area.positions.one]
who = "The treaty"
says = "It gives no area."

[contested.area.positions.other]
who = "Customs"
says = "It counted 400,000 square kilometres."

[notes]
point = "The coast."
question = "Who holds it now?"
misconception = "That the treaty gave an area: it gave none.[area]"
"""


def write_lesson(root: Path) -> Path:
    """A whole lesson of five events in the folder `root`, without a fault."""
    for file, text in FILES.items():
        write(root, file, text)
    for event, (when, day, title) in EVENTS.items():
        write(root, f"events/{event}.toml", EVENT.format(id=event, when=when, day=day))
        write(root, f"text/en/events/{event}.toml", EVENT_TEXT.format(title=title, story=STORY))
    return root


def add_questions(root: Path) -> Path:
    """Questions of all four kinds, added to the small lesson in a folder."""
    for file, text in ASKED.items():
        write(root, file, text)
    return root


def write(root: Path, file: str, text: str) -> None:
    """One file of a lesson."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(root: Path, file: str, old: str, new: str) -> None:
    """Replaces a passage, which must be there, the first time it occurs."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def write_big_lesson(path: Path, events: int = 100_000, *, base: Path | None = None) -> Path:
    """A lesson file with that many events, evenly over the axis, and one tour over all of them.

    The rest of it is the lesson in the folder `base`, or the small lesson of this module.
    """
    with TemporaryDirectory() as temporary:
        found, faults = read(base or write_lesson(Path(temporary)))
        assert not faults, faults.listed()
        tables = compile_lesson(found).tables
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        write_rows(Database(connection), {**tables, **_ManyEvents(events, tables).tables()})
    return path


VOICES = (
    "quantity",
    "perspective",
    "perspective_text",
    "perspective_source",
    "contested",
    "contested_text",
    "side",
    "side_text",
    "side_source",
    "notes_text",
)


SEARCH = ("event_index", "name_index", "searched_name")
CLAIMS = ("claim", "claim_text", "claim_event")
QUESTIONS = (
    "question",
    "question_text",
    "question_option",
    "question_option_text",
    "question_border",
    "question_place",
    "question_fact",
    "question_source",
)
RACES = ("race", "run", "leg", "leg_source", "finding")

CHARTS = (
    "series",
    "point",
    "point_source",
    "chart",
    "chart_series",
    "chart_bar",
    "chart_part",
    "chart_event",
)


class _ManyEvents:
    """Made-up events for the places and with the sources of another lesson."""

    def __init__(self, count: int, tables: Mapping[str, Sequence[Row]]) -> None:
        meta = {row["key"]: row["value"] for row in tables["meta"]}
        self._numbers = range(1, count + 1)
        self._first, self._last = int(meta["first_day"]), int(meta["as_of"])
        self._places = tables["place"]
        self._source = tables["source"][0]["id"]
        self._lang = tables["language"][0]["code"]
        self._acts = tables["act"]
        self._tour = tables["tour"][0]

    def tables(self) -> dict[str, Iterable[Row]]:
        none: tuple[Row, ...] = ()
        return {
            "event": map(self._event, self._numbers),
            "event_text": map(self._text, self._numbers),
            "event_theme": none,
            "event_place": (
                {"event": number, "position": 0, "place": self._place(number)["id"]}
                for number in self._numbers
            ),
            "event_territory": none,
            "event_route": none,
            "fact": (self._part(number, id="fact") for number in self._numbers),
            "fact_text": (
                self._part(number, lang=self._lang, text="Something happened here.")
                for number in self._numbers
            ),
            "fact_source": (
                self._part(number, fact=0, source=self._source) for number in self._numbers
            ),
            "figure": (
                self._part(number, id="figure", value=number, unit="", as_of="")
                for number in self._numbers
            ),
            "figure_text": (
                self._part(number, lang=self._lang, shown=str(number), label="its number")
                for number in self._numbers
            ),
            "figure_source": (
                self._part(number, figure=0, source=self._source) for number in self._numbers
            ),
            **dict.fromkeys((*VOICES, *CLAIMS, *CHARTS, *RACES, *QUESTIONS), none),
            "act": [{**act, "opens_with": self._at(act["start_day"])} for act in self._acts],
            "tour": [self._tour],
            "step": map(self._step, self._numbers),
        }

    def _event(self, number: int) -> Row:
        day = self._day(number)
        when = self._when(number, day)
        return {
            "number": number,
            "id": f"event-{number}",
            **date_columns("when", when),
            "doubt": dates.doubt_of(when.text),
            "old_style": "",
            "day": day,
            "importance": number % 3 + 1,
            **self._framing(number),
        }

    def _when(self, number: int, day: int) -> Edtf:
        """Three of four last, and one of seven is doubtful."""
        last = min(day + number % 5 * 100, self._last)
        text = dates.iso_day(day) + ("" if last == day else f"/{dates.iso_day(last)}")
        return dates.stored(text + ("" if number % 7 else "~"), day, last)

    def _text(self, number: int) -> Row:
        return {
            "event": number,
            "lang": self._lang,
            "title": f"Event {number}",
            "place_line": str(self._place(number)["id"]),
            "caption": "What happened, in one sentence.",
            "story": STORY,
        }

    def _step(self, number: int) -> Row:
        return {
            "tour": self._tour["id"],
            "position": number,
            "event": number,
            "day": self._day(number),
            "priority": "should",
            "minutes": 1.0,
            **self._framing(number),
        }

    def _framing(self, number: int) -> dict[str, float]:
        place = self._place(number)
        return {"x": place["x"], "y": place["y"], "height": 100_000.0 * (number % 9 + 1)}

    def _part(self, number: int, **columns: object) -> Row:
        return {"event": number, "position": 0, **columns}

    def _place(self, number: int) -> Row:
        return self._places[number % len(self._places)]

    def _day(self, number: int) -> int:
        return self._first + (number - 1) * (self._last - self._first) // len(self._numbers)

    def _at(self, day: int) -> int:
        """The number of the first event on `day` or later."""
        return next((number for number in self._numbers if self._day(number) >= day), 1)

"""Every fault of a lesson's texts is told, with its file, its place and what was expected."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from db.build import read
from db.building.compile import compile_lesson
from db.building.rows import write as write_rows
from db.building.toml_lines import line_of
from db.errors import Fault
from tests.lessons import STORY, add_questions, change, write


class Case(NamedTuple):
    """A change to a lesson, and the one fault that it makes."""

    file: str
    old: str
    new: str
    at: str
    says: str
    found_in: str = ""
    blames: str = ""


EVENT = "events/portsmouth-1905.toml"
WORDS = "text/en/events/portsmouth-1905.toml"

WORDS_OF_NOTES = """[notes]
point = "The coast."
question = "Who holds it now?"
misconception = "That the treaty gave an area: it gave none.[area]"
"""

BASE = '[[territory]]\nid = "lushun-base"'
BORDER = """\
[[border]]
between = ["ussuri-coast", "lushun-base"]
accuracy_km = 1.0
basis = "A line."
to = "1900-01-01"

"""

CASES = {
    "a border with nowhere": Case(
        "territories.toml", BASE, BORDER.replace("ussuri-coast", "ussuri-cost") + BASE,
        "line 27, border 1, between 1", "'ussuri-cost' is not in territories.toml",
    ),
    "a border with itself": Case(
        "territories.toml", BASE, BORDER.replace("ussuri-coast", "lushun-base") + BASE,
        "line 27, border 1, between", "a border lies between two different territories",
    ),
    "a border told twice": Case(
        "territories.toml", BASE, BORDER * 2 + BASE,
        "line 32, border 2, from", "is told twice for some days",
    ),
    "a broken date": Case(
        EVENT, 'when = "1905-09-05"', 'when = "1905-09-31"', "line 2, when",
        "'1905-09-31' is not in the calendar; expected an EDTF date",
    ),
    "a broken bound": Case(
        "territories.toml", 'from = "1858-05-28"', 'from = "May 1858"',
        "line 16, territory ussuri-coast, control 2, from", "'May 1858' is not a date",
    ),
    "a day outside of its date": Case(
        EVENT, 'day = "1905-09-05"', 'day = "1905-09-06"', "line 4, day",
        "1905-09-06 is not within 'when'; expected 1905-09-05 to 1905-09-05",
    ),
    "a day off the axis": Case(
        "tours.toml", "1900-01-01", "1800-01-01", "line 13, tour short, step 2, day",
        "1800-01-01 is off the axis, which runs from 1856-01-01 to 2026-05-31",
    ),
    "an unknown source": Case(
        EVENT, '"treaties-1860"]', '"treaties-1680"]', "line 13, fact signed, sources 2",
        "source 'treaties-1680' is not in sources/. Known sources that look alike: treaties-1860.",
    ),
    "an unknown place": Case(
        EVENT, '"vladivostok"', '"vladivostock"', "line 7, places 1",
        "place 'vladivostock' is not in places.toml. Known places that look alike: vladivostok.",
    ),
    "an unknown power": Case(
        "territories.toml", '"qing"', '"ching"',
        "line 8, territory ussuri-coast, control 1, powers 1",
        "power 'ching' is not in powers.toml. Known powers that look alike: qing.",
    ),
    "an open way that is told as not open": Case(
        EVENT, 'routes = ["south-branch"]', 'routes = [], unopened = ["south-branch"]',
        "line 9, show, unopened 1", "'south-branch' is open on 1905-09-05; expected it in 'routes'",
    ),
    "a way that is told as open and not open": Case(
        EVENT, 'routes = ["south-branch"]',
        'routes = ["south-branch"], unopened = ["south-branch"]',
        "line 9, show, unopened 1", "'south-branch' is among 'routes' too",
    ),
    "an unknown way that is not open": Case(
        EVENT, 'routes = ["south-branch"]', 'routes = [], unopened = ["south-brunch"]',
        "line 9, show, unopened 1", "route 'south-brunch' is not in routes.toml.",
    ),
    "an unknown territory": Case(
        EVENT, '["ussuri-coast"]', '["ussuri"]', "line 9, show, territories 1",
        "territory 'ussuri' is not in territories.toml.",
    ),
    "a point with an unknown source": Case(
        "series/grain.toml", '["treaties-1860"]', '["treaties-1680"]', "line 7, point 1, sources 1",
        "source 'treaties-1680' is not in sources/. Known sources that look alike: treaties-1860.",
    ),
    "points out of order": Case(
        "series/grain.toml", 'date = "1904"', 'date = "1899"', "line 16, point guess, date",
        "1899 stands after 1901; expected dates in order",
    ),
    "two points of one date": Case(
        "series/grain.toml", 'date = "1901"', 'date = "1900"', "line 10, point 2, date",
        "1900 stands after 1900; expected dates in order",
    ),
    "a point that is later than its source": Case(
        "series/grain.toml",
        'date = "1905"\nvalue = 9\nrecounted = true\nsources = ["customs-2023"]',
        'date = "1923"\nvalue = 9\nrecounted = true\nsources = ["treaties-1860"]',
        "line 24, point 4, date",
        "'1923' is later than its latest source, which is dated 1917",
    ),
    "a value outside of its range": Case(
        "series/grain.toml", "value = 15", "value = 18", "line 17, point guess, value",
        "18 is outside of its range, 14 to 17",
    ),
    "a point that stands for nothing": Case(
        "series/grain.toml", 'date = "1905"\n', "", "line 23, point 4, date",
        "a point needs a date or a category",
    ),
    "a kind of number that does not exist": Case(
        "series/grain.toml", '"estimate"', '"guess"', "line 20, point guess, certainty",
        "expected one of reported, estimate, derived, partial, plan, claim; found 'guess'",
    ),
    "a series named otherwise than its file": Case(
        "series/grain.toml", 'id = "grain"', 'id = "beans"', "line 1, id",
        "the id 'beans' differs from the file's 'grain'",
    ),
    "a chart at an unknown event": Case(
        "charts.toml", '"boom-192x"', '"boom-193x"', "line 6, chart grain-by-rail, events 2",
        "event 'boom-193x' is not in events/. Known events that look alike: boom-192x.",
    ),
    "a chart of an unknown series": Case(
        "charts.toml", 'id = "grain"', 'id = "grains"',
        "line 9, chart grain-by-rail, series grains, id",
        "series 'grains' is not in series/. Known series that look alike: grain.",
        blames="series/grain.toml",
    ),
    "a chart that ends before it starts": Case(
        "charts.toml", 'to = "1907"', 'to = "1898"', "line 5, chart grain-by-rail, to",
        "ends '1898', not after its start '1899'",
    ),
    "a chart over time without a start": Case(
        "charts.toml", 'from = "1899"\n', "", "line 1, chart grain-by-rail, from",
        "'' is not a date",
    ),
    "a chart in the colour of nobody": Case(
        "charts.toml", 'family = "russia"', 'family = "rusia"',
        "line 10, chart grain-by-rail, series grain, family",
        "no power is of the family 'rusia'. Known families that look alike: russia.",
    ),
    "a bar of an unknown category": Case(
        "charts.toml", '"ways/dalian"', '"ways/dalny"',
        "line 22, chart two-ways, bar dalian, parts 1",
        "'ways' has no category 'dalny'.", blames="series/ways.toml",
    ),
    "a bar of a series that the chart lacks": Case(
        "charts.toml", '"ways/vladivostok"', '"grain/vladivostok"',
        "line 27, chart two-ways, bar vladivostok, parts 1",
        "the chart has no series 'grain'; expected one of ways", blames="series/ways.toml",
    ),
    "a category that no chart shows": Case(
        "charts.toml",
        '\n[[chart.bar]]\nid = "vladivostok"\nparts = ["ways/vladivostok"]\nfamily = "russia"\n',
        "",
        "line 10, point 2, category", "no chart shows the category 'vladivostok'",
        found_in="series/ways.toml",
    ),
    "a point's note without words": Case(
        "text/en/series/grain.toml", 'guess = "a guess of the railway"\n', "",
        "line 5, points, guess", "no words for 'guess', one of its points",
    ),
    "words of a point that is not there": Case(
        "text/en/series/grain.toml", "guess =", 'gues = "a guess"\nguess =',
        "line 6, points, gues",
        "series/grain.toml has no points with the id 'gues'. Known points that look alike: guess.",
    ),
    "a category without words": Case(
        "text/en/series/ways.toml", 'dalian = "Jilin to Dalian"\n', "",
        "line 4, categories, dalian", "no words for 'dalian', one of its categories",
    ),
    "a chart without words": Case(
        "text/en/charts.toml",
        '\n[charts.two-ways]\ntitle = "Two ways to the sea"\nunit = "kilometres"\n', "",
        "charts, two-ways", "no words for 'two-ways', one of its charts",
    ),
    "a chart's words without a chart": Case(
        "text/en/charts.toml", "[charts.two-ways]",
        '[charts.three-ways]\ntitle = "Three"\nunit = "km"\n\n[charts.two-ways]',
        "line 6, charts, three-ways", "charts.toml has no charts with the id 'three-ways'.",
    ),
    "an unknown route": Case(
        EVENT, '["south-branch"]', '["cer-main"]', "line 9, show, routes 1",
        "route 'cer-main' is not in routes.toml.",
    ),
    "an unknown event in a tour": Case(
        "tours.toml", 'event = "dalny-1899"', 'event = "dalny-1889"',
        "line 10, tour short, step 2, event",
        "event 'dalny-1889' is not in events/. Known events that look alike: dalny-1899.",
    ),
    "an unknown first stop of an act": Case(
        "lesson.toml", 'opens_with = "peking-1860"', 'opens_with = "aigun-1858"',
        "line 11, act 1, opens_with", "event 'aigun-1858' is not in events/.",
    ),
    "a place without coordinates": Case(
        "places.toml", "lat = 43.115\n", "", "line 1, place vladivostok, lat",
        "'lat' is missing; expected a number",
    ),
    "coordinates out of range": Case(
        "places.toml", "lat = 43.115", "lat = 131.885", "line 3, place vladivostok, lat",
        "expected a number of at most 90.0; found 131.885",
    ),
    "a camera out of range": Case(
        EVENT, "lon = 131.9", "lon = 1319", "line 8, camera, lon",
        "expected a number of at most 180.0; found 1319",
    ),
    "a rank that does not exist": Case(
        "places.toml", "rank = 1", "rank = 9", "line 6, place vladivostok, rank",
        "expected a whole number of at most 5; found 9",
    ),
    "a kind that does not exist": Case(
        "places.toml", 'kind = "port"', 'kind = "harbour"', "line 5, place vladivostok, kind",
        "expected one of city, port,",
    ),
    "a place without a name": Case(
        "places.toml", 'lang = "en"', 'lang = "ru"', "line 1, place vladivostok, name",
        "no name in 'en'; expected [[place.name]]",
    ),
    "a route of one point": Case(
        "routes.toml",
        '    [131.9, 43.1, "Vladivostok"],\n    [130.5, 36.5, "Ulleung"],\n', "",
        "line 28, route sea-lane, waypoints",
        "expected a list with a length of at least 2; found [[121.7, 38.9, 'Dalian']] "
        "(a route needs two points or more)",
    ),
    "a route that stands still": Case(
        "routes.toml", "130.5, 36.5", "131.9, 43.1", "line 28, route sea-lane, waypoints 2",
        "'Ulleung' lies on the point before it",
    ),
    "a route of an unknown family": Case(
        "routes.toml", 'mode = "sea"', 'mode = "sea"\nfamily = "chian"',
        "line 28, route sea-lane, family",
        "no power is of the family 'chian'. Known families that look alike: china.",
    ),
    "a section to nowhere": Case(
        "routes.toml", 'to = "Changchun"', 'to = "Changchung"',
        "line 14, route south-branch, section 1, to",
        "the route has no point named 'Changchung'. Known points that look alike: Changchun.",
    ),
    "a section that opens before it is begun": Case(
        "routes.toml", 'opened = "1901"', 'opened = "1897"',
        "line 16, route south-branch, section 1, opened",
        "opened '1897' before it was begun '1898-08'",
    ),
    "a duplicated id": Case(
        "tours.toml", '[[tour]]',
        '[[tour]]\nid = "short"\nstep = [{event = "peking-1860", priority = "must", minutes = 1}]'
        '\n[[tour]]', "line 5, tour short, id",
        "the id 'short' is taken already by entry 1 of tours.toml",
    ),
    "an id that differs from its file": Case(
        EVENT, 'id = "portsmouth-1905"', 'id = "portsmouth"', "line 1, id",
        "the id 'portsmouth' differs from the file's 'portsmouth-1905'",
    ),
    "a fact that stands twice": Case(
        EVENT, 'id = "lost"', 'id = "signed"', "line 16, fact signed, id",
        "the id 'signed' stands twice in the event", blames=WORDS,
    ),
    "a fact without a source": Case(
        EVENT, '["customs-2023", "treaties-1860"]', "[]", "line 13, fact signed, sources",
        "the fact has no source; every fact needs one",
    ),
    "a figure without a source": Case(
        EVENT, 'as_of = "1905-09-05"\nsources = ["treaties-1860"]', "sources = []",
        "line 23, figure guards, sources", "the figure has no source; every figure needs one",
    ),
    "a figure of no date": Case(
        EVENT, 'as_of = "1905-09-05"', 'as_of = "recently"', "line 23, figure guards, as_of",
        "'recently' is not a date",
    ),
    "a territory without a source": Case(
        "territories.toml", "Background: outline", "Outline",
        "line 26, territory lushun-base, sources",
        "no source; only a basis that starts with 'Background:' needs none",
    ),
    "a gap in control": Case(
        "territories.toml", 'from = "1858-05-28"', 'from = "1858-06-28"',
        "line 16, territory ussuri-coast, control 2, from",
        "gap: starts '1858-06-28', but the span before ends '1858-05-28'",
    ),
    "an overlap in control": Case(
        "ribbons.toml", 'from = "1905-01-02"', 'from = "1905-01-01"', "line 24, control 3, from",
        "overlap: starts '1905-01-01', but the span before ends '1905-01-02'",
    ),
    "control that starts late": Case(
        "territories.toml", 'from = "1856-01-01"', 'from = "1857"',
        "line 10, territory ussuri-coast, control 1, from",
        "gap: the first span must reach back to 1856-01-01",
    ),
    "control that ends early": Case(
        "territories.toml", 'from = "1860-11-14"\nto = ""', 'from = "1860-11-14"\nto = "1991"',
        "line 24, territory ussuri-coast, control 3, to", "gap: the last span must be open",
    ),
    "control that ends before it starts": Case(
        "ribbons.toml", 'to = "1905-01-02"', 'to = "1895-01-02"', "line 17, control 2, to",
        "ends '1895-01-02', which is not after its start '1898-03-27'",
    ),
    "an open end in the middle": Case(
        "ribbons.toml", 'to = "1905-01-02"', 'to = ""', "line 24, control 3, from",
        "overlap: only the first span may be open at its start and the last at its end",
    ),
    "held jointly by one": Case(
        "ribbons.toml", 'status = "leased"', 'status = "joint"', "line 14, control 2, powers",
        "held jointly by one power; expected two or more",
    ),
    "a lane that nobody holds": Case(
        "ribbons.toml", '"dalian"]', '"vladivostok"]',
        "line 3, ribbon dalian-lushun, lanes 2",
        "nothing says who controlled 'vladivostok'", blames="text/en/lesson.toml",
    ),
    "labels that overlap": Case(
        "places.toml", 'from = "1951-02-01"', 'from = "1951-01-01"',
        "line 56, place dalian, name 3, from",
        "overlap: the label 'Dalian' starts at 1951-01-01, but 'Dairen' lasts until 1951-02-01",
    ),
    "labels with a gap": Case(
        "places.toml", 'from = "1951-02-01"', 'from = "1952-02-01"',
        "line 56, place dalian, name 3, from",
        "gap: the label 'Dalian' starts at 1952-02-01, but 'Dairen' lasts until 1951-02-01",
    ),
    "a caption that is too long": Case(
        WORDS, "One sentence", "One " * 40 + "sentence", "line 3, caption",
        "the caption has 48 words; expected 1 to 40",
    ),
    "a story that is too short": Case(
        WORDS, STORY, "Peace.", "line 4, story", "the story has 1 word; expected 60 to 110",
    ),
    "a title that is too long": Case(
        WORDS, "Treaty of Portsmouth", "Treaty " * 9, "line 1, title",
        "expected text with a length of at most 60; found 'Treaty Treaty",
    ),
    "words for an unknown fact": Case(
        WORDS, "lost = ", 'lots = "Plenty."\nlost = ', "line 8, facts, lots",
        "events/portsmouth-1905.toml has no facts with the id 'lots'. "
        "Known facts that look alike: lost.",
    ),
    "a fact without words": Case(
        WORDS, 'lost = "The coast was lost."\n', "", "line 6, facts, lost",
        "no words for 'lost', one of its facts",
    ),
    "words for an unknown figure": Case(
        WORDS, "[figures.guards]", '[figures.men]\nshown = "2"\nlabel = "men"\n[figures.guards]',
        "line 10, figures, men", "has no figures with the id 'men'",
    ),
    "a figure that is shown too wide": Case(
        WORDS, "15 per km", "15 guards per kilometre", "line 11, figures, guards, shown",
        "expected text with a length of at most 12; found '15 guards per kilometre'",
    ),
    "a route without a name": Case(
        "text/en/lesson.toml", 'sea-lane = "Sea lane"\n', "", "line 32, routes, sea-lane",
        "no words for 'sea-lane', one of its routes",
    ),
    "an unknown key": Case(
        "places.toml", "rank = 1", "rank = 1\nheight = 3", "line 7, place vladivostok, height",
        "unknown key 'height'; expected one of id, lat, lon",
    ),
    "text in place of a number": Case(
        "tours.toml", "minutes = 2.5", 'minutes = "2.5"', "line 7, tour short, step 1, minutes",
        "expected a number; found '2.5'",
    ),
    "a colour that is none": Case(
        "powers.toml", '"#E69F00"', '"orange"', "line 3, power qing, colour",
        "expected text such as #0072B2; found 'orange'",
    ),
    "acts out of order": Case(
        "lesson.toml", 'start = "1894-07-25"', 'start = "1856-01-01"', "line 16, act 2, start",
        "starts 1856-01-01, not after the act before it",
    ),
    "an axis that runs backwards": Case(
        "lesson.toml", 'as_of = "2026-05-31"', 'as_of = "1826-05-31"', "line 3, as_of",
        "the last day 'as_of' must come after 'first_day'",
    ),
    "a perspective without a source": Case(
        EVENT, 'power = "russia"\nsources = ["treaties-1860"]', "",
        "line 26, perspective sailors, sources",
        "the perspective has no source; every perspective needs one",
    ),
    "a perspective of an unknown power": Case(
        EVENT, 'power = "russia"', 'power = "rusia"', "line 28, perspective sailors, power",
        "power 'rusia' is not in powers.toml. Known powers that look alike: russia.",
    ),
    "a contested point with one side": Case(
        EVENT, '[[contested.position]]\nid = "other"\nsources = ["customs-2023"]\n', "",
        "line 31, contested area, position", "a contested point needs two positions or more",
        blames=WORDS,
    ),
    "a position without words": Case(
        WORDS, '[contested.area.positions.one]\nwho = "The treaty"\nsays = "It gives no area."', "",
        "line 18, contested, area, positions, one", "no words for 'one', one of its positions",
    ),
    "an event without notes": Case(
        WORDS, WORDS_OF_NOTES, "", "notes", "no notes for the teacher; expected [notes]",
    ),
    "a note that is too long": Case(
        WORDS, '"Who holds it now?"', f'"{"who " * 46}"', "line 31, notes, question",
        "the question has 46 words; expected 1 to 45",
    ),
    "a text without a mark": Case(
        WORDS, "coast.[lost]", "coast.", "line 3, caption",
        "'One sentence that says what happened to the coast.' has no mark; expected [fact-id]",
    ),
    "a mark of nothing": Case(
        WORDS, "coast.[lost]", "coast.[lots]", "line 3, caption",
        "the mark [lots] is no fact, figure or contested point. Known marks that look alike: lost.",
    ),
    "a misconception without a mark": Case(
        WORDS, "none.[area]", "none.", "line 32, notes, misconception",
        "it says what is so, but has no mark; expected [fact-id]",
    ),
    "a number that nothing carries": Case(
        WORDS, "the coast.[lost]", "400 km of coast.[lost]", "line 3, caption",
        "nothing carries the number 400 in",
    ),
    "a year that nothing carries": Case(
        WORDS, "the coast.[lost]", "the coast in 1907.[lost]", "line 3, caption",
        "nothing carries the number 1907 in",
    ),
    "a number of another fact": Case(
        WORDS, "the coast.[lost]", "400,000 square kilometres.[lost]", "line 3, caption",
        "nothing carries the number 400,000 in",
    ),
    "a source that nobody cites": Case(
        "sources/treaties.toml", '[[source]]\nid = "customs-2023"',
        '[[source]]\nid = "idle"\ngrade = "A"\npublisher = "P"\ntitle = "T"\n'
        '[[source]]\nid = "customs-2023"',
        "line 10, source idle, id", "nothing cites 'idle'; cite it or take it out",
    ),
    "a source without a grade": Case(
        "sources/treaties.toml", 'grade = "A"\n', "", "line 1, source treaties-1860, grade",
        "'grade' is missing; expected one of A, B, C",
    ),
    "a source of no date": Case(
        "sources/treaties.toml", 'date = "1917"', 'date = "last year"',
        "line 6, source treaties-1860, date", "'last year' is not a date",
    ),
    "a figure later than its sources": Case(
        EVENT, 'as_of = "1905-09-05"', 'as_of = "1950"', "line 23, figure guards, as_of",
        "'1950' is later than its latest source, which is dated 1917",
    ),
    "an event later than its sources": Case(
        "sources/treaties.toml", "2023-05-04", "1990-01-01", "line 2, when",
        "'2023-06-01/..' is later than its latest source, which is dated 1990-01-01",
        "events/transit-2023.toml",
    ),
    "a place without a name on the day": Case(
        "places.toml", 'from = "1860-07-02"', 'from = "1870-07-02"', "line 7, places 1",
        "'vladivostok' has no name on 1860-11-14; see places.toml", "events/peking-1860.toml",
    ),
    "a tour that goes back in time": Case(
        "tours.toml", 'day = "1900-01-01"', 'day = "1859-01-01"',
        "line 10, tour short, step 2, event",
        "it shows 1859-01-01, but the step before it 1860-11-14; expected order of time",
    ),
    "a character that no shipped font has": Case(
        WORDS, "the coast.[lost]", "the 𓀀 coast.[lost]", "line 3, caption",
        "no shipped font has 𓀀 (U+13000); rebuild assets/fonts",
    ),
    "a claim without an event": Case(
        "claims.toml", 'events = ["dalny-1899"]', "events = []", "line 11, claim 2, events",
        "found [] (a claim needs an event that shows it)",
    ),
    "a claim of an unknown event": Case(
        "claims.toml", '["dalny-1899"]', '["dalny-1889"]', "line 11, claim 2, events 1",
        "event 'dalny-1889' is not in events/. Known events that look alike: dalny-1899.",
    ),
    "a claim out of order": Case(
        "claims.toml", "number = 2", "number = 3", "line 9, claim 2, number",
        "claim 3 stands where claim 2 is expected", blames="text/en/claims.toml",
    ),
    "a claim by an unknown article": Case(
        "claims.toml", '"customs-2023"', '"customs-2032"', "line 1, source",
        "source 'customs-2032' is not in sources/.",
    ),
    "a claim without words": Case(
        "text/en/claims.toml",
        '[claims.2]\nsays = "Trade goes on."\nfound = "Nothing was found on this."', "",
        "claims, 2", "no words for '2', one of its claims",
    ),
    "a finding with a number that no event holds": Case(
        "text/en/claims.toml", "November 1860", "November 1861", "line 3, claims, 1, found",
        "no fact or figure of the claim's events holds the number 1861",
    ),
    "a question before an unknown event": Case(
        "questions.toml", '"portsmouth-1905"', '"portsmouth-1950"',
        "line 3, question which-port, event",
        "event 'portsmouth-1950' is not in events/. Known events that look alike: portsmouth-1905.",
    ),
    "two questions before one event": Case(
        "questions.toml", '"boom-192x"', '"portsmouth-1905"', "line 19, question in-order, event",
        "'which-port' is asked before 'portsmouth-1905' already",
    ),
    "a question's id that stands twice": Case(
        "questions.toml", 'id = "in-order"', 'id = "which-port"',
        "line 18, question which-port, id", "the id 'which-port' stands twice among the questions",
        blames="text/en/questions.toml",
    ),
    "an option at an unknown place": Case(
        "questions.toml", 'place = "vladivostok"', 'place = "vladivostock"',
        "line 11, question which-port, option vladivostok, place",
        "place 'vladivostock' is not in places.toml. Known places that look alike: vladivostok.",
    ),
    "an option of an unknown power": Case(
        "questions.toml", 'power = "russia"', 'power = "rusia"',
        "line 15, question which-port, option lushun, power",
        "power 'rusia' is not in powers.toml.",
    ),
    "an unknown place in an answer": Case(
        "questions.toml", '["dalian"]', '["dalien"]', "line 7, question which-port, places 1",
        "place 'dalien' is not in places.toml. Known places that look alike: dalian.",
    ),
    "a right answer that is no option": Case(
        "questions.toml", 'right = ["lushun"]', 'right = ["lushum"]',
        "line 6, question which-port, right 1",
        "the right answer 'lushum' is none of the options. Known options that look alike: lushun.",
    ),
    "a choice without an answer": Case(
        "questions.toml", 'right = ["lushun"]\n', "", "line 1, question which-port, right",
        "no answer; expected 'right' with the right option",
    ),
    "two right answers to a choice": Case(
        "questions.toml", 'right = ["lushun"]', 'right = ["lushun", "vladivostok"]',
        "line 6, question which-port, right", "2 right answers; expected one",
    ),
    "an option that stands twice": Case(
        "questions.toml", 'id = "second"', 'id = "first"',
        "line 31, question in-order, option first, id", "the option 'first' stands twice",
        blames="text/en/questions.toml",
    ),
    "an order with a repeated item": Case(
        "questions.toml", '"second", "third"]', '"second", "first"]',
        "line 22, question in-order, right 3", "'first' stands twice in the right order",
    ),
    "an order that leaves something out": Case(
        "questions.toml", '"second", "third"]', '"second"]', "line 22, question in-order, right",
        "the right order leaves out third",
    ),
    "an order that is shown already": Case(
        "questions.toml", '["first", "second", "third"]', '["third", "first", "second"]',
        "line 17, question in-order, option",
        "the options are shown in the right order already; expected another",
    ),
    "too few options": Case(
        "questions.toml",
        '[[question.option]]\nid = "lushun"\npower = "russia"\n', "",
        "line 1, question which-port, option", "1 option to choose; expected 2 to 4",
        blames="text/en/questions.toml",
    ),
    "a point without anything to find": Case(
        "questions.toml",
        'target = { borders = ["lushun-base|ussuri-coast"], tolerance_km = 40 }\n', "",
        "line 33, question where-border, target", "no answer; expected [question.target]",
    ),
    "a border between unknown territories": Case(
        "questions.toml", "lushun-base|ussuri-coast", "lushun-base|ussuri",
        "line 38, question where-border, target, borders 1",
        "'lushun-base|ussuri' is no border; expected two territories of territories.toml",
    ),
    "a place and a border to point at": Case(
        "questions.toml", "target = { borders", 'target = { place = "dalian", borders',
        "line 38, question where-border, target", "expected either a place or borders to point at",
    ),
    "an unknown place to point at": Case(
        "questions.toml", 'borders = ["lushun-base|ussuri-coast"]', 'place = "dalien"',
        "line 38, question where-border, target, place", "place 'dalien' is not in places.toml.",
    ),
    "an estimate without a number": Case(
        "questions.toml",
        'estimate = { value = 15, tolerance = 5, unit = "per km", scale = [0, 40] }\n', "",
        "line 41, question how-many-guards, estimate", "no answer; expected [question.estimate]",
    ),
    "an estimate that no fact carries": Case(
        "questions.toml", "value = 15", "value = 16",
        "line 46, question how-many-guards, estimate, value",
        "no fact or figure of the question carries the number 16",
    ),
    "a scale that is too short": Case(
        "questions.toml", "[0, 40]", "[0, 18]",
        "line 46, question how-many-guards, estimate, scale",
        "the range that is right does not lie on the scale from 0 to 18",
    ),
    "a scale that runs backwards": Case(
        "questions.toml", "[0, 40]", "[40, 0]",
        "line 46, question how-many-guards, estimate, scale",
        "the scale runs from 40 to 0; expected the smaller number first",
    ),
    "a choice with an estimate": Case(
        "questions.toml", 'right = ["lushun"]\n',
        'right = ["lushun"]\nestimate = { value = 1, tolerance = 0, unit = "m", scale = [0, 9] }\n',
        "line 7, question which-port, estimate", "a question of kind 'choose' has no 'estimate'",
    ),
    "an estimate with a right option": Case(
        "questions.toml", 'facts = ["guards"]', 'facts = ["guards"]\nright = ["x"]',
        "line 46, question how-many-guards, right", "a question of kind 'estimate' has no 'right'",
    ),
    "a kind of question that does not exist": Case(
        "questions.toml", 'kind = "choose"', 'kind = "chose"', "line 4, question which-port, kind",
        "expected one of choose, order, point, estimate; found 'chose'.",
    ),
    "a question that rests on nothing": Case(
        "questions.toml", '["guards"]', "[]", "line 45, question how-many-guards, facts",
        "(a question rests on a fact)", blames="text/en/questions.toml",
    ),
    "a question that rests on an unknown fact": Case(
        "questions.toml", '["signed"]', '["singed"]',
        "line 5, question which-port, facts 1",
        "'singed' is no fact, figure or contested point of 'portsmouth-1905'."
        " Known facts that look alike: signed.",
        blames="text/en/questions.toml",
    ),
    "a question without words": Case(
        "text/en/questions.toml",
        '[questions.how-many-guards]\nask = "How many guards?"\n'
        'answer = "Fifteen, written 15.[guards]"', "",
        "questions, how-many-guards", "no words for 'how-many-guards', one of its questions",
    ),
    "an option without words": Case(
        "text/en/questions.toml", 'second = "A war"\n', "",
        "line 11, questions, in-order, options, second",
        "no words for 'second', one of its options",
    ),
    "a question that is too long": Case(
        "text/en/questions.toml", "How many guards?", "How many guards? " + "And more? " * 9,
        "line 21, questions, how-many-guards, ask", "the ask has 21 words; expected 1 to 20",
    ),
    "an option that is too long": Case(
        "text/en/questions.toml", '"A war"', '"' + "A war " * 5 + '"',
        "line 14, questions, in-order, options, second", "has 10 words; expected 1 to 8",
    ),
    "an answer that is too long": Case(
        "text/en/questions.toml", "Port Arthur.[signed]", "Port Arthur. " * 16 + "[signed]",
        "line 3, questions, which-port, answer", "the answer has 32 words; expected 1 to 30",
    ),
    "an answer without a mark": Case(
        "text/en/questions.toml", "Port Arthur.[signed]", "Port Arthur.",
        "line 3, questions, which-port, answer", "'Port Arthur.' has no mark",
    ),
    "an answer that rests on another fact": Case(
        "text/en/questions.toml", "Port Arthur.[signed]", "Port Arthur.[area]",
        "line 3, questions, which-port, answer",
        "it rests on 'area', which is not among the question's facts",
    ),
    "an answer with a number of its own": Case(
        "text/en/questions.toml", "Port Arthur.[signed]", "Port Arthur, 7 times.[signed]",
        "line 3, questions, which-port, answer", "nothing carries the number 7",
    ),
    "a text that is not TOML": Case(
        EVENT, 'when = "1905-09-05"', 'when = "1905-09-05', "line 2", "this is not TOML:",
    ),
}  # fmt: skip


@pytest.fixture
def folder(lesson_folder: Path, tmp_path: Path) -> Path:
    """A copy of the small lesson that may be spoilt."""
    return add_questions(shutil.copytree(lesson_folder, tmp_path / "lesson"))


def faults_of(folder: Path, shapes: frozenset[str] | None = None) -> list[Fault]:
    return read(folder, shapes=shapes)[1].listed()


def test_the_small_lesson_has_no_fault(folder: Path) -> None:
    assert faults_of(folder) == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_fault_is_told_with_its_place(folder: Path, case: Case) -> None:
    change(folder, case.file, case.old, case.new)

    faults = [fault for fault in faults_of(folder) if fault.file != case.blames]

    found_in = case.found_in or case.file
    assert [(fault.file, fault.place) for fault in faults] == [(found_in, case.at)]
    assert case.says in faults[0].message


def test_all_faults_are_told_at_once(folder: Path) -> None:
    cases = [
        case
        for case in CASES.values()
        if case.file.startswith(("places", "routes", "powers")) and not case.found_in
    ]
    made: list[Case] = []
    for case in cases:
        if case.old in (folder / case.file).read_text(encoding="utf-8"):
            change(folder, case.file, case.old, case.new)
            made.append(case)
    change(folder, EVENT, '"vladivostok"', '"vladivostock"')

    faults = faults_of(folder)

    assert len(made) >= 10
    for case in made:
        assert any(fault.file == case.file and case.says in fault.message for fault in faults), case
    assert any("vladivostock" in fault.message for fault in faults)


def test_a_lesson_that_is_not_complete_is_warned_of_what_has_no_source(folder: Path) -> None:
    change(folder, "lesson.toml", "complete = true\n", "")
    change(folder, EVENT, '["customs-2023", "treaties-1860"]', "[]")
    change(folder, WORDS, WORDS_OF_NOTES, "")

    _, faults = read(folder)

    assert faults.listed() == []
    assert [str(warning) for warning in faults.warnings()] == [
        f"{EVENT}, line 13, fact signed, sources: the fact has no source and is shown as unsourced"
    ]


@pytest.mark.parametrize(
    "file",
    [
        "lesson.toml",
        "places.toml",
        "routes.toml",
        "powers.toml",
        "tours.toml",
        "text/en/lesson.toml",
    ],
)
def test_a_missing_file_is_told_once_and_not_mourned_elsewhere(folder: Path, file: str) -> None:
    (folder / file).unlink()

    assert faults_of(folder) == [Fault(file, "", "the file is missing")]


def test_an_event_without_its_words_is_told(folder: Path) -> None:
    (folder / WORDS).unlink()

    (fault,) = faults_of(folder)

    assert str(fault) == (
        f"{WORDS}: the file is missing; expected the words of the event 'portsmouth-1905'"
    )


def test_a_series_without_its_words_is_told(folder: Path) -> None:
    (folder / "text/en/series/grain.toml").unlink()

    assert faults_of(folder) == [
        Fault(
            "text/en/series/grain.toml",
            "",
            "the file is missing; expected the words of the series 'grain'",
        )
    ]


def test_words_without_their_series_are_told(folder: Path) -> None:
    write(folder, "text/en/series/beans.toml", 'title = "Beans"\nunit = "tonnes"\n')

    (fault,) = faults_of(folder)

    assert str(fault) == "text/en/series/beans.toml: there is no series 'beans' in series/."


def test_a_series_that_no_chart_shows_is_told(folder: Path) -> None:
    series = (folder / "series/grain.toml").read_text(encoding="utf-8")
    write(folder, "series/beans.toml", series.replace('id = "grain"', 'id = "beans"'))
    words = (folder / "text/en/series/grain.toml").read_text(encoding="utf-8")
    write(folder, "text/en/series/beans.toml", words)

    (fault,) = faults_of(folder)

    assert str(fault) == "series/beans.toml, line 1, id: no chart shows the series 'beans'"


def test_words_without_their_event_are_told(folder: Path) -> None:
    (folder / EVENT).unlink()

    (fault,) = (fault for fault in faults_of(folder) if fault.file != "questions.toml")

    assert (fault.file, fault.message) == (WORDS, "there is no event 'portsmouth-1905' in events/.")


def test_a_tour_whose_event_is_missing_is_told(folder: Path) -> None:
    (folder / "events/transit-2023.toml").unlink()
    (folder / "text/en/events/transit-2023.toml").unlink()

    (fault,) = (fault for fault in faults_of(folder) if fault.file != "questions.toml")

    assert str(fault) == (
        "tours.toml, line 17, tour short, step 3, event: event 'transit-2023' is not in events/."
    )


@pytest.mark.parametrize("file", ["sources/treaties.toml", "places.toml", EVENT, WORDS])
def test_invalid_utf8_is_told_once_with_its_line(folder: Path, file: str) -> None:
    path = folder / file
    path.write_bytes(b"# fine\n# caf\xe9\n" + path.read_bytes())

    assert faults_of(folder) == [
        Fault(file, "line 2", "byte 0xE9 is not UTF-8; save the file as UTF-8 text")
    ]


def test_a_shape_that_the_base_map_lacks_is_told(folder: Path) -> None:
    (fault,) = faults_of(folder, frozenset({"ussuri-coast", "lushun-bays"}))

    assert (fault.file, fault.place) == ("territories.toml", "line 27, territory lushun-base, id")
    assert "the base map has no shape 'lushun-base'" in fault.message


def test_a_file_the_lesson_does_not_know_is_told(folder: Path) -> None:
    write(folder, "place.toml", "")

    (fault,) = faults_of(folder)

    assert fault.file == "place.toml"
    assert "expected lesson.toml, powers.toml" in fault.message


def test_a_source_that_stands_in_two_files_is_told(folder: Path) -> None:
    text = (folder / "sources/treaties.toml").read_text(encoding="utf-8")
    write(folder, "sources/zzz.toml", text)

    faults = faults_of(folder)

    assert [fault.file for fault in faults] == ["sources/zzz.toml"] * 2
    assert "taken already by entry 1 of sources/treaties.toml" in faults[0].message


VALUES = ["3", "-1", '"x"', '""', "[]", "{}", "true", "nan", "1e999", '["a"]', '".."', "1905-01-01"]


@settings(
    max_examples=120,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_spoilt_line_brings_the_reader_down(folder: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(folder.rglob("*.toml"))))
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    spoilt = data.draw(st.integers(0, len(lines) - 1))
    value = data.draw(st.sampled_from(VALUES))
    lines[spoilt] = data.draw(st.sampled_from(["", f"{lines[spoilt].split('=')[0]}= {value}"]))

    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        found, faults = read(folder)
    finally:
        path.write_text(text, encoding="utf-8")

    if not faults:
        with closing(sqlite3.connect(":memory:")) as connection:
            write_rows(Database(connection), compile_lesson(found).tables)
    assert all(fault.file and fault.message for fault in faults.listed())


def test_lines_are_found_behind_long_texts_and_lists() -> None:
    text = (
        'a = """\nb = 1\n[[c]]\n"""\n'  # lines 1 to 4
        "d = [\n  [1, 2],  # ]\n  {e = 3},\n]\n"  # lines 5 to 8
        "[[c]]\nx = 1\n[c.y]\nz = 1\n[[c]]\nx = 2\n[[c.w]]\n[[c.w]]\n'v v'.u = 1\n"
    )

    assert line_of(text, ("d", 1, "e")) == 5
    assert line_of(text, ("b",)) is None
    assert line_of(text, ("c", 0, "y", "z")) == 12
    assert line_of(text, ("c", 1, "x")) == 14
    assert line_of(text, ("c", 1, "w", 1, "v v", "u")) == 17
    assert line_of(text, ("c", 1, "missing")) == 13

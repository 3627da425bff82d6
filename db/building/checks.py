"""Checks a lesson across its files, once all of them have been read."""

from __future__ import annotations

from collections.abc import Collection

from db.building.check_characters import check_characters
from db.building.check_charts import check_chart_words, check_charts, check_series
from db.building.check_claims import check_claims
from db.building.check_control import check_ribbons
from db.building.check_events import check_acts, check_events, check_tours
from db.building.check_figures import check_figures
from db.building.check_land import check_borders, check_places, check_territories
from db.building.check_marks import check_marks
from db.building.check_questions import check_questions
from db.building.check_races import check_races
from db.building.check_routes import check_routes
from db.building.check_sources import check_cited
from db.building.check_words import check_words
from db.building.checker import Checker
from db.building.faults import Faults
from db.building.folder import LessonFolder
from db.building.known import gather


def check_folder(folder: LessonFolder, faults: Faults, shapes: Collection[str] | None) -> None:
    """Notes every fault; `shapes` are the territories that the base map can draw, if known."""
    known = gather(folder, faults)
    check = Checker(known, faults, complete=folder.lesson.entry.complete)
    check_territories(folder, check, shapes)
    check_borders(folder, check)
    check_ribbons(folder, check)
    check_places(folder, check)
    check_routes(folder, check)
    check_events(folder, check)
    check_tours(folder, check)
    check_acts(folder, check)
    check_races(folder, check)
    check_series(folder, check)
    check_charts(folder, check)
    check_words(folder, known, check)
    check_chart_words(folder, check)
    check_figures(folder, check)
    check_marks(folder, check)
    check_claims(folder, check)
    check_questions(folder, check)
    check_characters(folder, check)
    check_cited(folder, check)

"""The rows of a lesson file, and the one way they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from sqlite_utils import Database

from db.building import search_index
from db.format import APPLICATION_ID, COUNTED, FORMAT
from db.migrations import migrations
from db.records import Edtf

Row = Mapping[str, Any]

# Parents before children, so that foreign keys hold at every row.
TABLES = (
    "meta",
    "language",
    "word",
    "source",
    "power",
    "place",
    "place_source",
    "place_name",
    "place_alias",
    "territory",
    "territory_source",
    "border",
    "control",
    "control_power",
    "control_source",
    "ribbon",
    "lane",
    "route",
    "route_source",
    "waypoint",
    "section",
    "event",
    "event_text",
    "event_theme",
    "event_place",
    "event_territory",
    "event_route",
    "fact",
    "fact_text",
    "fact_source",
    "figure",
    "figure_text",
    "figure_source",
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
    "claim",
    "claim_text",
    "claim_event",
    "question",
    "question_text",
    "question_option",
    "question_option_text",
    "question_border",
    "question_place",
    "question_fact",
    "question_source",
    "act",
    "tour",
    "step",
    "series",
    "point",
    "point_source",
    "chart",
    "chart_series",
    "chart_bar",
    "chart_part",
    "chart_event",
    "race",
    "run",
    "leg",
    "leg_source",
    "finding",
)


class Rows:
    """Rows by table; all rows of a table have the same columns."""

    def __init__(self) -> None:
        self.tables: dict[str, list[Row]] = {table: [] for table in TABLES}

    def add(self, table: str, **columns: Any) -> None:
        """One row more."""
        self.tables[table].append(columns)


def date_columns(name: str, edtf: Edtf | None) -> dict[str, Any]:
    """The three columns that keep a date, empty where there is none."""
    return {
        f"{name}_text": edtf.text if edtf else None,
        f"{name}_first": edtf.first if edtf else None,
        f"{name}_last": edtf.last if edtf else None,
    }


def write(db: Database, tables: Mapping[str, Iterable[Row]]) -> None:
    """Replaces all that the lesson file holds by these rows, in one transaction."""
    db.execute("PRAGMA foreign_keys = ON")
    migrations.apply(db)
    with db.atomic():
        db.execute("DELETE FROM searched_name")
        for table in reversed(TABLES):
            db.execute(f"DELETE FROM {table}")
        for table in TABLES:
            _insert(db, table, iter(tables.get(table, ())))
        search_index.fill(db)
        for table in COUNTED:
            db.execute(
                f"INSERT INTO meta (key, value) SELECT :key, count(*) FROM {table}",
                {"key": f"count.{table}"},
            )
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {FORMAT}")


def _insert(db: Database, table: str, rows: Iterator[Row]) -> None:
    first = next(rows, None)
    if first is not None:
        values = ", ".join(f":{column}" for column in first)
        sql = f"INSERT INTO {table} ({', '.join(first)}) VALUES ({values})"
        db.conn.executemany(sql, chain([first], rows))

"""Charts and the series in them, read when a chart is first shown."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection

from db import dates
from db.chart_records import (
    Bar,
    Certainty,
    Chart,
    ChartId,
    ChartKind,
    ChartSeries,
    Part,
    Point,
    Series,
    SeriesId,
)
from db.records import EventId, SourceId
from db.sources import sources_of
from db.words import words


def charts_of(db: Connection, event: EventId, lang: str) -> tuple[Chart, ...]:
    """The charts of an event in their order; none for an event that has none."""
    rows = db.execute(
        """
        SELECT chart
        FROM chart_event
        JOIN event ON event.number = chart_event.event
        WHERE event.id = :event
        ORDER BY chart_event.position
        """,
        {"event": event},
    ).fetchall()
    if not rows:
        return ()
    reader = _Reader(db, lang)
    return tuple(reader.chart(ChartId(chart)) for (chart,) in rows)


def all_charts(db: Connection, lang: str) -> tuple[Chart, ...]:
    """Every chart of the lesson in its order."""
    reader = _Reader(db, lang)
    rows = db.execute("SELECT id FROM chart ORDER BY position").fetchall()
    return tuple(reader.chart(ChartId(chart)) for (chart,) in rows)


class _Reader:
    """Reads charts with the words of one language."""

    def __init__(self, db: Connection, lang: str) -> None:
        self._db = db
        self._titles = {kind: words(db, kind, "title", lang) for kind in ("series", "chart")}
        self._units = {kind: words(db, kind, "unit", lang) for kind in ("series", "chart")}
        self._notes = {kind: words(db, kind, "note", lang) for kind in ("series", "chart", "point")}
        kinds = ("category", "chart-series", "chart-bar")
        self._names = {kind: words(db, kind, "name", lang) for kind in kinds}
        self._colours = dict(db.execute("SELECT family, min(colour) FROM power GROUP BY family"))

    def chart(self, chart: ChartId) -> Chart:
        kind, start, end, least, most = self._db.execute(
            "SELECT kind, start_day, end_day, least, most FROM chart WHERE id = :chart",
            {"chart": chart},
        ).fetchone()
        series = tuple(self._chart_series(chart))
        bars = self._bars(chart, series)
        return Chart(
            id=chart,
            kind=ChartKind(kind),
            title=self._titles["chart"][chart],
            unit=self._units["chart"][chart],
            note=self._notes["chart"][chart],
            start=start,
            end=end,
            least=least,
            most=most,
            series=series,
            bars=bars,
            sources=sources_of(self._db, shown_points(series, bars)),
        )

    def _chart_series(self, chart: ChartId) -> list[ChartSeries]:
        rows = self._db.execute(
            """
            SELECT series, factor, family
            FROM chart_series
            WHERE chart = :chart
            ORDER BY position
            """,
            {"chart": chart},
        ).fetchall()
        names = self._names["chart-series"]
        return [
            ChartSeries(
                self._series(series),
                names.get(f"{chart}/{series}", ""),
                factor,
                self._colours.get(family, ""),
            )
            for series, factor, family in rows
        ]

    def _series(self, series: SeriesId) -> Series:
        (join_years,) = self._db.execute(
            "SELECT join_years FROM series WHERE id = :series", {"series": series}
        ).fetchone()
        points = self._points(series)
        names = self._names["category"]
        categories = dict.fromkeys(point.category for point in points if point.category)
        return Series(
            id=series,
            title=self._titles["series"][series],
            unit=self._units["series"][series],
            note=self._notes["series"][series],
            join_years=join_years,
            points=points,
            categories={category: names[f"{series}/{category}"] for category in categories},
        )

    def _points(self, series: SeriesId) -> tuple[Point, ...]:
        sources: dict[int, list[SourceId]] = {}
        for point, source in self._db.execute(
            """
            SELECT point, source
            FROM point_source
            WHERE series = :series
            ORDER BY point, position
            """,
            {"series": series},
        ):
            sources.setdefault(point, []).append(source)
        rows = self._db.execute(
            """
            SELECT position, id, category, date_text, date_first, date_last,
                   value, low, high, certainty, recounted
            FROM point
            WHERE series = :series
            ORDER BY position
            """,
            {"series": series},
        )
        notes = self._notes["point"]
        return tuple(
            Point(
                when=dates.stored(text, first, last) if text else None,
                category=category,
                value=value,
                low=low,
                high=high,
                certainty=Certainty(certainty),
                recounted=recounted == 1,
                note=notes.get(f"{series}/{name}", "") if name else "",
                sources=tuple(sources[position]),
            )
            for (
                position,
                name,
                category,
                text,
                first,
                last,
                value,
                low,
                high,
                certainty,
                recounted,
            ) in rows
        )

    def _bars(self, chart: ChartId, series: tuple[ChartSeries, ...]) -> tuple[Bar, ...]:
        rows = self._db.execute(
            "SELECT position, id, family FROM chart_bar WHERE chart = :chart ORDER BY position",
            {"chart": chart},
        ).fetchall()
        if not rows:
            return tuple(
                Bar(name, (Part(number, category),), (), drawn.colour)
                for number, drawn in enumerate(series)
                for category, name in drawn.series.categories.items()
            )
        return tuple(
            self._bar(chart, position, name, self._colours.get(family, ""), series)
            for position, name, family in rows
        )

    def _bar(
        self,
        chart: ChartId,
        position: int,
        name: str,
        colour: str,
        series: tuple[ChartSeries, ...],
    ) -> Bar:
        rows = self._db.execute(
            """
            SELECT series, category, tick
            FROM chart_part
            WHERE chart = :chart AND bar = :bar
            ORDER BY position
            """,
            {"chart": chart, "bar": position},
        ).fetchall()
        parts = tuple(Part(number, category) for number, category, tick in rows if not tick)
        ticks = tuple(Part(number, category) for number, category, tick in rows if tick)
        label = self._names["chart-bar"].get(f"{chart}/{name}")
        if label is None:
            number, category = parts[0]
            label = series[number].series.categories[category]
        return Bar(label, parts, ticks, colour)


def shown_points(series: Sequence[ChartSeries], bars: Sequence[Bar]) -> list[Point]:
    """The points that a chart shows: those of its bars, or all of its series."""
    if not bars:
        return [point for drawn in series for point in drawn.series.points]
    return [
        point
        for bar in bars
        for number, category in (*bar.parts, *bar.ticks)
        for point in series[number].series.of(category)
    ]

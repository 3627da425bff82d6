"""Turns the series and charts of a checked lesson folder into rows."""

from __future__ import annotations

from collections.abc import Mapping

from db import dates
from db.building.check_charts import split_ref
from db.building.folder import LessonFolder
from db.building.rows import Rows, date_columns
from db.building.structs import BarEntry, ChartEntry, PointEntry


def add_charts(folder: LessonFolder, rows: Rows) -> None:
    """Adds the series, the charts and their words; the events are in `rows` already."""
    _ChartCompiler(folder, rows).add()


class _ChartCompiler:
    def __init__(self, folder: LessonFolder, rows: Rows) -> None:
        self._folder = folder
        self._rows = rows
        self._events = {row["id"]: row["number"] for row in rows.tables["event"]}

    def add(self) -> None:
        for position, located in enumerate(self._folder.series.values()):
            entry = located.entry
            self._rows.add(
                "series",
                id=entry.id,
                position=position,
                unit=entry.unit,
                join_years=entry.join_years,
            )
            for number, point in enumerate(entry.point):
                self._point(entry.id, number, point)
        for position, chart in enumerate(self._folder.charts):
            self._chart(position, chart.entry)
        self._words()

    def _point(self, series: str, number: int, point: PointEntry) -> None:
        self._rows.add(
            "point",
            series=series,
            position=number,
            id=point.id,
            category=point.category,
            **date_columns("date", dates.parse(point.date) if point.date else None),
            value=point.value,
            low=point.value if point.low is None else point.low,
            high=point.value if point.high is None else point.high,
            certainty=point.certainty.value,
            recounted=int(point.recounted),
        )
        for order, source in enumerate(dict.fromkeys(point.sources)):
            self._rows.add(
                "point_source", series=series, point=number, position=order, source=source
            )

    def _chart(self, position: int, chart: ChartEntry) -> None:
        self._rows.add(
            "chart",
            id=chart.id,
            position=position,
            kind=chart.kind.value,
            start_day=dates.parse_bound(chart.start).first if chart.start else None,
            end_day=dates.parse_bound(chart.end).first if chart.end else None,
            least=chart.least,
            most=chart.most,
        )
        numbers = {}
        for order, drawn in enumerate(chart.series):
            numbers[drawn.id] = order
            self._rows.add(
                "chart_series",
                chart=chart.id,
                position=order,
                series=drawn.id,
                factor=drawn.factor,
                family=drawn.family,
            )
        for order, bar in enumerate(chart.bar):
            self._bar(chart.id, order, bar, numbers)
        for event in dict.fromkeys(chart.events):
            self._show_at(self._events[event], chart.id)

    def _bar(self, chart: str, order: int, bar: BarEntry, numbers: Mapping[str, int]) -> None:
        self._rows.add("chart_bar", chart=chart, position=order, id=bar.id, family=bar.family)
        refs = [(ref, 0) for ref in bar.parts] + [(ref, 1) for ref in bar.ticks]
        for place, (ref, tick) in enumerate(refs):
            series, category = split_ref(ref)
            self._rows.add(
                "chart_part",
                chart=chart,
                bar=order,
                position=place,
                series=numbers[series],
                category=category,
                tick=tick,
            )

    def _show_at(self, event: int, chart: str) -> None:
        place = sum(row["event"] == event for row in self._rows.tables["chart_event"])
        self._rows.add("chart_event", event=event, position=place, chart=chart)

    def _words(self) -> None:
        for lang, files in self._folder.series_words.items():
            for series, located in files.items():
                words = located.entry
                self._word(lang, "series", series, "title", words.title)
                self._word(lang, "series", series, "unit", words.unit)
                self._word(lang, "series", series, "note", words.note)
                for category, text in words.categories.items():
                    self._word(lang, "category", f"{series}/{category}", "name", text)
                for point, text in words.points.items():
                    self._word(lang, "point", f"{series}/{point}", "note", text)
        for lang, file in self._folder.chart_words.items():
            for chart, shown in file.entry.charts.items():
                self._word(lang, "chart", chart, "title", shown.title)
                self._word(lang, "chart", chart, "unit", shown.unit)
                self._word(lang, "chart", chart, "note", shown.note)
                for series, text in shown.series.items():
                    self._word(lang, "chart-series", f"{chart}/{series}", "name", text)
                for bar, text in shown.bars.items():
                    self._word(lang, "chart-bar", f"{chart}/{bar}", "name", text)

    def _word(self, lang: str, kind: str, key: str, field: str, text: str) -> None:
        self._rows.add("word", lang=lang, kind=kind, id=key, field=field, text=text)

"""Checks of series and charts: points in order and with sources, nothing unseen, nothing unsaid."""

from __future__ import annotations

from itertools import pairwise

from db.building.check_sources import SourceDates
from db.building.check_words import check_ids
from db.building.checker import Checker
from db.building.folder import LessonFolder, Located
from db.building.structs import BarEntry, ChartEntry, ChartWords, PointEntry, SeriesEntry
from db.chart_records import ChartKind
from db.errors import look_alikes
from db.records import Edtf

Ref = tuple[str, str]

_LYING = (ChartKind.BARS, ChartKind.CHANGES)


def split_ref(text: str) -> Ref:
    """The series and the category that `SERIES/CATEGORY` names."""
    series, _, category = text.partition("/")
    return series, category


def check_series(folder: LessonFolder, check: Checker) -> None:
    """Every series has its file's name; its points are dated in order and within their range."""
    attested = SourceDates(folder, check)
    for stem, series in folder.series.items():
        if series.entry.id != stem:
            message = f"the id '{series.entry.id}' differs from the file's '{stem}'"
            check.fault(series.at("id"), message)
        points = [Located(*series.at("point", n), p) for n, p in enumerate(series.entry.point)]
        for point in points:
            _check_point(point, attested, check)
        _check_order(points, check)
        _check_point_ids(points, check)


def _check_point(point: Located[PointEntry], attested: SourceDates, check: Checker) -> None:
    entry = point.entry
    check.statement(point, entry.sources, "point")
    if entry.date:
        at = point.at("date")
        attested.check(at, check.date(at, entry.date), entry.sources)
    low = entry.value if entry.low is None else entry.low
    high = entry.value if entry.high is None else entry.high
    if not low <= entry.value <= high:
        check.fault(
            point.at("value"), f"{entry.value:g} is outside of its range, {low:g} to {high:g}"
        )
    if not entry.date and not entry.category:
        check.fault(point.at("date"), "a point needs a date or a category")


def _check_order(points: list[Located[PointEntry]], check: Checker) -> None:
    """Within a category the dates come one after another."""
    dated: dict[str, list[tuple[Located[PointEntry], Edtf]]] = {}
    for point in points:
        if point.entry.date and (when := check.date(point.at("date"), point.entry.date)):
            dated.setdefault(point.entry.category, []).append((point, when))
    for category, known in dated.items():
        for (before, early), (after, late) in pairwise(known):
            # Several voices may give the same category for the same year; a line has one value.
            if late.first < early.first or (not category and late.first == early.first):
                message = (
                    f"{after.entry.date} stands after {before.entry.date}; expected dates in order"
                )
                check.fault(after.at("date"), message)


def _check_point_ids(points: list[Located[PointEntry]], check: Checker) -> None:
    seen: set[str] = set()
    for point in points:
        if point.entry.id and point.entry.id in seen:
            check.fault(point.at("id"), f"the id '{point.entry.id}' stands twice in the series")
        seen.add(point.entry.id)


def check_charts(folder: LessonFolder, check: Checker) -> None:
    """Charts show series that exist for events that exist; every series is shown somewhere."""
    shown: set[Ref] = set()
    for chart in folder.charts:
        for index, event in enumerate(chart.entry.events):
            check.event(chart.at("events", index), event)
        _check_bounds(chart, check)
        _check_parts(chart, folder, check)
        shown |= _shown(chart.entry, folder)
    if folder.ids_lost.get("charts.toml"):
        return
    for stem, series in folder.series.items():
        categories = dict.fromkeys(point.category for point in series.entry.point)
        if not any((stem, category) in shown for category in categories):
            check.fault(series.at("id"), f"no chart shows the series '{stem}'")
            continue
        for number, point in enumerate(series.entry.point):
            if (stem, point.category) not in shown:
                message = f"no chart shows the category '{point.category}'"
                check.fault(series.at("point", number, "category"), message)
                shown.add((stem, point.category))


def _check_bounds(chart: Located[ChartEntry], check: Checker) -> None:
    entry = chart.entry
    if entry.least is not None and entry.most is not None and entry.least >= entry.most:
        check.fault(chart.at("most"), f"{entry.most:g} is not more than 'least', {entry.least:g}")
    if entry.kind in _LYING:
        return
    start = check.bound(chart.at("from"), entry.start)
    end = check.bound(chart.at("to"), entry.end)
    if start and end and start.first >= end.first:
        check.fault(chart.at("to"), f"ends '{entry.end}', not after its start '{entry.start}'")


def _check_parts(chart: Located[ChartEntry], folder: LessonFolder, check: Checker) -> None:
    families = {power.entry.family for power in folder.powers}
    named = [drawn.id for drawn in chart.entry.series]
    coloured = {
        "series": [entry.family for entry in chart.entry.series],
        "bar": [bar.family for bar in chart.entry.bar],
    }
    for key, wanted in coloured.items():
        for index, family in enumerate(wanted):
            if family and family not in families and "powers.toml" not in folder.ids_lost:
                alike = look_alikes(family, sorted(families), "families")
                message = f"no power is of the family '{family}'.{alike}"
                check.fault(chart.at(key, index, "family"), message)
    for index, drawn in enumerate(chart.entry.series):
        check.series(chart.at("series", index, "id"), drawn.id)
    for index, bar in enumerate(chart.entry.bar):
        located = Located(*chart.at("bar", index), bar)
        for key, refs in (("parts", bar.parts), ("ticks", bar.ticks)):
            for place, text in enumerate(refs):
                _check_ref(located, (key, place), text, named, folder, check)


def _check_ref(
    bar: Located[BarEntry],
    keys: tuple[str, int],
    text: str,
    named: list[str],
    folder: LessonFolder,
    check: Checker,
) -> None:
    series, category = split_ref(text)
    if series not in named:
        expected = ", ".join(named)
        check.fault(
            bar.at(*keys), f"the chart has no series '{series}'; expected one of {expected}"
        )
    elif series in folder.series:
        known = {point.category for point in folder.series[series].entry.point}
        if category not in known:
            alike = look_alikes(category, known, "categories")
            check.fault(bar.at(*keys), f"'{series}' has no category '{category}'.{alike}")


def _shown(chart: ChartEntry, folder: LessonFolder) -> set[Ref]:
    """The series and categories that a chart shows."""
    if chart.bar:
        return {split_ref(text) for bar in chart.bar for text in (*bar.parts, *bar.ticks)}
    return {
        (drawn.id, point.category)
        for drawn in chart.series
        if drawn.id in folder.series
        for point in folder.series[drawn.id].entry.point
    }


def check_chart_words(folder: LessonFolder, check: Checker) -> None:
    """Series and charts have their words in each language."""
    for lang in folder.languages:
        for stem, series in folder.series.items():
            _check_series_words(stem, series, lang, folder, check)
        for stem in folder.series_words.get(lang, {}).keys() - folder.series.keys():
            file = folder.series_words[lang][stem].file
            alike = look_alikes(stem, folder.series, "series")
            check.fault((file, ()), f"there is no series '{stem}' in series/.{alike}")
        if lang in folder.chart_words:
            _check_charts_words(lang, folder, check)


def _check_series_words(
    stem: str, series: Located[SeriesEntry], lang: str, folder: LessonFolder, check: Checker
) -> None:
    words = folder.series_words.get(lang, {}).get(stem)
    if words is None:
        message = f"the file is missing; expected the words of the series '{stem}'"
        check.fault((f"text/{lang}/series/{stem}.toml", ()), message)
        return
    if series.file in folder.ids_lost:
        return
    points = series.entry.point
    categories = {point.category for point in points if point.category}
    ids = {point.id for point in points if point.id}
    check_ids(words, ("categories",), words.entry.categories, categories, series.file, check)
    check_ids(words, ("points",), words.entry.points, ids, series.file, check)


def _check_charts_words(lang: str, folder: LessonFolder, check: Checker) -> None:
    words = folder.chart_words[lang]
    if words.file in folder.ids_lost:
        return
    charts = {chart.entry.id: chart.entry for chart in folder.charts}
    check_ids(words, ("charts",), words.entry.charts, charts, "charts.toml", check)
    for name, chart in charts.items():
        if name in words.entry.charts:
            found = words.entry.charts[name]
            located = Located(*words.at("charts", name), found)
            _check_one_charts_words(located, chart, check)


def _check_one_charts_words(words: Located[ChartWords], chart: ChartEntry, check: Checker) -> None:
    # One series says what it is in the chart's title, and one part of a bar by its category.
    wanted = {drawn.id for drawn in chart.series} if len(chart.series) > 1 else set()
    check_ids(words, ("series",), words.entry.series, wanted, f"chart '{chart.id}'", check)
    joined = {bar.id for bar in chart.bar if len(bar.parts) != 1}
    named = {bar.id for bar in chart.bar}
    given = words.entry.bars
    wanted = joined | (set(given) & named)
    check_ids(words, ("bars",), given, wanted, f"chart '{chart.id}'", check)

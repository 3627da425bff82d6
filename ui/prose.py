"""How events and dates of the lesson are put into words: functions of the records alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from db.dates import as_of_in_words, day_in_words, in_words
from db.records import (
    Act,
    Contested,
    Event,
    Fact,
    Figure,
    Grade,
    Notes,
    Perspective,
    Power,
    PowerId,
    Source,
    SourceId,
    Tour,
)

if TYPE_CHECKING:
    from db.chart_records import Chart

STORY_LEADING, SMALL_LEADING = 113, 110  # per cent of the font's own line
_NUMBER_AND_WORD = re.compile(r"(?<=\d) (?=\w)")
UNSOURCED = "unsourced"
GRADES = {
    Grade.A: "A: official or scholarly",
    Grade.B: "B: press or reference",
    Grade.C: "C: weak copy",
}


def act_words(act: Act) -> str:
    """The act as its chip says it."""
    return f"{act.numeral}  {act.title}"


def theme_words(event: Event) -> str:
    """The themes as their chip says them; empty if there are none."""
    return " · ".join(event.themes)


def when_words(event: Event) -> str:
    """Date, old style date where there is one, and place: one line of plain text."""
    when = in_words(event.when)
    if event.old_style:
        when += f" ({event.old_style}, old style)"
    return f"{when} · {event.where}" if event.where else when


def between_words(day: float, tour: Tour) -> str:
    """Where a dragged date lies: "12 March 1931, between stops 11 and 12"."""
    after = sum(step.day <= day for step in tour.steps)
    said = day_in_words(day)
    if not tour.forward:
        return said  # it lies between many stops
    if after == 0:
        return f"{said}, before stop 1"
    if after == len(tour.steps):
        return f"{said}, after stop {after}"
    return f"{said}, between stops\N{NO-BREAK SPACE}{after} and\N{NO-BREAK SPACE}{after + 1}"


def announcement(number: int, count: int, event: Event) -> str:
    """What a screen reader says when the reader arrives at a stop."""
    return f"Stop {number} of {count}. {event.title}. {when_words(event)}."


def figure_words(figures: Sequence[Figure]) -> str:
    """The key figures as a screen reader reads them."""
    return ". ".join(f"{figure.shown} {figure.label}" for figure in figures)


def figure_tip(figure: Figure) -> str:
    """What the tip of a key figure says: the figure, and which date it is of."""
    said = f"{figure.shown} {figure.label}"
    if not figure.as_of:
        return said
    return f"{said}, {as_of_in_words(figure.as_of)}"


def story_html(story: str) -> str:
    """The story with room between its lines; empty lines part paragraphs."""
    parts = [escape(unbroken(part.strip())) for part in story.split("\n\n") if part.strip()]
    return _paragraphs(parts, STORY_LEADING)


class Numbers:
    """The numbers of an event's sources, as its statements cite them."""

    def __init__(self, sources: Sequence[Source], muted: str) -> None:
        self._numbers = {source.id: number for number, source in enumerate(sources, start=1)}
        self.muted = muted

    def cited(self, sources: Sequence[SourceId]) -> str:
        """The numbers in brackets, in order; a statement without a source says so."""
        known = sorted(self._numbers[source] for source in sources if source in self._numbers)
        said = ", ".join(map(str, known)) or UNSOURCED
        return f' <span style="color:{self.muted}">[{said}]</span>'


def perspectives_html(
    perspectives: Sequence[Perspective], powers: Mapping[PowerId, Power], numbers: Numbers
) -> str:
    """Who saw it how, each beside a bar in the colour of the side."""
    rows = []
    for seen in perspectives:
        colour = powers[seen.power].colour if seen.power else numbers.muted
        words = _paragraphs(
            [f"<b>{escape(seen.who)}</b><br>{escape(seen.text)}{numbers.cited(seen.sources)}"],
            SMALL_LEADING,
        )
        rows.append(
            f'<tr><td bgcolor="{colour}" width="4"></td><td width="14"></td><td>{words}</td></tr>'
            '<tr><td height="12" colspan="3"></td></tr>'
        )
    return f'<table cellspacing="0" cellpadding="0">{"".join(rows)}</table>'


def contested_html(contested: Sequence[Contested], numbers: Numbers) -> str:
    """The contested points, each with what the sides say."""
    parts = []
    for point in contested:
        parts.append(f"<b>{escape(point.point)}</b>")
        parts += [
            f"<i>{escape(side.who)}:</i> {escape(side.says)}{numbers.cited(side.sources)}"
            for side in point.positions
        ]
    return _paragraphs(parts, SMALL_LEADING)


def notes_html(notes: Notes, muted: str, *, ours: bool = False) -> str:
    """The teacher's notes under small headings; `ours` says that they are not the lesson's."""
    told = (
        ("Point at", notes.point),
        ("Ask", notes.question),
        ("Often believed", notes.misconception),
    )
    parts = [
        f'<span style="color:{muted}"><b>{heading}</b></span><br>{escape(text)}'
        for heading, text in told
        if text
    ]
    if ours:
        parts.insert(0, f'<span style="color:{muted}">Changed for your class (M)</span>')
    return _paragraphs(parts, SMALL_LEADING)


def sources_html(
    facts: Sequence[Fact],
    sources: Sequence[Source],
    numbers: Numbers,
    charts: Sequence[Chart] = (),
    own: str = "",
) -> str:
    """The facts with the numbers of their sources, then the sources: grade, publisher, title,
    date, and the link as plain text. The sources of charts follow under the charts' titles. A
    caption of the reader's `own` comes first: no source stands behind it."""
    parts = [f"Caption in your own words: {escape(own)}{numbers.cited(())}"] if own else []
    parts += [escape(fact.text) + numbers.cited(fact.sources) for fact in facts]
    for number, source in enumerate(sources, start=1):
        parts.append(_source(source, f"{number}  ", numbers.muted))
    for chart in charts:
        parts.append(f'<span style="color:{numbers.muted}">Chart: {escape(chart.title)}</span>')
        parts += [_source(source, "", numbers.muted) for source in chart.sources]
    return _paragraphs(parts, SMALL_LEADING)


def _source(source: Source, number: str, muted: str) -> str:
    said = ", ".join(escape(part) for part in (source.publisher, source.date) if part)
    link = f'<br><span style="color:{muted}">{escape(source.url)}</span>' if source.url else ""
    return f"<b>{number}{escape(source.title)}</b><br>{said} · {GRADES[source.grade]}{link}"


def unsourced(text: str) -> str:
    """Words of the reader's own, marked as what no source stands behind."""
    return f"{text}\N{NO-BREAK SPACE}[{UNSOURCED}]"


def unbroken(text: str) -> str:
    """The text with its numbers tied to the words behind them: no line ends in "on 14"."""
    return _NUMBER_AND_WORD.sub("\N{NO-BREAK SPACE}", text)


def escape(text: str) -> str:
    """The text with nothing in it that could be read as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _paragraphs(parts: Sequence[str], leading: int) -> str:
    first = f'<p style="line-height:{leading}%; margin:0">'
    later = f'<p style="line-height:{leading}%; margin:0; margin-top:10px">'
    return "".join(f"{first if n == 0 else later}{part}</p>" for n, part in enumerate(parts))

"""How events and dates of the lesson are put into words: functions of the records alone."""

from __future__ import annotations

from collections.abc import Sequence

from db.dates import day_in_words, in_words
from db.records import Act, Event, Fact, Figure, Source, SourceId, Tour

STORY_LEADING, SMALL_LEADING = 113, 110  # per cent of the font's own line


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


def story_html(story: str) -> str:
    """The story with room between its lines; empty lines part paragraphs."""
    parts = [escape(part.strip()) for part in story.split("\n\n") if part.strip()]
    return _paragraphs(parts, STORY_LEADING)


def facts_html(facts: Sequence[Fact], sources: Sequence[Source], muted: str) -> str:
    """The facts, each with the numbers of its sources."""
    numbers = {source.id: number for number, source in enumerate(sources, start=1)}
    parts = []
    for fact in facts:
        cited = _cited(fact.sources, numbers)
        parts.append(
            escape(fact.text)
            + (f' <span style="color:{muted}">[{escape(cited)}]</span>' if cited else "")
        )
    return _paragraphs(parts, SMALL_LEADING)


def sources_html(sources: Sequence[Source], muted: str) -> str:
    """The numbered sources: publisher, title, date, and the link as plain text."""
    parts = []
    for number, source in enumerate(sources, start=1):
        about = ", ".join(escape(part) for part in (source.publisher, source.date) if part)
        parts.append(
            f"<b>{number}  {escape(source.title)}</b><br>{about}"
            f'<br><span style="color:{muted}">{escape(source.url)}</span>'
        )
    return _paragraphs(parts, SMALL_LEADING)


def escape(text: str) -> str:
    """The text with nothing in it that could be read as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cited(sources: Sequence[SourceId], numbers: dict[SourceId, int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers[s] for s in sources if s in numbers))


def _paragraphs(parts: Sequence[str], leading: int) -> str:
    first = f'<p style="line-height:{leading}%; margin:0">'
    later = f'<p style="line-height:{leading}%; margin:0; margin-top:10px">'
    return "".join(f"{first if n == 0 else later}{part}</p>" for n, part in enumerate(parts))

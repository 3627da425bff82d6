"""The paper plate of a question: where its words, options, scale and tally stand.

Everything is in pixels of the picture. Sizes go by a height: the picture's own while presenting.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from db.records import Question, QuestionKind
from ui import theme
from ui.asking import Asking, Phase
from ui.broken_text import broken_text
from ui.camera import Box
from ui.prose import unbroken
from ui.questions import bands, choices_of, far_words, number_words, ring_word

BODY, SMALL = 0.044, 0.0275  # text sizes as shares of the height
# The question is asked as large as it can be, and steps back when the answer is there.
ASKED = (0.056, 0.050, BODY)
REVEALED = (BODY, 0.036, 0.031)
SHARES = (0.46, 0.49, 0.52, 0.55, 0.58, 0.61, 0.64, 0.70, 0.76)  # of the width
WIDEST = 1.15  # of the height: on a very wide picture the plate need not be wider
LEADING, SERIF_LEADING = 1.24, 1.2
EDGE, PAD = 0.024, 0.03  # around the plate and inside it, as shares of the height
LETTERS = "ABCDEF"
# Of the width, where the map beside is a part of the question: larger text gives way to it.
MAP_BESIDE = 0.6
LEAST_SCALE = 0.78  # how much smaller all gets where nothing else makes it fit

HINTS = {
    QuestionKind.CHOOSE: "Hands up: A, B, C …?",
    QuestionKind.ORDER: "Hands up for the one that comes first",
    QuestionKind.POINT: "Point to it on the map",
    QuestionKind.ESTIMATE: "Hands up for a part of the scale",
}
HINTS_ALONE = {
    QuestionKind.CHOOSE: "Click an answer",
    QuestionKind.ORDER: "Click the one that comes first",
    QuestionKind.POINT: "Click it on the map",
    QuestionKind.ESTIMATE: "Click a part of the scale",
}


class Lines(NamedTuple):
    """Broken text: its upper left corner, the size of its letters and from line to line."""

    text: tuple[str, ...]
    x: float
    y: float
    pixels: float
    leading: float
    serif: bool = False
    bold: bool = False

    @property
    def height(self) -> float:
        return len(self.text) * self.leading

    @property
    def font(self) -> QFont:
        return (theme.serif if self.serif else theme.sans)(self.pixels, bold=self.bold)

    def moved(self, x: float, y: float) -> Lines:
        """The same lines elsewhere."""
        return self._replace(x=x, y=y)


class Row(NamedTuple):
    """A choice: its box, badge and words; `choice` counts among the question's choices."""

    choice: int
    box: Box
    badge: str
    words: Lines
    power: str = ""


class Axis(NamedTuple):
    """The scale of an estimate: its box without the numbers below, and the numbers' baseline."""

    box: Box
    bars: Box
    baseline: float


class Plate(NamedTuple):
    """A plate, set: where it stands and what is on it."""

    box: Box
    body: float
    small: float
    kicker: Lines
    ask: Lines
    rows: tuple[Row, ...] = ()
    axis: Axis | None = None
    hint: Lines | None = None
    answer: Lines | None = None
    away: Lines | None = None
    source: Lines | None = None
    rule: float | None = None
    is_broken: bool = False  # whether a line ends within a word

    def choice_at(self, x: float, y: float, question: Question) -> int | None:
        """The choice under a pixel."""
        for row in self.rows:
            if row.box.x0 <= x <= row.box.x1 and row.box.y0 <= y <= row.box.y1:
                return row.choice
        if self.axis is not None and question.scale is not None:
            box = self.axis.box
            if box.x0 <= x < box.x1 and box.y0 <= y <= self.box.y1:
                return int((x - box.x0) / box.width * len(bands(question.scale)))
        return None


class Told(Enum):
    """How much of a source is told: all of it, its title alone, or one line of it."""

    WHOLE = "whole"
    TITLE = "title"
    CUT = "cut"


class Room(NamedTuple):
    """Where a plate may stand, and the height that its sizes go by; `alone` without a class."""

    width: float
    bottom: float
    height: float
    scale: float = 1.0
    alone: bool = False


@lru_cache(maxsize=32)
def plate_for(question: Question, asking: Asking, room: Room, said: str = "") -> Plate:
    """The plate of a question in the right part of a picture.

    Its size serves question and answer with all hands counted, so that nothing jumps when they
    come. `said` is a line on how far the class's guess was away.
    """
    for scale in _scales(room.scale):
        room = room._replace(scale=scale)
        width = _width(question, asking, room)
        if width is not None:
            break
    else:
        width = SHARES[-1] * room.width - EDGE * room.height
    return _set(question, asking, room, width, said)


def _scales(most: float) -> Iterator[float]:
    """How large all gets, the best first; the usual size is not passed over."""
    while most > LEAST_SCALE:
        yield most
        most = max(0.95 * most, 1.0) if most > 1 else 0.95 * most
    yield LEAST_SCALE


def _tallest(room: Room) -> float:
    return room.bottom - 2 * EDGE * room.height


def _width(question: Question, asking: Asking, room: Room) -> float | None:
    """The least width in which question and answer fit, with all hands counted, if there is one.

    Large text must not take the room of a map that belongs to the question.
    """
    counted = asking._replace(hands=tuple(0 for _ in asking.hands))
    phases = [counted._replace(phase=phase) for phase in (Phase.REVEALED, Phase.ASKED)]

    def reach(share: float) -> float:
        return min(share * room.width, WIDEST * room.height * max(room.scale, 1.0))

    def fits(share: float) -> bool:
        cut = (Told.CUT,)  # no source makes a plate wider
        plates = (_set(question, phase, room, reach(share), "x", cut) for phase in phases)
        return all(plate.box.height <= _tallest(room) and not plate.is_broken for plate in plates)

    yields = question.framing is not None and room.scale > 1
    shares = [share for share in SHARES if share <= MAP_BESIDE or not yields]
    if not fits(shares[-1]):
        return None  # so that it takes no time to try the others
    return reach(next(share for share in shares if fits(share)))


def _set(
    question: Question,
    asking: Asking,
    room: Room,
    width: float,
    said: str,
    tellings: tuple[Told, ...] = tuple(Told),
) -> Plate:
    """Set the plate as large as it fits; the question gives way first, then the source."""
    sizes = ASKED if asking.phase is Phase.ASKED else REVEALED
    for told, size in product(tellings, sizes):
        plate = _Setter(question, asking, room, width, size, said, told).plate()
        if plate.box.height <= _tallest(room):
            break
    return plate


class _Setter:
    """Sets one plate from top to bottom."""

    def __init__(
        self,
        question: Question,
        asking: Asking,
        room: Room,
        width: float,
        ask: float,
        said: str,
        told: Told,
    ) -> None:
        self._question = question
        self._told = told
        self._asking = asking
        self._room = room
        self._said = said
        unit = room.height * room.scale
        self._body, self._small, self._ask = BODY * unit, SMALL * unit, ask * unit
        self._pad, self._edge = PAD * unit, EDGE * room.height
        self._left = room.width - self._edge - width + self._pad
        self._inner = width - 2 * self._pad
        self._y = self._pad
        self._rows: list[Row] = []
        self._is_revealed = asking.phase is Phase.REVEALED
        self._is_broken = False

    def plate(self) -> Plate:
        said = "Answer" if self._is_revealed else "Question"
        kicker = self._lines(said, self._small, bold=True)
        self._y += 0.25 * self._small
        ask = self._lines(self._question.ask, self._ask, serif=True, bold=True)
        self._y += 0.45 * self._body
        axis = self._axis() if self._question.scale else None
        if self._has_rows:
            self._set_rows()
        hint = None
        if not self._is_revealed:
            scale = self._question.scale
            said = f", in {scale.unit}" if scale else ""
            hints = HINTS_ALONE if self._room.alone else HINTS
            hint = self._lines(hints[self._question.kind] + said, self._small)
        rule = answer = away = source = None
        if self._is_revealed:
            self._y += 0.25 * self._body
            rule = self._y
            self._y += 0.35 * self._body
            answer = self._lines(self._question.answer, self._body)
            self._y += 0.3 * self._small
            away = self._lines(self._said, self._small, bold=True) if self._said else None
            source = self._source()
        return self._placed(
            Plate(
                Box(
                    self._left - self._pad, 0, self._left + self._inner + self._pad,
                    self._y + 0.7 * self._pad,
                ),
                self._body,
                self._small,
                kicker,
                ask,
                tuple(self._rows),
                axis,
                hint,
                answer,
                away,
                source,
                rule,
                self._is_broken,
            )
        )  # fmt: skip

    @property
    def _has_rows(self) -> bool:
        """On the map hands are counted once the ring is there, or once somebody counts."""
        if self._question.kind is QuestionKind.ESTIMATE:
            return False
        if self._question.kind is QuestionKind.POINT:
            return self._asking.is_tallied or self._asking.chosen is not None
        return True

    def _lines(self, text: str, pixels: float, *, serif: bool = False, bold: bool = False) -> Lines:
        leading = (SERIF_LEADING if serif else LEADING) * pixels
        font = (theme.serif if serif else theme.sans)(pixels, bold=bold)
        broken = broken_text(unbroken(text), font, self._inner)
        lines = Lines(broken, self._left, self._y, pixels, leading, serif, bold)
        self._y += lines.height
        return lines

    def _source(self) -> Lines | None:
        """The first source, as much of it as is asked for."""
        if not self._question.sources:
            return None
        source = self._question.sources[0]
        if self._told is Told.TITLE:
            return self._lines(f"Source: {source.title}", self._small)
        text = f"Source: {source.publisher}, {source.title}"
        if self._told is Told.CUT:
            metrics = QFontMetricsF(theme.sans(self._small))
            text = metrics.elidedText(unbroken(text), Qt.TextElideMode.ElideRight, self._inner)
        return self._lines(text, self._small)

    def _set_rows(self) -> None:
        question, body = self._question, self._body
        choices = choices_of(question)
        badge, gap = 1.35 * body, 0.13 * body
        powers = {option.id: option.power or "" for option in question.options}
        counted = QFontMetricsF(theme.sans(body, bold=True)).horizontalAdvance("000") + 0.7 * body
        for number, index in enumerate(self._order(choices)):
            choice = choices[index]
            power = powers.get(choice.id, "")
            left = self._left + badge + 0.85 * body + (1.4 * body if power else 0)
            room = self._inner - (left - self._left) - counted
            font = theme.sans(body)
            text = broken_text(unbroken(choice.text), font, room)
            longest = max(map(QFontMetricsF(font).horizontalAdvance, choice.text.split()))
            self._is_broken = self._is_broken or longest > room
            leading = 1.16 * body
            height = max(len(text) * leading + 0.3 * body, badge + 0.12 * body)
            box = Box(self._left, self._y, self._left + self._inner, self._y + height)
            top = self._y + (height - len(text) * leading) / 2
            shown = str(number + 1) if self._is_sorted else LETTERS[index]
            words = Lines(text, left, top, body, leading)
            self._rows.append(Row(index, box, shown, words, power))
            self._y += height + gap
        self._y += 0.5 * gap

    @property
    def _is_sorted(self) -> bool:
        return self._is_revealed and self._question.kind is QuestionKind.ORDER

    def _order(self, choices: tuple[object, ...]) -> list[int]:
        """The choices as they are shown: an answered order stands in its order."""
        if not self._is_sorted:
            return list(range(len(choices)))
        ids = [option.id for option in self._question.options]
        return [ids.index(name) for name in self._question.right]

    def _axis(self) -> Axis:
        counts = self._asking.is_tallied or self._asking.chosen is not None
        bars = 2.4 * self._body if counts else 0.0
        top = self._y + 0.2 * self._body
        box = Box(self._left, top + bars, self._left + self._inner, top + bars + 0.75 * self._body)
        baseline = box.y1 + 1.15 * self._small
        self._y = baseline + 0.75 * self._small
        return Axis(box, Box(box.x0, top, box.x1, box.y0), baseline)

    def _placed(self, plate: Plate) -> Plate:
        """The plate in the middle of its room's height."""
        free = self._room.bottom - plate.box.height
        down = max(free / 2, self._edge)
        return _moved(plate, round(down))


def _moved(plate: Plate, down: float) -> Plate:
    def box(old: Box) -> Box:
        return Box(old.x0, old.y0 + down, old.x1, old.y1 + down)

    def lines(old: Lines | None) -> Lines | None:
        return old.moved(old.x, old.y + down) if old else None

    axis = plate.axis
    return plate._replace(
        box=box(plate.box),
        kicker=plate.kicker.moved(plate.kicker.x, plate.kicker.y + down),
        ask=plate.ask.moved(plate.ask.x, plate.ask.y + down),
        rows=tuple(
            row._replace(box=box(row.box), words=row.words.moved(row.words.x, row.words.y + down))
            for row in plate.rows
        ),
        axis=Axis(box(axis.box), box(axis.bars), axis.baseline + down) if axis else None,
        hint=lines(plate.hint),
        answer=lines(plate.answer),
        away=lines(plate.away),
        source=lines(plate.source),
        rule=plate.rule + down if plate.rule is not None else None,
    )


def plate_asking(asking: Asking) -> Asking:
    """What of an asking decides about where things stand."""
    hands = tuple(None if count is None else 0 for count in asking.hands)
    return asking._replace(hands=hands, typed="", guess=None, left=None)


def away_words(km: float, question: Question) -> str:
    """How far the class has pointed, in words."""
    ring = ring_word(question)
    where = f"inside the {ring}" if km <= question.tolerance_km else f"outside the {ring}"
    return f"The class has pointed {far_words(km)} away, {where}."


def ticks(question: Question) -> tuple[str, ...]:
    """The numbers under the scale, the last one with the unit."""
    assert question.scale is not None
    parts = bands(question.scale)
    last = f"{number_words(parts[-1][1])} {question.scale.unit}"
    return (*(number_words(low) for low, _ in parts), last)

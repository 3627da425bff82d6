"""All strokes of a class, what can be done to them and taken back: frozen values, pure moves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from db.records import EventId
from ui.pen.strokes import Stroke

KEPT = 400  # changes that can be taken back


@dataclass(frozen=True, slots=True)
class Change:
    """Strokes that came and strokes that went, in one go."""

    added: tuple[Stroke, ...] = ()
    removed: tuple[Stroke, ...] = ()

    def touches(self, event: EventId) -> bool:
        """Whether it changed what is drawn at that event."""
        return any(stroke.event == event for stroke in (*self.added, *self.removed))

    @property
    def reversed(self) -> Change:
        """What takes it back."""
        return Change(self.removed, self.added)


@dataclass(frozen=True, slots=True)
class Board:
    """The strokes in the order drawn; the changes that led there, and those taken back.

    Undo takes back the last change at the event that shows: what is drawn at another stop never
    vanishes unseen.
    """

    strokes: tuple[Stroke, ...] = ()
    done: tuple[Change, ...] = field(default=(), repr=False)
    undone: tuple[Change, ...] = field(default=(), repr=False)

    def at(self, event: EventId) -> tuple[Stroke, ...]:
        """What is drawn at an event."""
        return tuple(stroke for stroke in self.strokes if stroke.event == event)

    def can_undo(self, event: EventId) -> bool:
        return any(change.touches(event) for change in self.done)

    def can_redo(self, event: EventId) -> bool:
        return any(change.touches(event) for change in self.undone)


def draw(board: Board, stroke: Stroke) -> Board:
    """Add a stroke."""
    return _do(board, Change(added=(stroke,)))


def erase(board: Board, numbers: Collection[int]) -> Board:
    """Take strokes away."""
    return _do(board, Change(removed=tuple(s for s in board.strokes if s.number in numbers)))


def clear(board: Board, event: EventId | None) -> Board:
    """Take away all that is drawn at an event, or everywhere."""
    gone = board.strokes if event is None else board.at(event)
    return _do(board, Change(removed=gone))


def undo(board: Board, event: EventId) -> Board:
    """Take back the last change at an event."""
    change = next((change for change in reversed(board.done) if change.touches(event)), None)
    if change is None:
        return board
    return Board(
        _changed(board.strokes, change.reversed),
        _without(board.done, change),
        (*board.undone, change),
    )


def redo(board: Board, event: EventId) -> Board:
    """Do again what was last taken back at an event."""
    change = next((change for change in reversed(board.undone) if change.touches(event)), None)
    if change is None:
        return board
    return Board(
        _changed(board.strokes, change),
        (*board.done, change),
        _without(board.undone, change),
    )


def _do(board: Board, change: Change) -> Board:
    if change == Change():
        return board
    events = {stroke.event for stroke in (*change.added, *change.removed)}
    undone = tuple(c for c in board.undone if not any(c.touches(event) for event in events))
    strokes = _changed(board.strokes, change)
    return replace(board, strokes=strokes, done=(*board.done, change)[-KEPT:], undone=undone)


def _changed(strokes: Iterable[Stroke], change: Change) -> tuple[Stroke, ...]:
    kept = {stroke.number: stroke for stroke in strokes}
    for stroke in change.removed:
        kept.pop(stroke.number, None)
    for stroke in change.added:
        kept[stroke.number] = stroke
    return tuple(kept[number] for number in sorted(kept))


def _without(changes: tuple[Change, ...], gone: Change) -> tuple[Change, ...]:
    return tuple(change for change in changes if change is not gone)

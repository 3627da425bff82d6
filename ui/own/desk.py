"""Where a teacher changes own lessons: verbs in, every change saved, told, and ready to undo."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from db.own import edits
from db.own.edits import EditRefused
from db.own.file import ChangedElsewhere, NotSaved, OwnFile
from db.own.records import OwnTour, OwnTours
from db.own.telling import Known, with_own
from db.records import Event, EventId, Notes, Priority, Tour, TourId, World
from ui.explorer import Explorer

MOST_KEPT = 200  # changes that can be taken back


class Change(NamedTuple):
    """A change that can be taken back: its words, the tours before it, and the tour then chosen.

    Changes in a row with the same `kind` are taken back as one.
    """

    words: str
    tours: OwnTours
    chosen: TourId
    kind: Hashable


class OwnDesk(QObject):
    """The own tours as they are now. Every verb is saved at once and told by the explorer.

    What cannot be done, or not be saved, is said in one line by `say`.

    Signals:
        changed: the own tours, or what can be taken back, are others.
    """

    changed = Signal()

    def __init__(
        self,
        explorer: Explorer,
        lesson: World,
        event_of: Callable[[EventId], Event],
        file: OwnFile,
        say: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._lesson = lesson
        self._event_of = event_of
        self._file = file
        self._say = say
        self._tours = file.tours
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self.known = Known(lesson)

    @property
    def lesson(self) -> World:
        """The lesson without own tours."""
        return self._lesson

    @property
    def tours(self) -> OwnTours:
        """The own tours."""
        return self._tours

    def own(self, tour: TourId) -> OwnTour | None:
        """The own tour of that id, if there is one."""
        return next((own for own in self._tours if own.id == tour), None)

    def original(self, event: EventId) -> Event | None:
        """The lesson's own event, or None where it no longer has it."""
        known = any(mark.event == event for mark in self._lesson.marks)
        return self._event_of(event) if known else None

    # Whole tours

    def copy(self, tour: TourId) -> TourId:
        """Copy a tour, and tell the copy from the same stop; the copy's id."""
        own = self.own(tour)
        if own is not None:
            tours = edits.copied_again(self._tours, tour)
        else:
            tours = edits.copied(self._tours, self._tour(tour))
        self._do(f"copy “{tours[-1].title}”", tours, tours[-1].id)
        return tours[-1].id

    def rename(self, tour: TourId, title: str) -> None:
        """Give an own tour another name."""
        self._edit(tour, "rename", lambda own: edits.renamed(own, title))

    def delete(self, tour: TourId) -> None:
        """Delete an own tour; the one it was copied from is told where it was being told."""
        own = self.own(tour)
        if own is None:
            return
        tours = edits.deleted(self._tours, tour)
        self._do(f"delete “{own.title}”", tours, self._tour(own.copied_from).id)

    # Stops, counted from zero among all of the tour, hidden ones too

    def show(self, tour: TourId, number: int, *, yes: bool) -> None:
        """Tell a stop, or leave it out."""
        words = f"{'show' if yes else 'hide'} stop {number + 1}"
        self._edit(tour, words, lambda own: edits.shown(own, number, yes=yes))

    def move(self, tour: TourId, number: int, to: int) -> None:
        """Move a stop to another place."""
        self._edit(tour, "move a stop", lambda own: edits.moved(own, number, to))

    def retime(self, tour: TourId, number: int, minutes: float) -> None:
        """Plan other minutes for a stop."""
        kind = ("minutes", tour, number)
        words = f"minutes of stop {number + 1}"
        self._edit(tour, words, lambda own: edits.retimed(own, number, minutes), kind)

    def weigh(self, tour: TourId, number: int, priority: Priority) -> None:
        """Say how much the tour needs a stop."""
        words = f"{priority.value} for stop {number + 1}"
        self._edit(tour, words, lambda own: edits.weighed(own, number, priority))

    def write_caption(self, tour: TourId, number: int, caption: str) -> None:
        """Give a stop another caption; an empty one is the lesson's again."""
        event = self._of(tour, number)
        original = event.caption if event else ""
        self._edit(
            tour,
            f"caption of stop {number + 1}",
            lambda own: edits.captioned(own, number, caption, original),
            ("caption", tour, number),
        )

    def write_notes(self, tour: TourId, number: int, notes: Notes | None) -> None:
        """Give a stop other notes; none are the lesson's again."""
        event = self._of(tour, number)
        original = event.notes if event else None
        self._edit(
            tour,
            f"notes of stop {number + 1}",
            lambda own: edits.noted(own, number, notes, original),
            ("notes", tour, number),
        )

    # Taking back

    @property
    def undo_words(self) -> str:
        """What would be taken back; empty where nothing can be."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        """What would be done again; empty where nothing can be."""
        return self._undone[-1].words if self._undone else ""

    def undo(self) -> None:
        """Take back the last change."""
        self._step_back(self._done, self._undone)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step_back(self._undone, self._done)

    def end_of_words(self) -> None:
        """What is written from now on is taken back apart from what was written before."""
        if self._done:
            self._done[-1] = self._done[-1]._replace(kind=None)

    def _step_back(self, source: list[Change], other: list[Change]) -> None:
        if not source:
            return
        change = source.pop()
        other.append(Change(change.words, self._tours, self._explorer.state.tour, None))
        self._take(change.tours, change.chosen)

    # Changing

    def _of(self, tour: TourId, number: int) -> Event | None:
        own = self.own(tour)
        return self.original(own.steps[number].event) if own else None

    def _tour(self, tour: TourId) -> Tour:
        """A tour of the lesson; its first one where it has no such tour."""
        return self._lesson.tour(tour)

    def _edit(
        self,
        tour: TourId,
        words: str,
        edit: Callable[[OwnTour], OwnTour],
        kind: Hashable = None,
    ) -> None:
        try:
            own = edits.found(self._tours, tour)
            tours = edits.replaced(self._tours, edit(own))
        except EditRefused as refusal:
            self._say(str(refusal))
            self.changed.emit()  # a box may show what was refused
            return
        self._do(words, tours, self._explorer.state.tour, kind)

    def _do(self, words: str, tours: OwnTours, chosen: TourId, kind: Hashable = None) -> None:
        if tours == self._tours:
            return
        joins = kind is not None and self._done and self._done[-1].kind == kind
        if not joins:
            before = Change(words, self._tours, self._explorer.state.tour, kind)
            self._done = [*self._done[1 - MOST_KEPT :], before]
        self._undone.clear()
        self._take(tours, chosen)

    def _take(self, tours: OwnTours, chosen: TourId) -> None:
        try:
            self._file.save(tours)
        except NotSaved as fault:
            self._say(str(fault))
        except ChangedElsewhere as news:
            self._say(str(news))
            tours = self._file.tours
            self._done.clear()
            self._undone.clear()
        self._tours = tours
        world = with_own(self._lesson, tours)
        if not any(tour.id == chosen for tour in world.tours):
            chosen = self._explorer.state.tour
        self._explorer.retell(world, chosen)
        self.changed.emit()

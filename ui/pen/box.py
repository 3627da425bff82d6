"""The pen box: owns the kit in the teacher's hand and the strokes of the class."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from db.records import EventId
from ui.explorer import Explorer
from ui.pen import board as boards
from ui.pen import classes, kit
from ui.pen.board import Board
from ui.pen.classes import FOLDER, USUAL, Summary
from ui.pen.kit import Aid, Kit
from ui.pen.stroke_file import Journal, of_stroke, read
from ui.pen.strokes import Colour, Point, Stroke, Tool
from ui.pen.under_way import UnderWay
from ui.settings import UnreadableFile, and_set_aside, read_json, write_json
from ui.state import current_step, seen_by_audience

FILE = "pen.json"
REMEMBERS_MS = 600


class PenBox(QObject):
    """What the teacher's hand holds, and what it has drawn for a class.

    Every stroke goes into the class's file as it is drawn; the kit and the class are remembered
    in `folder` too.

    Signals:
        changed: the hand holds something else; carries the new and the old Kit.
        drawn: the strokes are others; carries the new and the old Board.
        class_changed: strokes of another class show; carries its name.
        said: a sentence for the reader.
    """

    changed = Signal(object, object)
    drawn = Signal(object, object)
    class_changed = Signal(str)
    said = Signal(str)

    def __init__(
        self, explorer: Explorer, folder: Path, say: Callable[[str], None] | None = None
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._file = folder / FILE
        self._folder = folder / FOLDER
        if say is not None:
            self.said.connect(say)
        self._kit, self._class = self._remembered()
        self._board = Board()
        self._last = 0
        self._journal: Journal | None = None
        self._remember = QTimer(self, singleShot=True, interval=REMEMBERS_MS)
        self._remember.timeout.connect(self.remember)
        self._open()

    # What there is

    @property
    def kit(self) -> Kit:
        """What the hand holds."""
        return self._kit

    @property
    def board(self) -> Board:
        """What is drawn for the class."""
        return self._board

    @property
    def class_name(self) -> str:
        """The class whose strokes show."""
        return self._class

    @property
    def draws(self) -> bool:
        """Whether a press on the map draws."""
        return self._kit.on and self._kit.aid is Aid.NONE

    @property
    def shown_event(self) -> EventId:
        """The event whose strokes show: what the audience sees where the picture is frozen."""
        return current_step(seen_by_audience(self._explorer.state), self._explorer.world).event

    @property
    def can_undo(self) -> bool:
        return self._board.can_undo(self.shown_event)

    @property
    def can_redo(self) -> bool:
        return self._board.can_redo(self.shown_event)

    # The kit

    def toggle(self) -> None:
        """Take the pen, or put everything down."""
        self._hold(kit.toggle(self._kit))

    def put_down(self) -> bool:
        """Put down what the hand holds; says whether it held anything."""
        held = self._kit.on or self._kit.aid is not Aid.NONE
        self._hold(kit.put_down(self._kit))
        return held

    def take(self, tool: Tool) -> None:
        """Take a tool; again, for the next width."""
        self._hold(kit.take(self._kit, tool))

    def dip(self, colour: Colour) -> None:
        """Give the tool a colour."""
        self._hold(kit.dip(self._kit, colour))

    def point_with(self, aid: Aid) -> None:
        """Point with something, or put it away."""
        self._hold(kit.point_with(self._kit, aid))

    def press_digit(self, digit: str) -> bool:
        """Take what a digit stands for; says whether the pen is on, so that it stands for it."""
        if self._kit.on:
            self._hold(kit.press_digit(self._kit, digit))
        return self._kit.on

    def _hold(self, new: Kit) -> None:
        if new != self._kit:
            old, self._kit = self._kit, new
            self._remember.start()
            self.changed.emit(new, old)

    # Drawing

    def begin(self, point: Point) -> Stroke:
        """A new stroke of the tool held, at the event that shows."""
        self._last = max(time.time_ns() // 1000, self._last + 1)
        held = self._kit
        return Stroke(self._last, self.shown_event, held.tool, held.colour, held.width, (point,))

    def keep_on(self, live: UnderWay) -> None:
        """Keep a stroke as far as it has come, as long as it goes on."""
        if self._journal is not None:
            self._journal.watch(live)

    def drop(self, stroke: Stroke) -> None:
        """Forget a stroke under way."""
        self._note({"drop": stroke.number})

    def draw(self, stroke: Stroke) -> None:
        """Add a finished stroke."""
        self._change(boards.draw(self._board, stroke), {"stroke": of_stroke(stroke)})

    def erase(self, strokes: list[Stroke]) -> None:
        """Take strokes away."""
        numbers = [stroke.number for stroke in strokes]
        self._change(boards.erase(self._board, numbers), {"erase": numbers})

    def clear(self) -> None:
        """Take away what is drawn at the event that shows."""
        self._change(boards.clear(self._board, self.shown_event), {"clear": self.shown_event})

    def clear_all(self) -> None:
        """Take away all that is drawn for the class."""
        self._change(boards.clear(self._board, None), {"clear": None})

    def undo(self) -> None:
        """Take back the last change at the event that shows."""
        self._change(boards.undo(self._board, self.shown_event), {"undo": self.shown_event})

    def redo(self) -> None:
        """Do it again."""
        self._change(boards.redo(self._board, self.shown_event), {"redo": self.shown_event})

    def _change(self, new: Board, entry: dict[str, object]) -> None:
        if new != self._board:
            self._note(entry)
            old, self._board = self._board, new
            self.drawn.emit(new, old)

    def _note(self, entry: dict[str, object]) -> None:
        if self._journal is not None:
            self._journal.append(entry)

    # Classes

    @property
    def classes(self) -> list[str]:
        """The names of all classes."""
        return classes.known(self._folder)

    def summaries(self) -> list[Summary]:
        """What is kept of each class."""
        self.flush()
        return [classes.summary(self._folder, name) for name in self.classes]

    def choose_class(self, name: str) -> None:
        """Show the strokes of another class, a new one too. Raises BadName."""
        name = classes.same(self.classes, classes.checked(name))
        if name == self._class:
            return
        try:
            if name != USUAL:
                classes.add(self._folder, name)
        except OSError as fault:
            self.said.emit(
                f"The class “{name}” cannot be kept in {self._folder} ({fault.strerror})."
            )
        self.close()
        self._class = name
        old = self._board
        self._open()
        self.remember()  # at once: what is counted next is this class's
        self.class_changed.emit(self._class)
        self.drawn.emit(self._board, old)

    def remove_class(self, name: str) -> None:
        """Forget a class for which nothing is drawn."""
        if name in (self._class, USUAL) or classes.summary(self._folder, name).strokes:
            return
        try:
            classes.remove(self._folder, name)
        except OSError as fault:
            self.said.emit(f"The class “{name}” could not be removed ({fault.strerror}).")
            return
        self.class_changed.emit(self._class)

    # Keeping

    @property
    def keeps(self) -> bool:
        """Whether what is drawn is being kept."""
        return self._journal is not None and self._journal.works

    def flush(self) -> None:
        """Wait until all that was drawn is on the disk."""
        if self._journal is not None:
            self._journal.flush()

    def close(self) -> None:
        """Write what is left, and let the class's file go; what is drawn then is not kept."""
        if self._remember.isActive():
            self._remember.stop()
            self.remember()
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    @Slot()
    def remember(self) -> None:
        """Keep tool, colours, width and class for the next start."""
        write_json(self._file, {**kit.to_remember(self._kit), "class": self._class})

    def _remembered(self) -> tuple[Kit, str]:
        try:
            found = read_json(self._file)
            return kit.remembered(found), classes.checked(str(found.get("class", USUAL)))
        except FileNotFoundError:
            return Kit(), USUAL
        except (UnreadableFile, ValueError) as fault:
            self._set_aside(fault)
            return Kit(), USUAL

    def _set_aside(self, fault: Exception) -> None:
        said = f"The pen’s settings could not be read ({fault}). The usual ones are used"
        self.said.emit(f"{said}{and_set_aside(self._file)}.")

    def _open(self) -> None:
        path = classes.file_of(self._folder, self._class)
        found = read(path, self._class)
        self._class, self._board = found.name, found.board
        self._last = max([self._last, *(stroke.number for stroke in found.board.strokes)])
        self._journal = Journal(path, found, self.said.emit)
        if found.notice:
            self.said.emit(found.notice)

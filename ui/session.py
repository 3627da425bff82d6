"""What one run of the program leaves to the next, after a clean end and after a crash."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, SignalInstance, Slot

from ui.explorer import Explorer
from ui.last_word import LastWord
from ui.lock import lock_of, take
from ui.messages import Messages
from ui.settings import Keeper, Settings, UnreadableFile, and_set_aside
from ui.state import Layout, ViewState

FILE = "session.jsonl"
LOCK = "session.lock"


class Stand(NamedTuple):
    """Where the reader stood: the tour and the stop, counted from zero.

    `skipped` are the stops to pass over, `plan` is the lesson's clock as it noted itself.
    """

    tour: str
    step: int
    skipped: tuple[int, ...] = ()
    plan: dict[str, Any] = {}  # noqa: RUF012 (never changed)


class Own(NamedTuple):
    """What the reader has chosen himself of the things that otherwise follow the system."""

    contrast: bool | None = None
    reduced_motion: bool | None = None


FOLLOWING = Own()


class Session:
    """One run of the program, from its start to its clean end.

    The mark lies in `folder` while the program runs; `notice` is a line for the reader about one
    that could not be understood. A second program running beside the first keeps no mark.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._mark = LastWord(self._file)
        self._lock = lock_of(folder / LOCK)
        self._owns = False
        self._noted: Stand | None = None
        self.notice = ""

    def begin(self) -> Stand | None:
        """Set the mark; the stand that the last session left if it ended unexpectedly."""
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
        self._owns = take(self._lock)
        if not self._owns:
            return None
        try:
            return _understood(self._mark.read())
        except FileNotFoundError:
            return None
        except UnreadableFile as fault:
            self._set_aside(str(fault))
        except (KeyError, TypeError, ValueError, OverflowError):
            self._set_aside("it holds something else")
        return None

    def note(self, stand: Stand) -> None:
        """Remember where the reader stands, in case the program ends unexpectedly."""
        if self._owns and stand != self._noted:
            self._mark.say(stand._asdict())
            self._noted = stand

    def end(self) -> None:
        """Take the mark away: the program ends as it should."""
        if self._owns:
            self._mark.forget()
            self._lock.unlock()
            self._owns = False

    def _set_aside(self, reason: str) -> None:
        said = f"Where the last session ended in {self._file} could not be read ({reason})"
        self.notice = f"{said}{and_set_aside(self._file)}."


def _understood(found: dict[str, Any]) -> Stand:
    plan, skipped = found.get("plan"), found.get("skipped")
    return Stand(
        str(found["tour"]),
        int(found["step"]),
        tuple(int(number) for number in skipped) if isinstance(skipped, list) else (),
        plan if isinstance(plan, dict) else {},
    )


class Resuming(QObject):
    """Tells the reader, until presenting begins, that the last session ended unexpectedly."""

    def __init__(self, explorer: Explorer, messages: Messages) -> None:
        super().__init__(messages)
        self._explorer, self._messages = explorer, messages
        self._said = notice(explorer.state.step)
        messages.say(self._said)
        explorer.changed.connect(self._on_changed)

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if new.layout is Layout.PRESENT:
            self._messages.take_back(self._said)
            self._explorer.changed.disconnect(self._on_changed)


def notice(step: int) -> str:
    """What to tell the reader after a session that ended unexpectedly at a stop."""
    return f"The last session ended unexpectedly. F5 resumes presenting at stop {step + 1}."


class Memory(QObject):
    """Notes where the reader stands at every step, and keeps it at the end.

    `plan_of` says how the lesson's clock stands, `plan_changed` that this is to be noted.
    """

    def __init__(
        self,
        explorer: Explorer,
        session: Session,
        plan_of: Callable[[], dict[str, Any]] = dict,
        plan_changed: SignalInstance | None = None,
    ) -> None:
        super().__init__()
        self._explorer = explorer
        self._session = session
        self._plan_of = plan_of
        if plan_changed is not None:
            plan_changed.connect(self.note)
        explorer.changed.connect(self._on_changed)
        self.note()

    @Slot()
    def note(self) -> None:
        """Note the stand in case the program ends unexpectedly."""
        state = self._explorer.state
        skipped = tuple(sorted(state.skipped))
        self._session.note(Stand(state.tour, state.step, skipped, self._plan_of()))

    def finish(
        self,
        keeper: Keeper,
        *,
        place: tuple[int, int, int, int],
        maximised: bool,
        own: Own = FOLLOWING,
    ) -> Settings:
        """Keep what the next start should know, and end the session; returns what was kept.

        `own` is what the reader has chosen himself of the things that follow the system.
        """
        state = self._explorer.state
        keeper.keep(
            geometry=place,
            maximised=maximised,
            tour=state.tour,
            step=state.step,
            text_scale=state.text_scale,
            doubt=state.doubt,
            compared_as=self._explorer.form.value,
            contrast=own.contrast,
            reduced_motion=own.reduced_motion,
            speed=state.speed,
        )
        if not state.kiosk:  # which loops and does not ask, whatever the teacher has chosen
            keeper.keep(questions=state.asks, loops=state.loops)
        self._session.end()
        return keeper.now

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if (new.tour, new.step, new.skipped) != (old.tour, old.step, old.skipped):
            self.note()


class AtOnce(QObject):
    """Writes down what the reader sets as soon as it is set, for a lesson may end by a power cut.

    `own_of` tells what of a state the reader has chosen himself.
    """

    def __init__(
        self, explorer: Explorer, keeper: Keeper, own_of: Callable[[ViewState], Own]
    ) -> None:
        super().__init__()
        self._keeper = keeper
        self._own_of = own_of
        explorer.changed.connect(self._on_changed)

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if _set_in(new) != _set_in(old) and not new.kiosk:
            own = self._own_of(new)
            self._keeper.keep(
                text_scale=new.text_scale,
                doubt=new.doubt,
                contrast=own.contrast,
                reduced_motion=own.reduced_motion,
                questions=new.asks,
                speed=new.speed,
                loops=new.loops,
            )


def _set_in(state: ViewState) -> tuple[object, ...]:
    return state.looks, state.reduced_motion, state.asks, state.speed, state.loops

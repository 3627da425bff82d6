"""The presenter's tools: what the page of their own and the strip over a picture share."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from db.records import Event, EventId
from ui import questions
from ui.actions import LessonAction
from ui.button import Button, Icon, Look
from ui.explorer import Explorer
from ui.present.clock import LessonClock
from ui.present.line import Line
from ui.present.looks import LIT, TOOL
from ui.present.notes import NotesView
from ui.present.pace_view import PaceView
from ui.present.picture import PresentPicture
from ui.present.plan_bar import PlanBar
from ui.present.preview import Preview
from ui.present.remote import Remote
from ui.present.shown import told_otherwise
from ui.present.widget import PresentWidget
from ui.present.words import (
    audience_words,
    brief_offer_words,
    offer_words,
    question_words,
    skipped_words,
    step_words,
)
from ui.settings import Keeper
from ui.state import Curtain, Layout, ViewState, current_step, onward

OFFER_MS = 2_000


class Kit(NamedTuple):
    """What the tools are made from. `picture` paints what the class does not see yet."""

    explorer: Explorer
    event_of: Callable[[EventId], Event]
    actions: dict[str, LessonAction]
    audience: PresentWidget
    clock: LessonClock
    keeper: Keeper
    make_picture: Callable[[], PresentPicture]


class Tools(QWidget):
    """Makes the parts and keeps their words right; a subclass gives them their places."""

    PACE_COLUMNS = 4
    BRIEF = False  # whether there is little room for the words of what is offered

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.explorer = kit.explorer
        self._sheet = ""
        self.status = Line(serif=True)
        self.status.setAccessibleName("What the class sees, in words")
        self.pace = PaceView(kit.clock, columns=self.PACE_COLUMNS)
        self.bar = PlanBar(kit.explorer, kit.clock)
        self.preview_words = Line()
        self.preview = Preview(kit.make_picture(), Remote(kit.audience))
        self.notes_words = Line()
        self.notes_words.say("Notes")
        self.notes = NotesView(kit.explorer, kit.event_of, kit.keeper)
        self.smaller = self.button("notes-smaller", "A−")
        self.larger = self.button("notes-larger", "A+")
        self.jump = self.button("jump-over", "", look=LIT, hint="J")
        self.take_back = self.button("take-back-jump", "", hint="" if self.BRIEF else "Shift+J")
        self.black = self.button("black", "Black", hint="B")
        self.white = self.button("white", "White", hint="W")
        self.freeze = self.button("freeze", "Freeze", hint="F")
        self.previous = self.button("previous", "Previous", icon=Icon.BACK)
        self.next = self.button("next", "Next", icon=Icon.FORWARD)
        self._offers = QTimer(self, interval=OFFER_MS)
        self._offers.timeout.connect(self.show_offer)
        kit.clock.changed.connect(self.show_offer)
        kit.explorer.changed.connect(self._on_changed)

    def button(
        self, name: str, text: str, *, hint: str = "", icon: Icon = Icon.NONE, look: Look = TOOL
    ) -> Button:
        """A button for an action of that name."""
        made = Button(self.kit.actions[name], look=look, text=text, hint=hint, icon=icon)
        made.setParent(self)
        return made

    def say_sheet(self, words: str) -> None:
        """Say which page covers the class's picture; empty when none does."""
        self._sheet = words
        self.follow()

    # Words and pictures

    def follow(self) -> None:
        """Let every part show what the state says."""
        state, explorer = self.explorer.state, self.explorer
        said = audience_words(state, explorer.world, self._sheet)
        self.status.say(said.text, urgent=said.urgent)
        self.black.dress(LIT if state.curtain is Curtain.BLACK else TOOL)
        self.white.dress(LIT if state.curtain is Curtain.WHITE else TOOL)
        self.freeze.dress(LIT if state.frozen is not None else TOOL)
        self.freeze.show_as("Let go" if state.frozen else "Freeze", Icon.NONE, "Freeze the picture")
        more = onward(state, explorer.world) != state.step
        self.next.setEnabled(more or state.question is not None)
        self.show_preview()
        self.show_offer()

    def show_preview(self) -> None:
        """Show the next stop, or, while the class's picture is frozen, where the teacher is."""
        state, explorer = self.explorer.state, self.explorer
        shape = self.picture_shape
        if state.frozen is not None:
            step = current_step(state, explorer.world)
            self.preview_words.say(f"You, at {state.step + 1}", step.title)
            self.preview.show_state(state, shape, live=True)
            return
        number = onward(state, explorer.world)
        if number == state.step and state.question is None:
            self.preview_words.say("Next", "This is the last stop.")
            self.preview.show_state(None, shape, words="The tour ends here.")
            return
        step = explorer.tour.steps[number]
        self.preview_words.say(f"Next: {number + 1}", step.title, f" · {step_words(step)}")
        coming = questions.coming(state, explorer.world, explorer.questions)
        if coming.question is not None:
            asked = explorer.questions[coming.question.event]
            self.preview_words.say(*question_words(asked, coming.question.phase))
        self.preview.show_state(coming, shape)

    @property
    def picture_shape(self) -> QSize:
        """The shape of the class's picture."""
        return self.kit.audience.size()

    @Slot()
    def show_offer(self) -> None:
        """Offer to jump over stops when late, and say which are jumped over."""
        if not self.isVisible():
            return
        standing = self.kit.clock.standing()
        offered = standing.offer
        was = self.jump.isHidden(), self.take_back.isHidden()
        self.jump.setVisible(offered is not None)
        if offered is not None:
            words = offer_words(offered, standing.late)
            said = brief_offer_words(offered, standing.late) if self.BRIEF else words
            self.jump.show_as(said, Icon.NONE, words)
        skipped = skipped_words(self.explorer.state.skipped)
        self.take_back.setVisible(bool(skipped))
        if skipped:
            said = "Take back" if self.BRIEF else f"{skipped}: take back"
            self.take_back.show_as(said, Icon.NONE, f"{skipped}. Take it back")
        if was != (self.jump.isHidden(), self.take_back.isHidden()) or not self.jump.isHidden():
            self.place_parts()

    def place_parts(self) -> None:
        """Give every part its place and its size."""
        raise NotImplementedError

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if not self.isVisible() or new.layout is not Layout.PRESENT:
            return
        if told_otherwise(new, old):
            self.follow()
        elif new.frozen is not None and new.now != old.now:
            self.show_preview()
        elif (new.flight is None) != (old.flight is None) or int(new.day) != int(old.day):
            self.preview.put_off()
            if new.flight is None:
                self.follow()
        else:
            self.preview.put_off()

    def showEvent(self, event: QShowEvent) -> None:
        self._offers.start()
        self.follow()

    def hideEvent(self, event: QHideEvent) -> None:
        self._offers.stop()

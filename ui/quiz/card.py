"""The question over the map of the Explore view: a plate to click, and the way on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, Qt, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.actions import LessonAction
from ui.asking import Phase
from ui.button import ACCENT, PAPER, Button, Icon
from ui.explorer import Explorer
from ui.quiz.paint import paint_plate
from ui.quiz.plate import Plate, Room, plate_asking, plate_for
from ui.state import Layout, ViewState, current_step

SIZE = 500.0  # reference pixels that the text sizes go by
FOOT = 62.0  # reference pixels for the buttons


class QuestionCard(QWidget):
    """Shows the question in a map's right half; a click on a choice answers it.

    It lies over `home`, which keeps its pointer everywhere else.
    """

    def __init__(
        self, explorer: Explorer, actions: Mapping[str, LessonAction], home: QWidget
    ) -> None:
        super().__init__(home)
        self._explorer = explorer
        self._home = home
        self._unit = 1.0
        self._plate: Plate | None = None
        self._on = Button(actions["next"], look=ACCENT, text="Show the answer")
        self._away = Button(actions["question"], look=PAPER, text="Close", hint="Q")
        for button in (self._on, self._away):
            button.setParent(self)
        self.setAccessibleName("Question")
        self.setMouseTracking(True)
        self.hide()
        explorer.changed.connect(self._on_changed)

    def place(self, unit: float) -> None:
        """Stand where the question needs to, at that many pixels per reference pixel."""
        self._unit = unit
        state, question = self._explorer.state, self._explorer.question
        asking = state.question
        if question is None or asking is None or state.layout is not Layout.EXPLORE:
            self.hide()
            return
        ratio = self.devicePixelRatioF()
        foot = FOOT * unit * ratio
        room = Room(
            self._home.width() * ratio,
            self._home.height() * ratio - foot,
            SIZE * unit * ratio,
            alone=True,
        )
        self._plate = plate = plate_for(question, plate_asking(asking), room)
        reach = plate.body
        self.setGeometry(
            QRect(
                int((plate.box.x0 - reach) / ratio),
                int((plate.box.y0 - reach) / ratio),
                int((plate.box.width + 1.4 * reach) / ratio),
                int((plate.box.height + 1.5 * reach + foot) / ratio),
            )
        )
        self._place_buttons(plate, ratio)
        self._describe()
        self.show()
        self.raise_()
        self.update()

    def _place_buttons(self, plate: Plate, ratio: float) -> None:
        asking = self._explorer.state.question
        assert asking is not None
        here = current_step(self._explorer.state, self._explorer.world).event
        if asking.phase is Phase.ASKED:
            self._on.show_as("Show the answer", Icon.NONE, "Show the answer")
        else:
            words = "Done" if asking.event == here else "Go there"
            self._on.show_as(words, Icon.NONE, words)
        right = plate.box.x1 / ratio - self.x()
        top = plate.box.y1 / ratio - self.y() + 9 * self._unit
        for button in (self._on, self._away):
            button.scale(self._unit, 18)
            size = button.sizeHint()
            height = max(size.height(), round(40 * self._unit))
            button.setGeometry(round(right - size.width()), round(top), size.width(), height)
            right -= size.width() + 10 * self._unit

    def _describe(self) -> None:
        question = self._explorer.question
        if question is not None:
            offered = ". ".join(option.text for option in question.options)
            revealed = self._explorer.state.question
            answer = revealed is not None and revealed.phase is Phase.REVEALED
            said = f"{question.ask} {offered}"
            self.setAccessibleDescription(f"{said} {question.answer}" if answer else said)

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if (new.question, new.layout) != (old.question, old.layout):
            self.place(self._unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        question, asking = self._explorer.question, self._explorer.state.question
        if question is None or asking is None or self._plate is None:
            return
        ratio = self.devicePixelRatioF()
        with QPainter(self) as painter:
            painter.scale(1 / ratio, 1 / ratio)
            painter.translate(-self.x() * ratio, -self.y() * ratio)
            paint_plate(painter, self._plate, question, asking, self._explorer.world.powers)

    # Pointer

    def _choice_at(self, at: QPointF) -> int | None:
        question, asking = self._explorer.question, self._explorer.state.question
        if self._plate is None or question is None or asking is None:
            return None
        if asking.phase is not Phase.ASKED:
            return None
        ratio = self.devicePixelRatioF()
        x, y = (at.x() + self.x()) * ratio, (at.y() + self.y()) * ratio
        return self._plate.choice_at(x, y, question)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._choice_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Answer with the choice under the pointer."""
        choice = self._choice_at(event.position())
        if choice is not None and event.button() is Qt.MouseButton.LeftButton:
            self._explorer.add_hand(choice)
            self._explorer.reveal()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

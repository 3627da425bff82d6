"""The sheet of classes: whose strokes show, what is kept of each, and a field to add one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.button import PAPER, Button
from ui.field import TextField
from ui.panels.own_parts import action
from ui.panels.sheet import Sheet, coloured
from ui.pen.box import PenBox
from ui.pen.classes import LONGEST, USUAL, BadName, Summary

TITLE = "Strokes by class"
NOTE = (
    "What you draw is kept for the class chosen here and shows again at its stop. Name classes, "
    "not pupils. Up, Down and Enter choose, Esc closes."
)
_WAYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def counted(found: Summary) -> str:
    """What is kept of a class, in words."""
    if not found.strokes:
        return "nothing drawn"
    strokes = "1 stroke" if found.strokes == 1 else f"{found.strokes} strokes"
    stops = "1 stop" if found.stops == 1 else f"{found.stops} stops"
    return f"{strokes} at {stops}"


class ClassesSheet(Sheet):
    """All classes; one click or Enter chooses, the field below adds."""

    def __init__(self, box: PenBox, parent: QWidget) -> None:
        super().__init__(TITLE, NOTE, parent)
        self._box = box
        self._unit_now = 1.0
        self._rows: list[_Row] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.field = TextField()
        self.field.setPlaceholderText("A new class, for example 9b")
        self.field.setAccessibleName("Name of a new class")
        self.field.setMaxLength(LONGEST)
        self.field.returnPressed.connect(self._on_add)
        self.field.textEdited.connect(self._on_edited)
        adding = action(self, "Add the class", "Draw for a new class (Enter)", self._on_add)
        self._add = Button(adding, look=PAPER, text="Add the class")
        self.fault = coloured("", "accent")
        self._adding = QHBoxLayout()
        self._adding.addWidget(self.field, 1)
        self._adding.addWidget(self._add)
        self.body.addLayout(self._list)
        self.body.addSpacing(12)
        self.body.addLayout(self._adding)
        self.body.addWidget(self.fault)
        self.body.addStretch()
        box.class_changed.connect(self._show_classes)
        box.drawn.connect(self._on_drawn)

    def showEvent(self, event: QShowEvent) -> None:
        self.fault.setText("")
        self._show_classes()

    @Slot()
    def _show_classes(self) -> None:
        if not self.isVisible():
            return
        held = any(row.has_focus() for row in self._rows)
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [
            _Row(found, chosen=found.name == self._box.class_name)
            for found in self._box.summaries()
        ]
        for row in self._rows:
            row.choose.clicked.connect(self._on_choose)
            row.act.clicked.connect(self._on_act)
            self._list.addWidget(row)
            row.show()
        self.scale(self._unit_now)
        if held:
            self.setFocus()

    @Slot(object, object)
    def _on_drawn(self) -> None:
        self._show_classes()

    def scale(self, unit: float) -> None:
        self._unit_now = unit
        for row in self._rows:
            row.scale(unit)
        self.field.scale(unit, 19)
        self._add.scale(unit, 17.5)
        self._add.setFixedHeight(self.field.height())
        self.fault.setFont(theme.sans(17 * unit))
        self._adding.setSpacing(round(12 * unit))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        stops: list[QWidget] = [*(row.choose for row in self._rows), self.field]
        now = next((n for n, widget in enumerate(stops) if widget.hasFocus()), -1 if way > 0 else 0)
        stops[(now + way) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_choose(self) -> None:
        self._box.choose_class(str(self.sender().property("class")))
        self.setFocus()

    @Slot()
    def _on_act(self) -> None:
        name = str(self.sender().property("class"))
        if name == self._box.class_name:
            self._box.clear_all()
        else:
            self._box.remove_class(name)
        self.setFocus()

    @Slot()
    def _on_edited(self) -> None:
        self.fault.setText("")

    @Slot()
    def _on_add(self) -> None:
        try:
            self._box.choose_class(self.field.text())
        except BadName as fault:
            self.fault.setText(str(fault))
            self.field.setFocus()
            return
        self.field.clear()
        self.setFocus()


class _Row(QWidget):
    """One class: its name, what is kept of it, and what can be done about that."""

    def __init__(self, found: Summary, *, chosen: bool) -> None:
        super().__init__()
        self._chosen = chosen
        self.choose = _button(found.name, f"Show what was drawn for “{found.name}” (Enter)")
        self.choose.setProperty("class", found.name)
        self.choose.setAccessibleDescription("chosen" if chosen else "")
        self._said = QLabel(counted(found))
        self.act = _button("Clear all", f"Take away all that is drawn for “{found.name}”")
        if not chosen:
            self.act.setText("Remove")
            self.act.setToolTip(f"Forget the class “{found.name}”, for which nothing is drawn")
        self.act.setProperty("class", found.name)
        self.act.setAccessibleName(f"{self.act.text()}: {found.name}")
        can_go = not chosen and not found.strokes and found.name != USUAL
        self.act.setVisible(can_go or (chosen and found.strokes > 0))
        row = QHBoxLayout(self)
        row.addWidget(self.choose, 5)
        row.addWidget(self._said, 4)
        row.addWidget(self.act)
        self._row = row

    def has_focus(self) -> bool:
        """Whether one of its buttons has the focus."""
        return self.choose.hasFocus() or self.act.hasFocus()

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self.choose.setFont(theme.sans(20 * unit, bold=self._chosen))
        self._said.setFont(theme.sans(17.5 * unit))
        self.act.setFont(theme.sans(17 * unit))
        height = max(round(46 * unit), theme.TOUCH)
        self.choose.setFixedHeight(height)
        self.act.setFixedHeight(height)
        self.act.setFixedWidth(round(150 * unit))
        edge = round(7 * unit)
        self._row.setContentsMargins(round(20 * unit), edge, 0, edge)
        self._row.setSpacing(round(20 * unit))
        self.setFixedHeight(height + 2 * edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._chosen:
                painter.fillRect(0, 0, self.width(), self.height(), theme.CHOSEN)
                painter.fillRect(
                    0, 0, max(round(self.height() * 0.07), 3), self.height(), theme.ACCENT
                )
            painter.setPen(theme.LINE)
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAutoDefault(True)
    button.setFlat(True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    _dress(button)
    return button


def _dress(button: QPushButton) -> None:
    """Give the button the colours of the look being worn."""
    button.setStyleSheet(
        f"QPushButton {{ color: {theme.INK.name()}; border: 2px solid transparent; "
        "border-radius: 6px; text-align: left; padding: 0 10px; }"
        f"QPushButton:hover {{ color: {theme.ACCENT.name()}; text-decoration: underline; }}"
        f"QPushButton:focus {{ border-color: {theme.FOCUS.name()}; }}"
    )

"""The settings as a sheet: what can be set, how it is set now, and by which key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QAction, QFontMetricsF, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.actions import LessonAction, key_names
from ui.button import PAPER, Button
from ui.explorer import Explorer
from ui.panels.sheet import Sheet, coloured
from ui.state import SPEEDS, TEXT_SCALES, ViewState

TITLE = "Settings"
NOTE = "Every change shows at once and is remembered. Tab moves, Space switches, Esc closes."


class Switched(NamedTuple):
    """A setting that is on or off. `deed` names the action whose keys are shown."""

    deed: str
    text: str
    note: str
    is_on: Callable[[ViewState], bool]
    toggle: Callable[[Explorer], None]


class Stepped(NamedTuple):
    """A setting with several values, from the least to the greatest of `values`."""

    deeds: tuple[str, str]
    text: str
    note: str
    values: tuple[float, ...]
    value: Callable[[ViewState], float]
    said: Callable[[float], str]
    step: Callable[[Explorer, int], None]


def percent(value: float) -> str:
    """A size in words: 115 %."""
    return f"{round(100 * value)} %"


def times(value: float) -> str:
    """A speed in words: 1.5×."""
    return f"{value:g}×"


CHOICES: tuple[Switched | Stepped, ...] = (
    Stepped(
        ("smaller", "larger"),
        "Text size",
        "Also on the class’s screen",
        TEXT_SCALES,
        lambda state: state.text_scale,
        percent,
        lambda explorer, steps: explorer.scale_text(steps),
    ),
    Switched(
        "contrast",
        "High contrast",
        "Black and white, patterns beside colours, no relief",
        lambda state: state.contrast,
        lambda explorer: explorer.toggle_contrast(),
    ),
    Switched(
        "motion",
        "Reduced motion",
        "From stop to stop without flights",
        lambda state: state.reduced_motion,
        lambda explorer: explorer.toggle_motion(),
    ),
    Switched(
        "doubt",
        "Show doubt",
        "Rough dates and borders look rough",
        lambda state: state.doubt,
        lambda explorer: explorer.toggle_doubt(),
    ),
    Switched(
        "question",
        "Questions before stops",
        "While presenting; a tour that plays waits for the answer",
        lambda state: state.asks,
        lambda explorer: explorer.switch_questions(),
    ),
    Stepped(
        ("slower", "faster"),
        "Speed of playing",
        "Of the planned times; never faster than can be read",
        SPEEDS,
        lambda state: state.speed,
        times,
        lambda explorer, steps: explorer.change_speed(steps),
    ),
    Switched(
        "loops",
        "Begin again at the end",
        "When the tour plays by itself",
        lambda state: state.loops,
        lambda explorer: explorer.toggle_loops(),
    ),
)


class SettingsSheet(Sheet):
    """One row for each setting."""

    def __init__(
        self,
        explorer: Explorer,
        actions: Mapping[str, LessonAction],
        class_name: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(TITLE, NOTE, parent)
        self._class = ClassRow(class_name, actions)
        self._rows = [
            SwitchRow(explorer, choice, actions)
            if isinstance(choice, Switched)
            else StepRow(explorer, choice, actions)
            for choice in CHOICES
        ]
        for row in (*self._rows, self._class):
            self.body.addWidget(row)
        self.body.addStretch()

    def scale(self, unit: float) -> None:
        for row in (*self._rows, self._class):
            row.scale(unit)

    def showEvent(self, event: QShowEvent) -> None:
        self._class.say()


class _Row(QWidget):
    """The words of a setting, its keys, and what sets it."""

    def __init__(self, text: str, note: str, keys: list[str]) -> None:
        super().__init__()
        self._text = coloured(text, "ink")
        self._note = coloured(note, "muted")
        self._keys = Keys(keys)
        self.control = QHBoxLayout()
        self.control.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._text)
        words.addWidget(self._note)
        words.addStretch()
        self._grid = QGridLayout(self)
        self._grid.addLayout(words, 0, 0)
        self._grid.addWidget(self._keys, 0, 1)
        self._grid.addLayout(self.control, 0, 2)
        self._grid.setColumnStretch(0, 1)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._text.setFont(theme.sans(22 * unit, bold=True))
        self._note.setFont(theme.sans(17.5 * unit))
        self._keys.scale(unit)
        edge = round(9 * unit)
        self._grid.setContentsMargins(0, edge, round(6 * unit), edge)
        self._grid.setHorizontalSpacing(round(28 * unit))
        self._grid.setColumnMinimumWidth(1, round(230 * unit))
        self._grid.setColumnMinimumWidth(2, round(250 * unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(QPen(theme.LINE, 1))
            painter.drawLine(0, 0, self.width(), 0)


class SwitchRow(_Row):
    """A setting that is on or off."""

    def __init__(
        self, explorer: Explorer, choice: Switched, actions: Mapping[str, LessonAction]
    ) -> None:
        action = actions[choice.deed]
        super().__init__(choice.text, choice.note, key_names(action.deed))
        self._explorer = explorer
        self._choice = choice
        self.switch = Switch(choice.text, action.toolTip())
        self.switch.setChecked(choice.is_on(explorer.state))
        self.switch.clicked.connect(self._on_clicked)
        self.control.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignRight)
        explorer.changed.connect(self._on_changed)

    def scale(self, unit: float) -> None:
        super().scale(unit)
        self.switch.scale(unit)

    @Slot()
    def _on_clicked(self) -> None:
        self._choice.toggle(self._explorer)
        self.switch.setChecked(self._choice.is_on(self._explorer.state))

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        self.switch.setChecked(self._choice.is_on(new))


class StepRow(_Row):
    """A setting with several values: less, the value, more."""

    def __init__(
        self, explorer: Explorer, choice: Stepped, actions: Mapping[str, LessonAction]
    ) -> None:
        keys = [key for deed in choice.deeds for key in key_names(actions[deed].deed)]
        super().__init__(choice.text, choice.note, keys)
        self._explorer = explorer
        self._choice = choice
        less, more = (
            self._action(deed, actions, way)
            for deed, way in zip(choice.deeds, (-1, +1), strict=True)
        )
        self.less = Button(less, look=PAPER, text="–")
        self.value = coloured("", "ink")
        self.value.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.more = Button(more, look=PAPER, text="+")
        for part in (self.less, self.value, self.more):
            self.control.addWidget(part)
        explorer.changed.connect(self._on_changed)
        self._say(explorer.state)

    def _action(self, deed: str, actions: Mapping[str, LessonAction], way: int) -> QAction:
        action = QAction(actions[deed].text(), self)
        action.setToolTip(actions[deed].toolTip())
        action.setData(way)
        action.triggered.connect(self._on_step)
        return action

    def scale(self, unit: float) -> None:
        super().scale(unit)
        side = max(round(50 * unit), theme.TOUCH)
        for button in (self.less, self.more):
            button.scale(unit, 22)
            button.setFixedSize(side, side)
        self.value.setFont(theme.sans(20 * unit, bold=True))
        self.control.setSpacing(round(8 * unit))

    @Slot()
    def _on_step(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._choice.step(self._explorer, int(action.data()))

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        self._say(new)

    def _say(self, state: ViewState) -> None:
        value = self._choice.value(state)
        self.value.setText(self._choice.said(value))
        self.less.setEnabled(value > self._choice.values[0])
        self.more.setEnabled(value < self._choice.values[-1])


class ClassRow(_Row):
    """The class whose strokes and answers are kept, and where to choose another."""

    def __init__(self, class_name: Callable[[], str], actions: Mapping[str, LessonAction]) -> None:
        action = actions["classes"]
        super().__init__("Class", "Whose strokes and answers are kept", key_names(action.deed))
        self._class_name = class_name
        self.button = Button(action, look=PAPER)
        self.control.addWidget(self.button)

    def scale(self, unit: float) -> None:
        super().scale(unit)
        self.button.scale(unit, 19)
        self.button.setMinimumHeight(max(round(50 * unit), theme.TOUCH))

    def say(self) -> None:
        """Show which class it is."""
        self.button.setText(self._class_name() or "Choose")


class Switch(QAbstractButton):
    """A switch that says in words how it stands."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self._unit = 1.0
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(150 * self._unit), max(round(50 * self._unit), theme.TOUCH))

    def paintEvent(self, event: QPaintEvent) -> None:
        unit, middle = self._unit, self.height() / 2
        track = QRectF(self.width() - 74 * unit, middle - 18 * unit, 68 * unit, 36 * unit)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            on = self.isChecked()
            painter.setPen(QPen(theme.INK, 2 * unit))
            painter.setBrush(theme.INK if on else theme.PAPER)
            painter.drawRoundedRect(track, 18 * unit, 18 * unit)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.PAPER if on else theme.INK)
            x = track.right() - 18 * unit if on else track.left() + 18 * unit
            painter.drawEllipse(QPointF(x, middle), 11 * unit, 11 * unit)
            painter.setPen(theme.INK)
            font = theme.sans(19 * unit, bold=True)
            painter.setFont(font)
            said = "On" if on else "Off"
            metrics = QFontMetricsF(font)
            x = track.left() - 14 * unit - metrics.horizontalAdvance(said)
            painter.drawText(QPointF(x, middle + metrics.capHeight() / 2), said)
            if self.hasFocus():
                painter.setPen(QPen(theme.FOCUS, theme.worn().ring * unit))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(
                    track.adjusted(-4 * unit, -4 * unit, 4 * unit, 4 * unit), 22 * unit, 22 * unit
                )


class Keys(QLabel):
    """Keys as small plates, from the left."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__()
        self._names = keys
        self._unit = 1.0
        self.setText(" or ".join(keys))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self.setFont(theme.sans(16 * unit, bold=True))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = sum(self._width(key) + 8 * self._unit for key in self._names)
        return QSize(round(width), round(34 * self._unit))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        unit, x = self._unit, 0.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self.font())
            for key in self._names:
                plate = QRectF(x + 1, self.height() / 2 - 15 * unit, self._width(key), 30 * unit)
                painter.setPen(QPen(theme.LINE, 1.5 * unit))
                painter.setBrush(theme.CARD)
                painter.drawRoundedRect(plate, 5 * unit, 5 * unit)
                painter.setPen(theme.INK)
                painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, key)
                x += self._width(key) + 8 * unit

    def _width(self, key: str) -> float:
        metrics = QFontMetricsF(self.font())
        return max(metrics.horizontalAdvance(key) + 18 * self._unit, 32 * self._unit)

"""The bar that shows while the pen is on: tools, colours, what points, and what takes back."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QAction, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui import theme
from ui.button import Icon, draw_icon
from ui.camera import Box
from ui.explorer import Explorer
from ui.layers import HasLayers
from ui.letters import nothing
from ui.pen.box import PenBox
from ui.pen.icons import Sign, draw_sign
from ui.pen.ink import DARK, INKS
from ui.pen.kit import COLOURS, TOOLS, Aid
from ui.pen.seat import find_place
from ui.pen.strokes import Colour, Tool
from ui.state import ViewState, marks_of, seen_by_audience, shows_one_map

CELL, GAP, PAD = 52.0, 4.0, 8.0  # reference pixels
EDGE, TOP = 18.0, 20.0
COLUMNS = (3, 4, 5, 7, 10)  # the best one first
_PLATE = 0.94  # how much the plate hides

_NAMES = {
    Tool.PEN: ("Pen", Sign.PEN),
    Tool.HIGHLIGHTER: ("Highlighter", Sign.HIGHLIGHTER),
    Tool.ARROW: ("Arrow", Sign.ARROW),
    Tool.ERASER: ("Eraser", Sign.ERASER),
    Tool.RING: ("Ring", Sign.RING),
}
_COLOUR_NAMES = {
    Colour.INK: "Ink",
    Colour.ACCENT: "Red",
    Colour.WHITE: "White",
    Colour.YELLOW: "Yellow",
}
_AIDS = {
    Aid.POINTER: ("pointer", Sign.POINTER),
    Aid.SPOTLIGHT: ("spotlight", Sign.SPOTLIGHT),
    Aid.MAGNIFIER: ("magnifier", Sign.MAGNIFIER),
}


class Cell(QAbstractButton):
    """One square of the bar. A click leaves the focus where it was."""

    def __init__(
        self,
        name: str,
        tip: str,
        *,
        sign: Sign | None = None,
        icon: Icon = Icon.NONE,
        colour: Colour | None = None,
    ) -> None:
        super().__init__()
        self._sign, self._icon, self._colour = sign, icon, colour
        self._looks: tuple[object, ...] = ()
        self._drawn = QImage()
        self.chosen = False
        self.thickness = 1
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_chosen(self, chosen: bool, size: int = 1) -> None:
        """Show whether this is what the hand holds, and how thick it draws."""
        if (chosen, size) != (self.chosen, self.thickness):
            self.chosen, self.thickness = chosen, size
            self.setAccessibleDescription("chosen" if chosen else "")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Under the bar the map moves, and with each of its frames all cells are painted.
        held = self.isEnabled(), self.isDown(), self.underMouse(), self.hasFocus()
        size = self.width(), self.height(), self.devicePixelRatioF()
        looks = size, self.chosen, self.thickness, held, theme.worn().name
        if looks != self._looks:
            self._looks, self._drawn = looks, self._draw()
        with QPainter(self) as painter:
            painter.drawImage(0, 0, self._drawn)

    def _draw(self) -> QImage:
        ratio = self.devicePixelRatioF()
        image = nothing(self.width() * ratio, self.height() * ratio)
        image.setDevicePixelRatio(ratio)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(1.0 if self.isEnabled() else 0.35)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            radius = 0.16 * box.height()
            lit = self.isEnabled() and (self.underMouse() or self.isDown())
            plain = self._colour is None
            if (self.chosen and plain) or lit:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.PAPER if self.chosen and plain else theme.NIGHT_HOVER)
                painter.drawRoundedRect(box, radius, radius)
            if self.hasFocus():
                painter.setPen(QPen(theme.FOCUS_ON_NIGHT, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
            self._paint_content(painter, box)
        return image

    def _paint_content(self, painter: QPainter, box: QRectF) -> None:
        side = min(box.width(), box.height())
        shade = theme.INK if self.chosen else theme.ON_NIGHT
        if self._colour is not None:
            _paint_blot(painter, box.center(), side, self._colour, chosen=self.chosen)
        elif self._sign is not None:
            up = 0.05 * side if self.chosen and self._sign.value <= Sign.RING.value else 0.0
            draw_sign(painter, self._sign, box.center() - QPointF(0, up), 0.5 * side, shade)
            if up:
                _paint_size(painter, box, self.thickness)
        else:
            draw_icon(painter, self._icon, box.center(), 0.38 * side, shade)


def _paint_blot(
    painter: QPainter, centre: QPointF, side: float, colour: Colour, *, chosen: bool
) -> None:
    ink = INKS[colour]
    rim = theme.MUTED_ON_NIGHT if ink.rim == DARK else ink.rim  # dark would not show on the bar
    painter.setPen(QPen(rim, 0.05 * side))
    painter.setBrush(ink.core)
    painter.drawEllipse(centre, 0.25 * side, 0.25 * side)
    if chosen:
        painter.setPen(QPen(theme.ON_NIGHT, 0.06 * side))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 0.41 * side, 0.41 * side)


def _paint_size(painter: QPainter, box: QRectF, size: int) -> None:
    """A stroke as thick as the tool draws, at the foot of the cell."""
    side = box.height()
    pen = QPen(theme.ACCENT, (0.035, 0.065, 0.11)[size] * side)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    y = box.bottom() - 0.1 * side
    painter.drawLine(QPointF(box.left() + 0.24 * side, y), QPointF(box.right() - 0.24 * side, y))


class PenBar(QWidget):
    """Stands at the upper right edge of the map that it is laid over, while the pen is on.

    Where words, the legend or a question's plate stand there it looks for another place.
    It shows in the teacher's `window` alone: the class sees it only where there is one screen.
    """

    def __init__(
        self,
        box: PenBox,
        explorer: Explorer,
        actions: Mapping[str, QAction],
        host: QWidget,
        window: QWidget,
        *,
        covers_words: bool = False,
    ) -> None:
        super().__init__(host)
        self._covers_words = covers_words
        self._stood_for: object = None  # what decided about its place
        assert isinstance(host, HasLayers)
        self._map: HasLayers = host
        self._window = window
        self._box = box
        self._explorer = explorer
        self._host = host
        self._tools = {tool: self._tool_cell(tool, n) for n, tool in enumerate(TOOLS, 1)}
        self._aids = {aid: _cell_of(actions[name], sign) for aid, (name, sign) in _AIDS.items()}
        self._colours = {
            colour: self._colour_cell(colour, n) for n, colour in enumerate(COLOURS, len(TOOLS) + 1)
        }
        self._undo = _cell_of(actions["undo"], Sign.UNDO)
        self._redo = _cell_of(actions["redo"], Sign.REDO)
        self._clear = _cell_of(actions["clear"], Sign.CLEAR)
        self._classes = _cell_of(actions["classes"], Sign.CLASSES)
        self._classes_tip = actions["classes"].toolTip()
        self.cells: tuple[Cell, ...] = (
            *self._tools.values(),
            *self._aids.values(),
            *self._colours.values(),
            self._undo,
            self._redo,
            self._clear,
            self._classes,
            _cell_of(actions["previous"], icon=Icon.BACK),
            _cell_of(actions["next"], icon=Icon.FORWARD),
            _cell_of(actions["pen"], icon=Icon.CLOSE, name="Put the pen down"),
        )
        for cell in self.cells:
            cell.setParent(self)
        self.setAccessibleName("Pen")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()
        host.installEventFilter(self)
        box.changed.connect(self._show_all)
        box.drawn.connect(self._show_all)
        box.class_changed.connect(self._show_all)
        explorer.changed.connect(self._on_explorer_changed)
        self.place()
        self._show_all()

    def _tool_cell(self, tool: Tool, number: int) -> Cell:
        name, sign = _NAMES[tool]
        cell = Cell(name, f"{name} ({number}); once more for another width", sign=sign)
        cell.setProperty("tool", tool)
        cell.clicked.connect(self._on_tool)
        return cell

    def _colour_cell(self, colour: Colour, number: int) -> Cell:
        name = _COLOUR_NAMES[colour]
        cell = Cell(name, f"{name} ({number})", colour=colour)
        cell.setProperty("colour", colour)
        cell.clicked.connect(self._on_colour)
        return cell

    @Slot()
    def _on_tool(self) -> None:
        self._box.take(Tool(self.sender().property("tool")))

    @Slot()
    def _on_colour(self) -> None:
        self._box.dip(Colour(self.sender().property("colour")))

    # Showing

    @Slot(object, object)
    def _on_explorer_changed(self, new: ViewState, old: ViewState) -> None:
        if _decides(new) != _decides(old):
            self._show_all()
        if self.isVisible() and new.flight is None and _seat_of(new) != self._stood_for:
            self.place()

    @Slot()
    def _show_all(self) -> None:
        held = self._box.kit
        for tool, cell in self._tools.items():
            cell.show_chosen(self._box.draws and tool is held.tool, held.size)
        for aid, cell in self._aids.items():
            cell.show_chosen(aid is held.aid)
        for colour, cell in self._colours.items():
            chosen = self._box.draws and colour is held.colour and held.tool is not Tool.ERASER
            cell.show_chosen(chosen)
        self._undo.setEnabled(self._box.can_undo)
        self._redo.setEnabled(self._box.can_redo)
        self._clear.setEnabled(bool(self._box.board.at(self._box.shown_event)))
        self._classes.setToolTip(f"“{self._box.class_name}”. {self._classes_tip}")
        here = self._host.window() is self._window
        shows = held.on and here and self._map.layers.sight() is not None
        if shows and self.isHidden():
            self.place()
            self.show()
            self.raise_()
        elif not shows:
            self.hide()

    # Place

    def place(self) -> None:
        """Stand at the edge, where nothing is covered that is to be read.

        On a copy that only the teacher sees the words are covered instead, and the map is free.
        """
        self._stood_for = _seat_of(self._explorer.state)
        unit = theme.unit_for(self._host.window().width(), self._host.window().height())
        cell = max(round(CELL * unit), theme.TOUCH)
        gap, pad = round(GAP * unit), round(PAD * unit)
        edge, gap_above = round(EDGE * unit), round(TOP * unit)
        bottom = self._map.map_bottom
        if self._covers_words:
            width, height = self._arrange(len(self.cells), cell, gap, pad)
            if width > self._host.width():
                width, height = self._arrange(ceil(len(self.cells) / 2), cell, gap, pad)
            y = min(round(bottom) + gap, self._host.height() - height)
            self.setGeometry((self._host.width() - width) // 2, y, width, height)
            return
        shapes = [self._arrange(columns, cell, gap, pad) for columns in COLUMNS]
        room = Box(edge, gap_above, self._host.width() - edge, bottom - gap_above)
        words, places = self._map.kept_clear
        place = find_place(shapes, room, [box.grown(gap) for box in words], places)
        width, height = self._arrange(COLUMNS[place.shape], cell, gap, pad)
        self.setGeometry(round(place.x), round(place.y), width, height)

    def _arrange(self, columns: int, cell: int, gap: int, pad: int) -> tuple[int, int]:
        """Give the cells their places in so many columns; the width and height that takes."""
        rows = ceil(len(self.cells) / columns)
        width = columns * (cell + gap) - gap + 2 * pad
        for n, square in enumerate(self.cells):
            row, column = divmod(n, columns)
            left = pad + column * (cell + gap)
            wide = width - left - pad if n == len(self.cells) - 1 else cell
            square.setGeometry(QRect(left, pad + row * (cell + gap), wide, cell))
        return width, rows * (cell + gap) - gap + 2 * pad

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.place()
            self._show_all()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edged = self._covers_words or theme.worn().contrast
            painter.setPen(QPen(theme.NIGHT_LINE, 1) if edged else Qt.PenStyle.NoPen)
            painter.setBrush(theme.veil(theme.NIGHT, 1.0 if self._covers_words else _PLATE))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press between two cells draws nothing underneath."""


def _cell_of(
    action: QAction, sign: Sign | None = None, *, icon: Icon = Icon.NONE, name: str = ""
) -> Cell:
    tip = action.toolTip()
    cell = Cell(name or action.text(), f"{name} (Esc)" if name else tip, sign=sign, icon=icon)
    cell.clicked.connect(action.trigger)
    return cell


def _decides(state: ViewState) -> tuple[object, ...]:
    """What of a state decides about the bar."""
    one_map = shows_one_map(seen_by_audience(state))
    return state.place, state.frozen, state.curtain, state.chart, one_map


def _seat_of(state: ViewState) -> tuple[object, ...]:
    """What of a state decides where the bar stands."""
    seen = seen_by_audience(state)
    return _decides(state), seen.now, seen.looks, marks_of(seen), state.layout

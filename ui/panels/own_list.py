"""The list of a tour's stops on the page of own lessons: drawn rows, to move, show and hide."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDropEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from db.records import Priority
from ui import theme
from ui.broken_text import broken_text
from ui.own.words import GONE, Row
from ui.panels.parts import QuietScrollBar

Index = QModelIndex | QPersistentModelIndex
Key = Qt.Key
HEIGHT, BOX, EDGE, AFTER = 58.0, 24.0, 18.0, 14.0  # reference pixels
LEAST_TITLE = 250.0  # reference pixels for a title beside priority and minutes
_WALKS = {Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End}
_DOES = {Key.Key_Space, Key.Key_Return, Key.Key_Enter, Key.Key_Left, Key.Key_Right}
_MINUTES = {Key.Key_Plus: +1, Key.Key_Equal: +1, Key.Key_Minus: -1}


class Rows(QAbstractListModel):
    """The stops as Qt's views read them; with `changeable` they can be dragged."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()
        self.changeable = False

    def show(self, rows: Sequence[Row], *, changeable: bool) -> None:
        """Hold other rows; as many as before keep their places."""
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows, self.changeable = rows, changeable
            self.endResetModel()
        elif rows:
            self.rows, self.changeable = rows, changeable
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.title}, {row.said}, {row.minutes}, {row.priority.value}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = f"stop {row.number}" if row.number else "hidden" if not row.gone else GONE
            return f"{told}: {self.data(index)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsDragEnabled if self.changeable else plain

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction


class StopList(QListView):
    """The stops of a tour. One is chosen; drag it, or move it with Alt+Up and Alt+Down.

    Signals:
        chosen: another stop is chosen; carries its place in the list.
        moved: the reader moves a stop; carries its place and the new one.
        toggled: the reader shows or hides a stop; carries its place.
        retimed: the reader wants more or fewer minutes; carries its place, and 1 or -1.
        picked: the reader wants to go to a stop; carries its place.
    """

    chosen = Signal(int)
    moved = Signal(int, int)
    toggled = Signal(int)
    retimed = Signal(int, int)
    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.held = Rows()
        self._drawer = _Drawer()
        self.setModel(self.held)
        self.setItemDelegate(self._drawer)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(QuietScrollBar())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setMouseTracking(True)
        self.setAccessibleName("Stops of the tour")
        self.doubleClicked.connect(self._on_double_clicked)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._drawer.unit = unit
        self._drawer.width = self.viewport().width()
        self.verticalScrollBar().setFixedWidth(max(round(18 * unit), 14))
        self.verticalScrollBar().setSingleStep(round(HEIGHT * unit))
        self.scheduleDelayedItemsLayout()

    def wear(self) -> None:
        """Take on the colours of the look."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.PAPER)
        self.setPalette(palette)

    def show_rows(self, rows: Sequence[Row], *, changeable: bool, choose: int) -> None:
        """Show the stops of a tour, with one of them chosen."""
        self.held.show(rows, changeable=changeable)
        self._drawer.changeable = changeable
        self.choose(choose)
        self.viewport().update()

    def choose(self, number: int) -> None:
        """Choose the stop at that place, and bring it into view."""
        index = self.held.index(min(max(number, 0), len(self.held.rows) - 1))
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        self.scrollTo(index)

    @property
    def number(self) -> int:
        """The place of the stop that is chosen."""
        return self.currentIndex().row()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.row())

    # Keys

    def keeps_key(self, event: QKeyEvent) -> bool:
        """Whether a key is the list's own rather than the lesson's."""
        key, modifiers = Key(event.key()), event.modifiers()
        if key in (Key.Key_Up, Key.Key_Down) and modifiers & Qt.KeyboardModifier.AltModifier:
            return True
        if modifiers & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            return False
        return key in _WALKS or key in _DOES or key in _MINUTES or key == Key.Key_Delete

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, number = Key(event.key()), self.number
        way = {Key.Key_Up: -1, Key.Key_Down: 1}.get(key, 0)
        if number < 0:
            return
        if way and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if self.held.changeable and 0 <= number + way < len(self.held.rows):
                self.moved.emit(number, number + way)
        elif key == Key.Key_Space or (key == Key.Key_Delete and self.held.rows[number].shown):
            self._toggle(number)
        elif key in _MINUTES and self.held.changeable:
            self.retimed.emit(number, _MINUTES[key])
        elif key in (Key.Key_Return, Key.Key_Enter):
            self.picked.emit(number)
        elif key in _WALKS:
            super().keyPressEvent(event)

    def _toggle(self, number: int) -> None:
        if self.held.changeable:
            self.toggled.emit(number)

    # Mouse

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.picked.emit(index.row())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._on_box(event.position()):
            self.setCurrentIndex(index)
            self._toggle(index.row())
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._on_box(event.position()):
            self._toggle(index.row())
            return
        super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        over = index.isValid() and self.held.changeable and self._on_box(event.position())
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _on_box(self, at: QPointF) -> bool:
        right = (EDGE + BOX + EDGE / 2) * self._drawer.unit
        return self.held.changeable and at.x() < max(right, theme.TOUCH)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where a stop was dropped; the list itself moves nothing."""
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        number = self.number
        to = self.place_at(event.position())
        if to > number:
            to -= 1  # it leaves a place free above
        if self.source_of(event) is self and number >= 0 and to != number:
            self.moved.emit(number, to)

    def source_of(self, event: QDropEvent) -> object:
        """Where what is dropped was taken from."""
        return event.source()

    def place_at(self, at: QPointF) -> int:
        """Before which place a stop dropped at that point goes."""
        index = self.indexAt(at.toPoint())
        if not index.isValid():
            return len(self.held.rows)
        box = self.visualRect(index)
        return index.row() + (at.y() > box.center().y())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawer.width = self.viewport().width()
        self.scheduleDelayedItemsLayout()


class _Drawer(QStyledItemDelegate):
    """Draws a stop: whether it is told, its number and title, its date, weight and minutes."""

    def __init__(self) -> None:
        super().__init__()
        self.unit = 1.0
        self.width = 400
        self.changeable = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._set(index).height)

    def _set(self, index: Index) -> RowLines:
        model = index.model()
        assert isinstance(model, Rows)
        return set_row(model.rows[index.row()], self.width, self.unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, Rows)
        row, lines = model.rows[index.row()], self._set(index)
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, box, state)
        painter.setOpacity(1.0 if row.number else 0.7 if theme.worn().contrast else 0.55)
        self._paint_box(painter, box, row)
        self._paint_number(painter, box, row)
        self._paint_plan(painter, box, row, box.top() + lines.plan)
        for words, font, colour in (
            (lines.title, lines.face, theme.INK),
            (lines.said, lines.small, theme.MUTED),
        ):
            painter.setFont(font)
            painter.setPen(colour)
            for text, baseline in words:
                painter.drawText(QPointF(box.left() + lines.left, box.top() + baseline), text)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.CHOSEN)
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            wide = (6 if focused else 3) * self.unit
            painter.fillRect(QRectF(box.left(), box.top(), wide, box.height()), theme.ACCENT)
        painter.setPen(QPen(theme.LINE, 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _paint_box(self, painter: QPainter, box: QRectF, row: Row) -> None:
        """The box that says whether a stop is told; a tour of the lesson has none to tick."""
        if not self.changeable:
            return
        side = BOX * self.unit
        tick = QRectF(0, 0, side, side)
        tick.moveCenter(QPointF(box.left() + (EDGE + BOX / 2) * self.unit, box.center().y()))
        painter.setPen(QPen(theme.INK, 2 * self.unit))
        painter.setBrush(theme.INK if row.shown else theme.PAPER)
        painter.drawRoundedRect(tick, 5 * self.unit, 5 * self.unit)
        if row.shown:
            pen = QPen(theme.PAPER, 3 * self.unit)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            points = ((0.24, 0.52), (0.43, 0.72), (0.77, 0.30))
            where = [QPointF(tick.x() + x * side, tick.y() + y * side) for x, y in points]
            painter.drawPolyline(QPolygonF(where))

    def _paint_number(self, painter: QPainter, box: QRectF, row: Row) -> None:
        painter.setFont(theme.serif(19 * self.unit))
        painter.setPen(theme.MUTED)
        left = box.left() + (EDGE + BOX) * self.unit
        where = QRectF(left, box.top(), 50 * self.unit, box.height())
        said = str(row.number) if row.number else "–"
        painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), said)

    def _paint_plan(self, painter: QPainter, box: QRectF, row: Row, middle: float) -> None:
        """Priority and minutes at the right, around the height `middle`."""
        unit = self.unit
        right = box.right() - AFTER * unit
        wide = _minutes_width(unit)
        painter.setFont(_minutes_font(unit))
        painter.setPen(theme.INK)
        where = QRectF(right - wide, middle - 20 * unit, wide, 40 * unit)
        across = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(where, int(across | Qt.AlignmentFlag.AlignRight), row.minutes)
        chip = chip_rect(row.priority, unit, where.left() - AFTER * unit, middle)
        paint_chip(painter, chip, row.priority, unit)


class RowLines(NamedTuple):
    """A row, set: its height, and the words with their baselines, in pixels from its upper left.

    `plan` is the height around which priority and minutes stand.
    """

    height: int
    left: float
    title: tuple[tuple[str, float], ...]
    said: tuple[tuple[str, float], ...]
    plan: float
    face: QFont
    small: QFont


@lru_cache(maxsize=512)
def set_row(row: Row, width: int, unit: float) -> RowLines:
    """Set a row of that width. Its words break; where they have little room, priority and minutes
    stand below them."""
    face, small = theme.sans(18.5 * unit, bold=True), theme.sans(15 * unit)
    left = (EDGE + BOX + 64) * unit
    whole = width - left - AFTER * unit
    plan = _minutes_width(unit) + (AFTER + CHIP_WIDTH) * unit
    beside = whole - plan - AFTER * unit
    is_beside = beside >= LEAST_TITLE * unit
    title = broken_text(row.title, face, max(beside if is_beside else whole, 1.0))
    shares = QFontMetricsF(small).horizontalAdvance(row.said) <= beside
    said = broken_text(row.said, small, max(beside if is_beside or shares else whole, 1.0))
    title_line, said_line = 1.26 * 18.5 * unit, 1.36 * 15 * unit
    words = len(title) * title_line + len(said) * said_line
    chip = 32 * unit
    needed = words
    if not is_beside:
        needed += max(chip - said_line, 0.0) if shares else chip
    height = max(round(needed + 15 * unit), round(HEIGHT * unit), theme.TOUCH)
    top = (height - needed) / 2
    under = top + len(title) * title_line + (max(chip - said_line, 0.0) / 2 if shares else 0.0)
    if is_beside:
        under, middle = top + len(title) * title_line, height / 2
    elif shares:
        middle = under + said_line / 2
    else:
        middle = top + words + chip / 2
    return RowLines(
        height,
        left,
        tuple((text, top + (at + 0.78) * title_line) for at, text in enumerate(title)),
        tuple((text, under + (at + 0.76) * said_line) for at, text in enumerate(said)),
        middle,
        face,
        small,
    )


@lru_cache(maxsize=8)
def _minutes_width(unit: float) -> float:
    return QFontMetricsF(_minutes_font(unit)).horizontalAdvance("00½ min") + 4 * unit


def _minutes_font(unit: float) -> QFont:
    return theme.sans(16.5 * unit, bold=True)


CHIP_WIDTH = 78.0


def chip_rect(priority: Priority, unit: float, right: float, middle: float) -> QRectF:
    """The chip of a priority that ends at `right`."""
    height = 26 * unit
    return QRectF(right - CHIP_WIDTH * unit, middle - height / 2, CHIP_WIDTH * unit, height)


def chip_colours(priority: Priority) -> tuple[QColor, QColor]:
    """The plate and the ink of a priority: the weightier, the darker."""
    if priority is Priority.MUST:
        return theme.NIGHT, theme.ON_NIGHT
    if priority is Priority.SHOULD:
        return theme.PALE, theme.INK
    return theme.PAPER, theme.INK


def paint_chip(painter: QPainter, box: QRectF, priority: Priority, unit: float) -> None:
    """Paint a priority as a word on its plate."""
    plate, ink = chip_colours(priority)
    painter.setPen(QPen(plate if priority is Priority.MUST else theme.MUTED, 1.2 * unit))
    painter.setBrush(plate)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setFont(theme.sans(14.5 * unit, bold=True))
    painter.setPen(ink)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), priority.value)

"""The list of what was found: its rows, drawn with the hits marked."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from db.found import Marked
from ui import theme
from ui.panels.parts import QuietScrollBar
from ui.panels.search_words import Row

Index = QModelIndex | QPersistentModelIndex
_SIDE, _EDGE, _MOST_LINES = 36.0, 11.0, 3


class Rows(QAbstractListModel):
    """The rows as Qt's views read them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.said
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ResultList(QListView):
    """What was found. One row is chosen; a click goes to a row.

    Signals:
        chosen: another row is chosen, or none; carries the Row or None.
        picked: the reader wants to go to a row; carries the Row.
    """

    chosen = Signal(object)
    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.held = Rows()
        self._drawer = _Drawer()
        self.setModel(self.held)
        self.setItemDelegate(self._drawer)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(QuietScrollBar())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("What was found")
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(self._on_clicked)

    @property
    def row(self) -> Row | None:
        """The row that is chosen."""
        index = self.currentIndex()
        return self.held.rows[index.row()] if index.isValid() else None

    def scale(self, unit: float, *, compact: bool) -> None:
        """Set the sizes; `compact` leaves one line to each row and no headings' room."""
        self._drawer.unit = unit
        self._drawer.compact = compact
        self._drawer.forget()
        self.verticalScrollBar().setFixedWidth(max(round(18 * unit), 14))
        self.verticalScrollBar().setSingleStep(round(48 * unit))
        self.scheduleDelayedItemsLayout()

    def show_rows(self, rows: Sequence[Row], *, choose: int | None) -> None:
        """Show other rows, with the one of that number among those that can be chosen."""
        self._drawer.forget()
        self.held.show(rows)
        places = self._choosable()
        if choose is None or not places:
            self.chosen.emit(None)
        else:
            self._choose(places[min(choose, len(places) - 1)])

    def choose_next(self, by: int) -> None:
        """Choose the row so many further down, stopping at the ends."""
        places = self._choosable()
        if not places:
            return
        here = self.currentIndex().row()
        at = places.index(here) + by if here in places else (0 if by > 0 else len(places) - 1)
        at = min(max(at, 0), len(places) - 1)
        self._choose(places[at])

    def height_of(self, most: int) -> int:
        """The height that the first rows need, at most so many."""
        count = min(len(self.held.rows), most)
        return sum(self.sizeHintForRow(number) for number in range(count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._drawer.forget()
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)
        self._show_chosen()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.held.rows[index.row()]
        if not row.is_heading:
            self._choose(index.row())
            self.picked.emit(row)

    def _show_chosen(self) -> None:
        """Bring the chosen row into view, the first one with its heading."""
        index = self.currentIndex()
        if index.isValid() and index.row() == self._choosable()[0]:
            self.scrollToTop()
        elif index.isValid():
            self.scrollTo(index)

    def _choosable(self) -> list[int]:
        return [number for number, row in enumerate(self.held.rows) if not row.is_heading]

    def _choose(self, number: int) -> None:
        index = self.held.index(number)
        self.setCurrentIndex(index)
        self._show_chosen()
        self.chosen.emit(self.held.rows[number])


class _Drawer(QStyledItemDelegate):
    """Draws a row; the lines of each are laid out once for a width."""

    def __init__(self) -> None:
        super().__init__()
        self.unit = 1.0
        self.compact = False
        self._laid: dict[tuple[Row, int], list[_Part]] = {}

    def forget(self) -> None:
        """Lay all rows out anew."""
        self._laid.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        row = _row(index)
        height = self._parts(row, width)[-1].bottom + self._edge
        least = 0 if row.is_heading else theme.TOUCH
        return QSize(width, max(ceil(height), least))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, box = _row(index), option.rect
        painter.save()
        if not row.is_heading:
            self._paint_ground(painter, option, index)
        painter.translate(box.topLeft())
        parts = self._parts(row, box.width())
        slack = box.height() - self._edge - parts[-1].bottom
        if not row.is_heading:
            painter.translate(0, slack / 2)
        for part in parts:
            part.draw(painter)
        painter.restore()

    @property
    def _side(self) -> float:
        return (20.0 if self.compact else _SIDE) * self.unit

    @property
    def _edge(self) -> float:
        return (7.0 if self.compact else _EDGE) * self.unit

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        view = option.widget
        is_chosen = isinstance(view, QListView) and view.currentIndex().row() == index.row()
        if is_chosen:
            painter.fillRect(box, theme.CHOSEN)
            painter.fillRect(
                box.x(), box.y(), max(round(5 * self.unit), 3), box.height(), theme.ACCENT
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.with_alpha(theme.CHOSEN, 0.55))
        if index.row() > 0 and not _rows(index)[index.row() - 1].is_heading:
            side = self._side
            painter.fillRect(QRectF(side, box.y(), box.width() - side, 1), theme.LINE)

    def _parts(self, row: Row, width: int) -> list[_Part]:
        key = (row, width)
        if key not in self._laid:
            self._laid[key] = self._lay_out(row, width)
        return self._laid[key]

    def _lay_out(self, row: Row, width: int) -> list[_Part]:
        unit = self.unit
        left = self._side
        room = width - left - 8 * unit
        top = self._edge
        if row.is_heading:
            font = theme.sans(15.5 * unit, bold=True)
            return [_Part(row.title, font, theme.MUTED, left, top + 4 * unit, room, 1)]
        bold = theme.sans((17.5 if self.compact else 18.5) * unit, bold=True)
        small = theme.sans(15.5 * unit)
        if row.is_more:
            return [_Part(row.title, bold, theme.ACCENT, left, top, room, 1)]
        if self.compact:
            return self._one_line(row, bold, small, left, top, room)
        title = _Part(row.title, bold, theme.INK, left, top, room, 2)
        parts = [title]
        if row.beside:
            beside = left + title.width + 10 * unit
            drop = QFontMetricsF(bold).ascent() - QFontMetricsF(small).ascent()
            if beside < left + room * 0.9:
                rest = left + room - beside
                parts.append(
                    _Part(Marked(row.beside), small, theme.MUTED, beside, top + drop, rest, 1)
                )
        parts.append(
            _Part(Marked(row.about()), small, theme.MUTED, left, title.bottom + 2 * unit, room, 2)
        )
        if row.excerpt.text:
            below = parts[-1].bottom + 4 * unit
            font = theme.sans(16.5 * unit)
            parts.append(_Part(row.excerpt, font, theme.INK, left, below, room, _MOST_LINES))
        return parts

    def _one_line(
        self, row: Row, bold: QFont, small: QFont, left: float, top: float, room: float
    ) -> list[_Part]:
        metrics = QFontMetricsF(small)
        why = metrics.elidedText(row.about(short=True), Qt.TextElideMode.ElideRight, room * 0.55)
        taken = metrics.horizontalAdvance(why)
        title = _Part(row.title, bold, theme.INK, left, top, room - taken - 14 * self.unit, 1)
        drop = QFontMetricsF(bold).ascent() - metrics.ascent()
        at = left + room - taken
        return [
            _Part(Marked(why), small, theme.MUTED, at, top + drop, taken + 2, 1),
            title,
        ]


class _Part:
    """A few lines of text at a place, the hits in them marked; what is too long ends in dots."""

    def __init__(
        self,
        text: Marked,
        font: QFont,
        colour: QColor,
        left: float,
        top: float,
        room: float,
        most_lines: int,
    ) -> None:
        self._colour = colour
        self._at = QPointF(left, top)
        self._layout, cut = _wrapped(text.text, font, room, most_lines)
        if cut is not None:
            metrics = QFontMetricsF(font)
            last = metrics.elidedText(text.text[cut:], Qt.TextElideMode.ElideRight, room)
            kept = cut + len(last) - 1
            text = Marked(
                text.text[:cut] + last,
                tuple((a, min(b, kept)) for a, b in text.hits if a < kept),
            )
            self._layout, _ = _wrapped(text.text, font, room, most_lines)
        self._hits = text.hits
        lines = [self._layout.lineAt(number) for number in range(self._layout.lineCount())]
        self.width = max((line.naturalTextWidth() for line in lines), default=0.0)
        self.bottom = top + sum(line.height() for line in lines)

    def draw(self, painter: QPainter) -> None:
        """Draw it."""
        painter.setPen(self._colour)
        text = self._layout.text()
        marks = [
            _mark(_units(text, start), _units(text, end), self._colour) for start, end in self._hits
        ]
        self._layout.draw(painter, self._at, marks)


def _wrapped(
    text: str, font: QFont, room: float, most_lines: int
) -> tuple[QTextLayout, int | None]:
    """The text in lines, and where the last of them starts if the text goes on behind it."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    y, cut = 0.0, None
    for number in range(most_lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(room, 1.0))
        line.setPosition(QPointF(0, y))
        y += line.height()
        if number == most_lines - 1 and (
            line.textStart() + line.textLength() < _units(text, len(text))
        ):
            cut = _characters(text, line.textStart())
    layout.endLayout()
    return layout, cut


def _units(text: str, index: int) -> int:
    """Where the character of that index stands as Qt counts."""
    return index if text.isascii() else len(text[:index].encode("utf-16-le")) // 2


def _characters(text: str, units: int) -> int:
    """The index of the character that stands there as Qt counts."""
    if text.isascii():
        return units
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def _mark(start: int, end: int, ink: QColor) -> QTextLayout.FormatRange:
    mark = QTextLayout.FormatRange()
    mark.start, mark.length = start, end - start
    look = QTextCharFormat()
    look.setBackground(theme.HIT)
    look.setForeground(ink)
    mark.format = look
    return mark


def _rows(index: Index) -> Sequence[Row]:
    model = index.model()
    assert isinstance(model, Rows)
    return model.rows


def _row(index: Index) -> Row:
    return _rows(index)[index.row()]

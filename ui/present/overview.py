"""All stops of the tour as pictures: choose one and go there."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from db.dates import year_of
from db.records import Step
from ui import theme
from ui.explorer import Explorer
from ui.letters import wrapped
from ui.present.looks import plate_pen, priority_colour
from ui.present.thumbnails import Thumbnails
from ui.present.words import step_words
from ui.state import ViewState, seen_by_audience

NOTE = "Arrows and Enter, a number and Enter, or a click. Delete leaves a stop out. Esc closes."
WIDEST, NARROWEST = 330.0, 200.0  # of a picture, in reference pixels and in pixels
SHAPE = 9 / 16
MOVES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: +1,
}
OWN_KEYS = {
    *MOVES,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Delete,
}
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Grid(NamedTuple):
    """Where the stops stand: columns, the size of a cell, its margins and the words below."""

    columns: int
    left: float
    top: float
    width: float
    height: float
    gap: float

    def box(self, number: int) -> QRectF:
        """The cell of a stop, before scrolling."""
        row, column = divmod(number, self.columns)
        return QRectF(
            self.left + column * (self.width + self.gap),
            self.top + row * (self.height + self.gap),
            self.width,
            self.height,
        )

    def depth(self, count: int) -> float:
        """The height that so many stops need."""
        rows = ceil(count / self.columns)
        return self.top + rows * (self.height + self.gap)


def lay_out(width: int, height: int) -> Grid:
    """The grid for a window of that size: pictures about as wide as three or six in a row."""
    unit = _unit(width, height)
    gap = round(22 * unit)
    margin = round(30 * unit)
    wanted = max(WIDEST * unit, NARROWEST)
    columns = max(int((width - 2 * margin + gap) / (wanted + gap)), 1)
    cell = (width - 2 * margin - (columns - 1) * gap) / columns
    words = 2.9 * _text(unit)
    return Grid(columns, margin, round(104 * unit), cell, round(cell * SHAPE + words), gap)


def step_by(number: int, key: Qt.Key, columns: int, count: int) -> int:
    """The stop that a key leads to; at the edges it stays."""
    if key == Qt.Key.Key_Home:
        return 0
    if key == Qt.Key.Key_End:
        return count - 1
    to = number + MOVES.get(key, columns if key == Qt.Key.Key_Down else -columns)
    if key == Qt.Key.Key_Down and to >= count and number // columns < (count - 1) // columns:
        return count - 1  # the last row is shorter
    return to if 0 <= to < count else number


def _unit(width: int, height: int) -> float:
    fitting = min(width / theme.REFERENCE_WIDTH, height / theme.REFERENCE_HEIGHT)
    return min(max(fitting, 0.5), 2.4)


def _text(unit: float) -> float:
    return max(18 * unit, 13)


class Overview(QWidget):
    """Covers the teacher's window. Going to a stop changes the place, which closes it."""

    def __init__(self, explorer: Explorer, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._explorer = explorer
        self._thumbnails = thumbnails
        self._selected = 0
        self._hovered: int | None = None
        self._scrolled = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("All stops")
        explorer.changed.connect(self._on_changed)
        thumbnails.arrived.connect(self._on_arrived)
        self.hide()

    @property
    def selected(self) -> int:
        """The stop that Enter goes to, counted from zero."""
        return self._selected

    def keeps_key(self, event: QKeyEvent) -> bool:
        """Whether a key is the overview's; digits are the lesson's, and Enter behind them."""
        key = Qt.Key(event.key())
        return key in OWN_KEYS or (key in ENTER and not self._explorer.state.typed)

    # Choosing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ENTER:
            self._go(self._selected)
        elif key == Qt.Key.Key_Delete:
            self._leave_out_or_tell(self._selected)
        elif key in OWN_KEYS:
            columns = lay_out(self.width(), self.height()).columns
            self._select(step_by(self._selected, key, columns, len(self._steps)))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self._go(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if number != self._hovered:
            self._hovered = number
            pointing = Qt.CursorShape.PointingHandCursor
            self.setCursor(Qt.CursorShape.ArrowCursor if number is None else pointing)
            self.setToolTip("" if number is None else self._steps[number].title)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._scroll_to(self._scrolled - event.angleDelta().y() / 120 * self._row_height() / 2)
        event.accept()

    def _go(self, number: int) -> None:
        before = self._explorer.state.place
        self._explorer.go_to_step(number)
        if self._explorer.state.place == before:
            self.window().setFocus()
            self.hide()  # it stands there already

    def _leave_out_or_tell(self, number: int) -> None:
        if number in self._explorer.state.skipped:
            self._explorer.tell(frozenset({number}))
        else:
            self._explorer.skip(frozenset({number}))

    def _select(self, number: int) -> None:
        self._selected = number
        step = self._steps[number]
        self.setAccessibleDescription(f"Stop {number + 1}. {step.title}. {step_words(step)}")
        self._show_selected()
        self.update()

    def _at(self, at: QPointF) -> int | None:
        grid = lay_out(self.width(), self.height())
        if at.y() < grid.top - grid.gap / 2:
            return None
        at = at + QPointF(0, self._scrolled)
        count = len(self._steps)
        return next((n for n in range(count) if grid.box(n).contains(at)), None)

    # Following

    @property
    def _steps(self) -> tuple[Step, ...]:
        return self._explorer.tour.steps

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if not self.isVisible():
            return
        if new.tour != old.tour:
            self._select(min(self._selected, len(self._steps) - 1))
        if (new.place, new.skipped, new.frozen) != (old.place, old.skipped, old.frozen):
            self.update()

    @Slot()
    def _on_arrived(self) -> None:
        if self.isVisible():
            self.update()

    def showEvent(self, event: QShowEvent) -> None:
        self._thumbnails.make(self._explorer.tour)
        self._select(self._explorer.state.step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_selected()

    # Scrolling

    def _row_height(self) -> float:
        grid = lay_out(self.width(), self.height())
        return grid.height + grid.gap

    def _scroll_to(self, y: float) -> None:
        grid = lay_out(self.width(), self.height())
        most = max(grid.depth(len(self._steps)) - self.height(), 0.0)
        self._scrolled = min(max(y, 0.0), most)
        self.update()

    def _show_selected(self) -> None:
        """Scroll as little as brings the chosen stop into view, with some of its neighbours."""
        grid = lay_out(self.width(), self.height())
        box = grid.box(self._selected)
        near = grid.height * 0.35
        top, bottom = box.top() - grid.top - near, box.bottom() + grid.gap + near
        y = min(self._scrolled, top)
        self._scroll_to(max(y, bottom - self.height()))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        grid = lay_out(self.width(), self.height())
        unit = _unit(self.width(), self.height())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(self.rect(), theme.PAGE)
            room = QRectF(self.rect())
            for number, step in enumerate(self._steps):
                box = grid.box(number).translated(0, -self._scrolled)
                if box.intersects(room):
                    self._paint_stop(painter, box, number, step, unit)
            self._paint_bar(painter, grid, unit)
            self._paint_title(painter, grid, unit)

    def _paint_title(self, painter: QPainter, grid: Grid, unit: float) -> None:
        painter.fillRect(QRectF(0, 0, self.width(), grid.top - grid.gap * 0.5), theme.PAGE)
        pixels = max(30 * unit, 18)
        painter.setFont(theme.serif(pixels))
        painter.setPen(theme.ON_NIGHT)
        words = f"{self._explorer.tour.title}: {len(self._steps)} stops"
        baseline = grid.top * 0.58
        painter.drawText(QPointF(grid.left, baseline), words)
        used = QFontMetricsF(theme.serif(pixels)).horizontalAdvance(words) + 40 * unit
        font = theme.sans(_text(unit))
        metrics = QFontMetricsF(font)
        free = self.width() - 2 * grid.left - used
        note = metrics.elidedText(NOTE, Qt.TextElideMode.ElideRight, max(free, 0))
        painter.setFont(font)
        painter.setPen(theme.MUTED_ON_NIGHT)
        x = self.width() - grid.left - metrics.horizontalAdvance(note)
        painter.drawText(QPointF(x, baseline), note)

    def _paint_stop(
        self, painter: QPainter, box: QRectF, number: int, step: Step, unit: float
    ) -> None:
        state = self._explorer.state
        skipped = number in state.skipped
        picture = QRectF(box.left(), box.top(), box.width(), round(box.width() * SHAPE))
        radius = 7 * unit
        painter.setPen(plate_pen(unit))
        painter.setBrush(theme.PAGE_HOVER if number == self._hovered else theme.PAGE_PLATE)
        painter.drawRoundedRect(box, radius, radius)
        image = self._thumbnails.picture(step)
        painter.setOpacity(0.32 if skipped else 1.0)
        if image is not None:
            painter.drawImage(picture, image, QRectF(image.rect()))
        else:
            _paint_paper(painter, picture, step)
        painter.setOpacity(1.0)
        self._paint_words(painter, box, picture, number, step, unit)
        tags = [("left out", False)] if skipped else []
        if number == seen_by_audience(state).step:
            tags.append(("the class", True))
        elif number == state.step:
            tags.append(("you", True))
        for tag, (words, urgent) in enumerate(tags):
            _paint_tag(painter, picture, words, tag, urgent=urgent, pixels=_text(unit) * 0.9)
        if number == self._selected:
            painter.setPen(QPen(theme.URGENT, max(4 * unit, 3)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            grown = 2 * unit
            painter.drawRoundedRect(box.adjusted(-grown, -grown, grown, grown), radius, radius)

    def _paint_words(
        self,
        painter: QPainter,
        box: QRectF,
        picture: QRectF,
        number: int,
        step: Step,
        unit: float,
    ) -> None:
        pixels = _text(unit)
        inset = 0.5 * pixels
        x, y = box.left() + inset, picture.bottom() + 1.25 * pixels
        bold = theme.sans(pixels, bold=True)
        painter.setFont(bold)
        painter.setPen(theme.ON_NIGHT)
        named = str(number + 1)
        painter.drawText(QPointF(x, y), named)
        used = QFontMetricsF(bold).horizontalAdvance(named) + 0.6 * pixels
        font = theme.sans(pixels)
        room = box.right() - inset - x - used
        title = QFontMetricsF(font).elidedText(step.title, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.drawText(QPointF(x + used, y), title)
        painter.setFont(theme.sans(pixels * 0.88))
        painter.setPen(theme.MUTED_ON_NIGHT)
        painter.drawText(QPointF(x + used, y + 1.25 * pixels), step_words(step))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(priority_colour(step.priority))
        side = 0.55 * pixels
        painter.drawRect(QRectF(x, y + 1.25 * pixels - side, side, side))

    def _paint_bar(self, painter: QPainter, grid: Grid, unit: float) -> None:
        """How far it is scrolled."""
        depth, seen = grid.depth(len(self._steps)), self.height() - grid.top
        if depth <= self.height():
            return
        share = seen / (depth - grid.top)
        top = grid.top + seen * self._scrolled / (depth - grid.top)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.PAGE_GRIP)
        wide = max(8 * unit, 5)
        bar = QRectF(self.width() - 1.6 * wide, top, wide, share * seen)
        painter.drawRoundedRect(bar, wide / 2, wide / 2)


def _paint_paper(painter: QPainter, box: QRectF, step: Step) -> None:
    """A stop whose picture is not there yet: its year and title on paper."""
    painter.fillRect(box, theme.PAPER)
    pixels = box.height() * 0.2
    left, inset = box.left() + box.height() * 0.09, box.height() * 0.09
    painter.setPen(theme.INK)
    painter.setFont(theme.serif(pixels))
    painter.drawText(QPointF(left, box.top() + inset + 0.8 * pixels), str(year_of(step.day)))
    font = theme.serif(box.height() * 0.105)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    y = box.top() + inset + 1.15 * pixels + metrics.ascent()
    for line in wrapped(step.title, metrics, box.width() - 2 * inset)[:4]:
        painter.drawText(QPointF(left, y), line)
        y += metrics.height()


def _paint_tag(
    painter: QPainter, picture: QRectF, words: str, place: int, *, urgent: bool, pixels: float
) -> None:
    font = theme.sans(pixels, bold=True)
    width = QFontMetricsF(font).horizontalAdvance(words) + 1.1 * pixels
    height = 1.6 * pixels
    plate = QRectF(
        picture.right() - width - 0.4 * pixels,
        picture.top() + 0.4 * pixels + place * 1.2 * height,
        width,
        height,
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.URGENT if urgent else theme.PAPER)
    painter.drawRoundedRect(plate, 0.3 * pixels, 0.3 * pixels)
    painter.setPen(theme.ON_URGENT)
    painter.setFont(font)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

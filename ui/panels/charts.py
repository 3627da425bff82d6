"""The charts of a stop in the story panel, one below the other, with the date in each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.chart_records import Chart
from db.records import EventId
from ui.charts.look import Look, in_panel
from ui.charts.picture import ChartPicture, Cursor, paint_cursor
from ui.charts.words import read_aloud
from ui.explorer import Explorer
from ui.panels.drawn import Drawn
from ui.state import Layout, ViewState

ChartsOf = Callable[[EventId], tuple[Chart, ...]]


class ChartView(Drawn):
    """One chart. Its text is the chart read aloud.

    It is drawn when it is first painted, but not while the map flies; the date moves over it.
    """

    def __init__(self, shown: ChartPicture) -> None:
        super().__init__()
        self.shown = shown
        self._day = 0.0
        self._flying = False
        self.setText(read_aloud(shown.chart))

    def heightForWidth(self, width: int) -> int:
        ratio = self.devicePixelRatioF()
        return round(self.shown.height(round(width * ratio), self._look) / ratio)

    def follow(self, day: float, *, flying: bool) -> None:
        """Show another date. Only what the thin line leaves and where it goes is painted."""
        before, self._day = self._cursor, day
        landed, self._flying = self._flying and not flying, flying
        after = self._cursor
        if landed:
            self.update()
        elif before != after:
            for cursor in filter(None, (before, after)):
                self.update(self._around(cursor))

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        size = round(self.width() * ratio), round(self.height() * ratio)
        if self._flying and not self.shown.has_drawn(*size, self._look):
            return
        image = self.shown.image(*size, self._look)
        with QPainter(self) as painter:
            painter.scale(1 / ratio, 1 / ratio)
            painter.drawImage(0, 0, image)
            if cursor := self._cursor:
                paint_cursor(painter, cursor, self._look, size[0])

    @property
    def _look(self) -> Look:
        return in_panel(self.unit * self.devicePixelRatioF())

    @property
    def _cursor(self) -> Cursor | None:
        return self.shown.cursor(self._day)

    def _around(self, cursor: Cursor) -> QRect:
        """The part of the widget that the line and its year take."""
        ratio, text = self.devicePixelRatioF(), self._look.text
        left, right = (cursor.x - 4 * text) / ratio, (cursor.x + 4 * text) / ratio
        top, bottom = (cursor.top - 2 * text) / ratio, (cursor.bottom + 2) / ratio
        return QRect(int(left), int(top), int(right - left) + 2, int(bottom - top) + 2)


class ChartsView(QWidget):
    """All charts of the stop."""

    GAP = 34.0

    def __init__(self, explorer: Explorer, charts_of: ChartsOf) -> None:
        super().__init__()
        self._explorer = explorer
        self._charts_of = charts_of
        self._event: EventId | None = None
        self._unit = 1.0
        self._views: list[ChartView] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName("Charts")
        explorer.changed.connect(self._on_changed)

    @property
    def views(self) -> tuple[ChartView, ...]:
        """The charts that are shown."""
        return tuple(self._views)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self._column.setSpacing(round(self.GAP * unit))
        for view in self._views:
            view.scale(unit)

    def showEvent(self, event: QShowEvent) -> None:
        self._show_stop()

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if not self.isVisible() or new.layout is not Layout.EXPLORE:
            return
        if new.place != old.place:
            self._show_stop()
        elif (new.day, new.flight) != (old.day, old.flight):
            self._follow()

    def _show_stop(self) -> None:
        event = self._explorer.step.event
        if event != self._event:
            self._event = event
            self._show(self._charts_of(event))
        self._follow()

    def _show(self, charts: tuple[Chart, ...]) -> None:
        kept = {view.shown.chart.id: view.shown for view in self._views}
        for view in self._views:
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._views = [ChartView(kept.get(chart.id) or ChartPicture(chart)) for chart in charts]
        for view in self._views:
            view.scale(self._unit)
            self._column.addWidget(view)

    def _follow(self) -> None:
        state = self._explorer.state
        for view in self._views:
            view.follow(state.day, flying=state.flight is not None)

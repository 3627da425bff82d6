"""The story panel's own kinds of widgets: quiet scroll bar, tabs, text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QLabel,
    QScrollBar,
    QTabBar,
)

from ui import theme
from ui.fonts import Widths


class QuietScrollBar(QScrollBar):
    """A thin bar that shows only where there is something to scroll.

    It moves its handle itself: a style's measures are not this bar's.
    """

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._held_at: float | None = None

    def handle(self) -> tuple[float, float]:
        """The top of the handle and its length, in pixels."""
        way = self.maximum() - self.minimum()
        share = self.pageStep() / (self.pageStep() + way) if way > 0 else 1.0
        length = max(self.height() * share, min(28.0, self.height()))
        passed = (self.value() - self.minimum()) / way if way > 0 else 0.0
        return (self.height() - length) * passed, length

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.PAPER)
            if self.maximum() <= self.minimum():
                return
            lit = self.underMouse() or self._held_at is not None
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.MUTED if lit else theme.with_alpha(theme.MUTED, 0.45))
            top, length = self.handle()
            thin = QRectF(self.width() * 0.3, top + 2, self.width() * 0.45, length - 4)
            painter.drawRoundedRect(thin, thin.width() / 2, thin.width() / 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the handle; elsewhere the handle comes to the pointer."""
        top, length = self.handle()
        y = event.position().y()
        self._held_at = y - top if top <= y <= top + length else length / 2
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held_at is None:
            return
        free = self.height() - self.handle()[1]
        passed = (event.position().y() - self._held_at) / free if free > 0 else 0.0
        self.setValue(round(self.minimum() + passed * (self.maximum() - self.minimum())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held_at = None
        self.update()


class Tabs(QTabBar):
    """Words in a row; the current one is underlined. Where they do not fit, short ones stand in."""

    def __init__(self, words: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._unit = 1.0
        self._gap = 0.0
        self._widths = Widths(self.font())
        self._words = list(words)
        for long, _ in words:
            self.addTab(long)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self._widths = Widths(theme.sans(17.5 * unit, bold=True))
        self.setFont(self._widths.font)
        self.fit()

    def say(self, index: int, long: str) -> None:
        """Change the long words of a tab."""
        self._words[index] = (long, self._words[index][1])

    def fit(self) -> None:
        """Choose the words and the gaps that fill the width there is."""
        shown = [index for index in range(self.count()) if self.isTabVisible(index)]
        widest = 30 * self._unit
        for kind in (0, 1):
            texts = [self._words[index][kind] for index in shown]
            free = self.width() - sum(self._widths[text] for text in texts)
            self._gap = min(widest, free / max(len(texts), 1))
            if self._gap >= 12 * self._unit:
                break
        self._gap = max(self._gap, 4.0)
        for index, text in zip(shown, texts, strict=True):
            self.setTabText(index, text)
            self.setTabToolTip(index, self._words[index][0])
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def tabSizeHint(self, index: int) -> QSize:
        width = self._widths[self.tabText(index)] + self._gap
        return QSize(int(width), max(round(42 * self._unit), 32))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, max(round(42 * self._unit), 32))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(self.font())
            for index in range(self.count()):
                if not self.isTabVisible(index):
                    continue
                box = QRectF(self.tabRect(index)).adjusted(0, 0, -self._gap, 0)
                current = index == self.currentIndex()
                painter.setPen(theme.INK if current else theme.MUTED)
                painter.drawText(
                    box.adjusted(0, 0, self._gap, 0),
                    int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
                    self.tabText(index),
                )
                if current:
                    thick = (5 if self.hasFocus() else 3) * self._unit
                    painter.fillRect(
                        QRectF(box.left(), box.bottom() - thick, box.width(), thick), theme.ACCENT
                    )


class Text(QLabel):
    """Words that wrap and can be selected with the mouse."""

    def __init__(self, *, rich: bool) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        if rich:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

"""The story panel's own kinds of widgets: quiet scroll bar, tabs, text that can be copied."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import (
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollBar,
    QTabBar,
    QTextEdit,
)

from ui import theme


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
        self.setFont(theme.sans(17.5 * unit, bold=True))
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
            free = self.width() - sum(map(self._width, texts))
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

    def _width(self, text: str) -> float:
        return QFontMetricsF(self.font()).horizontalAdvance(text)

    def tabSizeHint(self, index: int) -> QSize:
        width = self._width(self.tabText(index)) + self._gap
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


class CopyText(QTextEdit):
    """Text to select and copy, as tall as it needs to be; long addresses break anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the panel scrolls, not the text in it

    @Slot(QSizeF)
    def _on_size(self, size: QSizeF) -> None:
        self.setFixedHeight(ceil(size.height()) + 2)

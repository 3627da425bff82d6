"""The story panel's own kinds of widgets: quiet scroll bar, tabs, text that can be copied."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollBar,
    QStyle,
    QStyleOptionSlider,
    QTabBar,
    QTextEdit,
)

from ui import theme


class QuietScrollBar(QScrollBar):
    """A thin bar that shows only where there is something to scroll."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.PAPER)
        if self.maximum() <= self.minimum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ScrollBarSlider
        handle = self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self)
        lit = self.underMouse() or self.isSliderDown()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.MUTED if lit else theme.with_alpha(theme.MUTED, 0.45))
        thin = QRectF(handle).adjusted(self.width() * 0.3, 2, -self.width() * 0.25, -2)
        painter.drawRoundedRect(thin, thin.width() / 2, thin.width() / 2)


class Tabs(QTabBar):
    """Words in a row; the current one is underlined."""

    def __init__(self) -> None:
        super().__init__()
        self._unit = 1.0
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._unit = unit
        self.setFont(theme.sans(17.5 * unit, bold=True))
        self.updateGeometry()

    def tabSizeHint(self, index: int) -> QSize:
        width = QFontMetricsF(self.font()).horizontalAdvance(self.tabText(index))
        return QSize(ceil(width + 34 * self._unit), max(round(42 * self._unit), 32))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        for index in range(self.count()):
            box = QRectF(self.tabRect(index)).adjusted(0, 0, -34 * self._unit, 0)
            current = index == self.currentIndex()
            painter.setPen(theme.INK if current else theme.MUTED)
            painter.drawText(
                box.adjusted(0, 0, 30, 0),
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
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.PAPER)
        palette.setColor(QPalette.ColorRole.Text, theme.INK)
        self.setPalette(palette)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the panel scrolls, not the text in it

    @Slot(QSizeF)
    def _on_size(self, size: QSizeF) -> None:
        self.setFixedHeight(ceil(size.height()) + 2)

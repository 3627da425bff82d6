"""A small window that shows how far the lesson is built, the first time the program starts."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme

WIDTH, HEIGHT = 520, 190
TITLE = "Landlocked"
WORDS = "Preparing the lesson, this first time only"


class Progress:
    """Takes the builder's reports; there is a window for them from the first one on."""

    def __init__(self) -> None:
        self.window: ProgressWindow | None = None

    def report(self, done: int, total: int) -> None:
        """So much of the work is done."""
        if self.window is None:
            self.window = ProgressWindow()
        self.window.report(done, total)

    def close(self) -> None:
        """The work is done, or there was none."""
        if self.window is not None:
            self.window.close()


class ProgressWindow(QWidget):
    """Shows a bar that grows; it appears with the first report."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.SplashScreen)
        self._share = 0.0
        self.setFixedSize(WIDTH, HEIGHT)
        self.setWindowTitle(TITLE)
        self.setAccessibleName(WORDS)

    def report(self, done: int, total: int) -> None:
        """So much of the work is done."""
        self._share = done / total if total else 0.0
        self.setAccessibleDescription(f"{self._share:.0%}")
        if not self.isVisible():
            middle = QGuiApplication.primaryScreen().availableGeometry().center()
            self.move(middle.x() - WIDTH // 2, middle.y() - HEIGHT // 2)
            self.show()
        self.repaint()
        # The builder runs in this thread, before there is a window or anything to press; without
        # a turn for the window system the progress would not be seen.
        QApplication.processEvents()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), theme.PAPER)
            painter.setPen(theme.INK)
            painter.setFont(theme.serif(30))
            painter.drawText(QRectF(36, 26, WIDTH - 72, 48), Qt.AlignmentFlag.AlignVCenter, TITLE)
            painter.setPen(theme.MUTED)
            painter.setFont(theme.sans(17))
            painter.drawText(QRectF(36, 76, WIDTH - 72, 30), Qt.AlignmentFlag.AlignVCenter, WORDS)
            bar = QRectF(36, 126, WIDTH - 72, 10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.PLATE)
            painter.drawRoundedRect(bar, 5, 5)
            bar.setWidth(max(bar.width() * min(self._share, 1.0), 10))
            painter.setBrush(theme.ACCENT)
            painter.drawRoundedRect(bar, 5, 5)

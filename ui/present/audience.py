"""The audience's window: nothing but the picture, on the screen that the class sees."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme


class AudienceWindow(QWidget):
    """Holds the Present view while it has a screen of its own.

    Signals:
        closed: somebody closed it from outside, by the window manager or its keys.
    """

    closed = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        # Owned by the teacher's window, for they end together; yet a window of its own.
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(1, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def take(self, view: QWidget) -> None:
        """Show the view in here from now on."""
        self._column.addWidget(view)
        view.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        for child in self.children():  # the view, and pages that cover it
            if isinstance(child, QWidget):
                child.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        # Not by the palette: pages that cover the view would inherit it.
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), theme.NIGHT)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        if event.spontaneous():
            self.closed.emit()

"""The claim check: what the founding article says, what checking found, and where to see it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import Claim, Verdict
from ui import theme
from ui.explorer import Explorer
from ui.panels.sheet import Sheet, coloured
from ui.prose import escape

TITLE = "What the article says, and what checking found"
NOTE = "An analysis of spring 2023, claim by claim. Esc closes this page."
NONE = "This lesson has no claim check. Esc closes this page."
COLOURS = {
    Verdict.CONFIRMED: "good",
    Verdict.CORRECTED: "accent",
    Verdict.CONTESTED: "open",
    Verdict.OPEN: "muted",
}


class ClaimsPage(Sheet):
    """All claims with their verdicts; an event's button flies there and closes the page."""

    def __init__(self, explorer: Explorer, claims: Sequence[Claim], parent: QWidget) -> None:
        super().__init__(TITLE, NOTE if claims else NONE, parent)
        self._counts = coloured(_counted(claims), "ink")
        self._rows = [_Row(explorer, claim, self) for claim in claims]
        for part in (self._counts, *self._rows):
            self.body.addWidget(part)
        self.body.addStretch()

    def scale(self, unit: float) -> None:
        self._counts.setFont(theme.sans(17 * unit))
        for row in self._rows:
            row.scale(unit)


def _counted(claims: Sequence[Claim]) -> str:
    """How many claims got which verdict."""
    counts = {verdict: sum(claim.verdict is verdict for claim in claims) for verdict in Verdict}
    said = [
        f'<b style="color:{theme.colour(COLOURS[verdict]).name()}">{count} {verdict.value}</b>'
        for verdict, count in counts.items()
        if count
    ]
    return "&nbsp;&nbsp;·&nbsp;&nbsp;".join(said)


class _Row(QWidget):
    """One claim: its number, the article's words, the verdict with its finding, and the way to
    the events that show it."""

    def __init__(self, explorer: Explorer, claim: Claim, page: QWidget) -> None:
        super().__init__()
        self._explorer = explorer
        self._page = page
        self._number = coloured(str(claim.number), "muted")
        self._number.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._says = coloured(claim.says, "ink")
        self._says.setAlignment(Qt.AlignmentFlag.AlignTop)
        colour = theme.colour(COLOURS[claim.verdict]).name()
        verdict = f'<b style="color:{colour}">{claim.verdict.capitalize()}.'
        self._found = coloured(f"{verdict}</b> {escape(claim.found)}", "ink")
        self._links = [self._link(event, title) for event, title in claim.events]
        self._words = QVBoxLayout()
        self._words.setContentsMargins(0, 0, 0, 0)
        self._words.addWidget(self._found)
        for link in self._links:
            self._words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._number)
        self._row.addWidget(self._says, 4)
        self._row.addLayout(self._words, 6)

    def scale(self, unit: float) -> None:
        """Set the sizes: pixels per reference pixel."""
        self._number.setFont(theme.serif(19 * unit))
        self._number.setFixedWidth(round(40 * unit))
        self._says.setFont(theme.serif(19 * unit))
        self._found.setFont(theme.sans(17.5 * unit))
        for link in self._links:
            link.setFont(theme.sans(16 * unit))
            link.setMinimumHeight(max(round(34 * unit), 28))
        edge = round(14 * unit)
        self._row.setContentsMargins(0, edge, 0, edge)
        self._row.setSpacing(round(22 * unit))
        self._words.setSpacing(round(4 * unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(theme.LINE)
            painter.drawLine(0, 0, self.width(), 0)

    def _link(self, event: str, title: str) -> QPushButton:
        link = QPushButton(f"→  {title}")
        link.setProperty("event", event)
        link.setFlat(True)
        link.setAutoDefault(True)  # Enter presses the one with the focus
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        link.setToolTip(f"Fly to “{title}” and close this page (Enter)")
        link.setStyleSheet(
            f"QPushButton {{ color: {theme.ACCENT.name()}; border: none; text-align: left; }} "
            "QPushButton:hover, QPushButton:focus { text-decoration: underline; }"
        )
        link.clicked.connect(self._on_link)
        return link

    @Slot()
    def _on_link(self) -> None:
        event = self.sender().property("event")
        self._page.hide()
        self._explorer.go_to_event(event)

"""Dresses the program in a look: Qt's own colours, and the widgets that have a colour of theirs."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from ui.explorer import Explorer
from ui.state import ViewState

_TONE, _ROLE = "tone", "toneRole"


def dress(application: QApplication) -> None:
    """Give the application the lesson's look, the same on every system."""
    application.setPalette(palette())
    application.setFont(theme.sans(16))


def palette() -> QPalette:
    """The colours of the look being worn for what Qt draws itself."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.PAPER,
        role.WindowText: theme.INK,
        role.Base: theme.PAPER,
        role.AlternateBase: theme.CARD,
        role.Text: theme.INK,
        role.Button: theme.PLATE,
        role.ButtonText: theme.INK,
        role.BrightText: theme.ON_NIGHT,
        role.Highlight: theme.ACCENT,
        role.HighlightedText: theme.ON_NIGHT,
        role.ToolTipBase: theme.NIGHT,
        role.ToolTipText: theme.ON_NIGHT,
        role.PlaceholderText: theme.MUTED,
        role.Link: theme.ACCENT,
    }
    made = QPalette(theme.PLATE)
    for part, colour in colours.items():
        made.setColor(part, colour)
    return made


def tone(
    widget: QWidget, named: str, role: QPalette.ColorRole = QPalette.ColorRole.WindowText
) -> None:
    """Give a widget a colour of its own: one of the look, in every look that is worn."""
    widget.setProperty(_TONE, named)
    widget.setProperty(_ROLE, role.value)
    _tint(widget)


def _tint(widget: QWidget) -> None:
    own = widget.palette()
    role = QPalette.ColorRole(widget.property(_ROLE))
    own.setColor(role, theme.colour(str(widget.property(_TONE))))
    widget.setPalette(own)


class Dresser(QObject):
    """Changes the look of all there is as soon as the reader asks for another.

    It has to hear of the change before the views do.
    """

    def __init__(self, explorer: Explorer) -> None:
        super().__init__(explorer)
        look = theme.look_for(contrast=explorer.state.contrast)
        if look is not theme.worn():
            theme.wear(look)
            _dress_all()
        explorer.changed.connect(self._on_changed)

    @Slot(object, object)
    def _on_changed(self, new: ViewState, old: ViewState) -> None:
        if new.contrast == old.contrast:
            return
        theme.wear(theme.look_for(contrast=new.contrast))
        _dress_all()


def _dress_all() -> None:
    """Bring Qt's own colours and those of the widgets there are up to the look being worn."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        dress(application)
        for widget in application.allWidgets():
            if widget.property(_TONE) is not None:
                _tint(widget)
            widget.update()

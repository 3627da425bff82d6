"""The sheets that cover the window: which one is open, and over which window."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.explorer import Explorer
from ui.state import Curtain

# What is meant for the class, and what the presenter's page calls it.
FOR_CLASS = {"sources": "the sources of this stop"}


class Sheets(QObject):
    """One sheet at a time covers the window; each is made when it is first wanted.

    `make` makes them by name; `class_window` is the class's own window while it has one.

    Signals:
        changed: another sheet is open, or none is, or it covers another window.
    """

    changed = Signal()

    def __init__(
        self,
        explorer: Explorer,
        window: QWidget,
        make: Mapping[str, Callable[[], QWidget]],
        class_window: Callable[[], QWidget | None],
    ) -> None:
        super().__init__(window)
        self._explorer = explorer
        self._window = window
        self._make = make
        self._class_window = class_window
        self._made: dict[str, QWidget] = {}
        self._behind = ""  # what waits behind the curtain

    @property
    def open(self) -> str:
        """The name of the open sheet; empty if there is none."""
        return next((name for name, sheet in self._made.items() if sheet.isVisible()), "")

    @property
    def is_any(self) -> bool:
        """Whether a sheet is open, or waits behind the curtain."""
        return bool(self.open or self._behind)

    @property
    def shown(self) -> QWidget | None:
        """The open sheet."""
        return self._made.get(self.open)

    @property
    def shown_to_class(self) -> tuple[str, QWidget | None]:
        """What covers the class's own window: what it is called, and the sheet.

        Behind a curtain it has its name alone: nothing of it is seen.
        """
        name = self.open or self._behind
        if name not in FOR_CLASS or self._host_of(name) is self._window:
            return "", None
        return FOR_CLASS[name], None if self._behind else self._made[name]

    def toggle(self, name: str) -> None:
        """Show a sheet in place of any other, or hide it."""
        was_open = name in (self.open, self._behind)
        self.close()
        if was_open:
            return
        if name not in self._made:
            self._made[name] = self._make[name]()
        if self._is_curtained and self._host_of(name) is not self._window:
            self._hold_back(name)
        else:
            self._put(name)

    def close(self) -> None:
        """Show the window itself; the keys are the lesson's again."""
        self._hold_back("")

    def follow_curtain(self) -> None:
        """What the class sees of a sheet goes behind a curtain, and comes back with the picture."""
        name, behind = self.open, self._behind
        if self._is_curtained and name and self._is_seen_by_class(name):
            self._hold_back(name)
        elif not self._is_curtained and behind:
            self._behind = ""
            self._put(behind)

    def _hold_back(self, name: str) -> None:
        """Show no sheet; the one of that name waits until the curtain opens."""
        self._behind = name
        for sheet in self._made.values():
            sheet.hide()
        self.changed.emit()
        self._window.setFocus()

    @property
    def _is_curtained(self) -> bool:
        return self._explorer.state.curtain is not Curtain.OPEN

    def _is_seen_by_class(self, name: str) -> bool:
        """Whether the class looks at that sheet's window, which may be the only one."""
        return self._class_window() in (None, self._host_of(name))

    def leave(self) -> bool:
        """Go one level out of the open sheet; says whether there was one."""
        was_open = bool(self.open)
        if was_open and not self.ask("step_out"):
            self.close()
        return was_open

    def ask(self, verb: str) -> bool:
        """Have the open sheet do something if it can; whether it says that it did."""
        done: Callable[[], object] | None = getattr(self.shown, verb, None)
        return bool(done()) if done is not None else False

    def follow(self) -> None:
        """Let the open sheet move to the window that is now the right one."""
        if name := self.open:
            self._put(name)

    def arrange(self) -> None:
        """Follow the size of the window."""
        for sheet in self._made.values():
            if sheet.parentWidget() is self._window:
                self._fit(sheet, self._window)

    def make_anew(self, name: str) -> None:
        """Make a sheet again, which stays open if it is."""
        was_open = self.open == name
        if name in self._made:
            self._made.pop(name).deleteLater()
        if was_open:
            self.toggle(name)

    def _put(self, name: str) -> None:
        """Show a sheet over the window that it is meant for."""
        sheet, host = self._made[name], self._host_of(name)
        if sheet.parentWidget() is not host:
            sheet.setParent(host)
        self._fit(sheet, host)
        sheet.show()
        sheet.raise_()
        if host is self._window and not host.isActiveWindow():
            host.activateWindow()  # the keys are to go there, whichever window had them
        sheet.setFocus()
        self.changed.emit()

    def _host_of(self, name: str) -> QWidget:
        of_class = self._class_window() if name in FOR_CLASS else None
        return of_class if of_class is not None else self._window

    def _fit(self, sheet: QWidget, host: QWidget) -> None:
        """Give a sheet the whole of a window, and the size of its text."""
        scale_text = getattr(sheet, "scale_text", None)
        if scale_text is not None:
            scale_text(self._explorer.state.text_scale)
        sheet.setGeometry(host.rect())

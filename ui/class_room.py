"""Which class is being taught: a name that the teacher chooses, never a pupil's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

LONGEST = 40  # characters


class BadName(ValueError):
    """A class cannot be called that; the text says why."""


def cleaned(name: str) -> str:
    """The name as it is kept. Raises BadName."""
    name = " ".join(name.split())
    if len(name) > LONGEST:
        raise BadName(f"A name has at most {LONGEST} characters; this one has {len(name)}.")
    if not name.isprintable():
        raise BadName("The name holds a character that cannot be shown.")
    return name


class ClassRoom(QObject):
    """The class that is taught now; empty where the teacher has named none.

    Signals:
        changed: another class is taught; carries its name.
    """

    changed = Signal(str)

    def __init__(self, name: str = "", keep: Callable[[str], object] | None = None) -> None:
        super().__init__()
        self._name = name
        self._keep = keep

    @property
    def name(self) -> str:
        """The class's name."""
        return self._name

    def choose(self, name: str) -> None:
        """Teach another class. Raises BadName."""
        name = cleaned(name)
        if name != self._name:
            self._name = name
            if self._keep is not None:
                self._keep(name)
            self.changed.emit(name)

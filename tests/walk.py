"""Walks through the whole lesson in the program's own window, and says how many stops it saw.

`test_offline.py` starts it where every call to the network raises.
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from db.library import Library
from ui import app, fonts, state
from ui.dress import dress
from ui.explorer import Explorer
from ui.map.basemap import Basemap
from ui.messages import Messages


def main() -> None:
    """Explore every stop, in flight and at rest, then present from the last."""
    application = QApplication([*app.ARGUMENTS, *sys.argv[1:]])
    dress(application)
    fonts.register()
    library = Library.built_in()
    world = library.world()
    now = 0.0
    explorer = Explorer(world, state.at_step(world, world.tours[0].id, 0), clock=lambda: now)
    window, _ = app.join(explorer, library, Basemap(), Messages(), windowed=True)
    window.resize(1024, 768)
    window.show()
    seen = {explorer.step.event}
    for _ in explorer.tour.steps[1:]:
        explorer.next()
        for pause in (0.3, 10.0):
            now += pause
            explorer.tick(now)
            window.grab()
        seen.add(explorer.step.event)
    explorer.present_from_here()
    window.grab()
    explorer.go_to_act(1)
    explorer.land()
    window.grab()
    window.close()
    sys.stdout.write(f"{len(seen)} of {len(explorer.tour.steps)} stops\n")
    window.deleteLater()
    application.processEvents()
    library.close()


if __name__ == "__main__":
    main()

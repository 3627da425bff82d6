"""Changes own lessons as fast as it can and says when each change is safe; to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from db.own import edits
from db.own.file import OwnFile
from tests.small_world import small_world


def main() -> None:
    """Make a copy, then count up the minutes and captions of two stops that must stay alike."""
    file = OwnFile(Path(sys.argv[1]))
    tours = file.tours or edits.copied((), small_world().tours[0])
    count = int(tours[0].steps[0].caption or 0)
    while True:
        count += 1
        tour = edits.captioned(tours[0], 0, str(count), "")
        tour = edits.captioned(tour, 5, str(count), "")
        tours = (tour,)
        file.save(tours)
        sys.stdout.write(f"{count}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

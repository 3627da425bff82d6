"""Which facts of the state the parts of the presenter's page show: the one place that says so.

Named are the facts that do *not* show, so that one added to the state shows until it is named here.
"""

from __future__ import annotations

from ui.state import Layout, ViewState, only_divided

# How the reader moves, and where he was before.
_NOWHERE = ("typed", "playing", "presented", "left", "running", "speed", "loops", "kiosk")
_UNPICTURED = (*_NOWHERE, "curtain", "frozen", "skipped", "reduced_motion", "asks")
_UNTOLD = (*_NOWHERE, "now", "flight", "progress")


def pictured(state: ViewState) -> ViewState:
    """The state as a small picture shows it: states that look alike in one are equal."""
    shown = state._replace(
        layout=Layout.PRESENT, **{name: ViewState._field_defaults[name] for name in _UNPICTURED}
    )
    return shown if shown.flight is not None else shown._replace(progress=0.0)


def told_otherwise(new: ViewState, old: ViewState) -> bool:
    """Whether words and buttons tell of the one state something else than of the other.

    The date and the view are not what they tell; nor is the divider between two dates.
    """
    alike = {name: getattr(old, name) for name in _UNTOLD}
    return new._replace(**alike) != old and not only_divided(new, old)

"""Layers over a map: which of them gets the pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.pen.hand import END, LEFT, PLAIN, START, drag, move
from ui.explorer import Explorer
from ui.layers import Layer, Layers, Sight, Touch
from ui.present.widget import PresentWidget
from ui.state import Curtain


class Marker(Layer):
    """A layer that takes every press and notes what it is told."""

    def __init__(self, *, takes: bool) -> None:
        super().__init__()
        self.takes = takes
        self.told: list[str] = []

    def press(self, touch: Touch, sight: Sight) -> bool:
        self.told.append(f"press {touch.x:.0f} {touch.y:.0f}")
        return self.takes

    def move(self, touch: Touch, sight: Sight) -> None:
        self.told.append("move")

    def release(self, touch: Touch, sight: Sight) -> None:
        self.told.append("release")

    def cancel(self) -> None:
        self.told.append("cancel")


@pytest.mark.parametrize("takes", [True, False])
def test_the_highest_layer_that_takes_a_press_gets_the_pointer(
    view: PresentWidget, explorer: Explorer, takes: bool
) -> None:
    below, above = Marker(takes=True), Marker(takes=takes)
    view.layers.add(below)
    view.layers.add(above)
    camera = explorer.state.camera
    sight = view.layers.sight()
    assert sight is not None
    x, y = sight.view.to_plane(START.x(), START.y())

    drag(view, START, END)

    assert explorer.state.camera == camera
    holder = above if takes else below
    assert holder.told[0] == f"press {x:.0f} {y:.0f}"
    assert holder.told[-1] == "release" and "move" in holder.told
    assert (below.told == []) is takes


def test_a_curtain_takes_the_pointer_from_a_layer(view: PresentWidget, explorer: Explorer) -> None:
    layer = Marker(takes=True)
    view.layers.add(layer)
    QTest.mousePress(view, LEFT, pos=START)

    explorer.toggle_black()
    move(view, END, PLAIN)

    assert layer.told[-1] == "cancel"
    assert explorer.state.curtain is Curtain.BLACK


def test_layers_cost_nothing_where_there_are_none(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)

    def never() -> Sight | None:
        raise AssertionError("nobody asked where the map is")

    layers = Layers(host, never)

    assert not layers.handle(QEvent(QEvent.Type.MouseMove))
    assert layers.cursor() is None

"""Strokes without a window: their points, the eraser, undo, the kit, the colours."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from db.records import EventId
from ui import theme
from ui.pen import board as boards
from ui.pen import kit as kits
from ui.pen.board import Board
from ui.pen.ink import INKS
from ui.pen.kit import Aid, Kit
from ui.pen.strokes import (
    Colour,
    Point,
    Stroke,
    Tool,
    bones,
    distance,
    met,
    smoothed,
    tangents,
    thinned,
)
from ui.pen.under_way import UnderWay

HERE, THERE = EventId("dalny-1899"), EventId("peking-1860")
PICTURE = 1080.0  # metres, so that a metre is a pixel of a picture 1080 pixels high


def stroke(
    number: int = 1,
    *points: Point,
    event: EventId = HERE,
    tool: Tool = Tool.PEN,
    width: float = 0.005,
) -> Stroke:
    line = points or ((0.0, 0.0), (100.0, 0.0))
    return Stroke(number, event, tool, Colour.ACCENT, width, line)


# Points

points = st.lists(
    st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4)), min_size=1, max_size=40
).map(tuple)


@given(points, st.floats(0.1, 50))
def test_thinning_moves_no_point_by_more_than_its_tolerance(
    line: tuple[Point, ...], tolerance: float
) -> None:
    few = thinned(line, tolerance)

    assert (few[0], few[-1]) == (line[0], line[-1])
    assert set(few) <= set(line)
    for point in line:
        pieces = list(pairwise(few)) or [(few[0], few[0])]
        assert min(distance(point, a, b) for a, b in pieces) <= tolerance + 1e-6


def test_a_straight_line_needs_two_points() -> None:
    assert thinned([(float(x), 2.0 * x) for x in range(50)], 0.1) == ((0.0, 0.0), (49.0, 98.0))


def test_smoothing_calms_a_trembling_hand_and_leaves_the_ends() -> None:
    trembling = [(float(x), 1.0 if x % 2 else -1.0) for x in range(20)]

    calm = smoothed(trembling)

    assert (calm[0], calm[-1]) == (trembling[0], trembling[-1])
    assert all(abs(y) < 0.01 for _, y in calm[1:-1])


def test_a_sharp_corner_stays_sharp() -> None:
    corner = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]
    bend = [(0.0, 0.0), (10.0, 0.0), (20.0, 4.0)]

    assert tangents(corner)[1] == (0.0, 0.0)
    assert math.hypot(*tangents(bend)[1]) == pytest.approx(1)


# A stroke under way


def test_points_too_near_to_say_anything_are_left_out() -> None:
    live = UnderWay(stroke(1, (0.0, 0.0)), pixel=10.0)

    assert not live.add((3.0, 0.0))
    assert live.add((30.0, 0.0))
    assert live.points == [(0.0, 0.0), (30.0, 0.0)]


def test_with_shift_a_stroke_is_one_straight_line() -> None:
    live = UnderWay(stroke(1, (0.0, 0.0)), pixel=1.0)
    for x in range(1, 20):
        live.add((float(x), float(x * x)))

    live.add((400.0, 10.0), straight=True)

    assert live.points == [(0.0, 0.0), (400.0, 10.0)]


def test_a_stroke_under_way_is_kept_only_when_it_grew_and_goes_on() -> None:
    live = UnderWay(stroke(1, (0.0, 0.0)), pixel=1.0)
    live.add((50.0, 0.0))

    part = live.to_keep()
    assert part is not None and part.points[-1] == (50.0, 0.0)
    assert live.to_keep() is None

    live.add((90.0, 0.0))
    live.goes_on = False
    assert live.to_keep() is None


@pytest.mark.parametrize("tool", [Tool.ARROW, Tool.RING])
def test_a_slip_of_the_hand_leaves_no_arrow_and_no_ring(tool: Tool) -> None:
    live = UnderWay(stroke(1, (0.0, 0.0), tool=tool), pixel=1.0)
    live.add((2.0, 2.0))
    assert live.finished() is None

    live.add((60.0, 40.0))
    done = live.finished()
    assert done is not None and done.points == ((0.0, 0.0), (60.0, 40.0))


def test_a_dot_is_a_stroke() -> None:
    done = UnderWay(stroke(1, (5.0, 5.0)), pixel=1.0).finished()

    assert done is not None and done.points == ((5.0, 5.0),)


# The eraser


@pytest.mark.parametrize(
    ("start", "end", "meets"),
    [
        ((50.0, 5.0), (50.0, 5.0), True),
        ((50.0, 30.0), (50.0, 30.0), False),
        ((50.0, 200.0), (50.0, -200.0), True),  # a quick hand between two events
        ((-30.0, 0.0), (-30.0, 0.0), False),
        ((-9.0, 0.0), (-9.0, 0.0), True),
        ((0.0, 40.0), (100.0, 40.0), False),
    ],
)
def test_what_an_eraser_meets(start: Point, end: Point, meets: bool) -> None:
    found = met([stroke(7)], start, end, reach=10, picture=PICTURE)

    assert bool(found) is meets


def test_an_eraser_meets_the_whole_width_of_a_highlighter() -> None:
    wide = stroke(1, tool=Tool.HIGHLIGHTER, width=0.05)

    assert met([wide], (50, 30), (50, 30), reach=5, picture=PICTURE)
    assert not met([wide], (50, 40), (50, 40), reach=5, picture=PICTURE)


def test_an_eraser_inside_a_ring_meets_nothing() -> None:
    ring = stroke(1, (0.0, 0.0), (200.0, 100.0), tool=Tool.RING)

    assert not met([ring], (100, 50), (100, 50), reach=10, picture=PICTURE)
    assert met([ring], (200, 50), (200, 50), reach=10, picture=PICTURE)
    assert all(
        math.hypot((x - 100) / 100, (y - 50) / 50) == pytest.approx(1) for x, y in bones(ring)
    )


def test_an_eraser_meets_a_dot() -> None:
    assert met([stroke(1, (5.0, 5.0))], (8, 5), (8, 5), reach=4, picture=PICTURE)


# Undo


def test_undo_takes_back_and_redo_does_again() -> None:
    one = boards.draw(Board(), stroke(1))
    two = boards.draw(one, stroke(2))

    back = boards.undo(two, HERE)

    assert back.strokes == one.strokes
    assert boards.redo(back, HERE).strokes == two.strokes
    assert boards.undo(boards.undo(back, HERE), HERE).strokes == ()


def test_undo_leaves_what_is_drawn_at_other_stops() -> None:
    board = boards.draw(boards.draw(Board(), stroke(1)), stroke(2, event=THERE))

    board = boards.undo(board, HERE)

    assert [kept.number for kept in board.strokes] == [2]
    assert not board.can_undo(HERE) and board.can_undo(THERE)


def test_what_was_erased_comes_back_in_its_place() -> None:
    board = Board()
    for number in (1, 2, 3):
        board = boards.draw(board, stroke(number))

    board = boards.undo(boards.erase(board, [2]), HERE)

    assert [kept.number for kept in board.strokes] == [1, 2, 3]


def test_clearing_all_classwork_is_taken_back_at_any_stop() -> None:
    board = boards.draw(boards.draw(Board(), stroke(1)), stroke(2, event=THERE))

    cleared = boards.clear(board, None)

    assert cleared.strokes == ()
    assert boards.undo(cleared, THERE).strokes == board.strokes


def test_clearing_a_stop_leaves_the_others() -> None:
    board = boards.draw(boards.draw(Board(), stroke(1)), stroke(2, event=THERE))

    assert [kept.number for kept in boards.clear(board, HERE).strokes] == [2]


def test_a_new_stroke_ends_what_could_be_done_again() -> None:
    board = boards.undo(boards.draw(Board(), stroke(1)), HERE)

    assert board.can_redo(HERE)
    assert not boards.draw(board, stroke(2)).can_redo(HERE)
    assert boards.draw(board, stroke(3, event=THERE)).can_redo(HERE)


def test_nothing_to_take_back_changes_nothing() -> None:
    board = boards.draw(Board(), stroke(1, event=THERE))

    for same in (boards.undo(board, HERE), boards.redo(board, HERE), boards.clear(board, HERE)):
        assert same == board
    assert boards.erase(board, [99]) == board


# The kit


@pytest.mark.parametrize(("digit", "tool"), list(zip("12345", Tool, strict=True)))
def test_digits_one_to_five_take_tools(digit: str, tool: Tool) -> None:
    held = Kit(on=True, tool=Tool.ERASER if tool is not Tool.ERASER else Tool.PEN)

    assert kits.press_digit(held, digit).tool is tool


@pytest.mark.parametrize(("digit", "colour"), list(zip("6789", Colour, strict=True)))
def test_digits_six_to_nine_take_colours(digit: str, colour: Colour) -> None:
    assert kits.press_digit(Kit(on=True), digit).colour is colour


def test_the_highlighter_has_a_colour_of_its_own() -> None:
    held = kits.dip(kits.take(Kit(on=True), Tool.HIGHLIGHTER), Colour.WHITE)

    assert held.colour is Colour.WHITE
    assert kits.take(held, Tool.PEN).colour is Colour.ACCENT


def test_a_tool_taken_again_gets_the_next_width() -> None:
    held, widths = Kit(on=True), []
    for _ in range(4):
        widths.append(held.width)
        held = kits.take(held, Tool.PEN)

    assert widths[1] > widths[0] > widths[2]
    assert widths[3] == widths[0]


def test_a_colour_for_the_eraser_takes_the_pen() -> None:
    held = kits.dip(Kit(on=True, tool=Tool.ERASER), Colour.INK)

    assert (held.tool, held.colour) == (Tool.PEN, Colour.INK)


def test_what_points_gives_way_to_a_tool() -> None:
    held = kits.point_with(Kit(on=True), Aid.SPOTLIGHT)

    assert held.aid is Aid.SPOTLIGHT
    assert kits.take(held, Tool.ARROW).aid is Aid.NONE
    assert kits.point_with(held, Aid.SPOTLIGHT).aid is Aid.NONE


def test_the_kit_is_remembered_but_put_down() -> None:
    held = Kit(True, Tool.RING, Colour.WHITE, Colour.INK, 2, Aid.POINTER)

    found = kits.remembered(kits.to_remember(held))

    assert found == kits.put_down(held)


@pytest.mark.parametrize("found", [{"tool": "axe"}, {"colour": 3}, {"size": "big"}, {"size": 9}])
def test_a_kit_that_is_none_of_ours_is_refused(found: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        kits.remembered(found)


# Colours

# What a stroke may lie on: land, sea, relief, and the powers' colours at full strength.
GROUNDS = ("#F3E8D0", "#AFC9A8", "#8FB5D9", "#D5E6F3", "#E69F00", "#0072B2", "#CC79A7", "#009E73")


def luminance(colour: QColor) -> float:
    """The relative luminance that contrast is measured by."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    r, g, b = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", list(Colour))
@pytest.mark.parametrize("ground", [*GROUNDS, theme.PAPER.name(), theme.NIGHT.name()])
def test_a_stroke_stands_out_from_any_ground(colour: Colour, ground: str) -> None:
    ink = INKS[colour]

    assert contrast(ink.core, ink.rim) >= 3
    assert max(contrast(part, QColor(ground)) for part in ink) >= 3


# How dichromats see linear light (Machado, Oliveira and Fernandes 2009, severity 1).
SIGHTS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(colour: QColor, sight: str) -> tuple[float, float, float]:
    """The colour as CIE Lab, as such eyes see it."""
    light = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    r, g, b = (
        min(max(sum(k * part for k, part in zip(row, light, strict=True)), 0.0), 1.0)
        for row in SIGHTS[sight]
    )
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", SIGHTS)
def test_colour_blind_eyes_tell_the_strokes_apart(sight: str) -> None:
    for one, other in combinations(INKS.values(), 2):
        assert math.dist(seen(one.core, sight), seen(other.core, sight)) >= 20

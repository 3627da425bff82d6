"""The camera frames, stays inside the data and flies smoothly."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.camera import Box, Camera, SmoothPath, Viewport

BOUNDS = Box(-3_000_000, -1_700_000, 3_400_000, 2_300_000)
SIZES = [(1024, 768), (1920, 1080), (3840, 1080), (3840, 2160)]

cameras = st.builds(
    Camera,
    st.floats(-3e6, 3.4e6),
    st.floats(-1.7e6, 2.3e6),
    st.floats(4_000, 4_000_000),
)


@pytest.mark.parametrize("size", SIZES)
@given(camera=cameras)
def test_no_edge_of_the_data_is_ever_in_view(size: tuple[int, int], camera: Camera) -> None:
    view = Viewport.of(camera, *size, BOUNDS)

    assert BOUNDS.grown(1).contains(view.box)


def test_the_camera_frames_the_part_that_nothing_covers() -> None:
    free = Box(0, 0, 1200, 700)

    view = Viewport.of(Camera(1000, 2000, 700_000), 1920, 1080, BOUNDS, free)

    assert view.to_pixel(1000, 2000) == pytest.approx((600, 350))
    assert view.metres == pytest.approx(1000)


def test_a_narrow_picture_keeps_the_width_of_the_framing() -> None:
    view = Viewport.of(Camera(0, 0, 1_000_000), 500, 1000, BOUNDS)

    assert view.metres * 500 == pytest.approx(1_400_000)


@given(camera=cameras, factor=st.floats(0.3, 4), px=st.floats(0, 1920), py=st.floats(0, 1080))
def test_zooming_keeps_the_point_under_the_pointer(
    camera: Camera, factor: float, px: float, py: float
) -> None:
    view = Viewport(1920, 1080, camera.x, camera.y, camera.height / 1080)

    zoomed = view.zoomed(factor, px, py)

    metres = zoomed.height / 1080
    shown = (zoomed.x + (px - 960) * metres, zoomed.y - (py - 540) * metres)
    assert shown == pytest.approx(view.to_plane(px, py), abs=1.0)


@given(camera=cameras)
def test_a_picture_gives_its_camera_back(camera: Camera) -> None:
    view = Viewport.of(camera, 1920, 1080, BOUNDS)

    again = Viewport.of(view.camera(), 1920, 1080, BOUNDS)

    assert (again.x0, again.y0) == pytest.approx((view.x0, view.y0), abs=1)
    assert again.metres == pytest.approx(view.metres)


def test_pixels_and_plane_are_each_others_inverse() -> None:
    view = Viewport.of(Camera(5, 7, 300_000), 800, 600, BOUNDS)

    assert view.to_pixel(*view.to_plane(123, 456)) == pytest.approx((123, 456))


@given(start=cameras, end=cameras)
def test_a_flight_path_starts_and_ends_where_it_should_and_never_jumps(
    start: Camera, end: Camera
) -> None:
    path = SmoothPath(start, end)

    steps = [path.at(n / 200) for n in range(201)]

    assert (steps[0], steps[-1]) == (start, end)
    assert all(math.isfinite(step.height) and step.height > 0 for step in steps)
    for one, other in pairwise(steps):
        # By the metric of van Wijk and Nuij each step covers the same share of the path.
        moved = math.hypot(other.x - one.x, other.y - one.y) / min(one.height, other.height)
        assert moved <= path.length / 200 * 1.6 + 1e-2
        assert abs(math.log(other.height / one.height)) <= path.length / 200 * 1.6 + 1e-2


def test_a_long_flight_rises_above_both_its_ends() -> None:
    path = SmoothPath(Camera(0, 0, 50_000), Camera(1_000_000, 0, 50_000))

    assert path.at(0.5).height > 400_000
    assert path.at(0.5).x == pytest.approx(500_000, rel=0.01)

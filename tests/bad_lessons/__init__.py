"""Lessons with faults, and what their author is told of each."""

import pytest

pytest.register_assert_rewrite("tests.bad_lessons.case")

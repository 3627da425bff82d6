"""What can be done to own lessons, without a window and without a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db.own import edits
from db.own.edits import EditRefused
from db.own.records import LONGEST_TITLE, OwnTour, of_step
from db.own.telling import Known, minutes_of, with_own
from db.records import EventId, Notes, Priority, TourId
from tests.small_world import small_world
from ui.own.words import BACK_IN_TIME, CHANGED, GONE, count_words, minutes_words, rows_of

WORLD = small_world()
SHORT = WORLD.tours[0]
NOTES = Notes("the harbour", "Why here?", "It was empty.")
OURS = Notes("the hill", "", "")


def a_copy() -> OwnTour:
    (tour,) = edits.copied((), SHORT)
    return tour


def events(tour: OwnTour) -> list[str]:
    return [step.event for step in tour.steps]


def test_a_copy_holds_all_stops_as_they_are() -> None:
    tour = a_copy()

    assert (tour.id, tour.title, tour.copied_from) == (
        "own-1",
        "My copy of the Short tour",
        "short",
    )
    assert [step.lesson for step in tour.steps] == list(SHORT.steps)
    assert all(step.shown and not step.is_changed for step in tour.steps)


def test_every_copy_has_its_own_name_and_id() -> None:
    tours = edits.copied(edits.copied((), SHORT), SHORT)
    tours = edits.copied_again(tours, tours[1].id)

    assert [tour.id for tour in tours] == ["own-1", "own-2", "own-3"]
    assert [tour.title for tour in tours] == [
        "My copy of the Short tour",
        "My copy of the Short tour (2)",
        "My copy of the Short tour (2) (2)",
    ]


@pytest.mark.parametrize(
    ("edit", "field", "value"),
    [
        (lambda tour: edits.shown(tour, 2, yes=False), "shown", False),
        (lambda tour: edits.retimed(tour, 2, 4.3), "minutes", 4.5),
        (lambda tour: edits.retimed(tour, 2, -3), "minutes", 0.0),
        (lambda tour: edits.retimed(tour, 2, 999), "minutes", 120.0),
        (lambda tour: edits.weighed(tour, 2, Priority.COULD), "priority", Priority.COULD),
        (lambda tour: edits.captioned(tour, 2, " In  my\nwords ", "x"), "caption", "In my words"),
        (lambda tour: edits.captioned(tour, 2, "The  lesson's", "The lesson's"), "caption", None),
        (lambda tour: edits.captioned(tour, 2, "  ", "The lesson's"), "caption", None),
        (lambda tour: edits.noted(tour, 2, OURS, NOTES), "notes", OURS),
        (lambda tour: edits.noted(tour, 2, NOTES, NOTES), "notes", None),
        (lambda tour: edits.noted(tour, 2, Notes("", " ", ""), NOTES), "notes", None),
    ],
)
def test_an_edit_changes_one_thing_of_one_stop(
    edit: Callable[[OwnTour], OwnTour], field: str, value: object
) -> None:
    before = a_copy()

    after = edit(before)

    assert getattr(after.steps[2], field) == value
    assert after.steps[2]._replace(**{field: getattr(before.steps[2], field)}) == before.steps[2]
    assert [*after.steps[:2], *after.steps[3:]] == [*before.steps[:2], *before.steps[3:]]


@pytest.mark.parametrize(
    ("number", "to", "order"),
    [
        (1, 2, [0, 2, 1, 3, 4, 5]),
        (2, 1, [0, 2, 1, 3, 4, 5]),
        (0, 99, [1, 2, 3, 4, 5, 0]),
        (5, -3, [5, 0, 1, 2, 3, 4]),
        (3, 3, [0, 1, 2, 3, 4, 5]),
    ],
)
def test_a_stop_is_moved(number: int, to: int, order: list[int]) -> None:
    before = a_copy()

    after = edits.moved(before, number, to)

    assert events(after) == [events(before)[n] for n in order]


def test_the_last_stop_told_cannot_be_hidden() -> None:
    tour = a_copy()
    for number in range(1, 6):
        tour = edits.shown(tour, number, yes=False)

    with pytest.raises(EditRefused, match="one stop at least"):
        edits.shown(tour, 0, yes=False)


def test_a_tour_needs_a_name() -> None:
    assert edits.renamed(a_copy(), "  Class   9b ").title == "Class 9b"
    assert len(edits.renamed(a_copy(), "x" * 999).title) == LONGEST_TITLE
    with pytest.raises(EditRefused, match="needs a name"):
        edits.renamed(a_copy(), "   ")


def test_a_tour_of_the_lesson_cannot_be_deleted() -> None:
    tours = edits.copied((), SHORT)

    assert edits.deleted(tours, TourId("own-1")) == ()
    with pytest.raises(EditRefused, match="stays as it is"):
        edits.deleted(tours, SHORT.id)


# As it is told


def test_own_tours_stand_behind_those_of_the_lesson() -> None:
    tour = edits.shown(edits.retimed(a_copy(), 0, 7), 1, yes=False)

    world = with_own(WORLD, (tour,))

    assert [told.id for told in world.tours] == ["short", "own-1"]
    told = world.tours[1]
    assert "lease" not in [step.event for step in told.steps]
    assert len(told.steps) == len(SHORT.steps) - 1
    assert told.steps[0].minutes == 7
    assert told.forward
    assert world.step_of(EventId("peking")) == SHORT.steps[0]


def test_words_are_changed_in_own_tours_only() -> None:
    tour = edits.noted(edits.captioned(a_copy(), 0, "Our words", "x"), 0, OURS, None)

    world = with_own(WORLD, (tour,))

    assert (world.tours[0].steps[0].caption, world.tours[0].steps[0].notes) == ("", None)
    assert (world.tours[1].steps[0].caption, world.tours[1].steps[0].notes) == ("Our words", OURS)


def test_a_stop_out_of_order_makes_the_tour_go_back() -> None:
    world = with_own(WORLD, (edits.moved(a_copy(), 4, 1),))

    assert not world.tours[1].forward


def test_a_stop_that_a_newer_lesson_lacks_is_kept_but_not_told() -> None:
    newer = WORLD._replace(
        marks=tuple(mark for mark in WORLD.marks if mark.event != "lease"),
        tours=(SHORT._replace(steps=SHORT.steps[:1] + SHORT.steps[2:]),),
    )
    tour = a_copy()

    rows = rows_of(tour, Known(newer))

    assert len(with_own(newer, (tour,)).tours[1].steps) == 5
    assert (rows[1].gone, rows[1].number, rows[1].title) == (True, 0, SHORT.steps[1].title)
    assert GONE in rows[1].said
    assert [row.number for row in rows] == [1, 0, 2, 3, 4, 5]


def test_a_newer_lesson_corrects_dates_views_and_titles_of_own_tours() -> None:
    corrected = SHORT.steps[0]._replace(title="Corrected", height=9e5)
    newer = WORLD._replace(tours=(SHORT._replace(steps=(corrected, *SHORT.steps[1:])),))
    tour = edits.retimed(a_copy(), 0, 9)

    told = with_own(newer, (tour,)).tours[1].steps[0]

    assert (told.title, told.height, told.minutes) == ("Corrected", 9e5, 9)


def test_a_tour_of_which_nothing_is_left_is_not_told() -> None:
    assert with_own(WORLD._replace(marks=()), (a_copy(),)).tours == WORLD.tours


# Words


def test_rows_say_what_is_ours_and_what_goes_back_in_time() -> None:
    tour = edits.captioned(edits.moved(a_copy(), 2, 1), 0, "Ours", "x")

    rows = rows_of(tour, Known(WORLD))

    assert CHANGED in rows[0].said
    assert [BACK_IN_TIME in row.said for row in rows] == [False, False, True, False, False, False]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(2, "2 min"), (2.5, "2½ min"), (0.5, "½ min"), (0, "0 min"), (90.5, "90½ min")],
)
def test_minutes_are_said_shortly(minutes: float, said: str) -> None:
    assert minutes_words(minutes) == said


@pytest.mark.parametrize(
    ("words", "said", "long"),
    [
        (0, "0 of 40 words", False),
        (40, "40 of 40 words", False),
        (43, "43 words, 3 too many to read at a glance", True),
    ],
)
def test_the_words_of_a_caption_are_counted(words: int, said: str, long: bool) -> None:
    assert count_words("word " * words) == (said, long)


def test_minutes_are_added_up_by_priority_without_hidden_stops() -> None:
    tour = edits.weighed(edits.shown(a_copy(), 0, yes=False), 1, Priority.COULD)

    minutes = minutes_of(tour.steps)

    assert minutes == {Priority.MUST: (4, 8.0), Priority.SHOULD: (0, 0), Priority.COULD: (1, 2.0)}


def test_what_was_ours_is_copied_along() -> None:
    tour = edits.captioned(a_copy(), 0, "Ours", "x")
    told = with_own(WORLD, (tour,)).tours[1].steps[0]

    assert of_step(told).caption == "Ours"
    assert of_step(told).lesson == SHORT.steps[0]

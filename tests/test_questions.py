"""Asking before stops: the pure moves, and what the built-in lesson asks."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from db.library import Library
from db.records import (
    EventId,
    Framing,
    Option,
    Question,
    QuestionId,
    QuestionKind,
    Scale,
    World,
)
from tests.lessons import add_questions, write_lesson
from tests.small_world import small_world
from ui import questions, state
from ui.asking import Phase
from ui.map.basemap import Basemap
from ui.questions import bands, choices_of, number_words
from ui.state import Curtain, Layout, ViewState

CLOCK = 100.0
OPTIONS = tuple(Option(name, name.upper()) for name in ("one", "two", "three"))


def question(event: str, kind: QuestionKind = QuestionKind.CHOOSE) -> Question:
    """A question before an event."""
    name = QuestionId(f"q-{event}")
    return Question(name, EventId(event), kind, "Which?", "This.", OPTIONS, ("two",))


ASKED = {
    EventId("lease"): question("lease"),
    EventId("soybeans"): question("soybeans")._replace(framing=Framing(1000.0, 2000.0, 300_000.0)),
}
HANDS = (None, None, None)


@pytest.fixture(scope="module")
def world() -> World:
    return small_world()


def presenting(world: World, step: int = 0) -> ViewState:
    return state.at_step(world, world.tours[0].id, step)._replace(layout=Layout.PRESENT)


def walk(world: World, start: ViewState, way: str) -> ViewState:
    """The state after n(ext) and p(revious), each at rest."""
    moves = {"n": questions.next_step, "p": questions.previous_step}
    for letter in way:
        start = state.land(moves[letter](start, world, ASKED, CLOCK))
    return start


def where(now: ViewState) -> tuple[int, str]:
    return now.step, now.question.phase.value if now.question else ""


# By clicker alone


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("n", (0, "asked")),
        ("nn", (0, "revealed")),
        ("nnn", (1, "")),
        ("nnnn", (2, "")),  # nothing is asked before the third stop
        ("nnnnn", (2, "asked")),
        ("np", (0, "")),
        ("nnp", (0, "asked")),
        ("nnnp", (0, "revealed")),
        ("nnnpp", (0, "asked")),
        ("nnnppp", (0, "")),
        ("nnnpppnnn", (1, "")),
        ("p", (0, "")),
    ],
)
def test_next_asks_reveals_and_plays_and_previous_goes_back_the_same_way(
    world: World, way: str, expected: tuple[int, str]
) -> None:
    assert where(walk(world, presenting(world), way)) == expected


def test_without_questions_next_plays_at_once(world: World) -> None:
    off = presenting(world)._replace(asks=False)

    assert where(walk(world, off, "n")) == (1, "")
    assert where(walk(world, off, "nnp")) == (1, "")


def test_exploring_is_not_interrupted(world: World) -> None:
    exploring = presenting(world)._replace(layout=Layout.EXPLORE)

    assert where(walk(world, exploring, "n")) == (1, "")


def test_the_date_stays_while_a_question_is_asked(world: World) -> None:
    before = presenting(world, 2)

    asked = walk(world, before, "n")

    assert asked.day == before.day
    assert asked.camera == (1000.0, 2000.0, 300_000.0)
    assert walk(world, asked, "p").camera == before.camera
    assert not state.between_stops(asked, world)


@pytest.mark.parametrize(
    "jump",
    [
        lambda now, world: state.go_to_step(now, world, 1, CLOCK),
        lambda now, world: state.go_to_step(now, world, 0, CLOCK),
        lambda now, world: state.go_to_act(now, world, 3, CLOCK),
        lambda now, world: state.go_to_today(now, world, CLOCK),
        lambda now, world: state.go_to_event(now, world, EventId("lease"), CLOCK),
        lambda now, world: state.go_to_event(now, world, EventId("mishustin"), CLOCK),
        lambda now, world: state.enter_typed(now._replace(typed="2"), world, CLOCK),
        lambda now, world: state.seek(now, world, now.day + 900),
    ],
)
def test_a_jump_skips_the_question(world: World, jump: object) -> None:
    asked = walk(world, presenting(world), "n")

    assert jump(asked, world).question is None  # type: ignore[operator]


def test_a_question_opens_the_curtain(world: World) -> None:
    black = presenting(world)._replace(curtain=Curtain.BLACK)

    assert walk(world, black, "n").curtain is Curtain.OPEN
    dark = walk(world, black, "n")._replace(curtain=Curtain.BLACK)
    assert walk(world, dark, "n").curtain is Curtain.OPEN


def test_a_frozen_picture_keeps_its_question(world: World) -> None:
    asked = walk(world, presenting(world), "n")
    frozen = state.freeze(asked, world, CLOCK)

    ahead = walk(world, frozen, "nn")

    assert ahead.question is None
    assert state.seen_by_audience(ahead).question == asked.question
    assert state.freeze(ahead, world, CLOCK).question is None


def test_a_question_in_mid_flight_lets_the_flight_arrive(world: World) -> None:
    flying = state.next_step(presenting(world, 0), world, CLOCK)
    flying = state.tick(flying, world, CLOCK + 0.2)._replace(step=0)

    asked = questions.next_step(flying, world, ASKED, CLOCK)

    assert asked.question is not None
    assert asked.flight is flying.flight


def test_switching_off_puts_the_question_away(world: World) -> None:
    asked = walk(world, presenting(world), "n")

    off = questions.switch(asked, world, CLOCK)

    assert (off.question, off.asks, off.step) == (None, False, 0)
    assert questions.switch(off, world, CLOCK).asks


def test_exploring_offers_the_next_question_or_that_of_the_stop(world: World) -> None:
    def offered(step: int) -> str:
        found = questions.question_offered(presenting(world, step), world, ASKED)
        return found.event if found else ""

    assert [offered(step) for step in range(6)] == [
        "lease",
        "lease",
        "soybeans",
        "soybeans",
        "",
        "",
    ]


def test_a_question_of_this_very_stop_is_put_away_by_next(world: World) -> None:
    here = presenting(world, 1)._replace(layout=Layout.EXPLORE)
    asked = questions.ask(here, world, ASKED[EventId("lease")], CLOCK)

    assert where(walk(world, asked, "nn")) == (1, "")


# Counting hands


def counted(world: World, keys: str) -> tuple[tuple[int | None, ...], int | None, str]:
    """What stands after keys: digits, d(own), u(p), e(nter), n(ext)."""
    now = walk(world, presenting(world), "n")
    for key in keys:
        if key.isdigit():
            now = questions.type_count(now, key)
        elif key == "e":
            now = questions.confirm(now)
        elif key == "n":
            now = questions.next_step(now, world, ASKED, CLOCK)
        else:
            now = questions.choose(now, 1 if key == "d" else -1)
    assert now.question is not None
    return now.question.hands, now.question.chosen, now.question.typed


@pytest.mark.parametrize(
    ("keys", "hands", "chosen", "typed"),
    [
        ("", HANDS, None, ""),
        ("12", HANDS, 0, "12"),
        ("12e", (12, None, None), 1, ""),
        ("12e7e3e", (12, 7, 3), 2, ""),
        ("d12d7", (12, None, None), 1, "7"),
        ("dd5u4e", (4, 5, None), 1, ""),
        ("u", HANDS, 2, ""),
        ("12n", (12, None, None), None, ""),
        ("12n7", (12, None, None), None, ""),
        ("12nd", (12, None, None), None, ""),
        ("0e", (0, None, None), 1, ""),
        ("1234e", (234, None, None), 1, ""),
        ("12eu9e", (9, None, None), 1, ""),
        ("e", HANDS, None, ""),
    ],
)
def test_digits_are_counts_and_arrows_choose_whose(
    world: World, keys: str, hands: tuple[int | None, ...], chosen: int | None, typed: str
) -> None:
    assert counted(world, keys) == (hands, chosen, typed)


def test_hands_are_added_and_taken_away(world: World) -> None:
    now = walk(world, presenting(world), "n")

    for index, by in ((1, 1), (1, 1), (0, -1), (9, 1)):
        now = questions.add_hand(now, index, by)

    assert now.question is not None
    assert now.question.hands == (0, 2, None)
    assert now.question.counted == 2


def test_escape_forgets_what_was_typed_then_stops_counting(world: World) -> None:
    now = questions.type_count(walk(world, presenting(world), "n"), "4")

    erased = questions.erase(now)
    stopped = questions.erase(erased)

    assert erased.question is not None
    assert (erased.question.typed, erased.question.chosen) == ("", 0)
    assert stopped.question is not None
    assert stopped.question.chosen is None


# What hands are counted for


def test_a_scale_is_cut_into_round_parts() -> None:
    def cut(first: float, last: float) -> list[str]:
        scale = Scale(first, last, first, last, "")
        return [number_words(low) for low, _ in bands(scale)]

    assert cut(0, 100) == ["0", "20", "40", "60", "80"]
    assert cut(0, 80) == ["0", "20", "40", "60"]
    assert cut(0, 6000) == ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]
    assert cut(0, 10) == ["0", "2", "4", "6", "8"]
    assert cut(0, 7) == ["0", "1.4", "2.8", "4.2", "5.6"]


def test_the_parts_of_a_scale_that_meet_the_accepted_range_are_right() -> None:
    scale = Scale(0.0, 100.0, 10.0, 20.0, "km")
    asked = question("lease", QuestionKind.ESTIMATE)._replace(scale=scale)

    assert [choice.right for choice in choices_of(asked)] == [True, False, False, False, False]


def test_for_an_order_hands_are_counted_for_what_comes_first() -> None:
    asked = question("lease", QuestionKind.ORDER)._replace(right=("three", "one", "two"))

    assert [(c.id, c.right) for c in choices_of(asked)] == [
        ("one", False),
        ("two", False),
        ("three", True),
    ]


# The lesson


def test_the_lesson_asks_in_every_way_and_in_every_tour(built_in: Library) -> None:
    asked, world = built_in.questions(), built_in.world()
    kinds = [one.kind for one in asked.values()]

    assert len(asked) >= 28
    assert all(kinds.count(kind) >= 5 for kind in QuestionKind)
    assert all(one.sources for one in asked.values())
    for tour in world.tours:
        numbers = [n for n, step in enumerate(tour.steps) if step.event in asked]
        assert len(numbers) >= 8
        assert all(after - before > 1 for before, after in pairwise(numbers)), tour.id
        assert 2 * len(numbers) <= len(tour.steps)


def test_the_lesson_marks_only_what_there_is(built_in: Library) -> None:
    world, borders = built_in.world(), Basemap().codes("border")
    places = {place.id for place in world.places}

    for one in built_in.questions().values():
        assert set(one.borders) <= borders, one.id
        marked = {*one.places, *(option.place for option in one.options if option.place)}
        assert marked <= places
        assert one.kind is not QuestionKind.POINT or one.framing is not None


def test_a_lesson_without_questions_asks_none(library: Library, world: World) -> None:
    assert library.questions() == {}
    assert where(state.land(questions.next_step(presenting(world), world, {}, CLOCK))) == (1, "")


def test_a_question_is_read_whole(tmp_path: Path) -> None:
    folder = add_questions(write_lesson(tmp_path))
    with Library.from_folder(folder) as library:
        asked = {one.id: one for one in library.questions().values()}

    choice, order = asked[QuestionId("which-port")], asked[QuestionId("in-order")]
    border, guards = asked[QuestionId("where-border")], asked[QuestionId("how-many-guards")]

    assert choice.right == ("lushun",)
    assert [(o.id, o.text, o.place, o.power) for o in choice.options] == [
        ("vladivostok", "Vladivostok", "vladivostok", None),
        ("lushun", "Port Arthur", None, "russia"),
    ]
    assert choice.answer == "Port Arthur."
    assert [source.id for source in choice.sources] == ["customs-2023", "treaties-1860"]
    assert order.right == ("first", "second", "third")
    assert [option.id for option in order.options] == ["third", "first", "second"]
    assert (border.borders, border.tolerance_km) == (("lushun-base|ussuri-coast",), 40)
    assert border.framing is not None
    assert border.framing.height == 900_000
    assert guards.scale == Scale(0, 40, 10, 20, "per km")


def test_phases_have_the_names_of_the_command_line() -> None:
    assert [phase.value for phase in Phase] == ["asked", "revealed"]

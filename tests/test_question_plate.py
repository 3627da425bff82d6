"""The picture of a question: read from the last row, marked on the map, true to the state."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from db.library import Library
from db.records import Question, QuestionId, QuestionKind, World
from ui import fonts, questions, theme
from ui.app import event_source
from ui.asking import Asking, Phase
from ui.camera import Box
from ui.inscriptions import Notes, noting
from ui.map.basemap import Basemap
from ui.map.picture import MapPicture
from ui.present.legible import luminance as luminance_of
from ui.present.legible import text_contrast
from ui.present.picture import PresentPicture
from ui.questions import choices_of
from ui.quiz.marks import Marks, hidden_places, name_on
from ui.quiz.plate import BODY, LEADING, SMALL, Lines, Plate, Room, plate_asking, plate_for
from ui.state import Layout, ViewState, at_step, land
from ui.timeline.painter import TimelinePicture

SIZES = [(1920, 1080), (1024, 768), (1280, 800), (3840, 2160)]
STRIP = 0.123  # of the height


@pytest.fixture(autouse=True)
def shipped_fonts(qapp: QApplication) -> None:
    fonts.register()


@pytest.fixture(scope="module")
def asked(built_in: Library) -> dict[str, Question]:
    return {str(one.id): one for one in built_in.questions().values()}


@pytest.fixture(scope="module")
def picture(built_in: Library) -> PresentPicture:
    return picture_of(built_in)


def picture_of(library: Library) -> PresentPicture:
    """What paints the frames of a lesson."""
    world, event_of = library.world(), event_source(library)
    map_picture = MapPicture(world, Basemap(), event_of, library.questions().get)
    timeline = TimelinePicture(world)
    return PresentPicture(map_picture, timeline, event_of, world, library.charts_of)


def asking_of(question: Question, phase: Phase, *, hands: bool = False) -> Asking:
    count = len(choices_of(question))
    counts = tuple(range(count)) if hands else (None,) * count
    return Asking(question.id, question.event, phase, counts)


def room_of(width: int, height: int) -> Room:
    return Room(width, height * (1 - STRIP), height)


def shown(world: World, question: Question, phase: Phase = Phase.ASKED) -> ViewState:
    """The state at rest that shows a question, over the stop before its own."""
    tour = next(t for t in world.tours if question.event in [s.event for s in t.steps[1:]])
    number = [step.event for step in tour.steps].index(question.event)
    before = at_step(world, tour.id, number - 1)._replace(layout=Layout.PRESENT)
    return land(questions.ask(before, world, question, 0.0, phase=phase))


def painted(picture: PresentPicture, state: ViewState, width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        picture.paint(painter, state, width, height)
    return image


def texts(plate: Plate) -> list[Lines]:
    parts = [plate.kicker, plate.ask, plate.hint, plate.answer, plate.away, plate.source]
    return [part for part in parts if part is not None] + [row.words for row in plate.rows]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_question_of_the_lesson_is_read_from_the_last_row(
    asked: dict[str, Question], width: int, height: int
) -> None:
    for question, phase, hands in product(asked.values(), Phase, (False, True)):
        plate = plate_for(question, asking_of(question, phase, hands=hands), room_of(width, height))

        assert plate.body >= 0.0439 * height, question.id
        assert all(lines.pixels >= 0.0259 * height for lines in texts(plate))
        assert plate.box.height <= height * (1 - STRIP), question.id
        assert plate.box.width <= 0.62 * width, question.id
        body = [row.words for row in plate.rows]
        body += [plate.answer] if plate.answer else [plate.ask]
        assert all(lines.pixels >= 0.0439 * height for lines in body)


def _pressed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_source_of_every_answer_is_told_to_its_end(
    asked: dict[str, Question], width: int, height: int
) -> None:
    room = room_of(width, height)
    for question in asked.values():
        plate = plate_for(question, asking_of(question, Phase.REVEALED), room)

        source = question.sources[0]
        assert plate.source is not None
        told = _pressed("".join(plate.source.text))
        whole = _pressed(f"Source: {source.publisher}, {source.title}")
        assert told in (whole, _pressed(f"Source: {source.title}")), question.id
        assert plate.box.height <= room.bottom, question.id


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(p) for p in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (theme.INK, theme.PAPER),
        (theme.INK, theme.CARD),
        (theme.INK, theme.RIGHT_PALE),
        (theme.INK, theme.PALE),
        (theme.MUTED, theme.PAPER),
        (theme.RIGHT, theme.PAPER),
        (theme.ON_NIGHT, theme.RIGHT),
        (theme.ON_NIGHT, theme.NIGHT),
        (theme.ACCENT.darker(125), theme.PAPER),
    ],
)
def test_words_stand_out_from_their_ground(text: QColor, ground: QColor) -> None:
    assert contrast(text, ground) >= 7


def test_the_plate_keeps_its_place_when_the_answer_comes(asked: dict[str, Question]) -> None:
    for question in asked.values():
        before, after = (
            plate_for(question, asking_of(question, phase), room_of(1920, 1080)) for phase in Phase
        )

        assert (before.box.x0, before.box.x1) == (after.box.x0, after.box.x1)


def test_an_answered_order_stands_in_its_order(asked: dict[str, Question]) -> None:
    question = asked["august-1945"]

    plate = plate_for(question, asking_of(question, Phase.REVEALED), room_of(1920, 1080))

    shown_ids = [question.options[row.choice].id for row in plate.rows]
    assert tuple(shown_ids) == question.right
    assert [row.badge for row in plate.rows] == ["1", "2", "3", "4"]


def test_a_long_question_of_a_lesson_of_ones_own_still_fits(asked: dict[str, Question]) -> None:
    options = tuple(
        option._replace(text="A rather long answer of eight whole words")
        for option in asked["capital-1932"].options
    )
    question = asked["capital-1932"]._replace(
        ask="Which " + "considerable " * 18 + "city?", answer="Considerably " * 30, options=options
    )

    plate = plate_for(question, asking_of(question, Phase.REVEALED), room_of(1024, 768))

    assert plate.box.height <= 768 * (1 - STRIP)
    assert plate.body >= 0.75 * BODY * 768
    assert LEADING * SMALL > 0


def test_a_choice_is_found_under_a_pixel(asked: dict[str, Question]) -> None:
    question = asked["capital-1932"]
    plate = plate_for(question, asking_of(question, Phase.ASKED), room_of(1920, 1080))
    box = plate.rows[2].box

    assert plate.choice_at((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, question) == 2
    assert plate.choice_at(10, 10, question) is None

    number = asked["lend-lease-share"]
    scaled = plate_for(number, asking_of(number, Phase.ASKED), room_of(1920, 1080))
    assert scaled.axis is not None
    left = scaled.axis.box
    assert scaled.choice_at(left.x0 + 0.5 * left.width, left.y0 + 3, number) == 2


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), np.uint8)
    return raw.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width(), :3]


def holds(image: QImage, colour: QColor, box: Box) -> int:
    """How many pixels of a box have that very colour."""
    part = pixels(image)[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)]
    return int((part == [colour.blue(), colour.green(), colour.red()]).all(axis=2).sum())


def test_the_answer_is_marked_on_the_plate_and_on_the_map(
    picture: PresentPicture, built_world: World, asked: dict[str, Question]
) -> None:
    question = asked["capital-1932"]
    before = shown(built_world, question)
    after = questions.reveal(before)
    plate = picture.plate(after, 960, 540)
    assert plate is not None
    left = Box(0, 0, plate.box.x0 - 20, 470)

    unmarked, marked = painted(picture, before, 960, 540), painted(picture, after, 960, 540)

    assert holds(unmarked, theme.RIGHT, Box(0, 0, 960, 470)) == 0
    assert holds(marked, theme.RIGHT, plate.box) > 200
    assert holds(marked, theme.RIGHT, left) > 100
    right_row = next(row for row in plate.rows if question.options[row.choice].id == "changchun")
    assert holds(marked, theme.RIGHT, right_row.box) > 200


def test_the_tally_stands_beside_the_answer_as_bars(
    picture: PresentPicture, built_world: World, asked: dict[str, Question]
) -> None:
    question = asked["capital-1932"]
    tallied = questions.set_hands(questions.reveal(shown(built_world, question)), (20, 10, None, 0))
    plate = picture.plate(tallied, 1920, 1080)
    assert plate is not None

    image = painted(picture, tallied, 1920, 1080)

    bars = [holds(image, theme.RIGHT_PALE, row.box) for row in plate.rows]
    assert bars[1] > 0.35 * plate.rows[1].box.width * plate.rows[1].box.height * 0.6
    assert bars[0] == bars[2] == bars[3] == 0


@pytest.mark.parametrize("name", ["border-of-1860", "railway-seam", "lend-lease-share"])
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1024, 768)])
def test_the_year_is_still_seen_beside_the_question(
    picture: PresentPicture,
    built_world: World,
    asked: dict[str, Question],
    name: str,
    width: int,
    height: int,
) -> None:
    state = shown(built_world, asked[name])
    plate = picture.plate(state, width, height)
    assert plate is not None

    image = painted(picture, state, width, height)

    corner = Box(0, 0, plate.box.x0, 0.16 * height)
    inked = (pixels(image)[: round(corner.y1), : round(corner.x1)].max(axis=2) < 60).any(axis=1)
    assert inked.sum() >= height / 18


def test_what_is_to_be_found_is_not_named_before(
    asked: dict[str, Question], built_world: World
) -> None:
    seam = asked["railway-seam"]
    capital = asked["capital-1932"]

    assert hidden_places(seam, asking_of(seam, Phase.ASKED)) == {"changchun"}
    assert len(hidden_places(capital, asking_of(capital, Phase.ASKED))) == 4
    changchun = next(place for place in built_world.places if place.id == "changchun")
    assert name_on(changchun, built_world.as_of) == "Changchun"


def test_how_far_a_guess_is_from_a_place_and_from_a_border(
    built_world: World, asked: dict[str, Question]
) -> None:
    marks = Marks(Basemap(), built_world.places)
    changchun = next(place for place in built_world.places if place.id == "changchun")
    khanka = next(place for place in built_world.places if place.id == "lake-khanka")

    away = marks.away_km(asked["railway-seam"], changchun.x + 30_000, changchun.y - 40_000)
    near = marks.away_km(asked["border-of-1860"], khanka.x, khanka.y)
    far = marks.away_km(asked["border-of-1860"], changchun.x, changchun.y)

    assert away == pytest.approx(50)
    assert near is not None
    assert near < 40
    assert far is not None
    assert 350 < far < 500
    assert marks.away_km(asked["capital-1932"], 0, 0) is None


def test_a_guess_is_told_with_its_distance(
    picture: PresentPicture, built_world: World, asked: dict[str, Question]
) -> None:
    question = asked["railway-seam"]
    state = shown(built_world, question)
    changchun = next(place for place in built_world.places if place.id == "changchun")
    pointed = questions.point(state, question, changchun.x + 200_000, changchun.y)

    plate = picture.plate(questions.reveal(pointed), 1920, 1080)

    assert plate is not None
    assert plate.away is not None
    said = " ".join(plate.away.text).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "The class has pointed about 200 km away, outside the ring."


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_a_flight_to_a_question_and_back_leaves_no_trace(
    picture: PresentPicture, built_world: World, asked: dict[str, Question], kind: QuestionKind
) -> None:
    question = next(one for one in asked.values() if one.kind is kind)
    state = shown(built_world, question)
    stop = at_step(built_world, state.tour, state.step)._replace(layout=Layout.PRESENT)
    before = painted(picture, stop, 640, 360)

    painted(picture, state, 640, 360)
    painted(picture, questions.reveal(state), 640, 360)

    assert painted(picture, stop, 640, 360) == before


def test_what_decides_the_plate_leaves_out_what_only_is_written(asked: dict[str, Question]) -> None:
    one = asking_of(asked["capital-1932"], Phase.ASKED, hands=True)
    other = one._replace(hands=(9, 9, 9, 9), typed="4", guess=(1.0, 2.0))

    assert plate_asking(one) == plate_asking(other)
    assert QuestionId(one.question) == "capital-1932"


@pytest.mark.parametrize("strong", [False, True])
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1920, 1080)])
def test_the_last_row_reads_every_painted_word_of_every_question(
    built_in: Library, built_world: World, width: int, height: int, strong: bool
) -> None:
    with noting() as notes:
        theme.wear(theme.look_for(contrast=strong))
        picture = picture_of(built_in)
        faults = {
            f"{question.id}, {phase}: {finding}"
            for question in built_in.questions().values()
            for phase in Phase
            for finding in faults_of(
                picture, notes, tallied(built_world, question, phase, strong), width, height
            )
        }

    theme.wear(theme.LIGHT)
    assert not faults


def tallied(world: World, question: Question, phase: Phase, strong: bool) -> ViewState:
    """A question with hands counted for each choice."""
    state = shown(world, question, phase)._replace(contrast=strong)
    count = len(choices_of(question))
    return questions.set_hands(state, tuple(3 + 4 * n for n in range(count)))


def faults_of(
    picture: PresentPicture, notes: Notes, state: ViewState, width: int, height: int
) -> list[str]:
    """What is too small or too pale on the plate of a painted frame."""
    image = painted(picture, state, width, height)
    plate = picture.plate(state, width, height)
    assert plate is not None
    written, _ = notes.of(image)
    on_plate = [text for text in written if text.x >= plate.box.x0 and text.baseline < plate.box.y1]
    assert {word for lines in texts(plate) for word in lines.text} <= {t.text for t in on_plate}
    light = luminance_of(image)
    small = [f"{t.text!r} is small" for t in on_plate if t.pixels < 0.0259 * height]
    ratios = {text.text: text_contrast(light, text) for text in on_plate}
    return small + [
        f"{name!r} has {r:.1f}" for name, r in ratios.items() if r is not None and r < 7
    ]

"""Builds every part of the program and joins them. Read this first, from top to bottom.

Nothing heavy is imported on this path: Qt and the standard library are enough for the first
complete picture.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication, QWidget

from db.cache import cache_folder
from db.errors import LessonError
from db.library import Library
from db.own.file import OwnFile
from db.own.telling import with_own
from db.records import Event, EventId, Question, TourId, World
from ui import fonts, messages, settings, state, theme
from ui.comparison import Form
from ui.dress import Dresser, dress
from ui.explorer import Explorer
from ui.kept_picture import KeptPictures
from ui.main_window import MainWindow
from ui.map.basemap import Basemap
from ui.map.widget import MapWidget, Preparations
from ui.messages import CrashHook, Messages
from ui.panels.explore import ExploreView
from ui.panels.progress import Progress
from ui.player import Player
from ui.present.clock import LessonClock
from ui.session import AtOnce, Memory, Resuming, Session, Stand
from ui.settings import Keeper, Settings
from ui.state import Layout, ViewState
from ui.timeline.looks import strip_height
from ui.timeline.widget import TimelineWidget
from ui.wishes import Wishes, high_contrast

if TYPE_CHECKING:
    from db.chart_records import Chart
    from db.found import Ask, Found
    from ui.map.picture import MapPicture
    from ui.panels.compare_desk import CompareDesk
    from ui.panels.search_desk import SearchDesk
    from ui.pen.over import Pen
    from ui.present.picture import PresentPicture
    from ui.present.screens import Screens
    from ui.present.stage import Stage
    from ui.present.thumbnails import Thumbnails
    from ui.quiz.desk import QuizDesk
    from ui.timeline.painter import TimelinePicture

# The style is named here, for `setStyle` would first make Python know all that a style can draw.
ARGUMENTS = ["landlocked", "-style", "Fusion"]
ICON = Path(__file__).resolve().parent.parent / "assets" / "icons" / "landlocked.png"
EVENTS_KEPT = 512
WAKES_MS = 400  # after the first picture: what was drawn shows again
SETTLES_MS = 200  # after the first picture: what the start did without


class Options(NamedTuple):
    """What the command line asks of the window."""

    tour: str | None = None
    step: int | None = None  # counted from one
    present: bool = False
    windowed: bool = False
    kiosk: bool = False


def run(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    options = read_options(arguments)
    application = make_application()
    folder = settings.folder()
    said = Messages()
    log_file = folder / messages.FILE
    CrashHook(said, log_file).install()

    try:
        fonts.register()
        progress = Progress()
        library = Library.built_in(progress.report)
        own = OwnFile.of_user()
        world = with_own(library.world(), own.tours)
        basemap = Basemap()
    except (LessonError, fonts.FontError, OSError, sqlite3.Error) as fault:
        return messages.give_up(fault, log_file)
    for notice in (*library.notices, own.notice):
        said.say(notice)

    remembered, notice = settings.load(folder / settings.FILE)
    said.say(notice)
    keeper = Keeper(folder / settings.FILE, remembered)
    running = Session(folder)
    left = running.begin()
    explorer = Explorer(world, opening_state(world, options, remembered, left))
    explorer.form = remembered_form(remembered)
    if left:
        Resuming(explorer, said)
    else:
        said.say(running.notice)

    clock = LessonClock(explorer, left.plan if left else None)
    kept = KeptPictures(cache_folder(), library.key) if library.key else None
    window, shown = join(
        explorer,
        library,
        basemap,
        said,
        windowed=options.windowed,
        kept=kept,
        clock=clock,
        keeper=keeper,
        pictures_kept=True,
        own=own,
    )
    window.place.put(remembered.geometry, maximised=remembered.maximised)
    player = Player(explorer, event_source(library))
    wishes = Wishes(explorer, remembered)
    memory = Memory(explorer, running, clock.noted, clock.changed)
    window.show()
    progress.close()
    if options.present or options.kiosk:
        explorer.present_from_here()
    if options.kiosk:
        start_kiosk(explorer, application)

    at_once = AtOnce(explorer, keeper, wishes.own_choices)
    strip = window.findChild(TimelineWidget)
    assert strip is not None
    preparations = Preparations(shown, strip.keep_opening)
    QTimer.singleShot(0, preparations.start)
    QTimer.singleShot(0, wishes.ask)
    QTimer.singleShot(WAKES_MS, window.wake_pen)
    QTimer.singleShot(SETTLES_MS, partial(settle, log_file))
    code = application.exec()

    told = memory.finish(
        keeper,
        place=window.place.box,
        maximised=window.place.maximised,
        own=wishes.own_choices(explorer.state),
    )
    if explorer.state.layout is Layout.EXPLORE:
        for part in (shown, strip):
            part.keep(opening_state(explorer.world, Options(), told, None))
    del player, preparations, wishes, at_once
    window.deleteLater()
    own.close()
    library.close()
    return code


def settle(log_file: Path) -> None:
    """Log and collect garbage from here on, but never look again at what the start has made."""
    from ui.log import keep_log

    keep_log(log_file)
    gc.freeze()
    gc.enable()


def read_options(arguments: Sequence[str]) -> Options:
    """The options on the command line; a wrong one ends the program with a word of help."""
    if not arguments:
        return Options()
    from argparse import ArgumentParser

    parser = ArgumentParser(prog="main.py", description="Open the window of Landlocked.")
    parser.add_argument("--tour", metavar="ID", help="the tour to tell")
    parser.add_argument("--step", type=int, metavar="NUMBER", help="the stop to begin at")
    parser.add_argument("--present", action="store_true", help="present at once")
    parser.add_argument("--windowed", action="store_true", help="present in the window")
    parser.add_argument(
        "--kiosk",
        action="store_true",
        help="present and play over and over, unattended; Ctrl+Shift+Q ends it",
    )
    found = parser.parse_args(list(arguments))
    return Options(found.tour, found.step, found.present, found.windowed, found.kiosk)


def start_kiosk(explorer: Explorer, application: QApplication) -> None:
    """Play, and go on playing whenever nobody has touched anything for a minute."""
    from ui.kiosk import Kiosk

    Kiosk(explorer, application)
    explorer.play_on()


def make_application() -> QApplication:
    """The application in the lesson's look."""
    application = QApplication(ARGUMENTS)
    application.setApplicationName("landlocked")
    application.setApplicationDisplayName("Landlocked")
    application.setDesktopFileName("landlocked")
    application.setWindowIcon(QIcon(str(ICON)))
    dress(application)
    return application


def opening_state(
    world: World, options: Options, remembered: Settings, left: Stand | None
) -> ViewState:
    """Where the reader stands at the start: as asked, as left by a crash, or as remembered."""
    tour, step = remembered.tour, remembered.step
    if left is not None:
        tour, step = left.tour, left.step
    if options.tour is not None:
        tour, step = options.tour, 0
    if options.step is not None:
        step = options.step - 1
    opened = state.at_step(world, TourId(tour), step)
    scale = min(state.TEXT_SCALES, key=lambda known: abs(known - remembered.text_scale))
    opened = opened._replace(
        text_scale=scale,
        asks=remembered.questions and not options.kiosk,  # nobody would answer
        doubt=remembered.doubt,
        contrast=high_contrast() if remembered.contrast is None else remembered.contrast,
        reduced_motion=bool(remembered.reduced_motion),
        speed=state.nearest(state.SPEEDS, remembered.speed),
        loops=remembered.loops or options.kiosk,
        kiosk=options.kiosk,
        presented=opened.step if left else None,
    )
    if left is not None and left.tour == opened.tour:
        opened = state.skip(opened, world, frozenset(left.skipped))
    return opened


def remembered_form(remembered: Settings) -> Form:
    """The form in which two dates are compared first."""
    return next((form for form in Form if form == remembered.compared_as), Form.SWIPE)


def event_source(library: Library) -> Callable[[EventId], Event]:
    """Whole events by id; those read once are kept."""
    return lru_cache(maxsize=EVENTS_KEPT)(library.event)


def chart_source(library: Library) -> Callable[[EventId], tuple[Chart, ...]]:
    """The charts of an event by its id; those read once are kept."""
    return lru_cache(maxsize=EVENTS_KEPT)(library.charts_of)


def join(
    explorer: Explorer,
    library: Library,
    basemap: Basemap,
    said: Messages,
    *,
    windowed: bool = False,
    kept: KeptPictures | None = None,
    clock: LessonClock | None = None,
    keeper: Keeper | None = None,
    screens: Screens | None = None,
    pictures_kept: bool = False,
    own: OwnFile | None = None,
) -> tuple[MainWindow, MapWidget]:
    """The window with all its views, and its map.

    Without `screens` those of this machine are used, or none where it is to be `windowed`. With
    `pictures_kept` the stops' pictures are made in the background and kept in the user's cache.
    Without `own` own lessons last until the end.
    """
    Dresser(explorer)  # hears of a change before the views
    event_of, charts_of = event_source(library), chart_source(library)
    explorer.ask_from(library.questions)

    def question_of(event: EventId) -> Question | None:
        return explorer.questions.get(event)

    # What follows is imported when it is first wanted: the start often does without.

    def make_timeline_picture() -> TimelinePicture:
        from ui.timeline.painter import TimelinePicture

        picture = TimelinePicture(explorer.world)
        explorer.retold.connect(picture.retell)
        return picture

    timeline = TimelineWidget(explorer, make_timeline_picture, kept)

    def make_map_picture() -> MapPicture:
        from ui.map.picture import MapPicture

        picture = MapPicture(explorer.world, basemap, event_of, question_of)
        explorer.retold.connect(picture.retell)
        return picture

    clock = clock or LessonClock(explorer)
    keeper = keeper or Keeper()

    @lru_cache(maxsize=1)
    def thumbnails() -> Thumbnails:
        from ui.present.thumbnails import Thumbnails, folder_for

        return Thumbnails(explorer, folder_for(library.key) if pictures_kept else None)

    def make_picture(timeline: TimelinePicture | None = None) -> PresentPicture:
        # One for each size and frame: a picture keeps what it has painted.
        from ui.present.picture import PresentPicture

        shown = timeline or make_timeline_picture()
        picture = PresentPicture(make_map_picture(), shown, event_of, explorer.world, charts_of)
        explorer.retold.connect(picture.retell)
        return picture

    def make_explore(window: MainWindow) -> ExploreView:
        return ExploreView(
            explorer,
            event_of,
            charts_of,
            said,
            window.lesson_actions,
            map_widget=map_widget,
            timeline=timeline,
            timeline_height=partial(strip_height, explorer.world.ribbons, slim=False),
        )

    def make_stage(window: MainWindow) -> Stage:
        # Imported when it is first wanted: the start does without.
        from ui.present.screens import SystemScreens
        from ui.present.stage import Stage
        from ui.present.tools import Kit
        from ui.present.widget import PresentWidget

        actions = window.lesson_actions
        audience = PresentWidget(explorer, make_picture(timeline.picture), actions)
        kit = Kit(explorer, event_of, actions, audience, clock, keeper, make_picture)
        seen = screens or (None if windowed else SystemScreens())
        return Stage(window, window.place, window.pages, kit, thumbnails(), seen)

    def make_keys(window: MainWindow) -> QWidget:
        from ui.panels.keys import KeysOverlay

        return KeysOverlay(window.lesson_actions.values(), window)

    def make_claims(window: MainWindow) -> QWidget:
        from ui.panels.claims import ClaimsPage

        return ClaimsPage(explorer, library.claims(), window)

    def make_settings(window: MainWindow) -> QWidget:
        from ui.panels.settings import SettingsSheet

        def class_name() -> str:
            return window.pen.box.class_name

        return SettingsSheet(explorer, window.lesson_actions, class_name, window)

    def make_overview(window: MainWindow) -> QWidget:
        from ui.present.overview import Overview

        return Overview(explorer, thumbnails(), window)

    def make_sources(window: MainWindow) -> QWidget:
        from ui.panels.sources import SourcesSheet

        return SourcesSheet(explorer, event_of, charts_of, window)

    def make_comparison(window: MainWindow) -> CompareDesk:
        from ui.panels.compare_desk import CompareDesk
        from ui.panels.comparison import ComparisonPanel

        panel = ComparisonPanel(explorer, map_widget.land_in_view, window.lesson_actions)
        return CompareDesk(explorer, panel, window=window, story=window.explore.story)

    def make_classes(window: MainWindow) -> QWidget:
        from ui.panels.classes import ClassesSheet

        return ClassesSheet(window.pen.box, window)

    def make_my_lesson(window: MainWindow) -> QWidget:
        from ui.own.desk import OwnDesk
        from ui.panels.my_lesson import MyLessonPage

        desk = OwnDesk(explorer, library.world(), event_of, own or OwnFile(), said.say)
        desk.setParent(window)
        return MyLessonPage(
            explorer, desk, lambda: make_picture().paint, window.lesson_actions, window
        )

    def make_rehearsal(window: MainWindow) -> QWidget:
        from ui.panels.rehearsal import RehearsalPage

        return RehearsalPage(explorer, window.lesson_actions, window, say=said.say)

    def make_quiz(window: MainWindow) -> QuizDesk:
        from ui.quiz.desk import QuizDesk
        from ui.quiz.keeper import ResultKeeper
        from ui.quiz.marks import Marks

        box = window.pen.box  # which knows the class
        away = Marks(basemap, explorer.world.places).away_km
        results = ResultKeeper(explorer, box, settings.data_folder(), away, said.say)
        return QuizDesk(
            explorer,
            window.lesson_actions,
            results,
            window=window,
            map_home=map_widget,
            room=window.room_for_counting,
            give=window.give_to_counting,
        )

    def make_results(window: MainWindow) -> QWidget:
        from ui.panels.results import ResultsSheet

        return ResultsSheet(explorer, window.quiz.keeper, window)

    map_widget = MapWidget(explorer, make_map_picture, kept)

    def make_search(window: MainWindow) -> SearchDesk:
        from ui.panels.search import SearchPanel
        from ui.panels.search_desk import SearchDesk

        def look(ask: Ask, limit: int) -> Found:
            return library.search(ask, limit=limit)

        panel = SearchPanel(explorer, look, library.search_counts)
        panel.pointed.connect(timeline.point_at)
        return SearchDesk(explorer, panel, window=window, story=window.explore.story)

    def make_pen(window: MainWindow) -> Pen:
        from ui.pen.box import PenBox
        from ui.pen.over import Pen

        box = PenBox(explorer, settings.folder(), said.say)
        return Pen(box, explorer, window.lesson_actions, window)

    window = MainWindow(
        explorer,
        event_of,
        make_explore=make_explore,
        make_stage=make_stage,
        clock=clock,
        make_sheets={
            "keys": make_keys,
            "claims": make_claims,
            "sources": make_sources,
            "settings": make_settings,
            "classes": make_classes,
            "overview": make_overview,
            "results": make_results,
            "my-lesson": make_my_lesson,
            "rehearsal": make_rehearsal,
        },
        make_comparison=make_comparison,
        make_search=make_search,
        make_pen=make_pen,
        make_quiz=make_quiz,
        windowed=windowed,
    )
    map_widget.stops_wanted.connect(window.lesson_actions["compare-stops"].trigger)
    return window, map_widget


def grab_explore(
    library: Library, state: ViewState, width: int, height: int, *, charts: bool = False
) -> QImage:
    """A picture of the window at rest in that state: the real window, laid out unseen.

    With `charts` the story panel shows the charts of the stop.
    """
    theme.wear(theme.look_for(contrast=state.contrast))
    application = QApplication.instance()
    if isinstance(application, QApplication):
        dress(application)
    explorer = Explorer(library.world(), state)
    window, _ = join(explorer, library, Basemap(), Messages())
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.setMinimumSize(0, 0)
    window.resize(width, height)
    window.show()
    if charts:
        window.show_charts()
        QApplication.processEvents()  # lays the charts out and scrolls to them
    QApplication.sendPostedEvents()
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    window.close()
    window.deleteLater()
    return image

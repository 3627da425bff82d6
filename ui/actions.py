"""All that can be done with a key: one table, the actions made from it, and who gets which key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.comparison import Side
from ui.explorer import Explorer

if TYPE_CHECKING:
    from ui.panels.sheets import Sheets
    from ui.pen.over import Pen


class Clock(Protocol):
    """The lesson's clock."""

    def accept_offer(self) -> None: ...
    def start_or_hold(self) -> None: ...
    def reset(self) -> None: ...
    def lengthen(self, steps: int) -> None: ...


class Stage(Protocol):
    """The class's picture, and the teacher's own screen."""

    def toggle_strip(self) -> None: ...
    def swap(self) -> None: ...
    def offer_screens(self) -> None: ...
    def scale_notes(self, steps: int) -> None: ...


class Desk(Protocol):
    """What an action works on: the explorer, the window around it, and the window's parts."""

    @property
    def explorer(self) -> Explorer: ...
    @property
    def sheets(self) -> Sheets: ...
    @property
    def pen(self) -> Pen: ...
    @property
    def stage(self) -> Stage: ...
    @property
    def clock(self) -> Clock: ...
    def show_sources(self) -> None: ...
    def search(self) -> None: ...
    def choose_tour(self) -> None: ...
    def toggle_questions(self) -> None: ...
    def count_hands(self) -> None: ...
    def digit(self, digit: str) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def choose_compared_stop(self) -> None: ...
    def show_charts(self) -> None: ...
    def leave(self) -> None: ...
    def quit(self) -> None: ...
    def end_kiosk(self) -> None: ...


class Deed(NamedTuple):
    """Something the reader can do: its name, its words, its keys, and how it is done.

    The keys overlay lists it under `group` unless that is empty; `said_keys` replaces the keys'
    own names there.
    """

    name: str
    group: str
    text: str
    tip: str
    keys: tuple[str, ...]
    do: Callable[[Desk], None]
    said_keys: str = ""


STEPS, JUMPS, LOOK, COMPARE, PRESENT, DRAW, TEACH, OWN, WINDOW = (
    "Step through the story",
    "Jump",
    "Look around",
    "Compare two dates",
    "Present",
    "Draw and point",
    "The teacher’s own screen",
    "My lesson",
    "Window",
)


def _to_act(desk: Desk, *, number: int) -> None:
    desk.explorer.go_to_act(number)


def _type(desk: Desk, *, digit: str) -> None:
    desk.digit(digit)


def _change_speed(desk: Desk, *, steps: int) -> None:
    if desk.explorer.state.playing:
        desk.explorer.change_speed(steps)


def _act(number: int, year: int) -> Deed:
    return Deed(
        f"act-{number}",
        JUMPS,
        f"Act {number}, {year}",
        f"Fly to the stop that opens act {number}",
        (f"Alt+{number}",),
        partial(_to_act, number=number),
    )


def _digit(digit: str) -> Deed:
    return Deed(
        f"digit-{digit}",
        "",
        f"Type {digit}",
        "Type the number of a stop, then press Enter",
        (digit,),
        partial(_type, digit=digit),
    )


def _headset(name: str, keys: tuple[str, ...], text: str, do: Callable[[Desk], None]) -> Deed:
    """What the keys of a headset or a keyboard's media keys do; the list of keys leaves it out."""
    return Deed(name, "", text, f"{text}, by a headset’s key", keys, do)


DEEDS: tuple[Deed, ...] = (
    Deed(
        "next",
        STEPS,
        "Next stop",
        "Fly to the next stop",
        ("PgDown", "Right", "Space"),
        lambda desk: desk.explorer.next(),
    ),
    Deed(
        "previous",
        STEPS,
        "Previous stop",
        "Fly back to the stop before",
        ("PgUp", "Left", "Backspace"),
        lambda desk: desk.explorer.previous(),
    ),
    _headset("media-next", ("Media Next",), "Next stop", lambda desk: desk.explorer.next()),
    _headset(
        "media-previous",
        ("Media Previous",),
        "Previous stop",
        lambda desk: desk.explorer.previous(),
    ),
    _headset(
        "media-play",
        ("Toggle Media Play/Pause", "Media Play", "Media Pause"),
        "Play or pause",
        lambda desk: desk.explorer.toggle_playing(),
    ),
    Deed(
        "play",
        STEPS,
        "Play or pause",
        "Let the tour play by itself, or stop it",
        ("P",),
        lambda desk: desk.explorer.toggle_playing(),
    ),
    Deed(
        "faster",
        STEPS,
        "Play faster",
        "Let the tour play faster, while it plays",
        ("+", "="),
        partial(_change_speed, steps=+1),
    ),
    Deed(
        "slower",
        STEPS,
        "Play more slowly",
        "Let the tour play more slowly, while it plays",
        ("-",),
        partial(_change_speed, steps=-1),
    ),
    Deed(
        "loops",
        STEPS,
        "Play again from the start",
        "Begin again at the end of a tour that plays by itself, or stop there",
        ("Shift+P",),
        lambda desk: desk.explorer.toggle_loops(),
    ),
    Deed(
        "first",
        STEPS,
        "First stop",
        "Fly to the first stop",
        ("Home",),
        lambda desk: desk.explorer.first(),
    ),
    Deed(
        "last",
        STEPS,
        "Last stop",
        "Fly to the last stop",
        ("End",),
        lambda desk: desk.explorer.last(),
    ),
    _act(1, 1860),
    _act(2, 1895),
    _act(3, 1955),
    _act(4, 2003),
    Deed(
        "today",
        JUMPS,
        "Today",
        "Fly to the last day of the lesson",
        ("Alt+0",),
        lambda desk: desk.explorer.go_to_today(),
    ),
    Deed(
        "enter",
        JUMPS,
        "A stop by its number",
        "Fly to the stop whose number was typed",
        ("Return", "Enter"),
        lambda desk: desk.explorer.enter(),
        said_keys="digits, then Enter",
    ),
    *(_digit(digit) for digit in "123456789"),
    Deed(
        "return",
        LOOK,
        "Back to the stop",
        "Return to the view and the date of the stop",
        ("0",),
        lambda desk: desk.explorer.type_digit("0"),
    ),
    Deed(
        "replay",
        LOOK,
        "Run it again",
        "Let the containers or ships of this stop run once more",
        ("R",),
        lambda desk: desk.explorer.replay(),
    ),
    Deed(
        "motion",
        LOOK,
        "Reduced motion",
        "Go from stop to stop without flights, containers and ships arrived; or let them move",
        ("Shift+R",),
        lambda desk: desk.explorer.toggle_motion(),
    ),
    Deed(
        "search",
        LOOK,
        "Search",
        "Find events and places; the map moves only when you press Enter",
        ("Ctrl+F",),
        lambda desk: desk.search(),
    ),
    Deed(
        "doubt",
        LOOK,
        "Doubt shown or not",
        "Draw rough dates and borders as rough, or plainly",
        ("D",),
        lambda desk: desk.explorer.toggle_doubt(),
    ),
    Deed(
        "larger",
        LOOK,
        "Larger text",
        "Make all text larger",
        ("Ctrl++", "Ctrl+="),
        lambda desk: desk.explorer.larger_text(),
    ),
    Deed(
        "smaller",
        LOOK,
        "Smaller text",
        "Make all text smaller",
        ("Ctrl+-",),
        lambda desk: desk.explorer.smaller_text(),
    ),
    Deed(
        "compare",
        COMPARE,
        "Compare two dates",
        "Compare this date with that of the stop before, or go back to one date",
        ("K",),
        lambda desk: desk.explorer.toggle_comparison(),
    ),
    Deed(
        "compare-form",
        COMPARE,
        "One map or two",
        "Show the two dates on one map with a divider, or on two maps that move together",
        ("Shift+K",),
        lambda desk: desk.explorer.switch_form(),
    ),
    Deed(
        "compare-exchange",
        COMPARE,
        "Exchange the dates",
        "Exchange the two dates: what was gained is lost",
        ("Ctrl+K",),
        lambda desk: desk.explorer.exchange_sides(),
    ),
    Deed(
        "choose-a",
        COMPARE,
        "Date A: arrows, or a year and Enter",
        "Let the arrows and a typed year change the left date instead of the divider",
        ("Ctrl+Left",),
        lambda desk: desk.explorer.choose_side(Side.A),
    ),
    Deed(
        "choose-b",
        COMPARE,
        "Date B: arrows, or a year and Enter",
        "Let the arrows and a typed year change the right date instead of the divider",
        ("Ctrl+Right",),
        lambda desk: desk.explorer.choose_side(Side.B),
    ),
    Deed(
        "compare-stops",
        COMPARE,
        "A stop’s date",
        "Choose a stop whose date is compared",
        ("Alt+Down",),
        lambda desk: desk.choose_compared_stop(),
    ),
    Deed(
        "contrast",
        LOOK,
        "High contrast",
        "Show everything in black and white and strong colours, or as usual",
        ("Ctrl+Shift+H",),
        lambda desk: desk.explorer.toggle_contrast(),
    ),
    Deed(
        "present",
        PRESENT,
        "Present",
        "Present full screen, from where it was left or from the start",
        ("F5",),
        lambda desk: desk.explorer.present(),
    ),
    Deed(
        "present-here",
        PRESENT,
        "Present from here",
        "Present full screen from this stop",
        ("Shift+F5",),
        lambda desk: desk.explorer.present_from_here(),
    ),
    Deed(
        "black",
        PRESENT,
        "Black screen",
        "Hide the picture behind black, or show it again",
        ("B", "."),
        lambda desk: desk.explorer.toggle_black(),
    ),
    Deed(
        "white",
        PRESENT,
        "White screen",
        "Hide the picture behind white, or show it again",
        ("W", ","),
        lambda desk: desk.explorer.toggle_white(),
    ),
    Deed(
        "freeze",
        PRESENT,
        "Freeze the picture",
        "Let the class go on seeing this picture while you look ahead, or let it catch up",
        ("F",),
        lambda desk: desk.explorer.toggle_frozen(),
    ),
    Deed(
        "question",
        PRESENT,
        "Questions on or off",
        "Ask questions before stops while presenting, or not; while exploring ask one now",
        ("Q",),
        lambda desk: desk.toggle_questions(),
    ),
    Deed(
        "hands",
        PRESENT,
        "Count the hands",
        "Type the hands for each answer; until the answer is there, digits alone do it too",
        ("H",),
        lambda desk: desk.count_hands(),
    ),
    Deed(
        "choice-before",
        "",
        "The answer before",
        "Count the hands for the answer before",
        ("Up",),
        lambda desk: desk.explorer.choose_option(-1),
    ),
    Deed(
        "choice-after",
        "",
        "The next answer",
        "Count the hands for the next answer",
        ("Down",),
        lambda desk: desk.explorer.choose_option(+1),
    ),
    Deed(
        "leave",
        PRESENT,
        "One level out",
        "Leave what is open; the place in the story stays",
        ("Esc",),
        lambda desk: desk.leave(),
    ),
    Deed(
        "my-lesson",
        OWN,
        "Make it my lesson",
        "Copy the tour; hide, reorder and retime its stops, change captions and notes",
        ("M",),
        lambda desk: desk.sheets.toggle("my-lesson"),
    ),
    Deed(
        "rehearse",
        OWN,
        "Rehearse",
        "Check the lesson as the classroom will meet it",
        ("Shift+M",),
        lambda desk: desk.sheets.toggle("rehearsal"),
    ),
    Deed(
        "pen",
        DRAW,
        "Pen; then 1 to 5 tools, 6 to 9 colours",
        "Draw on the map, or put the pen down",
        ("Ctrl+P",),
        lambda desk: desk.pen.box.toggle(),
    ),
    Deed(
        "undo",
        DRAW,
        "Undo",
        "Take back the last change to your lesson, the last stroke of the pen, or the last jump",
        ("Ctrl+Z",),
        lambda desk: desk.undo(),
    ),
    Deed(
        "redo",
        DRAW,
        "Redo",
        "Do again what was taken back",
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        lambda desk: desk.redo(),
    ),
    Deed(
        "clear",
        DRAW,
        "Clear the stop’s strokes",
        "Take away all that is drawn at this stop; undo brings it back",
        ("Ctrl+Shift+P",),
        lambda desk: desk.pen.box.clear(),
    ),
    Deed(
        "classes",
        DRAW,
        "Strokes by class",
        "Choose the class that is drawn for, or add one",
        ("Ctrl+G",),
        lambda desk: desk.sheets.toggle("classes"),
    ),
    Deed(
        "pointer",
        DRAW,
        "Pointer",
        "Point with a large red dot, or put it away",
        ("Ctrl+L",),
        lambda desk: desk.pen.point_with("pointer"),
    ),
    Deed(
        "spotlight",
        DRAW,
        "Spotlight",
        "Dim the map around the pointer, or light it again",
        ("Ctrl+Shift+L",),
        lambda desk: desk.pen.point_with("spotlight"),
    ),
    Deed(
        "magnifier",
        DRAW,
        "Magnifier",
        "Enlarge the map around the pointer, or put the glass away",
        ("Ctrl+M",),
        lambda desk: desk.pen.point_with("magnifier"),
    ),
    Deed(
        "overview",
        TEACH,
        "All stops as pictures",
        "Show all stops as pictures and go to one; while presenting",
        ("Tab",),
        lambda desk: desk.sheets.toggle("overview"),
    ),
    Deed(
        "presenter-tools",
        TEACH,
        "Presenter’s tools beside the picture",
        "Show time, notes and the next stop at the edge, where there is one screen only",
        ("V",),
        lambda desk: desk.stage.toggle_strip(),
    ),
    Deed(
        "swap-screens",
        TEACH,
        "Swap the two screens",
        "Let teacher and class change their screens",
        ("X",),
        lambda desk: desk.stage.swap(),
    ),
    Deed(
        "choose-screen",
        TEACH,
        "Choose the class’s screen",
        "Choose by its name which screen the class sees",
        ("Shift+X",),
        lambda desk: desk.stage.offer_screens(),
    ),
    Deed(
        "jump-over",
        TEACH,
        "Jump over stops to be on time",
        "Pass over the stops offered, all of them marked could, when the lesson is late",
        ("J",),
        lambda desk: desk.clock.accept_offer(),
    ),
    Deed(
        "take-back-jump",
        TEACH,
        "Tell them after all",
        "Take the last jump over stops back",
        ("Shift+J",),
        lambda desk: desk.explorer.take_back_skip(),
    ),
    Deed(
        "lesson-clock",
        TEACH,
        "Stop or start the lesson’s clock",
        "Stop the lesson’s clock, or let it go on",
        ("Ctrl+T",),
        lambda desk: desk.clock.start_or_hold(),
    ),
    Deed(
        "lesson-anew",
        TEACH,
        "Start the clock anew",
        "Let the lesson begin now",
        ("Ctrl+Shift+T",),
        lambda desk: desk.clock.reset(),
    ),
    Deed(
        "lesson-longer",
        TEACH,
        "Lesson 5 min longer",
        "Plan with five minutes more",
        ("Ctrl+Shift+Up",),
        lambda desk: desk.clock.lengthen(+1),
    ),
    Deed(
        "lesson-shorter",
        TEACH,
        "Lesson 5 min shorter",
        "Plan with five minutes less",
        ("Ctrl+Shift+Down",),
        lambda desk: desk.clock.lengthen(-1),
    ),
    Deed(
        "notes-larger",
        TEACH,
        "Larger notes",
        "Make the teacher’s notes larger",
        ("Alt++", "Alt+="),
        lambda desk: desk.stage.scale_notes(+1),
    ),
    Deed(
        "notes-smaller",
        TEACH,
        "Smaller notes",
        "Make the teacher’s notes smaller",
        ("Alt+-",),
        lambda desk: desk.stage.scale_notes(-1),
    ),
    Deed(
        "tour",
        WINDOW,
        "Choose a tour",
        "Choose which tour is told",
        ("T",),
        lambda desk: desk.choose_tour(),
    ),
    Deed(
        "keys",
        WINDOW,
        "All keys",
        "Show or hide the list of all keys",
        ("F1",),
        lambda desk: desk.sheets.toggle("keys"),
    ),
    Deed(
        "charts",
        LOOK,
        "Charts of the stop",
        "Open the charts; while presenting, show the next one or put the last away",
        ("C",),
        lambda desk: desk.show_charts(),
    ),
    Deed(
        "sources",
        LOOK,
        "Sources of the stop",
        "Show the facts of the stop with their sources",
        ("S",),
        lambda desk: desk.show_sources(),
    ),
    Deed(
        "claims",
        WINDOW,
        "Claim check",
        "Show what the founding article says and what checking found",
        ("F2",),
        lambda desk: desk.sheets.toggle("claims"),
    ),
    Deed(
        "settings",
        WINDOW,
        "Settings",
        "Show all settings with their keys",
        ("Ctrl+,",),
        lambda desk: desk.sheets.toggle("settings"),
    ),
    Deed(
        "results",
        WINDOW,
        "Questions and results",
        "Choose the class, see what it has answered, and save the results as CSV",
        ("Shift+Q",),
        lambda desk: desk.sheets.toggle("results"),
    ),
    Deed(
        "quit",
        WINDOW,
        "Quit",
        "Close the program",
        ("Ctrl+Q",),
        lambda desk: desk.quit(),
    ),
    Deed(
        "end-kiosk",
        WINDOW,
        "Quit a kiosk",
        "Close the program, also where it runs unattended",
        ("Ctrl+Shift+Q",),
        lambda desk: desk.end_kiosk(),
    ),
)

_KEY_NAMES = {
    "PgDown": "Page Down",
    "PgUp": "Page Up",
    "Return": "Enter",
    "Ctrl++": "Ctrl +",
    "Ctrl+=": "Ctrl +",  # the same key without Shift
    "Ctrl+-": "Ctrl −",
    "=": "+",  # the same key without Shift
    "-": "−",
    "Ctrl+,": "Ctrl ,",
    "Alt++": "Alt +",
    "Alt+=": "Alt +",
    "Alt+-": "Alt −",
}


def key_names(deed: Deed) -> list[str]:
    """The deed's keys as they are called on this system, each once."""
    return _names(map(QKeySequence, deed.keys))


def _names(keys: Iterable[QKeySequence]) -> list[str]:
    native = (key.toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
    return list(dict.fromkeys(_KEY_NAMES.get(name, name) for name in native))


class LessonAction(QAction):
    """One deed as an action; a key held down does it once."""

    def __init__(self, deed: Deed, desk: Desk, parent: QObject) -> None:
        super().__init__(deed.text, parent)
        self.deed = deed
        self._desk = desk
        self.setObjectName(deed.name)
        keys = [QKeySequence(key) for key in deed.keys]
        self.setShortcuts(keys)
        # In the class's window and in dialogs too; `KeyRouter` says what they keep.
        self.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        self.setAutoRepeat(False)
        self.setToolTip(f"{deed.tip} ({', '.join(_names(keys))})")
        self.triggered.connect(self._on_triggered)

    def _on_triggered(self) -> None:
        self.deed.do(self._desk)


def make_actions(desk: Desk, window: QWidget) -> dict[str, LessonAction]:
    """All actions by name, working in the whole of `window`."""
    actions = {deed.name: LessonAction(deed, desk, window) for deed in DEEDS}
    window.addActions(list(actions.values()))
    return actions

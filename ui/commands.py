"""What the program does without a window: writes pictures, checks lessons, explains itself."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from db.errors import LessonError
from ui.startup import CannotStart, check_graphics
from ui.version import VERSION

SMALLEST, LARGEST = 240, 16384  # pixels
_SIZE = re.compile(r"(\d{1,5})[x×](\d{1,5})")


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments ask; returns the exit code."""
    try:
        code = landlocked.main(list(arguments), prog_name="main.py", standalone_mode=False)
    except click.ClickException as refusal:
        refusal.show()
        return refusal.exit_code
    except CannotStart as reason:
        click.echo(str(reason), err=True)
        return 2
    except LessonError as fault:
        click.echo(str(fault), err=True)
        return 1
    except click.Abort:
        return 130
    return code or 0


class _WithKeys(click.Group):
    """A group whose help ends with the window's keys."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        try:
            from ui.actions import DEEDS, key_names
        except ImportError:  # a machine that cannot paint can still be helped
            return
        with formatter.section("Keys in the window"):
            formatter.write_dl(
                [
                    (deed.said_keys or ", ".join(key_names(deed)), deed.text)
                    for deed in DEEDS
                    if deed.group
                ]
            )


@click.group(cls=_WithKeys, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, message="Landlocked %(version)s")
def landlocked() -> None:
    """Landlocked explains history on a map that moves with the date.

    Without a command it opens its window: uv run main.py [--tour ID] [--step NUMBER]
    [--present] [--windowed] [--kiosk].
    """


def _size(context: click.Context, option: click.Parameter, text: str) -> tuple[int, int]:
    found = _SIZE.fullmatch(text.lower())
    if not found:
        raise click.BadParameter(f"'{text}' is not a size; expected pixels such as 1920x1080.")
    width, height = int(found[1]), int(found[2])
    if min(width, height) < SMALLEST or max(width, height) > LARGEST:
        expected = f"each side is from {SMALLEST} to {LARGEST} pixels"
        raise click.BadParameter(f"'{text}' is out of range; {expected}.")
    return width, height


def _png(context: click.Context, argument: click.Parameter, path: Path) -> Path:
    if path.suffix.lower() != ".png":
        suffix = f"'{path.suffix}'" if path.suffix else "a name without suffix"
        raise click.BadParameter(f"{suffix} is no kind of picture known here; expected .png.")
    if path.is_dir():
        raise click.BadParameter(f"{path} is a folder; expected the name of a file.")
    folder = path.parent
    if not folder.is_dir():
        raise click.BadParameter(f"there is no folder {folder}; make it first.")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise click.BadParameter(f"{path} cannot be written; choose another folder.")
    return path


@landlocked.command()
@click.option(
    "--at",
    required=True,
    metavar="DATE|EVENT-ID",
    help="A date such as 1905-09-05, or the id of an event.",
)
@click.option(
    "--size",
    default="1920x1080",
    show_default=True,
    metavar="WIDTHxHEIGHT",
    callback=_size,
    help="The picture's size in pixels.",
)
@click.option(
    "--view",
    type=click.Choice(["present", "explore"]),
    default="present",
    show_default=True,
    help="Full screen for an audience, or the window with its story.",
)
@click.option(
    "--lesson",
    type=click.Path(exists=True, path_type=Path),
    help="A lesson file or a folder of lesson texts; the built-in lesson without it.",
)
@click.option(
    "--compare",
    default="",
    metavar="DATE|EVENT-ID",
    help="Another date or event to compare with, as the key K does.",
)
@click.option(
    "--form",
    type=click.Choice(["swipe", "linked"]),
    default="swipe",
    show_default=True,
    help="Two dates on one map with a divider, or on two maps.",
)
@click.option(
    "--chart",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="Show the stop's chart of that number; in the window, all its charts.",
)
@click.option(
    "--contrast",
    is_flag=True,
    help="Paint it in the look of high contrast.",
)
@click.option(
    "--doubt/--no-doubt",
    default=True,
    show_default=True,
    help="Draw rough dates and borders as rough, or plainly.",
)
@click.option(
    "--question",
    type=click.Choice(["asked", "revealed"]),
    help="Show the question asked before the event, or its answer too.",
)
@click.option(
    "--class",
    "school_class",
    metavar="NAME",
    help="Show what was drawn for that class, in the present view.",
)
@click.argument("out", type=click.Path(path_type=Path), callback=_png, metavar="OUT.png")
def picture(
    at: str,
    size: tuple[int, int],
    view: str,
    lesson: Path | None,
    compare: str,
    form: str,
    chart: int | None,
    doubt: bool,
    contrast: bool,
    question: str | None,
    school_class: str | None,
    out: Path,
) -> None:
    """Write a picture of a date or an event, as the window shows it at rest."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    check_graphics()
    from ui.asking import Phase
    from ui.comparison import Form
    from ui.state import Layout
    from ui.still import write_picture

    number = None if chart is None else chart - 1
    for notice in write_picture(
        at=at,
        size=size,
        layout=Layout(view),
        lesson=lesson,
        out=out,
        chart=number,
        doubt=doubt,
        contrast=contrast,
        school_class=school_class,
        compare=compare,
        form=Form(form),
        phase=None if question is None else Phase(question),
    ):
        click.echo(notice, err=True)


@landlocked.command()
@click.option(
    "--size",
    default="480x270",
    show_default=True,
    metavar="WIDTHxHEIGHT",
    callback=_size,
    help="The pictures' size in pixels.",
)
@click.option("--tour", metavar="ID", help="The tour whose stops are wanted; all without it.")
@click.option(
    "--lesson",
    type=click.Path(exists=True, path_type=Path),
    help="A lesson file or a folder of lesson texts; the built-in lesson without it.",
)
@click.option("--contrast", is_flag=True, help="Paint them in the look of high contrast.")
@click.argument("folder", type=click.Path(file_okay=False, writable=True, path_type=Path))
def thumbnails(
    size: tuple[int, int], tour: str | None, lesson: Path | None, contrast: bool, folder: Path
) -> None:
    """Write small pictures of all stops into FOLDER, as the overview of stops shows them.

    The folder is made if need be. Pictures that are there stay; the names of all are listed as
    they are ready.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    check_graphics()
    from ui.thumbnails import write_thumbnails

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise click.ClickException(
            f"The folder {folder} cannot be made: {fault.strerror}"
        ) from fault
    write_thumbnails(
        folder, size=size, tour=tour, lesson=lesson, contrast=contrast, made=click.echo
    )


@landlocked.command()
@click.option(
    "--csv",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.csv",
    help="Write all tallies as a table; without it they are listed.",
)
def results(out: Path | None) -> None:
    """What classes have answered to the questions, by class and date."""
    from ui.quiz.results import Results, write_csv
    from ui.settings import data_folder

    kept = Results(data_folder())
    if kept.notice:
        click.echo(kept.notice, err=True)
    if out is not None:
        count = write_csv(kept.all, out)
        click.echo(f"{_counted(count, 'row')} written to {out}.")
        return
    for result in kept.all:
        hands = _counted(result.hands, "hand").lower()
        name = result.class_name or "no class named"
        pointed = f"  {result.pointed.words}" if result.pointed else ""
        click.echo(f"{result.asked.replace('T', ' ')[:16]}  {name}  {hands}  {result.ask}{pointed}")
    click.echo(f"{_counted(len(kept.all), 'question')} answered.")


@landlocked.command()
@click.argument("lesson", type=click.Path(exists=True, path_type=Path), required=False)
def check(lesson: Path | None) -> int:
    """List what a lesson holds and every fault in it; the exit code is 1 if there is one.

    LESSON is a folder of lesson texts or a lesson file; the built-in lesson without it, and then
    your own copies of its tours too.
    """
    from db.check import report
    from db.own.check import warnings
    from db.own.file import OwnFile

    found = report(lesson)
    own = OwnFile.of_user() if lesson is None else OwnFile()
    warned = [*found.warnings, *warnings(own.tours)]
    for noun, count in asdict(found.counts).items():
        click.echo(f"{count:>6}  {_singular(noun) if count == 1 else noun}")
    for fault in found.faults:
        click.echo(str(fault))
    for warning in [own.notice, *warned] if own.notice else warned:
        click.echo(f"Warning: {warning}")
    said = _counted(len(found.faults), "fault")
    if warned:
        said += f", {_counted(len(warned), 'warning').lower()}"
    click.echo(f"{said}.")
    return 1 if found.faults else 0


@landlocked.command()
@click.option("--tour", default="", metavar="ID", help="The tour; the first one without it.")
@click.option(
    "--size",
    default="1024x768",
    show_default=True,
    metavar="WIDTHxHEIGHT",
    callback=_size,
    help="The size of the screen that the class sees, in pixels.",
)
@click.option(
    "--minutes",
    type=click.FloatRange(1, 600),
    default=45.0,
    show_default=True,
    help="The length of the lesson.",
)
@click.option(
    "--text-size",
    type=click.FloatRange(0.5, 2.0),
    default=1.0,
    show_default=True,
    help="The size of text, as Ctrl + and Ctrl − set it.",
)
@click.option(
    "--lesson",
    type=click.Path(exists=True, path_type=Path),
    help="A lesson file or a folder of lesson texts; the built-in lesson without it.",
)
@click.option("--contrast", is_flag=True, help="Rehearse the look of high contrast.")
@click.option("--lines", is_flag=True, help="Write every finding as a line of JSON, at once.")
def rehearse(
    tour: str,
    size: tuple[int, int],
    minutes: float,
    text_size: float,
    lesson: Path | None,
    contrast: bool,
    lines: bool,
) -> int:
    """Check a tour as the classroom will meet it; the exit code is 1 if something is serious."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    check_graphics()
    from ui.rehearse.report import write_findings
    from ui.rehearse.run import Wanted

    wanted = Wanted(tour, *size, minutes, text_size, contrast)
    return write_findings(wanted, lesson, lines=lines, write=click.echo)


def _counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count or 'No'} {noun}s"


def _singular(noun: str) -> str:
    if noun == "series":
        return noun
    return f"{noun.removesuffix('ies')}y" if noun.endswith("ies") else noun.removesuffix("s")

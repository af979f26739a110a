"""How things are shown: to people on a terminal, as plain lines to anything else, as JSON to scripts.

Titles and texts come from strangers: whatever is shown passes `terminal` or `print_json`. Rich's markup is
never switched on, so a title of `[red]` is only that. Knows no article and no store.

    a terminal       tables, colours, progress
    a pipe or file   a line a row, cells parted by tabs, no heading line, no colour
    --json           one JSON document: a list where there are many, an object where there is one
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, Literal, TextIO

from crawler.terminal import CONTROL
from crawler.terminal import terminal as terminal  # as `output.terminal`, too

if TYPE_CHECKING:
    from rich.console import Console

SHORT = 16  # characters of a time: a column of cells no longer than this is not broken


def is_terminal(stream: TextIO | None = None) -> bool:
    """Whether a person looks on; the standard output, when no stream is named."""
    return (stream or sys.stdout).isatty()


def console(*, stderr: bool = False) -> Console:
    """A rich console that takes every text as it is: no markup, no emoji names, no highlighting."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def say(text: str = "") -> None:
    """A line of the answer, on standard output."""
    sys.stdout.write(terminal(text) + "\n")


def prose(text: str) -> None:
    """Paragraphs, a line each; on a terminal wrapped between words."""
    shown = terminal(text, lines=True)
    if not is_terminal():
        sys.stdout.write(shown + "\n")
        return
    from rich.text import Text

    console().print(Text(shown))


def note(text: str) -> None:
    """A line beside the answer, on standard error."""
    sys.stderr.write(terminal(text) + "\n")


def print_json(value: object) -> None:
    """One JSON document. What a terminal would obey is written as an escape, which means the same."""
    text = json.dumps(value, ensure_ascii=False, indent=2 if is_terminal() else None)
    sys.stdout.write(_escaped(text) + "\n")


def json_line(value: object) -> None:
    """One line of JSON Lines, as safe to look at as `print_json`."""
    sys.stdout.write(_escaped(json.dumps(value, ensure_ascii=False)) + "\n")


def _escaped(text: str) -> str:
    def escape(found: re.Match[str]) -> str:
        return json.dumps(found[0])[1:-1]

    return CONTROL.sub(escape, text)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table for people, or tab-separated lines; None is an empty cell, numbers stand to the right."""
    cells = [["" if cell is None else terminal(str(cell)) for cell in row] for row in rows]
    if not is_terminal():
        for row in cells:
            sys.stdout.write("\t".join(row) + "\n")
        return
    from rich.table import Table
    from rich.text import Text

    shown = console()
    columns = [[heading, *(row[number] for row in cells)] for number, heading in enumerate(headings)]
    widths = [max(map(len, column)) for column in columns]
    whole = [number == 0 or width <= SHORT for number, width in enumerate(widths[:-1])] + [False]
    room = shown.width - sum(width + 2 for width, kept in zip(widths, whole, strict=True) if kept)
    made = Table(box=None, header_style="bold", pad_edge=False)
    for (heading, *column), kept in zip(columns, whole, strict=True):
        figures = any(column) and all(cell.isdigit() or not cell for cell in column)
        justify: Literal["right", "left"] = "right" if figures else "left"
        # rich cuts what may not be broken: on a narrow terminal everything may
        made.add_column(Text(heading), justify=justify, no_wrap=kept and room >= SHORT, overflow="fold")
    for row in cells:
        made.add_row(*map(Text, row))
    shown.print(made)


def counted(count: int, noun: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def local(moment: datetime | None, zone: tzinfo) -> str:
    """`2026-02-16 13:30` in the zone, for people; empty for None."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else ""


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[], Any]]:
    """Gives a function to call after each piece of work; a bar on standard error, if that is a terminal."""
    if not is_terminal(sys.stderr):
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(terminal(label), total=total)
        yield lambda: bar.advance(task)

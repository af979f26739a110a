"""Facts as people look at them on a terminal: bars, and one mark a day. In a pipe plain rows; as CSV or JSON.

Knows neither the store nor what was counted.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crawler.cli import output

if TYPE_CHECKING:
    from storage.store import CoveredDay, Tally

BAR = 40  # characters of the longest
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEVELS = "▁▂▃▄▅▆▇█"
# one mark a day; news are shown by their number
MARKS = {"no news": "·", "silent": "s", "broken": "B", "blocked": "X", "failed": "!", "not watched": " "}


def bar(value: int, most: int, width: int = BAR) -> str:
    """`value` as a bar of at most `width` characters, exact to an eighth of one."""
    whole, part = divmod(round(8 * width * value / most) if most else 0, 8)
    return "█" * whole + (_EIGHTHS[part] if part else "")


def show_bars(heading: str, tallies: Sequence[Tally]) -> None:
    most = max((one.articles for one in tallies), default=0)
    rows = [
        (one.name, one.articles, one.relevant, *((bar(one.articles, most),) if output.is_terminal() else ()))
        for one in tallies
    ]
    output.table((heading, "articles", "relevant", ""), rows)


def show_days(heading: str, days: Sequence[CoveredDay]) -> None:
    """On a terminal a line a source or district, a mark a day; else a row a day with its evidence."""
    if not output.is_terminal():
        headings = (heading, "day", "status", "articles", "evidence")
        output.table(headings, ((one.name, one.day, one.status, one.articles, one.evidence) for one in days))
        return
    if not days:
        return
    first, last = min(one.day for one in days), max(one.day for one in days)
    calendar = list(days_between(first, last))
    lines: dict[str, dict[str, CoveredDay]] = defaultdict(dict)
    for one in days:
        lines[one.name][one.day] = one
    most = max(one.articles for one in days)
    room = max(output.console().width - max(map(len, lines)) - 14, 7)
    shown = calendar[-room:]
    rows = [
        (name, sum(one.articles for one in known.values()), marks([known.get(day) for day in shown], most))
        for name, known in lines.items()
    ]
    output.table((heading, "articles", f"{shown[0]} to {shown[-1]}"), rows)
    told = ", ".join(f"{mark} {status}" for status, mark in MARKS.items() if mark.strip())
    output.say(f"{_LEVELS[0]}{_LEVELS[-1]} news, {told}, blank: not watched. With | cat: why")


def marks(days: Iterable[CoveredDay | None], most: int) -> str:
    """A character a day."""
    return "".join(
        " " if one is None else MARKS.get(one.status) or _LEVELS[min(7, 8 * one.articles // (most + 1))]
        for one in days
    )


def days_between(first: str, last: str) -> Iterable[str]:
    """All days from first to last, both counted, `YYYY-MM-DD`."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return ((start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1))


def print_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """RFC 4180, for spreadsheets: a cell that one would take for a formula begins with an apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow(
            [f"'{one}" if isinstance(one, str) and one[:1] in "=+-@\t\r" and one else one for one in row]
        )

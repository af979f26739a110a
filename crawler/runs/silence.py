"""Whether a source fell silent: days with rounds and without anything new, against its own. Pure.

Counted are whole days of the source's clock on which a round went well: days on which this program did not
run say nothing. A source is silent when the stretch is longer than twice its longest before, and three days
at least: a paper that rests at the weekend is silent after five such days, one with news every day after
three. Where a week's past is not known, it takes thirty.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

LEAST_DAYS = 3
TIMES = 2
WATCHED_DAYS = 7  # before the silence, below which its longest pause is not known
LONG = 30  # days without anything new, which are silence whatever is known


@dataclass(frozen=True, kw_only=True, slots=True)
class Silence:
    """`days` with rounds and without news; `longest` such stretch before; `last` the last day with news."""

    days: int
    longest: int
    last: str


def find_silence(good_days: Collection[str], news_days: Collection[str], today: str) -> Silence | None:
    """The days are `YYYY-MM-DD`; today, which is not over, is news or does not count."""
    watched = sorted(day for day in {*good_days, *news_days} if day < today)
    last = max(news_days, default="")
    if not last or last >= today:
        return None
    days = [day for day in watched if day > last]
    before = [day for day in watched if day <= last]
    stretches = [
        len(list(run)) for news, run in groupby(before, key=lambda day: day in news_days) if not news
    ]
    longest = max(stretches, default=0)
    known = len(before) >= WATCHED_DAYS
    bound = max(LEAST_DAYS, TIMES * longest + 1) if known else LONG
    return Silence(days=len(days), longest=longest, last=last) if len(days) >= bound else None

"""How often a source is crawled: "45m", "6h", "1d", or a cron expression of five fields.

Checks the text and says what is wrong with it; knows no scheduler and starts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

_SPAN = re.compile(r"([1-9]\d{0,5})([mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
LONGEST = timedelta(days=31)
_SOON, _DAY = timedelta(minutes=5), timedelta(days=1)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# minute, hour, day of the month, month: name and range; the weekday has rules of its own
_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day of the month", 1, 31), ("month", 1, 12))
_ITEM = re.compile(r"(?:\*|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>\d{1,2}))?")
REMEDY = 'Write a number with m, h or d, such as "45m", or a cron expression such as "0 */6 * * *"'


class BadInterval(ValueError):
    """Not an interval; `problem` says why, `remedy` how to write it."""

    def __init__(self, problem: str, remedy: str = REMEDY) -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(f"{problem}. {remedy}")


def parse_interval(text: str) -> timedelta | str:
    """The time between two crawls, or the cron expression in lower case with single blanks.

    A cron expression is in the time zone of the configuration. Raises BadInterval.
    """
    words = text.lower().split()
    if len(words) == 5:
        _check_cron(words)
        return " ".join(words)
    span = _SPAN.fullmatch(text.strip().lower())
    if span is None:
        raise BadInterval(f"{text!r} is no interval")
    every = int(span[1]) * _UNITS[span[2]]
    if every > LONGEST:
        raise BadInterval(f"{text!r} is longer than {LONGEST.days} days", "Write a shorter one, such as 7d")
    return every


class HasInterval(Protocol):
    """What the bounds of an interval are told from: a source."""

    @property
    def interval(self) -> str: ...
    @property
    def interval_min(self) -> str: ...
    @property
    def interval_max(self) -> str: ...


def interval_bounds(source: HasInterval) -> tuple[timedelta, timedelta, timedelta]:
    """The interval, and how short and how long a source's habits may make it.

    Without bounds of its own from half of it to four times, but not below five minutes and not above a day
    where the interval itself is not. Raises ValueError for a cron expression, which no habit bends.
    """
    base = parse_interval(source.interval)
    if isinstance(base, str):
        raise ValueError(f"{source.interval!r} has no bounds")
    shortest = parse_interval(source.interval_min) if source.interval_min else max(base / 2, min(base, _SOON))
    longest = parse_interval(source.interval_max) if source.interval_max else min(base * 4, max(base, _DAY))
    if isinstance(shortest, str) or isinstance(longest, str):
        raise ValueError("a bound is a number with m, h or d")
    return base, shortest, longest


def _check_cron(words: list[str]) -> None:
    numbers = {
        name: _field(name, word, low, high)
        for (name, low, high), word in zip(_FIELDS, words[:4], strict=True)
    }
    _check_weekday(words[4])
    _check_day_exists(numbers)


def _field(name: str, word: str, low: int, high: int) -> set[int]:
    """The values one field allows; a month may also be a name."""
    allowed: set[int] = set()
    for item in word.split(","):
        found = _ITEM.fullmatch(item)
        if found is None:
            raise BadInterval(f"{item!r} is no {name}")
        first = _value(name, found["first"], low)
        last = _value(name, found["last"], high if found["first"] is None else first)
        step = int(found["step"] or 1)
        if not (low <= first <= last <= high):
            raise BadInterval(f"{item!r} is no {name}: it goes from {low} to {high}")
        if found["step"] and not (1 <= step <= last - first):
            raise BadInterval(f"the step of {item!r} is 0, or leaves its range")
        allowed.update(range(first, last + 1, step))
    return allowed


def _value(name: str, text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if name == "month" and text in _MONTHS:
        return _MONTHS.index(text) + 1
    if not (text.isascii() and text.isdigit()):
        raise BadInterval(f"{text!r} is no {name}")
    return int(text)


def _check_weekday(word: str) -> None:
    """Names only: cron counts weekdays from Sunday, APScheduler from Monday, so a number is off by one."""
    if word == "*":
        return
    if re.search(r"\d", word):
        raise BadInterval(
            f"the weekday {word!r} is a number, which cron and the scheduler count from different days",
            "Write names: mon, tue, wed, thu, fri, sat, sun, or a range such as mon-fri",
        )
    for item in word.split(","):
        first, dash, last = item.partition("-")
        names = (first, last) if dash else (first, first)
        if not all(name in _WEEKDAYS for name in names):
            raise BadInterval(f"{item!r} is no weekday", "Write names such as mon or mon-fri")
        if _WEEKDAYS.index(names[0]) > _WEEKDAYS.index(names[1]):
            raise BadInterval(
                f"{item!r} goes backwards", "A week starts on mon: write sat,sun,mon for sat-mon"
            )


def _check_day_exists(numbers: Mapping[str, set[int]]) -> None:
    longest = max(_DAYS_IN_MONTH[month - 1] for month in numbers["month"])
    if min(numbers["day of the month"]) > longest:
        raise BadInterval("no such day exists in those months, so it would never run")

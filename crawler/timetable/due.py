"""When a rule as it is written fires, an interval or a cron expression: pure sums. `rhythm` bends them.

Starts nothing and asks no clock: `now` is handed in. Knows neither the store nor the scheduler.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from apscheduler.triggers.cron import CronTrigger

from spiders.catalog.interval import parse_interval
from spiders.catalog.source import Source

# A crontab line that ticks every 30 minutes starts its last source some minutes after its first, so the next
# tick finds an interval of 30 minutes not quite over and would leave every second one out.
_EARLY_PART, _EARLY_AT_MOST = 10, timedelta(minutes=2)
_SPREAD_PART, _SPREAD_AT_MOST = 10, timedelta(seconds=60)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TICK = timedelta(microseconds=1)


def cron_trigger(expression: str, zone: tzinfo) -> CronTrigger:
    """The APScheduler trigger of a five-field cron expression, read in `zone`.

    Made by hand a CronTrigger takes the machine's zone, and numbers its week days from Monday: hence an
    explicit zone here and day names in the catalogue.
    """
    minute, hour, day, month, weekday = expression.split()
    # of "jan-sep/2" APScheduler would forget the step, of "jan-9" the end: numbers it reads whole
    month = re.sub(r"[a-z]+", lambda name: str(_MONTHS.index(name[0]) + 1), month)
    return CronTrigger.from_crontab(f"{minute} {hour} {day} {month} {weekday}", timezone=zone)


def next_due(source: Source, last_good: datetime | None, now: datetime, zone: tzinfo) -> datetime | None:
    """When the source should be crawled next, aware and never before `now`; `now` itself: it is due.

    `last_good` is the start of its last good run, None for never. One that lies in the future comes from a
    clock that was wrong: the source is due rather than stuck. None: its cron expression never fires.
    """
    if last_good is None or last_good > now:
        return now
    rule = parse_interval(source.interval)
    if isinstance(rule, timedelta):
        return max(now, last_good + rule)
    fires: datetime | None = cron_trigger(rule, zone).get_next_fire_time(None, last_good + _TICK)
    return fires and max(now, fires.astimezone(now.tzinfo))


def early(source: Source) -> timedelta:
    """How much too soon a tick may find a source due: a tenth of its interval, at most two minutes."""
    rule = parse_interval(source.interval)
    return min(rule / _EARLY_PART, _EARLY_AT_MOST) if isinstance(rule, timedelta) else timedelta(0)


def spread_of(source: Source, now: datetime, zone: tzinfo) -> timedelta:
    """How far a turn may be put off, so that sources of one interval do not all start in one second.

    A tenth of the time between two turns, at most a minute; none where there is no second turn.
    """
    rule = parse_interval(source.interval)
    if isinstance(rule, str):
        trigger = cron_trigger(rule, zone)
        first = trigger.get_next_fire_time(None, now)
        second = first and trigger.get_next_fire_time(None, first + _TICK)
        if second is None:
            return timedelta(0)
        rule = second - first
    return min(rule / _SPREAD_PART, _SPREAD_AT_MOST)

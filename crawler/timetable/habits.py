"""When a source publishes: the hours of its day and the days of its week, from four weeks of its articles.

Pure sums. An hour of the week has too few articles of its own to say anything (of twenty a day, three in four
weeks), so that the day's shape and the week's are taken apart and multiplied.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from storage.store import WEEK_HOURS, Past

WATCHED = timedelta(days=28)  # as `storage` counts
ENOUGH_TIME = timedelta(days=7)  # less knows no weekend
ENOUGH_NEWS = 20  # articles; fewer have no shape
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Habits:
    """Articles to be expected in each hour of the week, Monday 00:00 in the zone first."""

    rates: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Articles an hour, all week long."""
        return sum(self.rates) / WEEK_HOURS

    def rate(self, moment: datetime, zone: tzinfo) -> float:
        """Articles an hour at a moment."""
        here = moment.astimezone(zone)
        return self.rates[here.weekday() * 24 + here.hour]

    def expected(self, start: datetime, end: datetime, zone: tzinfo) -> float:
        """Articles between two moments, for at most a week; 0 when they stand the wrong way round."""
        total, at = 0.0, start
        while at < min(end, start + WATCHED):
            until = min(_next_hour(at), end)
            total += self.rate(at, zone) * ((until - at) / _HOUR)
            at = until
        return total

    def reached(self, start: datetime, articles: float, latest: datetime, zone: tzinfo) -> datetime:
        """When so many articles are to be expected since `start`, `latest` at the latest."""
        left, at = articles, start
        while at < latest:
            until = min(_next_hour(at), latest)
            rate = self.rate(at, zone)
            here = rate * ((until - at) / _HOUR)
            if here >= left and rate > 0:
                return min(at + _HOUR * (left / rate), latest)
            left -= here
            at = until
        return latest


def habits_of(past: Past, now: datetime, zone: tzinfo) -> Habits | None:
    """What is known of a source's habits in its own zone; None while that is too little."""
    if past.watched_since is None:
        return None
    span = min(now - past.watched_since, WATCHED)
    offset = now.astimezone(zone).utcoffset() or timedelta(0)
    shift = round(offset / _HOUR)  # whole hours everywhere in Indonesia
    local = [past.news[(hour - shift) % WEEK_HOURS] for hour in range(WEEK_HOURS)]
    total = sum(local)
    if span < ENOUGH_TIME or total < ENOUGH_NEWS:
        return None
    # one article more for each hour and day: what never had any may have one tomorrow
    hours = _smooth([1.0 + sum(local[hour::24]) for hour in range(24)])
    days = [1.0 + sum(local[24 * day : 24 * day + 24]) for day in range(7)]
    weekly = total / (span / timedelta(days=7))
    scale = weekly / (sum(hours) * sum(days))
    return Habits(rates=tuple(day * hour * scale for day in days for hour in hours))


def _smooth(hours: list[float]) -> list[float]:
    """Each hour leans on its neighbours: an editor's five past six is no other habit than five to six."""
    return [(hours[n - 1] + 2 * hours[n] + hours[(n + 1) % 24]) / 4 for n in range(24)]


def _next_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0) + _HOUR

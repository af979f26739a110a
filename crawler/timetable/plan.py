"""What the timetable is made from at one moment: settings, sources, their pasts. Pure; starts nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from crawler.config import Config
from crawler.manners import HostWait
from crawler.timetable.due import cron_trigger, spread_of
from crawler.timetable.rhythm import Turn, coming_turns, next_turn
from spiders.catalog.interval import parse_interval
from spiders.catalog.source import Source
from storage.store import Past


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All that `Timetable` needs to know; made anew at each SIGHUP."""

    config: Config
    sources: tuple[Source, ...]  # those to crawl, and no others
    pasts: Mapping[str, Past]  # a source never crawled may be missing
    waits: tuple[HostWait, ...] = ()  # hosts that are left alone

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.config.timezone)

    def source(self, name: str) -> Source | None:
        return next((source for source in self.sources if source.name == name), None)

    def rule(self, source: Source) -> tuple[str, ...]:
        """What the turns of the source depend on: the same rule keeps its next turn over a reload."""
        return source.interval, source.interval_min, source.interval_max, self.config.timezone

    def turn(self, source: Source, now: datetime) -> Turn:
        """The source's next turn, and why it is then."""
        return next_turn(source, self.pasts.get(source.name, Past()), now, self.zone, self.waits)

    def trigger(self, source: Source, now: datetime) -> CronTrigger | IntervalTrigger:
        """The APScheduler trigger of all turns but the first, in the configured zone, with jitter."""
        rule, jitter = parse_interval(source.interval), spread_of(source, now, self.zone).total_seconds()
        if isinstance(rule, timedelta):
            return IntervalTrigger(seconds=rule.total_seconds(), timezone=self.zone, jitter=jitter)
        trigger = cron_trigger(rule, self.zone)
        trigger.jitter = jitter
        return trigger

    def first_turns(self, now: datetime) -> Iterator[tuple[Source, datetime | None]]:
        """Each source with its first turn, aware; None for a cron expression that never fires.

        Those due already start now, spread evenly over their jitter, the first of them at once.
        """
        turns = [(s, self.turn(s, now).at) for s in self.sources]
        due = sum(at == now for _, at in turns)
        place = 0
        for source, at in turns:
            if at == now:
                yield source, now + spread_of(source, now, self.zone) * place / due
                place += 1
            else:
                yield source, at


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """The coming turns of a source, as `ronda schedule --dry-run` shows them."""

    source: str
    interval: str
    due: bool  # its first turn is now
    turns: tuple[datetime, ...]  # aware, in the configured zone, without jitter
    why: str  # of the first turn


def forecast(plan: Plan, now: datetime, count: int = 3) -> list[Forecast]:
    """What the timetable would do, the soonest source first, those that never fire last."""
    lines = []
    for source in plan.sources:
        past = plan.pasts.get(source.name, Past())
        turns = tuple(coming_turns(source, past, now, plan.zone, count, plan.waits))
        lines.append(
            Forecast(
                source=source.name,
                interval=source.interval,
                due=turns[:1] == (now,),
                turns=turns,
                why=plan.turn(source, now).why,
            )
        )
    return sorted(lines, key=lambda line: (not line.turns, line.turns[:1], line.source))


def clock_time(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`14:30 WIB`, or with its date where that is not today's: `2026-02-16 06:00 WIB`."""
    here = moment.astimezone(zone)
    today = here.date() == now.astimezone(zone).date()
    return here.strftime("%H:%M %Z" if today else "%Y-%m-%d %H:%M %Z")

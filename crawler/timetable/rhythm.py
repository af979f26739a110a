"""When a source comes next, and why: its interval bent to its habits, its failures and what its hosts ask.

Pure: the past, the hour and the waits are handed in. A cron expression is kept as it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from urllib.parse import urlsplit

from crawler.clock import ZONES
from crawler.manners import HostWait
from crawler.timetable.due import early, next_due
from crawler.timetable.habits import Habits, habits_of
from spiders.catalog.describe import lists_of
from spiders.catalog.interval import interval_bounds, parse_interval
from spiders.catalog.source import Source
from storage.store import Past, Run

# Articles to be expected for a round to be worth while, and as many as a short feed (ten items) can hold
# until the next: between these a round brings as many as at the written interval, spread over the week.
LEAST, MOST = 0.125, 5.0
MOOD = (0.5, 2.0)  # how far the last rounds bend what the weeks before taught
ROUNDS = 6  # that tell the mood
CLOCK = timedelta(minutes=5)  # a wait that was noted later than this from now was noted by a wrong clock


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A source's next turn: `at` is aware and never past; None: never. `why` is for people."""

    at: datetime | None
    why: str


def next_turn(
    source: Source, past: Past, now: datetime, zone: tzinfo, waits: Iterable[HostWait] = ()
) -> Turn:
    """When the source should be crawled next; `now` itself: it is due. `zone` is that of cron expressions."""
    turn = _own_turn(source, past, now, zone)
    wait = _left_alone(source, now, waits)
    if wait is None or turn.at is None or turn.at >= wait.until:
        return turn
    return Turn(at=wait.until, why=f"{wait.host} is left alone until then: {wait.reason}")


def _own_turn(source: Source, past: Past, now: datetime, zone: tzinfo) -> Turn:
    rule = parse_interval(source.interval)
    if isinstance(rule, str):
        return Turn(at=next_due(source, past.last_good, now, zone), why=f"as written: {source.interval}")
    runs = [run for run in past.runs if run.outcome != "running"]
    if not runs:
        at = next_due(source, past.last_good, now, zone)
        return Turn(at=at, why="never crawled" if past.last_good is None else f"every {source.interval}")
    if runs[0].started_at > now:
        return Turn(at=now, why="its last run lies in the future: a clock was wrong")
    failed = next((n for n, run in enumerate(runs) if run.outcome == "ok"), len(runs))
    if failed:
        return _after_failures(source, runs, failed, now)
    return _after_news(source, past, runs, now)


def _after_failures(source: Source, runs: Sequence[Run], failed: int, now: datetime) -> Turn:
    """Never sooner than when all is well, and ever later up to the upper bound; cut off once, at once."""
    base, _, longest = interval_bounds(source)
    if failed == 1 and runs[0].outcome == "interrupted":
        return Turn(at=now, why="its last run was cut off")
    gap = min(base * 2 ** min(failed - 1, 10), longest)
    times = "its last run" if failed == 1 else f"its last {failed} runs"
    why = f"{span(gap)} after the last try: {times} failed ({runs[0].reason})"
    return Turn(at=max(now, runs[0].started_at + gap), why=why)


def _after_news(source: Source, past: Past, runs: Sequence[Run], now: datetime) -> Turn:
    base, shortest, longest = interval_bounds(source)
    last, here = runs[0].started_at, ZONES[source.zone]
    habits = habits_of(past, now, here) if shortest < longest else None
    if habits is None:
        known = "as written" if shortest == longest else "as written, until more is known of its habits"
        return Turn(at=max(now, last + base), why=f"every {span(base)}: {known}")
    mood = _mood(habits, runs, here)
    wanted = min(max(habits.mean * (base / timedelta(hours=1)), LEAST), MOST)
    at = habits.reached(last, wanted / mood, last + longest, here)
    at = max(at, last + shortest)
    rate = habits.rate(max(at, now), here) * mood
    why = (
        f"{span(at - last)} after the last one, between {span(shortest)} and {span(longest)}: "
        f"{rate:.1f} articles an hour are to be expected then, {habits.mean:.1f} on average"
    )
    if mood != 1.0:
        why += f"; the last rounds brought {'more' if mood > 1 else 'fewer'} than usual"
    return Turn(at=max(now, at), why=why)


def _mood(habits: Habits, runs: Sequence[Run], zone: tzinfo) -> float:
    """What the last good rounds brought, over what was to be expected; near 1 where that was little."""
    good = [run for run in runs[: ROUNDS + 1] if run.outcome == "ok"]
    if len(good) < 2:
        return 1.0
    found = sum(run.figures.get("stored", 0) for run in good[:-1])
    expected = habits.expected(good[-1].started_at, good[0].started_at, zone)
    ratio = (found + 1) / (expected + 1)
    return round(min(max(ratio, MOOD[0]), MOOD[1]), 2)


def _left_alone(source: Source, now: datetime, waits: Iterable[HostWait]) -> HostWait | None:
    """The wait that ends first, where every host with lists of this source is to be left alone."""
    hosts = {urlsplit(url).netloc for url in lists_of(source)} or {source.host}
    waiting = {wait.host: wait for wait in waits if wait.until > now and wait.noted_at <= now + CLOCK}
    if not hosts <= waiting.keys():
        return None
    return min((waiting[host] for host in hosts), key=lambda wait: wait.until)


def due_turns(
    sources: Iterable[Source],
    pasts: Mapping[str, Past],
    now: datetime,
    zone: tzinfo,
    waits: Iterable[HostWait] = (),
) -> list[tuple[Source, Turn, bool]]:
    """Each source with its turn and whether that has come, in the order given.

    An interval is taken as over a little early (`due.early`), because whoever asks comes by in ticks; a wait
    that a host asked for never is.
    """
    waits, found = tuple(waits), []
    for source in sources:
        past = pasts.get(source.name, Past())
        turn, bare = next_turn(source, past, now, zone, waits), next_turn(source, past, now, zone)
        free = turn == bare
        soon = now + (early(source) if free else timedelta(0))
        found.append((source, turn, turn.at is not None and turn.at <= soon))
    return found


def coming_turns(
    source: Source,
    past: Past,
    now: datetime,
    zone: tzinfo,
    count: int,
    waits: Iterable[HostWait] = (),
) -> list[datetime]:
    """The next `count` turns if all goes well and as expected, without their spread, aware, in `zone`; the
    first is `now` for a source that is due."""
    turns: list[datetime] = []
    turn = next_turn(source, past, now, zone, waits)
    while turn.at is not None and len(turns) < count:
        turns.append(turn.at.astimezone(zone))
        past = _after_a_good_run(past, turn.at)
        turn = next_turn(source, past, turn.at, zone)
    return turns


def _after_a_good_run(past: Past, at: datetime) -> Past:
    run = Run(
        id=0, source="", started_at=at, finished_at=at, outcome="ok", reason="", trigger="cron", figures={}
    )
    return replace(past, last_good=at, runs=(run,))


def span(length: timedelta) -> str:
    """`45m`, `2h05m`, `1d 3h`: as an interval is written."""
    minutes = round(length / timedelta(minutes=1))
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days}d {hours}h" if hours else f"{days}d"
    if hours:
        return f"{hours}h{minutes:02d}m" if minutes else f"{hours}h"
    return f"{minutes}m"

"""Sources, runs, addresses and what is told of them, one frozen type each. Knows nothing of how they are
kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crawler.items import Link


@dataclass(frozen=True, kw_only=True)
class Validators:
    """What to ask a known address conditionally with (RFC 9110, section 13)."""

    etag: str | None
    last_modified: str | None
    visited_at: datetime | None = field(default=None, compare=False)  # of the last good answer; no validator


@dataclass(frozen=True, kw_only=True)
class Visited:
    """A known article that may be worth another visit. Times are aware."""

    link: Link
    first_fetched_at: datetime
    visited_at: datetime  # the last visit, whatever it brought


@dataclass(frozen=True, kw_only=True)
class OpenList:
    """A list that another one led to (its next page, a sitemap of an index) and that is still to be asked.
    `resume` is the crawler's own note of how to go on with it; the store only keeps it."""

    url: str
    resume: str


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """What the store keeps of a source, so that its file can be read without the catalogue."""

    name: str
    title: str
    network: str
    host: str
    region: str
    language: str
    zone: str
    terms: str
    enabled: bool


@dataclass(frozen=True, kw_only=True)
class RunReport:
    """The end of a crawl. `figures` has the keys of storage.store.FIGURES; those left out count as 0."""

    finished_at: datetime
    outcome: str  # ok, failed, interrupted
    reason: str
    figures: Mapping[str, int]
    stats: Mapping[str, Any]  # Scrapy's own, as they were


@dataclass(frozen=True, kw_only=True)
class Run:
    """A crawl of one source. Outcome `running` may also be one that was killed: see `repair_runs`."""

    id: int
    source: str
    started_at: datetime
    finished_at: datetime | None
    outcome: str  # running, ok, failed, interrupted
    reason: str
    trigger: str  # hand, cron, schedule, scrapy, demo, import
    figures: Mapping[str, int]


WEEK_HOURS = 7 * 24


@dataclass(frozen=True, kw_only=True)
class Past:
    """What a source's next turn is told from. Imports are no runs here."""

    last_good: datetime | None = None  # start of the last run that ended ok
    runs: tuple[Run, ...] = ()  # the latest, newest first
    watched_since: datetime | None = None  # start of its first run
    news: tuple[int, ...] = (
        0,
    ) * WEEK_HOURS  # articles of four weeks by hour of the week, Monday 00 UTC first


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What the reading of one article brought."""

    first_fetched_at: datetime  # aware, UTC
    title: bool
    date: bool
    author: bool
    doubtless: bool
    words: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """Addresses of a source that could not be had at their last try, for one reason."""

    kind: str  # list, article
    reason: str
    addresses: int
    example: str  # the address that failed last


@dataclass(frozen=True, kw_only=True)
class Vitals:
    """What the store knows of a source's state, besides its runs. Days are those of the source's own clock,
    `YYYY-MM-DD`."""

    readings: tuple[Reading, ...]  # the newest articles first
    today: str
    last_new_at: datetime | None  # when the newest article came in; aware
    news_days: frozenset[str]  # with articles that came in
    good_days: frozenset[str]  # with a good run
    first_run_at: datetime | None  # aware
    troubles: tuple[Trouble, ...]  # lists before articles, the most addresses first
    refusals: tuple[str, ...]  # why the newest pages were no articles


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many articles there are of one day, source, topic, unit or place; `relevant`: of these, by their
    labels."""

    name: str
    articles: int
    relevant: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CoveredDay:
    """What a day was for a source or a district: why there is news, or none.

    `status`: news, no news, silent (the source rests longer than ever), broken (read no longer as it was),
    blocked, failed, not watched (no round). `figures` are those of the view `coverage`.
    """

    name: str  # of the source or the district
    day: str  # of the source's clock, `YYYY-MM-DD`
    status: str
    articles: int
    evidence: str
    figures: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class SourceCounts:
    """How much there is of a source. Times are aware."""

    source: str
    articles: int
    pending: int  # article addresses that wait for their first good visit
    failing: int  # addresses, lists too, whose last try failed
    runs: Mapping[str, int]  # by outcome; imports count, too
    last: Run | None  # the last that ended
    last_good_run_at: datetime | None
    last_new_at: datetime | None


FIGURES = (
    "lists",  # lists asked
    "lists_failed",
    "lists_unchanged",  # 304
    "links",  # article links the lists named
    "links_new",  # of these, never seen before
    "pages",  # article addresses that ended in this run, whatever the outcome
    "stored",
    "unchanged",
    "revised",
    "duplicate",
    "off_topic",
    "refused",
    "doubtful",  # of those stored and revised, the ones whose reading should be looked at
    "gone",
    "failed",
    "requests",
    "bytes",  # received
    "errors",  # exceptions of ours and items that could not be kept
    "peak_memory_kb",  # of the crawl's process, its readers not counted
    "latency_ms",  # median from a request to its answer
)

"""What goes into the store and comes out of it, one frozen type each. Knows nothing of how it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crawler.items import Link, StoredArticle


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A condition on what articles say: any of `values`, or with `excluded` none. `kind` and its values:
    `topic` and `unit`: canonical names; `place`: codes of the Ministry of Home Affairs, a province's for all
    in it; `kecamatan`: names; `official` and `operation`: a part of the name or post; `source`: names."""

    kind: str
    values: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True, kw_only=True)
class ArticleQuery:
    """Which articles. Times are aware; `since` counts, `until` does not; they compare with the time of
    publication, or of the first visit where none was printed. Newest first, unless `oldest_first`."""

    sources: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    limit: int | None = None
    oldest_first: bool = False
    facets: tuple[Facet, ...] = ()
    labels: bool = False  # give the articles with their labels
    unlike: str = ""  # only those that another labeller labelled, or none


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An article that a search found. `snippet` is plain text; `marks` are (start, end) of the found words
    in it, counted in characters. A lower `rank` is better. `others`: how many further articles of its story
    were found, where one was asked for of each."""

    article: StoredArticle
    snippet: str
    marks: tuple[tuple[int, int], ...]
    rank: float
    others: int = 0


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a search found, best first. `notes` are for the person who searches: what was not understood, and
    where not every article was looked at."""

    hits: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """A line of the text of a page, as read before the furniture of its source was left out."""

    page: str
    mark: str
    size: int  # characters
    sentence: bool


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


@dataclass(frozen=True, kw_only=True)
class Version:
    """An article as it stood from `seen_at` until `replaced_at` (None: it still stands). Numbered from 1."""

    article_id: int
    number: int
    title: str | None
    text: str
    content_hash: str
    published_at: datetime | None
    modified_at: datetime | None
    seen_at: datetime
    replaced_at: datetime | None
    reason: str  # why it was replaced


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One version giving way to the next. `at` is when we met the newer one, `number` that of the older."""

    article_id: int
    number: int
    source: str
    url: str
    at: datetime
    what: str
    title_before: str | None
    title_after: str | None
    text_before: str
    text_after: str
    seen_at: datetime
    modified_before: datetime | None
    modified_after: datetime | None


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What became of an article's address: `gone`, `back`, `moved` (to `other_url`). `at` is our visit."""

    article_id: int
    what: str
    source: str
    title: str | None
    at: datetime
    url: str
    other_url: str | None
    reason: str


# Pages of a source whose lines are remembered: a few days of a small paper, so that a new design is learned
# within a week.
REMEMBERED_PAGES = 40


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


@dataclass(frozen=True, kw_only=True, slots=True)
class PageRecord:
    """Where one part of a page is kept as fetched. All parts of a visit share `url` and `fetched_at`."""

    url: str  # the identity of the article: Link.url
    source: str
    fetched_at: datetime  # aware; when the first part was
    part: int  # from 1
    file: str  # in the folder of archived pages
    offset: int  # bytes
    length: int  # bytes
    missing: tuple[str, ...] = ()  # addresses of parts that could not be had


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivedPage:
    """The page that a version of an article was read from; one that gave no article has neither."""

    article_id: int | None
    version: int  # as in Version.number; 0 without an article
    current: bool  # the version that stands
    source: str
    link: Link
    missing: tuple[str, ...]
    records: tuple[PageRecord, ...]  # a part each, in order


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

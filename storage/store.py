"""What the house asks of its store, whatever keeps it. Knows no Scrapy, no SQL.

Every method that writes is one transaction: whole or not at all, safe against kill -9 at any moment.
All raise StoreError (crawler.errors) with a remedy when the store cannot be used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from crawler.items import Article, Kept, Link, ListVisit, Refusal, StoredArticle


@dataclass(frozen=True, kw_only=True)
class ArticleQuery:
    """Which articles. Times are aware; `since` counts, `until` does not; they compare with the time of
    publication, or of the first visit where none was printed. Newest first, unless `oldest_first`."""

    sources: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    limit: int | None = None
    oldest_first: bool = False


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An article that a search found. `snippet` is plain text; `marks` are (start, end) of the found words
    in it, counted in characters. A lower `rank` is better (bm25)."""

    article: StoredArticle
    snippet: str
    marks: tuple[tuple[int, int], ...]
    rank: float


@dataclass(frozen=True, kw_only=True)
class Validators:
    """What to ask a known address conditionally with (RFC 9110, section 13)."""

    etag: str | None
    last_modified: str | None


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
    "gone",
    "failed",
    "requests",
    "bytes",  # received
    "errors",  # exceptions of ours and items that could not be kept
    "peak_memory_kb",  # of the crawl's process, its readers not counted
)


class Store(Protocol):
    path: Path

    # --- sources and runs
    def put_sources(self, sources: Iterable[SourceRow], at: datetime) -> None:
        """Adds or updates the rows of sources; never removes one that has articles."""

    def start_run(self, source: str, *, at: datetime, trigger: str, pid: int) -> int:
        """Notes that a crawl began; gives its id."""

    def progress_run(self, run: int, figures: Mapping[str, int]) -> None:
        """The figures so far, for whoever looks at a running crawl."""

    def finish_run(self, run: int, report: RunReport) -> None: ...

    def repair_runs(self, source: str, at: datetime) -> int:
        """Marks `running` runs of the source as interrupted (the caller holds the source's lock, so they
        were killed); gives how many."""

    def runs(self, *, source: str | None = None, limit: int = 20) -> list[Run]:
        """The newest runs first."""

    def last_good_runs(self) -> dict[str, datetime]:
        """Start of the last run that ended `ok`, by source."""

    # --- addresses
    def see_links(
        self,
        source: str,
        links: Sequence[Link],
        at: datetime,
        visit: ListVisit,
        further: Sequence[OpenList] = (),
    ) -> list[Link]:
        """Notes the links one list named, the lists it leads to, and the visit itself with its validators, in
        one transaction.

        Gives back those worth a visit, in the order given: never seen before, still pending, failed
        before, or known with a `modified_at` after their last visit. New ones are `pending` from now on,
        so a crawl killed the next moment loses none, though the list will answer 304.
        """

    def saw_list(self, visit: ListVisit) -> None:
        """Notes a visit to a list that gave no links (failed, unchanged, empty). A failed visit leaves
        the validators as they are."""

    def open_lists(self, source: str) -> list[OpenList]:
        """Lists that earlier runs were led to but did not ask, oldest first; none that failed ten times."""

    def leave_lists(self, urls: Sequence[str]) -> None:
        """Open lists that turned out not to be worth asking, as everything before them was known."""

    def pending(self, source: str, limit: int = 1000) -> list[Link]:
        """Links that earlier runs saw but could not bring to an end (killed, failed), newest first.
        A link that failed ten times is left out."""

    def to_revisit(
        self, source: str, at: datetime, *, younger_than_days: float, limit: int = 1000
    ) -> list[Link]:
        """Articles of the source first seen in the last days, as links, newest first."""

    def validators(self, url: str) -> Validators | None:
        """What the last good answer of an address said; None for an unknown one."""

    def dispose(self, refusal: Refusal, run: int | None) -> None:
        """Notes the end of an address that gave no article. `gone` and `unchanged` keep the article the
        address had; `failed` never overwrites `stored`."""

    # --- articles
    def keep(self, article: Article, run: int | None, *, aliases: Sequence[str] = ()) -> Kept:
        """Stores an article, in one transaction with the disposition of its addresses.

        Known canonical address and same text and title → unchanged; other text or title → the old ones
        become a row of `revisions`: revised. The same text under another address of the same source →
        duplicate: the address becomes an alias. Same text at another source → stored, with `copy_of`.
        """

    def keep_many(self, articles: Sequence[Article], run: int | None) -> list[Kept]:
        """`keep` for each, in one transaction."""

    def find(self, key: str) -> StoredArticle | None:
        """By content hash, alias (hash or address), canonical or visited address, or id (digits only).
        A content hash that several sources share gives the earliest."""

    def articles(self, query: ArticleQuery) -> Iterator[StoredArticle]: ...

    def search(self, words: str, query: ArticleQuery) -> list[Hit]:
        """Best first. Any input is safe: words must all occur, "…" is a phrase; nothing left to look for
        gives []."""

    def count(self) -> int:
        """How many articles."""

    def stats(self) -> Mapping[str, Any]:
        """Totals, and by source: articles, first and last publication, last good run; for `ronda stats`."""

    # --- care
    def check(self) -> list[str]:
        """Problems found (integrity, foreign keys, full-text index); empty when sound."""

    def close(self) -> None: ...

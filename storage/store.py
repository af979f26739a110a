"""What the house asks of its store, whatever keeps it. Knows no Scrapy, no SQL.

Every method that writes is one transaction: whole or not at all, safe against kill -9 at any moment.
All raise StoreError (crawler.errors) with a remedy when the store cannot be used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from crawler.items import Article, Kept, StoredArticle
from crawler.labels import Labels
from crawler.officials import InOffice
from storage.desk import LinkingDesk
from storage.records import (
    REMEMBERED_PAGES,
    ArchivedPage,
    ArticleQuery,
    Edit,
    Facet,
    Findings,
    Happening,
    Hit,
    PageRecord,
    Sighting,
    Version,
)
from storage.rounds import RoundStore
from storage.run_records import (
    FIGURES,
    WEEK_HOURS,
    CoveredDay,
    OpenList,
    Past,
    Reading,
    Run,
    RunReport,
    SourceCounts,
    SourceRow,
    Tally,
    Trouble,
    Validators,
    Visited,
    Vitals,
)
from storage.search import Question
from storage.story_records import Place, StoryLink, StoryQuery, Told, ToldStory, Unlinked

__all__ = [
    "FIGURES",
    "REMEMBERED_PAGES",
    "WEEK_HOURS",
    "ArchivedPage",
    "ArticleQuery",
    "CoveredDay",
    "Edit",
    "Facet",
    "Findings",
    "Happening",
    "Hit",
    "OpenList",
    "PageRecord",
    "Past",
    "Reading",
    "Run",
    "RunReport",
    "Sighting",
    "SourceCounts",
    "SourceRow",
    "Store",
    "Tally",
    "Trouble",
    "Validators",
    "Version",
    "Visited",
    "Vitals",
]


class Store(RoundStore, Protocol):
    path: Path

    # --- articles
    def keep(
        self, article: Article, run: int | None, *, aliases: Sequence[str] = (), drop: bool = False
    ) -> Kept:
        """Stores an article and its labels, in one transaction with the disposition of its addresses.

        Known canonical address and same text and title → unchanged; other text or title → the old ones
        become a row of `revisions`: revised. The same text under another address of the same source →
        duplicate: the address becomes an alias. Same text at another source → stored, with `copy_of`.
        With `drop`, an article that would be new and is off topic is not kept, and its address never asked
        again; a known one stays, whatever its text is about by now.
        """

    def keep_many(self, articles: Sequence[Article], run: int | None, *, drop: bool = False) -> list[Kept]:
        """`keep` for each, in one transaction."""

    def find(self, key: str, *, labels: bool = False) -> StoredArticle | None:
        """By content hash, alias (hash or address), canonical or visited address, or id (digits only).
        A content hash that several sources share gives the earliest."""

    def articles(self, query: ArticleQuery) -> Iterator[StoredArticle]: ...

    def search(
        self, question: Question | str, query: ArticleQuery, *, one_per_story: bool = False
    ) -> Findings:
        """Best first; without words the newest that the query allows. Any input is safe, see
        storage.search.parse. The question's fields are the caller's to put into the query."""

    def versions(self, article_id: int) -> list[Version]:
        """Every version of an article, the oldest first; the last one stands."""

    def edits(self, query: ArticleQuery) -> Iterator[Edit]:
        """Edits, the newest first; the query's times are those of the edit."""

    def happenings(self, query: ArticleQuery) -> Iterator[Happening]:
        """Articles that are gone, came back or moved, the latest first; the query's times are our visits'."""

    def vitals(self, source: str, at: datetime) -> Vitals:
        """What a judgement of the source's health needs; `at` is now."""

    def source_counts(self, sources: Sequence[str]) -> list[SourceCounts]:
        """What metrics tell of each source, in the order given; cheap enough for every minute."""

    def tallies(self, key: str, query: ArticleQuery) -> list[Tally]:
        """How many articles by day (of the source's clock), source, topic, unit, kabupaten or kecamatan."""

    def coverage(self, query: ArticleQuery) -> list[CoveredDay]:
        """What each day was for each source, also without news; `since` and `until` count by their date."""

    def district_coverage(self, query: ArticleQuery) -> list[CoveredDay]:
        """The same for each kabupaten or kota that the sources see."""

    def count(self) -> int:
        """How many articles."""

    def stats(self) -> Mapping[str, Any]:
        """Totals, and by source: articles, first and last publication, last good run; for `ronda stats`."""

    def sightings(self, source: str) -> list[Sighting]:
        """The lines of the pages that the source is remembered by: its latest new and revised articles."""

    def reread(self, article_id: int, article: Article, version: int | None = None) -> bool:
        """Puts an article right in its place, after its archived page was read with other rules: no revision,
        no edit, no visit. `version`: an earlier version of it, not the one that stands.

        False, and nothing is written, when the reading holds no text or lacks more parts than what is stored.
        """

    def relabel(self, labelled: Sequence[tuple[StoredArticle, Labels]]) -> int:
        """Puts the labels of texts in the place of those they had; of texts that stand no more they are left
        out. How many were written."""

    def officials(self, *, unit: str | None, post: str = "", name: str = "") -> list[InOffice]:
        """Every naming of somebody in a post: of a unit by its canonical name (None: of any), whose post and
        name hold these words, whatever the capitals."""

    def labellers(self) -> dict[str, dict[str, int]]:
        """By source, how many articles each labeller labelled; under "" those that have no labels."""

    # --- stories
    def unlinked(self, limit: int) -> list[Unlinked]:
        """Articles that wait to be linked, being new, changed or deleted; those that wait longest."""

    def count_unlinked(self) -> int:
        """How many articles wait to be linked."""

    def linking(self, rules: int) -> AbstractContextManager[LinkingDesk]:
        """One transaction in which nobody else links: of two articles that come at once the later sees the
        earlier. Links made by older rules are forgotten first; StoreError for those made by newer ones."""

    def unlink_all(self, rules: int) -> None:
        """Forgets all links and stories: every article waits to be linked, by these rules."""

    def stories(self, query: StoryQuery) -> list[ToldStory]:
        """The newest first."""

    def place(self, article_id: int) -> Place | None:
        """Where an article stands; None for one that is not linked yet."""

    def story(self, number: int) -> ToldStory | None:
        """By its number: that of its origin."""

    def told(self, number: int) -> list[Told]:
        """The articles of a story, the earliest first."""

    def story_links(self, number: int) -> list[StoryLink]:
        """The links between the articles of a story, with their reasons."""

    def same_case(self, number: int) -> list[ToldStory]:
        """Stories that tell of other stages or angles of the same case, the earliest first."""

    # --- pages as they were fetched
    def note_pages(self, records: Sequence[PageRecord]) -> None:
        """Where parts of pages were written to; those of a visit that is known are left as they are."""

    def forget_files(self, files: Iterable[str]) -> None:
        """These files are no more: forgets the pages in them."""

    def archived(self, query: ArticleQuery) -> Iterator[ArchivedPage]:
        """The archived page of each version of the articles, the newest article first. Of several visits that
        gave one version it is the one with most parts, of these the latest."""

    def refused(self, query: ArticleQuery) -> Iterator[ArchivedPage]:
        """The latest archived page of each address without an article; the query's times are its visit's."""

    def count_pages(self) -> int:
        """How many pages are archived."""

    # --- care
    def check(self) -> list[str]:
        """Problems found (integrity, foreign keys, full-text index); empty when sound."""

    def back_up(self, target: Path, told: Callable[[int, int], None] = lambda done, pages: None) -> None:
        """A whole, sound copy in another file, while others write; `told(done, all)` on the way."""

    def close(self) -> None: ...

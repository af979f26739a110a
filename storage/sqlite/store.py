"""The Store protocol, kept in one SQLite file. Every method is one call of the module that does the work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from crawler.items import Article, Kept, StoredArticle
from crawler.labels import Labels
from crawler.officials import InOffice
from storage.desk import LinkingDesk
from storage.search import Question
from storage.sqlite import (
    articles,
    care,
    charts,
    counts,
    happenings,
    ledger,
    linking,
    lookup,
    officials,
    pages,
    rereading,
    search,
    sightings,
    stories,
    vitals,
)
from storage.sqlite.backup import back_up
from storage.sqlite.connection import Connection
from storage.sqlite.migrations import bring_up_to_date
from storage.sqlite.rounds import SqliteRounds
from storage.store import (
    ArchivedPage,
    ArticleQuery,
    CoveredDay,
    Edit,
    Findings,
    Happening,
    PageRecord,
    Sighting,
    SourceCounts,
    Tally,
    Version,
    Vitals,
)
from storage.story_records import Place, StoryLink, StoryQuery, Told, ToldStory, Unlinked


class SqliteStore(SqliteRounds):
    """See storage.store.Store for what the methods promise. Of one thread; closes itself as a context."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Opens the file, making it or bringing its schema up to date unless `read_only`.

        Raises StoreError when it cannot be opened, is no database, or is of another or a newer program.
        """
        self.path = path
        self._db = Connection(path, read_only=read_only)
        try:
            bring_up_to_date(self._db)
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- articles
    def keep(
        self, article: Article, run: int | None, *, aliases: Sequence[str] = (), drop: bool = False
    ) -> Kept:
        return articles.keep(self._db, article, run, aliases=aliases, drop=drop)

    def keep_many(self, articles_: Sequence[Article], run: int | None, *, drop: bool = False) -> list[Kept]:
        return articles.keep_many(self._db, articles_, run, drop=drop)

    def find(self, key: str, *, labels: bool = False) -> StoredArticle | None:
        return lookup.find(self._db, key, labels=labels)

    def articles(self, query: ArticleQuery) -> Iterator[StoredArticle]:
        return lookup.articles(self._db, query)

    def search(
        self, question: Question | str, query: ArticleQuery, *, one_per_story: bool = False
    ) -> Findings:
        return search.search(self._db, question, query, one_per_story=one_per_story)

    def versions(self, article_id: int) -> list[Version]:
        return ledger.versions(self._db, article_id)

    def edits(self, query: ArticleQuery) -> Iterator[Edit]:
        return ledger.edits(self._db, query)

    def happenings(self, query: ArticleQuery) -> Iterator[Happening]:
        return happenings.happenings(self._db, query)

    def vitals(self, source: str, at: datetime) -> Vitals:
        return vitals.vitals(self._db, source, at)

    def source_counts(self, sources: Sequence[str]) -> list[SourceCounts]:
        return [counts.source_counts(self._db, source) for source in sources]

    def tallies(self, key: str, query: ArticleQuery) -> list[Tally]:
        return charts.tallies(self._db, key, query)

    def coverage(self, query: ArticleQuery) -> list[CoveredDay]:
        return charts.coverage(self._db, query)

    def district_coverage(self, query: ArticleQuery) -> list[CoveredDay]:
        return charts.district_coverage(self._db, query)

    def count(self) -> int:
        return lookup.count(self._db)

    def stats(self) -> Mapping[str, Any]:
        return care.stats(self._db)

    def sightings(self, source: str) -> list[Sighting]:
        return sightings.sightings(self._db, source)

    def reread(self, article_id: int, article: Article, version: int | None = None) -> bool:
        return rereading.reread(self._db, article_id, article, version)

    def relabel(self, labelled: Sequence[tuple[StoredArticle, Labels]]) -> int:
        return rereading.relabel(self._db, labelled)

    def officials(self, *, unit: str | None, post: str = "", name: str = "") -> list[InOffice]:
        return officials.officials(self._db, unit=unit, post=post, name=name)

    def labellers(self) -> dict[str, dict[str, int]]:
        return care.labellers(self._db)

    # --- stories
    def unlinked(self, limit: int) -> list[Unlinked]:
        return linking.waiting(self._db, limit)

    def count_unlinked(self) -> int:
        return linking.count_waiting(self._db)

    def linking(self, rules: int) -> AbstractContextManager[LinkingDesk]:
        return linking.linking(self._db, rules)

    def unlink_all(self, rules: int) -> None:
        linking.unlink_all(self._db, rules)

    def stories(self, query: StoryQuery) -> list[ToldStory]:
        return stories.stories(self._db, query)

    def place(self, article_id: int) -> Place | None:
        return stories.place(self._db, article_id)

    def story(self, number: int) -> ToldStory | None:
        return stories.story(self._db, number)

    def told(self, number: int) -> list[Told]:
        return stories.told(self._db, number)

    def story_links(self, number: int) -> list[StoryLink]:
        return stories.story_links(self._db, number)

    def same_case(self, number: int) -> list[ToldStory]:
        return stories.same_case(self._db, number)

    # --- pages as they were fetched
    def note_pages(self, records: Sequence[PageRecord]) -> None:
        pages.note_pages(self._db, records)

    def forget_files(self, files: Iterable[str]) -> None:
        pages.forget_files(self._db, files)

    def archived(self, query: ArticleQuery) -> Iterator[ArchivedPage]:
        return pages.archived(self._db, query)

    def refused(self, query: ArticleQuery) -> Iterator[ArchivedPage]:
        return pages.refused(self._db, query)

    def count_pages(self) -> int:
        return pages.count_pages(self._db)

    # --- care
    def check(self) -> list[str]:
        return care.check(self._db)

    def back_up(self, target: Path, told: Callable[[int, int], None] = lambda done, pages: None) -> None:
        back_up(self._db, target, told)

    def close(self) -> None:
        self._db.close()

"""The Store protocol, kept in one SQLite file. Every method is one call of the module that does the work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from crawler.items import Article, Kept, Link, ListVisit, Refusal, StoredArticle
from crawler.labels import Labels
from crawler.manners import HostWait
from crawler.officials import InOffice
from storage.desk import LinkingDesk
from storage.search import Question
from storage.sqlite import (
    addresses,
    articles,
    care,
    charts,
    counts,
    happenings,
    hosts,
    ledger,
    linking,
    lookup,
    officials,
    pages,
    pasts,
    rereading,
    runs,
    search,
    sightings,
    stories,
    tries,
    vitals,
)
from storage.sqlite.backup import back_up
from storage.sqlite.connection import Connection
from storage.sqlite.migrations import bring_up_to_date
from storage.store import (
    ArchivedPage,
    ArticleQuery,
    CoveredDay,
    Edit,
    Findings,
    Happening,
    OpenList,
    PageRecord,
    Past,
    Run,
    RunReport,
    Sighting,
    SourceCounts,
    SourceRow,
    Tally,
    Validators,
    Version,
    Visited,
    Vitals,
)
from storage.story_records import Place, StoryLink, StoryQuery, Told, ToldStory, Unlinked


class SqliteStore:
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

    # --- sources and runs
    def put_sources(self, sources: Iterable[SourceRow], at: datetime) -> None:
        runs.put_sources(self._db, sources, at)

    def source_names(self) -> list[str]:
        return runs.source_names(self._db)

    def start_run(self, source: str, *, at: datetime, trigger: str, pid: int) -> int:
        return runs.start_run(self._db, source, at=at, trigger=trigger, pid=pid)

    def progress_run(self, run: int, figures: Mapping[str, int]) -> None:
        runs.progress_run(self._db, run, figures)

    def finish_run(self, run: int, report: RunReport) -> None:
        runs.finish_run(self._db, run, report)

    def repair_runs(self, source: str, at: datetime) -> int:
        return runs.repair_runs(self._db, source, at)

    def runs(self, *, source: str | None = None, limit: int = 20) -> list[Run]:
        return runs.runs(self._db, source=source, limit=limit)

    def past(self, source: str, at: datetime) -> Past:
        return pasts.past(self._db, source, at)

    def last_good_runs(self) -> dict[str, datetime]:
        return runs.last_good_runs(self._db)

    # --- addresses
    def see_links(
        self,
        source: str,
        links: Sequence[Link],
        at: datetime,
        visit: ListVisit,
        further: Sequence[OpenList] = (),
    ) -> list[Link]:
        return addresses.see_links(self._db, source, links, at, visit, further)

    def open_lists(self, source: str) -> list[OpenList]:
        return addresses.open_lists(self._db, source)

    def forgive(self, source: str, run: int) -> None:
        tries.forgive(self._db, source, run)

    def given_up(self, source: str | None = None) -> dict[str, int]:
        return tries.given_up(self._db, source)

    def retry(self, source: str) -> int:
        return tries.retry(self._db, source)

    def leave_lists(self, urls: Sequence[str]) -> None:
        addresses.leave_lists(self._db, urls)

    def saw_list(self, visit: ListVisit) -> None:
        addresses.saw_list(self._db, visit)

    def pending(
        self, source: str, limit: int = 1000, *, at: datetime | None = None, tried: bool | None = None
    ) -> list[Link]:
        return addresses.pending(self._db, source, limit, at, tried)

    def young(self, source: str, since: datetime, limit: int = 1000) -> list[Visited]:
        return addresses.young(self._db, source, since, limit)

    def published(self, urls: Sequence[str]) -> dict[str, datetime]:
        return addresses.published(self._db, urls)

    def validators(self, url: str) -> Validators | None:
        return addresses.validators(self._db, url)

    def dispose(self, refusal: Refusal, run: int | None) -> None:
        addresses.dispose(self._db, refusal, run)

    # --- hosts
    def host_wait(self, host: str) -> HostWait | None:
        return hosts.host_wait(self._db, host)

    def host_waits(self) -> list[HostWait]:
        return hosts.host_waits(self._db)

    def keep_host_wait(self, wait: HostWait) -> None:
        hosts.keep_host_wait(self._db, wait)

    def end_host_wait(self, host: str) -> None:
        hosts.end_host_wait(self._db, host)

    def robots(self, origin: str, *, after: datetime, until: datetime) -> str | None:
        return hosts.robots(self._db, origin, after, until)

    def keep_robots(self, origin: str, rules: str, at: datetime) -> None:
        hosts.keep_robots(self._db, origin, rules, at)

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

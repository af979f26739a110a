"""Articles that do not come from a crawl enter the store: a run, a lock and a row for each source they name.

Knows no files and no command line.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, fields
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from crawler.cli import output
from crawler.cli.watches import watch_of
from crawler.clock import now
from crawler.items import Article, Outcome, Page
from crawler.runs.lock import take_lock
from pipelines.labels.article import labelled
from storage.store import RunReport, SourceRow, Store
from storage.warc.archive import PageArchive

if TYPE_CHECKING:
    from crawler.cli.context import Context

NETWORK = "import"  # of a source that the catalogue does not have


@dataclass
class _Run:
    id: int
    archive: PageArchive | None
    figures: Counter[str] = field(default_factory=Counter)


class Intake:
    """Keeps articles, and writes down at the end what became of them, source by source."""

    def __init__(self, store: Store, here: Context) -> None:
        self.store, self.here = store, here
        self._runs: dict[str, _Run] = {}
        self._locks = ExitStack()

    def keep(self, article: Article, aliases: Sequence[str] = ()) -> Outcome:
        """Labels and stores one article, whatever it is about. Raises LockHeld while its source is being
        crawled, StoreError."""
        return self._keep(labelled(article, watch_of(self.here, article.source)), aliases)

    def keep_page(self, article: Article, page: Page) -> Outcome:
        """Stores an article, and archives the page it was read from if it brought anything new.

        One that is off topic is dropped where the configuration says so. A page that cannot be archived costs
        the article nothing. Raises as `keep` does.
        """
        outcome = self._keep(article, drop=self.here.config.off_topic == "drop")
        archive = self._runs[article.source].archive
        if archive is not None and outcome in (Outcome.STORED, Outcome.REVISED):
            try:
                archive.add(page)
                archive.note()
            except OSError as error:
                output.note(f"ronda: not archived: {article.url}: {error}")
        return outcome

    def _keep(self, article: Article, aliases: Sequence[str] = (), *, drop: bool = False) -> Outcome:
        run = self._run(article.source)
        kept = self.store.keep(article, run.id, aliases=aliases, drop=drop)
        run.figures[kept.outcome.replace("-", "_")] += 1
        run.figures["pages"] += 1
        return kept.outcome

    def refused(self, source: str) -> None:
        """Counts a page that gave no article."""
        run = self._run(source)
        run.figures["refused"] += 1
        run.figures["pages"] += 1

    def failed(self, source: str) -> None:
        """Counts a file, or a line of one, that could not be read."""
        self._run(source).figures["errors"] += 1

    def _run(self, source: str) -> _Run:
        if source not in self._runs:
            # a crawl has one writer a source, and so has an import
            self._locks.callback(take_lock(self.here.config.database, source).release)
            at = now()
            self._put_source(source)
            self.store.repair_runs(source, at)
            number = self.store.start_run(source, at=at, trigger="import", pid=os.getpid())
            self._runs[source] = _Run(number, self._archive(source, number, at))
        return self._runs[source]

    def _archive(self, source: str, run: int, at: datetime) -> PageArchive | None:
        if not self.here.config.archive:
            return None
        return PageArchive(self.store, source=source, run=run, at=at)

    def _put_source(self, name: str) -> None:
        if name in self.here.catalog:
            known = self.here.catalog[name]
            row = SourceRow(**{f.name: getattr(known, f.name) for f in fields(SourceRow)})
        elif name in self.store.source_names():
            return  # a source that left the catalogue keeps the row it had
        else:
            row = SourceRow(
                name=name,
                title=name,
                network=NETWORK,
                host="",
                region="",
                language="id",
                zone=self.here.config.timezone,
                terms="",
                enabled=False,
            )
        self.store.put_sources([row], now())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._locks:
            for run in self._runs.values():
                self._finish(run, error)

    def _finish(self, run: _Run, error: BaseException | None) -> None:
        if run.archive is not None:
            run.archive.close()
        bad = output.counted(run.figures["errors"], "file or line")
        if error is not None:
            outcome, reason = "interrupted", str(error) or "stopped by hand"
        elif run.figures["errors"]:
            outcome, reason = "failed", f"{bad} could not be read"
        else:
            outcome, reason = "ok", f"{output.counted(run.figures['pages'], 'article')} read"
        report = RunReport(finished_at=now(), outcome=outcome, reason=reason, figures=run.figures, stats={})
        self.store.finish_run(run.id, report)

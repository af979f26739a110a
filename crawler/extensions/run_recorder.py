"""Records a crawl in the store: its begin, its figures on the way, its verdict. Holds the source's lock."""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.clock import now
from crawler.config import Config
from crawler.errors import StoreError
from crawler.runs.figures import figures_of
from crawler.runs.lock import take_lock
from crawler.runs.verdict import is_hosts_fault, judge
from pipelines.stages import close_store, loss_of, store_of
from spiders.base import NewsSpider
from spiders.catalog import Source
from storage.store import RunReport, SourceRow

log = logging.getLogger(__name__)

SAVE_SECONDS = 5


class RunRecorder:
    """A Scrapy extension. Refuses the crawl (LockHeld) where another one of the source is running.

    `RONDA_PROGRESS`, a setting, is called with the figures every second and at the end with the verdict.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        config: Config = crawler.settings["RONDA"]
        assert issubclass(crawler.spidercls, NewsSpider)
        self.source: Source = crawler.spidercls.source
        self.store = store_of(crawler)
        self.lock = take_lock(config.database, self.source.name)
        self.trigger: str = crawler.settings.get("RONDA_TRIGGER", "scrapy")
        self.tell: Callable[[Mapping[str, Any]], None] = crawler.settings.get("RONDA_PROGRESS") or _silent
        # Here, not at `spider_opened`: Scrapy swallows what a signal handler raises, and a crawl whose run
        # cannot be recorded must not begin.
        self.run = self._start()
        self._ticking: asyncio.Task[None] | None = None
        self._latencies: list[float] = []  # seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        recorder = cls(crawler)
        crawler.signals.connect(recorder.opened, signal=signals.spider_opened)
        crawler.signals.connect(recorder.answered, signal=signals.response_received)
        crawler.signals.connect(recorder.broke, signal=signals.item_error)
        crawler.signals.connect(recorder.closed, signal=signals.spider_closed)
        crawler.signals.connect(recorder.stopped, signal=signals.engine_stopped)
        return recorder

    def _start(self) -> int:
        started = now()
        left = self.store.repair_runs(self.source.name, started)
        if left:
            log.warning("%s: an earlier run was cut off; what it left open is asked now", self.source.name)
        self.store.put_sources([source_row(self.source)], started)
        return self.store.start_run(self.source.name, at=started, trigger=self.trigger, pid=os.getpid())

    def opened(self, spider: Spider) -> None:
        self.crawler.stats.set_value("ronda/run", self.run)  # the stats are emptied when a spider opens
        self._ticking = asyncio.ensure_future(self._tick())

    async def _tick(self) -> None:
        for second in itertools.count(1):
            await asyncio.sleep(1.0)
            figures = self._figures()
            self.tell({"figures": figures})
            if second % SAVE_SECONDS == 0:
                self._save(figures)

    def _save(self, figures: Mapping[str, int]) -> None:
        try:
            self.store.progress_run(self.run, figures)
        except StoreError as error:  # the figures are written again at the end
            log.warning("%s: progress not kept: %s", self.source.name, error)

    def answered(self, response: Response, request: Request) -> None:
        """An answer from the web, whatever its status."""
        if (seconds := request.meta.get("download_latency")) is not None:
            self._latencies.append(seconds)

    def _figures(self) -> dict[str, int]:
        if self._latencies:
            self.crawler.stats.set_value("ronda/latency_ms", round(median(self._latencies) * 1000))
        return figures_of(self.crawler.stats.get_stats())

    def broke(self, item: Any) -> None:
        """A stage raised something: Scrapy logs it, and would drop the item without counting it."""
        self.crawler.stats.inc_value("ronda/errors")

    def closed(self, spider: Spider, reason: str) -> None:
        if self._ticking:
            self._ticking.cancel()
        figures, stats = self._figures(), self.crawler.stats.get_stats()
        loss = loss_of(self.crawler) or stats.get("ronda/host_wait", "")
        outcome, why = judge(figures, reason, loss, stats.get("ronda/trouble", ""))
        if self._ticking is None:
            outcome, why = "failed", "broke before it had begun: see the log"
        report = RunReport(finished_at=now(), outcome=outcome, reason=why, figures=figures, stats=dict(stats))
        try:
            if is_hosts_fault(figures, reason):
                self.store.forgive(self.source.name, self.run)
            self.store.finish_run(self.run, report)
        except StoreError as error:  # whoever started the crawl must hear of its end all the same
            outcome, why = "failed", f"its end could not be recorded: {error}"
        # who listens to the events tells people; under plain `scrapy crawl` nobody does
        alone = self.tell is _silent and outcome != "ok"
        log.log(logging.ERROR if alone else logging.INFO, "%s: %s: %s", self.source.name, outcome, why)
        self.tell({"end": {"outcome": outcome, "reason": why, "run": self.run, "figures": figures}})

    def stopped(self) -> None:
        close_store(self.crawler)
        self.lock.release()


def source_row(source: Source) -> SourceRow:
    """What the store keeps of a source."""
    return SourceRow(
        name=source.name,
        title=source.title,
        network=source.network,
        host=source.host,
        region=source.region,
        language=source.language,
        zone=source.zone,
        terms=source.terms,
        enabled=source.enabled,
    )


def _silent(event: Mapping[str, Any]) -> None:
    """Where nobody listens."""

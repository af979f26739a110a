"""Pages are read in parallel for a command that is no crawl. Knows not where they come from, or go."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from crawler.clock import now
from crawler.errors import ReadingGaveUp
from crawler.items import Article, Furniture, Outcome, Page, Refusal

if TYPE_CHECKING:
    from crawler.config import Config
    from pipelines.pool import ReadingPool
    from storage.store import Store

T = TypeVar("T")
ABREAST = 32  # pages in memory at a time


def read_pages(
    pages: Iterable[tuple[T, Page]], config: Config, store: Store
) -> Iterator[tuple[T, Page, Article | Refusal]]:
    """What today's rules make of each page, in the order given; a page that breaks is a Refusal `failed`.

    Each is read with the furniture the store knows of its source. Takes pages in as it goes, a few ahead.
    """
    with asyncio.Runner() as runner:
        bench = _Bench[T](config, store)
        runner.run(bench.open())
        try:
            waiting = iter(pages)
            while batch := list(islice(waiting, ABREAST)):
                yield from runner.run(bench.read(batch))
        finally:
            runner.run(bench.close())


class _Bench(Generic[T]):
    def __init__(self, config: Config, store: Store) -> None:
        from pipelines.pool import ReadingPool
        from pipelines.process import process_page

        self._store = store
        self._furniture: dict[str, Furniture] = {}
        self._pool: ReadingPool[Page, Article | Refusal] = ReadingPool(
            process_page,
            workers=config.reading_processes(),
            seconds=config.read_seconds,
            megabytes=config.read_megabytes,
        )

    async def open(self) -> None:
        await self._pool.start()

    async def close(self) -> None:
        await self._pool.close(drain=False)

    async def read(self, batch: list[tuple[T, Page]]) -> list[tuple[T, Page, Article | Refusal]]:
        results = await asyncio.gather(*(self._one(page) for _, page in batch))
        return [(key, page, result) for (key, page), result in zip(batch, results, strict=True)]

    async def _one(self, page: Page) -> Article | Refusal:
        try:
            return await self._pool.run(replace(page, furniture=self._furniture_of(page.source)))
        except ReadingGaveUp as error:
            reason = f"reading given up: {error}"
        except Exception as error:  # noqa: BLE001 - a page that our reading breaks on costs itself alone
            reason = f"reading broke: {type(error).__name__}: {error}"[:300]
        return Refusal(source=page.source, url=page.url, outcome=Outcome.FAILED, reason=reason, at=now())

    def _furniture_of(self, source: str) -> Furniture:
        from pipelines.memory import learned

        if source not in self._furniture:
            self._furniture[source] = learned(self._store.sightings(source))
        return self._furniture[source]

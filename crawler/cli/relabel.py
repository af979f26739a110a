"""Stored texts are labelled again with today's rules, in reading processes. Needs no page, asks no site."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from crawler.cli import output
from crawler.cli.watches import watch_of
from crawler.errors import ReadingGaveUp
from crawler.items import StoredArticle
from crawler.labels import Labels, Watch

if TYPE_CHECKING:
    from crawler.cli.context import Context
    from pipelines.pool import ReadingPool
    from storage.store import ArticleQuery, Store

    Pool = ReadingPool[tuple[StoredArticle, Watch], Labels]

ABREAST = 200  # texts in memory at a time, and labels in a transaction


def old_labels(here: Context, store: Store, query: ArticleQuery) -> int:
    """How many articles of the query's sources have no labels, or those of other rules."""
    from pipelines.labels.article import labeller

    counts = store.labellers()
    return sum(
        count
        for source in query.sources or counts
        for name, count in counts.get(source, {}).items()
        if name != labeller(watch_of(here, source))
    )


def relabel(here: Context, store: Store, query: ArticleQuery, *, write: bool) -> Iterator[bool]:
    """Labels each article of the query whose labels are old or missing, source by source, the newest first;
    gives whether it could be. What was written stays when it is stopped."""
    with asyncio.Runner() as runner:
        pool = _pool(here)
        runner.run(pool.start())
        try:
            waiting = _waiting(here, store, query)
            while batch := list(islice(waiting, ABREAST)):
                results = runner.run(_all(pool, batch))
                done = [(article, labels) for article, labels in results if labels is not None]
                if write:
                    store.relabel(done)
                yield from (labels is not None for _, labels in results)
        finally:
            runner.run(pool.close(drain=False))


def _waiting(here: Context, store: Store, query: ArticleQuery) -> Iterator[tuple[StoredArticle, Watch]]:
    from pipelines.labels.article import labeller

    left = query.limit
    for source in query.sources or store.stats()["sources"]:
        watch = watch_of(here, source)
        own = replace(query, sources=(source,), unlike=labeller(watch), limit=left)
        for article in store.articles(own):
            left = None if left is None else left - 1
            yield article, watch
        if left == 0:
            return


def _pool(here: Context) -> Pool:
    from pipelines.labels.article import labels_again
    from pipelines.pool import ReadingPool

    return ReadingPool(
        labels_again,
        workers=here.config.reading_processes(),
        seconds=here.config.read_seconds,
        megabytes=here.config.read_megabytes,
    )


async def _all(
    pool: Pool, batch: list[tuple[StoredArticle, Watch]]
) -> list[tuple[StoredArticle, Labels | None]]:
    labels = await asyncio.gather(*(_one(pool, article, watch) for article, watch in batch))
    return [(article, one) for (article, _), one in zip(batch, labels, strict=True)]


async def _one(pool: Pool, article: StoredArticle, watch: Watch) -> Labels | None:
    try:
        return await pool.run((article, watch))
    except ReadingGaveUp as error:
        output.note(f"ronda: {article.url}: not labelled: {error}")
    except Exception as error:  # noqa: BLE001 - a text that our rules break on costs itself alone
        output.note(f"ronda: {article.url}: not labelled: {type(error).__name__}: {error}")
    return None

"""What labels cost a crawl: in the process that reads, on the way, and in the one that writes."""

from __future__ import annotations

import pickle
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from crawler.demo.synthetic import make_articles
from crawler.items import Article
from crawler.labels import Watch
from pipelines.batches import MOST as BATCH_SIZE
from pipelines.labels.article import labelled
from storage import open_store
from tests.benchmarks.harness import Table, spread, take_turns
from tests.benchmarks.store import article_of

WATCH = Watch(region="Sumatera Selatan")


def measure(quick: bool) -> list[Table]:
    count, repeats = (200, 3) if quick else (1000, 7)
    bare = [article_of(piece) for piece in make_articles(count)]
    full = [labelled(article, WATCH) for article in bare]
    cases: dict[str, Callable[[], float]] = {
        "reading process: labelling": lambda: _milliseconds(bare, _label),
        "crawl's process: an article comes in, without labels": lambda: _received(bare),
        "crawl's process: the same with labels": lambda: _received(full),
        "crawl's process: keeping it, without labels": lambda: _kept(bare),
        "crawl's process: the same with labels ": lambda: _kept(full),
    }
    found = take_turns(cases, repeats)
    size = sum(len(article.text.encode()) for article in bare) / count / 1024
    return [
        Table(
            name="label_cost",
            title=f"What labels cost: {count:,} articles with {size:.1f} KB of text, CPU ms an article",
            columns=("", "CPU ms/article"),
            rows=tuple((name.strip(), spread(turns, 3)) for name, turns in found.items()),
            note=f"{repeats} turns in one process, {BATCH_SIZE} articles a transaction.",
        )
    ]


def _label(articles: Sequence[Article]) -> None:
    for article in articles:
        labelled(article, WATCH)


def _received(articles: Sequence[Article]) -> float:
    sent = [pickle.dumps(article, pickle.HIGHEST_PROTOCOL) for article in articles]
    return _milliseconds(articles, lambda _: [pickle.loads(one) for one in sent])


def _kept(articles: Sequence[Article]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "ronda.db")
        batches = [articles[start : start + BATCH_SIZE] for start in range(0, len(articles), BATCH_SIZE)]
        spent = _milliseconds(articles, lambda _: [store.keep_many(batch, None) for batch in batches])
        store.close()
    return spent


def _milliseconds(articles: Sequence[Article], work: Callable[[Sequence[Article]], object]) -> float:
    start = time.process_time()
    work(articles)
    return (time.process_time() - start) * 1000 / len(articles)

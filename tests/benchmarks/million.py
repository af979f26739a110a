"""A store of a million articles beside an empty one: keeping a page, looking up, searching, figures.

`python -m tests.benchmarks.million --articles 1000000 [--store FILE]` makes the store (ten minutes of CPU and
6.5 GB, twice that for a while, for a million) in a temporary folder, or takes the one in FILE if it is there
and leaves it. Times are CPU time, of a process that has the file in the page cache.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from crawler.demo.synthetic import make_articles
from crawler.items import Article
from pipelines.batches import MOST as BATCH_SIZE
from pipelines.fingerprint import content_hash
from storage.search.stop_words import STOP_WORDS
from storage.sqlite.store import SqliteStore
from storage.store import ArticleQuery, Facet
from tests.benchmarks.bulk import END, make_store, vocabulary
from tests.benchmarks.harness import Table, spread
from tests.benchmarks.store import article_of

PAGES, TURN = 640, 64  # pages kept in each store, and how many at a time
REPEATS = 3


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.million", description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--store", type=Path, metavar="FILE", help="keep the store there, or use it")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        large = asked.store or Path(folder) / "large.db"
        if not large.exists():
            make_store(large, asked.articles)
        for table in measure(large, Path(folder) / "empty.db"):
            print(table.text(), end="\n\n", flush=True)
    return 0


def measure(large: Path, empty: Path) -> Iterator[Table]:
    with closing(SqliteStore(large)) as full, closing(SqliteStore(empty)) as new:
        articles = full.count()
        yield keeping(full, new, articles)
        articles = full.count()
    with closing(SqliteStore(large, read_only=True)) as full:
        yield looking_up(full, articles)
        yield searching(full, articles)
        yield figures(full, articles)


def keeping(full: SqliteStore, new: SqliteStore, articles: int) -> Table:
    """New pages into both, in turns; singly, and in the batches of a crawl."""
    stores = {"empty": new, f"{articles:,} articles": full}
    rows = []
    for size in (1, BATCH_SIZE):
        taken: dict[str, list[float]] = {name: [] for name in stores}
        for start in range(0, PAGES, TURN):
            for name, store in stores.items():
                pages = [_unseen(article_of(piece)) for piece in make_articles(start + TURN)[start:]]
                for batch in (pages[at : at + size] for at in range(0, TURN, size)):
                    work = partial(store.keep_many, batch, None)
                    taken[name].append(_milliseconds(work) / len(batch))
        first = next(iter(taken.values()))
        rows += [
            (
                f"{name}, {size} a transaction",
                f"{statistics.median(found):.2f}",
                f"{statistics.mean(found):.2f}",
                f"{statistics.mean(found) / statistics.mean(first):.2f} ×",
                str(_statements(stores[name])),
                f"{_written(stores[name], size):.1f}",
            )
            for name, found in taken.items()
        ]
    return Table(
        name="million/keeping",
        title="Keeping a new page, ms of CPU",
        columns=("store", "median", "mean", "mean to empty", "SQL statements", "pages written"),
        rows=tuple(rows),
        note=f"{PAGES} pages each, {TURN} at a time in turns. Pages written: of 16 KB, to the log, each.",
    )


def _unseen(page: Article) -> Article:
    """The page at an address and with a text that no earlier measurement left in the store."""
    mark = str(time.time_ns())
    paragraphs = (*page.paragraphs, f"Nomor {mark}.")
    url = f"{page.url}?{mark}"
    return replace(
        page, url=url, canonical_url=url, paragraphs=paragraphs, content_hash=content_hash(paragraphs)
    )


def _statements(store: SqliteStore) -> int:
    """How many statements keeping a page takes: reads and writes, those of triggers not among them."""
    seen: list[str] = []
    page = _unseen(article_of(make_articles(1)[0]))
    store._db.raw.set_trace_callback(seen.append)
    store.keep(page, None)
    store._db.raw.set_trace_callback(None)
    # once again told of after each of its triggers
    return len({statement for statement in seen if not statement.startswith("--")})


def _written(store: SqliteStore, size: int) -> float:
    """Pages of the file that a new page puts into the log."""
    pages = [_unseen(article_of(piece)) for piece in make_articles(TURN)]
    frames = 0
    store._db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    for batch in (pages[at : at + size] for at in range(0, TURN, size)):
        store.keep_many(batch, None)
        # all of it is in the file then, so the next batch begins the log anew
        frames += store._db.rows("PRAGMA wal_checkpoint(PASSIVE)")[0]["log"]
    return frames / TURN


def looking_up(store: SqliteStore, articles: int) -> Table:
    middle = store.find(str(articles // 2))
    assert middle is not None
    week = END - timedelta(days=7)
    alias = f"{middle.canonical_url.replace(str(middle.id), str(middle.id // 50 * 50))}?amp"
    questions: dict[str, Callable[[], object]] = {
        "an article by its hash": lambda: store.find(middle.content_hash),
        "by its address": lambda: store.find(middle.url),
        "by another address": lambda: store.find(alias),
        "by its number": lambda: store.find(str(middle.id)),
        "an address that nobody knows": lambda: store.find("https://nowhere.example/x"),
        "validators of an address": lambda: store.validators(middle.url),
        "20 pending addresses of a source": lambda: store.pending("paper0", 20),
        "20 young articles of a source": lambda: store.young("paper0", week, 20),
        "open lists of a source": lambda: store.open_lists("paper0"),
        "lines a source is known by": lambda: store.sightings("paper0"),
        "what is known of a host": lambda: store.host_wait("paper0.example"),
        "the latest 20": lambda: list(store.articles(ArticleQuery(limit=20))),
        "the latest 20 of a source": lambda: list(
            store.articles(ArticleQuery(limit=20, sources=("paper7",)))
        ),
    }
    return Table(
        name="million/looking-up",
        title=f"Looking up in {articles:,} articles, ms",
        columns=("", "median"),
        rows=tuple((name, spread(_often(work, 20), 3)) for name, work in questions.items()),
    )


def searching(store: SqliteStore, articles: int) -> Table:
    """Each kind of question with each filter; the least of three, then the distribution over the filters."""
    rows = []
    everything = []
    for kind, questions in _questions(store, articles).items():
        taken = [
            min(_often(lambda words=words, query=query: store.search(words, query), REPEATS))  # type: ignore[misc]
            for words in questions
            for query in _queries()
        ]
        if not kind.startswith("phrase"):
            everything += taken
        rows.append((kind, *_distribution(taken)))
    rows.append(("all but phrases of common words", *_distribution(everything)))
    return Table(
        name="million/searching",
        title=f"Searching {articles:,} articles, the best 20 with snippets, ms",
        columns=("questions", "searches", "median", "95 %", "most"),
        rows=tuple(rows),
        note="Each without a filter and with each of: source (large, small), month, an earlier year, source "
        "and year, topic, unit, kabupaten, province.",
    )


def _questions(store: SqliteStore, articles: int) -> dict[str, list[str]]:
    words = [word for word in vocabulary() if word not in STOP_WORDS]
    ranks = {"common": (0, 10, 30, 100), "less common": (300, 1000, 3000), "rare": (20_000, 60_000)}
    named = {name: [words[rank] for rank in where] for name, where in ranks.items()}
    held = {
        name: " · ".join(f"{_share(store, word, articles):.2g} %" for word in some)
        for name, some in named.items()
    }
    pairs = ((30, 100), (60, 1000), (40, 30_000))
    return {f"{name} word ({held[name]})": some for name, some in named.items()} | {
        "two words": [f"{words[one]} {words[other]}" for one, other in pairs],
        "OR, NOT, brackets": [f"{words[50]} OR {words[3000]}", f"({words[80]} OR {words[90]}) -{words[200]}"],
        "police words with synonyms": ["polisi", "narkoba", "penangkapan", "kecelakaan"],
        "phrases of common words": [f'"{words[31]} {words[45]}"', f'"{words[100]} {words[200]}"'],
    }


def _share(store: SqliteStore, word: str, articles: int) -> float:
    sql = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?"
    return 100 * int(store._db.value(sql, (f'"{word}"',))) / articles


def _queries() -> list[ArticleQuery]:
    year = timedelta(days=365)
    twenty = ArticleQuery(limit=20)
    facets = {"topic": "kriminal", "unit": "Polres Daerah 40", "place": "16.05"}
    return [
        twenty,
        replace(twenty, sources=("paper0",)),
        replace(twenty, sources=("paper39",)),
        replace(twenty, since=END - timedelta(days=30)),
        replace(twenty, since=END - 2 * year, until=END - year),
        replace(twenty, sources=("paper3",), since=END - year),
        *(replace(twenty, facets=(Facet(kind=kind, values=(value,)),)) for kind, value in facets.items()),
        replace(twenty, facets=(Facet(kind="place", values=("11",)),)),
    ]


def figures(store: SqliteStore, articles: int) -> Table:
    views = ("latest", "edits", "copies", "failures", "source_health")
    questions: dict[str, Callable[[], object]] = {
        "ronda stats": store.stats,
        "vitals of a source": lambda: store.vitals("paper0", END),
        "20 edits": lambda: list(store.edits(ArticleQuery(limit=20))),
        **{f"view {name}, 20 rows": _view(store, name) for name in views},
    }
    return Table(
        name="million/figures",
        title=f"Figures of {articles:,} articles, ms",
        columns=("", "median"),
        rows=tuple((name, spread(_often(work, 3))) for name, work in questions.items()),
    )


def _view(store: SqliteStore, name: str) -> Callable[[], object]:
    return lambda: store._db.rows(f"SELECT * FROM {name} LIMIT 20")


def _often(work: Callable[[], object], times: int) -> list[float]:
    return [_milliseconds(work) for _ in range(times)]


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def _distribution(taken: Sequence[float]) -> tuple[str, str, str, str]:
    ninety_five = statistics.quantiles(taken, n=20)[-1]
    return str(len(taken)), f"{statistics.median(taken):.0f}", f"{ninety_five:.0f}", f"{max(taken):.0f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

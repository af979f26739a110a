"""Health, metrics and charts on a large file: `python -m tests.benchmarks.charts [ARTICLES]`, CPU seconds.

The file is made with plain inserts, three years of forty sources with a run every half hour in the last four
months; its texts are short, its rows and indexes those of a real one.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.runs.health import examine
from storage import open_store
from storage.sqlite.charts import KEYS
from storage.store import ArticleQuery, Store

END = datetime(2026, 2, 16, 12, 0, tzinfo=UTC)
SOURCES = tuple(f"paper-{number:02}" for number in range(40))
YEARS = timedelta(days=3 * 365)
RUN_DAYS = 120
STATS = '{"figures of Scrapy": "' + "x" * 2500 + '"}'
_ARTICLE = """
    INSERT INTO articles (id, source, url, canonical_url, title, text, content_hash, word_count, language,
        authors, published_at, first_fetched_at, fetched_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, 250, 'id', '["Siti Rahma"]', ?, ?, ?)
"""
_RUN = """
    INSERT INTO runs (source, started_at, finished_at, outcome, reason, "trigger", pid, lists,
        lists_unchanged, links, stored, latency_ms, stats)
    VALUES (?, ?, ?, 'ok', '1 new', 'cron', 1, 2, 1, 20, 1, 200, ?)
"""


def main(articles: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ronda.db"
        fill(path, articles)
        print(f"{articles:,} articles, {path.stat().st_size / 1e9:.1f} GB")
        with closing(open_store(path, read_only=True)) as store:
            for name, question in questions(store).items():
                begun = time.process_time()
                rows = question()
                print(f"{name:<38} {time.process_time() - begun:6.2f} s {rows:>7,} rows", flush=True)


def fill(path: Path, articles: int) -> None:
    open_store(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("DROP TRIGGER articles_inserted")  # nothing is searched here
        at = iso(END)
        db.executemany(
            "INSERT INTO sources (name, title, region, added_at, updated_at) "
            "VALUES (?, ?, 'Sumatera Selatan', ?, ?)",
            [(name, name, at, at) for name in SOURCES],
        )
        db.executemany(_ARTICLE, article_rows(articles))
        db.executemany(_RUN, run_rows())
        dice = random.Random(1)
        numbers = range(1, articles + 1)
        labels = "INSERT INTO article_labels (article_id, labeller, relevant, score) VALUES (?, 'x', 1, 0.9)"
        db.executemany(labels, ((number,) for number in numbers))
        topics = "INSERT INTO article_topics (article_id, topic, position, score) VALUES (?, ?, 1, 0.9)"
        db.executemany(topics, ((number, f"topic {dice.randrange(15)}") for number in numbers))
        places = (
            "INSERT INTO article_places (article_id, code, position, kabupaten_kota, provinsi, kecamatan, "
            "event) VALUES (?, ?, 1, ?, 'Sumatera Selatan', '[\"Kota\"]', 1)"
        )
        for number in numbers:
            code = dice.randrange(1, 18)
            db.execute(places, (number, f"16.{code:02}", f"Kabupaten {code}"))
        db.commit()


def article_rows(count: int) -> Iterator[tuple[object, ...]]:
    step, text = YEARS / count, "kata " * 250
    for number in range(1, count + 1):
        at, url = iso(END - step * (count - number)), f"https://paper.example/{number}"
        source = SOURCES[number % len(SOURCES)]
        yield number, source, url, url, f"Judul {number}", text, f"{number:016x}", at, at, at


def run_rows() -> Iterator[tuple[object, ...]]:
    for half_hour in range(RUN_DAYS * 48):
        at = iso(END - timedelta(minutes=30 * half_hour))
        yield from ((source, at, at, STATS) for source in SOURCES)


def questions(store: Store) -> dict[str, Callable[[], int]]:
    month = ArticleQuery(since=END - timedelta(days=30), until=END)
    one = ArticleQuery(sources=SOURCES[:1], since=month.since, until=END)
    asked: dict[str, Callable[[], int]] = {
        "health of 40 sources": lambda: len(examine(store, SOURCES, END)),
        "counts for a scrape": lambda: len(store.source_counts(SOURCES)),
        "ronda stats": lambda: len(store.stats()["sources"]),
        "what each day was, 30 days": lambda: len(store.coverage(month)),
        "the same of one source": lambda: len(store.coverage(one)),
        "the same by kabupaten": lambda: len(store.district_coverage(month)),
    }
    for key in KEYS:
        asked[f"by {key}, 30 days"] = lambda key=key: len(store.tallies(key, month))  # type: ignore[misc]
    asked["by topic, all years"] = lambda: len(store.tallies("topic", ArticleQuery()))
    asked["by day, all years"] = lambda: len(store.tallies("day", ArticleQuery()))
    return asked


def iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)

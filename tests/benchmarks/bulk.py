"""A store of as many articles as one likes, in a tenth of the time that keeping them one by one would take.

Texts have the length of real ones (2.4 KB) and words as unevenly spread (Zipf's law with Mandelbrot's
shift); the frequent words are those of the demo's own articles in their order, the rare ones are made of
syllables.
"""

from __future__ import annotations

import random
import re
import sqlite3
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from crawler.clock import to_iso
from storage import open_store

WORDS = 350  # an article of 2.4 KB
VOCABULARY = 150_000
SOURCES = 40
END = datetime(2026, 11, 1, tzinfo=UTC)
PACE = timedelta(minutes=2)  # between two articles: a million in under four years
BATCH = 5_000
DRAWN = 1 << 20  # words from which those of a batch are chosen
ROOT = Path(__file__).parents[2]
Rows = list[tuple[tuple[Any, ...], tuple[Any, ...]]]
TOPICS = (
    "kriminal",
    "lalu-lintas",
    "kamtibmas",
    "narkoba",
    "internal-polri",
    "sosial",
    "operasi",
    "korupsi",
    "pemilu",
)
REGIONS = 500  # kabupaten and kota, each with its polres

_ARTICLE = """
    INSERT INTO articles (id, source, url, canonical_url, title, text, content_hash, word_count, language,
        authors, tags, section, published_at, published_offset, published_precision, published_by,
        first_fetched_at, fetched_at, method, reader)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'id', '["Redaksi"]', '["polri"]', 'Kriminal', ?, '+07:00', 'minute',
        'json-ld', ?, ?, 'selector', 'benchmark')
"""
_URL = """
    INSERT INTO urls (url, source, kind, disposition, reason, article_id, first_seen_at, last_seen_at,
        visited_at, list_title, list_published_at, list_published_precision, found_on, etag)
    VALUES (?, ?, 'article', 'stored', 'new', ?, ?, ?, ?, ?, ?, 'minute', 'https://paper.example/feed', ?)
"""

_LABELS = """
    INSERT INTO article_labels (article_id, labeller, relevant, score, event_date)
    VALUES (?, 'benchmark', 1, 0.9, ?)
"""
_TOPIC = "INSERT INTO article_topics (article_id, topic, position, score) VALUES (?, ?, ?, 0.8)"
_UNIT = "INSERT INTO article_units (article_id, unit, position, level, code) VALUES (?, ?, 1, 'polres', ?)"
_PLACE = """
    INSERT INTO article_places (article_id, code, position, kabupaten_kota, provinsi, event)
    VALUES (?, ?, 1, ?, ?, 1)
"""
_OFFICIAL = """
    INSERT INTO article_officials (article_id, position, name, rank, post, unit)
    VALUES (?, 1, ?, 'AKBP', ?, ?)
"""


# What a store has beside sound articles: edits, copies, other addresses, what waits, fails and is gone.
_BESIDE = (
    """INSERT INTO revisions (article_id, number, title, text, content_hash, word_count, partial, seen_at,
        replaced_at, reason)
    SELECT id, 1, title, substr(text, 1, 2000), content_hash, 300, 0, first_fetched_at, fetched_at, 'changed'
    FROM articles WHERE id % 100 = 0""",
    "UPDATE articles SET revisions = 1 WHERE id % 100 = 0",
    "UPDATE articles SET copy_of = id - 1 WHERE id % 20 = 0",
    """INSERT INTO aliases (alias, kind, article_id)
    SELECT url || '?amp', 'address', id FROM articles WHERE id % 50 = 0""",
    """INSERT INTO urls (url, source, kind, disposition, reason, first_seen_at, last_seen_at)
    SELECT url || '/waits', source, 'article', 'pending', 'new', first_fetched_at, first_fetched_at
    FROM articles WHERE id % 500 = 0""",
    """UPDATE urls SET attempts = 1, failure = 'HTTP 503', failed_at = last_seen_at
    WHERE article_id IN (SELECT id FROM articles WHERE id % 1000 = 1)""",
    "UPDATE urls SET disposition = 'gone' WHERE article_id IN (SELECT id FROM articles WHERE id % 1000 = 2)",
)


def vocabulary() -> list[str]:
    """The words by falling frequency: those of the demo's articles, then made-up ones."""
    texts = (
        file.read_text(encoding="utf-8") for file in sorted((ROOT / "crawler/demo/articles").glob("*.txt"))
    )
    counted = Counter(word for text in texts for word in re.findall(r"[a-z]{2,}", text.lower()))
    known = [word for word, _ in counted.most_common()]
    chance = random.Random(5)
    syllables = [a + b for a in "bcdghjklmnprstwy" for b in "aiueo"]
    made = dict.fromkeys(known)
    while len(made) < VOCABULARY:
        made["".join(chance.choices(syllables, k=chance.choice((2, 3, 3, 4))))] = None
    return list(made)


def make_store(path: Path, articles: int) -> None:
    """A new store with so many articles; the triggers are off meanwhile, the index is built at the end."""
    open_store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA cache_size = -400000")
        db.execute("PRAGMA foreign_keys = OFF")
        triggers = db.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'articles'"
        )
        dropped = triggers.fetchall()
        for name, _ in dropped:
            db.execute(f"DROP TRIGGER {name}")
        db.execute("BEGIN IMMEDIATE")
        _fill(db, articles)
        for statement in _BESIDE:
            db.execute(statement)
        for _, sql in dropped:
            db.execute(sql)
        db.execute("COMMIT")
        db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _fill(db: sqlite3.Connection, articles: int) -> None:
    at = to_iso(END)
    for number in range(SOURCES):
        db.execute(
            "INSERT INTO sources (name, title, added_at, updated_at) VALUES (?, ?, ?, ?)",
            (f"paper{number}", f"Paper {number}", at, at),
        )
    blocks = [(first, min(first + BATCH, articles + 1)) for first in range(1, articles + 1, BATCH)]
    for rows in _made(blocks, articles):
        db.executemany(_ARTICLE, [article for article, _ in rows])
        db.executemany(_URL, [url for _, url in rows])
        _label(db, [(article[0], str(article[8])[:10]) for article, _ in rows])


def _made(blocks: Sequence[tuple[int, int]], articles: int) -> Iterator[Rows]:
    """The rows of each block in turn; of many, two processes make them, a few blocks ahead."""
    if len(blocks) < 4:
        yield from (_rows(block, articles) for block in blocks)
        return
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        waiting = deque(pool.submit(_rows, block, articles) for block in blocks[:4])
        for block in blocks[4:]:
            yield waiting.popleft().result()
            waiting.append(pool.submit(_rows, block, articles))
        for last in waiting:
            yield last.result()


def _label(db: sqlite3.Connection, articles: list[tuple[int, str]]) -> None:
    """Labels of every article: regions and topics as unevenly spread as the words."""
    chance = random.Random(articles[0][0])
    regions = chance.choices(
        range(REGIONS), cum_weights=list(accumulate(1 / (n + 5) for n in range(REGIONS))), k=BATCH
    )
    shares = list(accumulate(1 / (n + 1) for n in range(len(TOPICS))))
    db.executemany(_LABELS, articles)
    for (number, _), region in zip(articles, regions, strict=False):
        code, unit = f"{11 + region // 20}.{1 + region % 20:02}", f"Polres Daerah {region}"
        topics = dict.fromkeys(chance.choices(TOPICS, cum_weights=shares, k=2))
        db.executemany(_TOPIC, [(number, topic, place) for place, topic in enumerate(topics, start=1)])
        db.execute(_UNIT, (number, unit, code))
        db.execute(_PLACE, (number, code, f"Kabupaten Daerah {region}", f"Provinsi {region // 20}"))
        db.execute(_OFFICIAL, (number, f"Nama Perwira {region * 4 + number % 4}", f"Kapol{unit[3:]}", unit))


def _rows(block: tuple[int, int], articles: int) -> Rows:
    """(a row of `articles`, its row of `urls`) from the first number up to the second, without it."""
    chance = random.Random(block[0])
    words = _drawn(chance.random())
    sources = list(accumulate(1 / rank for rank in range(1, SOURCES + 1)))
    rows = []
    for number in range(*block):
        source = f"paper{chance.choices(range(SOURCES), cum_weights=sources)[0]}"
        url = f"https://{source}.example/berita/{number}/judul-berita-nomor-{number}"
        drawn = chance.choices(words, k=WORDS)
        lines = [" ".join(drawn[start : start + 35]).capitalize() + "." for start in range(0, WORDS, 35)]
        text = "\n".join([*lines, f"Nomor {number}."])
        title = " ".join(chance.choices(words, k=8)).capitalize()
        at = to_iso(END - PACE * (articles - number))
        digest = sha256(text.encode()).hexdigest()[:16]
        article = (number, source, url, url, title, text, digest, WORDS + 2, at, at, at)
        rows.append((article, (url, source, number, at, at, at, title, at, f'"{digest}"')))
    return rows


def _drawn(offset: float) -> list[str]:
    """The words, each as often as its frequency is; which of the rare ones are in it, `offset` decides. To
    choose among these is five times as quick as to choose by weights."""
    words, shares = _shares()
    step, rank = shares[-1] / DRAWN, 0
    drawn = []
    for number in range(DRAWN):
        while shares[rank] <= (number + offset) * step:
            rank += 1
        drawn.append(words[rank])
    return drawn


@cache
def _shares() -> tuple[list[str], list[float]]:
    words = vocabulary()
    return words, list(accumulate(1 / (rank + 2.7) for rank in range(1, len(words) + 1)))

"""The store: how fast it keeps and answers, against sqlite3 doing the bare minimum with the same rows."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from crawler.clock import now
from crawler.demo.library import Piece
from crawler.demo.synthetic import make_articles
from crawler.items import Article, Moment
from pipelines.batches import MOST as BATCH_SIZE
from pipelines.fingerprint import content_hash, normalise
from storage import open_store
from storage.search.stop_words import STOP_WORDS
from storage.store import ArticleQuery
from tests.benchmarks.harness import Table, ratio, seconds_of, spread, take_turns

PLAIN_ROW = "INSERT INTO articles (url, title, text, content_hash, published_at) VALUES (?, ?, ?, ?, ?)"
PLAIN_TABLE = """
    CREATE TABLE articles (id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT, text TEXT, content_hash TEXT,
        published_at TEXT)
"""


def measure(quick: bool) -> list[Table]:
    kept, stored, repeats = (300, 2000, 3) if quick else (1000, 20_000, 7)
    articles = [article_of(piece) for piece in make_articles(stored)]
    return [keeping(articles[:kept], repeats), answering(articles, repeats)]


def article_of(piece: Piece) -> Article:
    """A piece as a perfect reader would hand it to the store."""
    url = f"https://{piece.site}.example/berita/{piece.id}/{piece.slug}"
    paragraphs = normalise(piece.paragraphs)
    return Article(
        source=piece.site,
        url=url,
        canonical_url=url,
        title=piece.title,
        paragraphs=paragraphs,
        content_hash=content_hash(paragraphs),
        fetched_at=now(),
        language="id",
        published=Moment(at=piece.published, printed=piece.published.isoformat(), by="json-ld"),
        authors=(piece.author,),
        tags=piece.tags,
        section=piece.section,
        method="selector",
        reader="benchmark",
    )


def keeping(articles: Sequence[Article], repeats: int) -> Table:
    batches = [articles[start : start + BATCH_SIZE] for start in range(0, len(articles), BATCH_SIZE)]
    singly = [[article] for article in articles]
    found = take_turns(
        {
            "one a transaction": lambda: (_keep(singly), _insert(singly)),
            f"{BATCH_SIZE} a transaction": lambda: (_keep(batches), _insert(batches)),
        },
        repeats,
    )
    rows = []
    for name, turns in found.items():
        ours, plain = ([len(articles) / turn[n] for turn in turns] for n in (0, 1))
        rows.append((name, spread(ours, 0), spread(plain, 0), ratio(ours, plain)))
    size = sum(len(article.text.encode()) for article in articles) / len(articles) / 1024
    return Table(
        name="store/keeping",
        title=f"Keeping {len(articles):,} new articles with {size:.1f} KB of text, articles/s",
        columns=("", "store", "plain inserts", "to plain inserts"),
        rows=tuple(rows),
        note=f"{repeats} turns. Both WAL with synchronous=FULL; plain: a table of five columns, one of them "
        "unique, without full-text index, history, aliases and dispositions.",
    )


def _keep(batches: Sequence[Sequence[Article]]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "ronda.db")
        seconds = seconds_of(lambda: [store.keep_many(batch, None) for batch in batches])
        store.close()
    return seconds


def _insert(batches: Sequence[Sequence[Article]]) -> float:
    rows = [[plain_row(article) for article in batch] for batch in batches]

    def insert() -> None:
        for batch in rows:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(PLAIN_ROW, batch)
            connection.execute("COMMIT")

    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "plain.db", isolation_level=None)
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", PLAIN_TABLE):
            connection.execute(statement)
        seconds = seconds_of(insert)
        connection.close()
    return seconds


def plain_row(article: Article) -> tuple[str | None, ...]:
    published = article.published.at.isoformat() if article.published else None
    return (article.canonical_url, article.title, article.text, article.content_hash, published)


def answering(articles: Sequence[Article], repeats: int) -> Table:
    """Each question through the store, and as the SQL that somebody without our code might write."""
    rare, common = words_by_frequency(articles)
    wanted = articles[len(articles) // 2].content_hash
    twenty = ArticleQuery(limit=20)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ronda.db"
        store = open_store(file)
        for start in range(0, len(articles), 1000):
            store.keep_many(articles[start : start + 1000], None)
        plain = sqlite3.connect(file)

        def like(word: str) -> Callable[[], object]:
            sql = "SELECT * FROM articles WHERE text LIKE ? ORDER BY dated_at DESC LIMIT 20"
            return lambda: plain.execute(sql, (f"%{word}%",)).fetchall()

        by_hash = "SELECT * FROM articles WHERE content_hash = ?"
        latest = "SELECT * FROM articles ORDER BY dated_at DESC LIMIT 20"
        questions: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            "by content hash": (
                lambda: store.find(wanted),
                lambda: plain.execute(by_hash, (wanted,)).fetchall(),
            ),
            "latest 20": (
                lambda: list(store.articles(twenty)),
                lambda: plain.execute(latest).fetchall(),
            ),
            f"search, word in {rare[1]} articles": (lambda: store.search(rare[0], twenty), like(rare[0])),
            f"search, word in {common[1]:,} articles": (
                lambda: store.search(common[0], twenty),
                like(common[0]),
            ),
        }
        rows = []
        for name, (ours, theirs) in questions.items():
            found = take_turns({"store": _often(ours), "plain": _often(theirs)}, repeats)
            cells = (
                spread(found["store"], 3),
                spread(found["plain"], 3),
                ratio(found["store"], found["plain"]),
            )
            rows.append((name, *cells))
        plain.close()
        store.close()
    return Table(
        name="store/answering",
        title=f"Questions to {len(articles):,} articles, milliseconds",
        columns=("", "store", "plain SQL", "to plain SQL"),
        rows=tuple(rows),
        note=f"{repeats} turns, each the mean of several calls, the file in the page cache. Plain SQL of a "
        "search: LIKE, the newest 20. The store gives articles and snippets, ranked.",
    )


def _often(work: Callable[[], object], times: int = 5) -> Callable[[], float]:
    """Milliseconds a call."""
    return lambda: 1000 * seconds_of(lambda: [work() for _ in range(times)]) / times


def words_by_frequency(articles: Sequence[Article]) -> tuple[tuple[str, int], tuple[str, int]]:
    """A rare word and a common one that is no stop word, each with the number of articles it stands in.

    What is mixed from few sentences has no rare words but its numbers: the rare one is of a title.
    """
    texts, titles = (
        Counter(word for text in column for word in set(re.findall(r"[a-z]{4,}|\d+", (text or "").lower())))
        for column in ([article.text for article in articles], [article.title for article in articles])
    )
    common = next(pair for pair in texts.most_common() if pair[0] not in STOP_WORDS and pair[0].isalpha())
    rare = min(
        ((word, texts[word] + count) for word, count in titles.items() if word.isdigit() and len(word) > 3),
        key=lambda pair: (pair[1], pair[0]),
    )
    return rare, common

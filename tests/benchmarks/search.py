"""Twenty questions over the labelled articles, ours against plain FTS5; needs the articles.

`python -m tests.benchmarks.search DIR`: the folder with `articles.jsonl`. The questions and their answers are
in `questions.toml`. Every article that was missed among the first ten is named.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.items import Article
from pipelines.fingerprint import content_hash, normalise
from storage import open_store
from storage.store import ArticleQuery, Store
from tests.benchmarks.harness import Table

FIRST = 10
QUESTIONS = Path(__file__).with_name("questions.toml")
Search = Callable[[str], list[int]]


def main(arguments: Sequence[str]) -> int:
    labelled = [json.loads(line) for line in (Path(arguments[0]) / "articles.jsonl").open(encoding="utf-8")]
    asked = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))["question"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ronda.db"
        with closing(open_store(file)) as store, closing(sqlite3.connect(file)) as plain:
            names = {store.keep(article_of(row), None).article_id: row["id"] for row in labelled}
            ways: dict[str, Search] = {
                "ours": lambda words: ours(store, words),
                "plain FTS5, all words": lambda words: fts5(plain, words, " AND "),
                "plain FTS5, any word": lambda words: fts5(plain, words, " OR "),
            }
            print(table(asked, names, ways).text())
    return 0


def ours(store: Store, words: str) -> list[int]:
    return [hit.article.id for hit in store.search(words, ArticleQuery(limit=FIRST)).hits]


def fts5(plain: sqlite3.Connection, words: str, sign: str) -> list[int]:
    expression = sign.join(f'"{word}"' for word in words.split())
    sql = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rank LIMIT ?"
    return [row[0] for row in plain.execute(sql, (expression, FIRST))]


def table(asked: Sequence[dict[str, Any]], names: dict[int, str], ways: dict[str, Search]) -> Table:
    rows, totals = [], dict.fromkeys(ways, 0.0)
    for one in asked:
        wanted = set(one["articles"])
        cells = []
        for name, search in ways.items():
            found = [names[number] for number in search(one["words"])]
            recall = len(wanted & set(found)) / len(wanted)
            totals[name] += recall / len(asked)
            cells.append(f"{recall:.2f}")
            if name == "ours" and wanted - set(found):
                missed = " ".join(sorted(wanted - set(found)))
                print(f"{one['words']}: missed {missed}; found {' '.join(found)}")
        rows.append((one["words"], str(len(wanted)), *cells))
    rows.append(("mean", "", *(f"{total:.3f}" for total in totals.values())))
    return Table(
        name="search/recall",
        title=f"Recall at {FIRST}, {len(asked)} questions over {len(names)} articles",
        columns=("question", "answers", *ways),
        rows=tuple(rows),
    )


def article_of(row: dict[str, Any]) -> Article:
    url = row.get("url") or f"urn:gold:{row['id']}"
    paragraphs = normalise(tuple(row["text"].split("\n")))
    return Article(
        source=re.sub(r"[^a-z0-9]+", "-", row["host"]),
        url=url,
        canonical_url=url,
        title=row["title"] or None,
        paragraphs=paragraphs,
        content_hash=content_hash(paragraphs),
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        language="id",
        method="import",
        reader="benchmark",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

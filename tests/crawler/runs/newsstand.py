"""Documents of the news desk as a crawl would store them, and what a store made of them in plain sight."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from crawler.items import Article
from crawler.runs.linking import link_waiting
from pipelines.stories.profile import Document
from storage import open_store
from storage.store import Store
from tests.storage.samples import article, moment

Row = tuple[Any, ...]

# By address and not by number: numbers follow the order of arrival.
PLACES = """
    SELECT a.url, o.url, c.url, m.relation, m.score, m.credited, m.press_release
    FROM article_stories m JOIN articles a ON a.id = m.article_id JOIN articles o ON o.id = m.story_id
    LEFT JOIN articles c ON c.id = m.copy_of
"""
STORIES = """
    SELECT o.url, s.first_at, s.last_at, s.articles, s.copies, s.newsrooms, s.independent, s.press_release
    FROM stories s JOIN articles o ON o.id = s.id
"""
LINKS = """
    SELECT min(a.url, b.url), max(a.url, b.url), relation, score
    FROM story_links l JOIN articles a ON a.id = l.a JOIN articles b ON b.id = l.b
"""
KEYS = "SELECT k.band, k.key, a.url FROM story_keys k JOIN articles a ON a.id = k.article_id"


def stored(document: Document) -> Article:
    """An article of a source of its own, named for the document's number."""
    assert document.published_at is not None
    source = f"koran{document.id}"
    return article(
        f"/{document.id}",
        source=source,
        url=f"https://{document.outlet}/{document.id}",
        text=document.text,
        title=document.title,
        published=moment(document.published_at),
    )


def keep(store: Store, *documents: Document) -> None:
    for document in documents:
        store.keep(stored(document), None)


def linked(path: Path, *documents: Document) -> None:
    """Stores them in this order, and links all at the end."""
    with closing(open_store(path)) as store:
        keep(store, *documents)
        link_waiting(store)


def state(path: Path) -> dict[str, list[Row]]:
    """Everything that linking made, in an order that only its content decides."""
    with closing(sqlite3.connect(path)) as connection:
        waiting = connection.execute("SELECT count(*) FROM story_queue").fetchone()[0]
        assert waiting == 0
        queries = {"places": PLACES, "stories": STORIES, "links": LINKS, "keys": KEYS}
        return {name: sorted(connection.execute(sql).fetchall(), key=repr) for name, sql in queries.items()}

"""Full-text search: ranked hits with snippets. Knows nothing of terminals or HTML."""

from __future__ import annotations

import sqlite3

from storage.sqlite.connection import Connection
from storage.sqlite.expression import match_expression
from storage.sqlite.lookup import filters, limit_of
from storage.sqlite.rows import ARTICLE_COLUMNS, stored_article
from storage.store import ArticleQuery, Hit

_OPEN, _CLOSE = "\x02", "\x03"  # control characters stand in no cleaned text
SNIPPET_TOKENS = 32


def search(db: Connection, words: str, query: ArticleQuery) -> list[Hit]:
    """Best first, at most `query.limit`; [] when `words` hold nothing to look for."""
    expression = match_expression(words)
    if expression is None:
        return []
    where, values = filters(query)
    # CROSS JOIN keeps the index of words outermost; with nothing but `rank` in ORDER BY it sorts by itself,
    # and snippets are made of the wanted hits only.
    sql = f"""
        SELECT {ARTICLE_COLUMNS}, snippet(articles_fts, 1, ?, ?, '…', {SNIPPET_TOKENS}) AS snippet, rank
        FROM articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid
        WHERE articles_fts MATCH ? AND {where}
        ORDER BY rank LIMIT ?
    """  # noqa: S608 - our own words
    return [_hit(row) for row in db.rows(sql, (_OPEN, _CLOSE, expression, *values, limit_of(query)))]


def _hit(row: sqlite3.Row) -> Hit:
    snippet, marks = split_marks(row["snippet"])
    return Hit(article=stored_article(row), snippet=snippet, marks=marks, rank=row["rank"])


def split_marks(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without its marks, on one line, and where they stood."""
    plain: list[str] = []
    marks: list[tuple[int, int]] = []
    start: int | None = None
    for char in marked.replace("\n", " "):
        if char == _OPEN:
            start = len(plain)
        elif char == _CLOSE:
            if start is not None:
                marks.append((start, len(plain)))
            start = None
        else:
            plain.append(char)
    return "".join(plain), tuple(marks)

"""Which articles a search ranks: all that match, or, of common words, the newest. Ranks nothing.

The full-text index gives matches by number, the newest first, at 30 to 300 ns each; bm25 takes 1 µs for each
of them, a row of `articles` 2 µs, the words of a text 100 µs. So at a million articles a word of every second
one cannot be ranked as a whole (0.6 s). Up to MOST matches every one counts: the best POOL by bm25 are read.
Of more only the newest are, and those with the words in their title from a stretch some times as long.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crawler.clock import to_iso
from storage.search.query import Node
from storage.sqlite.connection import Connection
from storage.sqlite.expression import match_expression
from storage.sqlite.lookup import filters
from storage.store import ArticleQuery

POOL = 150  # articles that are read and ranked word by word
MOST = 5_000  # matches of which every one counts
NARROW = 20_000  # articles that are few enough to list before the words are looked up
FURTHER = 8  # how many times as far back a word in the title is looked for

_NEWEST = (
    "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?"
)
_BEST = """
    SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND +rowid IN (SELECT value FROM json_each(?))
    ORDER BY rank LIMIT ?
"""


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Numbers of articles. `whole`: all that match were considered."""

    ids: Sequence[int]
    whole: bool


def candidates(db: Connection, root: Node, query: ArticleQuery, *, pool: int = POOL) -> Candidates:
    """The articles to rank; at most `pool` of them when every match was considered, else twice as many."""
    expression = match_expression(root)
    newest = _numbers(db, _NEWEST, (expression, 0, MOST + 1))
    where, values = filters(query)
    if len(newest) <= MOST:
        allowed = newest if where == "1" else _allowed(db, newest, where, values)
        if len(allowed) > pool:
            allowed = _numbers(db, _BEST, (expression, json.dumps(allowed), pool))
        return Candidates(ids=allowed, whole=True)
    in_title = match_expression(root, column="title")
    if where == "1":
        titled = _numbers(db, _NEWEST, (in_title, newest[-1], pool))
        return Candidates(ids=_once(titled, newest[:pool]), whole=False)
    narrow, listed = filters(query, by_value=True)
    some = _numbers(db, f"SELECT a.id FROM articles a WHERE {narrow} LIMIT ?", (*listed, NARROW + 1))  # noqa: S608 - our own words
    if len(some) <= NARROW:
        return _among(db, expression, in_title, sorted(some, reverse=True), pool)
    return _walked(db, expression, in_title, query, pool)


def _among(db: Connection, expression: str, in_title: str, allowed: list[int], pool: int) -> Candidates:
    """Matches among few articles: looked up stretch by stretch, the newest first, each four times as long."""
    found: list[int] = []
    start, size = 0, 2 * pool
    while start < len(allowed) and len(found) < 2 * pool:
        stretch = allowed[start : start + size]
        found += _within(db, expression, stretch)
        start, size = start + size, size * 4
    if len(found) <= pool:
        return Candidates(ids=found, whole=start >= len(allowed))
    titled = _within(db, in_title, found)[:pool]
    return Candidates(ids=_once(titled, found[:pool]), whole=False)


def _within(db: Connection, expression: str, stretch: Sequence[int]) -> list[int]:
    sql = """
        SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?
            AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY rowid DESC
    """
    return _numbers(db, sql, (expression, stretch[-1], stretch[0], json.dumps(stretch))) if stretch else []


def _walked(db: Connection, expression: str, in_title: str, query: ArticleQuery, pool: int) -> Candidates:
    """Matches among many articles: each is looked at, the newest first, until enough are allowed."""
    where, values = filters(query)
    sql = f"""
        SELECT a.id FROM articles_fts f CROSS JOIN articles a ON a.id = f.rowid
        WHERE f.articles_fts MATCH ? AND f.rowid BETWEEN ? AND ? AND {where} ORDER BY f.rowid DESC LIMIT ?
    """  # noqa: S608 - our own words
    top = _latest_before(db, query)
    found = _numbers(db, sql, (expression, 0, top, *values, pool))
    if not found:
        return Candidates(ids=found, whole=False)
    lowest = max(found[0] - FURTHER * (found[0] - found[-1] + 1), 0)
    titled = _numbers(db, sql, (in_title, lowest, found[0], *values, pool))
    return Candidates(ids=_once(titled, found), whole=False)


def _latest_before(db: Connection, query: ArticleQuery) -> int:
    """About the highest number of an article before `until`; so that not all newer ones are looked at."""
    highest = int(db.value("SELECT max(id) FROM articles") or 0)
    if query.until is None:
        return highest
    sql = """
        SELECT max(id) FROM (SELECT id FROM articles WHERE dated_at < ? ORDER BY dated_at DESC LIMIT 1000)
    """
    return int(db.value(sql, (to_iso(query.until),)) or highest)


def _allowed(db: Connection, numbers: Sequence[int], where: str, values: Sequence[Any]) -> list[int]:
    sql = f"""
        SELECT a.id FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value WHERE {where}
    """  # noqa: S608 - our own words
    return _numbers(db, sql, (json.dumps(numbers), *values))


def _numbers(db: Connection, sql: str, values: Sequence[Any]) -> list[int]:
    return [row[0] for row in db.rows(sql, values)]


def _once(*lists: Sequence[int]) -> list[int]:
    return list(dict.fromkeys(number for numbers in lists for number in numbers))

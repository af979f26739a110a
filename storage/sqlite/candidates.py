"""Which articles a search ranks: all that match, or, of common words, the newest. Ranks nothing.

The full-text index gives matches by number, the newest first, at 30 to 300 ns each; bm25 takes 1 µs for each
of them, a row of `articles` 2 µs, the words of a text 60 µs. So at a million articles a word of every second
one cannot be ranked as a whole (0.6 s). Up to MOST matches every one counts: the best by bm25 are read. Of
more only the newest are, and those with the words in their title from a stretch some times as long.

A filter either lists its articles from an index, when they are few, or is asked of each article that matches.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crawler.clock import to_iso
from storage.search.query import Node
from storage.search.relevance import terms
from storage.sqlite.connection import Connection
from storage.sqlite.expression import match_expression
from storage.sqlite.facets import few_of
from storage.sqlite.lookup import filters
from storage.store import ArticleQuery

POOL = 100  # articles that are read and ranked word by word
MOST = 5_000  # matches of which every one counts
NARROW = 10_000  # articles that are few enough to list
FURTHER = 8  # how many times as far back a word in the title is looked for

_NEWEST = """
    SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?
"""
_BEST = """
    SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND +rowid IN (SELECT value FROM json_each(?))
    ORDER BY rank LIMIT ?
"""
_WITHIN = """
    SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?
        AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY rowid DESC
"""
Holds = Callable[[Sequence[int]], list[int]]  # those of some articles that answer, by reading them


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Numbers of articles. `whole`: all that match were considered."""

    ids: Sequence[int]
    whole: bool


@dataclass(frozen=True, kw_only=True)
class _Filter:
    """`listed`: the few articles that some conditions allow, the newest first, None when none lists any;
    `where` with its values: the other conditions, on `articles a`."""

    listed: list[int] | None
    where: str
    values: Sequence[Any]


def candidates(
    db: Connection, root: Node, query: ArticleQuery, *, holds: Holds, pool: int = POOL, strict: bool = False
) -> Candidates:
    """The articles to rank, about `pool` of them. `strict`: see `match_expression`."""
    expression = match_expression(root, strict=strict)
    allowed = _filter(db, query)
    newest = _numbers(db, _NEWEST, (expression, 0, MOST + 1))
    if len(newest) <= MOST:
        matching = _checked(db, newest, allowed)
        # of a phrase of common words bm25 would count all matches once more, which takes longer than reading
        if len(matching) > (4 * pool if strict or _has_phrase(root) else pool):
            matching = _numbers(db, _BEST, (expression, json.dumps(matching), pool))
        return Candidates(ids=matching, whole=True)
    in_title = match_expression(root, column="title", strict=strict)
    if allowed.listed is not None:
        return _among(db, expression, allowed, holds, pool)
    if allowed.where == "1":
        titled = _numbers(db, _NEWEST, (in_title, newest[-1], pool // 2))
        return Candidates(ids=_once(titled, newest[:pool])[:pool], whole=False)
    return _walked(db, (expression, in_title), allowed, _latest_before(db, query), pool)


def _has_phrase(root: Node) -> bool:
    return any(len(term.words) > 1 and term.exact for term in terms(root))


def _filter(db: Connection, query: ArticleQuery) -> _Filter:
    lists: list[set[int]] = []
    asked: ArticleQuery = replace(query, facets=())
    where, values = filters(asked)
    if where != "1":
        some = f"SELECT a.id FROM articles a WHERE {where} LIMIT ?"  # noqa: S608 - our own words
        limited = (*values, NARROW + 1)
        if db.value(f"SELECT count(*) FROM ({some})", limited) <= NARROW:  # noqa: S608 - our own words
            lists.append(set(_numbers(db, some, limited)))
            asked = ArticleQuery()
    broad = []
    for facet in query.facets:
        few = few_of(db, facet, NARROW)
        if few is None:
            broad.append(facet)
        else:
            lists.append(set(few))
    where, values = filters(replace(asked, facets=tuple(broad)))
    listed = sorted(set.intersection(*lists), reverse=True) if lists else None
    return _Filter(listed=listed, where=where, values=values)


def _checked(db: Connection, numbers: Sequence[int], allowed: _Filter) -> list[int]:
    """Those of the numbers that the filter lets through, in their order."""
    if allowed.listed is not None:
        listed = set(allowed.listed)
        numbers = [number for number in numbers if number in listed]
    if allowed.where == "1" or not numbers:
        return list(numbers)
    sql = f"""
        SELECT a.id FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value WHERE {allowed.where}
    """  # noqa: S608 - our own words
    return _numbers(db, sql, (json.dumps(numbers), *allowed.values))


def _among(db: Connection, expression: str, allowed: _Filter, holds: Holds, pool: int) -> Candidates:
    """Common words among few articles: the newest of these are read at once; the others are looked up stretch
    by stretch, each four times as long as the one before, until there are enough."""
    listed = allowed.listed or []
    start = size = pool
    found = holds(_checked(db, listed[:size], allowed))
    while start < len(listed) and len(found) < pool // 3:
        size *= 4
        stretch = listed[start : start + size]
        values = (expression, stretch[-1], stretch[0], json.dumps(stretch))
        found += _checked(db, _numbers(db, _WITHIN, values), allowed)
        start += size
    return Candidates(ids=found[:pool], whole=start >= len(listed) and len(found) <= pool)


def _walked(
    db: Connection, expressions: tuple[str, str], allowed: _Filter, top: int, pool: int
) -> Candidates:
    """Common words among many articles: each match is looked at, the newest first, until enough are
    allowed."""
    sql = f"""
        SELECT a.id FROM articles_fts f CROSS JOIN articles a ON a.id = f.rowid
        WHERE f.articles_fts MATCH ? AND f.rowid BETWEEN ? AND ? AND {allowed.where}
        ORDER BY f.rowid DESC LIMIT ?
    """  # noqa: S608 - our own words
    anywhere, in_title = expressions
    found = _numbers(db, sql, (anywhere, 0, top, *allowed.values, pool))
    if not found:
        return Candidates(ids=found, whole=False)
    lowest = max(found[0] - FURTHER * (found[0] - found[-1] + 1), 0)
    titled = _numbers(db, sql, (in_title, lowest, found[0], *allowed.values, pool // 2))
    return Candidates(ids=_once(titled, found)[:pool], whole=False)


def _latest_before(db: Connection, query: ArticleQuery) -> int:
    """About the highest number of an article before `until`, so that not all newer ones are looked at."""
    highest = int(db.value("SELECT max(id) FROM articles") or 0)
    if query.until is None:
        return highest
    sql = """
        SELECT max(id) FROM (SELECT id FROM articles WHERE dated_at < ? ORDER BY dated_at DESC LIMIT 1000)
    """
    return int(db.value(sql, (to_iso(query.until),)) or highest)


def _numbers(db: Connection, sql: str, values: Sequence[Any]) -> list[int]:
    return [row[0] for row in db.rows(sql, values)]


def _once(*lists: Sequence[int]) -> list[int]:
    return list(dict.fromkeys(number for numbers in lists for number in numbers))

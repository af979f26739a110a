"""Which articles a search ranks: all that match, or, of common words, the newest. Ranks nothing.

The full-text index gives matches by number, the newest first, at 30 to 300 ns each; bm25 takes 1 µs for each
of them, a row of `articles` 2 µs, the words of a text 60 µs. So at a million articles a word of every second
one cannot be ranked as a whole (0.6 s). Up to MOST matches every one counts: the best by bm25 are read. Of
more only the newest are, and those with the words in their title from a stretch some times as long. A phrase
of words that stand in every third article takes 30 ms to look for and bm25 50 ms more: so of such phrases no
more than 200 matches are taken, then too the newest and those in titles.

A filter either lists its articles from an index, when they are few, or is asked of each article that matches.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from crawler.clock import to_iso
from storage.search.query import Node
from storage.search.relevance import terms
from storage.sqlite.connection import Connection
from storage.sqlite.expression import apart, is_phrase, match_expression
from storage.sqlite.facets import few_of
from storage.sqlite.lookup import filters
from storage.store import ArticleQuery

POOL = 100  # articles that are read and ranked word by word
MOST = 5_000  # matches of which every one counts
NARROW = 10_000  # articles that are few enough to list
HEAVY = 20_000  # articles with all words of a phrase: to look whether they stand together takes 10 ms
SAMPLE = 30_000  # of the newest articles, by which the share of those that match is told
FURTHER = 8  # how many times as far back a word in the title is looked for,
FURTHEST = 50_000  # but in no more articles than that: of two common words it takes 6 ms

_NEWEST = """
    SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?
"""
_COUNTED = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ? AND rowid > ?"
_BEST = """
    SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND +rowid IN (SELECT value FROM json_each(?))
    ORDER BY rank LIMIT ?
"""
_WITHIN = """
    SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?
        AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY rowid DESC
"""


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
    db: Connection, root: Node, query: ArticleQuery, *, pool: int = POOL, strict: bool = False
) -> Candidates:
    """The articles to rank, about `pool` of them. `strict`: see `match_expression`."""
    expression = match_expression(root, strict=strict)
    allowed = _filter(db, query)
    in_title = match_expression(root, column="title", strict=strict)
    heavy = _is_heavy(db, root)
    if heavy and allowed.listed is None and allowed.where != "1":
        return _walked(db, (expression, in_title), allowed, pool)
    most = 2 * pool if heavy and allowed.listed is None else MOST
    newest = _numbers(db, _NEWEST, (expression, 0, most + 1))
    if len(newest) <= most:
        matching = _checked(db, newest, allowed)
        if heavy and len(matching) > 2 * pool:
            return _titled_first(db, in_title, matching, pool)
        # of a phrase bm25 would count all matches once more, which takes longer than reading a few
        if len(matching) > (4 * pool if strict or _has_phrase(root) else pool):
            matching = _numbers(db, _BEST, (expression, json.dumps(matching), pool))
        return Candidates(ids=matching, whole=True)
    if allowed.listed is not None:
        return _among(db, expression, allowed, newest, pool)
    if allowed.where == "1":
        return _titled_first(db, in_title, newest, pool)
    return _walked(db, (expression, in_title), allowed, pool, until=query.until)


def sampled(db: Connection, expression: str) -> tuple[int, int]:
    """How many of the newest articles were looked at, and how many of them match."""
    total = int(db.value("SELECT max(id) FROM articles") or 0)
    sample = min(total, SAMPLE)
    return sample, int(db.value(_COUNTED, (expression, total - sample)))


def _is_heavy(db: Connection, root: Node) -> bool:
    """Whether all words of a question with a phrase stand in so many articles that looking twice whether they
    stand together takes too long."""
    if not _has_phrase(root):
        return False
    sample, holding = sampled(db, match_expression(apart(root)))
    return holding * int(db.value("SELECT max(id) FROM articles") or 0) > HEAVY * sample


def _has_phrase(root: Node) -> bool:
    return any(is_phrase(term) for term in terms(root))


def _titled_first(db: Connection, in_title: str, matching: Sequence[int], pool: int) -> Candidates:
    """Those of the matches, given the newest first, with the words in the title, and the newest."""
    known = set(matching)
    titled = [n for n in _numbers(db, _NEWEST, (in_title, matching[-1], pool // 2)) if n in known]
    return Candidates(ids=_once(titled, matching[:pool])[:pool], whole=False)


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


def _among(db: Connection, expression: str, allowed: _Filter, newest: Sequence[int], pool: int) -> Candidates:
    """Common words among few articles: those of the newest matches, then stretch by stretch, each so long
    that it should hold enough, by what the newest matches tell."""
    listed, enough = allowed.listed or [], pool // 3
    few = set(listed)
    found = _checked(db, [number for number in newest if number in few], allowed)
    rest = [number for number in listed if number < newest[-1]]
    share = len(newest) / (newest[0] - newest[-1] + 1)
    start = 0
    while start < len(rest) and len(found) < enough:
        stretch = rest[start : start + math.ceil(1.2 * (enough - len(found)) / share) + pool]
        values = (expression, stretch[-1], stretch[0], json.dumps(stretch))
        found += _checked(db, _numbers(db, _WITHIN, values), allowed)
        start += len(stretch)
    return Candidates(ids=found[:pool], whole=start >= len(rest) and len(found) <= pool)


def _walked(
    db: Connection,
    expressions: tuple[str, str],
    allowed: _Filter,
    pool: int,
    *,
    until: datetime | None = None,
) -> Candidates:
    """Common words among many articles: each match is looked at, the newest first, until enough are
    allowed. With `until`, from about there on."""
    sql = f"""
        SELECT a.id FROM articles_fts f CROSS JOIN articles a ON a.id = f.rowid
        WHERE f.articles_fts MATCH ? AND f.rowid BETWEEN ? AND ? AND {allowed.where}
        ORDER BY f.rowid DESC LIMIT ?
    """  # noqa: S608 - our own words
    anywhere, in_title = expressions
    found = _numbers(db, sql, (anywhere, 0, _latest_before(db, until), *allowed.values, pool))
    if len(found) < pool and until is None:
        return Candidates(ids=found, whole=True)
    if not found:
        return Candidates(ids=found, whole=False)
    lowest = found[0] - min(FURTHER * (found[0] - found[-1] + 1), FURTHEST)
    if lowest >= found[-1]:  # a word in the title of a nearer one is among those found
        return Candidates(ids=found, whole=False)
    titled = _numbers(db, sql, (in_title, max(lowest, 0), found[-1] - 1, *allowed.values, pool // 2))
    return Candidates(ids=[*found, *titled], whole=False)


def _latest_before(db: Connection, until: datetime | None) -> int:
    """About the highest number of an article before `until`, so that not all newer ones are looked at."""
    highest = int(db.value("SELECT max(id) FROM articles") or 0)
    if until is None:
        return highest
    sql = """
        SELECT max(id) FROM (SELECT id FROM articles WHERE dated_at < ? ORDER BY dated_at DESC LIMIT 1000)
    """
    return int(db.value(sql, (to_iso(until),)) or highest)


def _numbers(db: Connection, sql: str, values: Sequence[Any]) -> list[int]:
    return [row[0] for row in db.rows(sql, values)]


def _once(*lists: Sequence[int]) -> list[int]:
    return list(dict.fromkeys(number for numbers in lists for number in numbers))

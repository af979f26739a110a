"""Articles by key and by filter. Writes nothing, ranks nothing."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Any

from crawler.clock import to_iso
from crawler.items import StoredArticle
from crawler.urls import BadAddress, canonical
from storage.sqlite.connection import Connection
from storage.sqlite.facets import facet_condition, few_of
from storage.sqlite.labels import read_labels
from storage.sqlite.rows import ARTICLE_COLUMNS, stored_article
from storage.store import ArticleQuery, Facet

FEW = 10_000  # articles with a label: more are found sooner from the newest one on
BATCH = 200  # articles read at a time: 200 of 3 KB are 600 KB

_HASH = re.compile(r"[0-9a-f]{16}", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,18}")  # 19 digits may not fit SQLite's integer
_BY_HASH = "SELECT id FROM articles WHERE content_hash = ? ORDER BY id LIMIT 1"
_BY_ALIAS = "SELECT article_id FROM aliases WHERE alias = ? ORDER BY article_id LIMIT 1"
_BY_ADDRESS = "SELECT article_id FROM urls WHERE url = ? AND article_id IS NOT NULL"
_BY_NUMBER = "SELECT id FROM articles WHERE id = ?"


def find(db: Connection, key: str, *, labels: bool = False) -> StoredArticle | None:
    """By content hash, alias, address (any form with the same canonical one) or number, in this order."""
    key = key.strip()
    if not key.isprintable():
        return None
    number = _by_hash(db, key) or db.value(_BY_ALIAS, (key,)) or _by_address(db, key)
    if number is None and _NUMBER.fullmatch(key):
        number = db.value(_BY_NUMBER, (int(key),))
    return None if number is None else next(iter(read(db, [number], labels=labels)), None)


def articles(db: Connection, query: ArticleQuery) -> Iterator[StoredArticle]:
    """The articles that match now, each once, in batches: none is lost or doubled by writes meanwhile."""
    few = [facet for facet in query.facets if few_of(db, facet, FEW) is not None]
    where, values = filters(query, few)
    way = "ASC" if query.oldest_first else "DESC"
    sql = f"SELECT a.id FROM articles a WHERE {where} ORDER BY a.dated_at {way}, a.id {way} LIMIT ?"  # noqa: S608 - our own words
    numbers = array("q", (row[0] for row in db.rows(sql, (*values, limit_of(query)))))
    for start in range(0, len(numbers), BATCH):
        yield from read(db, numbers[start : start + BATCH].tolist(), labels=query.labels)


def count(db: Connection) -> int:
    return int(db.value("SELECT count(*) FROM articles"))


def filters(query: ArticleQuery, few: Container[Facet] = ()) -> tuple[str, list[Any]]:
    """The conditions of a query on `articles a`, and their values. `few`: facets that so few articles have
    that their list is the place to begin; the others are asked of each article."""
    conditions, values = ["1"], []
    if len(query.sources) == 1:  # "=" and not IN: the index then gives the order as well
        conditions.append("a.source = ?")
        values.append(query.sources[0])
    elif query.sources:
        conditions.append("a.source IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(query.sources))
    if query.since is not None:
        conditions.append("a.dated_at >= ?")
        values.append(to_iso(query.since))
    if query.until is not None:
        conditions.append("a.dated_at < ?")
        values.append(to_iso(query.until))
    for facet in query.facets:
        condition, asked = facet_condition(facet, by_value=facet in few)
        conditions.append(condition)
        values += asked
    if query.unlike:
        conditions.append(
            "NOT EXISTS (SELECT 1 FROM article_labels l WHERE l.article_id = a.id AND l.labeller = ?)"
        )
        values.append(query.unlike)
    return " AND ".join(conditions), values


def limit_of(query: ArticleQuery) -> int:
    return -1 if query.limit is None else max(query.limit, 0)


def _by_hash(db: Connection, key: str) -> int | None:
    number: int | None = db.value(_BY_HASH, (key.lower(),)) if _HASH.fullmatch(key) else None
    return number


def _by_address(db: Connection, key: str) -> int | None:
    number: int | None = db.value(_BY_ADDRESS, (key,))
    if number is None and "://" in key:
        try:
            number = db.value(_BY_ADDRESS, (canonical(key),))
        except BadAddress:
            return None
    return number


def read(db: Connection, numbers: list[int], *, labels: bool = False) -> list[StoredArticle]:
    sql = f"SELECT {ARTICLE_COLUMNS} FROM articles a WHERE a.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - a constant
    found = {row["id"]: stored_article(row) for row in db.rows(sql, (json.dumps(numbers),))}
    if labels:
        for number, known in read_labels(db, numbers).items():
            found[number] = replace(found[number], labels=known)
    return [found[number] for number in numbers if number in found]

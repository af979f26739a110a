"""Full-text search: ranked hits with snippets. Knows no terminal and no HTML, nor what relevance is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.clock import from_iso
from storage.search import Both, Node, Question, parse
from storage.search.meaning import meant
from storage.search.query import Term, at_least
from storage.search.relevance import (
    Document,
    document,
    freshness,
    holds,
    rarity,
    score,
    terms,
    wanted_words,
)
from storage.search.snippet import snippet
from storage.sqlite.candidates import MOST, POOL, candidates, sampled
from storage.sqlite.connection import Connection
from storage.sqlite.expression import match_expression
from storage.sqlite.lookup import articles, read
from storage.store import ArticleQuery, Findings, Hit

_HELD = """
    SELECT value FROM json_each(?)
    WHERE EXISTS (SELECT 1 FROM articles_fts WHERE articles_fts MATCH '"' || value || '"')
"""
_READ = """
    SELECT a.id, coalesce(a.title, '') AS title, a.text, a.dated_at,
        coalesce(s.story_id, a.copy_of, a.id) AS story
    FROM articles a LEFT JOIN article_stories s ON s.article_id = a.id
    WHERE a.id IN (SELECT value FROM json_each(?))
"""
NEWEST_ONLY = (
    "common words: only the newest matches were ranked; another word, --until or --source leads to older ones"
)
NOT_ALL = "no article holds all the words: these hold most of them"


@dataclass(frozen=True, kw_only=True)
class _Ranked:
    number: int
    score: float
    story: int
    others: int = 0


def search(
    db: Connection, question: Question | str, query: ArticleQuery, *, one_per_story: bool = False
) -> Findings:
    """Best first, at most `query.limit`; nothing when there is nothing to look for."""
    asked = parse(question) if isinstance(question, str) else question
    if asked.root is None:
        hits = _newest(db, query) if query != ArticleQuery(limit=query.limit) else ()
        return Findings(hits=tuple(hits), notes=asked.notes)
    root = meant(asked.root, lambda words: _held(db, words))
    ranked, whole = _found(db, root, query)
    notes = list(asked.notes)
    if not ranked and (looser := _looser(root)):
        ranked, whole = _found(db, looser, query)
        notes += [NOT_ALL] * bool(ranked)
    notes += [NEWEST_ONLY] * (not whole)
    if one_per_story:
        ranked = _one_each(ranked)
    return Findings(hits=tuple(_hits(db, root, ranked[: query.limit])), notes=tuple(notes))


def _held(db: Connection, words: Iterable[str]) -> set[str]:
    """Those of the words that stand in some article."""
    return {row[0] for row in db.rows(_HELD, (json.dumps(sorted(words)),))}


def _looser(root: Node) -> Node | None:
    """The last resort: of words that were merely typed one after another, at least half must occur."""
    if not isinstance(root, Both) or not root.loose:
        return None
    must = [part for part in root.parts if isinstance(part, Term) and part.exact]
    may = [part for part in root.parts if part not in must]
    return at_least(may, len(may) // 2 + len(may) % 2, must)


def _found(db: Connection, root: Node, query: ArticleQuery) -> tuple[list[_Ranked], bool]:
    """What answers, best first, and whether every match was considered."""
    wanted, read = wanted_words(root), dict[int, tuple[Document, datetime, int]]()

    def holding(numbers: Sequence[int]) -> list[int]:
        for row in db.rows(_READ, (json.dumps([number for number in numbers if number not in read]),)):
            words = document(row["title"], row["text"], wanted)
            read[row["id"]] = (words, from_iso(row["dated_at"]), row["story"])
        # an article may have gone since its number was found
        return [number for number in numbers if number in read and holds(root, read[number][0])]

    pool = max(POOL, MOST if query.limit is None else query.limit)
    chosen = candidates(db, root, query, pool=pool)
    numbers = holding(chosen.ids)
    if len(numbers) < min(len(chosen.ids), query.limit or pool):
        # the words of a synonym stood apart: now the index looks whether they stand together
        chosen = candidates(db, root, query, pool=pool, strict=True)
        numbers = holding(chosen.ids)
    rare = _rarities(db, root)
    newest = max((read[number][1] for number in numbers), default=None)
    ranked = []
    for number in numbers:
        words, dated, story = read[number]
        worth = score(root, words, rare) * freshness(dated, newest or dated)
        ranked.append(_Ranked(number=number, score=worth, story=story))
    return sorted(ranked, key=lambda one: (-one.score, -one.number)), chosen.whole


def _rarities(db: Connection, root: Node) -> dict[Term, float]:
    """How much each term tells, by the share of the newest articles that hold it."""
    return {term: rarity(*sampled(db, match_expression(term))) for term in terms(root)}


def _one_each(ranked: Sequence[_Ranked]) -> list[_Ranked]:
    """The best of each story, with the number of its others."""
    first: dict[int, _Ranked] = {}
    for one in ranked:
        known = first.get(one.story)
        first[one.story] = replace(known, others=known.others + 1) if known else one
    return list(first.values())


def _hits(db: Connection, root: Node, ranked: Sequence[_Ranked]) -> list[Hit]:
    by_number = {one.number: one for one in ranked}
    hits = []
    for article in read(db, list(by_number)):
        one = by_number[article.id]
        shown, marks = snippet(article.text, root)
        hits.append(Hit(article=article, snippet=shown, marks=marks, rank=-one.score, others=one.others))
    return hits


def _newest(db: Connection, query: ArticleQuery) -> list[Hit]:
    return [
        Hit(article=article, snippet=snippet(article.text, None)[0], marks=(), rank=0.0)
        for article in articles(db, query)
    ]

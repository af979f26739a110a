"""Full-text search: ranked hits with snippets. Knows no terminal and no HTML, nor what relevance is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from crawler.clock import from_iso
from storage.search import Both, Node, Question, parse
from storage.search.meaning import meant
from storage.search.query import Term, at_least
from storage.search.relevance import document, freshness, rarity, score, terms, wanted_words
from storage.search.snippet import snippet
from storage.sqlite.candidates import MOST, POOL, candidates
from storage.sqlite.connection import Connection
from storage.sqlite.expression import match_expression
from storage.sqlite.lookup import articles, read
from storage.store import ArticleQuery, Findings, Hit

_HELD = """
    SELECT value FROM json_each(?)
    WHERE EXISTS (SELECT 1 FROM articles_fts WHERE articles_fts MATCH '"' || value || '"')
"""
_COUNTED = """
    SELECT count(*), min(rowid) FROM (
        SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT ?
    )
"""
_READ = """
    SELECT a.id, coalesce(a.title, '') AS title, a.text, a.dated_at, coalesce(a.copy_of, a.id) AS story
    FROM articles a WHERE a.id IN (SELECT value FROM json_each(?))
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
    pool = max(POOL, query.limit or 0)
    found = candidates(db, root, query, pool=pool)
    notes = list(asked.notes)
    if not found.ids and (looser := _looser(root)):
        found = candidates(db, looser, query, pool=pool)
        notes += [NOT_ALL] * bool(found.ids)
    notes += [NEWEST_ONLY] * (not found.whole)
    ranked = _ranked(db, root, found.ids)
    if one_per_story:
        ranked = _one_each(ranked)
    return Findings(hits=tuple(_hits(db, root, ranked[: query.limit])), notes=tuple(notes))


def _held(db: Connection, words: Iterable[str]) -> set[str]:
    """Those of the words that stand in some article."""
    return {row[0] for row in db.rows(_HELD, (json.dumps(sorted(words)),))}


def _looser(root: Node) -> Node | None:
    """The last resort: of words that were merely typed one after another, more than half must occur."""
    if not isinstance(root, Both) or not root.loose:
        return None
    must = [part for part in root.parts if isinstance(part, Term) and part.exact]
    may = [part for part in root.parts if part not in must]
    return at_least(may, len(may) // 2 + len(may) % 2, must)


def _ranked(db: Connection, root: Node, numbers: Sequence[int]) -> list[_Ranked]:
    total = int(db.value("SELECT max(id) FROM articles") or 0)
    rare = {term: rarity(total, _holding(db, term, total)) for term in terms(root)}
    wanted = wanted_words(root)
    rows = db.rows(_READ, (json.dumps(numbers),))
    newest = max((from_iso(row["dated_at"]) for row in rows), default=None)
    found = []
    for row in rows:
        worth = score(root, document(row["title"], row["text"], wanted), rare)
        fresh = freshness(from_iso(row["dated_at"]), newest) if newest else 1.0
        found.append(_Ranked(number=row["id"], score=worth * fresh, story=row["story"]))
    return sorted(found, key=lambda one: (-one.score, -one.number))


def _holding(db: Connection, term: Term, total: int) -> int:
    """How many articles hold the term; of a common one as many as its newest matches let expect."""
    counted = db.rows(_COUNTED, (match_expression(term), MOST))[0]
    count, lowest = int(counted[0]), int(counted[1] or 0)
    return count if count < MOST else round(count * total / max(total - lowest + 1, 1))


def _one_each(ranked: Sequence[_Ranked]) -> list[_Ranked]:
    """The best of each story, with the number of its others."""
    first: dict[int, _Ranked] = {}
    for one in ranked:
        known = first.get(one.story)
        first[one.story] = replace(known, others=known.others + 1) if known else one
    return list(first.values())


def _hits(db: Connection, root: Node, ranked: Sequence[_Ranked]) -> list[Hit]:
    stored = read(db, [one.number for one in ranked])
    hits = []
    for article, one in zip(stored, ranked, strict=True):
        shown, marks = snippet(article.text, root)
        hits.append(Hit(article=article, snippet=shown, marks=marks, rank=-one.score, others=one.others))
    return hits


def _newest(db: Connection, query: ArticleQuery) -> list[Hit]:
    return [
        Hit(article=article, snippet=snippet(article.text, None)[0], marks=(), rank=0.0)
        for article in articles(db, query)
    ]

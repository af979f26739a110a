"""What was linked, asked for: lists of stories, one story with its articles. Links nothing."""

from __future__ import annotations

import json
from typing import Any

from crawler.clock import from_iso, to_iso
from storage.sqlite.connection import Connection
from storage.sqlite.linking import member
from storage.sqlite.rows import ARTICLE_COLUMNS, stored_article
from storage.story_records import Place, Story, StoryLink, StoryQuery, Told, ToldStory

_FIGURES = "s.id, s.first_at, s.last_at, s.articles, s.copies, s.newsrooms, s.independent, s.press_release"
_TOLD = f"""
    SELECT {_FIGURES}, o.title, o.source, o.canonical_url, m.credited
    FROM stories s JOIN articles o ON o.id = s.id JOIN article_stories m ON m.article_id = s.id
"""  # noqa: S608 - constants
_MEMBERS = f"""
    SELECT {ARTICLE_COLUMNS}, m.story_id, m.copy_of AS copied, m.relation, m.score, m.newsroom, m.credited,
        m.names_release, m.press_release, m.dated_at, m.article_id
    FROM article_stories m JOIN articles a ON a.id = m.article_id
    WHERE m.story_id = ? ORDER BY m.dated_at, m.article_id
"""  # noqa: S608 - constants
# What the view `same_cases` tells of one story, from its articles on: the view reads all links.
_SAME_CASE = """
    WITH mine (id) AS (SELECT article_id FROM article_stories WHERE story_id = ?),
    ends (id) AS (
        SELECT l.b FROM mine JOIN story_links l ON l.a = mine.id WHERE l.relation = 'same-case'
        UNION SELECT l.a FROM mine JOIN story_links l ON l.b = mine.id WHERE l.relation = 'same-case'
    ),
    others (id) AS (SELECT DISTINCT m.story_id FROM ends JOIN article_stories m ON m.article_id = ends.id)
"""
_LINKS = """
    SELECT l.a, l.b, l.relation, l.score, l.reasons
    FROM article_stories m JOIN story_links l ON l.a = m.article_id
    WHERE m.story_id = ? AND l.relation <> 'same-case' ORDER BY l.a, l.b
"""


def stories(db: Connection, query: StoryQuery) -> list[ToldStory]:
    conditions = ["s.independent >= ?"]
    values: list[object] = [query.least]
    if query.since is not None:
        conditions.append("s.last_at >= ?")
        values.append(to_iso(query.since))
    if query.until is not None:
        conditions.append("s.first_at < ?")
        values.append(to_iso(query.until))
    if query.sources:
        conditions.append(
            "EXISTS (SELECT 1 FROM article_stories x JOIN articles a ON a.id = x.article_id "
            "WHERE x.story_id = s.id AND a.source IN (SELECT value FROM json_each(?)))"
        )
        values.append(json.dumps(query.sources))
    limit = -1 if query.limit is None else query.limit
    where = " AND ".join(conditions)
    rows = db.rows(f"{_TOLD} WHERE {where} ORDER BY s.last_at DESC, s.id DESC LIMIT ?", (*values, limit))
    return [_told(row) for row in rows]


def place(db: Connection, article_id: int) -> Place | None:
    row = db.row(
        "SELECT article_id, story_id, copy_of AS copied, relation, score, press_release FROM article_stories "
        "WHERE article_id = ?",
        (article_id,),
    )
    return _place(row) if row else None


def story(db: Connection, story_id: int) -> ToldStory | None:
    row = db.row(f"{_TOLD} WHERE s.id = ?", (story_id,))
    return _told(row) if row else None


def told(db: Connection, story_id: int) -> list[Told]:
    return [
        Told(article=stored_article(row), member=member(row), place=_place(row))
        for row in db.rows(_MEMBERS, (story_id,))
    ]


def story_links(db: Connection, story_id: int) -> list[StoryLink]:
    rows = db.rows(_LINKS, (story_id,))
    return [
        StoryLink(
            a=row["a"],
            b=row["b"],
            relation=row["relation"],
            score=row["score"],
            reasons=tuple(json.loads(row["reasons"])),
        )
        for row in rows
    ]


def same_case(db: Connection, story_id: int) -> list[ToldStory]:
    rows = db.rows(f"{_SAME_CASE} {_TOLD} WHERE s.id IN others ORDER BY s.first_at, s.id", (story_id,))
    return [_told(row) for row in rows if row["id"] != story_id]


def _told(row: Any) -> ToldStory:
    return ToldStory(
        story=Story(
            id=row["id"],
            first_at=from_iso(row["first_at"]),
            last_at=from_iso(row["last_at"]),
            articles=row["articles"],
            copies=row["copies"],
            newsrooms=row["newsrooms"],
            independent=row["independent"],
            press_release=bool(row["press_release"]),
        ),
        title=row["title"],
        source=row["source"],
        url=row["canonical_url"],
        credited=row["credited"],
    )


def _place(row: Any) -> Place:
    return Place(
        article_id=row["article_id"],
        story_id=row["story_id"],
        copy_of=row["copied"],
        relation=row["relation"],
        score=row["score"],
        press_release=bool(row["press_release"]),
    )

"""The tables of stories inside one write transaction. Compares no texts: whoever links says what is what.

An article's keys, links and place are written together with the end of its ticket. What a kill leaves behind
is a ticket, and the next who links begins with it.
"""

from __future__ import annotations

import json
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from crawler.clock import from_iso, to_iso
from crawler.errors import StoreError
from storage.desk import Key
from storage.sqlite.connection import Connection
from storage.sqlite.schema_6 import FILL
from storage.story_records import Member, Place, Story, StoryLink, Unlinked

_KEY = struct.Struct("<Bq")
_TABLES = ("story_keys", "story_links", "article_stories", "stories", "story_queue")
_UNLINKED = """
    SELECT q.ticket, q.article_id, a.source, a.url, a.title, a.text, a.dated_at
    FROM story_queue q LEFT JOIN articles a ON a.id = q.article_id
"""
_ARTICLE = (
    "SELECT 0 AS ticket, id AS article_id, source, url, title, text, dated_at FROM articles WHERE id = ?"
)
_HOLDERS = "SELECT article_id FROM story_keys WHERE band = ? AND key = ? LIMIT ?"
_PLACED = """
    UPDATE article_stories SET story_id = :story_id, copy_of = :copy_of, relation = :relation, score = :score,
        press_release = :press_release
    WHERE article_id = :article_id
"""
_TOLD = """
    INSERT INTO stories (id, first_at, last_at, articles, copies, newsrooms, independent, press_release)
    VALUES (:id, :first_at, :last_at, :articles, :copies, :newsrooms, :independent, :press_release)
"""
_JOIN = """
    INSERT INTO article_stories (article_id, story_id, newsroom, credited, names_release, dated_at, keys)
    VALUES (:article_id, :article_id, :newsroom, :credited, :names_release, :dated_at, :keys)
"""
_LINK = (
    "INSERT INTO story_links (a, b, relation, score, reasons) VALUES (:a, :b, :relation, :score, :reasons)"
)
# Lists of numbers are bound as one JSON array.
_STORIES_OF = """
    SELECT DISTINCT story_id FROM article_stories WHERE article_id IN (SELECT value FROM json_each(?))
"""
_MEMBERS = """
    SELECT article_id, newsroom, dated_at, credited, names_release FROM article_stories
    WHERE story_id IN (SELECT value FROM json_each(?))
"""
_LINKS = """
    SELECT a, b, relation, score FROM story_links
    WHERE a IN (SELECT value FROM json_each(?)) AND relation <> 'same-case'
"""


def waiting(db: Connection, limit: int) -> list[Unlinked]:
    """Articles that are to be linked, those that came first at first."""
    return [_unlinked(row) for row in db.rows(f"{_UNLINKED} ORDER BY q.ticket LIMIT ?", (limit,))]


def count_waiting(db: Connection) -> int:
    return int(db.value("SELECT count(*) FROM story_queue"))


def unlink_all(db: Connection, rules: int) -> None:
    with db.write():
        _unlink_all(db, rules)


def _unlink_all(db: Connection, rules: int) -> None:
    for table in _TABLES:
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - constants
    for statement in FILL:
        db.execute(statement)
    db.execute("UPDATE story_method SET version = ?", (rules,))


@contextmanager
def linking(db: Connection, rules: int) -> Iterator[Desk]:
    with db.write():
        held = int(db.value("SELECT version FROM story_method"))
        if held > rules:
            raise StoreError(
                f"{db.path} holds stories made by a newer Ronda (rules {held}, this one has {rules}). "
                "Update this program; articles are kept all the same and wait to be linked"
            )
        if not held:  # nothing was linked so far
            db.execute("UPDATE story_method SET version = ?", (rules,))
        elif held < rules:
            _unlink_all(db, rules)
        yield Desk(db)


class Desk:
    """See storage.desk.LinkingDesk for what the methods promise; made by `linking`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def take(self, ticket: int) -> bool:
        return self._db.execute("DELETE FROM story_queue WHERE ticket = ?", (ticket,)).rowcount > 0

    def candidates(self, keys: Iterable[Key], crowd: int) -> dict[int, Counter[int]]:
        found: defaultdict[int, Counter[int]] = defaultdict(Counter)
        with self._db.translated():
            cursor = self._db.raw.cursor()
            cursor.row_factory = None  # plain tuples: an eighth less of the time
            for band, key in set(keys):
                holders = cursor.execute(_HOLDERS, (band, key, crowd + 1)).fetchall()
                if len(holders) <= crowd:
                    for (holder,) in holders:
                        found[holder][band] += 1
        return dict(found)

    def article(self, article_id: int) -> Unlinked | None:
        row = self._db.row(_ARTICLE, (article_id,))
        return _unlinked(row) if row else None

    def forget(self, article_id: int) -> int | None:
        row = self._db.row(
            "DELETE FROM article_stories WHERE article_id = ? RETURNING story_id, keys", (article_id,)
        )
        if row is None:
            return None
        keys = [(*key, article_id) for key in _KEY.iter_unpack(row["keys"])]
        with self._db.translated():
            self._db.raw.executemany(
                "DELETE FROM story_keys WHERE band = ? AND key = ? AND article_id = ?", keys
            )
        self._db.execute("DELETE FROM story_links WHERE a = ?", (article_id,))
        self._db.execute("DELETE FROM story_links WHERE b = ?", (article_id,))
        return int(row["story_id"])

    def join(self, member: Member, keys: Iterable[Key], links: Sequence[StoryLink]) -> None:
        kept = sorted(set(keys))
        with self._db.translated():
            self._db.raw.executemany(
                "INSERT INTO story_keys (band, key, article_id) VALUES (?, ?, ?)",
                [(*key, member.article_id) for key in kept],
            )
            self._db.raw.execute(
                _JOIN,
                asdict(member)
                | {"dated_at": to_iso(member.dated_at), "keys": b"".join(_KEY.pack(*key) for key in kept)},
            )
            self._db.raw.executemany(
                _LINK,
                [asdict(one) | {"reasons": json.dumps(one.reasons, ensure_ascii=False)} for one in links],
            )

    def stories_of(self, articles: Iterable[int]) -> set[int]:
        return {row["story_id"] for row in self._db.rows(_STORIES_OF, (json.dumps(list(articles)),))}

    def members(self, stories: Iterable[int]) -> list[Member]:
        return [member(row) for row in self._db.rows(_MEMBERS, (json.dumps(list(stories)),))]

    def links(self, articles: Iterable[int]) -> list[StoryLink]:
        rows = self._db.rows(_LINKS, (json.dumps(list(articles)),))
        return [StoryLink(a=r["a"], b=r["b"], relation=r["relation"], score=r["score"]) for r in rows]

    def arrange(self, stories: Iterable[int], places: Sequence[Place], told: Sequence[Story]) -> None:
        with self._db.translated():
            ask = self._db.raw.executemany
            ask(_PLACED, [asdict(place) for place in places])
            ask("DELETE FROM stories WHERE id = ?", [(number,) for number in stories])
            ask(_TOLD, [_story_values(story) for story in told])


def _story_values(story: Story) -> dict[str, object]:
    return asdict(story) | {"first_at": to_iso(story.first_at), "last_at": to_iso(story.last_at)}


def member(row: Any) -> Member:
    return Member(
        article_id=row["article_id"],
        newsroom=row["newsroom"],
        dated_at=from_iso(row["dated_at"]),
        credited=row["credited"],
        names_release=bool(row["names_release"]),
    )


def _unlinked(row: Any) -> Unlinked:
    if row["text"] is None:
        return Unlinked(ticket=row["ticket"], article_id=row["article_id"])
    return Unlinked(
        ticket=row["ticket"],
        article_id=row["article_id"],
        source=row["source"],
        url=row["url"],
        title=row["title"],
        text=row["text"],
        dated_at=from_iso(row["dated_at"]),
    )
